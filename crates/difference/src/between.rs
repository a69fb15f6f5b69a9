//! The companies of a region under both editions and under the sets in between.

use super::effect::{Company, CompanyChange, Effect, Pair, Part, Together, note, part, values};
use super::entry::{Difference, Unit};
use super::hybrid::Hybrids;
use super::space::{Edition, Own, Space};
use super::sum::{Shift, Sum};
use super::tops::MOST_KNOWN;
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::carry::Value;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use std::collections::BTreeSet;
use std::vec::IntoIter;
use time::Date;

/// The questions that both editions ask and that a company answers otherwise in each: what became
/// of former answers.
fn answered_apart(pairs: &[Pair], old: Own, new: Own) -> BTreeSet<&'static str> {
    let mut apart = BTreeSet::new();
    for pair in pairs {
        let (before, after) = (values(old.set, &pair.old), values(new.set, &pair.new));
        for index in old.region.questions {
            let id = old.set.question(*index).id;
            let of = |values: &[(String, Value)]| {
                values.iter().find(|(own, _)| own == id).map(|(_, value)| value.clone())
            };
            let is_asked = |index: &QuestionIndex| new.set.question(*index).id == id;
            if new.region.questions.iter().any(is_asked) && of(&before) != of(&after) {
                apart.insert(id);
            }
        }
    }
    apart
}

/// The companies of a region under the same readings, to be computed one after the other.
pub(crate) struct RegionTrial {
    whole: [Screener; 2],
    /// None where the region cannot be laid out so that one change is applied alone.
    space: Option<(Space, Between)>,
    pairs: IntoIter<Pair>,
}

impl RegionTrial {
    /// Returns them before the first one; none where an edition does not have the region.
    pub(crate) fn of(
        difference: &Difference,
        region: &str,
        pairs: Vec<Pair>,
        parts: &mut Vec<Part>,
    ) -> Option<Self> {
        let own = |set: &'static PolicySet| {
            let region = set.regions.iter().find(|own| own.id == region);
            region.map(|region| Own { set, region })
        };
        let (old, new, first) = (own(difference.old)?, own(difference.new)?, pairs.first()?);
        let apart = answered_apart(&pairs, old, new);
        for id in &apart {
            // What became of former answers is a change too, where the tables say no other.
            let unit = Unit::Question(id);
            if !parts.iter().any(|part| part.unit == unit) {
                parts.push(part(unit, Vec::new()));
            }
        }
        let changed = parts.iter().filter(|part| matches!(part.unit, Unit::Question(_)));
        let changed = changed.map(|part| part.unit.id()).collect();
        let whole = [
            Screener::new(old.set, first.old_readings.clone()),
            Screener::new(new.set, first.new_readings.clone()),
        ];
        let space = Space::of(old, new, &apart, &changed).map(|space| {
            let hybrids = Hybrids {
                space: &space,
                old_readings: &first.old_readings,
                new_readings: &first.new_readings,
            };
            let between = Between::of(&hybrids, parts);
            (space, between)
        });
        Some(Self { whole, space, pairs: pairs.into_iter() })
    }

    /// Computes the next company; false where there is none.
    pub(crate) fn next(&mut self, companies: &[Company], found: &mut Effect) -> bool {
        let Some(pair) = self.pairs.next() else { return false };
        found.compared += 1;
        let on = companies[pair.company].on;
        let [old, new] = &mut self.whole;
        let (before, after) = (old.total(&pair.old, on).0, new.total(&pair.new, on).0);
        let moved = Shift::between(before, after);
        let mut rest = moved;
        let mut shifts = Vec::new();
        if let Some((space, between)) = &mut self.space {
            let (alone, is_undecided) = between.alone(space, &pair, on, &mut found.parts);
            if moved.is_none() && is_undecided {
                found.undecided += 1;
                if found.undecided_first.len() < MOST_KNOWN {
                    found.undecided_first.push((pair.company, [before, after]));
                }
            }
            for (index, shift) in alone {
                rest = rest - shift;
                shifts.push((index, shift));
                found.parts[index].sum.add(pair.company, shift);
            }
            if !rest.is_none() {
                let parts = between.involved(space, &pair, on, &shifts);
                together(&mut found.together, parts, pair.company, rest);
            }
        } else if !rest.is_none() {
            together(&mut found.together, Vec::new(), pair.company, rest);
        }
        found.whole.add(pair.company, moved);
        if !moved.is_none() || !shifts.is_empty() {
            found.changes.push(CompanyChange {
                company: pair.company,
                before,
                after,
                parts: shifts,
                together: rest,
            });
        }
        true
    }
}

fn together(all: &mut Vec<Together>, parts: Vec<usize>, company: usize, rest: Shift) {
    match all.iter_mut().find(|own| own.parts == parts) {
        Some(own) => own.sum.add(company, rest),
        None => {
            let mut sum = Sum::default();
            sum.add(company, rest);
            all.push(Together { parts, sum });
        }
    }
}

/// The sets between two editions of a region.
struct Between {
    /// The old edition, in the space of both.
    base: Screener,
    base_set: &'static PolicySet,
    new: Screener,
    /// For each change that touches the region, its index, the old edition with it alone, and the
    /// new one without it alone.
    changes: Vec<(usize, Screener, Screener)>,
}

impl Between {
    fn of(hybrids: &Hybrids<'_>, parts: &[Part]) -> Self {
        let screener = |set| Screener::new(set, ChosenReadings::default());
        let base_set = hybrids.set(&|_| Edition::Old);
        let touches = |part: &&(usize, &Part)| hybrids.space.is_touched_by(&part.1.unit);
        let numbered: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
        let changes = numbered.iter().filter(touches).map(|(index, part)| {
            let is_it = |unit: &Unit| *unit == part.unit;
            let alone = hybrids.set(&|unit| if is_it(unit) { Edition::New } else { Edition::Old });
            let without =
                hybrids.set(&|unit| if is_it(unit) { Edition::Old } else { Edition::New });
            (*index, screener(alone), screener(without))
        });
        let changes = changes.collect();
        let new = screener(hybrids.set(&|_| Edition::New));
        Self { base: screener(base_set), base_set, new, changes }
    }

    /// Returns what each change brings alone, and whether one moves an award of a total whose most
    /// is not known; notes awards that move while the total stays.
    fn alone(
        &mut self,
        space: &Space,
        pair: &Pair,
        on: Date,
        parts: &mut [Part],
    ) -> (Vec<(usize, Shift)>, bool) {
        let nothing = (Vec::new(), false);
        let Some(answers) = space.answers(self.base_set, &pair.old, &pair.new) else {
            return nothing;
        };
        if self.changes.is_empty() {
            return nothing;
        }
        let base = self.base.brief(&answers, on);
        let (mut shifts, mut is_undecided) = nothing;
        let is_open = base.total.most == Level::Open;
        for (index, alone, _) in &mut self.changes {
            let brief = alone.brief(&answers, on);
            let shift = Shift::between(base.total, brief.total);
            if !shift.is_none() {
                shifts.push((*index, shift));
            } else if moves_an_award(&base, &brief) {
                let part = &mut parts[*index];
                let own = if is_open { &mut part.undecided } else { &mut part.awards_only };
                note(own, pair.company);
                is_undecided |= is_open;
            }
        }
        (shifts, is_undecided)
    }

    /// Returns the changes that something arising together hangs on: those that bring another
    /// amount to all others than to the old edition.
    fn involved(
        &mut self,
        space: &Space,
        pair: &Pair,
        on: Date,
        alone: &[(usize, Shift)],
    ) -> Vec<usize> {
        let Some(answers) = space.answers(self.base_set, &pair.old, &pair.new) else {
            return Vec::new();
        };
        let new = self.new.total(&answers, on).0;
        let mut involved = Vec::new();
        for (index, _, without) in &mut self.changes {
            let last = Shift::between(without.total(&answers, on).0, new);
            let first = alone.iter().find(|(own, _)| own == index);
            if first.map_or(Shift::default(), |(_, shift)| *shift) != last {
                involved.push(*index);
            }
        }
        involved
    }
}

/// Whether an award has another amount, or is only in one of them with an amount.
fn moves_an_award(before: &Brief, after: &Brief) -> bool {
    let of = |brief: &Brief, id: &str| {
        let own = brief.awards.iter().find(|(award, _)| award.id == id);
        own.map_or(Amount::ZERO, |(_, amount)| *amount)
    };
    let ids = before.awards.iter().chain(&after.awards).map(|(award, _)| award.id);
    ids.into_iter().any(|id| of(before, id) != of(after, id))
}
