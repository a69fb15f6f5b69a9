//! Bicycle aids that another project wrote, as documents of test places: each situation pays what
//! it pays there, and open answers have their exact bounds.

use huiqi_authoring::{Diagnostic, Source, load};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use serde_json::Value;
use std::path::Path;
use time::{Date, Month};

fn files(folder: &str) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let mut sources: Vec<Source> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| Source {
            path: path.file_name().expect("a name").to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).expect("a policy file can be read"),
        })
        .collect();
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    sources
}

fn json(path: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).expect("the cases can be read");
    serde_json::from_str(&text).expect("a list of cases")
}

fn set(sources: &[Source]) -> &'static PolicySet {
    match load(sources) {
        Ok(checked) => checked.set,
        Err(problems) => panic!("{}", shown(&problems)),
    }
}

fn shown(problems: &[Diagnostic]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// The answers of a situation: a figure as text or number, a choice, a yes or no.
fn answers(set: &'static PolicySet, region: &str, situation: &Value) -> Answers {
    let mut given = vec![("region".to_owned(), Value::from(region))];
    for (key, value) in situation.as_object().expect("answers by question") {
        match key.as_str() {
            "place" => {}
            "price" | "income_per_part" => {
                let id = if key == "price" { "price_yuan" } else { "income_yuan" };
                given.push((id.to_owned(), value.clone()));
            }
            "other_aids" => {
                for (level, sum) in value.as_object().expect("sums by level") {
                    given.push((format!("received_{level}_yuan"), sum.clone()));
                }
            }
            other => given.push((other.to_owned(), value.clone())),
        }
    }
    // What no aid of another level pays is 0.
    for question in set.questions.iter().filter(|question| question.id.starts_with("received_")) {
        if given.iter().all(|(id, _)| id != question.id) {
            given.push((question.id.to_owned(), Value::from("0")));
        }
    }
    let typed = given.iter().map(|(id, value)| {
        let index = set.question_index(id).unwrap_or_else(|| panic!("a question: {id}"));
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let raw = match value {
            Value::Bool(yes) => RawAnswer::YesNo(*yes),
            _ => RawAnswer::Text(&text),
        };
        (
            index,
            read(set.question(index), raw).unwrap_or_else(|problem| panic!("{id}: {problem:?}")),
        )
    });
    Answers::build(set, typed.collect::<Vec<_>>()).expect("no contradiction")
}

fn report(set: &'static PolicySet, answers: &Answers) -> Report {
    let day = Date::from_calendar_date(2026, Month::June, 1).expect("a day");
    evaluate(set, answers, day, &ChosenReadings::default())
}

fn total(set: &'static PolicySet, answers: &Answers) -> Amount {
    report(set, answers).outline.total
}

fn ends(amount: Amount) -> [Option<String>; 2] {
    [amount.least, amount.most].map(|level| match level {
        Level::Sum(sum) => Some(format!("{:.2}", sum.decimal())),
        Level::Open => None,
    })
}

fn wanted(case: &Value) -> [Option<String>; 2] {
    ["least", "most"].map(|end| case[end].as_str().map(str::to_owned))
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().expect("a text")
}

#[test]
fn every_situation_pays_what_it_pays_there() {
    let set = set(&files("velo"));
    let (mut checked, mut wrong) = (0, Vec::new());
    for case in json("velo/cases.json") {
        let aid = text(&case, "aid");
        let region = match (case["here"] == true, &case["situation"]["place"]["region"]) {
            (false, _) => "nowhere",
            (true, Value::String(_)) if aid == "cc-val-parisis" => "in-ile-de-france",
            (true, _) => aid,
        };
        let report = report(set, &answers(set, region, &case["situation"]));
        // Where the aid of a wider place is paid beside it, that is not what the case is about.
        let own = report.awards.iter().filter(|award| award.policy.id == aid);
        let found = ends(own.fold(Amount::ZERO, |total, award| total + award.amount));
        let expected = Some(text(&case, "expected").to_owned());
        checked += 1;
        if found != [expected.clone(), expected.clone()] {
            wrong.push(format!("{} {aid}: {found:?}, not {expected:?}", case["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checked, 101);
}

/// The documents of a case in one place of their own, with the ranges of its open questions.
fn together(case: &Value) -> &'static PolicySet {
    let aids: Vec<&str> =
        case["aids"].as_array().expect("aids").iter().filter_map(Value::as_str).collect();
    let mut sources = Vec::new();
    for mut source in files("velo") {
        let id = source.path.trim_end_matches(".toml").to_owned();
        if id == "questions" {
            let opens = case["open"].as_array().expect("open questions");
            if opens.iter().any(|open| open["question"] == "price") {
                source.text = source.text.replace("least = \"1元\"\n", "");
            }
            for open in opens {
                let Some(to) = open["to"].as_str() else { continue };
                let from = text(open, "from");
                let (name, unit) = match text(open, "question") {
                    "price" => ("price_yuan", "元"),
                    "income_per_part" => ("income_yuan", "元"),
                    _ => ("age", "岁"),
                };
                let short = format!("short = \"{name}\"\n");
                let range = format!("{short}least = \"{from}{unit}\"\nmost = \"{to}{unit}\"\n");
                source.text = source.text.replace(&short, &range);
            }
        } else if id == "regions" {
            source.text.push_str("[[regions]]\nid = \"here\"\nname = \"本地\"\n");
        } else if aids.contains(&id.as_str()) {
            let own = source.text.lines().find(|line| line.starts_with("regions = ["));
            let own = own.expect("a document holds somewhere").to_owned();
            source.text = source.text.replace(&own, "regions = [\"here\"]");
        } else {
            continue;
        }
        sources.push(source);
    }
    set(&sources)
}

#[test]
fn open_answers_have_the_bounds_that_trying_all_of_them_has() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for case in json("velo/bounds.json") {
        let set = together(&case);
        let found = ends(total(set, &answers(set, "here", &case["answered"])));
        checked += 1;
        if found != wanted(&case) {
            wrong.push(format!("{}: {found:?}, not {:?}", case["id"], wanted(&case)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checked, 30);
}

#[test]
fn made_up_awards_that_pull_apart_have_exact_bounds_or_are_refused() {
    let sources = files("velo_made_up");
    let shared =
        |source: &&Source| ["questions.toml", "regions.toml"].contains(&source.path.as_str());
    let (mut exact, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    for case in json("velo_made_up/bounds.json") {
        let id = text(&case, "id");
        let own = sources.iter().filter(|source| source.path == format!("{id}.toml"));
        let own: Vec<Source> = sources.iter().filter(shared).chain(own).cloned().collect();
        match load(&own) {
            Ok(checked) => {
                let answers = answers(checked.set, id, &Value::Object(serde_json::Map::new()));
                let found = ends(total(checked.set, &answers));
                exact += 1;
                if found != wanted(&case) {
                    wrong.push(format!("{id}: {found:?}, not {:?}", wanted(&case)));
                }
            }
            Err(problems) => {
                assert!(shown(&problems).contains("pulls two parts apart"), "{}", shown(&problems));
                refused.push(id.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((exact, refused), (18, vec!["s030".to_owned(), "s032".to_owned()]));
}
