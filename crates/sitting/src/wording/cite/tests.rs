//! What is quoted, worked out by hand from the documents.

use super::{Cited, documents, first_move, found, questions};
use crate::chosen;
use crate::lookup::search;
use crate::questionnaire::{Draft, Session};
use crate::wording::date;
use huiqi_engine::{advise, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::Policy;
use huiqi_rules::question::QuestionIndex;

/// A company that asks on a day, `today`, for a claim on another.
struct Case {
    session: Session,
    today: time::Date,
}

impl Case {
    fn new(
        region: &str,
        (today, on): (&str, &str),
        drafts: &[(&str, Draft)],
        others: &[&'static str],
    ) -> Self {
        let today = read_date(today).expect("a day");
        let mut session = Session::new(&POLICIES, today);
        session.preset_region(region);
        session.set_date(read_date(on).expect("a day"));
        for (id, draft) in drafts {
            session.put(POLICIES.question_index(id).expect("a question"), draft.clone());
        }
        for other in others {
            session.readings = std::mem::take(&mut session.readings).other(other);
        }
        Self { session, today }
    }

    fn quoted(&self, quote: impl Fn(Cited<'_>) -> String) -> String {
        let report = self.session.report();
        let said = quote(Cited { session: &self.session, report: &report, today: self.today });
        // Every quote ends with the caution and the edition; the rest is compared.
        let end = format!("测算结果仅供参考，以主管部门审核为准。规则版本 {}。", POLICIES.edition);
        said.strip_suffix(&end).expect("the caution comes last").to_owned()
    }

    fn result(&self) -> String {
        self.quoted(|cited| cited.result())
    }

    fn award(&self, id: &str) -> String {
        self.quoted(|cited| {
            let award = cited.report.awards.iter().find(|award| award.award.id == id);
            cited.award(award.expect("an award of the region"))
        })
    }

    fn advice(&self) -> String {
        let (answers, on) = (self.session.answers(), self.session.on);
        let readings = &self.session.readings;
        let found = advise(&POLICIES, &answers, on, readings);
        let after = first_move(&found).map(|advised| {
            let changed =
                advised.sets.iter().fold(answers.clone(), |answers, (question, given)| {
                    answers.replaced(*question, given.clone())
                });
            evaluate(&POLICIES, &changed, on, readings)
        });
        self.quoted(|cited| cited.advice(&found, after.as_ref()))
    }
}

const TODAY: (&str, &str) = ("2026-11-27", "2026-11-27");

fn tier(id: &str) -> (&'static str, Draft) {
    ("certification_tier", Draft::Option(chosen::tier(id)))
}

fn first_titles(ids: &[&str]) -> (&'static str, Draft) {
    ("first_certified_tiers", Draft::Options(chosen::titles(ids)))
}

fn yuan<'a>(id: &'a str, sum: &str) -> (&'a str, Draft) {
    (id, Draft::Typed(sum.to_owned()))
}

/// A company of 枣庄 with two titles, and nothing else.
fn two_titles() -> Vec<(&'static str, Draft)> {
    vec![
        tier("national_giant"),
        first_titles(&["provincial", "national_giant"]),
        ("listings", Draft::Options(0)),
        ("claimed_elsewhere", Draft::Options(0)),
        ("smart_factory_award", Draft::Option(0)),
        ("platform_contest_prize", Draft::Option(0)),
        yuan("government_show_booth_fee_yuan", "0"),
    ]
}

/// A project of 三门峡 that would be paid 40 % under 120 万, but for what is given here.
fn project(title: &str, investment: &str, on: &'static str) -> Case {
    let drafts = [
        tier(title),
        ("project_in_scope", Draft::YesNo(true)),
        yuan("project_investment_yuan", investment),
        yuan("project_cap_yuan", "1200000"),
        yuan("key_giant_fund_yuan", "0"),
    ];
    Case::new("sanmenxia", ("2026-11-27", on), &drafts, &[])
}

#[test]
fn a_clause_that_is_read_the_other_way_is_said_in_every_quote() {
    let other = Case::new("zaozhuang", TODAY, &two_titles(), &["zaozhuang-srdi-2022/same-title"]);
    let read = "枣庄市，2026年11月27日申报：文件没有写有效期。还在执行的话：\
        按另一种理解（《枣庄市“专精特新”培育方案》三（二）：在不同年度认定，或者算两个不同的称号，\
        两项都发），";
    let basis = "《枣庄市“专精特新”培育方案》三（二）";
    // 10 and 30; 100 more on 新三板.
    assert_eq!(other.result(), format!("{read}可以申报 40 万元（依据{basis}）。"));
    assert_eq!(
        other.award("zaozhuang-srdi-2022/first-certification-provincial"),
        format!(
            "{read}“新获得省级专精特新奖励”可以申报 10 万元。条件都符合，文件写的就是这个数。\
             依据《枣庄市“专精特新”培育方案》（枣非公组发〔2022〕1号）三（二）。"
        )
    );
    assert_eq!(
        other.advice(),
        format!(
            "{read}在新三板挂牌的话，合计从 40 万元变为 140 万元。\
             依据《枣庄市“专精特新”培育方案》三（九）。"
        )
    );
    let followed = Case::new("zaozhuang", TODAY, &two_titles(), &[]);
    assert_eq!(
        followed.result(),
        format!(
            "枣庄市，2026年11月27日申报：文件没有写有效期。还在执行的话：可以申报 30 万元\
             （依据{basis}）。{basis}还有另一种理解（在不同年度认定，或者算两个不同的称号，\
             两项都发），按那种理解合计是 40 万元，请问主管部门。"
        )
    );
}

#[test]
fn nothing_is_advised_where_nothing_is_known() {
    let advice = |region, days| Case::new(region, days, &[], &[]).advice();
    assert_eq!(advice("", TODAY), "还没有选所在地，说不出差哪一步。");
    assert_eq!(
        advice("zaozhuang", TODAY),
        "枣庄市，2026年11月27日申报：文件没有写有效期。还在执行的话：\
         还有 7 题没有答，请先答完，才看得出差哪一步。"
    );
    assert_eq!(
        advice("elsewhere", TODAY),
        "其他地区，2026年11月27日申报：没有收录贵地的文件，不能测算；这不是说没有补贴。"
    );
    assert_eq!(
        advice("xinxiang", TODAY),
        "新乡市，2026年11月27日申报：《新乡市“专精特新”实施方案》到2025年12月31日为止，\
         已经到期，不能再按它申报；有效期内已认定、尚未兑现的，请咨询新乡市工业和信息化局。"
    );
    assert_eq!(
        advice("zaozhuang", ("2026-11-27", "2022-01-31")),
        "枣庄市，按2022年1月31日申报测算（不是今天）：《枣庄市“专精特新”培育方案》\
         2022年2月1日才开始执行，这一天还不能按它申报。"
    );
    // Before the end, asked for a day behind it.
    let later = ("2025-06-01", "2026-01-01");
    let not_any_more = "新乡市，按2026年1月1日申报测算（不是今天）：《新乡市“专精特新”实施方案》\
        到2025年12月31日为止，这一天已经到期，不能按它申报。";
    assert_eq!(advice("xinxiang", later), not_any_more);
    assert_eq!(Case::new("xinxiang", later, &[], &[]).result(), not_any_more);
}

#[test]
fn the_premise_and_the_document_are_in_every_quote_with_a_figure() {
    let drafts = [
        tier("municipal"),
        first_titles(&["municipal"]),
        ("listings", Draft::Options(0)),
        ("provincial_award_received", Draft::YesNo(true)),
        yuan("ip_purchase_yuan", "0"),
    ];
    let case = Case::new("jincheng", TODAY, &drafts, &[]);
    let place = "晋城市，2026年11月27日申报：";
    let title = "《晋城市专精特新和小巨人实施意见》";
    let premise = format!("{title}没有写有效期，已满五年，可能不再执行。还在执行的话：");
    assert_eq!(
        case.award("jincheng-srdi-2021/first-certification-municipal"),
        format!(
            "{place}{premise}“首次认定市级专精特新奖励”可以申报 5 万元。条件都符合，\
             文件写的就是这个数。依据{title}（晋市政办〔2021〕36号）二（一）。"
        )
    );
    let both = "2 份文件都没有写有效期，有的已满五年，可能不再执行。还在执行的话：";
    assert_eq!(
        case.result(),
        format!("{place}{premise}可以申报 5 万元（依据{title}二（一））。").replace(&premise, both)
    );
    let advice = case.advice();
    assert!(advice.starts_with(&format!("{place}{both}")), "{advice}");
    assert!(advice.contains("依据《"), "{advice}");
    // What is not paid hangs on nothing.
    let none = case.award("shanxi-srdi-2022/ip-purchase");
    assert!(
        none.starts_with("晋城市，2026年11月27日申报：“知识产权交易买方补助”不能申报。"),
        "{none}"
    );
}

#[test]
fn a_past_day_says_which_document_has_ended_since() {
    let drafts = [
        tier("national_giant"),
        first_titles(&["national_giant"]),
        ("first_recognised_platforms", Draft::Options(0)),
        ("platform_assessment_grade", Draft::Option(0)),
        ("claimed_elsewhere", Draft::Options(0)),
        yuan("provincial_equipment_subsidy_yuan", "0"),
    ];
    let case = Case::new("xinxiang", ("2026-11-27", "2025-12-31"), &drafts, &[]);
    let place = "新乡市，按2025年12月31日申报测算（不是今天）：";
    let since = "《新乡市“专精特新”实施方案》到2025年12月31日为止，现在已经到期，\
        今天不能再按它申报；有效期内已认定、尚未兑现的，请咨询新乡市工业和信息化局。";
    assert_eq!(
        case.result(),
        format!("{place}可以申报 50 万元（依据《新乡市“专精特新”实施方案》二（一））。{since}")
    );
    let award = case.award("xinxiang-srdi-2022/first-certification-national-giant");
    assert!(award.starts_with(&format!("{place}“首次认定国家级‘小巨人’奖励”可以申报 50 万元。")));
    assert!(award.ends_with(since), "{award}");
    assert!(case.advice().ends_with(since), "{}", case.advice());
    // On the last day itself it has not ended.
    let then = Case::new("xinxiang", ("2025-12-31", "2025-12-31"), &drafts, &[]);
    assert_eq!(
        then.result(),
        "新乡市，2025年12月31日申报：可以申报 50 万元（依据《新乡市“专精特新”实施方案》二（一））。"
    );
    let ended = Case::new("xinxiang", TODAY, &drafts, &[]);
    assert_eq!(
        ended.award("xinxiang-srdi-2022/first-certification-national-giant"),
        "新乡市，2026年11月27日申报：“首次认定国家级‘小巨人’奖励”不能再申报：\
         文件到2025年12月31日为止，已经到期；有效期内已认定、尚未兑现的，\
         请咨询新乡市工业和信息化局。依据《新乡市“专精特新”实施方案》（新政文〔2022〕8号）二（一）。"
    );
}

#[test]
fn nothing_at_all_is_a_sentence_with_what_another_reading_would_bring() {
    let drafts = [
        tier("municipal"),
        ("provincial_award_received", Draft::YesNo(false)),
        yuan("ip_purchase_yuan", "0"),
    ];
    assert_eq!(
        Case::new("shanxi_other", TODAY, &drafts, &[]).result(),
        "山西省其他地区，2026年11月27日申报：文件没有写有效期。还在执行的话：\
         按现在填的答案，没有一项可以申报。《山西省“专精特新”培育方案》三（二）5还有另一种理解\
         （文件写的是每户“专精特新”中小企业，市级称号也可以，从0元算到30万元），\
         按那种理解合计最多 30 万元，请问主管部门。"
    );
    // 40 % of 300 万.
    let said = project("municipal", "3000000", "2025-06-01").result();
    let expected = "三门峡市，按2025年6月1日申报测算（不是今天）：按现在填的答案，\
        没有一项可以申报。《三门峡市“专精特新”实施意见》三（一）2还有另一种理解\
        （市级以上称号都能享受40%的比例），按那种理解合计是 120 万元，请问主管部门。";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn open_questions_ceilings_and_contests_are_named_beside_the_most() {
    assert_eq!(
        Case::new("zaozhuang", TODAY, &[], &[]).result(),
        "枣庄市，2026年11月27日申报：文件没有写有效期。还在执行的话：至少 0 元，最多 1,190 万元，\
         另加展位费的一半（依据《枣庄市“专精特新”培育方案》三（二）、三（四）、三（九）、三（十）、\
         三（十一））。其中“境内外上市补助”最多 1,000 万元，是最高额，由部门核定；\
         “市级智能工厂（数字化车间）奖励”最多 20 万元、“公共服务平台数字化转型示范评比奖励”\
         最多 30 万元，要评选。还有 7 题没有答，答完才算得准。"
    );
    let jincheng = Case::new("jincheng", TODAY, &[], &[]).result();
    assert!(jincheng.contains("至少 0 元，最多 275 万元"), "{jincheng}");
    // Titles of one year: 20 in place of 5, 10 and 20.
    let end = "还有 11 题没有答，答完才算得准。有 1 处条款有两种理解，会影响结果，请问主管部门。";
    assert!(jincheng.ends_with(end), "{jincheng}");
    // Where figures alone pay, nothing is said of 0.
    let open = Case::new("sanmenxia", ("2025-06-01", "2025-06-01"), &[], &[]).result();
    let most = "三门峡市，2025年6月1日申报：最多是项目投入的 40%、和国家项目资金一样多的一笔（依据";
    assert!(open.starts_with(most), "{open}");
    let fee = Case::new("zaozhuang", TODAY, &[], &[]).award("zaozhuang-srdi-2022/booth-fee");
    assert!(fee.contains("“大型展销活动展位费补贴”最多多少要看“展位费”，还没有填。"), "{fee}");
}

#[test]
fn a_ceiling_that_a_move_brings_is_named() {
    let mut drafts = two_titles();
    drafts.retain(|(id, _)| *id != "listings");
    drafts.push(("listings", Draft::Options(chosen::options("listings", &["neeq"]))));
    assert_eq!(
        Case::new("zaozhuang", TODAY, &drafts, &[]).advice(),
        "枣庄市，2026年11月27日申报：文件没有写有效期。还在执行的话：在沪深主板上市的话，\
         至少还是 130 万元，最多从 130 万元变为 1,130 万元。其中“境内外上市补助”最多 1,000 万元，\
         是最高额，由部门核定。依据《枣庄市“专精特新”培育方案》三（九）。"
    );
}

#[test]
fn figures_are_said_as_on_the_telephone() {
    let short = project("provincial", "1400000", "2025-06-01");
    let award = short.award("sanmenxia-srdi-2022/project-support");
    assert!(
        award
            .contains("要设备、软件、研发投入合计达到 150 万元，您填的是 140 万元，还差 10 万元。"),
        "{award}"
    );
    let advice = short.advice();
    assert!(
        advice.contains(
            "增加这个项目的设备、软件、研发投入：达到 150 万元，还差 10 万元。达到以后，\
             合计从 0 元变为 60 万元。"
        ),
        "{advice}"
    );
}

#[test]
fn questions_documents_and_findings_are_short_sentences() {
    let end = |words: &str| format!("{words}规则版本 {}。", POLICIES.edition);
    let region = POLICIES.regions.iter().find(|region| region.id == "zaozhuang");
    let asked: Vec<QuestionIndex> = ["certification_tier", "listings", "claimed_elsewhere"]
        .map(|id| POLICIES.question_index(id).expect("a question"))
        .into();
    assert_eq!(
        questions(&POLICIES, region, &asked),
        end("枣庄市还要问 3 题：最高认定、上市挂牌、有没有从别的政策领过。没有答的不当作“没有”。")
    );
    let four: Vec<QuestionIndex> = POLICIES.question_indices().take(4).collect();
    assert_eq!(
        questions(&POLICIES, None, &four),
        end(
            "一共 4 题，请先问所在地、最高认定、首次认定等，各地要问的不一样。没有答的不当作“没有”。"
        )
    );
    let today = read_date("2026-11-27").expect("a day");
    let two: Vec<&Policy> = ["xinxiang-srdi-2022", "zaozhuang-srdi-2022"]
        .map(|id| POLICIES.policies.iter().find(|policy| policy.id == id).expect("a document"))
        .into();
    let (checked, last) = (date(two[0].checked_on), date(two[1].checked_on));
    assert_eq!(
        documents(&POLICIES, &two, today),
        end(&format!(
            "收录 2 份文件，其中 1 份已经到期，1 份没有写有效期：《新乡市“专精特新”实施方案》\
             （新政文〔2022〕8号，{checked}核对，到2025年12月31日为止，已经到期）；\
             《枣庄市“专精特新”培育方案》（枣非公组发〔2022〕1号，{last}核对）。以文件原文为准。"
        ))
    );
    let said = |words: &str, document: &str| {
        let all = search(&POLICIES, words);
        let own: Vec<_> = all.into_iter().filter(|entry| entry.document == document).collect();
        found(&POLICIES, words, &own[..own.len().min(1)], today)
    };
    assert_eq!(
        said("展位费", "zaozhuang-srdi-2022"),
        end("找到 1 处：《枣庄市“专精特新”培育方案》三（十一）：参加市级以上部门组织的境内外大型\
             展销活动，展位费补贴一半。以文件原文和主管部门解释为准。")
    );
    assert_eq!(
        said("境内外上市补助", "zaozhuang-srdi-2022"),
        end("找到 1 处：《枣庄市“专精特新”培育方案》三（九）：在境内或境外证券交易所上市，\
             最高补助1000万元，数额由部门核定（最高额以内，由部门核定）。\
             以文件原文和主管部门解释为准。")
    );
    assert_eq!(
        said("万人助万企", "xinxiang-srdi-2022"),
        end("找到 1 处：《新乡市“专精特新”实施方案》二（七）：“万人助万企”，每家至少解决一个困难\
             （文件没有写金额）。这份文件到2025年12月31日为止，已经到期。\
             以文件原文和主管部门解释为准。")
    );
    assert_eq!(
        said("登月", "zaozhuang-srdi-2022"),
        end(&format!(
            "收录的 {} 份文件里没有找到“登月”，没有收录的文件里有没有，这里不知道。",
            POLICIES.policies.len()
        ))
    );
}
