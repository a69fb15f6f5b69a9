//! How the work grows with the rule set: made-up documents of 20 awards beside the shipped ones,
//! five for each made-up city and each with four questions of its own, read and checked in memory
//! by the authoring code. What a company costs must not depend on how many cities there are. `make
//! bench-growth` runs this.

#![allow(clippy::float_arithmetic, reason = "times are no money")]

use huiqi_authoring::{Source, load, read_folder};
use huiqi_engine::{ChosenReadings, computations, evaluate, outline};
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
use time::Date;

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

/// A region with 100 awards that ask 60 questions, 20 of them numbers and 20 sums, under three
/// levels of limits: five directions of four items of five awards. The awards of an item share its
/// three questions, those of a direction its first choice.
fn largest() -> Source {
    let mut text =
        "id = \"largest\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2025-01-01\"\nvalid_from = \"2025-01-01\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例\"\nregions = [\"place_0\"]\n\n[[new_regions]]\nid = \"place_0\"\n\
         name = \"样例市\"\n"
            .to_owned();
    let ids = |direction: usize, item: usize| {
        ["n", "y", "c"].map(|kind| format!("{kind}_{direction}_{item}"))
    };
    for (direction, item) in items() {
        let kinds = [("number", "unit = \"件\"\nmost = \"1000件\""), ("yuan", ""), ("yes_no", "")];
        for (id, (kind, more)) in ids(direction, item).iter().zip(kinds) {
            let _ = write!(
                text,
                "\n[[questions]]\nid = \"{id}\"\nstep = \"other\"\nkind = \"{kind}\"\n\
                 label = \"{id}？\"\nshort = \"{id}\"\n{more}\n"
            );
        }
    }
    for (direction, item) in items() {
        let [number, sum, choice] = ids(direction, item);
        let [_, _, first] = ids(direction, 0);
        let asked = format!(
            "{{ all = [{{ question = \"{choice}\", is = true }}, {{ question = \"{first}\", \
             is = true }}, {{ question = \"{sum}\", at_least = \"10万元\" }}] }}"
        );
        let amounts = [
            format!("{{ each = \"1万元\", of = \"{number}\", cap = \"50万元\" }}"),
            format!("{{ share = \"20%\", of = \"{sum}\", cap = \"100万元\" }}"),
            format!(
                "{{ progressive = [[\"0元\", \"5%\"], [\"500万元\", \"8%\"]], of = \"{sum}\" }}"
            ),
            format!(
                "{{ steps = [[\"100件\", \"10万元\"], [\"500件\", \"30万元\"]], of = \"{number}\" }}"
            ),
            format!(
                "{{ share = \"50%\", of = \"{sum}\", cap_each = \"3万元\", items = \"{number}\" }}"
            ),
        ];
        for (award, amount) in amounts.iter().enumerate() {
            let _ = write!(
                text,
                "\n[[awards]]\nid = \"a-{direction}-{item}-{award}\"\nname = \"样例\"\n\
                 clause = \"一\"\n\
                 payers = [\"样例\"]\nkind = \"entitlement\"\nsummary = \"样例。\"\n\
                 condition = {asked}\namount = {amount}\n"
            );
            for outcome in ["met", "not_met", "not_yet_known"] {
                let _ = write!(
                    text,
                    "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\n\
                     least = \"0元\"\nmost = \"0元\"\n"
                );
            }
        }
    }
    let mut limit = |id: &str, most: &str, members: Vec<String>| {
        let members: Vec<String> = members.iter().map(|id| format!("\"{id}\"")).collect();
        let _ = write!(
            text,
            "\n[[limits]]\nid = \"{id}\"\nclause = \"二\"\nname = \"样例\"\nat_most = \"{most}\"\n\
             members = [{}]\n",
            members.join(", ")
        );
    };
    for (direction, item) in items() {
        let awards = (0..5).map(|award| format!("a-{direction}-{item}-{award}")).collect();
        limit(&format!("item-{direction}-{item}"), "200万元", awards);
    }
    for direction in 0..5 {
        let own = (0..4).map(|item| format!("item-{direction}-{item}")).collect();
        limit(&format!("direction-{direction}"), "500万元", own);
    }
    limit("all", "2000万元", (0..5).map(|direction| format!("direction-{direction}")).collect());
    Source { path: "largest.toml".to_owned(), text }
}

fn items() -> impl Iterator<Item = (usize, usize)> {
    (0..5).flat_map(|direction| (0..4).map(move |item| (direction, item)))
}

/// Measures the largest region that is promised to be quick.
fn measure_largest(day: Date, readings: &ChosenReadings) {
    let sources: Vec<Source> = shipped().into_iter().chain([largest()]).collect();
    let set = load(&sources)
        .unwrap_or_else(|problems| {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<String>())
        })
        .set;
    let full = company(set);
    let bare = Answers::none(set)
        .with(PolicySet::REGION, full.get(PolicySet::REGION).expect("a region").clone())
        .expect("no contradiction");
    let complete =
        microseconds(200, || drop(black_box(evaluate(set, black_box(&full), day, readings))));
    let explained = microseconds(200, || {
        let report = evaluate(set, black_box(&full), day, readings);
        for award in &report.awards {
            black_box((report.reasons(award), report.steps(award)));
        }
    });
    let total =
        microseconds(200, || drop(black_box(outline(set, black_box(&full), day, readings))));
    let region =
        microseconds(1, || drop(black_box(evaluate(set, black_box(&bare), day, readings))));
    let computed = computations(set, &bare, day, readings, u64::MAX);
    println!(
        "one region with 100 awards, 60 questions, 3 levels of limits: complete {complete:.1} µs \
         ({explained:.1} µs with all reasons and steps, the total alone {total:.1} µs), only the \
         region {:.2} ms, {computed} computations",
        region / 1000.0
    );
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
    measure_largest(day, &readings);
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
