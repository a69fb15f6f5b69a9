//! Rules that lie beside the page: which places they are for, and which pack of a place is used.

mod index;
mod places;
mod published;

pub(crate) use self::index::{PackIndex, WantedPack};
pub(crate) use self::places::{KnownEdition, PackPlaces, PlaceState, RuleSource};
use super::effect::{Effect, Then};
use super::notice::{Notice, Offer};
use super::whole::{Action, Whole};
use super::words;
use huiqi_pack::{Head, Refusal};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use time::Date;

/// Why rules that lie beside the page are not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PackFault {
    /// Nobody answered.
    NoAnswer,
    /// The site does not have the file.
    Missing,
    /// The file is not what the index says, or none of its kind.
    Changed,
    /// No key of the site signed it.
    Unsigned,
    /// Only a newer page reads it.
    NewerFormat,
    /// All editions of the place that could be used were recalled; why.
    Recalled(String),
}

impl PackFault {
    /// Returns what is said where no other rules serve.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::NoAnswer => "这个地方的规则没有取到，请检查网络后再试。".to_owned(),
            Self::Missing => {
                "这个地方的规则没有取到，可能网站正在更新，请过几分钟再试。".to_owned()
            }
            Self::Changed => Refusal::Damaged("").sentence().to_owned(),
            Self::Unsigned => "规则包没有本网站认可的签名，没有采用。".to_owned(),
            Self::NewerFormat => Refusal::NewerFormat(0).sentence().to_owned(),
            Self::Recalled(why) => words::recalled(why),
        }
    }
}

impl From<&Refusal> for PackFault {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NewerFormat(_) => Self::NewerFormat,
            Refusal::NotAPack | Refusal::Damaged(_) => Self::Changed,
        }
    }
}

/// What is done with rules that lie beside the page.
#[derive(Clone, Debug)]
pub(crate) enum PackAction {
    /// Opens the page over the rules of this place.
    Open(String),
    /// Opens the page over the rules of the case in view.
    Follow,
    /// Those of this place are not used; why.
    Refused(String, PackFault),
    /// This is what is published by now.
    Published(Box<PackIndex>),
    /// Opens the page over what was published since.
    Renew,
}

impl From<PackAction> for Action {
    fn from(action: PackAction) -> Self {
        Self::Pack(action)
    }
}

/// What a pack in use says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackMark {
    /// Its edition and the day of its publication, in words.
    pub(crate) edition: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub(crate) rules: String,
    /// What changed, and why.
    pub(crate) reason: String,
    /// The day of its publication.
    pub(super) day: Date,
    /// The hash of the file.
    hash: String,
}

impl PackMark {
    /// Returns what is shown of a pack with this hash.
    pub(crate) fn of(head: &Head, hash: String) -> Self {
        Self {
            edition: format!("{}（{}公布）", head.edition, wording::date(head.day)),
            rules: head.rules.clone(),
            reason: head.reason.clone(),
            day: head.day,
            hash,
        }
    }
}

/// The bundled rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bundled {
    /// Their tables.
    pub(crate) set: &'static PolicySet,
    /// The first 16 digits of the SHA-256 of their sources.
    pub(crate) rules: &'static str,
}

impl Bundled {
    /// Whether a place is one of theirs.
    pub(crate) fn has(self, region: &str) -> bool {
        self.set.regions.iter().any(|own| own.id == region)
    }
}

impl Whole {
    /// Says that what was kept is computed by another edition, and that its own was recalled.
    pub(crate) fn note_new_edition(&mut self, kept: &str) {
        let own = self.session().set().edition;
        let mut former = kept.lines().filter_map(|line| line.strip_prefix("edition\t"));
        let recalled = former.find_map(|edition| Some((edition, self.packs.recall_of(edition)?)));
        let is_before = recalled.as_ref().is_some_and(|(edition, _)| own < *edition);
        let mut lines = Vec::from_iter(recalled.map(|(_, words)| words));
        match &self.packs.pack {
            // What serves again is no news.
            Some(pack) if !is_before => {
                lines.push(words::new_edition(&pack.edition, &pack.reason));
            }
            Some(_) | None if lines.is_empty() => return,
            Some(_) | None => lines.push(words::computed_again(own)),
        }
        let region = self.session().region().unwrap_or_default();
        let is_compared = self.packs.editions_of(region).len() > 1;
        let offer = if is_compared { Offer::Difference } else { Offer::Nothing };
        self.notices.push(Notice { offer, ..Notice::of(lines) });
    }

    /// Returns why a place is not computed by its newest rules: they, or the index, cannot be
    /// used. None where nothing is known to be wrong.
    pub(crate) fn not_newest(&self, region: Option<&str>) -> Option<String> {
        if let Some(fault) = &self.packs.index_fault {
            return Some(words::no_index(fault, self.session().set().edition));
        }
        let region = region.filter(|region| self.packs.serves(region))?;
        if let Some((_, fault)) = self.packs.unusable.iter().find(|(own, _)| own == region) {
            return Some(self.packs.refusal(region, fault));
        }
        self.packs.index()?.recalled(region).map(words::recalled)
    }

    /// Returns that a place has newer rules than those in use, whether or not they can be used, and
    /// what to do to have `what` by them.
    pub(crate) fn behind(&self, region: &str, what: &str) -> Option<String> {
        self.not_newest(Some(region)).or_else(|| {
            let set = self.session().set();
            let (name, newest) = self.packs.newer(set, region)?;
            Some(words::behind(name, newest, set.edition, what))
        })
    }

    /// Performs what is done with rules beside the page.
    pub(super) fn perform_pack(&mut self, action: PackAction) -> Vec<Effect> {
        match action {
            PackAction::Open(region) => {
                self.change_place(&region, Then::GoOn).into_iter().collect()
            }
            PackAction::Follow => self.follow_case().into_iter().collect(),
            PackAction::Published(index) => {
                self.hear_of_index(*index);
                Vec::new()
            }
            PackAction::Renew => self.renew().into_iter().collect(),
            PackAction::Refused(region, fault) => {
                let sentence = self.packs.refusal(&region, &fault);
                self.packs.coming = None;
                // The choice of a place says it itself, and of a place that goes on with the
                // bundled rules every page.
                if self.session().page != Page::Step(0) && !self.packs.serves(&region) {
                    self.notices.push(Notice::of(vec![sentence.clone()]));
                }
                self.packs.refused = sentence;
                self.packs.unusable.retain(|(own, _)| *own != region);
                self.packs.unusable.push((region, fault));
                self.open_waiting()
            }
        }
    }
}
