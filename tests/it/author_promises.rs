//! Amounts that are no money, kinds that promise something else than their amounts, and conditions
//! that ask nothing: what is said of each.

use crate::author_mistakes::{
    AMOUNT, CONDITION, KIND, check, check_amount, is_taken, takes_amount,
};

#[test]
fn money_goes_with_money_and_numbers_with_numbers() {
    let apart = ("are not added, compared or taken off", "不能相加、比较、相减");
    for amount in [
        // 超过上年 120% 的部分, of which the figure is left out.
        r#"{ share = "10%", of = "river_fee_yuan", over = "120%" }"#,
        r#"{ sum = ["river_fee_yuan", "river_staff"] }"#,
        r#"{ lesser = ["river_staff", "5万元"] }"#,
        r#"{ minus = ["river_fee_yuan", "10%"] }"#,
        r#"{ share = "10%", of = ["river_fee_yuan", "river_staff"] }"#,
        r#"{ share = "50%", of = "river_fee_yuan", over = "1元", cap_by = "river_staff" }"#,
        r#"{ fixed = "5万元", less = "river_staff" }"#,
        r#"{ cases = [{ if = { question = "river_staff", above = "9人" }, fixed = "1元" }], otherwise = "river_staff" }"#,
    ] {
        check_amount(amount, apart.0, apart.1);
    }
    let none = ("what is paid is money", "给的要是钱");
    for amount in [
        r#"{ sum = ["river_staff", "12"] }"#,
        r#"{ minus = ["50%", "10%"] }"#,
        r#"{ cases = [{ if = { question = "river_staff", above = "9人" }, share = "60%" }], otherwise = "50%" }"#,
        r#"{ progressive = [["0人", "5%"], ["10人", "6%"]], of = "river_staff" }"#,
    ] {
        check_amount(amount, none.0, none.1);
    }
    // A rate that is asked is a number of points.
    let growth = r#"{ times = ["river_fee_yuan", "revenue_growth_percent"], cap = "1万元" }"#;
    check_amount(growth, "`{ divide = [\"revenue_growth_percent\", \"100\"] }`", "个百分点");
    // 人 goes with 人, and a figure with a unit of nothing beside it is no question.
    let other = r#"{ times = [{ minus = ["river_staff", "10件"] }, "700", "30"], cap = "1万元" }"#;
    check_amount(other, "in the unit of the question beside it", "用旁边那道题的单位");
    let twice = r#"{ times = ["river_fee_yuan", "1万元"], cap = "1万元" }"#;
    check_amount(twice, "not by another sum of money", "不能乘另一个金额");
    let limit = "at_most = \"5万元\"";
    let staff = "at_most = \"river_staff\"";
    check(&[(limit, staff)], staff, none.0, none.1);
    for amount in [
        r#"{ times = ["river_staff", "7", "100", "0.8%"], cap = "3万元" }"#,
        r#"{ greater = [{ times = ["river_staff", "700"] }, "0"], cap = "3万元" }"#,
        r#"{ times = [{ minus = ["river_staff", "10人"] }, "3000元"], cap = "3万元" }"#,
        r#"{ each = "3000元", of = { lesser = ["river_staff", "20人"] } }"#,
        r#"{ each = "10元", of = { sum = ["river_staff", { times = ["river_staff", "50%"] }] } }"#,
        r#"{ times = ["river_fee_yuan", { divide = ["river_staff", "100"] }, "60%"], cap = "9元" }"#,
        r#"{ times = [{ cases = [{ if = { question = "river_staff", above = "9人" }, share = "60%" }], otherwise = "50%" }, "river_fee_yuan"] }"#,
    ] {
        takes_amount(amount);
    }
}

/// A question of another unit in place of the staff, and an amount of it.
fn with_unit(unit: &str, amount: &str) -> [(&'static str, String); 3] {
    let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
    [
        ("unit = \"人\"", format!("unit = \"{unit}\"\nmultiple_of = \"0.01\"")),
        ("\"10人\"", format!("\"10{unit}\"")),
        (AMOUNT, format!("{asks}\namount = {amount}")),
    ]
}

/// 5 万元/人 is typed as 5: what is multiplied by the staff would be ten thousand times too small.
#[test]
fn a_figure_in_ten_thousands_becomes_money_only_with_ten_thousand() {
    let product = r#"{ times = ["river_staff", "70", "1%"], cap = "3万元" }"#;
    for unit in ["万元/人", "万美元", "万元", "亿元", "万吨"] {
        let changes = with_unit(unit, product);
        let changes = changes.each_ref().map(|(from, to)| (*from, to.as_str()));
        check(&changes, product, "ten thousand times too small", "少算一万倍");
    }
    for (unit, amount) in [
        ("元/人", product),
        ("万元/人", r#"{ times = ["river_staff", "10000", "70", "1%"], cap = "3万元" }"#),
        ("万人次", r#"{ each = "1万元", of = "river_staff", cap = "3万元" }"#),
        ("万元/亩", r#"{ steps = [["20万元/亩", "1万元"]], of = "river_staff" }"#),
    ] {
        let changes = with_unit(unit, amount);
        is_taken(&changes.each_ref().map(|(from, to)| (*from, to.as_str())));
    }
    // A price is compared in its own unit.
    let price = r#"{ times = [{ lesser = ["river_staff", "30元"] }, "70"], cap = "2000元" }"#;
    let changes = with_unit("元/平方米", price);
    let changes = changes.each_ref().map(|(from, to)| (*from, to.as_str()));
    check(&changes, price, "such as \"30元/平方米\"", "如 \"30元/平方米\"");
    let price = price.replace("30元", "30元/平方米");
    let changes = with_unit("元/平方米", &price);
    is_taken(&changes.each_ref().map(|(from, to)| (*from, to.as_str())));
}

#[test]
fn a_ceiling_is_not_certain() {
    let most = KIND.replace("entitlement", "ceiling");
    for certain in [
        AMOUNT,
        r#"amount = { fixed = "5万元" }"#,
        r#"amount = { each = "1000元", of = "river_staff", cap = "6万元" }"#,
    ] {
        let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
        let text = format!("{asks}\n{certain}");
        let changes = [(KIND, most.as_str()), (AMOUNT, &text)];
        check(&changes, certain, "`ceiling` is at most this", "`ceiling` 是最多给这么多");
    }
    let asks = r#"{ question = "river_fee_yuan", above = "0元" }"#;
    for open in [
        "from = \"1万元\", up_to = \"2万元\"",
        "open = true",
        "up_to = \"1万元\"",
        "share = \"5%\", of = \"river_fee_yuan\", ceiling = true",
    ] {
        let text = format!("condition = {asks}\namount = {{ {open} }}");
        is_taken(&[(KIND, &most), (AMOUNT, &text)]);
    }
    let of_another =
        format!("condition = {asks}\namount = {{ share = \"10%\", of_award = \"jobs\" }}");
    is_taken(&[(KIND, &most), (AMOUNT, &of_another)]);
}

#[test]
fn a_condition_asks_something() {
    let twice = r#"condition = { question = "river_staff", at_least = "10人", above = "12人" }"#;
    check(&[(CONDITION, twice)], twice, "`at_least` and `above` are both", "同一头的门槛");
    let twice = r#"condition = { question = "river_staff", at_most = "90人", below = "80人" }"#;
    check(&[(CONDITION, twice)], twice, "`at_most` and `below` are both", "同一头的门槛");
    let own = r#"condition = { question = "river_staff", at_least = "5%", of = "river_staff" }"#;
    check(&[(CONDITION, own)], own, "compared with itself", "和自己比");
    let place = r#"condition = { question = "region", one_of = ["river_county"] }"#;
    check(&[(CONDITION, place)], place, "no condition is on the region", "条件不能问 `region`");
    let choice = r#"condition = { question = "certification_tier", at_most = "municipal" }"#;
    check(&[(CONDITION, choice)], choice, "with `one_of` the options", "写出哪几个选项");
    let dead = r#"condition = { any = [{ question = "river_staff", at_least = "10人" }, { all = [{ question = "above_scale", is = true }, { question = "above_scale", is = false }] }] }"#;
    check(&[(CONDITION, dead)], dead, "one part of an `any`", "`any` 有一项谁都达不到");
    // A part that another one includes is no mistake.
    let wider = r#"condition = { any = [{ question = "river_staff", at_least = "10人" }, { question = "river_staff", at_least = "20人" }] }"#;
    is_taken(&[(CONDITION, wider)]);
    let both = r#"condition = { question = "river_staff", at_least = "10人", below = "80人" }"#;
    is_taken(&[(CONDITION, both)]);
}

#[test]
fn what_a_case_cannot_be_names_the_way_out() {
    let case = |amount: &str| {
        format!(
            "{{ cases = [{{ if = {{ question = \"river_fee_yuan\", above = \"1元\" }}, {amount} }}], \
             otherwise = \"0元\" }}"
        )
    };
    let each = case(
        "share = \"50%\", of = \"river_fee_yuan\", cap_each = \"1元\", items = \"river_staff\"",
    );
    check_amount(&each, "`cap_each` is no part of a case", "`cap_each` 不能写在一种情形里");
    check_amount(&case("open = true"), "`open` is no part of a case", "`open` 不能写在一种情形里");
    let sums = r#"{ brackets = [["50万元", "1万元"]], of = "river_fee_yuan" }"#;
    check_amount(sums, "a sum from each threshold on is `steps`", "到了门槛给多少钱的，用 `steps`");
    let rates = r#"{ steps = [["50万元", "6%"]], of = "river_fee_yuan" }"#;
    check_amount(rates, "a rate of the whole is `brackets`", "按全额的比例给的，用 `brackets`");
    let cap = r#"{ share = "5%", of = "river_fee_yuan", over = "1元", cap_by = "8万元" }"#;
    check_amount(cap, "a sum of money is `cap`", "写死的金额用 `cap`");
}

#[test]
fn what_is_named_too_early_or_for_nothing_is_said() {
    let below = "[[definitions]]\nid = \"one\"\ncondition = { defined = \"two\" }\n\
                 [[definitions]]\nid = \"two\"\ncondition = { question = \"river_staff\", at_least = \"10人\" }\n\n\
                 [[awards]]\nid = \"jobs\"";
    let condition = "condition = { all = [{ defined = \"one\" }, { defined = \"two\" }] }";
    check(
        &[(CONDITION, condition), ("[[awards]]\nid = \"jobs\"", below)],
        "condition = { defined = \"two\" }",
        "one names only those above it",
        "只能用它上面的",
    );
    let elsewhere = "[claimed_elsewhere]\nquestion = \"claimed_elsewhere\"\nclause = \"五\"\n\n\
                     [[awards]]\nid = \"jobs\"";
    check(
        &[("[[awards]]\nid = \"jobs\"", elsewhere)],
        "[claimed_elsewhere]",
        "no award has a `matter`",
        "没有哪一项写了 `matter`",
    );
    let awards = "awards = [\"jobs\", \"fee\"]";
    let members = "members = [\"jobs\", \"fee\"]";
    check(&[(members, awards)], awards, "did you mean `members`", "是不是 `members`");
    let number = "answers = { river_staff = \"12\" }";
    let plain = "answers = { river_staff = 12 }";
    check(&[(number, plain)], plain, "digits in quotes", "带引号的数字");
    let chinese = "摘要 = \"费用的 50%，最高 10 万元。\"";
    check(
        &[("summary = \"费用的 50%，最高 10 万元。\"", chinese)],
        chinese,
        "a key is one of the English words",
        "键要用",
    );
}
