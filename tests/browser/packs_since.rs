//! What is published while a page is open.

use crate::packs::{Packs, amended, has_result};
use huiqi_browser_tests::in_browser;

#[tokio::test]
async fn an_edition_that_is_published_meanwhile_is_said_and_opened_where_it_is_wanted() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        let second = amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "44万元");
        packs.publish(&second, "");
        tab.execute("dispatchEvent(new Event('online'))", vec![]).await?;
        tab.shows("opened", "清江市的规则已更新到 2027.01：更正 2027.01。这里还按").await?;
        // Nothing changes under the finger.
        tab.shows("least", "33 万元").await?;
        tab.click("renew").await?;
        tab.shows("least", "44 万元").await?;
        tab.until("document.getElementById('opened') === null").await
    })
    .await;
}
