//! The choice of a place among many: what was typed, what was found for it, and the levels of
//! places for who cannot type. The places are a plain list, whatever it was made from.

use super::effect::{Effect, focus};
use super::packs::PackAction;
use super::questions::{self, Press};
use super::simple;
use super::whole::{self, Whole};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::places::{FoundPlaces, MOST_LISTED, Place, is_searched, places, search};
use huiqi_sitting::questionnaire::Draft;
use std::rc::Rc;

/// The id of the field to type in.
pub(crate) const FIND: &str = "find";
/// The id of the heading of a level.
pub(crate) const LEVEL: &str = "level";
/// So many places at the most are shown as one level.
const MOST_ON_A_LEVEL: usize = 60;

/// What a visitor does to find a place.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Types.
    Typed(String),
    /// Moves to the next row, from the last to the first.
    Down,
    /// Moves to the row before, from the first to the last.
    Up,
    /// Chooses the row moved to.
    Enter,
    /// Chooses a place, by its index in the list.
    Choose(usize),
    /// Opens the places that lie within one, or in none.
    Open(Option<usize>),
    /// Goes back to the field to type in.
    Find,
}

impl From<Action> for whole::Action {
    fn from(action: Action) -> Self {
        Self::Places(action)
    }
}

impl Action {
    /// Returns what it is as a press; none where a second press does no harm.
    pub(super) const fn press(&self) -> Option<Press> {
        match self {
            Self::Choose(place) => Some(Press::Choose(*place as u16)),
            Self::Typed(_) | Self::Down | Self::Up | Self::Enter | Self::Open(_) | Self::Find => {
                None
            }
        }
    }
}

/// What rows have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// Documents are known there.
    Covered,
    /// None is known.
    NotCovered,
    /// 其他地区.
    Last,
}

/// Where a visitor looks for a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Looking {
    /// Among what was found for what was typed.
    #[default]
    Typed,
    /// Among the places that lie within one, or in none.
    Level(Option<usize>),
}

/// The choice of a place among many.
#[derive(Debug, Default)]
pub(crate) struct PlaceChoice {
    places: Rc<[Place]>,
    /// What is found where nothing is typed.
    untyped: FoundPlaces,
    pub(crate) typed: String,
    pub(crate) found: FoundPlaces,
    pub(crate) looking: Looking,
    /// The row moved to.
    row: usize,
}

impl PlaceChoice {
    /// Returns the choice among the places of a set; one that one list takes needs none.
    pub(super) fn of(set: &PolicySet) -> Self {
        if is_searched(set) { Self::among(places(set)) } else { Self::default() }
    }

    /// Returns the choice among these places.
    pub(crate) fn among(places: Vec<Place>) -> Self {
        let found = search(&places, "");
        Self { places: places.into(), untyped: found.clone(), found, ..Self::default() }
    }

    /// Returns the choice among the same places, begun anew.
    pub(crate) fn anew(&self) -> Self {
        let found = self.untyped.clone();
        Self { places: self.places.clone(), untyped: found.clone(), found, ..Self::default() }
    }

    /// Whether places are searched, and not shown as one list.
    pub(crate) fn is_searched(&self) -> bool {
        self.places.len() > MOST_LISTED
    }

    /// Whether there are places beside those of the rules in use.
    pub(crate) fn is_own(&self) -> bool {
        !self.places.is_empty()
    }

    /// Returns all places.
    pub(crate) fn all(&self) -> &[Place] {
        &self.places
    }

    /// Returns the rows by their groups; the group of the best row comes first, and 其他地区 last.
    pub(crate) fn groups(&self) -> Vec<(Group, Vec<usize>)> {
        let (covered, not): (Vec<usize>, Vec<usize>) =
            self.found.places.iter().partition(|place| self.places[**place].is_covered);
        let mut groups = vec![(Group::Covered, covered), (Group::NotCovered, not)];
        if self.found.places.first().is_some_and(|best| !self.places[*best].is_covered) {
            groups.reverse();
        }
        groups.push((Group::Last, self.last()));
        groups.retain(|(_, rows)| !rows.is_empty());
        groups
    }

    fn last(&self) -> Vec<usize> {
        (0..self.places.len()).filter(|place| self.places[*place].is_last).collect()
    }

    fn rows(&self) -> Vec<usize> {
        self.groups().into_iter().flat_map(|(_, rows)| rows).collect()
    }

    /// Returns the place of the row moved to.
    pub(crate) fn at(&self) -> Option<usize> {
        self.rows().get(self.row).copied()
    }

    /// Returns the places of a level: those that lie directly within one, or in none.
    pub(crate) fn level(&self, outer: Option<usize>) -> Vec<usize> {
        let is_here = |place: &usize| self.places[*place].within == outer;
        (0..self.places.len()).filter(is_here).collect()
    }

    /// Whether any place lies within one.
    pub(crate) fn has_inner(&self, outer: usize) -> bool {
        self.places.iter().any(|place| place.within == Some(outer))
    }

    /// Whether places can be chosen by levels: there are some, and the first is no long list.
    pub(crate) fn has_levels(&self) -> bool {
        self.places.iter().any(|place| place.within.is_some())
            && self.level(None).len() <= MOST_ON_A_LEVEL
    }

    fn type_in(&mut self, text: String) {
        self.found =
            if text.is_empty() { self.untyped.clone() } else { search(&self.places, &text) };
        self.typed = text;
        self.row = 0;
        self.looking = Looking::Typed;
    }

    fn move_by(&mut self, step: usize) -> Vec<Effect> {
        let count = self.rows().len();
        self.row = (self.row + step).checked_rem(count).unwrap_or(0);
        Vec::from_iter(self.at().map(|place| Effect::Reveal(row_id(place))))
    }
}

/// Returns the id of a row.
pub(crate) fn row_id(place: usize) -> String {
    format!("place--{place}")
}

impl Whole {
    /// Performs an action of the choice of a place.
    pub(super) fn perform_places(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Typed(text) => self.places.type_in(text),
            Action::Down => return self.places.move_by(1),
            Action::Up => {
                let before = self.places.rows().len().saturating_sub(1);
                return self.places.move_by(before);
            }
            Action::Enter => {
                if let Some(place) = self.places.at() {
                    return self.choose_place(place);
                }
            }
            Action::Choose(place) => return self.choose_place(place),
            Action::Open(outer) => {
                self.places.looking = Looking::Level(outer);
                return vec![focus(LEVEL)];
            }
            Action::Find => {
                self.places.looking = Looking::Typed;
                return vec![focus(FIND)];
            }
        }
        Vec::new()
    }

    fn choose_place(&mut self, place: usize) -> Vec<Effect> {
        let Some(found) = self.places.places.get(place) else { return Vec::new() };
        if self.packs.needs_other_rules(self.session().set(), &found.id) {
            let wanted = PackAction::Open(found.id.clone());
            return self.perform_pack(wanted);
        }
        let region = self.session().set().question(PolicySet::REGION);
        let Some(option) = region.option(&found.id) else { return Vec::new() };
        self.places.type_in(String::new());
        if self.questions.is_large {
            self.perform_simple(simple::Action::Put(PolicySet::REGION, Draft::Option(option)))
        } else {
            self.ask(questions::Action::Choose(option))
        }
    }
}
