//! Questions of former editions as written, and what becomes of their answers.

use super::declarations::{Declarations, MOST_FORMER};
use super::figures;
use super::read::{Position, TomlTable, TomlText, TomlValue, named};
use super::short_names::NameOf;
use super::words::{index_in, is_edition, keep, keep_all, kind_of, word};
use huiqi_rules::formerly::{Becomes, CarryRule, Constant, FormerOption, FormerQuestion, Pattern};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::decimal_text;

/// A former question whose rules are not yet read: they may name other former questions.
pub(super) struct Unread<'s> {
    former: FormerQuestion,
    id: TomlText,
    rules: Vec<TomlTable<'s>>,
}

/// A question as one edition had it.
struct Shape {
    kind: Kind,
    options: Vec<&'static str>,
}

/// Takes the former questions of one file, once all questions are known.
pub(super) fn take<'s>(
    declared: &Declarations,
    formerly: &mut Vec<Unread<'s>>,
    file: &mut TomlTable<'s>,
) {
    for table in file.tables("formerly") {
        let question = former_question(declared, formerly, table);
        formerly.extend(question);
    }
}

/// Reads the rules, once all former questions are known.
pub(super) fn rules(declared: &Declarations, mut unread: Vec<Unread<'_>>) -> Vec<FormerQuestion> {
    let tables: Vec<_> = unread.iter_mut().map(|one| std::mem::take(&mut one.rules)).collect();
    let all: Vec<&FormerQuestion> = unread.iter().map(|one| &one.former).collect();
    let read: Vec<Vec<CarryRule>> = unread
        .iter()
        .zip(tables)
        .map(|(one, tables)| {
            FormerQuestionReader { declared, all: &all, of: &one.former }.all(&one.id, tables)
        })
        .collect();
    let with = |(one, rules): (Unread<'_>, Vec<CarryRule>)| FormerQuestion {
        rules: keep_all(rules),
        ..one.former
    };
    unread.into_iter().zip(read).map(with).collect()
}

fn former_question<'s>(
    declared: &Declarations,
    earlier: &[Unread<'_>],
    mut table: TomlTable<'s>,
) -> Option<Unread<'s>> {
    let id = table.text("question");
    let before = table.text("before");
    let kind = table.maybe_text("kind").and_then(|kind| kind_of(&kind));
    let short = table.maybe_text("short");
    let label = table.maybe_text("label");
    let (options, names) = options(&mut table);
    let rules = table.tables("rules");
    let position = table.position.clone();
    table.finish();
    let (id, before) = (id?, before?);
    if !is_edition(&before.text) || declared.edition.is_some_and(|own| *before.text > *own) {
        before.position.problem(say!(
            "must be the first edition that asks otherwise, such as \"2026.12\", and no later \
             than this one, \"{}\"",
            "要写从哪一版起改了问法，如 \"2026.12\"，不能晚于现在这一版 \"{}\"",
            declared.edition.unwrap_or("")
        ));
    }
    if earlier.len() == MOST_FORMER {
        position.problem(say!(
            "too many former questions: {MOST_FORMER} at the most",
            "旧题太多：最多 {MOST_FORMER} 道"
        ));
    }
    if earlier.iter().any(|one| one.former.id == id.text && one.former.before == before.text) {
        id.position.problem(say!(
            "a duplicate: what this question was before that edition is said above",
            "重了：这道题在那一版以前的写法，上面已经有了"
        ));
    }
    let now = declared.questions.iter().find(|question| question.id == id.text);
    let still = now.map_or(0, |question| question.options.len());
    if options.len() + still > MOST_FORMER {
        position.problem(say!(
            "too many options: {}, and {still} that can still be chosen; {MOST_FORMER} at the \
             most",
            "选项太多：{} 个，另有 {still} 个现在还能选；最多 {MOST_FORMER} 个",
            options.len()
        ));
        return None;
    }
    let Some(kind) = kind.or(now.map(|question| question.kind)) else {
        position.problem(say!(
            "`kind` is missing: `{}` is asked no more, so its kind then must be said",
            "少了 `kind`：`{}` 已经不问了，要写当时是哪种题",
            id.text
        ));
        return None;
    };
    let label_now = |option: &FormerOption| {
        let now = now?.options.iter().find(|other| other.id == option.id);
        now.map(|other| other.label)
    };
    if let Some(option) = options.iter().find(|option| label_now(option) == Some(option.label)) {
        id.position.problem(say!(
            "`{}` is still an option; name only those that can no longer be chosen, or had \
             other words",
            "`{}` 现在还能选；只写不能再选的，或者当时叫法不同的",
            option.id
        ));
    }
    declared.short_names.add(NameOf::Question, &id);
    let of_this = |name| declared.short_names.add(NameOf::FormerOption(id.text.clone()), name);
    names.iter().for_each(of_this);
    let (reworded, options): (Vec<FormerOption>, Vec<FormerOption>) =
        options.into_iter().partition(|option| label_now(option).is_some());
    if let (Some(label), Some(now)) = (&label, now)
        && *label.text == *now.label
    {
        label
            .position
            .problem(say!("is still the label; leave it out", "和现在的题目一样；不用写"));
    }
    let has_other_words = now.is_some() && (label.is_some() || !reworded.is_empty());
    if rules.is_empty() && !has_other_words {
        position.problem(say!(
            "`rules` is missing: say what becomes of the answers",
            "少了 `rules`：原来的回答怎么办，要写出来"
        ));
    }
    let column =
        if now.is_some() { format!("{}@{}", id.text, before.text) } else { id.text.to_string() };
    let former = FormerQuestion {
        before: keep(&before.text),
        id: keep(&id.text),
        kind,
        short: word(short),
        label: word(label),
        column: keep(&column),
        options: keep_all(options),
        reworded: keep_all(reworded),
        rules: &[],
    };
    Some(Unread { former, id, rules })
}

/// Returns the options of a former question, and their ids where they are written.
fn options(table: &mut TomlTable<'_>) -> (Vec<FormerOption>, Vec<TomlText>) {
    let (mut options, mut names) = (Vec::new(), Vec::new());
    for mut table in table.tables("options") {
        let (id, label) = (table.text("id"), table.text("label"));
        table.finish();
        if let Some(id) = id {
            options.push(FormerOption { id: keep(&id.text), label: word(label) });
            names.push(id);
        }
    }
    (options, names)
}

/// Reads the rules of one former question.
struct FormerQuestionReader<'r> {
    declared: &'r Declarations,
    all: &'r [&'r FormerQuestion],
    of: &'r FormerQuestion,
}

impl FormerQuestionReader<'_> {
    fn all(&self, id: &TomlText, tables: Vec<TomlTable<'_>>) -> Vec<CarryRule> {
        let count = tables.len();
        let mut rules: Vec<CarryRule> = Vec::new();
        for table in tables {
            let position = table.position.clone();
            if rules.iter().any(is_for_all) {
                position.problem(say!(
                    "can never be reached: the rule above it is for every answer",
                    "用不上：上面一条已经管了所有回答"
                ));
            }
            let rule = self.rule(table, &rules);
            rules.extend(rule);
        }
        let is_asked = self.declared.questions.iter().any(|question| question.id == self.of.id);
        if !is_asked && rules.len() == count && count > 0 && !rules.iter().any(is_for_all) {
            id.position.problem(say!(
                "an answer that no rule is for would be lost; the last rule must be for every \
                 answer, such as one with `asked_again`",
                "没有规则管到的回答会丢掉；最后一条要管所有回答，如写 `asked_again`"
            ));
        }
        rules
    }

    fn rule(&self, mut table: TomlTable<'_>, earlier: &[CarryRule]) -> Option<CarryRule> {
        let then = self.then(self.of);
        let answer = self.pattern(&mut table, &then);
        let with = table.maybe_table("with").map_or(Vec::new(), |table| self.with(&table));
        let regions = table.maybe_texts("regions");
        regions.iter().for_each(|region| self.declared.region(region));
        let becomes = match (table.value("becomes"), table.maybe_text("asked_again")) {
            (Some((TomlValue::Text(question), _)), None) => {
                let renamed = table.maybe_table("renamed");
                let possible = possible(answer.unwrap_or(Pattern::Any), &then, earlier);
                self.same(&question, &then, &possible, renamed)
            }
            (Some((TomlValue::Table(set), _)), None) => self.set(&set),
            (None, Some(question)) => {
                let why = table.text("why");
                self.declared
                    .question_named(&question)
                    .map(|_| Becomes::AskedAgain { question: keep(&question.text), why: word(why) })
            }
            (Some(_) | None, Some(_) | None) => {
                table.position.problem(say!(
                    "say what becomes of the answer: `becomes = \"question\"` (the same \
                     answer), `becomes = {{ question = answer }}`, or `asked_again = \
                     \"question\"` with `why`",
                    "要写回答变成什么：`becomes = \"题\"`（回答不变）、`becomes = {{ 题 = 回答 \
                     }}`，或者 `asked_again = \"题\"` 加 `why`"
                ));
                None
            }
        };
        table.finish();
        let regions = self.declared.with_inner(&regions);
        Some(CarryRule { answer: answer?, with: keep_all(with), regions, becomes: becomes? })
    }

    /// Returns a question as the editions before had it.
    fn then(&self, former: &FormerQuestion) -> Shape {
        let now = self.declared.questions.iter().find(|question| question.id == former.id);
        let still = now.filter(|question| question.kind == former.kind);
        let still = still.map_or(&[][..], |question| question.options);
        let options = former.options.iter().map(|option| option.id);
        Shape {
            kind: former.kind,
            options: options.chain(still.iter().map(|option| option.id)).collect(),
        }
    }

    /// Returns the shape of a question that was asked beside this one.
    fn beside(&self, id: &TomlText) -> Option<Shape> {
        let former =
            |other: &&&FormerQuestion| other.id == id.text && other.before == self.of.before;
        if let Some(former) = self.all.iter().find(former) {
            return Some(self.then(former));
        }
        self.now(id)
    }

    /// Returns the shape of a question that takes an answer: of this edition, or of a former one
    /// that is later than the rule.
    fn now(&self, id: &TomlText) -> Option<Shape> {
        let later = |other: &&&FormerQuestion| other.id == id.text && other.before > self.of.before;
        if let Some(former) = self.all.iter().find(later) {
            return Some(self.then(former));
        }
        let index = self.declared.question_named(id)?;
        let question = &self.declared.questions[usize::from(index.0)];
        let options = question.options.iter().map(|option| option.id).collect();
        Some(Shape { kind: question.kind, options })
    }

    fn pattern(&self, table: &mut TomlTable<'_>, then: &Shape) -> Option<Pattern> {
        let one_of = table.has("one_of").then(|| table.texts("one_of"));
        let only = table.has("only").then(|| table.texts("only"));
        let is = table.has("is").then(|| table.maybe_true("is"));
        let zero = table.has("zero").then(|| table.maybe_true("zero"));
        match (then.kind, one_of, only, is, zero) {
            (_, None, None, None, None) => Some(Pattern::Any),
            (Kind::Single, Some(options), None, None, None) => {
                then.ids(&options).map(Pattern::OneOf)
            }
            (Kind::Multi, None, Some(options), None, None) => then.ids(&options).map(Pattern::Only),
            (Kind::YesNo, None, None, Some(yes), None) => Some(Pattern::Is(yes)),
            (Kind::Figure(_), None, None, None, Some(true)) => Some(Pattern::Zero),
            (kind, ..) => {
                let allowed = match kind {
                    Kind::Single => "`one_of`",
                    Kind::Multi => "`only`",
                    Kind::YesNo => "`is`",
                    Kind::Figure(_) => "`zero = true`",
                };
                table.position.problem(say!(
                    "a rule for a question of kind {} takes {allowed}, and nothing else",
                    "{} 这种题的规则只能用 {allowed}",
                    kind.id()
                ));
                None
            }
        }
    }

    fn with(&self, table: &TomlTable<'_>) -> Vec<(&'static str, Pattern)> {
        let mut with = Vec::new();
        for (id, value) in table.entries() {
            let Some(shape) = self.beside(&id) else { continue };
            let pattern = match (shape.kind, value) {
                (Kind::Single, TomlValue::Texts(options)) => {
                    shape.ids(&options).map(Pattern::OneOf)
                }
                (Kind::Multi, TomlValue::Texts(options)) => shape.ids(&options).map(Pattern::Only),
                (Kind::YesNo, TomlValue::YesNo(yes)) => Some(Pattern::Is(yes)),
                (
                    Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_),
                    TomlValue::Text(_)
                    | TomlValue::Texts(_)
                    | TomlValue::YesNo(_)
                    | TomlValue::Table(_)
                    | TomlValue::Other,
                ) => {
                    id.position.problem(say!(
                        "is a list of options, any of which will do, or true or false",
                        "要写选项的列表（有一个就行），或者 true、false"
                    ));
                    None
                }
            };
            with.extend(pattern.map(|pattern| (keep(&id.text), pattern)));
        }
        with
    }

    fn same(
        &self,
        question: &TomlText,
        then: &Shape,
        possible: &[&'static str],
        renamed: Option<TomlTable<'_>>,
    ) -> Option<Becomes> {
        let now = self.now(question)?;
        if then.kind != now.kind && (then.kind, now.kind) != (Kind::Single, Kind::Multi) {
            question.position.problem(say!(
                "takes another kind of answer: {}, not {}; write `becomes = {{ question = \
                 answer }}` or `asked_again`",
                "题型变了：现在是 {}，原来是 {}；写 `becomes = {{ 题 = 回答 }}` 或 \
                 `asked_again`",
                now.kind.id(),
                then.kind.id()
            ));
            return None;
        }
        let renamed = renamed.map_or(Vec::new(), |table| new_ids(&table, then, &now));
        let new_id = |old: &'static str| {
            renamed.iter().find(|(other, _)| *other == old).map_or(old, |(_, new)| *new)
        };
        let is_lost = |option: &&'static str| !now.options.contains(&new_id(option));
        let lost: Vec<&str> = possible.iter().copied().filter(is_lost).collect();
        if !lost.is_empty() {
            question.position.problem(say!(
                "has no option {}; give its new id in `renamed`, or another rule above",
                "没有选项 {}；在 `renamed` 里写它的新代号，或者在上面另写一条",
                named(&lost)
            ));
        }
        Some(Becomes::Same { question: keep(&question.text), renamed: keep_all(renamed) })
    }

    fn set(&self, table: &TomlTable<'_>) -> Option<Becomes> {
        let mut entries = table.entries();
        let (Some((id, value)), true) = (entries.pop(), entries.is_empty()) else {
            table.position.problem(say!(
                "an answer becomes one answer: `{{ question = answer }}`",
                "一个回答变成一个回答：`{{ 题 = 回答 }}`"
            ));
            return None;
        };
        let shape = self.now(&id)?;
        let answer = constant(&shape, &id.position, value)?;
        Some(Becomes::Set { question: keep(&id.text), answer })
    }
}

fn new_ids(table: &TomlTable<'_>, then: &Shape, now: &Shape) -> Vec<(&'static str, &'static str)> {
    let mut ids = Vec::new();
    for (old, new) in table.entries() {
        match new {
            TomlValue::Text(new) => ids.extend(then.id(&old).zip(now.id(&new))),
            TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Table(_) | TomlValue::Other => {
                old.position.problem(say!("must be an option in quotes", "要写引号里的选项"));
            }
        }
    }
    ids
}

/// Returns the options that an answer to which a rule comes can hold.
fn possible(answer: Pattern, then: &Shape, earlier: &[CarryRule]) -> Vec<&'static str> {
    let is_taken = |option: &&'static str| {
        earlier.iter().filter(|rule| is_unconditional(rule)).any(|rule| match rule.answer {
            Pattern::OneOf(options) => options.contains(option),
            Pattern::Any | Pattern::Only(_) | Pattern::Is(_) | Pattern::Zero => false,
        })
    };
    let all: &[&'static str] = match answer {
        Pattern::OneOf(options) | Pattern::Only(options) => options,
        Pattern::Any | Pattern::Is(_) | Pattern::Zero => &then.options,
    };
    all.iter().copied().filter(|option| !is_taken(option)).collect()
}

/// Whether nothing but the answer itself decides whether a rule fits.
const fn is_unconditional(rule: &CarryRule) -> bool {
    rule.with.is_empty() && rule.regions.is_empty()
}

/// Whether a rule is for every answer.
fn is_for_all(rule: &CarryRule) -> bool {
    rule.answer == Pattern::Any && is_unconditional(rule)
}

impl Shape {
    fn id(&self, option: &TomlText) -> Option<&'static str> {
        let index = index_in(self.options.iter().copied(), option, "option")?;
        Some(self.options[usize::from(index)])
    }

    fn ids(&self, options: &[TomlText]) -> Option<&'static [&'static str]> {
        let ids: Vec<Option<&'static str>> = options.iter().map(|option| self.id(option)).collect();
        ids.into_iter().collect::<Option<Vec<_>>>().map(keep_all)
    }
}

fn constant(shape: &Shape, position: &Position, value: TomlValue<'_>) -> Option<Constant> {
    match (shape.kind, value) {
        (Kind::Single, TomlValue::Text(option)) => shape.id(&option).map(Constant::Option),
        (Kind::Multi, TomlValue::Texts(options)) => shape.ids(&options).map(Constant::Options),
        (Kind::YesNo, TomlValue::YesNo(yes)) => Some(Constant::YesNo(yes)),
        (Kind::Figure(unit), TomlValue::Text(figure)) => figures::figure(unit, &figure)
            .map(|figure| Constant::Figure(keep(&decimal_text(figure)))),
        (kind @ (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_)), _) => {
            position.problem(say!(
                "is no answer to a question of kind {}",
                "不能这样回答 {} 这种题",
                kind.id()
            ));
            None
        }
    }
}
