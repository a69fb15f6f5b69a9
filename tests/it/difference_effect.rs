//! What made-up amendments do to companies: sums by hand, one change at a time, and what only
//! arises together.

use crate::difference::amended;
use crate::shipped;
use huiqi_difference::{
    Company, Effect, GivenIn, MOST_COMPANIES, Shift, Skipped, Trial, TriedCompanies, Unit,
    compared_editions, difference, effect, effect_text, population, values,
};
use huiqi_rules::answers::Answers;
use huiqi_rules::carry::Value;
use huiqi_rules::day::read_date;
use huiqi_tables::editions::{TrialRowKind, Tried};
use rust_decimal::Decimal;

pub(crate) const ZAOZHUANG: &str = "zaozhuang-srdi-2022";
const PROVINCIAL: &str = r#"condition = { question = "first_certified_tiers", includes = "provincial" }
amount = { fixed = "10万元" }"#;
const ASKED_MORE: &str = r#"condition = { all = [{ question = "first_certified_tiers", includes = "provincial" }, { question = "above_scale", is = true }] }
amount = { fixed = "15万元" }"#;

pub(crate) fn option(id: &str) -> Value {
    Value::Option(id.to_owned())
}

fn options(ids: &[&str]) -> Value {
    Value::Options(ids.iter().map(|id| (*id).to_owned()).collect())
}

/// A company of 枣庄 that has nothing but these answers; every question is answered.
pub(crate) fn company(name: &str, answers: &[(&str, Value)]) -> Company {
    let mut all = vec![
        ("region", option("zaozhuang")),
        ("certification_tier", option("national_giant")),
        ("first_certified_tiers", options(&[])),
        ("listings", options(&[])),
        ("smart_factory_award", option("none")),
        ("platform_contest_prize", option("none")),
        ("government_show_booth_fee_yuan", Value::Figure("0".to_owned())),
        ("claimed_elsewhere", options(&[])),
    ];
    for (id, value) in answers {
        all.retain(|(other, _)| other != id);
        all.push((*id, value.clone()));
    }
    Company {
        name: name.to_owned(),
        on: read_date("2026-11-21").expect("a day"),
        given_in: GivenIn::Either,
        answers: all.into_iter().map(|(id, value)| (id.to_owned(), value)).collect(),
        readings: Vec::new(),
    }
}

/// So many times 10,000 yuan at both ends.
fn wan(wan: i64) -> Shift {
    let yuan = Decimal::from(wan * 10_000);
    Shift { least: yuan, most: yuan, ..Shift::default() }
}

/// Each change that moves something, with how many companies and by how much in all.
fn moved(effect: &Effect) -> Vec<(&Unit, usize, Shift)> {
    let parts = effect.parts.iter().filter(|part| part.sum.companies > 0);
    parts.map(|part| (&part.unit, part.sum.companies, part.sum.shift)).collect()
}

/// Checks that the parts and what arises together give the whole, for each company and in all.
pub(crate) fn adds_up(effect: &Effect) {
    let mut all = Shift::default();
    effect.parts.iter().for_each(|part| all += part.sum.shift);
    effect.together.iter().for_each(|own| all += own.sum.shift);
    assert_eq!(all, effect.whole.shift);
    for change in &effect.changes {
        let mut own = change.together;
        change.parts.iter().for_each(|(_, shift)| own += *shift);
        let by = |before: huiqi_rules::amount::Level, after: huiqi_rules::amount::Level| {
            before.sum().zip(after.sum()).map(|(before, after)| after.decimal() - before.decimal())
        };
        assert_eq!(Some(own.least), by(change.before.least, change.after.least));
        let most = by(change.before.most, change.after.most);
        assert!(most.is_none_or(|most| most == own.most && own.opened == 0));
    }
}

const AWARD: &str = "zaozhuang-srdi-2022/first-certification-provincial";

#[test]
fn each_change_is_applied_alone_and_the_rest_arises_together() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let titles = ("first_certified_tiers", options(&["provincial"]));
    let companies = [
        // 10 before, 15 now.
        company("above", &[titles.clone(), ("above_scale", Value::YesNo(true))]),
        // 10 before, nothing now: 5 more by the amount, 10 less by the condition, and 5 less since
        // the 5 more are lost too.
        company("below", &[titles, ("above_scale", Value::YesNo(false))]),
        company("nothing", &[("above_scale", Value::YesNo(false))]),
    ];
    let found = effect(&difference, &companies);
    adds_up(&found);
    assert_eq!((found.compared, found.whole.companies), (3, 2));
    assert_eq!((found.whole.more, found.whole.less, found.whole.shift), (1, 1, wan(-5)));
    assert_eq!(
        moved(&found),
        [(&Unit::Amount(AWARD), 2, wan(10)), (&Unit::Condition(AWARD), 1, wan(-10))]
    );
    assert_eq!(found.together.len(), 1);
    assert_eq!((&found.together[0].parts[..], found.together[0].sum.shift), (&[0, 1][..], wan(-5)));
    assert_eq!(
        effect_text(&difference, &found, &companies, "名单里的企业"),
        "对企业的影响：名单里的企业，新旧两版都算了 3 家
合计金额有变的 2 家：1 家增加，1 家减少，合计减少 5 万元。

逐处看（每次只改这一处）
  枣庄市“专精特新”培育方案 三（二）：新获得省级专精特新奖励 10 万元 → 15 万元
    2 家增加，合计增加 10 万元。
    例如：above；below。
  枣庄市“专精特新”培育方案 三（二）：新获得省级专精特新奖励，新增条件：此前已为规上
    1 家减少，合计减少 10 万元。
    例如：below。

几处合在一起才有的（上面逐处的数加上这些，就是合计）
  枣庄市“专精特新”培育方案 三（二）：新获得省级专精特新奖励 10 万元 → 15 万元 ＋ 枣庄市“专精特新”培育方案 三（二）：新获得省级专精特新奖励，新增条件：此前已为规上
    1 家减少，合计减少 5 万元。
"
    );
}

/// What the page shows of the same: clause after clause, whose amounts, and rows that add up.
#[test]
fn the_page_says_whose_amounts_each_change_moves() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let titles = ("first_certified_tiers", options(&["provincial"]));
    let companies = vec![
        company("above", &[titles.clone(), ("above_scale", Value::YesNo(true))]),
        company("below", &[titles, ("above_scale", Value::YesNo(false))]),
    ];
    let effect = effect(&difference, &companies);
    let tried = [TriedCompanies { who: Tried::Cases, companies, effect }];
    let still_trying = compared_editions(&difference, &tried, &[Tried::Made]);
    let found = compared_editions(&difference, &tried, &[]);
    assert_eq!(found.summary, "共 2 处变动，都可能改变金额。");
    let [part] = &found.parts[..] else { panic!("{:?}", found.parts) };
    assert_eq!(part.heading, "可能改变金额的");
    let [document] = &part.documents[..] else { panic!("{part:?}") };
    assert_eq!(document.title, "枣庄市“专精特新”培育方案");
    let [clause] = &document.clauses[..] else { panic!("{document:?}") };
    assert_eq!(clause.clause, "三（二）");
    let [sentence] = &clause.sentences[..] else { panic!("{clause:?}") };
    assert_eq!(sentence.text, "新获得省级专精特新奖励 10 万元 → 15 万元；新增条件：此前已为规上。");
    let whose = [
        "10 万元 → 15 万元——您的案例：2 家增加，合计增加 10 万元。例如：above；below。",
        "新增条件：此前已为规上——您的案例：1 家减少，合计减少 10 万元。例如：below。",
    ];
    assert_eq!(sentence.whose, whose);
    assert_eq!(still_trying.parts[0].documents[0].clauses[0].sentences[0].whose, whose);
    let [trial] = &found.trials[..] else { panic!("{:?}", found.trials) };
    let rows: Vec<_> = trial
        .rows
        .iter()
        .map(|row| (row.kind, row.companies.as_str(), row.least.as_str(), row.most.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            (TrialRowKind::Alone, "2", "增加 10 万元", "增加 10 万元"),
            (TrialRowKind::Alone, "1", "减少 10 万元", "减少 10 万元"),
            (TrialRowKind::Together, "1", "减少 5 万元", "减少 5 万元"),
            (TrialRowKind::Whole, "2", "减少 5 万元", "减少 5 万元"),
        ]
    );
    let below = &trial.companies[1];
    assert_eq!((below.before.as_str(), below.after.as_str()), ("10 万元", "0 元"));
    assert_eq!(below.through.len(), 3);
}

#[test]
fn a_change_that_moves_nobody_is_said_to_once_all_were_tried() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let companies = vec![company("nothing", &[("above_scale", Value::YesNo(false))])];
    let effect = effect(&difference, &companies);
    let tried = [TriedCompanies { who: Tried::List, companies, effect }];
    let whose = |coming: &[Tried]| {
        let found = compared_editions(&difference, &tried, coming);
        assert!(found.trials[0].rows.is_empty() && found.trials[0].companies.is_empty());
        found.parts[0].documents[0].clauses[0].sentences[0].whose.clone()
    };
    assert!(whose(&[Tried::Made]).is_empty());
    let said = whose(&[]);
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|one| one.ends_with("没有找到金额因此改变的。")), "{said:?}");
}

/// However large the steps, the same is found.
#[test]
fn a_trial_in_steps_finds_what_one_in_one_go_finds() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let made: Vec<Company> = population(&difference).into_iter().step_by(11).collect();
    let mut trial = Trial::new(&difference, &made);
    assert_eq!(trial.done(), 0);
    let mut steps = 0;
    while trial.step(&difference, &made, 7) {
        steps += 1;
        assert_eq!(trial.done(), steps * 7);
    }
    assert_eq!(trial.done(), made.len());
    let found = effect(&difference, &made);
    assert_eq!(format!("{:?}", trial.finish()), format!("{found:?}"));
}

#[test]
fn a_question_that_is_new_and_open_moves_the_least_alone() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let titles = ("first_certified_tiers", options(&["provincial"]));
    let found = effect(&difference, &[company("open", &[titles])]);
    adds_up(&found);
    // From 10 to between 0 and 15.
    let by =
        |least: i64, most: i64| Shift { least: wan(least).least, most: wan(most).most, ..wan(0) };
    assert_eq!(found.whole.shift, by(-10, 5));
    assert_eq!((found.whole.companies, found.whole.more, found.whole.less), (1, 0, 0));
    assert_eq!(
        moved(&found),
        [(&Unit::Amount(AWARD), 1, wan(5)), (&Unit::Condition(AWARD), 1, by(-10, 0))]
    );
}

#[test]
fn where_the_most_hangs_on_an_open_figure_no_total_is_said_to_stay() {
    let to = PROVINCIAL.replace("10万元", "15万元");
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, to.leak())]));
    // What was claimed elsewhere is open too: 0 to 10, then 0 to 15, and half of a fee.
    let mut open = company("open", &[("first_certified_tiers", options(&["provincial"]))]);
    let asked = ["claimed_elsewhere", "government_show_booth_fee_yuan"];
    open.answers.retain(|(id, _)| !asked.contains(&id.as_str()));
    let none = company("none", &[]);
    let companies = [none, open];
    let found = effect(&difference, &companies);
    assert_eq!((found.whole.companies, found.undecided), (0, 1));
    assert_eq!(found.parts[0].undecided, (1, vec![1]));
    assert_eq!(found.parts[0].awards_only.0, 0);
    let text = effect_text(&difference, &found, &companies, "企业");
    assert!(text.contains("1 家的最多还要看没有填的数，填了才知道变不变"), "{text}");
    assert!(!text.contains("没有变。"), "{text}");
    // What is known of it is said, in programs and on the page alike.
    let known = "open：原来至少 0 元，最多 10 万元，另加展位费的一半；现在至少 0 元，最多 15 万元，\
        另加展位费的一半。";
    assert!(text.contains(known), "{text}");
    let companies = companies.to_vec();
    let tried = [TriedCompanies { who: Tried::Cases, companies, effect: found }];
    let shown = compared_editions(&difference, &tried, &[]);
    assert!(shown.trials[0].lines.iter().any(|line| line == known), "{:?}", shown.trials[0]);
}

#[test]
fn where_the_least_moves_and_the_most_is_open_the_most_is_not_said_to_stay() {
    let to = PROVINCIAL.replace("10万元", "15万元");
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, to.leak())]));
    // 10, then 15; and half of a fee that is not typed.
    let mut open = company("open", &[("first_certified_tiers", options(&["provincial"]))]);
    open.answers.retain(|(id, _)| id != "government_show_booth_fee_yuan");
    let companies = [open];
    let found = effect(&difference, &companies);
    let shift = found.whole.shift;
    assert_eq!((shift.least, shift.opened, shift.both_open), (wan(5).least, 0, 1));
    let text = effect_text(&difference, &found, &companies, "企业");
    assert!(text.contains("至少合计增加 5 万元，最多还要看没有填的数"), "{text}");
    assert!(!text.contains("不变"), "{text}");
    let (then, now) = (
        "至少 10 万元，最多 10 万元，另加展位费的一半",
        "至少 15 万元，最多 15 万元，另加展位费的一半",
    );
    assert!(text.contains(&format!("open：原来{then}；现在{now}。")), "{text}");
    let companies = companies.to_vec();
    let tried = [TriedCompanies { who: Tried::List, companies, effect: found }];
    let company = &compared_editions(&difference, &tried, &[]).trials[0].companies[0];
    assert_eq!((company.before.as_str(), company.after.as_str()), (then, now));
}

#[test]
fn where_only_the_highest_is_paid_an_award_moves_and_the_total_stays() {
    let to = PROVINCIAL.replace("10万元", "15万元");
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, to.leak())]));
    let titles = ("first_certified_tiers", options(&["provincial", "national_giant"]));
    let found = effect(&difference, &[company("both", &[titles])]);
    assert_eq!((found.whole.companies, found.parts[0].sum.companies), (0, 0));
    assert_eq!(found.parts[0].awards_only, (1, vec![0]));
    // Under the other reading both are paid.
    let mut other =
        company("both", &[("first_certified_tiers", options(&["provincial", "national_giant"]))]);
    other.readings = vec!["zaozhuang-srdi-2022/same-title".to_owned()];
    let found = effect(&difference, &[other]);
    assert_eq!(moved(&found), [(&Unit::Amount(AWARD), 1, wan(5))]);
}

#[test]
fn a_new_limit_takes_what_is_above_it() {
    let at = "[[highest_only]]\nid = \"highest-title\"\n";
    let limit = "[[limits]]\nid = \"yearly\"\nclause = \"四\"\nname = \"一年的总额\"\nat_most = \
        \"25万元\"\nmembers = [\"smart-factory\", \"booth-fee\"]\n\n[[highest_only]]\nid = \
        \"highest-title\"\n";
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, at, limit)]));
    // 20 for the factory and half of 20 for the booth; 5 are above 25.
    let both = company(
        "both",
        &[
            ("smart_factory_award", option("awarded_unpaid")),
            ("government_show_booth_fee_yuan", Value::Figure("200000".to_owned())),
        ],
    );
    let found = effect(&difference, &[both]);
    assert_eq!(moved(&found), [(&Unit::Limit("zaozhuang-srdi-2022/yearly"), 1, wan(-5))]);
    // Without a figure for the booth, an open top is closed.
    let mut open = company("open", &[("smart_factory_award", option("awarded_unpaid"))]);
    open.answers.retain(|(id, _)| id != "government_show_booth_fee_yuan");
    let found = effect(&difference, &[open]);
    let closed = Shift { opened: -1, ..Shift::default() };
    assert_eq!(moved(&found), [(&Unit::Limit("zaozhuang-srdi-2022/yearly"), 1, closed)]);
    adds_up(&found);
}

#[test]
fn a_new_award_comes_with_its_place_in_a_group() {
    let members =
        r#"awards = ["first-certification-provincial", "first-certification-national-giant"]"#;
    let more = r#"awards = ["first-certification-provincial", "first-certification-national-giant", "key-giant"]"#;
    let award = "[[awards]]\nid = \"key-giant\"\nname = \"重点小巨人奖励\"\nclause = \"三（二）\"\npayers = \
        [\"市财政局\"]\nkind = \"entitlement\"\nsummary = \"奖励40万元。\"\ncondition = { question = \
        \"above_scale\", is = true }\namount = { fixed = \"40万元\" }\n[[awards.examples]]\nname = \
        \"a\"\noutcome = \"met\"\nanswers = { above_scale = true }\nleast = \"40万元\"\nmost = \
        \"40万元\"\n[[awards.examples]]\nname = \"b\"\noutcome = \"not_met\"\nanswers = { \
        above_scale = false }\nleast = \"0元\"\nmost = \"0元\"\n[[awards.examples]]\nname = \"c\"\n\
        outcome = \"not_yet_known\"\nanswers = {}\nleast = \"0元\"\nmost = \"40万元\"\nmissing = \
        [\"above_scale\"]\n\n[[highest_only]]\nid = \"highest-title\"\n";
    let at = "[[highest_only]]\nid = \"highest-title\"\n";
    let difference =
        difference(shipped::set(), amended(&[(ZAOZHUANG, members, more), (ZAOZHUANG, at, award)]));
    let titles = ("first_certified_tiers", options(&["national_giant"]));
    let found =
        effect(&difference, &[company("one", &[titles, ("above_scale", Value::YesNo(true))])]);
    // 30 before, 40 now, by the award alone: it is under the group wherever it is.
    assert_eq!(moved(&found), [(&Unit::Award("zaozhuang-srdi-2022/key-giant"), 1, wan(10))]);
    assert!(found.together.is_empty());
}

#[test]
fn the_end_of_a_document_takes_all_that_it_paid() {
    let amendment = (
        ZAOZHUANG,
        r#"valid_from = "2022-02-01""#,
        "valid_from = \"2022-02-01\"\nvalid_to = \"2025-12-31\"",
    );
    let difference = difference(shipped::set(), amended(&[amendment]));
    let one = company("one", &[("first_certified_tiers", options(&["national_giant"]))]);
    let before = Company { on: read_date("2025-12-31").expect("a day"), ..one.clone() };
    let found = effect(&difference, &[one, before]);
    assert_eq!(moved(&found), [(&Unit::Days(ZAOZHUANG), 1, wan(-30))]);
}

#[test]
fn another_place_of_an_option_moves_nobody() {
    let amendment = (
        "questions",
        r#"  { id = "certification_provincial", label = "省级认定奖励" },"#,
        "  { id = \"rent\", label = \"房租补贴\" },\n  { id = \"certification_provincial\", label = \
         \"省级认定奖励\" },",
    );
    let difference = difference(shipped::set(), amended(&[amendment]));
    let titles = ("first_certified_tiers", options(&["provincial", "national_giant"]));
    let claimed = ("claimed_elsewhere", options(&["certification_national"]));
    let found = effect(&difference, &[company("one", &[titles, claimed])]);
    assert_eq!((found.compared, found.whole.companies, moved(&found)), (1, 0, Vec::new()));
    assert!(found.together.is_empty());
    assert_eq!(found.parts[0].awards_only.0, 0);
}

#[test]
fn a_question_alone_can_move_an_amount() {
    // The ladder is asked in another order: what "and above" reaches is another thing.
    let amendment = ("questions", "  { id = \"pool\", label = \"已入培育库\" },\n", "");
    let back = (
        "questions",
        "  { id = \"none\", label = \"尚未认定\",",
        "  { id = \"pool\", label = \"已入培育库\" },\n  { id = \"none\", label = \"尚未认定\",",
    );
    let difference = difference(shipped::set(), amended(&[amendment, back]));
    let companies = population(&difference);
    let found = effect(&difference, &companies);
    adds_up(&found);
    // No award begins at either of the two: their order moves nobody.
    assert_eq!(found.whole.companies, 0);
    assert!(found.parts.iter().any(|part| part.unit == Unit::Question("certification_tier")));
}

#[test]
fn nothing_known_is_no_sum() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    let mut elsewhere = company("elsewhere", &[]);
    elsewhere.answers = vec![("region".to_owned(), option("elsewhere"))];
    let mut other = company("other", &[]);
    other.answers = vec![("region".to_owned(), option("clear_river"))];
    let mut nowhere = company("nowhere", &[]);
    nowhere.answers.retain(|(id, _)| id != "region");
    let contradiction = company(
        "contradiction",
        &[
            ("certification_tier", option("none")),
            ("first_certified_tiers", options(&["national_giant"])),
        ],
    );
    let found = effect(&difference, &[elsewhere, nowhere, contradiction, other]);
    assert_eq!(found.compared, 0);
    assert_eq!(
        found.skipped,
        [
            (0, Skipped::NoDocumentInOld),
            (1, Skipped::NoRegion),
            (2, Skipped::Contradiction),
            (3, Skipped::OtherRegion)
        ]
    );
}

#[test]
fn the_made_up_companies_find_whom_each_amendment_touches() {
    let amendments = [
        (ZAOZHUANG, r#"third = "10万元""#, r#"third = "12万元""#),
        (ZAOZHUANG, r#"share = "50%""#, r#"share = "49%""#),
        ("shanxi-srdi-2022", r#"cap = "200万元""#, r#"cap = "210万元""#),
        ("sanmenxia-srdi-2022", r#"at_least = "150万元""#, r#"at_least = "150.01万元""#),
        ("xinxiang-srdi-2022", r#"match = "25%""#, r#"match = "25.01%""#),
        ("jincheng-srdi-2021", "二（一）", "二（一）"),
    ];
    for (file, from, to) in amendments {
        let difference = difference(shipped::set(), amended(&[(file, from, to)]));
        let companies = population(&difference);
        assert_eq!(companies, population(&difference), "the same each time");
        assert!(companies.len() <= MOST_COMPANIES);
        let found = effect(&difference, &companies);
        adds_up(&found);
        assert!(found.parts.iter().all(huiqi_difference::Part::was_found), "{from}");
        assert_eq!(found.parts.len(), usize::from(from != to), "{from}");
        assert_eq!(found.whole.companies > 0, from != to, "{from}");
        assert!(found.skipped.is_empty());
    }
}

#[test]
fn answers_by_ids_are_the_answers() {
    let difference = difference(shipped::set(), amended(&[(ZAOZHUANG, PROVINCIAL, ASKED_MORE)]));
    for company in population(&difference) {
        let given = huiqi_rules::carry::GivenTo::AnyEdition;
        let (answers, _) = huiqi_difference::answers(shipped::set(), given, &company.answers)
            .expect("no contradiction");
        let again: Option<(Answers, bool)> =
            huiqi_difference::answers(shipped::set(), given, &values(shipped::set(), &answers));
        assert_eq!(again, Some((answers, true)));
    }
}
