//! The result in Chinese sentences, for a busy finance clerk. Nothing here decides; it only puts
//! words to a report.

pub mod advice;
pub mod explain;
pub mod figures;
pub mod formulas;
pub mod link;
pub mod problems;
mod quote;
pub mod reasons;
pub mod rules;

use crate::questionnaire::{Draft, Session, TwoSums};
pub use figures::{
    amount, capital, count, date, figure, full_amount, full_yuan, level, money, percent,
};
use huiqi_engine::report::{AwardReport, DocumentReport, Outcome, Outline, Reason, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{AmountRule, AwardKind, DocumentState, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
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
        session.is_asked_in_region(*question)
            && session.draft(*question) == Some(&Draft::AskedAgain)
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

/// Returns one step in words, and the amount after it.
#[must_use]
pub fn step(set: &PolicySet, step: &Step) -> (String, Amount) {
    let base = |amount: &Amount| {
        if amount.is_exact() { full_amount(*amount) } else { "还没有回答".to_owned() }
    };
    match step {
        Step::Fixed(sum) => (format!("文件写明 {}", full_amount(*sum)), *sum),
        Step::Graded(question, sum) if sum.is_exact() => {
            (format!("{}：{}", set.question(*question).short, full_amount(*sum)), *sum)
        }
        Step::Graded(question, sum) => {
            (format!("{}：还没有回答，{}", set.question(*question).short, full_amount(*sum)), *sum)
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
            (format!("上限还没有回答：{}", full_amount(*amount)), *amount)
        }
        Step::Computed { formula, parts, result } => formulas::step(set, formula, parts, *result),
        Step::Range(sum) => {
            (format!("文件写了下限和上限，具体数额由部门核定：{}", full_amount(*sum)), *sum)
        }
        Step::Spread(sum) => {
            (format!("每项各有上限，看总额怎样分到各项：{}", full_amount(*sum)), *sum)
        }
        Step::CaseByCase(sum) => ("一事一议，文件没有写数额".to_owned(), *sum),
        Step::Rounded(sum) => (format!("四舍五入到分：{}", full_amount(*sum)), *sum),
        Step::Ceiling(sum) => (format!("这是最高额，实际由部门核定：{}", full_amount(*sum)), *sum),
        Step::Undecided(sum) => (format!("评选结果还没有出来：{}", full_amount(*sum)), *sum),
        Step::Silent(sum) => (format!("文件没有写贵公司能否享受：{}", full_amount(*sum)), *sum),
        Step::ClaimedElsewhere(sum) => ("同一事项已按其他政策享受，不再计入".to_owned(), *sum),
    }
}

/// Returns the name of an outcome, as a group heading.
#[must_use]
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Certain => "可确定",
        Outcome::Possible => "有可能",
        Outcome::SetAside => "就高不重复，未计入",
        Outcome::NotMet => "不符合",
        Outcome::NotInForce => "文件不在有效期内",
    }
}

/// Why an award is open, a word for each cause.
#[must_use]
pub fn tags(award: &AwardReport) -> Vec<&'static str> {
    let because = award.open_because;
    let causes = [
        (because.ceiling, "上限"),
        (because.competition, "竞争性"),
        (because.answer, "待确认"),
        (because.document_silent, "文件没有写"),
        (because.spread, "看怎样分摊"),
    ];
    causes.iter().filter(|(open, _)| *open).map(|(_, word)| *word).collect()
}

/// Returns one line of why below an award's name.
#[must_use]
pub fn award_line(set: &PolicySet, report: &AwardReport) -> String {
    match report.outcome {
        Outcome::Certain => certain_line(&report.award.terms.amount).to_owned(),
        Outcome::Possible => possible_line(set, report),
        Outcome::SetAside => {
            report.set_aside_for.map_or("由同组更高的一项代替".to_owned(), |winner| {
                format!("只取最高一项，已计{}", quoted(winner.name))
            })
        }
        Outcome::NotMet => not_met_line(set, report),
        Outcome::NotInForce => not_in_force_line(report),
    }
}

/// Returns the first condition that failed; where one of several would do, all of those that
/// failed.
fn not_met_line(set: &PolicySet, report: &AwardReport) -> String {
    let failed = |reason: &Reason| reason.truth == Truth::No;
    let Some(first) = report.reasons.iter().find(|reason| failed(reason)) else {
        return "按填写的金额计算为 0".to_owned();
    };
    if reasons::is_leaf(first) {
        return format!(
            "要求：{}；贵公司：{}",
            requirement(set, &first.what),
            reasons::own(set, first)
        );
    }
    let parts: Vec<String> = Reason::flat(&first.parts)
        .into_iter()
        .filter(|(_, reason)| failed(reason) && reasons::is_leaf(reason))
        .map(|(_, reason)| requirement(set, &reason.what))
        .collect();
    format!("下面几种情形都不符合：{}", parts.join("，"))
}

fn certain_line(rule: &AmountRule) -> &'static str {
    match rule {
        AmountRule::Fixed(_) => "条件已满足，定额",
        AmountRule::UpTo(_) => "条件已满足",
        AmountRule::Graded { .. } => "条件已满足，按等次",
        AmountRule::Share { .. } | AmountRule::Match { .. } => "条件已满足，按比例",
        AmountRule::Computed(_) => "条件已满足，按数额计算",
    }
}

fn possible_line(set: &PolicySet, report: &AwardReport) -> String {
    let mut parts: Vec<String> = Vec::new();
    if report.open_because.ceiling {
        parts.push("文件只写最高额，由部门核定".to_owned());
    }
    if report.open_because.competition {
        let quota = report.award.quota.map_or(String::new(), |quota| format!("，{quota}"));
        let state =
            if report.missing.is_empty() { "正在评选" } else { "由评选结果决定" };
        parts.push(format!("{state}{quota}"));
    }
    if report.open_because.document_silent {
        parts.push("文件没有写贵公司能否享受".to_owned());
    }
    if !report.missing.is_empty() {
        let open: Vec<&str> =
            report.missing.iter().map(|question| set.question(*question).short).collect();
        parts.push(format!("还没有回答：{}", open.join("、")));
    } else if report.open_because.answer {
        parts.push("同组还有没有回答的问题，可能只取另一项".to_owned());
    }
    if parts.is_empty() { "同组可能只取另一项".to_owned() } else { parts.join("；") }
}

fn not_in_force_line(report: &AwardReport) -> String {
    match (report.policy.valid_to, report.would_have_paid) {
        (Some(last), Some((day, _))) if day == last => {
            format!("文件有效期到{}，已经结束", date(last))
        }
        (Some(_) | None, _) => {
            format!("文件自{}起执行，还没有开始", date(report.policy.valid_from))
        }
    }
}

/// Returns what a company should know besides: the award's own notes, the document's validity, and
/// what an ended one would have paid.
#[must_use]
pub fn notes(report: &AwardReport) -> Vec<String> {
    let mut notes: Vec<String> = report.award.notes.iter().map(|note| (*note).to_owned()).collect();
    if report.award.kind == AwardKind::Competitive
        && let Some(quota) = report.award.quota
    {
        notes.push(format!("名额：{quota}。"));
    }
    if let Some((day, would)) = report.would_have_paid {
        notes.push(format!("不计入合计。按{}和现有答案测算，为 {}。", date(day), amount(would)));
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
        (DocumentState::InForce | DocumentState::Ended, Some(last)) => {
            let word = if state == DocumentState::Ended { "已结束" } else { "有效" };
            format!("{word}，有效期{}至{}", date(policy.valid_from), date(last))
        }
        (DocumentState::NotYet, _) => format!("{}起执行，还没有开始", date(policy.valid_from)),
        (DocumentState::InForce | DocumentState::InForceUnstatedEnd | DocumentState::Ended, _) => {
            format!("{}起执行，没有写明有效期", date(policy.valid_from))
        }
    }
}

/// Returns the kind of a clause in a word.
#[must_use]
pub const fn award_kind(kind: AwardKind) -> &'static str {
    match kind {
        AwardKind::Entitlement => "符合条件即可享受",
        AwardKind::Ceiling => "只写最高额",
        AwardKind::Competitive => "竞争性",
    }
}

/// Returns the one line on top of every page: what is sure, and what may be.
#[must_use]
pub fn live_line(outline: &Outline) -> String {
    if let Some(words) = not_covered(outline) {
        return words.to_owned();
    }
    let (least, most) = (level(outline.total.least), most(outline.total.most));
    match supposed(outline) {
        Some(words) => format!("{words} {least}，最多 {most}"),
        None => format!("目前可确定 {least}，最多可达 {most}"),
    }
}

/// Returns what is said in place of a total where no document of the region is known.
#[must_use]
pub fn not_covered(outline: &Outline) -> Option<&'static str> {
    outline.documents.is_empty().then_some("这里还没有收录当地的文件，算不出金额，请问当地工信部门")
}

/// Returns the words before what a result pays, where a document that counts states no end and is
/// five years old: many places let such documents lapse then.
#[must_use]
pub fn supposed(outline: &Outline) -> Option<&'static str> {
    let is_old = |document: &DocumentReport| {
        document.state == DocumentState::InForceUnstatedEnd
            && is_five_years_old(document.policy.issued_on, outline.on)
    };
    outline.documents.iter().any(is_old).then_some("只要文件仍然有效，可以申报")
}

/// Whether a day is the fifth anniversary of another, or later.
fn is_five_years_old(issued: Date, on: Date) -> bool {
    let day = |date: Date| (u8::from(date.month()), date.day());
    (on.year(), day(on)) >= (issued.year() + 5, day(issued))
}

/// Returns the top of a total; an open one is said in words.
#[must_use]
pub fn most(top: Level) -> String {
    if top == Level::Open { "待定（还算不出上限）".to_owned() } else { most_figure(top) }
}

/// Returns the most that an unanswered question may bring; an open top goes by the figure asked
/// for.
#[must_use]
pub fn at_stake(top: Level) -> String {
    match top {
        Level::Sum(yuan) => format!("最多 {}", money(yuan)),
        Level::Open => "金额看您填的数".to_owned(),
    }
}

/// Returns the upper end as a figure by itself, where words beside it say that it is still open.
#[must_use]
pub fn most_figure(top: Level) -> String {
    match top {
        Level::Sum(yuan) => money(yuan),
        Level::Open => "待定".to_owned(),
    }
}
