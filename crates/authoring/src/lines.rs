//! Comparisons of two figures beside amounts that go with both of them.
//!
//! Where both are open, what awards bring together is least and most where the line of a
//! comparison meets the ends of stretches, if the figures can be turned so that everything rises
//! along every line: an amount that rises with both beside a comparison with a share, for instance,
//! or one of both together beside a comparison of both together. Elsewhere it may be at any point
//! of the line, and is refused.

use super::declarations::Declarations;
use super::linked::{AwardPosition, position_of};
use huiqi_rules::condition::{Condition, Test};
use huiqi_rules::formula::Formula;
use huiqi_rules::policy::{AmountRule, Award, Cap};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// So much of each of some figures.
type Form = BTreeMap<QuestionIndex, Decimal>;

/// What goes with a form: it rises with it where the numbers of the form are above zero.
struct Mover {
    id: &'static str,
    form: Form,
}

/// A comparison of two figures.
struct Line {
    award: &'static str,
    figures: [QuestionIndex; 2],
    percent: Decimal,
    plus: Decimal,
    /// So much of the first figure, where it is rounded to the fen.
    rounded: Option<Decimal>,
}

impl Line {
    /// Whether it leads through the point where both figures are nothing, and rises.
    fn is_share(&self) -> bool {
        self.plus.is_zero() && self.percent > Decimal::ZERO && self.rounded.is_none()
    }

    /// Whether another one compares the same figures in the same direction.
    fn is_parallel(&self, other: &Self) -> bool {
        let [first, second] = other.figures;
        self.rounded == other.rounded
            && (self.figures == other.figures && self.percent == other.percent
                || self.rounded.is_none()
                    && self.figures == [second, first]
                    && self.percent * other.percent == Decimal::from(10_000))
    }
}

/// The comparisons and the amounts of a region.
pub(super) struct Lines<'d> {
    declared: &'d Declarations,
    lines: Vec<Line>,
    movers: Vec<Mover>,
}

impl<'d> Lines<'d> {
    pub(super) const fn new(declared: &'d Declarations) -> Self {
        Self { declared, lines: Vec::new(), movers: Vec::new() }
    }

    /// Whether so much of a figure is rounded to the fen.
    fn is_rounded(&self, question: QuestionIndex, much: Decimal) -> bool {
        let unit = self.declared.questions[usize::from(question.0)].kind.unit();
        let step = unit.map_or(Decimal::ONE, Unit::step);
        !(much * step * Decimal::ONE_HUNDRED).fract().is_zero()
    }

    /// Adds an award.
    pub(super) fn add(&mut self, all: &[&Award], award: &Award) {
        for terms in award.all_terms() {
            for condition in [Some(&terms.condition), terms.silent_unless.as_ref()] {
                condition.into_iter().for_each(|condition| self.compared(award.id, condition));
            }
            self.amount(all, award.id, &terms.amount, Decimal::ONE);
        }
    }

    /// Adds the figure of a limit.
    pub(super) fn add_limit(&mut self, all: &[&Award], id: &'static str, figure: &Formula) {
        self.formula(all, id, figure, Decimal::ONE);
    }

    fn compared(&mut self, award: &'static str, condition: &Condition) {
        for leaf in condition.leaves() {
            if let Test::ComparesPart(test) = leaf.test {
                let figures = [leaf.question, test.of];
                let (percent, plus) = (test.percent, test.plus);
                let rounded = test.rounded.filter(|much| self.is_rounded(leaf.question, *much));
                self.lines.push(Line { award, figures, percent, plus, rounded });
            }
        }
    }

    fn moves(&mut self, id: &'static str, form: Form) {
        let form: Form = form.into_iter().filter(|(_, much)| !much.is_zero()).collect();
        if !form.is_empty() {
            self.movers.push(Mover { id, form });
        }
    }

    fn amount(&mut self, all: &[&Award], id: &'static str, amount: &AmountRule, way: Decimal) {
        match amount {
            AmountRule::Fixed(_) | AmountRule::UpTo(_) | AmountRule::Graded { .. } => {}
            AmountRule::Match { of, .. } => self.moves(id, Form::from([(*of, way)])),
            AmountRule::Share { of, cap, .. } => {
                self.moves(id, Form::from([(*of, way)]));
                if let Some(Cap::Question(cap)) = cap {
                    self.moves(id, Form::from([(*cap, way)]));
                }
            }
            AmountRule::Computed(computed) => {
                for formula in computed.formulas() {
                    self.formula(all, id, formula, way);
                }
            }
        }
    }

    fn formula(&mut self, all: &[&Award], id: &'static str, formula: &Formula, way: Decimal) {
        if let Some(form) = form(formula) {
            self.moves(id, times(form, way));
            return;
        }
        match formula {
            Formula::Less([from, less]) => match (form(from), form(less)) {
                (Some(own), Some(off)) => self.moves(id, times(with(own, off, -Decimal::ONE), way)),
                (_, _) => {
                    self.formula(all, id, from, way);
                    self.formula(all, id, less, -way);
                }
            },
            Formula::Award(other) => {
                let other = all.iter().find(|award| award.id == *other);
                for terms in other.into_iter().flat_map(|award| award.all_terms()) {
                    self.amount(all, id, &terms.amount, way);
                }
            }
            Formula::Cases(cases, _) => {
                cases.iter().for_each(|case| self.compared(id, &case.condition));
                formula.parts().for_each(|part| self.formula(all, id, part, way));
            }
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Figure(_)
            | Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..) => {
                formula.parts().for_each(|part| self.formula(all, id, part, way));
            }
        }
    }

    /// Notes figures of which some are compared in a way that has no exact bounds.
    pub(super) fn check(&self, positions: &[AwardPosition]) {
        let mut rest: Vec<&Line> = self.lines.iter().collect();
        while let Some(first) = rest.pop() {
            let mut part = Part { lines: vec![first], turned: BTreeMap::new(), is_turned: true };
            part.turned.insert(first.figures[0], true);
            part.grow(&mut rest);
            self.check_part(&part, positions);
        }
    }

    fn check_part(&self, part: &Part<'_>, positions: &[AwardPosition]) {
        let is_shares = part.lines.iter().all(|line| line.is_share());
        let here = |mover: &Mover| -> Form {
            let own = mover.form.iter().filter(|(figure, _)| part.turned.contains_key(figure));
            own.map(|(figure, much)| (*figure, *much)).collect()
        };
        let movers: Vec<(&Mover, Form)> = self
            .movers
            .iter()
            .map(|mover| (mover, here(mover)))
            .filter(|(_, form)| !form.is_empty())
            .collect();
        let crossed = (!is_shares).then(|| part.crossing()).flatten();
        let is_exact = part.rises(&movers)
            || part.is_of_both(&movers)
            || is_shares && (of_one_figure(&movers) || of_one_form(&movers));
        let line = crossed.map_or(part.lines[0], |(line, _)| line);
        let Some(position) = position_of(positions, line.award) else { return };
        let id = |figure: QuestionIndex| self.declared.questions[usize::from(figure.0)].id;
        let [first, second] = line.figures.map(id);
        if let Some((_, other)) = crossed {
            let [third, fourth] = other.figures.map(id);
            let (award, other) = (line.award, other.award);
            position.problem_of_table(say!(
                "`{award}` compares `{first}` with `{second}`, and `{other}` compares `{third}` \
                 with `{fourth}` in another way: with all of them open, the two have no exact \
                 bounds. Ask for one of the two in a yes-no question",
                "`{award}` 比了 `{first}` 和 `{second}`，`{other}` 又用另一种办法比了 `{third}` 和 \
                 `{fourth}`：都没有填的时候算不出准确的上下限。其中一个改成是非题来问"
            ));
        } else if !is_exact {
            let mut ids: Vec<String> = Vec::new();
            for (mover, _) in &movers {
                let name = format!("`{}`", mover.id);
                if !ids.contains(&name) {
                    ids.push(name);
                }
            }
            let (award, ids) = (line.award, ids.join(", "));
            position.problem_of_table(say!(
                "`{award}` compares `{first}` with `{second}`, and the amounts of {ids} go with \
                 both in ways that pull apart along that line: with both open, they have no exact \
                 bounds. Ask for what is compared, such as both together, in a question of its own",
                "`{award}` 比了 `{first}` 和 `{second}`，{ids} 的金额又分别跟着这两个数走：两个都\
                 没有填的时候，算不出准确的上下限。要比的数（比如两个合计）另外用一道题来问"
            ));
        }
    }
}

/// Figures that comparisons tie to each other.
struct Part<'l> {
    lines: Vec<&'l Line>,
    /// The figures, and whether each rises where the first one does.
    turned: BTreeMap<QuestionIndex, bool>,
    /// Whether they can be turned so.
    is_turned: bool,
}

impl<'l> Part<'l> {
    /// Takes all lines that hang together with those that are there.
    fn grow(&mut self, rest: &mut Vec<&'l Line>) {
        let mut next = 0;
        while let Some(line) = self.lines.get(next).copied() {
            next += 1;
            let [first, second] = line.figures;
            let rises = line.percent.is_sign_positive();
            match (self.turned.get(&first).copied(), self.turned.get(&second).copied()) {
                (Some(own), Some(other)) => self.is_turned &= (own == other) == rises,
                (Some(own), None) => {
                    self.turned.insert(second, own == rises);
                }
                (None, Some(other)) => {
                    self.turned.insert(first, other == rises);
                }
                (None, None) => {}
            }
            let meets = |other: &Line| other.figures.iter().any(|own| line.figures.contains(own));
            let mut index = 0;
            while index < rest.len() {
                if meets(rest[index]) {
                    self.lines.push(rest.remove(index));
                } else {
                    index += 1;
                }
            }
        }
    }

    /// Returns two lines that are not parallel and lead in a circle: where they cross is tried only
    /// where both lead through nothing.
    fn crossing(&self) -> Option<(&'l Line, &'l Line)> {
        let mut reached: Vec<QuestionIndex> = Vec::new();
        let mut taken: Vec<&'l Line> = Vec::new();
        // In the order in which they grew, each meets one before.
        for line in &self.lines {
            if taken.iter().any(|other| other.is_parallel(line)) {
                continue;
            }
            let [first, second] = line.figures;
            if reached.contains(&first) && reached.contains(&second) {
                let meets =
                    |other: &&&Line| other.figures.iter().any(|own| line.figures.contains(own));
                let other = taken.iter().find(meets)?;
                return Some((other, line));
            }
            reached.extend(line.figures);
            taken.push(line);
        }
        None
    }

    /// Whether all amounts rise, or all fall, once the figures are turned.
    fn rises(&self, movers: &[(&Mover, Form)]) -> bool {
        let mut ways = movers.iter().flat_map(|(_, form)| form).map(|(figure, much)| {
            much.is_sign_positive() == self.turned.get(figure).copied().unwrap_or(true)
        });
        let first = ways.next();
        self.is_turned && ways.all(|way| Some(way) == first)
    }

    /// Whether two figures are compared together alone, and amounts go with both together, and
    /// beside that with one of them at the most.
    fn is_of_both(&self, movers: &[(&Mover, Form)]) -> bool {
        let is_sum = |line: &&Line| line.percent == -Decimal::ONE_HUNDRED;
        let figures: Vec<QuestionIndex> = self.turned.keys().copied().collect();
        let [first, second] = figures.as_slice() else { return false };
        if !self.lines.iter().all(is_sum) {
            return false;
        }
        let much = |form: &Form| {
            [first, second].map(|figure| form.get(figure).copied().unwrap_or_default())
        };
        let all: Vec<[Decimal; 2]> = movers.iter().map(|(_, form)| much(form)).collect();
        [Decimal::ONE, -Decimal::ONE].iter().any(|way| {
            let turned = || all.iter().map(|own| own.map(|much| much * way));
            turned().all(|[first, second]| first >= second && second >= Decimal::ZERO)
                || turned().all(|[first, second]| second >= first && first >= Decimal::ZERO)
        })
    }
}

fn of_one_figure(movers: &[(&Mover, Form)]) -> bool {
    let mut figures = movers.iter().flat_map(|(_, form)| form.keys());
    let first = figures.next();
    figures.all(|figure| Some(figure) == first)
}

/// Whether all amounts rise with one and the same form.
fn of_one_form(movers: &[(&Mover, Form)]) -> bool {
    let Some((_, first)) = movers.first() else { return true };
    let ratio = |form: &Form| {
        let (figure, much) = first.iter().next()?;
        form.get(figure)?.checked_div(*much)
    };
    movers.iter().all(|(_, form)| {
        let of = ratio(form).filter(|of| of.is_sign_positive());
        of.is_some_and(|of| {
            form.len() == first.len()
                && first.iter().all(|(figure, much)| form.get(figure) == Some(&(much * of)))
        })
    })
}

/// Returns a formula as so much of each of its figures, where it is that and a constant.
fn form(formula: &Formula) -> Option<Form> {
    match formula {
        Formula::Constant(..) | Formula::Unbounded => Some(Form::new()),
        Formula::Figure(question) => Some(Form::from([(*question, Decimal::ONE)])),
        Formula::Sum(parts) => parts
            .iter()
            .try_fold(Form::new(), |all, part| Some(with(all, form(part)?, Decimal::ONE))),
        Formula::Product(parts) => {
            let mut factor = Decimal::ONE;
            let mut found: Option<Form> = None;
            for part in *parts {
                if let Formula::Constant(number, _) = part {
                    factor *= number;
                } else if found.is_none() {
                    found = Some(form(part)?);
                } else {
                    return None;
                }
            }
            Some(times(found.unwrap_or_default(), factor))
        }
        Formula::Divided(part, by) => form(part).map(|form| times(form, Decimal::ONE / by)),
        Formula::Lesser(_)
        | Formula::Greater(_)
        | Formula::Less(_)
        | Formula::FullSteps(..)
        | Formula::Progressive(..)
        | Formula::Cases(..)
        | Formula::Award(_) => None,
    }
}

fn times(form: Form, factor: Decimal) -> Form {
    form.into_iter().map(|(figure, much)| (figure, much * factor)).collect()
}

fn with(mut form: Form, other: Form, factor: Decimal) -> Form {
    for (figure, much) in other {
        *form.entry(figure).or_default() += much * factor;
    }
    form
}
