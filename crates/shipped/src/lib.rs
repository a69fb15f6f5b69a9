//! No code: this package depends on the page, the worker and the npm package, which are all that is
//! given to others. `make notices` and `make release` read its dependencies.
