//! Conditions in words: what the document asks, what the company has, and how much is missing.

use super::figures;
use super::quoted;
use huiqi_engine::report::{Reason, ReasonKind};
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::{Condition, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;

/// Whether a reason is about one question, and not a whole of parts.
#[must_use]
pub fn is_leaf(reason: &Reason) -> bool {
    match reason.what {
        ReasonKind::Condition(condition) => {
            !matches!(condition, Condition::All(_) | Condition::Any(_))
                && asked(condition).is_some()
        }
        ReasonKind::Grade(_) | ReasonKind::NotClaimedElsewhere { .. } => true,
        ReasonKind::SilentUnless(condition) => asked(condition).is_some(),
    }
}

/// The question a reason is about.
#[must_use]
pub fn question(reason: &Reason) -> Option<QuestionIndex> {
    match reason.what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => asked(condition),
        ReasonKind::Grade(question) | ReasonKind::NotClaimedElsewhere { question, .. } => {
            Some(question)
        }
    }
}

fn asked(condition: &Condition) -> Option<QuestionIndex> {
    match condition {
        Condition::All(_) | Condition::Any(_) => None,
        Condition::Not(part) => asked(part),
        Condition::AtLeastOption { question, .. }
        | Condition::OneOf { question, .. }
        | Condition::Includes { question, .. }
        | Condition::IsYes { question, .. }
        | Condition::AtLeast { question, .. } => Some(*question),
    }
}

/// What is asked, as a phrase.
#[must_use]
pub fn requirement(set: &PolicySet, what: &ReasonKind) -> String {
    match what {
        ReasonKind::Condition(condition) => condition_phrase(set, condition),
        ReasonKind::Grade(question) => {
            format!("{}：获奖、入选或等待结果", set.question(*question).short)
        }
        ReasonKind::SilentUnless(condition) => {
            format!("{}（没有的，文件未写明）", condition_phrase(set, condition))
        }
        ReasonKind::NotClaimedElsewhere { question, matter } => {
            format!(
                "{}没有按其他政策享受过",
                quoted(set.question(*question).options[usize::from(*matter)].label)
            )
        }
    }
}

/// A condition as a phrase; of a whole, the words that stand before its parts.
pub(super) fn condition_phrase(set: &PolicySet, condition: &Condition) -> String {
    let label = |question: &QuestionIndex, option: u8| {
        set.question(*question).options[usize::from(option)].label
    };
    match condition {
        Condition::All(_) => "以下都要满足".to_owned(),
        Condition::Any(_) => "以下满足一项".to_owned(),
        Condition::Not(part) => match asked(part) {
            Some(_) => format!("不能是：{}", condition_phrase(set, part)),
            None => "以下不能成立".to_owned(),
        },
        Condition::AtLeastOption { says: Some(says), .. }
        | Condition::OneOf { says: Some(says), .. }
        | Condition::Includes { says: Some(says), .. }
        | Condition::IsYes { says: Some(says), .. }
        | Condition::AtLeast { says: Some(says), .. } => (*says).to_owned(),
        Condition::AtLeastOption { question, option, says: None } => {
            format!("{}：{}及以上", set.question(*question).short, label(question, *option))
        }
        Condition::OneOf { question, options, says: None } => {
            let names: Vec<&str> = (0..set.question(*question).options.len() as u8)
                .filter(|option| options >> option & 1 == 1)
                .map(|option| label(question, option))
                .collect();
            format!("{}：{}", set.question(*question).short, names.join("、"))
        }
        Condition::Includes { question, option, says: None } => {
            format!("{}：{}", set.question(*question).short, label(question, *option))
        }
        Condition::IsYes { question, says: None } => set.question(*question).short.to_owned(),
        Condition::AtLeast { question, threshold, says: None } => {
            format!("{} ≥ {}", set.question(*question).short, figure(set, *question, *threshold))
        }
    }
}

fn figure(set: &PolicySet, question: QuestionIndex, figure: rust_decimal::Decimal) -> String {
    let unit = set.question(question).kind.unit();
    unit.map_or_else(String::new, |unit| figures::figure(unit, figure))
}

/// An answer in words.
#[must_use]
pub fn answer(set: &PolicySet, question: QuestionIndex, answer: &Answer) -> String {
    let options = set.question(question).options;
    match answer {
        Answer::Option(option) => options[usize::from(*option)].label.to_owned(),
        Answer::Options(0) => "以上都没有".to_owned(),
        Answer::Options(chosen) => options
            .iter()
            .enumerate()
            .filter(|(place, _)| chosen >> place & 1 == 1)
            .map(|(_, option)| option.label)
            .collect::<Vec<_>>()
            .join("、"),
        Answer::YesNo(true) => "是".to_owned(),
        Answer::YesNo(false) => "不是".to_owned(),
        Answer::Figure(sum) => figure(set, question, *sum),
    }
}

/// How much is missing where a threshold is not reached.
#[must_use]
pub fn gap(set: &PolicySet, reason: &Reason) -> Option<String> {
    let (ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition)) = reason.what
    else {
        return None;
    };
    let (Condition::AtLeast { question, threshold, .. }, Some(Answer::Figure(own))) =
        (condition, &reason.answer)
    else {
        return None;
    };
    let missing = threshold - own;
    if missing <= rust_decimal::Decimal::ZERO {
        return None;
    }
    let unit = set.question(*question).kind.unit()?;
    Some(format!("差 {}", figures::difference(unit, missing)))
}

/// The company's side of a reason: its answer, with what is missing.
#[must_use]
pub fn own(set: &PolicySet, reason: &Reason) -> String {
    match (&reason.answer, question(reason)) {
        (Some(given), Some(question)) => {
            let own = answer(set, question, given);
            gap(set, reason).map_or_else(|| own.clone(), |gap| format!("{own}，{gap}"))
        }
        (None, _) | (_, None) if reason.truth == Truth::Unknown => "还没有回答".to_owned(),
        (None, _) | (_, None) => "按其他答案已能判断".to_owned(),
    }
}

/// Whether a reason holds, in a word.
#[must_use]
pub const fn state(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "符合",
        Truth::No => "不符合",
        Truth::Unknown => "待确认",
    }
}

/// A reason as one sentence.
#[must_use]
pub fn reason(set: &PolicySet, reason: &Reason) -> String {
    if is_leaf(reason) {
        format!("{}；贵公司：{}", requirement(set, &reason.what), own(set, reason))
    } else {
        requirement(set, &reason.what)
    }
}
