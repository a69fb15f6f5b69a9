//! Conditions as written.

use super::comparisons::{comparison, is_comparison};
use super::declarations::{Declarations, MOST_OPTIONS};
use super::figures;
use super::message::Message;
use super::names::{BEGIN_A_CONDITION, OF_CONDITION};
use super::paid::{PaidTest, PaidThan};
use super::read::{TomlTable, TomlText, TomlValue};
use super::shapes;
use super::words::{keep, keep_all};
use huiqi_rules::condition::{Condition, Leaf, PartTest, Relation, Test};
use huiqi_rules::crossings::{compares, crossings};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;

/// Returns a condition from its table; `None` where something in it is wrong.
pub(super) fn condition(declared: &Declarations, mut table: TomlTable<'_>) -> Option<Condition> {
    let parts = |tables: Vec<TomlTable<'_>>| -> Option<&'static [Condition]> {
        let parts: Vec<Option<Condition>> =
            tables.into_iter().map(|part| condition(declared, part)).collect();
        parts.into_iter().collect::<Option<Vec<Condition>>>().map(keep_all)
    };
    let result = if table.has("all") {
        // In a reading, a list of none takes a condition away.
        let tables = table.tables("all");
        parts(tables).map(Condition::All)
    } else if table.has("any") {
        let tables = table.tables("any");
        if tables.is_empty() {
            table.position.problem_of_table(say!(
                "`any` needs at least one part: without one, no answer can meet it",
                "`any` 里至少要有一项，不然谁都达不到"
            ));
        }
        parts(tables).map(Condition::Any).filter(|_| !table.is_wrong())
    } else if table.has("not") {
        let part = table.maybe_table("not").and_then(|part| condition(declared, part));
        part.map(|part| Condition::Not(Box::leak(Box::new(part))))
    } else if table.has("defined") {
        table.maybe_text("defined").and_then(|id| declared.definition(&id))
    } else if table.has("met") {
        table.maybe_text("met").map(|id| declared.met(&id, None))
    } else if table.has("paid") {
        let id = table.maybe_text("paid");
        let tests = paid(declared, &mut table);
        id.zip(tests).map(|(id, tests)| declared.met(&id, Some(tests)))
    } else {
        leaf(declared, &mut table)
    };
    finish(table, result.is_some());
    result
}

/// Notes the keys of a condition that nothing has looked at. Of a condition with a mistake only
/// those that are no words of conditions at all.
fn finish(table: TomlTable<'_>, is_read: bool) {
    let beginnings = &OF_CONDITION[..BEGIN_A_CONDITION];
    let order = ["all", "any", "not", "defined", "met", "paid", "question"];
    let beginning = order.into_iter().find(|word| table.peeks(word)).unwrap_or_default();
    table.finish_among(&OF_CONDITION, &|word| {
        if !is_read {
            None
        } else if beginnings.contains(&word) {
            Some(say!(
                "a condition begins with one word, and this one with `{beginning}`: write both as \
                 parts, `{{ all = [{{ {beginning} … }}, {{ {word} … }}] }}`, or `any`",
                "一个条件只用一个词开头，这里是 `{beginning}`：两个都写成一项，`{{ all = [{{ \
                 {beginning} … }}, {{ {word} … }}] }}`，或者用 `any`"
            ))
        } else {
            Some(say!(
                "`{word}` does not go with `{beginning}`, only with `question`: write it into \
                 that part",
                "`{word}` 不能和 `{beginning}` 一起用，只能和 `question` 一起：写到那一项里"
            ))
        }
    });
}

/// What is said of an `is` with a text.
fn is_of_no_answer(kind: Kind, text: &str) -> Message {
    match kind {
        Kind::YesNo => shapes::yes_no(),
        Kind::Single => say!(
            "`is` is of yes or no; of a choice ask `one_of = [\"{text}\"]`",
            "`is` 只用于是非题；选择题写 `one_of = [\"{text}\"]`"
        ),
        Kind::Multi => say!(
            "`is` is of yes or no; of several choices ask `includes = \"{text}\"`",
            "`is` 只用于是非题；多选题写 `includes = \"{text}\"`"
        ),
        Kind::Figure(_) => say!(
            "`is` is of yes or no; for one figure write `at_least = \"{text}\", \
             at_most = \"{text}\"`",
            "`is` 只用于是非题；正好等于一个数，写 `at_least = \"{text}\", at_most = \"{text}\"`"
        ),
    }
}

fn leaf(declared: &Declarations, table: &mut TomlTable<'_>) -> Option<Condition> {
    if !table.has("question") {
        let words = OF_CONDITION[..BEGIN_A_CONDITION].iter().map(|word| format!("`{word}`"));
        let words = words.collect::<Vec<String>>().join(", ");
        table.position.problem_of_table(say!(
            "no condition; it begins with one of {words}",
            "没有写条件；要用其中一个词开头：{words}"
        ));
        return None;
    }
    if is_comparison(table) {
        return comparison(declared, table);
    }
    let id = table.text("question");
    let says: Option<&'static str> = table.maybe_text("says").map(|says| keep(&says.text));
    let (at_least, one_of, includes, is) = (
        table.maybe_text("at_least"),
        table.value("one_of"),
        table.maybe_text("includes"),
        table.value("is"),
    );
    let others: Vec<(Relation, TomlText)> = Relation::ALL
        .into_iter()
        .filter(|(name, _)| *name != "at_least")
        .filter_map(|(name, relation)| Some((relation, table.maybe_text(name)?)))
        .collect();
    let of = table.maybe_text("of");
    let id = id?;
    let question = declared.question_named(&id)?;
    if table.is_wrong() {
        return None;
    }
    if question == PolicySet::REGION {
        id.position.problem(say!(
            "no condition is on the region: what is paid in a part of it only is a second file \
             with that place as its `regions`; or ask in a question whether the company is there",
            "条件不能问 `region`：只在其中一个地方给的，另写一个文件，`regions` 写那个地方；或者用一道\
             题问企业在不在那里"
        ));
        return None;
    }
    if let Some((TomlValue::Texts(options), position)) = &one_of
        && options.is_empty()
    {
        position.problem(say!(
            "must not be empty: name at least one option",
            "不能空着：至少写一个选项"
        ));
        return None;
    }
    // What is written in another shape is said as such.
    let kind = declared.questions[usize::from(question.0)].kind;
    let (listed, yes) = (table.peeks_text("one_of"), table.peeks_text("is"));
    if listed || yes {
        let _ = listed.then(|| table.maybe_texts("one_of"));
        if let Some((TomlValue::Text(text), position)) = is {
            position.problem(is_of_no_answer(kind, &text.text));
        }
        return None;
    }
    if let Kind::Figure(unit) = kind
        && one_of.is_none()
        && includes.is_none()
        && is.is_none()
    {
        let least = at_least.map(|text| (Relation::AtLeast, text));
        let written: Vec<(Relation, TomlText)> = least.into_iter().chain(others).collect();
        return figure(declared, &id, question, unit, written, of, says);
    }
    if let Some((_, text)) = others.first() {
        text.position.problem(say!(
            "only a figure is compared so; of a choice are asked `at_least`, or with `one_of` the \
             options that do",
            "只有填数字的题才能这样比；选择题用 `at_least`，或者用 `one_of` 写出哪几个选项"
        ));
        return None;
    }
    let leaf = |test| Condition::Leaf(Leaf { question, test, says });
    match (kind, at_least, one_of, includes, is) {
        (Kind::Single, Some(least), None, None, None) => {
            declared.option_of(question, &least).map(|option| leaf(Test::AtLeastOption(option)))
        }
        (Kind::Single, None, Some((TomlValue::Texts(options), position)), None, None) => {
            let options: Option<Vec<u16>> =
                options.iter().map(|option| declared.option_of(question, option)).collect();
            let is_wide = |option: &u16| usize::from(*option) >= MOST_OPTIONS;
            if options.iter().flatten().any(is_wide) {
                position.problem(say!(
                    "`one_of` names only the first {MOST_OPTIONS} options of a question",
                    "`one_of` 只能用一道题的前 {MOST_OPTIONS} 个选项"
                ));
                return None;
            }
            let bits =
                |options: Vec<u16>| options.iter().fold(0, |mask, option| mask | 1 << option);
            options.map(|options| leaf(Test::OneOf(bits(options))))
        }
        (Kind::Multi, None, None, Some(option), None) => {
            declared.option_of(question, &option).map(|option| leaf(Test::Includes(option)))
        }
        (Kind::YesNo, None, None, None, Some((TomlValue::YesNo(true), _))) => {
            Some(leaf(Test::IsYes))
        }
        (Kind::YesNo, None, None, None, Some((TomlValue::YesNo(false), _))) => {
            Some(Condition::Not(Box::leak(Box::new(leaf(Test::IsYes)))))
        }
        (kind, ..) => {
            let allowed = match kind {
                Kind::Single => "`at_least` or `one_of`",
                Kind::Multi => "`includes`",
                Kind::YesNo => "`is` (true or false)",
                Kind::Figure(_) => "`at_least`, `above`, `at_most` or `below`",
            };
            let of_them = allowed.replace(" or ", "、");
            id.position.problem_of_table(say!(
                "a condition on `{}`, a question of kind {}, takes {allowed}, and nothing else",
                "`{}` 是 {} 这种题，条件只能用 {of_them}",
                id.text,
                kind.id()
            ));
            None
        }
    }
}

/// Returns what is asked of the sum that another award pays: that it is above 0, where nothing else
/// is written.
fn paid(declared: &Declarations, table: &mut TomlTable<'_>) -> Option<Vec<PaidTest>> {
    let of = match table.maybe_text("of") {
        Some(of) => {
            let kinds = [Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)];
            Some(declared.question_of(&of, &kinds)?)
        }
        None => None,
    };
    let mut tests = Vec::new();
    for (name, relation) in Relation::ALL {
        let Some(text) = table.maybe_text(name) else { continue };
        let than = match of {
            Some(of) => PaidThan::Part(figures::rate(&text)?.percent() / Decimal::ONE_HUNDRED, of),
            None => PaidThan::Sum(figures::money(&text)?.decimal()),
        };
        tests.push(PaidTest { relation, than });
    }
    if tests.is_empty() {
        let than = PaidThan::Sum(Decimal::ZERO);
        tests.push(PaidTest { relation: Relation::Above, than });
    }
    Some(tests)
}

/// Returns a comparison of a figure, or of several that must all hold: from 100 to below 500.
fn figure(
    declared: &Declarations,
    id: &TomlText,
    question: QuestionIndex,
    unit: &'static Unit,
    written: Vec<(Relation, TomlText)>,
    of: Option<TomlText>,
    says: Option<&'static str>,
) -> Option<Condition> {
    if written.is_empty() {
        id.position.problem_of_table(say!(
            "a condition on `{}`, a question of kind {}, takes `at_least`, `above`, `at_most` or \
             `below`, and nothing else",
            "`{}` 是 {} 这种题，条件只能用 `at_least`、`above`、`at_most`、`below`",
            id.text,
            unit.id
        ));
        return None;
    }
    let of = match of {
        Some(of) => {
            let kinds = [Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)];
            if !kinds.contains(&Kind::Figure(unit)) {
                id.position.problem(say!(
                    "a part `of` another figure is a sum or a number",
                    "和另一个数字比（`of`）的，只能是金额或数量"
                ));
                return None;
            }
            let whole = declared.question_of(&of, &kinds)?;
            if whole == question {
                of.position.problem(say!(
                    "a figure is compared with itself: name another question with `of`",
                    "和自己比，等于没有比：`of` 要写另一道题"
                ));
                return None;
            }
            Some(whole)
        }
        None => None,
    };
    if is_twice(&written) {
        return None;
    }
    let mut leaves = Vec::new();
    let is_alone = written.len() == 1;
    for (relation, text) in written {
        let test = match of {
            Some(of) => Test::ComparesPart(Box::leak(Box::new(PartTest {
                rounded: None,
                relation,
                percent: figures::rate(&text)?.percent(),
                of,
                plus: Decimal::ZERO,
                compares,
                crossings,
            }))),
            None => {
                if text.text.ends_with('%') && *unit != Unit::PERCENT {
                    text.position.problem_of_table(say!(
                        "a share is of another figure: name it with `of`, such as `of = \
                         \"revenue_yuan\"`",
                        "百分比要说是占哪个数的：用 `of` 写那道题，如 `of = \"revenue_yuan\"`"
                    ));
                    return None;
                }
                let threshold = figures::figure(unit, &text)?;
                let lowest = unit.lowest().unwrap_or_else(|| unit.least.into());
                if relation == Relation::AtLeast && threshold <= lowest && is_alone {
                    text.position.problem(say!(
                        "every answer is that much or more, so that nothing is asked: leave the \
                         condition out, or ask for more",
                        "答多少都满足，等于没有条件：去掉这个条件，或者把门槛写高"
                    ));
                }
                if relation == Relation::AtLeast {
                    Test::AtLeast(threshold)
                } else {
                    Test::Compares(relation, threshold)
                }
            }
        };
        leaves.push(Condition::Leaf(Leaf { question, test, says }));
    }
    Some(match leaves.as_slice() {
        [single] => *single,
        _ => Condition::All(keep_all(leaves)),
    })
}

/// Notes two ends on one side of a figure, of which one would change nothing.
fn is_twice(written: &[(Relation, TomlText)]) -> bool {
    let sides = [
        [("at_least", Relation::AtLeast), ("above", Relation::Above)],
        [("at_most", Relation::AtMost), ("below", Relation::Below)],
    ];
    for [(included, with), (not, without)] in sides {
        let find = |wanted| written.iter().find(|(relation, _)| *relation == wanted);
        if let (Some(_), Some((_, text))) = (find(with), find(without)) {
            text.position.problem(say!(
                "`{included}` and `{not}` are both the same end: write the one that the document \
                 has",
                "`{included}` 和 `{not}` 是同一头的门槛：只写文件写的那一个"
            ));
            return true;
        }
    }
    false
}

/// Returns the variables that a condition reads.
pub(super) fn reads(declared: &Declarations, condition: &Condition) -> Variables {
    condition.reads(|question| &declared.questions[usize::from(question.0)])
}

/// Whether a leaf passes an option of a single choice, or reads an option of a multi-choice.
pub(super) fn tells(leaf: &Leaf, question: QuestionIndex, option: u16) -> bool {
    leaf.question == question
        && (leaf.test.passes_option(option) || leaf.test == Test::Includes(option))
}
