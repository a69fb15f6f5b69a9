//! The receipt of a result: what is saved, and what came of one that was opened, or of a link of
//! another edition. Where the site has the pack of that edition, its own rules are asked too.

use super::effect::{Effect, focus};
use super::packs::WantedPack;
use super::whole::{Action, Whole};
use huiqi_engine::report::Report;
use huiqi_policies::RULES_HASH;
use huiqi_rules::day::date_text;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link;
use huiqi_sitting::plain::Plain;
use huiqi_sitting::receipt::{self, NamedRules, Receipt, ReceiptFault, Replay};
use time::Date;

/// The heading of what came of a receipt.
pub(crate) const REPLAY_HEADING: &str = "replay-h";

/// A receipt as a file.
pub(crate) struct ReceiptFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl ReceiptFile {
    /// Returns the receipt of the case in view.
    pub(super) fn of(whole: &Whole, report: &Report) -> Self {
        let session = whole.session();
        let rules = whole.named_rules();
        let receipt = Receipt::of(rules, &session.answers(), &session.readings, report);
        let region = session.region().unwrap_or_default();
        Self {
            name: format!("huiqi-receipt-{region}-{}.json", date_text(session.on)),
            text: receipt.plain().json(),
        }
    }
}

/// What is to be checked.
#[derive(Debug, Default)]
pub(crate) struct ReceiptCheck {
    /// The receipt that was opened last, computed again; or why it is none.
    pub(crate) opened: Option<Result<Box<Replay>, ReceiptFault>>,
    /// What its own rules say, where they are others.
    pub(crate) own: OwnRules,
    /// What is to be said of its rules and of those in use.
    pub(crate) notes: Vec<String>,
    /// The link that was opened last, where it is of another edition.
    pub(crate) link: Option<OlderLink>,
}

/// What is known from the rules of a former result.
#[derive(Debug, Default)]
pub(crate) enum OwnRules {
    /// Nothing: they are not here, or are those in use.
    #[default]
    NotHere,
    /// They are on their way.
    Coming,
    /// They could not be used; why.
    Refused(String),
    /// They were computed: the receipt itself, once more.
    Computed(Box<Replay>),
}

/// A link of another edition.
#[derive(Debug)]
pub(crate) struct OlderLink {
    /// The words about it.
    pub(crate) lines: Vec<String>,
    code: String,
    /// The edition that it names.
    pub(crate) edition: String,
    region: Option<&'static str>,
    /// What its own rules say.
    pub(crate) own: OwnRules,
    /// Each case with its name: what its own rules gave, against what is computed now.
    pub(crate) cases: Vec<(String, Replay)>,
}

impl OlderLink {
    /// Returns a link that was opened.
    pub(super) fn new(
        lines: Vec<String>,
        code: &str,
        edition: &str,
        region: Option<&'static str>,
    ) -> Self {
        let (code, edition) = (code.to_owned(), edition.to_owned());
        Self { lines, code, edition, region, own: OwnRules::NotHere, cases: Vec::new() }
    }
}

/// What is computed over the rules of a former result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Former {
    /// A receipt.
    Receipt(Box<Receipt>),
    /// The code of a link, opened today.
    Link(String, Date),
}

/// What these rules gave.
#[derive(Clone, Debug)]
pub(crate) enum FormerResult {
    /// A receipt, once more.
    Receipt(Result<Box<Replay>, ReceiptFault>),
    /// The cases of a link, each with its name.
    Link(Vec<(String, Receipt)>),
}

impl Former {
    /// Computes it over its own rules.
    pub(crate) fn over(self, rules: NamedRules<'_>) -> FormerResult {
        match self {
            Self::Receipt(then) => {
                FormerResult::Receipt(receipt::replay(rules, *then).map(Box::new))
            }
            Self::Link(code, today) => {
                let linked = link::decode(rules.set, today, &code);
                let cases = linked.map_or_else(
                    |_| Vec::new(),
                    |linked| {
                        let one = |case: &huiqi_sitting::cases::Case| {
                            let session = &case.session;
                            let (answers, readings) = (session.answers(), &session.readings);
                            let receipt = Receipt::compute(rules, &answers, session.on, readings);
                            (case.name.clone(), receipt)
                        };
                        linked.cases.list().iter().map(one).collect()
                    },
                );
                FormerResult::Link(cases)
            }
        }
    }
}

/// Returns the place of a receipt, by its id.
fn region_of(then: &Receipt) -> Option<&str> {
    match then.answers.iter().find(|(id, _)| id == "region") {
        Some((_, Plain::Text(region))) => Some(region),
        Some((_, Plain::Nothing | Plain::YesNo(_) | Plain::Number(_) | Plain::List(_)))
        | Some((_, Plain::Object(_)))
        | None => None,
    }
}

/// What is done with receipts.
#[derive(Clone, Debug)]
pub(crate) enum ReceiptAction {
    /// Opens a file; none where it could not be read as JSON.
    Open(Option<Plain>),
    /// The rules of a former result gave this, or cannot be used, and why.
    Former(Result<FormerResult, String>),
}

impl From<ReceiptAction> for Action {
    fn from(action: ReceiptAction) -> Self {
        Self::Receipt(action)
    }
}

impl Whole {
    /// Returns the rules in use.
    fn named_rules(&self) -> NamedRules<'_> {
        let hash = self.packs.pack.as_ref().map_or(RULES_HASH, |pack| pack.rules.as_str());
        NamedRules { set: self.session().set(), hash }
    }

    pub(super) fn check_receipt(&mut self, action: ReceiptAction) -> Vec<Effect> {
        match action {
            ReceiptAction::Open(plain) => {
                let then = plain.ok_or_else(ReceiptFault::no_receipt);
                let then = then.and_then(|plain| receipt::read(&plain));
                let replay = then.and_then(|then| receipt::replay(self.named_rules(), then));
                let replay = replay.map_err(|fault| self.of_another_place(fault));
                let mut effects = vec![focus(REPLAY_HEADING)];
                self.receipt.own = OwnRules::NotHere;
                self.receipt.notes = match &replay {
                    Ok(replay) => self.notes_of(&replay.then),
                    Err(_) => Vec::new(),
                };
                let then = replay.as_ref().ok().map(|replay| replay.then.clone());
                self.receipt.opened = Some(replay.map(Box::new));
                let Some(then) = then.filter(|then| then.rules != self.named_rules().hash) else {
                    return effects;
                };
                if let Some(bundled) = self.bundled_rules(|own| then.rules == own.hash) {
                    let former = Former::Receipt(Box::new(then)).over(bundled);
                    self.take_former(Ok(former));
                } else if let Some(pack) = self.pack_of(&then) {
                    self.receipt.own = OwnRules::Coming;
                    let former = Former::Receipt(Box::new(then));
                    effects.push(Effect::AskFormer(Box::new((pack, former))));
                }
                effects
            }
            ReceiptAction::Former(result) => {
                self.take_former(result);
                Vec::new()
            }
        }
    }

    /// Returns a fault, in other words where the place is not among the rules in use.
    fn of_another_place(&self, fault: ReceiptFault) -> ReceiptFault {
        let region = self.session().set().question(PolicySet::REGION).id;
        if self.packs.pack.is_some() && fault.question == Some(region) {
            let message = "这份凭据是别的地方的。请先选那个地方，再打开它。".to_owned();
            return ReceiptFault { message, ..fault };
        }
        fault
    }

    /// Returns the bundled rules, where they are the ones that are looked for.
    fn bundled_rules(
        &self,
        is_it: impl Fn(NamedRules<'static>) -> bool,
    ) -> Option<NamedRules<'static>> {
        let bundled = self.packs.bundled()?;
        Some(NamedRules { set: bundled.set, hash: bundled.rules }).filter(|rules| is_it(*rules))
    }

    /// Returns the pack of a receipt's own rules, where the site has it.
    fn pack_of(&self, then: &Receipt) -> Option<WantedPack> {
        self.packs.of_edition(region_of(then)?, &then.edition, Some(&then.rules))
    }

    /// Returns what is to be said of a receipt's rules, and of those that it is computed by now.
    fn notes_of(&self, then: &Receipt) -> Vec<String> {
        // The page itself says it of the place in view, and of all where there is no index.
        let region = region_of(then).filter(|own| {
            self.not_newest(None).is_none()
                && (self.session().region() != Some(own) || self.not_newest(Some(own)).is_none())
        });
        let behind = region.and_then(|region| self.behind(region, "核对"));
        self.packs.recall_of(&then.edition).into_iter().chain(behind).collect()
    }

    /// Asks the rules of an older link, once its page is opened.
    pub(super) fn ask_older_link(&mut self) -> Option<Effect> {
        let today = self.questions.today;
        let link = self.receipt.link.as_ref()?;
        if !(matches!(link.own, OwnRules::NotHere) && link.cases.is_empty()) {
            return None;
        }
        let former = Former::Link(link.code.clone(), today);
        let region = link.region?;
        if let Some(pack) = self.packs.of_edition(region, &link.edition, None) {
            self.receipt.link.as_mut()?.own = OwnRules::Coming;
            return Some(Effect::AskFormer(Box::new((pack, former))));
        }
        let is_it = |own: NamedRules<'_>| {
            own.set.edition == link.edition && own.set.regions.iter().any(|one| one.id == region)
        };
        let bundled = self.bundled_rules(is_it)?;
        self.take_former(Ok(former.over(bundled)));
        None
    }

    fn take_former(&mut self, result: Result<FormerResult, String>) {
        let again = |receipt: Receipt| {
            receipt::replay(self.named_rules(), receipt).map(Replay::of_own_rules)
        };
        match result {
            Ok(FormerResult::Receipt(Ok(own))) => {
                if let Ok(now) = again(own.now.clone()) {
                    self.receipt.opened = Some(Ok(Box::new(now)));
                }
                self.receipt.own = OwnRules::Computed(own);
            }
            Ok(FormerResult::Receipt(Err(fault))) => {
                self.receipt.own = OwnRules::Refused(fault.message);
            }
            Ok(FormerResult::Link(cases)) => {
                let one = |(name, receipt)| Some((name, again(receipt).ok()?));
                let cases: Vec<(String, Replay)> = cases.into_iter().filter_map(one).collect();
                if let Some(link) = &mut self.receipt.link {
                    link.cases = cases;
                    link.own = OwnRules::NotHere;
                }
            }
            Err(why) => {
                if let OwnRules::Coming = self.receipt.own {
                    self.receipt.own = OwnRules::Refused(why.clone());
                }
                if let Some(link) = &mut self.receipt.link
                    && let OwnRules::Coming = link.own
                {
                    link.own = OwnRules::Refused(why);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
