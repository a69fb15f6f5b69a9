//! Plain enumeration of every completion.

use super::grids::{RegionGrids, on_the_line};
use super::limits::{OracleLimit, beaten_under_limits, groups_of, limit_pair, limits_of};
use super::{Bounds, OracleCase, Pair, fen, is_far, number, pays};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, Policy};
use huiqi_rules::question::QuestionIndex;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What the enumeration found.
pub(crate) struct Enumeration {
    pub(crate) completions: usize,
    /// Bounds of each award; `None` is an open top.
    pub(crate) awards: Vec<Bounds>,
    /// Bounds of each highest-only group, with its members by index.
    pub(crate) groups: Vec<(Vec<usize>, Bounds)>,
    /// Each limit over several awards: before it, after it, what it takes.
    pub(crate) limits: Vec<(&'static str, [Bounds; 3])>,
    pub(crate) total: Bounds,
    pub(crate) asks: Vec<QuestionIndex>,
    /// Whether, in every completion, another award of the group is the one that is paid; and
    /// whether in none.
    pub(crate) always_set_aside: Vec<bool>,
    pub(crate) never_set_aside: Vec<bool>,
}

fn widen(bounds: &mut Option<Pair>, pair: Pair) {
    *bounds = Some(bounds.map_or(pair, |(least, most)| (least.min(pair.0), most.max(pair.1))));
}

fn closed(bounds: Option<Pair>) -> Bounds {
    let (least, most) = bounds.expect("there is a completion");
    (least, if is_far(most) { None } else { Some(most) })
}

/// Tries every completion of `answers`.
pub(crate) fn enumerate(case: &OracleCase<'_>, answers: &Answers) -> Enumeration {
    let region = RegionGrids::of(case.set, case.region);
    let policies = &region.policies;
    let awards: Vec<(&'static Policy, &'static Award)> = policies
        .iter()
        .flat_map(|policy| policy.awards.iter().map(|award| (*policy, award)))
        .collect();
    let groups = groups_of(case, policies);
    let limits = limits_of(case, policies);
    let own: Vec<&OracleLimit> = limits
        .iter()
        .filter(|limit| {
            policies.iter().any(|policy| policy.limits.iter().any(|own| own.id == limit.id))
        })
        .collect();
    let is_below = |id: &str| limits.iter().any(|limit| limit.members.contains(&id));
    let mut open: Vec<QuestionIndex> = Vec::new();
    let mut grids: Vec<Vec<Answer>> = Vec::new();
    for (question, grid) in region.open(answers) {
        open.push(question);
        let line = on_the_line(case.set, policies, question, answers);
        grids.push(grid.iter().cloned().chain(line).collect());
    }
    // How many completions are between two that differ in one answer alone.
    let mut strides = vec![1; open.len()];
    for index in (1..open.len()).rev() {
        strides[index - 1] = strides[index] * grids[index].len();
    }

    let mut completions = 0;
    let mut bounds: Vec<Option<Pair>> = vec![None; awards.len()];
    let mut group_bounds: Vec<Option<Pair>> = vec![None; groups.len()];
    let mut limit_bounds: Vec<[Option<Pair>; 3]> = vec![[None; 3]; own.len()];
    let mut total_bounds = None;
    let mut always = vec![true; awards.len()];
    let mut never = vec![true; awards.len()];
    // What each completion pays, and the first of those that differ in the one answer alone.
    let mut paid_by: HashMap<usize, Vec<Pair>> = HashMap::new();
    let mut first: Vec<HashMap<usize, usize>> = vec![HashMap::new(); open.len()];
    let mut asked = vec![false; open.len()];
    let mut indices = vec![0; open.len()];
    'next: loop {
        let given = answers.iter().map(|(question, answer)| (question, answer.clone()));
        let chosen = open
            .iter()
            .zip(&grids)
            .zip(&indices)
            .map(|((question, grid), index)| (*question, grid[*index].clone()));
        if let Ok(complete) = Answers::build(case.set, given.chain(chosen)) {
            completions += 1;
            let paid: Vec<Pair> =
                awards.iter().map(|(policy, award)| pays(case, policy, award, &complete)).collect();
            paid.iter().enumerate().for_each(|(index, pair)| widen(&mut bounds[index], *pair));
            let by_id: HashMap<&'static str, Pair> =
                awards.iter().map(|(_, award)| award.id).zip(paid.iter().copied()).collect();
            let mut total = (Decimal::ZERO, Decimal::ZERO);
            for (index, pair) in paid.iter().enumerate() {
                let group = groups.iter().find(|members| members.contains(&index));
                if !is_below(awards[index].1.id) {
                    total = (total.0 + pair.0, total.1 + pair.1);
                }
                let beaten = |other: usize, surely: bool| {
                    let (mine, theirs) =
                        if surely { (pair.1, paid[other].0) } else { (pair.0, paid[other].1) };
                    theirs > mine || (theirs == mine && other < index)
                };
                let rivals: Vec<usize> = group.map_or(Vec::new(), |members| {
                    members.iter().copied().filter(|member| *member != index).collect()
                });
                let by_limits =
                    beaten_under_limits(case, &limits, &by_id, &complete, awards[index].1.id);
                always[index] &= rivals.iter().any(|other| beaten(*other, true)) || by_limits.0;
                never[index] &= !rivals.iter().any(|other| beaten(*other, false)) && !by_limits.1;
            }
            for (group, members) in groups.iter().enumerate() {
                let highest = (
                    members
                        .iter()
                        .map(|member| paid[*member].0)
                        .max()
                        .expect("a group has members"),
                    members
                        .iter()
                        .map(|member| paid[*member].1)
                        .max()
                        .expect("a group has members"),
                );
                widen(&mut group_bounds[group], highest);
            }
            for limit in limits.iter().filter(|limit| !is_below(limit.id)) {
                let after = limit_pair(case, &limits, limit, &by_id, &complete).after;
                total = (total.0 + after.0, total.1 + after.1);
            }
            for (limit, bounds) in own.iter().zip(&mut limit_bounds) {
                let pair = limit_pair(case, &limits, limit, &by_id, &complete);
                for (bounds, pair) in bounds.iter_mut().zip([pair.before, pair.after, pair.cut]) {
                    widen(bounds, pair);
                }
            }
            widen(&mut total_bounds, total);
            let mut differs = paid;
            // The figure of a limit is asked for too.
            differs.extend(limits.iter().filter_map(|limit| limit.at_most).map(|figure| {
                let cap = fen(number(case, figure, &complete, true));
                (cap, cap)
            }));
            let own: usize = indices.iter().zip(&strides).map(|(index, by)| index * by).sum();
            for (index, asked) in asked.iter_mut().enumerate() {
                let without = own - indices[index] * strides[index];
                let before = *first[index].entry(without).or_insert(own);
                *asked |= before != own && paid_by[&before] != differs;
            }
            paid_by.insert(own, differs);
        }
        for index in (0..indices.len()).rev() {
            indices[index] += 1;
            if indices[index] < grids[index].len() {
                continue 'next;
            }
            indices[index] = 0;
        }
        break;
    }
    let zero = (Decimal::ZERO, Some(Decimal::ZERO));
    Enumeration {
        completions,
        awards: bounds.into_iter().map(closed).collect(),
        groups: groups.into_iter().zip(group_bounds.into_iter().map(closed)).collect(),
        limits: own
            .iter()
            .zip(limit_bounds)
            .map(|(limit, bounds)| (limit.id, bounds.map(closed)))
            .collect(),
        total: if awards.is_empty() { zero } else { closed(total_bounds) },
        asks: open
            .iter()
            .zip(asked)
            .filter(|(_, asked)| *asked)
            .map(|(question, _)| *question)
            .collect(),
        always_set_aside: always,
        never_set_aside: never,
    }
}
