//! The module: plain functions over its own memory, so that no glue is needed.

use huiqi_signatures::is_signed;
use std::cell::RefCell;

thread_local! {
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for so many bytes and returns where.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|bytes| {
        bytes.clear();
        bytes.resize(length, 0);
        bytes.as_mut_ptr()
    })
}

/// Whether the bytes put there are signed: so many that are covered, so many of signatures, and the
/// keys behind them. Returns 1 or 0.
#[unsafe(no_mangle)]
extern "C" fn check(covered: usize, signatures: usize) -> u32 {
    BYTES.with_borrow(|bytes| {
        let parts = || {
            let (covered, rest) = bytes.split_at_checked(covered)?;
            let (signatures, keys) = rest.split_at_checked(signatures)?;
            Some(is_signed(covered, signatures, keys))
        };
        u32::from(parts().unwrap_or(false))
    })
}

fn main() {}
