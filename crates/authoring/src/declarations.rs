//! Regions, steps, sections, questions and constraints, whichever file declares them.

mod constraints;
mod helps;
mod options;
mod places;
mod sections;

pub(super) use self::options::{AddedOption, WrittenOptions};
use self::places::WrittenRegion;
use super::definitions::{Definition, MetCondition};
use super::figure_text::FigureText;
use super::read::{Position, TomlTable, TomlText, named, unknown};
use super::short_names::{NameOf, ShortNames};
use super::words::{
    duplicate, duplicate_of_all, index_in, is_edition, keep, keep_all, kind_of, not_longer,
    optional, quotient_of, word, words,
};
use huiqi_rules::policy::{FirstForm, QuestionStep, Region, Section};
use huiqi_rules::question::{ChoiceOption, Constraint, Kind, Question, QuestionIndex, Variables};
use huiqi_rules::synonym::Meaning;
use huiqi_rules::unit::Unit;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The options of the first question are the regions; an option is a `u16`, and so is their number.
const MOST_REGIONS: usize = u16::MAX as usize;
/// A question is named by a `u16`.
const MOST_QUESTIONS: usize = u16::MAX as usize;
/// So many awards, and so many highest-only rules, a document has at the most.
pub(super) const MOST_OF_A_KIND: usize = 256;
/// A choice of readings is held as the bits of a `u64`.
pub(super) const MOST_READINGS: usize = 64;
/// A column of a table names a former question by a number, and a cell an option of it.
pub(super) const MOST_FORMER: usize = 255;
/// A condition holds the options of a single choice as the bits of a `u64`.
pub(super) const MOST_OPTIONS: usize = 64;
/// A link holds the number of the options chosen in six bits.
const MOST_CHOSEN: usize = 63;
/// A question fits three lines of a phone.
const MOST_LETTERS_OF_A_LABEL: usize = 50;
/// A short name fits into a list beside an answer.
const MOST_LETTERS_OF_A_SHORT_NAME: usize = 24;

/// Everything declared so far.
#[derive(Default)]
pub(super) struct Declarations {
    pub(super) edition: Option<&'static str>,
    pub(super) assumptions: Vec<&'static str>,
    pub(super) regions: Vec<Region>,
    /// Where each region is declared, by its id.
    pub(super) region_ids: HashMap<&'static str, Position>,
    /// Those that come behind the regions of every file.
    last_regions: Vec<WrittenRegion>,
    pub(super) steps: Vec<QuestionStep>,
    pub(super) sections: Vec<Section>,
    pub(super) questions: Vec<Question>,
    /// Where each is declared.
    pub(super) question_positions: Vec<Position>,
    /// The index of each, by its id.
    question_indices: HashMap<&'static str, QuestionIndex>,
    /// What each region lies within.
    places: Vec<Option<usize>>,
    /// The same as written, by the index of the region.
    written_places: Vec<(usize, TomlText)>,
    /// The codes of all regions.
    divisions: HashSet<String>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) hidden_options: Vec<HiddenOption>,
    /// The options that documents add to questions of other files.
    pub(super) added_options: Vec<AddedOption>,
    pub(super) other_words: Vec<OtherWord>,
    /// The ids of questions with a mistake of their own; what names them is no second mistake.
    broken_questions: Vec<String>,
    /// The conditions with a name that the files read so far may use.
    pub(super) definitions: RefCell<Vec<Definition>>,
    /// The ids of all of the file that is read.
    pub(super) definition_ids: RefCell<Vec<String>>,
    /// The places where the condition of another award is taken over.
    pub(super) met: RefCell<Vec<MetCondition>>,
    /// The documents that are named and not there, and where.
    pub(super) absent: RefCell<Vec<(String, Position)>>,
    /// What links of the first form can name.
    pub(super) first_form: FirstForm,
    /// What the codes of links name.
    pub(super) short_names: ShortNames,
}

/// An option that a region's form leaves out.
pub(super) struct HiddenOption {
    pub(super) question: QuestionIndex,
    pub(super) option: u16,
    pub(super) region: TomlText,
}

/// Another word for a question or for what is answered to it.
pub(super) struct OtherWord {
    pub(super) word: TomlText,
    pub(super) question: QuestionIndex,
    pub(super) meaning: Meaning,
}

/// What steps and sections have.
struct SectionText {
    id: &'static str,
    title: &'static str,
    intro: &'static str,
}

impl Declarations {
    /// Takes what one file declares; its regions are under the key `regions`.
    pub(super) fn take(&mut self, file: &mut TomlTable<'_>, regions: &'static str) {
        if let Some(edition) = file.maybe_text("edition") {
            if !is_edition(&edition.text) {
                edition.position.problem(say!(
                    "must be a year and a month, 01 to 12: \"2026.12\", then \"2026.12.1\" to \
                     \"2026.12.9\"",
                    "要写年和月（01 至 12），如 \"2026.12\"；同一个月再改，写 \"2026.12.1\"，到 \
                     \"2026.12.9\""
                ));
            }
            self.edition = Some(keep(&edition.text));
        }
        self.assumptions
            .extend(file.maybe_texts("assumptions").iter().map(|text| keep(&text.text)));
        for table in file.tables(regions) {
            self.take_region(table);
        }
        for table in file.tables("steps") {
            if let Some(SectionText { id, title, intro }) =
                sections::read(table, self.steps.iter().map(|step| step.id))
            {
                self.steps.push(QuestionStep { id, title, intro });
            }
        }
        for table in file.tables("sections") {
            if let Some(SectionText { id, title, intro }) =
                sections::read(table, self.sections.iter().map(|section| section.id))
            {
                self.sections.push(Section { id, title, intro });
            }
        }
    }

    /// Takes what links of the first form can name.
    pub(super) fn take_first_form(&mut self, file: &mut TomlTable<'_>) {
        let Some(mut table) = file.maybe_table("first_form") else { return };
        let mut ids = |key: &'static str| words(&table.maybe_texts(key));
        self.first_form = FirstForm {
            regions: ids("regions"),
            questions: ids("questions"),
            readings: ids("readings"),
        };
        table.finish();
    }

    fn also(&mut self, words: Vec<TomlText>, question: QuestionIndex, meaning: Meaning) {
        let other = |word| OtherWord { word, question, meaning };
        self.other_words.extend(words.into_iter().map(other));
    }

    /// Takes the questions of one file, once all regions, steps and sections are known.
    pub(super) fn take_questions(&mut self, file: &mut TomlTable<'_>) {
        for mut table in file.tables("questions") {
            let id = table.text("id");
            let position = table.position.clone();
            let (hidden, others) = (self.hidden_options.len(), self.other_words.len());
            let names = self.short_names.count();
            // Without an id, what else is wrong in it is still said.
            let none = || TomlText { text: String::new(), position: position.clone() };
            let named = id.clone().unwrap_or_else(none);
            let question = self.question(table, &named).filter(|_| id.is_some());
            match question {
                Some(question) if self.has_room(&position) => {
                    self.short_names.add(NameOf::Question, &named);
                    let index = QuestionIndex(self.questions.len() as u16);
                    self.question_indices.insert(question.id, index);
                    self.question_positions.push(position);
                    self.questions.push(question);
                }
                Some(_) | None => {
                    self.hidden_options.truncate(hidden);
                    self.other_words.truncate(others);
                    self.short_names.truncate(names);
                    self.broken_questions.push(named.text);
                }
            }
        }
    }

    /// Whether one more question can be named.
    fn has_room(&self, position: &Position) -> bool {
        let fits = self.questions.len() < MOST_QUESTIONS;
        if !fits {
            position.problem(say!(
                "too many questions: {MOST_QUESTIONS} at the most",
                "题目太多：最多 {MOST_QUESTIONS} 道"
            ));
        }
        fits
    }

    fn question(&mut self, mut table: TomlTable<'_>, id: &TomlText) -> Option<Question> {
        let step = table.text("step");
        let section = table.maybe_text("section");
        let kind = table.text("kind");
        let label = table.text("label");
        let short = table.text("short");
        let help = optional(&mut table, "help");
        let unit = table.maybe_text("unit");
        let multiple_of = table.maybe_text("multiple_of");
        let (from, to) = (table.maybe_text("least"), table.maybe_text("most"));
        let by_region = table.maybe_table("help_by_region");
        let quotient = table.maybe_table("quotient");
        let also = table.maybe_texts("also");
        let also_none = table.maybe_texts("also_none");
        let options = table.tables("options");
        let proof = table.maybe_texts("proof");
        let position = table.position.clone();
        table.finish();
        let known = self.question_indices.get(id.text.as_str());
        let first = known.map(|index| &self.question_positions[usize::from(index.0)]);
        let advice = say!(
            "; use that question, or give yours an id with the place in it",
            "；用那道题，或者自己的题换个代号，带上地名"
        );
        let is_new = duplicate_of_all(id, first, advice);
        let kind = kind.and_then(|kind| kind_of(&kind));
        if let Some(step) = &step {
            index_in(self.steps.iter().map(|step| step.id), step, "step");
        }
        if let Some(section) = &section {
            index_in(self.sections.iter().map(|section| section.id), section, "section");
        }
        let help_by_region = by_region.map_or(Vec::new(), |table| self.help_by_region(&table));
        let quotient = quotient.map(|table| (table.position.clone(), quotient_of(table, help)));
        let (kind, label, short, step) = (kind?, label?, short?, step?);
        if kind == Kind::Figure(&Unit::YUAN) {
            [&label, &short].into_iter().for_each(in_yuan);
        }
        let is_first = self.questions.is_empty() && self.broken_questions.is_empty();
        // Links, kept answers and packs know it by this id.
        if is_first && (kind != Kind::Single || id.text != "region") {
            position.problem(say!(
                "the first question asks for the region: its id is `region`, and it is `single`",
                "第一道题问地区：id 写 `region`，要用 `single`"
            ));
            return None;
        }
        if let Some((position, _)) = &quotient
            && kind != Kind::Figure(&Unit::PERCENT)
        {
            position.problem(say!(
                "only a percentage has a `quotient`",
                "只有百分比的题才有 `quotient`"
            ));
        }
        not_longer(&label, MOST_LETTERS_OF_A_LABEL);
        not_longer(&short, MOST_LETTERS_OF_A_SHORT_NAME);
        let kind = FigureText { position: &position, unit, multiple_of, from, to }.kind(kind)?;
        let options = self.options_of(kind, options, &position)?;
        if let Some(word) = also_none.first().filter(|_| kind != Kind::Multi) {
            word.position
                .problem(say!("only a multi-choice has `also_none`", "只有多选题才有 `also_none`"));
        }
        let this = QuestionIndex(self.questions.len() as u16);
        self.also(also, this, Meaning::Question);
        self.also(also_none, this, Meaning::NoOption);
        is_new.then(|| Question {
            id: keep(&id.text),
            kind,
            step: keep(&step.text),
            section: section.map(|section| keep(&section.text)),
            label: keep(&label.text),
            short: keep(&short.text),
            help,
            help_by_region: keep_all(help_by_region),
            quotient: quotient.and_then(|(_, quotient)| quotient),
            options: keep_all(options),
            // Given once it is known what is asked together.
            first_variable: 0,
            proof: words(&proof),
        })
    }

    /// Returns the options of a question; those of the first, which asks for the region, are the
    /// regions.
    fn options_of(
        &mut self,
        kind: Kind,
        tables: Vec<TomlTable<'_>>,
        position: &Position,
    ) -> Option<Vec<ChoiceOption>> {
        if self.questions.is_empty() {
            let option = |region: &Region| ChoiceOption {
                id: region.id,
                label: region.name,
                hidden_in: &[],
            };
            return Some(self.regions.iter().map(option).collect());
        }
        let options = self.options(tables);
        let (takes, most) = match kind {
            Kind::Single => (true, MOST_OPTIONS),
            Kind::Multi => (true, MOST_CHOSEN),
            Kind::YesNo | Kind::Figure(_) => (false, 0),
        };
        let mistake = if takes && options.is_empty() {
            say!("a choice needs `options`", "选择题要写 `options`")
        } else if !takes && !options.is_empty() {
            say!("only single and multi take `options`", "只有单选题和多选题才写 `options`")
        } else if options.len() > most {
            say!(
                "too many options: {}; a question of kind {} has at most {most}",
                "选项太多：{} 个；{} 这种题最多 {most} 个",
                options.len(),
                kind.id()
            )
        } else {
            return Some(options);
        };
        position.problem_of_table(mistake);
        None
    }

    fn options(&mut self, tables: Vec<TomlTable<'_>>) -> Vec<ChoiceOption> {
        let question = QuestionIndex(self.questions.len() as u16);
        let mut options: Vec<ChoiceOption> = Vec::new();
        for mut table in tables {
            let (id, label) = (table.text("id"), table.text("label"));
            let hidden = table.maybe_texts("hidden_in");
            let also = table.maybe_texts("also");
            table.finish();
            hidden.iter().for_each(|region| self.region(region));
            let Some(id) = id else { continue };
            duplicate(&id, options.iter().map(|option| option.id));
            if let Some(label) = &label
                && let Some(other) = options.iter().find(|option| option.label == label.text)
            {
                label.position.problem(say!(
                    "option `{}` has the same words: nobody can tell the two apart",
                    "选项 `{}` 的文字一样：分不出是哪一个",
                    other.id
                ));
            }
            let hidden_in = words(&hidden);
            let option = options.len() as u16;
            self.hidden_options.extend(hidden.into_iter().map(|region| HiddenOption {
                question,
                option,
                region,
            }));
            self.also(also, question, Meaning::Option(option));
            self.short_names.add(NameOf::Option(question), &id);
            options.push(ChoiceOption { id: keep(&id.text), label: word(label), hidden_in });
        }
        options
    }

    /// Notes a region that is not declared.
    pub(super) fn region(&self, region: &TomlText) {
        index_in(self.regions.iter().map(|region| region.id), region, "region");
    }

    /// Returns a question by id, of one of these kinds.
    pub(super) fn question_of(&self, id: &TomlText, kinds: &[Kind]) -> Option<QuestionIndex> {
        let fits = |question: &&Question| kinds.contains(&question.kind);
        let of_kind = || self.questions.iter().filter(fits).map(|question| question.id);
        let question = self.question_among(id, of_kind())?;
        if !fits(&&self.questions[usize::from(question.0)]) {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.id()).collect();
            let allowed: Vec<&str> = of_kind().collect();
            let (these, all) = (names.join("、"), named(&allowed));
            let names = names.join(" or ");
            let is_rate = self.questions[usize::from(question.0)].kind
                == Kind::Figure(&Unit::PERCENT)
                && kinds.contains(&Kind::Figure(&Unit::NUMBER));
            id.position.problem(if is_rate {
                say!(
                    "is of another kind; this takes {names}: a rate that is multiplied is asked as \
                     a number of the unit 个百分点 with `multiple_of = \"0.01\"`, and written as \
                     `{{ divide = [\"{}\", \"100\"] }}`",
                    "题型不对；这里要用 {these}：要乘的利率、比例，用数量题来问，单位写“个百分点”，\
                     `multiple_of = \"0.01\"`，这里写 `{{ divide = [\"{}\", \"100\"] }}`",
                    id.text
                )
            } else {
                say!(
                    "is of another kind; this takes {names}: {all}",
                    "题型不对；这里要用 {these}：{all}"
                )
            });
            return None;
        }
        Some(question)
    }

    /// Returns the question with this id, of any kind.
    pub(super) fn question_named(&self, id: &TomlText) -> Option<QuestionIndex> {
        self.question_among(id, self.questions.iter().map(|question| question.id))
    }

    /// Returns the question with this id; where there is none, these are allowed. A question with a
    /// mistake of its own is none, and no second mistake.
    fn question_among<'a>(
        &self,
        id: &TomlText,
        allowed: impl Iterator<Item = &'a str>,
    ) -> Option<QuestionIndex> {
        let found = self.question_indices.get(id.text.as_str()).copied();
        if found.is_none() && !self.broken_questions.contains(&id.text) {
            id.position.problem(unknown("question", &id.text, allowed));
        }
        found
    }

    /// Returns a variable of a question: its only one, or that of an option of a multi-choice.
    pub(super) fn variable(&self, question: QuestionIndex, option: u16) -> Variables {
        Variables::one(self.questions[usize::from(question.0)].first_variable + option)
    }

    /// Returns an option of a question by id.
    pub(super) fn option_of(&self, question: QuestionIndex, id: &TomlText) -> Option<u16> {
        let shape = &self.questions[usize::from(question.0)];
        let ids = shape.options.iter().map(|option| option.id);
        let option = index_in(ids, id, &format!("option of `{}`", shape.id))?;
        self.check_known(question, option, id);
        Some(option)
    }
}

/// Notes words of a question for a sum that ask for another unit than yuan: a company that types
/// 500 for 5 million would be taken at its word.
fn in_yuan(words: &TomlText) {
    let asked = ["万元", "亿元", "千元", "百元"].into_iter().find(|unit| {
        ["（", "(", "单位：", "单位:", "多少", "几"]
            .iter()
            .any(|before| words.text.contains(&format!("{before}{unit}")))
    });
    if let Some(unit) = asked {
        words.position.problem(say!(
            "the page asks for 元 and writes it behind the field (people may type 5万): leave \
             `{unit}` out",
            "页面按“元”问，框后面已经写了单位（也可以填“5万”）：去掉“{unit}”"
        ));
    }
}
