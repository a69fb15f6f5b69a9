//! Rules that lie beside the page: other places, and amendments.

use crate::receipts::saved_receipt;
use huiqi_authoring::{Source, read_folder};
use huiqi_browser_tests::{Folder, PROVINCIAL, Page, Reply, in_browser, serve_edited};
use huiqi_publish::{Archive, EditionNote, File, PackFolder, publish};
use huiqi_tests::clear_river;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use thirtyfour::prelude::{By, WebDriverResult};

/// The document of which the award for a provincial title is amended.
pub(crate) const ZAOZHUANG: &str = "zaozhuang-srdi-2022.toml";

pub(crate) type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

struct Published(Files);

impl Archive for Published {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.lock().expect("no test failed").get(name).cloned())
    }
}

impl PackFolder for Published {
    fn names(&self) -> Result<Vec<String>, String> {
        Ok(self.0.lock().expect("no test failed").keys().cloned().collect())
    }

    fn path(&self) -> String {
        "packs".to_owned()
    }
}

/// What an operator publishes into packs/.
#[derive(Clone, Default)]
pub(crate) struct Packs {
    pub(crate) files: Files,
    pub(crate) keys: Vec<[u8; 32]>,
}

impl Packs {
    pub(crate) fn sources() -> Vec<Source> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
        let mut sources = read_folder(&folder).expect("the policy files");
        sources.push(clear_river::source(""));
        sources
    }

    pub(crate) fn publish(&self, sources: &[Source], more: &str) {
        // Each edition has a reason of its own.
        let edition = edition_of(sources);
        let note = format!(
            "day = \"2026-11-21\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\n\
             reason = \"更正 {edition}\"\n{more}"
        );
        let note = EditionNote::read(&note).expect("a note");
        let files = publish(sources, &note, &Published(self.files.clone()), &self.keys)
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut all = self.files.lock().expect("no test failed");
        all.extend(files.into_iter().map(|File { name, bytes }| (name, bytes)));
    }

    /// The answer to a request: packs, and a page that says that there are some.
    pub(crate) fn edit(&self, setting: &str, path: &str, reply: Reply) -> Reply {
        if path.ends_with('/') || path.ends_with("/index.html") && !path.contains("library") {
            let meta = format!("<meta name=\"huiqi-packs\" content=\"{setting}\"><meta charset");
            return reply.with("<meta charset", &meta);
        }
        let Some((_, name)) = path.split_once("/packs/") else { return reply };
        let files = self.files.lock().expect("no test failed");
        match files.get(name) {
            Some(body) => Reply { body: body.clone(), ..Reply::script("") },
            None => Reply::missing(),
        }
    }

    pub(crate) async fn serve(&self, setting: &'static str) -> String {
        let packs = self.clone();
        serve_edited("/", move |path, reply| packs.edit(setting, path, reply)).await
    }

    pub(crate) fn edition(&self) -> String {
        edition_of(&Self::sources())
    }

    pub(crate) fn name(&self, region: &str) -> String {
        huiqi_publish::pack_name(region, &self.edition())
    }

    pub(crate) fn hash(&self, name: &str) -> String {
        huiqi_pack::hash(&self.files.lock().expect("no test failed")[name])
    }

    /// Puts packs/ into a folder.
    pub(crate) fn write(&self, folder: &Path) {
        std::fs::create_dir(folder).expect("a folder");
        for (name, bytes) in self.files.lock().expect("no test failed").iter() {
            std::fs::write(folder.join(name), bytes).expect("it is written");
        }
    }

    pub(crate) fn remove(&self, name: &str) {
        let removed = self.files.lock().expect("no test failed").remove(name);
        assert!(removed.is_some(), "{name} was published");
    }

    pub(crate) fn change(&self, name: &str, change: impl Fn(&mut Vec<u8>)) {
        let mut files = self.files.lock().expect("no test failed");
        change(files.get_mut(name).unwrap_or_else(|| panic!("{name} was published")));
    }

    /// Gives an edition another name in the index, and its packs with it.
    pub(crate) fn rename_edition(&self, from: &str, to: &str) {
        let mut files = self.files.lock().expect("no test failed");
        let all = std::mem::take(&mut *files);
        files.extend(all.into_iter().map(|(name, bytes)| (name.replace(from, to), bytes)));
        drop(files);
        self.change("index.json", |bytes| {
            let text = String::from_utf8(bytes.clone()).expect("a text");
            let edition = |name: &str| format!("\"edition\":\"{name}\"");
            assert!(text.contains(&edition(from)), "{text}");
            *bytes = text.replace(&edition(from), &edition(to)).into_bytes();
        });
    }

    /// Changes a pack, and its hash in the index.
    pub(crate) fn change_listed(&self, name: &str, change: impl Fn(&mut Vec<u8>)) {
        let before = self.hash(name);
        self.change(name, change);
        let after = self.hash(name);
        self.change("index.json", |bytes| {
            let text = String::from_utf8(bytes.clone()).expect("a text");
            *bytes = text.replace(&before, &after).into_bytes();
        });
    }
}

fn edition_of(sources: &[Source]) -> String {
    let regions = sources.iter().find(|one| one.path.ends_with("regions.toml"));
    let text = &regions.expect("regions").text;
    let line = text.lines().find(|line| line.starts_with("edition = ")).expect("an edition");
    line.split('"').nth(1).expect("an edition").to_owned()
}

/// The sources of a later edition, with one text in place of another in one file.
pub(crate) fn amended(
    sources: &[Source],
    edition: &str,
    file: &str,
    from: &str,
    to: &str,
) -> Vec<Source> {
    let mut sources = sources.to_vec();
    for source in &mut sources {
        if source.path.ends_with("regions.toml") {
            let line = source.text.lines().find(|line| line.starts_with("edition = "));
            let line = line.expect("an edition").to_owned();
            source.text = source.text.replacen(&line, &format!("edition = \"{edition}\""), 1);
        }
        if source.path.ends_with(file) {
            assert!(source.text.contains(from), "{file} holds {from}");
            source.text = source.text.replace(from, to);
            // A company states its total with it.
            source.text = source.text.replace("\"14万元\"", "\"19万元\"");
        }
    }
    sources
}

/// The result of a company of a provincial title.
pub(crate) async fn has_result(tab: &Page, region: &str, least: &str) -> WebDriverResult<()> {
    tab.click(&format!("region--{region}")).await?;
    tab.clicks(&PROVINCIAL[..1]).await?;
    tab.click("to-result").await?;
    tab.shows("least", least).await
}

#[tokio::test]
async fn a_city_that_only_a_pack_knows_is_chosen_answered_and_linked() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        let proof = tab
            .execute("return document.querySelector('.sheet__proof').textContent", vec![])
            .await?;
        let rules = huiqi_authoring::rules_hash(&Packs::sources());
        let proof: String = proof.convert()?;
        assert!(proof.contains(&rules), "{proof}");
        // After a refresh the place and its answers are there.
        tab.refresh().await?;
        tab.shows("least", "33 万元").await?;
        // The link opens the same elsewhere.
        tab.click("to-share").await?;
        tab.by_id("link").await?;
        let link: String =
            tab.execute("return document.getElementById('link').value", vec![]).await?.convert()?;
        tab.execute("localStorage.clear(); sessionStorage.clear()", vec![]).await?;
        tab.goto("about:blank").await?;
        tab.goto(&link).await?;
        tab.shows("least", "33 万元").await?;
        // Back to a bundled place, with what was answered.
        tab.goto(format!("{address}#/")).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.click("to-result").await?;
        tab.shows("most", "万元").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn an_amendment_beside_an_open_page_holds_from_the_next_visit_on() {
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
        // What is open stays; the next visit has the amendment.
        tab.shows("least", "33 万元").await?;
        tab.refresh().await?;
        tab.shows("least", "44 万元").await?;
        tab.shows("app", "规则已更新到 2027.01").await
    })
    .await;
}

#[tokio::test]
async fn an_amendment_of_a_bundled_place_takes_the_place_of_what_is_bundled() {
    let packs = Packs::default();
    let first = Packs::sources();
    let amended = amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元");
    packs.publish(&amended, "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "15 万元").await
    })
    .await;
}

#[tokio::test]
async fn what_an_amendment_changed_is_said_of_an_older_link_and_an_older_receipt() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let address = packs.serve("on").await;
    let edition = packs.edition();
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        tab.click("to-share").await?;
        tab.by_id("link").await?;
        let link: String =
            tab.execute("return document.getElementById('link').value", vec![]).await?.convert()?;
        let receipt = saved_receipt(&tab).await?;
        let second = amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "25万元");
        packs.publish(&second, "");
        tab.execute("localStorage.clear(); sessionStorage.clear()", vec![]).await?;
        tab.goto("about:blank").await?;
        tab.goto(&link).await?;
        tab.shows("least", "25 万元").await?;
        tab.click("to-receipt").await?;
        tab.arrives("#/receipt").await?;
        // Why: both rules were asked, and the clause is named.
        tab.shows("older-link", "两边都重新算过").await?;
        tab.shows("older-link", "三“省级奖励”，当时：33 万元；现在：25 万元。").await?;
        let folder = Folder::create();
        let file = folder.file("receipt.json", receipt.as_bytes());
        tab.by_id("receipt").await?.send_keys(file).await?;
        let own = format!("用当时的规则（版本 {edition}）重新算过，和凭据写的一样。");
        tab.shows("replay", &own).await?;
        tab.shows("replay", "三“省级奖励”，当时：33 万元；现在：25 万元。").await?;
        let forged = folder.file("forged.json", receipt.replace("330000", "990000").as_bytes());
        tab.by_id("receipt").await?.send_keys(forged).await?;
        tab.shows("replay", "凭据可能被改过").await?;
        tab.shows("replay", "三“省级奖励”，当时：33 万元；现在：25 万元。").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn a_place_of_a_pack_is_preset_by_a_portal() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let edit = packs.clone();
    let address = serve_edited("/", move |path, reply| match path {
        "/host.html" => Reply::page(
            "<!doctype html><script src=embed.js></script>\
             <huiqi-calculator region=clear_river></huiqi-calculator>",
        ),
        _ => edit.edit("on", path, reply),
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}host.html")).await?;
        let frame = tab.find(By::Css("iframe")).await?;
        frame.enter_frame().await?;
        tab.clicks(&PROVINCIAL[..1]).await?;
        tab.click("to-result").await?;
        tab.shows("least", "33 万元").await
    })
    .await;
}
