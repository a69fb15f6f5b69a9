//! Options that a document adds to a question of another file, for its own places: elsewhere no
//! form shows them, and no award may tell them apart from what is shown.

use super::{Declarations, HiddenOption, MOST_CHOSEN, MOST_OPTIONS};
use crate::read::{Position, TomlTable, TomlText, unknown};
use crate::short_names::NameOf;
use crate::words::{keep, keep_all, words};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{ChoiceOption, Kind, QuestionIndex};
use huiqi_rules::synonym::Meaning;
use std::collections::HashMap;

/// An option that documents add to a question.
pub(crate) struct AddedOption {
    pub(crate) question: QuestionIndex,
    /// Its place among all options of the question.
    pub(crate) option: u16,
    /// The option that it comes after, which is added before it or not at all.
    pub(crate) after: Option<u16>,
    /// Its id, in each file that adds it.
    pub(crate) ids: Vec<TomlText>,
    /// The regions whose form shows it.
    pub(crate) regions: Vec<&'static str>,
}

/// An option as one file writes it.
struct WrittenOption {
    id: TomlText,
    label: TomlText,
    after: Option<TomlText>,
    also: Vec<TomlText>,
    regions: Vec<&'static str>,
}

/// One of all options of a question, in their order.
struct Placed {
    option: ChoiceOption,
    /// Its index without the options that are added.
    was: Option<u16>,
    /// How many added options it comes after.
    depth: usize,
    /// The option that an added one comes after.
    after: Option<&'static str>,
    written: Vec<WrittenOption>,
}

/// What documents write, by question and in their order.
#[derive(Default)]
pub(crate) struct WrittenOptions(Vec<(QuestionIndex, Vec<WrittenOption>)>);

impl Declarations {
    /// Reads the options that a document adds, for the regions in which it holds.
    pub(crate) fn read_options(&self, file: &mut TomlTable<'_>, found: &mut WrittenOptions) {
        let tables = file.tables("options");
        if tables.is_empty() {
            return;
        }
        let regions = self.with_inner(&file.maybe_texts("regions"));
        for mut table in tables {
            let (question, id) = (table.text("question"), table.text("id"));
            let (label, after) = (table.text("label"), table.maybe_text("after"));
            let also = table.maybe_texts("also");
            let (position, has_after) = (table.position.clone(), table.peeks("after"));
            table.finish();
            let (Some(question), Some(id), Some(label)) = (question, id, label) else { continue };
            let Some(index) = self.question_named(&question) else { continue };
            let kind = self.questions[usize::from(index.0)].kind;
            if !self.takes_options(&question, index, kind) {
                continue;
            }
            if after.is_none() && kind == Kind::Single && !has_after {
                position.missing("after", say!(
                    "`after` is missing: an option of a single choice says which option it comes \
                     after",
                    "少了 `after`：给单选题加选项，要写排在哪个选项后面"
                ));
                continue;
            }
            let written = WrittenOption { id, label, after, also, regions: regions.to_vec() };
            match found.0.iter_mut().find(|(other, _)| *other == index) {
                Some((_, all)) => all.push(written),
                None => found.0.push((index, vec![written])),
            }
        }
    }

    fn takes_options(&self, question: &TomlText, index: QuestionIndex, kind: Kind) -> bool {
        let own = &self.question_positions[usize::from(index.0)];
        let mistake = if index == PolicySet::REGION {
            say!(
                "a place is added with [[new_regions]], not with [[options]]",
                "加地区要用 [[new_regions]]，不用 [[options]]"
            )
        } else if !matches!(kind, Kind::Single | Kind::Multi) {
            let of_kind = self.questions.iter().skip(1);
            let choices = of_kind.filter(|one| matches!(one.kind, Kind::Single | Kind::Multi));
            let choices: Vec<&str> = choices.map(|one| one.id).collect();
            say!(
                "is no choice; options are added to: {}",
                "不是选择题；可以加选项的有：{}",
                crate::read::named(&choices)
            )
        } else if own.is_of_file(&question.position) {
            say!(
                "is a question of this file: write the option among its `options`",
                "是本文件自己的题：选项直接写进它的 `options`"
            )
        } else {
            return true;
        };
        question.position.problem(mistake);
        false
    }

    /// Puts the options that documents add between those of their questions.
    pub(crate) fn add_options(&mut self, written: WrittenOptions) {
        for (index, added) in written.0 {
            let place = usize::from(index.0);
            let own = self.questions[place].options.iter().enumerate();
            let mut all: Vec<Placed> = own
                .map(|(was, option)| Placed {
                    option: ChoiceOption { ..*option },
                    was: Some(was as u16),
                    depth: 0,
                    after: None,
                    written: Vec::new(),
                })
                .collect();
            let mut waiting = added;
            loop {
                let count = waiting.len();
                waiting.retain_mut(|one| !place_option(&mut all, one));
                if waiting.len() == count {
                    break;
                }
            }
            for one in &waiting {
                let after = one.after.as_ref().expect("what comes after nothing is placed");
                let ids = all.iter().map(|placed| placed.option.id);
                let what = format!("option of `{}`", self.questions[place].id);
                after.position.problem(unknown(&what, &after.text, ids));
            }
            self.take_placed(index, all);
        }
    }

    fn take_placed(&mut self, index: QuestionIndex, mut all: Vec<Placed>) {
        let question = &self.questions[usize::from(index.0)];
        let kind = question.kind;
        let most = if kind == Kind::Multi { MOST_CHOSEN } else { MOST_OPTIONS };
        if let Some(last) = all.iter().filter_map(|one| one.written.last()).next_back()
            && all.len() > most
        {
            last.id.position.problem(say!(
                "too many options: `{}` has {} with those that documents add; a question of kind \
                 {} has at most {most}",
                "选项太多：`{}` 连同各文件加的有 {} 个；{} 这种题最多 {most} 个",
                question.id,
                all.len(),
                kind.id()
            ));
            return;
        }
        if kind == Kind::Single {
            all.iter().enumerate().for_each(|(place, one)| note_beside(one, &all[..place]));
        }
        let moved: HashMap<u16, u16> =
            (0..).zip(&all).filter_map(|(now, one)| Some((one.was?, now))).collect();
        let hidden = self.hidden_options.iter_mut().filter(|hidden| hidden.question == index);
        hidden.for_each(|HiddenOption { option, .. }| *option = moved[option]);
        for other in self.other_words.iter_mut().filter(|other| other.question == index) {
            if let Meaning::Option(option) = &mut other.meaning {
                *option = moved[option];
            }
        }
        let ids: Vec<&str> = all.iter().map(|one| one.option.id).collect();
        for (option, one) in (0..).zip(&mut all) {
            let written = std::mem::take(&mut one.written);
            let Some(first) = written.first() else { continue };
            self.short_names.add(NameOf::Option(index), &first.id);
            let mut regions: Vec<&'static str> = Vec::new();
            let mut said: Vec<String> = Vec::new();
            let mut found = Vec::new();
            for file in written {
                regions.extend(file.regions);
                let new = file.also.into_iter().filter(|word| !said.contains(&word.text));
                let new: Vec<TomlText> = new.collect();
                said.extend(new.iter().map(|word| word.text.clone()));
                self.also(new, index, Meaning::Option(option));
                found.push(file.id);
            }
            let elsewhere = self.regions.iter().map(|region| region.id);
            one.option.hidden_in =
                keep_all(elsewhere.filter(|region| !regions.contains(region)).collect());
            let after = one.after.and_then(|after| ids.iter().position(|id| *id == after));
            self.added_options.push(AddedOption {
                question: index,
                option,
                after: after.map(|after| after as u16),
                ids: found,
                regions,
            });
        }
        self.questions[usize::from(index.0)].options =
            keep_all(all.into_iter().map(|one| one.option).collect());
    }

    /// Returns an option that documents add to a question; `None` for one of the question's own.
    pub(crate) fn added_option(
        &self,
        question: QuestionIndex,
        option: u16,
    ) -> Option<&AddedOption> {
        self.added_options.iter().find(|one| (one.question, one.option) == (question, option))
    }

    /// Notes an option that other files add and this one does not.
    pub(super) fn check_known(&self, question: QuestionIndex, option: u16, id: &TomlText) {
        let Some(added) = self.added_option(question, option) else { return };
        if !added.ids.iter().any(|own| own.position.is_of_file(&id.position)) {
            id.position.problem(say!(
                "`{}` is an option that another document adds for its own places ({}): add it \
                 here too, with the same id and label",
                "`{}` 是别的文件给自己的地区加的选项（{}）：要用它，本文件也用同样的代号和文字加一次",
                id.text,
                added.ids[0].position.place()
            ));
        }
    }
}

impl AddedOption {
    /// Whether the document with this id adds it.
    pub(crate) fn is_known_to(&self, document: &str) -> bool {
        let file = format!("{document}.toml");
        self.ids.iter().any(|id| id.position.is_in(&[&file]))
    }

    /// Returns where it is added first.
    pub(crate) fn position(&self) -> &Position {
        &self.ids[0].position
    }
}

/// Puts an option where it comes. Returns whether it is done with: what it comes after may be
/// added later.
fn place_option(all: &mut Vec<Placed>, written: &mut WrittenOption) -> bool {
    let WrittenOption { id, label, after, .. } = &*written;
    let mut others = all.iter().map(|one| &one.option);
    let same_words = others.find(|one| one.label == label.text).map(|one| one.id);
    if let Some(other) = all.iter_mut().find(|one| one.option.id == id.text) {
        let asks = |one: &WrittenOption| one.after.as_ref().map(|after| after.text.clone());
        let Some(first) = other.written.first() else {
            id.position.problem(say!(
                "the question has this option already; options are added that it does not have",
                "这道题已经有这个选项；只加它没有的"
            ));
            return true;
        };
        if other.option.label != label.text || asks(first) != asks(written) {
            id.position.problem(say!(
                "another document adds this option with other words or at another place ({}: \
                 \"{}\"): write both alike where it is the same, or choose another id",
                "别的文件也加了这个代号，但文字或位置不同（{}：“{}”）：同一个选项就写得一样，\
                 不是同一个就换一个代号",
                first.id.position.place(),
                other.option.label
            ));
        }
        // Also where it is written otherwise: what names it is no second mistake.
        other.written.push(taken(written));
        return true;
    }
    if let Some(other) = same_words {
        label.position.problem(say!(
            "option `{}` of the question has these words already",
            "这道题的选项 `{}` 已经是这几个字",
            other
        ));
        return true;
    }
    let (place, depth, after) = match after {
        None => (all.len(), 0, None),
        Some(after) => {
            let Some(place) = all.iter().position(|one| one.option.id == after.text) else {
                return false;
            };
            let depth = all[place].depth;
            let behind = all[place + 1..].iter().take_while(|one| one.depth > depth).count();
            (place + 1 + behind, depth + 1, Some(all[place].option.id))
        }
    };
    crate::words::duplicate(id, std::iter::empty());
    let option =
        ChoiceOption { id: keep(&id.text), label: keep(&label.text), hidden_in: words(&[]) };
    all.insert(place, Placed { option, was: None, depth, after, written: vec![taken(written)] });
    true
}

fn taken(written: &mut WrittenOption) -> WrittenOption {
    WrittenOption {
        id: written.id.clone(),
        label: written.label.clone(),
        after: written.after.clone(),
        also: std::mem::take(&mut written.also),
        regions: std::mem::take(&mut written.regions),
    }
}

/// Notes an option of a single choice that comes after the same option as another one of the same
/// place: which of the two is higher is not said.
fn note_beside(one: &Placed, before: &[Placed]) {
    let Some(own) = one.written.first() else { return };
    let is_there = |region: &&str| one.written.iter().any(|file| file.regions.contains(region));
    let beside = before.iter().filter(|other| other.after.is_some() && other.after == one.after);
    for other in beside {
        let mut regions = other.written.iter().flat_map(|file| &file.regions);
        if let (Some(region), Some(file)) =
            (regions.find(|region| is_there(region)), other.written.first())
        {
            own.id.position.problem(say!(
                "comes after the same option as `{}` ({}), and `{region}` has both: say which is \
                 higher with `after = \"{}\"`",
                "和 `{}`（{}）排在同一个选项后面，`{region}` 两个都有：用 `after = \"{}\"` \
                 说明谁在后面",
                other.option.id,
                file.id.position.place(),
                other.option.id
            ));
        }
    }
}
