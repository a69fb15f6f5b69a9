//! What an action put in the place of open cases, so that it can be taken back: exactly that, at
//! any later time. What was done since to other cases stays.

use super::{Case, Cases, MOST_CASES};
use crate::questionnaire::Session;
use huiqi_rules::policy::PolicySet;
use time::Date;

const FIRST_LINE: &str = "huiqi replaced 1";
const ENTRY: &str = "replaced\t";

/// Cases that others were put in the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    /// What was here, in its order.
    taken: Vec<Case>,
    /// Which of these was in view.
    current: usize,
    /// The place of the first.
    place: usize,
    /// The ids of those that came instead, each with its text at that time.
    given: Vec<(u32, String)>,
}

impl Replaced {
    /// Whether anything was answered in what was replaced.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.taken.iter().any(|case| !case.session.is_empty())
    }

    /// Whether this replaced exactly what another one had brought.
    #[must_use]
    pub fn continues(&self, earlier: &Self) -> bool {
        let came = |case: &Case| earlier.given.iter().any(|(id, _)| *id == case.id);
        self.taken.len() == earlier.given.len() && self.taken.iter().all(came)
    }

    /// Returns both as one: what was here before the earlier one comes back.
    #[must_use]
    pub fn after(self, earlier: Self) -> Self {
        Self { given: self.given, ..earlier }
    }

    /// Returns several as text, for the browser's own storage; an empty one of none. The ids of
    /// the open cases go with them.
    #[must_use]
    pub fn all_to_text<'a>(all: impl IntoIterator<Item = &'a Self>, cases: &Cases) -> String {
        let mut text = String::new();
        for replaced in all {
            if text.is_empty() {
                text =
                    format!("{FIRST_LINE}\t{}\n", numbers(cases.list.iter().map(|case| case.id)));
            }
            let given = numbers(replaced.given.iter().map(|(id, _)| *id));
            let taken = numbers(replaced.taken.iter().map(|case| case.id));
            let place = replaced.place;
            text.push_str(&format!("{ENTRY}{place}\t{given}\t{taken}\n"));
            let (list, current) = (replaced.taken.clone(), replaced.current);
            text.push_str(&Cases { list, current, ..Cases::none() }.to_text());
        }
        text
    }

    /// Reads what [`Replaced::all_to_text`] wrote; the open cases get the ids that they had.
    #[must_use]
    pub fn all_from_text(
        set: &'static PolicySet,
        today: Date,
        text: &str,
        cases: &mut Cases,
    ) -> Vec<Self> {
        let entry = format!("\n{ENTRY}");
        let mut blocks = text.split(&entry);
        let head = blocks.next().and_then(|head| head.strip_prefix(FIRST_LINE));
        let Some(ids) = head.map(ids).filter(|ids| ids.len() == cases.list.len()) else {
            return Vec::new();
        };
        for (case, id) in cases.list.iter_mut().zip(&ids) {
            case.id = *id;
        }
        let read = |block: &str| {
            let (head, text) = block.split_once('\n')?;
            let (place, head) = head.split_once('\t')?;
            let (given, taken_ids) = head.split_once('\t')?;
            let Cases { list: mut taken, current, .. } = Cases::from_text(set, today, text);
            let taken_ids = self::ids(taken_ids);
            if taken.len() != taken_ids.len() {
                return None;
            }
            for (case, id) in taken.iter_mut().zip(taken_ids) {
                case.id = id;
            }
            let given = self::ids(given).into_iter().map(|id| (id, String::new())).collect();
            Some(Self { taken, current, place: place.parse().ok()?, given })
        };
        let all: Vec<Self> = blocks.filter_map(read).collect();
        let taken = all.iter().flat_map(|replaced| &replaced.taken).map(|case| case.id);
        let given = all.iter().flat_map(|replaced| &replaced.given).map(|(id, _)| *id);
        let largest = ids.into_iter().chain(taken).chain(given).max().unwrap_or_default();
        cases.next_id = largest.saturating_add(1);
        all
    }
}

/// Numbers as one word of a line.
fn numbers(ids: impl Iterator<Item = u32>) -> String {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

/// Reads what [`numbers`] wrote.
fn ids(word: &str) -> Vec<u32> {
    word.trim().split(',').filter_map(|id| id.parse().ok()).collect()
}

impl Cases {
    /// Puts another session in the place of the one in view, under a name.
    pub fn replace(&mut self, name: &str, session: Session) -> Replaced {
        let place = self.current;
        let name = Self::clean_name(name).unwrap_or_else(|| self.list[place].name.clone());
        let id = self.next_id;
        self.next_id += 1;
        let case = Case { id, name, session };
        let given = vec![(id, case.session.to_text())];
        let taken = vec![std::mem::replace(&mut self.list[place], case)];
        Replaced { taken, current: 0, place, given }
    }

    /// Puts other cases in the place of all.
    pub fn replace_all(&mut self, other: Self) -> Replaced {
        let taken = std::mem::take(&mut self.list);
        let current = std::mem::replace(&mut self.current, other.current);
        other.list.into_iter().for_each(|case| self.push(case.name, case.session));
        let given = self.list.iter().map(|case| (case.id, case.session.to_text())).collect();
        Replaced { taken, current, place: 0, given }
    }

    /// Whether everything that came instead is as it came.
    #[must_use]
    pub fn is_untouched(&self, replaced: &Replaced) -> bool {
        replaced.given.iter().all(|(id, text)| {
            self.index(*id).is_some_and(|index| self.list[index].session.to_text() == *text)
        })
    }

    /// Takes a replacement back: what came instead goes, what was here before is here again. What
    /// has no room beside it goes too. Returns the way back from there.
    pub fn take_back(&mut self, replaced: Replaced) -> Replaced {
        let came = |case: &Case| replaced.given.iter().any(|(id, _)| *id == case.id);
        let place = self.list.iter().position(came).unwrap_or(replaced.place);
        let viewed = self.current_id();
        let (mut gone, mut left): (Vec<Case>, Vec<Case>) = self.list.drain(..).partition(came);
        let room = MOST_CASES.saturating_sub(replaced.taken.len());
        gone.extend(left.drain(room.min(left.len())..));
        let current = gone.iter().position(|case| case.id == viewed).unwrap_or_default();
        let given = replaced.taken.iter().map(|case| (case.id, case.session.to_text())).collect();
        let place = place.min(left.len());
        let is_shown = !replaced.taken.is_empty();
        self.current = if is_shown { place + replaced.current } else { 0 };
        left.splice(place..place, replaced.taken);
        self.list = left;
        if self.list.is_empty() {
            // The only case stays.
            self.list.append(&mut gone);
        }
        Replaced { taken: gone, current, place, given }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cases, Replaced};
    use crate::questionnaire::{Draft, Session};
    use huiqi_policies::POLICIES;
    use huiqi_rules::day::read_date;
    use huiqi_rules::policy::PolicySet;
    use time::Date;

    fn today() -> Date {
        read_date("2026-11-21").expect("a day")
    }

    fn session(region: u16) -> Session {
        let mut session = Session::new(&POLICIES, today());
        session.put(PolicySet::REGION, Draft::Option(region));
        session
    }

    fn shown(cases: &Cases) -> Vec<(&str, Option<&str>)> {
        cases.list().iter().map(|case| (case.name.as_str(), case.session.region())).collect()
    }

    #[test]
    fn only_the_case_that_was_replaced_comes_back() {
        let mut cases = Cases::new(session(4));
        cases.copy();
        let replaced = cases.replace("示例", session(0));
        assert!(replaced.is_answered() && cases.is_untouched(&replaced));
        // Since then: the example is changed, the other case is named, a third is made.
        cases.session_mut().put(PolicySet::REGION, Draft::Option(3));
        cases.rename(0, "甲");
        cases.open(0);
        cases.copy();
        assert!(!cases.is_untouched(&replaced));
        let back = cases.take_back(replaced);
        let all = [("甲", Some("zaozhuang")), ("案例2", Some("zaozhuang"))];
        assert_eq!(shown(&cases)[..2], all);
        assert_eq!((cases.list().len(), cases.current()), (3, 1));
        // The way back from there: what was changed in the example is there again.
        cases.take_back(back);
        assert_eq!(shown(&cases)[1], ("示例", Some("sanmenxia")));
    }

    #[test]
    fn cases_of_a_link_go_and_one_made_since_stays_where_it_has_room() {
        let mut cases = Cases::new(session(4));
        let opened = cases.replace_all(Cases::new(session(0)));
        cases.copy();
        cases.session_mut().put(PolicySet::REGION, Draft::Option(3));
        let mut first = cases.clone();
        let back = first.take_back(opened.clone());
        assert_eq!(shown(&first), [("案例1", Some("zaozhuang")), ("案例2", Some("sanmenxia"))]);
        assert_eq!(first.current(), 0, "what was in view is in view again");
        first.take_back(back);
        assert_eq!(shown(&first).len(), 2);
        // Three were here before: the copy has no room, and comes back with the link.
        let mut full = Cases::new(session(4));
        full.copy();
        full.copy();
        let opened = full.replace_all(Cases::new(session(0)));
        full.copy();
        let back = full.take_back(opened);
        assert_eq!(full.list().len(), 3);
        full.take_back(back);
        assert_eq!(shown(&full), [("案例1", Some("jincheng")), ("案例2", Some("jincheng"))]);
    }

    #[test]
    fn a_case_that_was_taken_away_since_is_no_reason_to_lose_the_others() {
        let mut cases = Cases::new(session(4));
        let replaced = cases.replace("示例", session(0));
        let example = cases.current_id();
        cases.copy();
        cases.remove(example);
        cases.take_back(replaced);
        assert_eq!(shown(&cases), [("案例1", Some("zaozhuang")), ("案例1", Some("jincheng"))]);
    }

    #[test]
    fn a_refresh_keeps_the_way_back() {
        let mut cases = Cases::new(session(4));
        cases.session_mut().put_date("2025-12-31".to_owned(), today());
        let first = cases.replace("示例", session(0));
        let second = cases.replace_all(Cases::new(session(3)));
        let text = Replaced::all_to_text([&first, &second], &cases);
        let mut again = Cases::from_text(&POLICIES, today(), &cases.to_text());
        let mut all = Replaced::all_from_text(&POLICIES, today(), &text, &mut again);
        assert_eq!(Replaced::all_to_text(&all, &again), text);
        again.take_back(all.pop().expect("the second"));
        assert_eq!(shown(&again), [("示例", Some("jincheng"))]);
        again.take_back(all.pop().expect("the first"));
        assert_eq!(shown(&again), [("案例1", Some("zaozhuang"))]);
        assert_eq!(again.session().date_text, "2025-12-31");
        assert_eq!(Replaced::all_to_text([], &cases), "");
        for none in ["", "\n", "huiqi replaced 2\t0\n", "huiqi replaced 1\t0\nreplaced\tx\n"] {
            assert!(Replaced::all_from_text(&POLICIES, today(), none, &mut again).is_empty());
        }
    }
}
