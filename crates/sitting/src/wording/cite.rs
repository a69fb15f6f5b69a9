//! One sentence that may be quoted as it is: from the least to the most, on which day, by which
//! clauses, on what it rests, with the caution. Who hears it sees no page beside it, so that nothing
//! that the page says elsewhere may be missing here.

use super::figures::{amount, count, date, level, money};
use super::{
    CLAIMED_ELSEWHERE, NOT_COVERED, award_kind, award_line, ends, is_case_by_case, premise_of,
    quoted, total,
};
use crate::entries::{Entry, EntryKind, own};
use crate::open::OpenTop;
use crate::questionnaire::Session;
use crate::situation::{self, Situation};
use huiqi_engine::report::{Advice, Ask, AwardReport, MoveAdvice, Outcome, ReadingReport, Report};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{Award, AwardKind, DocumentState, Policy, PolicySet, Reading, Region};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Notation;
use time::Date;

/// The caution beside every figure.
pub const CAUTION: &str = "测算结果仅供参考，以主管部门审核为准。";

/// So many names are said where there are more.
const MOST_NAMES: usize = 3;

/// So many documents are named where there are more.
const MOST_DOCUMENTS: usize = 8;

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
        let line = award_line(self.set(), award);
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

    /// Returns the premise of the figures of some documents.
    fn premise(self, is_meant: impl Fn(&Policy) -> bool) -> String {
        let outline = &self.report.outline;
        let meant = |policy: &Policy| is_meant(policy);
        premise_of(outline, &meant).unwrap_or_default()
    }

    /// Returns which clauses are read the other way, of some documents.
    fn others(self, is_meant: impl Fn(&Policy) -> bool) -> String {
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
    fn is_settled(self) -> bool {
        let outline = &self.report.outline;
        outline.asks.is_empty() || outline.total.is_exact()
    }

    /// Whether a reading that is not taken would change the total.
    fn moves_total(self, one: &ReadingReport) -> bool {
        !self.session.readings.is_other(one.reading.id) && one.total != self.report.outline.total
    }

    /// Returns how many clauses can be read otherwise, while answers are open that they hang on too.
    fn disputed(self) -> String {
        let all = self.report.readings.iter().filter(|one| self.moves_total(one)).count();
        if all == 0 || self.is_settled() {
            String::new()
        } else {
            format!("有 {all} 处条款有两种理解，会影响结果，请问主管部门。")
        }
    }

    /// Returns the clauses that can be read otherwise, each with what is then the total.
    fn other_readings(self) -> String {
        if !self.is_settled() {
            return String::new();
        }
        let all = self.report.readings.iter().filter(|one| self.moves_total(one));
        all.map(|one| self.read_otherwise(one.reading, &otherwise(one.total))).collect()
    }

    /// Returns the clauses that can be read otherwise so that an award changes, or the total by it.
    fn other_readings_of(self, award: &AwardReport) -> String {
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

    fn read_otherwise(self, reading: &Reading, then: &str) -> String {
        let mut policies = self.session.policies().into_iter();
        let policy = policies.find(|policy| policy.readings.iter().any(|own| own.id == reading.id));
        format!(
            "{}{}还有另一种理解（{}）{then}，请问主管部门。",
            policy.map_or_else(String::new, titled),
            reading.clause,
            reading.other.trim_end_matches('。'),
        )
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

    /// Returns the documents that are not counted on the day, where others are.
    fn left_out(self) -> String {
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
    fn ended_since(self, is_meant: impl Fn(&Policy) -> bool) -> String {
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
    fn awards_ended_since(self, awards: &[&AwardReport]) -> String {
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

/// Returns the move that is quoted: the best one, or two together where none alone brings more.
#[must_use]
pub fn first_move(found: &Advice) -> Option<&MoveAdvice> {
    found.moves.first().or(found.pair.as_ref())
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
fn decided_later(awards: &[&AwardReport]) -> String {
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
        if because.ceiling {
            ceilings.push(words);
        } else if because.competition {
            contests.push(words);
        } else if is_case_by_case(award) {
            decided.push(words);
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

/// Returns how many questions are asked, and the first of them: of a place, those that can still
/// change its result; without one, all.
#[must_use]
pub fn questions(set: &PolicySet, region: Option<&Region>, asked: &[QuestionIndex]) -> String {
    let matters = |question: QuestionIndex| {
        set.policies
            .iter()
            .filter_map(|policy| policy.claimed_elsewhere.as_ref())
            .any(|rule| rule.question == question)
    };
    let name = |question: &QuestionIndex| {
        let short = set.question(*question).short;
        (if matters(*question) { CLAIMED_ELSEWHERE } else { short }).to_owned()
    };
    let all: Vec<String> = asked.iter().map(name).collect();
    let shown = all[..all.len().min(MOST_NAMES)].join("、");
    let more = if all.len() > MOST_NAMES { "等" } else { "" };
    let words = match region {
        Some(region) => format!("{}还要问 {} 题：{shown}{more}", region.name, all.len()),
        None => format!("一共 {} 题，请先问{shown}{more}，各地要问的不一样", all.len()),
    };
    format!("{words}。没有答的不当作“没有”。{}", edition(set))
}

/// Returns the documents, and how many of them have ended or state no end.
#[must_use]
pub fn documents(set: &PolicySet, policies: &[&Policy], today: Date) -> String {
    let ended = |policy: &Policy| policy.valid_to.filter(|last| *last < today);
    let how_many =
        |is: &dyn Fn(&Policy) -> bool| policies.iter().filter(|policy| is(policy)).count() as u64;
    let states: Vec<String> = [
        (how_many(&|policy| ended(policy).is_some()), "已经到期"),
        (how_many(&|policy| policy.valid_from > today), "还没有开始执行"),
        (how_many(&|policy| policy.valid_to.is_none()), "没有写有效期"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, words)| format!("{} 份{words}", count(number)))
    .collect();
    let states =
        if states.is_empty() { String::new() } else { format!("，其中 {}", states.join("，")) };
    let one = |policy: &&Policy| {
        let end = ended(policy)
            .map_or_else(String::new, |last| format!("，到{}为止，已经到期", date(last)));
        let number = policy.number.unwrap_or("没有文号");
        format!("{}（{number}，{}核对{end}）", titled(policy), date(policy.checked_on))
    };
    let shown: Vec<String> = policies.iter().take(MOST_DOCUMENTS).map(one).collect();
    let more = if policies.len() > MOST_DOCUMENTS { "等" } else { "" };
    format!(
        "收录 {} 份文件{states}：{}{more}。以文件原文为准。{}",
        count(policies.len() as u64),
        shown.join("；"),
        edition(set)
    )
}

/// Returns what was found for some words: how much, and the first of it with its document.
#[must_use]
pub fn found(set: &PolicySet, words: &str, entries: &[Entry], today: Date) -> String {
    let first = entries.first().and_then(|first| {
        set.policies.iter().find(|policy| policy.id == first.document).map(|policy| (first, policy))
    });
    let Some((first, policy)) = first else {
        let number = count(set.policies.len() as u64);
        return format!(
            "收录的 {number} 份文件里没有找到{}，没有收录的文件里有没有，这里不知道。{}",
            quoted(words.trim()),
            edition(set)
        );
    };
    let award = policy
        .awards
        .iter()
        .find(|award| first.kind == EntryKind::Award && own(award.id) == first.anchor);
    let own_end = award.and_then(|award| award.terms.days.own()).and_then(|days| days.last);
    let ended = match (policy.valid_to, own_end) {
        (Some(last), _) if last < today => format!("这份文件到{}为止，已经到期。", date(last)),
        (_, Some(last)) if last < today => format!("这一条到{}为止，已经到期。", date(last)),
        (Some(_) | None, _) => String::new(),
    };
    let number = count(entries.len() as u64);
    let beginning = if entries.len() == 1 {
        "找到 1 处".to_owned()
    } else {
        format!("找到 {number} 处，第一处")
    };
    format!(
        "{beginning}：{}。{ended}以文件原文和主管部门解释为准。{}",
        entry(policy, first),
        edition(set)
    )
}

/// Returns an entry as it is said: the document, the clause, what it says.
fn entry(policy: &Policy, entry: &Entry) -> String {
    let mut lines = entry.text.lines();
    let head = lines.next().unwrap_or_default();
    let clause = head.rsplit(" · ").next().unwrap_or_default();
    let line = lines.next().unwrap_or_default().trim_end_matches('。');
    let title = entry.title.trim_end_matches('。');
    let at = format!("{}{clause}", titled(policy));
    match entry.kind {
        EntryKind::Document => {
            format!("{}（{}）", titled(policy), policy.number.unwrap_or("没有文号"))
        }
        EntryKind::Award => {
            let kind = policy.awards.iter().find(|award| own(award.id) == entry.anchor);
            let kind = match kind.map(|award| award.kind) {
                Some(kind @ (AwardKind::Ceiling | AwardKind::Competitive)) => {
                    format!("（{}）", award_kind(kind))
                }
                Some(AwardKind::Entitlement) | None => String::new(),
            };
            format!("{at}：{line}{kind}")
        }
        EntryKind::Support => format!("{at}：{title}（文件没有写金额）"),
        EntryKind::Unpriced | EntryKind::Goal => format!("{at}：{title}（没有算进合计：{line}）"),
        EntryKind::Reading => format!("{at}有两种理解：{title}；或者：{line}"),
        EntryKind::Limit => format!("{at}：{title}（{line}）"),
    }
}

#[cfg(test)]
mod tests;
