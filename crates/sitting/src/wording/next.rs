//! What to ask, to bring and to wait for, in the words of a telephone call.

use super::figures::{amount, date, full_amount, level, money};
use super::formulas;
use super::{CLAIMED_ELSEWHERE, quoted};
use crate::next::Disputed;
use crate::questionnaire::Session;
use huiqi_engine::report::{Ask, AwardReport, DocumentReport, Outcome, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::apply::{
    Apply, ApplyMode, Material, MaterialForm, StatusWord, Window, WindowState,
};
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::policy::{DocumentState, Policy, PolicySet, Reading};
use time::Date;

/// Whom to ask where no document of the place is known.
pub const LOCAL_OFFICE: &str = "当地的工业和信息化局，或中小企业局";
/// What to ask where a document has ended.
pub const SUCCESSOR: &str = "有没有接替的新文件？在哪里能看到？";
/// What is said where nobody states when to apply.
pub const NO_TIME: &str = "文件没有写申报时间。名单和通知一般由上面的部门发布。";
/// What is said above the papers where no document lists any.
pub const NO_LIST: &str = "文件没有列材料，以申报通知为准。能证明您的答案的有：";

/// Returns the level of a document in a word.
#[must_use]
pub const fn level_word(level: GovernmentLevel) -> &'static str {
    match level {
        GovernmentLevel::County => "县区",
        GovernmentLevel::City => "市里",
        GovernmentLevel::Province => "省里",
        GovernmentLevel::State => "国家",
    }
}

/// Returns a document as it is named on the telephone: by its number, else its short title.
#[must_use]
pub fn document_name(policy: &Policy) -> String {
    policy.number.map_or_else(|| quoted(policy.short_title), str::to_owned)
}

/// Returns the questions where no document of the place is known.
#[must_use]
pub fn not_covered() -> Vec<String> {
    [
        "我们这里有没有专精特新的奖励？是哪份文件？现在还在执行吗？",
        "首次认定市级、省级、国家级，各发多少？",
        "哪个月申报？交到哪里？要哪些材料？",
        "展位费、上市挂牌、智能工厂有没有补助？",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Returns the question of a document's validity, which comes first.
#[must_use]
pub fn validity(document: &DocumentReport) -> Vec<String> {
    let name = document_name(document.policy);
    let asked = match (document.state, document.policy.valid_to) {
        (DocumentState::InForceUnstatedEnd, _) | (DocumentState::InForce, None) => {
            format!("{name}现在还在执行吗？文件没有写有效期。")
        }
        (DocumentState::InForce, Some(last)) => {
            format!("{name}到{}为止，这次申报还按它办吗？", date(last))
        }
        (DocumentState::Ended, last) => format!(
            "{name}到{}为止。到期前认定、奖励还没有领的，现在还能报吗？",
            last.map_or_else(String::new, date)
        ),
        (DocumentState::NotYet, _) => {
            format!("{name}{}才开始执行，在这以前能报什么？", date(document.policy.valid_from))
        }
    };
    vec![asked]
}

/// Returns the question about one award; none where its open questions say all.
#[must_use]
pub fn award(
    set: &PolicySet,
    report: &AwardReport,
    steps: &[Step],
    apply: &Apply,
) -> Option<String> {
    let named = format!("{}（{}）", report.award.name, report.award.clause);
    let because = report.open_because;
    let base = steps.iter().find_map(|step| match step {
        Step::Base(question, sum) if sum.is_exact() => {
            Some(format!("{} {}。", set.question(*question).short, full_amount(*sum)))
        }
        Step::Computed { formula: formula @ Formula::Figure(_), result }
            if result.least == result.most =>
        {
            Some(format!("{}。", formulas::step(set, &[], formula, *result).0))
        }
        Step::Base(..)
        | Step::Computed { .. }
        | Step::Case { .. }
        | Step::Range(_)
        | Step::Spread(_)
        | Step::CaseByCase(_)
        | Step::Fixed(_)
        | Step::Graded(..)
        | Step::Share(..)
        | Step::Match(..)
        | Step::Capped { .. }
        | Step::Rounded(_)
        | Step::Ceiling(_)
        | Step::Undecided(_)
        | Step::Silent(_)
        | Step::ClaimedElsewhere(_) => None,
    });
    let base = base.unwrap_or_default();
    let most = level(report.amount.most);
    if report.outcome == Outcome::Certain {
        let how = match apply.mode {
            Some(ApplyMode::Unasked) => "是免申即享吗？什么时候到账？",
            Some(ApplyMode::Quick | ApplyMode::Application) | None => "现在受理吗？交到哪里？",
        };
        return Some(format!("{base}{named}我们算下来是 {}，{how}", amount(report.amount)));
    }
    if !report.missing.is_empty() {
        return None;
    }
    if report.gap == Gap::CaseByCase {
        return Some(format!("{base}{named}一事一议，能报吗？怎么申请？"));
    }
    let how = if because.spread {
        "每项各算多少？现在受理吗？"
    } else if because.ceiling {
        "实际按什么核定？现在受理吗？"
    } else if because.competition {
        "评选结果什么时候出，在哪里查？"
    } else if because.document_silent {
        "文件没有写我们这种企业，能报吗？"
    } else {
        "和别的奖励只能领一项吗？"
    };
    Some(format!("{base}{named}最多 {most}，{how}"))
}

/// Returns the question about one award of a document that has ended.
#[must_use]
pub fn ended_award(report: &AwardReport) -> String {
    let would = report
        .would_have_paid
        .map_or_else(String::new, |(_, would)| format!("，到期前算下来是 {}", amount(would)));
    format!("{}（{}）{would}，还补不补？", report.award.name, report.award.clause)
}

/// Returns the question about a clause with two readings.
#[must_use]
pub fn disputed(reading: &Reading) -> String {
    format!(
        "{}有两种理解：{}，还是{}？能不能书面答复？",
        reading.clause,
        quoted(reading.followed.trim_end_matches('。')),
        quoted(reading.other.trim_end_matches('。'))
    )
}

/// Returns the question about something that the company could not answer.
#[must_use]
pub fn open(session: &Session, ask: &Ask) -> String {
    let stake = match ask.most {
        Level::Sum(sum) => format!("关系到 {}，", money(sum)),
        Level::Open => String::new(),
    };
    if session.matters_question() == Some(ask.question) {
        return format!("{CLAIMED_ELSEWHERE}，我们还没弄清，{stake}在哪里能查到？");
    }
    let short = quoted(session.set().question(ask.question).short);
    format!("{short}我们还没弄清，{stake}按什么认定，在哪里能查到？")
}

/// Returns a short written enquiry about a clause with two readings.
#[must_use]
pub fn letter(session: &Session, policy: &Policy, one: &Disputed<'_>, total: Amount) -> String {
    let (followed, other) =
        if one.chosen_other { (one.switched, total) } else { (total, one.switched) };
    let names: Vec<&str> = one.awards.iter().map(|award| award.award.name).collect();
    let name = document_name(policy);
    let number = policy.number.map_or(String::new(), |number| format!("（{number}）"));
    let (title, clause, office) = (policy.short_title, one.reading.clause, policy.enquiries);
    let region = session.region_name().unwrap_or_default();
    [
        format!("关于{name}{clause}的请示"),
        String::new(),
        format!("{office}："),
        format!(
            "　　我单位在{region}，准备按《{title}》{number}{clause}申报{}。这一条我们有两种理解：",
            names.join("、")
        ),
        format!("　　一、{}（合计 {}）", one.reading.followed, amount(followed)),
        format!("　　二、{}（合计 {}）", one.reading.other, amount(other)),
        "　　请明确按哪一种办理，盼书面答复。".to_owned(),
        String::new(),
        "　　单位名称（盖章）：".to_owned(),
        "　　联系人、电话：".to_owned(),
        "　　　　年　　月　　日".to_owned(),
    ]
    .join("\n")
}

/// Returns what must be done before money is spent on an award.
#[must_use]
pub fn before_spending(name: &str, must: &str) -> String {
    format!("先别付款。{name}：{must}")
}

/// Returns a paper with its form.
#[must_use]
pub fn material(material: &Material) -> String {
    let form = match material.form {
        Some(MaterialForm::Original) => "（原件）",
        Some(MaterialForm::Copy) => "（复印件）",
        Some(MaterialForm::Both) => "（原件和复印件）",
        None => "",
    };
    format!("{}{form}", material.name)
}

/// Returns when an award is applied for, as of today; a window that has passed is never open.
#[must_use]
pub fn times(name: &str, apply: &Apply, today: Date) -> Vec<String> {
    let window = |window: &Window| match (*window, window.state_on(today)) {
        (Window::Yearly(words), _) => format!("{name}：{words}。"),
        (Window::Dated { from, to }, Some(WindowState::Upcoming)) => {
            format!("{name}：{}至{}受理，还没有开始。", date(from), date(to))
        }
        (Window::Dated { to, .. }, Some(WindowState::Open)) => {
            format!("{name}：正在受理，{}截止。", date(to))
        }
        (Window::Dated { to, .. }, Some(WindowState::Past) | None) => {
            format!("{name}：上一次受理到{}，已经截止。", date(to))
        }
    };
    let status = apply.status.map(|status| {
        let is = status_word(status.is);
        format!("{name}：{}查到{is}（{}）。", date(status.as_of), status.source)
    });
    apply.windows.unwrap_or_default().iter().map(window).chain(status).collect()
}

/// What is said of a fact of an application that nobody states.
pub const NOT_STATED: &str = "文件没有写";

/// Returns how an award is applied for, as one text for a cell; empty where nobody states anything.
#[must_use]
pub fn facts_in_a_cell(apply: &Apply) -> String {
    let stated = facts(apply).into_iter().filter(|(name, _)| *name != NOT_STATED);
    let stated: Vec<String> = stated.map(|(name, words)| format!("{name}：{words}")).collect();
    stated.join("\n")
}

/// Returns how an award is applied for, fact by fact; what is not stated comes last, by its names.
/// Days are given as they are stated, without a word on whether they are now.
#[must_use]
pub fn facts(apply: &Apply) -> Vec<(&'static str, String)> {
    let mode = apply.mode.map(|mode| match mode {
        ApplyMode::Unasked => "免申即享，不用申报".to_owned(),
        ApplyMode::Quick => "快申快享，简单填报".to_owned(),
        ApplyMode::Application => "要申报".to_owned(),
    });
    let window = |window: &Window| match *window {
        Window::Yearly(words) => words.to_owned(),
        Window::Dated { from, to } => format!("{}至{}", date(from), date(to)),
    };
    let windows = apply.windows.filter(|windows| !windows.is_empty());
    let windows = windows.map(|all| all.iter().map(window).collect::<Vec<_>>().join("；"));
    let place = apply.place.map(|place| {
        let address = place.address.map_or(String::new(), |address| format!("，{address}"));
        format!("{}{address}", place.office)
    });
    let materials = apply.materials.filter(|materials| !materials.is_empty());
    let materials = materials.map(|all| all.iter().map(material).collect::<Vec<_>>().join("、"));
    let status = apply.status.map(|status| {
        let is = status_word(status.is);
        format!("{}查到{is}（{}）", date(status.as_of), status.source)
    });
    let mut facts = Vec::new();
    let mut missing: Vec<&'static str> = Vec::new();
    for (name, stated) in [
        ("方式", mode),
        ("时间", windows),
        ("交到哪里", place),
        ("电话", apply.telephone.map(str::to_owned)),
        ("材料", materials),
    ] {
        match stated {
            Some(words) => facts.push((name, words)),
            None => missing.push(name),
        }
    }
    facts.extend(apply.before.map(|must| ("付款以前", must.to_owned())));
    facts.extend(status.map(|words| ("现在", words)));
    if !missing.is_empty() {
        facts.push((NOT_STATED, missing.join("、")));
    }
    facts
}

const fn status_word(status: StatusWord) -> &'static str {
    match status {
        StatusWord::Open => "在受理",
        StatusWord::Closed => "不受理",
        StatusWord::UsedUp => "名额或资金已经用完",
    }
}

/// Returns the last day of a document that is still to come.
#[must_use]
pub fn end(document: &DocumentReport, today: Date) -> Option<String> {
    let last = document.policy.valid_to.filter(|last| *last >= today)?;
    Some(format!("{}执行到{}。", document_name(document.policy), date(last)))
}

/// Returns the last day that an award has of its own and that is still to come.
#[must_use]
pub fn end_of_award(report: &AwardReport, today: Date) -> Option<String> {
    let last = report.days.own()?.last.filter(|last| *last >= today)?;
    Some(format!("{}执行到{}。", report.award.name, date(last)))
}

#[cfg(test)]
mod tests {
    use super::{facts, times};
    use huiqi_rules::apply::{
        Apply, ApplyMode, ApplyPlace, ApplyStatus, Material, MaterialForm, StatusWord, Window,
    };
    use huiqi_rules::day::read_date;

    #[test]
    fn what_is_stated_is_said_and_the_rest_is_named_as_not_stated() {
        let words = |apply: &Apply| -> Vec<String> {
            facts(apply).into_iter().map(|(name, words)| format!("{name}：{words}")).collect()
        };
        assert_eq!(words(&Apply::default()), ["文件没有写：方式、时间、交到哪里、电话、材料"]);
        // An empty list states nothing.
        let empty = Apply { windows: Some(&[]), materials: Some(&[]), ..Apply::default() };
        assert_eq!(words(&empty), words(&Apply::default()));
        let day = |text: &str| read_date(text).expect("a day");
        let windows: &'static [Window] = Box::leak(Box::new([
            Window::Dated { from: day("2027-03-01"), to: day("2027-03-31") },
            Window::Yearly("每年九月前后"),
        ]));
        let full = Apply {
            mode: Some(ApplyMode::Unasked),
            windows: Some(windows),
            place: Some(ApplyPlace { office: "政务服务中心", address: Some("2 号窗口") }),
            telephone: Some("0632-0000000"),
            materials: Some(&[
                Material { name: "发票", form: Some(MaterialForm::Both) },
                Material { name: "合同", form: None },
            ]),
            before: Some("先备案"),
            status: Some(ApplyStatus {
                is: StatusWord::UsedUp,
                as_of: day("2026-10-01"),
                source: "市局网站",
            }),
        };
        assert_eq!(
            words(&full),
            [
                "方式：免申即享，不用申报",
                "时间：2027年3月1日至2027年3月31日；每年九月前后",
                "交到哪里：政务服务中心，2 号窗口",
                "电话：0632-0000000",
                "材料：发票（原件和复印件）、合同",
                "付款以前：先备案",
                "现在：2026年10月1日查到名额或资金已经用完（市局网站）",
            ]
        );
        // The same windows on a day: one that has passed is never open.
        let said = times("甲", &full, day("2027-04-01"));
        assert_eq!(said[0], "甲：上一次受理到2027年3月31日，已经截止。");
    }
}
