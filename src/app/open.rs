//! Opening the whole page over rules: the bundled ones, or those of a pack.

use super::held::{FocusPlace, once_released};
use super::shell::{self, PagePart, Sender, Shell};
use super::{apply, browser, packs, storage, storage_whole, worker};
use crate::model::arrival::region_in;
use crate::model::carried::{Before, Carried};
use crate::model::effect::{PlaceChange, Then};
use crate::model::kept::KeptAction;
use crate::model::keys;
use crate::model::library::LibraryAction;
use crate::model::packs::{
    Bundled, PackAction, PackFault, PackIndex, PackMark, PackPlaces, WantedPack,
};
use crate::model::places::PlaceChoice;
use crate::model::questions::{self, Questions};
use crate::model::receipt::{Former, ReceiptAction};
use crate::model::table::{EarlierHeadings, EarlierValues, Memos};
use crate::model::whole::{Action, Whole};
use gloo::timers::callback::Timeout;
use huiqi_library::library::PublishedRules;
use huiqi_policies::RULES_HASH;
use huiqi_policies::page::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link::code_in;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::receipt::NamedRules;
use huiqi_sitting::shelf::{Shelf, StoredCases};
use std::cell::RefCell;
use std::rc::Rc;
use time::Date;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static SHELL: RefCell<Option<Rc<Shell<Whole>>>> = const { RefCell::new(None) };
}

/// The rules over which the page is opened.
struct Rules {
    set: &'static PolicySet,
    /// What the pack says of itself; none for the bundled rules.
    pack: Option<PackMark>,
    /// The index, where the site has one.
    index: Option<PackIndex>,
    /// Why there is none, where it should have one.
    index_fault: Option<PackFault>,
    /// The place whose pack is not used, and why.
    refused: Option<(String, PackFault)>,
    /// The bytes of the pack, for the worker of tables.
    bytes: Option<Vec<u8>>,
}

impl Rules {
    /// Returns the bundled ones, beside what was published.
    const fn bundled(index: Option<PackIndex>) -> Self {
        Self { set: &POLICIES, pack: None, index, index_fault: None, refused: None, bytes: None }
    }
}

/// Whether the bundled rules serve a place.
fn is_bundled(region: &str) -> bool {
    POLICIES.regions.iter().any(|own| own.id == region)
}

/// Mounts the whole page, in place of its first part where that is open. Where the site has packs,
/// those of the place are fetched before.
pub fn start() {
    browser::report_panics();
    match packs::keys() {
        None => replace_with(Rules::bundled(None), None),
        Some(keys) => spawn_local(async move { replace_with(wanted_rules(&keys).await, None) }),
    }
}

/// Returns the rules of the place that the address, the portal or the kept answers name.
async fn wanted_rules(keys: &str) -> Rules {
    let index = match packs::index().await {
        Ok(index) => index,
        Err(fault) => return Rules { index_fault: Some(fault), ..Rules::bundled(None) },
    };
    let (address, kept) = (browser::address(), storage::remembered());
    // A host page that locks its place has the last word.
    let named = region_in(&address).filter(|_| browser::device().locked.is_none());
    let preset = browser::preset();
    let region = index.wanted(code_in(&address), named, preset.as_deref(), kept.as_deref());
    let region = region.map(str::to_owned);
    let rules = Rules::bundled(Some(index));
    match region {
        Some(region) => rules_of(rules, &region, keys).await,
        None => rules,
    }
}

/// Returns the rules of a region: those of its newest pack, where the bundled ones are others.
async fn rules_of(mut rules: Rules, region: &str, keys: &str) -> Rules {
    let Some(index) = &rules.index else { return rules };
    let Some(wanted) = index.newest(region) else {
        let why = index.recalled(region).map(str::to_owned);
        rules.refused = why.map(|why| (region.to_owned(), PackFault::Recalled(why)));
        return rules;
    };
    if index.has_rules(&wanted, RULES_HASH) && is_bundled(region) {
        return rules;
    }
    match packs::pack(&wanted, keys).await {
        Ok((loaded, bytes)) => {
            rules.set = loaded.set();
            rules.pack = Some(PackMark::of(&loaded.head, wanted.hash));
            rules.bytes = Some(bytes);
        }
        Err(fault) => rules.refused = Some((region.to_owned(), fault)),
    }
    rules
}

/// Opens the page over the rules of another place, with everything that was answered.
pub(super) fn change_place(change: PlaceChange, sender: Sender<Action>) {
    let PlaceChange { region, index, then } = change;
    let keys = packs::keys().unwrap_or_default();
    spawn_local(async move {
        // Run once the pack is asked for.
        READY.set(Some(Timeout::new(0, get_ready)));
        let rules = rules_of(Rules::bundled(Some(index)), &region, &keys).await;
        // What is not ready by now does not keep the pack waiting.
        READY.take();
        match rules.refused {
            Some((refused, fault)) if !is_bundled(&region) => {
                sender.send(PackAction::Refused(refused, fault).into());
            }
            Some(_) | None => replace_with(rules, Some((region, then))),
        }
    });
}

thread_local! {
    /// What is still to be done while the rules of a place are on their way.
    static READY: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Draws first questions into nothing while the rules of a place are on their way. A browser
/// compiles code where it first runs: on a slow phone a third of the time until the question is
/// there.
fn get_ready() {
    let (set, today) = (&POLICIES, browser::today());
    let mut session = Session::new(set, today);
    if let Some(region) = set.regions.iter().find(|region| !region.policies.is_empty()) {
        session.preset_region(region.id);
    }
    let mut cases = Cases::from_text(set, today, &Cases::new(session).to_text());
    cases.session_mut().page = Page::Step(1);
    let questions = Questions::new(cases, None, browser::site(), false, today);
    let shelf = Shelf::new(set, today, storage::random(), &StoredCases::default());
    let headings = EarlierHeadings::from_text("");
    let mut whole = Whole::new(questions, shelf, headings, browser::device(), browser::host());
    whole.is_brief = true;
    let drawn = whole.draw(&whole.facts(), &Sender::deaf());
    drop(huiqi_pack::hash(&[]));
    drop(huiqi_pack::read(&[]));
    let mount = || {
        if let Some(mounted) = shell::mount_unseen(drawn) {
            READY.set(Some(Timeout::new(0, || mounted.destroy())));
        }
    };
    READY.set(Some(Timeout::new(0, mount)));
}

/// Computes a former result over its own rules. Their tables stay: a visit asks for few.
pub(super) fn ask_former((wanted, former): (WantedPack, Former), sender: Sender<Action>) {
    let keys = packs::keys().unwrap_or_default();
    spawn_local(async move {
        let found = packs::pack(&wanted, &keys).await.map(|(loaded, _)| {
            former.over(NamedRules { set: loaded.set(), hash: &loaded.head.rules })
        });
        let found = found.map_err(|fault| fault.sentence());
        sender.send(ReceiptAction::Former(found).into());
    });
}

/// Reads the rules of a place for the library. Their tables stay: a visit reads few.
pub(super) fn read_rules(wanted: WantedPack, sender: Sender<Action>) {
    let keys = packs::keys().unwrap_or_default();
    spawn_local(async move {
        let found = packs::pack(&wanted, &keys).await;
        let rules = found.map(|(loaded, _)| PublishedRules {
            set: loaded.set(),
            day: loaded.head.day,
            number: 0,
        });
        let rules = rules.map_err(|fault| fault.sentence());
        sender.send(LibraryAction::Read(wanted.region, rules).into());
    });
}

/// Returns what the page is opened with: the cases of the page that was open before, else the kept
/// ones.
fn carried(set: &'static PolicySet, today: Date, unmounted: Option<String>) -> Carried {
    let first = || browser::take_over().map_or(Before::Nothing, Before::FirstPart);
    let before = unmounted.map_or_else(first, Before::OtherRules);
    let stored = (storage::remembered(), storage_whole::is_remembered);
    Carried::over(set, &POLICIES, today, &before, stored)
}

/// Returns the page over some cases and what the browser keeps beside them.
fn page_over(set: &'static PolicySet, today: Date, cases: Cases) -> Whole {
    let shelf = Shelf::new(set, today, storage::random(), &StoredCases::default());
    let headings = EarlierHeadings::from_text(&storage::kept(keys::HEADINGS).unwrap_or_default());
    let is_large = browser::wants_large();
    let mut questions = Questions::new(cases, browser::preset(), browser::site(), is_large, today);
    questions.keeping = storage::keeping();
    browser::show_large(is_large);
    let mut whole = Whole::new(questions, shelf, headings, browser::device(), browser::host());
    whole.table.earlier_values =
        EarlierValues::from_text(&storage::kept(keys::VALUES).unwrap_or_default());
    whole.table.memos = Memos::from_text(&storage::kept(keys::MEMOS).unwrap_or_default());
    let has_look = |name: &'static str| {
        let is_on = storage::kept(name).as_deref() == Some("1");
        browser::set_look(name, is_on);
        is_on
    };
    whole.simple.has_contrast = has_look(keys::CONTRAST);
    whole.simple.has_pointer = has_look(keys::POINTER);
    whole
}

/// Opens the page over these rules, in place of what is open, once nothing there is being pressed.
fn replace_with(rules: Rules, change: Option<(String, Then)>) {
    let (region, then) = change.unzip();
    once_released(move || open(rules, region.as_deref().zip(then)));
}

/// Opens the page over these rules at once.
fn open(rules: Rules, change: Option<(&str, Then)>) {
    let (set, is_change) = (rules.set, change.is_some());
    worker::use_pack(rules.bytes);
    let today = browser::today();
    let unmounted = SHELL.take().map(|shell| {
        shell.unmount(|whole| {
            let table = whole.carry_table();
            ((whole.questions.cases.to_text(), whole.places.anew()), table)
        })
    });
    let (unmounted, table) = unmounted.unzip();
    let (unmounted, former_places) = unmounted.unzip();
    let table = table.flatten();
    if table.is_none() {
        worker::end();
    }
    let focus = FocusPlace::now();
    let mut carried = carried(set, today, unmounted);
    let chosen = match &change {
        Some((region, Then::GoOn)) => Some(*region),
        Some((_, Then::Stay | Then::Kept(_) | Then::Address(_))) | None => None,
    };
    let region = chosen.and_then(|region| set.question(PolicySet::REGION).option(region));
    if let Some(region) = region {
        carried.cases.session_mut().put(PolicySet::REGION, Draft::Option(region));
    }
    let is_to_be_stored = carried.is_to_be_stored();
    let Carried { cases, former, is_taken_over, .. } = carried;
    let mut whole = page_over(set, today, cases);
    let bundled = Bundled { set: &POLICIES, rules: RULES_HASH };
    whole.packs = PackPlaces::new(rules.index, bundled, rules.pack);
    whole.packs.index_fault = rules.index_fault;
    // A place that goes on with the bundled rules is not asked for anew.
    let (served, refused) = match rules.refused {
        Some((region, fault)) if is_bundled(&region) => (Some((region, fault)), None),
        other => (None, other),
    };
    if let Some((region, fault)) = served {
        whole.update(PackAction::Refused(region, fault).into());
    }
    whole.lead_to_library();
    // Over the same index they are the same.
    let places = former_places.filter(PlaceChoice::is_own).or_else(|| {
        let all = whole.packs.places();
        (!all.is_empty()).then(|| PlaceChoice::among(all))
    });
    if let Some(places) = places {
        whole.places = places;
    }
    let carries_table = table.is_some();
    if let Some(table) = table {
        whole.take_up_table(table);
    }
    whole.update(KeptAction::Stored(storage_whole::cases()).into());
    whole.take_up(&storage_whole::replaced());
    if let Some(kept) = &former {
        whole.name_asked_again();
        if change.is_none() {
            whole.note_new_edition(kept);
        }
    }
    let mut effects = match &change {
        Some((_, Then::Address(address))) => whole.open_first(address),
        Some((_, Then::GoOn | Then::Stay | Then::Kept(_))) | None => {
            whole.open_first(&browser::address())
        }
    };
    if carries_table {
        effects.extend(whole.settle_table(Vec::new()));
        effects.extend(whole.open_waiting());
    }
    if let Some((_, Then::Kept(id))) = change {
        effects.extend(whole.update(KeptAction::Open(id).into()));
    }
    if let Some((region, fault)) = refused {
        whole.update(PackAction::Refused(region, fault).into());
    }
    // The first part does not know a place of a pack that a portal presets.
    let preset = browser::preset().filter(|_| is_taken_over && whole.packs.pack.is_some());
    let is_preset =
        preset.as_deref().is_some_and(|preset| whole.session().region() == Some(preset))
            && whole.session().page == Page::Step(0);
    if chosen.is_some() || is_preset {
        effects.extend(whole.update(questions::Action::Next.into()));
    }
    if is_to_be_stored {
        whole.questions.note_nothing_stored();
    }
    whole.is_brief = is_change && matches!(whole.session().page, Page::Step(1..));
    let is_brief = whole.is_brief;
    let shell = Shell::mount(whole, effects);
    if is_taken_over {
        // Once it is drawn, which is next.
        spawn_local(async move { focus.restore() });
    }
    if is_brief {
        shell.sender().press(Whole::LOOK);
    }
    // The page is drawn first.
    let sender = shell.sender();
    worker::speak_to(&sender);
    Timeout::new(0, move || apply::read(set, &sender)).forget();
    shell.listen("popstate", |_| Some(questions::Action::Address(browser::address()).into()));
    for event in ["visibilitychange", "online"] {
        let sender = shell.sender();
        shell.listen(event, move |_| {
            packs::look_again(&sender);
            None
        });
    }
    shell.listen("huiqi:host", |_| Some(Action::Host(browser::host())));
    // site.js: the portal says something else of itself than what was built in.
    shell.listen("huiqi:site", |_| Some(Action::Site(browser::site(), browser::device())));
    for event in ["storage", "pageshow"] {
        let stored = || KeptAction::Stored(storage_whole::cases()).into();
        shell.listen(event, move |event| storage_whole::hear(event).then(stored));
    }
    SHELL.set(Some(shell));
}
