//! One sentence that may be quoted as it is: from the least to the most, on which day, by which
//! clauses, on what it rests, with the caution. Who hears it sees no page beside it, so that nothing
//! that the page says elsewhere may be missing here.

mod cautions;
mod listed;

use self::cautions::decided_later;
pub use self::listed::{documents, found, questions};
use super::figures::{amount, date, level, money};
use super::{NOT_COVERED, award_line, ends, quoted, total};
use crate::open::OpenTop;
use crate::questionnaire::Session;
use crate::situation::Situation;
use huiqi_engine::report::{Advice, Ask, AwardReport, MoveAdvice, Outcome, Report};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Notation;
use time::Date;

/// The caution beside every figure.
pub const CAUTION: &str = "测算结果仅供参考，以主管部门审核为准。";

/// So many names are said where there are more.
const MOST_NAMES: usize = 3;

fn edition(set: &PolicySet) -> String {
    format!("规则版本 {}。", set.edition)
}

fn closing(set: &PolicySet) -> String {
    format!("{CAUTION}{}", edition(set))
}

fn titled(policy: &Policy) -> String {
    format!("《{}》", policy.short_title)
}

/// Returns the first of some names, and how many there are where that is not all.
fn names(all: &[String]) -> String {
    let shown = all[..all.len().min(MOST_NAMES)].join("、");
    if all.len() > MOST_NAMES { format!("{shown}等 {} 项", all.len()) } else { shown }
}

/// Returns what a document says of those who were left when it ended.
fn left_over(policy: &Policy) -> String {
    let note = policy.validity_note.trim_end_matches('。');
    if note.is_empty() { String::new() } else { format!("；{note}") }
}

/// Returns clauses, document by document.
fn clauses<'a>(all: impl Iterator<Item = (&'a Policy, &'a str)>) -> String {
    let mut found: Vec<(&Policy, Vec<&str>)> = Vec::new();
    for (policy, clause) in all {
        match found.iter_mut().find(|(other, _)| other.id == policy.id) {
            Some((_, clauses)) if clauses.contains(&clause) => {}
            Some((_, clauses)) => clauses.push(clause),
            None => found.push((policy, vec![clause])),
        }
    }
    let named = |(policy, clauses): &(&Policy, Vec<&str>)| {
        format!("{}{}", titled(policy), clauses.join("、"))
    };
    found.iter().map(named).collect::<Vec<_>>().join("；")
}

/// A result that is quoted from.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The answers, the day of the claim and the readings.
    pub session: &'a Session,
    /// What the engine says of them.
    pub report: &'a Report,
    /// The day on which it is said.
    pub today: Date,
}

impl Cited<'_> {
    fn set(self) -> &'static PolicySet {
        self.session.set()
    }

    fn closing(self) -> String {
        closing(self.set())
    }

    /// Returns the place and the day, or that no place is chosen.
    fn opening(self) -> Option<String> {
        let (region, on) = (self.session.region_name()?, self.report.outline.on);
        Some(if on == self.today {
            format!("{region}，{}申报：", date(on))
        } else {
            format!("{region}，按{}申报测算（不是今天）：", date(on))
        })
    }

    /// Returns the whole result.
    #[must_use]
    pub fn result(self) -> String {
        let Some(opening) = self.opening() else {
            return format!("还没有选所在地，算不出金额。{}", self.closing());
        };
        if let Some(words) = self.no_figure() {
            return format!("{opening}{words}。{}", self.closing());
        }
        let counts = |award: &&AwardReport| match award.outcome {
            Outcome::Certain | Outcome::Possible => true,
            Outcome::NotMet | Outcome::SetAside | Outcome::NotInForce => false,
        };
        let counted: Vec<&AwardReport> = self.report.awards.iter().filter(counts).collect();
        let clauses = clauses(counted.iter().map(|award| (award.policy, award.award.clause)));
        let basis =
            if clauses.is_empty() { String::new() } else { format!("（依据{clauses}）") };
        let sentences = [
            format!("{}{}{}{basis}。", self.premise(|_| true), self.others(|_| true), self.total()),
            decided_later(&counted),
            self.open("答完才算得准"),
            self.disputed(),
            self.other_readings(),
            self.left_out(),
            self.ended_since(|_| true),
            self.awards_ended_since(&counted),
        ];
        format!("{opening}{}{}", sentences.concat(), self.closing())
    }

    /// Returns one award.
    #[must_use]
    pub fn award(self, award: &AwardReport) -> String {
        let opening = self.opening().unwrap_or_default();
        let own = |policy: &Policy| policy.id == award.policy.id;
        let is_paid = match award.outcome {
            Outcome::Certain | Outcome::Possible | Outcome::SetAside => true,
            Outcome::NotMet | Outcome::NotInForce => false,
        };
        let premise = if is_paid { self.premise(own) } else { String::new() };
        let name = quoted(award.award.name);
        let line = award_line(self.set(), self.report, award);
        let words = match award.outcome {
            Outcome::Certain => format!("{name}可以申报 {}。{line}。", amount(award.amount)),
            Outcome::Possible => format!("{name}{}。{line}。", self.possible(award)),
            Outcome::SetAside if award.amount.most == Level::Open => {
                format!("{name}不另发。{line}。")
            }
            Outcome::SetAside => {
                format!("{name}不另发，这一项本身是 {}。{line}。", amount(award.amount))
            }
            Outcome::NotMet => format!("{name}不能申报。{line}。"),
            Outcome::NotInForce => self.not_in_force(award, &line),
        };
        let basis = format!(
            "依据{}（{}）{}。",
            titled(award.policy),
            award.policy.number.unwrap_or("没有文号"),
            award.award.clause
        );
        let since = if is_paid {
            self.ended_since(own) + &self.awards_ended_since(&[award])
        } else {
            String::new()
        };
        let readings = self.other_readings_of(award);
        let others = self.others(own);
        format!("{opening}{premise}{others}{words}{basis}{readings}{since}{}", self.closing())
    }

    /// Returns what would bring most; `after` is the result with the answers of that move.
    #[must_use]
    pub fn advice(self, found: &Advice, after: Option<&Report>) -> String {
        let Some(opening) = self.opening() else {
            return format!("还没有选所在地，说不出差哪一步。{}", self.closing());
        };
        if let Some(words) = self.no_figure() {
            return format!("{opening}{words}。{}", self.closing());
        }
        let head = format!("{opening}{}{}", self.premise(|_| true), self.others(|_| true));
        let Some(first) = first_move(found) else {
            let open = self.report.outline.asks.len();
            let words = if open == 0 {
                "按现在的答案，没有哪一步能多拿。".to_owned()
            } else {
                format!("还有 {open} 题没有答，请先答完，才看得出差哪一步。")
            };
            return format!("{head}{words}{}{}", self.ended_since(|_| true), self.closing());
        };
        let what = super::advice::what_to_do(self.set(), &[first]);
        let then = match super::advice::title_brings(self.set(), first) {
            Some(words) => format!("：{words}。"),
            None if first.steps.iter().any(|step| step.reaches.is_some()) => {
                "。达到以后，".to_owned()
            }
            None => "的话，".to_owned(),
        };
        let ends = super::advice::ends(self.set(), found.total, first);
        let changed = |award: &Award| first.awards.iter().any(|change| change.award.id == award.id);
        let report = after.unwrap_or(self.report);
        let changed: Vec<&AwardReport> =
            report.awards.iter().filter(|award| changed(award.award)).collect();
        let clauses = clauses(changed.iter().map(|award| (award.policy, award.award.clause)));
        let sentences = [
            decided_later(&changed),
            format!("依据{clauses}。"),
            self.open("还没有算进来"),
            self.ended_since(|_| true),
            self.awards_ended_since(&changed),
        ];
        format!("{head}{what}{then}{ends}{}{}", sentences.concat(), self.closing())
    }

    /// Returns what is said where no figure may be: every document with its own days.
    fn no_figure(self) -> Option<String> {
        let outline = &self.report.outline;
        let situation = Situation::of(outline);
        if situation.has_figure() {
            return None;
        }
        Some(match situation {
            Situation::NotCovered => NOT_COVERED.to_owned(),
            Situation::Ended | Situation::NotYet => {
                let each = outline.documents.iter().map(|document| {
                    let (policy, title) = (document.policy, titled(document.policy));
                    match policy.valid_to.filter(|last| *last < outline.on) {
                        Some(last) if last < self.today => format!(
                            "{title}到{}为止，已经到期，不能再按它申报{}",
                            date(last),
                            left_over(policy)
                        ),
                        Some(last) => {
                            format!("{title}到{}为止，这一天已经到期，不能按它申报", date(last))
                        }
                        None => format!(
                            "{title}{}才开始执行，这一天还不能按它申报",
                            date(policy.valid_from)
                        ),
                    }
                });
                each.collect::<Vec<_>>().join("；")
            }
            Situation::NoneInForce => {
                format!("{}，算不出金额", situation.words())
            }
            Situation::Certain | Situation::Possible | Situation::NotMet => return None,
        })
    }

    /// Returns an award that is not in force on the day.
    fn not_in_force(self, award: &AwardReport, line: &str) -> String {
        let name = quoted(award.award.name);
        let last = award.days.window(award.policy).1;
        match last.filter(|last| *last < self.report.outline.on) {
            Some(last) if last < self.today => {
                // The document's own words are on its own end.
                let of_document = award.policy.valid_to == Some(last);
                let left = if of_document { left_over(award.policy) } else { String::new() };
                format!("{name}不能再申报：{line}{left}。")
            }
            Some(_) | None => format!("{name}这一天不能申报：{line}。"),
        }
    }

    /// Returns the total; nothing at all is said in words, and an open end by what it hangs on.
    fn total(self) -> String {
        let outline = &self.report.outline;
        let sum = outline.total;
        if sum == Amount::ZERO {
            return "按现在填的答案，没有一项可以申报".to_owned();
        }
        match OpenTop::of(self.session, outline) {
            Some(top) if top.bounded == Level::ZERO => {
                let added = super::added(self.set(), &top);
                format!("最多是{}", added.trim_start_matches("另加"))
            }
            Some(top) => total(self.set(), sum, Some(&top)),
            None if sum.most == Level::Open => {
                let hang_on = |ask: &&Ask| ask.most == Level::Open && self.is_money(ask.question);
                let asks = outline.asks.iter().filter(hang_on);
                let open = self.open_top(asks.map(|ask| ask.question));
                format!("至少 {}，{open}", level(sum.least))
            }
            None => ends(sum),
        }
    }

    fn is_money(self, question: QuestionIndex) -> bool {
        match self.set().question(question).kind {
            Kind::Figure(unit) => unit.notation == Notation::Money,
            Kind::Single | Kind::Multi | Kind::YesNo => false,
        }
    }

    /// Returns on what an open top hangs: figures that are not filled in, or the document.
    fn open_top(self, figures: impl Iterator<Item = QuestionIndex>) -> String {
        let shorts: String =
            figures.map(|question| quoted(self.set().question(question).short)).collect();
        if shorts.is_empty() {
            "最多多少，现在还说不出".to_owned()
        } else {
            format!("最多多少要看{shorts}，还没有填")
        }
    }

    /// Returns what an award may be.
    fn possible(self, award: &AwardReport) -> String {
        let sum = award.amount;
        let is_nothing = sum.least == Level::ZERO;
        match (is_nothing, sum.most) {
            _ if sum.is_exact() => format!("可能有 {}", amount(sum)),
            (true, Level::Sum(most)) => format!("最多 {}，也可能没有", money(most)),
            (false, Level::Sum(most)) => {
                format!("至少 {}，最多 {}", level(sum.least), money(most))
            }
            (_, Level::Open) => {
                let missing = award.missing.iter().copied();
                let open = self.open_top(missing.filter(|question| self.is_money(*question)));
                let least = if is_nothing {
                    String::new()
                } else {
                    format!("至少 {}，", level(sum.least))
                };
                format!("{least}{open}")
            }
        }
    }

    /// Returns how many questions are open, and what that means.
    fn open(self, so: &str) -> String {
        let open = self.report.outline.asks.len();
        if open == 0 { String::new() } else { format!("还有 {open} 题没有答，{so}。") }
    }
}

/// Returns the move that is quoted: the best one, or two together where none alone brings more.
#[must_use]
pub fn first_move(found: &Advice) -> Option<&MoveAdvice> {
    found.moves.first().or(found.pair.as_ref())
}

#[cfg(test)]
mod tests;
