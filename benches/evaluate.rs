//! How long one evaluation takes: for complete answers, and with nothing answered but the region,
//! in each region.

use criterion::{Criterion, criterion_group, criterion_main};
use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use std::hint::black_box;

/// Every question answered so that as much as possible is paid: the work is the largest then.
fn complete(region: u16) -> Answers {
    let mut answers = Answers::none(&POLICIES)
        .with(PolicySet::REGION, Answer::Option(region))
        .expect("a region contradicts nothing");
    for (index, question) in POLICIES.questions.iter().enumerate().skip(1) {
        let answer = match question.kind {
            Kind::Single => Answer::Option(question.options.len() as u16 - 1),
            Kind::Multi => Answer::Options(if question.id == "claimed_elsewhere" {
                0
            } else {
                (1 << question.options.len()) - 1
            }),
            Kind::YesNo => Answer::YesNo(true),
            Kind::Figure(unit) => match unit.notation {
                Notation::Money => Answer::Figure(Decimal::from(12_345_678)),
                Notation::Percent => Answer::Figure(Decimal::from(50)),
                Notation::Number => Answer::Figure(Decimal::from(7)),
            },
        };
        answers = answers
            .with(QuestionIndex(index as u16), answer)
            .expect("the highest tier contradicts no title");
    }
    answers
}

/// Every question answered with the least: nothing has been won yet, so the most moves are open.
fn beginner(region: u16) -> Answers {
    let mut answers = Answers::none(&POLICIES)
        .with(PolicySet::REGION, Answer::Option(region))
        .expect("a region contradicts nothing");
    for (index, question) in POLICIES.questions.iter().enumerate().skip(1) {
        let answer = match question.kind {
            Kind::Single => Answer::Option(0),
            Kind::Multi => Answer::Options(0),
            Kind::YesNo => Answer::YesNo(false),
            Kind::Figure(_) => Answer::Figure(Decimal::ONE),
        };
        answers = answers
            .with(QuestionIndex(index as u16), answer)
            .expect("no title contradicts the lowest tier");
    }
    answers
}

fn benches(criterion: &mut Criterion) {
    let day = read_date("2025-12-31").expect("a day");
    let readings = ChosenReadings::default();
    for (index, region) in POLICIES.regions.iter().enumerate() {
        let full = complete(index as u16);
        criterion.bench_function(&format!("complete answers, {}", region.id), |bench| {
            bench.iter(|| evaluate(&POLICIES, black_box(&full), day, &readings))
        });
        let least = beginner(index as u16);
        criterion.bench_function(&format!("advice, {}", region.id), |bench| {
            bench.iter(|| advise(&POLICIES, black_box(&least), day, &readings))
        });
        let bare = Answers::none(&POLICIES)
            .with(PolicySet::REGION, Answer::Option(index as u16))
            .expect("a region contradicts nothing");
        criterion.bench_function(&format!("only the region, {}", region.id), |bench| {
            bench.iter(|| evaluate(&POLICIES, black_box(&bare), day, &readings))
        });
    }
}

criterion_group!(evaluation, benches);
criterion_main!(evaluation);
