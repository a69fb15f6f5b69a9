//! What advice promises, held against a second evaluation of many companies.

use crate::bounds::{Play, Throw, random_cases, throws};
use crate::made_up;
use crate::oracle::{self, OracleCase};
use huiqi_engine::report::{Advice, Outcome};
use huiqi_engine::{advise, evaluate};
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
    let read = |index: usize| reads.meets(Variables::one(shape.first_variable + index as u16));
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
        answers.with(QuestionIndex(question as u16), answer).ok()
    })
}

fn raises(before: Amount, after: Amount) -> bool {
    Change::between(before.least, after.least) > Change::NONE
        || Change::between(before.most, after.most) > Change::NONE
}

fn keeps_its_promises(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, None);
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
    let play = Play::of(set, throw, Some(1));
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
        let other = |(question, chosen): (QuestionIndex, u16)| {
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
    let play = Play::of(set, throw, Some(1));
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
    fn every_possible_move_that_raises_an_end_is_listed(throw in throws()) {
        leaves_no_move_out(&POLICIES, &throw)?;
        leaves_no_move_out(made_up::set(), &throw)?;
    }

    #[test]
    fn no_pair_brings_more_than_the_one_that_is_listed(throw in throws()) {
        no_pair_is_better(&POLICIES, &throw)?;
        no_pair_is_better(made_up::set(), &throw)?;
    }
}
