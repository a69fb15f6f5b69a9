//! What a code says before any answer: of all cases together, and of each one by itself.

use super::bits::{BitReader, BitWriter, ENTRY_CHECK_BITS};
use crate::cases::MOST_CASES;
use crate::questionnaire::Session;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::day_number;
use huiqi_rules::money::Yuan;
use huiqi_rules::short_name::{LinkForm, REGION_BITS, region_hash};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const DAY_BITS: u32 = 22;
/// A dot in an edition, which is a number of four bits beside the digits in the second form.
const DOT: u64 = 10;

/// What a code begins with.
pub(super) struct Head {
    pub(super) edition: String,
    pub(super) count: usize,
    pub(super) current: usize,
}

impl Head {
    pub(super) fn write(&self, out: &mut BitWriter) {
        let letters: Vec<u64> = self.edition.chars().filter_map(edition_letter).take(15).collect();
        out.put(letters.len() as u64, 4);
        letters.into_iter().for_each(|letter| out.put(letter, 4));
        out.put(self.count as u64, 2);
        out.put(self.current as u64, 2);
        out.check(ENTRY_CHECK_BITS);
    }

    pub(super) fn read(form: LinkForm, reader: &mut BitReader<'_>) -> Option<Self> {
        let length = reader.take(4)?;
        let letter = |reader: &mut BitReader<'_>| match form {
            LinkForm::First => reader.take(7).map(|byte| char::from(byte as u8)),
            LinkForm::Second => match reader.take(4)? {
                DOT => Some('.'),
                digit => char::from_digit(digit as u32, 10),
            },
        };
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
    /// The hash of its region, in the second form; in the first it is an answer.
    pub(super) region: Option<u64>,
    /// The hashes of the readings taken the other way.
    pub(super) readings: Vec<u64>,
    /// Its total.
    pub(super) total: Option<Amount>,
}

impl CaseHead {
    pub(super) fn of(session: &Session, name: &str, total: Option<Amount>) -> Self {
        let readings = session.others().into_iter();
        Self {
            name: name.to_owned(),
            day: day_number(session.on),
            region: session.region().map(region_hash),
            readings: readings.map(|reading| LinkForm::Second.question(reading.id)).collect(),
            total,
        }
    }

    pub(super) fn write(&self, out: &mut BitWriter) {
        out.put(self.name.chars().count() as u64, 5);
        self.name.chars().for_each(|letter| out.number(u64::from(u32::from(letter))));
        out.put(self.day, DAY_BITS);
        out.put(u64::from(self.region.is_some()), 1);
        self.region.iter().for_each(|region| out.put(*region, REGION_BITS));
        out.number(self.readings.len() as u64);
        let bits = LinkForm::Second.question_bits();
        self.readings.iter().for_each(|reading| out.put(*reading, bits));
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

    pub(super) fn read(form: LinkForm, reader: &mut BitReader<'_>) -> Option<Self> {
        let length = reader.take(5)?;
        let letter =
            |reader: &mut BitReader<'_>| char::from_u32(u32::try_from(reader.number()?).ok()?);
        let name = (0..length).map(|_| letter(reader)).collect::<Option<String>>()?;
        let day = reader.take(DAY_BITS)?;
        let (region, count) = match form {
            LinkForm::First => (None, reader.take(3)?),
            LinkForm::Second => {
                let has_region = reader.take(1)? == 1;
                let region = if has_region { Some(reader.take(REGION_BITS)?) } else { None };
                (region, reader.number()?)
            }
        };
        let reading = |_| reader.take(form.question_bits());
        let readings = (0..count).map(reading).collect::<Option<Vec<u64>>>()?;
        let end =
            |reader: &mut BitReader<'_>| reader.number().map(|fen| Level::Sum(Yuan::from_fen(fen)));
        let total = match reader.take(2)? {
            0 => None,
            1 => Some(Amount { least: end(reader)?, most: Level::Open }),
            2 => Some(Amount { least: end(reader)?, most: end(reader)? }),
            _ => return None,
        };
        reader.holds(ENTRY_CHECK_BITS).then_some(Self { name, day, region, readings, total })
    }
}

/// Whether this can be an edition, which the page says back: numbers of at most four digits with
/// dots between them. Longer ones are no edition but, say, somebody's telephone number.
fn is_edition(text: &str) -> bool {
    text.len() <= 10
        && text.split('.').all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn edition_letter(letter: char) -> Option<u64> {
    if letter == '.' { Some(DOT) } else { letter.to_digit(10).map(u64::from) }
}

fn fen(sum: Yuan) -> u64 {
    (sum.decimal() * Decimal::ONE_HUNDRED).to_u64().unwrap_or(u64::MAX >> 4)
}
