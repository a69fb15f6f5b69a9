//! Conditions as written.

use super::declarations::{Declarations, MOST_OPTIONS, keep, keep_all};
use super::figures;
use super::read::{TomlTable, TomlValue};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};

/// Whether a part of a condition is below an odd number of `not`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plain,
    BelowNot,
}

impl Sign {
    const fn turned(self) -> Self {
        match self {
            Self::Plain => Self::BelowNot,
            Self::BelowNot => Self::Plain,
        }
    }
}

/// Returns a condition from its table; `None` where something in it is wrong.
pub(super) fn condition(
    declared: &Declarations,
    mut table: TomlTable<'_>,
    sign: Sign,
) -> Option<Condition> {
    let parts = |tables: Vec<TomlTable<'_>>| -> Option<&'static [Condition]> {
        let parts: Vec<Option<Condition>> =
            tables.into_iter().map(|part| condition(declared, part, sign)).collect();
        parts.into_iter().collect::<Option<Vec<Condition>>>().map(keep_all)
    };
    let result = if table.has("all") {
        let tables = table.tables("all");
        parts(tables).map(Condition::All)
    } else if table.has("any") {
        let tables = table.tables("any");
        if tables.is_empty() {
            table
                .position
                .problem("`any` needs at least one part: without one, no answer can meet it");
        }
        parts(tables).map(Condition::Any)
    } else if table.has("not") {
        let part = table.maybe_table("not")?;
        condition(declared, part, sign.turned())
            .map(|part| Condition::Not(Box::leak(Box::new(part))))
    } else {
        leaf(declared, &mut table, sign)
    };
    table.finish();
    result
}

fn leaf(declared: &Declarations, table: &mut TomlTable<'_>, sign: Sign) -> Option<Condition> {
    let id = table.text("question");
    let says: Option<&'static str> = table.maybe_text("says").map(|says| keep(&says.text));
    let (at_least, one_of, includes, is) = (
        table.maybe_text("at_least"),
        table.value("one_of"),
        table.maybe_text("includes"),
        table.value("is"),
    );
    let id = id?;
    let question = declared.question_named(&id)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    let leaf = |test| Condition::Leaf(Leaf { question, test, says });
    match (kind, at_least, one_of, includes, is) {
        (Kind::Single, Some(least), None, None, None) => {
            declared.option_of(question, &least).map(|option| leaf(Test::AtLeastOption(option)))
        }
        (Kind::Figure(unit), Some(least), None, None, None) => {
            if sign == Sign::BelowNot {
                least.position.problem(
                    "a larger sum could lower this award: a sum or a \
                     percentage may not be inside `not`",
                );
            }
            let threshold = figures::figure(unit, &least)?;
            Some(leaf(Test::AtLeast(threshold)))
        }
        (Kind::Single, None, Some((TomlValue::Texts(options), position)), None, None) => {
            let options: Option<Vec<u8>> =
                options.iter().map(|option| declared.option_of(question, option)).collect();
            let is_wide = |option: &u8| usize::from(*option) >= MOST_OPTIONS;
            if options.iter().flatten().any(is_wide) {
                position.problem(format!(
                    "`one_of` names only the first {MOST_OPTIONS} options of a question"
                ));
                return None;
            }
            let bits = |options: Vec<u8>| options.iter().fold(0, |mask, option| mask | 1 << option);
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
                Kind::Figure(_) => "`at_least`",
            };
            id.position.problem(format!(
                "a condition on a question of kind {} takes {allowed}, and nothing else",
                kind.id()
            ));
            None
        }
    }
}

/// Returns the variables that a condition reads.
pub(super) fn reads(declared: &Declarations, condition: &Condition) -> Variables {
    condition.reads(|question| &declared.questions[usize::from(question.0)])
}

/// Whether a leaf passes an option of a single choice, or reads an option of a multi-choice.
pub(super) fn tells(leaf: &Leaf, question: QuestionIndex, option: u8) -> bool {
    leaf.question == question
        && (leaf.test.passes_option(option) || leaf.test == Test::Includes(option))
}
