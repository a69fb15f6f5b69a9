//! Rules that lie beside a page without a server: in a folder, and inside the page that is one
//! file.

use crate::packs::{Packs, amended, has_result};
use huiqi_browser_tests::{Folder, dist, in_browser};
use std::path::PathBuf;

/// The page in a folder of its own, with packs beside it.
pub(crate) fn copied(packs: &Packs) -> Folder {
    let folder = Folder::create();
    let from = dist();
    let status = folder.command("cp").arg("-r").arg(from.join(".")).arg(folder.path()).status();
    assert!(status.is_ok_and(|status| status.success()), "dist is copied");
    let index = folder.path().join("index.html");
    let html = std::fs::read_to_string(&index).expect("the page");
    let meta = "<meta name=\"huiqi-packs\" content=\"on\"><meta charset";
    std::fs::write(&index, html.replacen("<meta charset", meta, 1)).expect("it is written");
    packs.write(&folder.path().join("packs"));
    folder
}

/// Puts the page of a folder into one file.
fn in_one_file(folder: &Folder) -> PathBuf {
    let single = folder.path().join("one.html");
    let status = folder
        .command("cargo")
        .args(["run", "--quiet", "--release", "--package", "huiqi-release", "--", "single"])
        .args([folder.path(), &single])
        .current_dir(dist().join(".."))
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the one file is written");
    single
}

#[tokio::test]
async fn from_a_folder_and_in_one_file_packs_are_there_too() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let folder = copied(&packs);
    let single = in_one_file(&folder);
    let alone = Folder::create();
    let one = alone.file("one.html", &std::fs::read(&single).expect("the one file"));
    in_browser(async move |tab| {
        for page in
            [format!("file://{}/index.html", folder.path().display()), format!("file://{one}")]
        {
            tab.goto(&page).await?;
            tab.shows("region--clear_river", "清江市").await?;
            has_result(&tab, "clear_river", "33 万元").await?;
            tab.execute("localStorage.clear(); sessionStorage.clear()", vec![]).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_one_file_lists_the_editions_that_are_inside() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "44万元"), "");
    let folder = copied(&packs);
    // As a build with packs writes it.
    let editions = folder.path().join("library/editions.html");
    let html = std::fs::read_to_string(&editions).expect("the page");
    let part = "<section class=\"section\" id=\"part--built\"";
    assert!(html.contains(part));
    let listed = format!("<div id=\"page--editions\"></div>{part}");
    std::fs::write(&editions, html.replacen(part, &listed, 1)).expect("it is written");
    let single = in_one_file(&folder);
    let alone = Folder::create();
    let one = alone.file("one.html", &std::fs::read(&single).expect("the one file"));
    in_browser(async move |tab| {
        tab.goto(format!("file://{one}")).await?;
        tab.shows("region--clear_river", "清江市").await?;
        tab.click("to-library").await?;
        tab.arrives("#/library").await?;
        tab.follow("a[href='library/index.html']").await?;
        tab.until("document.querySelector('iframe') !== null").await?;
        tab.enter_frame(0).await?;
        let link = "document.querySelector('.acts-line a[href=\"editions.html\"]')";
        tab.until(&format!("{link} !== null")).await?;
        tab.execute(format!("const link = {link}; setTimeout(() => link.click())"), vec![]).await?;
        tab.enter_default_frame().await?;
        let held = "document.querySelector('iframe') !== null";
        tab.until(held).await?;
        tab.enter_frame(0).await?;
        tab.shows("edition--2027.01", "清江市奖励办法").await?;
        tab.shows("edition--2027.01", "更正").await?;
        tab.until("document.querySelectorAll('#page--editions .item').length === 2").await?;
        // The rules that the page has built in are listed below.
        tab.shows("part--built", "收录的文件").await
    })
    .await;
}
