//! Conditions in words: what the document asks, what the company has, and how much is missing.

use super::figures;
use super::quote::quoted;
use huiqi_engine::report::{Reason, ReasonKind};
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, PartTest, Relation, Test};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Question, QuestionIndex};
use huiqi_rules::truth::Truth;
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;

/// Whether a reason is about one question, and not a whole of parts.
#[must_use]
pub fn is_leaf(reason: &Reason) -> bool {
    question(reason).is_some()
}

/// Returns the question a reason is about.
#[must_use]
pub fn question(reason: &Reason) -> Option<QuestionIndex> {
    match reason.what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => {
            condition.question()
        }
        ReasonKind::Grade(question) | ReasonKind::NotClaimedElsewhere { question, .. } => {
            Some(question)
        }
    }
}

/// Returns what is asked, as a phrase.
#[must_use]
pub fn requirement(set: &PolicySet, what: &ReasonKind) -> String {
    match what {
        ReasonKind::Condition(condition) => condition_phrase(set, condition),
        ReasonKind::Grade(question) => {
            format!("{}：获奖、入选，或在等结果", set.question(*question).short)
        }
        ReasonKind::SilentUnless(condition) => {
            format!("{}（不符合的，文件没有写）", condition_phrase(set, condition))
        }
        ReasonKind::NotClaimedElsewhere { question, matter } => {
            format!(
                "{}没有从别的政策领过",
                quoted(set.question(*question).options[usize::from(*matter)].label)
            )
        }
    }
}

/// Returns a condition as a phrase; of a whole, the words before its parts.
pub(super) fn condition_phrase(set: &PolicySet, condition: &Condition) -> String {
    match condition {
        Condition::All(_) => "以下都要满足".to_owned(),
        Condition::Any(parts) => match condition.question() {
            Some(question) => {
                let question = set.question(question);
                let name = |part: &Condition| match part.leaf()?.test {
                    Test::Includes(option) => Some(question.options[usize::from(option)].label),
                    Test::AtLeastOption(_)
                    | Test::OneOf(_)
                    | Test::IsYes
                    | Test::AtLeast(_)
                    | Test::Compares(..)
                    | Test::ComparesPart(_) => None,
                };
                let names: Vec<&str> = parts.iter().filter_map(name).collect();
                format!("{}：{}", question.short, names.join("、"))
            }
            None => "以下满足一项".to_owned(),
        },
        // Where yes is the wrong answer, the author's words say what is asked.
        Condition::Not(Condition::Leaf(Leaf { test: Test::IsYes, says: Some(says), .. })) => {
            (*says).to_owned()
        }
        Condition::Not(Condition::Leaf(Leaf { question, test: Test::IsYes, .. })) => {
            format!("{}选“否”", quoted(set.question(*question).short))
        }
        Condition::Not(part) => match part.question() {
            Some(_) => format!("不能是：{}", condition_phrase(set, part)),
            None => "以下不能成立".to_owned(),
        },
        Condition::Leaf(leaf) => {
            leaf.says.map_or_else(|| standard_phrase(set, leaf), str::to_owned)
        }
    }
}

/// Returns the standard words of a requirement.
fn standard_phrase(set: &PolicySet, leaf: &Leaf) -> String {
    let question = set.question(leaf.question);
    let (short, label) =
        (question.short, |option: u16| question.options[usize::from(option)].label);
    match leaf.test {
        Test::AtLeastOption(option) => format!("{short}：{}及以上", label(option)),
        Test::OneOf(options) => {
            let names: Vec<&str> = (0..question.options.len() as u16)
                .filter(|option| options >> option & 1 == 1)
                .map(label)
                .collect();
            format!("{short}：{}", names.join("、"))
        }
        Test::Includes(option) => format!("{short}：{}", label(option)),
        Test::IsYes => short.to_owned(),
        Test::AtLeast(threshold) => {
            format!("{short}达到 {}", figure(set, leaf.question, threshold))
        }
        Test::Compares(relation, threshold) => {
            compared(short, relation, &figure(set, leaf.question, threshold))
        }
        Test::ComparesPart(test) => {
            let (short, figure) = sides(set, leaf.question, test, figure);
            compared(&short, test.relation, &figure)
        }
    }
}

/// How a figure of a question is written.
type Written = fn(&PolicySet, QuestionIndex, Decimal) -> String;

/// Returns what is compared, and with what: a part of another figure with a sum beside it, or two
/// figures together with a sum.
fn sides(
    set: &PolicySet,
    own: QuestionIndex,
    test: &PartTest,
    written: Written,
) -> (String, String) {
    let (question, of) = (set.question(own), set.question(test.of));
    if let Some(both) = test.of_both() {
        return (format!("{}与{}合计", question.short, of.short), written(set, own, both));
    }
    let unit = |question: &Question| question.kind.unit().map(|unit| (unit.id, unit.word));
    let money = Some((Unit::YUAN.id, Unit::YUAN.word));
    // A multiple of the figure is what an award pays.
    let measure = if test.rounded.is_some() { money } else { unit(question) };
    let multiple = |question: &Question, much: Decimal| {
        if unit(question) == measure {
            let percent = figures::percent(much * Decimal::ONE_HUNDRED);
            return format!("{}的 {percent}", question.short);
        }
        let each = match test.rounded {
            Some(_) => figures::said(&Unit::YUAN, much.normalize()),
            None => written(set, own, much.normalize()),
        };
        format!("{}乘 {each}", question.short)
    };
    let part = multiple(of, test.percent.abs() / Decimal::ONE_HUNDRED);
    let short = match test.rounded {
        Some(much) => multiple(question, much),
        None => question.short.to_owned(),
    };
    let plus = written(set, own, test.plus.abs());
    let figure = match (test.percent.is_sign_negative(), test.plus) {
        (true, _) => format!("{plus}，减去{part}"),
        (false, plus) if plus.is_zero() => part,
        (false, sum) if sum.is_sign_negative() => format!("{part}，减去 {plus}"),
        (false, _) => format!("{part}，再加 {plus}"),
    };
    (short, figure)
}

/// Returns a comparison that is asked, as said on the telephone.
fn wanted(short: &str, relation: Relation, figure: &str) -> String {
    match relation {
        Relation::AtLeast => format!("{short}要达到 {figure}"),
        Relation::Above => format!("{short}要超过 {figure}"),
        Relation::AtMost => format!("{short}不能超过 {figure}"),
        Relation::Below => format!("{short}要低于 {figure}"),
    }
}

/// Returns a comparison as documents write it, with whether the figure itself is included.
fn compared(short: &str, relation: Relation, figure: &str) -> String {
    match relation {
        Relation::AtLeast => format!("{short}达到 {figure}"),
        Relation::Above => format!("{short}超过 {figure}（不含）"),
        Relation::AtMost => format!("{short}不超过 {figure}（含）"),
        Relation::Below => format!("{short}低于 {figure}（不含）"),
    }
}

fn figure(set: &PolicySet, question: QuestionIndex, figure: Decimal) -> String {
    let unit = set.question(question).kind.unit();
    unit.map_or_else(String::new, |unit| figures::figure(unit, figure))
}

/// Returns a figure as it is said on the telephone.
fn spoken(set: &PolicySet, question: QuestionIndex, figure: Decimal) -> String {
    let unit = set.question(question).kind.unit();
    unit.map_or_else(String::new, |unit| figures::said(unit, figure))
}

/// Returns an answer in words.
#[must_use]
pub fn answer(set: &PolicySet, question: QuestionIndex, answer: &Answer) -> String {
    let options = set.question(question).options;
    match answer {
        Answer::Option(option) => options[usize::from(*option)].label.to_owned(),
        Answer::Options(0) => "都没有".to_owned(),
        Answer::Options(chosen) => options
            .iter()
            .enumerate()
            .filter(|(index, _)| chosen >> index & 1 == 1)
            .map(|(_, option)| option.label)
            .collect::<Vec<_>>()
            .join("、"),
        Answer::YesNo(true) => "是".to_owned(),
        Answer::YesNo(false) => "否".to_owned(),
        Answer::Figure(sum) => figure(set, question, *sum),
    }
}

/// Returns how much is missing where a threshold is not reached.
#[must_use]
pub fn gap(set: &PolicySet, reason: &Reason) -> Option<String> {
    let (distance, missing) = distance(set, reason)?;
    let word = match distance {
        Distance::Short => "差",
        Distance::Over => "多",
    };
    Some(format!("{word} {missing}"))
}

/// On which side of a threshold a figure is that does not meet it.
#[derive(Clone, Copy)]
enum Distance {
    Short,
    Over,
}

fn distance(set: &PolicySet, reason: &Reason) -> Option<(Distance, String)> {
    let (ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition)) = reason.what
    else {
        return None;
    };
    let (Condition::Leaf(Leaf { question, test, .. }), Some(Answer::Figure(own))) =
        (condition, &reason.answer)
    else {
        return None;
    };
    let unit = set.question(*question).kind.unit()?;
    let (relation, threshold) = test.threshold()?;
    let cut = test.cut(unit.step())?;
    let (distance, missing) = match relation {
        Relation::AtLeast | Relation::Above => (Distance::Short, cut - own),
        Relation::AtMost => (Distance::Over, own - threshold),
        Relation::Below => (Distance::Over, own - (cut - unit.step())),
    };
    if missing <= Decimal::ZERO {
        return None;
    }
    Some((distance, figures::difference(unit, missing)))
}

/// Returns an answer in a word, where the requirement is no option of its question.
fn short_answer(set: &PolicySet, reason: &Reason) -> Option<&'static str> {
    if let ReasonKind::Condition(Condition::Not(Condition::Leaf(leaf))) = reason.what
        && let (Test::IsYes, Some(_)) = (leaf.test, leaf.says)
        && let Some(Answer::YesNo(yes)) = reason.answer
    {
        return Some(if yes { set.question(leaf.question).short } else { "没有" });
    }
    let Some(Answer::Options(chosen)) = reason.answer else { return None };
    if let ReasonKind::NotClaimedElsewhere { matter, .. } = reason.what {
        return Some(if chosen >> matter & 1 == 1 { "领过" } else { "没有" });
    }
    (chosen == 0).then_some("都没有")
}

/// Returns the name of the figure that was answered, where two together or a part of it are
/// compared.
fn one_of_both(set: &PolicySet, reason: &Reason) -> &'static str {
    let (ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition)) = reason.what
    else {
        return "";
    };
    match condition.leaf() {
        Some(Leaf { question, test: Test::ComparesPart(test), .. })
            if test.of_both().is_some() || test.rounded.is_some() =>
        {
            set.question(*question).short
        }
        Some(_) | None => "",
    }
}

/// Returns the company's side of a reason: its answer, with what is missing.
#[must_use]
pub fn own(set: &PolicySet, reason: &Reason) -> String {
    if let Some(words) = short_answer(set, reason) {
        return words.to_owned();
    }
    match (&reason.answer, question(reason)) {
        (Some(given), Some(question)) => {
            let own = answer(set, question, given);
            let own = match one_of_both(set, reason) {
                "" => own,
                one => format!("{one} {own}"),
            };
            gap(set, reason).map_or_else(|| own.clone(), |gap| format!("{own}，{gap}"))
        }
        (None, _) | (_, None) => match reason.truth {
            Truth::Unknown => "还没定".to_owned(),
            Truth::Yes => "从您别的答案看，符合".to_owned(),
            Truth::No => "从您别的答案看，不符合".to_owned(),
        },
    }
}

/// Whether a reason holds, in a word.
#[must_use]
pub const fn state(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "符合",
        Truth::No => "不符合",
        Truth::Unknown => "还没定",
    }
}

/// Returns a reason as one sentence.
#[must_use]
pub fn reason(set: &PolicySet, reason: &Reason) -> String {
    if is_leaf(reason) {
        let asked = asked_of(set, &reason.what);
        // What is open is said beside it.
        if reason.truth == Truth::Unknown {
            return asked;
        }
        format!("{asked}，{}", said(set, reason))
    } else {
        requirement(set, &reason.what)
    }
}

/// Returns a condition that failed in one sentence: what is asked, and what the company said.
#[must_use]
pub fn failed(set: &PolicySet, reason: &Reason) -> String {
    match reason.what {
        ReasonKind::NotClaimedElsewhere { .. } => "这一项已经从别的政策领过".to_owned(),
        ReasonKind::Condition(_) | ReasonKind::SilentUnless(_) | ReasonKind::Grade(_) => {
            format!("{}，{}", asked_of(set, &reason.what), said(set, reason))
        }
    }
}

/// Returns what is asked, as said on the telephone.
fn asked_of(set: &PolicySet, what: &ReasonKind) -> String {
    match what {
        ReasonKind::NotClaimedElsewhere { .. } => requirement(set, what),
        ReasonKind::Grade(question) => {
            format!("{}要获奖、入选，或在等结果", set.question(*question).short)
        }
        ReasonKind::Condition(condition) => asked(set, condition),
        ReasonKind::SilentUnless(condition) => {
            format!("{}（不符合的，文件没有写）", asked(set, condition))
        }
    }
}

/// Returns what the company said to it.
fn said(set: &PolicySet, reason: &Reason) -> String {
    let own = own(set, reason);
    match (&reason.answer, question(reason)) {
        (Some(Answer::Figure(sum)), Some(question)) => {
            let gap = match distance(set, reason) {
                Some((Distance::Short, missing)) => format!("，还差 {missing}"),
                Some((Distance::Over, missing)) => format!("，多了 {missing}"),
                None => String::new(),
            };
            let one = one_of_both(set, reason);
            format!("{one}您填的是 {}{gap}", spoken(set, question, *sum))
        }
        (Some(Answer::Figure(_)), None) => format!("您填的是 {own}"),
        (Some(Answer::YesNo(_) | Answer::Options(0)), _) => format!("您选的是{}", quoted(&own)),
        (Some(_), _) => match reason.what {
            ReasonKind::NotClaimedElsewhere { .. } => format!("您选的是{}", quoted(&own)),
            ReasonKind::Condition(_) | ReasonKind::SilentUnless(_) | ReasonKind::Grade(_) => {
                format!("您选的是{own}")
            }
        },
        (None, _) => own,
    }
}

/// Returns what a condition asks, as said on the telephone.
fn asked(set: &PolicySet, condition: &Condition) -> String {
    let of_leaf = |leaf: &Leaf| {
        let question = set.question(leaf.question);
        let (short, label) =
            (question.short, |option: u16| question.options[usize::from(option)].label);
        match leaf.test {
            _ if leaf.says.is_some() => format!("要{}", leaf.says.unwrap_or_default()),
            Test::AtLeastOption(option) => format!("{short}要到{}或以上", label(option)),
            Test::Includes(option) => format!("{short}里要有{}", label(option)),
            Test::IsYes => format!("要{}", quoted(short)),
            Test::AtLeast(threshold) => {
                format!("{short}要达到 {}", spoken(set, leaf.question, threshold))
            }
            Test::Compares(relation, threshold) => {
                wanted(short, relation, &spoken(set, leaf.question, threshold))
            }
            Test::ComparesPart(test) => {
                let (short, figure) = sides(set, leaf.question, test, spoken);
                wanted(&short, test.relation, &figure)
            }
            Test::OneOf(_) => format!("要求{}", standard_phrase(set, leaf)),
        }
    };
    match (condition, condition.question()) {
        (Condition::Leaf(leaf), _) => of_leaf(leaf),
        (Condition::Any(_), Some(_)) => {
            let phrase = condition_phrase(set, condition);
            let (short, names) = phrase.split_once('：').unwrap_or(("", &phrase));
            format!("{short}要有下面一样：{names}")
        }
        (Condition::Not(Condition::Leaf(Leaf { test, .. })), _) if *test != Test::IsYes => {
            condition_phrase(set, condition)
        }
        (Condition::All(_) | Condition::Any(_) | Condition::Not(_), _) => {
            format!("要{}", condition_phrase(set, condition))
        }
    }
}
