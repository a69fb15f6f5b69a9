//! The sheet of paper: printed by the browser itself, and read back from the PDF.

use base64::Engine;
use huiqi_browser_tests::{Page, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;
use unicode_normalization::UnicodeNormalization;

/// Prints as the visitor would, and gives the number of pages and their text without spaces.
pub(crate) async fn printed(tab: &Page) -> WebDriverResult<(usize, String)> {
    let options = serde_json::json!({ "preferCSSPageSize": true, "printBackground": false });
    let answer = tab.cdp().send_raw("Page.printToPDF", options).await?;
    let data = answer["data"].as_str().expect("a PDF").to_owned();
    let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("base64");
    if let Ok(folder) = std::env::var("HUIQI_SCREENSHOTS") {
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(std::path::Path::new(&folder).join("sheet.pdf"), &bytes)
            .expect("the PDF can be kept");
    }
    let pages = pdf_extract::extract_text_from_mem_by_pages(&bytes).expect("its text");
    Ok((pages.len(), plain(&pages.concat())))
}

/// A text without spaces, and with the usual letters: fonts name some of them by their radicals.
fn plain(text: &str) -> String {
    text.nfkc().filter(|letter| !letter.is_whitespace()).collect()
}

#[tokio::test]
async fn the_typical_case_fits_one_page_with_its_proof() {
    let address = serve("/").await;
    in_chromium("the printed page is made over the devtools protocol", async move |tab| {
        // The day on which the documents were checked.
        tab.set_clock(0).await?;
        tab.goto(format!("{address}#/cases")).await?;
        tab.open_company("北交所").await?;
        tab.arrives("#/result").await?;
        tab.shows("least", "34 万元").await?;
        tab.click("more-acts").await?;
        tab.type_into("label", "某某精密制造有限公司<b>").await?;
        tab.execute("document.getElementById('label').blur()", vec![]).await?;
        tab.click("print").await?;
        assert_eq!(tab.asked_to_print().await?, ["sheet"]);
        let (pages, text) = printed(&tab).await?;
        assert_eq!(pages, 1, "{text}");
        let hash = huiqi_policies::RULES_HASH;
        for words in [
            "某某精密制造有限公司<b>",
            "至少34万元",
            "最多1,084万元",
            "展位费：80,000元",
            "80,000元×50%",
            "三（十一）",
            "枣非公组发〔2022〕1号",
            "市商务局",
            "不另发",
            "先问枣庄市工业和信息化局",
            "枣非公组发〔2022〕1号现在还在执行吗",
            "营业执照",
            "哪天打的电话",
            "有两种理解",
            "规则版本2026.12",
            hash,
            "申报日期2026-11-21",
        ] {
            assert!(text.contains(&plain(words)), "{words} is not on the sheet: {text}");
        }
        for words in ["打印", "长辈版", "发给同事"] {
            assert!(!text.contains(&plain(words)), "{words} is on the sheet");
        }
        // All explanations, on more pages, where they are asked for.
        tab.click("print-all").await?;
        assert_eq!(tab.asked_to_print().await?, ["all explanations"]);
        let (pages, text) = printed(&tab).await?;
        assert!(pages > 1 && text.contains(&plain("文件要求")), "{pages} pages");
        Ok(())
    })
    .await;
}

/// Two of Zaozhuang and one of a place whose document has ended.
const LIST: &str = "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比\n\
    示例精密轴承制造（滕州）股份有限公司,滕州市,省级,省级,都没有,没有,没有参加,86500,没有\n\
    示例铸造,薛城区,省级,省级,都没有,没有,,0,没有\n\
    示例振动,卫滨区,省级,省级,都没有,没有,,,\n";

#[tokio::test]
async fn the_sheets_of_a_portfolio_print_together_one_page_each() {
    let address = serve("/").await;
    in_chromium("the printed page is made over the devtools protocol", async move |tab| {
        tab.set_clock(0).await?;
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.paste(&LIST.replace(',', "\t")).await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 3 家").await?;
        tab.click("print-sheets").await?;
        tab.until("document.querySelectorAll('.has-sheet > .sheet').length === 3").await?;
        tab.until("window.printed.length === 1").await?;
        assert_eq!(tab.asked_to_print().await?, ["sheet"]);
        let (pages, text) = printed(&tab).await?;
        assert_eq!(pages, 3, "{text}");
        for words in [
            "示例精密轴承制造（滕州）股份有限公司",
            "143,250元",
            "示例铸造",
            "示例振动",
            "算不出金额",
        ] {
            assert!(text.contains(&plain(words)), "{words} is not on paper: {text}");
        }
        assert!(!text.contains("要先做的事"), "the page itself is not printed");
        // Looking on, the page is the page again.
        tab.click("todo--ended").await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.until("!document.querySelector('.has-sheet')").await
    })
    .await;
}

/// Names of GB 18030, level 3: letters outside the first plane of Unicode, and of extension A.
const RARE: &str = "𬭎𫘜㑇机械有限公司";

#[tokio::test]
async fn a_name_with_rare_letters_is_kept_shown_and_printed_letter_for_letter() {
    let address = serve("/").await;
    in_chromium("the printed page is made over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.click("to-cases").await?;
        tab.write_into("keep-name", RARE).await?;
        tab.click("keep").await?;
        tab.shows("told", "已保存").await?;
        tab.refresh().await?;
        let name = tab.by_id("kept-name--0").await?.prop("value").await?;
        assert_eq!(name.as_deref(), Some(RARE));
        // Opened, its name is in the band and on the sheet.
        tab.click("open-kept--0").await?;
        tab.shows("band-name", RARE).await?;
        let (_, text) = printed(&tab).await?;
        assert!(text.contains(&plain(RARE)), "{text}");
        // A name for the sheet alone.
        tab.click("more-acts").await?;
        tab.write_into("label", "㑇𫘜𬭎研究院").await?;
        let (_, text) = printed(&tab).await?;
        assert!(text.contains(&plain("㑇𫘜𬭎研究院")) && text.contains(&plain(RARE)), "{text}");
        assert!(!text.contains('\u{fffd}'), "{text}");
        Ok(())
    })
    .await;
}
