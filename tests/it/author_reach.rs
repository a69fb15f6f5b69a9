//! What nothing can reach is refused where that is certain, and taken wherever it may be reached:
//! limits, caps, stretches, cases, conditions.

use crate::author_mistakes::{
    AMOUNT, CONDITION, changed, check, check_amount, is_taken, right, said, takes_amount,
};

/// The limit of the right file: what it holds pays 50,000 and 100,000 yuan at the most.
const LIMIT: &str = "at_most = \"5万元\"";
const MEMBERS: &str = "members = [\"jobs\", \"fee\"]";

/// An award of the right file more, which pays when there are few jobs.
fn award(id: &str, condition: &str, amount: &str) -> String {
    let example = |(outcome, least, most): (&str, &str, &str)| {
        format!(
            "{{ name = \"{outcome}\", outcome = \"{outcome}\", least = \"{least}\", \
             most = \"{most}\" }},"
        )
    };
    let outcomes =
        [("met", "1元", "1元"), ("not_met", "0元", "0元"), ("not_yet_known", "0元", "1元")];
    let outcomes = if condition.is_empty() { &outcomes[..1] } else { &outcomes[..] };
    let examples: Vec<String> = outcomes.iter().map(|one| example(*one)).collect();
    format!(
        "[[awards]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"六\"\npayers = [\"某局\"]\n\
         kind = \"entitlement\"\nsummary = \"样例。\"\n{condition}\namount = {amount}\n\
         examples = [{}]\n",
        examples.join(" ")
    )
}

/// Checks that a limit is refused with what its members bring and with its own sum.
fn never(changes: &[(&str, &str)], line: &str, most: &str, figure: &str) {
    let english = format!("bring {most} together at the most, less than its {figure}");
    let chinese = format!("最多 {most}，不到它的 {figure}");
    check(changes, line, &english, &chinese);
}

#[test]
fn a_limit_that_its_members_never_reach_is_refused() {
    let above = "at_most = \"15.01万元\"";
    never(&[(LIMIT, above)], above, "15万元", "15.01万元");
    let large = "at_most = \"1.5亿元\"";
    never(&[(LIMIT, large)], large, "15万元", "1.5亿元");
    is_taken(&[(LIMIT, "at_most = \"15万元\"")]);
    is_taken(&[(LIMIT, "at_most = \"14.99万元\"")]);
}

#[test]
fn a_limit_that_may_be_reached_is_taken() {
    let large = "at_most = \"10000亿元\"";
    // A share without a cap, a decision on each case, a cap that is a question.
    for open in [
        r#"{ share = "50%", of = "river_fee_yuan" }"#,
        r#"{ share = "50%", of = "river_fee_yuan", cap_by = "river_fee_yuan" }"#,
    ] {
        is_taken(&[(LIMIT, large), (AMOUNT, &format!("amount = {open}"))]);
    }
    let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
    is_taken(&[(LIMIT, large), (AMOUNT, &format!("{asks}\namount = {{ open = true }}"))]);
    // A figure of the company, or one that follows from it.
    is_taken(&[(LIMIT, "at_most = \"river_fee_yuan\"")]);
    is_taken(&[(LIMIT, "at_most = { sum = [\"river_fee_yuan\", \"10000亿元\"] }")]);
    // What only adds up.
    is_taken(&[(LIMIT, "rule = \"sum\"")]);
}

/// What is paid to one company of more and to another of fewer jobs is never paid together.
#[test]
fn awards_that_no_answers_meet_together_do_not_add_up() {
    let few = award(
        "few",
        "condition = { question = \"river_staff\", below = \"10人\" }",
        "{ fixed = \"3万元\" }",
    );
    let members = format!("members = [\"jobs\", \"few\"]\n{few}");
    let more = "at_most = \"5.01万元\"";
    never(&[(LIMIT, more), (MEMBERS, &members)], more, "5万元", "5.01万元");
    is_taken(&[(LIMIT, "at_most = \"5万元\""), (MEMBERS, &members)]);
    // Ten may have both.
    let ten = members.replace("below = \"10人\"", "at_most = \"10人\"");
    is_taken(&[(LIMIT, "at_most = \"8万元\""), (MEMBERS, &ten)]);
    let more = "at_most = \"8.01万元\"";
    never(&[(LIMIT, more), (MEMBERS, &ten)], more, "8万元", "8.01万元");
}

#[test]
fn what_is_under_a_limit_counts_after_it() {
    let two = |rule: &str| {
        format!(
            "members = [\"inner\", \"one\"]\n\n[[limits]]\nid = \"inner\"\nclause = \"七\"\n\
             name = \"两项\"\n{rule}\nmembers = [\"jobs\", \"fee\"]\n{}",
            award(
                "one",
                "condition = { question = \"river_staff\", above = \"1人\" }",
                "{ fixed = \"1万元\" }"
            )
        )
    };
    for (rule, most) in
        [("at_most = \"7万元\"", "8"), ("rule = \"highest\"", "11"), ("rule = \"sum\"", "16")]
    {
        let reached = format!("at_most = \"{most}万元\"");
        is_taken(&[(LIMIT, &reached), (MEMBERS, &two(rule))]);
        let above = format!("at_most = \"{most}.01万元\"");
        let (most, above_it) = (format!("{most}万元"), format!("{most}.01万元"));
        never(&[(LIMIT, &above), (MEMBERS, &two(rule))], &above, &most, &above_it);
    }
    // A reading without the inner limit, or with a lower sum, may reach it.
    let reading = |change: &str| {
        format!(
            "{}\n[[readings]]\nid = \"r\"\nclause = \"七\"\nfollowed = \"甲\"\nother = \"乙\"\n\
             [[readings.changes]]\n{change}\n",
            two("at_most = \"7万元\"")
        )
    };
    let (sixteen, nine) = ("at_most = \"16万元\"", "at_most = \"9万元\"");
    is_taken(&[(LIMIT, sixteen), (MEMBERS, &reading("limit = \"inner\"\nmembers = []"))]);
    is_taken(&[(LIMIT, nine), (MEMBERS, &reading("limit = \"total\"\nat_most = \"8万元\""))]);
    let paid = "award = \"one\"\namount = { fixed = \"2万元\" }";
    is_taken(&[(LIMIT, nine), (MEMBERS, &reading(paid))]);
    let none = reading("limit = \"total\"\nat_most = \"9.5万元\"");
    never(&[(LIMIT, nine), (MEMBERS, &none)], nine, "8万元", "9万元");
}

/// An award of a document of another place is never paid beside those of this one.
#[test]
fn what_holds_nowhere_together_does_not_add_up() {
    let text = |figure: &str| {
        let members = "members = [\"jobs\", \"fee\", \"other/one\"]";
        let figure = format!("at_most = \"{figure}\"");
        changed(&[(LIMIT, &figure), (MEMBERS, members)])
    };
    let other = |place: &str| {
        let heading = "id = \"other\"\ntitle = \"其他办法\"\nshort_title = \"其他办法\"\n\
             issuer = \"样例\"\nissued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\n\
             checked_on = \"2026-11-21\"\nenquiries = \"样例\"\n";
        let own = award("one", "", "{ fixed = \"1万元\" }");
        format!("{heading}regions = [\"{place}\"]\n{own}")
    };
    let of = |figure: &str, place: &str| {
        let (text, other) = (text(figure), other(place));
        said(&[("river-county-2030.toml", &text), ("other.toml", &other)])
    };
    let unreached = |found: &[huiqi_authoring::Diagnostic]| {
        found.iter().filter(|one| one.message.contains("never reached")).count()
    };
    assert_eq!(unreached(&of("16万元", "river_county")), 0);
    assert_eq!(unreached(&of("16.01万元", "river_county")), 1);
    let elsewhere = of("16万元", "jincheng");
    assert_eq!(unreached(&elsewhere), 1, "{elsewhere:?}");
    assert_eq!(unreached(&of("15万元", "jincheng")), 0);
}

#[test]
fn a_limit_is_not_called_unreached_for_another_mistake() {
    let wrong = "amount = { fixed = \"1万\" }";
    let text = changed(&[(AMOUNT, wrong), (LIMIT, "at_most = \"12万元\"")]);
    let found = said(&[("river-county-2030.toml", &text)]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.message.contains("no sum of money"), "{one}");
}

/// A question for the months of the award `fee`, from 1 to 12.
const MONTHS: &str = "[[questions]]\nid = \"river_months\"\nstep = \"other\"\nkind = \"number\"\n\
    unit = \"个月\"\nleast = \"1\"\nmost = \"12\"\nlabel = \"租了几个月？\"\nshort = \"月数\"\n\n\
    [[questions]]\nid = \"river_fee_yuan\"";
const ASKED: &str = "[[questions]]\nid = \"river_fee_yuan\"";

/// Checks an amount of `fee`, which asks for months and, with the fee, for this.
fn of_months(asks: &str, amount: &str, english: &str, chinese: &str) {
    let amount = format!("amount = {amount}");
    let both = format!("{asks}\n{amount}");
    check(&[(ASKED, MONTHS), (AMOUNT, &both), (LIMIT, RULE)], &amount, english, chinese);
}

fn takes_of_months(asks: &str, amount: &str) {
    let both = format!("{asks}\namount = {amount}");
    is_taken(&[(ASKED, MONTHS), (AMOUNT, &both), (LIMIT, RULE)]);
}

const RULE: &str = "rule = \"sum\"";
const BOTH: &str = "condition = { all = [{ question = \"river_months\", at_least = \"2个月\" }, \
                    { question = \"river_fee_yuan\", below = \"100万元\" }] }";

#[test]
fn a_stretch_or_a_step_beyond_the_answers_is_refused() {
    let one = "condition = { question = \"river_months\", at_least = \"2个月\" }";
    // A cap may lie above what is possible: documents state one for whatever comes.
    takes_of_months(BOTH, r#"{ share = "10%", of = "river_fee_yuan", cap = "15万元" }"#);

    let stretch = r#"{ times = [{ progressive = [["0", "100%"], ["12", "50%"]], of = "river_months" }, "20元"] }"#;
    of_months(
        BOTH,
        stretch,
        "the stretch of `progressive` above 12 is never",
        "12 以上的一段永远到不了",
    );
    takes_of_months(BOTH, &stretch.replace("\"12\"", "\"11\""));
    let stretch = r#"{ progressive = [["0元", "5%"], ["100万元", "6%"]], of = "river_fee_yuan" }"#;
    of_months(
        BOTH,
        stretch,
        "above 100万元 is never reached: there are 99.999999万元",
        "最多 99.99",
    );
    takes_of_months(one, stretch);

    let full = r#"{ each = "1万元", per = "13", of = "river_months" }"#;
    of_months(BOTH, full, "`per` 13 is never full: there are 12", "永远满不了一次：最多 12");
    takes_of_months(BOTH, r#"{ each = "1万元", per = "12", of = "river_months" }"#);
    let over = r#"{ each = "100元", of = "river_months", over = "12" }"#;
    of_months(BOTH, over, "nothing is ever over 12: there are 12", "永远超不过 12：最多 12");
    takes_of_months(BOTH, r#"{ each = "100元", of = "river_months", over = "11" }"#);

    let beyond = r#"{ steps = [["2", "1万元"], ["13", "2万元"]], of = "river_months" }"#;
    of_months(BOTH, beyond, "its question: 1 to 12", "`most`：1 到 12");
    let by = "condition = { all = [{ question = \"river_months\", below = \"9个月\" }, \
              { question = \"river_fee_yuan\", above = \"0元\" }] }";
    let step = r#"{ steps = [["2", "1万元"], ["9", "2万元"]], of = "river_months" }"#;
    of_months(by, step, "case 1 can never be reached", "第 1 种情形用不上");
}

#[test]
fn a_case_that_no_answer_is_left_for_is_refused() {
    let cases = |last: &str, otherwise: &str| {
        format!(
            "{{ cases = [{{ if = {{ question = \"river_staff\", at_least = \"10人\" }}, \
             fixed = \"2万元\" }}, {{ if = {{ question = \"river_staff\", {last} }}, \
             fixed = \"1万元\" }}], otherwise = \"{otherwise}\" }}"
        )
    };
    let all = cases("below = \"10人\"", "5000元");
    check_amount(&all, "`otherwise` can never be reached", "`otherwise` 用不上");
    takes_amount(&cases("below = \"10人\"", "0元"));
    takes_amount(&cases("below = \"9人\"", "5000元"));
    let behind = cases("at_least = \"11人\"", "5000元");
    check_amount(&behind, "case 2 can never be reached", "第 2 种情形用不上");
    let two = r#"{ cases = [{ if = { any = [{ question = "river_staff", at_least = "10人" }, { question = "river_staff", above = "20人", below = "9人" }] }, fixed = "1万元" }], otherwise = "0元" }"#;
    check_amount(two, "no answer can meet one part of an `any`", "`any` 有一项谁都达不到");
}

#[test]
fn a_silence_that_nobody_meets_and_one_that_all_meet_are_refused() {
    let silent = |condition: &str| format!("{CONDITION}\nsilent_unless = {{ {condition} }}");
    let jobs = r#"amount = { each = "1000元", of = "river_staff", cap = "5万元" }"#;
    let more = silent(r#"question = "river_staff", at_least = "9人""#);
    check(
        &[(CONDITION, &more)],
        jobs,
        "the document is silent for nobody",
        "没有一家是文件没写到的",
    );
    let fewer = silent(r#"question = "river_staff", below = "10人""#);
    check(&[(CONDITION, &fewer)], jobs, "the document would be silent for all", "没有一家符合");
    let some = silent(r#"question = "river_staff", at_least = "20人""#);
    let text = changed(&[(CONDITION, &some)]);
    assert_eq!(said(&[("river-county-2030.toml", &text)]), []);
}

/// It would be listed for none.
#[test]
fn a_support_that_is_for_nobody_is_refused() {
    let support = |condition: &str| {
        let text = right();
        let support = "[[supports]]\nid = \"n\"\nname = \"样例\"\nclause = \"九\"\n\
                       departments = [\"某局\"]\nkind = \"服务\"";
        said(&[(
            "river-county-2030.toml",
            &format!("{text}\n{support}\ncondition = {condition}\n"),
        )])
    };
    let none = r#"{ question = "river_staff", above = "20人", below = "9人" }"#;
    let found = support(none);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.message.contains("no answer can meet this condition"), "{one}");
    assert_eq!(support(r#"{ question = "river_staff", above = "20人" }"#), []);
}

#[test]
fn an_award_of_nothing_is_refused() {
    let nothing = "amount = { fixed = \"0元\" }";
    let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
    let text = format!("{asks}\n{nothing}");
    check(&[(AMOUNT, &text), (LIMIT, RULE)], nothing, "never pays anything", "永远是 0 元");
}
