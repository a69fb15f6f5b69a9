//! Places within places: a document holds where it says, and in all that lies within.

use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::Config;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A document of one award for everybody who says yes to its own question, in these places.
fn document(number: usize, places: &[usize], declared: &str, yuan: usize) -> Source {
    let places: Vec<String> = places.iter().map(|place| format!("\"place_{place}\"")).collect();
    let mut text = format!(
        "id = \"paper-{number}\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2025-01-01\"\nvalid_from = \"2025-01-01\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例\"\nregions = [{}]\n{declared}[[questions]]\nid = \"own_{number}\"\n\
         step = \"other\"\nkind = \"yes_no\"\nlabel = \"样例{number}？\"\nshort = \"样例{number}\"\n\
         [[awards]]\nid = \"award\"\nname = \"样例\"\nclause = \"一\"\npayers = [\"样例局\"]\n\
         kind = \"entitlement\"\nsummary = \"样例。\"\namount = {{ fixed = \"{yuan}元\" }}\n\
         condition = {{ question = \"own_{number}\", is = true }}\n",
        places.join(", ")
    );
    for outcome in ["met", "not_met", "not_yet_known"] {
        let _ = write!(
            text,
            "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\n\
             answers = {{}}\nleast = \"0元\"\nmost = \"0元\"\n"
        );
    }
    Source { path: format!("paper-{number}.toml"), text }
}

/// The places, each but the first within an earlier one or in none, and where documents hold.
#[derive(Clone, Debug)]
struct Country {
    within: Vec<Option<usize>>,
    documents: Vec<Vec<usize>>,
    /// The order in which the places are declared.
    order: Vec<usize>,
}

fn countries() -> impl Strategy<Value = Country> {
    let count = 2..9_usize;
    count.prop_flat_map(|count| {
        let within = (0..count)
            .map(|place| (0..=place).prop_map(move |above| (above < place).then_some(above)))
            .collect::<Vec<_>>();
        let documents = proptest::collection::vec(proptest::collection::vec(0..count, 1..4), 1..8);
        let order = Just((0..count).collect::<Vec<_>>()).prop_shuffle();
        (within, documents, order).prop_map(|(within, documents, order)| Country {
            within,
            documents,
            order,
        })
    })
}

impl Country {
    fn set(&self) -> &'static PolicySet {
        let mut declared = String::new();
        for place in &self.order {
            let _ = write!(
                declared,
                "[[new_regions]]\nid = \"place_{place}\"\nname = \"样例{place}\"\n"
            );
            if let Some(above) = self.within[*place] {
                let _ = writeln!(declared, "within = \"place_{above}\"");
            }
        }
        let is_shared = |source: &Source| {
            source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
        };
        let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
        for (number, places) in self.documents.iter().enumerate() {
            let mut places = places.clone();
            places.sort_unstable();
            places.dedup();
            let declared = if number == 0 { declared.as_str() } else { "" };
            sources.push(document(number, &places, declared, 1 << number));
        }
        let loaded = load(&sources);
        loaded.unwrap_or_else(|problems| panic!("{}", problems[0])).set
    }

    /// The documents that hold in a place: those of it, and of every place around it.
    fn here(&self, place: usize) -> BTreeSet<usize> {
        let around: Vec<usize> =
            std::iter::successors(Some(place), |place| self.within[*place]).collect();
        let holds = |places: &[usize]| places.iter().any(|place| around.contains(place));
        let documents = self.documents.iter().enumerate();
        documents.filter(|(_, places)| holds(places)).map(|(number, _)| number).collect()
    }
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    /// Each document pays a power of two: the total says which of them hold.
    #[test]
    fn a_document_holds_where_it_says_and_in_all_that_lies_within(
        country in countries(),
        yes in any::<u8>(),
    ) {
        let set = country.set();
        let on = read_date("2026-01-01").expect("a day");
        for place in 0..country.within.len() {
            let here = country.here(place);
            let id = format!("place_{place}");
            let option = set.question(PolicySet::REGION).option(&id).expect("a place");
            let mut answers = Answers::none(set)
                .with(PolicySet::REGION, Answer::Option(option))
                .expect("a place");
            let bare = evaluate(set, &answers, on, &ChosenReadings::default());
            let asked: BTreeSet<&str> = bare
                .outline
                .asks
                .iter()
                .map(|ask| set.question(ask.question).id)
                .collect();
            let expected: Vec<String> = here.iter().map(|number| format!("own_{number}")).collect();
            prop_assert_eq!(asked, expected.iter().map(String::as_str).collect::<BTreeSet<_>>());
            // Answers to what other places ask change nothing.
            for number in 0..country.documents.len() {
                let question = set.question_index(&format!("own_{number}")).expect("asked");
                prop_assert_eq!(set.is_asked_in(&id, question), here.contains(&number));
                let says_yes = Answer::YesNo(yes >> number & 1 == 1);
                answers = answers.with(question, says_yes).expect("no contradiction");
            }
            let paid = here.iter().filter(|number| yes >> **number & 1 == 1);
            let yuan: u64 = paid.map(|number| 1 << number).sum();
            let total = Amount::exactly(Level::Sum(Yuan::from_fen(yuan * 100)));
            let report = evaluate(set, &answers, on, &ChosenReadings::default());
            prop_assert_eq!(report.outline.total, total);
            prop_assert!(report.outline.asks.is_empty());
            prop_assert_eq!(report.outline.documents.len(), here.len());
        }
    }
}
