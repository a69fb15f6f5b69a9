//! The rules that a table is computed by: those of the page, and for some places others. The place
//! of a row says by which of them it is read and computed.

use crate::column::Column;
use huiqi_rules::policy::{FirstForm, PolicySet, Region};
use huiqi_rules::question::{ChoiceOption, Kind, Question, Variables};
use huiqi_rules::synonym::{Meaning, Synonym};
use serde::{Deserialize, Serialize};

/// The rules that a table is computed by, beside those that the worker brings along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRules {
    /// The hashes of the packs; each place has the rules of its own.
    pub packs: Vec<String>,
    /// All places that were published, by their ids and names: those without a pack among the above
    /// are known, and not computed unless the bundled rules have them.
    pub places: Vec<(String, String)>,
    /// What is to be said of the rules: of a place by its id, or of all.
    pub notes: Vec<(Option<String>, String)>,
}

/// The rules of several places.
#[derive(Clone, Debug)]
pub struct RuleBook {
    /// The rules of all places that have no others, then those others.
    sets: Vec<&'static PolicySet>,
    /// For each place with rules of its own, by its id, the index of these.
    own: Vec<(&'static str, usize)>,
    /// All places and the words by which they are known, as a rule set without documents.
    places: &'static PolicySet,
}

impl RuleBook {
    /// Returns one that has these rules alone.
    #[must_use]
    pub fn of(set: &'static PolicySet) -> Self {
        Self { sets: vec![set], own: Vec::new(), places: set }
    }

    /// Returns one where the places of these packs have the rules of these packs. Further places
    /// are known by their ids and names alone. What is made is kept until the process ends.
    #[must_use]
    pub fn with(
        base: &'static PolicySet,
        packs: &[&'static PolicySet],
        others: &[(String, String)],
    ) -> Self {
        if packs.is_empty() && others.is_empty() {
            return Self::of(base);
        }
        let sets: Vec<&'static PolicySet> = [base].into_iter().chain(packs.to_vec()).collect();
        let own = sets.iter().enumerate().skip(1).flat_map(|(index, set)| {
            set.regions
                .iter()
                .filter(|own| !own.policies.is_empty())
                .map(move |own| (own.id, index))
        });
        let own: Vec<(&'static str, usize)> = own.collect();
        let places = all_places(&sets, others);
        Self { sets, own, places }
    }

    /// Returns the rules: first those of all places that have no others.
    #[must_use]
    pub fn sets(&self) -> &[&'static PolicySet] {
        &self.sets
    }

    /// Returns all places and their words, as a rule set that asks for the place alone.
    #[must_use]
    pub const fn places(&self) -> &'static PolicySet {
        self.places
    }

    /// Whether one rule set has all places.
    #[must_use]
    pub fn is_one(&self) -> bool {
        std::ptr::eq(self.places, self.sets[0])
    }

    /// Returns the index of the rules of a place; none where it is known by its name alone.
    #[must_use]
    pub fn of_place(&self, id: &str) -> Option<usize> {
        let own = self.own.iter().find(|(own, _)| *own == id).map(|(_, index)| *index);
        own.or_else(|| self.sets[0].regions.iter().any(|own| own.id == id).then_some(0))
    }

    /// Returns the rules, each with the places that have them.
    pub fn places_by_rules(
        &self,
    ) -> impl Iterator<Item = (&'static PolicySet, Vec<&'static Region>)> {
        self.sets.iter().enumerate().map(|(index, set)| {
            let is_own = |region: &&Region| self.of_place(region.id) == Some(index);
            (*set, set.regions.iter().filter(is_own).collect())
        })
    }

    /// Whether places have rules of several editions.
    #[must_use]
    pub fn has_several_editions(&self) -> bool {
        let all = self.places_by_rules().filter(|(_, places)| !places.is_empty());
        let mut editions = all.map(|(set, _)| set.edition);
        editions.next().is_some_and(|first| editions.any(|other| other != first))
    }

    /// Returns what a column holds, by its [`Column::word`], with the rules that say so.
    #[must_use]
    pub fn column(&self, word: &str) -> Option<(&'static PolicySet, Column)> {
        let of = |set: &'static PolicySet| Some((set, Column::of_word(set, word)?));
        match of(self.places) {
            Some((set, column @ Column::Question(PolicySet::REGION))) => Some((set, column)),
            Some(_) | None => self.sets.iter().find_map(|set| of(set)),
        }
    }

    /// Returns the columns of a table in one of the rule sets, by their words: what only others
    /// know is not looked at. None where nobody knows one.
    #[must_use]
    pub fn columns_in(&self, set: &'static PolicySet, words: &[String]) -> Option<Vec<Column>> {
        let column = |word: &String| {
            self.column(word)?;
            Some(Column::of_word(set, word).unwrap_or(Column::Other))
        };
        words.iter().map(column).collect()
    }

    /// Returns everything that a column can hold, each with its rules.
    pub fn questions(&self) -> impl Iterator<Item = (&'static PolicySet, Column)> {
        let first = self.sets[0];
        let is_new = |place: usize, id: &str| {
            self.sets[..place].iter().all(|set| set.question_index(id).is_none())
        };
        let others = self.sets.iter().enumerate().skip(1).flat_map(move |(place, set)| {
            let set: &'static PolicySet = set;
            let own = set.question_indices().filter(move |index| {
                let question = set.question(*index);
                // What its region does not ask has no words in a pack.
                !question.label.is_empty() && is_new(place, question.id)
            });
            own.map(move |index| (set, Column::Question(index)))
        });
        first.question_indices().map(move |index| (first, Column::Question(index))).chain(others)
    }

    /// Returns the kind of the question whose answers a column holds, by its word.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<Kind> {
        let (set, column) = self.column(word)?;
        match column {
            Column::Question(question) => Some(set.question(question).kind),
            Column::Name | Column::Day | Column::Former(_) | Column::Own(_) | Column::Other => None,
        }
    }

    /// Returns the options of a question in all rule sets, each id once.
    #[must_use]
    pub fn options(&self, word: &str) -> Vec<&'static ChoiceOption> {
        let mut found: Vec<&'static ChoiceOption> = Vec::new();
        let Some((first, column)) = self.column(word) else { return found };
        let Column::Question(index) = column else { return found };
        let id = first.question(index).id;
        let all = [first].into_iter().chain(self.sets.iter().copied());
        for set in all {
            let Some(index) = set.question_index(id) else { continue };
            for option in set.question(index).options {
                if !option.label.is_empty() && found.iter().all(|known| known.id != option.id) {
                    found.push(option);
                }
            }
        }
        found
    }
}

fn keep<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect::<Vec<T>>().into_boxed_slice())
}

fn keep_text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// A place, and the rules that know it.
struct KnownPlace {
    id: &'static str,
    name: &'static str,
    divisions: &'static [&'static str],
    pinyin: &'static str,
    within: Option<&'static str>,
    is_last: bool,
}

/// Returns all places of these rules and the others, as a rule set that asks for the place alone.
fn all_places(sets: &[&'static PolicySet], others: &[(String, String)]) -> &'static PolicySet {
    let base = sets[0];
    let mut all: Vec<KnownPlace> = Vec::new();
    for set in sets {
        for region in set.regions {
            let within = region.within.map(|index| set.regions[usize::from(index)].id);
            let known = all.iter().position(|own| own.id == region.id);
            let place = KnownPlace {
                id: region.id,
                name: region.name,
                divisions: region.divisions,
                pinyin: region.pinyin,
                // A pack says nothing of what its place lies within.
                within: within.or_else(|| known.and_then(|index| all[index].within)),
                is_last: region.is_last,
            };
            match known {
                Some(index) => all[index] = place,
                None => all.push(place),
            }
        }
    }
    for (id, name) in others {
        if all.iter().all(|own| own.id != id) {
            let (id, name) = (keep_text(id), keep_text(name));
            let (divisions, pinyin) = (&[][..], "");
            all.push(KnownPlace { id, name, divisions, pinyin, within: None, is_last: false });
        }
    }
    all.sort_by_key(|place| place.is_last);
    let number = |id: &str| all.iter().position(|own| own.id == id).map(|index| index as u16);
    let region = |place: &KnownPlace| Region {
        id: place.id,
        name: place.name,
        hint: "",
        rest_of: None,
        within: place.within.and_then(number),
        policies: &[],
        questions: &[],
        constraints: &[],
        reads: Variables::NONE,
        divisions: place.divisions,
        pinyin: place.pinyin,
        is_last: place.is_last,
    };
    let option =
        |place: &KnownPlace| ChoiceOption { id: place.id, label: place.name, hidden_in: &[] };
    let asked = Question {
        options: keep(all.iter().map(option)),
        help_by_region: &[],
        ..base.question(PolicySet::REGION).clone()
    };
    let synonyms = sets.iter().flat_map(|set| {
        let own = set.synonyms_of(PolicySet::REGION);
        own.filter_map(|word| {
            let moved = |option: u16| number(set.regions.get(usize::from(option))?.id);
            let Synonym { word, question, meaning } = *word;
            let meaning = match meaning {
                Meaning::Option(option) => Meaning::Option(moved(option)?),
                Meaning::PlaceIn(option) => Meaning::PlaceIn(moved(option)?),
                Meaning::Question | Meaning::NoOption => meaning,
            };
            Some(Synonym { word, question, meaning })
        })
    });
    Box::leak(Box::new(PolicySet {
        edition: base.edition,
        regions: keep(all.iter().map(region)),
        steps: base.steps,
        sections: &[],
        assumptions: &[],
        constraints: &[],
        moves: &[],
        formerly: keep(base.formerly.iter().filter(|one| one.id == asked.id).cloned()),
        synonyms: keep(synonyms),
        everyday_words: &[],
        questions: keep([asked]),
        policies: &[],
        first_form: FirstForm::default(),
    }))
}
