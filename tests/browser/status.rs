//! The status page where a browser or an address gives less than a server with https does.

use crate::packs::Packs;
use crate::packs_files::copied;
use huiqi_browser_tests::{Page, Reply, in_browser, serve_edited};
use thirtyfour::prelude::WebDriverResult;

/// The words about packs, once they are checked.
async fn packs_part(tab: &Page, state: &str) -> WebDriverResult<String> {
    tab.until(&format!("document.documentElement.getAttribute('data-status') === '{state}'"))
        .await?;
    let words = "return document.getElementById('status--packs').textContent";
    tab.execute(words, vec![]).await?.convert()
}

/// A page as a build with packs has it.
fn with_packs(html: &str) -> String {
    html.replacen("</main>", "<div id=\"status--packs\"></div></main>", 1)
}

/// Browsers compute no checksum for a page whose address is no https: what was not checked is said.
#[tokio::test]
async fn without_https_the_status_page_says_that_no_checksum_was_compared() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let address = serve_edited("/hq/", move |path, reply| match path {
        "/hq/status.html" => {
            let html = String::from_utf8(reply.body.clone()).expect("a page");
            Reply { body: with_packs(&html).into_bytes(), ..reply }
        }
        "/hq/status.js" => {
            let none = b"Object.defineProperty(window.crypto,'subtle',{value:undefined});";
            Reply { body: [&none[..], &reply.body].concat(), ..reply }
        }
        _ => packs.edit("on", path, reply),
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}status.html")).await?;
        let packs = packs_part(&tab, "note").await?;
        assert!(packs.contains("正在用的规则包大小都对。校验码在这里不能检查"), "{packs}");
        assert!(packs.contains("网址不是 https 开头的"), "{packs}");
        // The page itself needs none of it.
        tab.goto(&address).await?;
        tab.execute("Object.defineProperty(window.crypto, 'subtle', { value: undefined })", vec![])
            .await?;
        tab.shows("region--clear_river", "清江市").await?;
        crate::packs::has_result(&tab, "clear_river", "33 万元").await
    })
    .await;
}

#[tokio::test]
async fn opened_from_a_folder_the_status_page_checks_the_packs_there() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let (folder, other) = (copied(&packs), copied(&packs));
    for copy in [&folder, &other] {
        let status = copy.path().join("status.html");
        let html = std::fs::read_to_string(&status).expect("the page");
        std::fs::write(&status, with_packs(&html)).expect("it is written");
    }
    in_browser(async move |tab| {
        tab.goto(format!("file://{}", folder.path().join("status.html").display())).await?;
        let packs = packs_part(&tab, "good").await?;
        assert!(packs.contains("个规则包都取了一遍，大小、校验码都对。"), "{packs}");
        // A file that is missing there is named. In a folder of its own: WebKit keeps a script of a
        // folder in memory when the page is loaded anew.
        std::fs::remove_file(
            other.path().join("packs").join(format!("{}.js", Packs::default().name("clear_river"))),
        )
        .expect("it was there");
        tab.goto(format!("file://{}", other.path().join("status.html").display())).await?;
        let packs = packs_part(&tab, "wrong").await?;
        assert!(packs.contains("里有 1 个不能用") && packs.contains("清江市"), "{packs}");
        Ok(())
    })
    .await;
}
