//! Small tables with one trouble each, through the screening program: each is read rightly, or the
//! program names what it did not read. Several outcomes may be right; a wrong amount without a word
//! never is.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sheets::screen::{ScreenOptions, screen};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::words::cleaned;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A table and what may become of it.
struct Case {
    file: String,
    right: Vec<Outcome>,
}

/// One outcome: refused with one of these words, parted by `|`, or computed.
struct Outcome {
    refused: Option<String>,
    rows: Vec<Company>,
    said: Option<String>,
}

/// A company; a name that begins with `~` begins so. `told` holds words of its last column;
/// empty where that column must be empty.
struct Company {
    name: String,
    least: Option<String>,
    most: Option<String>,
    place: Option<String>,
    told: Option<String>,
}

/// What the program wrote and said.
struct Screened {
    /// Each company: name, place, least, most, notes.
    rows: Vec<[String; 5]>,
    said: String,
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

fn list<T>(value: &Value, key: &str, read: fn(&Value) -> T) -> Vec<T> {
    value[key].as_array().map_or(Vec::new(), |items| items.iter().map(read).collect())
}

fn case(value: &Value) -> Case {
    Case { file: text(value, "file").expect("a file"), right: list(value, "right", outcome) }
}

fn outcome(value: &Value) -> Outcome {
    let (refused, said) = (text(value, "refused"), text(value, "said"));
    Outcome { refused, rows: list(value, "rows", company), said }
}

fn company(value: &Value) -> Company {
    Company {
        name: text(value, "name").unwrap_or_default(),
        least: text(value, "least"),
        most: text(value, "most"),
        place: text(value, "place"),
        told: text(value, "told"),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tables/practice")
}

fn screened(file: &str) -> Result<Screened, String> {
    let into = std::env::temp_dir().join(format!("huiqi-practice-{}.csv", std::process::id()));
    let options = ScreenOptions {
        now: read_date("2026-11-21").expect("a day"),
        today: read_date("2026-11-21").expect("a day"),
        region: None,
        columns: Vec::new(),
        values: Vec::new(),
    };
    let (from, to) = (folder().join(file).display().to_string(), into.display().to_string());
    let done =
        screen(&RuleBook::of(&POLICIES), &from, &to, &options).map_err(|error| error.to_string());
    let text = std::fs::read_to_string(&into).unwrap_or_default();
    let _ = std::fs::remove_file(&into);
    let done = done?;
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let heads = lines.headers().expect("headings").clone();
    let at = |name: &str| heads.iter().position(|head| head == name).expect("a column");
    let wanted = ["企业名称", "所在地", "至少（元）", "最多（元）", "没有读出的单元格"].map(at);
    let row = |row: csv::StringRecord| wanted.map(|index| row[index].to_owned());
    let rows: Vec<[String; 5]> = lines.records().map(|line| row(line.expect("a row"))).collect();
    let told: Vec<&str> = rows.iter().map(|row| row[4].as_str()).collect();
    let said = format!("{}\n{}", done.notes.join("\n"), told.join("\n"));
    Ok(Screened { rows, said })
}

fn has(text: &str, words: &str) -> bool {
    words.split('|').any(|word| text.contains(word))
}

fn is(company: &Company, [name, place, least, most, told]: &[String; 5]) -> bool {
    let bare = |text: &str| {
        let text = cleaned(text.trim_start_matches('\''));
        text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>()
    };
    let (own, found) = (bare(company.name.trim_start_matches('~')), bare(name));
    let is_named =
        if company.name.starts_with('~') { found.starts_with(&own) } else { found == own };
    let same = |wanted: &Option<String>, found: &str| {
        wanted.as_ref().is_none_or(|wanted| {
            let number = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
            wanted == found || number(wanted).is_some_and(|it| number(found) == Some(it))
        })
    };
    let is_told = company
        .told
        .as_ref()
        .is_none_or(|words| if words.is_empty() { told.is_empty() } else { has(told, words) });
    is_named
        && same(&company.least, least)
        && same(&company.most, most)
        && company.place.as_ref().is_none_or(|wanted| wanted == place)
        && is_told
}

fn fits(outcome: &Outcome, found: &Result<Screened, String>) -> bool {
    match (&outcome.refused, found) {
        (Some(words), Err(why)) => has(why, words),
        (Some(_), Ok(_)) | (None, Err(_)) => false,
        (None, Ok(found)) => {
            let mut left: Vec<&[String; 5]> = found.rows.iter().collect();
            let all = outcome.rows.iter().all(|company| {
                let place = left.iter().position(|row| is(company, row));
                place.map(|place| left.remove(place)).is_some()
            });
            all && left.is_empty()
                && outcome.said.as_ref().is_none_or(|words| has(&found.said, words))
        }
    }
}

#[test]
fn every_table_with_a_trouble_is_read_rightly_or_told() {
    let text = std::fs::read_to_string(folder().join("expectations.json")).expect("what is right");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("cases");
    let cases: Vec<Case> = cases.iter().map(case).collect();
    assert_eq!(cases.len(), 58);
    let mut wrong = Vec::new();
    for case in &cases {
        let found = screened(&case.file);
        if !case.right.iter().any(|outcome| fits(outcome, &found)) {
            let shown = found.map(|found| format!("{:?} {}", found.rows, found.said));
            wrong.push(format!("{}: {shown:?}", case.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
