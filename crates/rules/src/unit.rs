//! What a figure is: everything the code knows of sums of money, percentages and numbers of things,
//! and the one reader of decimal figures.

use rust_decimal::Decimal;

/// A kind of figure.
#[derive(Debug)]
pub struct Unit {
    /// The name in policy files and in the JS interface.
    pub id: &'static str,
    /// The unit beside a field on the page; policy files write it behind a figure.
    pub word: &'static str,
    /// How its figures are written in sentences.
    pub notation: Notation,
    /// How many decimals are read.
    decimals: u32,
    /// The distance between two neighbouring figures, in the last decimal.
    step: u32,
    /// The least figure that can be typed, a whole number.
    pub least: i64,
    /// The largest figure that can be typed, a whole number.
    pub most: i64,
    /// The least figure that there is, in the last decimal.
    from: Option<i64>,
    /// The largest figure that there is, in the last decimal.
    to: Option<i64>,
    /// Words that multiply the figure before them, by powers of ten.
    scales: &'static [(&'static str, usize)],
    /// A sign that people type before a figure; may be empty.
    sign: &'static str,
    /// Words that people type behind a figure, longer ones first.
    endings: &'static [&'static str],
}

/// How a figure is written in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// A sum of money: "30 万元".
    Money,
    /// A percentage: "12.5%", whose differences are percentage points.
    Percent,
    /// A number of things: "12 件".
    Number,
}

/// Why a text is no figure of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureProblem {
    /// No decimal number of the form that is read.
    NotANumber,
    /// Below zero, where nothing below zero is taken.
    Negative,
    /// More decimals than count.
    TooManyDecimals,
    /// Between two neighbouring numbers.
    OffStep,
    /// Outside the least and the most of the question.
    OutOfRange,
    /// Beyond what is taken.
    TooLarge,
}

impl Unit {
    /// Yuan (元), zero or more, in whole fen.
    pub const YUAN: Self = Self {
        id: "yuan",
        word: "元",
        notation: Notation::Money,
        decimals: 2,
        step: 1,
        from: None,
        to: None,
        least: 0,
        most: 1_000_000_000_000,
        scales: &[("万", 4), ("亿", 8)],
        sign: "¥",
        endings: &["元整", "元"],
    };

    /// Yuan of either sign: a profit or a loss. No question takes it; a percentage follows from it.
    pub const BALANCE: Self = Self { least: -Self::YUAN.most, ..Self::YUAN };

    /// A percentage of either sign, in whole hundredths.
    pub const PERCENT: Self = Self {
        id: "percent",
        word: "%",
        notation: Notation::Percent,
        decimals: 2,
        step: 1,
        from: None,
        to: None,
        least: -1_000_000,
        most: 1_000_000,
        scales: &[],
        sign: "",
        endings: &["%"],
    };

    /// A number of pieces (件), zero or more, in whole ones.
    pub const NUMBER: Self = Self::number("件", 100);

    /// Every kind of figure that a question takes.
    pub const ALL: [&'static Self; 3] = [&Self::YUAN, &Self::PERCENT, &Self::NUMBER];

    /// Returns a number of these things, with the distance between two neighbouring numbers in
    /// hundredths.
    #[must_use]
    pub const fn number(word: &'static str, step: u32) -> Self {
        Self {
            id: "number",
            word,
            notation: Notation::Number,
            decimals: 2,
            step,
            from: None,
            to: None,
            least: 0,
            most: 1_000_000_000_000,
            scales: &[("万", 4), ("亿", 8)],
            sign: "",
            endings: &[],
        }
    }

    /// Returns the unit with a least and a most figure of a question, in hundredths.
    #[must_use]
    pub const fn within(self, from: Option<i64>, to: Option<i64>) -> Self {
        Self { from, to, ..self }
    }

    /// Returns the unit without a least and a most figure of a question.
    #[must_use]
    pub const fn without_range(&self) -> Self {
        Self { from: None, to: None, ..*self }
    }

    /// Returns the distance between two neighbouring figures.
    #[must_use]
    pub const fn step(&self) -> Decimal {
        self.steps(self.step as u64)
    }

    /// Returns the distance between two neighbouring figures in hundredths.
    #[must_use]
    pub const fn hundredths_of_step(&self) -> u32 {
        self.step
    }

    /// Returns the least figure that there is; `None` where there is none.
    #[must_use]
    pub fn lowest(&self) -> Option<Decimal> {
        let zero = if self.takes_negative() { None } else { Some(0) };
        self.from.or(zero).map(|steps| self.of_steps(steps))
    }

    /// Returns the largest figure that there is; `None` where there is none.
    #[must_use]
    pub fn highest(&self) -> Option<Decimal> {
        self.to.map(|steps| self.of_steps(steps))
    }

    /// Returns the next figure that is not above a number.
    #[must_use]
    pub fn at_or_below(&self, number: Decimal) -> Decimal {
        let rest = number % self.step();
        let below = number - rest;
        if rest.is_sign_negative() && !rest.is_zero() { below - self.step() } else { below }
    }

    /// Returns the least and the largest figure of its own in hundredths, where it has them.
    #[must_use]
    pub const fn range(&self) -> (Option<i64>, Option<i64>) {
        (self.from, self.to)
    }

    /// Returns a figure of this number of steps.
    const fn steps(&self, steps: u64) -> Decimal {
        Decimal::from_parts(steps as u32, (steps >> 32) as u32, 0, false, self.decimals)
    }

    /// Whether figures below zero are taken.
    #[must_use]
    pub const fn takes_negative(&self) -> bool {
        self.least < 0
    }

    /// Reads the strict form of the JS interface and of links: digits, perhaps a point and
    /// decimals, perhaps a minus. Each decimal written counts, zeros too.
    ///
    /// # Errors
    /// The first problem: the form, the sign, the decimals, the size.
    pub fn read_strict(&self, text: &str) -> Result<Decimal, FigureProblem> {
        self.figure(Digits::of(text)?, 0)
    }

    /// Reads a figure as people type it into fields and tables: 350万, 1.2亿, ¥86,500, 86500元整,
    /// 12.5%, full-width letters, spaces, commas. Nothing typed is no figure.
    ///
    /// # Errors
    /// As for [`Unit::read_strict`]. A figure is never cut, rounded or guessed.
    pub fn read_typed(&self, typed: &str) -> Result<Option<Decimal>, FigureProblem> {
        Ok(self.read_typed_steps(typed)?.map(|steps| self.of_steps(steps)))
    }

    /// Reads the same as a number of steps.
    ///
    /// # Errors
    /// As for [`Unit::read_typed`].
    pub fn read_typed_steps(&self, typed: &str) -> Result<Option<i64>, FigureProblem> {
        let plain: String =
            typed.chars().filter(|letter| !letter.is_whitespace()).map(half_width).collect();
        if plain.is_empty() {
            return Ok(None);
        }
        let (is_negative, unsigned) = without_minus(&plain);
        let figure = unsigned.strip_prefix(self.sign).unwrap_or(unsigned);
        let mut endings = self.endings.iter().copied().chain([self.word]);
        let figure = endings.find_map(|end| figure.strip_suffix(end)).unwrap_or(figure);
        let (figure, power) = self.unscaled(figure);
        let figure = without_commas(figure).ok_or(FigureProblem::NotANumber)?;
        let digits = Digits { is_negative, ..Digits::unsigned(&figure)? };
        self.number_of_steps(digits.shortest(), power).map(Some)
    }

    /// Reads a figure of a table, which a sheet may have computed: as [`Unit::read_typed`], with
    /// every decimal that it has. A figure that names no unit itself is multiplied by ten to this
    /// power, which is the unit of its column.
    ///
    /// # Errors
    /// As for [`Unit::read_typed`]. A figure is never cut, rounded or guessed.
    pub fn read_computed(
        &self,
        typed: &str,
        power: usize,
    ) -> Result<Option<Decimal>, FigureProblem> {
        let plain: String =
            typed.chars().filter(|letter| !letter.is_whitespace()).map(half_width).collect();
        if plain.is_empty() {
            return Ok(None);
        }
        let (is_negative, unsigned) = without_minus(&plain);
        let signed = unsigned.strip_prefix(self.sign).unwrap_or(unsigned);
        let mut endings = self.endings.iter().copied().chain([self.word]);
        let figure = endings.find_map(|end| signed.strip_suffix(end)).unwrap_or(signed);
        let names_unit = figure.len() < signed.len();
        let (unscaled, own) = self.unscaled(figure);
        let power = if names_unit || own > 0 { own } else { power };
        let figure = without_commas(unscaled).ok_or(FigureProblem::NotANumber)?;
        let digits = Digits { is_negative, ..Digits::unsigned(&figure)? }.shortest();
        if digits.is_negative && !self.takes_negative() {
            return Err(FigureProblem::Negative);
        }
        let decimal = digits.decimal(power)?;
        // A count is exact; a sum or a percentage may be computed with more decimals.
        match self.notation {
            Notation::Number if !(decimal % self.step()).is_zero() => {
                return Err(FigureProblem::OffStep);
            }
            Notation::Number | Notation::Money | Notation::Percent => {}
        }
        let of_steps = |steps| self.of_steps(steps);
        let is_below = self.from.is_some_and(|from| decimal < of_steps(from));
        if is_below || self.to.is_some_and(|to| decimal > of_steps(to)) {
            return Err(FigureProblem::OutOfRange);
        }
        if decimal > Decimal::from(self.most) || decimal < Decimal::from(self.least) {
            return Err(FigureProblem::TooLarge);
        }
        Ok(Some(decimal))
    }

    /// Reads a figure as policy files write it: with its unit, "30万元", "1.5亿元", "50%"; a number
    /// of things without it too, "12" or "12件".
    ///
    /// # Errors
    /// As for [`Unit::read_strict`].
    pub fn read_authored(&self, text: &str) -> Result<Decimal, FigureProblem> {
        let figure = match (text.strip_suffix(self.word), self.notation) {
            (Some(figure), _) => figure,
            (None, Notation::Number) => text,
            (None, Notation::Money | Notation::Percent) => return Err(FigureProblem::NotANumber),
        };
        let (figure, power) = self.unscaled(figure);
        self.figure(Digits::of(figure)?.shortest(), power)
    }

    /// Returns the figure without a word that multiplies it, and the power of ten of that word.
    fn unscaled<'a>(&self, figure: &'a str) -> (&'a str, usize) {
        let scaled = |(word, power): &(&str, usize)| Some((figure.strip_suffix(word)?, *power));
        self.scales.iter().find_map(scaled).unwrap_or((figure, 0))
    }

    fn figure(&self, digits: Digits<'_>, power: usize) -> Result<Decimal, FigureProblem> {
        self.number_of_steps(digits, power).map(|steps| self.of_steps(steps))
    }

    /// Returns the figure of so many steps.
    #[must_use]
    pub fn of_steps(&self, steps: i64) -> Decimal {
        let size = self.steps(steps.unsigned_abs()).normalize();
        if steps < 0 { -size } else { size }
    }

    fn number_of_steps(&self, digits: Digits<'_>, power: usize) -> Result<i64, FigureProblem> {
        if digits.is_negative && !self.takes_negative() {
            return Err(FigureProblem::Negative);
        }
        let is_negative = digits.is_negative;
        let places = power + self.decimals as usize;
        if digits.decimals.len() > places {
            return Err(FigureProblem::TooManyDecimals);
        }
        let whole = digits.whole.trim_start_matches('0');
        let is_bounded = self.from.is_some() || self.to.is_some();
        let beyond = if is_bounded { FigureProblem::OutOfRange } else { FigureProblem::TooLarge };
        if whole.len() + places > MOST_DIGITS {
            return Err(beyond);
        }
        let decimals = digits.decimals;
        let digits = whole.bytes().chain(decimals.bytes());
        let size = digits.fold(0, |steps, digit| steps * 10 + i64::from(digit - b'0'));
        let size = size * 10_i64.pow((places - decimals.len()) as u32);
        let steps = if is_negative { -size } else { size };
        let one = 10_i64.pow(self.decimals);
        if steps % i64::from(self.step) != 0 {
            return Err(FigureProblem::OffStep);
        }
        if self.from.is_some_and(|from| steps < from) || self.to.is_some_and(|to| steps > to) {
            return Err(FigureProblem::OutOfRange);
        }
        if steps > self.most * one || steps < self.least * one {
            return Err(beyond);
        }
        Ok(steps)
    }
}

/// Two units are the same where their names are.
impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Unit {}

/// The largest number of digits: an `i64` holds every such number; [`Unit::most`] is shorter for
/// each unit.
const MOST_DIGITS: usize = 17;

/// The largest number of digits of a computed figure, which a [`Decimal`] holds.
const MOST_COMPUTED_DIGITS: usize = 28;

/// The digits of a figure, before and after its point.
#[derive(Clone, Copy)]
struct Digits<'a> {
    is_negative: bool,
    whole: &'a str,
    decimals: &'a str,
}

impl<'a> Digits<'a> {
    fn of(text: &'a str) -> Result<Self, FigureProblem> {
        let (is_negative, unsigned) = without_minus(text);
        Ok(Self { is_negative, ..Self::unsigned(unsigned)? })
    }

    fn unsigned(text: &'a str) -> Result<Self, FigureProblem> {
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, decimals) = match text.split_once('.') {
            Some((whole, decimals)) if is_digits(decimals) => (whole, decimals),
            Some(_) => return Err(FigureProblem::NotANumber),
            None => (text, ""),
        };
        if !is_digits(whole) {
            return Err(FigureProblem::NotANumber);
        }
        Ok(Self { is_negative: false, whole, decimals })
    }

    /// Returns the same without trailing zeros.
    fn shortest(self) -> Self {
        Self { decimals: self.decimals.trim_end_matches('0'), ..self }
    }

    /// Returns the exact number, multiplied by ten to this power.
    fn decimal(self, power: usize) -> Result<Decimal, FigureProblem> {
        let whole = self.whole.trim_start_matches('0');
        if whole.len() + power > MOST_DIGITS {
            return Err(FigureProblem::TooLarge);
        }
        let missing = power.saturating_sub(self.decimals.len());
        let scale = self.decimals.len().saturating_sub(power);
        if whole.len() + self.decimals.len() + missing > MOST_COMPUTED_DIGITS {
            return Err(FigureProblem::TooManyDecimals);
        }
        let digits = whole.bytes().chain(self.decimals.bytes());
        let zeros = std::iter::repeat_n(b'0', missing);
        let size = digits.chain(zeros).fold(0, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        let number = if self.is_negative { -size } else { size };
        Decimal::try_from_i128_with_scale(number, scale as u32)
            .map(|decimal| decimal.normalize())
            .map_err(|_| FigureProblem::TooManyDecimals)
    }
}

fn without_minus(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

/// Returns the half-width letter of a full-width one.
pub(crate) fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => char::from(b'0' + (u32::from(letter) - u32::from('０')) as u8),
        '．' | '。' => '.',
        '，' => ',',
        '－' | '−' | '—' => '-',
        '％' => '%',
        '／' => '/',
        '￥' => '¥',
        other => other,
    }
}

/// Commas are read only as separators of thousands, so that "1,5" is asked about and not read as
/// 15.
fn without_commas(figure: &str) -> Option<String> {
    let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
    let mut parts = whole.split(',');
    let first = parts.next().map_or(0, str::len);
    let is_parted = first == whole.len()
        || ((1..=3).contains(&first) && parts.all(|thousand| thousand.len() == 3));
    (is_parted && !decimals.contains(',')).then(|| figure.replace(',', ""))
}

/// Returns a figure in its shortest form: "500000", "83333.33".
#[must_use]
pub fn decimal_text(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

#[cfg(test)]
mod tests;
