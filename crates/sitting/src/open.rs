//! What is still open: a top that hangs on a figure, a certain part that one answer would bring,
//! and the questions that pay most, each with what its answers would make of the total. Every
//! figure here is the engine's, with the question answered; none is guessed.

use crate::questionnaire::{Draft, Session};
use huiqi_engine::report::{Ask, Outline};
use huiqi_engine::{ChosenReadings, outline};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::limit::SumLimit;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::policy::{AmountRule, Cap, PolicySet};
use huiqi_rules::question::{Kind, QuestionIndex};
use rust_decimal::Decimal;
use time::Date;

/// An open top in two parts: what is bounded, and what an unanswered figure adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTop {
    /// The most without those figures.
    pub bounded: Level,
    /// Each figure with the part of it that is added.
    pub shares: Vec<(Rate, QuestionIndex)>,
}

impl OpenTop {
    /// Returns the parts of an open top; `None` where the top is no sum of such parts.
    #[must_use]
    pub fn of(session: &Session, outlined: &Outline) -> Option<Self> {
        Self::of_answers(
            session.set(),
            session.answers(),
            (session.on, &session.readings),
            outlined,
        )
    }

    /// Returns the parts of an open top of these answers, claimed on this day under these readings.
    #[must_use]
    pub fn of_answers(
        set: &'static PolicySet,
        mut answers: Answers,
        (on, chosen): (Date, &ChosenReadings),
        outlined: &Outline,
    ) -> Option<Self> {
        let mut shares: Vec<(Rate, QuestionIndex)> = Vec::new();
        let mut computed: Vec<QuestionIndex> = Vec::new();
        let is_asked = |question| outlined.asks.iter().any(|ask: &Ask| ask.question == question);
        let policies = set.policies.iter();
        let limited: Vec<&str> = policies
            .flat_map(|policy| policy.limits)
            .flat_map(SumLimit::all_members)
            .copied()
            .collect();
        for document in outlined.documents.iter().filter(|document| document.counted > 0) {
            let readings = chosen.of(document.policy);
            for (index, award) in document.policy.awards.iter().enumerate() {
                let terms = award.terms_under(readings);
                if !terms.days.is_within(on) {
                    continue;
                }
                let (rate, of) = match terms.amount {
                    AmountRule::Share { cap: Some(Cap::Sum(_)), .. }
                    | AmountRule::Fixed(_)
                    | AmountRule::UpTo(_)
                    | AmountRule::Graded { .. } => continue,
                    AmountRule::Computed(of) => {
                        computed.extend(of.ways.iter().map(|(question, _)| *question));
                        continue;
                    }
                    AmountRule::Share { rate, of, .. } | AmountRule::Match { rate, of } => {
                        (rate, of)
                    }
                };
                if !is_asked(of) || shares.contains(&(rate, of)) {
                    continue;
                }
                let index = index as u16;
                let rules = document.policy.highest_only;
                if rules.iter().any(|rule| rule.members_under(readings).contains(&index))
                    || limited.contains(&award.id)
                {
                    return None;
                }
                shares.push((rate, of));
                answers = answers.replaced(of, Answer::Figure(Decimal::ZERO));
            }
        }
        // What is computed of the same figure is no plain part of it.
        if shares.iter().any(|(_, of)| computed.contains(of)) {
            return None;
        }
        let is_open = outlined.total.most == Level::Open && !shares.is_empty();
        let bounded = is_open.then(|| outline(set, &answers, on, chosen).total.most)?;
        (bounded != Level::Open).then_some(Self { bounded, shares })
    }
}

/// Returns the least where nothing was claimed under other policies, where that question is open
/// and would raise it.
#[must_use]
pub fn unclaimed(session: &Session, outlined: &Outline) -> Option<Level> {
    let question = session.matters_question()?;
    outlined.asks.iter().find(|ask| ask.question == question)?;
    let answers = session.answers().replaced(question, Answer::Options(0));
    let least = outline(session.set(), &answers, session.on, &session.readings).total.least;
    (least > outlined.total.least).then_some(least)
}

/// A question that is still open, and what each answer would make of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestion {
    /// The question.
    pub question: QuestionIndex,
    /// The most that hangs on it.
    pub most: Level,
    /// Its answers; empty where it takes a figure.
    pub choices: Vec<Choice>,
}

/// An answer and what it would make of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is put into the field.
    pub draft: Draft,
    /// The bounds of the total then.
    pub total: Amount,
}

/// Returns the open questions, those that pay most first; only so many of them with their answers.
#[must_use]
pub fn open_questions(session: &Session, outlined: &Outline, priced: usize) -> Vec<OpenQuestion> {
    let mut asks: Vec<&Ask> = outlined.asks.iter().filter(|ask| ask.awards > 0).collect();
    // The question that settles the certain part comes first, whatever else hangs on others.
    let settles = unclaimed(session, outlined).and(session.matters_question());
    asks.sort_by_key(|ask| (settles != Some(ask.question), std::cmp::Reverse(ask.most)));
    let one = |(place, ask): (usize, &Ask)| OpenQuestion {
        question: ask.question,
        most: ask.most,
        choices: if place < priced { choices(session, ask.question) } else { Vec::new() },
    };
    asks.into_iter().enumerate().map(one).collect()
}

/// An option of a question, and what choosing it adds to the total at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The id of the option; "yes" and "no" of a question that takes those.
    pub option: &'static str,
    /// The least and the most that it adds to the answer that adds least.
    pub adds: Amount,
}

/// Returns what each option of a question adds, beside the answer that adds least; nothing of those
/// that add nothing, and of sums without a top.
#[must_use]
pub fn worth(session: &Session, question: QuestionIndex) -> Vec<Worth> {
    let shape = session.set().question(question);
    let id = |draft: &Draft| match draft {
        Draft::Option(option) => Some(shape.options[usize::from(*option)].id),
        Draft::Options(ticks) => Some(shape.options.get(ticks.trailing_zeros() as usize)?.id),
        Draft::YesNo(yes) => Some(if *yes { "yes" } else { "no" }),
        Draft::Typed(_)
        | Draft::Sums(_)
        | Draft::Unclear
        | Draft::Reopened(_)
        | Draft::AskedAgain => None,
    };
    let mut drafts = drafts(session, question);
    if shape.kind == Kind::Multi {
        let shown = |option: &usize| is_shown(session, question, *option);
        drafts.extend((0..shape.options.len()).filter(shown).map(|one| Draft::Options(1 << one)));
    }
    let all: Vec<Choice> =
        drafts.into_iter().filter_map(|draft| bounded(session, question, draft)).collect();
    let base = all.iter().map(|choice| (choice.total.most, choice.total.least)).min();
    let Some((Level::Sum(most), _)) = base else { return Vec::new() };
    let Some(Level::Sum(least)) = all.iter().map(|choice| choice.total.least).min() else {
        return Vec::new();
    };
    let above = |level: Level, base: Yuan| match level {
        Level::Sum(sum) => Yuan::from_decimal(sum.decimal() - base.decimal()).map(Level::Sum),
        Level::Open => None,
    };
    let one = |choice: &Choice| {
        let adds = Amount {
            least: above(choice.total.least, least)?,
            most: above(choice.total.most, most)?,
        };
        (!adds.is_zero()).then_some(Worth { option: id(&choice.draft)?, adds })
    };
    all.iter().filter_map(one).collect()
}

/// The same as a choice on the result, where a sum that is asked for elsewhere leaves the top open:
/// as if it were 0.
fn bounded(session: &Session, question: QuestionIndex, draft: Draft) -> Option<Choice> {
    let mut tried = session.clone();
    tried.put(question, draft.clone());
    let outlined = tried.outline();
    let top = OpenTop::of(&tried, &outlined).map(|top| top.bounded);
    let most = top.unwrap_or(outlined.total.most);
    let total = Amount { least: outlined.total.least, most };
    tried.problem(question).is_none().then_some(Choice { draft, total })
}

fn is_shown(session: &Session, question: QuestionIndex, option: usize) -> bool {
    let hidden_in = session.set().question(question).options[option].hidden_in;
    session.region().is_none_or(|region| !hidden_in.contains(&region))
}

/// Returns the answers of a question that are one press each.
fn drafts(session: &Session, question: QuestionIndex) -> Vec<Draft> {
    let options = session.set().question(question).options;
    let shown = |option: &u16| is_shown(session, question, usize::from(*option));
    match session.set().question(question).kind {
        Kind::Single => (0..options.len() as u16).filter(shown).map(Draft::Option).collect(),
        Kind::YesNo => vec![Draft::YesNo(true), Draft::YesNo(false)],
        // Every set of several would be a button; the others are ticked at the question.
        Kind::Multi => vec![Draft::Options(0)],
        Kind::Figure(_) => Vec::new(),
    }
}

fn choices(session: &Session, question: QuestionIndex) -> Vec<Choice> {
    let drafts = drafts(session, question);
    let priced = |draft: Draft| {
        let mut tried = session.clone();
        tried.put(question, draft.clone());
        // An answer that contradicts another is not offered.
        tried.problem(question).is_none().then(|| Choice { draft, total: tried.outline().total })
    };
    drafts.into_iter().filter_map(priced).collect()
}

#[cfg(test)]
mod tests {
    use super::{OpenTop, open_questions, unclaimed, worth};
    use crate::questionnaire::{Draft, Session};
    use huiqi_policies::POLICIES;
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::day::read_date;
    use huiqi_rules::money::Yuan;

    fn wan(wan: u64) -> Level {
        Level::Sum(Yuan::from_fen(wan * 1_000_000))
    }

    /// A company of 枣庄 on a day, with these fields filled.
    fn session(drafts: &[(&str, Draft)]) -> Session {
        let mut session = Session::new(&POLICIES, read_date("2026-11-25").expect("a day"));
        session.preset_region("zaozhuang");
        for (id, draft) in drafts {
            session.put(POLICIES.question_index(id).expect("a question"), draft.clone());
        }
        session
    }

    #[test]
    fn an_open_top_is_the_bounded_part_and_what_the_fees_add() {
        // 30 (of 10 and 30 the higher), 20, 1000, 100, 10 and 30; half of the fees on top.
        let first = session(&[]);
        let top = OpenTop::of(&first, &first.outline()).expect("the top is open");
        assert_eq!(top.bounded, wan(1190));
        let fee = POLICIES.question_index("government_show_booth_fee_yuan").expect("a question");
        assert_eq!(top.shares.iter().map(|share| share.1).collect::<Vec<_>>(), [fee]);
        let answered =
            session(&[("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned()))]);
        assert_eq!(OpenTop::of(&answered, &answered.outline()), None);
    }

    #[test]
    fn what_was_not_claimed_elsewhere_is_certain_and_said_with_its_condition() {
        let fees = ("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned()));
        let first =
            ("first_certified_tiers", Draft::Options(crate::chosen::titles(&["provincial"])));
        let open = session(&[fees.clone(), first.clone()]);
        assert_eq!(open.outline().total.least, Level::Sum(Yuan::ZERO));
        // 10万 for the title and 43,250 for the booth.
        assert_eq!(unclaimed(&open, &open.outline()), Some(Level::Sum(Yuan::from_fen(14_325_000))));
        let settled = session(&[fees, first, ("claimed_elsewhere", Draft::Options(0))]);
        assert_eq!(unclaimed(&settled, &settled.outline()), None);
    }

    #[test]
    fn each_option_says_what_it_adds() {
        let answered = session(&[
            ("certification_tier", Draft::Option(crate::chosen::tier("provincial"))),
            ("claimed_elsewhere", Draft::Options(0)),
        ]);
        let of = |id: &str| {
            let question = POLICIES.question_index(id).expect("a question");
            let each = worth(&answered, question).into_iter();
            each.map(|one| (one.option, one.adds.most)).collect::<Vec<_>>()
        };
        // 10 for a first provincial title; a title above the one held is not offered. 1,000 at an
        // exchange, 100 on 新三板, 10 on a board of the province.
        assert_eq!(of("first_certified_tiers"), [("provincial", wan(10))]);
        let listings = of("listings");
        for expected in [("bse", wan(1000)), ("neeq", wan(100)), ("regional_in_province", wan(10))]
        {
            assert!(listings.contains(&expected), "{expected:?} in {listings:?}");
        }
        assert!(listings.iter().all(|(option, _)| *option != "regional_elsewhere"));
    }

    #[test]
    fn the_open_question_that_pays_most_comes_first_with_the_price_of_each_answer() {
        let open = session(&[
            ("certification_tier", Draft::Option(crate::chosen::tier("provincial"))),
            ("first_certified_tiers", Draft::Options(crate::chosen::titles(&["provincial"]))),
            ("listings", Draft::Options(0)),
            ("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned())),
            ("claimed_elsewhere", Draft::Options(0)),
        ]);
        let questions = open_questions(&open, &open.outline(), 2);
        let ids: Vec<&str> =
            questions.iter().map(|one| POLICIES.question(one.question).id).collect();
        assert_eq!(ids, ["platform_contest_prize", "smart_factory_award"]);
        let totals: Vec<Amount> = questions[1].choices.iter().map(|choice| choice.total).collect();
        let sum = |yuan: u64| Level::Sum(Yuan::from_fen(yuan * 100));
        let of = |least, most| Amount { least: sum(least), most: sum(most) };
        // No part, building, applied, won and unpaid, won and paid; the prize is open: 30 more.
        let expected = [
            of(143_250, 443_250),
            of(143_250, 443_250),
            of(143_250, 643_250),
            of(343_250, 643_250),
            of(143_250, 443_250),
        ];
        assert_eq!(totals, expected);
    }
}
