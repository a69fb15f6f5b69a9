//! The rules that a table is computed by. Where the site has packs, each place has the newest ones
//! that can be used: they are fetched once the places of the table are known.

use super::{Action, CompanyTable, Effect, Phase};
use crate::model::effect::{Effect as PageEffect, Then, focus};
use crate::model::packs::{PackFault, WantedPack};
use crate::model::questions::HEADING;
use crate::model::results::applications;
use crate::model::whole::Whole;
use crate::model::words;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::places::Place;
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::message::{News, OpenedCompany, Order};
use huiqi_tables::rule_book::{RuleBook, TableRules};
use huiqi_tables::wording::recalled_in_table;
use huiqi_tables::{Column, OwnColumn};
use std::borrow::Cow;

/// The rules of a place, as a pack has them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceRules {
    /// Their tables.
    pub(crate) set: &'static PolicySet,
    /// The first 16 digits of the SHA-256 of their sources.
    pub(crate) rules: &'static str,
}

/// The packs of the places of a table.
#[derive(Debug, Default)]
pub(crate) struct TablePacks {
    /// The rules of all places; none where those of the page are for all.
    book: Option<RuleBook>,
    /// The packs that are here.
    loaded: Vec<(WantedPack, PlaceRules)>,
    /// Those that are on their way.
    coming: Vec<WantedPack>,
    /// Those that are not used, and why.
    pub(super) refused: Vec<(WantedPack, PackFault)>,
    /// Whether what came is still to be said to the worker.
    is_news: bool,
}

impl TablePacks {
    /// Returns the rules of all places.
    pub(crate) fn book(&self, session: &Session) -> Cow<'_, RuleBook> {
        let own = self.book.as_ref().map(Cow::Borrowed);
        own.unwrap_or_else(|| Cow::Owned(RuleBook::of(session.set())))
    }

    /// Whether packs are on their way.
    pub(crate) const fn is_coming(&self) -> bool {
        !self.coming.is_empty()
    }

    /// Returns the places whose packs are on their way.
    pub(crate) fn coming(&self) -> impl Iterator<Item = &str> {
        self.coming.iter().map(|wanted| wanted.region.as_str())
    }

    /// Takes a pack, or why it is not used.
    pub(super) fn take(&mut self, wanted: WantedPack, found: Result<PlaceRules, PackFault>) {
        self.coming.retain(|coming| *coming != wanted);
        // One that was used before is of a former edition.
        self.loaded.retain(|(own, _)| own.region != wanted.region);
        match found {
            Ok(rules) => self.loaded.push((wanted, rules)),
            Err(fault) => self.refused.push((wanted, fault)),
        }
        self.is_news = true;
    }

    /// Returns them for the next table: what is here need not come again.
    pub(super) fn emptied(&mut self) -> Self {
        Self {
            loaded: std::mem::take(&mut self.loaded),
            coming: std::mem::take(&mut self.coming),
            ..Self::default()
        }
    }

    fn knows(&self, wanted: &WantedPack) -> bool {
        let is_it = |own: &WantedPack| own == wanted;
        self.loaded.iter().any(|(own, _)| is_it(own))
            || self.refused.iter().any(|(own, _)| is_it(own))
            || self.coming.iter().any(is_it)
    }

    /// Returns the first 16 digits of the SHA-256 of the sources of a pack's rules; none where they
    /// are of no pack of the table.
    pub(crate) fn rules_of(&self, set: &PolicySet) -> Option<&'static str> {
        let own = self.loaded.iter().find(|(_, own)| own.set == set);
        own.map(|(_, own)| own.rules)
    }

    /// Returns why the pack of a place is not used.
    fn fault(&self, region: &str) -> Option<&PackFault> {
        let own = self.refused.iter().find(|(wanted, _)| wanted.region == region);
        own.map(|(_, fault)| fault)
    }
}

/// A table that stays while the page is opened over other rules.
#[derive(Debug)]
pub(crate) struct CarriedTable {
    table: CompanyTable,
    /// The case that is a company of the table, by its place among the cases.
    case: Option<usize>,
}

impl CompanyTable {
    /// Returns the orders that open a table in a new worker.
    pub(super) fn begin_with(&self, order: Order) -> Vec<Effect> {
        vec![Effect::EndWorker, Effect::Order(order)]
    }

    /// Returns the places that the words of the table name, by their ids.
    fn named_places(&self, set: &PolicySet) -> Vec<String> {
        let region = Column::Question(PolicySet::REGION).word(set);
        let code = Column::Own(OwnColumn::Code).word(set);
        let list = self.values.list.as_ref();
        let mut named: Vec<String> = list.map_or_else(Vec::new, |list| list.places.clone());
        for value in list.iter().flat_map(|list| &list.values) {
            if value.column == region || value.column == code {
                named.extend(
                    self.values.said(&self.earlier_values, value).option().map(str::to_owned),
                );
            }
        }
        named.push(self.region.clone());
        named
    }
}

impl Whole {
    /// Returns the table to be carried to a page over other rules; none where none is open, or the
    /// worker computes by the rules of this page.
    pub(crate) fn carry_table(&mut self) -> Option<CarriedTable> {
        if self.table.phase == Phase::Closed || !self.packs.has_index() {
            return None;
        }
        let mut table = std::mem::take(&mut self.table);
        // Nobody hears of these any more.
        table.packs.coming.clear();
        let row = table.row.as_ref().map(|row| row.case);
        let cases = self.questions.cases.list();
        let case = row.and_then(|id| cases.iter().position(|case| case.id == id));
        Some(CarriedTable { table, case })
    }

    /// Takes up a table that was carried here.
    pub(crate) fn take_up_table(&mut self, carried: CarriedTable) {
        let CarriedTable { mut table, case } = carried;
        let case = case.and_then(|at| self.questions.cases.list().get(at));
        table.row =
            table.row.take().zip(case).map(|(row, case)| super::OpenRow { case: case.id, ..row });
        self.table = table;
        self.tell_applications();
    }

    /// Opens a company of the table as a case, over the rules of its place.
    pub(crate) fn open_company(&mut self, company: OpenedCompany) -> Vec<PageEffect> {
        if let Some(change) = self.follow_company(&company) {
            self.table.waits = Some(Box::new(company));
            return vec![change];
        }
        let today = self.questions.today;
        let mut session = Session::from_text(self.session().set(), today, &company.kept);
        if session.on == today {
            session.follow_calendar(today);
        }
        self.open_case(&company.name, session);
        // Its name is in the band; a way back to one's own answers stays in view.
        if self.notices.latest().is_some_and(|notice| !notice.can_restore()) {
            self.notices.pop();
        }
        let case = self.questions.cases.current_id();
        let mut effects: Vec<PageEffect> =
            self.table.take_up(company, case).into_iter().map(PageEffect::Table).collect();
        effects.push(focus(HEADING));
        effects
    }

    /// Returns the effect that opens the rules of the place of a company, where other rules are in
    /// use: by those its answers are not read first.
    fn follow_company(&mut self, company: &OpenedCompany) -> Option<PageEffect> {
        let region = company.kept.lines().find_map(|line| line.strip_prefix("region\t="))?;
        let is_known = self.places.all().iter().any(|place| place.id == region);
        let is_needed = is_known && self.packs.needs_other_rules(self.session().set(), region);
        if !is_needed || self.packs.is_unusable(region) {
            return None;
        }
        self.change_place(region, Then::Stay)
    }

    /// Opens the company that waits for the rules of its place, which are here or will not come.
    pub(crate) fn open_waiting(&mut self) -> Vec<PageEffect> {
        match self.table.waits.take() {
            Some(company) => self.update(Action::News(News::Company(company)).into()),
            None => Vec::new(),
        }
    }

    /// Says how awards are applied for: those of all rules that a table is computed by.
    pub(crate) fn tell_applications(&mut self) {
        let book = self.table.packs.book(self.session()).into_owned();
        let mut all: Vec<(String, String)> = Vec::new();
        for set in book.sets().iter().rev() {
            for one in applications(set, &self.corrections) {
                if all.iter().all(|(id, _)| *id != one.0) {
                    all.push(one);
                }
            }
        }
        self.table.applications = all;
    }

    /// Returns the newest pack of a place that is to be used for tables, where the bundled rules
    /// are others.
    fn pack_for_table(&self, region: &str) -> Option<WantedPack> {
        let (index, bundled) = (self.packs.index()?, self.packs.bundled()?);
        let wanted = index.newest(region)?;
        let is_bundled = bundled.has(region) && index.has_rules(&wanted, bundled.rules);
        (!is_bundled).then_some(wanted)
    }

    /// Returns what follows an action on a table: what the worker must know of the rules, the packs
    /// of its places, the start that waited for them.
    pub(crate) fn settle_table(&mut self, mut effects: Vec<Effect>) -> Vec<PageEffect> {
        let opens = |effect: &Effect| {
            matches!(effect, Effect::Order(Order::Open { .. } | Order::Paste { .. }))
        };
        if let Some(place) = effects.iter().position(opens) {
            self.put_rules();
            if let Some(order) = self.rules_order() {
                effects.insert(place, Effect::Order(order));
            }
        }
        if self.table.phase == Phase::Matching && !self.table.values.is_awaited {
            effects.extend(self.settle_packs());
        }
        effects.into_iter().map(PageEffect::Table).collect()
    }

    fn settle_packs(&mut self) -> Vec<Effect> {
        let named = self.table.named_places(self.session().set());
        let mut wanted: Vec<WantedPack> = Vec::new();
        for region in named {
            let pack = self.pack_for_table(&region);
            let is_new =
                |pack: &WantedPack| !self.table.packs.knows(pack) && !wanted.contains(pack);
            wanted.extend(pack.filter(is_new));
        }
        if !wanted.is_empty() {
            self.table.packs.coming.extend(wanted.clone());
            return vec![Effect::Fetch(wanted)];
        }
        if self.table.packs.is_coming() {
            return Vec::new();
        }
        if std::mem::take(&mut self.table.packs.is_news) {
            self.put_rules();
            // The words are listed once the worker has said which columns it knows by now.
            self.table.values.is_awaited = true;
            return self.rules_order().map(Effect::Order).into_iter().collect();
        }
        if std::mem::take(&mut self.table.values.starts) {
            return self.table.perform(Action::Start, self.questions.cases.session());
        }
        Vec::new()
    }

    /// Returns the places that only packs are for, by their ids and names.
    fn places_of_packs(&self) -> Vec<(String, String)> {
        let Some(bundled) = self.packs.bundled() else { return Vec::new() };
        let all = self.packs.places().into_iter();
        let of_packs = all.filter(|place| place.is_covered && !bundled.has(&place.id));
        of_packs.map(|place| (place.id, place.name)).collect()
    }

    /// Returns the packs that are here and the newest of their places.
    fn packs_in_use(&self) -> impl Iterator<Item = (&WantedPack, &'static PolicySet)> {
        let all = self.table.packs.loaded.iter();
        let is_used =
            |wanted: &WantedPack| self.pack_for_table(&wanted.region).as_ref() == Some(wanted);
        all.filter(move |(wanted, _)| is_used(wanted)).map(|(wanted, own)| (wanted, own.set))
    }

    /// Puts the rules of all places together from the packs that are here.
    fn put_rules(&mut self) {
        let Some(bundled) = self.packs.bundled() else { return };
        let packs: Vec<&'static PolicySet> = self.packs_in_use().map(|(_, set)| set).collect();
        self.table.packs.book = Some(RuleBook::with(bundled.set, &packs, &self.places_of_packs()));
        self.tell_applications();
    }

    /// Returns what the worker must know of the rules; none where those of the page are for all.
    fn rules_order(&self) -> Option<Order> {
        if let Some(fault) = &self.packs.index_fault {
            let words = words::no_index(fault, self.session().set().edition);
            let notes = vec![(None, words)];
            return Some(Order::Rules(TableRules { notes, ..TableRules::default() }));
        }
        let index = self.packs.index()?;
        let packs = self.packs_in_use().map(|(wanted, _)| wanted.hash.clone()).collect();
        let places = self.places_of_packs();
        let note = |place: Place| {
            let words = match self.table.packs.fault(&place.id) {
                Some(fault) => self.packs.refusal_in_table(&place.id, &place.name, fault),
                None => recalled_in_table(&place.name, index.recalled(&place.id)?),
            };
            Some((Some(place.id), words))
        };
        let notes = self.packs.places().into_iter().filter_map(note).collect();
        Some(Order::Rules(TableRules { packs, places, notes }))
    }

    /// Returns that a place has newer rules than those of a sheet.
    pub(crate) fn behind_on_sheet(&self, set: &PolicySet, region: &str) -> Option<String> {
        if set == self.session().set() {
            return self.behind(region, "算");
        }
        if self.table.packs.rules_of(set).is_some() {
            return None;
        }
        match self.table.packs.fault(region) {
            Some(fault) => Some(self.packs.refusal_in_table(region, region, fault)),
            None => {
                self.pack_for_table(region)?;
                self.packs.behind_in_table(region)
            }
        }
    }

    /// Returns which places of a table were not computed by their newest rules though nothing is
    /// said of it.
    pub(crate) fn behind_of_table<'a>(
        &self,
        regions: impl IntoIterator<Item = &'a str>,
    ) -> Vec<String> {
        let is_behind = |region: &&str| {
            self.pack_for_table(region).is_some_and(|wanted| !self.table.packs.knows(&wanted))
        };
        let behind = regions.into_iter().filter(is_behind);
        behind.filter_map(|region| self.packs.behind_in_table(region)).collect()
    }
}
