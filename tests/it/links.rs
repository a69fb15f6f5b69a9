//! Codes of links over editions: those of the first form as ever, those of the second in a rule set
//! of thousands of places, before and after it changes.

use crate::file_text::award;
use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_sitting::cases::{Case, Cases};
use huiqi_sitting::link::{LinkContents, LinkFault, decode, encode};
use huiqi_sitting::questionnaire::{Draft, Session};
use huiqi_sitting::wording;
use std::fmt::Write;
use std::sync::OnceLock;
use time::Date;

fn today() -> Date {
    read_date("2026-01-01").expect("a day")
}

/// What a case says by ids: day, readings, answers.
pub(crate) fn said(case: &Case) -> String {
    let session = &case.session;
    let set = session.set();
    let value = |index: QuestionIndex| {
        let question = set.question(index);
        let id = |option: usize| question.options[option].id;
        let text = match session.draft(index)? {
            Draft::Option(option) => id(usize::from(*option)).to_owned(),
            Draft::Options(chosen) => {
                let chosen = (0..question.options.len()).filter(|one| chosen >> one & 1 == 1);
                chosen.map(id).collect::<Vec<_>>().join("+")
            }
            Draft::YesNo(yes) => yes.to_string(),
            Draft::Typed(text) => text.clone(),
            Draft::Sums([of, to]) => format!("{of} to {to}"),
            Draft::Unclear => "unclear".to_owned(),
            Draft::Reopened(_) | Draft::AskedAgain => "asked again".to_owned(),
        };
        Some(format!("{}={text}", question.id))
    };
    let readings = session.others().into_iter().map(|reading| reading.id.to_owned());
    let answers = set.question_indices().filter_map(value);
    let parts = [case.name.clone(), session.on.to_string()].into_iter();
    parts.chain(readings).chain(answers).collect::<Vec<_>>().join(" ")
}

fn said_of(linked: &LinkContents) -> Vec<String> {
    linked.cases.list().iter().map(said).collect()
}

/// Codes of the first form as edition 2026.12 wrote them, and what each says: an answer of each
/// kind to each question of each region, then three cases with names and readings.
pub(crate) const FIRST_FORM: [(&str, &[&str]); 7] = [
    (
        "1dkwZNlzFkloC0qNFBJnbADBxDzTADmzREnjmdYM_rj5VRMunEGlu7guQYyFUCMzZwewzICXemgqoK4AozTNB443B\
         Fetop1cl6mmE2VP-QeS5ag41_vc3J_8SSqUAtymBXv8ynymBb_rLgA",
        &["案例1 2025-12-31 region=jincheng certification_tier=national_key_giant \
           first_certified_tiers=municipal+provincial+provincial_giant+national_giant \
           provincial_award_received=true listings=main_board+chinext+star+bse+overseas+neeq+\
           regional_in_province+regional_out_province base_listing_support=true \
           ip_purchase_yuan=1234567890.12 ip_led_to_certification=true became_above_scale=true \
           above_scale=true revenue_growth_percent=-12.34 profit_margin_percent=-12.34"],
    ),
    (
        "1dkwZNlzFkloC0qNFBJnbADBxDzTADmzRElpkIYM_rj5AIEZm0rkvU0wmyp_yDsXLUHcv97kZP_iR1SgFuUwL9_mU\
         -UwIXpkM",
        &["案例1 2025-12-31 region=shanxi_other certification_tier=national_key_giant \
           provincial_award_received=true ip_purchase_yuan=1234567890.12 \
           ip_led_to_certification=true became_above_scale=true above_scale=true \
           revenue_growth_percent=-12.34 profit_margin_percent=-12.34"],
    ),
    (
        "1dkwZNlzFkloC0qNFBJnbADBxDzTADmzREmlP-YM_rj5YRMunEGlu7guQYyErNzrtMJsqf8g64zRwCTtmla6gi6fj\
         i3fDiK6EihR2gwRfka0RDiWP0xmtTCapMvjv7q-sUrPZ8_WXAA",
        &["案例1 2025-12-31 region=xinxiang certification_tier=national_key_giant \
           first_certified_tiers=municipal+provincial+provincial_giant+national_giant \
           provincial_equipment_subsidy_yuan=1234567890.12 \
           first_recognised_platforms=national_platform+provincial_platform+national_base+\
           provincial_base platform_assessment_grade=third claimed_elsewhere=MATTERS"],
    ),
    (
        "1dkwZNlzFkloC0qNFBJnbADBxDzTADmzREkI04YM_rj5FIP1vCsMqA0wmyp_yDnohZe0wmyp_yD_qqI20wmyp_yD6\
         8eng",
        &["案例1 2025-12-31 region=sanmenxia certification_tier=national_key_giant \
           project_in_scope=true project_investment_yuan=1234567890.12 \
           project_cap_yuan=1234567890.12 key_giant_fund_yuan=1234567890.12"],
    ),
    (
        "1dkwZNlzFkloC0qNFBJnbADBxDzTADmzREmktDYM_rj5NRMunEGlu7guQYyNoPYZkBLvTQVUFcAUZpmg8cbhu6tf_M\
         66tsJC0wmyp_yDKdp8MYGrwkUKO0GCL8jWiIcSx-mM1qYTVJl8d_dX1ilZ7NXrs-A",
        &["案例1 2025-12-31 region=zaozhuang certification_tier=national_key_giant \
           first_certified_tiers=municipal+provincial+provincial_giant+national_giant \
           listings=main_board+chinext+star+bse+overseas+neeq+regional_in_province+\
           regional_out_province smart_factory_award=awarded_paid \
           government_show_booth_fee_yuan=1234567890.12 platform_contest_prize=third \
           claimed_elsewhere=MATTERS"],
    ),
    ("1dkwZNlzFkloC0qNFBJnbADBxDzTADmzREkTpR6TfgA", &["案例1 2025-12-31 region=elsewhere"]),
    (
        "1dkwZNlzFltqMPmbK1OP1KOPwYuGLMnLoFaePwS0qNpaZolmQqb5qlwb9zRIHjNESaS3dgz-uPk5Ey6cQaW7uC5Bj\
         IOg9hmQEu9NBVQVwBRmmaDxxuFDq1_8zpm2wkLTCbKn_IPB2nwxgbDCRQo7QYIvyNaIhxLH6YzWphNUmXx391fWKVn\
         s4uOiJqvxPEEtH7nQXj7QQURffQZYPQSQ-guM0RJaZKWDP64-TSBGZsK5L1NMJsqf8g8Vy1BoL_e5vT_4kRkoBZB9J\
         ttCNBh5XBqI3f5lPlMDPx0RNV-J5Alo_cWrDag2x7Cg2x7CbZoiTSnksGf1x8p4mXTiDS3dwXIMZCVm512mE2VP-Qb\
         8Zo4BJ2zStdQRdORxbvhxFd0UG",
        &[
            "对方起名：某公司（挂牌后） 2025-12-31 zaozhuang-srdi-2022/same-title \
             zaozhuang-srdi-2022/factory-without-title zaozhuang-srdi-2022/listings-together \
             zaozhuang-srdi-2022/booth-without-title zaozhuang-srdi-2022/listing-without-title \
             region=zaozhuang certification_tier=national_key_giant \
             first_certified_tiers=municipal+provincial+provincial_giant+national_giant \
             listings=main_board+chinext+star+bse+overseas+neeq+regional_in_province+\
             regional_out_province smart_factory_award=awarded_paid \
             government_show_booth_fee_yuan=1234567890.12 platform_contest_prize=third \
             claimed_elsewhere=MATTERS",
            "案例1 2024-02-29 shanxi-srdi-2022/municipal-titles shanxi-srdi-2022/ip-open-list \
             shanxi-srdi-2022/before-the-plan region=shanxi_other \
             certification_tier=national_key_giant provincial_award_received=true \
             ip_purchase_yuan=1234567890.12 ip_led_to_certification=true became_above_scale=true \
             above_scale=true revenue_growth_percent=64998000 to 50000000 \
             profit_margin_percent=-12.34",
            "案例2 2024-02-29 xinxiang-srdi-2022/match-is-an-award region=xinxiang \
             certification_tier=national_key_giant \
             first_certified_tiers=municipal+provincial+provincial_giant+national_giant \
             provincial_equipment_subsidy_yuan=1234567890.12 \
             first_recognised_platforms=national_platform+provincial_platform+national_base+\
             provincial_base platform_assessment_grade=third",
        ],
    ),
];

/// The matters that were asked in 2026.12, all of them chosen.
pub(crate) const MATTERS: &str = "certification_provincial+certification_national+equipment+\
    national_platform+provincial_platform+national_base+provincial_base+platform_assessment+\
    platform_contest+listing_exchange+listing_neeq+listing_regional+smart_factory+\
    exhibition";

#[test]
fn codes_of_the_first_form_say_for_good_what_they_said() {
    // The same codes in a set with thousands of other places, whose short names repeat theirs.
    for set in [&POLICIES, large()] {
        for (code, cases) in FIRST_FORM {
            let linked = decode(set, today(), code).expect(code);
            let expected: Vec<String> =
                cases.iter().map(|case| case.replace("MATTERS", MATTERS)).collect();
            assert_eq!(said_of(&linked), expected, "{code}");
            assert_eq!((linked.faults.as_slice(), linked.edition.as_str()), (&[][..], "2026.12"));
        }
    }
}

/// How large the generated set is.
const REGIONS: usize = 3000;
const DOCUMENTS: usize = 60;
const QUESTIONS: usize = 5;

/// A change between two editions.
#[derive(Clone, Copy, PartialEq)]
enum Edition {
    First,
    /// More of everything, put before what was there; one of each is gone.
    Later,
}

/// A document with questions of each kind of its own and a reading, in one region of sixty.
fn document(number: usize, edition: Edition) -> Source {
    let is_later = edition == Edition::Later;
    let own = (number..REGIONS).step_by(DOCUMENTS).filter(|place| !is_later || *place != GONE);
    let places: Vec<String> = own.map(|place| format!("place_{place}")).collect();
    let mut text = format!(
        "id = \"paper-{number}\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2025-01-01\"\nvalid_from = \"2025-01-01\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例\"\nregions = [\"{}\"]\n",
        places.join("\", \"")
    );
    if is_later {
        let _ = write!(text, "[[new_regions]]\nid = \"new_{number}\"\nname = \"新{number}县\"\n");
    }
    for place in &places {
        let _ = write!(text, "[[new_regions]]\nid = \"{place}\"\nname = \"{place}县\"\n");
    }
    let more = if is_later { QUESTIONS + 2 } else { QUESTIONS };
    for question in (0..more).rev().filter(|question| !is_later || *question != QUESTIONS - 1) {
        let kind = ["single", "multi", "yes_no", "yuan", "single"][question % 5];
        let _ = write!(
            text,
            "[[questions]]\nid = \"{}\"\nstep = \"other\"\nkind = \"{kind}\"\nlabel = \"样例？\"\n\
             short = \"样例{number}之{question}\"\n",
            own_question(number, question)
        );
        if matches!(kind, "single" | "multi") {
            let option = |id: &str| format!("{{ id = \"{id}\", label = \"样例{id}\" }},");
            let mut options: Vec<&str> = vec!["none", "one", "two", "gone", "three"];
            if is_later {
                options = vec!["zero", "three", "none", "half", "one", "two", "four"];
            }
            let options: String = options.into_iter().map(option).collect();
            let _ = writeln!(text, "options = [{options}]");
        }
    }
    for question in (0..more).filter(|question| !is_later || *question != QUESTIONS - 1) {
        let own = own_question(number, question);
        let condition = match question % 5 {
            0 | 4 => format!("{{ question = \"{own}\", one_of = [\"one\", \"two\"] }}"),
            1 => format!("{{ question = \"{own}\", includes = \"one\" }}"),
            2 => format!("{{ question = \"{own}\", is = true }}"),
            _ => format!("{{ question = \"{own}\", at_least = \"10万元\" }}"),
        };
        let own = format!("condition = {condition}\namount = {{ fixed = \"1万元\" }}");
        text.push_str(&award(&format!("award-{question}"), &own));
    }
    for reading in if is_later { ["newer", "lasting"] } else { ["lasting", "lost"] } {
        let award = if reading == "lasting" { 2 } else { 1 };
        let _ = write!(
            text,
            "[[readings]]\nid = \"{reading}\"\nclause = \"一\"\nfollowed = \"样例\"\n\
             other = \"样例\"\n[[readings.changes]]\naward = \"award-{award}\"\n\
             amount = {{ fixed = \"2万元\" }}\n"
        );
    }
    Source { path: format!("paper-{number}.toml"), text }
}

/// A place that a later edition no longer has.
const GONE: usize = 77;

fn own_question(document: usize, question: usize) -> String {
    format!("paper_{document}_question_{question}")
}

fn loaded(edition: Edition, name: &str) -> &'static PolicySet {
    let documents = (0..DOCUMENTS).map(|number| document(number, edition));
    let mut sources: Vec<Source> = shipped::all_sources().into_iter().chain(documents).collect();
    for source in &mut sources {
        source.text =
            source.text.replace("edition = \"2026.12\"", &format!("edition = \"{name}\""));
    }
    let loaded = load(&sources).unwrap_or_else(|problems| {
        let first = problems.iter().take(5).map(ToString::to_string);
        panic!("{}", first.collect::<Vec<_>>().join("\n"))
    });
    loaded.set
}

/// A set of 3,000 places with 300 questions and 120 readings of their own.
fn large() -> &'static PolicySet {
    static SET: OnceLock<&PolicySet> = OnceLock::new();
    SET.get_or_init(|| loaded(Edition::First, "2026.12"))
}

/// Every question of a place answered, every reading the other way.
fn full(set: &'static PolicySet, place: usize) -> Session {
    let mut session = Session::new(set, today());
    session.preset_region(&format!("place_{place}"));
    assert!(session.region().is_some(), "{place}");
    let asked = set.question_indices().skip(1);
    let asked: Vec<QuestionIndex> = asked.filter(|index| session.counts(*index)).collect();
    for index in asked {
        let question = set.question(index);
        let option = |id: &str| question.option(id).expect("an option");
        let draft = match question.kind {
            Kind::Single if place.is_multiple_of(2) => Draft::Option(option("gone")),
            Kind::Single => Draft::Option(option("two")),
            Kind::Multi => Draft::Options(1 << option("one") | 1 << option("three")),
            Kind::YesNo => Draft::YesNo(place.is_multiple_of(3)),
            Kind::Figure(_) => Draft::Typed(format!("{place}.5")),
        };
        session.put(index, draft);
    }
    for policy in session.policies() {
        for reading in policy.readings {
            session.readings = session.readings.clone().other(reading.id);
        }
    }
    session
}

#[test]
fn a_case_of_each_of_three_thousand_places_comes_back() {
    let set = large();
    assert_eq!(set.regions.len(), POLICIES.regions.len() + REGIONS);
    for place in 0..REGIONS {
        let cases = Cases::new(full(set, place));
        let code = encode(&cases, &[]);
        assert!(code.starts_with('2') && code.len() < 120, "{code}");
        let linked = decode(set, today(), &code).expect("a code");
        assert_eq!((linked.faults.as_slice(), said_of(&linked)), (&[][..], said_of_cases(&cases)));
        assert_eq!(linked.cases.session().others().len(), 2, "both readings");
    }
}

fn said_of_cases(cases: &Cases) -> Vec<String> {
    cases.list().iter().map(said).collect()
}

#[test]
fn a_later_edition_reads_what_it_knows_and_tells_the_rest() {
    // Under another name the answers are carried over, under the same they are read as they are.
    for name in ["2027.03", "2026.12"] {
        let (set, later) = (large(), loaded(Edition::Later, name));
        for place in 0..REGIONS.min(300) {
            let cases = Cases::new(full(set, place));
            let code = encode(&cases, &[]);
            if place == GONE {
                assert_eq!(decode(later, today(), &code), Err(LinkFault::UnknownRegion));
                continue;
            }
            let linked = decode(later, today(), &code).expect("a code");
            let document = place % DOCUMENTS;
            let first = own_question(document, 0);
            let index = later.question_index(&first).expect("it is still asked");
            // A note names what is gone: a question, a reading, an option of every second place.
            let mut expected = vec![LinkFault::UnknownReading, LinkFault::UnknownQuestions(1)];
            if place.is_multiple_of(2) {
                expected.push(LinkFault::UnknownAnswer(index));
            }
            let mut faults = linked.faults.clone();
            faults.sort_by_key(|fault| format!("{fault:?}"));
            expected.sort_by_key(|fault| format!("{fault:?}"));
            assert_eq!(faults, expected, "{place}");
            // All else is as it was, in whatever order it is asked now.
            let kept = |text: &str| {
                let is_kept = |word: &&str| {
                    !word.contains("_question_4=")
                        && !word.ends_with("/lost")
                        && !word.ends_with("=gone")
                };
                let words = text.split(' ').filter(is_kept);
                let mut words: Vec<String> =
                    words.map(|word| word.replace("three+one", "one+three")).collect();
                words.sort();
                words
            };
            assert_eq!(kept(&said_of(&linked)[0]), kept(&said_of_cases(&cases)[0]), "{place}");
        }
    }
}

#[test]
fn a_case_of_a_place_that_is_gone_is_left_out_and_the_others_stay() {
    let later = loaded(Edition::Later, "2027.03");
    let named = |place: usize| (format!("公司{place}"), full(large(), place));
    let cases = Cases::of(vec![named(GONE), named(1), named(3)], 2).expect("cases");
    let linked = decode(later, today(), &encode(&cases, &[])).expect("a code");
    assert!(linked.faults.contains(&LinkFault::UnknownRegion));
    let names: Vec<&str> = linked.cases.list().iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["对方起名：公司1", "对方起名：公司3"]);
    assert_eq!(linked.cases.current(), 1, "the one in view is the one that was");
    let said = wording::link::fault(later, LinkFault::UnknownRegion);
    assert!(said.contains("地区"), "{said}");
}

#[test]
fn a_changed_code_never_says_what_was_not_answered() {
    let set = large();
    let whole = full(set, 4);
    let code = encode(&Cases::new(whole.clone()), &[]);
    for end in 1..code.len() {
        let Ok(linked) = decode(set, today(), &code[..end]) else { continue };
        assert_eq!(linked.faults.first(), Some(&LinkFault::Damaged), "{end}");
        for (index, answer) in linked.cases.session().answers().iter() {
            assert_eq!(whole.answers().get(index), Some(answer), "{end}");
        }
    }
    for place in 1..code.len() {
        for letter in ["A", "7", "_"] {
            let changed = format!("{}{letter}{}", &code[..place], &code[place + 1..]);
            if let Ok(linked) = decode(set, today(), &changed)
                && changed != code
            {
                let is_told = linked.faults.contains(&LinkFault::Damaged);
                assert!(is_told || said_of(&linked)[0] == said(&whole_case(&whole)), "{changed}");
            }
        }
    }
}

fn whole_case(session: &Session) -> Case {
    Cases::new(session.clone()).list()[0].clone()
}

/// The letters that a code of the first form had for each company of the shipped documents.
const LETTERS_OF_FIRST_FORM: [usize; 6] = [92, 81, 64, 73, 91, 91];

#[test]
fn a_link_of_a_company_is_as_large_to_scan_as_it_was() {
    let companies = shipped::policies().flat_map(|policy| policy.companies);
    for (company, before) in companies.zip(LETTERS_OF_FIRST_FORM) {
        let session = Session::of_company(&POLICIES, company);
        let total = session.outline().total;
        let code = encode(&Cases::new(session), &[total]);
        let width = |code: &str| {
            let address = format!("https://zwfw.example.gov.cn/huiqi/#/result?c={code}");
            huiqi_sitting::qr::draw(&address).expect("it fits").width
        };
        assert!(code.len() <= before + 5, "{} letters for {}", code.len(), company.name);
        assert_eq!(width(&code), width(&"a".repeat(before)), "{}", company.name);
    }
}
