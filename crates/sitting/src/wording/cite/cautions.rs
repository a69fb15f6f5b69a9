//! What is said beside a quoted figure so that it is not taken for more than it is: premises,
//! readings, ends, and what no answer settles.

use super::{Cited, left_over, names, titled};
use crate::situation;
use crate::wording::figures::{amount, date, money};
use crate::wording::{premise_of, quoted};
use huiqi_engine::report::{AwardReport, Outcome, ReadingReport};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::formula::Gap;
use huiqi_rules::policy::{DocumentState, Policy, Reading};

impl Cited<'_> {
    /// Returns the premise of the figures of some documents.
    pub(super) fn premise(self, is_meant: impl Fn(&Policy) -> bool) -> String {
        let outline = &self.report.outline;
        let meant = |policy: &Policy| is_meant(policy);
        premise_of(outline, &meant).unwrap_or_default()
    }

    /// Returns which clauses are read the other way, of some documents.
    pub(super) fn others(self, is_meant: impl Fn(&Policy) -> bool) -> String {
        let mut said = Vec::new();
        for policy in self.session.policies().into_iter().filter(|policy| is_meant(policy)) {
            let chosen = |reading: &&Reading| self.session.readings.is_other(reading.id);
            for reading in policy.readings.iter().filter(chosen) {
                let other = reading.other.trim_end_matches('。');
                said.push(format!("{}{}：{other}", titled(policy), reading.clause));
            }
        }
        if said.is_empty() {
            String::new()
        } else {
            format!("按另一种理解（{}），", said.join("；"))
        }
    }

    /// Whether no answer can change the total any more.
    pub(super) fn is_settled(self) -> bool {
        let outline = &self.report.outline;
        outline.asks.is_empty() || outline.total.is_exact()
    }

    /// Whether a reading that is not taken would change the total.
    pub(super) fn moves_total(self, one: &ReadingReport) -> bool {
        !self.session.readings.is_other(one.reading.id) && one.total != self.report.outline.total
    }

    /// Returns how many clauses can be read otherwise, while answers are open that they hang on too.
    pub(super) fn disputed(self) -> String {
        let all = self.report.readings.iter().filter(|one| self.moves_total(one)).count();
        if all == 0 || self.is_settled() {
            String::new()
        } else {
            format!("有 {all} 处条款有两种理解，会影响结果，请问主管部门。")
        }
    }

    /// Returns the clauses that can be read otherwise, each with what is then the total.
    pub(super) fn other_readings(self) -> String {
        if !self.is_settled() {
            return String::new();
        }
        let all = self.report.readings.iter().filter(|one| self.moves_total(one));
        all.map(|one| self.read_otherwise(one.reading, &otherwise(one.total))).collect()
    }

    /// Returns the clauses that can be read otherwise so that an award changes, or the total by it.
    pub(super) fn other_readings_of(self, award: &AwardReport) -> String {
        let policy = award.policy;
        let index = policy.awards.iter().position(|one| one.id == award.award.id);
        let touches = |one: &&ReadingReport| {
            let of_document = policy.readings.iter().any(|own| own.id == one.reading.id);
            let of_award = index.is_some_and(|index| one.reading.awards.contains(&(index as u16)));
            of_document && of_award && !self.session.readings.is_other(one.reading.id)
        };
        if !self.is_settled() {
            return String::new();
        }
        let all = self.report.readings.iter().filter(touches);
        all.map(|one| self.read_otherwise(one.reading, "")).collect()
    }

    pub(super) fn read_otherwise(self, reading: &Reading, then: &str) -> String {
        let mut policies = self.session.policies().into_iter();
        let policy = policies.find(|policy| policy.readings.iter().any(|own| own.id == reading.id));
        format!(
            "{}{}还有另一种理解（{}）{then}，请问主管部门。",
            policy.map_or_else(String::new, titled),
            reading.clause,
            reading.other.trim_end_matches('。'),
        )
    }

    /// Returns the documents that are not counted on the day, where others are.
    pub(super) fn left_out(self) -> String {
        let outline = &self.report.outline;
        let ended = situation::ended(outline).filter_map(|policy| Some((policy, policy.valid_to?)));
        let ended = ended.map(|(policy, last)| {
            format!("{}到{}为止，已经到期，没有算在内。", titled(policy), date(last))
        });
        let not_yet = outline
            .documents
            .iter()
            .filter(|document| document.counted == 0 && document.state == DocumentState::NotYet);
        let not_yet = not_yet.map(|document| {
            let policy = document.policy;
            format!("{}{}才开始执行，没有算在内。", titled(policy), date(policy.valid_from))
        });
        ended.chain(not_yet).collect()
    }

    /// Returns which documents of a past day have ended since.
    pub(super) fn ended_since(self, is_meant: impl Fn(&Policy) -> bool) -> String {
        let outline = &self.report.outline;
        let counted = outline.documents.iter().filter(|document| document.counted > 0);
        let documents = counted.map(|document| document.policy);
        let one = |policy: &'static Policy| {
            let last = policy.valid_to.filter(|last| *last < self.today && outline.on <= *last)?;
            Some(format!(
                "{}到{}为止，现在已经到期，今天不能再按它申报{}。",
                titled(policy),
                date(last),
                left_over(policy)
            ))
        };
        documents.filter(|policy| is_meant(policy)).filter_map(one).collect()
    }

    /// Returns which awards of a past day have ended since, where their document has not.
    pub(super) fn awards_ended_since(self, awards: &[&AwardReport]) -> String {
        let on = self.report.outline.on;
        let one = |award: &&AwardReport| {
            let last = award.days.own()?.last?;
            let document = award.policy.valid_to.is_some_and(|end| end < self.today);
            (last < self.today && on <= last && !document).then(|| {
                format!(
                    "{}到{}为止，现在已经到期，今天不能再申报。",
                    quoted(award.award.name),
                    date(last)
                )
            })
        };
        awards.iter().filter_map(one).collect()
    }
}

/// Returns what the total is by another reading.
fn otherwise(sum: Amount) -> String {
    let words = match sum.most {
        _ if sum == Amount::ZERO => "没有一项可以申报".to_owned(),
        _ if sum.is_exact() => format!("合计是 {}", amount(sum)),
        Level::Sum(most) => format!("合计最多 {}", money(most)),
        Level::Open => "可能更多".to_owned(),
    };
    format!("，按那种理解{words}")
}

/// Returns what no answer settles: ceilings, contests, and what the document does not say.
pub(super) fn decided_later(awards: &[&AwardReport]) -> String {
    let open =
        |award: &&&AwardReport| award.outcome == Outcome::Possible && !award.amount.is_exact();
    let (mut ceilings, mut contests) = (Vec::new(), Vec::new());
    let (mut decided, mut silent) = (Vec::new(), Vec::new());
    for award in awards.iter().filter(open) {
        let name = quoted(award.award.name);
        let words = match award.amount.most {
            Level::Sum(most) => format!("{name}最多 {}", money(most)),
            Level::Open => name,
        };
        let because = award.open_because;
        if award.gap == Gap::CaseByCase {
            decided.push(words);
        } else if because.ceiling {
            ceilings.push(words);
        } else if because.competition {
            contests.push(words);
        } else if because.document_silent && award.missing.is_empty() {
            silent.push(words);
        }
    }
    let parts = [
        (ceilings, "是最高额，由部门核定"),
        (contests, "要评选"),
        (decided, "一事一议，由部门决定"),
        (silent, "文件没有写贵公司这种情况，要问部门"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(all, _)| !all.is_empty())
        .map(|(all, why)| format!("{}，{why}", names(&all)))
        .collect();
    if said.is_empty() { String::new() } else { format!("其中{}。", said.join("；")) }
}
