//! One kept case as a record of the browser's storage: lines of its own above the text of its
//! session. Lines that are not understood are kept as they are.

use crate::cases::Cases;
use crate::questionnaire::Session;
use huiqi_rules::policy::PolicySet;
use time::Date;

const FIRST_LINE: &str = "huiqi case 1";
const PLACE: &str = "place\t";
const NAME: &str = "name\t";
/// The last line above the session.
const BODY: &str = "session";

/// A kept case.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCase {
    /// The id of its record.
    pub id: String,
    /// The name a person gave it.
    pub name: String,
    /// Its answers, day and readings.
    pub session: Session,
    /// Where it is among the others.
    pub(super) place: u64,
    /// The record as it is stored.
    pub(super) text: String,
    /// The record's lines that are not understood.
    unknown: String,
}

/// A record to be stored.
pub(super) struct Written {
    pub(super) id: String,
    pub(super) text: String,
}

impl KeptCase {
    /// Returns the text of the session as it is stored.
    pub(super) fn body(&self) -> &str {
        let split = self.text.split_once(&format!("\n{BODY}\n"));
        split.map_or("", |(_, body)| body)
    }

    /// Returns the record with another session.
    pub(super) fn with_body(&self, body: &str) -> Written {
        let text = text(self.place, &self.name, &self.unknown, body);
        Written { id: self.id.clone(), text }
    }

    /// Returns the record under another name.
    pub(super) fn with_name(&self, name: &str) -> Written {
        let text = text(self.place, name, &self.unknown, self.body());
        Written { id: self.id.clone(), text }
    }
}

/// Returns a record as text.
pub(super) fn text(place: u64, name: &str, unknown: &str, body: &str) -> String {
    format!("{FIRST_LINE}\n{PLACE}{place}\n{NAME}{name}\n{unknown}{BODY}\n{body}")
}

/// Reads a record; none where this version does not understand it.
pub(super) fn read(set: &'static PolicySet, today: Date, id: &str, text: &str) -> Option<KeptCase> {
    let (head, body) = text.split_once(&format!("\n{BODY}\n"))?;
    let mut lines = head.lines();
    if lines.next() != Some(FIRST_LINE) {
        return None;
    }
    let (mut place, mut name, mut unknown) = (0, None, String::new());
    for line in lines {
        if let Some(number) = line.strip_prefix(PLACE) {
            place = number.parse().ok()?;
        } else if let Some(own) = line.strip_prefix(NAME) {
            name = Cases::clean_name(own);
        } else {
            unknown.push_str(line);
            unknown.push('\n');
        }
    }
    let session = Session::from_text(set, today, body);
    let (id, text) = (id.to_owned(), text.to_owned());
    Some(KeptCase { id, name: name?, session, place, text, unknown })
}
