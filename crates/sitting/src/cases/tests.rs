//! Several cases, and their text.

use super::Cases;
use crate::questionnaire::{Draft, Session};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;

fn cases() -> Cases {
    Cases::new(Session::new(&POLICIES, read_date("2026-11-21").expect("a day")))
}

#[test]
fn a_copy_is_opened_and_changes_alone() {
    let mut cases = cases();
    cases.session_mut().put(PolicySet::REGION, Draft::Option(4));
    cases.copy();
    assert_eq!((cases.current(), cases.session().region()), (1, Some("zaozhuang")));
    cases.session_mut().put(PolicySet::REGION, Draft::Option(0));
    assert_eq!(cases.list()[0].session.region(), Some("zaozhuang"));
    cases.copy();
    cases.copy();
    assert_eq!(cases.list().len(), 3, "a fourth has no room");
    let names: Vec<&str> = cases.list().iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["案例1", "案例2", "案例3"]);
}

#[test]
fn the_only_case_stays_and_the_one_in_view_follows() {
    let mut cases = cases();
    cases.remove(0);
    assert_eq!(cases.list().len(), 1);
    cases.copy();
    cases.copy();
    cases.open(1);
    cases.rename(1, "  挂新三板\n ");
    cases.rename(0, "   ");
    cases.remove(0);
    assert_eq!((cases.current(), cases.list()[0].name.as_str()), (0, "挂新三板"));
    cases.remove(1);
    assert_eq!(cases.list().len(), 1);
    cases.copy();
    assert_eq!(cases.list()[1].name, "案例1", "a free name");
}

#[test]
fn a_copy_is_named_by_what_was_changed_and_a_kept_case_comes_beside() {
    let mut cases = cases();
    cases.session_mut().put(PolicySet::REGION, Draft::Option(4));
    cases.copy();
    cases.name_by_change();
    assert_eq!(cases.list()[1].name, "案例2", "nothing differs yet");
    let listings = POLICIES.question_index("listings").expect("a question");
    let neeq = POLICIES.question(listings).option("neeq").expect("an option");
    cases.session_mut().put(listings, Draft::Options(1 << neeq));
    cases.name_by_change();
    assert!(cases.list()[1].name.starts_with("上市挂牌：新三板"), "{}", cases.list()[1].name);
    cases.rename(1, "挂板");
    cases.name_by_change();
    assert_eq!(cases.list()[1].name, "挂板", "a name that somebody gave stays");
    let kept = cases.list()[0].session.clone();
    cases.add("甲公司", kept.clone());
    assert_eq!((cases.list().len(), cases.current()), (3, 2));
    assert_eq!(cases.list()[2].name, "甲公司");
    cases.add("乙公司", kept);
    assert_eq!(cases.list().len(), 3, "a fourth has no room");
}

#[test]
fn a_name_holds_no_letter_that_cannot_be_seen() {
    let unseen = [
        "\u{200b}",
        "\u{200d}",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        "\u{61c}",
        "\u{feff}",
        "\u{ad}",
        "\u{2028}",
        "\u{3164}",
        "\u{fe0f}",
        "\u{e0041}",
        "\u{e0101}",
        "\u{301}",
        "\u{7}",
    ];
    for letter in unseen {
        let name = Cases::clean_name(&format!("{letter}甲{letter}{letter}公司{letter}"));
        assert_eq!(name.as_deref(), Some("甲公司"), "{letter:?}");
        assert_eq!(Cases::clean_name(letter), None, "{letter:?}");
    }
    // Letters of GB 18030's third level, of a minority's script, and of private use are seen.
    for name in ["𫇭𠅤𬭳有限公司", "新疆ئۇيغۇر公司", "བོད་公司", "\u{e863}公司"]
    {
        assert_eq!(Cases::clean_name(name).as_deref(), Some(name));
    }
}

#[test]
fn a_name_from_a_link_is_the_sender_s_until_it_is_written_anew() {
    let long = "很".repeat(30);
    assert_eq!(Cases::name_of_sender("挂新三板").as_deref(), Some("对方起名：挂新三板"));
    assert_eq!(Cases::name_of_sender("对方起名：挂新三板").as_deref(), Some("对方起名：挂新三板"));
    assert_eq!(Cases::name_of_sender("案例2").as_deref(), Some("案例2"));
    assert_eq!(Cases::name_of_sender(" \u{200b}"), None);
    let marked = Cases::name_of_sender(&long).expect("a name");
    assert_eq!(marked, format!("对方起名：{}", "很".repeat(20)));
    assert_eq!(Cases::clean_name(&marked).as_deref(), Some(marked.as_str()));
    assert_eq!(Cases::name_for_link(&marked), "很".repeat(20));
    assert_eq!(Cases::clean_name("对方起名："), None);
}

#[test]
fn a_refresh_keeps_every_case_and_the_text_of_one_session_is_read_too() {
    let today = read_date("2026-11-21").expect("a day");
    let mut first = cases();
    first.session_mut().put(PolicySet::REGION, Draft::Option(4));
    first.copy();
    first.rename(1, "case\t二");
    first.session_mut().put(
        POLICIES.question_index("government_show_booth_fee_yuan").expect("a question"),
        Draft::Typed("8万\ncase".to_owned()),
    );
    first.session_mut().readings =
        first.session().readings.switched("zaozhuang-srdi-2022/same-title");
    let kept = Cases::from_text(&POLICIES, today, &first.to_text());
    let mut expected = first.clone();
    expected.rename(1, "case二");
    assert_eq!(kept.to_text(), expected.to_text());
    assert_eq!(kept.current(), 1);
    // A fourth case, and what is not understood, is kept as it is.
    let more = format!(
        "later\tline\n{}case\t三\nhuiqi 1\ncase\t四\nhuiqi 1\nnew_question\t=yes\ncase_study\t=yes\n",
        &first.to_text()["huiqi 2\n".len()..]
    );
    let more = format!("huiqi 2\n{more}");
    let kept = Cases::from_text(&POLICIES, today, &more);
    assert_eq!(kept.list().len(), 3);
    let text = kept.to_text();
    let rest = "case\t四\nhuiqi 1\nnew_question\t=yes\ncase_study\t=yes\n";
    assert!(text.starts_with("huiqi 2\nlater\tline\ncase\t"), "{text}");
    assert!(text.ends_with(rest), "{text}");
    assert_eq!(Cases::from_text(&POLICIES, today, &text).to_text(), text);
    let alone = Cases::from_text(&POLICIES, today, &first.list()[0].session.to_text());
    assert_eq!(alone.session().region(), Some("zaozhuang"));
    for broken in [
        "",
        "huiqi 2\n",
        "huiqi 2\ncase",
        "huiqi 3\ncase*\tx\n",
        "\u{feff}",
        "huiqi 2\ncase*\t\nhuiqi 1\nregion\t=mars\n",
    ] {
        assert_eq!(
            Cases::from_text(&POLICIES, today, broken).session().region(),
            None,
            "{broken:?}"
        );
    }
}
