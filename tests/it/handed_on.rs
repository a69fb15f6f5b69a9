//! A result is the same wherever its answers go: in the questionnaire, in a link, over the pack of
//! its place, in a kept text. An answer that only bounds another counts everywhere.

use crate::bounds::{COMPLETIONS, Play, random_cases, throws};
use crate::made_up;
use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_pack::{of_region, read, signed, unsigned};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::Level;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link::{decode, encode};
use huiqi_sitting::questionnaire::{Draft, Session};
use huiqi_sitting::receipt::{NamedRules, Receipt};
use huiqi_tests::targets::pack_head;
use proptest::prelude::{prop_assert_eq, proptest};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::OnceLock;
use time::Date;

fn sets() -> [&'static PolicySet; 3] {
    [&POLICIES, made_up::set_of_two(), made_up::set_of_new()]
}

/// A sum, whatever its decimals; nothing where it is open.
fn yuan(level: Level) -> Option<Decimal> {
    level.sum().map(|sum| sum.decimal().normalize())
}

/// Answers, sums, steps, questions and advice, all by their ids.
fn said(set: &'static PolicySet, answers: &Answers, on: Date, readings: &ChosenReadings) -> String {
    let report = evaluate(set, answers, on, readings);
    let receipt = Receipt::of(NamedRules { set, hash: "" }, answers, readings, &report);
    let asks = report.outline.asks.iter();
    let asks: Vec<_> =
        asks.map(|ask| (set.question(ask.question).id, ask.awards, yuan(ask.most))).collect();
    let moves = advise(set, answers, on, readings).moves;
    let moves: Vec<_> = moves
        .iter()
        .map(|one| {
            (
                one.steps.iter().map(|step| step.movement.id).collect::<Vec<_>>(),
                yuan(one.total.least),
                yuan(one.total.most),
            )
        })
        .collect();
    format!("{} {asks:?} {moves:?}", receipt.plain().json())
}

fn said_by(session: &Session) -> String {
    said(session.set(), &session.answers(), session.on, &session.readings)
}

/// Returns the rules of a region as they are read from its pack.
fn from_pack(set: &'static PolicySet, region: &str) -> &'static PolicySet {
    static PACKS: OnceLock<HashMap<(usize, &str), &PolicySet>> = OnceLock::new();
    let packs = PACKS.get_or_init(|| {
        let places =
            sets().into_iter().flat_map(|set| (0..).zip(set.regions).map(move |at| (set, at)));
        let own = places.filter(|(_, (_, region))| !region.policies.is_empty());
        own.map(|(set, (index, region))| {
            let pack = signed(unsigned(of_region(set, index), &pack_head()), &[]);
            ((std::ptr::from_ref(set).addr(), region.id), read(&pack).expect("a pack").set())
        })
        .collect()
    });
    packs[&(std::ptr::from_ref(set).addr(), region)]
}

proptest! {
    #![proptest_config(random_cases(600))]

    #[test]
    fn a_result_is_the_same_wherever_its_answers_go(throw in throws(), which in 0..3_usize) {
        let set = sets()[which];
        let play = Play::of(set, &throw, Some(COMPLETIONS));
        let expected = said(set, &play.answers, play.on, &play.readings);
        let mut session = Session::new(set, play.on);
        session.set_date(play.on);
        session.readings = play.readings.clone();
        let given = play.answers.iter().map(|(index, answer)| (index, answer.clone()));
        session.put_answers(&given.collect::<Vec<_>>());
        prop_assert_eq!(&said_by(&session), &expected, "the questionnaire");

        let kept = Session::from_text(set, play.on, &session.to_text());
        prop_assert_eq!(&said_by(&kept), &expected, "a kept text");

        let code = encode(&Cases::new(session), &[]);
        let linked = decode(set, play.on, &code).expect("a code");
        prop_assert_eq!(&linked.faults, &[]);
        prop_assert_eq!(&said_by(linked.cases.session()), &expected, "a link");

        let own = from_pack(set, play.region);
        let linked = decode(own, play.on, &code).expect("a code");
        prop_assert_eq!(&linked.faults, &[]);
        prop_assert_eq!(&said_by(linked.cases.session()), &expected, "a link over the pack");
        let answers = play.answers.iter().filter_map(|(index, answer)| match index {
            PolicySet::REGION => Some((index, Answer::Option(0))),
            _ => Some((own.question_index(set.question(index).id)?, answer.clone())),
        });
        let answers = Answers::build(own, answers).expect("no contradiction");
        prop_assert_eq!(&said(own, &answers, play.on, &play.readings), &expected, "the pack");
    }
}

/// No document of 三门峡 asks for titles. Who won a provincial one is of the provincial tier at
/// least, and 40% of 200万元 are then certain up to the cap that is not known.
#[test]
fn titles_bound_the_tier_where_no_document_asks_for_them() {
    let on = huiqi_rules::day::read_date("2023-01-01").expect("a day");
    let set = crate::shipped::set();
    let index = |id: &str| set.question_index(id).expect("a question");
    let mut session = Session::new(set, on);
    session.preset_region("sanmenxia");
    session.set_date(on);
    let least = |session: &Session| session.report().outline.total.least;
    let provincial_share = Level::Sum(Yuan::from_fen(80_000_000));
    for (id, draft) in [
        ("project_in_scope", Draft::YesNo(true)),
        ("project_investment_yuan", Draft::Typed("2000000".to_owned())),
        ("project_cap_yuan", Draft::Typed("800000".to_owned())),
    ] {
        session.put(index(id), draft);
    }
    assert_eq!(least(&session), Level::ZERO);
    let titles = index("first_certified_tiers");
    assert!(!set.is_asked_in("sanmenxia", titles));
    let provincial = set.question(titles).option("provincial").expect("an option");
    session.put(titles, Draft::Options(1 << provincial));
    assert_eq!(least(&session), provincial_share);
    let outline = session.outline();
    assert!(session.visible(&outline).contains(&titles), "what counts is shown");
    let linked = decode(set, on, &encode(&Cases::new(session), &[])).expect("a code");
    assert_eq!(least(linked.cases.session()), provincial_share);
}
