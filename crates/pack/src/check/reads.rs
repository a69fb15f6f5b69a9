//! Checks that tables name all that an amount reads, and that its place asks for it.

use super::{Checked, Tables, require};
use huiqi_rules::condition::{Condition, Test};
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{AmountRule, Award, Cap, Policy, Region, Terms};
use huiqi_rules::question::{QuestionIndex, Variables};
use std::collections::BTreeSet;

impl Tables {
    /// Checks that every form of an award names what it reads: its condition, its amount, its
    /// matter, and what the awards read that its amount is measured by. Every question in it is
    /// there.
    pub(super) fn says_what_it_reads(&self, policy: &'static Policy) -> Checked {
        for award in policy.awards {
            for terms in award.all_terms() {
                let reads = self.read_by(policy, award, terms) | self.read_by_others(award, terms);
                let is_said = reads.without(terms.reads).is_empty();
                require(is_said, "an award reads more than it says")?;
            }
        }
        Ok(())
    }

    /// Returns the variables that the awards read by which a form of an award is measured.
    fn read_by_others(&self, award: &Award, terms: &Terms) -> Variables {
        let mut reads = Variables::NONE;
        let mut seen = vec![award.id];
        let mut others = awards_in(terms);
        while let Some(id) = others.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let own = |policy: &'static Policy| policy.awards.iter().map(move |own| (policy, own));
            let all = self.set.policies.iter().flat_map(own);
            for (policy, other) in all.filter(|(_, own)| own.id == id) {
                for terms in other.all_terms() {
                    reads = reads | self.read_by(policy, other, terms);
                    others.extend(awards_in(terms));
                }
            }
        }
        reads
    }

    /// Returns the variables that a form of an award reads by itself.
    fn read_by(&self, policy: &Policy, award: &Award, terms: &Terms) -> Variables {
        let question = |index: QuestionIndex| &self.set.questions[usize::from(index.0)];
        let mut reads = Variables::NONE;
        each_condition(terms, &mut |condition| reads = reads | condition.reads(question));
        each_figure(terms, &mut |figure| {
            reads = reads | Variables::one(question(figure).first_variable);
        });
        if let (Some(claimed), Some(matter)) = (&policy.claimed_elsewhere, award.matter) {
            reads = reads | Variables::one(question(claimed.question).first_variable + matter);
        }
        reads
    }

    /// Checks that a region asks every question that a document of it hangs on: the variables of
    /// questions that it does not ask may be those of others.
    pub(super) fn asks_what_is_read(&self, region: &Region, policy: &'static Policy) -> Checked {
        let mut read = BTreeSet::new();
        for award in policy.awards {
            for terms in award.all_terms() {
                each_condition(terms, &mut |condition| questions_of(condition, &mut read));
                each_figure(terms, &mut |figure| {
                    read.insert(figure.0);
                });
            }
        }
        for rule in policy.limits.iter().flat_map(SumLimit::all_rules) {
            if let LimitRule::AtMost(formula, _, _) = rule {
                figures_of(formula, &mut |figure| {
                    read.insert(figure.0);
                });
                formula.each_condition(&mut |condition| questions_of(condition, &mut read));
            }
        }
        if let Some(claimed) = &policy.claimed_elsewhere {
            read.insert(claimed.question.0);
        }
        let is_asked =
            |index: &u16| *index == 0 || region.questions.contains(&QuestionIndex(*index));
        require(read.iter().all(is_asked), "a document reads what its region does not ask")
    }
}

fn awards_in(terms: &Terms) -> Vec<&'static str> {
    let AmountRule::Computed(computed) = &terms.amount else { return Vec::new() };
    let mut found = computed.awards.to_vec();
    for formula in computed.formulas() {
        formula.each(&mut |part| {
            if let Formula::Award(id) = part {
                found.push(id);
            }
        });
    }
    found
}

fn each_condition(terms: &Terms, found: &mut dyn FnMut(&Condition)) {
    found(&terms.condition);
    terms.silent_unless.iter().for_each(&mut *found);
    if let AmountRule::Computed(computed) = &terms.amount {
        for formula in computed.formulas() {
            formula.each_condition(&mut |condition| found(condition));
        }
        computed.conditions.iter().for_each(found);
    }
}

/// Finds the questions whose answers an amount is made of.
fn each_figure(terms: &Terms, found: &mut dyn FnMut(QuestionIndex)) {
    match &terms.amount {
        AmountRule::Fixed(_) | AmountRule::UpTo(_) => {}
        AmountRule::Graded { question, .. } => found(*question),
        AmountRule::Share { of, cap, .. } => {
            found(*of);
            if let Some(Cap::Question(question)) = cap {
                found(*question);
            }
        }
        AmountRule::Match { of, .. } => found(*of),
        AmountRule::Computed(computed) => {
            for formula in computed.formulas() {
                figures_of(formula, found);
            }
            computed.ways.iter().for_each(|(figure, _)| found(*figure));
        }
    }
}

fn figures_of(formula: &Formula, found: &mut dyn FnMut(QuestionIndex)) {
    formula.each(&mut |part| {
        if let Formula::Figure(figure) = part {
            found(*figure);
        }
    });
}

fn questions_of(condition: &Condition, found: &mut BTreeSet<u16>) {
    condition.each_leaf(&mut |leaf| {
        found.insert(leaf.question.0);
        if let Test::ComparesPart(test) = leaf.test {
            found.insert(test.of.0);
        }
    });
}
