//! What holds and what is asked in each region: documents, questions, and the engine's variables,
//! which are counted for a region and not for the whole set.

use super::declarations::Declarations;
use super::words::keep_all;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{AmountRule, Award, Cap, Policy, Terms};
use huiqi_rules::question::{QuestionIndex, Variables};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Questions = BTreeSet<QuestionIndex>;

/// Puts into each region the documents that hold there: those that name it, and those that name a
/// region that it lies within.
pub(super) fn place_documents(declared: &mut Declarations, policies: &[Policy]) {
    let mut named: HashMap<&str, Vec<u16>> = HashMap::new();
    for (index, policy) in (0..).zip(policies) {
        policy.regions.iter().for_each(|region| named.entry(region).or_default().push(index));
    }
    for index in 0..declared.regions.len() {
        let mut here: BTreeSet<u16> = BTreeSet::new();
        for region in declared.around(index) {
            here.extend(named.get(declared.regions[region].id).into_iter().flatten());
        }
        declared.regions[index].policies = keep_all(here.into_iter().collect());
    }
}

/// Regions with the same documents, and what these ask.
struct Together {
    regions: Vec<usize>,
    questions: Questions,
    /// The variables that are given to a question.
    taken: Variables,
}

/// Gives each question its variables: none that another question of one of its regions has.
/// Returns whether they suffice.
pub(super) fn give_variables(
    declared: &mut Declarations,
    policies: &[Policy],
    awards: &[Vec<Award>],
) -> bool {
    let all: HashMap<&str, &Award> =
        awards.iter().flatten().map(|award| (award.id, award)).collect();
    let matters = matters(policies);
    let asked = policies.iter().zip(awards);
    let asked: Vec<Questions> =
        asked.map(|(policy, own)| questions_of(policy, own, &all, &matters)).collect();
    let mut groups: BTreeMap<&'static [u16], Together> = BTreeMap::new();
    for (index, region) in declared.regions.iter().enumerate() {
        let group = groups.entry(region.policies).or_insert_with(|| {
            let read = region.policies.iter().flat_map(|policy| &asked[usize::from(*policy)]);
            let mut questions: Questions = read.copied().collect();
            let tied = declared.constraints.iter().filter(|constraint| {
                questions.contains(&constraint.multi) || questions.contains(&constraint.ladder)
            });
            let tied: Vec<QuestionIndex> =
                tied.flat_map(|constraint| [constraint.multi, constraint.ladder]).collect();
            questions.extend(tied);
            questions.insert(QuestionIndex(0));
            Together { regions: Vec::new(), questions, taken: Variables::NONE }
        });
        group.regions.push(index);
    }
    let mut groups: Vec<Together> = groups.into_values().collect();
    let suffices = take_variables(declared, &mut groups);
    for Together { regions, questions, .. } in &groups {
        let constraints = (0..).zip(&declared.constraints).filter(|(_, constraint)| {
            questions.contains(&constraint.multi) && questions.contains(&constraint.ladder)
        });
        let constraints = keep_all(constraints.map(|(index, _)| index).collect());
        let questions = keep_all(questions.iter().copied().collect());
        for region in regions {
            declared.regions[*region].questions = questions;
            declared.regions[*region].constraints = constraints;
        }
    }
    suffices
}

/// The questions of most regions first: what all have is then at the beginning, and what few have
/// comes behind it.
fn take_variables(declared: &mut Declarations, groups: &mut [Together]) -> bool {
    let mut asked_in: Vec<Vec<usize>> = vec![Vec::new(); declared.questions.len()];
    for (group, together) in groups.iter().enumerate() {
        for question in &together.questions {
            asked_in[usize::from(question.0)].push(group);
        }
    }
    let mut order: Vec<usize> = (0..declared.questions.len()).collect();
    order.sort_by_key(|question| std::cmp::Reverse(asked_in[*question].len()));
    let mut suffices = true;
    for index in order {
        let here = &asked_in[index];
        let taken = here.iter().fold(Variables::NONE, |all, group| all | groups[*group].taken);
        let question = &mut declared.questions[index];
        let width = question.width();
        let own = |first: usize| Variables(((1 << width) - 1) << first);
        let places = 0..=Variables::BITS - width;
        let Some(first) = places.into_iter().find(|first| !taken.meets(own(*first))) else {
            let full = here.iter().max_by_key(|group| groups[**group].taken.0.count_ones());
            let full = full.map_or(0, |group| groups[*group].regions[0]);
            declared.question_positions[index].problem(say!(
                "too many questions in `{}`: those of a region take at most {} variables (one \
                 for each question, one for each option of a multi-choice); `{}`, which takes \
                 {width}, finds no place beside the others",
                "`{}` 的题太多：一个地区最多占 {} 个位置（一道题一个，多选题一个选项一个）；\
                 `{}` 要占 {width} 个，放不下了",
                declared.regions[full].id,
                Variables::BITS,
                question.id
            ));
            suffices = false;
            break;
        };
        question.first_variable = first as u16;
        for group in here {
            groups[*group].taken = groups[*group].taken | own(first);
        }
    }
    suffices
}

/// Puts into each region what its documents read.
pub(super) fn note_reads(declared: &mut Declarations, policies: &[Policy]) {
    let of_limit = |rule: &LimitRule| match rule {
        LimitRule::AtMost(_, reads, _) => *reads,
        LimitRule::Highest => Variables::NONE,
    };
    let of = |policy: &Policy| {
        let awards = policy.awards.iter().flat_map(Award::all_terms).map(|terms| terms.reads);
        let all = awards.chain(policy.limits.iter().flat_map(SumLimit::all_rules).map(of_limit));
        all.fold(Variables::NONE, |all, reads| all | reads)
    };
    let reads: Vec<Variables> = policies.iter().map(of).collect();
    for region in &mut declared.regions {
        let here = region.policies.iter().map(|policy| reads[usize::from(*policy)]);
        region.reads = here.fold(Variables::NONE, |all, reads| all | reads);
    }
}

/// Returns all that a document reads, with what the awards read by which its own are measured.
fn questions_of(
    policy: &Policy,
    awards: &[Award],
    all: &HashMap<&str, &Award>,
    matters: &Matters,
) -> Questions {
    let mut found = Questions::new();
    let mut next: Vec<&Award> = awards.iter().collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(award) = next.pop() {
        found.extend(matters.of(award).map(|(question, _)| question));
        for terms in award.all_terms() {
            each_question(terms, &mut |question| found.extend([question]));
            if let AmountRule::Computed(computed) = terms.amount {
                for id in computed.awards.iter().filter(|id| !seen.contains(id)).collect::<Vec<_>>()
                {
                    seen.push(id);
                    next.extend(all.get(id));
                }
            }
        }
    }
    for rule in policy.limits.iter().flat_map(SumLimit::all_rules) {
        if let LimitRule::AtMost(figure, ..) = rule {
            of_formula(figure, &mut |question| found.extend([question]));
        }
    }
    found
}

/// The questions in which documents ask what was claimed elsewhere, by the ids of the documents.
pub(super) struct Matters(HashMap<&'static str, QuestionIndex>);

pub(super) fn matters(policies: &[Policy]) -> Matters {
    let question = |policy: &Policy| Some((policy.id, policy.claimed_elsewhere.as_ref()?.question));
    Matters(policies.iter().filter_map(question).collect())
}

impl Matters {
    /// Returns the question and the option for the matter of an award.
    pub(super) fn of(&self, award: &Award) -> Option<(QuestionIndex, u16)> {
        let (document, _) = award.id.split_once('/')?;
        Some((*self.0.get(document)?, award.matter?))
    }
}

fn each_question(terms: &Terms, visit: &mut dyn FnMut(QuestionIndex)) {
    for condition in [Some(&terms.condition), terms.silent_unless.as_ref()].into_iter().flatten() {
        of_condition(condition, visit);
    }
    match terms.amount {
        AmountRule::Fixed(_) | AmountRule::UpTo(_) => {}
        AmountRule::Graded { question, .. } => visit(question),
        AmountRule::Match { of, .. } => visit(of),
        AmountRule::Share { of, cap, .. } => {
            visit(of);
            if let Some(Cap::Question(cap)) = cap {
                visit(cap);
            }
        }
        AmountRule::Computed(computed) => {
            computed.formulas().into_iter().for_each(|formula| of_formula(formula, visit));
        }
    }
}

fn of_formula(formula: &Formula, visit: &mut dyn FnMut(QuestionIndex)) {
    formula.each(&mut |part| {
        if let Formula::Figure(figure) = part {
            visit(*figure);
        }
    });
    formula.each_condition(&mut |condition| of_condition(condition, visit));
}

fn of_condition(condition: &Condition, visit: &mut dyn FnMut(QuestionIndex)) {
    condition.each_leaf(&mut |leaf: &Leaf| {
        visit(leaf.question);
        if let Test::ComparesPart(test) = leaf.test {
            visit(test.of);
        }
    });
}
