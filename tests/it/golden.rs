//! The words for every award in each outcome it can have, held against tests/golden/. After a
//! change of words, read the difference, then keep the new ones with `make golden`. A document that
//! is not shipped has golden words only once that command has written them.

use crate::shipped::SHIPPED;
use huiqi_engine::report::{Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_sitting::wording::{self, explain, reasons};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use time::{Date, Duration};

/// A report, and the index of one of its awards.
type Found = (Report, usize);

fn outcome((report, index): &Found) -> Outcome {
    report.awards[*index].outcome
}

/// An award as it came out, in the words of the page.
fn award_text((report, index): &Found, name: &str) -> String {
    let award = &report.awards[*index];
    let mut text = format!("## {:?}: {name}\n", award.outcome);
    let mut line = |words: &str| writeln!(text, "{words}").expect("text can be written");
    line(&explain::sentence(&POLICIES, report, award));
    if let Some(formula) = explain::formula(&POLICIES, report.steps(award)) {
        line(&format!("算法：{formula}"));
    }
    line(&format!("依据：{}", explain::basis(award)));
    for reason in report.reasons(award) {
        line(&format!(
            "{}- {} {}",
            "  ".repeat(reason.depth),
            wording::reasons::state(reason.truth),
            reasons::reason(&POLICIES, reason)
        ));
    }
    for note in wording::notes(award) {
        line(&format!("> {note}"));
    }
    text
}

/// Every situation of an award that its examples show, with the days before its document begins or
/// after it ends.
fn situations(award: &'static Award) -> Vec<(String, Date, Answers, ChosenReadings)> {
    let mut found = Vec::new();
    for example in crate::examples::authored()
        .examples
        .iter()
        .filter(|example| format!("{}/{}", example.policy, example.award) == award.id)
    {
        let answers = crate::examples::answers(&POLICIES, example);
        let others = POLICIES
            .policies
            .iter()
            .flat_map(|policy| policy.readings)
            .filter(|reading| example.others.iter().any(|other| other == reading.id));
        let readings =
            others.fold(ChosenReadings::default(), |readings, reading| readings.other(reading.id));
        found.push((example.name.clone(), example.on, answers, readings));
    }
    found
}

fn report(on: Date, answers: &Answers, readings: &ChosenReadings, award: &'static Award) -> Found {
    let report = evaluate(&POLICIES, answers, on, readings);
    let index = report.awards.iter().position(|found| found.award.id == award.id);
    let index = index.expect("the award is one of the region's");
    (report, index)
}

/// The first member that pays is compared with the others: the situation of each is
/// answered into one company where that can be.
fn set_aside(policy: &'static Policy, award: &'static Award) -> Option<Found> {
    let index = policy
        .awards
        .iter()
        .position(|other| other.id == award.id)
        .expect("an award of the document") as u16;
    let group = policy.highest_only.iter().find(|group| group.awards.contains(&index))?;
    let own = situations(award);
    for rival in group.awards.iter().filter(|other| **other != index) {
        for (_, on, answers, _) in &own {
            for (_, _, theirs, _) in situations(&policy.awards[usize::from(*rival)]) {
                if let Some(both) = together(answers, &theirs) {
                    let found = report(*on, &both, &ChosenReadings::default(), award);
                    if outcome(&found) == Outcome::SetAside {
                        return Some(found);
                    }
                }
            }
        }
    }
    None
}

/// The answers of both: of a multi-choice all options, of a ladder the higher one.
fn together(first: &Answers, second: &Answers) -> Option<Answers> {
    let mut all: BTreeMap<QuestionIndex, Answer> =
        first.iter().map(|(question, answer)| (question, answer.clone())).collect();
    for (question, answer) in second.iter() {
        let joined = match (all.get(&question), answer) {
            (Some(Answer::Options(one)), Answer::Options(other))
                if question == PolicySet::REGION || one != other =>
            {
                Answer::Options(one | other)
            }
            (Some(Answer::Option(one)), Answer::Option(other)) => Answer::Option(*one.max(other)),
            _ => answer.clone(),
        };
        all.insert(question, joined);
    }
    Answers::build(&POLICIES, all).ok()
}

/// The same company that says none, no or 0 to everything that is still asked.
fn nothing_else(on: Date, mut answers: Answers, readings: &ChosenReadings) -> Answers {
    while let Some(ask) = evaluate(&POLICIES, &answers, on, readings).outline.asks.first() {
        let nothing = match POLICIES.question(ask.question).kind {
            Kind::Single => Answer::Option(0),
            Kind::Multi => Answer::Options(0),
            Kind::YesNo => Answer::YesNo(false),
            Kind::Figure(_) => Answer::Figure(0.into()),
        };
        let top = POLICIES.constraints.iter().find(|constraint| constraint.ladder == ask.question);
        // A tier below a title that is said to be won is no answer: the highest tier never
        // contradicts.
        let highest =
            Answer::Option((POLICIES.question(ask.question).options.len().max(1) - 1) as u16);
        answers = answers
            .with(ask.question, if top.is_some() { highest } else { nothing })
            .expect("the highest tier contradicts nothing");
    }
    answers
}

fn golden(policy: &'static Policy) -> String {
    let mut text = format!("# {}\n", policy.title);
    for award in policy.awards {
        write!(text, "\n# {}\n{}\n", award.id, award.name).expect("text can be written");
        let mut seen: Vec<Outcome> = Vec::new();
        for (name, on, answers, readings) in situations(award) {
            let found = report(on, &answers, &readings, award);
            seen.push(outcome(&found));
            text.push_str(&award_text(&found, &name));
            let complete = report(on, &nothing_else(on, answers, &readings), &readings, award);
            if !seen.contains(&outcome(&complete)) {
                seen.push(outcome(&complete));
                text.push_str(&award_text(&complete, &format!("{name}; nothing else")));
            }
        }
        let (_, _, answers, _) =
            situations(award).into_iter().next().expect("an award has examples");
        let out = policy
            .valid_to
            .map_or(policy.valid_from - Duration::days(1), |last| last + Duration::days(1));
        let found = report(out, &answers, &ChosenReadings::default(), award);
        assert_eq!(outcome(&found), Outcome::NotInForce, "{}", award.id);
        text.push_str(&award_text(&found, "outside the window of the document"));
        let aside = set_aside(policy, award);
        let is_set_aside = aside.is_some();
        if let Some(found) = aside {
            text.push_str(&award_text(&found, "beside another of its group"));
        }
        if SHIPPED.contains(&policy.id) {
            shows_every_outcome(policy, award, &seen, is_set_aside);
        }
    }
    text
}

/// The examples of a shipped award show each outcome that it can have.
fn shows_every_outcome(policy: &Policy, award: &Award, seen: &[Outcome], is_set_aside: bool) {
    let index = policy
        .awards
        .iter()
        .position(|other| other.id == award.id)
        .expect("an award of the document") as u16;
    // The highest and first of its group is never set aside; every other can be.
    let highest = policy.highest_only.iter().filter(|group| group.awards.contains(&index)).count();
    assert!(
        is_set_aside || highest == 0 || HIGHEST.contains(&award.id),
        "{} can be set aside",
        award.id
    );
    for outcome in [Outcome::NotMet, Outcome::Possible] {
        assert!(seen.contains(&outcome), "{} has no example that is {outcome:?}", award.id);
    }
    let always_open = matches!(award.kind, huiqi_rules::policy::AwardKind::Ceiling);
    assert!(
        seen.contains(&Outcome::Certain) || always_open,
        "{} has no example that is certain",
        award.id
    );
}

/// The highest of their groups: 50万 in Xinxiang, 30万 of the national title in Zaozhuang.
const HIGHEST: [&str; 2] = [
    "xinxiang-srdi-2022/first-certification-national-giant",
    "zaozhuang-srdi-2022/first-certification-national-giant",
];

#[test]
fn the_words_for_every_award_in_each_outcome_are_the_ones_that_were_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    for policy in POLICIES.policies {
        let file = folder.join(format!("{}.txt", policy.id));
        let text = golden(policy);
        if std::env::var("HUIQI_BLESS").is_ok() {
            std::fs::write(&file, &text).expect("the folder can be written");
        }
        if !file.exists() && !SHIPPED.contains(&policy.id) {
            continue;
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        for (line, (is, was)) in text.lines().zip(kept.lines()).enumerate() {
            assert_eq!(is, was, "tests/golden/{}.txt:{}", policy.id, line + 1);
        }
        assert_eq!(
            text.lines().count(),
            kept.lines().count(),
            "tests/golden/{}.txt has other lines",
            policy.id
        );
    }
}
