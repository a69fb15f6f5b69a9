//! Texts that anyone may hand in: none of them may end in a panic, and none may be taken for more
//! than it says.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sitting::cases::Cases;
use huiqi_tests::targets;
use proptest::prelude::{any, prop_assert_eq, proptest};
use proptest::test_runner::Config;
use time::Date;

fn today() -> Date {
    read_date("2026-11-21").expect("a day")
}

proptest! {
    #![proptest_config(Config { cases: 2000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_text_of_a_link_is_read_or_refused(
        code in "\\PC{0,300}",
        letters in "[12][A-Za-z0-9_-]{0,300}",
    ) {
        targets::link(code.as_bytes());
        targets::link(letters.as_bytes());
    }

    #[test]
    fn any_text_of_a_kept_case_or_a_file_is_read_or_refused(
        text in any::<String>(),
        lines in proptest::collection::vec("[a-z_=,\t\\\\?0-9-]{0,40}", 0..20),
    ) {
        let lines = lines.join("\n");
        for head in ["", "huiqi 1\n", "huiqi 2\n", "huiqi 2\ncase*\tx\nhuiqi 1\n\
            ", "huiqi cases 1\n", "huiqi cases 1\ncase\tx\nhuiqi 1\n"] {
            for body in [&text, &lines] {
                let kept = format!("{head}{body}");
                let cases = Cases::from_text(&POLICIES, today(), &kept);
                let _ = cases.session().report();
                let again = Cases::from_text(&POLICIES, today(), &cases.to_text());
                prop_assert_eq!(again.to_text(), cases.to_text());
                targets::session(kept.as_bytes());
                targets::shelf(kept.as_bytes());
            }
        }
    }

    #[test]
    fn whatever_is_typed_as_a_number_is_read_or_refused(
        text in any::<String>(),
        figures in "[-+0-9０-９.,，．万亿元% ]{0,30}",
    ) {
        targets::number(text.as_bytes());
        targets::number(figures.as_bytes());
    }

    #[test]
    fn whatever_text_is_opened_as_a_table_is_computed_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        cells in "([ -~,\"\n\t]|[省级专精特新国家，；无是否]){0,200}",
    ) {
        targets::table(&bytes);
        targets::table(format!("region,最高认定,展位费,first_certified_tiers,on\n{cells}").as_bytes());
    }
}

/// A seed of a fuzz target with some bytes changed, put in or taken away, the same ones every time.
fn changed(seed: &[u8], turn: u64) -> Vec<u8> {
    let mut state = turn.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut throw = |end: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end.max(1)
    };
    let mut bytes = seed.to_vec();
    for _ in 0..=throw(4) {
        let offset = throw(bytes.len());
        match throw(4) {
            0 if !bytes.is_empty() => bytes[offset] = throw(256) as u8,
            1 if !bytes.is_empty() => drop(bytes.remove(offset)),
            2 => bytes.insert(offset.min(bytes.len()), throw(256) as u8),
            _ => bytes.truncate(offset),
        }
    }
    bytes
}

/// The seeds of the fuzz targets, and what they become, through the same functions.
fn seeds_of(target: &str, run: fn(&[u8]), turns: u64) {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let mut seeds: Vec<_> = std::fs::read_dir(folder)
        .expect("seeds")
        .map(|entry| entry.expect("a seed").path())
        .collect();
    seeds.sort();
    assert!(seeds.len() > 2, "{target} has seeds");
    for seed in seeds {
        let seed = std::fs::read(seed).expect("a seed");
        run(&seed);
        (0..turns).for_each(|turn| run(&changed(&seed, turn)));
    }
}

#[test]
fn files_of_cases_lose_nothing() {
    for text in [
        "huiqi cases 1",
        "huiqi cases 1\ncase\t",
        "huiqi cases 1\ncase\t甲\ncase\t甲\nhuiqi 1\nregion\t=zaozhuang\nlistings\t=neeq,moon\n",
        "\u{feff}huiqi cases 1\r\ncase\t甲\r\nhuiqi 1\r\nedition\t2099.1\r\nelse\t=1\r\n",
        "huiqi cases 1\ncase\t甲\nhuiqi 7\nwhatever\n\n\nsession\nname\t乙\n",
        "huiqi cases 1\ncase\t甲\nhuiqi 1\nday\t2025-12-31\nother\tmars\nregion\t?\nregion\t=x\n",
        "huiqi cases 2\ncase\t甲\n",
    ] {
        targets::shelf(text.as_bytes());
        targets::session(text.as_bytes());
    }
}

#[test]
fn the_seeds_of_the_fuzz_targets_are_read_or_refused() {
    seeds_of("answers", targets::answers, 500);
    seeds_of("kept", targets::kept, 500);
    seeds_of("link", targets::link, 500);
    seeds_of("number", targets::number, 500);
    seeds_of("order", targets::order, 200);
    seeds_of("pack", targets::pack, 100);
    seeds_of("shelf", targets::shelf, 500);
    seeds_of("table", targets::table, 200);
    seeds_of("workbook", targets::workbook, 100);
}
