//! What would bring more, the ladder of titles and differences between cases, in words.

use super::figures::{self, amount, level, money};
use super::quote::quoted;
use huiqi_engine::report::{AwardChange, MoveAdvice, MoveStep, RungPair};
use huiqi_rules::amount::{Amount, Change, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use rust_decimal::Decimal;

fn yuan(sum: Decimal) -> Yuan {
    Yuan::from_decimal(sum.abs()).expect("the size of a difference is not negative")
}

/// "+20 万元", "−900 万元", "不变".
#[must_use]
pub fn signed(change: Change) -> String {
    match change {
        Change::By(by) if by.is_zero() => "不变".to_owned(),
        Change::By(by) => {
            format!("{}{}", if by.is_sign_negative() { "−" } else { "+" }, money(yuan(by)))
        }
        Change::Opened => "还说不出".to_owned(),
        Change::Closed => "说得出了".to_owned(),
    }
}

/// Returns what a move asks for, with the smallest figure that is enough and how far it is.
#[must_use]
pub fn step(set: &PolicySet, step: &MoveStep) -> String {
    let advice = step.movement.advice;
    step.reaches.map_or_else(
        || advice.to_owned(),
        |reach| {
            format!(
                "{advice}：达到 {}，还差 {}",
                figure(set, reach.question, reach.wanted),
                gap(set, reach.question, reach.wanted - reach.own)
            )
        },
    )
}

fn figure(set: &PolicySet, question: QuestionIndex, figure: Decimal) -> String {
    let unit = set.question(question).kind.unit();
    unit.map_or_else(String::new, |unit| figures::said(unit, figure))
}

fn gap(set: &PolicySet, question: QuestionIndex, missing: Decimal) -> String {
    let unit = set.question(question).kind.unit();
    unit.map_or_else(String::new, |unit| figures::difference(unit, missing))
}

/// Returns one move, or two together. Moves that bring the same are named as a choice.
#[must_use]
pub fn what_to_do(set: &PolicySet, same: &[&MoveAdvice]) -> String {
    let one = |advised: &MoveAdvice| {
        advised.steps.iter().map(|each| step(set, each)).collect::<Vec<_>>().join("，同时")
    };
    let all: Vec<String> = same.iter().map(|advised| one(advised)).collect();
    if all.len() > 1 { format!("{}（任选一种）", all.join("、")) } else { all.concat() }
}

/// Returns the gain in a word: of what is sure, or of the ceiling alone.
#[must_use]
pub fn gain(before: Amount, after: Amount) -> String {
    let least = Change::between(before.least, after.least);
    if least > Change::NONE {
        signed(least)
    } else {
        ceiling(Change::between(before.most, after.most))
    }
}

/// "最多 +20 万元", "最多还说不出".
#[must_use]
pub fn ceiling(change: Change) -> String {
    let space = if change == Change::Opened { "" } else { " " };
    ["最多", space, &signed(change)].concat()
}

/// Returns what becomes of both ends; where only the ceiling rises, it says so.
#[must_use]
pub fn both_ends(before: Amount, after: Amount) -> String {
    if before.is_exact() && after.is_exact() {
        return format!("合计从 {}变为 {}。", level(before.least), level(after.least));
    }
    let most = match (before.most, after.most) {
        (Level::Open, Level::Open) => "最多还是说不出".to_owned(),
        (_, Level::Open) => "最多还说不出".to_owned(),
        (before, after) if before == after => format!("最多还是 {}", level(after)),
        (Level::Open, Level::Sum(_)) => format!("最多变为 {}", level(after.most)),
        (Level::Sum(_), Level::Sum(_)) => {
            format!("最多从 {}变为 {}", level(before.most), level(after.most))
        }
    };
    if after.least > before.least {
        format!("至少从 {}变为 {}，{most}。", level(before.least), level(after.least))
    } else if after.least == before.least {
        format!("至少还是 {}，{most}。", level(after.least))
    } else {
        format!("至少从 {}减到 {}，{most}。", level(before.least), level(after.least))
    }
}

/// Returns what a move brings in a word: the document's own measure where a title brings no more
/// than a part of an amount, else the gain.
#[must_use]
pub fn brings(set: &PolicySet, before: Amount, advised: &MoveAdvice) -> String {
    title_brings(set, advised).unwrap_or_else(|| gain(before, advised.total))
}

/// Returns what becomes of both ends by a move; a title that brings no more than a part of an
/// amount has no figure of its own.
#[must_use]
pub fn ends(set: &PolicySet, before: Amount, advised: &MoveAdvice) -> String {
    if title_brings(set, advised).is_some() {
        "没有称号时能拿多少，写在原来的政策里，这里没有算，所以不写差多少。".to_owned()
    } else {
        both_ends(before, advised.total)
    }
}

/// Returns what a move changes, award by award, and what the document leaves unsaid of a later
/// title.
#[must_use]
pub fn changes(set: &PolicySet, advised: &MoveAdvice) -> String {
    let title = wins_title(set, advised);
    let each: Vec<String> = advised
        .awards
        .iter()
        .map(|change| match change.award.title_brings.filter(|_| title) {
            Some(words) => format!("{}：{words}", quoted(change.award.name)),
            None => award_change(change),
        })
        .collect();
    let mut later: Vec<&str> = Vec::new();
    for words in advised.awards.iter().filter_map(|change| change.award.title_later) {
        if title && !later.contains(&words) {
            later.push(words);
        }
    }
    format!("{}。{}", each.join("；"), later.concat())
}

/// Returns the words of the awards where a move wins a title and each award that it changes has
/// such words.
pub(super) fn title_brings(set: &PolicySet, advised: &MoveAdvice) -> Option<String> {
    let words = advised.awards.iter().map(|change| change.award.title_brings);
    let words = words.collect::<Option<Vec<&str>>>().filter(|words| !words.is_empty())?;
    wins_title(set, advised).then(|| words.join("；"))
}

fn wins_title(set: &PolicySet, advised: &MoveAdvice) -> bool {
    let is_ladder = |question| set.constraints.iter().any(|one| one.ladder == question);
    advised.steps.iter().flat_map(|step| step.movement.sets).any(|set| is_ladder(set.question()))
}

/// Returns one award before and after.
#[must_use]
pub fn award_change(change: &AwardChange) -> String {
    format!(
        "{}从 {}变为 {}",
        quoted(change.award.name),
        amount(change.before),
        amount(change.after)
    )
}

/// Moves that bring the same through the same awards by the same question, side by side: choices
/// among boards, for example.
#[must_use]
pub fn alike(moves: &[MoveAdvice]) -> Vec<Vec<&MoveAdvice>> {
    let mut groups: Vec<Vec<&MoveAdvice>> = Vec::new();
    for advised in moves {
        let same = |other: &&MoveAdvice| {
            let questions = |advised: &MoveAdvice| {
                advised
                    .steps
                    .iter()
                    .flat_map(|step| step.movement.sets)
                    .map(|set| set.question())
                    .collect::<Vec<_>>()
            };
            let awards = |advised: &MoveAdvice| {
                advised
                    .awards
                    .iter()
                    .map(|change| (change.award.id, change.after))
                    .collect::<Vec<_>>()
            };
            other.total == advised.total
                && questions(other) == questions(advised)
                && awards(other) == awards(advised)
        };
        match groups.iter_mut().find(|group| group.first().is_some_and(same)) {
            Some(group) => group.push(advised),
            None => groups.push(vec![advised]),
        }
    }
    groups
}

/// Returns two titles in one year, or in two, and what highest-only costs.
#[must_use]
pub fn rung_pair(set: &PolicySet, question: QuestionIndex, pair: &RungPair) -> String {
    let label = |option: u16| set.question(question).options[usize::from(option)].label;
    let both = format!("{}和{}", label(pair.lower), label(pair.upper));
    if pair.apart == pair.together {
        return format!("{both}放在同一年或分两年，奖励一样，共 {}。", amount(pair.apart));
    }
    let lost = match Change::between(pair.together.most, pair.apart.most) {
        Change::By(by) if !by.is_zero() => format!("，同一年少 {}", money(yuan(by))),
        Change::By(_) | Change::Opened | Change::Closed => String::new(),
    };
    format!(
        "{both}分两年评上并申报，共 {}；放在同一年，只取最高，共 {}{lost}。",
        amount(pair.apart),
        amount(pair.together)
    )
}

#[cfg(test)]
mod tests {
    use super::{both_ends, gain, signed};
    use huiqi_rules::amount::{Amount, Change, Level};
    use huiqi_rules::money::Yuan;
    use rust_decimal::Decimal;

    fn wan(least: u64, most: Option<u64>) -> Amount {
        let level = |wan: u64| Level::Sum(Yuan::from_fen(wan * 1_000_000));
        Amount { least: level(least), most: most.map_or(Level::Open, level) }
    }

    #[test]
    fn a_gain_names_the_sure_part_first_and_a_ceiling_as_one() {
        assert_eq!(gain(wan(10, Some(10)), wan(30, Some(30))), "+20 万元");
        assert_eq!(gain(wan(10, Some(10)), wan(10, Some(1010))), "最多 +1,000 万元");
        assert_eq!(gain(wan(0, Some(5)), wan(0, None)), "最多还说不出");
        assert_eq!(signed(Change::By(Decimal::from(-9_000_000))), "−900 万元");
        assert_eq!(signed(Change::NONE), "不变");
    }

    #[test]
    fn both_ends_are_always_said() {
        assert_eq!(both_ends(wan(10, Some(10)), wan(30, Some(30))), "合计从 10 万元变为 30 万元。");
        assert_eq!(
            both_ends(wan(10, Some(10)), wan(30, Some(40))),
            "至少从 10 万元变为 30 万元，最多从 10 万元变为 40 万元。"
        );
        let ceiling = both_ends(wan(10, Some(10)), wan(10, Some(1010)));
        assert_eq!(ceiling, "至少还是 10 万元，最多从 10 万元变为 1,010 万元。");
        assert_eq!(
            both_ends(wan(10, None), wan(20, None)),
            "至少从 10 万元变为 20 万元，最多还是说不出。"
        );
        assert_eq!(
            both_ends(wan(10, Some(50)), wan(5, Some(60))),
            "至少从 10 万元减到 5 万元，最多从 50 万元变为 60 万元。"
        );
        assert_eq!(both_ends(wan(10, Some(10)), wan(10, None)), "至少还是 10 万元，最多还说不出。");
        assert_eq!(
            both_ends(wan(10, None), wan(20, Some(30))),
            "至少从 10 万元变为 20 万元，最多变为 30 万元。"
        );
    }
}
