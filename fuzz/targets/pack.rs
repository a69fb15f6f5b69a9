#![no_main]

use huiqi_tests::targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::pack(bytes));
