//! Texts that anyone may hand in: none of them may end in a panic, and none may be taken for more than it says.

use huiqi::answers::read_date;
use huiqi::cases::Cases;
use huiqi::entry::{EntryKind, read_entry};
use huiqi::link::{decode, encode};
use huiqi::policies::POLICIES;
use huiqi::questionnaire::Session;
use huiqi::shelf::Shelf;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::Config;
use time::Date;

fn today() -> Date {
    read_date("2026-11-21").expect("a day")
}

proptest! {
    #![proptest_config(Config { cases: 2000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn whatever_stands_in_a_link_is_read_or_refused(code in "\\PC{0,300}", letters in "1[A-Za-z0-9_-]{0,300}") {
        for text in [code, letters] {
            if let Ok(linked) = decode(&POLICIES, today(), &text) {
                let again = encode(&linked.cases, &[]);
                let twice = decode(&POLICIES, today(), &again);
                prop_assert!(twice.is_ok_and(|twice| twice.cases.session().answers() == linked.cases.session().answers()));
            }
        }
    }

    #[test]
    fn whatever_was_kept_or_stands_in_a_file_is_read_or_refused(text in any::<String>(), lines in proptest::collection::vec("[a-z_=,\t\\\\?0-9-]{0,40}", 0..20)) {
        let lines = lines.join("\n");
        for head in ["", "huiqi 1\n", "huiqi 2\n", "huiqi 2\ncase*\tx\nhuiqi 1\n", "huiqi cases 1\n", "huiqi cases 1\ncase\tx\nhuiqi 1\n"] {
            for body in [&text, &lines] {
                let kept = format!("{head}{body}");
                let cases = Cases::from_text(&POLICIES, today(), &kept);
                let _ = cases.session().report();
                prop_assert_eq!(Cases::from_text(&POLICIES, today(), &cases.to_text()).to_text(), cases.to_text());
                let _ = Session::from_text(&POLICIES, today(), &kept);
                let _ = Shelf::default().import(&POLICIES, today(), &kept);
            }
        }
    }

    #[test]
    fn whatever_is_typed_as_a_number_is_read_or_refused(text in any::<String>(), figures in "[-+0-9０-９.,，．万亿元% ]{0,30}") {
        for typed in [text, figures] {
            for kind in [EntryKind::Money, EntryKind::Percent] {
                if let Ok(Some(number)) = read_entry(kind, &typed) {
                    prop_assert!(number.normalize().scale() <= 2, "{typed}");
                }
            }
        }
    }
}
