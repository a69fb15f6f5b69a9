//! Limits that their members can never reach: each takes nothing in any answer. Only what is
//! certain is noted: a limit whose figure is a sum of the document, over awards that have a most.

use super::declarations::Declarations;
use super::figures::written;
use super::limits::WrittenLimit;
use super::linked::own_id;
use super::possible::is_possible_within;
use super::spans::Spans;
use super::words::keep_all;
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Formula, Worth};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{Award, HighestOnly, Policy};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

/// So many combinations of answers are tried for one limit. Where they do not suffice to see which
/// awards are never paid together, they are.
const MOST_TRIED: usize = 20_000;

/// Notes limits that are never reached.
pub(super) fn check(declared: &Declarations, policies: &[Policy], limits: &[WrittenLimit]) {
    let all = All::of(declared, policies, limits);
    let awards = all.awards.iter().map(|(id, (_, award))| (*id, *award)).collect();
    let spans = Spans { declared, awards: &awards };
    for written_limit in limits {
        let own = &written_limit.limit;
        let (Some(figure), Some(position)) = (least_figure(own), &written_limit.figure_at) else {
            continue;
        };
        let tree = Tree { declared, all: &all, own, figure: Worth::Number(figure) };
        let Some(Worth::Number(most)) = tree.most(&spans) else { continue };
        if most < figure {
            let id = own_id(own.id);
            let [most, figure] = [most, figure].map(|sum| written(sum, Notation::Money));
            position.problem_of_all(say!(
                "limit `{id}` is never reached: its members bring {most} together at the most, \
                 less than its {figure}; leave it out, or see its sum, its `members` and their \
                 amounts; what only adds its members up has `rule = \"sum\"`",
                "限额 `{id}` 永远到不了：里面各项加在一起最多 {most}，不到它的 {figure}；去掉它，或者\
                 看看它的数、`members` 和各项的金额写得对不对；只是加在一起的，写 `rule = \"sum\"`"
            ));
        }
    }
}

/// Everything by its id, with the index of its document.
struct All<'a> {
    awards: HashMap<&'static str, (u16, &'a Award)>,
    limits: HashMap<&'static str, &'a SumLimit>,
    groups: HashMap<&'static str, (&'a Policy, &'a HighestOnly)>,
    /// The documents that hold together in a place, by each of them.
    together: HashMap<&'static str, BTreeSet<&'static [u16]>>,
}

impl<'a> All<'a> {
    fn of(declared: &Declarations, policies: &'a [Policy], limits: &'a [WrittenLimit]) -> Self {
        let mut all = Self {
            awards: HashMap::new(),
            limits: limits.iter().map(|written| (written.limit.id, &written.limit)).collect(),
            groups: HashMap::new(),
            together: HashMap::new(),
        };
        for (index, policy) in (0..).zip(policies) {
            all.awards.extend(policy.awards.iter().map(|award| (award.id, (index, award))));
            all.groups.extend(policy.highest_only.iter().map(|rule| (rule.id, (policy, rule))));
        }
        for region in &declared.regions {
            for index in region.policies {
                let document = policies[usize::from(*index)].id;
                all.together.entry(document).or_default().insert(region.policies);
            }
        }
        all
    }
}

/// Returns the document of a full id.
fn document_of(id: &str) -> &str {
    id.split_once('/').map_or(id, |(document, _)| document)
}

/// Returns the sum up to which a limit lets through, the least of its readings; none where one is
/// no sum of the document.
fn least_figure(limit: &SumLimit) -> Option<Decimal> {
    let figure = |rule: &LimitRule| match rule {
        LimitRule::AtMost(Formula::Constant(sum, _), ..) => Some(*sum),
        LimitRule::AtMost(..) | LimitRule::Highest => None,
    };
    let figures: Option<Vec<Decimal>> = limit.all_rules().map(figure).collect();
    figures?.into_iter().min()
}

/// A limit with all that is under it.
struct Tree<'t> {
    declared: &'t Declarations,
    all: &'t All<'t>,
    own: &'t SumLimit,
    figure: Worth,
}

/// An award below a limit, and what it pays at the most.
struct Below<'t> {
    document: u16,
    award: &'t Award,
    most: Worth,
}

impl<'t> Tree<'t> {
    /// Returns what is under the limit brings together at the most, in any place: no more than the
    /// figure is looked for. None where that is not known.
    fn most(&self, spans: &Spans<'_>) -> Option<Worth> {
        let mut below = Vec::new();
        self.add_below(self.own.id, spans, &mut vec![self.own.id], &mut below)?;
        let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
        let mut best = Worth::ZERO;
        let left = Cell::new(MOST_TRIED);
        for documents in self.all.together.get(document_of(self.own.id))? {
            let is_here = |one: &Below<'_>| documents.contains(&one.document);
            if seen.insert(below.iter().map(is_here).collect()) {
                let here: Vec<&Below<'_>> = below.iter().filter(|one| is_here(one)).collect();
                self.search(&here, &left, &mut Vec::new(), &mut Vec::new(), &mut best);
            }
        }
        Some(best)
    }

    /// Adds the awards under a limit or a group; nothing where a name is none or is met again.
    fn add_below(
        &self,
        id: &str,
        spans: &Spans<'_>,
        within: &mut Vec<&'t str>,
        below: &mut Vec<Below<'t>>,
    ) -> Option<()> {
        for member in self.members(id)? {
            if let Some((document, award)) = self.all.awards.get(member).copied() {
                if !below.iter().any(|one| one.award.id == award.id) {
                    below.push(Below { document, award, most: spans.paid_at_most(award) });
                }
                continue;
            }
            if within.contains(&member) {
                return None;
            }
            within.push(member);
            self.add_below(member, spans, within, below)?;
        }
        Some(())
    }

    /// Returns what is directly under a limit or a group by any reading.
    fn members(&self, id: &str) -> Option<Vec<&'t str>> {
        if let Some(limit) = self.all.limits.get(id) {
            return Some(limit.memberships().into_iter().map(|(member, _)| member).collect());
        }
        let (policy, rule) = self.all.groups.get(id)?;
        let other = rule.other.as_ref().map_or(&[][..], |other| other.awards);
        let mut all: Vec<u16> = [rule.awards, other].concat();
        all.sort_unstable();
        all.dedup();
        Some(all.into_iter().map(|award| policy.awards[usize::from(award)].id).collect())
    }

    /// Returns what these awards bring under a limit, before its own figure.
    fn brings(&self, id: &str, paid: &HashMap<&str, Worth>) -> Worth {
        let members = self.members(id).unwrap_or_default();
        let members: Vec<Worth> = members
            .into_iter()
            .map(|member| match (self.all.limits.get(member), self.all.groups.get(member)) {
                (None, None) => paid.get(member).copied().unwrap_or(Worth::ZERO),
                (Some(_), _) | (_, Some(_)) => self.let_through(member, self.brings(member, paid)),
            })
            .collect();
        let sum = |all: &[Worth]| all.iter().fold(Worth::ZERO, |sum, one| sum.plus(*one));
        let highest = members.iter().copied().max().unwrap_or(Worth::ZERO);
        if self.pays_the_highest(id) { highest } else { sum(&members) }
    }

    /// Whether only the highest of what is under it is paid, whatever the reading and the day.
    fn pays_the_highest(&self, id: &str) -> bool {
        if let Some(limit) = self.all.limits.get(id) {
            return self.is_always(limit) && matches!(limit.rule, LimitRule::Highest);
        }
        self.all.groups.get(id).is_some_and(|(_, rule)| rule.other.is_none())
    }

    /// Returns what an inner limit lets through at the most.
    fn let_through(&self, id: &str, before: Worth) -> Worth {
        let Some(limit) = self.all.limits.get(id).filter(|limit| self.is_always(limit)) else {
            return before;
        };
        let figures = limit.all_rules().map(|rule| match rule {
            LimitRule::AtMost(Formula::Constant(sum, _), ..) => Worth::Number(*sum),
            LimitRule::AtMost(..) | LimitRule::Highest => Worth::Unbounded,
        });
        before.min(figures.max().unwrap_or(Worth::Unbounded))
    }

    /// Whether a limit binds wherever the outer one does: one of another document has other days.
    fn is_always(&self, limit: &SumLimit) -> bool {
        limit.other_members.is_none() && document_of(limit.id) == document_of(self.own.id)
    }

    /// Looks for more than the best so far among awards of which the first are chosen: those of
    /// which it is certain that no answers meet all of their conditions are not paid together.
    fn search(
        &self,
        here: &[&Below<'_>],
        left: &Cell<usize>,
        chosen: &mut Vec<bool>,
        asked: &mut Vec<Condition>,
        best: &mut Worth,
    ) {
        let is_paid =
            |(index, _): &(usize, &&Below<'_>)| chosen.get(*index).copied().unwrap_or(true);
        let paid = here.iter().enumerate().filter(is_paid);
        let paid: HashMap<&str, Worth> = paid.map(|(_, one)| (one.award.id, one.most)).collect();
        let brings = self.brings(self.own.id, &paid);
        if *best >= self.figure || brings <= *best {
            return;
        }
        let Some(next) = here.get(chosen.len()) else {
            *best = brings;
            return;
        };
        let changes = !next.award.others.is_empty();
        let before = asked.len();
        asked.extend((!changes).then_some(next.award.terms.condition));
        let together = Condition::All(keep_all(asked.clone()));
        if is_possible_within(self.declared, &together, left) != Some(false) {
            chosen.push(true);
            self.search(here, left, chosen, asked, best);
            chosen.pop();
        }
        asked.truncate(before);
        chosen.push(false);
        self.search(here, left, chosen, asked, best);
        chosen.pop();
    }
}
