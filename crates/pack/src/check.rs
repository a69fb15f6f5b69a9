//! Whether tables are such as authoring writes: every index leads somewhere, every test fits its
//! question, nothing reads itself, and no figure is too large to compute with.

mod formulas;
mod reads;

use crate::codec::Broken;
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::{LimitRule, Membership, SumLimit};
use huiqi_rules::moves::{Move, Setting};
use huiqi_rules::policy::{
    AmountRule, Award, Cap, Grade, Policy, PolicySet, ReadingIndex, ReadingSet, Region, Terms,
};
use huiqi_rules::question::{Kind, Question, QuestionIndex, Variables};
use huiqi_rules::synonym::Meaning;
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

type Checked = Result<(), Broken>;

/// No sum, rate or number of a rule set is larger.
const LARGEST: Decimal = Decimal::from_parts(1_316_134_912, 2_328, 0, false, 0); // 10^13
/// No part is more of a figure, in percent.
const LARGEST_PART: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0); // 10^10

/// Checks a set.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(set: &'static PolicySet) -> Checked {
    let tables = Tables { set, awards: awards(set)?, limits: limits(set)? };
    tables.questions()?;
    tables.regions()?;
    tables.words()?;
    for policy in set.policies {
        tables.policy(policy)?;
    }
    for policy in set.policies {
        tables.says_what_it_reads(policy)?;
    }
    tables.nothing_reads_itself()
}

fn require(holds: bool, otherwise: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(Broken(otherwise)) }
}

fn awards(set: &'static PolicySet) -> Result<BTreeMap<&'static str, &'static Award>, Broken> {
    let mut found = BTreeMap::new();
    for award in set.policies.iter().flat_map(|policy| policy.awards) {
        require(found.insert(award.id, award).is_none(), "two awards have one id")?;
    }
    Ok(found)
}

fn limits(set: &'static PolicySet) -> Result<BTreeMap<&'static str, &'static SumLimit>, Broken> {
    let mut found = BTreeMap::new();
    for limit in set.policies.iter().flat_map(|policy| policy.limits) {
        require(found.insert(limit.id, limit).is_none(), "two limits have one id")?;
    }
    Ok(found)
}

struct Tables {
    set: &'static PolicySet,
    awards: BTreeMap<&'static str, &'static Award>,
    limits: BTreeMap<&'static str, &'static SumLimit>,
}

impl Tables {
    fn question(&self, index: QuestionIndex) -> Result<&'static Question, Broken> {
        self.set.questions.get(usize::from(index.0)).ok_or(Broken("no such question"))
    }

    fn figure(&self, index: QuestionIndex) -> Result<&'static Unit, Broken> {
        self.question(index)?.kind.unit().ok_or(Broken("a figure is asked of no figure"))
    }

    fn option(&self, index: QuestionIndex, option: u16, multi: bool) -> Checked {
        let question = self.question(index)?;
        let fits = match question.kind {
            Kind::Single => !multi,
            Kind::Multi => multi,
            Kind::YesNo | Kind::Figure(_) => false,
        };
        require(fits && usize::from(option) < question.options.len(), "no such option")
    }

    fn questions(&self) -> Checked {
        let set = self.set;
        require(set.questions.len() <= usize::from(u16::MAX), "too many questions")?;
        let first = set.questions.first().ok_or(Broken("no question"))?;
        let is_region = first.id == "region" && first.kind == Kind::Single;
        require(is_region, "the first question asks for no region")?;
        let mut ids = BTreeSet::new();
        for question in set.questions {
            require(ids.insert(question.id), "two questions have one id")?;
            require(
                set.steps.iter().any(|step| step.id == question.step),
                "a question is in no step",
            )?;
            let section = question.section;
            let is_there = |id| set.sections.iter().any(|section| section.id == id);
            require(
                section.is_none_or(is_there) || question.label.is_empty(),
                "a question is in no section",
            )?;
            let most = match question.kind {
                Kind::Single if question.id == "region" => usize::from(u16::MAX),
                Kind::Single => 64,
                Kind::Multi => 63,
                Kind::YesNo | Kind::Figure(_) => 0,
            };
            require(question.options.len() <= most, "a question has too many options")?;
            let needs_options = matches!(question.kind, Kind::Single | Kind::Multi);
            require(!needs_options || !question.options.is_empty(), "a choice of nothing")?;
            let options: BTreeSet<&str> = question.options.iter().map(|one| one.id).collect();
            require(options.len() == question.options.len(), "two options have one id")?;
            let end = usize::from(question.first_variable) + question.width();
            require(end <= Variables::BITS, "a question has no variable")?;
            if let Some(unit) = question.kind.unit() {
                let (least, most) = unit.range();
                let steps = |end: Option<i64>| end.is_none_or(|end| end.unsigned_abs() < 1 << 53);
                require(steps(least) && steps(most), "a range is too large")?;
                require(least.zip(most).is_none_or(|(least, most)| least <= most), "no range")?;
            }
        }
        let ids: Vec<&str> = set.regions.iter().map(|region| region.id).collect();
        let options: Vec<&str> = first.options.iter().map(|option| option.id).collect();
        require(!ids.is_empty() && ids == options, "the regions are not those that are asked")
    }

    fn regions(&self) -> Checked {
        let set = self.set;
        require(set.policies.len() <= usize::from(u16::MAX), "too many documents")?;
        for constraint in set.constraints {
            let (multi, ladder) =
                (self.question(constraint.multi)?, self.question(constraint.ladder)?);
            let fits = multi.kind == Kind::Multi
                && ladder.kind == Kind::Single
                && constraint.ranks.len() == multi.options.len();
            require(fits, "a constraint ties what it cannot")?;
            let is_rank = |rank: &u16| usize::from(*rank) < ladder.options.len();
            require(constraint.ranks.iter().all(is_rank), "a constraint has no such rank")?;
        }
        for (index, region) in set.regions.iter().enumerate() {
            self.region(index, region)?;
        }
        Ok(())
    }

    fn region(&self, index: usize, region: &Region) -> Checked {
        let set = self.set;
        let mut above = region.within;
        for _ in 0..set.regions.len() {
            let Some(next) = above else { break };
            require(usize::from(next) != index, "a region lies within itself")?;
            let next = set.regions.get(usize::from(next)).ok_or(Broken("no such region"))?;
            above = next.within;
        }
        require(above.is_none(), "regions lie within each other")?;
        let is_policy = |index: &u16| usize::from(*index) < set.policies.len();
        require(region.policies.iter().all(is_policy), "a region has no such document")?;
        let is_constraint = |index: &u16| usize::from(*index) < set.constraints.len();
        require(region.constraints.iter().all(is_constraint), "a region has no such constraint")?;
        let rises = region.questions.is_sorted_by(|left, right| left < right);
        require(rises, "the questions of a region are in no order")?;
        // Of one region each variable is of one question.
        let mut taken = Variables::NONE;
        for question in region.questions {
            let own = self.question(*question)?.variables();
            require(!taken.meets(own), "two questions of a region have one variable")?;
            taken = taken | own;
        }
        let region_reads = |reads: Variables| {
            require(
                reads.without(taken | self.set.questions[0].variables()).is_empty(),
                "a document reads what its region does not ask",
            )
        };
        region_reads(region.reads)?;
        for index in region.policies {
            self.asks_what_is_read(region, set.policy(*index))?;
            for award in set.policy(*index).awards {
                for terms in award.all_terms() {
                    region_reads(terms.reads)?;
                }
            }
        }
        let own = |constraint: &u16| {
            let constraint = &set.constraints[usize::from(*constraint)];
            region.questions.contains(&constraint.multi)
                && region.questions.contains(&constraint.ladder)
        };
        require(region.constraints.iter().all(own), "a constraint ties what is not asked")
    }

    fn words(&self) -> Checked {
        for one in self.set.moves {
            self.movement(one)?;
        }
        for synonym in self.set.synonyms {
            let question = self.question(synonym.question)?;
            let option = match synonym.meaning {
                Meaning::Question | Meaning::NoOption => None,
                Meaning::Option(option) | Meaning::PlaceIn(option) => Some(option),
            };
            let is_there = |option| usize::from(option) < question.options.len();
            require(option.is_none_or(is_there), "a word means no option")?;
        }
        Ok(())
    }

    fn movement(&self, movement: &Move) -> Checked {
        if let Some(from) = &movement.from {
            self.condition(from)?;
        }
        for setting in movement.sets {
            match *setting {
                Setting::Option(question, option) => self.option(question, option, false)?,
                Setting::Include(question, option) => self.option(question, option, true)?,
                Setting::Yes(question) => {
                    let is_yes_no = self.question(question)?.kind == Kind::YesNo;
                    require(is_yes_no, "a move says yes to no yes-no question")?;
                }
                Setting::Threshold(question) => drop(self.figure(question)?),
            }
        }
        Ok(())
    }

    fn policy(&self, policy: &'static Policy) -> Checked {
        require(policy.awards.len() <= 256 && policy.readings.len() <= 64, "too many awards")?;
        let is_award = |index: &u16| usize::from(*index) < policy.awards.len();
        let matters = match &policy.claimed_elsewhere {
            Some(rule) => {
                let question = self.question(rule.question)?;
                require(question.kind == Kind::Multi, "matters are no choice of several")?;
                question.options.len()
            }
            None => 0,
        };
        let readings = ReadingSet(if policy.readings.len() == 64 {
            u64::MAX
        } else {
            (1 << policy.readings.len()) - 1
        });
        for award in policy.awards {
            let is_matter = award.matter.is_none_or(|matter| usize::from(matter) < matters);
            require(is_matter, "an award has no such matter")?;
            let is_known = |set: ReadingSet| set.0 & !readings.0 == 0;
            require(award.others.iter().all(|other| is_known(other.readings)), "no such reading")?;
            for terms in award.all_terms() {
                self.terms(terms)?;
            }
        }
        for group in policy.highest_only {
            let other = group.other.as_ref();
            let members = group.awards.iter().chain(other.map_or(&[][..], |other| other.awards));
            require(members.into_iter().all(is_award), "a group has no such award")?;
            let is_reading =
                other.is_none_or(|other| usize::from(other.reading.0) < policy.readings.len());
            require(is_reading, "a group has no such reading")?;
        }
        for reading in policy.readings {
            require(reading.awards.iter().all(is_award), "a reading has no such award")?;
        }
        for limit in policy.limits {
            for rule in limit.all_rules() {
                let LimitRule::AtMost(formula, reads, _) = rule else { continue };
                self.formula(formula)?;
                let read = formula.reads(|index| &self.set.questions[usize::from(index.0)]);
                require(read.without(*reads).is_empty(), "a limit reads more than it says")?;
            }
            let is_group = |id: &str| {
                let mut groups = self.set.policies.iter().flat_map(|policy| policy.highest_only);
                groups.any(|group| group.id == id)
            };
            let is_member = |id: &str| {
                self.awards.contains_key(id) || self.limits.contains_key(id) || is_group(id)
            };
            let members = limit.memberships();
            require(members.iter().all(|(id, _)| is_member(id)), "a limit has no such member")?;
            let is_reading = |reading: ReadingIndex| usize::from(reading.0) < policy.readings.len();
            let is_right = limit.other_rule.is_none_or(|other| is_reading(other.reading))
                && limit.other_members.is_none_or(|other| is_reading(other.reading));
            require(is_right, "a limit has no such reading")?;
        }
        for support in policy.supports {
            if let Some(condition) = &support.condition {
                self.condition(condition)?;
            }
        }
        for recognition in policy.recognitions {
            let question = self.question(recognition.question)?;
            let is_there = usize::from(recognition.option) < question.options.len();
            require(is_there, "a title is no option")?;
        }
        for (question, answer) in policy.companies.iter().flat_map(|company| company.answers) {
            self.answer(*question, answer)?;
        }
        Ok(())
    }

    fn answer(&self, index: QuestionIndex, answer: &Answer) -> Checked {
        let question = self.question(index)?;
        let fits = match (question.kind, answer) {
            (Kind::Single, Answer::Option(option)) => usize::from(*option) < question.options.len(),
            (Kind::Multi, Answer::Options(options)) => options >> question.options.len() == 0,
            (Kind::YesNo, Answer::YesNo(_)) => true,
            (Kind::Figure(_), Answer::Figure(figure)) => figure.abs() <= LARGEST,
            (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_), _) => false,
        };
        require(fits, "an example answers otherwise than it is asked")
    }

    fn terms(&self, terms: &Terms) -> Checked {
        self.condition(&terms.condition)?;
        if let Some(condition) = &terms.silent_unless {
            self.condition(condition)?;
        }
        let sum = |sum: Decimal| require(sum <= LARGEST, "a sum is too large");
        match &terms.amount {
            AmountRule::Fixed(yuan) | AmountRule::UpTo(yuan) => sum(yuan.decimal())?,
            AmountRule::Graded { question, grades, highest } => {
                let asked = self.question(*question)?;
                let fits = asked.kind == Kind::Single && grades.len() == asked.options.len();
                require(fits, "there is not one grade for each option")?;
                sum(highest.decimal())?;
                for grade in *grades {
                    if let Grade::Sum(yuan) = grade {
                        sum(yuan.decimal())?;
                        require(yuan <= highest, "a grade is above the highest")?;
                    }
                }
            }
            AmountRule::Share { rate, of, cap, promise: _ } => {
                self.figure(*of)?;
                sum(rate.percent())?;
                match cap {
                    Some(Cap::Sum(yuan)) => sum(yuan.decimal())?,
                    Some(Cap::Question(question)) => drop(self.figure(*question)?),
                    None => {}
                }
            }
            AmountRule::Match { rate, of } => {
                self.figure(*of)?;
                sum(rate.percent())?;
            }
            AmountRule::Computed(computed) => self.computed(computed)?,
        }
        Ok(())
    }

    fn condition(&self, condition: &Condition) -> Checked {
        let mut found = Ok(());
        condition.each_leaf(&mut |leaf| {
            if found.is_ok() {
                found = self.leaf(leaf);
            }
        });
        found
    }

    fn leaf(&self, leaf: &Leaf) -> Checked {
        let question = self.question(leaf.question)?;
        match leaf.test {
            Test::AtLeastOption(option) => self.option(leaf.question, option, false),
            Test::OneOf(options) => {
                let count = question.options.len();
                let fits = question.kind == Kind::Single
                    && count <= 64
                    && (count == 64 || options >> count == 0);
                require(fits, "no such options")
            }
            Test::Includes(option) => self.option(leaf.question, option, true),
            Test::IsYes => require(question.kind == Kind::YesNo, "yes to no yes-no question"),
            Test::AtLeast(threshold) | Test::Compares(_, threshold) => {
                self.figure(leaf.question)?;
                let fits = threshold.abs() <= LARGEST && threshold.scale() <= 12;
                require(fits, "a threshold is too large")
            }
            Test::ComparesPart(test) => {
                self.figure(leaf.question)?;
                self.figure(test.of)?;
                let is_small = |number: Decimal, most: Decimal, decimals| {
                    number.abs() <= most && number.scale() <= decimals
                };
                let is_part = |much: Decimal| {
                    much.is_sign_positive() && !much.is_zero() && is_small(much, LARGEST_PART, 12)
                };
                let fits = !test.percent.is_zero()
                    && test.rounded.is_none_or(is_part)
                    && is_small(test.percent, LARGEST_PART, 6)
                    && is_small(test.plus, LARGEST, 12);
                require(fits, "a share is too large")
            }
        }
    }

    /// Awards may read others, and limits may hold others, but never themselves.
    fn nothing_reads_itself(&self) -> Checked {
        let mut done = BTreeSet::new();
        for id in self.awards.keys() {
            self.award_ends(id, &mut Vec::new(), &mut done)?;
        }
        self.limits_are_a_tree()
    }

    /// Under every choice of readings a member is under one limit, and no limit is under itself.
    fn limits_are_a_tree(&self) -> Checked {
        let mut held: BTreeMap<&str, Vec<(&str, Membership)>> = BTreeMap::new();
        let document = |id: &'static str| id.split_once('/').map_or(id, |(document, _)| document);
        for limit in self.limits.values() {
            let of = document(limit.id);
            for (member, when) in limit.memberships() {
                let others = held.entry(member).or_default();
                let fits = |(other, own): &(&str, Membership)| *other == of && own.excludes(when);
                require(others.iter().all(fits), "two limits hold one member")?;
                others.push((of, when));
            }
        }
        for own in self.limits.values() {
            let mut below: Vec<&SumLimit> = vec![own];
            let mut next = 0;
            while let Some(limit) = below.get(next).copied() {
                next += 1;
                let members = limit.memberships().into_iter();
                for inner in members.filter_map(|(member, _)| self.limits.get(member)) {
                    require(inner.id != own.id, "limits hold each other")?;
                    if below.iter().all(|known| known.id != inner.id) {
                        below.push(inner);
                    }
                }
            }
        }
        Ok(())
    }

    fn award_ends(
        &self,
        id: &'static str,
        path: &mut Vec<&'static str>,
        done: &mut BTreeSet<&'static str>,
    ) -> Checked {
        if done.contains(id) {
            return Ok(());
        }
        require(!path.contains(&id) && path.len() < 64, "awards read each other")?;
        path.push(id);
        let award = self.awards.get(id).ok_or(Broken("no such award"))?;
        for terms in award.all_terms() {
            if let AmountRule::Computed(computed) = &terms.amount {
                let mut read: Vec<&'static str> = computed.awards.to_vec();
                for formula in computed.formulas() {
                    formula.each(&mut |part| {
                        if let Formula::Award(other) = part {
                            read.push(other);
                        }
                    });
                }
                for other in read {
                    self.award_ends(other, path, done)?;
                }
            }
        }
        path.pop();
        done.insert(id);
        Ok(())
    }
}
