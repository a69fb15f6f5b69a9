//! A session as text, for the browser's own storage. Unknown ids of older or newer rule sets are
//! passed over.

use super::{Draft, Session};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use time::Date;

const FIRST_LINE: &str = "huiqi 1";

impl Session {
    /// Everything that a refresh must not lose, but for the page, which is in the address.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\ndate\t{}\n", escaped(&self.date_text));
        for id in self.all_readings().filter(|id| self.readings.is_other(id)) {
            text.push_str(&format!("other\t{id}\n"));
        }
        for (place, question) in self.set.questions.iter().enumerate() {
            let options = |chosen: u64| {
                let ids = question
                    .options
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| chosen >> place & 1 == 1)
                    .map(|(_, option)| option.id);
                ids.collect::<Vec<_>>().join(",")
            };
            let value = match self.draft(QuestionIndex(place as u8)) {
                None => continue,
                Some(Draft::Option(option)) => {
                    format!("={}", question.options[usize::from(*option)].id)
                }
                Some(Draft::Options(chosen)) => format!("={}", options(*chosen)),
                Some(Draft::YesNo(yes)) => format!("={yes}"),
                Some(Draft::Typed(typed)) => format!("={}", escaped(typed)),
                Some(Draft::Unclear) => "?".to_owned(),
                Some(Draft::Reopened(chosen)) => format!("~{}", options(*chosen)),
            };
            text.push_str(&format!("{}\t{value}\n", question.id));
        }
        text
    }

    /// What was kept; a fresh session where it is not of this kind.
    #[must_use]
    pub fn from_text(set: &'static PolicySet, today: Date, text: &str) -> Self {
        Self::from_text_counting(set, today, text).0
    }

    /// What was kept, and how many of its lines say nothing that this rule set knows.
    #[must_use]
    pub fn from_text_counting(set: &'static PolicySet, today: Date, text: &str) -> (Self, usize) {
        let mut session = Self::new(set, today);
        let mut lines = text.lines().filter(|line| !line.is_empty());
        if lines.next().is_some_and(|line| line != FIRST_LINE) {
            return (session, 1);
        }
        let mut unknown = 0;
        for line in lines {
            let (id, value) = line.split_once('\t').unwrap_or((line, ""));
            let is_known = if id == "date" {
                session.put_date(plain(value));
                true
            } else if id == "other" {
                let known = session.all_readings().find(|known| *known == value);
                session.readings = known.map_or(session.readings.clone(), |known| {
                    session.readings.clone().other(known)
                });
                known.is_some()
            } else {
                let read = set
                    .question_index(id)
                    .and_then(|question| Some((question, draft(set, question, value)?)));
                if let Some((question, draft)) = read.clone() {
                    session.keep(question, draft);
                }
                read.is_some()
            };
            unknown += usize::from(!is_known);
        }
        session.note_matters();
        (session, unknown)
    }
}

fn draft(set: &PolicySet, question: QuestionIndex, value: &str) -> Option<Draft> {
    if value == "?" {
        return Some(Draft::Unclear);
    }
    let shape = set.question(question);
    let ticked = |ids: &str| {
        let known = ids.split(',').filter_map(|id| shape.option(id));
        known.fold(0, |chosen, option| chosen | 1 << option)
    };
    if shape.kind == Kind::Multi
        && let Some(ids) = value.strip_prefix('~')
    {
        return Some(Draft::Reopened(ticked(ids)));
    }
    let value = value.strip_prefix('=')?;
    match shape.kind {
        Kind::Single => shape.option(value).map(Draft::Option),
        Kind::Multi => Some(Draft::Options(ticked(value))),
        Kind::YesNo => value.parse().ok().map(Draft::YesNo),
        Kind::Figure(_) => Some(Draft::Typed(plain(value))),
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn plain(text: &str) -> String {
    let mut shown = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => shown.push('\n'),
                Some('r') => shown.push('\r'),
                Some(other) => shown.push(other),
                None => {}
            },
            (letter, false) => shown.push(letter),
        }
    }
    shown
}
