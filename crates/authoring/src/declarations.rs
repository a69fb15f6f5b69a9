//! Regions, steps, sections, questions and constraints, whichever file declares them.

use super::read::{Log, Table, Text, Value, unknown};
use huiqi_rules::policy::{QuestionStep, Region, Section};
use huiqi_rules::question::{
    ChoiceOption, Constraint, Kind, Question, QuestionIndex, RegionalHelp,
};
use huiqi_rules::unit::Unit;

/// A text that lives as long as the tables.
pub(super) fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// A list that lives as long as the tables.
pub(super) fn keep_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// Everything declared so far.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) edition: Option<&'static str>,
    pub(super) assumptions: Vec<&'static str>,
    pub(super) regions: Vec<Region>,
    pub(super) steps: Vec<QuestionStep>,
    pub(super) sections: Vec<Section>,
    pub(super) questions: Vec<Question>,
    pub(super) constraints: Vec<Constraint>,
}

impl Declared {
    /// Takes what one file declares; its regions stand under the key `regions`.
    pub(super) fn take(&mut self, file: &mut Table<'_>, regions: &'static str, log: &mut Log) {
        if let Some(edition) = file.maybe_text("edition", log) {
            self.edition = Some(keep(&edition.text));
        }
        self.assumptions
            .extend(file.maybe_texts("assumptions", log).iter().map(|text| keep(&text.text)));
        for mut table in file.tables(regions, log) {
            let id = table.text("id", log);
            let name = table.text("name", log);
            let hint = optional(&mut table, "hint", log);
            table.finish(log);
            if let (Some(id), Some(name)) = (id, name) {
                duplicate(&id, self.regions.iter().map(|region| region.id), log);
                self.regions.push(Region { id: keep(&id.text), name: keep(&name.text), hint });
            }
        }
        for mut table in file.tables("steps", log) {
            let (id, title) = (table.text("id", log), table.text("title", log));
            let intro = optional(&mut table, "intro", log);
            table.finish(log);
            if let (Some(id), Some(title)) = (id, title) {
                duplicate(&id, self.steps.iter().map(|step| step.id), log);
                self.steps.push(QuestionStep {
                    id: keep(&id.text),
                    title: keep(&title.text),
                    intro,
                });
            }
        }
        for mut table in file.tables("sections", log) {
            let (id, title) = (table.text("id", log), table.text("title", log));
            let intro = optional(&mut table, "intro", log);
            table.finish(log);
            if let (Some(id), Some(title)) = (id, title) {
                duplicate(&id, self.sections.iter().map(|section| section.id), log);
                self.sections.push(Section { id: keep(&id.text), title: keep(&title.text), intro });
            }
        }
    }

    /// Takes the questions of one file, once all regions, steps and sections are known.
    pub(super) fn take_questions(&mut self, file: &mut Table<'_>, log: &mut Log) {
        for table in file.tables("questions", log) {
            if let Some(question) = self.question(table, log) {
                self.questions.push(question);
            }
        }
    }

    fn question(&self, mut table: Table<'_>, log: &mut Log) -> Option<Question> {
        let id = table.text("id", log);
        let step = table.text("step", log);
        let section = table.maybe_text("section", log);
        let kind = table.text("kind", log);
        let label = table.text("label", log);
        let short = table.text("short", log);
        let help = optional(&mut table, "help", log);
        let unit = table.maybe_text("unit", log);
        let by_region = table.maybe_table("help_by_region", log);
        let options = table.tables("options", log);
        let options_place = table.place.clone();
        table.finish(log);
        let id = id?;
        duplicate(&id, self.questions.iter().map(|question| question.id), log);
        let kind = kind.and_then(|kind| kind_of(&kind, log));
        if let Some(step) = &step
            && !self.steps.iter().any(|declared| declared.id == step.text)
        {
            step.place
                .problem(log, unknown("step", &step.text, self.steps.iter().map(|step| step.id)));
        }
        if let Some(section) = &section
            && !self.sections.iter().any(|declared| declared.id == section.text)
        {
            section.place.problem(
                log,
                unknown("section", &section.text, self.sections.iter().map(|section| section.id)),
            );
        }
        let mut help_by_region = Vec::new();
        for (region, value) in by_region.map_or(Vec::new(), |table| table.entries()) {
            self.region(&region, log);
            match value {
                Value::Text(help) => help_by_region
                    .push(RegionalHelp { region: keep(&region.text), help: keep(&help.text) }),
                Value::Texts(_) | Value::YesNo(_) | Value::Table(_) | Value::Other => {
                    region.place.problem(log, "must be a text in quotes")
                }
            }
        }
        let options = if self.questions.is_empty() {
            // The first question asks for the region.
            self.regions
                .iter()
                .map(|region| ChoiceOption { id: region.id, label: region.name, hidden_in: &[] })
                .collect()
        } else {
            self.options(options, log)
        };
        let (kind, label, short, step) = (kind?, label?, short?, step?);
        if let Some(unit) = unit.filter(|unit| kind.unit().is_none_or(|of| of.word != unit.text)) {
            unit.place.problem(log, unit_of(kind));
        }
        let takes_options = matches!(kind, Kind::Single | Kind::Multi);
        if takes_options == options.is_empty() {
            options_place.problem(
                log,
                if takes_options {
                    "a choice needs `options`"
                } else {
                    "only single and multi take `options`"
                },
            );
        }
        let first_variable = self.questions.iter().map(variables).sum::<usize>();
        Some(Question {
            id: keep(&id.text),
            kind,
            step: keep(&step.text),
            section: section.map(|section| keep(&section.text)),
            label: keep(&label.text),
            short: keep(&short.text),
            help,
            help_by_region: keep_all(help_by_region),
            options: keep_all(options),
            first_variable: u8::try_from(first_variable)
                .ok()
                .filter(|first| *first <= 120)
                .expect("the engine keeps at most 128 variables"),
        })
    }

    fn options(&self, tables: Vec<Table<'_>>, log: &mut Log) -> Vec<ChoiceOption> {
        let mut options: Vec<ChoiceOption> = Vec::new();
        for mut table in tables {
            let (id, label) = (table.text("id", log), table.text("label", log));
            let hidden = table.maybe_texts("hidden_in", log);
            table.finish(log);
            hidden.iter().for_each(|region| self.region(region, log));
            if let (Some(id), Some(label)) = (id, label) {
                duplicate(&id, options.iter().map(|option| option.id), log);
                let hidden_in = keep_all(hidden.iter().map(|region| keep(&region.text)).collect());
                options.push(ChoiceOption {
                    id: keep(&id.text),
                    label: keep(&label.text),
                    hidden_in,
                });
            }
        }
        options
    }

    /// Takes the constraints of one file, once all questions are known.
    pub(super) fn take_constraints(&mut self, file: &mut Table<'_>, log: &mut Log) {
        for mut table in file.tables("constraints", log) {
            let (multi, ladder, message) = (
                table.text("multi", log),
                table.text("not_above", log),
                table.text("message", log),
            );
            table.finish(log);
            let multi = multi.and_then(|id| self.question_of(&id, &[Kind::Multi], log));
            let named = ladder;
            let ladder = named.as_ref().and_then(|id| self.question_of(id, &[Kind::Single], log));
            let (Some(multi), Some(ladder), Some(message), Some(named)) =
                (multi, ladder, message, named)
            else {
                continue;
            };
            let steps = self.questions[usize::from(ladder.0)].options;
            let mut ranks = Vec::new();
            for option in self.questions[usize::from(multi.0)].options {
                match steps.iter().position(|step| step.id == option.id) {
                    Some(rank) => ranks.push(rank as u8),
                    None => named.place.problem(
                        log,
                        format!("has no option `{}`, which the multi-choice has", option.id),
                    ),
                }
            }
            self.constraints.push(Constraint {
                multi,
                ladder,
                ranks: keep_all(ranks),
                message: keep(&message.text),
            });
        }
    }

    /// Notes a region that is not declared.
    pub(super) fn region(&self, region: &Text, log: &mut Log) {
        if !self.regions.iter().any(|declared| declared.id == region.text) {
            region.place.problem(
                log,
                unknown("region", &region.text, self.regions.iter().map(|region| region.id)),
            );
        }
    }

    /// A question by id, of one of these kinds.
    pub(super) fn question_of(
        &self,
        id: &Text,
        kinds: &[Kind],
        log: &mut Log,
    ) -> Option<QuestionIndex> {
        let question = self.question_named(id, log)?;
        if !kinds.contains(&self.questions[usize::from(question.0)].kind) {
            let allowed: Vec<&str> = self
                .questions
                .iter()
                .filter(|question| kinds.contains(&question.kind))
                .map(|question| question.id)
                .collect();
            id.place.problem(
                log,
                format!(
                    "is of another kind; this takes {}: {}",
                    kinds.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(" or "),
                    allowed.join(", ")
                ),
            );
            return None;
        }
        Some(question)
    }

    /// The question with this id, of whatever kind.
    pub(super) fn question_named(&self, id: &Text, log: &mut Log) -> Option<QuestionIndex> {
        let found = self.questions.iter().position(|question| question.id == id.text);
        if found.is_none() {
            id.place.problem(
                log,
                unknown("question", &id.text, self.questions.iter().map(|question| question.id)),
            );
        }
        found.map(|place| QuestionIndex(place as u8))
    }

    /// An option of a question by id.
    pub(super) fn option_of(
        &self,
        question: QuestionIndex,
        id: &Text,
        log: &mut Log,
    ) -> Option<u8> {
        let question = &self.questions[usize::from(question.0)];
        let option = question.option(&id.text);
        if option.is_none() {
            id.place.problem(
                log,
                unknown(
                    &format!("option of `{}`", question.id),
                    &id.text,
                    question.options.iter().map(|option| option.id),
                ),
            );
        }
        option
    }
}

fn variables(question: &Question) -> usize {
    match question.kind {
        Kind::Multi => question.options.len(),
        Kind::Single | Kind::YesNo | Kind::Figure(_) => 1,
    }
}

/// What `unit` may say of a question of this kind.
fn unit_of(kind: Kind) -> String {
    match kind {
        Kind::Single | Kind::Multi | Kind::YesNo => "only figures have a `unit`".to_owned(),
        Kind::Figure(unit) => format!("a figure of kind {} has the unit {:?}", unit.id, unit.word),
    }
}

fn kind_of(kind: &Text, log: &mut Log) -> Option<Kind> {
    let figures = Unit::ALL.map(Kind::Figure);
    let kinds = || [Kind::Single, Kind::Multi, Kind::YesNo].into_iter().chain(figures);
    let found = kinds().find(|known| known.id() == kind.text);
    if found.is_none() {
        kind.place.problem(log, unknown("kind", &kind.text, kinds().map(Kind::id)));
    }
    found
}

fn optional(table: &mut Table<'_>, key: &'static str, log: &mut Log) -> &'static str {
    table.maybe_text(key, log).map_or("", |text| keep(&text.text))
}

/// Notes an id that is taken.
pub(super) fn duplicate<'a>(id: &Text, mut taken: impl Iterator<Item = &'a str>, log: &mut Log) {
    if taken.any(|other| other == id.text) {
        id.place
            .problem(log, "a duplicate id: another item has it already; every id is given once");
    }
    if id.text.contains('/') || id.text.chars().any(char::is_whitespace) {
        id.place.problem(log, "an id holds no slash and no space");
    }
}
