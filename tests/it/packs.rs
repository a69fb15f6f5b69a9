//! A pack holds a region's rules: what is read is what was written, whatever the bytes.

use crate::bounds::{COMPLETIONS, Play, random_cases, throws};
use crate::made_up;
use huiqi_authoring::{Source, load, read_folder};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_pack::{Refusal, Signature, hash, of_region, read, signed, unsigned};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, Policy, PolicySet, Region, Terms};
use huiqi_tests::targets::{self, pack_head};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume, proptest};
use std::path::Path;
use std::sync::OnceLock;
use time::{Date, Month};

/// Every rule set that the tests know, each with regions and documents.
fn sets() -> Vec<&'static PolicySet> {
    vec![
        &POLICIES,
        made_up::set(),
        made_up::set_of_two(),
        made_up::set_of_new(),
        of_folder("practice"),
        of_folder("velo"),
        of_folder("velo_made_up"),
    ]
}

fn of_folder(name: &str) -> &'static PolicySet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut sources = read_folder(&folder).expect("the documents can be read");
    // Two of them are there to be refused.
    sources.retain(|source| !["policies/s030.toml", "policies/s032.toml"].contains(&&*source.path));
    load(&sources).expect("they have no mistake").set
}

/// Returns the packs of all regions of a set that have documents.
fn packs(set: &'static PolicySet) -> Vec<(&'static PolicySet, Vec<u8>)> {
    let indices = 0..set.regions.len() as u16;
    let own = indices.filter(|index| !set.regions[usize::from(*index)].policies.is_empty());
    own.map(|index| {
        let part = of_region(set, index);
        (part, signed(unsigned(part, &pack_head()), &[]))
    })
    .collect()
}

/// As a document says it: all that it pays together is limited, what is 就高 included.
#[test]
fn a_limit_over_a_group_of_which_the_highest_is_paid_is_read_from_a_pack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = read_folder(&folder.join("../policies")).expect("the documents");
    sources.retain(|source| !source.path.ends_with("twin-harbour-2026.toml"));
    let text = std::fs::read_to_string(folder.join("new_documents/twin-harbour-2026.toml"));
    let limit = "\n[[limits]]\nid = \"whole\"\nclause = \"第九条\"\nname = \"合计最高 35 万元\"\n\
        at_most = \"35万元\"\nmembers = [\"one-mark\", \"incubation\"]\n";
    sources.push(Source {
        path: "policies/twin-harbour-2026.toml".to_owned(),
        text: text.expect("the document") + limit,
    });
    let set = load(&sources).expect("it has no mistake").set;
    let harbour = |(part, _): &(&PolicySet, _)| {
        part.policies.iter().any(|own| own.id == "twin-harbour-2026" && !own.limits.is_empty())
    };
    let (_, pack) = packs(set).into_iter().find(harbour).expect("the pack of its place");
    assert!(read(&pack).is_ok());
}

#[test]
fn what_is_read_is_what_was_written() {
    for (part, pack) in sets().into_iter().flat_map(packs) {
        let loaded = read(&pack).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(loaded.head, pack_head());
        assert_eq!(format!("{:?}", loaded.set()), format!("{:?}", part));
    }
}

#[test]
fn a_whole_set_is_read_as_it_was_written() {
    for set in sets() {
        let pack = signed(unsigned(set, &pack_head()), &[]);
        let loaded = read(&pack).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(format!("{:?}", loaded.set()), format!("{set:?}"));
    }
}

/// Amounts, outcomes and questions of a report, by their ids.
fn shown(set: &PolicySet, report: &Report) -> String {
    let awards = report.awards.iter().map(|one| {
        let steps: Vec<_> = huiqi_sitting::wording::steps(set, report.steps(one)).collect();
        format!("{} {:?} {:?} {steps:?}\n", one.award.id, one.amount, one.outcome)
    });
    let asks = report.outline.asks.iter().map(|ask| set.question(ask.question).id);
    format!(
        "{:?} {} {:?}",
        report.outline.total,
        awards.collect::<String>(),
        asks.collect::<Vec<_>>()
    )
}

proptest! {
    #![proptest_config(random_cases(256))]

    /// A region's pack computes what the whole set computes.
    #[test]
    fn a_pack_reports_what_the_whole_set_reports(throw in throws(), is_new in any::<bool>()) {
        type Packs = OnceLock<Vec<&'static PolicySet>>;
        static TWO: Packs = OnceLock::new();
        static NEW: Packs = OnceLock::new();
        let (set, read_before) = if is_new {
            (made_up::set_of_new(), &NEW)
        } else {
            (made_up::set_of_two(), &TWO)
        };
        let read_one = |(_, pack): &(_, Vec<u8>)| read(pack).expect("a pack").set();
        let read_all = || packs(set).iter().map(read_one).collect();
        let play = Play::of(set, &throw, Some(COMPLETIONS));
        let own = read_before.get_or_init(read_all);
        let own = *own.iter().find(|own| own.regions[0].id == play.region).expect("its pack");
        let answers = play.answers.iter().filter_map(|(index, answer)| match index {
            PolicySet::REGION => Some((index, Answer::Option(0))),
            // What its documents do not ask is not there.
            _ => Some((own.question_index(set.question(index).id)?, answer.clone())),
        });
        let answers = Answers::build(own, answers).expect("no contradiction");
        prop_assert_eq!(
            shown(own, &evaluate(own, &answers, play.on, &play.readings)),
            shown(set, &evaluate(set, &play.answers, play.on, &play.readings)),
        );
    }

    /// What was changed on its way is refused.
    #[test]
    fn a_changed_byte_is_refused(place in any::<u32>(), byte in any::<u8>()) {
        static PACK: OnceLock<Vec<u8>> = OnceLock::new();
        let mut pack = PACK.get_or_init(|| packs(&POLICIES).remove(0).1).clone();
        let last = pack.len() - 1;
        let place = place as usize % last;
        prop_assume!(pack[place] != byte);
        pack[place] = byte;
        prop_assert!(read(&pack).is_err(), "byte {place}");
    }

    /// Even behind a right hash no table is taken over which a company cannot be computed.
    #[test]
    fn changed_tables_are_refused_or_harmless(bytes in vec(any::<u8>(), 1..40)) {
        targets::pack(&bytes);
    }
}

#[test]
fn what_is_no_whole_pack_is_refused() {
    let pack = &packs(&POLICIES)[0].1;
    for length in 0..pack.len() {
        assert!(read(&pack[..length]).is_err(), "{length} bytes");
    }
    assert!(matches!(read(&[pack.as_slice(), &[0]].concat()), Err(Refusal::Damaged(_))));
    assert_eq!(read(b"<!doctype html>").err(), Some(Refusal::NotAPack));
    let mut newer = pack.clone();
    let later = huiqi_pack::FORMAT + 1;
    newer[10] = later;
    assert_eq!(read(&newer).err(), Some(Refusal::NewerFormat(later)));
}

/// Returns what a pack of 枣庄 says where it is refused, with its region and its documents changed.
fn refusal(change: impl FnOnce(Region, Policy) -> (Region, Policy)) -> Result<(), Refusal> {
    let is_it = |region: &Region| region.id == "zaozhuang";
    let index = POLICIES.regions.iter().position(is_it).expect("枣庄");
    let set = of_region(&POLICIES, index as u16);
    let (region, policy) = change(Region { ..set.regions[0] }, set.policies[0].clone());
    assert_eq!(set.policies.len(), 1);
    let changed = PolicySet { regions: vec![region].leak(), policies: vec![policy].leak(), ..*set };
    let changed: &'static PolicySet = Box::leak(Box::new(changed));
    read(&signed(unsigned(changed, &pack_head()), &[])).map(drop)
}

/// What amounts hang on is asked in the region: the variables of a question that it does not ask
/// may be those of another.
#[test]
fn a_document_that_hangs_on_a_question_that_is_not_asked_is_refused() {
    assert_eq!(refusal(|region, policy| (region, policy)), Ok(()));
    let matters = |policy: &Policy| policy.claimed_elsewhere.as_ref().expect("matters").question;
    let without_matters = refusal(|region, policy| {
        let asked = region.questions.iter().copied().filter(|own| *own != matters(&policy));
        let questions: &'static [_] = asked.collect::<Vec<_>>().leak();
        (Region { questions, ..region }, policy)
    });
    assert!(matches!(without_matters, Err(Refusal::Damaged(_))), "{without_matters:?}");
}

/// An award names all that it reads, its matter too: the engine gives values to no others.
#[test]
fn an_award_that_does_not_say_its_matter_is_refused() {
    let found = refusal(|region, policy| {
        let question = policy.claimed_elsewhere.as_ref().expect("matters").question;
        let is_it = |own: &Region| own.id == "zaozhuang";
        let index = POLICIES.regions.iter().position(is_it).expect("枣庄");
        let matters = of_region(&POLICIES, index as u16).question(question).variables();
        let award = |own: &'static Award| {
            let reads = own.terms.reads.without(matters);
            Award { terms: Terms { reads, ..own.terms }, ..*own }
        };
        let awards: Vec<Award> = policy.awards.iter().map(award).collect();
        (region, Policy { awards: awards.leak(), ..policy })
    });
    assert_eq!(found, Err(Refusal::Damaged("an award reads more than it says")));
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("practice");
    let mut sources = read_folder(&folder).expect("the documents can be read");
    let first = packs(load(&sources).expect("no mistake").set);
    sources.reverse();
    let second = packs(load(&sources).expect("no mistake").set);
    let bytes = |packs: Vec<(&'static PolicySet, Vec<u8>)>| -> Vec<_> {
        packs.into_iter().map(|(_, pack)| pack).collect()
    };
    assert_eq!(bytes(first), bytes(second));
}

#[test]
fn signatures_cover_everything_before_them() {
    let covered = unsigned(&POLICIES, &pack_head());
    let one = Signature { key: [7; 32], signature: [9; 64] };
    let pack = signed(covered.clone(), &[one]);
    assert_eq!(huiqi_pack::split(&pack).map(|parts| parts.0), Ok(&covered[..]));
    assert_eq!(read(&pack).expect("a pack").signatures, [one]);
    assert_ne!(hash(&pack), hash(&signed(covered, &[])));
}

/// What is paid in one of two places is asked of that place: the condition on the region that
/// follows from it holds in the pack of each.
#[test]
fn what_is_paid_in_one_place_is_asked_in_its_pack() {
    assert_eq!(paid_in_packs(""), [("river", "0".to_owned()), ("hill", "110000".to_owned())]);
}

/// 20,000 and half of the 10,000 in the hills, which the river does not pay; and of the 135,000 in
/// the hills a limit lets 120,000 through.
#[test]
fn what_another_place_pays_counts_in_a_pack_only_where_it_is_paid() {
    let more = r#"
[[awards]]
id = "matched"
name = "配套"
clause = "二"
payers = ["某厅"]
kind = "entitlement"
summary = "省级以上的奖励，并配套山市补助的一半。"
condition = { question = "certification_tier", at_least = "provincial" }
amount = { sum = [{ fixed = "2万元" }, { share = "50%", of_award = "hill-aid/aid" }] }
examples = [
  { name = "a", outcome = "met", region = "hill", answers = { certification_tier = "provincial" }, least = "2.5万元", most = "2.5万元" },
  { name = "b", outcome = "not_met", answers = { certification_tier = "none" }, least = "0元", most = "0元" },
  { name = "c", outcome = "not_yet_known", region = "hill", least = "0元", most = "2.5万元", missing = ["certification_tier"] },
]
[[limits]]
id = "whole"
clause = "三"
name = "合计最高 12 万元"
at_most = "12万元"
members = ["hill-only", "matched", "hill-aid/aid"]
"#;
    let expected = [("river", "20000".to_owned()), ("hill", "120000".to_owned())];
    assert_eq!(paid_in_packs(more), expected);
}

/// Returns what a national company is paid in the packs of two places, of which one has an aid of
/// its own; `more` is written below the document of both.
fn paid_in_packs(more: &str) -> Vec<(&'static str, String)> {
    let document = r#"
id = "two-places"
title = "两地奖励办法"
short_title = "两地办法"
issuer = "某省"
issued_on = "2030-01-01"
valid_from = "2030-01-01"
validity_note = "没有写明截止日期"
checked_on = "2030-01-01"
enquiries = "某厅"
regions = ["river", "hill"]

[[new_regions]]
id = "river"
name = "河市"
[[new_regions]]
id = "hill"
name = "山市"

[[awards]]
id = "hill-only"
name = "山市奖励"
clause = "一"
payers = ["某厅"]
kind = "entitlement"
summary = "山市的企业奖励。"
condition = { paid = "hill-aid/aid" }
amount = { fixed = "10万元" }
[[awards.examples]]
name = "in the hills"
outcome = "met"
region = "hill"
answers = { certification_tier = "provincial" }
least = "10万元"
most = "10万元"
[[awards.examples]]
name = "at the river"
outcome = "not_met"
region = "river"
answers = { certification_tier = "provincial" }
least = "0元"
most = "0元"
[[awards.examples]]
name = "open"
outcome = "not_yet_known"
region = "hill"
answers = {}
least = "0元"
most = "10万元"
missing = ["certification_tier"]
"#
    .to_owned()
        + more;
    let aid = r#"
id = "hill-aid"
title = "山市补助办法"
short_title = "山市办法"
issuer = "山市"
issued_on = "2030-01-01"
valid_from = "2030-01-01"
validity_note = "没有写明截止日期"
checked_on = "2030-01-01"
enquiries = "山市某局"
regions = ["hill"]

[[awards]]
id = "aid"
name = "山市补助"
clause = "一"
payers = ["山市某局"]
kind = "entitlement"
summary = "省级以上的补助。"
condition = { question = "certification_tier", at_least = "provincial" }
amount = { fixed = "1万元" }
examples = [
  { name = "a", outcome = "met", answers = { certification_tier = "provincial" }, least = "1万元", most = "1万元" },
  { name = "b", outcome = "not_met", answers = { certification_tier = "none" }, least = "0元", most = "0元" },
  { name = "c", outcome = "not_yet_known", least = "0元", most = "1万元", missing = ["certification_tier"] },
]
"#;
    let mut sources = crate::shipped::sources();
    sources.push(Source { path: "policies/two-places.toml".into(), text: document });
    sources.push(Source { path: "policies/hill-aid.toml".into(), text: aid.into() });
    let set = load(&sources).unwrap_or_else(|problems| panic!("{problems:?}")).set;
    let mut found = Vec::new();
    for (part, pack) in packs(set) {
        let id = part.regions[0].id;
        if !["river", "hill"].contains(&id) {
            continue;
        }
        let own = read(&pack).expect("a pack").set();
        let tier = own.question_index("certification_tier").expect("a question");
        let national = own.question(tier).options.len() as u16 - 1;
        let given = [(PolicySet::REGION, Answer::Option(0)), (tier, Answer::Option(national))];
        let answers = Answers::build(own, given);
        let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
        let report =
            evaluate(own, &answers.expect("no contradiction"), day, &ChosenReadings::default());
        let least = report.outline.total.least.sum().expect("a sum").decimal();
        found.push((id, least.normalize().to_string()));
    }
    found
}

/// A pack of the first format is read for good: this file is never written anew.
#[test]
fn a_pack_of_the_first_format_is_read_for_good() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/packs/format-1.huiqi");
    let pack = std::fs::read(path).expect("the pack");
    let loaded = read(&pack).expect("it is read");
    assert_eq!((loaded.head.edition.as_str(), loaded.head.author.as_str()), ("2026.12", "政策科"));
    let set = loaded.set();
    let river = set.policies.iter().find(|policy| policy.id == "river-city-2030").expect("it");
    assert_eq!(
        river.awards.len(),
        made_up::set()
            .policies
            .iter()
            .find(|one| one.id == river.id)
            .map_or(0, |one| one.awards.len())
    );
    let answers = Answers::none(set).replaced(PolicySet::REGION, Answer::Option(0));
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    let report = evaluate(set, &answers, day, &ChosenReadings::default());
    assert_eq!(report.outline.documents.len(), 1);
}
