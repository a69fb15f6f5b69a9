//! Two editions of a place's rules, compared: which ones, and what was found. The worker compares
//! them and tries companies; here is what it is asked for.

use super::effect::{Effect, focus};
use super::notice::Offer;
use super::packs::{KnownEdition, RuleSource};
use super::questions::HEADING;
use super::table::{self, Phase};
use super::whole::{Action, Whole};
use huiqi_rules::day::date_text;
use huiqi_sitting::questionnaire::Page;
use huiqi_tables::editions::{ComparedEditions, EditionNews, EditionOrder};

/// The heading of what was found.
pub(crate) const FOUND_HEADING: &str = "difference-h";

const PATH: &str = "#/difference";
/// So many places of an edition are named.
const MOST_NAMED: usize = 3;

/// One of two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// Two editions of the rules on their page.
#[derive(Debug, Default)]
pub(crate) struct EditionComparison {
    /// What an address or a choice names.
    wanted: WantedEditions,
    /// The files that were opened, the old one first: their names, each with the number of the
    /// choice.
    pub(crate) files: [Option<(String, u32)>; 2],
    /// So many files were opened.
    opened: u32,
    /// What was asked for last, while the page is in view.
    asked: Option<[RuleSource; 2]>,
    turn: u32,
    /// What came of it.
    pub(crate) state: ComparisonState,
}

/// The editions that are wanted, as far as somebody named them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct WantedEditions {
    place: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub(crate) enum ComparisonState {
    /// Nothing was asked for.
    #[default]
    Nothing,
    /// The rules are on their way.
    Coming,
    /// It was not done, and why.
    Refused(String),
    /// What differs; with how many companies of those in turn were tried, of how many.
    Shown(Box<ComparedEditions>, Option<(u64, u64)>),
}

/// What can be chosen, and what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditionChoice {
    /// The places that have several editions, by their ids and names.
    pub(crate) places: Vec<(String, String)>,
    /// The id of the one that is chosen.
    pub(crate) place: String,
    /// Its editions, the oldest first.
    pub(crate) editions: Vec<KnownEdition>,
    /// The old edition, by its place among them.
    pub(crate) old: usize,
    /// The new one.
    pub(crate) new: usize,
    /// Why the edition that was asked for is none of them; empty where it is.
    pub(crate) instead: String,
}

/// What the worker is asked for, and where the rules are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedComparison {
    /// The rules, the old ones first.
    pub(crate) sources: [RuleSource; 2],
    /// The order.
    pub(crate) order: EditionOrder,
}

/// What is done with two editions.
#[derive(Clone, Debug)]
pub(crate) enum DifferenceAction {
    /// Compares the edition in use with the one before it.
    OpenNewest,
    /// Compares the edition in use with a former one of the place in view, by its name.
    OpenSince(String),
    /// Chooses a place, by its id.
    Place(String),
    /// Chooses an edition, by its name.
    Edition(Side, String),
    /// Opened a file of this name, which the browser holds by its number.
    File(Side, String, u32),
    /// Goes back to the editions of the site.
    NoFiles,
    /// What the worker says of an order, by its number.
    News(u32, EditionNews),
}

impl From<DifferenceAction> for Action {
    fn from(action: DifferenceAction) -> Self {
        Self::Difference(action)
    }
}

impl EditionComparison {
    /// Returns the number of the next file that is opened.
    pub(crate) const fn next_file(&self) -> u32 {
        self.opened + 1
    }

    /// Takes note of what becomes of the worker through a table.
    pub(super) fn hear_of_table(&mut self, action: &table::Action) {
        if let (table::Action::Died(why), Some(_)) = (action, &self.asked) {
            self.state = ComparisonState::Refused((*why).to_owned());
        }
    }
}

impl Whole {
    /// Opens the page where an address names it; whether it does.
    pub(super) fn open_editions(&mut self, address: &str) -> bool {
        let Some(rest) = address.strip_prefix(PATH) else { return false };
        if !(rest.is_empty() || rest.starts_with(['?', '&', '/'])) {
            return false;
        }
        let named = |name: &str| {
            let parts = rest.split(['?', '&']);
            let value = parts.filter_map(|part| part.strip_prefix(name)).find(|value| {
                let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
                !value.is_empty() && value.bytes().all(is_name)
            });
            value.map(str::to_owned)
        };
        let (place, old, new) = (named("place="), named("old="), named("new="));
        self.difference.wanted = WantedEditions { place, old, new };
        self.is_arriving = true;
        self.questions.go(Page::Difference);
        true
    }

    /// Returns the address of the page.
    pub(super) fn difference_address(&self) -> String {
        match self.edition_choice() {
            Some(EditionChoice { place, editions, old, new, .. }) if !self.has_files() => {
                let (old, new) = (&editions[old].edition, &editions[new].edition);
                format!("{PATH}?place={place}&old={old}&new={new}")
            }
            Some(_) | None => PATH.to_owned(),
        }
    }

    /// Whether files are compared, or one of them waits for the other.
    pub(crate) fn has_files(&self) -> bool {
        self.difference.files.iter().any(Option::is_some)
    }

    /// Returns what can be chosen and what is; none where no place has two editions.
    pub(crate) fn edition_choice(&self) -> Option<EditionChoice> {
        let wanted = &self.difference.wanted;
        let places = self.packs.compared_places();
        let has_new = |place: &str| {
            let editions = self.packs.editions_of(place);
            wanted.new.as_ref().is_none_or(|new| editions.iter().any(|one| one.edition == *new))
        };
        let is_place = |id: &&str| places.iter().any(|(own, _)| own == id);
        let named = wanted.place.as_deref().filter(is_place);
        let in_view = self.session().region().filter(is_place).filter(|id| has_new(id));
        let first = || places.iter().map(|(id, _)| id.as_str()).find(|id| has_new(id));
        let any = || places.first().map(|(id, _)| id.as_str());
        let place = named.or(in_view).or_else(first).or_else(any)?.to_owned();
        let editions = self.packs.editions_of(&place);
        let of = |name: &Option<String>| {
            let name = name.as_ref()?;
            editions.iter().rposition(|one| one.edition == *name)
        };
        let last = editions.len() - 1;
        let newest = editions.iter().rposition(|one| !one.is_recalled).unwrap_or(last).max(1);
        let new = of(&wanted.new).unwrap_or(newest);
        let before = if new == 0 { 1 } else { new - 1 };
        let old = of(&wanted.old).unwrap_or(before);
        let instead = match &wanted.new {
            Some(edition) if of(&wanted.new).is_none() => {
                let name = places.iter().find(|(id, _)| *id == place);
                let name = name.map_or("", |(_, name)| name.as_str());
                let pair = (editions[old].edition.as_str(), editions[new].edition.as_str());
                self.said_instead(edition, name, pair)
            }
            Some(_) | None => String::new(),
        };
        Some(EditionChoice { places, place, editions, old, new, instead })
    }

    /// Returns why an edition that was asked for is not compared, and what is.
    fn said_instead(&self, edition: &str, place: &str, (old, new): (&str, &str)) -> String {
        let what = match self.packs.places_of_edition(edition) {
            None => format!("这里没有公布过 {edition}。"),
            Some(names) if names.is_empty() => {
                format!("{edition} 这一版没有改哪个地方的规则。")
            }
            Some(names) => {
                let more = if names.len() > MOST_NAMED { "等地" } else { "" };
                let names = names[..names.len().min(MOST_NAMED)].join("、");
                format!("{edition} 这一版改的是{names}{more}的规则，没有{place}的。")
            }
        };
        format!("{what}下面比的是{place}的 {old} 和 {new}。")
    }

    /// Whether a former edition of the place in view can be compared with the one in use.
    pub(crate) fn can_compare_since(&self, edition: &str) -> bool {
        let now = self.session().set().edition;
        let editions = self.packs.editions_of(self.session().region().unwrap_or_default());
        let has = |wanted: &str| editions.iter().any(|one| one.edition == wanted);
        edition != now && has(edition) && has(now)
    }

    /// Returns what is to be compared now.
    fn compared_sources(&self) -> Option<[RuleSource; 2]> {
        match &self.difference.files {
            [Some((_, old)), Some((_, new))] => {
                Some([RuleSource::File(*old), RuleSource::File(*new)])
            }
            [None, None] => {
                let EditionChoice { mut editions, old, new, .. } = self.edition_choice()?;
                let old = editions[old].source.clone();
                Some([old, editions.swap_remove(new).source])
            }
            [Some(_), None] | [None, Some(_)] => None,
        }
    }

    /// Has the worker compare what is chosen, once the page is in view and whenever something else
    /// is chosen.
    pub(super) fn settle_difference(&mut self) -> Option<Effect> {
        if self.session().page != Page::Difference {
            // What was found names cases and companies.
            self.difference.asked = None;
            self.difference.state = ComparisonState::Nothing;
            return None;
        }
        let sources = self.compared_sources();
        if sources == self.difference.asked {
            return None;
        }
        self.difference.asked.clone_from(&sources);
        self.difference.turn += 1;
        self.difference.state =
            if sources.is_some() { ComparisonState::Coming } else { ComparisonState::Nothing };
        let order = EditionOrder {
            turn: self.difference.turn,
            cases: self.questions.cases.to_text(),
            on: date_text(self.questions.today),
            tries_list: self.table.phase == Phase::Done,
        };
        sources.map(|sources| Effect::Compare(Box::new(WantedComparison { sources, order })))
    }

    pub(super) fn perform_difference(&mut self, action: DifferenceAction) -> Vec<Effect> {
        match action {
            DifferenceAction::OpenNewest => return self.open_since(None),
            DifferenceAction::OpenSince(edition) => return self.open_since(Some(edition)),
            DifferenceAction::Place(place) => {
                self.difference.wanted =
                    WantedEditions { place: Some(place), ..WantedEditions::default() };
                self.is_arriving = true;
            }
            DifferenceAction::Edition(side, edition) => {
                if let Some(EditionChoice { place, editions, old, new, .. }) = self.edition_choice()
                {
                    let [mut old, mut new] = [old, new].map(|at| editions[at].edition.clone());
                    match side {
                        Side::Old => old = edition,
                        Side::New => new = edition,
                    }
                    let (place, old, new) = (Some(place), Some(old), Some(new));
                    self.difference.wanted = WantedEditions { place, old, new };
                }
                self.is_arriving = true;
            }
            DifferenceAction::File(side, name, number) => {
                let at = match side {
                    Side::Old => 0,
                    Side::New => 1,
                };
                self.difference.opened = self.difference.opened.max(number);
                self.difference.files[at] = Some((name, number));
                self.is_arriving = true;
            }
            DifferenceAction::NoFiles => {
                self.difference.files = [None, None];
                self.is_arriving = true;
            }
            DifferenceAction::News(turn, news) => return self.hear_of_editions(turn, news),
        }
        Vec::new()
    }

    fn open_since(&mut self, old: Option<String>) -> Vec<Effect> {
        let place = self.session().region().map(str::to_owned);
        let new = Some(self.session().set().edition.to_owned());
        self.difference.wanted = WantedEditions { place, old, new };
        self.difference.files = [None, None];
        // What offered it is answered.
        if self.notices.latest().is_some_and(|notice| notice.offer == Offer::Difference) {
            self.notices.pop();
        }
        self.questions.go(Page::Difference);
        vec![focus(HEADING)]
    }

    fn hear_of_editions(&mut self, turn: u32, news: EditionNews) -> Vec<Effect> {
        if turn != self.difference.turn {
            return Vec::new();
        }
        match news {
            EditionNews::Compared(found) => {
                let is_first = matches!(self.difference.state, ComparisonState::Coming);
                let is_done = found.coming.is_empty();
                self.difference.state = ComparisonState::Shown(found, None);
                let mut effects = Vec::new();
                if is_first && self.has_files() {
                    effects.push(focus(FOUND_HEADING));
                }
                // What it holds of the editions is given back.
                if is_done && self.table.phase == Phase::Closed {
                    effects.push(Effect::Table(table::Effect::EndWorker));
                }
                return effects;
            }
            EditionNews::Trying(done, all) => {
                if let ComparisonState::Shown(_, progress) = &mut self.difference.state {
                    *progress = Some((done, all));
                }
            }
            EditionNews::Refused(why) => self.difference.state = ComparisonState::Refused(why),
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
