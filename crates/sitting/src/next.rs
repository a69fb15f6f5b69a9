//! What to do next: whom to ask, what to ask, which papers to bring, when. Made from one result;
//! it changes no amount.

use crate::corrections::Corrections;
use crate::questionnaire::Session;
use crate::situation::Situation;
use crate::wording::next as words;
use huiqi_engine::report::{
    AwardReport, DocumentReport, Outcome, Reason, ReasonKind, Report, Step,
};
use huiqi_rules::amount::Amount;
use huiqi_rules::apply::{Apply, ApplyPlace};
use huiqi_rules::formula::{Formula, Worth};
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::policy::{DocumentState, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;
use huiqi_rules::unit::Notation;
use time::Date;

/// Whom the portal names for questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Whom to ask, and what.
    pub offices: Vec<Office>,
    /// Which papers to bring, each once.
    pub papers: Vec<String>,
    /// Whether a document or the portal lists the papers of an award.
    pub lists_papers: bool,
    /// What must be done before money is spent.
    pub before: Vec<String>,
    /// When, in sentences.
    pub times: Vec<String>,
}

/// An office and what to ask there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub level: Option<GovernmentLevel>,
    /// Its telephone number, where one is known.
    pub telephone: Option<String>,
    /// Whether that number is of whoever runs the site, and named so.
    pub of_site: Option<String>,
    /// Where applications are taken, where that is known.
    pub places: Vec<ApplyPlace>,
    /// What to ask.
    pub questions: Vec<String>,
    /// A written enquiry for each disputed clause.
    pub letters: Vec<Letter>,
}

impl Office {
    /// Returns all of its questions as one text to copy.
    #[must_use]
    pub fn text(&self) -> String {
        let numbered = |(place, question): (usize, &String)| format!("{}. {question}", place + 1);
        self.questions.iter().enumerate().map(numbered).collect::<Vec<_>>().join("\n")
    }
}

/// A written enquiry (请示函).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The reading.
    pub reading: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The letter.
    pub text: String,
}

impl Next {
    /// Returns what to do next with a result, as of today.
    #[must_use]
    pub fn of(
        session: &Session,
        report: &Report,
        corrections: &Corrections,
        contacts: &[Contact],
        today: Date,
    ) -> Self {
        let set = session.set();
        let chosen: Vec<&AwardReport> = report.awards.iter().filter(|one| matters(one)).collect();
        let apply = |award: &AwardReport| corrections.of(award.award);
        let all: Vec<Apply> = chosen.iter().map(|award| apply(award)).collect();
        let mut offices: Vec<Office> = report
            .outline
            .documents
            .iter()
            .map(|document| office(session, report, document, corrections, contacts))
            .collect();
        if Situation::of(&report.outline) == Situation::NotCovered {
            offices.push(Office {
                name: words::LOCAL_OFFICE.to_owned(),
                level: None,
                telephone: contacts.first().map(|contact| contact.phone.clone()),
                of_site: contacts.first().map(|contact| contact.office.clone()),
                places: Vec::new(),
                questions: words::not_covered(),
                letters: Vec::new(),
            });
        }
        let materials: Vec<String> =
            all.iter().filter_map(|apply| apply.materials).flatten().map(words::material).collect();
        let lists_papers = !materials.is_empty();
        let mut before: Vec<String> = Vec::new();
        let mut times: Vec<String> = Vec::new();
        for (award, apply) in chosen.iter().zip(&all) {
            let name = award.award.name;
            before.extend(apply.before.map(|must| format!("{name}：{must}")));
            times.extend(words::times(name, apply, today));
            times.extend(words::end_of_award(award, today));
        }
        times.extend(report.outline.documents.iter().filter_map(|one| words::end(one, today)));
        Self {
            offices,
            papers: merged(materials.into_iter().chain(proofs(set, report, &chosen))),
            lists_papers,
            before: merged(before.into_iter()),
            times: merged(times.into_iter()),
        }
    }
}

/// Returns what must be done before money is spent, with the question about that spending: sums
/// that an award follows from, else the last that it reads.
#[must_use]
pub fn before_spending(
    session: &Session,
    corrections: &Corrections,
) -> Vec<(QuestionIndex, String)> {
    let set = session.set();
    let mut found: Vec<(QuestionIndex, String)> = Vec::new();
    for policy in session.policies() {
        let matters = policy.claimed_elsewhere.as_ref().map(|claimed| claimed.question);
        for award in policy.awards {
            let Some(must) = corrections.of(award).before else { continue };
            let is_read = |question: &QuestionIndex| {
                let variables = set.question(*question).variables();
                Some(*question) != matters && award.terms.reads.meets(variables)
            };
            let asked = set.question_indices().filter(|one| session.counts(*one));
            let read: Vec<QuestionIndex> = asked.filter(is_read).collect();
            let is_sum = |question: &QuestionIndex| {
                let unit = set.question(*question).kind.unit();
                unit.is_some_and(|unit| unit.notation == Notation::Money)
            };
            let sums: Vec<QuestionIndex> = read.iter().copied().filter(is_sum).collect();
            let last = || read.last().copied().into_iter().collect();
            let questions: Vec<QuestionIndex> = if sums.is_empty() { last() } else { sums };
            for question in questions {
                let line = (question, words::before_spending(award.name, must));
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
    }
    found
}

/// Whether an award is worth asking about: what is paid, what may be, and what an ended document
/// would have paid.
fn matters(award: &AwardReport) -> bool {
    match award.outcome {
        Outcome::Certain | Outcome::Possible => true,
        Outcome::NotInForce => award.would_have_paid.is_some_and(|(_, would)| !would.is_zero()),
        Outcome::NotMet | Outcome::SetAside => false,
    }
}

fn merged(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in lines {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// Returns the papers that prove what the awards rest on, in the authors' order of questions.
fn proofs(set: &PolicySet, report: &Report, awards: &[&AwardReport]) -> Vec<String> {
    let rests_on: Vec<QuestionIndex> =
        awards.iter().flat_map(|award| rests_on(report, award)).collect();
    let is_needed =
        |question: QuestionIndex| question == PolicySet::REGION || rests_on.contains(&question);
    (0..set.questions.len() as u16)
        .map(QuestionIndex)
        .filter(|question| is_needed(*question))
        .flat_map(|question| set.question(question).proof)
        .map(|paper| (*paper).to_owned())
        .collect()
}

/// The questions whose answers an award rests on: conditions that hold by an answer, and figures.
fn rests_on(report: &Report, award: &AwardReport) -> Vec<QuestionIndex> {
    let holds = |reason: &&Reason| reason.truth == Truth::Yes && reason.answer.is_some();
    let of_reason = |reason: &Reason| match reason.what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => {
            condition.question()
        }
        ReasonKind::Grade(question) => Some(question),
        // That nothing was claimed is proved by no paper.
        ReasonKind::NotClaimedElsewhere { .. } => None,
    };
    let of_step = |step: &Step| match step {
        Step::Base(question, amount) | Step::Graded(question, amount)
            if amount.is_exact() && !amount.is_zero() =>
        {
            Some(*question)
        }
        Step::Computed { formula: Formula::Figure(question), result, .. }
            if result.least == result.most && result.most != Worth::ZERO =>
        {
            Some(*question)
        }
        Step::Base(..)
        | Step::Computed { .. }
        | Step::Case { .. }
        | Step::Range(_)
        | Step::Spread(_)
        | Step::CaseByCase(_)
        | Step::Graded(..)
        | Step::Fixed(_)
        | Step::Share(..)
        | Step::Match(..)
        | Step::Capped { .. }
        | Step::Rounded(_)
        | Step::Ceiling(_)
        | Step::Undecided(_)
        | Step::Silent(_)
        | Step::ClaimedElsewhere(_) => None,
    };
    let reasons = report.reasons(award).iter().filter(holds).filter_map(of_reason);
    reasons.chain(report.steps(award).iter().filter_map(of_step)).collect()
}

fn office(
    session: &Session,
    report: &Report,
    document: &DocumentReport,
    corrections: &Corrections,
    contacts: &[Contact],
) -> Office {
    let policy = document.policy;
    let own: Vec<&AwardReport> = report
        .awards
        .iter()
        .filter(|award| award.policy.id == policy.id && matters(award))
        .collect();
    let applies: Vec<Apply> = own.iter().map(|award| corrections.of(award.award)).collect();
    let telephone = applies.iter().find_map(|apply| apply.telephone).map(str::to_owned);
    // The number of whoever runs the site is better than none, and is named as theirs.
    let of_site = match telephone {
        Some(_) => None,
        None => contacts
            .iter()
            .find(|contact| contact.office == policy.enquiries)
            .or_else(|| contacts.first()),
    };
    let mut places: Vec<ApplyPlace> = Vec::new();
    for place in applies.iter().filter_map(|apply| apply.place) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let disputed = disputed(report, policy);
    let mut questions = words::validity(document);
    match document.state {
        DocumentState::InForce | DocumentState::InForceUnstatedEnd => {
            let on = report.outline.on;
            let asked = |(award, apply): (&&AwardReport, &Apply)| match award.outcome {
                // Of what nothing was answered, the first question asks.
                Outcome::NotInForce => (!rests_on(report, award).is_empty()
                    && award.days.state_on(policy, on) == DocumentState::Ended)
                    .then(|| words::ended_award(award)),
                Outcome::Certain | Outcome::Possible | Outcome::SetAside | Outcome::NotMet => {
                    words::award(session.set(), award, report.steps(award), apply)
                }
            };
            questions.extend(own.iter().zip(&applies).filter_map(asked));
            questions.extend(disputed.iter().map(|one| words::disputed(one.reading)));
            let missing =
                |question: &QuestionIndex| own.iter().any(|award| award.missing.contains(question));
            let asks = report.outline.asks.iter().filter(|ask| missing(&ask.question));
            questions.extend(asks.map(|ask| words::open(session, ask)));
        }
        DocumentState::Ended => {
            // Of what nothing was answered, the first question asks.
            let known = own.iter().filter(|award| !rests_on(report, award).is_empty());
            questions.extend(known.map(|award| words::ended_award(award)));
            questions.push(words::SUCCESSOR.to_owned());
        }
        DocumentState::NotYet => {}
    }
    let letter = |one: &Disputed<'_>| Letter {
        reading: one.reading.id,
        clause: one.reading.clause,
        text: words::letter(session, policy, one, report.outline.total),
    };
    Office {
        name: policy.enquiries.to_owned(),
        level: policy.level,
        telephone: telephone.or_else(|| of_site.map(|contact| contact.phone.clone())),
        of_site: of_site
            .filter(|contact| contact.office != policy.enquiries)
            .map(|contact| contact.office.clone()),
        places,
        questions,
        letters: disputed.iter().map(letter).collect(),
    }
}

/// A clause with two readings that change the total.
pub struct Disputed<'r> {
    /// The reading.
    pub reading: &'static huiqi_rules::policy::Reading,
    /// Whether the other one is chosen.
    pub chosen_other: bool,
    /// The total with it switched.
    pub switched: Amount,
    /// The awards that it moves.
    pub awards: Vec<&'r AwardReport>,
}

/// Returns the disputed clauses of a document that change the total.
#[must_use]
pub fn disputed<'r>(report: &'r Report, policy: &Policy) -> Vec<Disputed<'r>> {
    let of = |entry: &huiqi_engine::report::ReadingReport| {
        let reading = policy.readings.iter().find(|one| one.id == entry.reading.id)?;
        let moved = |award: &&AwardReport| {
            award.policy.id == policy.id
                && reading.awards.iter().any(|index| {
                    policy
                        .awards
                        .get(usize::from(*index))
                        .is_some_and(|own| own.id == award.award.id)
                })
        };
        (entry.total != report.outline.total).then(|| Disputed {
            reading,
            chosen_other: entry.chosen_other,
            switched: entry.total,
            awards: report.awards.iter().filter(moved).collect(),
        })
    };
    report.readings.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests;
