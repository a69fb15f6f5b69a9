//! The documents of a place whose rules were published beside the page, read in the page itself:
//! the plain pages of the library may not have them.

use super::effect::{Effect, find, focus};
use super::packs::WantedPack;
use super::questions::HEADING;
use super::whole::{Action, Whole};
use huiqi_library::library::PublishedRules;
use huiqi_sitting::questionnaire::Page;

/// Where the addresses of this page begin.
const ROOT: &str = "#/library";
/// The name of the page of all clauses with two readings.
pub(crate) const READINGS: &str = "readings";

/// What a visitor does in the library.
#[derive(Clone, Debug)]
pub(crate) enum LibraryAction {
    /// Types what to look for.
    Typed(String),
    /// The rules of a place are here, or are not used.
    Read(String, Result<PublishedRules, String>),
}

impl From<LibraryAction> for Action {
    fn from(action: LibraryAction) -> Self {
        Self::Library(action)
    }
}

/// What an address names: a place, a page of its documents, an item there; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LibraryPlace {
    /// The place.
    pub(crate) region: String,
    /// The document.
    pub(crate) page: String,
    /// The item.
    anchor: String,
}

impl LibraryPlace {
    /// Returns what an address names; none where it is not one of the library.
    pub(super) fn of(address: &str) -> Option<Self> {
        let rest = address.split('?').next().unwrap_or_default().strip_prefix(ROOT)?;
        let mut parts = rest.strip_prefix('/').or(rest.is_empty().then_some(""))?.splitn(3, '/');
        let is_id = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
        let mut next = || parts.next().unwrap_or_default().replace(|letter| !is_id(letter), "");
        Some(Self { region: next(), page: next(), anchor: next() })
    }

    /// Returns its address.
    pub(super) fn address(&self) -> String {
        let parts = [&self.region, &self.page, &self.anchor];
        let parts = parts.into_iter().take_while(|part| !part.is_empty());
        parts.fold(ROOT.to_owned(), |address, part| address + "/" + part)
    }
}

/// Returns the address of a place's documents.
pub(crate) fn root(region: &str) -> String {
    [ROOT, "/", region].concat()
}

/// The library of published rules.
#[derive(Debug, Default)]
pub(crate) struct LibraryReading {
    /// What the address names.
    pub(crate) place: LibraryPlace,
    /// What is looked for.
    pub(crate) typed: String,
    /// The rules of a place that were read.
    rules: Option<(String, PublishedRules)>,
    /// Why those of the place are not here.
    pub(crate) refused: String,
    /// Whether the style of the library is on.
    has_style: bool,
}

impl LibraryReading {
    /// Returns the rules of the place that the address names.
    pub(crate) fn rules(&self) -> Option<PublishedRules> {
        let own = self.rules.as_ref().filter(|(region, _)| *region == self.place.region);
        own.map(|(_, rules)| *rules)
    }
}

impl Whole {
    /// Returns where the documents of the rules in use are read in the page itself; none where they
    /// are bundled ones, which the plain pages have.
    pub(crate) fn library_root(&self) -> Option<String> {
        self.packs.pack.as_ref()?;
        self.session().region().map(root)
    }

    /// Leads from the masthead to what was published, where the site has packs.
    pub(crate) fn lead_to_library(&mut self) {
        if self.packs.has_published() {
            self.questions.library = ROOT;
        }
    }

    /// Opens what an address of the library names.
    pub(super) fn open_library(&mut self, place: LibraryPlace) -> Vec<Effect> {
        if place.region != self.library.place.region {
            self.library.typed = String::new();
            self.library.refused = String::new();
        }
        self.library.place = place;
        self.questions.go(Page::Library);
        let wanted = self.wanted_rules();
        let read = wanted.map(|wanted| Effect::ReadRules(Box::new(wanted)));
        read.into_iter().chain([self.find_item()]).collect()
    }

    /// Returns the pack of the place that the address names, unless its rules are here.
    fn wanted_rules(&mut self) -> Option<WantedPack> {
        let region = self.library.place.region.clone();
        if region.is_empty() || self.library.rules().is_some() {
            return None;
        }
        let set = self.session().set();
        match &self.packs.pack {
            Some(pack) if !self.packs.needs_other_rules(set, &region) => {
                let rules = PublishedRules { set, day: pack.day, number: 0 };
                self.library.rules = Some((region, rules));
                None
            }
            Some(_) | None => {
                let wanted = self.packs.index().and_then(|index| index.newest(&region));
                if wanted.is_none() {
                    // The page says why there is no index.
                    let words = match self.packs.index_fault {
                        Some(_) => "后来公布的文件没有读到，看不了。",
                        None => "这个地方没有后来公布的文件。",
                    };
                    self.library.refused = words.to_owned();
                }
                wanted
            }
        }
    }

    fn find_item(&self) -> Effect {
        let anchor = &self.library.place.anchor;
        if anchor.is_empty() { focus(HEADING) } else { find(anchor.clone()) }
    }

    /// Does something in the library.
    pub(super) fn with_library(&mut self, action: LibraryAction) -> Vec<Effect> {
        match action {
            LibraryAction::Typed(text) => self.library.typed = text,
            LibraryAction::Read(region, Ok(rules)) => {
                self.library.rules = Some((region, rules));
                return vec![self.find_item()];
            }
            LibraryAction::Read(region, Err(sentence)) => {
                if region == self.library.place.region {
                    self.library.refused = sentence;
                }
            }
        }
        Vec::new()
    }

    /// Returns the effect that puts the style of the library on, or takes it away.
    pub(super) fn settle_library(&mut self) -> Option<Effect> {
        let is_on = self.session().page == Page::Library;
        let was_on = std::mem::replace(&mut self.library.has_style, is_on);
        (is_on != was_on).then_some(Effect::LibraryStyle(is_on))
    }
}

#[cfg(test)]
mod tests;
