//! The tables as bytes: each type with its fields, in their order.

use crate::codec::{Binary, Broken, Pool, Read, Reader, Writer};
use huiqi_rules::answers::Answer;
use huiqi_rules::apply::{
    Apply, ApplyMode, ApplyPlace, ApplyStatus, Material, MaterialForm, StatusWord, Window,
};
use huiqi_rules::bends::{bends, kinks};
use huiqi_rules::condition::{Condition, Leaf, Relation, Test};
use huiqi_rules::formerly::{Becomes, CarryRule, Constant, FormerOption, FormerQuestion, Pattern};
use huiqi_rules::formula::{Case, Computed, Formula, Gap, evaluate};
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::limit::{LimitRule, OtherLimitMembers, OtherRule, SumLimit};
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::moves::{Effort, Move, Setting};
use huiqi_rules::policy::*;
use huiqi_rules::question::{
    ChoiceOption, Constraint, Kind, Question, QuestionIndex, Quotient, QuotientKind, RegionalHelp,
    Variables,
};
use huiqi_rules::synonym::{EverydayWords, Meaning, Synonym};
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A struct: all its fields, one after another.
macro_rules! fields {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Binary for $name {
            fn write(&self, out: &mut Writer) {
                let Self { $($field),* } = self;
                $($field.write(out);)*
            }

            fn read(from: &mut Reader<'_>) -> Read<Self> {
                $(let $field = Binary::read(from)?;)*
                Ok(Self { $($field),* })
            }
        }
    )*};
}

/// An enum: the number of the variant, then what it holds. A number is never given to another
/// variant.
macro_rules! variants {
    ($($name:ident { $($number:literal $variant:ident $(($($held:ident),*))?
        $({ $($field:ident),* })?,)* })*) => {$(
        impl Binary for $name {
            fn write(&self, out: &mut Writer) {
                match self {
                    $(Self::$variant $(($($held),*))? $({ $($field),* })? => {
                        out.bytes.push($number);
                        $($($held.write(out);)*)?
                        $($($field.write(out);)*)?
                    })*
                }
            }

            fn read(from: &mut Reader<'_>) -> Read<Self> {
                Ok(match from.byte()? {
                    $($number => {
                        $($(let $held = Binary::read(from)?;)*)?
                        $($(let $field = Binary::read(from)?;)*)?
                        Self::$variant $(($($held),*))? $({ $($field),* })?
                    })*
                    _ => return Err(Broken(concat!("no ", stringify!($name)))),
                })
            }
        }
    )*};
}

impl Binary for PolicySet {
    fn write(&self, out: &mut Writer) {
        let Self {
            edition,
            regions,
            steps,
            sections,
            assumptions,
            questions,
            constraints,
            moves,
            formerly,
            synonyms,
            everyday_words,
            policies,
            first_form,
        } = self;
        edition.write(out);
        regions.write(out);
        steps.write(out);
        sections.write(out);
        questions.write(out);
        constraints.write(out);
        // The page names a document before there is a result.
        policies.iter().for_each(|policy| out.know(policy.short_title));
        out.use_pool(Pool::Results);
        assumptions.write(out);
        moves.write(out);
        formerly.write(out);
        synonyms.write(out);
        everyday_words.write(out);
        policies.write(out);
        first_form.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok(Self {
            edition: Binary::read(from)?,
            regions: Binary::read(from)?,
            steps: Binary::read(from)?,
            sections: Binary::read(from)?,
            questions: Binary::read(from)?,
            constraints: Binary::read(from)?,
            assumptions: Binary::read(from)?,
            moves: Binary::read(from)?,
            formerly: Binary::read(from)?,
            synonyms: Binary::read(from)?,
            everyday_words: Binary::read(from)?,
            policies: Binary::read(from)?,
            first_form: Binary::read(from)?,
        })
    }
}

impl Binary for Kind {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Single => out.bytes.push(0),
            Self::Multi => out.bytes.push(1),
            Self::YesNo => out.bytes.push(2),
            Self::Figure(unit) => {
                match unit.notation {
                    Notation::Money => out.bytes.push(3),
                    Notation::Percent => out.bytes.push(4),
                    Notation::Number => {
                        out.bytes.push(5);
                        unit.word.write(out);
                        unit.hundredths_of_step().write(out);
                    }
                }
                unit.range().write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let unit = match from.byte()? {
            0 => return Ok(Self::Single),
            1 => return Ok(Self::Multi),
            2 => return Ok(Self::YesNo),
            3 => Unit::YUAN,
            4 => Unit::PERCENT,
            5 => {
                let (word, step) = (Binary::read(from)?, u32::read(from)?);
                if !(1..=1_000_000_000).contains(&step) {
                    return Err(Broken("a number has no step"));
                }
                Unit::number(word, step)
            }
            _ => return Err(Broken("no kind of question")),
        };
        let (least, most) = Binary::read(from)?;
        Ok(Self::Figure(from.keep(unit.within(least, most))))
    }
}

impl Binary for Computed {
    fn write(&self, out: &mut Writer) {
        let Self { least, most, gap, awards, conditions, ways, evaluate: _, bends: _, kinks: _ } =
            self;
        least.write(out);
        most.write(out);
        gap.write(out);
        awards.write(out);
        conditions.write(out);
        ways.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok(Self {
            least: Binary::read(from)?,
            most: Binary::read(from)?,
            gap: Binary::read(from)?,
            awards: Binary::read(from)?,
            conditions: Binary::read(from)?,
            ways: Binary::read(from)?,
            evaluate,
            bends,
            kinks,
        })
    }
}

impl Binary for Leaf {
    fn write(&self, out: &mut Writer) {
        let Self { question, test, says } = self;
        question.write(out);
        match out.names.only_region {
            Some(region) if *question == PolicySet::REGION => {
                of_one_region(*test, region).write(out)
            }
            Some(_) | None => test.write(out),
        }
        says.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok(Self {
            question: Binary::read(from)?,
            test: Binary::read(from)?,
            says: Binary::read(from)?,
        })
    }
}

/// Returns a test of the region where only one is left.
fn of_one_region(test: Test, region: u16) -> Test {
    let passes = test.passes_option(region);
    Test::OneOf(u64::from(passes))
}

impl Binary for LimitRule {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Highest => out.bytes.push(0),
            Self::AtMost(formula, reads, _) => {
                out.bytes.push(1);
                formula.write(out);
                reads.write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let first = from.byte()?;
        limit_rule(first, from)
    }
}

/// Reads what follows the first byte of a limit's rule.
fn limit_rule(first: u8, from: &mut Reader<'_>) -> Read<LimitRule> {
    match first {
        0 => Ok(LimitRule::Highest),
        1 => Ok(LimitRule::AtMost(Binary::read(from)?, Binary::read(from)?, evaluate)),
        _ => Err(Broken("no rule of a limit")),
    }
}

/// What readings change comes before the rule, where they change something.
const CHANGED_BY_READINGS: u8 = 2;

impl Binary for SumLimit {
    fn write(&self, out: &mut Writer) {
        let Self { id, clause, name, rule, members, other_rule, other_members } = self;
        id.write(out);
        clause.write(out);
        name.write(out);
        if other_rule.is_some() || other_members.is_some() {
            out.needs(2);
            out.bytes.push(CHANGED_BY_READINGS);
            other_rule.write(out);
            other_members.write(out);
        }
        rule.write(out);
        members.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let (id, clause, name) = (Binary::read(from)?, Binary::read(from)?, Binary::read(from)?);
        let mut first = from.byte()?;
        let (mut other_rule, mut other_members) = (None, None);
        if first == CHANGED_BY_READINGS {
            (other_rule, other_members) = (Binary::read(from)?, Binary::read(from)?);
            first = from.byte()?;
        }
        let rule = limit_rule(first, from)?;
        let members = Binary::read(from)?;
        Ok(Self { id, clause, name, rule, members, other_rule, other_members })
    }
}

impl Binary for AwardDays {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::OfDocument => out.bytes.push(0),
            Self::EarlierToo => out.bytes.push(1),
            Self::Own(own) => {
                out.needs(2);
                out.bytes.push(2);
                own.write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        match from.byte()? {
            0 => Ok(Self::OfDocument),
            1 => Ok(Self::EarlierToo),
            2 => Ok(Self::Own(Binary::read(from)?)),
            _ => Err(Broken("no days of an award")),
        }
    }
}

impl Binary for Yuan {
    fn write(&self, out: &mut Writer) {
        self.decimal().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Self::from_decimal(Decimal::read(from)?).ok_or(Broken("a sum below zero"))
    }
}

impl Binary for Rate {
    fn write(&self, out: &mut Writer) {
        (self.percent() * Decimal::ONE_HUNDRED)
            .to_u32()
            .expect("an authored rate is a whole number of hundredths")
            .write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        Ok(Self::from_hundredths_of_percent(u32::read(from)?))
    }
}

impl Binary for QuestionIndex {
    fn write(&self, out: &mut Writer) {
        out.used.insert(self.0);
        let number = match &out.names.questions {
            // One that is left out is written nowhere.
            Some(numbers) => numbers[usize::from(self.0)].unwrap_or(u16::MAX),
            None => self.0,
        };
        number.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        u16::read(from).map(Self)
    }
}

/// A type around one number.
macro_rules! numbers {
    ($($name:ident($held:ty))*) => {$(
        impl Binary for $name {
            fn write(&self, out: &mut Writer) {
                self.0.write(out);
            }

            fn read(from: &mut Reader<'_>) -> Read<Self> {
                <$held>::read(from).map(Self)
            }
        }
    )*};
}

numbers! { ReadingIndex(u8) ReadingSet(u64) Variables(u128) }

fields! {
    FirstForm { regions, questions, readings }
    Region {
        id, name, hint, rest_of, within, policies, questions, constraints, reads, divisions,
        pinyin, is_last,
    }
    QuestionStep { id, title, intro }
    Section { id, title, intro }
    Question {
        id, kind, step, section, label, short, help, help_by_region, quotient, options,
        first_variable, proof,
    }
    RegionalHelp { region, help }
    Quotient { of, to, is, help }
    ChoiceOption { id, label, hidden_in }
    Constraint { multi, ladder, ranks, message }
    Move { id, advice, note, from, sets, effort }
    FormerQuestion { before, id, kind, short, label, column, options, reworded, rules }
    FormerOption { id, label }
    CarryRule { answer, with, regions, becomes }
    Synonym { word, question, meaning }
    EverydayWords { words, documents_say }
    Policy {
        id, title, short_title, number, issuer, issued_on, valid_from, valid_to, validity_note,
        checked_on, source_url, enquiries, level, regions, claimed_elsewhere, awards,
        highest_only, limits, readings, supports, goals, recognitions, companies,
    }
    ClaimedElsewhere { question, clause }
    Award {
        id, name, clause, payers, paid_by, kind, summary, quota, matter, terms, others,
        title_brings, title_later, notes, apply,
    }
    OtherTerms { readings, terms }
    Terms { condition, amount, silent_unless, days, reads }
    OwnDays { first, last, earlier_too }
    HighestOnly { id, clause, name, awards, other }
    OtherMembers { reading, awards }
    OtherRule { reading, rule }
    OtherLimitMembers { reading, members }
    Reading { id, clause, awards, followed, other }
    Support { id, name, clause, departments, kind, condition, unpriced }
    Unpriced { id, what, why_not_counted }
    Goal { id, clause, what, why_not_counted }
    Recognition { question, option, conditions, season, source }
    Company { name, on, answers }
    Apply { mode, windows, place, telephone, materials, before, status }
    ApplyPlace { office, address }
    Material { name, form }
    ApplyStatus { is, as_of, source }
    Case { condition, then }
}

variants! {
    AwardKind { 0 Entitlement, 1 Ceiling, 2 Competitive, }
    GovernmentLevel { 0 County, 1 City, 2 Province, 3 State, }
    QuotientKind { 0 Growth, 1 Share, }
    Effort { 0 Form, 1 Title, 2 Quotation, 3 Listing, }
    Setting {
        0 Option(question, option),
        1 Include(question, option),
        2 Yes(question),
        3 Threshold(question),
    }
    Pattern { 0 Any, 1 OneOf(options), 2 Only(options), 3 Is(yes), 4 Zero, }
    Becomes {
        0 Same { question, renamed },
        1 Set { question, answer },
        2 AskedAgain { question, why },
    }
    Constant { 0 Option(id), 1 Options(ids), 2 YesNo(yes), 3 Figure(text), }
    Meaning { 0 Question, 1 Option(option), 2 PlaceIn(option), 3 NoOption, }
    Answer { 0 Option(option), 1 Options(options), 2 YesNo(yes), 3 Figure(figure), }
    Condition { 0 All(parts), 1 Any(parts), 2 Not(part), 3 Leaf(leaf), }
    Test {
        0 AtLeastOption(option),
        1 OneOf(options),
        2 Includes(option),
        3 IsYes,
        4 AtLeast(threshold),
        5 Compares(relation, threshold),
        6 ComparesPart(test),
    }
    Relation { 0 AtLeast, 1 Above, 2 AtMost, 3 Below, }
    AmountRule {
        0 Fixed(sum),
        1 UpTo(sum),
        2 Graded { question, grades, highest },
        3 Share { rate, of, cap, promise },
        4 Match { rate, of },
        5 Computed(computed),
    }
    Promise { 0 Paid, 1 Ceiling, }
    Grade { 0 Sum(sum), 1 Undecided, }
    Cap { 0 Sum(sum), 1 Question(question), }
    Gap { 0 None, 1 Ceiling, 2 Range, 3 Spread, 4 CaseByCase, }
    Notation { 0 Money, 1 Percent, 2 Number, }
    Formula {
        0 Constant(number, notation),
        1 Unbounded,
        2 Figure(question),
        3 Sum(parts),
        4 Product(parts),
        5 Lesser(parts),
        6 Greater(parts),
        7 Less(parts),
        8 Divided(part, by),
        9 FullSteps(part, per),
        10 Progressive(part, brackets),
        11 Cases(cases, otherwise),
        12 Award(id),
    }
    ApplyMode { 0 Unasked, 1 Quick, 2 Application, }
    Window { 0 Dated { from, to }, 1 Yearly(season), }
    MaterialForm { 0 Original, 1 Copy, 2 Both, }
    StatusWord { 0 Open, 1 Closed, 2 UsedUp, }
}
