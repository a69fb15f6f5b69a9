//! A stream of bits with a running check, written and read. Its form is part of every code and
//! never changes.

/// The number of check bits at the end of each part of a code; they cover everything before them.
pub(super) const ENTRY_CHECK_BITS: u32 = 6;

/// A running check over everything written or read so far.
#[derive(Clone, Copy)]
struct Check(u32);

impl Check {
    const START: Self = Self(0x811c_9dc5);

    fn take(&mut self, value: u64, width: u32) {
        for part in [value as u32, (value >> 32) as u32, width] {
            self.0 = (self.0 ^ part).wrapping_mul(0x0100_0193).rotate_left(5);
        }
    }

    fn bits(self, width: u32) -> u64 {
        u64::from(self.0.wrapping_mul(0x9e37_79b1) >> (32 - width))
    }
}

/// Writes a stream.
pub(super) struct BitWriter {
    bits: Vec<bool>,
    check: Check,
}

/// Reads a stream; `None` is said of what lies behind its end.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
    check: Check,
}

impl BitWriter {
    pub(super) const fn new() -> Self {
        Self { bits: Vec::new(), check: Check::START }
    }

    fn raw(&mut self, value: u64, width: u32) {
        self.bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
    }

    /// Writes the `width` lowest bits of a value.
    pub(super) fn put(&mut self, value: u64, width: u32) {
        self.raw(value, width);
        self.check.take(value, width);
    }

    /// Writes groups of five bits, the lowest first, each with a bit that says whether more follow.
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 32 {
            self.put(32 | value & 31, 6);
            value >>= 5;
        }
        self.put(value, 6);
    }

    /// Writes the check bits over everything before them.
    pub(super) fn check(&mut self, width: u32) {
        self.raw(self.check.bits(width), width);
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let byte = |bits: &[bool]| {
            bits.iter().enumerate().fold(0, |byte, (bit, set)| byte | u8::from(*set) << (7 - bit))
        };
        self.bits.chunks(8).map(byte).collect()
    }
}

impl<'a> BitReader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0, check: Check::START }
    }

    fn raw(&mut self, width: u32) -> Option<u64> {
        let mut value = 0;
        for _ in 0..width {
            let byte = self.bytes.get(self.position / 8)?;
            value = value << 1 | u64::from(byte >> (7 - self.position % 8) & 1);
            self.position += 1;
        }
        Some(value)
    }

    /// Reads what [`BitWriter::put`] wrote.
    pub(super) fn take(&mut self, width: u32) -> Option<u64> {
        let value = self.raw(width)?;
        self.check.take(value, width);
        Some(value)
    }

    /// Reads what [`BitWriter::number`] wrote.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for group in 0..13 {
            let bits = self.take(6)?;
            let part = bits & 31;
            value |=
                part.checked_shl(group * 5).filter(|shifted| shifted >> (group * 5) == part)?;
            if bits & 32 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// Reads what [`BitWriter::check`] wrote: whether everything before it is as it was written.
    pub(super) fn holds(&mut self, width: u32) -> bool {
        let wanted = self.check.bits(width);
        self.raw(width) == Some(wanted)
    }
}
