//! The one door to the baked tables: build.rs reads and checks src/policies/*.toml and writes them as constants.

include!(concat!(env!("OUT_DIR"), "/policies.rs"));
include!(concat!(env!("OUT_DIR"), "/rules_hash.rs"));
