//! Conditions that compare open figures with parts of each other, against trying every figure.

use crate::file_text::{award, questions};
use crate::random::Random;
use huiqi_authoring::{Diagnostic, Source, load};
use huiqi_engine::report::AwardReport;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use time::{Date, Month};

/// The figures: numbers without a most.
const FIGURES: [&str; 3] = ["first", "second", "third"];
/// Large enough for each chain of two parts and one threshold to hold and to fail.
const TRIED: u32 = 48;
const THRESHOLD: u32 = 3;

/// A condition as its text, and whether it holds for three figures.
type Condition = (String, Box<dyn Fn(&[u32; 3]) -> bool>);

fn relation(random: &mut Random) -> (&'static str, fn(u32, u32) -> bool) {
    [
        ("at_least", (|left, right| left >= right) as fn(u32, u32) -> bool),
        ("above", |left, right| left > right),
        ("at_most", |left, right| left <= right),
        ("below", |left, right| left < right),
    ][random.below(4)]
}

fn leaf(random: &mut Random) -> Condition {
    let part = random.below(3);
    let (word, holds) = relation(random);
    if random.below(5) == 0 {
        let text = format!("{{ question = \"{}\", {word} = \"{THRESHOLD}件\" }}", FIGURES[part]);
        return (text, Box::new(move |figures| holds(figures[part], THRESHOLD)));
    }
    let whole = (part + 1 + random.below(2)) % 3;
    let percent = [50, 100, 150, 200][random.below(4)];
    let text = format!(
        "{{ question = \"{}\", {word} = \"{percent}%\", of = \"{}\" }}",
        FIGURES[part], FIGURES[whole]
    );
    (text, Box::new(move |figures| holds(figures[part] * 100, figures[whole] * percent)))
}

fn condition(random: &mut Random) -> Condition {
    let parts: Vec<Condition> = (0..2 + random.below(2)).map(|_| leaf(random)).collect();
    let (texts, holds): (Vec<String>, Vec<_>) = parts.into_iter().unzip();
    let texts = texts.join(", ");
    match random.below(4) {
        0 => {
            let text = format!("{{ any = [{texts}] }}");
            (text, Box::new(move |figures| holds.iter().any(|holds| holds(figures))))
        }
        1 => {
            let text = format!("{{ not = {{ all = [{texts}] }} }}");
            (text, Box::new(move |figures| !holds.iter().all(|holds| holds(figures))))
        }
        _ => {
            let text = format!("{{ all = [{texts}] }}");
            (text, Box::new(move |figures| holds.iter().all(|holds| holds(figures))))
        }
    }
}

/// Whether a condition fails, and whether it holds, for figures of which some are answered.
fn tried(condition: &Condition, given: [Option<u32>; 3]) -> [bool; 2] {
    let values = given.map(|given| given.map_or(0..=TRIED, |given| given..=given));
    let mut found = [false; 2];
    for first in values[0].clone() {
        for second in values[1].clone() {
            for third in values[2].clone() {
                found[usize::from((condition.1)(&[first, second, third]))] = true;
                if found == [true; 2] {
                    return found;
                }
            }
        }
    }
    found
}

fn set(shared: &[(&str, &str, &str, &str)], awards: &str) -> &'static PolicySet {
    let source = |path: &str, text: String| Source { path: path.to_owned(), text };
    let regions = "edition = \"2030.01\"\n[[regions]]\nid = \"town\"\nname = \"样例市\"\n";
    let document = format!(
        "id = \"ratios\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nchecked_on = \"2030-01-01\"\n\
         enquiries = \"样例\"\nregions = [\"town\"]\n\n{awards}"
    );
    let sources = [
        source("regions.toml", regions.to_owned()),
        source("questions.toml", questions(shared)),
        source("ratios.toml", document),
    ];
    let refused = |problems: Vec<Diagnostic>| -> ! {
        panic!("{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>())
    };
    load(&sources).unwrap_or_else(|problems| refused(problems)).set
}

/// Returns the awards of a company of the town with these figures.
fn awards(set: &'static PolicySet, given: &[(&str, String)]) -> Vec<AwardReport> {
    let region = ("region", "town".to_owned());
    let answer = |(id, text): &(&str, String)| {
        let index = set.question_index(id).expect("a question");
        let found = read(set.question(index), RawAnswer::Text(text));
        (index, found.expect("an answer"))
    };
    let answers = Answers::build(set, given.iter().chain([&region]).map(answer));
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    let answers = answers.expect("no contradiction");
    evaluate(set, &answers, day, &ChosenReadings::default()).awards
}

/// Returns the least and the most of an award in yuan; none where the most is open.
fn ends(award: &AwardReport) -> [Option<String>; 2] {
    [award.amount.least, award.amount.most]
        .map(|end| end.sum().map(|sum| sum.decimal().normalize().to_string()))
}

#[test]
fn bounds_over_figures_that_are_compared_are_those_of_trying_all() {
    let mut random = Random(2026);
    let mut conditions: Vec<Condition> = Vec::new();
    while conditions.len() < 120 {
        let next = condition(&mut random);
        // What cannot hold, or always holds, is another problem of an author.
        if tried(&next, [None; 3]) == [true; 2] {
            conditions.push(next);
        }
    }
    let shared = FIGURES.map(|id| (id, "number", id, "unit = \"件\""));
    let mut undecided = 0;
    for condition in &conditions {
        // Awards that ask the same figures would be tried together.
        let own = format!("condition = {}\namount = {{ fixed = \"1元\" }}", condition.0);
        let set = set(&shared, &award("paid", &own));
        for company in 0..20 {
            let given = [0, 1, 2].map(|_| (random.below(3) == 0).then(|| random.below(6) as u32));
            let given = if company == 0 { [None; 3] } else { given };
            let texts: Vec<(&str, String)> = (0..3)
                .filter_map(|figure| Some((FIGURES[figure], given[figure]?.to_string())))
                .collect();
            let award = &awards(set, &texts)[0];
            let [fails, holds] = tried(condition, given);
            let yuan = |paid: bool| Some(if paid { "1" } else { "0" }.to_owned());
            assert_eq!(ends(award), [yuan(!fails), yuan(holds)], "{} of {given:?}", condition.0);
            assert_eq!(!award.missing.is_empty(), fails && holds, "{} of {given:?}", condition.0);
            undecided += u32::from(fails && holds);
        }
    }
    assert!(undecided > 1_000, "{undecided}");
}

/// What an award pays with nothing answered, by hand: between two ratios there are figures of any
/// size.
#[test]
fn an_amount_between_two_ratios_has_its_bounds() {
    let between = r#"{ question = "a_yuan", above = "30%", below = "50%", of = "b_yuan" }"#;
    let below = |percent: u32| {
        format!("{{ question = \"a_yuan\", below = \"{percent}%\", of = \"b_yuan\" }}")
    };
    let open = None;
    let cases = [
        (between.to_owned(), r#"{ fixed = "1万元" }"#, Some("10000")),
        (between.to_owned(), r#"{ share = "10%", of = "a_yuan" }"#, open),
        (between.to_owned(), r#"{ share = "10%", of = "a_yuan", cap = "3万元" }"#, Some("30000")),
        (
            between.to_owned(),
            r#"{ minus = [{ share = "50%", of = "b_yuan" }, "a_yuan"], cap = "2万元" }"#,
            Some("20000"),
        ),
        (
            below(100),
            r#"{ minus = ["a_yuan", { share = "50%", of = "b_yuan" }], cap = "1万元" }"#,
            Some("10000"),
        ),
        (
            below(200),
            r#"{ share = "50%", of = "a_yuan", over = "b_yuan", cap = "1万元" }"#,
            Some("10000"),
        ),
        // 0.4 of a_yuan at the most, and that is open.
        (below(60), r#"{ share = "40%", of = "b_yuan" }"#, open),
        // A part that may be paid whatever the other figure is, 200 yuan at the least of 1,000.
        (
            r#"{ all = [{ question = "b_yuan", at_most = "1000元" }, { question = "a_yuan", above = "30%", below = "50%", of = "b_yuan" }] }"#.to_owned(),
            r#"{ share = "10%", of = "a_yuan" }"#,
            // Below 50 % of 1,000 yuan: 499.99.
            Some("50"),
        ),
    ];
    let shared = [("a_yuan", "yuan", "甲", ""), ("b_yuan", "yuan", "乙", "")];
    for (condition, amount, most) in &cases {
        let own = format!("condition = {condition}\namount = {amount}");
        let found = ends(&awards(set(&shared, &award("paid", &own)), &[])[0]);
        let zero = Some("0".to_owned());
        assert_eq!(found, [zero, most.map(str::to_owned)], "{condition} {amount}");
    }
}

/// A ladder of cases over a ratio: one of them holds whatever the figures are.
#[test]
fn cases_over_a_ratio_have_the_least_and_the_most_of_all() {
    let amount = r#"amount = { cases = [
        { if = { question = "a_yuan", above = "50%", of = "b_yuan" }, fixed = "1万元" },
        { if = { question = "a_yuan", above = "30%", of = "b_yuan" }, fixed = "3万元" }],
        otherwise = "2万元" }"#;
    let shared = [("a_yuan", "yuan", "甲", ""), ("b_yuan", "yuan", "乙", "")];
    let set = set(&shared, &award("ladder", amount));
    let found = |given: &[(&str, &str)]| {
        let given: Vec<(&str, String)> =
            given.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
        ends(&awards(set, &given)[0])
    };
    let yuan = |least: &str, most: &str| [Some(least.to_owned()), Some(most.to_owned())];
    assert_eq!(found(&[]), yuan("10000", "30000"));
    assert_eq!(found(&[("b_yuan", "1000")]), yuan("10000", "30000"));
    assert_eq!(found(&[("a_yuan", "400"), ("b_yuan", "1000")]), yuan("30000", "30000"));
}
