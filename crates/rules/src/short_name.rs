//! How the codes of links name questions, readings and options: by a hash of their id, so that
//! every later edition can read them.

/// The bits of the hash of a question or a reading.
pub const QUESTION_BITS: u32 = 20;
/// The bits of the hash of an option of one question.
pub const OPTION_BITS: u32 = 14;

/// Returns a hash of an id, written down for good: FNV-1a, multiplied once more so that its upper
/// bits depend on every letter.
fn hash(text: &str, bits: u32) -> u64 {
    let whole = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u64::from((whole ^ whole >> 15).wrapping_mul(0x2c1b_3c6d) >> (32 - bits))
}

/// Returns the hash of the id of a question or a reading.
#[must_use]
pub fn question_hash(id: &str) -> u64 {
    hash(id, QUESTION_BITS)
}

/// Returns the hash of the id of an option of a question.
#[must_use]
pub fn option_hash(question: &str, option: &str) -> u64 {
    hash(&format!("{question}/{option}"), OPTION_BITS)
}
