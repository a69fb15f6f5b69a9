//! Computed amounts as written: the words of a leaflet, baked into one small algebra.

mod beginnings;
mod measures;
mod one_part;
mod parts;

use self::beginnings::without_base;
pub(super) use self::beginnings::{finish, is_computed, needs_of, no_amount};
use self::one_part::{part, part_in, sum_part};
pub(super) use self::parts::question_as_cap;

use super::declarations::Declarations;
use super::figures;
use super::read::{Position, TomlTable, TomlText, TomlValue};
use super::words::{keep, keep_all};
use huiqi_rules::bends::{bends, kinks};
use huiqi_rules::formula::{Computed, Formula, Gap, evaluate};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// Returns a computed amount; `None` where something in it is wrong.
pub(super) fn computed(declared: &Declarations, mut table: TomlTable<'_>) -> Option<Computed> {
    let written = Written::read(declared, &mut table, None);
    let position = table.position.clone();
    finish(table, written.is_some());
    let written = written?;
    let is_money = measures::is_money(declared, &written.most, &position);
    is_money.then(|| between(written.least, written.most, written.gap))
}

/// Returns an amount computed between two ends.
pub(super) fn between(least: Formula, most: Formula, gap: Gap) -> Computed {
    let mut awards = Vec::new();
    for formula in [&least, &most] {
        formula.each(&mut |part| {
            if let Formula::Award(id) = part
                && !awards.contains(id)
            {
                awards.push(*id);
            }
        });
    }
    let awards = keep_all(awards);
    Computed { least, most, gap, awards, conditions: &[], ways: &[], evaluate, bends, kinks }
}

/// Returns what is taken off amounts; `None` where something in it is wrong.
pub(super) fn taken_off(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
) -> Option<Formula> {
    let less = sum_part(declared, value, position)?;
    measures::is_money(declared, &less, position).then_some(less)
}

/// Returns an amount with something taken off both ends.
pub(super) fn less(computed: &Computed, less: Formula) -> Computed {
    let off = |end| Formula::Less(both(end, less));
    between(off(computed.least), off(computed.most), computed.gap)
}

/// Returns the amount with which a figure is compared; `None` where something in it is wrong.
pub(super) fn compared_with(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
    figure: QuestionIndex,
) -> Option<Formula> {
    let reader = Reader { declared, position: position.clone() };
    let unit = reader.unit(figure).without_range();
    let amount = part_in(declared, value, position, &unit)?;
    let pair = [Formula::Figure(figure), amount];
    measures::go_together(declared, &pair, position).then_some(amount)
}

/// Returns the figure of a limit; `None` where something in it is wrong.
pub(super) fn limit_figure(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
) -> Option<Formula> {
    let figure = sum_part(declared, value, position)?;
    let mut reads_award = false;
    figure.each(&mut |part| reads_award |= matches!(part, Formula::Award(_)));
    if reads_award {
        position.problem(say!(
            "the figure of a limit cannot be measured by awards: write a sum, a question or an \
             amount; what only adds its members up is `rule = \"sum\"`",
            "限额的数不能看奖项给多少：写金额、题目或者按题目算的数；只是加在一起的，写 \
             `rule = \"sum\"`"
        ));
        return None;
    }
    measures::is_money(declared, &figure, position).then_some(figure)
}

/// Both ends of an amount as written.
struct Written {
    least: Formula,
    most: Formula,
    gap: Gap,
}

fn leak(formula: Formula) -> &'static Formula {
    Box::leak(Box::new(formula))
}

fn both(first: Formula, second: Formula) -> &'static [Formula; 2] {
    Box::leak(Box::new([first, second]))
}

fn constant(number: Decimal, notation: Notation) -> Formula {
    Formula::Constant(number.normalize(), notation)
}

fn money(text: &TomlText) -> Option<Formula> {
    Some(constant(figures::money(text)?.decimal(), Notation::Money))
}

fn rate(text: &TomlText) -> Option<Formula> {
    let percent = figures::rate(text)?.percent();
    Some(constant(percent / Decimal::ONE_HUNDRED, Notation::Percent))
}

/// Returns the lower end of a range; one that is not below the upper end is a mistake. `words` are
/// those of both ends, and the one that says a single amount.
fn rising(from: &TomlText, least: Formula, most: Formula, words: [&str; 3]) -> Option<Formula> {
    let (Formula::Constant(low, _), Formula::Constant(high, _)) = (least, most) else {
        return Some(least);
    };
    let [lower, upper, one] = words;
    if low == high {
        from.position.problem(say!(
            "`{lower}` is as much as `{upper}`: where it is one amount, write `{one}` alone",
            "`{lower}` 和 `{upper}` 一样：只有一个数的，只写 `{one}`"
        ));
    } else if low > high {
        from.position.problem(say!(
            "`{lower}` is above `{upper}`: the amount lies between the two, the lower first",
            "`{lower}` 比 `{upper}` 大：金额在两者之间，小的写在 `{lower}`"
        ));
    }
    (low < high).then_some(least)
}

/// Returns the product of what is there; what is divided is divided last.
fn product(mut parts: Vec<Formula>) -> Formula {
    let divided = parts.iter().position(|part| matches!(part, Formula::Divided(..)));
    if let Some(index) = divided
        && let Formula::Divided(part, by) = parts[index]
    {
        parts[index] = *part;
        return Formula::Divided(leak(product(parts)), by);
    }
    match parts.as_slice() {
        [single] => *single,
        _ => Formula::Product(keep_all(parts)),
    }
}

impl Written {
    /// `of` is the base of an amount above that this one may leave out.
    fn read(
        declared: &Declarations,
        table: &mut TomlTable<'_>,
        of: Option<Formula>,
    ) -> Option<Self> {
        let reader = Reader { declared, position: table.position.clone() };
        if table.has("graded") {
            table.position.problem(say!(
                "`graded` is the whole amount of an award and no part of another: write `cases = \
                 [{{ if = {{ question = \"…\", one_of = [\"…\"] }}, fixed = \"…\" }}, … ]` with \
                 `otherwise = \"0元\"`",
                "`graded` 只能是一项奖补的整个金额，不能是别的金额的一部分：改写成 `cases = [{{ \
                 if = {{ question = \"…\", one_of = [\"…\"] }}, fixed = \"…\" }}, … ]` 和 \
                 `otherwise = \"0元\"`"
            ));
            return None;
        }
        let (has_open, is_open) = (table.has("open"), table.maybe_true("open"));
        if has_open && !is_open && table.is_wrong() {
            return None;
        }
        if is_open {
            return Some(Self {
                least: constant(Decimal::ZERO, Notation::Money),
                most: Formula::Unbounded,
                gap: Gap::CaseByCase,
            });
        }
        let own = reader.base(table);
        let of = match &own {
            Base::None => of,
            Base::Wrong => return None,
            Base::Of(formula) => Some(*formula),
        };
        if let (Base::Of(_), Some(word)) = (&own, without_base(table)) {
            reader.position.problem(say!(
                "`of` does not go with `{word}`: it would change nothing; so much for each is \
                 `each`, a part of it `share`",
                "`of` 不能和 `{word}` 一起用：写了也不起作用；每个给多少用 `each`，按比例给用 `share`"
            ));
            return None;
        }
        let (most, least) = reader.main(table, of)?;
        let is_ceiling = table.maybe_true("ceiling");
        let is_from_nothing =
            matches!(least, Some(Formula::Constant(number, _)) if number.is_zero());
        let gap = match (least, is_ceiling) {
            (Some(_), _) if is_from_nothing => Gap::Ceiling,
            (Some(_), _) => Gap::Range,
            (None, true) => Gap::Ceiling,
            (None, false) => Gap::None,
        };
        let nothing = constant(Decimal::ZERO, Notation::Money);
        let mut written = match (gap, least) {
            (Gap::Ceiling, _) => Self { least: nothing, most, gap },
            (_, Some(least)) => Self { least, most, gap },
            (_, None) => Self { least: most, most, gap },
        };
        reader.each_item(table, &mut written)?;
        if let Some(text) = table.maybe_text("raised_by") {
            let percent = figures::rate(&text)?.percent();
            let factor = constant(Decimal::ONE + percent / Decimal::ONE_HUNDRED, Notation::Percent);
            written = written.map(|end| product(vec![end, factor]));
        }
        for cap in reader.caps(table)? {
            if let (Gap::Range, Formula::Constant(cap, _), Formula::Constant(least, _)) =
                (gap, cap, written.least)
                && cap <= least
            {
                reader.position.problem(say!(
                    "the `cap` is not above `from`: the award would always pay the `cap`",
                    "`cap` 没有高过 `from`：给的总是 `cap` 这么多"
                ));
                return None;
            }
            written = written.map(|end| {
                let is_nothing = matches!(end, Formula::Constant(number, _) if number.is_zero());
                if is_nothing { end } else { Formula::Lesser(keep_all(vec![end, cap])) }
            });
        }
        if let Some((value, position)) = table.value("less") {
            let less = sum_part(declared, value, &position)?;
            written = written.map(|end| Formula::Less(both(end, less)));
        }
        Some(written)
    }

    const fn exactly(number: Formula) -> Self {
        Self { least: number, most: number, gap: Gap::None }
    }

    fn map(self, of: impl Fn(Formula) -> Formula) -> Self {
        Self { least: of(self.least), most: of(self.most), gap: self.gap }
    }
}

/// The base of a share or a number of units.
enum Base {
    None,
    Wrong,
    Of(Formula),
}

struct Reader<'d> {
    declared: &'d Declarations,
    position: Position,
}

impl Reader<'_> {
    /// Returns a question for a sum or a number.
    fn figure(&self, id: &TomlText) -> Option<QuestionIndex> {
        self.declared.question_of(id, &[Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)])
    }

    fn unit(&self, question: QuestionIndex) -> &'static Unit {
        let question = &self.declared.questions[usize::from(question.0)];
        question.kind.unit().unwrap_or(&Unit::YUAN)
    }

    /// Returns what a share is of or what is counted, less what it must be over.
    fn base(&self, table: &mut TomlTable<'_>) -> Base {
        let base = match (table.value("of"), table.maybe_text("of_award")) {
            (None, None) if table.peeks("of_award") => return Base::Wrong,
            (None, None) => return Base::None,
            (None, Some(award)) => Some(Formula::Award(keep(&award.text))),
            (Some((value, position)), _) => match value {
                TomlValue::Text(id) => self.figure(&id).map(Formula::Figure),
                TomlValue::Texts(ids) if ids.is_empty() => {
                    position.problem(say!(
                        "must not be empty: name the questions whose figures are added",
                        "不能空着：写要相加的题"
                    ));
                    None
                }
                TomlValue::Texts(ids) => {
                    let parts: Option<Vec<Formula>> =
                        ids.iter().map(|id| self.figure(id).map(Formula::Figure)).collect();
                    parts.map(|parts| Formula::Sum(keep_all(parts)))
                }
                TomlValue::Table(_) | TomlValue::YesNo(_) | TomlValue::Other => {
                    part(self.declared, value, &position)
                }
            },
        };
        let Some(base) = base else { return Base::Wrong };
        let Some((value, position)) = table.value("over") else { return Base::Of(base) };
        let unit = self.base_unit(&base).without_range();
        match part_in(self.declared, value, &position, &unit) {
            Some(over) => Base::Of(Formula::Less(both(base, over))),
            None => Base::Wrong,
        }
    }

    fn base_unit(&self, base: &Formula) -> &'static Unit {
        if let Formula::Figure(question) = base { self.unit(*question) } else { &Unit::YUAN }
    }

    fn need(&self, of: Option<Formula>, word: &str) -> Option<Formula> {
        if of.is_none() {
            self.position.problem_of_table(needs_of(word));
        }
        of
    }

    /// Returns the main part of an amount, and its lower end where the document names one.
    fn main(
        &self,
        table: &mut TomlTable<'_>,
        of: Option<Formula>,
    ) -> Option<(Formula, Option<Formula>)> {
        if table.has("fixed") {
            return Some((money(&table.maybe_text("fixed")?)?, None));
        }
        let nothing = constant(Decimal::ZERO, Notation::Money);
        if table.has("up_to") {
            let most = money(&table.maybe_text("up_to")?)?;
            let least = match table.maybe_text("from") {
                Some(from) => rising(&from, money(&from)?, most, ["from", "up_to", "fixed"])?,
                None => nothing,
            };
            return Some((most, Some(least)));
        }
        if let Some(word) = ["share", "match"].into_iter().find(|word| table.peeks(word)) {
            let text = table.maybe_text(word)?;
            let of = self.need(of, word);
            let times = self.times(table)?;
            let with =
                |rate: Formula, of: Formula| product([vec![rate, of], times.clone()].concat());
            let most = rate(&text)?;
            let least = match table.maybe_text("from_share") {
                Some(from) => {
                    let words = ["from_share", word, word];
                    Some(with(rising(&from, rate(&from)?, most, words)?, of?))
                }
                None => None,
            };
            return Some((with(most, of?), least));
        }
        if table.has("each") {
            let text = table.maybe_text("each")?;
            let of = self.need(of, "each");
            let per = table.maybe_text("per");
            let times = self.times(table)?;
            let mut counted = of?;
            if let Some(per) = per {
                let unit = self.base_unit(match &counted {
                    Formula::Less(parts) => &parts[0],
                    other => other,
                });
                let size = figures::figure(&unit.without_range(), &per)?;
                if size <= Decimal::ZERO {
                    per.position.problem(say!("`per` must be above 0", "`per` 要大于 0"));
                    return None;
                }
                counted = Formula::FullSteps(leak(counted), size);
            } else if let Formula::Product(numbers) = counted {
                // Each number by itself, beside what one is worth.
                let parts = [vec![money(&text)?], numbers.to_vec(), times].concat();
                return Some((product(parts), None));
            } else if matches!(counted, Formula::Figure(of) if *self.unit(of) == Unit::YUAN) {
                text.position.problem(say!(
                    "`each` of a sum of money needs `per`: for each full how much; or `of` a \
                     number",
                    "按金额用 `each` 要写 `per`：每满多少；或者 `of` 用数量题"
                ));
                return None;
            }
            return Some((product([vec![money(&text)?, counted], times].concat()), None));
        }
        if table.has("progressive") {
            let of = self.need(of, "progressive")?;
            let unit = self.base_unit(&of).without_range();
            let rows = self.rows(table, "progressive", &unit, Notation::Percent)?;
            let rows = rows.into_iter().map(|row| (row.from, row.paid)).collect();
            return Some((Formula::Progressive(leak(of), keep_all(rows)), None));
        }
        for (word, notation) in [("steps", Notation::Money), ("brackets", Notation::Percent)] {
            if table.has(word) {
                return Some((self.by_threshold(table, word, notation, of)?, None));
            }
        }
        if table.has("cases") {
            return Some((self.cases(table, of)?, None));
        }
        if let Some(formula) = self.algebra(table) {
            return Some((formula?, None));
        }
        match of {
            Some(of) => Some((of, None)),
            None => {
                self.position.problem_of_table(no_amount());
                None
            }
        }
    }

    /// Returns what else an amount is multiplied by.
    fn times(&self, table: &mut TomlTable<'_>) -> Option<Vec<Formula>> {
        let Some((value, position)) = table.value("times") else { return Some(Vec::new()) };
        match value {
            TomlValue::Text(id) => Some(vec![Formula::Figure(self.figure(&id)?)]),
            TomlValue::Texts(ids) => {
                ids.iter().map(|id| self.figure(id).map(Formula::Figure)).collect()
            }
            TomlValue::Table(_) => Some(vec![part(self.declared, value, &position)?]),
            TomlValue::YesNo(_) | TomlValue::Other => {
                position.problem(say!("must be a question for a number", "要写数量题的代号"));
                None
            }
        }
    }
}
