//! The part of a rule set that one region needs.

use crate::absent;
use crate::codec::{Binary, Names, Writer};
use crate::file;
use huiqi_rules::answers::Answer;
use huiqi_rules::formerly::{Becomes, FormerQuestion};
use huiqi_rules::moves::Move;
use huiqi_rules::policy::{Company, FirstForm, Policy, PolicySet, Region, Section};
use huiqi_rules::question::{ChoiceOption, Constraint, Question, QuestionIndex, RegionalHelp};
use huiqi_rules::synonym::{Meaning, Synonym};

/// Returns the part of a set that one of its regions needs, as a pack holds it: its documents, and
/// what they ask. What is made is kept until the process ends.
///
/// # Panics
/// Where the set is none that authoring makes.
#[must_use]
pub fn of_region(set: &'static PolicySet, region: u16) -> &'static PolicySet {
    let draft = draft(set, region);
    let mut used = Writer::new(Names { only_region: Some(region), questions: None });
    draft.write(&mut used);
    let is_used = |index: &usize| *index == 0 || used.used.contains(&(*index as u16));
    let mut next = 0..;
    let numbers: Vec<Option<u16>> = (0..draft.questions.len())
        .map(|index| is_used(&index).then(|| next.next()).flatten())
        .collect();
    let questions = draft.questions.iter().zip(&numbers);
    let questions = questions.filter(|(_, number)| number.is_some()).map(|(one, _)| one.clone());
    let compact: &'static PolicySet = Box::leak(Box::new(PolicySet {
        edition: draft.edition,
        regions: draft.regions,
        steps: draft.steps,
        sections: draft.sections,
        assumptions: draft.assumptions,
        questions: keep(questions),
        constraints: draft.constraints,
        moves: draft.moves,
        formerly: draft.formerly,
        synonyms: draft.synonyms,
        everyday_words: draft.everyday_words,
        policies: draft.policies,
        first_form: draft.first_form,
    }));
    // The way through bytes gives the questions their numbers wherever they are named.
    let names = Names { only_region: Some(region), questions: Some(numbers) };
    let set = file::renamed(compact, names);
    set.unwrap_or_else(|broken| panic!("the part of {}: {}", draft.regions[0].id, broken.0))
}

fn draft(set: &'static PolicySet, region: u16) -> &'static PolicySet {
    let own = &set.regions[usize::from(region)];
    // A question that bounds one that is asked is there with its words: its answers are shown.
    let counts = |index: QuestionIndex| index == PolicySet::REGION || own.counts(index);
    let counts_id = |id: &str| set.question_index(id).is_some_and(counts);
    let mut policies: Vec<Policy> =
        own.policies.iter().map(|index| policy(set.policy(*index), region)).collect();
    absent::leave_out(&mut policies);
    let questions: Vec<Question> = set
        .question_indices()
        .map(|index| question(set.question(index), own, counts(index)))
        .collect();
    let is_used = |section: &Section| {
        questions.iter().any(|one| one.section == Some(section.id) && !one.label.is_empty())
    };
    let sections = set.sections.iter().filter(|section| is_used(section)).cloned();
    let readings = |id: &&&str| {
        policies.iter().any(|policy| policy.readings.iter().any(|reading| reading.id == **id))
    };
    let first_form = FirstForm {
        regions: filtered(set.first_form.regions, |id| id == own.id),
        questions: set.first_form.questions,
        readings: keep(set.first_form.readings.iter().filter(readings).copied()),
    };
    Box::leak(Box::new(PolicySet {
        edition: set.edition,
        regions: keep([Region {
            id: own.id,
            name: own.name,
            hint: own.hint,
            rest_of: own.rest_of,
            within: None,
            policies: keep(0..policies.len() as u16),
            questions: own.questions,
            constraints: keep(0..own.constraints.len() as u16),
            reads: own.reads,
            divisions: own.divisions,
            pinyin: own.pinyin,
            is_last: own.is_last,
        }]),
        steps: set.steps,
        sections: keep(sections),
        assumptions: set.assumptions,
        questions: keep(questions),
        constraints: keep(own.constraints.iter().map(|index| {
            let Constraint { multi, ladder, ranks, message } = set.constraints[usize::from(*index)];
            Constraint { multi, ladder, ranks, message }
        })),
        moves: keep(set.moves.iter().filter(|one| is_possible(one, counts)).cloned()),
        formerly: keep(set.formerly.iter().filter(|one| is_carried(one, counts_id)).cloned()),
        synonyms: keep(
            set.synonyms
                .iter()
                .filter(|word| counts(word.question))
                .filter_map(|word| synonym(word, region)),
        ),
        everyday_words: set.everyday_words,
        policies: keep(policies),
        first_form,
    }))
}

/// Keeps a list until the process ends.
pub(crate) fn keep<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect::<Vec<T>>().into_boxed_slice())
}

fn filtered(
    items: &'static [&'static str],
    is_kept: impl Fn(&str) -> bool,
) -> &'static [&'static str] {
    keep(items.iter().copied().filter(|item| is_kept(item)))
}

fn question(whole: &Question, region: &Region, counts: bool) -> Question {
    let of = |text: &'static str| if counts { text } else { "" };
    let own_help = whole.help_by_region.iter().filter(|own| own.region == region.id && counts);
    let option = |option: &ChoiceOption| ChoiceOption {
        id: option.id,
        label: of(option.label),
        hidden_in: filtered(option.hidden_in, |hidden| hidden == region.id),
    };
    let is_own = |option: &&ChoiceOption| whole.id != "region" || option.id == region.id;
    Question {
        label: of(whole.label),
        help: of(whole.help),
        help_by_region: keep(
            own_help.map(|own| RegionalHelp { region: own.region, help: own.help }),
        ),
        quotient: whole.quotient.filter(|_| counts),
        options: keep(whole.options.iter().filter(is_own).map(option)),
        proof: if counts { whole.proof } else { &[] },
        ..whole.clone()
    }
}

fn policy(whole: &Policy, region: u16) -> Policy {
    let companies = whole.companies.iter().filter_map(|one| company(one, region));
    Policy { companies: keep(companies), ..whole.clone() }
}

/// Returns an example company with the one region of the subset; nothing where it lies in another.
fn company(whole: &Company, region: u16) -> Option<Company> {
    let own = |(question, answer): &(QuestionIndex, Answer)| {
        let answer = match answer {
            Answer::Option(option) if *question == PolicySet::REGION => {
                return (*option == region).then_some((*question, Answer::Option(0)));
            }
            Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_) => answer,
        };
        Some((*question, answer.clone()))
    };
    let answers: Option<Vec<_>> = whole.answers.iter().map(own).collect();
    Some(Company { name: whole.name, on: whole.on, answers: keep(answers?) })
}

fn is_possible(movement: &Move, counts: impl Fn(QuestionIndex) -> bool) -> bool {
    movement.sets.iter().all(|setting| counts(setting.question()))
}

/// Whether a former question is asked in this region, or one that its answers become.
fn is_carried(former: &FormerQuestion, counts: impl Fn(&str) -> bool) -> bool {
    counts(former.id)
        || former.rules.iter().any(|rule| match rule.becomes {
            Becomes::Same { question, .. }
            | Becomes::Set { question, .. }
            | Becomes::AskedAgain { question, .. } => counts(question),
        })
}

fn synonym(whole: &Synonym, region: u16) -> Option<Synonym> {
    let Synonym { word, question, meaning } = *whole;
    let own = |option: u16| (option == region).then_some(0);
    let meaning = match meaning {
        Meaning::Option(option) if question == PolicySet::REGION => Meaning::Option(own(option)?),
        Meaning::PlaceIn(option) => Meaning::PlaceIn(own(option)?),
        Meaning::Question | Meaning::Option(_) | Meaning::NoOption => meaning,
    };
    Some(Synonym { word, question, meaning })
}
