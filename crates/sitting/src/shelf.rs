//! Cases that are kept under a name, beside the ones at hand: a service manager has many companies.

use crate::cases::{Case, Cases, LONGEST_NAME};
use crate::questionnaire::Session;
use huiqi_rules::policy::PolicySet;
use time::Date;

/// The largest number of kept cases: a browser's own storage is small.
pub const MOST_KEPT: usize = 200;

const FIRST_LINE: &str = "huiqi cases 1";

/// The cases that are kept, in the order in which they were put there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    list: Vec<Case>,
}

/// What became of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportResult {
    /// The number of cases taken.
    pub taken: usize,
    /// The number of cases without room.
    pub left_out: usize,
    /// How many lines name nothing of this rule set.
    pub unknown_lines: usize,
}

impl Shelf {
    /// Returns all of them.
    #[must_use]
    pub fn list(&self) -> &[Case] {
        &self.list
    }

    /// Whether one more has room.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.list.len() < MOST_KEPT
    }

    /// Keeps a case; a case of the same name gives way to it. False where there is no room, or no
    /// name.
    pub fn keep(&mut self, name: &str, session: &Session) -> bool {
        let Some(name) = Cases::clean_name(name) else { return false };
        if let Some(same) = self.list.iter_mut().find(|case| case.name == name) {
            same.session = session.clone();
            return true;
        }
        let room = self.has_room();
        if room {
            self.list.push(Case { name, session: session.clone() });
        }
        room
    }

    /// Names a case; an empty name, or one that another case has, keeps the old one.
    pub fn rename(&mut self, index: usize, name: &str) {
        if let Some(name) = Cases::clean_name(name)
            && !self.list.iter().any(|case| case.name == name)
            && let Some(case) = self.list.get_mut(index)
        {
            case.name = name;
        }
    }

    /// Puts a second one of a case behind it, under a name that is free.
    pub fn duplicate(&mut self, index: usize) {
        let Some(case) = self.list.get(index).cloned().filter(|_| self.has_room()) else { return };
        let name = self.free_name(&case.name);
        self.list.insert(index + 1, Case { name, ..case });
    }

    /// Takes a case away.
    pub fn remove(&mut self, index: usize) {
        if index < self.list.len() {
            self.list.remove(index);
        }
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

    /// Returns all cases as the text of a file, or for the browser's own storage.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        for case in &self.list {
            text.push_str(&format!("case\t{}\n{}", case.name, case.session.to_text()));
        }
        text
    }

    /// Adds the cases of a file to those here; none of them gives way. None where the text is no
    /// such file.
    pub fn import(
        &mut self,
        set: &'static PolicySet,
        today: Date,
        text: &str,
    ) -> Option<ImportResult> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let rest = text.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?;
        let mut imported = ImportResult { taken: 0, left_out: 0, unknown_lines: 0 };
        for block in format!("\n{rest}").split("\ncase\t").skip(1) {
            let (name, body) = block.split_once('\n').unwrap_or((block, ""));
            if !self.has_room() {
                imported.left_out += 1;
                continue;
            }
            let (session, unknown) = Session::from_text_counting(set, today, body);
            let name = Cases::clean_name(name).unwrap_or_else(|| "案例".to_owned());
            let name = self.free_name(&name);
            self.list.push(Case { name, session });
            imported.taken += 1;
            imported.unknown_lines += unknown;
        }
        Some(imported)
    }
}

#[cfg(test)]
mod tests {
    use super::{ImportResult, MOST_KEPT, Shelf};
    use crate::questionnaire::{Draft, Session};
    use huiqi_policies::POLICIES;
    use huiqi_rules::day::read_date;
    use huiqi_rules::policy::PolicySet;
    use time::Date;

    fn today() -> Date {
        read_date("2026-11-21").expect("a day")
    }

    fn session(region: u8) -> Session {
        let mut session = Session::new(&POLICIES, today());
        session.put(PolicySet::REGION, Draft::Option(region));
        session
    }

    fn names(shelf: &Shelf) -> Vec<&str> {
        shelf.list().iter().map(|case| case.name.as_str()).collect()
    }

    #[test]
    fn cases_are_kept_renamed_doubled_and_taken_away() {
        let mut shelf = Shelf::default();
        assert!(
            shelf.keep(" 甲公司\n", &session(0))
                && shelf.keep("乙公司", &session(4))
                && !shelf.keep("  ", &session(0))
        );
        assert!(shelf.keep("甲公司", &session(3)), "the same name gives way");
        assert_eq!(
            (names(&shelf), shelf.list()[0].session.region()),
            (vec!["甲公司", "乙公司"], Some("sanmenxia"))
        );
        shelf.duplicate(0);
        shelf.duplicate(0);
        assert_eq!(names(&shelf), ["甲公司", "甲公司（3）", "甲公司（2）", "乙公司"]);
        shelf.rename(1, "乙公司");
        shelf.rename(2, "丙公司");
        shelf.remove(1);
        shelf.remove(9);
        assert_eq!(names(&shelf), ["甲公司", "丙公司", "乙公司"]);
        let long = "很".repeat(20);
        assert!(shelf.keep(&long, &session(0)));
        shelf.duplicate(3);
        assert_eq!(shelf.list()[4].name.chars().count(), 20);
    }

    #[test]
    fn a_file_comes_back_and_what_is_not_taken_is_counted() {
        let mut shelf = Shelf::default();
        let mut first = session(4);
        first.put(
            POLICIES.question_index("government_show_booth_fee_yuan").expect("a question"),
            Draft::Typed("8万\ncase\tx".to_owned()),
        );
        assert!(shelf.keep("甲", &first) && shelf.keep("乙", &session(0)));
        let text = shelf.to_text();
        let mut other = Shelf::default();
        assert_eq!(
            other.import(&POLICIES, today(), &text),
            Some(ImportResult { taken: 2, left_out: 0, unknown_lines: 0 })
        );
        assert_eq!(other, shelf);
        // From another computer: a byte order mark, other line ends, a question of a later edition,
        // names that are taken.
        let windows =
            format!("\u{feff}{}", text.replace("region", "later_question").replace('\n', "\r\n"));
        assert_eq!(
            other.import(&POLICIES, today(), &windows),
            Some(ImportResult { taken: 2, left_out: 0, unknown_lines: 2 })
        );
        assert_eq!(names(&other), ["甲", "乙", "甲（2）", "乙（2）"]);
        for none in ["", "huiqi 2\n", "huiqi cases 2\n", "PK\u{3}\u{4}", "\u{0}"] {
            assert_eq!(other.import(&POLICIES, today(), none), None, "{none:?}");
        }
        let many = format!("huiqi cases 1\n{}", "case\tx\n".repeat(MOST_KEPT + 5));
        assert_eq!(
            other.import(&POLICIES, today(), &many),
            Some(ImportResult { taken: MOST_KEPT - 4, left_out: 9, unknown_lines: 0 })
        );
    }

    #[test]
    fn every_example_company_is_read_whole_and_each_region_with_a_document_has_one() {
        let companies: Vec<Session> = POLICIES
            .policies
            .iter()
            .flat_map(|policy| policy.companies)
            .map(|company| {
                let session = Session::of_company(&POLICIES, company);
                let answered = session.answers().iter().count();
                assert_eq!(answered, company.answers.len(), "{}: each counts", company.name);
                assert!(session.answers().iter().count() > 3, "{}", company.name);
                let total = session.outline().total;
                assert!(
                    total.most > huiqi_rules::amount::Level::ZERO,
                    "{} shows something",
                    company.name
                );
                session
            })
            .collect();
        for region in POLICIES
            .regions
            .iter()
            .filter(|region| POLICIES.policies_in(region.id).next().is_some())
        {
            assert!(
                companies.iter().any(|session| session.region() == Some(region.id)),
                "{}",
                region.id
            );
        }
    }
}
