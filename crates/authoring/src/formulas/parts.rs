//! The larger words of a computed amount: brackets and cases, the algebra itself, caps.

use super::{
    Reader, Written, both, constant, finish, leak, money, no_amount, part, part_in, product, rate,
    sum_part,
};
use crate::comparisons::{both_reach, two_of_one_unit};
use crate::conditions::condition;
use crate::declarations::Declarations;
use crate::figures;
use crate::message::Message;
use crate::possible::must_need_its_parts;
use crate::read::{Position, TomlTable, TomlText, TomlValue};
use crate::words::{keep, keep_all};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::{Case, Formula, Gap};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// Notes a case that is a range, or that is open in another way.
fn one_amount(position: &Position, gap: Gap) {
    let message = match gap {
        Gap::None => return,
        Gap::Ceiling | Gap::Range => say!(
            "a case is one amount; say `ceiling` or a range of the whole",
            "一种情形只写一个金额；`ceiling` 或范围写在整个金额上"
        ),
        Gap::Spread => say!(
            "`cap_each` is no part of a case: write an award for each case, with the case as its \
             condition",
            "`cap_each` 不能写在一种情形里：每种情形写成一项，情形就是它的条件"
        ),
        Gap::CaseByCase => say!(
            "`open` is no part of a case: write an award of its own, with the case as its \
             condition",
            "`open` 不能写在一种情形里：单独写成一项，情形就是它的条件"
        ),
    };
    position.problem(message);
}

/// Notes what is paid in pairs of a word where another word pays so.
fn is_of_word(word: &str, notation: Notation, paid: &TomlText) -> bool {
    let is_rate = paid.text.ends_with(['%', '％', '‰']);
    let is_sum = paid.text.ends_with('元');
    let message = match notation {
        Notation::Money if is_rate => say!(
            "`{word}` pays a sum from each threshold on: a rate of the whole is `brackets`",
            "`{word}` 是到了门槛给多少钱：按全额的比例给的，用 `brackets`"
        ),
        Notation::Percent | Notation::Number if is_sum && word == "progressive" => say!(
            "`progressive` pays a rate of each stretch: so much for each piece, and another sum \
             for each one further on, is \
             `{{ times = [{{ progressive = [[\"0件\", \"100%\"], [\"10件\", \"50%\"]], \
             of = \"…\" }}, \"200元\"] }}`",
            "`progressive` 每一段写比例：每个给多少、超过的部分每个给多少的，写 \
             `{{ times = [{{ progressive = [[\"0件\", \"100%\"], [\"10件\", \"50%\"]], \
             of = \"…\" }}, \"200元\"] }}`"
        ),
        Notation::Percent | Notation::Number if is_sum => say!(
            "`{word}` pays a rate: a sum from each threshold on is `steps`, and so much for each \
             piece by their number is `cases` with `each`",
            "`{word}` 写比例：到了门槛给多少钱的，用 `steps`；按数量不同每个给多少的，用 `cases` \
             配 `each`"
        ),
        Notation::Money | Notation::Percent | Notation::Number => return true,
    };
    paid.position.problem(message);
    false
}

/// A threshold and what is paid from it.
pub(super) struct Row {
    pub(super) from: Decimal,
    pub(super) paid: Decimal,
}

impl Reader<'_> {
    /// Returns pairs of a threshold, each above the one before, and what is paid from it.
    pub(super) fn rows(
        &self,
        table: &mut TomlTable<'_>,
        word: &'static str,
        unit: &Unit,
        notation: Notation,
    ) -> Option<Vec<Row>> {
        let rows = table.pairs(word)?;
        if rows.is_empty() {
            self.position
                .problem(say!("`{word}` needs at least one pair", "`{word}` 至少要有一对"));
            return None;
        }
        let row = |(from, paid): &(TomlText, TomlText)| {
            let from = figures::figure(unit, from)?;
            if !is_of_word(word, notation, paid) {
                return None;
            }
            let paid = match notation {
                Notation::Money => figures::money(paid)?.decimal(),
                Notation::Percent | Notation::Number => {
                    figures::rate(paid)?.percent() / Decimal::ONE_HUNDRED
                }
            };
            Some(Row { from, paid })
        };
        let read: Vec<Row> = rows.iter().map(row).collect::<Option<_>>()?;
        for (pair, texts) in read.windows(2).zip(rows.windows(2)) {
            let ([low, high], [(first, sum), (second, less)]) = (pair, texts) else { continue };
            if low.from >= high.from {
                second.position.problem(say!(
                    "the thresholds of `{word}` must rise: {:?} comes behind {:?}",
                    "`{word}` 的门槛要从低到高：{:?} 写在 {:?} 后面",
                    second.text,
                    first.text
                ));
                return None;
            }
            if notation == Notation::Money && low.paid >= high.paid {
                less.position.problem(say!(
                    "the sums of `{word}` must rise with their thresholds: {:?} comes behind {:?}; \
                     where the document pays less for more, write `cases`",
                    "`{word}` 的金额要跟着门槛增加：{:?} 写在 {:?} 后面；文件真是越多给得越少的，\
                     用 `cases` 写",
                    less.text,
                    sum.text
                ));
                return None;
            }
        }
        Some(read)
    }

    /// Returns an amount that a figure decides: a sum from each threshold on, or a rate of all of
    /// it.
    pub(super) fn by_threshold(
        &self,
        table: &mut TomlTable<'_>,
        word: &'static str,
        notation: Notation,
        of: Option<Formula>,
    ) -> Option<Formula> {
        let by = match table.value("by") {
            Some((value, position)) => Some(self.by(value, &position)?),
            None => None,
        };
        let of = self.need(of.or(by), word)?;
        let (question, both) = match by.unwrap_or(of) {
            Formula::Figure(question) => (question, None),
            Formula::Sum([Formula::Figure(first), Formula::Figure(second)])
                if two_of_one_unit(self.declared, &[*first, *second], &self.position) =>
            {
                (*first, Some([*first, *second]))
            }
            _ => {
                self.position.problem(say!(
                    "`{word}` looks at one question, or at two together; name them with `by`",
                    "`{word}` 只看一道题，或者两道题合计；用 `by` 写是哪道"
                ));
                return None;
            }
        };
        let unit = self.unit(question);
        let of_both = unit.without_range();
        let unit = if both.is_some() { &of_both } else { unit };
        let rows = self.rows(table, word, unit, notation)?;
        let times = self.times(table)?;
        let mut cases = Vec::new();
        for Row { from, paid } in rows {
            let mut parts = vec![constant(paid, notation)];
            if notation == Notation::Percent {
                parts.push(of);
            }
            let test = Test::AtLeast(from);
            let reached = Condition::Leaf(Leaf { question, test, says: None });
            cases.push(Case {
                condition: both.map_or(reached, |figures| both_reach(self.declared, figures, from)),
                then: product([parts, times.clone()].concat()),
            });
        }
        cases.reverse();
        let nothing = leak(constant(Decimal::ZERO, Notation::Money));
        Some(Formula::Cases(keep_all(cases), nothing))
    }

    /// Returns the question that decides, or two together.
    fn by(&self, value: TomlValue<'_>, position: &Position) -> Option<Formula> {
        match value {
            TomlValue::Text(id) => {
                let kinds = Unit::ALL.map(Kind::Figure);
                self.declared.question_of(&id, &kinds).map(Formula::Figure)
            }
            TomlValue::Texts(ids) => {
                let figure = |id: &TomlText| self.figure(id).map(Formula::Figure);
                let parts: Option<Vec<Formula>> = ids.iter().map(figure).collect();
                parts.map(|parts| Formula::Sum(keep_all(parts)))
            }
            TomlValue::Table(_) | TomlValue::YesNo(_) | TomlValue::Other => {
                position.problem(say!(
                    "must be a question, or a list of two whose figures are added",
                    "要写一道题的代号，或者两道题的列表（两个数加起来）"
                ));
                None
            }
        }
    }

    pub(super) fn cases(&self, table: &mut TomlTable<'_>, of: Option<Formula>) -> Option<Formula> {
        let mut cases = Vec::new();
        let mut wrong = false;
        for mut case in table.tables("cases") {
            if !case.has("if") {
                case.position.missing(
                    "if",
                    say!(
                        "`if` is missing; every case has a condition",
                        "少了 `if`；每种情形都要有条件"
                    ),
                );
            }
            let required = case.maybe_table("if").and_then(|part| {
                let position = part.position.clone();
                let written = condition(self.declared, part)?;
                must_need_its_parts(self.declared, &written, &position);
                Some(written)
            });
            let is_rate = of.is_none()
                && case.peeks("share")
                && !["of", "of_award"].iter().any(|word| case.peeks(word));
            let written = if is_rate {
                // The rate alone: what it is taken of is multiplied with all of the cases.
                case.maybe_text("share").and_then(|text| rate(&text)).map(Written::exactly)
            } else {
                Written::read(self.declared, &mut case, of)
            };
            let position = case.position.clone();
            finish(case, written.is_some());
            match (required, written) {
                (Some(condition), Some(written)) => {
                    one_amount(&position, written.gap);
                    cases.push(Case { condition, then: written.most });
                }
                (Some(_) | None, _) => wrong = true,
            }
        }
        let are_rates = cases
            .iter()
            .any(|case: &Case| matches!(case.then, Formula::Constant(_, Notation::Percent)));
        let otherwise =
            match table.value("otherwise") {
                Some((TomlValue::Table(mut other), _)) => {
                    let written = Written::read(self.declared, &mut other, of);
                    let position = other.position.clone();
                    finish(other, written.is_some());
                    let written = written?;
                    one_amount(&position, written.gap);
                    written.most
                }
                Some((TomlValue::Text(text), _)) if are_rates && is_no_rate(&text.text) => {
                    constant(Decimal::ZERO, Notation::Percent)
                }
                Some((value, position)) if are_rates => part(self.declared, value, &position)?,
                Some((value, position)) => sum_part(self.declared, value, &position)?,
                None => {
                    self.position.missing("otherwise", say!(
                    "`otherwise` is missing: what is paid where no case holds, such as \"0元\"",
                    "少了 `otherwise`：哪种情形都不是时给多少，如 \"0元\""
                ));
                    return None;
                }
            };
        if cases.is_empty() && !wrong {
            self.position.problem_of_table(say!(
                "`cases` needs at least one case, `{{ if = {{ … }}, fixed = \"…\" }}`",
                "`cases` 至少要有一种情形：`{{ if = {{ … }}, fixed = \"…\" }}`"
            ));
        }
        if wrong || cases.is_empty() {
            return None;
        }
        Some(Formula::Cases(keep_all(cases), leak(otherwise)))
    }

    /// Returns what is written in the algebra itself; the outer `None` where nothing is.
    pub(super) fn algebra(&self, table: &mut TomlTable<'_>) -> Option<Option<Formula>> {
        if let Some(id) = table.maybe_text("figure") {
            return Some(self.figure(&id).map(Formula::Figure));
        }
        if let Some(id) = table.maybe_text("award") {
            return Some(Some(Formula::Award(keep(&id.text))));
        }
        for word in ["sum", "lesser", "greater", "times", "minus", "divide"] {
            if table.peeks(word) {
                return Some(self.operation(table, word));
            }
        }
        None
    }

    /// Returns the unit of the first question for a number among some parts.
    fn unit_among(&self, values: &[(TomlValue<'_>, Position)]) -> Option<&'static Unit> {
        values.iter().find_map(|(value, _)| {
            let TomlValue::Text(text) = value else { return None };
            let question = self.declared.questions.iter().find(|one| one.id == text.text)?;
            let unit = question.kind.unit()?;
            // A sum beside a rate of exchange is money.
            (unit.notation == Notation::Number && !unit.word.ends_with('元')).then_some(unit)
        })
    }

    fn operation(&self, table: &mut TomlTable<'_>, word: &'static str) -> Option<Formula> {
        if word == "times" && table.peeks_text(word) {
            // What would be multiplied is not there.
            self.position.problem_of_table(no_amount());
            return None;
        }
        let values = table.values(word)?;
        if word == "divide" {
            let Ok([(first, at), (TomlValue::Text(by), _)]) =
                <[(TomlValue<'_>, Position); 2]>::try_from(values)
            else {
                self.position.problem(say!(
                    "`divide` takes a part and a number such as \"1.2\"",
                    "`divide` 写两样：一部分，和一个数，如 \"1.2\""
                ));
                return None;
            };
            let first = part(self.declared, first, &at)?;
            let by_number = figures::figure(&Unit::number("", 1), &by)?;
            if by_number <= Decimal::ZERO {
                by.position
                    .problem(say!("a part is divided by a number above 0", "只能除以大于 0 的数"));
                return None;
            }
            return Some(Formula::Divided(leak(first), by_number));
        }
        // What is compared with a figure, added to it or taken off it has its unit.
        let unit = if word == "times" { None } else { self.unit_among(&values) };
        let unit = unit.unwrap_or(&Unit::YUAN).without_range();
        let parts: Option<Vec<Formula>> = values
            .into_iter()
            .map(|(value, at)| part_in(self.declared, value, &at, &unit))
            .collect();
        let parts = parts?;
        match (word, parts.as_slice()) {
            ("minus", [first, second]) => Some(Formula::Less(both(*first, *second))),
            ("minus", _) => {
                self.position.problem(say!(
                    "`minus` takes two parts: from which, and what is taken off",
                    "`minus` 写两样：从什么里扣，扣什么"
                ));
                None
            }
            (_, [] | [_]) => {
                self.position
                    .problem(say!("`{word}` takes at least two parts", "`{word}` 至少要有两项"));
                None
            }
            ("sum", _) => Some(Formula::Sum(keep_all(parts))),
            ("lesser", _) => Some(Formula::Lesser(keep_all(parts))),
            ("greater", _) => Some(Formula::Greater(keep_all(parts))),
            _ => Some(product(parts)),
        }
    }

    /// Caps each item, where the amount has such a cap.
    pub(super) fn each_item(&self, table: &mut TomlTable<'_>, written: &mut Written) -> Option<()> {
        let (cap, items) = (table.maybe_text("cap_each"), table.maybe_text("items"));
        let (cap, items) = match (cap, items) {
            (None, None) => return Some(()),
            (Some(cap), Some(items)) => (cap, items),
            (Some(_), None) | (None, Some(_)) => {
                self.position.problem_of_table(say!(
                    "`cap_each` and `items` go together: the most for one item, and the \
                     question for their number",
                    "`cap_each` 和 `items` 要一起写：每个最高多少，有几个（哪道题）"
                ));
                return None;
            }
        };
        let cap = money(&cap)?;
        let number = Kind::Figure(&Unit::NUMBER);
        let items = Formula::Figure(self.declared.question_of(&items, &[number])?);
        if written.gap != Gap::None && written.gap != Gap::Ceiling {
            self.position.problem(say!(
                "a range has no cap for each item",
                "写了范围，就不能再写每个的上限"
            ));
            return None;
        }
        let capped = product(vec![cap, items]);
        written.most = Formula::Lesser(keep_all(vec![written.most, capped]));
        if written.gap == Gap::None {
            // All of it in one item: the cap of one, and nothing where there is none.
            let Formula::Lesser([whole, _]) = written.most else { return None };
            written.least = Formula::Lesser(keep_all(vec![*whole, capped, cap]));
            written.gap = Gap::Spread;
        }
        Some(())
    }

    /// Returns the most that is paid, as often as it is said.
    pub(super) fn caps(&self, table: &mut TomlTable<'_>) -> Option<Vec<Formula>> {
        let mut caps = Vec::new();
        if let Some((value, position)) = table.value("cap") {
            if is_question(self.declared, &value) {
                position.problem(question_as_cap());
                return None;
            }
            caps.push(sum_part(self.declared, value, &position)?);
        }
        match table.value("cap_by") {
            Some((TomlValue::Text(sum), position)) if sum.text.ends_with('元') => {
                position.problem(say!(
                    "`cap_by` names a question or an amount: a sum of money is `cap`",
                    "`cap_by` 写题的代号或者一个金额 `{{ … }}`：写死的金额用 `cap`"
                ));
                return None;
            }
            Some((TomlValue::Text(id), _)) => {
                caps.push(Formula::Figure(self.figure(&id)?));
            }
            Some((value, position)) => caps.push(sum_part(self.declared, value, &position)?),
            None => {}
        }
        Some(caps)
    }
}

/// Whether a text is the rate of nothing, "0%".
fn is_no_rate(text: &str) -> bool {
    Unit::PERCENT.read_authored(text).is_ok_and(|rate| rate.is_zero())
}

/// Whether the value of `cap` is the id of a question.
fn is_question(declared: &Declarations, value: &TomlValue<'_>) -> bool {
    let TomlValue::Text(text) = value else { return false };
    declared.questions.iter().any(|question| question.id == text.text)
}

/// What is said of a question beside `cap`.
pub(crate) fn question_as_cap() -> Message {
    say!(
        "a question is `cap_by`; `cap` is a sum of money, such as \"5万元\"",
        "按一道题封顶用 `cap_by`；`cap` 写金额，如 \"5万元\""
    )
}
