//! No code: this package depends on the page, the worker, the check of signatures and the npm
//! package with its programs, which are all that is given to others. `make notices` and
//! `make release` read its dependencies.
