//! Companies whose answer only one of two editions has.

use crate::difference::amended;
use crate::difference_effect::{ZAOZHUANG, adds_up, company, option};
use crate::shipped;
use huiqi_difference::{
    Company, GivenIn, Skipped, TriedCompanies, Unit, compared_editions, difference, effect,
    effect_text, population,
};
use huiqi_tables::editions::Tried;

#[test]
fn what_only_one_edition_can_be_asked_is_counted_apart() {
    // A prize that is new and pays, in 枣庄; and one that goes.
    let prize = (
        "questions",
        "  { id = \"applied\", label = \"已参评，结果未出\" },",
        "  { id = \"applied\", label = \"已参评，结果未出\" },\n  { id = \"grand\", label = \"特等奖\" },",
    );
    let pays = (ZAOZHUANG, r#"third = "10万元""#, r#"third = "10万元", grand = "40万元" "#);
    let (before, after) = (shipped::set(), amended(&[prize, pays]));
    let question = Unit::Question("platform_contest_prize");
    let grand = company("特等奖", &[("platform_contest_prize", option("grand"))]);
    let third = company("三等奖", &[("platform_contest_prize", option("third"))]);
    for (sides, why, words) in [
        ([before, after], Skipped::AnswerOnlyInNew("platform_contest_prize"), ["新版", "旧版"]),
        ([after, before], Skipped::AnswerOnlyInOld("platform_contest_prize"), ["旧版", "新版"]),
    ] {
        let difference = difference(sides[0], sides[1]);
        let companies = [grand.clone(), third.clone()];
        let found = effect(&difference, &companies);
        adds_up(&found);
        assert_eq!((found.compared, found.whole.companies), (1, 0));
        assert_eq!(found.skipped, [(0, why)]);
        let [has, lacks] = words;
        let text = effect_text(&difference, &found, &companies, "名单里的企业");
        for line in [
            format!("另有 1 家“平台示范评比”的答案只有{has}有，{lacks}没有这个答案，没有比。"),
            format!("1 家的答案只有{has}有，没有比。"),
            "例如：特等奖。".to_owned(),
        ] {
            assert!(text.contains(&line), "{line}: {text}");
        }
        assert!(!text.contains("增加") && !text.contains("减少"), "{text}");
        let part = found.parts.iter().find(|part| part.unit == question).expect("the question");
        assert_eq!(
            (part.only_in_new.0, part.only_in_old.0),
            if has == "新版" { (1, 0) } else { (0, 1) }
        );
        let tried =
            TriedCompanies { who: Tried::Made, companies: companies.to_vec(), effect: found };
        let shown = compared_editions(&difference, &[tried], &[]);
        assert!(shown.trials[0].lines.iter().any(|line| line.contains("没有这个答案")));
        // Of the companies that are made, nobody rises or falls by an answer of one edition.
        let made = population(&difference);
        let found = effect(&difference, &made);
        adds_up(&found);
        // Who has not answered may win the new prize: the most alone moves.
        assert!(found.changes.iter().all(|one| one.before.least == one.after.least));
        assert!(found.skipped.iter().all(|(_, own)| *own == why) && !found.skipped.is_empty());
    }
    // A kept case of the old edition has no answer of the new one alone.
    let given_in = GivenIn::Old;
    let kept = Company { given_in, ..third };
    let found = effect(&difference(before, after), &[kept]);
    assert_eq!((found.compared, found.skipped.len()), (1, 0));
}
