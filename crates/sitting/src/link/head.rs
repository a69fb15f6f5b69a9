//! What a code says before any answer: of all cases together, and of each one by itself.

use super::bits::{BitReader, BitWriter, ENTRY_CHECK_BITS};
use crate::cases::MOST_CASES;
use crate::questionnaire::Session;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::day_number;
use huiqi_rules::money::Yuan;
use huiqi_rules::short_name::{QUESTION_BITS, question_hash};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const DAY_BITS: u32 = 22;
/// More readings than this do not fit into a code.
const MOST_READINGS: usize = 7;

/// What a code begins with.
pub(super) struct Head {
    pub(super) edition: String,
    pub(super) count: usize,
    pub(super) current: usize,
}

impl Head {
    pub(super) fn write(&self, out: &mut BitWriter) {
        out.put(self.edition.len() as u64 & 15, 4);
        self.edition.bytes().take(15).for_each(|byte| out.put(u64::from(byte & 127), 7));
        out.put(self.count as u64, 2);
        out.put(self.current as u64, 2);
        out.check(ENTRY_CHECK_BITS);
    }

    pub(super) fn read(reader: &mut BitReader<'_>) -> Option<Self> {
        let length = reader.take(4)?;
        let letter = |reader: &mut BitReader<'_>| reader.take(7).map(|byte| char::from(byte as u8));
        let edition = (0..length).map(|_| letter(reader)).collect::<Option<String>>()?;
        let (count, current) = (reader.take(2)? as usize, reader.take(2)? as usize);
        (reader.holds(ENTRY_CHECK_BITS)
            && (1..=MOST_CASES).contains(&count)
            && current < count
            && is_edition(&edition))
        .then_some(Self { edition, count, current })
    }
}

/// What a case begins with.
pub(super) struct CaseHead {
    /// Its own name; empty where nobody named it.
    pub(super) name: String,
    /// The number of its day.
    pub(super) day: u64,
    /// The hashes of the readings taken the other way.
    pub(super) readings: Vec<u64>,
    /// Its total.
    pub(super) total: Option<Amount>,
}

impl CaseHead {
    pub(super) fn of(session: &Session, name: &str, total: Option<Amount>) -> Self {
        let readings = session.others().into_iter().map(|reading| question_hash(reading.id));
        Self {
            name: name.to_owned(),
            day: day_number(session.on),
            readings: readings.take(MOST_READINGS).collect(),
            total,
        }
    }

    pub(super) fn write(&self, out: &mut BitWriter) {
        out.put(self.name.chars().count() as u64, 5);
        self.name.chars().for_each(|letter| out.number(u64::from(u32::from(letter))));
        out.put(self.day, DAY_BITS);
        out.put(self.readings.len() as u64, 3);
        self.readings.iter().for_each(|reading| out.put(*reading, QUESTION_BITS));
        match self.total.map(|total| (total.least, total.most)) {
            Some((Level::Open, _)) | None => out.put(0, 2),
            Some((Level::Sum(least), Level::Open)) => {
                out.put(1, 2);
                out.number(fen(least));
            }
            Some((Level::Sum(least), Level::Sum(most))) => {
                out.put(2, 2);
                out.number(fen(least));
                out.number(fen(most));
            }
        }
        out.check(ENTRY_CHECK_BITS);
    }

    pub(super) fn read(reader: &mut BitReader<'_>) -> Option<Self> {
        let length = reader.take(5)?;
        let letter =
            |reader: &mut BitReader<'_>| char::from_u32(u32::try_from(reader.number()?).ok()?);
        let name = (0..length).map(|_| letter(reader)).collect::<Option<String>>()?;
        let day = reader.take(DAY_BITS)?;
        let count = reader.take(3)?;
        let readings =
            (0..count).map(|_| reader.take(QUESTION_BITS)).collect::<Option<Vec<u64>>>()?;
        let end =
            |reader: &mut BitReader<'_>| reader.number().map(|fen| Level::Sum(Yuan::from_fen(fen)));
        let total = match reader.take(2)? {
            0 => None,
            1 => Some(Amount { least: end(reader)?, most: Level::Open }),
            2 => Some(Amount { least: end(reader)?, most: end(reader)? }),
            _ => return None,
        };
        reader.holds(ENTRY_CHECK_BITS).then_some(Self { name, day, readings, total })
    }
}

/// Whether this can be an edition, which the page says back: numbers of at most four digits with
/// dots between them. Longer ones are no edition but, say, somebody's telephone number.
fn is_edition(text: &str) -> bool {
    text.len() <= 10
        && text.split('.').all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn fen(sum: Yuan) -> u64 {
    (sum.decimal() * Decimal::ONE_HUNDRED).to_u64().unwrap_or(u64::MAX >> 4)
}
