//! Cases of amounts that no answer can reach.

use crate::declarations::Declarations;
use crate::possible::is_possible;
use crate::read::Position;
use crate::words::keep_all;
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::Formula;
use huiqi_rules::policy::{AmountRule, Terms};

/// Whose terms are looked at: the mistake is shown at the award in both cases.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    /// The award's own.
    Award,
    /// Those of another reading.
    Reading,
}

/// Notes cases that no answer can reach.
pub(super) fn check_cases(
    declared: &Declarations,
    terms: &Terms,
    whose: Whose,
    position: &Position,
) {
    let AmountRule::Computed(computed) = &terms.amount else { return };
    computed.most.each(&mut |part| {
        let Formula::Cases(cases, _) = part else { return };
        let mut earlier: Vec<Condition> = vec![terms.condition];
        for (number, case) in (1..).zip(*cases) {
            let reached = [earlier.clone(), vec![case.condition]].concat();
            if is_possible(declared, &Condition::All(keep_all(reached))) == Some(false) {
                let (in_english, in_chinese) = match whose {
                    Whose::Award => ("", ""),
                    Whose::Reading => (" that another reading gives it", "（`readings` 里改的那一个）"),
                };
                position.problem(say!(
                    "case {number} of the amount{in_english} can never be reached: see the \
                     condition of the award, the cases before it, and the `least` and `most` of \
                     its question (`steps` and `brackets` count from the highest)",
                    "金额{in_chinese}的第 {number} 种情形用不上：看看这一项的条件、前面的情形、题目的 \
                     `least` 和 `most`（`steps`、`brackets` 从高往低数）"
                ));
            }
            earlier.push(Condition::Not(&case.condition));
        }
    });
}
