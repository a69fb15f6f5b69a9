//! How an award is applied for: facts to act on. They inform, and change no amount.
//!
//! A document states some of them, seldom all. A portal may add and correct them in a file of its
//! own beside the page, since they change without the rules.

use time::Date;

/// How an award is applied for. What nobody states is `None`, and is said to be not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apply {
    /// Whether an application is needed at all.
    pub mode: Option<ApplyMode>,
    /// When applications are taken.
    pub windows: Option<&'static [Window]>,
    /// Where they are taken.
    pub place: Option<ApplyPlace>,
    /// The telephone number of who knows.
    pub telephone: Option<&'static str>,
    /// The papers that are asked for.
    pub materials: Option<&'static [Material]>,
    /// What must be done before any money is spent.
    pub before: Option<&'static str>,
    /// Whether applications are taken now, as far as someone looked.
    pub status: Option<ApplyStatus>,
}

impl Apply {
    /// Returns these facts with every key replaced that the other states.
    #[must_use]
    pub fn corrected_by(self, other: Self) -> Self {
        Self {
            mode: other.mode.or(self.mode),
            windows: other.windows.or(self.windows),
            place: other.place.or(self.place),
            telephone: other.telephone.or(self.telephone),
            materials: other.materials.or(self.materials),
            before: other.before.or(self.before),
            status: other.status.or(self.status),
        }
    }
}

/// Whether an application is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplyMode {
    /// Paid without an application (免申即享).
    Unasked,
    /// A short application (快申快享).
    Quick,
    /// An application (申报).
    Application,
}

impl ApplyMode {
    /// Every mode with its name in policy files and on the page.
    pub const ALL: [(&'static str, Self); 3] =
        [("免申即享", Self::Unasked), ("快申快享", Self::Quick), ("申报", Self::Application)];
}

/// When applications are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From a day to a day, both included.
    Dated {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// Every year, in words, such as "每年四月前后".
    Yearly(&'static str),
}

/// What a dated window is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// It is still to come.
    Upcoming,
    /// Applications are taken.
    Open,
    /// It has passed.
    Past,
}

impl Window {
    /// Returns what it is on a day; nothing is known of a yearly one.
    #[must_use]
    pub fn state_on(self, day: Date) -> Option<WindowState> {
        match self {
            Self::Dated { from, .. } if day < from => Some(WindowState::Upcoming),
            Self::Dated { to, .. } if day > to => Some(WindowState::Past),
            Self::Dated { .. } => Some(WindowState::Open),
            Self::Yearly(_) => None,
        }
    }
}

/// Where applications are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplyPlace {
    /// The office.
    pub office: &'static str,
    /// Its address, or that of a page.
    pub address: Option<&'static str>,
}

/// A paper that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Material {
    /// What it is.
    pub name: &'static str,
    /// In which form, where that is stated.
    pub form: Option<MaterialForm>,
}

/// The form of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaterialForm {
    /// The paper itself.
    Original,
    /// A copy of it.
    Copy,
    /// Both.
    Both,
}

impl MaterialForm {
    /// Every form with its name in policy files.
    pub const ALL: [(&'static str, Self); 3] =
        [("original", Self::Original), ("copy", Self::Copy), ("both", Self::Both)];
}

/// Whether applications are taken, as someone found it on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplyStatus {
    /// What was found.
    pub is: StatusWord,
    /// The day on which it was found.
    pub as_of: Date,
    /// Where it was found.
    pub source: &'static str,
}

/// What is known of an award's applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusWord {
    /// Applications are taken.
    Open,
    /// They are not.
    Closed,
    /// The money or the places are used up.
    UsedUp,
}

impl StatusWord {
    /// Every word with its name in policy files.
    pub const ALL: [(&'static str, Self); 3] =
        [("open", Self::Open), ("closed", Self::Closed), ("used_up", Self::UsedUp)];
}

/// Whether a text is a telephone number as people write it: digits with spaces, hyphens, brackets.
#[must_use]
pub fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_part = |letter: char| letter.is_ascii_digit() || " -+()（）转、".contains(letter);
    (3..=40).contains(&digits) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{Apply, ApplyMode, Window, WindowState, is_telephone};
    use time::{Date, Duration, Month};

    #[test]
    fn a_window_is_open_on_its_days_and_never_after() {
        let day = |month, day| Date::from_calendar_date(2027, month, day).expect("a day");
        let window = Window::Dated { from: day(Month::March, 1), to: day(Month::March, 31) };
        let mut on = day(Month::January, 1);
        while on < day(Month::June, 1) {
            let expected = match on.month() {
                Month::January | Month::February => WindowState::Upcoming,
                Month::March => WindowState::Open,
                _ => WindowState::Past,
            };
            assert_eq!(window.state_on(on), Some(expected), "{on}");
            on += Duration::DAY;
        }
        assert_eq!(Window::Yearly("每年四月前后").state_on(on), None);
    }

    #[test]
    fn a_correction_replaces_whole_keys_and_leaves_the_others() {
        let stated = Apply {
            mode: Some(ApplyMode::Application),
            windows: Some(&[Window::Yearly("每年"), Window::Yearly("另一个")]),
            ..Apply::default()
        };
        let corrected = stated.corrected_by(Apply {
            windows: Some(&[]),
            telephone: Some("12345"),
            ..Apply::default()
        });
        assert_eq!(
            corrected,
            Apply {
                mode: Some(ApplyMode::Application),
                windows: Some(&[]),
                telephone: Some("12345"),
                ..Apply::default()
            }
        );
    }

    #[test]
    fn a_telephone_number_is_digits_as_people_write_them() {
        for good in ["12345", "0632-3312345", "(0632) 331 2345转8001", "0632-1、0632-2"] {
            assert!(is_telephone(good), "{good}");
        }
        for bad in ["", "12", "none", "电话12345", "<b>12345</b>", "12345;ext=1"] {
            assert!(!is_telephone(bad), "{bad}");
        }
    }
}
