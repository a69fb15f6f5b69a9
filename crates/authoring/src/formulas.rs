//! Computed amounts as written: the words of a leaflet, baked into one small algebra.

use super::conditions::condition;
use super::declarations::{Declarations, keep, keep_all};
use super::figures;
use super::read::{Position, TomlTable, TomlText, TomlValue};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::{Case, Computed, Formula, Gap, evaluate};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// The words with which an amount begins, one of which it has.
pub(super) const BEGINNINGS: [&str; 18] = [
    "fixed",
    "up_to",
    "graded",
    "share",
    "match",
    "each",
    "progressive",
    "steps",
    "brackets",
    "cases",
    "open",
    "award",
    "figure",
    "sum",
    "lesser",
    "greater",
    "minus",
    "divide",
];

/// The words that only a computed amount has.
const OF_COMPUTED: [&str; 24] = [
    "from",
    "from_share",
    "each",
    "times",
    "per",
    "progressive",
    "steps",
    "brackets",
    "by",
    "cases",
    "open",
    "award",
    "of_award",
    "figure",
    "sum",
    "lesser",
    "greater",
    "minus",
    "divide",
    "over",
    "less",
    "cap_each",
    "items",
    "raised_by",
];

/// Whether a table has a word that makes its amount a computed one.
pub(super) fn is_computed(table: &mut TomlTable<'_>) -> bool {
    let has_word = OF_COMPUTED.into_iter().any(|word| table.peeks(word));
    has_word
        || table.peeks_other_than_text("of")
        || table.peeks_other_than_text("cap")
        || table.peeks_other_than_text("cap_by")
}

/// Returns a computed amount; `None` where something in it is wrong.
pub(super) fn computed(declared: &Declarations, mut table: TomlTable<'_>) -> Option<Computed> {
    let read = Written::read(declared, &mut table, None);
    table.finish();
    let written = read?;
    let most = written.most;
    let mut awards = Vec::new();
    for formula in [&written.least, &most] {
        formula.each(&mut |part| {
            if let Formula::Award(id) = part
                && !awards.contains(id)
            {
                awards.push(*id);
            }
        });
    }
    Some(Computed {
        least: written.least,
        most,
        gap: written.gap,
        awards: keep_all(awards),
        asked_by_awards: &[],
        ways: &[],
        evaluate,
    })
}

/// Returns the figure of a limit; `None` where something in it is wrong.
pub(super) fn limit_figure(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
) -> Option<Formula> {
    part(declared, value, position)
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
        if table.maybe_true("open") {
            return Some(Self {
                least: constant(Decimal::ZERO, Notation::Money),
                most: Formula::Unbounded,
                gap: Gap::CaseByCase,
            });
        }
        let own = reader.base(table);
        let of = match own {
            Base::None => of,
            Base::Wrong => return None,
            Base::Of(formula) => Some(formula),
        };
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
            written = written.map(|end| match end {
                Formula::Constant(number, _) if number.is_zero() => end,
                _ => Formula::Lesser(keep_all(vec![end, cap])),
            });
        }
        if let Some((value, position)) = table.value("less") {
            let less = part(declared, value, &position)?;
            written = written.map(|end| Formula::Less(both(end, less)));
        }
        Some(written)
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
            (None, None) => return Base::None,
            (None, Some(award)) => Some(Formula::Award(keep(&award.text))),
            (Some((value, position)), _) => match value {
                TomlValue::Text(id) => self.figure(&id).map(Formula::Figure),
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
        match base {
            Formula::Figure(question) => self.unit(*question),
            _ => &Unit::YUAN,
        }
    }

    fn need(&self, of: Option<Formula>, word: &str) -> Option<Formula> {
        if of.is_none() {
            self.position.problem(format!(
                "`{word}` needs `of`: the question for the figure that it is taken of"
            ));
        }
        of
    }

    /// Returns the main part of an amount, and its lower end where the document names one.
    fn main(
        &self,
        table: &mut TomlTable<'_>,
        of: Option<Formula>,
    ) -> Option<(Formula, Option<Formula>)> {
        if let Some(sum) = table.maybe_text("fixed") {
            return Some((money(&sum)?, None));
        }
        let nothing = constant(Decimal::ZERO, Notation::Money);
        if let Some(sum) = table.maybe_text("up_to") {
            let least = match table.maybe_text("from") {
                Some(from) => money(&from)?,
                None => nothing,
            };
            return Some((money(&sum)?, Some(least)));
        }
        if let Some(text) = table.maybe_text("share").or_else(|| table.maybe_text("match")) {
            let of = self.need(of, "share");
            let times = self.times(table)?;
            let with =
                |rate: Formula, of: Formula| product([vec![rate, of], times.clone()].concat());
            let least = match table.maybe_text("from_share") {
                Some(from) => Some(with(rate(&from)?, of?)),
                None => None,
            };
            return Some((with(rate(&text)?, of?), least));
        }
        if let Some(text) = table.maybe_text("each") {
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
                    per.position.problem("`per` must be above 0");
                    return None;
                }
                counted = Formula::FullSteps(leak(counted), size);
            } else if matches!(counted, Formula::Figure(of) if *self.unit(of) == Unit::YUAN) {
                text.position.problem(
                    "`each` of a sum of money needs `per`: for each full how much; \
                     or `of` a number",
                );
                return None;
            }
            return Some((product([vec![money(&text)?, counted], times].concat()), None));
        }
        if table.has("progressive") {
            let of = self.need(of, "progressive")?;
            let unit = self.base_unit(&of).without_range();
            let rows = self.rows(table, "progressive", &unit, Notation::Percent)?;
            let mut before: Option<Decimal> = None;
            for (from, _) in &rows {
                if before.is_some_and(|before| before >= *from) {
                    self.position.problem("the brackets of `progressive` must rise");
                    return None;
                }
                before = Some(*from);
            }
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
                let words = BEGINNINGS.map(|word| format!("`{word}`")).join(", ");
                self.position.problem(format!("no amount; give one of {words}"));
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
                position.problem("must be a question for a number");
                None
            }
        }
    }

    /// Returns pairs of a threshold and what is paid from it.
    fn rows(
        &self,
        table: &mut TomlTable<'_>,
        word: &'static str,
        unit: &Unit,
        notation: Notation,
    ) -> Option<Vec<(Decimal, Decimal)>> {
        let rows = table.pairs(word)?;
        if rows.is_empty() {
            self.position.problem(format!("`{word}` needs at least one pair"));
            return None;
        }
        let row = |(from, paid): (TomlText, TomlText)| {
            let from = figures::figure(unit, &from)?;
            let paid = match notation {
                Notation::Money => figures::money(&paid)?.decimal(),
                Notation::Percent | Notation::Number => {
                    figures::rate(&paid)?.percent() / Decimal::ONE_HUNDRED
                }
            };
            Some((from, paid))
        };
        rows.into_iter().map(row).collect()
    }

    /// Returns an amount that a figure decides: a sum from each threshold on, or a rate of all of
    /// it.
    fn by_threshold(
        &self,
        table: &mut TomlTable<'_>,
        word: &'static str,
        notation: Notation,
        of: Option<Formula>,
    ) -> Option<Formula> {
        let by = match table.maybe_text("by") {
            Some(by) => {
                Some(Formula::Figure(self.declared.question_of(&by, &Unit::ALL.map(Kind::Figure))?))
            }
            None => None,
        };
        let of = self.need(of.or(by), word)?;
        let Formula::Figure(question) = by.unwrap_or(of) else {
            self.position.problem(format!("`{word}` looks at one question; name it with `by`"));
            return None;
        };
        let rows = self.rows(table, word, self.unit(question), notation)?;
        let times = self.times(table)?;
        let mut cases = Vec::new();
        let mut before: Option<Decimal> = None;
        for (from, paid) in rows {
            if before.is_some_and(|before| before >= from) {
                self.position.problem(format!("the thresholds of `{word}` must rise"));
                return None;
            }
            before = Some(from);
            let mut parts = vec![constant(paid, notation)];
            if notation == Notation::Percent {
                parts.push(of);
            }
            let test = Test::AtLeast(from);
            cases.push(Case {
                condition: Condition::Leaf(Leaf { question, test, says: None }),
                then: product([parts, times.clone()].concat()),
            });
        }
        cases.reverse();
        let nothing = leak(constant(Decimal::ZERO, Notation::Money));
        Some(Formula::Cases(keep_all(cases), nothing))
    }

    fn cases(&self, table: &mut TomlTable<'_>, of: Option<Formula>) -> Option<Formula> {
        let mut cases = Vec::new();
        let mut wrong = false;
        for mut case in table.tables("cases") {
            let required = case
                .maybe_table("if")
                .or_else(|| {
                    case.position.problem("`if` is missing; every case has a condition");
                    None
                })
                .and_then(|part| condition(self.declared, part));
            let written = Written::read(self.declared, &mut case, of);
            let position = case.position.clone();
            case.finish();
            match (required, written) {
                (Some(condition), Some(written)) => {
                    if written.gap != Gap::None {
                        position
                            .problem("a case is one amount; say `ceiling` or a range of the whole");
                    }
                    cases.push(Case { condition, then: written.most });
                }
                (Some(_) | None, _) => wrong = true,
            }
        }
        let otherwise = match table.value("otherwise") {
            Some((TomlValue::Table(mut other), _)) => {
                let written = Written::read(self.declared, &mut other, of);
                other.finish();
                written?.most
            }
            Some((value, position)) => part(self.declared, value, &position)?,
            None => {
                self.position.problem(
                    "`otherwise` is missing: what is paid where no case holds, such as \"0元\"",
                );
                return None;
            }
        };
        if wrong || cases.is_empty() {
            return None;
        }
        Some(Formula::Cases(keep_all(cases), leak(otherwise)))
    }

    /// Returns what is written in the algebra itself; the outer `None` where nothing is.
    fn algebra(&self, table: &mut TomlTable<'_>) -> Option<Option<Formula>> {
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

    fn operation(&self, table: &mut TomlTable<'_>, word: &'static str) -> Option<Formula> {
        let values = table.values(word)?;
        if word == "divide" {
            let [(first, at), (TomlValue::Text(by), _)] =
                <[(TomlValue<'_>, Position); 2]>::try_from(values).ok()?
            else {
                self.position.problem("`divide` takes a part and a number such as \"1.2\"");
                return None;
            };
            let first = part(self.declared, first, &at)?;
            let by_number = figures::figure(&Unit::number("", 1), &by)?;
            if by_number <= Decimal::ZERO {
                by.position.problem("a part is divided by a number above 0");
                return None;
            }
            return Some(Formula::Divided(leak(first), by_number));
        }
        let parts: Option<Vec<Formula>> =
            values.into_iter().map(|(value, at)| part(self.declared, value, &at)).collect();
        let parts = parts?;
        match (word, parts.as_slice()) {
            ("minus", [first, second]) => Some(Formula::Less(both(*first, *second))),
            ("minus", _) => {
                self.position.problem("`minus` takes two parts: from which, and what is taken off");
                None
            }
            (_, [] | [_]) => {
                self.position.problem(format!("`{word}` takes at least two parts"));
                None
            }
            ("sum", _) => Some(Formula::Sum(keep_all(parts))),
            ("lesser", _) => Some(Formula::Lesser(keep_all(parts))),
            ("greater", _) => Some(Formula::Greater(keep_all(parts))),
            _ => Some(product(parts)),
        }
    }

    /// Caps each item, where the amount has such a cap.
    fn each_item(&self, table: &mut TomlTable<'_>, written: &mut Written) -> Option<()> {
        let (cap, items) = (table.maybe_text("cap_each"), table.maybe_text("items"));
        let (cap, items) = match (cap, items) {
            (None, None) => return Some(()),
            (Some(cap), Some(items)) => (cap, items),
            (Some(_), None) | (None, Some(_)) => {
                self.position.problem(
                    "`cap_each` and `items` go together: the most for one item, and the question \
                     for their number",
                );
                return None;
            }
        };
        let cap = money(&cap)?;
        let number = Kind::Figure(&Unit::NUMBER);
        let items = Formula::Figure(self.declared.question_of(&items, &[number])?);
        if written.gap != Gap::None && written.gap != Gap::Ceiling {
            self.position.problem("a range has no cap for each item");
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
    fn caps(&self, table: &mut TomlTable<'_>) -> Option<Vec<Formula>> {
        let mut caps = Vec::new();
        if let Some((value, position)) = table.value("cap") {
            caps.push(part(self.declared, value, &position)?);
        }
        match table.value("cap_by") {
            Some((TomlValue::Text(id), _)) => {
                caps.push(Formula::Figure(self.figure(&id)?));
            }
            Some((value, position)) => caps.push(part(self.declared, value, &position)?),
            None => {}
        }
        Some(caps)
    }
}

/// Returns one part of the algebra: a constant with its unit, a question, or a table.
fn part(declared: &Declarations, value: TomlValue<'_>, position: &Position) -> Option<Formula> {
    part_in(declared, value, position, &Unit::YUAN)
}

fn part_in(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
    unit: &Unit,
) -> Option<Formula> {
    match value {
        TomlValue::Text(text) if text.text.ends_with('%') => rate(&text),
        TomlValue::Text(text)
            if unit.notation == Notation::Number && unit.read_authored(&text.text).is_ok() =>
        {
            Some(constant(figures::figure(unit, &text)?, Notation::Number))
        }
        TomlValue::Text(text) if text.text.ends_with('元') => money(&text),
        TomlValue::Text(text) => match Unit::number("", 1).read_authored(&text.text) {
            Ok(number) => Some(constant(number, Notation::Number)),
            Err(_) => {
                let kinds = [Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)];
                declared.question_of(&text, &kinds).map(Formula::Figure)
            }
        },
        TomlValue::Table(mut table) => {
            let written = Written::read(declared, &mut table, None);
            let at = table.position.clone();
            table.finish();
            let written = written?;
            if written.gap != Gap::None {
                at.problem("a part of an amount is one number, and no range");
                return None;
            }
            Some(written.most)
        }
        TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Other => {
            position.problem("must be a text in quotes or a table");
            None
        }
    }
}
