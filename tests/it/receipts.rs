//! Receipts: computed again they are the same; what another edition changes is named by its clause;
//! nothing in a file is believed.

mod released;

use crate::bounds::{Play, throws};
use huiqi_authoring::{load, read_folder};
use huiqi_engine::ChosenReadings;
use huiqi_policies::{POLICIES, RULES_HASH, page};
use huiqi_rules::answers::{Answers, RawAnswer, read as read_answer};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::plain::Plain;
use huiqi_sitting::receipt::{
    Changed, DifferentPart, NamedRules, Receipt, Replay, RulesMatch, read, replay,
};
use huiqi_sitting::wording::receipt as words;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

const RULES: NamedRules<'static> = NamedRules { set: &POLICIES, hash: RULES_HASH };

/// JSON as the receipt module takes it.
fn plain(value: &Value) -> Plain {
    match value {
        Value::Null => Plain::Nothing,
        Value::Bool(yes) => Plain::YesNo(*yes),
        Value::Number(number) => Plain::Number(number.to_string()),
        Value::String(text) => Plain::text(text),
        Value::Array(items) => Plain::List(items.iter().map(plain).collect()),
        Value::Object(parts) => {
            Plain::Object(parts.iter().map(|(key, value)| (key.clone(), plain(value))).collect())
        }
    }
}

fn value(plain: &Plain) -> Value {
    serde_json::from_str(&plain.json()).expect("a receipt is JSON")
}

fn answers(set: &'static PolicySet, given: &Value) -> Answers {
    let given = given.as_object().expect("answers").iter().map(|(id, value)| {
        let index = set.question_index(id).expect("a question");
        let texts: Vec<&str>;
        let raw = match value {
            Value::String(text) => RawAnswer::Text(text),
            Value::Bool(yes) => RawAnswer::YesNo(*yes),
            Value::Array(items) => {
                texts = items.iter().map(|item| item.as_str().expect("a text")).collect();
                RawAnswer::Texts(&texts)
            }
            _ => RawAnswer::Other,
        };
        (index, read_answer(set.question(index), raw).expect("an answer"))
    });
    Answers::build(set, given).expect("no contradiction")
}

fn receipt(rules: NamedRules<'_>, given: &Value, on: &str, others: &[&'static str]) -> Receipt {
    let readings = others.iter().fold(ChosenReadings::default(), |readings, id| readings.other(id));
    let on = read_date(on).expect("a day");
    Receipt::compute(rules, &answers(rules.set, given), on, &readings)
}

/// 枣庄, a provincial title newly won, everything else answered with none: 10 万元 (三（二）).
fn provincial() -> Value {
    json!({
        "region": "zaozhuang", "certification_tier": "provincial",
        "first_certified_tiers": ["provincial"], "claimed_elsewhere": [], "listings": [],
        "smart_factory_award": "none", "government_show_booth_fee_yuan": "0",
        "platform_contest_prize": "none",
    })
}

fn again(rules: NamedRules<'_>, value: &Value) -> Replay {
    let then = read(&plain(value)).unwrap_or_else(|fault| panic!("{}", fault.message));
    replay(rules, then).unwrap_or_else(|fault| panic!("{}", fault.message))
}

#[test]
fn a_receipt_says_rules_engine_day_answers_readings_and_every_award() {
    let other = "zaozhuang-srdi-2022/same-title";
    let found = value(&receipt(RULES, &provincial(), "2026-11-20", &[other]).plain());
    let said = |key: &str| found[key].clone();
    assert_eq!(said("format"), json!("huiqi-receipt"));
    assert_eq!(said("version"), json!(1));
    assert_eq!(said("edition"), json!(POLICIES.edition));
    assert_eq!(said("rules"), json!(RULES_HASH));
    assert_eq!(said("engine"), json!(env!("CARGO_PKG_VERSION")));
    assert_eq!(said("on"), json!("2026-11-20"));
    assert_eq!(said("answers"), provincial());
    assert_eq!(said("readings"), json!({ other: "other" }));
    assert_eq!((said("least"), said("most")), (json!("100000"), json!("100000")));
    let awards = found["awards"].as_array().expect("awards");
    let zaozhuang = POLICIES.policies.iter().find(|policy| policy.id == "zaozhuang-srdi-2022");
    assert_eq!(awards.len(), zaozhuang.expect("a document").awards.len());
    assert_eq!(
        awards[0],
        json!({
            "id": "zaozhuang-srdi-2022/first-certification-provincial",
            "name": "新获得省级专精特新奖励", "clause": "三（二）", "outcome": "certain",
            "least": "100000", "most": "100000",
            "steps": [{ "text": "文件写的是 100,000 元", "amount": "100000" }],
        })
    );
    assert_eq!(found["documents"][0]["state"], json!("in_force_unstated_end"));
}

#[test]
fn an_answer_that_nothing_asks_for_in_the_place_is_not_in_the_receipt() {
    let mut given = provincial();
    given["project_in_scope"] = json!(true);
    let found = value(&receipt(RULES, &given, "2026-11-20", &[]).plain());
    assert_eq!(found["answers"], provincial(), "项目 is asked in 三门峡 alone");
}

#[test]
fn computed_again_over_its_own_rules_it_is_the_same_and_the_page_has_the_same() {
    let receipt = receipt(RULES, &provincial(), "2026-11-20", &[]);
    let found = again(RULES, &value(&receipt.plain()));
    assert!(found.is_same() && found.rules == RulesMatch::Same);
    assert_eq!(
        words::sentences(&found),
        ["和凭据一样。按同样的答案重新算了一遍：可以申报 10 万元。"]
    );
    let of_page = NamedRules { set: &page::POLICIES, hash: RULES_HASH };
    assert_eq!(
        self::receipt(of_page, &provincial(), "2026-11-20", &[]).plain().json(),
        receipt.plain().json()
    );
}

/// The shipped files with another amount for a new provincial title, as a later edition.
fn amended() -> NamedRules<'static> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let mut sources = read_folder(&folder).expect("the policy files");
    for source in &mut sources {
        if source.path.ends_with("regions.toml") {
            let edition = format!("edition = \"{}\"", POLICIES.edition);
            source.text = source.text.replace(&edition, "edition = \"2999.01\"");
        }
        if let Some((before, after)) =
            source.text.split_once("\nid = \"first-certification-provincial\"\nname = \"新获得省级")
            && source.path.contains("zaozhuang")
        {
            let after = after.replacen("fixed = \"10万元\"", "fixed = \"15万元\"", 1);
            source.text = format!(
                "{before}\nid = \"first-certification-provincial\"\nname = \"新获得省级{after}"
            );
        }
    }
    let checked = load(&sources).unwrap_or_else(|problems| panic!("{}", problems[0]));
    NamedRules { set: checked.set, hash: "0000000000000000" }
}

#[test]
fn what_a_later_edition_pays_otherwise_is_said_by_clause_and_both_figures() {
    let then = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    let found = again(amended(), &then);
    assert!(!found.is_same() && found.rules == RulesMatch::OtherEdition);
    assert_eq!(
        words::sentences(&found),
        [
            "和凭据不一样。不一样的地方写在下面。".to_owned(),
            format!(
                "凭据按规则版本“{}”算，这里的规则版本是“2999.01”，是用这里的规则重新算的。\
                 当时的规则不在这里，凭据里写的数没有核对过。",
                POLICIES.edition
            ),
            "按2026年11月20日申报，凭据：可以申报 10 万元；现在：可以申报 15 万元。".to_owned(),
            "三（二）“新获得省级专精特新奖励”，凭据：10 万元；现在：15 万元。\
             算法：凭据“文件写的是 100,000 元”，现在“文件写的是 150,000 元”。"
                .to_owned(),
            "三（二）“一起申报的称号取最高级别”，凭据：一共 10 万元；现在：一共 15 万元。"
                .to_owned(),
        ]
    );
    let out = value(&found.plain(amended().set));
    assert_eq!(out["same"], json!(false));
    assert_eq!(out["rules"], json!("other_edition"));
    assert_eq!(out["then"]["least"], json!("100000"));
    assert_eq!(out["now"]["least"], json!("150000"));
    let award = &out["differences"][0];
    assert_eq!(award["award"], json!("zaozhuang-srdi-2022/first-certification-provincial"));
    assert_eq!(award["clause"], json!("三（二）"));
    assert_eq!(award["changed"], json!(["least", "most", "steps"]));
    assert_eq!(award["then"]["least"], json!("100000"));
    assert_eq!(award["now"]["least"], json!("150000"));
}

#[test]
fn a_total_that_hangs_on_an_open_figure_is_not_said_to_be_the_same() {
    let mut given = provincial();
    let fields = given.as_object_mut().expect("answers");
    fields.retain(|id, _| id != "claimed_elsewhere" && id != "government_show_booth_fee_yuan");
    let then = value(&receipt(RULES, &given, "2026-11-20", &[]).plain());
    // 0 to 10 万元, then 0 to 15, and in both half of a fee that nobody typed.
    assert_eq!(then["open"], json!({ "most": "100000", "added": "另加展位费的一半" }));
    let found = again(amended(), &then);
    let said = words::sentences(&found);
    assert_eq!(
        (said[0].as_str(), said[2].as_str()),
        (
            "和凭据不一样。不一样的地方写在下面。",
            "按2026年11月20日申报，凭据：至少 0 元，最多 10 万元，另加展位费的一半；\
             现在：至少 0 元，最多 15 万元，另加展位费的一半。"
        )
    );
    let out = value(&found.plain(amended().set));
    assert_eq!(out["then"]["open"]["most"], json!("100000"));
    assert_eq!(out["now"]["open"]["most"], json!("150000"));
    // The receipt of an earlier program does not say it.
    let mut earlier = then.clone();
    earlier.as_object_mut().expect("an object").remove("open");
    assert_eq!(
        words::sentences(&again(amended(), &earlier))[0],
        "合计还要看没有填的数，凭据和现在都写着：至少 0 元，最多还说不出。变了的地方写在下面。"
    );
    assert!(again(RULES, &earlier).is_same());
    // What the file says of it is compared, and checked for its form.
    assert!(again(RULES, &then).is_same());
    for (field, other) in [("most", "90000"), ("added", "另加一笔")] {
        let mut forged = then.clone();
        forged["open"][field] = json!(other);
        assert!(!again(RULES, &forged).is_same(), "{field}");
    }
    let with = |open: Value| {
        let mut bad = then.clone();
        bad["open"] = open;
        fault(&bad).0
    };
    assert_eq!(with(json!("100000")), "wrong_type");
    assert_eq!(with(json!({ "most": null, "added": "" })), "wrong_type");
    assert_eq!(with(json!({ "most": "100000" })), "wrong_type");
    assert_eq!(with(json!({ "most": "1", "added": "", "gift": "" })), "unknown_question");
    let mut closed = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    closed["open"] = then["open"].clone();
    assert_eq!(fault(&closed).0, "wrong_type");
}

#[test]
fn a_figure_changed_in_the_file_is_found_and_the_file_is_not_believed() {
    let good = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    let mut bad = good.clone();
    bad["awards"][0]["most"] = json!("900000");
    let found = again(RULES, &bad);
    assert_eq!(found.differences.len(), 1);
    assert_eq!(found.differences[0].changed, [Changed::Most]);
    let said = words::sentences(&found);
    assert!(said[1].contains("凭据可能被改过"), "{said:?}");
    // The total alone.
    let mut bad = good.clone();
    bad["most"] = json!("900000");
    let found = again(RULES, &bad);
    assert!(!found.is_same() && found.differences.is_empty());
    // Only a word.
    let mut bad = good.clone();
    bad["awards"][0]["steps"][0]["text"] = json!("部门一定给");
    assert_eq!(again(RULES, &bad).differences[0].changed, [Changed::Words]);
    // An award that is none, and one that is left out.
    let mut bad = good.clone();
    bad["awards"][0]["id"] = json!("zaozhuang-srdi-2022/gift");
    let found = again(RULES, &bad);
    let sides: Vec<(bool, bool)> = found
        .differences
        .iter()
        .map(|difference| match &difference.part {
            DifferentPart::Award(then, now) => (then.is_some(), now.is_some()),
            part => panic!("{part:?}"),
        })
        .collect();
    assert_eq!(sides, [(false, true), (true, false)]);
    // An answer.
    let mut bad = good;
    bad["answers"]["first_certified_tiers"] = json!(["provincial", "national_giant"]);
    bad["answers"]["certification_tier"] = json!("national_giant");
    assert!(!again(RULES, &bad).is_same());
}

#[test]
fn where_no_document_counts_no_figure_is_said() {
    let elsewhere = receipt(RULES, &json!({ "region": "elsewhere" }), "2026-11-20", &[]);
    let nobody = receipt(RULES, &json!({}), "2026-11-20", &[]);
    let ended = receipt(RULES, &json!({ "region": "xinxiang" }), "2026-11-20", &[]);
    for (receipt, expected) in [
        (elsewhere, "没有收录贵地的文件，不能测算；这不是说没有补贴"),
        (nobody, "还没有选所在地"),
        (ended, "这一天申报算不出金额"),
    ] {
        assert_eq!(words::total(&receipt), expected);
        let found = again(RULES, &value(&receipt.plain()));
        assert!(found.is_same(), "{expected}");
    }
}

fn fault(value: &Value) -> (String, String) {
    let fault = match read(&plain(value)) {
        Err(fault) => fault,
        Ok(then) => replay(RULES, then).expect_err("a fault"),
    };
    (fault.code.to_owned(), fault.message)
}

#[test]
fn a_file_that_is_no_receipt_is_refused_with_the_field_and_what_is_allowed() {
    let good = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    let with = |pointer: &str, new: Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a field") = new;
        fault(&bad)
    };
    for no_receipt in [json!(null), json!([]), json!("x"), json!({}), json!({ "format": "x" })] {
        assert_eq!(fault(&no_receipt).0, "not_a_receipt");
    }
    assert_eq!(with("/version", json!(2)).0, "newer_receipt");
    assert_eq!(with("/version", json!("1")).0, "wrong_type");
    assert_eq!(with("/on", json!("2026-02-30")).0, "bad_date");
    assert_eq!(with("/least", json!("0100000")).0, "not_a_number");
    assert_eq!(with("/least", json!(100_000)).0, "wrong_type");
    assert_eq!(with("/least", json!(null)).0, "wrong_type");
    assert_eq!(with("/least", json!("-1")).0, "negative");
    assert_eq!(
        with("/most", json!("1")),
        ("wrong_type".to_owned(), "凭据的 most 不能比 least 小".to_owned())
    );
    assert_eq!(
        with("/awards/2/outcome", json!("sure")),
        (
            "unknown_option".to_owned(),
            "凭据的 awards[2].outcome 只能是 certain、possible、not_met、set_aside、not_in_force"
                .to_owned()
        )
    );
    assert_eq!(with("/answers/region", json!("mars")).0, "unknown_option");
    assert_eq!(with("/answers/listings", json!(["bse", "bse"])).0, "repeated_option");
    assert_eq!(with("/answers/listings", json!([5])).0, "wrong_type");
    assert_eq!(with("/answers/government_show_booth_fee_yuan", json!(5)).0, "wrong_type");
    assert_eq!(with("/answers/certification_tier", json!("pool")).0, "contradiction");
    assert_eq!(with("/readings", json!({ "x": "other" })).0, "unknown_reading");
    assert_eq!(with("/readings", json!({ "x": "both" })).0, "unknown_option");
    let mut more = good.clone();
    more["awards"][1]["gift"] = json!("1");
    assert_eq!(
        fault(&more),
        ("unknown_question".to_owned(), "凭据里没有“awards[1].gift”这一项".to_owned())
    );
    let mut unknown = good.clone();
    unknown["answers"]["gift"] = json!(true);
    assert_eq!(fault(&unknown).0, "unknown_question");
    let mut twice = good.clone();
    twice["awards"][1] = good["awards"][0].clone();
    assert_eq!(fault(&twice).0, "wrong_type");
    for key in good.as_object().expect("an object").keys() {
        let mut less = good.clone();
        less.as_object_mut().expect("an object").remove(key);
        let (code, message) = fault(&less);
        assert!(code == "not_a_receipt" || message.contains(&format!("的 {key} 没有写")), "{key}");
    }
}

#[test]
fn answers_that_another_edition_does_not_take_are_named_and_not_counted() {
    let mut then = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    then["edition"] = json!("2999.12");
    then["answers"]["gift"] = json!(true);
    then["answers"]["smart_factory_award"] = json!("gold");
    then["readings"] = json!({ "somewhere/some": "other" });
    let found = again(RULES, &then);
    let said: Vec<&str> = found.left_out.iter().map(|one| one.message.as_str()).collect();
    let short = POLICIES.question_index("smart_factory_award").expect("a question");
    let short = POLICIES.question(short).short;
    assert_eq!(
        said,
        [
            format!("“{short}”的答案，这里的规则里没有，没有算进去。").as_str(),
            "有 1 个答案对应的问题，这里的规则里没有，没有算进去。",
            "有一处条款的另一种理解，这里的规则里没有，按通常理解算。",
        ]
    );
    let smart = &found.now.answers;
    assert!(smart.iter().all(|(id, _)| id != "smart_factory_award"), "it is not guessed");
    // Answers to a former edition are carried over as those of links are.
    then["edition"] = json!("2026.11");
    then["answers"] = json!({ "region": "zaozhuang", "listing_status": "neeq" });
    then["readings"] = json!({});
    let found = again(RULES, &then);
    assert_eq!(
        found.now.answers,
        [
            ("region".to_owned(), Plain::text("zaozhuang")),
            ("listings".to_owned(), Plain::List(vec![Plain::text("neeq")])),
        ]
    );
}

/// No document of 三门峡 asks for titles, but a title says that the tier is not below it.
#[test]
fn an_answer_that_bounds_one_asked_there_is_in_the_receipt() {
    let given = json!({ "region": "sanmenxia", "first_certified_tiers": ["provincial"] });
    let found = receipt(RULES, &given, "2023-01-01", &[]);
    let ids: Vec<&str> = found.answers.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["region", "first_certified_tiers"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_receipt_is_read_as_it_was_written_and_is_the_same_again(throw in throws()) {
        let play = Play::of(&POLICIES, &throw, None);
        let mut receipt = Receipt::compute(RULES, &play.answers, play.on, &play.readings);
        let value: Value = serde_json::from_str(&receipt.plain().json()).expect("JSON");
        let mut then = read(&plain(&value)).expect("what was written is read");
        // The reader of this test sorts keys or keeps their order, by the features of its crate.
        for one in [&mut then, &mut receipt] {
            one.answers.sort_by(|left, right| left.0.cmp(&right.0));
            one.others.sort();
        }
        prop_assert_eq!(&then, &receipt);
        prop_assert!(replay(RULES, then).expect("its own answers").is_same());
    }
}

/// The places of all values in a JSON value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(parts) => {
            for (key, part) in parts {
                pointers(part, &format!("{at}/{}", key.replace('/', "~1")), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_receipt_with_any_other_value_is_refused_or_differs(
        throw in throws(), at in any::<prop::sample::Index>(), new in any::<prop::sample::Index>(),
    ) {
        let play = Play::of(&POLICIES, &throw, None);
        let receipt = Receipt::compute(RULES, &play.answers, play.on, &play.readings);
        let good = value(&receipt.plain());
        let mut places = Vec::new();
        pointers(&good, "", &mut places);
        let place = at.get(&places);
        let values = [
            json!(null), json!(true), json!(0), json!(-1), json!(1e300), json!(""), json!("x"),
            json!([]), json!({}), json!([[]]), json!("0"), json!("100000"), json!("-1"),
            json!("1e5"), json!("99999999999999999999999999999999"), json!("2026-11-20"),
            json!("other"), json!("certain"), json!("not_met"), json!("\u{202e}"),
        ];
        let mut bad = good.clone();
        *bad.pointer_mut(place).expect("a place") = new.get(&values).clone();
        // Nothing panics; and a figure, an outcome or a word that is another is never the same.
        if let Ok(then) = read(&plain(&bad))
            && let Ok(found) = replay(RULES, then)
        {
            let decides = ["/least", "/most", "/documents", "/awards", "/groups", "/limits"];
            if bad != good && decides.iter().any(|part| place.starts_with(part)) {
                prop_assert!(!found.is_same(), "{place}");
            }
            prop_assert!(!words::sentences(&found).is_empty());
        }
    }
}
