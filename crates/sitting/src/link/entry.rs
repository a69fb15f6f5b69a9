//! What a code says of one question: each kind of entry with its writer and its reader.

use super::bits::{BitReader, BitWriter, ENTRY_CHECK_BITS};
use super::names::Names;
use crate::questionnaire::{Draft, Session};
use huiqi_rules::answers::Answer;
use huiqi_rules::carry::Value;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::short_name::LinkForm;
use huiqi_rules::unit::{Unit, decimal_text};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const TAG_BITS: u32 = 3;

const UNCLEAR: u64 = 0;
const NO: u64 = 1;
const YES: u64 = 2;
const OPTION: u64 = 3;
const OPTIONS: u64 = 4;
const FIGURE: u64 = 5;
const SUMS: u64 = 6;
const END: u64 = 7;

/// An answer as a code holds it; options by their hashes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AnswerEntry {
    Unclear,
    YesNo(bool),
    Option(u64),
    Options(Vec<u64>),
    Figure {
        is_negative: bool,
        hundredths: u64,
    },
    /// The two sums that a percentage follows from, in fen; the second is above zero.
    Sums {
        is_negative: bool,
        of: u64,
        to: u64,
    },
}

/// The next entry of a code.
pub(super) enum Next {
    /// An entry for the question with this hash.
    AnswerEntry(u64, AnswerEntry),
    /// The end of the case.
    End,
}

impl AnswerEntry {
    /// Returns what is to be written of a question; nothing where its field holds no answer.
    pub(super) fn of(session: &Session, index: QuestionIndex) -> Option<Self> {
        let question = session.set().question(index);
        let hash =
            |option: usize| LinkForm::Second.option(question.id, question.options[option].id);
        match session.draft(index)? {
            Draft::Unclear => Some(Self::Unclear),
            Draft::YesNo(yes) => Some(Self::YesNo(*yes)),
            Draft::Option(option) => Some(Self::Option(hash(usize::from(*option)))),
            Draft::Options(chosen) => {
                let is_chosen = |option: &usize| chosen >> option & 1 == 1;
                Some(Self::Options(
                    (0..question.options.len()).filter(is_chosen).map(hash).collect(),
                ))
            }
            // Open again: an answer of no use to whom the link is for.
            Draft::Reopened(_) | Draft::AskedAgain => None,
            Draft::Sums(_) => {
                let sums = session.sums(index)?;
                Some(Self::Sums {
                    is_negative: sums.of < 0,
                    of: sums.of.unsigned_abs(),
                    to: sums.to.unsigned_abs(),
                })
            }
            Draft::Typed(_) => match session.read(index) {
                Ok(Some(Answer::Figure(figure))) => Some(Self::Figure {
                    is_negative: figure.is_sign_negative(),
                    hundredths: (figure.abs() * Decimal::ONE_HUNDRED).to_u64()?,
                }),
                Ok(Some(Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_)) | None)
                | Err(_) => None,
            },
        }
    }

    /// Returns what this puts into a question's field; nothing where the question takes no such
    /// answer.
    pub(super) fn draft(&self, question: &Question, names: Names) -> Option<Draft> {
        let index = |wanted: &u64| {
            question
                .options
                .iter()
                .position(|option| names.is_option(question.id, option.id, *wanted))
        };
        match (self, question.kind) {
            (Self::Unclear, Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_)) => {
                Some(Draft::Unclear)
            }
            (Self::YesNo(yes), Kind::YesNo) => Some(Draft::YesNo(*yes)),
            (Self::YesNo(_), Kind::Single | Kind::Multi | Kind::Figure(_)) => None,
            (Self::Option(hash), Kind::Single) => {
                index(hash).map(|index| Draft::Option(index as u8))
            }
            (Self::Option(_), Kind::Multi | Kind::YesNo | Kind::Figure(_)) => None,
            (Self::Options(hashes), Kind::Multi) => {
                let indices: Option<Vec<usize>> = hashes.iter().map(index).collect();
                let chosen = indices?.into_iter().fold(0, |chosen, index| chosen | 1 << index);
                Some(Draft::Options(chosen))
            }
            (Self::Options(_), Kind::Single | Kind::YesNo | Kind::Figure(_)) => None,
            (Self::Figure { is_negative, hundredths }, Kind::Figure(unit)) => {
                let text = figure_text(*is_negative, *hundredths);
                unit.read_strict(&text).ok().map(|_| Draft::Typed(text))
            }
            (Self::Figure { .. }, Kind::Single | Kind::Multi | Kind::YesNo) => None,
            (Self::Sums { is_negative, of, to }, _) => {
                let sums = sum_texts(*is_negative, *of, *to);
                let are_read = sums.iter().all(|sum| Unit::BALANCE.read_strict(sum).is_ok());
                question.quotient.filter(|_| are_read).map(|_| Draft::Sums(sums))
            }
        }
    }

    /// Returns the answer by ids, to a question of any edition; an option that no edition has is
    /// empty.
    pub(super) fn value(&self, names: Names, question: &'static str) -> Value {
        let option = |wanted: &u64| {
            let mut ids = names.set.option_ids_ever(question);
            let found = ids.find(|id| names.is_option(question, id, *wanted));
            found.unwrap_or_default().to_owned()
        };
        match self {
            Self::Unclear => Value::Unclear,
            Self::YesNo(yes) => Value::YesNo(*yes),
            Self::Option(hash) => Value::Option(option(hash)),
            Self::Options(hashes) => Value::Options(hashes.iter().map(option).collect()),
            Self::Figure { is_negative, hundredths } => {
                Value::Figure(figure_text(*is_negative, *hundredths))
            }
            Self::Sums { is_negative, of, to } => Value::Sums(sum_texts(*is_negative, *of, *to)),
        }
    }

    /// Writes an entry for a question, in the second form.
    pub(super) fn write(&self, question: &Question, out: &mut BitWriter) {
        let form = LinkForm::Second;
        let begin = |tag: u64, out: &mut BitWriter| {
            out.put(tag, TAG_BITS);
            out.put(form.question(question.id), form.question_bits());
        };
        match self {
            Self::Unclear => begin(UNCLEAR, out),
            Self::YesNo(false) => begin(NO, out),
            Self::YesNo(true) => begin(YES, out),
            Self::Option(hash) => {
                begin(OPTION, out);
                out.put(*hash, form.option_bits());
            }
            Self::Options(hashes) => {
                begin(OPTIONS, out);
                out.put(hashes.len() as u64, 6);
                hashes.iter().for_each(|hash| out.put(*hash, form.option_bits()));
            }
            Self::Figure { is_negative, hundredths } => {
                begin(FIGURE, out);
                out.put(u64::from(*is_negative), 1);
                out.number(*hundredths);
            }
            Self::Sums { is_negative, of, to } => {
                begin(SUMS, out);
                out.put(u64::from(*is_negative), 1);
                out.number(*of);
                out.number(*to);
            }
        }
        out.check(ENTRY_CHECK_BITS);
    }

    fn read(tag: u64, form: LinkForm, reader: &mut BitReader<'_>) -> Option<Self> {
        let option = |reader: &mut BitReader<'_>| reader.take(form.option_bits());
        match tag {
            UNCLEAR => Some(Self::Unclear),
            NO => Some(Self::YesNo(false)),
            YES => Some(Self::YesNo(true)),
            OPTION => option(reader).map(Self::Option),
            OPTIONS => {
                let count = reader.take(6)?;
                (0..count).map(|_| option(reader)).collect::<Option<_>>().map(Self::Options)
            }
            FIGURE => Some(Self::Figure {
                is_negative: reader.take(1)? == 1,
                hundredths: reader.number()?,
            }),
            SUMS => Some(Self::Sums {
                is_negative: reader.take(1)? == 1,
                of: reader.number()?,
                to: reader.number()?,
            }),
            _ => None,
        }
    }
}

fn figure_text(is_negative: bool, hundredths: u64) -> String {
    let size = Decimal::from(hundredths) / Decimal::ONE_HUNDRED;
    decimal_text(if is_negative { -size } else { size })
}

fn sum_texts(is_negative: bool, of: u64, to: u64) -> [String; 2] {
    [figure_text(is_negative, of), figure_text(false, to)]
}

impl Next {
    /// Writes the end of a case.
    pub(super) fn write_end(out: &mut BitWriter) {
        out.put(END, TAG_BITS);
    }

    /// Reads the next entry: `None` where it is cut short or changed.
    pub(super) fn read(form: LinkForm, reader: &mut BitReader<'_>) -> Option<Self> {
        let tag = reader.take(TAG_BITS)?;
        if tag == END {
            return Some(Self::End);
        }
        let question = reader.take(form.question_bits())?;
        let entry = AnswerEntry::read(tag, form, reader)?;
        reader.holds(ENTRY_CHECK_BITS).then_some(Self::AnswerEntry(question, entry))
    }
}
