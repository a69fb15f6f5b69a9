//! The difference of two editions in sentences, by made-up amendments of the shipped documents.

use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_difference::{Difference, Reach, difference, report_text, sentences};
use huiqi_pack::{of_region, read, signed, unsigned};
use huiqi_rules::policy::PolicySet;
use huiqi_tests::targets::pack_head;

/// One amendment: the file, a text that is in it once or of which the first is meant, and what
/// takes its place.
pub(crate) type Amendment = (&'static str, &'static str, &'static str);

/// Returns the shipped documents with amendments.
pub(crate) fn amended(amendments: &[Amendment]) -> &'static PolicySet {
    let mut sources = shipped::sources();
    for (file, from, to) in amendments {
        let source =
            sources.iter_mut().find(|source| source.path.ends_with(&format!("{file}.toml")));
        let source = source.unwrap_or_else(|| panic!("there is no {file}"));
        assert!(source.text.contains(from), "{file} has no {from}");
        source.text = source.text.replacen(from, to, 1);
    }
    set_of(&sources)
}

pub(crate) fn set_of(sources: &[Source]) -> &'static PolicySet {
    let checked = load(sources).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    checked.set
}

fn of(amendments: &[Amendment]) -> Difference {
    difference(shipped::set(), amended(amendments))
}

/// Checks the sentences of amendments, those that can change an amount first.
#[track_caller]
fn check(amendments: &[Amendment], amounts: &[&str], words: &[&str]) {
    let found = sentences(&of(amendments));
    let of = |reach| -> Vec<String> {
        let own = found.iter().filter(|one| one.reach == reach);
        own.map(|one| one.text.clone()).collect()
    };
    assert_eq!(of(Reach::Amounts), amounts);
    assert_eq!(of(Reach::Words), words);
}

const ZAOZHUANG: &str = "zaozhuang-srdi-2022";
const SHANXI: &str = "shanxi-srdi-2022";
const XINXIANG: &str = "xinxiang-srdi-2022";
const SANMENXIA: &str = "sanmenxia-srdi-2022";

const PROVINCIAL: &str = r#"condition = { question = "first_certified_tiers", includes = "provincial" }
amount = { fixed = "10万元" }"#;

#[test]
fn the_same_edition_differs_in_nothing() {
    assert_eq!(difference(shipped::set(), shipped::set()).entries, []);
    assert_eq!(difference(shipped::set(), amended(&[])).entries, []);
    let pack = signed(unsigned(shipped::set(), &pack_head()), &[]);
    let loaded = read(&pack).expect("a pack");
    let found = difference(shipped::set(), loaded.set());
    assert_eq!(found.entries, []);
    assert_eq!(report_text(&found), "规则对比（版次都是 2026.12）\n没有变动，测算结果都一样。\n");
}

#[test]
fn packs_of_one_region_are_compared_like_whole_sets() {
    let index = shipped::set().regions.iter().position(|region| region.id == "zaozhuang");
    let index = index.expect("a region") as u16;
    let new =
        amended(&[(ZAOZHUANG, PROVINCIAL, &PROVINCIAL.replace("10万元", "15万元").leak()[..])]);
    let [old, new] = [shipped::set(), new].map(|set| of_region(set, index));
    let found = sentences(&difference(old, new));
    let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["三（二）：新获得省级专精特新奖励 10 万元 → 15 万元。"]);
}

#[test]
fn an_amount_and_a_condition_are_one_sentence() {
    let amended = r#"condition = { all = [{ question = "first_certified_tiers", includes = "provincial" }, { question = "above_scale", is = true }] }
amount = { fixed = "15万元" }"#;
    check(
        &[(ZAOZHUANG, PROVINCIAL, amended)],
        &["三（二）：新获得省级专精特新奖励 10 万元 → 15 万元；新增条件：此前已为规上。"],
        &[],
    );
}

#[test]
fn conditions_go_and_change() {
    check(
        &[(SANMENXIA, r#"at_least = "150万元""#, r#"at_least = "200万元""#)],
        &[
            "三（一）2：“三大改造”暨5G、工业互联网项目支持，条件：项目投入达到 1,500,000 元 → 项目投入达到 2,000,000 元（页面上的说法没有变）。",
        ],
        &[],
    );
}

#[test]
fn words_of_its_own_hide_no_change_of_a_condition() {
    check(
        &[(
            ZAOZHUANG,
            r#"condition = { question = "listings", includes = "neeq", says = "在新三板挂牌" }"#,
            r#"condition = { question = "listings", includes = "bse", says = "在新三板挂牌" }"#,
        )],
        &[
            "三（九）：新三板挂牌补助，条件：上市挂牌：新三板 → 上市挂牌：北交所（页面上的说法没有变）。",
        ],
        &[],
    );
    check(
        &[(
            ZAOZHUANG,
            r#"condition = { question = "listings", includes = "neeq", says = "在新三板挂牌" }"#,
            r#"condition = { question = "listings", includes = "neeq", says = "已在新三板挂牌" }"#,
        )],
        &[],
        &["三（九）：新三板挂牌补助，条件：在新三板挂牌 → 已在新三板挂牌。"],
    );
}

#[test]
fn an_order_alone_changes_no_amount() {
    let file = r#"  { question = "listings", includes = "main_board" },
  { question = "listings", includes = "chinext" },"#;
    let other = r#"  { question = "listings", includes = "chinext" },
  { question = "listings", includes = "main_board" },"#;
    check(
        &[(ZAOZHUANG, file, other)],
        &[],
        &[
            "三（九）：境内外上市补助，条件：上市挂牌：主板（沪深）、创业板、科创板、北交所、境外上市（含香港） → 上市挂牌：创业板、主板（沪深）、科创板、北交所、\
             境外上市（含香港）。",
        ],
    );
}

#[test]
fn days_titles_and_enquiries_are_of_the_document() {
    check(
        &[
            (
                ZAOZHUANG,
                r#"valid_from = "2022-02-01""#,
                "valid_from = \"2022-03-01\"\nvalid_to = \"2027-12-31\"",
            ),
            (ZAOZHUANG, "枣非公组发〔2022〕1号", "枣非公组发〔2026〕9号"),
            (
                ZAOZHUANG,
                r#"enquiries = "枣庄市工业和信息化局""#,
                r#"enquiries = "枣庄市工信局，0632-3312345""#,
            ),
            (ZAOZHUANG, r#"checked_on = "2026-11-21""#, r#"checked_on = "2026-12-21""#),
        ],
        &[
            "开始执行的日期：2022年2月1日 → 2022年3月1日。",
            "执行期限：没有写到哪天为止 → 到2027年12月31日为止。",
        ],
        &[
            "文号：枣非公组发〔2022〕1号 → 枣非公组发〔2026〕9号。",
            "核对日期：2026年11月21日 → 2026年12月21日。",
            "咨询单位：枣庄市工业和信息化局 → 枣庄市工信局，0632-3312345。",
        ],
    );
}

#[test]
fn kind_quota_and_summary_change_no_amount() {
    check(
        &[
            (ZAOZHUANG, r#"quota = "每年10家""#, r#"quota = "每年20家""#),
            (
                ZAOZHUANG,
                "payers = [\"市财政局\", \"市工业和信息化局\"]\nkind = \"entitlement\"",
                "payers = [\"市财政局\"]\nkind = \"competitive\"",
            ),
        ],
        &[],
        &[
            "三（二）：新获得省级专精特新奖励，性质：符合条件就发 → 要评选；负责部门：市财政局、市工业和信息化局 → 市财政局。",
            "三（四）：市级智能工厂（数字化车间）奖励，名额：每年10家 → 每年20家。",
        ],
    );
}

#[test]
fn grades_and_shares_are_said_in_the_words_of_the_page() {
    check(
        &[
            (ZAOZHUANG, r#"third = "10万元""#, r#"third = "12万元""#),
            (
                SHANXI,
                r#"amount = { share = "20%", of = "ip_purchase_yuan", cap = "200万元", ceiling = true }"#,
                r#"amount = { share = "20%", of = "ip_purchase_yuan", cap = "300万元", ceiling = true }"#,
            ),
        ],
        &[
            "三（四）14：知识产权交易买方补助 最高为知识产权买入金额的 20%，且不超过 200 万元 → 最高为知识产权买入金额的 20%，且不超过 300 万元。",
            "三（十）：公共服务平台数字化转型示范评比奖励 金额改为：一等奖 30 万元，二等奖 20 万元，三等奖 12 万元；“已参评，结果未出”的，从 0 元算到 30 万元\
             （原来：一等奖 30 万元，二等奖 20 万元，三等奖 10 万元；“已参评，结果未出”的，从 0 元算到 30 万元）。",
        ],
        &[],
    );
}

#[test]
fn a_new_award_says_all_of_itself_and_a_gone_one_what_it_paid() {
    let new = r#"[[awards]]
id = "listing-fee"
name = "挂牌服务费补助"
clause = "三（九）"
payers = ["市财政局"]
kind = "entitlement"
summary = "补助挂牌服务费。"
condition = { question = "above_scale", is = true }
amount = { fixed = "8万元" }
[[awards.examples]]
name = "above"
outcome = "met"
answers = { above_scale = true }
least = "8万元"
most = "8万元"
[[awards.examples]]
name = "below"
outcome = "not_met"
answers = { above_scale = false }
least = "0元"
most = "0元"
[[awards.examples]]
name = "unanswered"
outcome = "not_yet_known"
answers = {}
least = "0元"
most = "8万元"
missing = ["above_scale"]

[[highest_only]]
id = "highest-title"
"#;
    let amendments = [(ZAOZHUANG, "[[highest_only]]\nid = \"highest-title\"\n", new)];
    check(
        &amendments,
        &["三（九）：挂牌服务费补助，新增这一项，8 万元；条件：此前已为规上；符合条件就发。"],
        &[],
    );
    let back = difference(amended(&amendments), shipped::set());
    let texts: Vec<String> = sentences(&back).into_iter().map(|one| one.text).collect();
    assert_eq!(texts, ["三（九）：挂牌服务费补助，这一项没有了（原来 8 万元）。"]);
}

#[test]
fn groups_and_their_members_can_change_an_amount() {
    let members =
        r#"awards = ["first-certification-provincial", "first-certification-national-giant"]"#;
    let more = r#"awards = ["first-certification-provincial", "first-certification-national-giant", "smart-factory"]"#;
    check(
        &[(ZAOZHUANG, members, more)],
        &[
            "三（二）：一起申报的称号取最高级别，只发最高一项的范围改为：“新获得省级专精特新奖励”“新获得国家级‘小巨人’奖励”“市级智能工厂（数字化车间）奖励”\
             （原来：“新获得省级专精特新奖励”“新获得国家级‘小巨人’奖励”）。",
        ],
        &[
            "三（二）：有两种理解的条款“省级和国家级算同一类称号，一起申报的视为同一年认定，只发最高的一项”，涉及的奖补改为：“新获得省级专精特新奖励”“新获得国家级‘小巨人’奖励”\
             “市级智能工厂（数字化车间）奖励”\
             （原来：“新获得省级专精特新奖励”“新获得国家级‘小巨人’奖励”）。",
        ],
    );
    let gone = format!(
        "[[highest_only]]\nid = \"highest-title\"\nclause = \"三（二）\"\nname = \"一起申报的称号取最高级别\"\n\
         {members}\n"
    );
    let reading = r#"[[readings]]
id = "same-title"
clause = "三（二）"
followed = "省级和国家级算同一类称号，一起申报的视为同一年认定，只发最高的一项。"
other = "在不同年度认定，或者算两个不同的称号，两项都发。"
[[readings.changes]]
highest_only = "highest-title"
awards = []
"#;
    check(
        &[(ZAOZHUANG, gone.leak(), ""), (ZAOZHUANG, reading, "")],
        &[
            "三（二）：一起申报的称号取最高级别，这条规定没有了，“新获得省级专精特新奖励”“新获得国家级‘小巨人’奖励”不再只发最高的一项。",
        ],
        &[
            "三（二）：删去有两种理解的条款：省级和国家级算同一类称号，一起申报的视为同一年认定，只发最高的一项。",
        ],
    );
}

#[test]
fn a_limit_over_several_awards_is_named_with_its_members() {
    let limit = |sum: &str| -> &'static str {
        let text = format!(
            "[[limits]]\nid = \"yearly\"\nclause = \"四\"\nname = \"一家企业一年的总额\"\n\
             at_most = \"{sum}\"\nmembers = [\"smart-factory\", \"booth-fee\"]\n\n\
             [[highest_only]]\nid = \"highest-title\"\n"
        );
        text.leak()
    };
    let at = "[[highest_only]]\nid = \"highest-title\"\n";
    check(
        &[(ZAOZHUANG, at, limit("25万元"))],
        &[
            "四：一家企业一年的总额，新增这条规定，“市级智能工厂（数字化车间）奖励”“大型展销活动展位费补贴”合计最高 25 万元。",
        ],
        &[],
    );
    let before = amended(&[(ZAOZHUANG, at, limit("25万元"))]);
    let after = amended(&[(ZAOZHUANG, at, limit("30万元"))]);
    let texts: Vec<String> =
        sentences(&difference(before, after)).into_iter().map(|one| one.text).collect();
    assert_eq!(texts, ["四：一家企业一年的总额 合计最高 25 万元 → 合计最高 30 万元。"]);
}

#[test]
fn what_holds_under_another_reading_is_said_with_it() {
    check(
        &[(
            ZAOZHUANG,
            "award = \"smart-factory\"\ncondition = { question = \"certification_tier\", at_least \
             = \"municipal\", says = \"有市级以上专精特新称号\" }",
            "award = \"smart-factory\"\ncondition = { question = \"certification_tier\", at_least \
             = \"provincial\", says = \"有省级以上专精特新称号\" }",
        )],
        &[
            "三（四）：市级智能工厂（数字化车间）奖励，按另一种理解（入选企业须有市级以上专精特新称号），条件：有市级以上专精特新称号 → 有省级以上专精特新称号。",
        ],
        &[],
    );
}

#[test]
fn questions_options_moves_and_texts_are_of_all_documents() {
    check(
        &[
            (
                "questions",
                r#"label = "平台最近一次省级考核得了几等？""#,
                r#"label = "平台去年省级考核得了几等？""#,
            ),
            ("questions", r#"advice = "提高利润率""#, r#"advice = "把利润率提上去""#),
            (
                "regions",
                "贵公司是在所选地区注册的中小企业，经营和信用正常。",
                "贵公司是在所选地区注册的中小企业。",
            ),
            (
                "questions",
                r#"  { id = "listing_regional", label = "区域股权挂牌补助", hidden_in = ["xinxiang"] },"#,
                r#"  { id = "listing_regional", label = "区域股权挂牌的补助", hidden_in = ["xinxiang"] },"#,
            ),
        ],
        &[],
        &[
            "题目“平台省级考核”，问法：平台最近一次省级考核得了几等？ → 平台去年省级考核得了几等？",
            "题目“已按其他政策享受”的选项“区域股权挂牌的补助”，说法：区域股权挂牌补助 → 区域股权挂牌的补助。",
            "可以做的事“把利润率提上去”，说法：提高利润率 → 把利润率提上去。",
            "新增测算的前提：贵公司是在所选地区注册的中小企业。",
            "删去测算的前提：贵公司是在所选地区注册的中小企业，经营和信用正常。",
        ],
    );
}

#[test]
fn options_are_compared_by_their_ids() {
    // A matter before all others: every later option has another index, and nothing else differs.
    check(
        &[(
            "questions",
            r#"  { id = "certification_provincial", label = "省级认定奖励" },"#,
            "  { id = \"rent\", label = \"房租补贴\" },\n  { id = \"certification_provincial\", label \
             = \"省级认定奖励\" },",
        )],
        &["题目“已按其他政策享受”，新增选项：房租补贴。"],
        &[],
    );
}

#[test]
fn supports_without_an_amount_change_none() {
    check(
        &[
            (
                ZAOZHUANG,
                r#"name = "工业互联网平台赋能，上云用数""#,
                r#"name = "工业互联网平台赋能""#,
            ),
            (ZAOZHUANG, r#"what = "技改设备奖补和贷款贴息""#, r#"what = "技改设备奖补""#),
        ],
        &[],
        &[
            "三（五）：不计金额的支持“技改大赛优先推荐，技改奖补、贴息和基金倾斜”，没有计入的金额改为：技改设备奖补（比例由其他政策规定，本文件没有写）；市、\
             区两级技改基金投资（属于投资，不是补助）（原来：技改设备奖补和贷款贴息（比例由其他政策规定，本文件没有写）；市、\
             区两级技改基金投资（属于投资，不是补助））。",
            "三（六）：不计金额的支持“工业互联网平台赋能”，名称：工业互联网平台赋能，上云用数 → 工业互联网平台赋能。",
        ],
    );
}

#[test]
fn a_matter_and_the_silence_of_a_document_can_change_an_amount() {
    check(
        &[
            (ZAOZHUANG, "matter = \"exhibition\"\n", ""),
            (
                ZAOZHUANG,
                "silent_unless = { question = \"certification_tier\", at_least = \"municipal\", \
                 says = \"有市级以上专精特新称号\" }\ntitle_later",
                "title_later",
            ),
        ],
        &[
            "三（九）：新三板挂牌补助，文件不再只写到这些企业：有市级以上专精特新称号。",
            "三（十一）：大型展销活动展位费补贴，删去别处领过就不再发的事项：“展位费补贴”。",
        ],
        &[],
    );
}

#[test]
fn the_report_is_plain_text_with_both_headings() {
    let found = of(&[
        (XINXIANG, r#"amount = { fixed = "50万元" }"#, r#"amount = { fixed = "60万元" }"#),
        (ZAOZHUANG, r#"quota = "每年10家""#, r#"quota = "每年20家""#),
    ]);
    assert_eq!(
        report_text(&found),
        "规则对比（版次都是 2026.12）
共 2 处变动，其中 1 处可能改变金额。

可能改变金额的
  新乡市“专精特新”实施方案
    二（一）：首次认定国家级“小巨人”奖励 50 万元 → 60 万元。

不改变金额的
  枣庄市“专精特新”培育方案
    三（四）：市级智能工厂（数字化车间）奖励，名额：每年10家 → 每年20家。
"
    );
    assert_eq!(found.touched_regions(), ["xinxiang", "zaozhuang"]);
}
