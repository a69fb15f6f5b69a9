//! How the work grows with the rule set: made-up documents of 20 awards beside the shipped ones,
//! five for each made-up city and each with four questions of its own, read and checked in memory
//! by the authoring code. What a company costs must not depend on how many cities there are. `make
//! bench-growth` runs this.

#![allow(clippy::float_arithmetic, reason = "times are no money")]

use huiqi_authoring::{Source, load, read_folder};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Kind;
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const DOCUMENTS_PER_CITY: usize = 5;
const AWARDS: usize = 20;

/// A condition and an amount of each kind, over questions that all cities share.
const KINDS: [(&str, &str); 5] = [
    (
        r#"{ question = "first_certified_tiers", includes = "provincial" }"#,
        r#"{ fixed = "10万元" }"#,
    ),
    (
        concat!(
            r#"{ all = [{ question = "certification_tier", at_least = "provincial" }, "#,
            r#"{ question = "base_listing_support", is = true }] }"#
        ),
        r#"{ share = "50%", of = "government_show_booth_fee_yuan", cap = "5万元" }"#,
    ),
    (
        concat!(
            r#"{ any = [{ question = "listings", includes = "bse" }, "#,
            r#"{ question = "listings", includes = "star" }] }"#
        ),
        r#"{ up_to = "200万元" }"#,
    ),
    (
        concat!(
            r#"{ any = [{ question = "ip_purchase_yuan", at_least = "10万元" }, "#,
            r#"{ question = "certification_tier", at_least = "national_giant" }] }"#
        ),
        r#"{ share = "10%", of = "ip_purchase_yuan", cap = "50万元" }"#,
    ),
    (
        r#"{ not = { question = "certification_tier", one_of = ["none"] } }"#,
        r#"{ share = "2%", of = "government_show_booth_fee_yuan" }"#,
    ),
];

/// The questions of a document's own, and an award that asks each.
const OWN: [(&str, &str, &str); 4] = [
    ("yes_no", "", "is = true"),
    ("yuan", "", r#"at_least = "20万元""#),
    (
        "single",
        r#"options = [{ id = "no", label = "否" }, { id = "yes", label = "是" }]"#,
        r#"one_of = ["yes"]"#,
    ),
    ("number", r#"unit = "件""#, r#"at_least = "3件""#),
];

fn own_question(document: usize, number: usize) -> String {
    format!("own_{document}_{number}")
}

fn document(number: usize) -> Source {
    let (city, first) = (number / DOCUMENTS_PER_CITY, number.is_multiple_of(DOCUMENTS_PER_CITY));
    let mut text = format!(
        "id = \"city-{number}\"\ntitle = \"第{number}号样例办法\"\nshort_title = \"样例{number}\"\n\
         issuer = \"样例办公室\"\nissued_on = \"2025-01-01\"\nvalid_from = \"2025-01-01\"\n\
         valid_to = \"2029-12-31\"\nvalidity_note = \"样例。\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例办公室\"\nregions = [\"place_{city}\"]\n"
    );
    if first {
        let _ = write!(text, "\n[[new_regions]]\nid = \"place_{city}\"\nname = \"样例{city}市\"\n");
    }
    for (own, (kind, more, _)) in OWN.iter().enumerate() {
        let _ = write!(
            text,
            "\n[[questions]]\nid = \"{}\"\nstep = \"other\"\nkind = \"{kind}\"\n\
             label = \"第{number}号第{own}题？\"\nshort = \"第{number}号第{own}题\"\n{more}\n",
            own_question(number, own)
        );
    }
    for award in 0..AWARDS {
        let (condition, amount) = KINDS[award % KINDS.len()];
        let own = award.checked_sub(AWARDS - OWN.len());
        let asked = own.map(|own| {
            format!("{{ question = \"{}\", {} }}", own_question(number, own), OWN[own].2)
        });
        let condition = asked.as_deref().unwrap_or(condition);
        let kind = if amount.contains("up_to") { "ceiling" } else { "entitlement" };
        let _ = write!(
            text,
            "\n[[awards]]\nid = \"award-{award}\"\nname = \"第{award}项奖励\"\nclause = \"第{award}条\"\n\
             payers = [\"样例局\"]\nkind = \"{kind}\"\nsummary = \"样例。\"\ncondition = {condition}\n\
             amount = {amount}\n"
        );
        // What they say is no part of the tables; the authoring code asks for one of each.
        for outcome in ["met", "not_met", "not_yet_known"] {
            let _ = write!(
                text,
                "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\n\
                 answers = {{}}\nleast = \"0元\"\nmost = \"0元\"\n"
            );
        }
    }
    text.push_str(
        "\n[[highest_only]]\nid = \"highest\"\nclause = \"二\"\nname = \"取最高\"\n\
         awards = [\"award-0\", \"award-5\"]\n",
    );
    Source { path: format!("city-{number}.toml"), text }
}

fn shipped() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    read_folder(&folder).expect("the policies")
}

/// Every question answered, in the first made-up city.
fn company(set: &'static PolicySet) -> Answers {
    let city = set.regions.iter().position(|region| region.id == "place_0");
    let city = city.expect("the first city");
    let mut answers = Answers::none(set)
        .with(PolicySet::REGION, Answer::Option(city as u16))
        .expect("a region contradicts nothing");
    for index in set.regions[city].questions.iter().skip(1) {
        let question = set.question(*index);
        let answer = match question.kind {
            Kind::Single => Answer::Option(question.options.len() as u16 - 1),
            Kind::Multi => Answer::Options((1 << question.options.len()) - 1),
            Kind::YesNo => Answer::YesNo(true),
            Kind::Figure(unit) => match unit.notation {
                Notation::Money => Answer::Figure(Decimal::from(1_234_500)),
                Notation::Percent => Answer::Figure(Decimal::from(50)),
                Notation::Number => Answer::Figure(Decimal::from(7)),
            },
        };
        answers = answers.with(*index, answer).expect("the highest tier contradicts no title");
    }
    answers
}

/// The best of several runs, in microseconds.
fn microseconds(turns: usize, mut run: impl FnMut()) -> f64 {
    let best = (0..20).map(|_| {
        let start = Instant::now();
        (0..turns).for_each(|_| run());
        start.elapsed().as_secs_f64() * 1e6 / turns as f64
    });
    best.fold(f64::MAX, f64::min)
}

/// Writes the documents into a folder, for `make bench-baked`.
fn write(documents: usize, folder: &Path) {
    for source in (0..documents).map(document) {
        std::fs::write(folder.join(&source.path), source.text).expect("it can be written");
    }
}

fn main() {
    let said: Vec<String> = std::env::args().skip_while(|argument| argument != "write").collect();
    if let [_, documents, folder, ..] = said.as_slice() {
        return write(documents.parse().expect("a number of documents"), Path::new(folder));
    }
    let day = read_date("2026-06-01").expect("a day");
    let readings = ChosenReadings::default();
    println!(
        "documents  awards  read and checked  complete answers  only the region   (a company of \
         one city with {DOCUMENTS_PER_CITY} documents)"
    );
    for documents in [10, 100, 1_000, 3_000] {
        let sources: Vec<Source> =
            shipped().into_iter().chain((0..documents).map(document)).collect();
        let start = Instant::now();
        let loaded = load(&sources).unwrap_or_else(|problems| {
            panic!(
                "{}",
                problems.iter().take(5).map(ToString::to_string).collect::<Vec<_>>().join("\n")
            )
        });
        let took = start.elapsed().as_secs_f64();
        let set = loaded.set;
        let full = company(set);
        let bare = Answers::none(set)
            .with(PolicySet::REGION, full.get(PolicySet::REGION).expect("a region").clone())
            .expect("no contradiction");
        let complete =
            microseconds(200, || drop(black_box(evaluate(set, black_box(&full), day, &readings))));
        let region =
            microseconds(2, || drop(black_box(evaluate(set, black_box(&bare), day, &readings))));
        println!(
            "{documents:>9}  {:>6}  {took:>14.2} s  {complete:>13.1} µs  {:>12.2} ms",
            documents * AWARDS,
            region / 1000.0
        );
    }
}
