//! One space of questions for the awards of both editions in one region: a question that both ask
//! alike is one question in it, any other is two.

use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf, PartTest, Test};
use huiqi_rules::formula::{Case, Formula};
use huiqi_rules::policy::{Policy, PolicySet, Region};
use huiqi_rules::question::{ChoiceOption, Constraint, Question, QuestionIndex, Variables};
use std::collections::{BTreeMap, BTreeSet};

/// An edition in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edition {
    /// The former one.
    Old,
    /// The one that takes its place.
    New,
}

/// A set and one of its regions.
#[derive(Clone, Copy)]
pub(crate) struct Own {
    pub(crate) set: &'static PolicySet,
    pub(crate) region: &'static Region,
}

/// The questions of both editions in one region.
pub(crate) struct Space {
    pub(crate) old: Own,
    pub(crate) new: Own,
    /// The questions of the space; the first is the one for the region.
    pub(crate) questions: &'static [Question],
    pub(crate) constraints: &'static [Constraint],
    /// By the index of a question of the old set, its place in the space.
    from_old: Vec<Option<QuestionIndex>>,
    from_new: Vec<Option<QuestionIndex>>,
    /// The questions that both editions ask and not alike.
    pub(crate) apart: BTreeSet<&'static str>,
    /// Of these, those that a rule between answers alone takes apart, each with the question that
    /// it goes with.
    followers: BTreeMap<&'static str, &'static str>,
}

pub(crate) fn keep<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect::<Vec<T>>().into_boxed_slice())
}

pub(crate) fn keep_one<T>(item: T) -> &'static T {
    Box::leak(Box::new(item))
}

impl Own {
    /// Returns the documents of the region.
    pub(crate) fn policies(self) -> impl Iterator<Item = &'static Policy> {
        self.region.policies.iter().map(move |index| self.set.policy(*index))
    }

    pub(crate) fn asks(self, id: &str) -> Option<QuestionIndex> {
        let mut asked = self.region.questions.iter().copied();
        asked.find(|index| self.set.question(*index).id == id)
    }

    fn constraints(self) -> impl Iterator<Item = &'static Constraint> {
        let set = self.set;
        self.region.constraints.iter().map(move |index| &set.constraints[usize::from(*index)])
    }

    /// Returns the rules between answers that a question is tied by, by ids.
    fn ties(self, id: &str) -> Vec<String> {
        let is_tied = |own: &&Constraint| {
            self.set.question(own.multi).id == id || self.set.question(own.ladder).id == id
        };
        let mut ties: Vec<String> = self
            .constraints()
            .filter(is_tied)
            .map(|own| {
                let (multi, ladder) = (self.set.question(own.multi), self.set.question(own.ladder));
                let ranks = own.ranks.iter().map(|rank| ladder.options[usize::from(*rank)].id);
                format!("{} {} {:?}", multi.id, ladder.id, ranks.collect::<Vec<_>>())
            })
            .collect();
        ties.sort_unstable();
        ties
    }
}

fn option_ids(question: &Question) -> Vec<&'static str> {
    question.options.iter().map(|option| option.id).collect()
}

impl Space {
    /// Returns the space of a region, with these questions taken apart whatever they ask; nothing
    /// where it has more variables than the engine counts. `changed` are the questions that a
    /// change of their own is known of.
    pub(crate) fn of(
        old: Own,
        new: Own,
        apart: &BTreeSet<&'static str>,
        changed: &BTreeSet<&'static str>,
    ) -> Option<Self> {
        let apart = taken_apart(old, new, apart);
        let followers = followers(old, new, &apart, changed);
        let region_id = old.set.question(PolicySet::REGION).id;
        let mut space = Self {
            old,
            new,
            questions: &[],
            constraints: &[],
            from_old: vec![None; old.set.questions.len()],
            from_new: vec![None; new.set.questions.len()],
            apart,
            followers,
        };
        let mut questions = vec![region_question(new)];
        let mut next = questions[0].width();
        (space.from_old[0], space.from_new[0]) = (Some(PolicySet::REGION), Some(PolicySet::REGION));
        let is_other = |own: &QuestionIndex| *own != PolicySet::REGION;
        for index in old.region.questions.iter().copied().filter(is_other) {
            let question = old.set.question(index);
            space.from_old[usize::from(index.0)] = Some(put(&mut questions, &mut next, question)?);
        }
        for index in new.region.questions.iter().copied().filter(is_other) {
            let question = new.set.question(index);
            let shared = old.asks(question.id).filter(|_| !space.apart.contains(question.id));
            space.from_new[usize::from(index.0)] = match shared {
                Some(before) => space.from_old[usize::from(before.0)],
                None => Some(put(&mut questions, &mut next, question)?),
            };
        }
        debug_assert_eq!(region_id, questions[0].id);
        space.questions = keep(questions);
        let mut constraints: Vec<Constraint> = Vec::new();
        for (edition, own) in [(Edition::Old, old), (Edition::New, new)] {
            for constraint in own.constraints() {
                let (Some(multi), Some(ladder)) = (
                    space.place(edition, constraint.multi),
                    space.place(edition, constraint.ladder),
                ) else {
                    continue;
                };
                let is_there = |other: &Constraint| other.multi == multi && other.ladder == ladder;
                if !constraints.iter().any(is_there) {
                    let (ranks, message) = (constraint.ranks, "");
                    constraints.push(Constraint { multi, ladder, ranks, message });
                }
            }
        }
        space.constraints = keep(constraints);
        Some(space)
    }

    pub(crate) const fn own(&self, edition: Edition) -> Own {
        match edition {
            Edition::Old => self.old,
            Edition::New => self.new,
        }
    }

    /// Returns the place of an edition's question in the space.
    fn place(&self, edition: Edition, index: QuestionIndex) -> Option<QuestionIndex> {
        let places = match edition {
            Edition::Old => &self.from_old,
            Edition::New => &self.from_new,
        };
        places.get(usize::from(index.0)).copied().flatten()
    }

    /// Returns the question with which a question is exchanged.
    pub(crate) fn leader(&self, id: &'static str) -> &'static str {
        self.followers.get(id).copied().unwrap_or(id)
    }

    pub(crate) fn question(&self, index: QuestionIndex) -> &'static Question {
        &self.questions[usize::from(index.0)]
    }

    /// Returns the answers of a company in this space. What both editions ask alike is answered
    /// alike: whatever is not, was taken apart.
    pub(crate) fn answers(
        &self,
        set: &'static PolicySet,
        old: &Answers,
        new: &Answers,
    ) -> Option<Answers> {
        let of = |edition, answers: &Answers| -> Vec<(QuestionIndex, Answer)> {
            let own = answers.iter().filter(|(index, _)| *index != PolicySet::REGION);
            own.filter_map(|(index, answer)| Some((self.place(edition, index)?, answer.clone())))
                .collect()
        };
        let region = (PolicySet::REGION, Answer::Option(0));
        let all = [vec![region], of(Edition::Old, old), of(Edition::New, new)].concat();
        Answers::build(set, all).ok()
    }
}

/// Returns the questions that both editions ask and not alike: with other options, another range,
/// other rules to other answers; and what such rules tie to them.
fn taken_apart(old: Own, new: Own, known: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    let mut apart = known.clone();
    for index in old.region.questions {
        let before = old.set.question(*index);
        let Some(after) = new.asks(before.id).map(|index| new.set.question(index)) else {
            continue;
        };
        // Two units are equal whatever their ranges; written out, they are not.
        let is_alike = format!("{:?}", before.kind) == format!("{:?}", after.kind)
            && option_ids(before) == option_ids(after)
            && old.ties(before.id) == new.ties(before.id);
        if !is_alike && *index != PolicySet::REGION {
            apart.insert(before.id);
        }
    }
    loop {
        let before = apart.len();
        for own in [old, new] {
            for constraint in own.constraints() {
                let tied =
                    [constraint.multi, constraint.ladder].map(|index| own.set.question(index).id);
                if tied.iter().any(|id| apart.contains(id)) {
                    apart.extend(tied);
                }
            }
        }
        if apart.len() == before {
            return apart;
        }
    }
}

/// Returns the questions that are taken apart without a change of their own, each with a question
/// that is tied to it and has one.
fn followers(
    old: Own,
    new: Own,
    apart: &BTreeSet<&'static str>,
    changed: &BTreeSet<&'static str>,
) -> BTreeMap<&'static str, &'static str> {
    let mut followers: BTreeMap<&'static str, &'static str> = BTreeMap::new();
    for _ in apart {
        for own in [old, new] {
            for constraint in own.constraints() {
                let [multi, ladder] =
                    [constraint.multi, constraint.ladder].map(|index| own.set.question(index).id);
                for (one, other) in [(multi, ladder), (ladder, multi)] {
                    let leader = if changed.contains(other) {
                        Some(other)
                    } else {
                        followers.get(other).copied()
                    };
                    if let Some(leader) = leader.filter(|_| !changed.contains(one)) {
                        followers.entry(one).or_insert(leader);
                    }
                }
            }
        }
    }
    followers
}

fn region_question(own: Own) -> Question {
    let whole = own.set.question(PolicySet::REGION);
    let option = ChoiceOption { id: own.region.id, label: own.region.name, hidden_in: &[] };
    Question { options: keep([option]), first_variable: 0, ..bare(whole) }
}

/// Returns a question without what no amount follows from.
fn bare(question: &Question) -> Question {
    Question {
        id: question.id,
        kind: question.kind,
        step: question.step,
        section: None,
        label: question.label,
        short: question.short,
        help: "",
        help_by_region: &[],
        quotient: None,
        options: question.options,
        first_variable: 0,
        proof: &[],
    }
}

fn put(
    questions: &mut Vec<Question>,
    next: &mut usize,
    question: &Question,
) -> Option<QuestionIndex> {
    let own = Question { first_variable: *next as u16, ..bare(question) };
    *next += own.width();
    if *next > Variables::BITS {
        return None;
    }
    questions.push(own);
    Some(QuestionIndex((questions.len() - 1) as u16))
}

/// Puts conditions and formulas of an edition into the space, where each question is read as one
/// of the editions asks it.
pub(crate) struct Translator<'a> {
    pub(crate) space: &'a Space,
    /// Whose condition or formula it is.
    pub(crate) edition: Edition,
    /// As which edition a question is asked.
    pub(crate) asked: &'a dyn Fn(&'static str) -> Edition,
}

impl Translator<'_> {
    fn question_of(&self, index: QuestionIndex) -> &'static Question {
        self.space.own(self.edition).set.question(index)
    }

    /// Returns the question of the space for one of the edition: as the wanted edition asks it,
    /// where `fits` finds there what is read of it, else as its own one does.
    fn put<T>(
        &self,
        index: QuestionIndex,
        fits: impl Fn(&'static Question) -> Option<T>,
    ) -> Option<(QuestionIndex, T)> {
        let question = self.question_of(index);
        let wanted = (self.asked)(question.id);
        let as_asked = self.space.own(wanted).asks(question.id);
        let places = [
            as_asked.and_then(|index| self.space.place(wanted, index)),
            self.space.place(self.edition, index),
        ];
        places
            .into_iter()
            .flatten()
            .find_map(|place| Some((place, fits(self.space.question(place))?)))
    }

    pub(crate) fn figure(&self, index: QuestionIndex) -> QuestionIndex {
        let own = self.question_of(index).kind.unit().map(|unit| unit.notation);
        let fits = |other: &'static Question| {
            (other.kind.unit().map(|unit| unit.notation) == own).then_some(())
        };
        self.put(index, fits).map_or(PolicySet::REGION, |(place, ())| place)
    }

    /// Returns an option of the edition's question in the space.
    pub(crate) fn option(&self, index: QuestionIndex, option: u16) -> Option<(QuestionIndex, u16)> {
        let own = self.question_of(index);
        let id = own.options.get(usize::from(option))?.id;
        self.put(index, |other| other.option(id).filter(|_| other.kind == own.kind))
    }

    /// Returns a choice of the edition in the space, where each of its options there is one of
    /// the edition; with their indices in the edition.
    pub(crate) fn choice(&self, index: QuestionIndex) -> Option<(QuestionIndex, Vec<u16>)> {
        let own = self.question_of(index);
        self.put(index, |other| {
            let known = other.options.iter().map(|option| own.option(option.id));
            known.collect::<Option<Vec<u16>>>().filter(|_| other.kind == own.kind)
        })
    }

    pub(crate) fn condition(&self, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| keep(parts.iter().map(|part| self.condition(part)));
        match condition {
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
            Condition::Not(part) => Condition::Not(keep_one(self.condition(part))),
            Condition::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Condition {
        if leaf.question == PolicySet::REGION {
            let own = self.space.own(self.edition);
            let index = own.set.regions.iter().position(|region| region.id == own.region.id);
            let passes = index.is_some_and(|index| leaf.test.passes_option(index as u16));
            return if passes { Condition::All(&[]) } else { Condition::Any(&[]) };
        }
        let own = self.question_of(leaf.question);
        let found = self.put(leaf.question, |other| {
            (other.kind.id() == own.kind.id()).then_some(())?;
            self.test(own, other, leaf.test)
        });
        let leaf = |(question, test)| Condition::Leaf(Leaf { question, test, says: None });
        found.map_or(Condition::Any(&[]), leaf)
    }

    fn test(&self, own: &Question, other: &Question, test: Test) -> Option<Test> {
        let option = |option: u16| other.option(own.options.get(usize::from(option))?.id);
        match test {
            Test::AtLeastOption(least) => option(least).map(Test::AtLeastOption),
            Test::OneOf(bits) => {
                let chosen = (0..own.options.len() as u16).filter(|one| bits >> one & 1 == 1);
                let there = chosen.map(option).collect::<Option<Vec<u16>>>()?;
                Some(Test::OneOf(there.into_iter().fold(0, |bits, one| bits | 1 << one)))
            }
            Test::Includes(one) => option(one).map(Test::Includes),
            Test::IsYes | Test::AtLeast(_) | Test::Compares(..) => Some(test),
            Test::ComparesPart(part) => {
                let of = self.figure(part.of);
                Some(Test::ComparesPart(keep_one(PartTest { of, ..*part })))
            }
        }
    }

    pub(crate) fn formula(&self, formula: &Formula) -> Formula {
        let all = |parts: &[Formula]| keep(parts.iter().map(|part| self.formula(part)));
        match formula {
            Formula::Constant(number, notation) => Formula::Constant(*number, *notation),
            Formula::Unbounded => Formula::Unbounded,
            Formula::Figure(question) => Formula::Figure(self.figure(*question)),
            Formula::Sum(parts) => Formula::Sum(all(parts)),
            Formula::Product(parts) => Formula::Product(all(parts)),
            Formula::Lesser(parts) => Formula::Lesser(all(parts)),
            Formula::Greater(parts) => Formula::Greater(all(parts)),
            Formula::Less([from, less]) => {
                Formula::Less(keep_one([self.formula(from), self.formula(less)]))
            }
            Formula::Divided(part, by) => Formula::Divided(keep_one(self.formula(part)), *by),
            Formula::FullSteps(part, per) => Formula::FullSteps(keep_one(self.formula(part)), *per),
            Formula::Progressive(part, brackets) => {
                Formula::Progressive(keep_one(self.formula(part)), brackets)
            }
            Formula::Cases(cases, otherwise) => {
                let case = |case: &Case| Case {
                    condition: self.condition(&case.condition),
                    then: self.formula(&case.then),
                };
                Formula::Cases(keep(cases.iter().map(case)), keep_one(self.formula(otherwise)))
            }
            Formula::Award(id) => Formula::Award(id),
        }
    }
}

impl Space {
    /// Whether a change can move amounts in this region.
    pub(crate) fn is_touched_by(&self, unit: &crate::entry::Unit) -> bool {
        let has_document = |id: &str| {
            [self.old, self.new]
                .iter()
                .any(|own| own.region.policies.iter().any(|index| own.set.policy(*index).id == id))
        };
        match unit.document() {
            Some(document) => has_document(document),
            None => self.apart.contains(unit.id()),
        }
    }
}
