//! The rules of every region in a plain form that peers' rules are made from, 500 companies with
//! complete answers, what they can get at most, and how long that takes natively.
//! `benches/peers/run.mjs` compares the peers with it and lets all take turns. `make bench-peers`
//! runs both.

#![allow(clippy::float_arithmetic, reason = "times are no money")]

use huiqi_engine::{ChosenReadings, Screener, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::{AmountRule, Award, Cap, Grade, Policy, PolicySet};
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::{Notation, decimal_text};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// All five documents hold on this day.
const DAY: &str = "2025-12-31";
const COMPANIES: usize = 500;
/// As many as in benches/peers/run.mjs.
const PASSES: usize = 20;

/// Numbers from a seed (splitmix64), so that every run has the same companies.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

fn answer(numbers: &mut Numbers, question: &Question) -> Answer {
    match question.kind {
        Kind::Single => Answer::Option(numbers.below(question.options.len() as u64) as u16),
        Kind::Multi => Answer::Options(numbers.below(1 << question.options.len())),
        Kind::YesNo => Answer::YesNo(numbers.below(2) == 1),
        Kind::Figure(unit) => match unit.notation {
            Notation::Money => Answer::Figure(Decimal::from(numbers.below(60_000_000) / 100 * 100)),
            Notation::Percent | Notation::Number => {
                Answer::Figure(Decimal::from(numbers.below(60)))
            }
        },
    }
}

/// A company of a region with every question answered; titles above its tier are drawn again.
fn company(numbers: &mut Numbers, region: u16) -> Answers {
    let mut answers = Answers::none(&POLICIES)
        .with(PolicySet::REGION, Answer::Option(region))
        .expect("a region contradicts nothing");
    for (index, question) in POLICIES.questions.iter().enumerate().skip(1) {
        answers = loop {
            if let Ok(answers) =
                answers.with(QuestionIndex(index as u16), answer(numbers, question))
            {
                break answers;
            }
        };
    }
    answers
}

fn companies() -> Vec<Answers> {
    let mut numbers = Numbers(2026);
    let regions: Vec<u16> = (0..POLICIES.regions.len() as u16)
        .filter(|region| {
            POLICIES.policies_in(POLICIES.regions[usize::from(*region)].id).next().is_some()
        })
        .collect();
    (0..COMPANIES).map(|index| company(&mut numbers, regions[index % regions.len()])).collect()
}

fn ids(question: QuestionIndex, chosen: impl Fn(usize) -> bool) -> Value {
    let question = POLICIES.question(question);
    let ids = question
        .options
        .iter()
        .enumerate()
        .filter(|(option, _)| chosen(*option))
        .map(|(_, option)| option.id);
    json!({ "in": [question.id, ids.collect::<Vec<_>>()] })
}

/// A fact of a multi-choice for one option.
fn part(question: QuestionIndex, option: u16) -> String {
    let question = POLICIES.question(question);
    format!("{}__{}", question.id, question.options[usize::from(option)].id)
}

fn figure(decimal: Decimal) -> Value {
    serde_json::from_str(&decimal_text(decimal)).expect("a number")
}

fn condition(rule: &Condition) -> Value {
    match rule {
        Condition::All(parts) => json!({ "all": parts.iter().map(condition).collect::<Vec<_>>() }),
        Condition::Any(parts) => json!({ "any": parts.iter().map(condition).collect::<Vec<_>>() }),
        Condition::Not(part) => json!({ "not": condition(part) }),
        Condition::Leaf(Leaf { question, test, .. }) => match test {
            Test::AtLeastOption(option) => ids(*question, |index| index >= usize::from(*option)),
            Test::OneOf(options) => ids(*question, |option| options >> option & 1 == 1),
            Test::Includes(option) => json!({ "is": part(*question, *option) }),
            Test::IsYes => json!({ "is": POLICIES.question(*question).id }),
            Test::AtLeast(threshold) => {
                json!({ "ge": [POLICIES.question(*question).id, figure(*threshold)] })
            }
            Test::Compares(..) | Test::ComparesPart(_) => {
                panic!("the peers have no rule for an award that compares or computes figures")
            }
        },
    }
}

fn amount(rule: &AmountRule) -> Value {
    let id = |question: &QuestionIndex| POLICIES.question(*question).id;
    match rule {
        AmountRule::Fixed(sum) | AmountRule::UpTo(sum) => json!({ "fixed": figure(sum.decimal()) }),
        AmountRule::Graded { question, grades, highest } => {
            let sum = |grade: &Grade| match grade {
                Grade::Sum(sum) => figure(sum.decimal()),
                Grade::Undecided => figure(highest.decimal()),
            };
            let options = POLICIES.question(*question).options;
            let grades: Vec<Value> = options
                .iter()
                .zip(*grades)
                .map(|(option, grade)| json!([option.id, sum(grade)]))
                .collect();
            json!({ "graded": id(question), "grades": grades })
        }
        AmountRule::Share { rate, of, cap, .. } => {
            let cap = match cap {
                None => Value::Null,
                Some(Cap::Sum(sum)) => figure(sum.decimal()),
                Some(Cap::Question(question)) => json!(id(question)),
            };
            json!({ "share": id(of), "percent": figure(rate.percent()), "cap": cap })
        }
        AmountRule::Match { rate, of } => {
            json!({ "share": id(of), "percent": figure(rate.percent()), "cap": null })
        }
        AmountRule::Computed(_) => {
            panic!("the peers have no rule for an award that compares or computes figures")
        }
    }
}

fn award(policy: &Policy, award: &Award) -> Value {
    let claimed = policy
        .claimed_elsewhere
        .as_ref()
        .zip(award.matter)
        .map(|(elsewhere, matter)| part(elsewhere.question, matter));
    let (when, pays) = (condition(&award.terms.condition), amount(&award.terms.amount));
    json!({ "id": award.id, "when": when, "unless": claimed, "pays": pays })
}

/// The awards of each region, and the groups of which only the highest is paid.
fn rules() -> Value {
    let regions = POLICIES.regions.iter().filter_map(|region| {
        let policies: Vec<&Policy> = POLICIES.policies_in(region.id).collect();
        let mut awards: Vec<Value> = Vec::new();
        for policy in &policies {
            awards.extend(policy.awards.iter().map(|one| award(policy, one)));
        }
        let groups = policies.iter().flat_map(|policy| {
            let groups = policy.highest_only.iter().filter(|group| !group.awards.is_empty());
            let id = |index: &u16| policy.awards[usize::from(*index)].id;
            groups.map(move |group| group.awards.iter().map(id).collect::<Vec<_>>())
        });
        (!awards.is_empty()).then(|| {
            let groups: Vec<_> = groups.collect();
            json!({ "region": region.id, "awards": awards, "groups": groups })
        })
    });
    Value::Array(regions.collect())
}

/// The answers as the package takes them, and as flat facts.
fn said(answers: &Answers) -> (Value, Value) {
    let (mut given, mut facts) = (serde_json::Map::new(), serde_json::Map::new());
    for (index, question) in POLICIES.questions.iter().enumerate() {
        let index = QuestionIndex(index as u16);
        let Some(answer) = answers.get(index) else { continue };
        let value = match answer {
            Answer::Option(option) => json!(question.options[usize::from(*option)].id),
            Answer::YesNo(yes) => json!(yes),
            Answer::Figure(sum) => figure(*sum),
            Answer::Options(chosen) => {
                let is_chosen = |option: usize| chosen >> option & 1 == 1;
                for option in 0..question.options.len() {
                    facts.insert(part(index, option as u16), json!(is_chosen(option)));
                }
                let ids = question
                    .options
                    .iter()
                    .enumerate()
                    .filter(|(option, _)| is_chosen(*option))
                    .map(|(_, option)| option.id);
                given.insert(question.id.to_owned(), json!(ids.collect::<Vec<_>>()));
                continue;
            }
        };
        given.insert(question.id.to_owned(), value.clone());
        facts.insert(question.id.to_owned(), value);
    }
    (Value::Object(given), Value::Object(facts))
}

/// Microseconds for one company, over as many passes as benches/peers/run.mjs lets the Wasm make in
/// one turn.
fn microseconds(mut pass: impl FnMut()) -> f64 {
    pass();
    let start = Instant::now();
    (0..PASSES).for_each(|_| pass());
    start.elapsed().as_secs_f64() * 1e6 / (COMPANIES * PASSES) as f64
}

/// One turn of the native engine: the report with reasons and steps, and the total alone.
fn turn() -> Value {
    let (day, readings, all) =
        (read_date(DAY).expect("a day"), ChosenReadings::default(), companies());
    let report = microseconds(|| {
        all.iter().for_each(|answers| {
            let report = evaluate(&POLICIES, black_box(answers), day, &readings);
            for award in &report.awards {
                black_box((report.reasons(award), report.steps(award)));
            }
        })
    });
    let mut screener = Screener::new(&POLICIES, readings);
    let total = microseconds(|| {
        for answers in &all {
            black_box(screener.total(black_box(answers), day));
        }
    });
    json!({ "report": report, "total": total })
}

/// Writes rules and companies for the peers, with the program that takes a turn; with `turn` it
/// takes one.
fn main() {
    if std::env::args().any(|argument| argument == "turn") {
        return println!("{}", turn());
    }
    let (day, readings) = (read_date(DAY).expect("a day"), ChosenReadings::default());
    let out = companies().into_iter().map(|answers| {
        let report = evaluate(&POLICIES, &answers, day, &readings);
        let most = report.outline.total.most.sum().expect("every question is answered");
        let (answers, facts) = said(&answers);
        json!({ "answers": answers, "facts": facts, "most": figure(most.decimal()) })
    });
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers");
    std::fs::create_dir_all(&folder).expect("a folder");
    let program = std::env::current_exe().expect("this program has a path");
    let companies: Vec<_> = out.collect();
    let all = json!({ "day": DAY, "rules": rules(), "companies": companies, "program": program });
    let text = all.to_string();
    std::fs::write(folder.join("companies.json"), text).expect("it can be written");
}
