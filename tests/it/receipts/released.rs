//! The receipts in tests/golden/receipts are those of released engine versions, each over its own
//! edition's files in tests/golden/editions.

use super::{RULES, again, amended, plain, provincial, receipt, value, words};
use huiqi_authoring::{Source, load, read_folder};
use huiqi_engine::ChosenReadings;
use huiqi_pack::{Head, of_region};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::Answers;
use huiqi_sitting::plain::Plain;
use huiqi_sitting::receipt::{Changed, NamedRules, Receipt, RulesMatch, read, replay};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn golden(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(folder)
}

/// The number by which an edition's files are named: written here anew, from the description.
fn hash(sources: &[Source]) -> String {
    let mut texts: Vec<String> = sources
        .iter()
        .map(|source| format!("{}\n{}\n", source.path, source.text.replace("\r\n", "\n")))
        .collect();
    texts.sort();
    let hash = Sha256::digest(texts.concat());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The companies whose receipts are kept: of every document one, whole, with every second answer
/// alone, with every reading the other way; and every place alone.
fn companies() -> Vec<(String, Receipt)> {
    let mut all = Vec::new();
    for policy in POLICIES.policies {
        let Some(company) = policy.companies.first() else { continue };
        let readings = policy.readings.iter();
        let others = readings.fold(ChosenReadings::default(), |all, one| all.other(one.id));
        let whole = Answers::build(&POLICIES, company.answers.iter().cloned());
        let half = Answers::build(
            &POLICIES,
            company
                .answers
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 2 == 0)
                .map(|(_, one)| one.clone()),
        );
        let (whole, half) = (whole.expect("no contradiction"), half.expect("no contradiction"));
        let none = ChosenReadings::default();
        let mut add = |name: &str, answers: &Answers, readings: &ChosenReadings| {
            let receipt = Receipt::compute(RULES, answers, company.on, readings);
            all.push((format!("{}-{name}", policy.id), receipt));
        };
        add("whole", &whole, &none);
        add("half", &half, &none);
        if !policy.readings.is_empty() {
            add("other", &whole, &others);
        }
    }
    for region in POLICIES.regions {
        let receipt = receipt(RULES, &json!({ "region": region.id }), "2025-12-31", &[]);
        all.push((format!("{}-alone", region.id), receipt));
    }
    all
}

/// The pack of a receipt's place gives the same as the files that it was made from.
fn is_the_same_from_its_pack(rules: NamedRules<'_>, then: &Receipt, path: &Path) {
    let region = then.answers.iter().find(|(id, _)| id == "region").map(|(_, region)| region);
    let index = rules.set.regions.iter().position(|one| region == Some(&Plain::text(one.id)));
    let Some(index) = index.filter(|index| !rules.set.regions[*index].policies.is_empty()) else {
        return;
    };
    let head = Head {
        edition: then.edition.clone(),
        day: then.on,
        author: "政策科".to_owned(),
        reviewer: "法规科".to_owned(),
        reason: "试一试".to_owned(),
        rules: rules.hash.to_owned(),
        former: String::new(),
    };
    let part = of_region(rules.set, index as u16);
    let pack = huiqi_pack::signed(huiqi_pack::unsigned(part, &head), &[]);
    let loaded = huiqi_pack::read(&pack).expect("a pack");
    let own = NamedRules { set: loaded.set(), hash: &loaded.head.rules };
    let found = replay(own, then.clone()).unwrap_or_else(|fault| panic!("{}", fault.message));
    assert_eq!(found.rules, RulesMatch::Same, "{}", path.display());
    let over_files =
        replay(rules, then.clone()).unwrap_or_else(|fault| panic!("{}", fault.message));
    assert_eq!(found.now, over_files.now, "{}", path.display());
}

#[test]
fn receipts_of_released_engines_come_out_the_same_over_their_own_edition() {
    let version = env!("CARGO_PKG_VERSION");
    let own = golden("receipts").join(version);
    if std::env::var("HUIQI_BLESS").is_ok() && !own.exists() {
        std::fs::create_dir_all(&own).expect("the folder can be written");
        for (name, receipt) in companies() {
            let file = own.join(format!("{name}.json"));
            std::fs::write(file, receipt.plain().json()).expect("the folder can be written");
        }
    }
    assert!(own.exists(), "no receipts of {version}: HUIQI_BLESS=1 writes them once");
    let mut editions = BTreeSet::new();
    let mut count = 0;
    for engine in std::fs::read_dir(golden("receipts")).expect("receipts") {
        for file in std::fs::read_dir(engine.expect("a folder").path()).expect("a folder") {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a receipt");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            let then = read(&plain(&value)).unwrap_or_else(|fault| panic!("{}", fault.message));
            let sources = read_folder(&golden("editions").join(&then.edition))
                .unwrap_or_else(|error| panic!("the files of {}: {error}", then.edition));
            let hash = hash(&sources);
            assert_eq!(hash, then.rules, "{}: its edition's files are others", path.display());
            editions.insert(then.edition.clone());
            let checked = load(&sources).unwrap_or_else(|problems| panic!("{}", problems[0]));
            let rules = NamedRules { set: checked.set, hash: &hash };
            is_the_same_from_its_pack(rules, &then, &path);
            let found = replay(rules, then).unwrap_or_else(|fault| panic!("{}", fault.message));
            assert_eq!(found.then.total, found.now.total, "{}", path.display());
            for difference in &found.differences {
                // Sentences may be worded anew; figures, outcomes and steps may not move.
                assert_eq!(difference.changed, [Changed::Words], "{}", path.display());
            }
            count += 1;
        }
    }
    assert!(count >= 15 && !editions.is_empty(), "{count} receipts");
}

#[test]
fn another_program_is_named_with_what_became_of_the_figures() {
    let good = value(&receipt(RULES, &provincial(), "2026-11-20", &[]).plain());
    let mut then = good.clone();
    then["engine"] = json!("0.1.0");
    let both =
        format!("凭据由程序 0.1.0 写成，这里的程序是 {}；算出来的金额", env!("CARGO_PKG_VERSION"));
    // The same rules and the same figures.
    let own = again(RULES, &then);
    assert!(own.is_same());
    assert_eq!(words::sentences(&own)[1], format!("{both}都一样。"));
    assert!(words::proved(&own).ends_with(&format!("{both}都一样。")), "{}", words::proved(&own));
    assert!(!words::proved(&again(RULES, &good)).contains("程序"));
    // Other rules: the figures are others, or the same.
    let others = again(amended(), &then);
    assert_eq!(words::sentences(&others)[2], format!("{both}有不一样的。"));
    let copy = NamedRules { set: &POLICIES, hash: "0000000000000000" };
    assert_eq!(words::sentences(&again(copy, &then))[2], format!("{both}都一样。"));
    // The same rules and other figures: both are named, once.
    then["awards"][0]["most"] = json!("900000");
    let said = words::sentences(&again(RULES, &then));
    let named = said.iter().filter(|one| one.contains("0.1.0")).count();
    assert!(named == 1 && said[1].contains("本来应该一样"), "{said:?}");
    let said = words::disproved(&again(RULES, &then));
    assert!(said[0].contains("0.1.0") && said[2].starts_with("三（二）"), "{said:?}");
}
