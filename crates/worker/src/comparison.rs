//! Two editions of rules, compared while there is nothing else to do.

use crate::post::tell;
use crate::rules::rules;
use huiqi_difference::{
    Company, Difference, GivenIn, Trial, TriedCompanies, compared_editions, difference, population,
    values,
};
use huiqi_rules::carry::Value;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::ledger::{CompanyRow, Ledger};
use huiqi_sitting::cases::Cases;
use huiqi_tables::editions::{EditionNews, EditionOrder, Tried};
use huiqi_tables::message::News;
use std::collections::VecDeque;

/// So many companies of a table are tried.
const MOST_LISTED: usize = 20_000;
/// The clock is looked at after so many companies.
const STEP: usize = 16;

/// A comparison on its way.
pub(crate) struct Comparison {
    turn: u32,
    difference: Difference,
    tried: Vec<TriedCompanies>,
    current: Option<(Tried, Vec<Company>, Trial)>,
    waiting: VecDeque<(Tried, Option<Vec<Company>>)>,
    /// Whether what was found is still to be said.
    has_news: bool,
}

impl Comparison {
    /// Begins to compare; the companies of the ledger are those of the open table.
    pub(crate) fn begin(
        order: &EditionOrder,
        [old, new]: [Option<Vec<u8>>; 2],
        ledger: Option<&Ledger>,
    ) -> Option<Self> {
        match sides(old.as_deref(), new.as_deref()) {
            Ok((old, new)) => {
                let difference = difference(old, new);
                let mut waiting = VecDeque::new();
                if !difference.is_empty() {
                    let given_in = given_in(&difference, rules().edition);
                    let cases = of_cases(order, given_in);
                    waiting.push_back((Tried::Cases, Some(cases)));
                    let ledger = ledger.filter(|_| order.tries_list);
                    let list = ledger.map(|ledger| of_list(ledger, &difference));
                    waiting.extend(list.map(|list| (Tried::List, Some(list))));
                    waiting.retain(|(_, own)| own.as_ref().is_some_and(|own| !own.is_empty()));
                    // These are made when it is their turn: what changed is shown before.
                    waiting.push_back((Tried::Made, None));
                }
                let (tried, current) = (Vec::new(), None);
                let turn = order.turn;
                Some(Self { turn, difference, tried, current, waiting, has_news: true })
            }
            Err(why) => {
                tell(&News::Editions(order.turn, EditionNews::Refused(why)), None);
                None
            }
        }
    }

    /// Goes on until this says so; false where nothing is left.
    pub(crate) fn go_on(&mut self, is_over: impl Fn() -> bool) -> bool {
        if std::mem::take(&mut self.has_news) {
            self.say_all();
            return !self.waiting.is_empty() || self.current.is_some();
        }
        let Some((who, companies, mut trial)) = self.current.take().or_else(|| self.next()) else {
            return false;
        };
        while !is_over() {
            if !trial.step(&self.difference, &companies, STEP) {
                let effect = trial.finish();
                self.tried.push(TriedCompanies { who, companies, effect });
                self.has_news = true;
                return true;
            }
        }
        let news = EditionNews::Trying(trial.done() as u64, companies.len() as u64);
        tell(&News::Editions(self.turn, news), None);
        self.current = Some((who, companies, trial));
        true
    }

    fn next(&mut self) -> Option<(Tried, Vec<Company>, Trial)> {
        let (who, companies) = self.waiting.pop_front()?;
        let companies = companies.unwrap_or_else(|| population(&self.difference));
        let trial = Trial::new(&self.difference, &companies);
        Some((who, companies, trial))
    }

    fn say_all(&self) {
        let coming: Vec<Tried> = self.waiting.iter().map(|(who, _)| *who).collect();
        let found = compared_editions(&self.difference, &self.tried, &coming);
        tell(&News::Editions(self.turn, EditionNews::Compared(Box::new(found))), None);
    }
}

type Side = &'static PolicySet;

/// Returns both sets; where a pack is missing, the bundled rules of its place serve.
fn sides(old: Option<&[u8]>, new: Option<&[u8]>) -> Result<(Side, Side), String> {
    let read = |pack: Option<&[u8]>| -> Result<Option<Side>, String> {
        let loaded = pack.map(huiqi_pack::read).transpose();
        let loaded = loaded.map_err(|refusal| refusal.sentence().to_owned())?;
        Ok(loaded.map(|loaded| loaded.set()))
    };
    let bundled = |other: Side| -> Result<Side, String> {
        let all = &huiqi_policies::POLICIES;
        let is_place = |own: &huiqi_rules::policy::Region| {
            other.regions.iter().any(|one| one.id == own.id && !one.policies.is_empty())
        };
        let place = all.regions.iter().position(is_place);
        let place = place.ok_or("页面自带的规则里没有这个地方，不能比。")?;
        Ok(huiqi_pack::of_region(all, place as u16))
    };
    let (old, new) = match (read(old)?, read(new)?) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => (bundled(new)?, new),
        (Some(old), None) => (old, bundled(old)?),
        (None, None) => return Err("没有两版规则可以比。".to_owned()),
    };
    let places = |set: Side| set.regions.iter().map(|own| own.id).collect::<Vec<_>>();
    if places(old) != places(new) {
        return Err("这两个规则包不是同一个地方的，不能比。".to_owned());
    }
    Ok((old, new))
}

/// Whose questions the answers of an edition are.
fn given_in(difference: &Difference, own: &str) -> GivenIn {
    match (own == difference.new.edition, own == difference.old.edition) {
        (true, _) => GivenIn::New,
        (false, true) => GivenIn::Old,
        (false, false) => GivenIn::Either,
    }
}

fn of_cases(order: &EditionOrder, given_in: GivenIn) -> Vec<Company> {
    let Some(today) = read_date(&order.on) else { return Vec::new() };
    let cases = Cases::from_text(rules(), today, &order.cases);
    let is_answered = |case: &&huiqi_sitting::cases::Case| !case.session.is_empty();
    let company = |case: &huiqi_sitting::cases::Case| {
        let session = &case.session;
        let others = session.others();
        let mut answers = values(rules(), &session.answers());
        // A place that the rules of this page do not know is one too.
        if session.region().is_none()
            && let Some(named) = session.named_region()
        {
            let region = rules().question(PolicySet::REGION).id.to_owned();
            answers.push((region, Value::Option(named.to_owned())));
        }
        Company {
            name: case.name.clone(),
            on: session.on,
            given_in,
            answers,
            readings: others.iter().map(|reading| reading.id.to_owned()).collect(),
        }
    };
    cases.list().iter().filter(is_answered).map(company).collect()
}

fn of_list(ledger: &Ledger, difference: &Difference) -> Vec<Company> {
    let company = |row: &CompanyRow| {
        let name = ledger.name(row);
        let row = ledger.row(row);
        let set = row.answers.set();
        let (answers, given_in) = (values(set, &row.answers), given_in(difference, set.edition));
        Company { name, on: row.on, given_in, answers, readings: Vec::new() }
    };
    // Nothing but the place was read of a company whose rules are not here.
    let is_read = |row: &&CompanyRow| row.region.is_none() || ledger.edition(row).is_some();
    ledger.companies().iter().take(MOST_LISTED).filter(is_read).map(company).collect()
}
