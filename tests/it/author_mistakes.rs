//! Mistakes of a stranger who had the README alone: what is said of each, in both languages, once
//! and in its line.

use crate::shipped;
use huiqi_authoring::{Diagnostic, Language, Source, load, read_folder, shown_error};
use std::path::Path;

/// An award beside the one that the README shows, and a limit over both.
const MORE: &str = "\
[[questions]]
id = \"river_fee_yuan\"
step = \"other\"
kind = \"yuan\"
label = \"费用多少？\"
short = \"费用\"

[[awards]]
id = \"fee\"
name = \"费用补助\"
clause = \"第四条\"
payers = [\"河口县财政局\"]
kind = \"entitlement\"
summary = \"费用的 50%，最高 10 万元。\"
amount = { share = \"50%\", of = \"river_fee_yuan\", cap = \"10万元\" }
examples = [
  { name = \"a\", outcome = \"met\", least = \"4万元\", most = \"4万元\" },
  { name = \"b\", outcome = \"not_met\", least = \"0元\", most = \"0元\" },
  { name = \"c\", outcome = \"not_yet_known\", least = \"0元\", most = \"10万元\" },
]

[[limits]]
id = \"total\"
clause = \"第五条\"
name = \"合计最高 5 万元\"
at_most = \"5万元\"
members = [\"jobs\", \"fee\"]
";
pub(crate) const AMOUNT: &str =
    r#"amount = { share = "50%", of = "river_fee_yuan", cap = "10万元" }"#;
const JOBS: &str = r#"amount = { each = "1000元", of = "river_staff", cap = "5万元" }"#;
pub(crate) const CONDITION: &str = r#"condition = { question = "river_staff", at_least = "10人" }"#;
pub(crate) const KIND: &str = "kind = \"entitlement\"\nsummary = \"费用";
const LIMIT: &str = "\n[[limits]]\nid = \"total\"";

/// Returns the whole file of the README with more behind it.
pub(crate) fn right() -> String {
    let readme = include_str!("../../policies/README.md");
    let (_, first) = readme.split_once("```toml\n").expect("the README shows a file");
    let (first, _) = first.split_once("```").expect("it ends");
    format!("{first}\n{MORE}")
}

/// Returns what is said of files beside the shared ones.
pub(crate) fn said(files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let is_shared = |source: &Source| {
        source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
    };
    let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    let source =
        |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
    sources.extend(files.iter().map(source));
    load(&sources).err().unwrap_or_default()
}

/// Returns the right file with these changes.
pub(crate) fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(right(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Checks that one thing is said of the right file with these changes: in the line of this text,
/// with these words.
pub(crate) fn check(changes: &[(&str, &str)], line: &str, english: &str, chinese: &str) {
    let text = changed(changes);
    let number = text.lines().position(|one| one.contains(line)).expect(line) + 1;
    let found = said(&[("river-county-2030.toml", &text)]);
    let [one] = found.as_slice() else { panic!("{line}: {found:?}") };
    assert_eq!(one.line, number, "{one}");
    assert!(one.message.contains(english), "{one}");
    assert!(one.chinese.contains(chinese), "{}", one.chinese);
}

pub(crate) fn is_taken(changes: &[(&str, &str)]) {
    let found = said(&[("river-county-2030.toml", &changed(changes))]);
    assert!(found.is_empty(), "{found:?}");
}

/// Checks an amount in place of the one of `fee`, whose question stays asked.
pub(crate) fn check_amount(amount: &str, english: &str, chinese: &str) {
    let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
    let amount = format!("amount = {amount}");
    check(&[(AMOUNT, &format!("{asks}\n{amount}"))], &amount, english, chinese);
}

pub(crate) fn takes_amount(amount: &str) {
    let asks = "condition = { question = \"river_fee_yuan\", above = \"0元\" }";
    is_taken(&[(AMOUNT, &format!("{asks}\namount = {amount}"))]);
}

#[test]
fn the_file_without_a_mistake_is_taken() {
    is_taken(&[]);
}

#[test]
fn a_range_begins_below_its_end() {
    check_amount(r#"{ from = "5万元", up_to = "2万元" }"#, "`from` is above `up_to`", "小的写在");
    check_amount(r#"{ from = "2万元", up_to = "2万元" }"#, "write `fixed` alone", "只写 `fixed`");
    let shares = r#"{ from_share = "60%", share = "50%", of = "river_fee_yuan" }"#;
    check_amount(shares, "`from_share` is above `share`", "`from_share` 比 `share` 大");
    let same = r#"{ from_share = "50%", share = "50%", of = "river_fee_yuan" }"#;
    check_amount(same, "write `share` alone", "只写 `share`");
    let capped = r#"{ from = "5万元", up_to = "8万元", cap = "5万元" }"#;
    check_amount(capped, "would always pay the `cap`", "总是 `cap`");
    let open = r#"{ cases = [{ if = { question = "river_fee_yuan", above = "1元" }, fixed = "1元" }], otherwise = { up_to = "5万元" } }"#;
    check_amount(open, "a case is one amount", "只写一个金额");
    takes_amount(r#"{ from = "2万元", up_to = "5万元" }"#);
    takes_amount(r#"{ from_share = "5%", share = "20%", of = "river_fee_yuan" }"#);
    takes_amount(r#"{ from = "5万元", up_to = "8万元", cap = "6万元" }"#);
}

#[test]
fn what_only_some_win_is_promised_to_nobody() {
    let won = KIND.replace("entitlement", "competitive");
    let amount = |amount: &str| format!("amount = {amount}");
    let english = "only some win what is `competitive`";
    let chinese = "`competitive` 是评选";
    let asks = r#"condition = { question = "river_fee_yuan", above = "0元" }"#;
    for certain in [
        r#"{ fixed = "20万元" }"#,
        r#"{ share = "50%", of = "river_fee_yuan" }"#,
        r#"{ from = "1万元", up_to = "2万元" }"#,
        r#"{ steps = [["1万元", "1万元"]], of = "river_fee_yuan" }"#,
    ] {
        let amount = amount(certain);
        let text = format!("{asks}\n{amount}");
        check(&[(KIND, &won), (AMOUNT, &text)], &amount, english, chinese);
    }
    // Asked of every award, a yes is no prize.
    let every =
        "[every_award]\ncondition = { question = \"above_scale\", is = true }\n\n[[awards]]";
    let fixed = format!("{asks}\n{}", amount(r#"{ fixed = "20万元" }"#));
    check(
        &[(KIND, &won), (AMOUNT, &fixed), ("[[awards]]", every)],
        r#"amount = { fixed = "20万元" }"#,
        english,
        chinese,
    );
    for open in [
        r#"amount = { up_to = "20万元" }"#,
        r#"amount = { open = true }"#,
        "condition = { question = \"above_scale\", is = true }\namount = { fixed = \"20万元\" }",
        "condition = { met = \"jobs\" }\namount = { fixed = \"20万元\" }",
        r#"amount = { share = "10%", of_award = "jobs" }"#,
    ] {
        let text = format!("silent_unless = {}\n{open}", asks.trim_start_matches("condition = "));
        is_taken(&[(KIND, &won), (AMOUNT, &text)]);
    }
    let share = r#"amount = { share = "50%", of = "river_fee_yuan", cap = "1元", ceiling = true }"#;
    is_taken(&[(KIND, &won), (AMOUNT, share)]);
}

#[test]
fn what_cannot_be_asked_of_another_award_says_why() {
    let price = "\n[[questions]]\nid = \"river_price_yuan\"\nstep = \"other\"\nkind = \"yuan\"\n\
                 label = \"价款多少？\"\nshort = \"价款\"\n[[limits]]\nid = \"total\"";
    let part = r#"condition = { paid = "fee", below = "50%", of = "river_price_yuan" }"#;
    let over = r#"amount = { share = "25%", of = "river_fee_yuan", over = "1元" }"#;
    check(
        &[(LIMIT, price), (CONDITION, part), (AMOUNT, over)],
        part,
        "no share of one figure",
        "也不是一个数的一定比例",
    );
    let paid = r#"condition = { paid = "fee" }"#;
    let silent = format!("silent_unless = {{ question = \"above_scale\", is = true }}\n{AMOUNT}");
    check(
        &[(CONDITION, paid), (AMOUNT, &silent)],
        paid,
        "it has `silent_unless`",
        "它写了 `silent_unless`",
    );
    let reading = "\n[[readings]]\nid = \"r\"\nclause = \"四\"\nfollowed = \"甲\"\nother = \"乙\"\n\
                   [[readings.changes]]\naward = \"fee\"\namount = { fixed = \"1元\" }\n\
                   [[limits]]\nid = \"total\"";
    check(
        &[(CONDITION, paid), (LIMIT, reading)],
        paid,
        "what it pays cannot be asked by `paid`",
        "不能用 `paid` 问它给了多少",
    );
    let summed = r#"amount = { sum = ["river_fee_yuan", "river_fee_yuan"] }"#;
    check(
        &[(CONDITION, paid), (AMOUNT, summed)],
        paid,
        "it adds up or takes off several figures",
        "几个数加起来",
    );
}

#[test]
fn an_amount_without_an_end_names_the_questions() {
    let months = |most: &str| {
        format!(
            "\n[[questions]]\nid = \"river_months\"\nstep = \"other\"\nkind = \"number\"\n\
             unit = \"月\"\n{most}label = \"几个月？\"\nshort = \"月数\"\n\
             [[limits]]\nid = \"total\""
        )
    };
    // As the README has it, both questions without a `most`.
    let row =
        r#"amount = { each = "10元", of = "river_staff", times = "river_months", cap = "3万元" }"#;
    is_taken(&[(LIMIT, &months("")), (JOBS, row)]);
    let uncapped = r#"amount = { each = "10元", of = "river_staff", times = "river_months" }"#;
    check(
        &[(LIMIT, &months("")), (JOBS, uncapped)],
        uncapped,
        "write a `most` into one of these questions: `river_staff`, `river_months`",
        "给其中一道题写 `most`：`river_staff`, `river_months`",
    );
    is_taken(&[(LIMIT, &months("most = \"36\"\n")), (JOBS, uncapped)]);
    let capped = r#"amount = { each = "1000元", of = { lesser = ["river_staff", "50"] }, times = { lesser = ["river_months", "24"] } }"#;
    is_taken(&[(LIMIT, &months("")), (JOBS, capped)]);
}

#[test]
fn a_copied_file_is_one_mistake_and_the_copy_has_it() {
    let right = right();
    for copy in ["river-county-2030 (1).toml", "river-county-2031.toml"] {
        let found = said(&[("river-county-2030.toml", &right), (copy, &right)]);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.path.as_str(), one.line), (copy, 1));
        assert!(one.message.contains("river-county-2030.toml has this id already"), "{one}");
        assert!(one.chinese.contains("river-county-2030.toml 已经是这个代号"), "{}", one.chinese);
    }
}

#[test]
fn a_file_of_another_kind_is_one_mistake() {
    for empty in ["", "# 河口县\n"] {
        let found = said(&[("river-county-2030.toml", empty)]);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert!(one.message.contains("the file is empty"), "{one}");
    }
    let found = said(&[("river-county-2030.toml", &right().replace('\n', "\r"))]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.found, "id = \"river-county-2030\"");
    assert!(one.message.contains("a carriage return alone"), "{one}");
    assert!(one.chinese.contains("换行"), "{}", one.chinese);
    let hash = format!("{AMOUNT} ＃ 上限");
    check(&[(AMOUNT, &hash)], "＃", "`＃` is a Chinese sign: write `#`", "要写英文的 `#`");
}

#[test]
fn a_file_in_another_encoding_says_how_to_save_it() {
    // 惠企 as GB18030 and as UTF-16 have it.
    for (name, bytes, code) in [
        ("gbk", &b"title = \"\xbb\xdd\xc6\xf3\""[..], "GBK"),
        ("utf-16", &b"\xff\xfet\0i\0\xe0\x60\x01\x4f"[..], "UTF-16"),
    ] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("encoding-{name}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.toml")), bytes).expect("a file");
        let error = read_folder(&folder).expect_err("refused");
        std::fs::remove_dir_all(&folder).expect("it is removed");
        assert_eq!(
            shown_error(&error, Language::English),
            format!(
                "error: policies/{name}.toml: is not saved as UTF-8 (probably as {code}): open it \
                 in an editor and save it as UTF-8"
            )
        );
        assert_eq!(
            shown_error(&error, Language::Chinese),
            format!(
                "错误: policies/{name}.toml: 不是 UTF-8 编码（多半是 {code}）：用编辑器打开，另存为 UTF-8"
            )
        );
    }
}

#[test]
fn limits_that_cross_are_one_mistake() {
    let second = |members: &str, at_most: &str| {
        format!(
            "\n[[limits]]\nid = \"other\"\nclause = \"六\"\nname = \"样例\"\n{at_most}\n\
             members = {members}\n[[limits]]\nid = \"total\""
        )
    };
    let nine = "at_most = \"9万元\"";
    let text = changed(&[(LIMIT, &second(r#"["jobs", "fee"]"#, nine))]);
    let found = said(&[("river-county-2030.toml", &text)]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.line, text.trim_end().lines().count(), "{one}");
    let first = one.line - 6;
    let words = "`river-county-2030/jobs`, `river-county-2030/fee` are under \
                 `river-county-2030/other`";
    assert!(one.message.contains(&format!("{words} (line {first}) already")), "{one}");
    assert!(one.chinese.contains(&format!("（第 {first} 行）")), "{}", one.chinese);

    let within = r#"members = ["jobs", "fee", "total"]"#;
    let itself = ("members = [\"jobs\", \"fee\"]", within);
    check(&[itself], "[[limits]]", "take it out of its own `members`", "去掉它自己");
    let each = second(r#"["jobs", "total"]"#, nine);
    let other = (
        "name = \"合计最高 5 万元\"\nat_most = \"5万元\"\nmembers = [\"jobs\", \"fee\"]",
        "name = \"合计\"\nat_most = \"5万元\"\nmembers = [\"fee\", \"other\"]",
    );
    check(
        &[(LIMIT, &each), other],
        "[[limits]]",
        "each of these is under the others: river-county-2030/other, river-county-2030/total",
        "互相在里面：river-county-2030/other, river-county-2030/total",
    );
    let sums = second(r#"["jobs"]"#, "rule = \"sum\"");
    let total = ("members = [\"jobs\", \"fee\"]", "members = [\"fee\", \"other\"]");
    // The first replacement takes the first list, which is that of the new limit.
    let text = changed(&[total, (LIMIT, &sums)]);
    let found = said(&[("river-county-2030.toml", &text)]);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.message.contains("name that member where this limit is a member"), "{one}");
    assert!(!one.message.contains("cap"), "{one}");
}

#[test]
fn awards_that_go_round_and_amounts_that_pull_apart_are_one_mistake_each() {
    let by_jobs = r#"amount = { share = "50%", of_award = "jobs" }"#;
    let by_fee = r#"amount = { share = "50%", of_award = "fee" }"#;
    let asks =
        format!("condition = {{ question = \"river_fee_yuan\", above = \"0元\" }}\n{by_jobs}");
    check(
        &[(JOBS, by_fee), (AMOUNT, &asks)],
        by_fee,
        "measured by itself, through the awards that it reads: jobs, fee",
        "绕成了圈：jobs, fee",
    );
    let other = "\n[[questions]]\nid = \"river_other_yuan\"\nstep = \"other\"\nkind = \"yuan\"\n\
                 label = \"另外多少？\"\nshort = \"另外\"\n[[limits]]\nid = \"total\"";
    let apart = r#"amount = { lesser = [{ minus = ["river_fee_yuan", "river_other_yuan"] }, { minus = ["river_other_yuan", "river_fee_yuan"] }] }"#;
    check(
        &[(LIMIT, other), (AMOUNT, apart)],
        apart,
        "`river_fee_yuan`, `river_other_yuan` each pulls two parts apart: one part of \
         `river-county-2030/fee` rises",
        "`river_fee_yuan`, `river_other_yuan` 让两部分一增一减",
    );
}

#[test]
fn what_says_nothing_is_told() {
    let reading = |change: &str| {
        format!(
            "\n[[readings]]\nid = \"r\"\nclause = \"四\"\nfollowed = \"甲\"\nother = \"乙\"\n\
             [[readings.changes]]\n{change}\n[[limits]]\nid = \"total\""
        )
    };
    let repeats = "changes nothing";
    let same = reading(&format!("award = \"fee\"\n{AMOUNT}"));
    check(&[(LIMIT, &same)], "award = \"fee\"", repeats, "`amount` 和现在的一样");
    let same = reading(&format!("award = \"jobs\"\n{CONDITION}"));
    check(&[(LIMIT, &same)], "award = \"jobs\"", repeats, "`condition` 和现在的一样");
    let none = reading("award = \"jobs\"\ncondition = { all = [] }");
    is_taken(&[(LIMIT, &none)]);
    let of_limit = |change: &str| {
        format!("members = [\"jobs\", \"fee\"]\n{}", reading(change).trim_end_matches(LIMIT))
    };
    const MEMBERS: &str = r#"members = ["jobs", "fee"]"#;
    let same = of_limit("limit = \"total\"\nat_most = \"5万元\"");
    check(&[(MEMBERS, &same)], "limit = \"total\"", repeats, "`at_most` 和现在的一样");
    let same = of_limit("limit = \"total\"\nmembers = [\"fee\", \"jobs\"]");
    check(&[(MEMBERS, &same)], "limit = \"total\"", repeats, "`members` 和现在的一样");
    is_taken(&[(MEMBERS, &of_limit("limit = \"total\"\nat_most = \"11万元\""))]);

    let falls = r#"{ steps = [["10万元", "2万元"], ["20万元", "1万元"]], of = "river_fee_yuan" }"#;
    check_amount(falls, "\"1万元\" comes behind \"2万元\"", "越多给得越少");
    let crossed = r#"{ brackets = [["100万元", "5%"], ["50万元", "6%"]], of = "river_fee_yuan" }"#;
    check_amount(crossed, "\"50万元\" comes behind \"100万元\"", "写在 \"100万元\" 后面");

    let empty = "condition = { all = [] }";
    let also = format!("{empty}\n{AMOUNT}");
    check(&[(AMOUNT, &also)], empty, "an empty `all` asks nothing", "`all` 是空的");
    let every = r#"condition = { question = "river_staff", at_least = "0人" }"#;
    check(&[(CONDITION, every)], every, "every answer is that much or more", "答多少都满足");
    is_taken(&[(
        CONDITION,
        r#"condition = { question = "river_staff", at_least = "0人", below = "90人" }"#,
    )]);
    let zero = "at_most = \"0元\"";
    check(&[("at_most = \"5万元\"", zero)], zero, "a limit of 0 yuan", "上限是 0 元");
    let defined = format!("[[definitions]]\nid = \"small\"\n{CONDITION}\n\n[[awards]]");
    check(&[("[[awards]]", &defined)], "id = \"small\"", "nothing uses this", "没有哪里用到");
    is_taken(&[
        ("[[awards]]", &defined),
        (AMOUNT, &format!("condition = {{ defined = \"small\" }}\n{AMOUNT}")),
    ]);
    let crossed = "least = \"1.3万元\"";
    check(&[("least = \"1.2万元\"", crossed)], crossed, "above the `most`", "比 `most` 大");
    let lone = "\n[[highest_only]]\nid = \"h\"\nclause = \"六\"\nname = \"样例\"\n\
                awards = [\"fee\"]\n[[limits]]\nid = \"total\"";
    let by_rule = r#"members = ["jobs", "h"]"#;
    check(
        &[(LIMIT, lone), (MEMBERS, by_rule)],
        "[[highest_only]]",
        "over one award chooses nothing",
        "没有可选的",
    );
}

#[test]
fn a_mistake_is_called_by_its_name() {
    let comma = AMOUNT.replace("10万元", "1,5万元");
    check(&[(AMOUNT, &comma)], &comma, "did you mean \"1.5万元\"?", "是不是 \"1.5万元\"？");
    let thousands = AMOUNT.replace("10万元", "1，000元");
    check(&[(AMOUNT, &thousands)], &thousands, "did you mean \"1000元\"?", "是不是 \"1000元\"？");
    let none = r#"{ progressive = [["0元", "0%"], ["5万元", "5%"]], of = "river_fee_yuan" }"#;
    check_amount(none, "leave out a stretch or a case that pays nothing", "不用写");
    let two = r#"{ fixed = "1万元", share = "5%", of = "river_fee_yuan" }"#;
    check_amount(two, "or leave `share` out", "或者去掉 `share`");
    let most = r#"{ fixed = "1万元", ceiling = true }"#;
    check_amount(most, "a sum that is the most is `up_to`", "写 `up_to`");

    let contradicts = "outcome = \"not_met\"";
    check(
        &[("outcome = \"met\"", contradicts)],
        contradicts,
        "has a `least` and a `most` of \"0元\"",
        "都是 \"0元\"",
    );
    let answer = |text: &str| format!("answers = {{ river_staff = \"{text}\" }}");
    for (text, english, chinese) in [
        ("1000000000001", "larger than any answer: 1000000000000", "最多 1000000000000"),
        ("1.125", "too many decimals", "小数太多"),
        ("1.5", "no multiple of", "不是题目 `multiple_of` 的倍数"),
        ("十二", "no figure; write digits alone", "只写数字"),
    ] {
        let answer = answer(text);
        check(&[("answers = { river_staff = \"12\" }", &answer)], &answer, english, chinese);
    }

    let twice = ("id = \"fee\"\nname", "id = \"jobs\"\nname");
    let text = changed(&[twice, (r#"["jobs", "fee"]"#, r#"["jobs", "river-county-2030/jobs"]"#)]);
    let found = said(&[("river-county-2030.toml", &text)]);
    let first = text.lines().position(|line| line == "id = \"jobs\"").expect("an award") + 1;
    let words = format!("a duplicate id: line {first} has it already");
    assert!(found.iter().any(|one| one.message.contains(&words)), "{found:?}");
    let place = ("id = \"river_county\"", "id = \"jincheng\"");
    let at = ("regions = [\"river_county\"]", "regions = [\"jincheng\"]");
    check(&[place, at], "id = \"jincheng\"", "regions.toml has it already", "写进 `regions` 就行");
    let asked = ("id = \"river_fee_yuan\"", "id = \"ip_purchase_yuan\"");
    let used = (AMOUNT, r#"amount = { share = "50%", of = "ip_purchase_yuan", cap = "10万元" }"#);
    check(
        &[asked, used],
        "id = \"ip_purchase_yuan\"",
        "questions.toml has it already in line",
        "用那道题",
    );
    let constraint = "\n[[constraints]]\nif = { question = \"above_scale\", is = true }\n\
                      [[limits]]\nid = \"total\"";
    check(&[(LIMIT, constraint)], "[[constraints]]", "see policies/SHARED.md", "SHARED.md");
    let payers = ("payers = [\"河口县财政局\"]\nkind", "kind");
    let misplaced = ("name = \"12 人\"", "name = \"12 人\"\npayers = [\"河口县财政局\"]");
    check(
        &[payers, misplaced],
        "payers = [\"河口县财政局\"]",
        "`payers` belongs into [[awards]]",
        "`payers` 要写在 [[awards]] 里",
    );
}
