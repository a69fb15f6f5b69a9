//! Sets between two editions: of one region, with some things as the old edition has them and the
//! others as the new one does, so that a change can be applied alone.

use super::amounts::amount_in;
use super::entry::Unit;
use super::links::{one_limit_each, reads_of_all, with_reads};
use super::space::{Edition, Space, Translator, keep, keep_one};
use huiqi_engine::ChosenReadings;
use huiqi_rules::formula::evaluate;
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{
    Award, ClaimedElsewhere, FirstForm, HighestOnly, Policy, PolicySet, ReadingSet, Region, Terms,
};
use huiqi_rules::question::{QuestionIndex, Variables};

/// Which edition a thing is taken from.
pub(crate) type Side<'a> = &'a dyn Fn(&Unit) -> Edition;

/// Two editions of one region under chosen readings.
pub(crate) struct Hybrids<'a> {
    pub(crate) space: &'a Space,
    pub(crate) old_readings: &'a ChosenReadings,
    pub(crate) new_readings: &'a ChosenReadings,
}

/// A thing in the editions that have it.
#[derive(Clone, Copy)]
struct Both<T> {
    old: Option<T>,
    new: Option<T>,
}

impl<T: Copy> Both<T> {
    fn of(self, edition: Edition) -> Option<T> {
        match edition {
            Edition::Old => self.old,
            Edition::New => self.new,
        }
    }

    /// Returns the thing as an edition has it; where only one has it, as that one does.
    fn from(self, edition: Edition) -> (Edition, T) {
        match (self.old, self.new) {
            (Some(old), Some(_)) if edition == Edition::Old => (Edition::Old, old),
            (_, Some(new)) => (Edition::New, new),
            (Some(old), None) => (Edition::Old, old),
            (None, None) => unreachable!("a thing is in one of the editions"),
        }
    }

    /// The only edition that has it.
    const fn only(&self) -> Option<Edition> {
        match (&self.old, &self.new) {
            (Some(_), None) => Some(Edition::Old),
            (None, Some(_)) => Some(Edition::New),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }
}

/// Returns the things of both editions by their ids, those of the new one first.
fn both<T: Copy>(old: &[T], new: &[T], id: impl Fn(&T) -> &'static str) -> Vec<Both<T>> {
    let find = |list: &[T], wanted: &str| list.iter().find(|own| id(own) == wanted).copied();
    let mut found: Vec<Both<T>> =
        new.iter().map(|own| Both { old: find(old, id(own)), new: Some(*own) }).collect();
    let gone = old.iter().filter(|own| find(new, id(own)).is_none());
    found.extend(gone.map(|own| Both { old: Some(*own), new: None }));
    found
}

fn both_awards(document: &Both<&'static Policy>) -> Vec<Both<&'static Award>> {
    let list = |policy: Option<&'static Policy>| -> Vec<&'static Award> {
        policy.map_or(Vec::new(), |policy| policy.awards.iter().collect())
    };
    both(&list(document.old), &list(document.new), |award| award.id)
}

impl Hybrids<'_> {
    fn documents(&self) -> Vec<Both<&'static Policy>> {
        let list =
            |edition| -> Vec<&'static Policy> { self.space.own(edition).policies().collect() };
        both(&list(Edition::Old), &list(Edition::New), |policy| policy.id)
    }

    /// Whether both sets have a document, though only one has it in this region.
    fn is_known(&self, id: &str) -> bool {
        let has =
            |edition| self.space.own(edition).set.policies.iter().any(|policy| policy.id == id);
        has(Edition::Old) && has(Edition::New)
    }

    /// Whether a document that only one edition has here is there.
    fn has_document(&self, document: &Both<&'static Policy>, side: Side<'_>) -> bool {
        let Some(only) = document.only() else { return true };
        let id = document.from(only).1.id;
        let unit = if self.is_known(id) { Unit::Regions(id) } else { Unit::Document(id) };
        side(&unit) == only
    }

    fn chosen(&self, edition: Edition, policy: &Policy) -> ReadingSet {
        match edition {
            Edition::Old => self.old_readings.of(policy),
            Edition::New => self.new_readings.of(policy),
        }
    }

    /// Returns the set with each thing from the edition that `side` names.
    pub(crate) fn set(&self, side: Side<'_>) -> &'static PolicySet {
        let documents: Vec<Both<&'static Policy>> = self
            .documents()
            .into_iter()
            .filter(|document| self.has_document(document, side))
            .collect();
        let building = Building { hybrids: self, side, documents };
        let policies: Vec<Policy> =
            building.documents.iter().map(|document| building.policy(document)).collect();
        let policies = with_reads(self.space, one_limit_each(policies));
        let reads = reads_of_all(&policies);
        let own = self.space.new.region;
        let region = Region {
            id: own.id,
            name: own.name,
            hint: "",
            rest_of: None,
            within: None,
            policies: keep(0..policies.len() as u16),
            questions: keep((0..self.space.questions.len() as u16).map(QuestionIndex)),
            constraints: keep(0..self.space.constraints.len() as u16),
            reads,
            divisions: &[],
            pinyin: "",
            is_last: false,
        };
        keep_one(PolicySet {
            edition: self.space.new.set.edition,
            regions: keep([region]),
            steps: &[],
            sections: &[],
            assumptions: &[],
            questions: self.space.questions,
            constraints: self.space.constraints,
            moves: &[],
            formerly: &[],
            synonyms: &[],
            everyday_words: &[],
            policies: keep(policies),
            first_form: FirstForm::default(),
        })
    }
}

/// A set in the making.
struct Building<'a> {
    hybrids: &'a Hybrids<'a>,
    side: Side<'a>,
    documents: Vec<Both<&'static Policy>>,
}

impl Building<'_> {
    fn translate<T>(&self, edition: Edition, with: impl FnOnce(&Translator<'_>) -> T) -> T {
        let side = self.side;
        let asked = |id: &'static str| side(&Unit::Question(self.hybrids.space.leader(id)));
        with(&Translator { space: self.hybrids.space, edition, asked: &asked })
    }

    fn policy(&self, document: &Both<&'static Policy>) -> Policy {
        let id = document.from(Edition::New).1.id;
        let side = self.side;
        let (_, days) = document.from(side(&Unit::Days(id)));
        let claimed_side = side(&Unit::ClaimedElsewhere(id));
        let (claimed_edition, claimed) = document.from(claimed_side);
        let claimed = claimed.claimed_elsewhere.as_ref();
        let claimed = claimed.and_then(|ClaimedElsewhere { question, clause }| {
            let put = |by: &Translator<'_>| by.option(*question, 0).map(|(place, _)| place);
            let question = self.translate(claimed_edition, put)?;
            Some(ClaimedElsewhere { question, clause })
        });
        let all = both_awards(document);
        let present: Vec<Both<&'static Award>> =
            all.into_iter().filter(|award| self.has_award(document, award)).collect();
        let question = claimed.as_ref().map(|claimed| claimed.question);
        let awards: Vec<Award> = present
            .iter()
            .map(|award| {
                let matter = question.and_then(|question| self.matter(document, award, question));
                self.award(document, award, matter)
            })
            .collect();
        Policy {
            id,
            title: "",
            short_title: days.short_title,
            number: None,
            issuer: "",
            issued_on: days.issued_on,
            valid_from: days.valid_from,
            valid_to: days.valid_to,
            validity_note: "",
            checked_on: days.checked_on,
            source_url: None,
            enquiries: "",
            level: days.level,
            regions: days.regions,
            claimed_elsewhere: claimed,
            awards: keep(awards),
            highest_only: keep(self.groups(document, &present)),
            limits: keep(self.limits(document)),
            readings: &[],
            supports: &[],
            goals: &[],
            recognitions: &[],
            companies: &[],
        }
    }

    /// Whether an award is there. One that only an edition has comes and goes by itself, or with
    /// its document.
    fn has_award(&self, document: &Both<&'static Policy>, award: &Both<&'static Award>) -> bool {
        match (document.only(), award.only()) {
            (Some(_), _) | (None, None) => true,
            (None, Some(only)) => (self.side)(&Unit::Award(award.from(only).1.id)) == only,
        }
    }

    /// Returns the matter of an award as an option of the question of the space.
    fn matter(
        &self,
        document: &Both<&'static Policy>,
        award: &Both<&'static Award>,
        question: QuestionIndex,
    ) -> Option<u16> {
        let id = award.from(Edition::New).1.id;
        let (edition, own) = award.from((self.side)(&Unit::Matter(id)));
        let policy = document.of(edition)?;
        let asked = policy.claimed_elsewhere.as_ref()?.question;
        let set = self.hybrids.space.own(edition).set;
        let option = set.question(asked).options.get(usize::from(own.matter?))?;
        self.hybrids.space.question(question).option(option.id)
    }

    fn award(
        &self,
        document: &Both<&'static Policy>,
        award: &Both<&'static Award>,
        matter: Option<u16>,
    ) -> Award {
        let (_, own) = award.from(Edition::New);
        Award {
            id: own.id,
            name: own.name,
            clause: own.clause,
            payers: &[],
            paid_by: None,
            kind: own.kind,
            summary: "",
            quota: None,
            matter,
            terms: self.terms(document, award),
            others: &[],
            title_brings: None,
            title_later: None,
            notes: &[],
            apply: None,
        }
    }

    /// Returns the terms of an award under the chosen readings, each part from its side.
    fn terms(&self, document: &Both<&'static Policy>, award: &Both<&'static Award>) -> Terms {
        let id = award.from(Edition::New).1.id;
        let part = |unit: Unit| -> (Edition, &'static Terms) {
            let (edition, own) = award.from((self.side)(&unit));
            let chosen = document.of(edition).map(|policy| self.hybrids.chosen(edition, policy));
            (edition, chosen.map_or(&own.terms, |chosen| own.terms_under(chosen)))
        };
        let (condition_side, condition) = part(Unit::Condition(id));
        let (silent_side, silent) = part(Unit::Silence(id));
        let (amount_side, amount) = part(Unit::Amount(id));
        let (_, days) = part(Unit::AwardDays(id));
        Terms {
            condition: self.translate(condition_side, |by| by.condition(&condition.condition)),
            amount: self.translate(amount_side, |by| amount_in(by, &amount.amount)),
            silent_unless: silent
                .silent_unless
                .as_ref()
                .map(|condition| self.translate(silent_side, |by| by.condition(condition))),
            days: days.days,
            reads: Variables::NONE,
        }
    }

    fn groups(
        &self,
        document: &Both<&'static Policy>,
        awards: &[Both<&'static Award>],
    ) -> Vec<HighestOnly> {
        let list = |policy: Option<&'static Policy>| -> Vec<&'static HighestOnly> {
            policy.map_or(Vec::new(), |policy| policy.highest_only.iter().collect())
        };
        let groups = both(&list(document.old), &list(document.new), |group| group.id);
        let mut found = Vec::new();
        for group in groups {
            let id = group.from(Edition::New).1.id;
            let side = (self.side)(&Unit::Group(id));
            if document.only().is_none() && group.only().is_some_and(|only| only != side) {
                continue;
            }
            let has = |edition: Edition, award: &str| {
                let (Some(own), Some(policy)) = (group.of(edition), document.of(edition)) else {
                    return false;
                };
                let members = own.members_under(self.hybrids.chosen(edition, policy));
                members.iter().any(|index| policy.awards[usize::from(*index)].id == award)
            };
            // What only one edition has is a member as that edition says.
            let is_member = |(_, award): &(usize, &Both<&'static Award>)| {
                let (own_side, own) = award.from(group.from(side).0);
                has(own_side, own.id)
            };
            let members = awards.iter().enumerate().filter(is_member);
            let members: Vec<u16> = members.map(|(index, _)| index as u16).collect();
            let (_, own) = group.from(side);
            let (clause, name) = (own.clause, own.name);
            found.push(HighestOnly { id, clause, name, awards: keep(members), other: None });
        }
        found
    }

    fn limits(&self, document: &Both<&'static Policy>) -> Vec<SumLimit> {
        let list = |policy: Option<&'static Policy>| -> Vec<&'static SumLimit> {
            policy.map_or(Vec::new(), |policy| policy.limits.iter().collect())
        };
        let limits = both(&list(document.old), &list(document.new), |limit| limit.id);
        let mut found = Vec::new();
        for limit in limits {
            let id = limit.from(Edition::New).1.id;
            let side = (self.side)(&Unit::Limit(id));
            if document.only().is_none() && limit.only().is_some_and(|only| only != side) {
                continue;
            }
            let (edition, own) = limit.from(side);
            let chosen = |edition: Edition| {
                document
                    .of(edition)
                    .map_or(ReadingSet::NONE, |policy| self.hybrids.chosen(edition, policy))
            };
            let mut members: Vec<&'static str> = own.members_under(chosen(edition)).to_vec();
            if members.is_empty() {
                continue;
            }
            let other = match edition {
                Edition::Old => limit.new.map(|limit| (Edition::Old, limit)),
                Edition::New => limit.old.map(|limit| (Edition::New, limit)),
            };
            if let Some((edition, other)) = other {
                // What the edition does not have is a member as the other edition says.
                let is_missing =
                    |id: &&&'static str| !members.contains(id) && !self.has_member(edition, id);
                let more: Vec<&'static str> = other
                    .members_under(chosen(edition))
                    .iter()
                    .filter(is_missing)
                    .copied()
                    .collect();
                members.extend(more);
            }
            let rule = match own.rule_under(chosen(edition)) {
                LimitRule::Highest => LimitRule::Highest,
                LimitRule::AtMost(formula, _, _) => {
                    let formula = self.translate(edition, |by| by.formula(formula));
                    let questions = self.hybrids.space.questions;
                    let reads = formula.reads(|index| &questions[usize::from(index.0)]);
                    LimitRule::AtMost(formula, reads, evaluate)
                }
            };
            let (clause, name) = (own.clause, own.name);
            let members = keep(members);
            let (other_rule, other_members) = (None, None);
            found.push(SumLimit { id, clause, name, rule, members, other_rule, other_members });
        }
        found
    }

    /// Whether an edition has an award, a group or a limit in the documents here.
    fn has_member(&self, edition: Edition, id: &str) -> bool {
        self.documents.iter().filter_map(|document| document.of(edition)).any(|policy| {
            policy.awards.iter().any(|award| award.id == id)
                || policy.highest_only.iter().any(|group| group.id == id)
                || policy.limits.iter().any(|limit| limit.id == id)
        })
    }
}
