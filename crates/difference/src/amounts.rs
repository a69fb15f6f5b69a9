//! Amounts of an edition in the space of both.

use super::space::{Translator, keep, keep_one};
use huiqi_rules::bends::{bends, kinks};
use huiqi_rules::formula::{Computed, Formula, Gap, evaluate};
use huiqi_rules::policy::{AmountRule, Cap, Grade, Promise};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Puts an amount into the space. Shares are written as formulas, of which the engine knows where
/// they bend: awards of two editions may pull apart where those of one do not.
pub(crate) fn amount_in(by: &Translator<'_>, amount: &AmountRule) -> AmountRule {
    let share = |percent: Decimal, of: QuestionIndex| {
        let rate = (percent / Decimal::ONE_HUNDRED).normalize();
        let rate = Formula::Constant(rate, Notation::Percent);
        Formula::Product(keep([rate, Formula::Figure(by.figure(of))]))
    };
    let nothing = Formula::Constant(Decimal::ZERO, Notation::Money);
    match amount {
        AmountRule::Fixed(sum) => AmountRule::Fixed(*sum),
        AmountRule::UpTo(sum) => AmountRule::UpTo(*sum),
        AmountRule::Graded { question, grades, highest } => match by.choice(*question) {
            Some((place, options)) => {
                let grades: Vec<Grade> =
                    options.iter().map(|option| grades[usize::from(*option)]).collect();
                AmountRule::Graded { question: place, grades: keep(grades), highest: *highest }
            }
            None => computed(nothing, nothing, Gap::None, Vec::new()),
        },
        AmountRule::Share { rate, of, cap, promise } => {
            let own = share(rate.percent(), *of);
            let mut ways = vec![(by.figure(*of), true)];
            let most = match cap {
                None => own,
                Some(Cap::Sum(sum)) => {
                    let cap = Formula::Constant(sum.decimal(), Notation::Money);
                    Formula::Lesser(keep([own, cap]))
                }
                Some(Cap::Question(question)) => {
                    let cap = by.figure(*question);
                    ways.push((cap, true));
                    Formula::Lesser(keep([own, Formula::Figure(cap)]))
                }
            };
            match promise {
                Promise::Paid => computed(most, most, Gap::None, ways),
                Promise::Ceiling => computed(nothing, most, Gap::Ceiling, ways),
            }
        }
        AmountRule::Match { rate, of } => {
            let own = share(rate.percent(), *of);
            computed(own, own, Gap::None, vec![(by.figure(*of), true)])
        }
        AmountRule::Computed(own) => {
            let ways = own.ways.iter().map(|(question, rises)| (by.figure(*question), *rises));
            computed(by.formula(&own.least), by.formula(&own.most), own.gap, ways.collect())
        }
    }
}

fn computed(
    least: Formula,
    most: Formula,
    gap: Gap,
    ways: Vec<(QuestionIndex, bool)>,
) -> AmountRule {
    let mut awards: BTreeSet<&'static str> = BTreeSet::new();
    for formula in [&least, &most] {
        formula.each(&mut |part| {
            if let Formula::Award(id) = part {
                awards.insert(id);
            }
        });
    }
    AmountRule::Computed(keep_one(Computed {
        least,
        most,
        gap,
        awards: keep(awards),
        conditions: &[],
        ways: keep(ways),
        evaluate,
        bends,
        kinks,
    }))
}
