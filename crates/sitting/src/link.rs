//! Cases as a short code for a link: answers, day and readings, nothing else. A code is written for
//! good: what its first letter means never changes, and regions, questions and options are written
//! in it as a hash of their id, so that a new edition with other questions still reads it.
//!
//! The code is that letter, then base64url of a stream of bits. Each entry ends with six bits that
//! hold for everything before it, the whole with sixteen: of a damaged code, the entries before the
//! damage are kept and the rest is said to be lost.
//!
//! Codes that begin with 2 name the region of a case first, among all regions; its questions,
//! options and readings are then found among those of the region. Codes that begin with 1 are no
//! longer written; they name only what was there while they were.

mod bits;
mod entry;
mod head;
mod names;

use crate::cases::Cases;
use crate::former;
use crate::questionnaire::Session;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, Engine};
use bits::{BitReader, BitWriter};
use entry::{AnswerEntry, Next};
use head::{CaseHead, Head};
use huiqi_rules::amount::Amount;
use huiqi_rules::carry::{GivenTo, Value};
use huiqi_rules::day::numbered_day;
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::short_name::{LinkForm, region_hash};
use names::Names;
use time::Date;

/// The first letter of every code that is written.
pub const VERSION: char = '2';

/// The number of check bits at the end of a code; they cover all of it.
const CODE_CHECK_BITS: u32 = 16;

/// What a code said, as far as it could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkContents {
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
    /// Its region is none of this edition, and its answers mean nothing without it.
    UnknownRegion,
    /// Cut short or changed on the way; what comes after the damage is lost.
    Damaged,
    /// The number of answers to questions that this edition does not ask.
    UnknownQuestions(u8),
    /// An answer to this question that is none, or none any more.
    UnknownAnswer(QuestionIndex),
    /// This question is asked otherwise now, and why.
    AskedAgain(QuestionIndex, &'static str),
    /// A reading that this edition does not know.
    UnknownReading,
}

/// Returns the code of these cases; totals in the same order. The content of a field that is no
/// answer is not in it.
#[must_use]
pub fn encode(cases: &Cases, totals: &[Amount]) -> String {
    let mut out = BitWriter::new();
    let (set, list) = (cases.session().set(), cases.list());
    let head =
        Head { edition: set.edition.to_owned(), count: list.len(), current: cases.current() };
    head.write(&mut out);
    for (index, case) in list.iter().enumerate() {
        // A single case needs no name: what a company is called stays where it was typed.
        let is_unnamed = case.name == Cases::usual_name(index) || list.len() == 1;
        let name = if is_unnamed { "" } else { Cases::name_for_link(&case.name) };
        CaseHead::of(&case.session, name, totals.get(index).copied()).write(&mut out);
        for (index, question) in set.questions.iter().enumerate() {
            let index = QuestionIndex(index as u16);
            if index != PolicySet::REGION
                && case.session.counts(index)
                && let Some(entry) = AnswerEntry::of(&case.session, index)
            {
                entry.write(question, &mut out);
            }
        }
        Next::write_end(&mut out);
    }
    out.check(CODE_CHECK_BITS);
    format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(out.bytes()))
}

/// Returns an address of the page as it was made: without what programs and people glue to it,
/// such as `&from=timeline` or words, and with the signs that a program has escaped.
#[must_use]
pub fn mended(address: &str) -> String {
    // An escape may itself have been escaped.
    let escapes = ["%25 %", "%23 #", "%2F /", "%2f /", "%3F ?", "%3f ?", "%3D =", "%3d =", "%26 &"];
    let escapes = escapes.iter().filter_map(|pair| pair.split_once(' '));
    let address = escapes.fold(address.replace("&amp;", "&"), |address, (escape, sign)| {
        address.replace(escape, sign)
    });
    let Some(path) = address.strip_prefix("#/") else { return address };
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let (name, rest) = path.split_at(path.find(|one| !is_name(one)).unwrap_or(path.len()));
    if let Some(code) = code_in(rest) {
        return format!("#/{name}?c={code}");
    }
    let Some(place) = rest.find("?other=").or_else(|| rest.find("&other=")) else {
        return format!("#/{name}");
    };
    let is_reading = |letter: char| is_name(letter) || matches!(letter, '/' | ',');
    let readings = rest[place + 7..].split(|one| !is_reading(one)).next().unwrap_or_default();
    format!("#/{name}?other={}", readings.trim_end_matches(['/', ',']))
}

/// Returns the code in an address of the page, after `?c=` or `&c=`; what follows the code is read
/// with it, since only [`decode`] knows where it ends.
#[must_use]
pub fn code_in(address: &str) -> Option<&str> {
    let place = address.find("?c=").or_else(|| address.find("&c="))?;
    Some(&address[place + 3..])
}

/// Returns what a code says. Of a damaged one, what comes before the damage. What chat programs
/// glue to its end, such as `&from=timeline` or words, is no damage: the check bits show that all
/// of it was read.
///
/// # Errors
/// Where nothing of it can be read.
pub fn decode(set: &'static PolicySet, today: Date, code: &str) -> Result<LinkContents, LinkFault> {
    let code = code.trim();
    let mut letters = code.chars();
    let letter = letters.next().ok_or(LinkFault::NoCode)?;
    let Some(form) = LinkForm::of_letter(letter) else {
        let is_later = letter.is_ascii_digit() && letter > VERSION;
        return Err(if is_later { LinkFault::Newer } else { LinkFault::NoCode });
    };
    let body: String = letters
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .collect();
    let bytes = decoded(&body);
    let mut reader = BitReader::new(&bytes);
    let head = Head::read(form, &mut reader).ok_or(LinkFault::NoCode)?;
    let edition = head.edition.clone();
    let names = Names { set, form };
    let mut decoder = Decoder { names, today, edition, faults: Vec::new(), unknown: 0 };
    let (mut sessions, mut totals) = (Vec::new(), Vec::new());
    let (mut is_whole, mut current) = (true, 0);
    for number in 0..head.count {
        let Some(case) = CaseHead::read(form, &mut reader) else {
            is_whole = false;
            break;
        };
        let mut session = decoder.session(&case);
        let region = decoder.region(&case, &mut session);
        let is_complete = decoder.entries(&mut reader, &mut session, region);
        decoder.readings(&case, &mut session);
        if region != CaseRegion::Unknown && (is_complete || session.region().is_some()) {
            if number == head.current {
                current = sessions.len();
            }
            let name = Cases::name_of_sender(&case.name);
            sessions.push((name.unwrap_or_else(|| Cases::usual_name(number)), session));
            totals.push(case.total);
        }
        if !is_complete {
            is_whole = false;
            break;
        }
    }
    is_whole = is_whole && reader.holds(CODE_CHECK_BITS);
    let is_elsewhere = decoder.faults.contains(&LinkFault::UnknownRegion);
    let nothing = if is_elsewhere { LinkFault::UnknownRegion } else { LinkFault::NoCode };
    let cases = Cases::of(sessions, current).ok_or(nothing)?;
    let faults = decoder.faults((!is_whole).then_some(LinkFault::Damaged));
    Ok(LinkContents { cases, edition: head.edition, totals, faults })
}

/// Returns the region that a code names, of these ids: that of its first case. A code of the first
/// form names none before its answers.
#[must_use]
pub fn region_of<'i>(code: &str, mut ids: impl Iterator<Item = &'i str>) -> Option<&'i str> {
    let code = code.trim();
    let form = LinkForm::of_letter(code.chars().next()?)?;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let end = code.find(|letter| !is_letter(letter)).unwrap_or(code.len());
    let bytes = decoded(&code[1..end]);
    let mut reader = BitReader::new(&bytes);
    Head::read(form, &mut reader)?;
    let wanted = CaseHead::read(form, &mut reader)?.region?;
    ids.find(|id| region_hash(id) == wanted)
}

/// Returns as many bytes as a text that may be cut short still holds.
fn decoded(body: &str) -> Vec<u8> {
    // A last letter alone is less than a byte; bits behind the last byte may be anything where it
    // is cut.
    let lenient = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone);
    let engine = GeneralPurpose::new(&base64::alphabet::URL_SAFE, lenient);
    let length = if body.len() % 4 == 1 { body.len() - 1 } else { body.len() };
    engine.decode(&body[..length]).unwrap_or_default()
}

/// What a code says of the region before any answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CaseRegion {
    /// Nothing: it is an answer like others, or not chosen.
    Unsaid,
    /// This one, of the edition that was answered.
    Id(&'static str),
    /// One that this edition does not know.
    Unknown,
}

/// Turns what a code says into sessions of this rule set, and keeps what it does not know.
struct Decoder {
    names: Names,
    today: Date,
    /// The edition that was answered.
    edition: String,
    faults: Vec<LinkFault>,
    unknown: u8,
}

impl Decoder {
    fn is_former(&self) -> bool {
        self.edition.as_str() < self.names.set.edition
    }

    /// Returns a session with the day of a case.
    fn session(&self, head: &CaseHead) -> Session {
        let mut session = Session::new(self.names.set, self.today);
        // The day of a link is one that was chosen, unless it is today's.
        if let Some(day) = numbered_day(head.day).filter(|day| *day != self.today) {
            session.set_date(day);
        }
        session
    }

    /// Puts the region of a case into its session.
    fn region(&mut self, head: &CaseHead, session: &mut Session) -> CaseRegion {
        let Some(wanted) = head.region else { return CaseRegion::Unsaid };
        let set = self.names.set;
        let question = set.question(PolicySet::REGION);
        let now = question.options.iter().map(|option| option.id);
        let mut ids: Vec<&'static str> = now.collect();
        if self.is_former() {
            ids.extend(set.option_ids_ever(question.id));
        }
        let Some(id) = ids.into_iter().find(|id| region_hash(id) == wanted) else {
            self.faults.push(LinkFault::UnknownRegion);
            return CaseRegion::Unknown;
        };
        former::put(session, GivenTo::Edition(&self.edition), &[region_answer(set, id)]);
        CaseRegion::Id(id)
    }

    /// Puts the readings of a case into its session, which has its region.
    fn readings(&mut self, head: &CaseHead, session: &mut Session) {
        let names = self.names;
        let policies: Vec<&'static Policy> = match names.form {
            LinkForm::First => names.set.policies.iter().collect(),
            LinkForm::Second => session.policies(),
        };
        for wanted in &head.readings {
            let mut readings = policies.iter().flat_map(|policy| policy.readings);
            match readings.find(|reading| names.is_reading(reading.id, *wanted)) {
                Some(reading) => session.readings = session.readings.clone().other(reading.id),
                None if self.faults.contains(&LinkFault::UnknownReading) => {}
                None => self.faults.push(LinkFault::UnknownReading),
            }
        }
    }

    /// Reads the entries of a case as far as they go; whether that is to its end.
    fn entries(
        &mut self,
        reader: &mut BitReader<'_>,
        session: &mut Session,
        region: CaseRegion,
    ) -> bool {
        let mut entries = Vec::new();
        let is_complete = loop {
            match Next::read(self.names.form, reader) {
                Some(Next::AnswerEntry(question, entry)) => entries.push((question, entry)),
                Some(Next::End) => break true,
                None => break false,
            }
        };
        if region == CaseRegion::Unknown {
            return is_complete;
        }
        let ids = self.questions(session);
        if self.is_former() {
            self.former(&ids, &entries, session, region);
        } else {
            entries
                .iter()
                .for_each(|(question, entry)| self.entry(&ids, *question, entry, session));
            session.note_matters();
        }
        is_complete
    }

    /// Returns the ids of the questions that a code can name: in the second form those of the
    /// region, and those of former editions.
    fn questions(&self, session: &Session) -> Vec<&'static str> {
        let set = self.names.set;
        let mut ids: Vec<&'static str> = match self.names.form {
            LinkForm::First => set.questions.iter().map(|question| question.id).collect(),
            LinkForm::Second => {
                let asked = set.question_indices().skip(1);
                let asked = asked.filter(|index| session.counts(*index));
                asked.map(|index| set.question(index).id).collect()
            }
        };
        if self.is_former() {
            ids.extend(set.formerly.iter().map(|former| former.id));
        }
        ids
    }

    fn entry(
        &mut self,
        ids: &[&'static str],
        wanted: u64,
        entry: &AnswerEntry,
        session: &mut Session,
    ) {
        let found = ids.iter().find(|id| self.names.is_question(id, wanted));
        let Some(index) = found.and_then(|id| self.names.set.question_index(id)) else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        match entry.draft(self.names.set.question(index), self.names) {
            Some(draft) => session.keep(index, draft),
            None => self.faults.push(LinkFault::UnknownAnswer(index)),
        }
    }

    /// Carries the entries of a former edition over to this one.
    fn former(
        &mut self,
        ids: &[&'static str],
        entries: &[(u64, AnswerEntry)],
        session: &mut Session,
        region: CaseRegion,
    ) {
        let set = self.names.set;
        let mut answers = Vec::new();
        if let CaseRegion::Id(id) = region {
            answers.push(region_answer(set, id));
        }
        for (wanted, entry) in entries {
            match ids.iter().find(|id| self.names.is_question(id, *wanted)) {
                Some(id) => answers.push(((*id).to_owned(), entry.value(self.names, id))),
                None => self.unknown = self.unknown.saturating_add(1),
            }
        }
        let mut left_out = former::put(session, GivenTo::Edition(&self.edition), &answers);
        for index in set.question_indices() {
            if session.read(index).is_err() {
                session.clear(index);
                left_out.unknown_answers.push(index);
            }
        }
        let unknown = u8::try_from(left_out.unknown_questions).unwrap_or(u8::MAX);
        self.unknown = self.unknown.saturating_add(unknown);
        let again = left_out.asked_again.into_iter();
        self.faults.extend(again.map(|(index, why)| LinkFault::AskedAgain(index, why)));
        self.faults.extend(left_out.unknown_answers.into_iter().map(LinkFault::UnknownAnswer));
    }

    /// Returns what could not be read, damage first.
    fn faults(self, damage: Option<LinkFault>) -> Vec<LinkFault> {
        let unknown = (self.unknown > 0).then_some(LinkFault::UnknownQuestions(self.unknown));
        damage.into_iter().chain(self.faults).chain(unknown).collect()
    }
}

fn region_answer(set: &PolicySet, id: &str) -> (String, Value) {
    (set.question(PolicySet::REGION).id.to_owned(), Value::Option(id.to_owned()))
}

#[cfg(test)]
mod tests;
