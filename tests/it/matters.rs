//! Matters claimed elsewhere: one tick takes the money of one award and of no other.

use crate::clerk::{policy, report};
use crate::scenarios::GivenAnswer::{One, These};
use crate::scenarios::{LAST_DAY, TODAY, wan};
use huiqi_policies::POLICIES;
use huiqi_rules::question::Kind;

#[test]
fn a_matter_claimed_elsewhere_takes_no_other_levels_money() {
    let company = |claimed: &'static [&'static str]| {
        [
            ("region", One("xinxiang")),
            ("certification_tier", One("national_giant")),
            ("first_certified_tiers", These(&["provincial", "national_giant"])),
            ("provincial_equipment_subsidy_yuan", One("0")),
            ("first_recognised_platforms", These(&[])),
            ("platform_assessment_grade", One("none")),
            ("claimed_elsewhere", These(claimed)),
        ]
    };
    let total = |claimed| report(LAST_DAY, &company(claimed)).outline.total;
    assert_eq!(total(&["certification_provincial"]), wan(50, 50));
    assert_eq!(total(&["certification_national"]), wan(30, 30));
    assert_eq!(total(&["certification_provincial", "certification_national"]), wan(0, 0));
    // A matter of the other city has no effect here.
    assert_eq!(total(&["listing_neeq", "exhibition", "smart_factory"]), wan(50, 50));
}

#[test]
fn a_matter_claimed_elsewhere_takes_no_other_platforms_money() {
    let company = |claimed: &'static [&'static str]| {
        [
            ("region", One("xinxiang")),
            ("certification_tier", One("none")),
            ("first_recognised_platforms", These(&["national_platform", "provincial_base"])),
            ("platform_assessment_grade", One("second")),
            ("claimed_elsewhere", These(claimed)),
        ]
    };
    let total = |claimed| report(LAST_DAY, &company(claimed)).outline.total;
    // The highest of 30, 20 and 10; then of what is left.
    assert_eq!(total(&[]), wan(30, 30));
    assert_eq!(total(&["national_platform"]), wan(20, 20));
    assert_eq!(total(&["national_platform", "provincial_base"]), wan(10, 10));
    assert_eq!(total(&["national_platform", "provincial_base", "platform_assessment"]), wan(0, 0));
}

#[test]
fn a_matter_claimed_elsewhere_takes_no_other_boards_money() {
    let company = |claimed: &'static [&'static str]| {
        [
            ("region", One("zaozhuang")),
            ("certification_tier", One("municipal")),
            ("first_certified_tiers", These(&[])),
            ("listings", These(&["overseas", "neeq"])),
            ("smart_factory_award", One("none")),
            ("government_show_booth_fee_yuan", One("0")),
            ("platform_contest_prize", One("first")),
            ("claimed_elsewhere", These(claimed)),
        ]
    };
    let total = |claimed| report(TODAY, &company(claimed)).outline.total;
    assert_eq!(total(&[]), wan(130, 1130));
    assert_eq!(total(&["listing_exchange"]), wan(130, 130));
    assert_eq!(total(&["listing_neeq"]), wan(30, 1030));
    assert_eq!(total(&["platform_contest"]), wan(100, 1100));
}

#[test]
fn every_award_of_the_two_documents_is_a_matter_of_its_own_and_asked_last() {
    let asked =
        POLICIES.question_indices().filter(|question| POLICIES.is_asked_in("zaozhuang", *question));
    let last = POLICIES.question(asked.last().expect("a question"));
    assert_eq!((last.id, last.kind), ("claimed_elsewhere", Kind::Multi));
    let expected = [
        "省级认定奖励",
        "国家级认定奖励",
        "设备、软件投资配套",
        "国家级平台认定奖励",
        "省级平台认定奖励",
        "国家级基地认定奖励",
        "省级基地认定奖励",
        "平台考核奖励",
        "平台评比奖励",
        "上市补助",
        "新三板挂牌补助",
        "区域股权挂牌补助",
        "智能工厂奖励",
        "展位费补贴",
    ];
    // A further document may bring matters of its own.
    let labels = last.options.iter().map(|option| option.label);
    let own: Vec<&str> = labels.filter(|label| expected.contains(label)).collect();
    assert_eq!(own, expected);
    for id in ["xinxiang-srdi-2022", "zaozhuang-srdi-2022"] {
        let mut matters: Vec<_> =
            policy(id).awards.iter().map(|award| award.matter.expect("a matter")).collect();
        matters.sort_unstable();
        matters.dedup();
        assert_eq!(matters.len(), policy(id).awards.len(), "{id}");
    }
}
