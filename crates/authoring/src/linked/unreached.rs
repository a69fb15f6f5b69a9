//! Parts of amounts that no answer can reach: cases, stretches, what is over a sum; silences
//! that nobody meets.

use crate::as_formula;
use crate::figures::written;
use crate::message::Message;
use crate::read::Position;
use crate::spans::{Spans, branches};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Case, Formula, Worth};
use huiqi_rules::policy::{AmountRule, Award, Terms};
use huiqi_rules::unit::Notation;

/// Whose terms are looked at: the mistake is shown at the award in both cases.
#[derive(Clone, Copy)]
enum Whose {
    /// The award's own.
    Award,
    /// Those of another reading.
    Reading,
}

/// Notes parts of an award's amounts that no answer can reach. A `cap` may lie above all that is
/// possible: documents state one for whatever comes.
pub(super) fn check(spans: &Spans<'_>, award: &Award, position: &Position) {
    for (index, terms) in award.all_terms().enumerate() {
        let whose = if index == 0 { Whose::Award } else { Whose::Reading };
        // Of a condition that no answer can meet that is said, and nothing else.
        if let Some(computed) = as_formula::computed(&terms.amount)
            && spans.can_be(&[terms.condition])
        {
            let check = Check { spans, whose, position };
            check.part(&computed.most, &[terms.condition], Place::Outermost);
        }
    }
    if award.all_terms().all(|terms| is_zero(&terms.amount)) {
        // An amount that could not be read is nothing too.
        position.problem_of_all(say!(
            "the award never pays anything: write what it pays, or leave it out",
            "这一项永远是 0 元：写上给多少，或者去掉这一项"
        ));
    }
    check_silence(spans, award, position);
}

/// Whether an amount is nothing as it is written.
fn is_zero(amount: &AmountRule) -> bool {
    match amount {
        AmountRule::Fixed(sum) | AmountRule::UpTo(sum) => sum.is_zero(),
        AmountRule::Graded { highest, .. } => highest.is_zero(),
        AmountRule::Share { .. } | AmountRule::Match { .. } | AmountRule::Computed(_) => false,
    }
}

/// Notes a silence that nobody meets who meets the condition, and one that all of them meet.
fn check_silence(spans: &Spans<'_>, award: &Award, position: &Position) {
    let silences = || {
        let silence = |terms: &Terms| Some((terms.condition, terms.silent_unless?));
        award.all_terms().filter_map(silence)
    };
    let is_met = |(condition, silent): (Condition, Condition)| spans.can_be(&[condition, silent]);
    let fails = |(condition, silent): (Condition, Condition)| {
        let not = Condition::Not(Box::leak(Box::new(silent)));
        spans.can_be(&[condition, not])
    };
    if silences().next().is_none() {
        return;
    }
    if !silences().any(is_met) {
        position.problem_of_table(say!(
            "nobody who meets the condition meets `silent_unless`: the document would be silent \
             for all; where it only says the most, write `up_to` or `ceiling = true`",
            "符合条件的，没有一家符合 `silent_unless`：等于文件对谁都没有写；只写了最高多少的，用 \
             `up_to` 或 `ceiling = true`"
        ));
    } else if !silences().any(fails) {
        position.problem_of_table(say!(
            "whoever meets the condition meets `silent_unless` too: the document is silent for \
             nobody; leave `silent_unless` out",
            "符合条件的，都符合 `silent_unless`：没有一家是文件没写到的；去掉 `silent_unless`"
        ));
    }
}

/// The look at one amount.
struct Check<'a> {
    spans: &'a Spans<'a>,
    whose: Whose,
    position: &'a Position,
}

/// Where a part is in an amount.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is the amount, or what is capped or less something.
    Outermost,
    /// It is in another part.
    Inside,
}

impl Check<'_> {
    fn part(&self, formula: &Formula, path: &[Condition], place: Place) {
        match formula {
            Formula::Cases(cases, otherwise) => {
                return self.cases(cases, otherwise, path, place);
            }
            Formula::Less([from @ Formula::Figure(_), Formula::Constant(over, _)]) => {
                let most = self.spans.of(from, path).most;
                let over = Worth::Number(*over);
                if most <= over {
                    let [most, over] = [most, over].map(|one| self.shown(from, one));
                    self.note(&say!(
                        "nothing is ever over {over}: there are {most} at the most",
                        "永远超不过 {over}：最多 {most}"
                    ));
                }
            }
            Formula::FullSteps(part, per) => {
                let most = self.spans.of(part, path).most;
                if most < Worth::Number(*per) {
                    let [most, per] = [most, Worth::Number(*per)].map(|one| self.shown(part, one));
                    self.note(&say!(
                        "`per` {per} is never full: there are {most} at the most",
                        "`per` {per} 永远满不了一次：最多 {most}"
                    ));
                }
            }
            Formula::Progressive(part, stretches) => {
                let most = self.spans.of(part, path).most;
                let first = stretches.iter().find(|(from, _)| most <= Worth::Number(*from));
                if let Some((from, _)) = first {
                    let [most, from] =
                        [most, Worth::Number(*from)].map(|one| self.shown(part, one));
                    self.note(&say!(
                        "the stretch of `progressive` above {from} is never reached: there are \
                         {most} at the most",
                        "`progressive` 里 {from} 以上的一段永远到不了：最多 {most}"
                    ));
                }
            }
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Figure(_)
            | Formula::Award(_)
            | Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Less(_)
            | Formula::Divided(..) => {}
        }
        let is_around = matches!(formula, Formula::Lesser(_) | Formula::Less(_));
        for (index, part) in formula.combined_parts().iter().enumerate() {
            let stays = index == 0 && is_around && place == Place::Outermost;
            self.part(part, path, if stays { Place::Outermost } else { Place::Inside });
        }
    }

    fn cases(
        &self,
        cases: &'static [Case],
        otherwise: &'static Formula,
        path: &[Condition],
        place: Place,
    ) {
        for (number, branch) in (1..).zip(branches(cases, otherwise, path)) {
            if self.spans.can_be(&branch.path) {
                self.part(branch.then, &branch.path, place);
            } else if number <= cases.len() {
                self.note(&say!(
                    "case {number} can never be reached: see the condition of the award, the cases \
                     before it, and the `least` and `most` of its question (`steps` and `brackets` \
                     count from the highest)",
                    "第 {number} 种情形用不上：看看这一项的条件、前面的情形、题目的 `least` 和 \
                     `most`（`steps`、`brackets` 从高往低数）"
                ));
            } else if place == Place::Outermost && !is_nothing(branch.then) {
                self.note(&say!(
                    "`otherwise` can never be reached: one of the cases always holds; write \
                     \"0元\" there, or leave the last case out and write its amount as `otherwise`",
                    "`otherwise` 用不上：前面总有一种情形成立；这里写 \"0元\"，或者去掉最后一种情形，\
                     把它的金额写成 `otherwise`"
                ));
            }
        }
    }

    /// Returns a number of a part as documents write it.
    fn shown(&self, part: &Formula, worth: Worth) -> String {
        let mut notation = Notation::Percent;
        part.each(&mut |part| match part {
            Formula::Constant(_, Notation::Money) | Formula::Award(_) => notation = Notation::Money,
            Formula::Figure(question) => {
                let unit = self.spans.declared.questions[usize::from(question.0)].kind.unit();
                if unit.is_some_and(|unit| unit.notation == Notation::Money) {
                    notation = Notation::Money;
                } else if notation == Notation::Percent {
                    notation = Notation::Number;
                }
            }
            Formula::Constant(_, Notation::Number) if notation == Notation::Percent => {
                notation = Notation::Number;
            }
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..)
            | Formula::Cases(..) => {}
        });
        shown(worth, notation)
    }

    fn note(&self, what: &Message) {
        let (english, chinese) = (&what.english, &what.chinese);
        self.position.problem(match self.whose {
            Whose::Award => say!("in the amount, {english}", "金额里，{chinese}"),
            Whose::Reading => say!(
                "in the amount that another reading gives it, {english}",
                "`readings` 里改的金额里，{chinese}"
            ),
        });
    }
}

fn shown(worth: Worth, notation: Notation) -> String {
    match worth {
        Worth::Number(number) => written(number, notation),
        // Nothing is said of what has no end.
        Worth::Unbounded => String::new(),
    }
}

fn is_nothing(formula: &Formula) -> bool {
    matches!(formula, Formula::Constant(number, _) if number.is_zero())
}
