//! Checked tables as Rust source.

mod amounts;

use self::amounts::{amount, formula};
mod apply;
mod formerly;
mod literals;

use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Test};
use huiqi_rules::limit::LimitRule;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::moves::{Move, Setting};
use huiqi_rules::policy::{
    Award, AwardDays, FirstForm, OwnDays, Policy, PolicySet, Support, Terms,
};
use huiqi_rules::question::{Question, QuestionIndex};
use literals::{date, kind, list, texts};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How much of the tables is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// What the page shows: full titles and goals are in the library only.
    Page,
    /// What the questions and the live total need: no word that only a result says.
    First,
}

impl Extent {
    /// Returns a text that the library alone shows.
    const fn of_library(self, text: &str) -> &str {
        match self {
            Self::Whole => text,
            Self::Page | Self::First => "",
        }
    }

    /// Returns a text that results show.
    const fn of_result(self, text: &str) -> &str {
        match self {
            Self::Whole | Self::Page => text,
            Self::First => "",
        }
    }

    /// Returns a list that results show.
    const fn list_of_result<T>(self, items: &[T]) -> &[T] {
        match self {
            Self::Whole | Self::Page => items,
            Self::First => &[],
        }
    }
}

/// Returns the source of `POLICIES`.
#[must_use]
pub fn rust(set: &PolicySet, extent: Extent) -> String {
    let FirstForm { regions, questions, readings } = set.first_form;
    let [regions, questions, readings] =
        [regions, questions, readings].map(|ids| texts(extent.list_of_result(ids)));
    let first_form =
        format!("FirstForm {{ regions: {regions}, questions: {questions}, readings: {readings} }}");
    let body = format!(
        "PolicySet {{ edition: {:?}, regions: {}, steps: {}, sections: {}, assumptions: {}, \
         questions: {}, constraints: {}, moves: {}, formerly: {}, synonyms: {}, \
         everyday_words: {}, policies: {}, first_form: {first_form} }}",
        set.edition,
        list(set.regions, |region| format!(
            "Region {{ id: {:?}, name: {:?}, hint: {:?}, rest_of: {:?}, within: {:?}, \
             policies: &{:?}, questions: {}, constraints: &{:?}, reads: Variables({}), \
             divisions: &{:?}, pinyin: {:?}, is_last: {} }}",
            region.id,
            region.name,
            region.hint,
            region.rest_of.filter(|_| extent != Extent::First),
            region.within.filter(|_| extent != Extent::First),
            region.policies,
            list(region.questions, |question| index(*question)),
            region.constraints,
            region.reads.0,
            if extent == Extent::Whole { region.divisions } else { &[] },
            extent.of_result(region.pinyin),
            region.is_last
        )),
        list(set.steps, |step| format!(
            "QuestionStep {{ id: {:?}, title: {:?}, intro: {:?} }}",
            step.id, step.title, step.intro
        )),
        list(set.sections, |part| format!(
            "Section {{ id: {:?}, title: {:?}, intro: {:?} }}",
            part.id, part.title, part.intro
        )),
        texts(extent.list_of_result(set.assumptions)),
        list(set.questions, |one| question(one, extent)),
        list(set.constraints, |rule| format!(
            "Constraint {{ multi: {}, ladder: {}, ranks: &{:?}, message: {:?} }}",
            index(rule.multi),
            index(rule.ladder),
            rule.ranks,
            rule.message
        )),
        list(extent.list_of_result(set.moves), movement),
        list(extent.list_of_result(set.formerly), formerly::former_question),
        list(if extent == Extent::Whole { set.synonyms } else { &[] }, |synonym| format!(
            "Synonym {{ word: {:?}, question: {}, meaning: Meaning::{:?} }}",
            synonym.word,
            index(synonym.question),
            synonym.meaning
        )),
        list(if extent == Extent::Whole { set.everyday_words } else { &[] }, |one| format!(
            "EverydayWords {{ words: {}, documents_say: {} }}",
            texts(one.words),
            texts(one.documents_say)
        )),
        list(set.policies, |one| policy(one, extent)),
    );
    let used = |module: &str, is_used: bool| {
        if is_used { format!("use huiqi_rules::{module}::*;\n") } else { String::new() }
    };
    let formerly = used("formerly", !extent.list_of_result(set.formerly).is_empty());
    let has_limits = set.policies.iter().any(|policy| !policy.limits.is_empty());
    let limits = used("limit", has_limits);
    let words = body
        .contains("Relation::")
        .then_some("use huiqi_rules::condition::{PartTest, Relation};\n");
    let computed = body
        .contains("Formula::")
        .then_some("use huiqi_rules::formula::*;\nuse huiqi_rules::unit::Notation;\n");
    let more = format!("{limits}{}{}", words.unwrap_or(""), computed.unwrap_or(""));
    let has_apply = |policy: &Policy| policy.awards.iter().any(|award| award.apply.is_some());
    let apply = used("apply", extent != Extent::First && set.policies.iter().any(has_apply));
    let moves = used("moves", !extent.list_of_result(set.moves).is_empty());
    let has_words = !set.synonyms.is_empty() || !set.everyday_words.is_empty();
    let synonyms = used("synonym", extent == Extent::Whole && has_words);
    format!(
        "{apply}use huiqi_rules::condition::{{Condition, Leaf, Test}};\n\
         {more}{formerly}use huiqi_rules::money::{{Rate, Yuan}};\n\
         {moves}use huiqi_rules::policy::*;\nuse huiqi_rules::question::*;\n\
         {synonyms}use huiqi_rules::unit::Unit;\nuse rust_decimal::Decimal;\n\
         use time::Date;\n\n\
         const fn day(year: i32, ordinal: u16) -> Date {{\n    match Date::from_ordinal_date(year, \
         ordinal) {{\n        Ok(day) => day,\n        \
         Err(_) => panic!(\"a baked day is a day\"),\n    }}\n}}\n\n/// The shipped rule set.\n\
         pub static POLICIES: PolicySet = {body};\n"
    )
}

fn index(question: QuestionIndex) -> String {
    format!("QuestionIndex({})", question.0)
}

fn answer(answer: &Answer) -> String {
    let value = match answer {
        Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_) => format!("{answer:?}"),
        Answer::Figure(figure) => format!("Figure({})", decimal(*figure)),
    };
    format!("huiqi_rules::answers::Answer::{value}")
}

fn yuan(sum: Yuan) -> String {
    format!(
        "Yuan::from_fen({})",
        (sum.decimal() * Decimal::ONE_HUNDRED).to_u64().expect("authored sums are whole fen")
    )
}

fn rate(rate: Rate) -> String {
    format!(
        "Rate::from_hundredths_of_percent({})",
        (rate.percent() * Decimal::ONE_HUNDRED)
            .to_u32()
            .expect("authored rates are whole hundredths")
    )
}

fn decimal(decimal: Decimal) -> String {
    let parts = decimal.unpack();
    format!(
        "Decimal::from_parts({}, {}, {}, {}, {})",
        parts.lo, parts.mid, parts.hi, parts.negative, parts.scale
    )
}

fn question(question: &Question, extent: Extent) -> String {
    format!(
        "Question {{ id: {:?}, kind: {}, step: {:?}, section: {:?}, label: {:?}, short: {:?}, \
         help: {:?}, help_by_region: {}, quotient: {}, options: {}, first_variable: {}, \
         proof: {} }}",
        question.id,
        kind(question.kind),
        question.step,
        question.section,
        question.label,
        question.short,
        question.help,
        list(question.help_by_region, |help| format!(
            "RegionalHelp {{ region: {:?}, help: {:?} }}",
            help.region, help.help
        )),
        question.quotient.map_or("None".to_owned(), |quotient| format!(
            "Some(Quotient {{ of: {:?}, to: {:?}, is: QuotientKind::{:?}, help: {:?} }})",
            quotient.of, quotient.to, quotient.is, quotient.help
        )),
        list(question.options, |option| format!(
            "ChoiceOption {{ id: {:?}, label: {:?}, hidden_in: {} }}",
            option.id,
            option.label,
            texts(option.hidden_in)
        )),
        question.first_variable,
        texts(extent.list_of_result(question.proof)),
    )
}

fn policy(policy: &Policy, extent: Extent) -> String {
    let whole = |text: &'static str| extent.of_library(text);
    let elsewhere = policy.claimed_elsewhere.as_ref().map_or("None".to_owned(), |rule| {
        format!(
            "Some(ClaimedElsewhere {{ question: {}, clause: {:?} }})",
            index(rule.question),
            extent.of_result(rule.clause)
        )
    });
    let facts = format!(
        "id: {:?}, title: {:?}, short_title: {:?}, number: {:?}, issuer: {:?}, issued_on: {}, \
         valid_from: {}, valid_to: {}, validity_note: {:?}, checked_on: {}, source_url: {:?}, \
         enquiries: {:?}, level: {}",
        policy.id,
        whole(policy.title),
        policy.short_title,
        policy.number.filter(|_| extent != Extent::First),
        whole(policy.issuer),
        date(policy.issued_on),
        date(policy.valid_from),
        policy.valid_to.map_or("None".to_owned(), |day| format!("Some({})", date(day))),
        extent.of_result(policy.validity_note),
        date(policy.checked_on),
        policy.source_url.filter(|_| extent == Extent::Whole),
        extent.of_result(policy.enquiries),
        policy
            .level
            .filter(|_| extent != Extent::First)
            .map_or("None".to_owned(), |level| format!(
                "Some(huiqi_rules::government::GovernmentLevel::{level:?})"
            )),
    );
    let rules = list(policy.highest_only, |rule| {
        let other = rule.other.as_ref().map_or("None".to_owned(), |other| {
            format!(
                "Some(OtherMembers {{ reading: ReadingIndex({}), awards: &{:?} }})",
                other.reading.0, other.awards
            )
        });
        format!(
            "HighestOnly {{ id: {:?}, clause: {:?}, name: {:?}, awards: &{:?}, other: {other} }}",
            extent.of_result(rule.id),
            extent.of_result(rule.clause),
            extent.of_result(rule.name),
            rule.awards
        )
    });
    let limits = list(policy.limits, |limit| {
        let rule = limit_rule(&limit.rule, extent);
        let other_rule = limit.other_rule.map_or("None".to_owned(), |other| {
            let rule = limit_rule(&other.rule, extent);
            format!("Some(OtherRule {{ reading: {:?}, rule: {rule} }})", other.reading)
        });
        let other_members = limit.other_members.map_or("None".to_owned(), |other| {
            let members = texts(other.members);
            let reading = other.reading;
            format!("Some(OtherLimitMembers {{ reading: {reading:?}, members: {members} }})")
        });
        format!(
            "SumLimit {{ id: {:?}, clause: {:?}, name: {:?}, rule: {rule}, members: {}, \
             other_rule: {other_rule}, other_members: {other_members} }}",
            limit.id,
            extent.of_result(limit.clause),
            extent.of_result(limit.name),
            texts(limit.members)
        )
    });
    let readings = list(policy.readings, |reading| {
        format!(
            "Reading {{ id: {:?}, clause: {:?}, awards: &{:?}, followed: {:?}, other: {:?} }}",
            reading.id,
            reading.clause,
            reading.awards,
            extent.of_result(reading.followed),
            reading.other
        )
    });
    let goals = list(if extent == Extent::Whole { policy.goals } else { &[] }, |goal| {
        format!(
            "Goal {{ id: {:?}, clause: {:?}, what: {:?}, why_not_counted: {:?} }}",
            goal.id, goal.clause, goal.what, goal.why_not_counted
        )
    });
    format!(
        "Policy {{ {facts}, regions: {}, claimed_elsewhere: {elsewhere}, awards: {}, \
         highest_only: {rules}, limits: {limits}, readings: {readings}, supports: {}, \
         goals: {goals}, recognitions: {}, companies: {} }}",
        texts(policy.regions),
        list(policy.awards, |one| award(one, extent)),
        list(extent.list_of_result(policy.supports), |one| support(one, extent)),
        list(extent.list_of_result(policy.recognitions), |one| format!(
            "Recognition {{ question: {}, option: {}, conditions: {:?}, season: {:?}, \
             source: {:?} }}",
            index(one.question),
            one.option,
            one.conditions,
            one.season,
            one.source
        )),
        list(extent.list_of_result(policy.companies), |one| format!(
            "Company {{ name: {:?}, on: {}, answers: {} }}",
            one.name,
            date(one.on),
            list(one.answers, |(question, given)| format!(
                "({}, {})",
                index(*question),
                answer(given)
            ))
        )),
    )
}

fn award(award: &Award, extent: Extent) -> String {
    let others = list(award.others, |other| {
        format!(
            "OtherTerms {{ readings: ReadingSet({}), terms: {} }}",
            other.readings.0,
            terms(&other.terms, extent)
        )
    });
    format!(
        "Award {{ id: {:?}, name: {:?}, clause: {:?}, payers: {}, paid_by: {:?}, \
         kind: AwardKind::{:?}, summary: {:?}, quota: {:?}, matter: {:?}, terms: {}, \
         others: {others}, title_brings: {:?}, title_later: {:?}, notes: {}, apply: {} }}",
        extent.of_result(award.id),
        extent.of_result(award.name),
        extent.of_result(award.clause),
        texts(extent.list_of_result(award.payers)),
        award.paid_by.filter(|_| extent != Extent::First),
        award.kind,
        extent.of_result(award.summary),
        award.quota.filter(|_| extent != Extent::First),
        award.matter,
        terms(&award.terms, extent),
        award.title_brings.filter(|_| extent != Extent::First),
        award.title_later.filter(|_| extent != Extent::First),
        texts(extent.list_of_result(award.notes)),
        award.apply.filter(|_| extent != Extent::First).map_or("None".to_owned(), apply::apply),
    )
}

fn terms(terms: &Terms, extent: Extent) -> String {
    format!(
        "Terms {{ condition: {}, amount: {}, silent_unless: {}, days: {}, \
         reads: Variables({}) }}",
        condition(&terms.condition, extent),
        amount(&terms.amount, extent),
        terms
            .silent_unless
            .as_ref()
            .map_or("None".to_owned(), |silent| format!("Some({})", condition(silent, extent))),
        award_days(terms.days),
        terms.reads.0,
    )
}

fn limit_rule(rule: &LimitRule, extent: Extent) -> String {
    match rule {
        LimitRule::Highest => "LimitRule::Highest".to_owned(),
        LimitRule::AtMost(figure, reads, _) => format!(
            "LimitRule::AtMost({}, Variables({}), huiqi_rules::formula::evaluate)",
            formula(figure, extent),
            reads.0
        ),
    }
}

fn award_days(days: AwardDays) -> String {
    let AwardDays::Own(OwnDays { first, last, earlier_too }) = days else {
        return format!("AwardDays::{days:?}");
    };
    let [first, last] = [first, last]
        .map(|day| day.map_or("None".to_owned(), |day| format!("Some({})", date(day))));
    format!(
        "AwardDays::Own(&OwnDays {{ first: {first}, last: {last}, earlier_too: {earlier_too} }})"
    )
}

fn condition(written: &Condition, extent: Extent) -> String {
    let parts_of = |parts: &[Condition]| list(parts, |part| condition(part, extent));
    match written {
        Condition::All(parts) => format!("Condition::All({})", parts_of(parts)),
        Condition::Any(parts) => format!("Condition::Any({})", parts_of(parts)),
        Condition::Not(part) => format!("Condition::Not(&{})", condition(part, extent)),
        Condition::Leaf(leaf) => format!(
            "Condition::Leaf(Leaf {{ question: {}, test: {}, says: {:?} }})",
            index(leaf.question),
            test(leaf.test),
            leaf.says.filter(|_| extent != Extent::First)
        ),
    }
}

fn test(test: Test) -> String {
    match test {
        Test::AtLeastOption(option) => format!("Test::AtLeastOption({option})"),
        Test::OneOf(options) => format!("Test::OneOf({options})"),
        Test::Includes(option) => format!("Test::Includes({option})"),
        Test::IsYes => "Test::IsYes".to_owned(),
        Test::AtLeast(threshold) => format!("Test::AtLeast({})", decimal(threshold)),
        Test::Compares(relation, threshold) => {
            format!("Test::Compares(Relation::{relation:?}, {})", decimal(threshold))
        }
        Test::ComparesPart(test) => format!(
            "Test::ComparesPart(&PartTest {{ rounded: {}, relation: Relation::{:?}, percent: {}, \
             of: {}, plus: {}, compares: huiqi_rules::crossings::compares, \
             crossings: huiqi_rules::crossings::crossings }})",
            test.rounded.map_or("None".to_owned(), |much| format!("Some({})", decimal(much))),
            test.relation,
            decimal(test.percent),
            index(test.of),
            decimal(test.plus)
        ),
    }
}

fn movement(movement: &Move) -> String {
    let setting = |setting: &Setting| match *setting {
        Setting::Option(question, option) => {
            format!("Setting::Option({}, {option})", index(question))
        }
        Setting::Include(question, option) => {
            format!("Setting::Include({}, {option})", index(question))
        }
        Setting::Yes(question) => format!("Setting::Yes({})", index(question)),
        Setting::Threshold(question) => format!("Setting::Threshold({})", index(question)),
    };
    format!(
        "Move {{ id: {:?}, advice: {:?}, note: {:?}, from: {}, sets: {}, effort: Effort::{:?} }}",
        movement.id,
        movement.advice,
        movement.note,
        movement.from.as_ref().map_or("None".to_owned(), |written| format!(
            "Some({})",
            condition(written, Extent::Whole)
        )),
        list(movement.sets, setting),
        movement.effort,
    )
}

fn support(support: &Support, extent: Extent) -> String {
    let (departments, items) =
        (extent.list_of_result(support.departments), extent.list_of_result(support.unpriced));
    let unpriced = list(items, |item| {
        format!(
            "Unpriced {{ id: {:?}, what: {:?}, why_not_counted: {:?} }}",
            item.id, item.what, item.why_not_counted
        )
    });
    format!(
        "Support {{ id: {:?}, name: {:?}, clause: {:?}, departments: {}, kind: {:?}, \
         condition: {}, unpriced: {unpriced} }}",
        support.id,
        support.name,
        support.clause,
        texts(departments),
        support.kind,
        support
            .condition
            .as_ref()
            .map_or("None".to_owned(), |written| format!("Some({})", condition(written, extent))),
    )
}
