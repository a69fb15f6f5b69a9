//! A session as text, for the browser's own storage. Lines that this rule set does not understand
//! are kept as they are, below the edition that they were given to.

use super::{Draft, Session};
use crate::former;
use huiqi_rules::carry::{GivenTo, Value};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use time::Date;

const FIRST_LINE: &str = "huiqi 1";

impl Session {
    /// Returns everything that a refresh must not lose, except the page, which is in the address.
    #[must_use]
    pub fn to_text(&self) -> String {
        let edition = self.set.edition;
        let mut text = format!("{FIRST_LINE}\nedition\t{edition}\n");
        if self.has_own_day {
            text.push_str(&format!("day\t{}\n", escaped(&self.date_text)));
        }
        for id in self.all_readings().filter(|id| self.readings.is_other(id)) {
            text.push_str(&format!("other\t{id}\n"));
        }
        for (index, question) in self.set.questions.iter().enumerate() {
            let options = |chosen: u64| {
                let mut ids = String::new();
                for (index, option) in question.options.iter().enumerate() {
                    if chosen >> index & 1 == 1 {
                        ids.push_str(if ids.is_empty() { "" } else { "," });
                        ids.push_str(option.id);
                    }
                }
                ids
            };
            let value = match self.draft(QuestionIndex(index as u16)) {
                None => continue,
                Some(Draft::Option(option)) => {
                    format!("={}", question.options[usize::from(*option)].id)
                }
                Some(Draft::Options(chosen)) => format!("={}", options(*chosen)),
                Some(Draft::YesNo(yes)) => format!("={yes}"),
                Some(Draft::Typed(typed)) => format!("={}", escaped(typed)),
                Some(Draft::Sums([of, to])) => {
                    format!("%{}\t{}", escaped(of), escaped(to))
                }
                Some(Draft::Unclear) => "?".to_owned(),
                Some(Draft::AskedAgain) => "!".to_owned(),
                Some(Draft::Reopened(chosen)) => format!("~{}", options(*chosen)),
            };
            text.push_str(&format!("{}\t{value}\n", question.id));
        }
        text.push_str(&self.unknown);
        text
    }

    /// Returns what was kept; a fresh session where it is not of this kind.
    #[must_use]
    pub fn from_text(set: &'static PolicySet, today: Date, text: &str) -> Self {
        Self::from_text_counting(set, today, text).0
    }

    /// Returns what was kept, and how many of its lines say nothing that this rule set knows.
    #[must_use]
    pub fn from_text_counting(set: &'static PolicySet, today: Date, text: &str) -> (Self, usize) {
        Self::from_lines(set, today, text, carried)
    }

    /// Returns what this edition kept. It carries nothing over, so that the first part of the page
    /// does not hold the code for it; [`is_former`] says which texts are for the whole page.
    #[must_use]
    pub fn from_present_text(set: &'static PolicySet, today: Date, text: &str) -> Self {
        let keep = |session: &mut Self, edition: &str, lines: &[&str]| {
            lines.iter().for_each(|line| session.keep_unknown(edition, line));
            lines.len()
        };
        Self::from_lines(set, today, text, keep).0
    }

    fn from_lines(
        set: &'static PolicySet,
        today: Date,
        text: &str,
        carry: fn(&mut Self, &str, &[&str]) -> usize,
    ) -> (Self, usize) {
        let mut session = Self::new(set, today);
        let lines = text.lines().map(|line| line.trim_end_matches('\r'));
        let mut lines = lines.filter(|line| !line.is_empty());
        let Some(first_line) = lines.next() else { return (session, 0) };
        if first_line != FIRST_LINE {
            // A text of another kind is not understood, and is one line of this kind.
            session.keep_unknown(set.edition, &["text\t", &escaped(text)].concat());
            return (session, 1);
        }
        let mut unknown = 0;
        // A text without an edition is of one before the first that named itself.
        let mut edition = "";
        let mut former = Vec::new();
        for line in lines {
            let (id, value) = line.split_once('\t').unwrap_or((line, ""));
            let is_known = match id {
                "edition" => {
                    unknown += carry(&mut session, edition, &std::mem::take(&mut former));
                    edition = value;
                    true
                }
                "day" => {
                    session.put_date(plain(value), today);
                    session.has_own_day = true;
                    true
                }
                // Of an edition that did not say whether a person had chosen the day.
                "date" => true,
                "other" => session.take_other(value),
                _ if edition < set.edition => {
                    former.push(line);
                    true
                }
                _ => session.take_line(id, value),
            };
            if !is_known {
                unknown += 1;
                session.keep_unknown(edition, line);
            }
        }
        unknown += carry(&mut session, edition, &former);
        session.note_matters();
        (session, unknown)
    }

    /// Keeps a line of an edition as it is, below the name of the edition where that is another
    /// one.
    fn keep_unknown(&mut self, edition: &str, line: &str) {
        let name = ["edition\t", edition].concat();
        // Forwards: the way from the end would be more code of the standard library.
        let latest = |above, line: &str| {
            if line.starts_with("edition\t") { Some(line == name) } else { above }
        };
        let above = self.unknown.lines().fold(None, latest);
        if above.map_or(edition != self.set.edition, |is_same| !is_same) {
            self.unknown.push_str(&name);
            self.unknown.push('\n');
        }
        // Among several cases, such a line would begin another one.
        let is_head = line == "case" || line.starts_with("case\t") || line.starts_with("case*\t");
        if is_head {
            self.unknown.push_str(&["text\t", &escaped(line)].concat());
        } else {
            self.unknown.push_str(line);
        }
        self.unknown.push('\n');
    }

    /// Returns the region that the answers name: the chosen one, else one that this rule set does
    /// not know, by its id.
    #[must_use]
    pub fn named_region(&self) -> Option<&str> {
        let unknown = || self.unknown.lines().find_map(|line| line.strip_prefix("region\t="));
        self.region().or_else(unknown)
    }

    /// Forgets the lines for a question that is answered anew.
    pub(super) fn forget_unknown(&mut self, question: QuestionIndex) {
        if !self.unknown.is_empty() {
            let id = [self.set.question(question).id, "\t"].concat();
            let mut others = String::new();
            for line in self.unknown.lines().filter(|line| !line.starts_with(&id)) {
                others.push_str(line);
                others.push('\n');
            }
            self.unknown = others;
        }
    }

    /// Takes a reading the other way; whether there is such a reading.
    fn take_other(&mut self, id: &str) -> bool {
        let known = self.all_readings().find(|known| *known == id);
        if let Some(known) = known {
            self.readings = self.readings.clone().other(known);
        }
        known.is_some()
    }

    /// Puts the answer of a line into its field; whether this rule set knows it.
    fn take_line(&mut self, id: &str, value: &str) -> bool {
        let question = self.set.question_index(id);
        let read = question.and_then(|index| Some((index, draft(self.set, index, value)?)));
        let is_known = read.is_some();
        if let Some((index, draft)) = read {
            self.keep(index, draft);
        }
        is_known
    }
}

/// Returns the region that a text of kept cases names: that of the case in view, else the first.
/// Whether there is such a region is not said by it.
#[must_use]
pub fn kept_region(text: &str) -> Option<&str> {
    let mut first = None;
    let mut is_in_view = true;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        if line == "case" || line.starts_with("case\t") || line.starts_with("case*\t") {
            is_in_view = line.starts_with("case*");
        } else if let Some(region) = line.strip_prefix("region\t=") {
            if is_in_view {
                return Some(region);
            }
            first = first.or(Some(region));
        }
    }
    first
}

/// Whether a text of kept cases holds answers to a former edition.
#[must_use]
pub fn is_former(set: &PolicySet, text: &str) -> bool {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line == FIRST_LINE
            && lines.peek().and_then(|next| next.strip_prefix("edition\t")) != Some(set.edition)
        {
            return true;
        }
    }
    false
}

/// Carries lines of a former edition over; how many of them say nothing that is known.
fn carried(session: &mut Session, edition: &str, lines: &[&str]) -> usize {
    if lines.is_empty() {
        return 0;
    }
    let mut answers: Vec<(String, Value)> = Vec::new();
    for line in lines {
        let (id, value) = line.split_once('\t').unwrap_or((line, ""));
        let is_asked_ever = session.set.question_ids_ever().any(|known| known == id);
        match former_value(session.set, id, value).filter(|_| is_asked_ever) {
            Some(value) => answers.push((id.to_owned(), value)),
            None => session.keep_unknown(edition, line),
        }
    }
    let left_out = former::put(session, GivenTo::Edition(edition), &answers);
    for (place, question) in left_out.unknown_answers.iter().enumerate() {
        if left_out.unknown_answers[..place].contains(question) {
            continue;
        }
        let id = session.set.question(*question).id;
        // A line that is no answer at all is kept already.
        let set = session.set;
        let is_own = |line: &&&str| {
            let parts = line.split_once('\t').filter(|(own, _)| *own == id);
            parts.is_some_and(|(_, value)| former_value(set, id, value).is_some())
        };
        lines.iter().filter(is_own).for_each(|line| session.keep_unknown(edition, line));
    }
    lines.len() - answers.len() + left_out.unknown_answers.len() + left_out.unknown_questions
}

/// Returns an answer to a question as a former edition asked it.
fn former_value(set: &PolicySet, id: &str, value: &str) -> Option<Value> {
    let then = set.formerly.iter().find(|former| former.id == id).map(|former| former.kind);
    let now = set.question_index(id).map(|index| set.question(index).kind);
    if value == "?" {
        return Some(Value::Unclear);
    }
    if let Some(sums) = sums(value) {
        return Some(Value::Sums(sums));
    }
    let value = value.strip_prefix('=')?;
    match then.or(now) {
        Some(Kind::Multi) => {
            let ids = value.split(',').filter(|id| !id.is_empty());
            Some(Value::Options(ids.map(str::to_owned).collect()))
        }
        Some(Kind::YesNo) => value.parse().ok().map(Value::YesNo),
        Some(Kind::Figure(_)) => Some(Value::Figure(plain(value))),
        Some(Kind::Single) | None => Some(Value::Option(value.to_owned())),
    }
}

fn draft(set: &PolicySet, question: QuestionIndex, value: &str) -> Option<Draft> {
    if value == "?" {
        return Some(Draft::Unclear);
    }
    if value == "!" {
        return Some(Draft::AskedAgain);
    }
    let shape = set.question(question);
    // Of options that are not all known nothing is taken: the rest would count as not chosen.
    let ticked = |ids: &str| {
        let mut ids = ids.split(',').filter(|id| !id.is_empty());
        ids.try_fold(0, |chosen, id| Some(chosen | 1 << shape.option(id)?))
    };
    if shape.kind == Kind::Multi
        && let Some(ids) = value.strip_prefix('~')
    {
        return ticked(ids).map(Draft::Reopened);
    }
    if let Some(sums) = shape.quotient.and_then(|_| sums(value)) {
        return Some(Draft::Sums(sums));
    }
    let value = value.strip_prefix('=')?;
    match shape.kind {
        Kind::Single => shape.option(value).map(Draft::Option),
        Kind::Multi => ticked(value).map(Draft::Options),
        Kind::YesNo => value.parse().ok().map(Draft::YesNo),
        Kind::Figure(_) => Some(Draft::Typed(plain(value))),
    }
}

/// The two sums of a line.
fn sums(value: &str) -> Option<[String; 2]> {
    let (of, to) = value.strip_prefix('%')?.split_once('\t')?;
    Some([plain(of), plain(to)])
}

fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars() {
        let other = match letter {
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => {
                shown.push(letter);
                continue;
            }
        };
        shown.push('\\');
        shown.push(other);
    }
    shown
}

fn plain(text: &str) -> String {
    let mut shown = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => shown.push('\n'),
                Some('r') => shown.push('\r'),
                Some('t') => shown.push('\t'),
                Some(other) => shown.push(other),
                None => {}
            },
            (letter, false) => shown.push(letter),
        }
    }
    shown
}
