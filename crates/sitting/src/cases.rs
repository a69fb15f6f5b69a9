//! Up to three named cases of one sitting: the present one, and copies with some answers changed.

mod replaced;

pub use replaced::Replaced;

use crate::questionnaire::Session;
use crate::wording;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::PolicySet;
use time::Date;

/// The largest number of cases side by side.
pub const MOST_CASES: usize = 3;
/// The largest number of characters in a name; a longer one is cut.
pub const LONGEST_NAME: usize = 20;

/// Marks a name that came with a link: whoever opens the link did not give it.
const GIVEN_BY_SENDER: &str = "对方起名：";

/// Whether a letter has a width of its own and leaves the direction of the text alone: control
/// characters, marks of direction, joiners, fillers, variation selectors and accents put over the
/// letter before have no place in a name.
fn is_seen(letter: char) -> bool {
    let is_unseen = matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}'
        | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    !is_unseen && !letter.is_control()
}

/// Returns a name without the letters that cannot be seen, and without space around it.
#[must_use]
pub fn seen_name(name: &str) -> String {
    let name: String = name.chars().filter(|letter| is_seen(*letter)).collect();
    name.trim().to_owned()
}

/// One case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What distinguishes it from the others of this visit, however they are ordered.
    pub id: u32,
    /// The name a person gave it.
    pub name: String,
    /// Its answers, day and readings.
    pub session: Session,
}

/// The cases, one of them in view. There is always one.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    list: Vec<Case>,
    current: usize,
    next_id: u32,
    /// What a kept text holds above the cases that is not understood, and below them more cases
    /// than there is room for. Both are kept as they are.
    above: String,
    below: String,
}

impl Cases {
    /// Returns one case.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let mut cases = Self::none();
        cases.push(Self::usual_name(0), session);
        cases
    }

    const fn none() -> Self {
        Self {
            list: Vec::new(),
            current: 0,
            next_id: 0,
            above: String::new(),
            below: String::new(),
        }
    }

    fn push(&mut self, name: String, session: Session) {
        self.list.push(Case { id: self.next_id, name, session });
        self.next_id += 1;
    }

    fn index(&self, id: u32) -> Option<usize> {
        self.list.iter().position(|case| case.id == id)
    }

    /// Returns the name of a case that nobody named.
    #[must_use]
    pub fn usual_name(index: usize) -> String {
        format!("案例{}", index + 1)
    }

    /// Returns a name as it is kept: without what cannot be seen, and no longer than it may be;
    /// none of an empty one. The mark of a name that came with a link stays.
    #[must_use]
    pub fn clean_name(name: &str) -> Option<String> {
        let name = seen_name(name);
        let (mark, own) = match name.strip_prefix(GIVEN_BY_SENDER) {
            Some(own) => (GIVEN_BY_SENDER, own),
            None => ("", name.as_str()),
        };
        let own: String = own.trim().chars().take(LONGEST_NAME).collect();
        (!own.is_empty()).then(|| format!("{mark}{}", own.trim_end()))
    }

    fn is_usual(name: &str) -> bool {
        (0..=MOST_CASES).any(|index| Self::usual_name(index) == name)
    }

    /// Returns a name that came with a link as the sender's; none of an empty one. The usual names
    /// are nobody's.
    #[must_use]
    pub fn name_of_sender(name: &str) -> Option<String> {
        let name = Self::clean_name(name)?;
        if Self::is_usual(&name) || name.starts_with(GIVEN_BY_SENDER) {
            return Some(name);
        }
        Some(format!("{GIVEN_BY_SENDER}{name}"))
    }

    /// Returns a name as a link carries it: whoever opens the link marks it.
    #[must_use]
    pub fn name_for_link(name: &str) -> &str {
        name.strip_prefix(GIVEN_BY_SENDER).unwrap_or(name)
    }

    /// Cases with their names; none of an empty list. What is too many is left out, what is no name
    /// becomes the usual one.
    #[must_use]
    pub fn of(named: Vec<(String, Session)>, current: usize) -> Option<Self> {
        let mut cases = Self::none();
        for (index, (name, session)) in named.into_iter().take(MOST_CASES).enumerate() {
            let name = Self::clean_name(&name).unwrap_or_else(|| Self::usual_name(index));
            cases.push(name, session);
        }
        cases.current = current.min(cases.list.len().checked_sub(1)?);
        Some(cases)
    }

    /// Returns all of them, in the order in which they were made.
    #[must_use]
    pub fn list(&self) -> &[Case] {
        &self.list
    }

    /// Returns the total of each.
    #[must_use]
    pub fn totals(&self) -> Vec<Amount> {
        self.list.iter().map(|case| case.session.outline().total).collect()
    }

    /// Returns the index of the one in view.
    #[must_use]
    pub const fn current(&self) -> usize {
        self.current
    }

    /// Returns the id of the one in view.
    #[must_use]
    pub fn current_id(&self) -> u32 {
        self.list[self.current].id
    }

    /// Returns the name of the case in view, where a person named it or there are several.
    #[must_use]
    pub fn current_name(&self) -> Option<&str> {
        let name = self.list[self.current].name.as_str();
        (self.list.len() > 1 || !Self::is_usual(name)).then_some(name)
    }

    /// Says which day is today: in every case a day that nobody chose becomes it.
    pub fn set_today(&mut self, today: Date) {
        self.list.iter_mut().for_each(|case| case.session.set_today(today));
    }

    /// Returns the one in view.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.list[self.current].session
    }

    /// Returns the one in view, to be changed.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.list[self.current].session
    }

    /// Whether one more has room.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.list.len() < MOST_CASES
    }

    /// Copies the one in view and opens the copy; nothing where there is no room.
    pub fn copy(&mut self) {
        if !self.has_room() {
            return;
        }
        let free = (0..=MOST_CASES)
            .map(Self::usual_name)
            .find(|name| self.list.iter().all(|case| case.name != *name));
        let name = free.unwrap_or_default();
        self.push(name, self.session().clone());
        self.current = self.list.len() - 1;
    }

    /// Adds a case and opens it; nothing where there is no room.
    pub fn add(&mut self, name: &str, session: Session) {
        if self.has_room() {
            let page = self.session().page;
            self.push(Self::usual_name(self.list.len()), session);
            self.current = self.list.len() - 1;
            self.rename(self.current_id(), name);
            self.session_mut().go(page);
        }
    }

    /// Names the one in view by the first answer that differs from the first case, where nobody
    /// named it.
    pub fn name_by_change(&mut self) {
        let is_usual =
            (0..=MOST_CASES).any(|index| Self::usual_name(index) == self.list[self.current].name);
        if self.current == 0 || !is_usual {
            return;
        }
        let (first, own) = (self.list[0].session.answers(), self.session().answers());
        let set = self.session().set();
        let changed = set.question_indices().find(|index| first.get(*index) != own.get(*index));
        let Some(question) = changed else { return };
        let words = own
            .get(question)
            .map_or("没有回答".to_owned(), |answer| wording::answer(set, question, answer));
        let name = Self::clean_name(&format!("{}：{words}", set.question(question).short));
        if let Some(name) = name.filter(|name| self.list.iter().all(|case| case.name != *name)) {
            self.rename(self.current_id(), &name);
        }
    }

    /// Opens a case; the page in view stays the same.
    pub fn open(&mut self, id: u32) {
        if let Some(index) = self.index(id) {
            let page = self.session().page;
            self.current = index;
            self.session_mut().go(page);
        }
    }

    /// Names a case; an empty name keeps the old one.
    pub fn rename(&mut self, id: u32, name: &str) {
        if let (Some(index), Some(name)) = (self.index(id), Self::clean_name(name)) {
            self.list[index].name = name;
        }
    }

    /// Takes a case away, unless it is the only one.
    pub fn remove(&mut self, id: u32) {
        if let (true, Some(index)) = (self.list.len() > 1, self.index(id)) {
            let page = self.session().page;
            self.list.remove(index);
            if self.current > index || self.current == self.list.len() {
                self.current -= 1;
            }
            self.session_mut().go(page);
        }
    }

    /// Returns everything that a refresh must not lose.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("huiqi 2\n{}", self.above);
        for (index, case) in self.list.iter().enumerate() {
            let mark = if index == self.current { "*" } else { "" };
            text.push_str(&format!("case{mark}\t{}\n{}", case.name, case.session.to_text()));
        }
        text.push_str(&self.below);
        text
    }

    /// Returns what was kept; one fresh case where it is not of this kind. A text of one session
    /// alone is read too.
    #[must_use]
    pub fn from_text(set: &'static PolicySet, today: Date, text: &str) -> Self {
        Self::from_sessions(text, |text| Session::from_text(set, today, text))
    }

    /// Returns what this edition kept: [`Session::from_present_text`] for each case.
    #[must_use]
    pub fn from_present_text(set: &'static PolicySet, today: Date, text: &str) -> Self {
        Self::from_sessions(text, |text| Session::from_present_text(set, today, text))
    }

    /// Whether a kept text is of a kind that this version reads. One that is not is left as it is.
    #[must_use]
    pub fn is_readable(text: &str) -> bool {
        text.starts_with("huiqi 1\n") || text.starts_with("huiqi 2\n")
    }

    fn from_sessions(text: &str, session: impl Fn(&str) -> Session) -> Self {
        let Some(text) = text.strip_prefix("huiqi 2\n") else {
            return Self::new(session(text));
        };
        let mut cases = Self::none();
        // The head of each case and the lines below it.
        let mut blocks: Vec<(&str, String)> = Vec::new();
        for line in text.lines() {
            // A program that adds line ends may have added several; in a text they are escaped.
            let line = line.trim_end_matches('\r');
            let head = line.strip_prefix("case").filter(|head| {
                head.is_empty() || head.starts_with('\t') || head.starts_with("*\t")
            });
            let place = match (head, blocks.len()) {
                (Some(head), 0..MOST_CASES) => {
                    blocks.push((head, String::new()));
                    continue;
                }
                (Some(_) | None, _) => match blocks.last_mut() {
                    None => &mut cases.above,
                    Some((_, own)) if head.is_none() && cases.below.is_empty() => own,
                    Some(_) => &mut cases.below,
                },
            };
            place.push_str(line);
            place.push('\n');
        }
        for (head, below) in blocks {
            let (mark, name) = head.split_once('\t').unwrap_or(("", ""));
            if mark == "*" {
                cases.current = cases.list.len();
            }
            let name = Self::clean_name(name).unwrap_or_else(|| "案例".to_owned());
            cases.push(name, session(&below));
        }
        if cases.list.is_empty() {
            cases.push(Self::usual_name(0), session(""));
        }
        cases
    }
}

#[cfg(test)]
mod tests;
