//! Cases as a short code for a link: answers, day and readings, nothing else. A code is written for
//! good: what [`VERSION`] means never changes, and questions and options stand in it by a hash of
//! their id, so that a new edition with other questions still reads it.
//!
//! The code is the version, then base64url of a stream of bits. Each entry ends with six bits that
//! hold for everything before it, the whole with sixteen: of a damaged code, the entries before the
//! damage are kept and the rest is said to be lost.

use crate::cases::{Cases, MOST_CASES};
use crate::questionnaire::{Draft, Session};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::day::{day_number, numbered_day};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::Date;

/// The first letter of every code of this kind.
pub const VERSION: char = '1';

/// What a code said, as far as it could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The cases; the one in view is the one that was.
    pub cases: Cases,
    /// The edition of the rules when the code was made; empty where the damage came before it.
    pub edition: String,
    /// The total of each case then, where it can be read.
    pub totals: Vec<Option<Amount>>,
    /// What could not be read.
    pub faults: Vec<LinkFault>,
}

/// Why a code, or a part of it, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// Not a code at all, or nothing of it is left.
    NoCode,
    /// Made by a later version of this program.
    Newer,
    /// Cut short or changed on the way; what stood after the damage is lost.
    Damaged,
    /// So many answers to questions that this edition does not ask.
    UnknownQuestions(u8),
    /// An answer to this question that is none, or none any more.
    UnknownAnswer(QuestionIndex),
    /// A reading that this edition does not know.
    UnknownReading,
}

const UNCLEAR: u64 = 0;
const NO: u64 = 1;
const YES: u64 = 2;
const OPTION: u64 = 3;
const OPTIONS: u64 = 4;
const FIGURE: u64 = 5;
const END: u64 = 7;

const QUESTION_BITS: u32 = 20;
const OPTION_BITS: u32 = 14;
const DAY_BITS: u32 = 22;
const ENTRY_CHECK_BITS: u32 = 6;

/// A hash of an id, written down for good: FNV-1a, multiplied once more so that its upper bits
/// depend on every letter.
fn hash(text: &str, bits: u32) -> u64 {
    let whole = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u64::from((whole ^ whole >> 15).wrapping_mul(0x2c1b_3c6d) >> (32 - bits))
}

fn question_hash(id: &str) -> u64 {
    hash(id, QUESTION_BITS)
}

fn option_hash(question: &str, option: &str) -> u64 {
    hash(&format!("{question}/{option}"), OPTION_BITS)
}

/// Two ids of questions, of options of one question, or of readings, that a code could not tell
/// apart.
#[must_use]
pub fn alike(set: &PolicySet) -> Option<(String, String)> {
    fn pair(names: Vec<(u64, String)>) -> Option<(String, String)> {
        let twice = |(place, (hash, name)): (usize, &(u64, String))| {
            names[..place]
                .iter()
                .find(|(other, _)| other == hash)
                .map(|(_, other)| (other.clone(), name.clone()))
        };
        names.iter().enumerate().find_map(twice)
    }
    let questions = set
        .questions
        .iter()
        .map(|question| (question_hash(question.id), question.id.to_owned()))
        .collect();
    let readings = set
        .policies
        .iter()
        .flat_map(|policy| policy.readings)
        .map(|reading| (question_hash(reading.id), reading.id.to_owned()))
        .collect();
    let options = |question: &huiqi_rules::question::Question| {
        pair(
            question
                .options
                .iter()
                .map(|option| (option_hash(question.id, option.id), option.id.to_owned()))
                .collect(),
        )
    };
    pair(questions).or_else(|| pair(readings)).or_else(|| set.questions.iter().find_map(options))
}

/// A running check over everything written or read so far.
#[derive(Clone, Copy)]
struct Check(u32);

impl Check {
    const START: Self = Self(0x811c_9dc5);

    fn take(&mut self, value: u64, width: u32) {
        for part in [value as u32, (value >> 32) as u32, width] {
            self.0 = (self.0 ^ part).wrapping_mul(0x0100_0193).rotate_left(5);
        }
    }

    fn bits(self, width: u32) -> u64 {
        u64::from(self.0.wrapping_mul(0x9e37_79b1) >> (32 - width))
    }
}

struct Writer {
    bits: Vec<bool>,
    check: Check,
}

impl Writer {
    fn raw(&mut self, value: u64, width: u32) {
        self.bits.extend((0..width).rev().map(|place| value >> place & 1 == 1));
    }

    fn put(&mut self, value: u64, width: u32) {
        self.raw(value, width);
        self.check.take(value, width);
    }

    /// Groups of five bits, the lowest first, each with a bit that says whether more follow.
    fn number(&mut self, mut value: u64) {
        while value >= 32 {
            self.put(32 | value & 31, 6);
            value >>= 5;
        }
        self.put(value, 6);
    }

    fn check(&mut self, width: u32) {
        self.raw(self.check.bits(width), width);
    }

    fn bytes(&self) -> Vec<u8> {
        self.bits
            .chunks(8)
            .map(|chunk| {
                chunk
                    .iter()
                    .enumerate()
                    .fold(0, |byte, (place, bit)| byte | u8::from(*bit) << (7 - place))
            })
            .collect()
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
    check: Check,
}

impl Reader<'_> {
    fn raw(&mut self, width: u32) -> Option<u64> {
        let mut value = 0;
        for _ in 0..width {
            let byte = self.bytes.get(self.place / 8)?;
            value = value << 1 | u64::from(byte >> (7 - self.place % 8) & 1);
            self.place += 1;
        }
        Some(value)
    }

    fn take(&mut self, width: u32) -> Option<u64> {
        let value = self.raw(width)?;
        self.check.take(value, width);
        Some(value)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for place in 0..13 {
            let group = self.take(6)?;
            let part = group & 31;
            value |=
                part.checked_shl(place * 5).filter(|shifted| shifted >> (place * 5) == part)?;
            if group & 32 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn holds(&mut self, width: u32) -> bool {
        let wanted = self.check.bits(width);
        self.raw(width) == Some(wanted)
    }
}

/// The code of these cases; totals in the same order. What stands in a field and is no answer is
/// not in it.
#[must_use]
pub fn encode(cases: &Cases, totals: &[Amount]) -> String {
    let mut out = Writer { bits: Vec::new(), check: Check::START };
    let set = cases.session().set();
    out.put(set.edition.len() as u64 & 15, 4);
    set.edition.bytes().take(15).for_each(|byte| out.put(u64::from(byte & 127), 7));
    out.put(cases.list().len() as u64, 2);
    out.put(cases.current() as u64, 2);
    out.check(ENTRY_CHECK_BITS);
    for (place, case) in cases.list().iter().enumerate() {
        // A single case needs no name: what a company is called stays where it was typed.
        let own = if case.name == Cases::usual_name(place) || cases.list().len() == 1 {
            ""
        } else {
            case.name.as_str()
        };
        out.put(own.chars().count() as u64, 5);
        own.chars().for_each(|letter| out.number(u64::from(u32::from(letter))));
        session(&mut out, &case.session, totals.get(place).copied());
    }
    out.check(16);
    format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(out.bytes()))
}

fn session(out: &mut Writer, session: &Session, total: Option<Amount>) {
    out.put(day_number(session.on), DAY_BITS);
    let others = session.others();
    out.put(others.len() as u64 & 7, 3);
    others.iter().take(7).for_each(|reading| out.put(question_hash(reading.id), QUESTION_BITS));
    match total.map(|total| (total.least, total.most)) {
        Some((Level::Sum(least), Level::Open)) => {
            out.put(1, 2);
            out.number(fen(least));
        }
        Some((Level::Sum(least), Level::Sum(most))) => {
            out.put(2, 2);
            out.number(fen(least));
            out.number(fen(most));
        }
        Some((Level::Open, _)) | None => out.put(0, 2),
    }
    out.check(ENTRY_CHECK_BITS);
    let set = session.set();
    for (place, question) in set.questions.iter().enumerate() {
        let index = QuestionIndex(place as u8);
        let Some(draft) = session.draft(index).filter(|_| session.is_asked_in_region(index)) else {
            continue;
        };
        let mut entry = |tag: u64, rest: &mut dyn FnMut(&mut Writer)| {
            out.put(tag, 3);
            out.put(question_hash(question.id), QUESTION_BITS);
            rest(out);
            out.check(ENTRY_CHECK_BITS);
        };
        let option = |place: usize| option_hash(question.id, question.options[place].id);
        match draft {
            Draft::Unclear => entry(UNCLEAR, &mut |_| {}),
            Draft::YesNo(yes) => entry(if *yes { YES } else { NO }, &mut |_| {}),
            Draft::Option(chosen) => {
                entry(OPTION, &mut |out| out.put(option(usize::from(*chosen)), OPTION_BITS))
            }
            Draft::Options(chosen) => entry(OPTIONS, &mut |out| {
                out.put(u64::from(chosen.count_ones()), 6);
                (0..question.options.len())
                    .filter(|place| chosen >> place & 1 == 1)
                    .for_each(|place| out.put(option(place), OPTION_BITS));
            }),
            Draft::Typed(_) => {
                if let Ok(Some(Answer::Figure(figure))) = session.read(index)
                    && let Some(hundredths) = (figure.abs() * Decimal::ONE_HUNDRED).to_u64()
                {
                    entry(FIGURE, &mut |out| {
                        out.put(u64::from(figure.is_sign_negative()), 1);
                        out.number(hundredths);
                    });
                }
            }
        }
    }
    out.put(END, 3);
}

fn fen(sum: Yuan) -> u64 {
    (sum.decimal() * Decimal::ONE_HUNDRED).to_u64().unwrap_or(u64::MAX >> 4)
}

/// The code in an address of the page, after `?c=`.
#[must_use]
pub fn code_in(address: &str) -> Option<&str> {
    address.split_once("?c=").map(|(_, code)| code)
}

/// What a code says. Of a damaged one, what stood before the damage.
///
/// # Errors
/// Where nothing of it can be read.
pub fn decode(set: &'static PolicySet, today: Date, code: &str) -> Result<Linked, LinkFault> {
    let code = code.trim();
    let mut letters = code.chars();
    match letters.next() {
        Some(VERSION) => {}
        Some(later) if later.is_ascii_digit() && later > VERSION => return Err(LinkFault::Newer),
        Some(_) | None => return Err(LinkFault::NoCode),
    }
    let body: String = letters
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .collect();
    let bytes = decoded(&body);
    let mut reader = Reader { bytes: &bytes, place: 0, check: Check::START };
    let (edition, count, current) = head(&mut reader).ok_or(LinkFault::NoCode)?;
    let mut found = Found { set, today, faults: Vec::new(), unknown: 0 };
    let (mut sessions, mut totals) = (Vec::new(), Vec::new());
    let mut is_whole = body.len() + 1 == code.len();
    for place in 0..count {
        let mut session = Session::new(set, today);
        let mut total = None;
        let name = found.case(&mut reader, &mut session, &mut total);
        let is_complete = name.is_some();
        let answered = session.region().is_some();
        if is_complete || answered {
            sessions.push((name.flatten().unwrap_or_else(|| Cases::usual_name(place)), session));
            totals.push(total);
        }
        if !is_complete {
            is_whole = false;
            break;
        }
    }
    is_whole = is_whole && reader.holds(16) && reader.place + 8 > bytes.len() * 8;
    let cases = Cases::of(sessions, current).ok_or(LinkFault::NoCode)?;
    let mut faults = found.faults;
    if !is_whole {
        faults.insert(0, LinkFault::Damaged);
    }
    if found.unknown > 0 {
        faults.push(LinkFault::UnknownQuestions(found.unknown));
    }
    Ok(Linked { cases, edition, totals, faults })
}

/// As many bytes as a text that may be cut short still holds.
fn decoded(body: &str) -> Vec<u8> {
    // A last letter alone is less than a byte; bits behind the last byte may be anything where it
    // is cut.
    let lenient = base64::engine::GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone);
    let engine = base64::engine::GeneralPurpose::new(&base64::alphabet::URL_SAFE, lenient);
    let length = if body.len() % 4 == 1 { body.len() - 1 } else { body.len() };
    engine.decode(&body[..length]).unwrap_or_default()
}

fn head(reader: &mut Reader<'_>) -> Option<(String, usize, usize)> {
    let length = reader.take(4)?;
    let edition = (0..length)
        .map(|_| reader.take(7).map(|byte| char::from(byte as u8)))
        .collect::<Option<String>>()?;
    let (count, current) = (reader.take(2)? as usize, reader.take(2)? as usize);
    (reader.holds(ENTRY_CHECK_BITS)
        && (1..=MOST_CASES).contains(&count)
        && current < count
        && !edition.chars().any(char::is_control))
    .then_some((edition, count, current))
}

struct Found {
    set: &'static PolicySet,
    today: Date,
    faults: Vec<LinkFault>,
    unknown: u8,
}

impl Found {
    /// Reads one case as far as it goes: `None` where it is cut short or changed, else its name,
    /// where it has one of its own.
    #[allow(clippy::option_option)]
    fn case(
        &mut self,
        reader: &mut Reader<'_>,
        session: &mut Session,
        total: &mut Option<Amount>,
    ) -> Option<Option<String>> {
        let length = reader.take(5)?;
        let letter =
            |reader: &mut Reader<'_>| char::from_u32(u32::try_from(reader.number()?).ok()?);
        let name = (0..length).map(|_| letter(reader)).collect::<Option<String>>()?;
        let day = reader.take(DAY_BITS)?;
        let readings = (0..reader.take(3)?)
            .map(|_| reader.take(QUESTION_BITS))
            .collect::<Option<Vec<u64>>>()?;
        let told = match reader.take(2)? {
            0 => None,
            1 => Some((reader.number()?, None)),
            _ => Some((reader.number()?, Some(reader.number()?))),
        };
        if !reader.holds(ENTRY_CHECK_BITS) {
            return None;
        }
        session.set_date(numbered_day(day).unwrap_or(self.today));
        for wanted in readings {
            let known = self
                .set
                .policies
                .iter()
                .flat_map(|policy| policy.readings)
                .find(|reading| question_hash(reading.id) == wanted);
            match known {
                Some(reading) => session.readings = session.readings.clone().other(reading.id),
                None => self.faults.push(LinkFault::UnknownReading),
            }
        }
        *total = told.map(|(least, most)| Amount {
            least: Level::Sum(Yuan::from_fen(least)),
            most: most.map_or(Level::Open, |most| Level::Sum(Yuan::from_fen(most))),
        });
        while self.entry(reader, session)? {}
        Some((!name.is_empty()).then_some(name))
    }

    /// Reads one entry: `None` where it is cut short or changed, false at the end.
    fn entry(&mut self, reader: &mut Reader<'_>, session: &mut Session) -> Option<bool> {
        let tag = reader.take(3)?;
        if tag == END {
            return Some(false);
        }
        let wanted = reader.take(QUESTION_BITS)?;
        let (mut options, mut figure) = (Vec::new(), None);
        match tag {
            UNCLEAR | NO | YES => {}
            OPTION => options.push(reader.take(OPTION_BITS)?),
            OPTIONS => {
                for _ in 0..reader.take(6)? {
                    options.push(reader.take(OPTION_BITS)?);
                }
            }
            FIGURE => {
                let is_negative = reader.take(1)? == 1;
                let size = Decimal::from(reader.number()?) / Decimal::ONE_HUNDRED;
                figure = Some(if is_negative { -size } else { size });
            }
            _ => return None,
        }
        if !reader.holds(ENTRY_CHECK_BITS) {
            return None;
        }
        let Some(place) =
            self.set.questions.iter().position(|question| question_hash(question.id) == wanted)
        else {
            self.unknown = self.unknown.saturating_add(1);
            return Some(true);
        };
        let index = QuestionIndex(place as u8);
        match self.draft(index, tag, &options, figure) {
            Some(draft) => session.put(index, draft),
            None => self.faults.push(LinkFault::UnknownAnswer(index)),
        }
        if session.problem(index).is_some_and(|_| figure.is_some()) {
            session.clear(index);
            self.faults.push(LinkFault::UnknownAnswer(index));
        }
        Some(true)
    }

    /// What an entry puts into a question's field; nothing where the question takes no such answer.
    fn draft(
        &self,
        index: QuestionIndex,
        tag: u64,
        options: &[u64],
        figure: Option<Decimal>,
    ) -> Option<Draft> {
        let question = self.set.question(index);
        let place = |wanted: &u64| {
            question
                .options
                .iter()
                .position(|option| option_hash(question.id, option.id) == *wanted)
        };
        match (tag, question.kind) {
            (UNCLEAR, _) => Some(Draft::Unclear),
            (NO | YES, Kind::YesNo) => Some(Draft::YesNo(tag == YES)),
            (OPTION, Kind::Single) => {
                options.first().and_then(place).map(|place| Draft::Option(place as u8))
            }
            (OPTIONS, Kind::Multi) => {
                options.iter().map(place).collect::<Option<Vec<_>>>().map(|places| {
                    Draft::Options(places.into_iter().fold(0, |bits, place| bits | 1 << place))
                })
            }
            (FIGURE, Kind::Figure(_)) => {
                figure.map(|figure| Draft::Typed(huiqi_rules::unit::decimal_text(figure)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
