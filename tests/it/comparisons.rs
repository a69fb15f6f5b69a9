//! Comparisons with amounts that go with another figure, and of two figures together: what
//! authoring takes has exact bounds, against trying every figure.

mod tried;

use crate::file_text::{award, questions};
use huiqi_authoring::{Diagnostic, Source, load};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_pack::{signed, unsigned};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::wording;
use huiqi_tests::targets::pack_head;
use time::{Date, Month};

/// Written as BOTH in these texts: both investments together.
const BOTH: &str = r#"["machines", "software"]"#;

fn loaded(shared: &[(&str, &str, &str, &str)], awards: &str) -> Result<&'static PolicySet, String> {
    let awards = awards.replace("BOTH", BOTH);
    let source = |path: &str, text: String| Source { path: path.to_owned(), text };
    let regions = "edition = \"2030.01\"\n[[regions]]\nid = \"town\"\nname = \"样例市\"\n";
    let document = format!(
        "id = \"lines\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nchecked_on = \"2030-01-01\"\n\
         enquiries = \"样例\"\nregions = [\"town\"]\n\n{awards}"
    );
    let sources = [
        source("regions.toml", regions.to_owned()),
        source("questions.toml", questions(shared)),
        source("lines.toml", document),
    ];
    let text = |problems: Vec<Diagnostic>| {
        problems.iter().map(|problem| format!("{problem}\n")).collect::<String>()
    };
    load(&sources).map(|loaded| loaded.set).map_err(text)
}

fn set(shared: &[(&str, &str, &str, &str)], awards: &str) -> &'static PolicySet {
    loaded(shared, awards).unwrap_or_else(|problems| panic!("{problems}{awards}"))
}

/// Returns the awards of a company of the town with these figures, and what they bring together.
fn report(set: &'static PolicySet, given: &[(&str, &str)]) -> (Report, [Option<String>; 2]) {
    let answer = |(id, text): &(&str, &str)| {
        let index = set.question_index(id).expect("a question");
        let found = read(set.question(index), RawAnswer::Text(text));
        (index, found.expect("an answer"))
    };
    let region = ("region", "town");
    let answers = Answers::build(set, given.iter().chain([&region]).map(answer));
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    let answers = answers.expect("no contradiction");
    let report = evaluate(set, &answers, day, &ChosenReadings::default());
    let total = [report.outline.total.least, report.outline.total.most]
        .map(|end| end.sum().map(|sum| sum.decimal().normalize().to_string()));
    (report, total)
}

/// Returns the least and the most in yuan; none where the most is open.
fn ends(set: &'static PolicySet, given: &[(&str, &str)]) -> [Option<String>; 2] {
    report(set, given).1
}

fn yuan(least: &str, most: &str) -> [Option<String>; 2] {
    [Some(least.to_owned()), Some(most.to_owned())]
}

const FAMILY: [(&str, &str, &str, &str); 2] =
    [("income", "yuan", "家庭年收入", ""), ("parts", "number", "家庭份数", "unit = \"份\"")];

/// A family of so many parts, by hand: 15,400 yuan for each.
#[test]
fn an_income_is_at_most_so_much_for_each_part_of_a_family() {
    let own = "condition = { question = \"income\", at_most = { each = \"15400元\", of = \
               \"parts\" } }\namount = { fixed = \"1000元\" }";
    let set = set(&FAMILY, &award("aid", own));
    let found = |income: &str, parts: &str| {
        let given = [("income", income), ("parts", parts)];
        let given: Vec<_> = given.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        ends(set, &given)
    };
    assert_eq!(found("30800", "2"), yuan("1000", "1000"));
    assert_eq!(found("30800.01", "2"), yuan("0", "0"));
    assert_eq!(found("0", "0"), yuan("1000", "1000"));
    assert_eq!(found("0.01", "0"), yuan("0", "0"));
    // Somebody has so many parts, and somebody has none.
    assert_eq!(found("9999999999", ""), yuan("0", "1000"));
    assert_eq!(found("", "3"), yuan("0", "1000"));
    assert_eq!(found("0", ""), yuan("1000", "1000"));
    assert_eq!(found("", ""), yuan("0", "1000"));
}

/// By hand: 30,000, 50,000 and 60,000 yuan for one, two, and three and more persons.
#[test]
fn an_income_is_compared_with_a_ceiling_by_the_size_of_the_household() {
    let of = |amount: &str| {
        let own = format!(
            "condition = {{ question = \"income\", at_most = {amount} }}\namount = {{ fixed = \
             \"1000元\" }}"
        );
        set(&FAMILY, &award("aid", &own))
    };
    let steps =
        of(r#"{ steps = [["1份", "3万元"], ["2份", "5万元"], ["3份", "6万元"]], of = "parts" }"#);
    // The same, written as so much for the first and so much more for each further one.
    let first_and_more =
        of(r#"{ sum = ["2万元", { each = "1.5万元", of = "parts", cap = "4.5万元" }] }"#);
    let cases = [
        ("1", "30000", true, true),
        ("1", "30000.01", false, true),
        ("1", "35000", false, true),
        ("1", "35000.01", false, false),
        ("2", "50000", true, true),
        ("2", "50000.01", false, false),
        ("3", "60000", true, true),
        ("7", "60000", true, true),
        ("7", "60000.01", false, true),
        // Of nobody the steps say nothing, and 20,000 is said without the parts.
        ("0", "20000", false, true),
        ("0", "20000.01", false, false),
        ("7", "65000", false, true),
        ("7", "65000.01", false, false),
    ];
    let paid = |is_paid: bool| if is_paid { yuan("1000", "1000") } else { yuan("0", "0") };
    for (parts, income, by_steps, by_sum) in cases {
        let given = [("parts", parts), ("income", income)];
        assert_eq!(ends(steps, &given), paid(by_steps), "{given:?}");
        assert_eq!(ends(first_and_more, &given), paid(by_sum), "{given:?}");
    }
    assert_eq!(ends(steps, &[("income", "60000")]), yuan("0", "1000"));
    assert_eq!(ends(steps, &[("income", "60000.01")]), yuan("0", "0"));
    assert_eq!(ends(first_and_more, &[("income", "20000")]), yuan("1000", "1000"));
    assert_eq!(ends(first_and_more, &[("income", "65000.01")]), yuan("0", "0"));
}

const INVESTMENT: [(&str, &str, &str, &str); 3] = [
    ("machines", "yuan", "设备投入", ""),
    ("software", "yuan", "软件投入", ""),
    ("months", "number", "月数", "unit = \"个月\""),
];

/// By hand: 2,000 yuan from 500万 to below 1000万 together.
#[test]
fn two_figures_together_are_compared_with_a_sum() {
    let own = "condition = { question = BOTH, at_least = \"500万元\", \
               below = \"1000万元\" }\namount = { fixed = \"2000元\" }";
    let set = set(&INVESTMENT, &award("aid", own));
    let found = |given: &[(&str, &str)]| ends(set, given);
    let both = |equipment, software| found(&[("machines", equipment), ("software", software)]);
    let (always, never, either) = (yuan("2000", "2000"), yuan("0", "0"), yuan("0", "2000"));
    assert_eq!(both("3000000", "2000000"), always);
    assert_eq!(both("3000000", "1999999.99"), never);
    assert_eq!(both("0", "5000000"), always);
    assert_eq!(both("9999999.99", "0"), always);
    assert_eq!(both("9999999.99", "0.01"), never);
    assert_eq!(found(&[("machines", "4999999.99")]), either);
    assert_eq!(found(&[("software", "5000000")]), either);
    assert_eq!(found(&[("software", "10000000")]), never);
    assert_eq!(found(&[]), either);
}

/// By hand: 5 % of both from 100万 together and 6 % from 500万, at most 40万; the same rates of the
/// equipment alone; and 1万 and 3万 from there on.
#[test]
fn brackets_and_steps_are_measured_by_two_figures_together() {
    let rates = r#"brackets = [["100万元", "5%"], ["500万元", "6%"]]"#;
    let of = |amount: String| set(&INVESTMENT, &award("aid", &format!("amount = {{ {amount} }}")));
    let whole = of(format!("{rates}, of = BOTH, cap = \"40万元\""));
    let of_one = of(format!("{rates}, of = \"machines\", by = BOTH"));
    let steps = of(r#"steps = [["100万元", "1万元"], ["500万元", "3万元"]], of = BOTH"#.to_owned());
    let given = |equipment, software| [("machines", equipment), ("software", software)];
    let cases = [
        ("400000", "599999.99", "0", "0", "0"),
        ("400000", "600000", "50000", "20000", "10000"),
        // 4,999,999.99 at 5 % is 249,999.9995.
        ("4999999.99", "0", "250000", "250000", "10000"),
        ("1000000", "4000000", "300000", "60000", "30000"),
        ("1000000", "9000000", "400000", "60000", "30000"),
    ];
    for (equipment, software, all, one, sum) in cases {
        let given = given(equipment, software);
        assert_eq!(ends(whole, &given), yuan(all, all), "{given:?}");
        assert_eq!(ends(of_one, &given), yuan(one, one), "{given:?}");
        assert_eq!(ends(steps, &given), yuan(sum, sum), "{given:?}");
    }
    let equipment = [("machines", "600000")];
    assert_eq!(ends(whole, &equipment), yuan("0", "400000"));
    assert_eq!(ends(of_one, &equipment), yuan("0", "36000"));
    assert_eq!(ends(steps, &equipment), yuan("0", "30000"));
    // 5 % and 6 % of what is at least 1,000,000 together: 50,000 at the least.
    assert_eq!(ends(whole, &[("machines", "1000000")]), yuan("50000", "400000"));
    assert_eq!(ends(of_one, &[("machines", "1000000")]), yuan("50000", "60000"));
    assert_eq!(ends(of_one, &[("software", "1000000")]), [Some("0".to_owned()), None]);
    assert_eq!(ends(steps, &[]), yuan("0", "30000"));
}

/// Returns what is said of the first award, reason by reason.
fn said(set: &'static PolicySet, given: &[(&str, &str)]) -> Vec<String> {
    let (report, _) = report(set, given);
    let reasons = report.reasons(&report.awards[0]);
    reasons.iter().map(|reason| wording::reason(set, reason)).collect()
}

#[test]
fn comparisons_are_said_as_on_the_telephone() {
    let of = |shared: &[(&str, &str, &str, &str)], condition: &str| {
        let own = format!("condition = {condition}\namount = {{ fixed = \"1000元\" }}");
        set(shared, &award("aid", &own))
    };
    let family =
        |amount: &str| of(&FAMILY, &format!("{{ question = \"income\", at_most = {amount} }}"));
    let each = family(r#"{ each = "15400元", of = "parts" }"#);
    assert_eq!(
        said(each, &[("income", "31000"), ("parts", "2")]),
        ["家庭年收入不能超过 家庭份数乘 1.54 万元，您填的是 3.1 万元"]
    );
    let plus = family(r#"{ sum = ["1万元", { each = "5000元", of = "parts" }] }"#);
    assert_eq!(said(plus, &[]), ["家庭年收入不能超过 家庭份数乘 0.5 万元，再加 1 万元"]);
    let less = family(r#"{ sum = [{ each = "2万元", of = "parts" }, "0元"], less = "1万元" }"#);
    assert_eq!(
        said(less, &[]).last().map(String::as_str),
        Some("家庭年收入不能超过 家庭份数乘 2 万元，减去 1 万元")
    );
    let both = of(&INVESTMENT, r#"{ question = BOTH, at_least = "500万元" }"#);
    assert_eq!(
        said(both, &[("machines", "3000000"), ("software", "0")]),
        ["设备投入与软件投入合计要达到 500 万元，设备投入您填的是 300 万元"]
    );
    let share = of(
        &INVESTMENT,
        "{ question = \"software\", above = { sum = [\"5万元\", { share = \"30%\", of = \
         \"machines\" }] } }",
    );
    assert_eq!(said(share, &[]), ["软件投入要超过 设备投入的 30%，再加 5 万元"]);
    let own = of(
        &INVESTMENT,
        r#"{ question = BOTH, at_least = "500万元", says = "两项投入合计五百万元以上" }"#,
    );
    assert_eq!(said(own, &[]), ["要两项投入合计五百万元以上"]);
}

#[test]
fn what_an_award_pays_is_said_as_a_part_of_its_figure() {
    let asks = "condition = { paid = \"base\", below = \"50%\", of = \"software\" }\n\
                amount = { fixed = \"1000元\" }";
    let of = |base: &str| {
        set(&INVESTMENT, &(award("asks", asks) + &award("base", &format!("amount = {base}"))))
    };
    let share = of(r#"{ share = "20%", of = "machines" }"#);
    assert_eq!(
        said(share, &[("machines", "3000000"), ("software", "0")]),
        ["设备投入的 20%要低于 软件投入的 50%，设备投入您填的是 300 万元"]
    );
    let each = of(r#"{ each = "500元", of = "months" }"#);
    assert_eq!(said(each, &[]), ["月数乘 500 元要低于 软件投入的 50%"]);
}

/// Returns what is said of a file with these awards, in both languages.
fn refused(awards: &[&str]) -> String {
    let shared: Vec<_> = FAMILY.into_iter().chain(INVESTMENT).collect();
    let text: String = awards
        .iter()
        .enumerate()
        .map(|(index, own)| award(&format!("award-{index}"), own))
        .collect();
    loaded(&shared, &text).map(|_| String::new()).unwrap_or_else(|problems| problems)
}

#[test]
fn what_has_no_exact_bounds_is_refused_with_what_pulls_apart() {
    let both = r#"condition = { question = BOTH, at_least = "500万元" }"#;
    let fixed = format!("{both}\namount = {{ fixed = \"1万元\" }}");
    let share =
        |of: &str| format!("amount = {{ share = \"10%\", of = \"{of}\", cap = \"8万元\" }}");
    // One of the two alone, and both with their rates under one cap: what rises along the line.
    let (equipment, software) = (share("machines"), share("software"));
    assert_eq!(refused(&[&fixed, &equipment]), "");
    let rates = "amount = { sum = [{ share = \"10%\", of = \"machines\" }, { share = \"20%\", of \
                 = \"software\" }], cap = \"80万元\" }";
    assert_eq!(refused(&[&format!("{both}\n{rates}")]), "");
    let said = refused(&[&fixed, &equipment, &software]);
    for words in [
        "`lines/award-0` compares `machines` with `software`",
        "`lines/award-1`, `lines/award-2` go with both in ways that pull apart",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(said.matches("compares").count(), 1, "{said}");
    // A share of the other figure: nothing rises along it where one falls.
    let part = r#"{ question = "machines", at_least = "50%", of = "software" }"#;
    let falls = "amount = { sum = [{ minus = [\"machines\", \"30元\"] }, { minus = [\"70元\", \
                 \"software\"] }] }";
    assert!(
        refused(&[&format!("condition = {part}\n{falls}")]).contains("pull apart along that line")
    );
    // Two lines that cross anywhere.
    let other = format!("condition = {part}\namount = {{ fixed = \"1万元\" }}");
    let said = refused(&[&fixed, &other]);
    assert!(said.contains("in another way: with all of them open"), "{said}");
    let parallel = fixed.replace("500万元", "900万元");
    assert_eq!(refused(&[&fixed, &parallel]), "");
}

#[test]
fn what_is_no_comparison_of_two_figures_is_said() {
    let fixed = "\namount = { fixed = \"1万元\" }";
    let cases = [
        (
            r#"{ question = "income", at_most = { sum = BOTH } }"#,
            "`income` cannot be compared exactly with this amount of `machines`, `software`",
        ),
        (
            r#"{ question = "income", below = { each = "1元", of = "parts", times = "months" } }"#,
            "cannot be compared exactly with this amount of `parts`, `months`",
        ),
        (
            r#"{ question = BOTH, at_least = { share = "30%", of = "income" } }"#,
            "`machines` + `software` cannot be compared exactly",
        ),
        (
            r#"{ question = "income", at_least = { each = "1元", per = "2元", of = "machines" } }"#,
            "cannot be compared exactly",
        ),
        (
            r#"{ question = "income", at_most = { share = "30%", of = "income" } }"#,
            "cannot be compared exactly",
        ),
        (
            r#"{ question = "income", at_most = { figure = "parts" } }"#,
            "money (`income`) and a number (`parts`) are not added, compared",
        ),
        (
            r#"{ question = ["parts", "months"], at_least = "3" }"#,
            "only figures of one unit are added",
        ),
        (
            r#"{ question = ["parts", "income"], at_least = "3" }"#,
            "only figures of one unit are added",
        ),
        (r#"{ question = ["parts", "parts"], at_least = "3" }"#, "a figure is added to itself"),
        (
            r#"{ question = ["income", "machines", "software"], at_least = "3元" }"#,
            "of three and more, ask for their sum",
        ),
        (r#"{ question = BOTH }"#, "two figures together are compared"),
        (r#"{ question = BOTH, at_least = "0元" }"#, "every answer is so"),
        (
            r#"{ question = BOTH, at_least = "30%", of = "income" }"#,
            "where several are added, ask for their sum",
        ),
        (
            r#"{ question = "income", at_least = "30%", of = BOTH }"#,
            "where several are added, ask for their sum",
        ),
        (
            r#"{ question = "income", at_most = { each = "1万元", of = "parts" }, of = "parts" }"#,
            "of an amount it is written inside",
        ),
        (
            r#"{ question = "income", below = { each = "9元", of = "parts", cap = "5元" }, says = "x" }"#,
            "`says` is of one comparison",
        ),
    ];
    for (condition, words) in cases {
        let said = refused(&[&format!("condition = {condition}{fixed}")]);
        assert!(said.contains(words), "{condition}\n{said}");
        assert_eq!(said.matches("error:").count(), 1, "{condition}\n{said}");
    }
    let three = "amount = { steps = [[\"1元\", \"1元\"]], of = [\"machines\", \"software\", \
                 \"income\"] }";
    assert!(refused(&[three]).contains("looks at one question, or at two together"));
}

/// A pack with such comparisons has the third format; without them, the first.
#[test]
fn a_pack_keeps_such_comparisons() {
    let own = "condition = { question = \"income\", at_most = { sum = [\"1万元\", { each = \
               \"15400元\", of = \"parts\" }] } }\namount = { fixed = \"1000元\" }";
    let share = "condition = { question = \"income\", at_most = \"30%\", of = \"parts\" }\namount \
                 = { fixed = \"1000元\" }";
    let paid = "condition = { paid = \"base\", below = \"50%\", of = \"income\" }\namount = { fixed = \
                \"1000元\" }";
    for (own, format) in [(own, 3), (share, 1), (paid, 3)] {
        let base = award("base", "amount = { each = \"500元\", of = \"parts\" }");
        let set = set(&FAMILY, &(award("aid", own) + &base));
        let pack = signed(unsigned(set, &pack_head()), &[]);
        assert_eq!(pack[b"huiqi-pack".len()], format);
        let loaded = huiqi_pack::read(&pack).expect("a pack");
        assert_eq!(format!("{:?}", loaded.set().policies), format!("{:?}", set.policies));
    }
}
