//! How what is neither one sum nor a ceiling is said: another currency, a decision on each case, a
//! range.

use crate::asks::report;
use huiqi_rules::answers::Answer;
use huiqi_sitting::wording::{explain, reason, steps};
use rust_decimal::Decimal;

#[test]
fn what_is_paid_for_another_currency_is_said_in_yuan() {
    // 3 × 7 × 10,000 × 0.8%.
    let terms = r#"condition = { question = "end_yes", is = false }
amount = { times = ["end_devices", "end_rate", "10000", "0.8%"], cap = "1000元" }"#;
    let given = [
        ("end_yes", Answer::YesNo(false)),
        ("end_devices", Answer::Figure(Decimal::from(3))),
        ("end_rate", Answer::Figure(Decimal::from(7))),
    ];
    let (set, report) = report("entitlement", terms, &given);
    let [award] = report.awards.as_slice() else { panic!("one award") };
    let said: Vec<String> = steps(set, report.steps(award)).map(|(words, _)| words).collect();
    assert_eq!(said[2..], ["3 件 × 7 元 × 10,000 × 0.8% = 1,680 元", "最高 1,000 元，取 1,000 元"]);
    let reasons: Vec<String> = report.reasons(award).iter().map(|one| reason(set, one)).collect();
    assert_eq!(reasons, ["要“有没有”选“否”，您选的是“否”"]);
}

#[test]
fn a_decision_on_each_case_and_a_range_are_said_as_such() {
    let condition = r#"condition = { all = [{ question = "end_yes", is = true }, { question = "end_devices", at_least = "1件" }, { question = "end_rate", at_least = "6元" }] }"#;
    let given = [
        ("end_yes", Answer::YesNo(true)),
        ("end_devices", Answer::Figure(Decimal::ONE)),
        ("end_rate", Answer::Figure(Decimal::from(6))),
    ];
    let said = |amount: &str| {
        let terms = format!("{condition}\namount = {amount}");
        let (set, report) = report("ceiling", &terms, &given);
        explain::sentence(set, &report, &report.awards[0])
    };
    assert_eq!(said("{ open = true }"), "有多少，由部门决定。这一项一事一议。");
    assert_eq!(
        said(r#"{ from = "2万元", up_to = "5万元" }"#),
        "至少 2 万元，最多 5 万元。文件只写最少和最多，由部门核定。"
    );
    assert_eq!(
        said(r#"{ up_to = "5万元" }"#),
        "最多 5 万元，也可能没有。文件只写最高多少，由部门核定。"
    );
}

/// Which of several thresholds a company has reached is said, and what is asked for a case.
#[test]
fn the_threshold_or_the_case_that_holds_is_said() {
    let asks = r#"condition = { all = [{ question = "end_yes", is = true }, { question = "end_rate", at_least = "6元" }] }"#;
    let said = |amount: &str, devices: u8| {
        let terms = format!("{asks}\namount = {amount}");
        let given = [
            ("end_yes", Answer::YesNo(true)),
            ("end_devices", Answer::Figure(Decimal::from(devices))),
            ("end_rate", Answer::Figure(Decimal::from(6))),
        ];
        let (set, report) = report("entitlement", &terms, &given);
        let said = steps(set, report.steps(&report.awards[0])).map(|(words, _)| words);
        said.collect::<Vec<String>>().join("；")
    };
    let steps = r#"{ steps = [["2件", "10万元"], ["5件", "20万元"]], of = "end_devices" }"#;
    assert_eq!(said(steps, 5), "按“件数达到 5 件”算：200,000 元");
    assert_eq!(said(steps, 4), "按“件数达到 2 件”算：100,000 元");
    assert_eq!(said(steps, 1), "按“其他情况”算：0 元");
    let cases = r#"{ cases = [{ if = { all = [{ question = "end_yes", is = true }, { question = "end_devices", below = "3件" }] }, each = "3万元", of = "end_devices" }], otherwise = "1万元" }"#;
    let two = "件数：2 件；30,000 元 × 2 件 = 60,000 元；";
    let both = "按“有没有，并且件数低于 3 件（不含）”算：60,000 元";
    assert_eq!(said(cases, 2), format!("{two}{both}"));
    assert_eq!(said(cases, 3), "按“其他情况”算：10,000 元");
}
