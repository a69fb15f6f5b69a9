//! The result in Chinese sentences, for a busy finance clerk. Nothing here decides; it only puts
//! words to a report.

pub mod advice;
pub mod cite;
pub mod explain;
pub mod figures;
pub mod formulas;
pub mod link;
pub mod next;
pub mod problems;
mod quote;
pub mod reasons;
pub mod receipt;
pub mod rules;

use crate::open::{self, OpenTop};
use crate::questionnaire::{Draft, Session, TwoSums};
use crate::situation::Situation;
pub use figures::{
    amount, capital, count, date, figure, full_amount, full_yuan, level, money, percent, unbroken,
};
use huiqi_engine::report::{
    AwardReport, DocumentReport, OpenBecause, Outcome, Outline, Reason, Report, Step,
};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::formula::Gap;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::policy::{AmountRule, AwardKind, DocumentState, Policy, PolicySet};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::truth::Truth;
use huiqi_rules::unit::Unit;
pub use quote::quoted;
pub use reasons::{answer, gap, reason, requirement};
use time::Date;

/// The name of the calculator in every masthead, window title and first heading, beside the name of
/// the portal.
pub const CALCULATOR: &str = "专精特新政策测算";

/// Returns which questions of a case that was kept are asked again; nothing where none is.
#[must_use]
pub fn asked_again(session: &Session) -> Option<String> {
    let is_again = |question: &QuestionIndex| {
        session.counts(*question) && session.draft(*question) == Some(&Draft::AskedAgain)
    };
    let questions = session.set().question_indices().filter(is_again);
    let names: Vec<&str> =
        questions.map(|question| session.set().question(question).short).collect();
    (!names.is_empty()).then(|| {
        format!(
            "规则更新了，您以前的答案都还在。这几题的问法改了，请再答一次：{}。",
            names.join("、")
        )
    })
}

/// Returns what is said at a question that is open again.
#[must_use]
pub const fn why_open_again(draft: &Draft) -> Option<&'static str> {
    match draft {
        Draft::Reopened(_) => Some("又多了可以申报的事项，请再看一遍这一题。"),
        Draft::AskedAgain => Some("这一题的问法改了，请再答一次。"),
        Draft::Option(_)
        | Draft::Options(_)
        | Draft::YesNo(_)
        | Draft::Typed(_)
        | Draft::Sums(_)
        | Draft::Unclear => None,
    }
}

/// Returns the two sums that a percentage follows from: "利润总额 1,500,000 元，营业收入 10,000,000 元".
#[must_use]
pub fn two_sums(sums: &TwoSums) -> String {
    let TwoSums { quotient, of, to } = sums;
    let words = |name: &str, fen: i64| {
        format!("{name} {}", figure(&Unit::YUAN, Unit::BALANCE.of_steps(fen)))
    };
    format!("{}，{}", words(quotient.of, *of), words(quotient.to, *to))
}

/// Returns each step in words, and the amount after it.
pub fn steps(set: &PolicySet, steps: &[Step]) -> impl Iterator<Item = (String, Amount)> {
    let before = |index| &steps[..index];
    steps.iter().enumerate().map(move |(index, one)| step(set, before(index), one))
}

/// Returns one step in words, and the amount after it; `before` are the steps that came before it.
fn step(set: &PolicySet, before: &[Step], step: &Step) -> (String, Amount) {
    let base = |amount: &Amount| {
        if amount.is_exact() { full_amount(*amount) } else { "还没有填".to_owned() }
    };
    match step {
        Step::Fixed(sum) => (format!("文件写的是 {}", full_amount(*sum)), *sum),
        Step::Graded(question, sum) if sum.is_exact() => {
            (format!("{}，按您选的是 {}", set.question(*question).short, full_amount(*sum)), *sum)
        }
        Step::Graded(question, sum) => {
            (format!("{}还没定，先算作 {}", set.question(*question).short, full_amount(*sum)), *sum)
        }
        Step::Base(question, sum) => {
            (format!("{}：{}", set.question(*question).short, base(sum)), *sum)
        }
        Step::Share(rate, sum) => {
            (format!("按 {} 计算：{}", percent(rate.percent()), full_amount(*sum)), *sum)
        }
        Step::Match(rate, sum) => {
            (format!("按 {} 配套：{}", percent(rate.percent()), full_amount(*sum)), *sum)
        }
        Step::Capped { cap, amount } if cap.is_exact() => {
            (format!("不超过 {}：{}", full_amount(*cap), full_amount(*amount)), *amount)
        }
        Step::Capped { amount, .. } => {
            (format!("最高补多少还没定：{}", full_amount(*amount)), *amount)
        }
        Step::Computed { formula, result } => formulas::step(set, before, formula, *result),
        Step::Case { formula, place, result } => formulas::case(set, formula, *place, *result),
        Step::Range(sum) => {
            (format!("文件写了最少和最多，具体由部门核定，先算作 {}", full_amount(*sum)), *sum)
        }
        Step::Spread(sum) => {
            (format!("每项各有上限，要看总额怎样分到各项，先算作 {}", full_amount(*sum)), *sum)
        }
        Step::CaseByCase(sum) => ("一事一议，文件没有写数额".to_owned(), *sum),
        Step::Rounded(sum) => (format!("四舍五入到分，是 {}", full_amount(*sum)), *sum),
        Step::Ceiling(sum) => {
            (format!("文件只写最高多少，由部门核定：{}", full_amount(*sum)), *sum)
        }
        Step::Undecided(sum) => (format!("评选结果还没出来，先算作 {}", full_amount(*sum)), *sum),
        Step::Silent(sum) => {
            (format!("文件没有写贵公司这种情况，先算作 {}", full_amount(*sum)), *sum)
        }
        Step::ClaimedElsewhere(sum) => ("这一项已经从别的政策领过，不再发".to_owned(), *sum),
    }
}

/// Returns the name of an outcome, as a group heading.
#[must_use]
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Certain => "能拿的",
        Outcome::Possible => "可能有",
        Outcome::SetAside => "只发最高的一项，这些不另发",
        Outcome::NotMet => "不符合的",
        Outcome::NotInForce => "这一天不在有效期的",
    }
}

/// Returns one line of why below an award's name.
#[must_use]
pub fn award_line(set: &PolicySet, report: &Report, award: &AwardReport) -> String {
    match award.outcome {
        Outcome::Certain => certain_line(&award.award.terms.amount).to_owned(),
        Outcome::Possible => possible_line(set, award),
        Outcome::SetAside => award
            .set_aside_for
            .map_or("只发最高的一项，这一项不是".to_owned(), |winner| {
                format!("只发最高的一项，已经算了{}", quoted(winner.name))
            }),
        Outcome::NotMet => not_met_line(set, report.reasons(award)),
        Outcome::NotInForce => not_in_force_line(award),
    }
}

/// Returns the first condition that failed; where one of several would do, all of those that
/// failed.
fn not_met_line(set: &PolicySet, reasons: &[Reason]) -> String {
    let failed = |reason: &Reason| reason.truth == Truth::No;
    let mut all = Reason::outermost(reasons);
    let Some((first, parts)) = all.find(|(reason, _)| failed(reason)) else {
        return "按您填的数，算下来是 0 元".to_owned();
    };
    if reasons::is_leaf(first) {
        return reasons::failed(set, first);
    }
    let parts: Vec<String> = parts
        .iter()
        .filter(|reason| failed(reason) && reasons::is_leaf(reason))
        .map(|reason| requirement(set, &reason.what))
        .collect();
    format!("下面几样要有一样，您都没有：{}", parts.join("、"))
}

fn certain_line(rule: &AmountRule) -> &'static str {
    match rule {
        AmountRule::Fixed(_) => "条件都符合，文件写的就是这个数",
        AmountRule::UpTo(_) => "条件都符合",
        AmountRule::Graded { .. } => "条件都符合，按评上的等次发",
        AmountRule::Share { .. } | AmountRule::Match { .. } => "条件都符合，按比例算出来的",
        AmountRule::Computed(_) => "条件都符合，按您填的数算出来的",
    }
}

/// How the question for matters claimed under other policies is named in a sentence.
pub(crate) const CLAIMED_ELSEWHERE: &str = "有没有从别的政策领过";

fn possible_line(set: &PolicySet, report: &AwardReport) -> String {
    let mut parts: Vec<String> = Vec::new();
    // Of a sure amount the others' causes are not said: they are not those of this award.
    let is_sure = report.amount.is_exact();
    let own = if is_sure { OpenBecause::default() } else { report.open_because };
    if own.ceiling {
        let decided = match report.gap {
            Gap::CaseByCase => "这一项一事一议",
            Gap::Range => "文件只写最少和最多，由部门核定",
            Gap::None | Gap::Ceiling | Gap::Spread => "文件只写最高多少，由部门核定",
        };
        parts.push(decided.to_owned());
    }
    if own.spread {
        parts.push("每项各有上限，要看总额怎样分到各项".to_owned());
    }
    if own.competition {
        let quota = report.award.quota.map_or(String::new(), |quota| format!("，{quota}"));
        let state = if report.missing.is_empty() { "正在评选" } else { "要评选" };
        parts.push(format!("{state}{quota}"));
    }
    if own.document_silent {
        parts.push("文件没有写贵公司这种情况".to_owned());
    }
    if !report.missing.is_empty() {
        let matters = report.policy.claimed_elsewhere.as_ref().map(|claimed| claimed.question);
        let name = |question: &QuestionIndex| match matters {
            Some(matters) if matters == *question => CLAIMED_ELSEWHERE,
            Some(_) | None => set.question(*question).short,
        };
        let open: Vec<&str> = report.missing.iter().map(name).collect();
        parts.push(format!("还差 {} 题：{}", open.len(), open.join("、")));
    } else if report.open_because.answer || is_sure {
        parts.push("几项里只发最高的一项，还没定是哪一项".to_owned());
    }
    if parts.is_empty() {
        "几项里只发最高的一项，可能不是这项".to_owned()
    } else {
        parts.join("；")
    }
}

fn not_in_force_line(report: &AwardReport) -> String {
    let policy = report.policy;
    let (first, last) = report.days.window(policy);
    // What the document says is said of the document.
    let whose = |is_of_document| if is_of_document { "文件" } else { "这一条" };
    match (last, report.would_have_paid) {
        (Some(last), Some((day, _))) if day == last => {
            format!("{}到{}为止，已经到期", whose(Some(last) == policy.valid_to), date(last))
        }
        (Some(_) | None, _) => {
            format!("{}{}才开始执行", whose(first == policy.valid_from), date(first))
        }
    }
}

/// Returns what a company should know besides: the award's own notes, the document's validity, and
/// what an ended one would have paid.
#[must_use]
pub fn notes(report: &AwardReport) -> Vec<String> {
    let mut notes: Vec<String> = report.award.notes.iter().map(|note| (*note).to_owned()).collect();
    if let Some(quota) = report.award.quota {
        notes.push(format!("名额：{quota}。"));
    }
    if let Some(days) = rules::own_days(report.days) {
        notes.push(format!("本条有效期：{days}。"));
    }
    if let Some((day, would)) = report.would_have_paid {
        notes.push(format!(
            "不算在合计里。{}申报的话，按现有答案是 {}。",
            date(day),
            amount(would)
        ));
    }
    if !report.policy.validity_note.is_empty() {
        notes.push(report.policy.validity_note.to_owned());
    }
    notes
}

/// Returns a document's state on the day.
#[must_use]
pub fn document_state(policy: &Policy, state: DocumentState) -> String {
    match (state, policy.valid_to) {
        (DocumentState::InForce, Some(last)) => {
            format!("{}起执行，到{}为止", date(policy.valid_from), date(last))
        }
        (DocumentState::Ended, Some(last)) => format!("到{}为止，已经到期", date(last)),
        (DocumentState::NotYet, _) => format!("{}才开始执行", date(policy.valid_from)),
        (DocumentState::InForce | DocumentState::InForceUnstatedEnd | DocumentState::Ended, _) => {
            format!("{}起执行，没有写到哪天为止", date(policy.valid_from))
        }
    }
}

/// Returns the kind of a clause in a word.
#[must_use]
pub const fn award_kind(kind: AwardKind) -> &'static str {
    match kind {
        AwardKind::Entitlement => "符合条件就发",
        AwardKind::Ceiling => "最高额以内，由部门核定",
        AwardKind::Competitive => "要评选",
    }
}

/// Returns the line on top of the first questions, until [`live_line`] takes its place: an open top
/// is not distinguished, and nothing is supposed of claims under other policies.
#[must_use]
pub fn brief_live_line(outline: &Outline) -> String {
    match Situation::of(outline) {
        Situation::NotCovered => NOT_COVERED.to_owned(),
        Situation::Ended | Situation::NotYet | Situation::NoneInForce => {
            "这一天申报算不出金额".to_owned()
        }
        Situation::Certain | Situation::Possible | Situation::NotMet => {
            let words = supposed(outline).unwrap_or("目前算下来");
            [words, &ends(outline.total)].concat()
        }
    }
}

/// Returns the one line on top of every page: what is sure, and what may be.
#[must_use]
pub fn live_line(session: &Session, outline: &Outline) -> String {
    let situation = Situation::of(outline);
    if !situation.has_figure() {
        return no_figure(situation, outline);
    }
    let words = supposed(outline).unwrap_or("目前算下来");
    let total = total(session.set(), outline.total, OpenTop::of(session, outline).as_ref());
    let sure = match open::unclaimed(session, outline) {
        Some(least) if outline.total.least == Level::Sum(Yuan::ZERO) => {
            format!("。没有从别的政策领过的话，至少 {}", level(least))
        }
        Some(_) | None => String::new(),
    };
    format!("{words}{total}{sure}")
}

/// Returns both ends of a total, one where they are equal, and what an open figure adds by name.
#[must_use]
pub fn total(set: &PolicySet, total: Amount, top: Option<&OpenTop>) -> String {
    match top {
        Some(top) if !total.is_exact() => {
            let least = level(total.least);
            format!("至少 {least}，最多 {}，{}", level(top.bounded), added(set, top))
        }
        Some(_) | None => ends(total),
    }
}

fn ends(total: Amount) -> String {
    let least = level(total.least);
    if total.is_exact() {
        format!("可以申报 {least}")
    } else {
        format!("至少 {least}，{}", most(total.most))
    }
}

/// Returns what an open figure adds: "另加展位费的一半".
#[must_use]
pub fn added(set: &PolicySet, top: &OpenTop) -> String {
    let one = |(rate, of): &(Rate, QuestionIndex)| {
        let short = set.question(*of).short;
        match percent(rate.percent()).as_str() {
            "50%" => format!("{short}的一半"),
            "100%" => format!("和{short}一样多的一笔"),
            part => format!("{short}的 {part}"),
        }
    };
    format!("另加{}", top.shares.iter().map(one).collect::<Vec<_>>().join("、"))
}

/// Returns what is said in place of a total where no figure may be shown; empty elsewhere.
#[must_use]
pub fn no_figure(situation: Situation, outline: &Outline) -> String {
    let each = |words: &dyn Fn(&Policy) -> String| {
        let policies = outline.documents.iter().map(|document| words(document.policy));
        policies.collect::<Vec<_>>().join("；")
    };
    match situation {
        Situation::NotCovered => NOT_COVERED.to_owned(),
        Situation::Ended => each(&|policy| match policy.valid_to {
            Some(last) => {
                format!("{}到{}为止，这一天申报算不出金额", policy.short_title, date(last))
            }
            None => policy.short_title.to_owned(),
        }),
        Situation::NotYet => each(&|policy| {
            format!(
                "{}{}才开始执行，这一天申报算不出金额",
                policy.short_title,
                date(policy.valid_from)
            )
        }),
        Situation::NoneInForce => situation.words().to_owned(),
        Situation::Certain | Situation::Possible | Situation::NotMet => String::new(),
    }
}

/// What is said where no document of the region is known.
pub const NOT_COVERED: &str = "没有收录贵地的文件，不能测算；这不是说没有补贴";

/// Returns how the day of a result is said: another day than today is never said to be the day
/// itself.
#[must_use]
pub fn day_line(on: Date, today: Date) -> String {
    if on < today {
        format!("回算：按{}申报算的，不是今天", date(on))
    } else if on > today {
        format!("预计：按{}申报算的，不是今天", date(on))
    } else {
        format!("{}申报", date(on))
    }
}

/// Returns the words before what a result pays, where a document that counts states no end and is
/// five years old: many places let such documents lapse then.
#[must_use]
pub fn supposed(outline: &Outline) -> Option<&'static str> {
    let is_old = |document: &DocumentReport| {
        document.state == DocumentState::InForceUnstatedEnd
            && is_five_years_old(document.policy.issued_on, outline.on)
    };
    outline.documents.iter().any(is_old).then_some("只要文件还在执行，")
}

/// Returns the premise of every figure: that documents which state no end are still in force; none
/// where all state one.
#[must_use]
pub fn premise(outline: &Outline) -> Option<String> {
    premise_of(outline, &|_| true)
}

/// Returns the same of the figures of some documents.
fn premise_of(outline: &Outline, is_meant: &dyn Fn(&Policy) -> bool) -> Option<String> {
    let unstated: Vec<&DocumentReport> = outline
        .documents
        .iter()
        .filter(|document| {
            document.counted > 0
                && document.state == DocumentState::InForceUnstatedEnd
                && is_meant(document.policy)
        })
        .collect();
    let first = unstated.first()?;
    let which = match (unstated.len(), outline.documents.len()) {
        (1, 1) => "文件".to_owned(),
        (1, _) => format!("《{}》", first.policy.short_title),
        (count, _) => format!("{count} 份文件都"),
    };
    let old = unstated
        .iter()
        .filter(|document| is_five_years_old(document.policy.issued_on, outline.on))
        .count();
    let old = match (old, unstated.len()) {
        (0, _) => "",
        (1, 1) => "，已满五年，可能不再执行",
        (old, all) if old == all => "，都已满五年，可能不再执行",
        _ => "，有的已满五年，可能不再执行",
    };
    Some(format!("{which}没有写有效期{old}。还在执行的话："))
}

/// Whether a day is the fifth anniversary of another, or later.
fn is_five_years_old(issued: Date, on: Date) -> bool {
    let day = |date: Date| (u8::from(date.month()), date.day());
    (on.year(), day(on)) >= (issued.year() + 5, day(issued))
}

/// "最多 34 万元", "最多还说不出".
#[must_use]
pub fn most(top: Level) -> String {
    let space = if top == Level::Open { "" } else { " " };
    ["最多", space, &level(top)].concat()
}

/// Returns the most that an unanswered question of this kind may bring; an open top goes by the
/// figure asked for here or elsewhere.
#[must_use]
pub fn at_stake(kind: Kind, top: Level) -> String {
    match (top, kind) {
        (Level::Sum(_), _) => most(top),
        (Level::Open, Kind::Figure(_)) => "金额看您填的数".to_owned(),
        (Level::Open, Kind::Single | Kind::Multi | Kind::YesNo) => "金额看后面填的数".to_owned(),
    }
}
