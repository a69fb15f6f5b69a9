//! What a link said and did not say, and a result as plain text.

use super::formulas::limited;
use super::{amount, award_line, day_line, level, most, no_figure, outcome, premise, total};
use crate::cases::Cases;
use crate::link::{LinkContents, LinkFault};
use crate::next::Next;
use crate::open::OpenTop;
use crate::questionnaire::Session;
use crate::shelf::{FileProblem, ImportResult, MOST_KEPT};
use crate::situation::Situation;
use huiqi_engine::outline;
use huiqi_engine::report::{Outcome, Report};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use time::Date;

/// Said where an address names a result and holds no answers, and none are kept here.
pub const NO_ANSWERS: &str = "这个链接里没有答案，可能在转发时丢了。\
    请对方在“分享”页重新复制整个链接，或把代码发给您。";

/// Why a code, or a part of it, could not be read, and what to do.
#[must_use]
pub fn fault(set: &PolicySet, fault: LinkFault) -> String {
    match fault {
        LinkFault::NoCode => {
            "链接里没有可以读取的内容，请让对方重新发一次。您的答案没有变。".to_owned()
        }
        LinkFault::Newer => {
            "链接由更新的版本生成，本页读不了。请刷新页面或换用最新版本。您的答案没有变。"
                .to_owned()
        }
        LinkFault::UnknownRegion => {
            "链接里的地区，当前规则没有收录，这个地区的答案没有填。".to_owned()
        }
        LinkFault::Damaged => {
            "链接不完整，或在转发时被改动。能读到的答案已经填好，其余没有填，请逐项核对。"
                .to_owned()
        }
        LinkFault::UnknownQuestions(count) => {
            format!("有 {count} 个答案对应的问题，当前规则里已经没有，没有填。")
        }
        LinkFault::UnknownAnswer(question) => format!(
            "“{}”的答案在当前规则里没有，没有填，请重新选择。",
            set.question(question).short
        ),
        LinkFault::AskedAgain(question, why) => {
            format!("“{}”这一题的问法改了（{why}），请再答一次。", set.question(question).short)
        }
        LinkFault::UnknownReading => {
            "有一处条款的另一种理解，当前规则里已经没有，按通常理解测算。".to_owned()
        }
    }
}

/// Returns what is to be said of cases that came by a link: what could not be read, an older
/// edition, and where the totals are others now. `totals` are those of today, case by case.
#[must_use]
pub fn opened(set: &PolicySet, linked: &LinkContents, totals: &[Amount]) -> Vec<String> {
    let mut said: Vec<String> = linked.faults.iter().map(|one| fault(set, *one)).collect();
    let older = linked.edition != set.edition;
    if older {
        said.push(format!("链接按规则版本 {} 生成，本页是 {}。", linked.edition, set.edition));
    }
    let cases = linked.cases.list().iter().zip(&linked.totals).zip(totals);
    for ((case, then), now) in cases {
        let Some(then) = then.filter(|then| then != now) else { continue };
        said.push(if is_payable(&case.session, then) {
            format!("{}：生成链接时{}，现在{}。", case.name, ends(then), ends(*now))
        } else {
            format!("{}：链接里写的合计不是这些文件能算出的数，没有显示。", case.name)
        });
    }
    if older && linked.totals.iter().all(Option::is_none) {
        said.push("链接里没有当时的合计，没法比较。".to_owned());
    }
    said
}

/// Whether a total that a link states can be one of the documents of the case's region, whatever
/// the company's answers; of sums of money those in the link count. A page that said any total
/// could be made to promise one that nobody pays.
fn is_payable(session: &Session, stated: Amount) -> bool {
    let set = session.set();
    let answers = session.answers();
    let is_money = |index: QuestionIndex| match set.question(index).kind {
        Kind::Figure(unit) => unit.notation == Notation::Money,
        Kind::Single | Kind::Multi | Kind::YesNo => false,
    };
    let mut freed = Answers::none(set);
    let mut without_more = Answers::none(set);
    for index in (0..set.questions.len()).map(|index| QuestionIndex(index as u16)) {
        let given = answers.get(index).filter(|_| index == PolicySet::REGION || is_money(index));
        if let Some(given) = given {
            freed = freed.with(index, given.clone()).unwrap_or(freed);
        }
        let nothing = is_money(index).then_some(Answer::Figure(Decimal::ZERO));
        if let Some(answer) = given.cloned().or(nothing) {
            without_more = without_more.with(index, answer).unwrap_or(without_more);
        }
    }
    let most = |answers: &Answers| {
        let days = session.policies().into_iter().map(|policy| policy.nearest_day(session.on));
        let totals = days.map(|day| outline(set, answers, day, &session.readings).total);
        totals.map(|total| total.most).max().unwrap_or(Level::ZERO)
    };
    let top = most(&freed);
    // Where a sum that is not answered may pay any amount, it pays nothing for certain.
    let bound = if top == Level::Open { most(&without_more) } else { top };
    let is_sum_payable = |level: Level| level <= bound && bound != Level::Open;
    let is_top_payable = match stated.most {
        Level::Sum(_) => is_sum_payable(stated.most),
        Level::Open => top == Level::Open,
    };
    stated.least <= stated.most && is_sum_payable(stated.least) && is_top_payable
}

/// Returns what became of a file of cases.
#[must_use]
pub fn imported(imported: Result<ImportResult, FileProblem>) -> Vec<String> {
    let imported = match imported {
        Ok(imported) => imported,
        Err(FileProblem::NoCases) => {
            return vec![
                "这不是本页导出的案例文件，没有导入。请选择“导出全部案例”得到的文件。".to_owned(),
            ];
        }
        Err(FileProblem::Newer) => {
            return vec![
                "文件由更新的版本导出，本页读不了，没有导入。请刷新页面或换用最新版本。".to_owned(),
            ];
        }
    };
    let mut said = vec![format!("导入了 {} 个案例。", imported.taken)];
    if imported.left_out > 0 {
        said.push(format!("放不下，{} 个没有导入。最多保存 {MOST_KEPT} 个。", imported.left_out));
    }
    if imported.unknown_lines > 0 {
        said.push(format!(
            "有 {} 个答案在当前规则里没有，没有填，请核对。",
            imported.unknown_lines
        ));
    }
    said
}

/// Returns both ends of a total beside those of another.
#[must_use]
pub fn ends(total: Amount) -> String {
    format!("至少 {}、{}", level(total.least), most(total.most))
}

/// Returns a result as plain text for chat programs: where and when, the premise, the total, what
/// may be paid, what to do next, and the link.
#[must_use]
pub fn plain_text(
    cases: &Cases,
    report: &Report,
    next: &Next,
    today: Date,
    address: Option<&str>,
) -> String {
    let session: &Session = cases.session();
    let set = session.set();
    let region = session.region_name().unwrap_or_default();
    let situation = Situation::of(&report.outline);
    let mut lines = vec![format!("惠企测算：{region}，{}", day_line(session.on, today))];
    if situation.has_figure() {
        let top = OpenTop::of(session, &report.outline);
        lines.extend(premise(&report.outline));
        lines.push(total(set, report.outline.total, top.as_ref()));
    } else {
        lines.push(format!("{}。", no_figure(situation, &report.outline)));
    }
    for reading in session.others() {
        lines.push(format!("按另一种理解：{}，{}", reading.clause, reading.other));
    }
    for wanted in [Outcome::Certain, Outcome::Possible, Outcome::SetAside] {
        let awards: Vec<_> = report.awards.iter().filter(|award| award.outcome == wanted).collect();
        if !awards.is_empty() {
            lines.push(format!("【{}】", outcome(wanted)));
        }
        for award in awards {
            let clause = format!("{} {}", award.policy.short_title, award.award.clause);
            lines.push(format!(
                "{}：{}。{}（{clause}）",
                award.award.name,
                amount(award.amount),
                award_line(set, report, award)
            ));
        }
    }
    // The awards above are each by itself.
    lines.extend(report.limits_that_take().map(|one| format!("【合在一起】{}", limited(one))));
    for office in &next.offices {
        let phone = office.telephone.as_deref().unwrap_or("电话没有收录，拨 12345 转接");
        lines.push(format!("【先问】{}　{phone}", office.name));
        lines.push(office.text());
    }
    if !next.papers.is_empty() {
        lines.push(format!("【备好】{}", next.papers.join("；")));
    }
    lines.extend(next.before.iter().map(|line| format!("【先别付款】{line}")));
    lines.extend(next.times.iter().map(|line| format!("【时间】{line}")));
    lines.push(format!("规则版本 {}。测算结果仅供参考，以主管部门审核为准。", set.edition));
    lines.extend(address.map(str::to_owned));
    lines.join("\n")
}
