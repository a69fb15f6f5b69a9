//! Companies made around every threshold of both editions, in a fixed order and without chance.

use super::effect::{Company, GivenIn, values};
use super::entry::Difference;
use super::space::Own;
use super::thresholds::{each_question, figures_of};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::carry::Value;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::policy::{Award, Policy, PolicySet, ReadingSet, Terms};
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::Unit as Measure;
use huiqi_sitting::wording;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Duration};

/// The most companies that are made.
pub const MOST_COMPANIES: usize = 20_000;

/// Returns companies of each region that a difference touches: for each award of both editions one
/// that meets just its conditions, one with everything, with nothing, with no answer; each of them
/// with every option and with figures below, at and above every threshold, one answer after the
/// other; and on the days on which documents begin and end. Where these are more than
/// [`MOST_COMPANIES`], they are thinned evenly.
#[must_use]
pub fn population(difference: &Difference) -> Vec<Company> {
    let regions = difference.touched_regions();
    let mut made = Vec::new();
    let each = MOST_COMPANIES / regions.len().max(1);
    for id in regions {
        let mut own = Population::default();
        for set in [difference.new, difference.old] {
            let other =
                if std::ptr::eq(set, difference.new) { difference.old } else { difference.new };
            let of = |set: &'static PolicySet| {
                let region = set.regions.iter().find(|region| region.id == id)?;
                Some(Own { set, region })
            };
            if let Some(here) = of(set) {
                Maker::of(here, of(other)).make(&mut own);
            }
        }
        made.extend(thinned(own.companies, each));
    }
    made
}

fn thinned(companies: Vec<Company>, most: usize) -> Vec<Company> {
    let count = companies.len();
    if count <= most {
        return companies;
    }
    let kept = |(index, _): &(usize, Company)| index * most / count != (index + 1) * most / count;
    companies.into_iter().enumerate().filter(kept).map(|(_, company)| company).collect()
}

#[derive(Default)]
struct Population {
    companies: Vec<Company>,
    seen: BTreeSet<String>,
}

impl Population {
    fn add(&mut self, company: Company) {
        let Company { name: _, on, given_in: _, answers, readings } = &company;
        if self.seen.insert(format!("{on} {answers:?} {readings:?}")) {
            self.companies.push(company);
        }
    }
}

/// A company to be varied.
struct Profile {
    name: String,
    answers: Answers,
    /// The questions that are answered otherwise one after the other.
    varied: Vec<QuestionIndex>,
    readings: Vec<String>,
    days: Vec<Date>,
    /// The days on which it is only computed as it is.
    other_days: Vec<Date>,
}

/// Makes the companies of a region from one edition's questions.
struct Maker {
    own: Own,
    other: Option<Own>,
    /// The figures around thresholds and bends of both editions, by the id of the question.
    figures: BTreeMap<&'static str, BTreeSet<Decimal>>,
    /// What a company that has nothing answers to questions of the other edition alone.
    others: Vec<(String, Value)>,
}

impl Maker {
    fn of(own: Own, other: Option<Own>) -> Self {
        let mut figures = BTreeMap::new();
        for side in [Some(own), other].into_iter().flatten() {
            figures_of(side, &mut figures);
        }
        let others = other.map_or(Vec::new(), |other| {
            let answers = values(other.set, &Self::of(other, None).poor());
            let is_only_theirs = |(id, _): &(String, Value)| own.set.question_index(id).is_none();
            answers.into_iter().filter(is_only_theirs).collect()
        });
        Self { own, other, figures, others }
    }

    fn make(&self, into: &mut Population) {
        for profile in self.profiles() {
            self.vary(&profile, into);
        }
    }

    fn region(&self) -> Answers {
        let mut regions = self.own.set.regions.iter();
        let index = regions.position(|region| region.id == self.own.region.id).unwrap_or(0);
        let only = [(PolicySet::REGION, Answer::Option(index as u16))];
        Answers::build(self.own.set, only).unwrap_or_else(|_| Answers::none(self.own.set))
    }

    fn questions(&self) -> impl Iterator<Item = (QuestionIndex, &'static Question)> + use<'_> {
        let asked = self.own.region.questions.iter().copied();
        let asked = asked.filter(|index| self.own.set.asks(self.own.region, *index));
        asked
            .filter(|index| *index != PolicySet::REGION)
            .map(|index| (index, self.own.set.question(index)))
    }

    /// Returns a company whose answers speak for nothing.
    fn poor(&self) -> Answers {
        self.questions().fold(self.region(), |answers, (index, question)| {
            let answer = match question.kind {
                Kind::Single => Answer::Option(0),
                Kind::Multi => Answer::Options(0),
                Kind::YesNo => Answer::YesNo(false),
                Kind::Figure(unit) => Answer::Figure(within(unit, Decimal::ZERO)),
            };
            answers.replaced(index, answer)
        })
    }

    /// Returns a company whose answers speak for everything.
    fn rich(&self) -> Answers {
        let matters: Vec<QuestionIndex> = self
            .own
            .policies()
            .filter_map(|policy| policy.claimed_elsewhere.as_ref())
            .map(|claimed| claimed.question)
            .collect();
        self.questions().fold(self.region(), |answers, (index, question)| {
            let answer = match question.kind {
                Kind::Single => Answer::Option(question.options.len() as u16 - 1),
                Kind::Multi if matters.contains(&index) => Answer::Options(0),
                Kind::Multi => Answer::Options((1 << question.options.len()) - 1),
                Kind::YesNo => Answer::YesNo(true),
                Kind::Figure(unit) => Answer::Figure(
                    self.figures_around(question, unit).last().copied().unwrap_or_default(),
                ),
            };
            answers.replaced(index, answer)
        })
    }

    fn profiles(&self) -> Vec<Profile> {
        let all: Vec<QuestionIndex> = self.questions().map(|(index, _)| index).collect();
        let name = self.own.region.name;
        let days = self.days(None);
        let one = |words: &str, answers, varied: &[QuestionIndex]| Profile {
            name: format!("{name}，{words}"),
            answers,
            varied: varied.to_vec(),
            readings: Vec::new(),
            days: days.clone(),
            other_days: self.own.policies().flat_map(|policy| self.ends(policy.id)).collect(),
        };
        let mut profiles = vec![
            one("一题也没有答", self.region(), &[]),
            one("样样都没有", self.poor(), &all),
            one("样样都有", self.rich(), &all),
        ];
        for policy in self.own.policies() {
            for award in policy.awards {
                profiles.push(self.meeting(policy, award, &award.terms, ReadingSet::NONE));
                for other in award.others {
                    profiles.push(self.meeting(policy, award, &other.terms, other.readings));
                }
            }
        }
        profiles
    }

    /// Returns a company that meets just the conditions of an award.
    fn meeting(
        &self,
        policy: &'static Policy,
        award: &'static Award,
        terms: &'static Terms,
        readings: ReadingSet,
    ) -> Profile {
        let mut answers = self.poor();
        self.satisfy(&terms.condition, &mut answers);
        if let Some(silent) = &terms.silent_unless {
            self.satisfy(silent, &mut answers);
        }
        let mut varied = Vec::new();
        let mut add = |index: QuestionIndex| {
            if index != PolicySet::REGION && !varied.contains(&index) {
                varied.push(index);
            }
        };
        each_question(terms, &mut add);
        if let (Some(claimed), Some(_)) = (&policy.claimed_elsewhere, award.matter) {
            add(claimed.question);
        }
        for index in &varied {
            // What is measured is not nothing.
            if let (Kind::Figure(unit), Some(Answer::Figure(figure))) =
                (self.own.set.question(*index).kind, answers.get(*index))
                && figure.is_zero()
            {
                let around = self.figures_around(self.own.set.question(*index), unit);
                if let Some(figure) = around.last() {
                    answers = answers.replaced(*index, Answer::Figure(*figure));
                }
            }
        }
        self.satisfy(&terms.condition, &mut answers);
        self.agree(&mut answers);
        let chosen = policy.indexed_readings().filter(|(index, _)| readings.contains(*index));
        Profile {
            name: format!("{}，符合{}的条件", self.own.region.name, wording::quoted(award.name)),
            answers,
            varied,
            readings: chosen.map(|(_, reading)| reading.id.to_owned()).collect(),
            days: self.days(Some(policy.id)),
            other_days: self.ends(policy.id),
        }
    }

    /// Raises ladders to what is chosen below them.
    fn agree(&self, answers: &mut Answers) {
        for index in self.own.region.constraints {
            let constraint = &self.own.set.constraints[usize::from(*index)];
            let (Some(Answer::Options(chosen)), Some(Answer::Option(top))) =
                (answers.get(constraint.multi), answers.get(constraint.ladder))
            else {
                continue;
            };
            let ranks = constraint.ranks.iter().enumerate();
            let needed =
                ranks.filter(|(option, _)| chosen >> option & 1 == 1).map(|(_, rank)| *rank);
            let top = needed.chain([*top]).max().unwrap_or_default();
            *answers = answers.replaced(constraint.ladder, Answer::Option(top));
        }
    }

    /// Answers so that a condition holds, as far as one answer after the other can.
    fn satisfy(&self, condition: &Condition, answers: &mut Answers) {
        match condition {
            Condition::All(parts) => parts.iter().for_each(|part| self.satisfy(part, answers)),
            Condition::Any(parts) => {
                if let Some(part) = parts.first() {
                    self.satisfy(part, answers);
                }
            }
            Condition::Not(part) => self.refute(part, answers),
            Condition::Leaf(leaf) => self.answer(leaf, true, answers),
        }
    }

    fn refute(&self, condition: &Condition, answers: &mut Answers) {
        match condition {
            Condition::All(parts) => {
                if let Some(part) = parts.first() {
                    self.refute(part, answers);
                }
            }
            Condition::Any(parts) => parts.iter().for_each(|part| self.refute(part, answers)),
            Condition::Not(part) => self.satisfy(part, answers),
            Condition::Leaf(leaf) => self.answer(leaf, false, answers),
        }
    }

    /// Answers one question so that a test passes or fails; an answer that does already stays.
    fn answer(&self, leaf: &Leaf, passes: bool, answers: &mut Answers) {
        let question = self.own.set.question(leaf.question);
        let Some(own) = answers.get(leaf.question).filter(|_| leaf.question != PolicySet::REGION)
        else {
            return;
        };
        let options = 0..question.options.len() as u16;
        let whole = match leaf.test {
            Test::ComparesPart(test) => match answers.get(test.of) {
                Some(Answer::Figure(whole)) => *whole,
                Some(Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_)) | None => {
                    Decimal::ZERO
                }
            },
            Test::AtLeastOption(_)
            | Test::OneOf(_)
            | Test::Includes(_)
            | Test::IsYes
            | Test::AtLeast(_)
            | Test::Compares(..) => Decimal::ZERO,
        };
        let holds = |answer: &Answer| match (answer, leaf.test) {
            (Answer::Figure(figure), Test::ComparesPart(test)) => test.holds(*figure, whole),
            (answer, test) => answer.passes(test),
        };
        if holds(own) == passes {
            return;
        }
        let found = match (question.kind, own, leaf.test) {
            (Kind::Single, _, _) => {
                options.map(Answer::Option).find(|answer| holds(answer) == passes)
            }
            (Kind::Multi, Answer::Options(chosen), Test::Includes(option)) => {
                Some(Answer::Options(chosen ^ 1 << option))
            }
            (Kind::YesNo, _, _) => Some(Answer::YesNo(passes)),
            (Kind::Figure(unit), _, _) => {
                let around = self.figures_around(question, unit);
                around.into_iter().map(Answer::Figure).find(|answer| holds(answer) == passes)
            }
            (Kind::Multi, _, _) => None,
        };
        if let Some(answer) = found {
            *answers = answers.replaced(leaf.question, answer);
        }
    }

    /// Returns the figures to be tried of a question, rising.
    fn figures_around(&self, question: &Question, unit: &Measure) -> Vec<Decimal> {
        let known = self.figures.get(question.id);
        let mut figures: BTreeSet<Decimal> = [Decimal::ZERO].into();
        for figure in known.into_iter().flatten() {
            let at = unit.at_or_below(*figure);
            figures.extend([at - unit.step(), at, at + unit.step()]);
        }
        figures.extend(unit.highest());
        figures.into_iter().map(|figure| within(unit, figure)).collect()
    }

    /// Returns every other answer to a question.
    fn choices(&self, index: QuestionIndex) -> Vec<Answer> {
        let question = self.own.set.question(index);
        let count = question.options.len() as u16;
        match question.kind {
            Kind::Single => (0..count).map(Answer::Option).collect(),
            Kind::Multi => {
                let all = Answer::Options((1 << count) - 1);
                let each = (0..count).map(|option| Answer::Options(1 << option));
                [Answer::Options(0)].into_iter().chain(each).chain([all]).collect()
            }
            Kind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
            Kind::Figure(unit) => {
                self.figures_around(question, unit).into_iter().map(Answer::Figure).collect()
            }
        }
    }

    fn vary(&self, profile: &Profile, into: &mut Population) {
        let on = |day: &Date| Some(wording::date(*day)).map(|day| format!("，{day}申报"));
        for day in &profile.days {
            into.add(self.company(profile, &profile.answers, String::new(), *day));
            for index in &profile.varied {
                let short = self.own.set.question(*index).short;
                for answer in self.choices(*index) {
                    let words = wording::answer(self.own.set, *index, &answer);
                    let answers = profile.answers.replaced(*index, answer);
                    if answers.agree() {
                        let words = format!("，{short}：{words}");
                        into.add(self.company(profile, &answers, words, *day));
                    }
                }
                let open = profile.answers.without(*index);
                into.add(self.company(profile, &open, format!("，{short}没有答"), *day));
            }
        }
        for day in &profile.other_days {
            let words = on(day).unwrap_or_default();
            into.add(self.company(profile, &profile.answers, words, *day));
        }
    }

    fn company(&self, profile: &Profile, answers: &Answers, words: String, on: Date) -> Company {
        let mut given = values(self.own.set, answers);
        // Where nothing is answered, they are not either.
        if given.len() > 1 {
            given.extend(self.others.iter().cloned());
        }
        Company {
            name: format!("{}{words}", profile.name),
            on,
            given_in: GivenIn::Either,
            answers: given,
            readings: profile.readings.clone(),
        }
    }

    /// Returns the document of this id in both editions of the region.
    fn editions(&self, id: &str) -> Vec<&'static Policy> {
        let sides = [Some(self.own), self.other].into_iter().flatten();
        sides.flat_map(Own::policies).filter(|policy| policy.id == id).collect()
    }

    /// Returns a day on which a document holds in both editions, where there is one, else a day of
    /// each; without a document, those of all.
    fn days(&self, document: Option<&str>) -> Vec<Date> {
        let ids: Vec<&'static str> = self
            .own
            .policies()
            .map(|policy| policy.id)
            .filter(|id| document.is_none_or(|wanted| *id == wanted))
            .collect();
        let mut days = Vec::new();
        for id in ids {
            let editions = self.editions(id);
            let first = editions.iter().map(|policy| policy.valid_from).max();
            let holds = |day: &Date| editions.iter().all(|policy| policy.is_in_force_on(*day));
            match first.filter(holds) {
                Some(day) => days.push(day),
                None => days.extend(editions.iter().map(|policy| policy.valid_from)),
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Returns the days around the beginning and the end of a document in both editions.
    fn ends(&self, id: &str) -> Vec<Date> {
        let mut days = Vec::new();
        for policy in self.editions(id) {
            for day in [Some(policy.valid_from), policy.valid_to].into_iter().flatten() {
                days.extend([day - Duration::DAY, day, day + Duration::DAY]);
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Returns the nearest figure that a question takes.
fn within(unit: &Measure, figure: Decimal) -> Decimal {
    let figure = unit.lowest().map_or(figure, |lowest| figure.max(lowest));
    let figure = unit.highest().map_or(figure, |highest| figure.min(highest));
    figure.max(unit.least.into()).min(unit.most.into())
}
