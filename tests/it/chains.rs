//! Aids of which each counts what is left after the others: what authoring takes has the bounds of
//! trying every fen.

use crate::file_text::{award, question, questions};
use crate::random::Random;
use huiqi_authoring::{Source, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::{Date, Month};

/// The most of the cost in fen.
const MOST: usize = 1_200;

fn loaded(awards: &str) -> Result<&'static PolicySet, String> {
    let source = |path: &str, text: String| Source { path: path.to_owned(), text };
    let regions = "edition = \"2030.01\"\n[[regions]]\nid = \"town\"\nname = \"样例市\"\n";
    let cost = question("cost", "yuan", "费用", "most = \"12元\"");
    let document = format!(
        "id = \"chain\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nchecked_on = \"2030-01-01\"\n\
         enquiries = \"样例\"\nregions = [\"town\"]\n{cost}\n{awards}"
    );
    let sources = [
        source("regions.toml", regions.to_owned()),
        source("questions.toml", questions(&[])),
        source("chain.toml", document),
    ];
    load(&sources).map(|loaded| loaded.set).map_err(|problems| problems[0].to_string())
}

/// Returns the ends of each award and of all together in fen.
fn ends(set: &'static PolicySet, cost: Option<usize>) -> Vec<[usize; 2]> {
    let text = cost.map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
    let given = [("region", Some("town".to_owned())), ("cost", text)];
    let answer = |(id, text): (&str, Option<String>)| {
        let index = set.question_index(id).expect("a question");
        let text = text?;
        Some((index, read(set.question(index), RawAnswer::Text(&text)).expect("an answer")))
    };
    let answers = Answers::build(set, given.into_iter().filter_map(answer)).expect("answers");
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    let report = evaluate(set, &answers, day, &ChosenReadings::default());
    let awards = report.awards.iter().map(|award| award.amount);
    awards
        .chain([report.outline.total])
        .map(|amount| {
            [amount.least, amount.most].map(|end| {
                let sum = end.sum().expect("a sum").decimal() * Decimal::ONE_HUNDRED;
                sum.to_usize().expect("whole fen")
            })
        })
        .collect()
}

#[test]
fn aids_that_count_what_is_left_have_the_bounds_of_every_fen() {
    let mut random = Random(5);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..80 {
        let mut text = String::new();
        let mut left = "\"cost\"".to_owned();
        for index in 0..3 {
            let rate = 10 * (1 + random.below(9));
            let cap = 1 + random.below(4);
            let own = if random.below(3) == 0 {
                format!("condition = {{ question = \"cost\", at_least = \"4.{index}7元\" }}\n")
            } else {
                String::new()
            };
            let amount = format!(
                "amount = {{ share = \"{rate}%\", of = \"cost\", cap = \"{cap}元\", cap_by = {{ lesser \
                 = [{left}, \"20元\"] }} }}"
            );
            text.push_str(&award(&format!("aid-{index}"), &format!("{own}{amount}")));
            left = format!("{{ minus = [{left}, {{ award = \"aid-{index}\" }}] }}");
        }
        if random.below(2) == 0 {
            let (rate, from) = (10 * (1 + random.below(9)), 1 + random.below(8));
            let amount = format!(
                "amount = {{ minus = [\"{from}元\", {{ share = \"{rate}%\", of = \"cost\" }}], cap = \
                 \"2元\" }}"
            );
            text.push_str(&award("falls", &amount));
        }
        let set = match loaded(&text) {
            Ok(set) => set,
            Err(problem) => {
                refused += 1;
                eprintln!("{problem}");
                continue;
            }
        };
        taken += 1;
        let mut wanted = ends(set, Some(0));
        for cost in 1..=MOST {
            for (all, own) in wanted.iter_mut().zip(ends(set, Some(cost))) {
                assert_eq!(own[0], own[1], "{cost} fen");
                *all = [all[0].min(own[0]), all[1].max(own[1])];
            }
        }
        assert_eq!(ends(set, None), wanted, "{text}");
    }
    assert!(taken > 70, "{taken} taken, {refused} refused");
}
