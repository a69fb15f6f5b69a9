//! Cases that are kept under a name, beside the open ones: a service manager has many companies.
//!
//! Each case is one record of the browser's storage, with an id of its own. What is done to cases
//! is a list of [`Swap`]s: each says which text a record had and which it has now. So two pages of
//! one browser change different records, and an action is taken back by its own swaps alone.

mod file;
mod record;

pub use file::{FileProblem, ImportResult};
pub use record::KeptCase;

use crate::cases::{Cases, LONGEST_NAME};
use crate::questionnaire::Session;
use huiqi_rules::policy::PolicySet;
use record::read;
use time::Date;

/// The largest number of kept cases: a browser's own storage is small.
pub const MOST_KEPT: usize = 200;

/// The distance between the places of neighbours: one more case has room between them.
const STEP: u64 = 1 << 24;

/// What the browser's storage holds of kept cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredCases {
    /// Each record with its id; none where nothing was ever kept under the present names.
    pub records: Option<Vec<(String, String)>>,
    /// The one text in which a former version kept all of them.
    pub former: Option<String>,
}

/// What became of one record: which text it had, and which it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The record's id.
    pub id: String,
    /// The text before; none where there was no such record.
    pub before: Option<String>,
    /// The text now; none where the record is gone.
    pub now: Option<String>,
}

/// The cases that are kept, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    set: &'static PolicySet,
    today: Date,
    list: Vec<KeptCase>,
    /// The records that this version does not understand. They are left as they are.
    unread: usize,
    /// Whether the records are in the storage; otherwise a former version's text is.
    is_stored: bool,
    /// The beginning of the ids of this visit's own records.
    visit: String,
    next: u32,
}

impl Shelf {
    /// Returns what is kept. The name of the visit begins the ids of its records; no other visit
    /// has the same.
    #[must_use]
    pub fn new(set: &'static PolicySet, today: Date, visit: String, stored: &StoredCases) -> Self {
        let list = Vec::new();
        let mut shelf = Self { set, today, list, unread: 0, is_stored: false, visit, next: 0 };
        shelf.load(stored);
        shelf
    }

    /// Takes what the storage holds now, which another page of this browser may have changed.
    pub fn load(&mut self, stored: &StoredCases) {
        let former = std::mem::take(&mut self.list);
        self.unread = 0;
        self.is_stored = stored.records.is_some();
        let carried = || file::records(stored.former.as_deref().unwrap_or_default());
        let records = stored.records.clone().unwrap_or_else(carried);
        for (id, text) in records {
            let same = former.iter().find(|case| case.id == id && case.text == text).cloned();
            match same.or_else(|| read(self.set, self.today, &id, &text)) {
                Some(case) => self.list.push(case),
                None => self.unread += 1,
            }
        }
        self.sort();
    }

    fn sort(&mut self) {
        self.list.sort_by(|one, other| (one.place, &one.id).cmp(&(other.place, &other.id)));
    }

    /// Says which day is today: a day that nobody chose becomes it.
    pub fn set_today(&mut self, today: Date) {
        self.today = today;
        self.list.iter_mut().for_each(|case| case.session.set_today(today));
    }

    /// Returns all of them.
    #[must_use]
    pub fn list(&self) -> &[KeptCase] {
        &self.list
    }

    /// Returns the case of this id.
    #[must_use]
    pub fn case(&self, id: &str) -> Option<&KeptCase> {
        self.list.iter().find(|case| case.id == id)
    }

    /// Returns how many records this version does not understand.
    #[must_use]
    pub const fn unread(&self) -> usize {
        self.unread
    }

    /// Whether one more has room.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.list.len() < MOST_KEPT
    }

    /// Returns what the storage has to do for these swaps: the id of each record with its text,
    /// none where it goes. What a former version kept in one text becomes records with the first of
    /// them.
    #[must_use]
    pub fn writes(&mut self, swaps: &[Swap]) -> Vec<(String, Option<String>)> {
        let mut writes: Vec<(String, Option<String>)> = Vec::new();
        if !self.is_stored {
            let text = |case: &KeptCase| (case.id.clone(), Some(case.text.clone()));
            writes.extend(self.list.iter().map(text));
            self.is_stored = true;
        }
        writes.retain(|(id, _)| swaps.iter().all(|swap| swap.id != *id));
        writes.extend(swaps.iter().map(|swap| (swap.id.clone(), swap.now.clone())));
        writes
    }

    /// Keeps a case; a case of the same name gives way to it. None where there is no room, or no
    /// name.
    pub fn keep(&mut self, name: &str, session: &Session) -> Option<Vec<Swap>> {
        let name = Cases::clean_name(name)?;
        let body = session.to_text();
        if let Some(same) = self.list.iter().find(|case| case.name == name) {
            let swap = self.put(same.with_body(&body));
            return Some(vec![swap]);
        }
        self.has_room().then(|| vec![self.add(self.end(), &name, &body)])
    }

    /// Names a case; an empty name, or one that another case has, keeps the old one. Returns none
    /// then.
    pub fn rename(&mut self, id: &str, name: &str) -> Option<Vec<Swap>> {
        let name = Cases::clean_name(name)?;
        let is_free = self.list.iter().all(|case| case.name != name);
        let case = self.case(id).filter(|_| is_free)?.with_name(&name);
        Some(vec![self.put(case)])
    }

    /// Puts a second one of a case behind it, under a name that is free.
    pub fn duplicate(&mut self, id: &str) -> Option<Vec<Swap>> {
        let index = self.list.iter().position(|case| case.id == id && self.has_room())?;
        let case = self.list[index].clone();
        let next = self.list.get(index + 1).map_or(case.place + 2 * STEP, |next| next.place);
        let place = case.place + next.saturating_sub(case.place) / 2;
        Some(vec![self.add(place, &self.free_name(&case.name), case.body())])
    }

    /// Takes a case away.
    pub fn remove(&mut self, id: &str) -> Option<Vec<Swap>> {
        let case = self.case(id)?;
        let swap = Swap { id: case.id.clone(), before: Some(case.text.clone()), now: None };
        self.list.retain(|case| case.id != id);
        Some(vec![swap])
    }

    /// Takes swaps back: each record that is still as the swap left it has its former text again,
    /// under a name that is free. Records that were changed since stay. Returns the swaps of that.
    pub fn take_back(&mut self, swaps: &[Swap]) -> Vec<Swap> {
        let mut done = Vec::new();
        for swap in swaps {
            let now = self.case(&swap.id).map(|case| case.text.clone());
            if now != swap.now {
                continue;
            }
            let read = |text: &String| read(self.set, self.today, &swap.id, text);
            self.list.retain(|case| case.id != swap.id);
            let before = swap.before.as_ref().and_then(read);
            let before = before.and_then(|case| {
                let name = self.free_name(&case.name);
                if name == case.name { Some(case) } else { read(&case.with_name(&name).text) }
            });
            let text = before.as_ref().map(|case| case.text.clone());
            self.list.extend(before);
            done.push(Swap { id: swap.id.clone(), before: now, now: text });
        }
        self.sort();
        done
    }

    /// Returns the text of a file with all cases.
    #[must_use]
    pub fn to_text(&self) -> String {
        file::text(self.list.iter().map(|case| (case.name.as_str(), case.body())))
    }

    /// Returns the text of a file with the open cases.
    #[must_use]
    pub fn text_of(cases: &Cases) -> String {
        let all: Vec<(&str, String)> =
            cases.list().iter().map(|case| (case.name.as_str(), case.session.to_text())).collect();
        file::text(all.iter().map(|(name, body)| (*name, body.as_str())))
    }

    /// Adds the cases of a file to those here; none of them gives way.
    ///
    /// # Errors
    /// Why the text is no such file.
    pub fn import(&mut self, text: &str) -> Result<(ImportResult, Vec<Swap>), FileProblem> {
        let mut imported = ImportResult::default();
        let mut swaps = Vec::new();
        for (name, body) in file::cases(text)? {
            if !self.has_room() {
                imported.left_out += 1;
                continue;
            }
            let (_, unknown) = Session::from_text_counting(self.set, self.today, &body);
            let name = Cases::clean_name(&name).unwrap_or_else(|| "案例".to_owned());
            swaps.push(self.add(self.end(), &self.free_name(&name), &body));
            imported.taken += 1;
            imported.unknown_lines += unknown;
        }
        Ok((imported, swaps))
    }

    /// Returns the place behind all others.
    fn end(&self) -> u64 {
        self.list.last().map_or(0, |case| case.place.saturating_add(STEP))
    }

    fn add(&mut self, place: u64, name: &str, body: &str) -> Swap {
        let id = format!("{}-{}", self.visit, self.next);
        self.next += 1;
        let text = record::text(place, name, "", body);
        self.put(record::Written { id, text })
    }

    fn put(&mut self, written: record::Written) -> Swap {
        let record::Written { id, text } = written;
        let before = self.case(&id).map(|case| case.text.clone());
        self.list.retain(|case| case.id != id);
        self.list.extend(read(self.set, self.today, &id, &text));
        self.sort();
        Swap { id, before, now: Some(text) }
    }

    /// Returns a name like this one that no case has.
    fn free_name(&self, name: &str) -> String {
        let is_free = |wanted: &String| self.list.iter().all(|case| case.name != *wanted);
        let numbered = |number: usize| {
            let end = format!("（{number}）");
            let short: String = name.chars().take(LONGEST_NAME - end.chars().count()).collect();
            format!("{short}{end}")
        };
        Some(name.to_owned())
            .into_iter()
            .chain((2..).map(numbered))
            .find(is_free)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
