//! Computed amounts in words: what a document pays, and how the amount of a company came about.

use super::figures::{amount as amount_text, full_yuan, grouped, money, percent};
use super::quoted;
use super::rules::phrase;
use huiqi_engine::report::{LimitReport, Numbers, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::formula::{Computed, Formula, Gap, Worth};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// Returns what a computed amount pays, from the document alone.
#[must_use]
pub fn amount(set: &PolicySet, computed: &Computed) -> String {
    let most = text(set, &computed.most);
    match computed.gap {
        Gap::None => most,
        Gap::Ceiling => format!("最高为{most}"),
        Gap::Range => format!("{}至{most}", text(set, &computed.least)),
        Gap::Spread => format!("{most}，按每项分别计算"),
        Gap::CaseByCase => "一事一议，文件没有写数额".to_owned(),
    }
}

/// What the numbers of a formula are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Yuan,
    Rate,
    Of(&'static Unit),
    Times,
}

fn figure_measure(set: &PolicySet, question: QuestionIndex) -> Measure {
    match set.question(question).kind.unit() {
        Some(unit) => match unit.notation {
            Notation::Money => Measure::Yuan,
            Notation::Percent => Measure::Rate,
            Notation::Number => Measure::Of(unit),
        },
        None => Measure::Times,
    }
}

fn measure(set: &PolicySet, formula: &Formula) -> Measure {
    match formula {
        Formula::Constant(_, Notation::Money) | Formula::Unbounded | Formula::Award(_) => {
            Measure::Yuan
        }
        Formula::Constant(_, Notation::Percent) => Measure::Rate,
        Formula::Constant(_, Notation::Number) | Formula::FullSteps(..) => Measure::Times,
        Formula::Figure(question) => figure_measure(set, *question),
        Formula::Product(parts) => {
            let of = |wanted: fn(Measure) -> bool| {
                parts.iter().map(|part| measure(set, part)).find(|part| wanted(*part))
            };
            // Numbers times numbers are money: what one is worth is among them.
            let counts =
                |part: &&Formula| matches!(measure(set, part), Measure::Of(_) | Measure::Times);
            let is_worth = (parts.iter().filter(counts).count() > 1).then_some(Measure::Yuan);
            of(|part| part == Measure::Yuan)
                .or(is_worth)
                .or_else(|| of(|part| matches!(part, Measure::Of(_))))
                .or_else(|| of(|part| part == Measure::Rate))
                .unwrap_or(Measure::Times)
        }
        Formula::Cases(cases, otherwise) => {
            let own = cases.iter().map(|case| measure(set, &case.then)).next();
            own.unwrap_or_else(|| measure(set, otherwise))
        }
        Formula::Progressive(part, _) | Formula::Divided(part, _) => measure(set, part),
        Formula::Sum(parts) | Formula::Lesser(parts) | Formula::Greater(parts) => {
            parts.first().map_or(Measure::Yuan, |part| measure(set, part))
        }
        Formula::Less(parts) => measure(set, &parts[0]),
    }
}

/// Returns a number of a measure: "5 万元", "12 件", "5%", "3".
fn number(number: Decimal, measure: Measure) -> String {
    match (measure, Yuan::from_decimal(number)) {
        (Measure::Yuan, Some(sum)) => money(sum),
        (Measure::Rate, _) => percent(number * Decimal::ONE_HUNDRED),
        (Measure::Of(unit), _) => super::figure(unit, number),
        (Measure::Yuan | Measure::Times, _) => grouped(number.normalize()),
    }
}

/// Returns a part in words, from the document alone.
fn text(set: &PolicySet, formula: &Formula) -> String {
    let texts = |parts: &'static [Formula], between: &str| {
        parts.iter().map(|part| text(set, part)).collect::<Vec<_>>().join(between)
    };
    match formula {
        Formula::Constant(own, _) => number(*own, measure(set, formula)),
        Formula::Unbounded => "没有上限".to_owned(),
        Formula::Figure(question) => set.question(*question).short.to_owned(),
        Formula::Sum(parts) => texts(parts, "与") + "之和",
        Formula::Product(parts) => product(set, parts),
        Formula::Lesser([part, cap @ Formula::Constant(..)]) => {
            format!("{}，最高 {}", text(set, part), text(set, cap))
        }
        Formula::Lesser([part, cap]) => {
            format!("{}，不超过{}", text(set, part), text(set, cap))
        }
        Formula::Lesser(parts) => format!("{}中最低的", texts(parts, "、")),
        Formula::Greater(parts) => format!("{}中最高的", texts(parts, "、")),
        Formula::Less([from, less]) => match from {
            Formula::Figure(_) | Formula::Sum(_) => {
                format!("{}超过{}的部分", text(set, from), text(set, less))
            }
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..)
            | Formula::Cases(..)
            | Formula::Award(_) => {
                format!("{}，扣除{}后的差额", text(set, from), text(set, less))
            }
        },
        Formula::Divided(part, by) => format!("{} ÷ {}", text(set, part), by.normalize()),
        Formula::FullSteps(part, per) => {
            format!("{}每满 {}", text(set, part), number(*per, measure(set, part)))
        }
        Formula::Progressive(part, brackets) => progressive(set, part, brackets),
        Formula::Cases(cases, otherwise) => {
            let mut lines: Vec<String> = cases
                .iter()
                .map(|case| {
                    format!("{}的，{}", phrase(set, &case.condition), text(set, &case.then))
                })
                .collect();
            lines.push(format!("其他情况，{}", text(set, otherwise)));
            lines.join("；")
        }
        Formula::Award(id) => format!("{}的数额", quoted(award_name(set, id))),
    }
}

fn award_name(set: &PolicySet, id: &str) -> &'static str {
    let mut awards = set.policies.iter().flat_map(|policy| policy.awards);
    awards.find(|award| award.id == id).map_or("另一项奖补", |award| award.name)
}

/// "每件 5 万元", "贷款额的 1.5% × 年数", "每满 1 万人 1 万元".
fn product(set: &PolicySet, parts: &[Formula]) -> String {
    let rest = |parts: &[Formula]| {
        parts.iter().map(|part| format!(" × {}", text(set, part))).collect::<String>()
    };
    match parts {
        [rate @ Formula::Constant(_, Notation::Percent), base, more @ ..] => {
            format!("{}的 {}{}", text(set, base), text(set, rate), rest(more))
        }
        [each @ Formula::Constant(_, Notation::Money), Formula::Figure(question), more @ ..] => {
            let short = set.question(*question).short;
            let one = match figure_measure(set, *question) {
                Measure::Of(unit) => format!("每{}", unit.word),
                Measure::Yuan | Measure::Rate | Measure::Times => String::new(),
            };
            format!("{short}{one} {}{}", text(set, each), rest(more))
        }
        [
            each @ Formula::Constant(_, Notation::Money),
            steps @ Formula::FullSteps(..),
            more @ ..,
        ] => {
            format!("{} {}{}", text(set, steps), text(set, each), rest(more))
        }
        [first, more @ ..] => format!("{}{}", text(set, first), rest(more)),
        [] => String::new(),
    }
}

fn progressive(set: &PolicySet, part: &Formula, brackets: &[(Decimal, Decimal)]) -> String {
    let of = measure(set, part);
    let lines: Vec<String> = brackets
        .iter()
        .enumerate()
        .map(|(index, (from, rate))| {
            let rate = percent(*rate * Decimal::ONE_HUNDRED);
            let upper = brackets.get(index + 1).map(|(upper, _)| number(*upper, of));
            match (from.is_zero(), upper) {
                (true, Some(upper)) => format!("不超过 {upper}的部分 {rate}"),
                (true, None) => format!("的 {rate}"),
                (false, Some(upper)) => {
                    format!("{} 至 {upper}的部分 {rate}", number(*from, of))
                }
                (false, None) => format!("超过 {}的部分 {rate}", number(*from, of)),
            }
        })
        .collect();
    format!("{}{}", text(set, part), lines.join("，"))
}

/// Returns numbers of a measure; those that are not known are said to be open.
fn numbers(own: Numbers, measure: Measure) -> String {
    match (own.least, own.most) {
        (Worth::Number(least), Worth::Number(most)) if least == most => full(least, measure),
        (Worth::Number(least), Worth::Number(most)) => {
            format!("{} 至 {}", full(least, measure), full(most, measure))
        }
        (Worth::Number(least), Worth::Unbounded) => {
            format!("{}起，最多还说不出", full(least, measure))
        }
        (Worth::Unbounded, _) => "没有上限".to_owned(),
    }
}

fn full(own: Decimal, measure: Measure) -> String {
    match (measure, Yuan::from_decimal(own)) {
        (Measure::Yuan, Some(sum)) => full_yuan(sum),
        (Measure::Rate | Measure::Of(_) | Measure::Times | Measure::Yuan, _) => {
            number(own, measure)
        }
    }
}

/// Returns one step of a computed amount in words, and the amount after it; `before` are the steps
/// that came before it.
#[must_use]
pub fn step(
    set: &PolicySet,
    before: &[Step],
    formula: &Formula,
    result: Numbers,
) -> (String, Amount) {
    let own = measure(set, formula);
    let shown = || -> Vec<String> {
        let parts = formula.combined_parts().iter();
        parts.map(|part| numbers(Step::numbers_of(before, part), measure(set, part))).collect()
    };
    let is_exact = result.least == result.most;
    let total = numbers(result, own);
    let words = match formula {
        Formula::Figure(question) => {
            let said = if is_exact { total.clone() } else { "还没有回答".to_owned() };
            format!("{}：{said}", set.question(*question).short)
        }
        Formula::Award(id) => format!("{}：{total}", quoted(award_name(set, id))),
        Formula::Product(_) => format!("{} = {total}", shown().join(" × ")),
        Formula::Sum(_) => format!("{} = {total}", shown().join(" + ")),
        Formula::Less(_) => {
            let shown = shown();
            let zero = if result.most == Worth::ZERO { "，不够减，按 0 计" } else { "" };
            format!("{} = {total}{zero}", shown.join(" − "))
        }
        Formula::Lesser(_) => match shown().as_slice() {
            [_, cap] => format!("最高 {cap}，取 {total}"),
            more => format!("{}中取最低：{total}", more.join("、")),
        },
        Formula::Greater(_) => format!("{}中取最高：{total}", shown().join("、")),
        Formula::Divided(_, by) => format!("÷ {}：{total}", by.normalize()),
        Formula::FullSteps(part, per) => {
            let size = number(*per, measure(set, part));
            match result.most {
                Worth::Number(_) => format!("每满 {size}计一次：{total} 次"),
                Worth::Unbounded => format!("每满 {size}计一次：次数还没定"),
            }
        }
        Formula::Progressive(part, brackets) => {
            format!("{}：{total}", progressive(set, part, brackets))
        }
        Formula::Cases(..) => format!("看属于哪一种情况：{total}"),
        Formula::Constant(..) | Formula::Unbounded => total.clone(),
    };
    (words, ends(result))
}

/// Returns the one of several cases that holds in words, and the amount after it.
#[must_use]
pub fn case(set: &PolicySet, formula: &Formula, place: usize, result: Numbers) -> (String, Amount) {
    let cases = if let Formula::Cases(cases, _) = formula { *cases } else { &[] };
    let own = cases.get(place).map(|case| phrase(set, &case.condition));
    let own = own.unwrap_or_else(|| "其他情况".to_owned());
    (format!("按{}算：{}", quoted(&own), numbers(result, measure(set, formula))), ends(result))
}

fn ends(result: Numbers) -> Amount {
    let level = |worth| match worth {
        Worth::Number(number) => Level::Sum(Yuan::from_decimal(number).unwrap_or(Yuan::ZERO)),
        Worth::Unbounded => Level::Open,
    };
    Amount { least: level(result.least), most: level(result.most) }
}

/// Returns what a limit over several awards lets through, from the document alone.
#[must_use]
pub fn limit(set: &PolicySet, limit: &SumLimit) -> String {
    limit_rule(set, &limit.rule)
}

/// Returns what a rule of a limit lets through.
#[must_use]
pub fn limit_rule(set: &PolicySet, rule: &LimitRule) -> String {
    match rule {
        LimitRule::Highest => "只计最高的一项".to_owned(),
        LimitRule::AtMost(Formula::Unbounded, ..) => "加在一起算一项".to_owned(),
        LimitRule::AtMost(figure, ..) => format!("合计最高 {}", text(set, figure)),
    }
}

/// Returns what a limit did: what is under it, what it lets through and what it takes.
#[must_use]
pub fn limited(report: &LimitReport) -> String {
    let LimitReport { policy, limit, before, amount, cut, .. } = report;
    let basis = format!("{}（{} {}）", limit.name, policy.short_title, limit.clause);
    let through =
        format!("{basis}：各项相加 {}，计入 {}", amount_text(*before), amount_text(*amount));
    match limit.rule {
        LimitRule::AtMost(Formula::Unbounded, ..) if cut.is_zero() => format!("{through}。"),
        LimitRule::AtMost(..) if cut.is_zero() => format!("{through}，没有超出。"),
        LimitRule::AtMost(..) => format!("{through}，扣减 {}。", amount_text(*cut)),
        LimitRule::Highest => format!("{through}，只计最高的一项。"),
    }
}
