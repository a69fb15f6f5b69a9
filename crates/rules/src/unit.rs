//! What a figure is: everything the code knows of sums of money and percentages, and the one reader
//! of decimal figures. A further kind of figure is one more constant of [`Unit`].

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
    /// How many decimals count: figures are multiples of [`Unit::step`].
    decimals: u32,
    /// The least figure taken, a whole number.
    pub least: i64,
    /// The largest figure taken, a whole number.
    pub most: i64,
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
        least: -1_000_000,
        most: 1_000_000,
        scales: &[],
        sign: "",
        endings: &["%"],
    };

    /// Every kind of figure that a question takes.
    pub const ALL: [&'static Self; 2] = [&Self::YUAN, &Self::PERCENT];

    /// Returns the distance between two neighbouring figures.
    #[must_use]
    pub const fn step(&self) -> Decimal {
        self.steps(1)
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
        let figure = self.endings.iter().find_map(|end| figure.strip_suffix(end)).unwrap_or(figure);
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
        let figure = self.endings.iter().find_map(|end| signed.strip_suffix(end)).unwrap_or(signed);
        let names_unit = figure.len() < signed.len();
        let (unscaled, own) = self.unscaled(figure);
        let power = if names_unit || own > 0 { own } else { power };
        let figure = without_commas(unscaled).ok_or(FigureProblem::NotANumber)?;
        let digits = Digits { is_negative, ..Digits::unsigned(&figure)? }.shortest();
        if digits.is_negative && !self.takes_negative() {
            return Err(FigureProblem::Negative);
        }
        digits.decimal(power).and_then(|decimal| {
            let is_within =
                decimal <= Decimal::from(self.most) && decimal >= Decimal::from(self.least);
            if is_within { Ok(Some(decimal)) } else { Err(FigureProblem::TooLarge) }
        })
    }

    /// Reads a figure as policy files write it: with its unit, "30万元", "1.5亿元", "50%".
    ///
    /// # Errors
    /// As for [`Unit::read_strict`].
    pub fn read_authored(&self, text: &str) -> Result<Decimal, FigureProblem> {
        let figure = text.strip_suffix(self.word).ok_or(FigureProblem::NotANumber)?;
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
        if whole.len() + places > MOST_DIGITS {
            return Err(FigureProblem::TooLarge);
        }
        let decimals = digits.decimals;
        let digits = whole.bytes().chain(decimals.bytes());
        let size = digits.fold(0, |steps, digit| steps * 10 + i64::from(digit - b'0'));
        let size = size * 10_i64.pow((places - decimals.len()) as u32);
        let steps = if is_negative { -size } else { size };
        let one = 10_i64.pow(self.decimals);
        if steps > self.most * one || steps < self.least * one {
            return Err(FigureProblem::TooLarge);
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
mod tests {
    use super::{FigureProblem, Unit};

    type Read = Result<Option<String>, FigureProblem>;

    fn money(typed: &str) -> Read {
        Unit::YUAN.read_typed(typed).map(|sum| sum.map(|sum| sum.to_string()))
    }

    fn percent(typed: &str) -> Read {
        Unit::PERCENT.read_typed(typed).map(|percent| percent.map(|percent| percent.to_string()))
    }

    fn is(text: &str) -> Read {
        Ok(Some(text.to_owned()))
    }

    #[test]
    fn money_is_taken_as_people_write_it() {
        assert_eq!(money("350万"), is("3500000"));
        assert_eq!(money("1.2亿"), is("120000000"));
        assert_eq!(money(" ８０，０００ 元"), is("80000"));
        assert_eq!(money("1,234.5"), is("1234.5"));
        assert_eq!(money("1.23456万元"), is("12345.6"));
        assert_eq!(money("¥86,500"), is("86500"));
        assert_eq!(money("￥ 86,500.00"), is("86500"));
        assert_eq!(money("86500元整"), is("86500"));
        assert_eq!(money("¥8.65万元整"), is("86500"));
        assert_eq!(money("007"), is("7"));
        assert_eq!(money("0"), is("0"));
        assert_eq!(money("  "), Ok(None));
    }

    #[test]
    fn what_is_no_sum_is_said_and_never_mended() {
        for typed in [
            "abc",
            "1,5",
            "1234,567",
            ",123",
            "1,,234",
            "1.234,567",
            "1.2.3",
            "3万5",
            ".5",
            "5.",
            "1e5",
            "万",
            "--5",
            "+5",
            "¥",
            "5¥",
            "¥¥5",
            "5整",
            "元整",
            "5%",
            "¥-5",
        ] {
            assert_eq!(money(typed), Err(FigureProblem::NotANumber), "{typed}");
        }
        assert_eq!(money("-1"), Err(FigureProblem::Negative));
        assert_eq!(money("-¥1"), Err(FigureProblem::Negative));
        assert_eq!(money("1.234"), Err(FigureProblem::TooManyDecimals));
        assert_eq!(money("1.2345678万"), Err(FigureProblem::TooManyDecimals));
        assert_eq!(money("10001亿"), Err(FigureProblem::TooLarge));
        assert_eq!(money(&"9".repeat(60)), Err(FigureProblem::TooLarge));
        assert_eq!(money("10000亿"), is("1000000000000"));
    }

    #[test]
    fn a_percentage_may_fall_below_zero() {
        assert_eq!(percent("－３．５％"), is("-3.5"));
        assert_eq!(percent("29.99"), is("29.99"));
        assert_eq!(percent("-0"), is("0"));
        assert_eq!(percent("1.234"), Err(FigureProblem::TooManyDecimals));
        assert_eq!(percent("1000001"), Err(FigureProblem::TooLarge));
        assert_eq!(percent("-1000001"), Err(FigureProblem::TooLarge));
        assert_eq!(percent("-1000000"), is("-1000000"));
        assert_eq!(percent("3万"), Err(FigureProblem::NotANumber));
        assert_eq!(percent("¥3"), Err(FigureProblem::NotANumber));
    }

    #[test]
    fn a_computed_figure_keeps_every_decimal_and_takes_the_unit_of_its_column() {
        let yuan = |text: &str, power| {
            Unit::YUAN.read_computed(text, power).map(|sum| sum.map(|sum| sum.to_string()))
        };
        assert_eq!(yuan("84905.6603773585", 0), is("84905.6603773585"));
        assert_eq!(yuan("80000.00", 0), is("80000"));
        assert_eq!(yuan("8", 4), is("80000"));
        assert_eq!(yuan("8.12345678", 4), is("81234.5678"));
        assert_eq!(yuan("80,000元", 4), is("80000"), "a cell that names its unit keeps it");
        assert_eq!(yuan("8万", 4), is("80000"));
        assert_eq!(yuan("0", 4), is("0"));
        assert_eq!(yuan("100000000", 4), is("1000000000000"));
        assert_eq!(yuan("100000001", 4), Err(FigureProblem::TooLarge));
        assert_eq!(yuan(&"9".repeat(60), 0), Err(FigureProblem::TooLarge));
        assert_eq!(yuan(&format!("0.{}", "1".repeat(29)), 0), Err(FigureProblem::TooManyDecimals));
        assert_eq!(yuan("-0.001", 0), Err(FigureProblem::Negative));
        assert_eq!(yuan("1,5", 0), Err(FigureProblem::NotANumber));
        let percent = |text: &str| {
            Unit::PERCENT.read_computed(text, 0).map(|sum| sum.map(|sum| sum.to_string()))
        };
        assert_eq!(percent("29.996%"), is("29.996"));
        assert_eq!(percent("-10.9889446497564"), is("-10.9889446497564"));
    }

    #[test]
    fn the_strict_form_takes_plain_decimals_only() {
        let yuan = |text: &str| Unit::YUAN.read_strict(text).map(|sum| sum.to_string());
        assert_eq!(yuan("080000.50").as_deref(), Ok("80000.5"));
        for text in ["", " 1", "1,000", "1万", "1元", "１", "+1", "1e3", "1.", ".1", "-"] {
            assert_eq!(yuan(text), Err(FigureProblem::NotANumber), "{text}");
        }
        assert_eq!(yuan("-1.234"), Err(FigureProblem::Negative), "the sign before the decimals");
        assert_eq!(yuan("1.000"), Err(FigureProblem::TooManyDecimals), "each decimal counts");
        assert_eq!(yuan("1000000000000.01"), Err(FigureProblem::TooLarge));
        let percent = Unit::PERCENT.read_strict("-0.50").expect("a percentage");
        assert_eq!(percent.to_string(), "-0.5");
    }

    #[test]
    fn authored_figures_carry_their_unit() {
        let yuan = |text: &str| Unit::YUAN.read_authored(text).map(|sum| sum.to_string());
        assert_eq!(yuan("30万元").as_deref(), Ok("300000"));
        assert_eq!(yuan("1.5亿元").as_deref(), Ok("150000000"));
        assert_eq!(yuan("0.05元").as_deref(), Ok("0.05"));
        for text in ["30万", "30", "元", "30万元整", "¥30元", "1,000元", "30 元", "50%"] {
            assert_eq!(yuan(text), Err(FigureProblem::NotANumber), "{text}");
        }
        assert_eq!(yuan("-1元"), Err(FigureProblem::Negative));
        assert_eq!(yuan("0.001元"), Err(FigureProblem::TooManyDecimals));
        let percent = |text: &str| Unit::PERCENT.read_authored(text).map(|sum| sum.to_string());
        assert_eq!(percent("-12.50%").as_deref(), Ok("-12.5"));
        assert_eq!(percent("12.5"), Err(FigureProblem::NotANumber));
    }
}
