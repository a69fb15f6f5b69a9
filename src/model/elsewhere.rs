//! Cases of a place whose rules are not those in use: they are neither computed by others nor
//! dropped; their place can be opened.

use super::effect::{Effect, PlaceChange, Then};
use super::whole::Whole;
use huiqi_sitting::cases::{Case, Cases};
use huiqi_sitting::questionnaire::Session;

/// The place of a case whose rules are not those in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// Its rules can be opened.
    Place {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// Nobody has rules of it here.
    Unknown,
}

impl Elsewhere {
    /// Returns the line that a case has in place of sums.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Place { name, .. } => {
                format!("这是{name}的案例。{name}的规则没有打开，打开以后才能算金额。")
            }
            Self::Unknown => "这个案例的地区，这里没有规则，不能算金额。案例原样留着。".to_owned(),
        }
    }
}

impl Whole {
    /// Returns where the rules of a case are; none where they are in use, or no place was chosen.
    pub(crate) fn elsewhere(&self, session: &Session) -> Option<Elsewhere> {
        let region = session.named_region()?;
        let is_here = session.region() == Some(region);
        let are_in_use = !self.packs.needs_other_rules(session.set(), region);
        // Where a pack was refused, the bundled rules serve.
        if is_here && (are_in_use || self.packs.is_unusable(region)) {
            return None;
        }
        let place = self.places.all().iter().find(|place| place.id == region);
        Some(place.filter(|_| self.packs.has_index()).map_or(Elsewhere::Unknown, |place| {
            Elsewhere::Place { id: place.id.clone(), name: place.name.clone() }
        }))
    }

    /// Returns the open cases that the rules in use compute, each with its number.
    pub(crate) fn cases_here(&self) -> Vec<(usize, &Case)> {
        self.here(&self.questions.cases)
    }

    fn here<'c>(&self, cases: &'c Cases) -> Vec<(usize, &'c Case)> {
        let is_here = |case: &Case| match self.elsewhere(&case.session) {
            Some(Elsewhere::Place { .. }) => false,
            Some(Elsewhere::Unknown) | None => true,
        };
        cases.list().iter().enumerate().filter(|(_, case)| is_here(case)).collect()
    }

    /// Returns the cases to be handed on: a link names what the rules in use ask.
    pub(crate) fn handed_on(&self, all: &Cases) -> Cases {
        let here = self.here(all);
        if here.len() == all.list().len() {
            return all.clone();
        }
        let current = here.iter().position(|(index, _)| *index == all.current());
        let named = here.iter().map(|(_, case)| (case.name.clone(), case.session.clone()));
        Cases::of(named.collect(), current.unwrap_or(0)).unwrap_or_else(|| all.clone())
    }

    /// Returns how many cases are not handed on, and why; none where all are.
    pub(crate) fn left_out(&self) -> Option<String> {
        if self.cases_here().is_empty() {
            return None;
        }
        let mut names: Vec<String> = Vec::new();
        let mut count = 0;
        for case in self.questions.cases.list() {
            if let Some(Elsewhere::Place { name, .. }) = self.elsewhere(&case.session) {
                count += 1;
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let places = names.join("、");
        (count > 0).then(|| {
            format!(
                "{places}的 {count} 个案例没有放进去：那里的规则没有打开。要发，请先打开那个案例，再来发。"
            )
        })
    }

    /// Returns the effect that opens the rules of a place.
    pub(super) fn change_place(&mut self, region: &str, then: Then) -> Option<Effect> {
        let index = self.packs.index().filter(|_| self.packs.coming.is_none())?.clone();
        let place = self.places.all().iter().find(|place| place.id == region);
        let name = place.map_or_else(|| region.to_owned(), |place| place.name.clone());
        self.packs.coming = Some(name);
        self.packs.refused = String::new();
        let region = region.to_owned();
        Some(Effect::ChangePlace(Box::new(PlaceChange { region, index, then })))
    }

    /// Returns the effect that opens the rules of the case in view, where they are not in use.
    pub(super) fn follow_case(&mut self) -> Option<Effect> {
        match self.elsewhere(self.session())? {
            Elsewhere::Place { id, .. } => self.change_place(&id, Then::Stay),
            Elsewhere::Unknown => None,
        }
    }

    /// Returns the effect that opens an address over the rules of the place that it names; none
    /// where those are in use.
    pub(super) fn follow_address(&mut self, region: &str, address: &str) -> Option<Effect> {
        let set = self.session().set();
        let is_known = self.places.all().iter().any(|place| place.id == region);
        // Where a pack was refused, the bundled rules serve.
        let is_served =
            self.packs.is_unusable(region) && set.regions.iter().any(|own| own.id == region);
        if !is_known || is_served || !self.packs.needs_other_rules(set, region) {
            return None;
        }
        self.change_place(region, Then::Address(address.to_owned()))
    }
}

#[cfg(test)]
mod tests;
