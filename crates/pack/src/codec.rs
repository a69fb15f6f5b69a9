//! Values as bytes: one trait, and the writer and the reader behind it.
//!
//! A number is written with seven bits in each byte, the lowest first. A text is written once, in
//! one of two pools, and named by its number afterwards.

use bumpalo::Bump;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};
use time::Date;

/// Why bytes are no rule set: for the console and for operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// What a value gives when it is read.
pub(crate) type Read<T> = Result<T, Broken>;

/// So deep may values lie within each other.
const MOST_DEPTH: u32 = 64;

/// A value that has a form in bytes.
pub(crate) trait Binary: Sized {
    /// Writes it.
    fn write(&self, out: &mut Writer);
    /// Reads one.
    fn read(from: &mut Reader<'_>) -> Read<Self>;
}

/// The pools of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pool {
    /// What the questions show.
    Questions,
    /// What only results and the library show.
    Results,
}

/// What has another number in the bytes than in the tables.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The region that is left of several; tests of the region are written for it alone.
    pub(crate) only_region: Option<u16>,
    /// The new number of each question; none of those that are left out.
    pub(crate) questions: Option<Vec<Option<u16>>>,
}

/// Writes values.
#[derive(Debug)]
pub(crate) struct Writer {
    /// The values.
    pub(crate) bytes: Vec<u8>,
    /// The texts of both pools, in the order in which they were first written.
    pub(crate) pools: [Vec<&'static str>; 2],
    /// What has another number in the bytes.
    pub(crate) names: Names,
    /// The questions that were written.
    pub(crate) used: BTreeSet<u16>,
    /// The first format that has everything that was written.
    pub(crate) format: u8,
    pool: Pool,
    known: HashMap<&'static str, u32>,
}

impl Writer {
    /// Returns an empty one, which takes texts into the pool of the questions.
    pub(crate) fn new(names: Names) -> Self {
        Self {
            bytes: Vec::new(),
            pools: [Vec::new(), Vec::new()],
            names,
            used: BTreeSet::new(),
            format: 1,
            pool: Pool::Questions,
            known: HashMap::new(),
        }
    }

    /// Notes the first format that has what is written.
    pub(crate) fn needs(&mut self, format: u8) {
        self.format = self.format.max(format);
    }

    /// Takes the texts that follow into another pool, but for those that are known.
    pub(crate) const fn use_pool(&mut self, pool: Pool) {
        self.pool = pool;
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, mut number: u128) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Takes a text into the pool without writing it.
    pub(crate) fn know(&mut self, text: &'static str) {
        self.text_number(text);
    }

    fn text_number(&mut self, text: &'static str) -> u32 {
        let pool = self.pool as usize;
        *self.known.entry(text).or_insert_with(|| {
            self.pools[pool].push(text);
            (self.pools[pool].len() as u32 - 1) * 2 + pool as u32
        })
    }
}

/// Reads values into an arena.
#[derive(Debug)]
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    pools: [Vec<&'static str>; 2],
    arena: &'static Bump,
    depth: u32,
}

impl<'b> Reader<'b> {
    /// Returns a reader of values whose texts are these.
    pub(crate) const fn new(
        bytes: &'b [u8],
        pools: [Vec<&'static str>; 2],
        arena: &'static Bump,
    ) -> Self {
        Self { bytes, pools, arena, depth: 0 }
    }

    /// Whether everything was read.
    pub(crate) const fn is_at_the_end(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns what was not read yet.
    pub(crate) const fn rest(&self) -> &'b [u8] {
        self.bytes
    }

    /// Reads one byte.
    pub(crate) fn byte(&mut self) -> Read<u8> {
        let (first, rest) = self.bytes.split_first().ok_or(Broken("it ends too early"))?;
        self.bytes = rest;
        Ok(*first)
    }

    /// Reads a number, which has one form only.
    pub(crate) fn number(&mut self) -> Read<u128> {
        let (mut number, mut shift) = (0_u128, 0);
        loop {
            let byte = self.byte()?;
            let bits = u128::from(byte & 0x7F);
            if shift > 126 || (shift == 126 && bits > 3) {
                return Err(Broken("a number is too large"));
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                let is_shortest = byte != 0 || shift == 0;
                return if is_shortest { Ok(number) } else { Err(Broken("a number is too long")) };
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> Read<&'static str> {
        let number = self.number()?;
        let index = usize::try_from(number / 2).map_err(|_| Broken("no such text"))?;
        self.pools[(number % 2) as usize].get(index).copied().ok_or(Broken("no such text"))
    }

    /// Keeps a value in the arena.
    pub(crate) fn keep<T>(&self, value: T) -> &'static T {
        self.arena.alloc(value)
    }

    /// Reads what lies one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == MOST_DEPTH {
            return Err(Broken("values lie too deep within each other"));
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }
}

impl Binary for u128 {
    fn write(&self, out: &mut Writer) {
        out.number(*self);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        from.number()
    }
}

impl Binary for u64 {
    fn write(&self, out: &mut Writer) {
        out.number(u128::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Self::try_from(from.number()?).map_err(|_| Broken("a number is too large"))
    }
}

impl Binary for u32 {
    fn write(&self, out: &mut Writer) {
        out.number(u128::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Self::try_from(from.number()?).map_err(|_| Broken("a number is too large"))
    }
}

impl Binary for u16 {
    fn write(&self, out: &mut Writer) {
        out.number(u128::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Self::try_from(from.number()?).map_err(|_| Broken("a number is too large"))
    }
}

impl Binary for u8 {
    fn write(&self, out: &mut Writer) {
        out.bytes.push(*self);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        from.byte()
    }
}

impl Binary for i64 {
    fn write(&self, out: &mut Writer) {
        out.number(u128::from((*self as u64) << 1 ^ (*self >> 63) as u64));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let bits = u64::read(from)?;
        Ok((bits >> 1) as Self ^ -((bits & 1) as Self))
    }
}

impl Binary for bool {
    fn write(&self, out: &mut Writer) {
        out.bytes.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Broken("neither yes nor no")),
        }
    }
}

impl Binary for &'static str {
    fn write(&self, out: &mut Writer) {
        let number = out.text_number(self);
        out.number(u128::from(number));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        from.text()
    }
}

impl Binary for Decimal {
    fn write(&self, out: &mut Writer) {
        out.bytes.push(self.scale() as u8 | u8::from(self.is_sign_negative()) << 7);
        out.number(self.mantissa().unsigned_abs());
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let first = from.byte()?;
        let (is_negative, scale) = (first & 0x80 != 0, u32::from(first & 0x7F));
        let mantissa = i128::try_from(from.number()?).map_err(|_| Broken("no decimal"))?;
        let mut number =
            Self::try_from_i128_with_scale(mantissa, scale).map_err(|_| Broken("no decimal"))?;
        number.set_sign_negative(is_negative);
        Ok(number)
    }
}

impl Binary for Date {
    fn write(&self, out: &mut Writer) {
        i64::from(self.to_julian_day()).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let day = i32::try_from(i64::read(from)?).map_err(|_| Broken("no day"))?;
        Self::from_julian_day(day).map_err(|_| Broken("no day"))
    }
}

impl<T: Binary> Binary for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            None => out.bytes.push(0),
            Some(value) => {
                out.bytes.push(1);
                value.write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok(if bool::read(from)? { Some(T::read(from)?) } else { None })
    }
}

impl<T: Binary + 'static> Binary for &'static [T] {
    fn write(&self, out: &mut Writer) {
        out.number(self.len() as u128);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        const { assert!(!std::mem::needs_drop::<T>(), "an arena drops nothing") };
        // Every item takes a byte at least, so the list is no longer than the rest.
        let length = usize::try_from(from.number()?).unwrap_or(usize::MAX);
        if length > from.bytes.len() {
            return Err(Broken("a list is longer than the file"));
        }
        let items = from.deeper(|from| {
            let mut items = Vec::new();
            for _ in 0..length {
                items.push(T::read(from)?);
            }
            Ok(items)
        })?;
        Ok(from.arena.alloc_slice_fill_iter(items))
    }
}

impl<T: Binary + 'static> Binary for &'static T {
    fn write(&self, out: &mut Writer) {
        (*self).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        const { assert!(!std::mem::needs_drop::<T>(), "an arena drops nothing") };
        let value = from.deeper(T::read)?;
        Ok(from.keep(value))
    }
}

impl<T: Binary, const N: usize> Binary for [T; N] {
    fn write(&self, out: &mut Writer) {
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let mut items = Vec::new();
        for _ in 0..N {
            items.push(T::read(from)?);
        }
        Self::try_from(items).map_err(|_| Broken("a pair is none"))
    }
}

impl<A: Binary, B: Binary> Binary for (A, B) {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok((A::read(from)?, B::read(from)?))
    }
}
