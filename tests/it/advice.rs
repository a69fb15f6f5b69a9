//! What would bring more: companies worked out by hand, and promises held against a second
//! evaluation.

use crate::bounds::{Play, Throw, random_cases, throws};
use crate::made_up;
use crate::oracle::{self, OracleCase};
use crate::scenarios::GivenAnswer::{No, One, These, Yes};
use crate::scenarios::{GivenAnswer, LAST_DAY, TODAY, answers, day, wan};
use huiqi_engine::report::{Advice, MoveAdvice, Outcome};
use huiqi_engine::{ChosenReadings, advise, evaluate, ladder};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Change, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf};
use huiqi_rules::moves::{Move, Setting};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::truth::Truth;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use rust_decimal::Decimal;
use time::Month;

type CompanyAnswers<'a> = &'a [(&'a str, GivenAnswer<'a>)];

fn advice(on: (i32, Month, u8), company: CompanyAnswers<'_>) -> Advice {
    advise(&POLICIES, &answers(company), day(on), &ChosenReadings::default())
}

/// The moves in order, each with the total in 万元 after it.
fn moves(advice: &Advice) -> Vec<(&'static str, Amount)> {
    advice.moves.iter().map(|advised| (advised.steps[0].movement.id, advised.total)).collect()
}

fn pair(advised: &MoveAdvice) -> [&'static str; 2] {
    let [first, second] = advised.steps.as_slice() else { panic!("a pair has two moves") };
    [first.movement.id, second.movement.id]
}

#[test]
fn a_provincial_company_of_zaozhuang_is_told_every_move_in_order_of_what_is_sure() {
    let found = advice(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("certification_tier", One("provincial")),
            ("first_certified_tiers", These(&["provincial"])),
            ("claimed_elsewhere", These(&[])),
            ("listings", These(&[])),
            ("smart_factory_award", One("none")),
            ("government_show_booth_fee_yuan", One("0")),
            ("platform_contest_prize", One("none")),
        ],
    );
    assert_eq!(found.total, wan(10, 10));
    // 新三板 100, the national title 30 in place of 10, a regional board 10; then what only raises the
    // ceiling.
    let expected = [
        ("list-on-neeq", wan(110, 110)),
        ("win-national-giant", wan(30, 30)),
        ("list-on-regional-board", wan(20, 20)),
        ("list-on-main-board", wan(10, 1010)),
        ("list-on-chinext", wan(10, 1010)),
        ("list-on-star", wan(10, 1010)),
        ("list-on-bse", wan(10, 1010)),
        ("list-overseas", wan(10, 1010)),
        ("apply-for-smart-factory", wan(10, 30)),
    ];
    assert_eq!(moves(&found), expected);
    assert!(found.pair.is_none(), "each brings its own, none needs another");
}

#[test]
fn a_title_and_a_listing_bring_more_together_where_the_title_ends_the_silence() {
    let found = advice(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("certification_tier", One("none")),
            ("claimed_elsewhere", These(&["exhibition", "smart_factory", "platform_contest"])),
            ("listings", These(&[])),
        ],
    );
    assert_eq!(found.total, wan(0, 0));
    assert!(moves(&found).contains(&("win-provincial", wan(10, 10))));
    assert!(moves(&found).contains(&("list-on-neeq", wan(0, 100))));
    assert!(
        moves(&found).iter().all(|(id, _)| *id != "win-municipal"),
        "by itself a municipal title pays nothing here"
    );
    let best = found.pair.expect("a pair");
    assert_eq!((pair(&best), best.total), (["win-provincial", "list-on-neeq"], wan(110, 110)));
}

#[test]
fn the_top_up_of_jincheng_needs_a_listing_and_the_support_before_it() {
    let company: CompanyAnswers<'_> = &[
        ("region", One("jincheng")),
        ("certification_tier", One("provincial_giant")),
        ("first_certified_tiers", These(&["provincial_giant"])),
        ("provincial_award_received", Yes),
        ("listings", These(&[])),
        ("base_listing_support", No),
        ("ip_purchase_yuan", One("0")),
    ];
    let found = advice(TODAY, company);
    assert_eq!(
        (found.total, moves(&found)),
        (wan(10, 10), vec![("win-national-giant", wan(30, 30))])
    );
    let best = found.pair.expect("a pair");
    assert_eq!(
        (pair(&best), best.total),
        (["claim-base-listing-support", "list-on-main-board"], wan(20, 20))
    );
    assert_eq!(
        best.awards.iter().map(|change| change.award.id).collect::<Vec<_>>(),
        ["jincheng-srdi-2021/listing-top-up"]
    );
    assert_eq!(best.awards[0].after, wan(10, 10));
}

#[test]
fn the_missing_part_of_an_investment_is_said_to_the_fen() {
    let company: CompanyAnswers<'_> = &[
        ("region", One("sanmenxia")),
        ("certification_tier", One("provincial")),
        ("project_in_scope", Yes),
        ("project_investment_yuan", One("1380000")),
        ("project_cap_yuan", One("5000000")),
        ("key_giant_fund_yuan", One("0")),
    ];
    let found = advice(LAST_DAY, company);
    // 40% of 1,500,000 yuan, once 120,000 more are invested.
    assert_eq!(moves(&found), [("invest-in-project", wan(60, 60))]);
    let reach = found.moves[0].steps[0].reaches.expect("a figure");
    assert_eq!((reach.own, reach.wanted), (Decimal::from(1_380_000), Decimal::from(1_500_000)));
    let ended = advice(TODAY, company);
    assert!(
        ended.moves.is_empty() && ended.pair.is_none(),
        "a document that has ended advises nothing"
    );
}

#[test]
fn growth_and_margin_each_have_their_own_threshold_and_raise_only_the_ceiling() {
    let found = advice(
        TODAY,
        &[
            ("region", One("shanxi_other")),
            ("certification_tier", One("national_key_giant")),
            ("provincial_award_received", Yes),
            ("ip_purchase_yuan", One("1000000")),
            ("ip_led_to_certification", No),
            ("became_above_scale", No),
            ("above_scale", Yes),
            ("revenue_growth_percent", One("27.4")),
            ("profit_margin_percent", One("-3")),
        ],
    );
    // Up to 20% of one million. Neither scale, which it has, nor a title above the highest is
    // advised.
    assert_eq!(moves(&found), [("raise-revenue", wan(0, 20)), ("raise-profit-margin", wan(0, 20))]);
    let wanted: Vec<Decimal> = found
        .moves
        .iter()
        .map(|advised| advised.steps[0].reaches.expect("a figure").wanted)
        .collect();
    assert_eq!(wanted, [Decimal::from(30), Decimal::from(15)]);
    assert!(found.pair.is_none());
}

#[test]
fn an_unanswered_question_is_no_move() {
    let region_only = advice(TODAY, &[("region", One("zaozhuang"))]);
    assert!(region_only.moves.is_empty() && region_only.pair.is_none());
    // The tier is known, the titles first won are not: winning one more cannot be priced.
    let half =
        advice(TODAY, &[("region", One("zaozhuang")), ("certification_tier", One("provincial"))]);
    assert!(half.moves.is_empty());
    let nowhere = advice(TODAY, &[]);
    assert!(nowhere.moves.is_empty());
}

#[test]
fn under_the_other_reading_both_titles_of_zaozhuang_pay() {
    let company = answers(&[
        ("region", One("zaozhuang")),
        ("certification_tier", One("provincial")),
        ("first_certified_tiers", These(&["provincial"])),
        (
            "claimed_elsewhere",
            These(&[
                "listing_exchange",
                "listing_neeq",
                "listing_regional",
                "exhibition",
                "smart_factory",
                "platform_contest",
            ]),
        ),
    ]);
    let other = ChosenReadings::default().other("zaozhuang-srdi-2022/same-title");
    let found = advise(&POLICIES, &company, day(TODAY), &other);
    assert_eq!(moves(&found), [("win-national-giant", wan(40, 40))]);
}

#[test]
fn the_ladder_of_zaozhuang_pays_thirty_in_one_year_and_forty_in_two() {
    let company = answers(&[
        ("region", One("zaozhuang")),
        ("certification_tier", One("municipal")),
        ("first_certified_tiers", These(&[])),
        ("claimed_elsewhere", These(&["exhibition", "smart_factory", "platform_contest"])),
        ("listings", These(&[])),
    ]);
    let found =
        ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
    let option = |id: &str| POLICIES.question(found.question).option(id).expect("a title");
    let pays: Vec<_> = found
        .rungs
        .iter()
        .map(|rung| (rung.option, rung.pays.as_ref().map(|pays| pays.amount)))
        .collect();
    // The one held; no provincial giant here, and nothing pays for a key giant.
    let expected = [
        (option("municipal"), None),
        (option("provincial"), Some(wan(10, 10))),
        (option("national_giant"), Some(wan(30, 30))),
    ];
    assert_eq!(pays, expected);
    // A rung names what it pays, and nothing that pays nothing.
    let named: Vec<Vec<_>> = found
        .rungs
        .iter()
        .filter_map(|rung| rung.pays.as_ref())
        .map(|pays| pays.awards.iter().map(|(award, amount)| (award.id, *amount)).collect())
        .collect();
    assert_eq!(
        named,
        [
            vec![("zaozhuang-srdi-2022/first-certification-provincial", wan(10, 10))],
            vec![("zaozhuang-srdi-2022/first-certification-national-giant", wan(30, 30))],
        ]
    );
    let [pair] = found.pairs.as_slice() else { panic!("one pair of titles that pay") };
    assert_eq!(
        (pair.lower, pair.upper, pair.apart, pair.together),
        (option("provincial"), option("national_giant"), wan(40, 40), wan(30, 30))
    );
    let other = ChosenReadings::default().other("zaozhuang-srdi-2022/same-title");
    let both = ladder(&POLICIES, &company, day(TODAY), &other).expect("a ladder");
    assert_eq!((both.pairs[0].apart, both.pairs[0].together), (wan(40, 40), wan(40, 40)));
}

#[test]
fn the_ladder_of_jincheng_leaves_out_what_pays_nothing_and_loses_nothing_in_one_year() {
    let company = answers(&[
        ("region", One("jincheng")),
        ("certification_tier", One("none")),
        ("provincial_award_received", Yes),
        ("listings", These(&[])),
    ]);
    let found =
        ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
    let amounts: Vec<Amount> =
        found.rungs.iter().map(|rung| rung.pays.as_ref().expect("above none").amount).collect();
    // No rung for the provincial title, none for a key giant.
    assert_eq!(amounts, [wan(5, 5), wan(10, 10), wan(20, 20)]);
    assert_eq!(
        found.pairs.iter().map(|pair| (pair.apart, pair.together)).collect::<Vec<_>>(),
        [(wan(15, 15), wan(15, 15)), (wan(25, 25), wan(25, 25)), (wan(30, 30), wan(30, 30))]
    );
}

#[test]
fn a_title_below_the_one_held_may_still_be_first_won() {
    let found = |first: &'static [&'static str]| {
        let company = answers(&[
            ("region", One("jincheng")),
            ("certification_tier", One("national_giant")),
            ("first_certified_tiers", These(first)),
            ("provincial_award_received", No),
            ("listings", These(&["neeq"])),
            ("base_listing_support", Yes),
        ]);
        let found =
            ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
        let label = |option: u8| POLICIES.question(found.question).options[usize::from(option)].id;
        let rung = |rung: &huiqi_engine::report::Rung| {
            (label(rung.option), rung.pays.as_ref().map(|pays| (pays.amount, pays.total)))
        };
        found.rungs.iter().map(rung).collect::<Vec<_>>()
    };
    // 5 and 10 for winning them; the top-up and the province look at the title held, and it stays.
    // The purchase of intellectual property is not answered: up to 200.
    let below = [
        ("municipal", Some((wan(5, 5), wan(15, 245)))),
        ("provincial_giant", Some((wan(10, 10), wan(20, 250)))),
    ];
    let held = ("national_giant", None);
    // No rung for a key giant: the province and the top-up pay a national giant the same.
    assert_eq!(found(&[]), [below[0], below[1], held]);
    // The municipal one is claimed already, and its 5 stays in the total.
    let beside = ("provincial_giant", Some((wan(10, 10), wan(25, 255))));
    assert_eq!(found(&["municipal"]), [beside, held]);
}

#[test]
fn a_document_that_has_ended_has_no_ladder() {
    let company =
        answers(&[("region", One("xinxiang")), ("certification_tier", One("provincial"))]);
    assert!(ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).is_none());
    assert!(ladder(&POLICIES, &company, day(LAST_DAY), &ChosenReadings::default()).is_some());
}

/// Whether the answers show that a move can begin; an open question is no yes.
fn begins(condition: &Condition, answers: &Answers) -> bool {
    let truth = |leaf: &Leaf| match answers.get(leaf.question) {
        Some(_) => Truth::of(oracle::holds(&Condition::Leaf(*leaf), answers)),
        None => Truth::Unknown,
    };
    condition.truth(&truth) == Truth::Yes
}

/// None of a multi-choice's options, where the rung held rules out each one that an award reads on
/// the day.
fn ruled_out(play: &Play, question: QuestionIndex, answers: &Answers) -> Option<Answer> {
    let shape = play.set.question(question);
    let constraint = play.set.constraints.iter().find(|constraint| constraint.multi == question)?;
    let Some(Answer::Option(held)) = answers.get(constraint.ladder) else { return None };
    let report = evaluate(play.set, answers, play.on, &play.readings);
    let counted = report.awards.iter().filter(|award| award.outcome != Outcome::NotInForce);
    let mut reads = Variables::NONE;
    for award in counted {
        let case =
            OracleCase { set: play.set, region: play.region, on: play.on, others: &play.others };
        reads = reads | oracle::terms_of(&case, award.policy, award.award).reads;
    }
    let read = |index: usize| reads.meets(Variables::one(shape.first_variable + index as u8));
    constraint
        .ranks
        .iter()
        .enumerate()
        .all(|(index, rank)| rank > held || !read(index))
        .then_some(Answer::Options(0))
}

/// The answers after a move, set one by one through the public door; questions that are not
/// answered stay so.
fn made(
    play: &Play,
    movement: &Move,
    wanted: Option<Decimal>,
    answers: &Answers,
) -> Option<Answers> {
    let mut settings: Vec<(usize, Answer)> = Vec::new();
    for setting in movement.sets {
        let Some(present) = answers
            .get(setting.question())
            .cloned()
            .or_else(|| ruled_out(play, setting.question(), answers))
        else {
            continue;
        };
        let answer = match (setting, &present) {
            (Setting::Option(_, option), _) => Answer::Option(*option),
            (Setting::Include(_, option), Answer::Options(chosen)) => {
                Answer::Options(chosen | 1 << option)
            }
            (Setting::Yes(_), _) => Answer::YesNo(true),
            (Setting::Threshold(_), _) => Answer::Figure(wanted?),
            (Setting::Include(..), other) => panic!("{other:?}"),
        };
        settings.push((usize::from(setting.question().0), answer));
    }
    // The ladder first, so that a title above the tier held is never said.
    settings.into_iter().try_fold(answers.clone(), |answers, (question, answer)| {
        answers.with(QuestionIndex(question as u8), answer).ok()
    })
}

fn raises(before: Amount, after: Amount) -> bool {
    Change::between(before.least, after.least) > Change::NONE
        || Change::between(before.most, after.most) > Change::NONE
}

fn keeps_its_promises(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, usize::MAX);
    let advice = advise(set, &play.answers, play.on, &play.readings);
    let before = evaluate(set, &play.answers, play.on, &play.readings);
    prop_assert_eq!(advice.total, before.outline.total);
    for advised in advice.moves.iter().chain(&advice.pair) {
        let mut after = play.answers.clone();
        for step in &advised.steps {
            prop_assert!(
                step.movement.from.as_ref().is_none_or(|from| begins(from, &play.answers)),
                "{}",
                step.movement.id
            );
            after = made(&play, step.movement, step.reaches.map(|reach| reach.wanted), &after)
                .expect("an advised move contradicts nothing");
        }
        for (question, _) in
            after.iter().filter(|(question, _)| play.answers.get(*question).is_none())
        {
            prop_assert!(
                ruled_out(&play, question, &play.answers).is_some(),
                "nothing open is answered"
            );
        }
        let given =
            advised.sets.iter().try_fold(play.answers.clone(), |answers, (question, answer)| {
                answers.with(*question, answer.clone())
            });
        prop_assert!(
            advised.sets.iter().all(|(question, answer)| after.get(*question) == Some(answer)),
            "the answers are those of the move"
        );
        let given = given.expect("the answers contradict nothing");
        prop_assert_eq!(
            evaluate(set, &given, play.on, &play.readings).outline.total,
            advised.total,
            "and they bring what was promised"
        );
        let report = evaluate(set, &after, play.on, &play.readings);
        prop_assert_eq!(report.outline.total, advised.total, "{}", advised.steps[0].movement.id);
        prop_assert!(raises(before.outline.total, advised.total));
        for (was, is) in before.awards.iter().zip(&report.awards) {
            let change = advised
                .awards
                .iter()
                .find(|change| change.award.id == was.award.id)
                .map(|change| (change.before, change.after));
            prop_assert_eq!(change, (was.amount != is.amount).then_some((was.amount, is.amount)));
            prop_assert!(
                change.is_none() || is.outcome != Outcome::NotInForce,
                "a document that does not hold is never a reason"
            );
        }
    }
    for advised in &advice.moves {
        // The smallest figure: a hundredth less does not bring it.
        if let Some(reach) = advised.steps[0].reaches {
            let less = made(
                &play,
                advised.steps[0].movement,
                Some(reach.wanted - Decimal::new(1, 2)),
                &play.answers,
            )
            .expect("a figure contradicts nothing");
            prop_assert!(jumps(
                evaluate(set, &less, play.on, &play.readings).outline.total,
                advised.total
            ));
        }
    }
    Ok(())
}

/// Whether one end rises by more than a yuan, which no share of a sum does for a hundredth more.
fn jumps(less: Amount, total: Amount) -> bool {
    let jump = Change::By(Decimal::ONE);
    Change::between(less.least, total.least) > jump || Change::between(less.most, total.most) > jump
}

/// Each threshold above the company's own figure that brings a jump is listed, a higher one only
/// where it brings more than a lower one.
fn leaves_no_threshold_out(
    play: &Play,
    movement: &'static Move,
    advice: &Advice,
) -> Result<(), TestCaseError> {
    let question = movement.sets[0].question();
    let mut wanted: Vec<Decimal> = Vec::new();
    for award in play.set.policies_in(play.region).flat_map(|policy| policy.awards) {
        for terms in award.all_terms() {
            let conditions = [Some(&terms.condition), terms.silent_unless.as_ref()];
            conditions
                .into_iter()
                .flatten()
                .for_each(|condition| oracle::thresholds(condition, question, &mut wanted));
        }
    }
    wanted.sort();
    wanted.dedup();
    let total = |figure: Decimal| {
        made(play, movement, Some(figure), &play.answers)
            .map(|after| evaluate(play.set, &after, play.on, &play.readings).outline.total)
    };
    let before = evaluate(play.set, &play.answers, play.on, &play.readings).outline.total;
    let mut expected: Vec<(Decimal, Amount)> = Vec::new();
    if let Some(Answer::Figure(own)) = play.answers.get(question) {
        for threshold in wanted.into_iter().filter(|threshold| threshold > own) {
            let (Some(less), Some(after)) =
                (total(threshold - Decimal::new(1, 2)), total(threshold))
            else {
                continue;
            };
            if raises(before, after)
                && jumps(less, after)
                && expected.last().is_none_or(|(_, lower)| raises(*lower, after))
            {
                expected.push((threshold, after));
            }
        }
    }
    let listed = advice.moves.iter().filter(|advised| advised.steps[0].movement.id == movement.id);
    let mut listed: Vec<(Decimal, Amount)> = listed
        .map(|advised| (advised.steps[0].reaches.expect("a figure").wanted, advised.total))
        .collect();
    listed.sort_by_key(|(figure, _)| *figure);
    prop_assert_eq!(listed, expected, "{}", movement.id);
    Ok(())
}

/// No pair of moves that do not exclude each other, and bring more together than both by
/// themselves, brings more than the one that is listed.
fn no_pair_is_better(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, 1);
    let total = |answers: &Answers| evaluate(set, answers, play.on, &play.readings).outline.total;
    let before = total(&play.answers);
    let gain = |after: Amount| {
        (Change::between(before.least, after.least), Change::between(before.most, after.most))
    };
    let pair =
        advise(set, &play.answers, play.on, &play.readings).pair.map(|pair| gain(pair.total));
    let figure = |movement: &&Move| {
        movement.sets.iter().any(|setting| matches!(setting, Setting::Threshold(_)))
    };
    let hidden = |setting: &Setting| match setting {
        Setting::Option(question, option) => {
            set.question(*question).options[usize::from(*option)].hidden_in.contains(&play.region)
        }
        Setting::Include(..) | Setting::Yes(_) | Setting::Threshold(_) => false,
    };
    let possible = |movement: &&Move| {
        !figure(movement)
            && !movement.sets.iter().any(hidden)
            && movement.from.as_ref().is_none_or(|from| begins(from, &play.answers))
            && made(&play, movement, None, &play.answers).is_some()
    };
    let moves: Vec<&Move> = set.moves.iter().filter(possible).collect();
    let excludes = |first: &Move, second: &Move| {
        let option = |setting: &Setting| {
            if let Setting::Option(question, option) = setting {
                Some((*question, *option))
            } else {
                None
            }
        };
        let other = |(question, chosen): (QuestionIndex, u8)| {
            second
                .sets
                .iter()
                .filter_map(option)
                .any(|(own, wanted)| own == question && wanted != chosen)
        };
        first.sets.iter().filter_map(option).any(other)
    };
    for (index, first) in moves.iter().enumerate() {
        for second in moves[index + 1..].iter().filter(|second| !excludes(first, second)) {
            let alone = [*first, *second].map(|movement| {
                gain(total(&made(&play, movement, None, &play.answers).expect("possible")))
            });
            let Some(both) = made(&play, first, None, &play.answers)
                .and_then(|after| made(&play, second, None, &after))
            else {
                continue;
            };
            let both = gain(total(&both));
            let (Change::By(least), Change::By(most)) = both else { continue };
            let sum = |end: fn((Change, Change)) -> Change| {
                alone
                    .iter()
                    .map(|one| {
                        if let Change::By(by) = end(*one) {
                            Some(by.max(Decimal::ZERO))
                        } else {
                            None
                        }
                    })
                    .sum::<Option<Decimal>>()
            };
            let (Some(least_sum), Some(most_sum)) = (sum(|one| one.0), sum(|one| one.1)) else {
                continue;
            };
            let more = (least > Decimal::ZERO && least > least_sum)
                || (most > Decimal::ZERO && most > most_sum);
            prop_assert!(
                !more || pair.is_some_and(|pair| pair >= both),
                "{} and {}",
                first.id,
                second.id
            );
        }
    }
    Ok(())
}

fn leaves_no_move_out(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, 1);
    let advice = advise(set, &play.answers, play.on, &play.readings);
    let before = evaluate(set, &play.answers, play.on, &play.readings).outline.total;
    for movement in set.moves {
        let figure = movement.sets.iter().any(|setting| matches!(setting, Setting::Threshold(_)));
        let hidden = movement.sets.iter().any(|setting| match setting {
            Setting::Option(question, option) => set.question(*question).options
                [usize::from(*option)]
            .hidden_in
            .contains(&play.region),
            Setting::Include(..) | Setting::Yes(_) | Setting::Threshold(_) => false,
        });
        if hidden || movement.from.as_ref().is_some_and(|from| !begins(from, &play.answers)) {
            continue;
        }
        if figure {
            leaves_no_threshold_out(&play, movement, &advice)?;
            continue;
        }
        let Some(after) = made(&play, movement, None, &play.answers) else { continue };
        let total = evaluate(set, &after, play.on, &play.readings).outline.total;
        let is_listed =
            advice.moves.iter().any(|advised| advised.steps[0].movement.id == movement.id);
        prop_assert_eq!(is_listed, raises(before, total), "{}", movement.id);
    }
    let gains: Vec<(Change, Change)> = advice
        .moves
        .iter()
        .map(|advised| {
            (
                Change::between(before.least, advised.total.least),
                Change::between(before.most, advised.total.most),
            )
        })
        .collect();
    prop_assert!(gains.is_sorted_by(|left, right| left >= right));
    if let Some(pair) = &advice.pair {
        let alone: Vec<Amount> = pair
            .steps
            .iter()
            .map(|step| {
                let after = made(
                    &play,
                    step.movement,
                    step.reaches.map(|reach| reach.wanted),
                    &play.answers,
                )
                .expect("an advised move contradicts nothing");
                evaluate(set, &after, play.on, &play.readings).outline.total
            })
            .collect();
        let above = |end: fn(Amount) -> Level| alone.iter().all(|one| end(*one) < end(pair.total));
        prop_assert!(
            above(|amount| amount.least) || above(|amount| amount.most),
            "a pair brings more than either alone"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(random_cases(800))]

    #[test]
    fn making_a_move_brings_exactly_what_was_promised(throw in throws()) {
        keeps_its_promises(&POLICIES, &throw)?;
        keeps_its_promises(made_up::set(), &throw)?;
    }

    #[test]
    fn every_possible_move_that_raises_an_end_is_told(throw in throws()) {
        leaves_no_move_out(&POLICIES, &throw)?;
        leaves_no_move_out(made_up::set(), &throw)?;
    }

    #[test]
    fn no_pair_brings_more_than_the_one_that_is_told(throw in throws()) {
        no_pair_is_better(&POLICIES, &throw)?;
        no_pair_is_better(made_up::set(), &throw)?;
    }
}
