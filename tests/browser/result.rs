//! What to do on Monday: the result in each of its states, and what comes next.

use crate::explains::pictures;
use crate::packs::{Packs, has_result};
use crate::pages::resize;
use huiqi_browser_tests::{Page, Reply, SAID, in_browser, in_chromium, serve, serve_edited};
use huiqi_tests::clear_river::CityAward;
use thirtyfour::prelude::WebDriverResult;

/// A provincial company of 枣庄 with a booth at a show of the city; two questions are open.
async fn bearings(tab: &Page, address: &str, claimed: bool) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/all")).await?;
    tab.arrives("#/all").await?;
    tab.clicks(&[
        "certification_tier--provincial",
        "first_certified_tiers--provincial",
        "listings--nothing",
        "platform_contest_prize--none",
    ])
    .await?;
    tab.type_into("government_show_booth_fee_yuan", "86500").await?;
    if claimed {
        tab.click("claimed_elsewhere--nothing").await?;
    }
    tab.goto(format!("{address}#/result")).await?;
    tab.arrives("#/result").await
}

/// The text of the page with everything on it, the printed sheet too.
async fn whole_text(tab: &Page) -> WebDriverResult<String> {
    let script = format!("return document.getElementById('main').textContent{SAID}");
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn a_clerk_on_the_phone_finds_office_papers_and_what_to_ask_within_three_screens() {
    let address = serve("/").await;
    in_chromium("the screen of a phone is set over the devtools protocol", async move |tab| {
        resize(&tab, 390, 844).await?;
        bearings(&tab, &address, true).await?;
        // 10 for the title and 43,250 for the booth; 20 more from the smart factory.
        tab.shows("least", "143,250 元").await?;
        tab.shows("most", "343,250 元").await?;
        for (id, words) in [
            ("call--0", "枣庄市工业和信息化局"),
            ("call--0", "枣非公组发〔2022〕1号现在还在执行吗？"),
            (
                "call--0",
                "展位费 86,500 元。大型展销活动展位费补贴（三（十一））我们算下来是 43,250 元",
            ),
            ("papers", "营业执照"),
            ("papers", "展位费的发票和付款凭证"),
        ] {
            tab.shows(id, words).await?;
        }
        let bottoms: Vec<f64> = tab
            .execute(
                "return ['call--0', 'papers', 'to-share'].map(id => \
                 document.getElementById(id).getBoundingClientRect().bottom + scrollY)",
                vec![],
            )
            .await?
            .convert()?;
        assert!(bottoms.iter().all(|bottom| *bottom <= 3.0 * 844.0), "{bottoms:?}");
        pictures(&tab, "next").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn the_question_that_pays_most_is_answered_where_its_price_is_seen() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        bearings(&tab, &address, false).await?;
        tab.shows("least", "0 元").await?;
        tab.shows("unclaimed", "只要没有从别的政策领过，就有 143,250 元").await?;
        tab.shows("here--claimed_elsewhere--0", "至少 143,250 元").await?;
        tab.click("here--claimed_elsewhere--0").await?;
        tab.shows("least", "143,250 元").await?;
        tab.shows("ask", "至少从 0 元变为 143,250 元，最多还是 343,250 元。").await?;
        tab.shows("ask-h", "还差 1 题").await?;
        // Won and unpaid is the fourth answer.
        tab.shows("here--smart_factory_award--3", "至少 343,250 元").await?;
        tab.shows("here--smart_factory_award--0", "不加").await?;
        tab.click("here--smart_factory_award--3").await?;
        tab.shows("least", "343,250 元").await?;
        tab.until("!document.getElementById('most')").await?;
        tab.shows("ask-h", "都答完了").await?;
        pictures(&tab, "certain").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn a_region_without_documents_has_no_figure_anywhere_and_a_way_on() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--elsewhere").await?;
        tab.arrives("#/result").await?;
        tab.shows("heading", "没有收录贵地的文件，不能测算").await?;
        tab.shows("without-figure", "这不是说没有补贴").await?;
        tab.shows("call--0", "是哪份文件").await?;
        let text = whole_text(&tab).await?;
        assert!(!text.contains("0 元") && !text.contains("万元"), "{text}");
        pictures(&tab, "not-covered").await?;
        tab.click("to-share").await?;
        tab.by_id("text").await?;
        let shared: String =
            tab.execute("return document.getElementById('text').value", vec![]).await?.convert()?;
        assert!(shared.contains("不能测算") && !shared.contains("0 元"), "{shared}");
        tab.goto(format!("{address}#/result")).await?;
        tab.click("to-region--shanxi_other").await?;
        tab.shows("least", "0 元").await
    })
    .await;
}

#[tokio::test]
async fn an_ended_document_pays_no_figure_and_a_look_back_cannot_be_mistaken() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--xinxiang").await?;
        tab.arrives("#/result").await?;
        tab.shows("without-figure", "已经到期").await?;
        tab.until("!document.querySelector('.band')").await?;
        tab.shows("call--0", "有没有接替的新文件").await?;
        pictures(&tab, "ended").await?;
        tab.click("set-day--xinxiang-srdi-2022").await?;
        tab.shows("another-day", "回算：按2025年12月31日申报").await?;
        tab.by_id("least").await?;
        let text = whole_text(&tab).await?;
        let band: String = tab
            .execute("return document.querySelector('.band').textContent", vec![])
            .await?
            .convert()?;
        assert!(!band.contains("有效") && text.contains("不是今天"), "{band}");
        let sheet: String = tab
            .execute("return document.querySelector('.sheet').textContent", vec![])
            .await?
            .convert()?;
        assert!(sheet.contains("回算：按2025年12月31日申报算的"), "{sheet}");
        pictures(&tab, "look-back").await?;
        tab.click("to-share").await?;
        tab.by_id("text").await?;
        let shared: String =
            tab.execute("return document.getElementById('text').value", vec![]).await?.convert()?;
        assert!(shared.contains("回算：按2025年12月31日申报算的，不是今天"), "{shared}");
        tab.goto(format!("{address}#/result")).await?;
        tab.click("band-to-today").await?;
        tab.by_id("without-figure").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn city_and_province_are_apart_and_a_disputed_row_keeps_its_place() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--jincheng").await?;
        tab.goto(format!("{address}#/all")).await?;
        tab.arrives("#/all").await?;
        tab.clicks(&[
            "certification_tier--national_giant",
            "first_certified_tiers--national_giant",
            "provincial_award_received--no",
            "listings--star",
        ])
        .await?;
        tab.type_into("ip_purchase_yuan", "3600000").await?;
        tab.click("ip_led_to_certification--yes").await?;
        tab.goto(format!("{address}#/result")).await?;
        // 20 from the city; up to 30 and 20 % of 360 from the province.
        tab.shows("least", "20 万元").await?;
        tab.shows("most", "122 万元").await?;
        tab.shows("levels", "市里").await?;
        tab.shows("levels", "0 至 102 万元").await?;
        tab.shows("call--1", "山西省小企业发展促进局").await?;
        let row = "jincheng-srdi-2021/listing-top-up";
        tab.shows(&format!("head--{row}"), "有两种理解，可能 +10 万元").await?;
        tab.by_id("letter--jincheng-srdi-2021/boards-not-named").await?;
        let place = format!(
            "document.getElementById('group-Disputed').contains(document.getElementById('{row}'))"
        );
        tab.until(&place).await?;
        pictures(&tab, "levels").await?;
        tab.click(&format!("head--{row}")).await?;
        tab.click(&format!("switch--jincheng-srdi-2021/boards-not-named--{row}")).await?;
        tab.shows("most", "132 万元").await?;
        tab.shows(&format!("head--{row}"), "按另一种理解").await?;
        tab.until(&place).await?;
        pictures(&tab, "levels-other").await
    })
    .await;
}

#[tokio::test]
async fn the_portal_says_where_and_when_in_a_file_of_its_own() {
    let edit = |path: &str, reply: Reply| {
        if path != "/apply.json" {
            return reply;
        }
        let file = r#"{ "awards": { "zaozhuang-srdi-2022/booth-fee": {
            "telephone": "0632-0000000", "before": "付款前先备案",
            "windows": [{ "from": "2000-01-01", "to": "2000-01-31" },
                        { "from": "2000-02-01", "to": "2099-12-31" }],
            "where": { "office": "<b>政务服务中心", "address": "2 号窗口" } } } }"#;
        Reply { body: file.as_bytes().to_vec(), ..reply }
    };
    let address = serve_edited("/", edit).await;
    in_browser(async move |tab| {
        bearings(&tab, &address, true).await?;
        tab.shows("call--0", "0632-0000000").await?;
        tab.shows("call--0", "<b>政务服务中心，2 号窗口").await?;
        tab.shows("next-steps", "先别付款。大型展销活动展位费补贴：付款前先备案").await?;
        tab.shows("next-steps", "正在受理，2099年12月31日截止").await?;
        // A window that has passed is never open.
        tab.shows("next-steps", "上一次受理到2000年1月31日，已经截止").await?;
        tab.by_id("calendar").await?;
        // The page says what to do before paying, above the question about the sum.
        tab.goto(format!("{address}#/trade_shows")).await?;
        let question = "q--government_show_booth_fee_yuan";
        tab.shows(question, "先别付款。大型展销活动展位费补贴：付款前先备案").await?;
        tab.until(&format!(
            "document.querySelector('#{question} .note').compareDocumentPosition(\
             document.querySelector('#{question} label')) & Node.DOCUMENT_POSITION_FOLLOWING"
        ))
        .await?;
        Ok(())
    })
    .await;
}

/// A second award of the made-up city, and a limit over both.
fn limited() -> String {
    let giant = CityAward {
        id: "giant",
        name: "小巨人奖励",
        question: "certification_tier",
        asks: "at_least = \"national_giant\"",
        answers: ["\"national_giant\"", "\"provincial\""],
        sum: "20万元",
    };
    giant.text()
        + "\n[[limits]]\nid = \"both\"\nclause = \"五\"\nname = \"两项合计最高 40 万元\"\n\
           at_most = \"40万元\"\nmembers = [\"provincial\", \"giant\"]\n"
}

#[tokio::test]
async fn a_limit_is_said_where_it_takes_something_and_nowhere_else() {
    let mut sources = Packs::sources();
    let city = sources.iter_mut().find(|one| one.path.ends_with("clear-river-2026.toml"));
    city.expect("the made-up city").text.push_str(&limited());
    let packs = Packs::default();
    packs.publish(&sources, "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        // 33 alone is below 40.
        has_result(&tab, "clear_river", "33 万元").await?;
        let text = whole_text(&tab).await?;
        assert!(!text.contains("两项合计"), "{text}");
        // 33 and 20 are not; the page and the sheet of paper say so.
        tab.goto(format!("{address}#/certification")).await?;
        tab.click("certification_tier--national_giant").await?;
        tab.click("to-result").await?;
        tab.shows("least", "40 万元").await?;
        let line = "两项合计最高 40 万元（清江市奖励办法 五）：各项相加 53 万元，计入 40 万元，扣减 13 万元。";
        for part in [".outcome__rest", ".sheet"] {
            let script = format!("return document.querySelector('{part}').textContent{SAID}");
            let text: String = tab.execute(script, vec![]).await?.convert()?;
            assert_eq!(text.matches(line).count(), 1, "{part}: {text}");
        }
        Ok(())
    })
    .await;
}
