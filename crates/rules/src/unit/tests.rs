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
fn a_number_keeps_its_step_and_its_range() {
    let months = Unit::number("个月", 100).within(Some(100), Some(1200));
    let typed = |text| months.read_typed(text).map(|months| months.map(|own| own.to_string()));
    assert_eq!(typed("12 个月"), is("12"));
    assert_eq!(typed("１2"), is("12"));
    assert_eq!(typed("12.0"), is("12"));
    assert_eq!(typed("1.5"), Err(FigureProblem::OffStep));
    assert_eq!(typed("1.555"), Err(FigureProblem::TooManyDecimals));
    for beyond in ["0", "13", "99999999999999999999"] {
        assert_eq!(typed(beyond), Err(FigureProblem::OutOfRange), "{beyond}");
    }
    assert_eq!(typed("-1"), Err(FigureProblem::Negative));
    let halves = Unit::number("年", 50);
    assert_eq!(halves.read_strict("2.50").map(|own| own.to_string()).as_deref(), Ok("2.5"));
    assert_eq!(halves.read_strict("2.25"), Err(FigureProblem::OffStep));
    assert_eq!(halves.read_strict("9999999999999"), Err(FigureProblem::TooLarge));
    let sum = Unit::YUAN.within(None, Some(1_000_000));
    assert_eq!(sum.read_strict("10000.01"), Err(FigureProblem::OutOfRange));
    assert_eq!(sum.read_strict("-1"), Err(FigureProblem::Negative));
    assert_eq!(months.read_authored("6个月"), months.read_authored("6"));
    assert_eq!(
        Unit::NUMBER.read_authored("1万件").map(|own| own.to_string()).as_deref(),
        Ok("10000")
    );
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
    let percent =
        |text: &str| Unit::PERCENT.read_computed(text, 0).map(|sum| sum.map(|sum| sum.to_string()));
    assert_eq!(percent("29.996%"), is("29.996"));
    assert_eq!(percent("-10.9889446497564"), is("-10.9889446497564"));
}

#[test]
fn a_computed_number_of_things_is_never_between_two() {
    let months = Unit::number("个月", 50).within(Some(100), Some(1200));
    let read = |text: &str| months.read_computed(text, 0).map(|sum| sum.map(|sum| sum.to_string()));
    assert_eq!(read("3.50000个月"), is("3.5"));
    assert_eq!(read("12"), is("12"));
    assert_eq!(read("3.4999999"), Err(FigureProblem::OffStep));
    assert_eq!(read("0.5"), Err(FigureProblem::OutOfRange));
    assert_eq!(read("12.5"), Err(FigureProblem::OutOfRange));
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
