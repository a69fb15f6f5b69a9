//! How the codes of links name regions, questions, options and readings: by a hash of their id, so
//! that every later edition can read them. What a form means never changes.

/// The bits of the hash of a region in the second form.
pub const REGION_BITS: u32 = 40;

/// A form of the code of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// Codes that begin with 1: they are read and no longer written. They name what was there
    /// when they were written, see [`super::policy::FirstForm`].
    First,
    /// Codes that begin with 2: the region comes first, and what is named after it is one of few.
    Second,
}

impl LinkForm {
    /// Returns the form of a code by its first letter.
    #[must_use]
    pub const fn of_letter(letter: char) -> Option<Self> {
        match letter {
            '1' => Some(Self::First),
            '2' => Some(Self::Second),
            _ => None,
        }
    }

    /// Returns the bits of the hash of a question or a reading.
    #[must_use]
    pub const fn question_bits(self) -> u32 {
        match self {
            Self::First => 20,
            Self::Second => 24,
        }
    }

    /// Returns the bits of the hash of an option of one question.
    #[must_use]
    pub const fn option_bits(self) -> u32 {
        match self {
            Self::First => 14,
            Self::Second => 16,
        }
    }

    /// Returns the hash of the id of a question or a reading.
    #[must_use]
    pub fn question(self, id: &str) -> u64 {
        match self {
            Self::First => first_hash(id, self.question_bits()),
            Self::Second => second_hash(id, self.question_bits()),
        }
    }

    /// Returns the hash of the id of an option of a question.
    #[must_use]
    pub fn option(self, question: &str, option: &str) -> u64 {
        let both = format!("{question}/{option}");
        match self {
            Self::First => first_hash(&both, self.option_bits()),
            Self::Second => second_hash(&both, self.option_bits()),
        }
    }
}

/// Returns the hash of the id of a region in the second form.
#[must_use]
pub fn region_hash(id: &str) -> u64 {
    second_hash(id, REGION_BITS)
}

/// Returns a hash of an id, written down for good: FNV-1a, multiplied once more so that its upper
/// bits depend on every letter.
fn first_hash(text: &str, bits: u32) -> u64 {
    let whole = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u64::from((whole ^ whole >> 15).wrapping_mul(0x2c1b_3c6d) >> (32 - bits))
}

/// The same of twice the width.
fn second_hash(text: &str, bits: u32) -> u64 {
    let whole = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (whole ^ whole >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)
}

#[cfg(test)]
mod tests {
    use super::{LinkForm, region_hash};

    /// Written down for good: a change of one of these would make links unreadable.
    #[test]
    fn names_are_what_they_were() {
        assert_eq!(LinkForm::First.question("region"), QUESTION_1);
        assert_eq!(LinkForm::First.option("region", "zaozhuang"), OPTION_1);
        assert_eq!(LinkForm::Second.question("region"), QUESTION_2);
        assert_eq!(LinkForm::Second.option("listings", "bse"), OPTION_2);
        assert_eq!(region_hash("zaozhuang"), REGION_2);
    }

    const QUESTION_1: u64 = 0x0003_4449;
    const OPTION_1: u64 = 0x292d;
    const QUESTION_2: u64 = 0x00c7_2b56;
    const OPTION_2: u64 = 0x90f0;
    const REGION_2: u64 = 0x001c_1dd8_543c;
}
