//! Codes there and back, over every kind of question; codes of each version for good; codes that
//! were changed on the way.

use super::{LinkContents, LinkFault, VERSION, code_in, decode, encode, mended};
use crate::cases::Cases;
use crate::questionnaire::{Draft, Session};
use crate::wording;
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Notation;
use time::Date;

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

fn read(code: &str) -> LinkContents {
    decode(&POLICIES, day("2026-01-01"), code).expect("a code")
}

/// Returns every question that a region asks, answered with as much as it takes.
fn full(region: u16) -> Session {
    let mut session = Session::new(&POLICIES, day("2025-12-31"));
    session.put(question("region"), Draft::Option(region));
    for (index, question) in POLICIES.questions.iter().enumerate().skip(1) {
        let draft = match question.kind {
            Kind::Single => Draft::Option(question.options.len() as u16 - 1),
            Kind::Multi => Draft::Options((1 << question.options.len()) - 1),
            Kind::YesNo => Draft::YesNo(true),
            Kind::Figure(unit) => {
                let long = match unit.notation {
                    Notation::Money => "1234567890.12",
                    Notation::Percent => "-12.34",
                    Notation::Number => "12",
                };
                // A question of a portal's own document may have a least and a most.
                let mut figures = [long, "12", "1", "100", "1000"].into_iter();
                let first = figures.find(|figure| unit.read_strict(figure).is_ok());
                Draft::Typed(first.unwrap_or("0").to_owned())
            }
        };
        session.put(QuestionIndex(index as u16), draft);
    }
    session
}

fn wan(sum: u64) -> Level {
    Level::Sum(Yuan::from_fen(sum * 1_000_000))
}

#[test]
fn a_full_case_of_every_region_comes_back_and_is_short_enough_for_a_phone() {
    const SHIPPED: [&str; 6] =
        ["jincheng", "shanxi_other", "xinxiang", "sanmenxia", "zaozhuang", "elsewhere"];
    for region in 0..POLICIES.regions.len() as u16 {
        let mut cases = Cases::new(full(region));
        let total = Amount { least: wan(34), most: wan(1084) };
        let code = encode(&cases, &[total]);
        // What a portal's own document asks comes on top.
        let is_shipped = SHIPPED.contains(&POLICIES.regions[usize::from(region)].id);
        assert!(code.len() <= 200 || !is_shipped, "{} letters for region {region}", code.len());
        let linked = read(&code);
        assert_eq!(
            (linked.faults, linked.edition.as_str(), linked.totals),
            (Vec::new(), POLICIES.edition, vec![Some(total)])
        );
        let session = linked.cases.session();
        assert_eq!(session.answers(), cases.session().answers());
        assert_eq!(
            (session.on, linked.cases.list()[0].name.as_str()),
            (day("2025-12-31"), "案例1")
        );
        cases.copy();
        cases.copy();
        let three = encode(&cases, &[total; 3]);
        assert!(three.len() <= 500 || !is_shipped, "{} letters for region {region}", three.len());
        assert_eq!(read(&three).cases.list().len(), 3);
    }
}

#[test]
fn days_readings_names_open_ends_and_what_is_unclear_come_back() {
    let mut session = Session::new(&POLICIES, day("9999-12-31"));
    session.put(question("region"), Draft::Option(4));
    session.put(question("claimed_elsewhere"), Draft::Options(0));
    session.put(question("listings"), Draft::Unclear);
    session.put(question("government_show_booth_fee_yuan"), Draft::Typed("８万".to_owned()));
    session.readings = session.readings.clone().other("zaozhuang-srdi-2022/same-title");
    let mut cases = Cases::new(session);
    cases.rename(0, "某公司（挂牌后）<b>");
    cases.copy();
    cases.session_mut().set_date(day("0001-01-01"));
    cases.open(0);
    let totals =
        [Amount { least: wan(0), most: Level::Open }, Amount { least: wan(0), most: wan(0) }];
    let linked = read(&encode(&cases, &totals));
    assert_eq!((linked.faults.len(), linked.cases.current()), (0, 0));
    assert_eq!(linked.totals, totals.map(Some));
    let [first, second] = linked.cases.list() else { panic!("two cases") };
    assert_eq!(
        (first.name.as_str(), second.name.as_str()),
        ("对方起名：某公司（挂牌后）<b>", "案例1")
    );
    assert_eq!((first.session.on, second.session.on), (day("9999-12-31"), day("0001-01-01")));
    assert!(first.session.readings.is_other("zaozhuang-srdi-2022/same-title"));
    assert_eq!(first.session.draft(question("listings")), Some(&Draft::Unclear));
    assert_eq!(first.session.draft(question("claimed_elsewhere")), Some(&Draft::Options(0)));
    assert_eq!(
        first.session.draft(question("government_show_booth_fee_yuan")),
        Some(&Draft::Typed("80000".to_owned()))
    );
    assert_eq!(first.session.answers(), cases.list()[0].session.answers());
}

#[test]
fn answers_of_another_region_and_numbers_that_are_none_stay_at_home() {
    let mut session = full(0);
    session.put(question("ip_purchase_yuan"), Draft::Typed("三万".to_owned()));
    let linked = read(&encode(&Cases::new(session), &[]));
    assert_eq!(
        linked.cases.session().draft(question("government_show_booth_fee_yuan")),
        None,
        "Jincheng does not ask it"
    );
    assert_eq!(linked.cases.session().draft(question("ip_purchase_yuan")), None);
    assert_eq!((linked.faults.len(), linked.totals), (0, vec![None]));
}

#[test]
fn a_code_cut_short_keeps_what_is_before_the_cut_and_says_so() {
    let whole = full(4);
    let code = encode(&Cases::new(whole.clone()), &[]);
    let mut most = 0;
    for end in 0..code.len() {
        match decode(&POLICIES, day("2026-01-01"), &code[..end]) {
            Err(fault) => assert!(fault == LinkFault::NoCode && most == 0, "{end}: {fault:?}"),
            Ok(linked) => {
                assert_eq!(linked.faults.first(), Some(&LinkFault::Damaged), "{end}");
                let kept = linked.cases.session();
                let count = kept.answers().iter().count();
                assert!(
                    kept.answers()
                        .iter()
                        .all(|(index, answer)| whole.answers().get(index) == Some(answer)),
                    "what is kept is right"
                );
                assert!(count >= most, "a longer piece keeps no less");
                most = count;
            }
        }
    }
    assert_eq!(most, whole.answers().iter().count());
}

#[test]
fn one_wrong_letter_is_always_noticed() {
    let code = encode(&Cases::new(full(4)), &[]);
    let clean = read(&code);
    for position in 1..code.len() {
        for letter in ["A", "9", "_", "%", "中", "\u{0}"] {
            let changed = format!("{}{letter}{}", &code[..position], &code[position + 1..]);
            if changed == code {
                continue;
            }
            if let Ok(linked) = decode(&POLICIES, day("2026-01-01"), &changed) {
                // A letter's last bits may be padding behind the end of the code: then nothing was
                // changed.
                assert!(
                    linked.faults.contains(&LinkFault::Damaged) || linked.cases == clean.cases,
                    "{position} {letter}"
                );
            }
        }
    }
}

#[test]
fn what_is_glued_to_a_code_on_the_way_is_no_damage() {
    let code = encode(&Cases::new(full(4)), &[]);
    let clean = read(&code);
    assert_eq!(clean.faults, []);
    for glue in [
        "&shareTo=weixin",
        "&from=singlemessage&isappinstalled=0",
        "?from=timeline",
        "#wechat_redirect",
        "）",
        "%EF%BC%89",
        "，请查收",
        "；",
        "】请看",
        ".",
        "/",
        ">",
        "\" target=_blank",
        "-",
        "_",
        "https://www.example.gov.cn/",
        " 谢谢",
    ] {
        let address = format!("https://a.cn/x/index.html#/result?c={code}{glue}");
        for address in [address.clone(), address.replace("?c=", "?from=weixin&c=")] {
            let found = code_in(&address).expect("there is a code");
            assert_eq!(read(found), clean, "{address}");
        }
        // A part of a code is still a part of it.
        let cut = format!("{}{glue}", &code[..code.len() - 9]);
        let linked = decode(&POLICIES, day("2026-01-01"), &cut).expect("its beginning");
        assert!(linked.faults.contains(&LinkFault::Damaged), "{cut}");
    }
}

#[test]
fn an_address_is_read_as_it_was_made_whatever_is_glued_to_it() {
    for glue in [
        "&shareTo=weixin",
        "?from=singlemessage&isappinstalled=0",
        "?",
        "/",
        ".",
        ",",
        ">",
        "#wechat_redirect",
        "）",
        "，请查收",
        "%EF%BC%89",
        "；另见 https://www.example.gov.cn/",
    ] {
        for made in [
            "#/",
            "#/result",
            "#/where_and_when",
            "#/result?other=zaozhuang-srdi-2022/same-title",
            "#/result?other=a-1/b,c-2/d",
        ] {
            let glued = format!("{made}{glue}");
            assert_eq!(mended(&glued), made, "{glued}");
        }
    }
    assert_eq!(mended("#/result?from=x&other=a-1/b"), "#/result?other=a-1/b");
    assert_eq!(mended("#/result?brother=x"), "#/result");
    for other in ["", "#", "#x", "1abc-_", "https://a.cn/#/result?c=1abc"] {
        assert_eq!(mended(other), other);
    }
}

#[test]
fn escaped_signs_of_an_address_are_read_as_what_they_were() {
    for escaped in [
        "#/result%3Fc%3D1abc-_%26from=x",
        "#/result%3fc%3d1abc-_&amp;from=x",
        "%23%2Fresult%3Fc%3D1abc-_%26from%3Dx",
        "#/result%253Fc%253D1abc-_%2526from=x",
        "#/result?c=1abc-_&from=x",
        "#/result?via=qq&c=1abc-_&from=x",
    ] {
        assert_eq!(mended(escaped), "#/result?c=1abc-_&from=x", "{escaped}");
    }
    assert_eq!(code_in("#/result?abc=1"), None);
}

#[test]
fn no_code_and_a_later_one_have_faults_of_their_own() {
    let fault = |code: &str| decode(&POLICIES, day("2026-01-01"), code).expect_err("no code");
    for none in [
        "",
        " ",
        "x",
        "1",
        "1A",
        "1====",
        "2",
        "2AAAA",
        "2====",
        "0AAAA",
        "中文",
        "<script>",
        "1\u{0}\u{0}\u{0}",
        &"1".repeat(100_000),
        &"2".repeat(100_000),
        &format!("1{}", "_".repeat(100_000)),
        &format!("2{}", "_".repeat(100_000)),
    ] {
        assert_eq!(fault(none), LinkFault::NoCode, "{}", none.chars().take(20).collect::<String>());
    }
    assert_eq!(fault("3AAAA"), LinkFault::Newer);
    assert_eq!(VERSION, '2');
}

/// Codes of each version as they were once made, with what they say: they are never changed.
#[test]
fn codes_made_long_ago_are_read_as_ever() {
    let linked = read(ZAOZHUANG_2026_11);
    assert_eq!(linked.edition, "2026.11");
    // What that edition asked otherwise is carried over: the fee with a yes is the sum, the listing
    // a list of one.
    assert_eq!(linked.faults, []);
    assert_eq!(linked.totals, [Some(Amount { least: wan(34), most: wan(1084) })]);
    let session = linked.cases.session();
    assert_eq!((session.on, session.region()), (day("2026-11-21"), Some("zaozhuang")));
    assert_eq!(
        session.draft(question("certification_tier")),
        Some(&option("certification_tier", "national_giant"))
    );
    assert_eq!(session.draft(question("platform_contest_prize")), Some(&Draft::Unclear));
    assert_eq!(session.draft(question("claimed_elsewhere")), Some(&Draft::Options(0)));
    let first = POLICIES.question(question("first_certified_tiers"));
    let both = ["provincial", "national_giant"].map(|id| first.option(id).expect("an option"));
    assert_eq!(
        session.draft(question("first_certified_tiers")),
        Some(&Draft::Options(1 << both[0] | 1 << both[1]))
    );
    assert!(session.readings.is_other("zaozhuang-srdi-2022/same-title"));
    let fee = question("government_show_booth_fee_yuan");
    assert_eq!(session.draft(fee), Some(&Draft::Typed("80000".to_owned())));
    let board = POLICIES.question(question("listings")).option("bse").expect("an option");
    assert_eq!(session.draft(question("listings")), Some(&Draft::Options(1 << board)));
}

#[test]
fn what_is_asked_otherwise_since_is_named_and_asked_again() {
    let code =
        by_hand("2026.11", &[("region", "zaozhuang"), ("smart_factory_award", "awarded_before")]);
    let linked = read(&code);
    let factory = question("smart_factory_award");
    assert_eq!(linked.faults, [LinkFault::AskedAgain(factory, "以前没有问奖励领了没有")]);
    assert_eq!(linked.cases.session().draft(factory), Some(&Draft::AskedAgain));
    assert_eq!(linked.cases.session().answers().get(factory), None);
    // Read in this edition, the same answer is none.
    let code = by_hand(
        POLICIES.edition,
        &[("region", "zaozhuang"), ("smart_factory_award", "awarded_before")],
    );
    assert_eq!(read(&code).faults, [LinkFault::UnknownAnswer(factory)]);
}

/// A code of an earlier edition, put together by hand: Zaozhuang on the first of December 2025, one
/// yuan then.
#[test]
fn an_earlier_edition_is_named_with_its_total() {
    let code = by_hand("2025.01", &[("region", "zaozhuang"), ("gone_since", "yes")]);
    assert_eq!(code, "1dkwZNVzBigwC0pvFIHIHGzREmktid-MKPuydrlQ");
    let linked = read(&code);
    assert_eq!(
        (linked.edition.as_str(), linked.faults.as_slice()),
        ("2025.01", [LinkFault::UnknownQuestions(1)].as_slice())
    );
    assert_eq!(
        linked.totals,
        [Some(Amount {
            least: Level::Sum(Yuan::from_fen(100)),
            most: Level::Sum(Yuan::from_fen(100))
        })]
    );
}

/// What a link may make the page say is what the rules can pay, an edition, and a name that is
/// marked as the sender's.
#[test]
fn a_total_that_the_documents_cannot_pay_is_not_shown() {
    let said = |code: &str| {
        let linked = read(code);
        wording::link::opened(&POLICIES, &linked, &linked.cases.totals()).join("")
    };
    for region in POLICIES.regions {
        for edition in ["2025.01", POLICIES.edition, "9999.12"] {
            let region = [("region", region.id)];
            // 50,000 万元, and an end that is no end.
            for (least, most) in [(50_000_000_000, 50_000_000_000), (100, 50_000_000_000)] {
                let said = said(&by_hand_with(edition, (least, most), &region));
                assert!(!said.contains("50,000"), "{region:?} {said}");
                assert!(said.contains("没有显示"), "{region:?} {said}");
            }
            // More at least than at most.
            let said = said(&by_hand_with(edition, (200, 100), &region));
            assert!(!said.contains("至少 2 元"), "{region:?} {said}");
        }
    }
    let said = said(&by_hand("2025.01", &[("region", "zaozhuang")]));
    assert!(said.contains("生成链接时至少 1 元、最多 1 元"), "{said}");
}

#[test]
fn every_total_of_the_present_rules_can_be_shown_later() {
    let companies = POLICIES.policies.iter().flat_map(|policy| policy.companies);
    for company in companies {
        let whole = Session::of_company(&POLICIES, company);
        let mut session = Session::new(&POLICIES, whole.on);
        let answered = (0..POLICIES.questions.len()).map(|index| QuestionIndex(index as u16));
        for index in answered {
            let Some(draft) = whole.draft(index) else { continue };
            session.put(index, draft.clone());
            let total = session.outline().total;
            // A later edition pays something else.
            let now = Amount::exactly(Level::Sum(Yuan::from_fen(7)));
            let linked = LinkContents {
                cases: Cases::new(session.clone()),
                edition: "2025.01".to_owned(),
                totals: vec![Some(total)],
                faults: Vec::new(),
            };
            let said = wording::link::opened(&POLICIES, &linked, &[now]).join("");
            assert!(said.contains("：生成链接时至少"), "{} {index:?}: {said}", company.name);
        }
    }
}

#[test]
fn an_edition_is_numbers_and_dots_and_a_name_is_marked() {
    let region = [("region", "zaozhuang")];
    let edition_of = |edition: &str| {
        let code = by_hand_with(edition, (100, 100), &region);
        decode(&POLICIES, day("2026-01-01"), &code).map(|linked| linked.edition)
    };
    assert_eq!(edition_of("2025.1.3").as_deref(), Ok("2025.1.3"));
    for edition in ["13800138000", "call 110", "2025-01", "2025.01!", "95588.2025", "a"] {
        assert_eq!(edition_of(edition), Err(LinkFault::NoCode), "{edition}");
    }
    let mut cases = Cases::new(full(4));
    cases.copy();
    cases.rename(0, "市工信局\u{202e}通知");
    let linked = read(&encode(&cases, &[]));
    assert_eq!(linked.cases.list()[0].name, "对方起名：市工信局通知");
    // Handed on, it is still somebody else's.
    let again = read(&encode(&linked.cases, &[]));
    assert_eq!(again.cases.list()[0].name, "对方起名：市工信局通知");
}

/// Returns a code of one case with these options, on 2025-12-01, with a total of one yuan.
fn by_hand(edition: &str, options: &[(&str, &str)]) -> String {
    by_hand_with(edition, (100, 100), options)
}

/// Returns a code of one case with these options, on 2025-12-01, with a total in fen.
fn by_hand_with(edition: &str, (least, most): (u64, u64), options: &[(&str, &str)]) -> String {
    let mut out = super::BitWriter::new();
    out.put(edition.len() as u64, 4);
    edition.bytes().for_each(|byte| out.put(u64::from(byte), 7));
    out.put(1, 2);
    out.put(0, 2);
    out.check(6);
    out.put(0, 5);
    out.put(huiqi_rules::day::day_number(day("2025-12-01")), 22);
    out.put(0, 3);
    out.put(2, 2);
    out.number(least);
    out.number(most);
    out.check(6);
    for (question, option) in options {
        out.put(3, 3);
        out.put(super::LinkForm::First.question(question), 20);
        out.put(super::LinkForm::First.option(question, option), 14);
        out.check(6);
    }
    out.put(7, 3);
    out.check(16);
    let bytes = out.bytes();
    let text = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes);
    format!("1{text}")
}

const ZAOZHUANG_2026_11: &str = "1dkwZNlzFikQC0vSJaZpQSZ2wAwcQ80wAnM0RJpLdmDP6wWwUTLpwu\
    7hjIOhIoUAi2BGlwOudWv-p0C25PJQYSaDlKzQ8GFp8M3-fYA";

fn option(id: &str, option: &str) -> Draft {
    Draft::Option(POLICIES.question(question(id)).option(option).expect("an option"))
}

#[test]
fn two_sums_come_back_as_two_sums() {
    let mut session = full(0);
    let (growth, margin) = (question("revenue_growth_percent"), question("profit_margin_percent"));
    session.put_sum(growth, 0, "6,499.8万".to_owned());
    session.put_sum(growth, 1, "5000万元".to_owned());
    session.put_sum(margin, 0, "-10000亿".to_owned());
    session.put_sum(margin, 1, "10000亿".to_owned());
    let linked = read(&encode(&Cases::new(session.clone()), &[]));
    assert_eq!(linked.faults, []);
    let sums = |of: &str, to: &str| Some(Draft::Sums([of.to_owned(), to.to_owned()]));
    let draft = |question| linked.cases.session().draft(question).cloned();
    assert_eq!(draft(growth), sums("64998000", "50000000"));
    assert_eq!(draft(margin), sums("-1000000000000", "1000000000000"));
    assert_eq!(linked.cases.session().answers(), session.answers());
    session.put_sum(growth, 1, "0".to_owned());
    let linked = read(&encode(&Cases::new(session), &[]));
    assert_eq!(linked.cases.session().draft(growth), None, "no answer, so not in the link");
}
