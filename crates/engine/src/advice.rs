//! What would bring more: single moves, and the best pair of them. A move sets answers, and the
//! bounds are those of the answers it sets.

use super::chosen::ChosenReadings;
use super::completion::{Completion, VariableValue};
use super::index::AwardIndex;
use super::scope::Scope;
use crate::report::{Advice, AwardChange, MoveAdvice, MoveStep, Reach};
use huiqi_rules::amount::{Amount, Change, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::moves::Setting;
use huiqi_rules::order::sort;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, Variables};
use huiqi_rules::truth::Truth;
use rust_decimal::Decimal;
use std::ops::BitOr;
use time::Date;

/// A move that is possible, and what it touches.
struct Candidate {
    step: MoveStep,
    answers: Answers,
    /// The independent parts of the region's awards that it touches, one bit each.
    parts: u64,
    total: Amount,
}

/// Returns what would bring more, for these answers, on this day, under these readings. An
/// unanswered question is no move.
#[must_use]
pub fn advise(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Advice {
    let Some(scope) = Scope::of(set, answers, on, readings) else {
        // Where the region is not answered nothing is known, and 0 at the most would say so much.
        let total = Amount { least: Level::ZERO, most: Level::Open };
        return Advice { total, moves: Vec::new(), pair: None };
    };
    let scene = AdviceContext { set, scope, answers };
    let parts = scene.parts();
    let total = scene.total(answers);
    let candidates: Vec<Candidate> =
        scene.steps().into_iter().filter_map(|step| scene.candidate(step, &parts)).collect();

    let mut singles: Vec<&Candidate> = Vec::new();
    let brings = |candidate: &&Candidate| {
        raises(total, candidate.total)
            && scene.jumps(&candidate.answers, candidate.step, candidate.total)
    };
    for candidate in candidates.iter().filter(brings) {
        // A higher threshold is shown only where it brings more than a lower one.
        let lower =
            singles.iter().find(|single| single.step.movement.id == candidate.step.movement.id);
        if lower.is_none_or(|lower| raises(lower.total, candidate.total)) {
            singles.push(candidate);
        }
    }
    sort(&mut singles, |left, right| gain(total, left.total) > gain(total, right.total));
    let before = scene.amounts(answers);
    let moves = singles
        .iter()
        .map(|single| scene.advised(vec![single.step], &single.answers, single.total, &before))
        .collect();
    let pair = scene
        .best_pair(&candidates, total)
        .map(|(steps, answers, total)| scene.advised(steps, &answers, total, &before));
    Advice { total, moves, pair }
}

/// Returns how much the least and the most rise.
fn gain(before: Amount, after: Amount) -> (Change, Change) {
    (Change::between(before.least, after.least), Change::between(before.most, after.most))
}

fn raises(before: Amount, after: Amount) -> bool {
    let (least, most) = gain(before, after);
    least > Change::NONE || most > Change::NONE
}

/// Whether two together bring, at one end, what neither brings and what both do not add up to.
fn together_more(before: Amount, first: Amount, second: Amount, both: Amount) -> bool {
    let more = |before, first, second, both| {
        let gained = |after| Change::between(before, after).max(Change::NONE);
        let apart = match (gained(first), gained(second)) {
            (Change::By(first), Change::By(second)) => Change::By(first + second),
            // Nothing is more than an open end.
            (Change::Opened | Change::Closed, _) | (_, Change::Opened | Change::Closed) => {
                Change::Opened
            }
        };
        gained(both) > apart
    };
    more(before.least, first.least, second.least, both.least)
        || more(before.most, first.most, second.most, both.most)
}

struct AdviceContext<'a> {
    set: &'static PolicySet,
    scope: Scope,
    answers: &'a Answers,
}

impl AdviceContext<'_> {
    fn total(&self, answers: &Answers) -> Amount {
        self.scope.find(answers, |search| search.sum(&self.scope.everything))
    }

    fn amounts(&self, answers: &Answers) -> Vec<Amount> {
        self.scope.find(answers, |search| {
            self.scope.everything.iter().map(|award| search.award(*award).amount).collect()
        })
    }

    /// Returns the awards in parts that share no group and no open variable; one part can change
    /// nothing in another.
    fn parts(&self) -> Vec<Vec<AwardIndex>> {
        self.scope.find(self.answers, |search| {
            let mut rest = self.scope.everything.clone();
            let mut parts = Vec::new();
            while !rest.is_empty() {
                parts.push(search.take_part(&mut rest));
            }
            parts
        })
    }

    /// Returns every move whose beginning the answers show; one about a threshold once for each
    /// threshold above the company's own figure.
    fn steps(&self) -> Vec<MoveStep> {
        let mut steps = Vec::new();
        for movement in self.set.moves {
            if movement.from.as_ref().is_some_and(|from| self.answers.truth(from) != Truth::Yes) {
                continue;
            }
            let about = movement.sets.iter().find_map(|setting| {
                if let Setting::Threshold(question) = setting { Some(*question) } else { None }
            });
            let Some(question) = about else {
                steps.push(MoveStep { movement, reaches: None });
                continue;
            };
            if let Some(Answer::Figure(own)) = self.answers.get(question) {
                let thresholds =
                    self.scope.thresholds(question).into_iter().filter(|threshold| threshold > own);
                steps.extend(thresholds.map(|wanted| MoveStep {
                    movement,
                    reaches: Some(Reach { question, own: *own, wanted }),
                }));
            }
        }
        steps
    }

    fn candidate(&self, step: MoveStep, parts: &[Vec<AwardIndex>]) -> Option<Candidate> {
        let (answers, touched) = self.apply(self.answers, step)?;
        let meets = |part: &Vec<AwardIndex>| {
            part.iter().any(|award| self.scope.award(*award).rule.reads.meets(touched))
        };
        let parts = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| meets(part))
            .map(|(part, _)| 1 << part.min(63))
            .fold(0, u64::bitor);
        if parts == 0 {
            return None;
        }
        let total = self.total(&answers);
        Some(Candidate { step, answers, parts, total })
    }

    /// Whether reaching a threshold brings a jump, and not only what grows with the figure itself:
    /// the total a hundredth below is lower by more than a yuan. A share of a sum, rounded, grows
    /// by a hundredth at most.
    fn jumps(&self, answers: &Answers, step: MoveStep, total: Amount) -> bool {
        step.reaches.is_none_or(|reach| {
            let unit = self.set.question(reach.question).kind.unit();
            let step = unit.map_or(Decimal::ONE, |unit| unit.step());
            let less = answers.replaced(reach.question, Answer::Figure(reach.wanted - step));
            let (least, most) = gain(self.total(&less), total);
            let jump = Change::By(Decimal::ONE);
            least > jump || most > jump
        })
    }

    /// Returns the answers after a step and the variables it changed; none where it cannot be
    /// taken, or would answer an open question.
    fn apply(&self, answers: &Answers, step: MoveStep) -> Option<(Answers, Variables)> {
        let reads = self.scope.reads();
        let mut touched = Variables::NONE;
        let mut after = answers.clone();
        for setting in step.movement.sets {
            let question = self.set.question(setting.question());
            // What no award reads need not be known; where it is, it is kept true.
            let is_read = self.scope.region.questions.contains(&setting.question())
                && question.variables().meets(reads);
            if !is_read && answers.get(setting.question()).is_none() {
                continue;
            }
            let present = answers
                .get(setting.question())
                .cloned()
                .or_else(|| self.none_possible(answers, question))?;
            let wanted = match (*setting, &present) {
                (Setting::Option(_, option), _) => {
                    if question.options[usize::from(option)]
                        .hidden_in
                        .contains(&self.scope.region.id)
                    {
                        return None;
                    }
                    Answer::Option(option)
                }
                (Setting::Include(_, option), Answer::Options(chosen)) => {
                    Answer::Options(chosen | 1 << option)
                }
                (Setting::Yes(_), _) => Answer::YesNo(true),
                (Setting::Threshold(_), _) => Answer::Figure(step.reaches?.wanted),
                (
                    Setting::Include(..),
                    Answer::Option(_) | Answer::YesNo(_) | Answer::Figure(_),
                ) => unreachable!("a multi-choice has options"),
            };
            if present != wanted {
                if is_read {
                    touched = touched | question.variables();
                }
                after = after.replaced(setting.question(), wanted);
            }
        }
        (!touched.is_empty() && after.agree()).then_some((after, touched))
    }

    /// None of the options, where the tier held rules out every one that an award reads: then
    /// nothing is left to ask.
    fn none_possible(&self, answers: &Answers, question: &Question) -> Option<Answer> {
        let mut rest = question.variables() & self.scope.reads();
        let completion = Completion::of(self.set, self.scope.region, answers);
        while let Some(variable) = rest.first() {
            rest = rest.without(Variables::one(variable));
            if question.kind != Kind::Multi
                || completion.values(variable, &[]) != [VariableValue::Bit(false)]
            {
                return None;
            }
        }
        Some(Answer::Options(0))
    }

    fn best_pair(
        &self,
        candidates: &[Candidate],
        total: Amount,
    ) -> Option<(Vec<MoveStep>, Answers, Amount)> {
        let mut best: Option<(Vec<MoveStep>, Answers, Amount)> = None;
        let mut rest = candidates;
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            for second in others {
                if first.parts & second.parts == 0 || exclude_each_other(first.step, second.step) {
                    continue;
                }
                let Some((answers, _)) = self.apply(&first.answers, second.step) else { continue };
                let both = self.total(&answers);
                let better = best
                    .as_ref()
                    .is_none_or(|(_, _, so_far)| gain(total, both) > gain(total, *so_far));
                let jump = |step| self.jumps(&answers, step, both);
                if better
                    && together_more(total, first.total, second.total, both)
                    && jump(first.step)
                    && jump(second.step)
                {
                    best = Some((vec![first.step, second.step], answers, both));
                }
            }
        }
        best
    }

    fn advised(
        &self,
        steps: Vec<MoveStep>,
        answers: &Answers,
        total: Amount,
        before: &[Amount],
    ) -> MoveAdvice {
        let after = self.amounts(answers);
        let changes = self
            .scope
            .awards
            .iter()
            .zip(before.iter().zip(after))
            .filter(|(_, (before, after))| *before != after);
        let awards = changes
            .map(|(own, (before, after))| AwardChange { award: own.award, before: *before, after })
            .collect();
        let sets = answers
            .iter()
            .filter(|(question, answer)| self.answers.get(*question) != Some(*answer));
        let sets = sets.map(|(question, answer)| (question, answer.clone())).collect();
        MoveAdvice { steps, sets, total, awards }
    }
}

/// Whether two moves set the same answer to different things, so that only one can be made.
fn exclude_each_other(first: MoveStep, second: MoveStep) -> bool {
    first.movement.sets.iter().any(|setting| {
        matches!(setting, Setting::Option(..) | Setting::Threshold(_))
            && second
                .movement
                .sets
                .iter()
                .any(|other| other.question() == setting.question() && other != setting)
    }) || first.movement.id == second.movement.id
}
