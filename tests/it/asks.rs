//! What is asked while figures without an end are open: whatever makes a difference beside some of
//! their values.

use huiqi_authoring::{Source, load};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use rust_decimal::Decimal;
use time::{Date, Month};

const HEAD: &str = r#"
id = "open-ends"
title = "样例"
short_title = "样例"
issuer = "样例办公室"
issued_on = "2030-01-01"
valid_from = "2030-01-01"
checked_on = "2030-01-01"
enquiries = "样例办公室"
regions = ["zaozhuang"]
[[questions]]
id = "end_yes"
step = "other"
kind = "yes_no"
label = "有吗？"
short = "有没有"
[[questions]]
id = "end_devices"
step = "other"
kind = "number"
unit = "件"
label = "几件？"
short = "件数"
[[questions]]
id = "end_rate"
step = "other"
kind = "number"
unit = "元"
least = "5元"
most = "9元"
label = "汇率多少？"
short = "汇率"
[[awards]]
id = "one"
name = "样例奖励"
clause = "一"
payers = ["样例局"]
kind = "entitlement"
summary = "样例。"
"#;
const EXAMPLES: &str = r#"
examples = [
  { name = "a", outcome = "met", least = "1元", most = "1元" },
  { name = "b", outcome = "not_met", least = "0元", most = "0元" },
  { name = "c", outcome = "not_yet_known", least = "0元", most = "1元" },
]
"#;

/// Returns the report of the document with its award of this kind.
pub(crate) fn report(
    kind: &str,
    terms: &str,
    given: &[(&str, Answer)],
) -> (&'static PolicySet, Report) {
    let head = HEAD.replace("\"entitlement\"", &format!("{kind:?}"));
    let text = format!("{head}{terms}\n{EXAMPLES}");
    let mut sources = crate::shipped::sources();
    sources.retain(|source| {
        source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
    });
    sources.push(Source { path: "open-ends.toml".into(), text });
    let set = load(&sources).unwrap_or_else(|problems| panic!("{problems:?}")).set;
    let index = |id: &str| set.question_index(id).expect("a question");
    let region = set.regions.iter().position(|region| region.id == "zaozhuang").expect("it");
    let own = given.iter().map(|(id, answer)| (index(id), answer.clone()));
    let given = [(PolicySet::REGION, Answer::Option(region as u16))].into_iter().chain(own);
    let answers = Answers::build(set, given).expect("no contradiction");
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    (set, evaluate(set, &answers, day, &ChosenReadings::default()))
}

/// Returns the ids of what is asked.
fn asked(condition: &str, amount: &str, given: &[(&str, Answer)]) -> Vec<&'static str> {
    let terms = format!("condition = {condition}\namount = {amount}");
    let (set, report) = report("entitlement", &terms, given);
    report.outline.asks.iter().map(|ask| set.question(ask.question).id).collect()
}

#[test]
fn a_case_is_asked_for_while_the_number_has_no_end() {
    let asks_all = r#"{ question = "end_rate", at_least = "6元" }"#;
    // Of three pieces 150 or 300: whether it is the first case makes a difference then, and none
    // where there are no pieces or more than any number.
    let amount = r#"{ cases = [{ if = { question = "end_yes", is = true }, each = "50元" }], otherwise = { each = "100元" }, of = "end_devices" }"#;
    assert_eq!(asked(asks_all, amount, &[]), ["end_yes", "end_devices", "end_rate"]);
    // With a cap they meet again.
    let capped = amount.replace("of =", "cap = \"1万元\", of =");
    assert_eq!(asked(asks_all, &capped, &[]), ["end_yes", "end_devices", "end_rate"]);
    let yes = [("end_yes", Answer::YesNo(true))];
    assert_eq!(asked(asks_all, amount, &yes), ["end_devices", "end_rate"]);
}

#[test]
fn a_rate_that_is_never_nothing_is_asked_for_too() {
    let amount = r#"{ times = ["end_devices", "end_rate"] }"#;
    let asks = r#"{ question = "end_yes", is = true }"#;
    assert_eq!(asked(asks, amount, &[]), ["end_yes", "end_devices", "end_rate"]);
    // Without a piece there is nothing to be multiplied.
    let none = [("end_devices", Answer::Figure(Decimal::ZERO))];
    assert_eq!(asked(asks, amount, &none), Vec::<&str>::new());
}
