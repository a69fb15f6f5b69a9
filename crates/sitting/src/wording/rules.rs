//! What an award asks and pays in words, from the document alone: no answers, no day.

use super::figures::{date, money, percent};
use super::formulas;
use super::quote::quoted;
use super::reasons::condition_phrase;
use huiqi_rules::condition::Condition;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, AwardDays, Cap, Grade, Policy, PolicySet, Promise, Terms};
use huiqi_rules::question::{ChoiceOption, Question, QuestionIndex};
use rust_decimal::Decimal;

/// One line of a condition, as deep as the document nests it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionLine {
    /// How many wholes it is a part of; 0 is outermost.
    pub depth: u8,
    /// The requirement.
    pub text: String,
}

/// Returns what an award asks, in order; empty where it asks nothing.
#[must_use]
pub fn conditions(set: &PolicySet, terms: &Terms) -> Vec<ConditionLine> {
    lines(set, &terms.condition)
}

/// Returns a condition in lines, in order; empty where nothing is asked.
#[must_use]
pub fn lines(set: &PolicySet, condition: &Condition) -> Vec<ConditionLine> {
    let mut lines = Vec::new();
    match condition {
        // What must all hold needs no line of its own at the top.
        Condition::All(parts) => parts.iter().for_each(|part| push(set, part, 0, &mut lines)),
        Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => {
            push(set, condition, 0, &mut lines)
        }
    }
    lines
}

fn push(set: &PolicySet, condition: &Condition, depth: u8, lines: &mut Vec<ConditionLine>) {
    lines.push(ConditionLine { depth, text: condition_phrase(set, condition) });
    condition.parts().iter().for_each(|part| push(set, part, depth + 1, lines));
}

/// Returns what an award of a document pays: "5 万元", "最高 30 万元", "展位费的 50%".
#[must_use]
pub fn amount(set: &PolicySet, policy: &Policy, terms: &Terms) -> String {
    match &terms.amount {
        AmountRule::Fixed(sum) => money(*sum),
        AmountRule::UpTo(most) => format!("最高 {}", money(*most)),
        AmountRule::Graded { question, grades, highest } => {
            graded(set.question(*question), policy, grades, *highest)
        }
        AmountRule::Share { rate, of, cap, promise } => {
            let share = part_of(set, *of, rate.percent());
            match promise {
                Promise::Paid => format!("{share}{}", capped(set, cap.as_ref(), "，最高 ")),
                Promise::Ceiling => {
                    format!("最高为{share}{}", capped(set, cap.as_ref(), "，且不超过 "))
                }
            }
        }
        AmountRule::Match { rate, of } => part_of(set, *of, rate.percent()),
        AmountRule::Computed(computed) => formulas::amount(set, computed),
    }
}

fn part_of(set: &PolicySet, of: QuestionIndex, rate: Decimal) -> String {
    format!("{}的 {}", set.question(of).short, percent(rate))
}

fn capped(set: &PolicySet, cap: Option<&Cap>, before_a_sum: &str) -> String {
    match cap {
        None => String::new(),
        Some(Cap::Sum(most)) => format!("{before_a_sum}{}", money(*most)),
        Some(Cap::Question(question)) => {
            format!("，不超过{}", quoted(set.question(*question).short))
        }
    }
}

/// Returns what each grade pays that a place of the document shows. One option that pays nothing is
/// left out, several are listed.
fn graded(question: &Question, policy: &Policy, grades: &[Grade], highest: Yuan) -> String {
    let (mut paid, mut waiting, mut nothing) = (Vec::new(), String::new(), Vec::new());
    let is_shown = |option: &ChoiceOption| {
        policy.regions.iter().any(|region| !option.hidden_in.contains(region))
    };
    let all = question.options.iter().zip(grades);
    for (option, grade) in all.filter(|(option, _)| is_shown(option)) {
        match grade {
            Grade::Sum(sum) if sum.is_zero() => nothing.push(quoted(option.label)),
            Grade::Sum(sum) => paid.push(format!("{} {}", option.label, money(*sum))),
            Grade::Undecided => waiting.push_str(&format!(
                "；{}的，从 0 元算到 {}",
                quoted(option.label),
                money(highest)
            )),
        }
    }
    let nothing = if nothing.len() > 1 {
        format!("；{}的为 0 元", nothing.concat())
    } else {
        String::new()
    };
    format!("{}{waiting}{nothing}", paid.join("，"))
}

/// Whom the document leaves out without saying so, and how that is counted; `None` where it speaks
/// of all.
#[must_use]
pub fn silence(set: &PolicySet, terms: &Terms) -> Option<String> {
    let spoken_of = phrase(set, terms.silent_unless.as_ref()?);
    let up_to = match terms.amount {
        AmountRule::Fixed(sum)
        | AmountRule::UpTo(sum)
        | AmountRule::Graded { highest: sum, .. } => format!(" {}", money(sum)),
        AmountRule::Share { .. } | AmountRule::Match { .. } | AmountRule::Computed(_) => {
            "上面写的数额".to_owned()
        }
    };
    Some(format!("不符合{}的，文件没有写能否享受，从 0 元算到{up_to}。", quoted(&spoken_of)))
}

/// Returns a condition in one phrase, parts and all.
#[must_use]
pub fn phrase(set: &PolicySet, condition: &Condition) -> String {
    let joined = |parts: &[Condition], between: &str| {
        parts.iter().map(|part| phrase(set, part)).collect::<Vec<_>>().join(between)
    };
    match condition {
        Condition::All(parts) => joined(parts, "，并且"),
        Condition::Any(parts) if condition.question().is_none() => joined(parts, "，或者"),
        Condition::Not(part) if part.question().is_none() => {
            format!("不能是：{}", phrase(set, part))
        }
        Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => {
            condition_phrase(set, condition)
        }
    }
}

/// Returns what is to be said of days before the document's first, where they count too.
#[must_use]
pub const fn earlier(terms: &Terms) -> Option<&'static str> {
    if terms.days.counts_earlier() { Some("文件施行以前的日期也算。") } else { None }
}

/// Returns the days that an award has of its own; `None` where it has those of its document.
#[must_use]
pub fn own_days(days: AwardDays) -> Option<String> {
    let own = days.own()?;
    Some(match (own.first, own.last) {
        (Some(first), Some(last)) => format!("{}至{}", date(first), date(last)),
        (Some(first), None) => format!("{}起", date(first)),
        (None, Some(last)) => format!("到{}为止", date(last)),
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{ConditionLine, amount, conditions, earlier, lines, silence};
    use huiqi_policies::POLICIES;
    use huiqi_rules::condition::{Condition, Leaf, Test};
    use huiqi_rules::policy::{
        AmountRule, Award, AwardDays, Policy, ReadingIndex, ReadingSet, Terms,
    };
    use huiqi_rules::question::Variables;

    fn award(id: &str) -> (&'static Policy, &'static Award) {
        let all = || POLICIES.policies.iter();
        all()
            .flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
            .find(|(_, award)| award.id == id)
            .expect("the award is there")
    }

    fn check(id: &str, asked: &[(u8, &str)], paid: &str) {
        let (policy, award) = award(id);
        let found = conditions(&POLICIES, &award.terms);
        let expected: Vec<ConditionLine> = asked
            .iter()
            .map(|(depth, text)| ConditionLine { depth: *depth, text: (*text).to_owned() })
            .collect();
        assert_eq!(found, expected, "{id}");
        assert_eq!(amount(&POLICIES, policy, &award.terms), paid, "{id}");
    }

    #[test]
    fn a_sum_is_said_as_it_is() {
        check(
            "zaozhuang-srdi-2022/first-certification-provincial",
            &[(0, "首次认定：省级专精特新")],
            "10 万元",
        );
    }

    #[test]
    fn a_ceiling_is_said_to_be_one_and_a_condition_that_must_fail_is_said_so() {
        let asked = [(0, "最高认定：省级专精特新及以上"), (0, "以前没有领过")];
        check("shanxi-srdi-2022/provincial-award", &asked, "最高 30 万元");
    }

    #[test]
    fn every_grade_is_named_and_nothing_is_asked_besides() {
        check(
            "zaozhuang-srdi-2022/platform-prize",
            &[],
            "一等奖 30 万元，二等奖 20 万元，三等奖 10 万元；“已参评，结果未出”的，从 0 元算到 30 万元",
        );
        let factory = "已入选，奖励未领 20 万元；“已申报，评选中”的，从 0 元算到 20 万元；“没有参加”“正在建设”“入选过，奖励已领”的为 0 元";
        check("zaozhuang-srdi-2022/smart-factory", &[], factory);
    }

    #[test]
    fn a_share_names_its_base_and_its_cap() {
        let (policy, show) = award("zaozhuang-srdi-2022/booth-fee");
        assert_eq!(amount(&POLICIES, policy, &show.terms), "展位费的 50%");
        let asked = [
            (0, "最高认定：省级专精特新及以上"),
            (0, "项目在“三大改造”暨5G、工业互联网支持范围内"),
            (0, "设备、软件、研发投入合计达到 150 万元"),
        ];
        check("sanmenxia-srdi-2022/project-support", &asked, "项目投入的 40%，不超过“支持上限”");
    }

    #[test]
    fn a_share_that_is_only_a_ceiling_keeps_the_nesting_of_the_document() {
        let asked = [
            (0, "以下满足一项"),
            (1, "借此升级技术并认定成功"),
            (1, "由规下升为规上"),
            (1, "以下都要满足"),
            (2, "此前已是规上工业企业"),
            (2, "以下满足一项"),
            (3, "主营业务收入增幅达到 30%"),
            (3, "利润率达到 15%"),
        ];
        check(
            "shanxi-srdi-2022/ip-purchase",
            &asked,
            "最高为知识产权买入金额的 20%，且不超过 200 万元",
        );
    }

    #[test]
    fn a_match_names_what_it_is_paid_beside() {
        check(
            "xinxiang-srdi-2022/equipment-match",
            &[(0, "最高认定：国家级“小巨人”及以上")],
            "省级设备软件补助的 25%",
        );
    }

    #[test]
    fn silence_is_said_once_and_gone_under_the_reading_that_takes_it_away() {
        let (_, neeq) = award("zaozhuang-srdi-2022/listing-neeq");
        let said = silence(&POLICIES, &neeq.terms).expect("the document is silent");
        assert_eq!(
            said,
            "不符合“有市级以上专精特新称号”的，文件没有写能否享受，从 0 元算到 100 万元。"
        );
        assert_eq!(silence(&POLICIES, &neeq.others[0].terms), None);
    }

    #[test]
    fn days_before_the_document_are_named_where_they_count() {
        let (_, provincial) = award("shanxi-srdi-2022/provincial-award");
        let shanxi = POLICIES.policies.iter().find(|policy| policy.id == "shanxi-srdi-2022");
        let index = |id: &str| {
            let readings = shanxi.expect("a document").readings;
            readings.iter().position(|reading| reading.id.ends_with(id)).expect("a reading")
        };
        let under = |id: &str| {
            let other = ReadingSet::NONE.with(ReadingIndex(index(id) as u8));
            earlier(provincial.terms_under(other))
        };
        assert_eq!(under("before-the-plan"), Some("文件施行以前的日期也算。"));
        assert_eq!(under("municipal-titles"), None);
        assert_eq!(earlier(&provincial.terms), None);
    }

    #[test]
    fn a_silence_of_several_parts_is_one_phrase() {
        let yes = |id: &str| {
            let question = POLICIES.question_index(id).expect("a question");
            Condition::Leaf(Leaf { question, test: Test::IsYes, says: None })
        };
        let parts: &'static [Condition] =
            Box::leak(Box::new([yes("above_scale"), yes("became_above_scale")]));
        let sum_of = POLICIES.question_index("government_show_booth_fee_yuan").expect("a question");
        let terms = |silent_unless| Terms {
            condition: Condition::All(&[]),
            amount: AmountRule::Match {
                rate: huiqi_rules::money::Rate::from_hundredths_of_percent(10_000),
                of: sum_of,
            },
            silent_unless: Some(silent_unless),
            days: AwardDays::OfDocument,
            reads: Variables::NONE,
        };
        let said =
            "不符合“此前已为规上，或者规下升规上”的，文件没有写能否享受，从 0 元算到上面写的数额。";
        assert_eq!(silence(&POLICIES, &terms(Condition::Any(parts))).as_deref(), Some(said));
        let none_of = Condition::Not(Box::leak(Box::new(Condition::Any(parts))));
        let texts: Vec<(u8, String)> =
            lines(&POLICIES, &none_of).into_iter().map(|line| (line.depth, line.text)).collect();
        let expected =
            [(0, "以下不能成立"), (1, "以下满足一项"), (2, "此前已为规上"), (2, "规下升规上")];
        assert_eq!(texts, expected.map(|(depth, text)| (depth, text.to_owned())));
        assert_eq!(lines(&POLICIES, &Condition::All(&[])), []);
    }
}
