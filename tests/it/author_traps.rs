//! What a stranger wrote and what was taken in silence, or refused though it is sensible: each is
//! said now with what to write, or taken.

use crate::author_mistakes::{
    CONDITION, changed, check, check_amount, is_taken, right, said, takes_amount,
};
use huiqi_authoring::{Source, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;

/// A sum up to an answer is one; a range, a sum or an algebra is taken of nothing.
#[test]
fn what_an_amount_is_taken_of_is_used_or_said_to_be_of_no_use() {
    takes_amount(r#"{ fixed = "1万元", cap_by = "river_fee_yuan" }"#);
    takes_amount(r#"{ up_to = "1万元", cap_by = "river_fee_yuan" }"#);
    let range = r#"{ from = "500元", up_to = "2000元", of = "river_staff" }"#;
    check_amount(range, "`of` does not go with `up_to`", "每个给多少用 `each`");
    let sum = r#"{ sum = [{ fixed = "1万元" }, { fixed = "2万元" }], of = "river_staff", cap = "3万元" }"#;
    check_amount(sum, "`of` does not go with `sum`", "`of` 不能和 `sum` 一起用");
    let cap = r#"{ share = "50%", of = "river_fee_yuan", cap = "river_fee_yuan" }"#;
    check_amount(cap, "a question is `cap_by`", "用 `cap_by`");
    let matched = r#"{ match = "50%", of = "river_fee_yuan", cap = "1万元" }"#;
    check_amount(matched, "with a cap it is `share`", "写 `share`");
    let open = r#"{ open = true, cap = "1万元" }"#;
    check_amount(open, "up to a sum, is `up_to`", "写 `up_to`");
    let pieces = r#"{ progressive = [["0人", "200元"], ["10人", "100元"]], of = "river_staff" }"#;
    check_amount(pieces, "`{ times = [{ progressive = [[\"0件\"", "超过的部分每个给多少");
    let right = r#"{ times = [{ progressive = [["0人", "100%"], ["10人", "50%"]], of = "river_staff" }, "200元"] }"#;
    takes_amount(right);
    let rates = r#"{ share = "50%", of = "river_fee_yuan", raised_by = "10%" }"#;
    takes_amount(rates);
    let nothing = r#"{ times = [{ cases = [{ if = { question = "river_staff", at_least = "10人" }, share = "5%" }], otherwise = "0%" }, { figure = "river_fee_yuan" }] }"#;
    takes_amount(nothing);
}

#[test]
fn a_question_asks_for_yuan_and_its_options_can_be_told_apart() {
    let label = "label = \"费用（万元）？\"";
    check(&[("label = \"费用多少？\"", label)], label, "leave `万元` out", "去掉“万元”");
    let short = "short = \"费用(万元)\"";
    check(&[("short = \"费用\"", short)], short, "leave `万元` out", "去掉“万元”");
    let choice = "kind = \"single\"\noptions = [{ id = \"a\", label = \"有\" }, \
                  { id = \"b\", label = \"有\" }]\nlabel = \"职工人数\"";
    let number = "kind = \"number\"\nunit = \"人\"\nlabel = \"现在有多少名职工？\"";
    let text = changed(&[(number, choice)]);
    let found = said(&[("river-county-2030.toml", &text)]);
    assert!(found.iter().any(|one| one.message.contains("has the same words")), "{found:?}");
}

#[test]
fn words_of_other_languages_and_half_an_address_are_put_right() {
    let url = "source_url = \"www.example.gov.cn/2030/1.html\"";
    let enquiries = "enquiries = \"河口县工业和信息化局\"";
    let whole = format!("{enquiries}\n{url}");
    let english = "write the whole address: \"https://www.example.gov.cn/2030/1.html\"";
    check(&[(enquiries, &whole)], url, english, "写完整的网址");
    let other = r#"{ cases = [{ if = { question = "river_staff", at_least = "10人" }, fixed = "1万元" }], else = "0元" }"#;
    check_amount(other, "did you mean `otherwise`?", "是不是 `otherwise`？");
}

#[test]
fn is_is_of_yes_and_no_alone() {
    let is = "condition = { question = \"river_staff\", is = \"10人\" }";
    let figure = "write `at_least = \"10人\", at_most = \"10人\"`";
    check(&[(CONDITION, is)], is, figure, "正好等于一个数");
    let tier = "condition = { question = \"certification_tier\", is = \"national\" }";
    check(&[(CONDITION, tier)], tier, "ask `one_of = [\"national\"]`", "写 `one_of");
    let listed = "condition = { question = \"listings\", is = \"neeq\" }";
    check(&[(CONDITION, listed)], listed, "ask `includes = \"neeq\"`", "写 `includes");
}

/// Who is asked nothing is always paid: there is no company that is refused or not yet known.
#[test]
fn an_award_that_asks_nothing_needs_one_example() {
    let award = |amount: &str, examples: &str| {
        format!(
            "[[awards]]\nid = \"all\"\nname = \"普惠\"\nclause = \"六\"\npayers = [\"某局\"]\n\
             kind = \"entitlement\"\nsummary = \"都给。\"\namount = {amount}\nexamples = \
             [{examples}]\n\n[[limits]]\nid = \"total\""
        )
    };
    let met = r#"{ name = "a", outcome = "met", least = "1万元", most = "1万元" }"#;
    is_taken(&[("[[limits]]\nid = \"total\"", &award("{ fixed = \"1万元\" }", met))]);
    let share = "{ share = \"50%\", of = \"river_fee_yuan\", cap = \"10万元\" }";
    let open = r#"{ name = "b", outcome = "not_yet_known", least = "0元", most = "10万元" }"#;
    is_taken(&[("[[limits]]\nid = \"total\"", &award(share, &format!("{met}, {open}")))]);
    let lone = changed(&[("[[limits]]\nid = \"total\"", &award(share, met))]);
    let found = said(&[("river-county-2030.toml", &lone)]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.message.contains("has no example of: not_yet_known"), "{one}");
}

#[test]
fn an_award_of_another_document_is_looked_for_there() {
    let of = "amount = { share = \"50%\", of_award = \"river-county-2031/jobs\" }";
    let found = said(&[("river-county-2030.toml", &right()), ("other.toml", &other_document(of))]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let words = "no such document `river-county-2031`; did you mean `river-county-2030`?";
    assert!(one.message.contains(words), "{one}");
    let of = "amount = { share = \"50%\", of_award = \"river-county-2030/job\" }";
    let found = said(&[("river-county-2030.toml", &right()), ("other.toml", &other_document(of))]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.message.contains("did you mean `river-county-2030/jobs`?"), "{one}");
}

/// What it declares is not known then: that others do not find it says nothing.
#[test]
fn a_file_that_is_no_toml_is_the_one_mistake() {
    let of = "amount = { share = \"50%\", of_award = \"river-county-2030/jobs\" }";
    let broken = right().replacen("[[questions]]", "[[questions]", 1);
    let found = said(&[("river-county-2030.toml", &broken), ("other.toml", &other_document(of))]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.path, "river-county-2030.toml", "{one}");
    assert!(one.message.starts_with("not TOML"), "{one}");
}

#[test]
fn a_member_of_another_document_is_looked_for_there() {
    let members = "members = [\"jobs\", \"fee\", \"other/two\"]";
    let text = changed(&[("members = [\"jobs\", \"fee\"]", members)]);
    let other =
        other_document("amount = { share = \"50%\", of_award = \"river-county-2030/jobs\" }");
    let found = said(&[("river-county-2030.toml", &text), ("other.toml", &other)]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let near = "no such award or limit; did you mean `other/one`? (allowed: other/one)";
    assert_eq!(one.message, near);
}

/// A support was for every company, and a limit had its first case for all.
#[test]
fn supports_and_limits_take_over_the_condition_of_an_award() {
    let more = |id: &str| {
        format!(
            "{}\n[[supports]]\nid = \"n\"\nname = \"样例\"\nclause = \"九\"\ndepartments = \
             [\"某局\"]\nkind = \"服务\"\ncondition = {{ met = \"{id}\" }}\n",
            changed(&[(
                "at_most = \"5万元\"",
                &format!(
                    "at_most = {{ cases = [{{ if = {{ met = \"{id}\" }}, fixed = \"2万元\" }}], \
                 otherwise = \"1万元\" }}"
                )
            )])
        )
    };
    let found = said(&[("river-county-2030.toml", &more("job"))]);
    let [limit, support] = found.as_slice() else { panic!("{found:?}") };
    for one in [limit, support] {
        assert!(one.message.contains("did you mean `jobs`?"), "{one}");
    }
    let source = |(path, text): (&str, String)| Source { path: path.to_owned(), text };
    let mut sources = crate::shipped::sources();
    sources.push(source(("river-county-2030.toml", more("jobs").replace("4万元", "10万元"))));
    let set = load(&sources).unwrap_or_else(|problems| panic!("{problems:?}")).set;
    let report = |staff: &str| {
        let place = set.regions.iter().position(|one| one.id == "river_county").expect("it");
        let staff = Answer::Figure(staff.parse().expect("a number"));
        let fee = Answer::Figure("1000000".parse().expect("a number"));
        let index = |id: &str| set.question_index(id).expect("a question");
        let given = [
            (PolicySet::REGION, Answer::Option(place as u16)),
            (index("river_staff"), staff),
            (index("river_fee_yuan"), fee),
        ];
        let answers = Answers::build(set, given).expect("no contradiction");
        let day = read_date("2031-01-01").expect("a day");
        let report = evaluate(set, &answers, day, &ChosenReadings::default());
        (report.outline.total, report.supports.len())
    };
    let exactly = |fen: u64| Amount::exactly(Level::Sum(Yuan::from_fen(fen)));
    assert_eq!(report("12"), (exactly(2_000_000), 1));
    assert_eq!(report("9"), (exactly(1_000_000), 0));
}

/// A condition, what is paid, an amount and a limit name it: it is one file that is not there.
#[test]
fn a_document_that_is_not_there_is_said_once_with_all_lines() {
    let of = "condition = { any = [{ met = \"north/a\" }, { paid = \"north/b\" }] }\n\
              amount = { share = \"50%\", of_award = \"north/c\" }";
    let limit = "\n[[limits]]\nid = \"all\"\nclause = \"二\"\nname = \"合计\"\n\
                 at_most = \"5万元\"\nmembers = [\"one\", \"north/d\", \"south/e\"]\n";
    let refused = "examples = [\n  { name = \"b\", outcome = \"not_met\", least = \"0元\", \
                   most = \"0元\" },";
    let text = other_document(of).replace("examples = [", refused) + limit;
    let line =
        |words: &str| text.lines().position(|line| line.contains(words)).expect("it is there") + 1;
    let found = said(&[("river-county-2030.toml", &right()), ("other.toml", &text)]);
    let [north, south] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((north.path.as_str(), north.line), ("other.toml", line("met =")));
    let lines = format!("{}, {}", line("of_award ="), line("members ="));
    assert!(north.message.starts_with("no such document `north`: put its file"), "{north}");
    assert!(north.message.ends_with(&format!("; it is named in lines {lines} too")), "{north}");
    assert!(north.chinese.ends_with(&format!("（还有：第 {lines} 行）")), "{}", north.chinese);
    assert_eq!(south.line, line("members ="));
    assert!(south.message.starts_with("no such document `south`: put its file"), "{south}");
    assert!(!south.message.contains("named in"), "{south}");
    // A file that is there and cannot be read: that is said, and nothing of what names it.
    let broken = [("north.toml", "id = \"north"), ("south.toml", "id = \"sout")];
    let found =
        said(&[("river-county-2030.toml", &right()), ("other.toml", &text), broken[0], broken[1]]);
    let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["north.toml", "south.toml"], "{found:?}");
}

/// It would be 0 in every answer, which no company and no author sees.
#[test]
fn an_award_that_is_paid_nowhere_in_the_documents_places_is_refused() {
    let of = "amount = { share = \"50%\", of_award = \"river-county-2030/jobs\" }";
    let elsewhere = other_document(of).replace("[\"river_county\"]", "[\"jincheng\"]");
    let found = said(&[("river-county-2030.toml", &right()), ("other.toml", &elsewhere)]);
    assert!(!found.is_empty());
    let words = "award `river-county-2030/jobs` is paid in no place in which this document holds";
    assert!(found.iter().any(|one| one.message.contains(words)), "{found:?}");
    let here = said(&[("river-county-2030.toml", &right()), ("other.toml", &other_document(of))]);
    assert!(here.iter().all(|one| !one.message.contains("is paid in no place")), "{here:?}");
}

/// A document of the same place with one award that always pays.
fn other_document(amount: &str) -> String {
    format!(
        "id = \"other\"\ntitle = \"其他办法\"\nshort_title = \"其他办法\"\nissuer = \"河口县\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nvalid_to = \"2032-12-31\"\n\
         checked_on = \"2026-11-21\"\nenquiries = \"河口县\"\nregions = [\"river_county\"]\n\n\
         [[awards]]\nid = \"one\"\nname = \"配套\"\nclause = \"一\"\npayers = [\"某局\"]\n\
         kind = \"entitlement\"\nsummary = \"配套一半。\"\n{amount}\nexamples = [\n  \
         {{ name = \"a\", outcome = \"met\", answers = {{ river_staff = \"12\" }}, \
         least = \"0.6万元\", most = \"0.6万元\" }},\n  {{ name = \"c\", \
         outcome = \"not_yet_known\", least = \"0元\", most = \"2.5万元\", \
         missing = [\"river_staff\"] }},\n]\n"
    )
}
