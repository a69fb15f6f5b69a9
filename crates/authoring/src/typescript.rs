//! The types of answers in TypeScript, from the questions themselves, so that they cannot drift.

use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use std::fmt::Write;

/// `Region`, `Tier` and the like, and `Answers` with one optional key for each question.
#[must_use]
pub fn types(set: &PolicySet) -> String {
    let mut types = String::new();
    let named = [("Region", "region"), ("Tier", "certification_tier")];
    for (name, id) in named {
        if let Some(question) = set.questions.iter().find(|question| question.id == id) {
            writeln!(types, "export type {name} = {}", union(question))
                .expect("text can be written");
        }
    }
    types.push_str(
        "/** Every key may be left out; absent or null is unanswered, \
         never \"no\" or 0. */\nexport interface Answers {\n",
    );
    for question in set.questions {
        let answer = match question.kind {
            Kind::Single => named
                .iter()
                .find(|(_, id)| *id == question.id)
                .map_or_else(|| union(question), |(name, _)| (*name).to_owned()),
            Kind::Multi => format!("({})[]", union(question)),
            Kind::YesNo => "boolean".to_owned(),
            Kind::Figure(_) => "Decimal | number".to_owned(),
        };
        writeln!(types, "  /** {} */\n  {}?: {answer} | null", question.short, question.id)
            .expect("text can be written");
    }
    types.push_str("}\n");
    types
}

fn union(question: &Question) -> String {
    question.options.iter().map(|option| format!("{:?}", option.id)).collect::<Vec<_>>().join(" | ")
}
