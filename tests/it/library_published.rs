//! The library with what was published beside the page: places that only packs know, amendments,
//! editions; and the same pages read in the calculator.

use crate::shipped;
use huiqi_authoring::{Source, load, rules_hash};
use huiqi_library::library::{Built, EditionWords, File as Page, Library, files, in_calculator};
use huiqi_library::library::{PublishedRules, read_here, readings_here};
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use huiqi_publish::{
    Archive, EditionNote, File, INDEX, Index, PackArchive, PackFolder, edition_words, pack_name,
    public_key, publish, published,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A made-up city with one award.
const CITY: &str = huiqi_tests::clear_river::DOCUMENT;
const RULES: &str = "0123456789abcdef";
const ZAOZHUANG: &str = "zaozhuang-srdi-2022";
/// Its short title.
const TITLE: &str = "枣庄市“专精特新”培育方案";

/// packs/ in memory.
#[derive(Default)]
struct Packs(RefCell<BTreeMap<String, Vec<u8>>>);

impl Archive for Packs {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.borrow().get(name).cloned())
    }
}

impl PackFolder for Packs {
    fn names(&self) -> Result<Vec<String>, String> {
        Ok(self.0.borrow().keys().cloned().collect())
    }

    fn path(&self) -> String {
        "packs".to_owned()
    }
}

impl Packs {
    fn publish(&self, sources: &[Source], edition: &str, more: &str, keys: &[[u8; 32]]) {
        let note = EditionNote::read(&format!(
            "day = \"2030-06-01\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\n\
             reason = \"更正<{edition}>\"\n{more}"
        ));
        let sources = of_edition(sources, edition);
        let files = publish(&sources, &note.expect("a note"), self, keys)
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        for File { name, bytes } in files {
            self.0.borrow_mut().insert(name, bytes);
        }
    }

    /// The pages of a site with these packs.
    fn pages(&self) -> BTreeMap<String, String> {
        let found = published(self, &[], &POLICIES, RULES).expect("sound packs");
        let library = Library::bundled(&POLICIES).with_published(&found.rules, found.editions);
        pages(&library, None)
    }

    fn index(&self) -> Index {
        Index::read(&self.0.borrow()[INDEX]).expect("an index")
    }
}

fn pages(library: &Library, note: Option<&EditionWords>) -> BTreeMap<String, String> {
    let site = r#"{ "title": "惠企", "packs": true }"#;
    let site = Site::read(site, &POLICIES).expect("settings");
    let built = Built { rules: RULES, note, commit: "unknown" };
    let all = files(library, &["style.css", "result.css"], &site, &built);
    all.into_iter().map(|Page { path, html }| (path, html)).collect()
}

fn of_edition(sources: &[Source], edition: &str) -> Vec<Source> {
    let head = shipped::set().edition;
    let from = format!("edition = \"{head}\"");
    changed(sources, "regions.toml", &from, &format!("edition = \"{edition}\""))
}

/// The sources with 15 万 for a provincial title of 枣庄, and so in the total of its first company.
fn provincial_brings_15(sources: &[Source]) -> Vec<Source> {
    let file = "zaozhuang-srdi-2022.toml";
    let changed_awards = changed(sources, file, "10万元", "15万元");
    changed(&changed_awards, file, "\"14万元\"", "\"19万元\"")
}

/// The sources with every text `from` of one file changed.
fn changed(sources: &[Source], file: &str, from: &str, to: &str) -> Vec<Source> {
    let mut sources = sources.to_vec();
    let source = sources.iter_mut().find(|one| one.path.ends_with(file)).expect("the file");
    assert!(source.text.contains(from), "{file} holds {from}");
    source.text = source.text.replace(from, to);
    sources
}

fn with_city() -> Vec<Source> {
    let city = Source { path: "clear-river-2026.toml".to_owned(), text: CITY.to_owned() };
    shipped::sources().into_iter().chain([city]).collect()
}

/// What an article of 版次 says, by the words before it.
fn said<'p>(page: &'p str, edition: &str, name: &str) -> &'p str {
    let (_, article) = page.split_once(&format!("id=\"edition--{edition}\"")).expect("an edition");
    let (_, fact) = article.split_once(&format!("<dt>{name}</dt><dd>")).expect("a fact");
    fact.split("</dd>").next().expect("split gives one")
}

#[test]
fn a_city_that_only_a_pack_knows_is_in_the_library_as_a_bundled_one_is() {
    let packs = Packs::default();
    packs.publish(&with_city(), "2030.01", "", &[]);
    let pages = packs.pages();
    let page = &pages["library/clear-river-2026.html"];
    for words in ["清江市奖励办法", "33\u{a0}万元", "清江市工信局", "2030.01（2030年6月1日公布）"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("href=\"../index.html#/where_and_when?region=clear_river\""));
    assert!(page.contains("用这份文件测算"));
    let index = &pages["library/index.html"];
    let documents = POLICIES.policies.len() + 1;
    assert!(index.contains(&format!("收录 {documents} 份文件")));
    assert!(index.contains("<option value=\"clear_river\">清江市</option>"));
    assert!(index.contains("<a href=\"clear-river-2026.html#provincial\">省级奖励</a>"));
    assert!(pages["library/coverage.html"].contains("清江市奖励办法"));
    // Examples are not published: they are not said to be none.
    let (_, row) = pages["library/coverage.html"]
        .split_once("id=\"part--counts\"")
        .and_then(|(_, rest)| rest.split_once("清江市奖励办法"))
        .expect("a row");
    assert!(row.split("</tr>").next().expect("split gives one").contains("—"));
    // Nothing leads nowhere.
    for (path, html) in pages.iter().filter(|(path, _)| path.starts_with("library/")) {
        for address in html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            if !file.ends_with(".html") || file.starts_with("..") || file.contains("://") {
                continue;
            }
            let there = pages.get(&format!("library/{file}"));
            let there = there.unwrap_or_else(|| panic!("{path}: {address}"));
            let id = format!(" id=\"{anchor}\"");
            assert!(anchor.is_empty() || there.contains(&id), "{path}: {address}");
        }
    }
}

#[test]
fn an_amendment_takes_the_place_of_the_bundled_document() {
    let packs = Packs::default();
    let amended = provincial_brings_15(&shipped::sources());
    packs.publish(&amended, "2030.01", "", &[]);
    let path = format!("library/{ZAOZHUANG}.html");
    let bundled = pages(&Library::bundled(&POLICIES), None);
    assert!(!bundled[&path].contains("15\u{a0}万元") && bundled[&path].contains("10\u{a0}万元"));
    let pages = packs.pages();
    assert!(pages[&path].contains("15\u{a0}万元") && !pages[&path].contains("10\u{a0}万元"));
    assert_eq!(pages["library/index.html"].matches("zaozhuang-srdi-2022.html\"").count(), 2);
    // The script compares with what is published later.
    assert!(pages[&path].contains("data-has=\"zaozhuang@2030.01\""));
    assert!(bundled[&path].contains(&format!("data-has=\"zaozhuang@{RULES}\"")));
}

#[test]
fn packs_of_the_bundled_rules_change_no_document() {
    let packs = Packs::default();
    packs.publish(&shipped::sources(), shipped::set().edition, "", &[]);
    let rules = rules_hash(&shipped::sources());
    let found = published(&packs, &[], &POLICIES, &rules).expect("sound packs");
    assert!(found.rules.is_empty());
    let library = Library::bundled(&POLICIES).with_published(&found.rules, found.editions);
    let (with, without) = (pages(&library, None), pages(&Library::bundled(&POLICIES), None));
    for (path, html) in &without {
        assert_eq!(with[path] == *html, path != "library/editions.html", "{path}");
    }
}

#[test]
fn packs_that_are_older_than_the_page_change_no_bundled_document() {
    let packs = Packs::default();
    let older = provincial_brings_15(&with_city());
    packs.publish(&older, "2030.01", "", &[]);
    // A page that was built later.
    let later = load(&of_edition(&shipped::sources(), "2031.01")).expect("documents").set;
    let found = published(&packs, &[], later, RULES).expect("sound packs");
    let library = Library::bundled(later).with_published(&found.rules, found.editions);
    let pages = pages(&library, None);
    assert!(!pages[&format!("library/{ZAOZHUANG}.html")].contains("15\u{a0}万元"));
    assert!(pages.contains_key("library/clear-river-2026.html"), "the page has no rules of it");
}

#[test]
fn a_document_of_several_packs_is_one_with_all_its_places() {
    let more = CITY
        .replace("regions = [\"clear_river\"]", "regions = [\"clear_river\", \"clear_lake\"]")
        .replacen(
            "[[awards]]",
            "[[new_regions]]\nid = \"clear_lake\"\nname = \"清湖市\"\nhint = \"虚构的地方\"\n\n\
             [[awards]]",
            1,
        );
    let mut sources = with_city();
    sources.last_mut().expect("the city").text = more;
    let packs = Packs::default();
    packs.publish(&sources, "2030.01", "", &[]);
    let pages = packs.pages();
    let page = &pages["library/clear-river-2026.html"];
    assert!(page.contains("<dt>适用地区</dt><dd>清江市、清湖市</dd>"));
    assert!(page.contains("按清江市测算") && page.contains("按清湖市测算"));
    let index = &pages["library/index.html"];
    assert_eq!(index.matches("<a href=\"clear-river-2026.html\">").count(), 2);
    assert!(index.contains("data-place=\"clear_river clear_lake\""));
    assert!(index.contains("，清江市、清湖市</span>"));
}

#[test]
fn a_document_that_a_published_place_no_longer_has_is_not_shown() {
    let mut sources = shipped::sources();
    sources.retain(|source| !source.path.contains("jincheng"));
    let packs = Packs::default();
    packs.publish(&sources, "2030.01", "", &[]);
    let pages = packs.pages();
    let jincheng = shipped::policies().find(|policy| policy.id.contains("jincheng"));
    let jincheng = jincheng.expect("it is shipped");
    assert!(!pages.contains_key(&format!("library/{}.html", jincheng.id)));
    for (path, html) in &pages {
        assert!(!html.contains(&format!("{}.html", jincheng.id)), "{path}");
    }
    assert!(pages["library/editions.html"].contains(jincheng.short_title), "of what was built");
}

#[test]
fn each_edition_says_which_documents_it_changed_why_and_by_whom() {
    let packs = Packs::default();
    let first = with_city();
    packs.publish(&first, "2030.01", "", &[]);
    let amended = provincial_brings_15(&first);
    packs.publish(&amended, "2030.02", "", &[]);
    let recalled = "[[recalled]]\nedition = \"2030.02\"\nwhy = \"抄错了<b>\"\n";
    packs.publish(&first, "2030.03", recalled, &[]);
    let all = packs.index().editions;
    assert_eq!(all[0].documents.len(), 6, "everything is new in the first one");
    assert_eq!((all[1].documents.as_slice(), all[1].more_documents), (&[TITLE.to_owned()][..], 0));
    let page = &packs.pages()["library/editions.html"];
    assert_eq!(said(page, "2030.02", "文件"), TITLE);
    assert_eq!(said(page, "2030.02", "地区"), "枣庄市");
    assert_eq!(said(page, "2030.02", "改了什么"), "更正&lt;2030.02&gt;");
    assert_eq!(said(page, "2030.02", "编写"), "政策科");
    assert_eq!(said(page, "2030.02", "核对"), "法规科");
    assert!(said(page, "2030.02", "公布日期").contains("2030年6月1日"));
    assert!(page.contains("已撤回，不再使用：抄错了&lt;b&gt;"));
    let (newest, older) = page.split_once("id=\"edition--2030.02\"").expect("an edition");
    assert!(newest.contains("<span class=\"tag\">最新</span>") && !older.contains("最新"));
    assert!(older.contains("<span class=\"tag\">已撤回</span>"));
    // An index that names no documents, as earlier versions wrote it: the packs do.
    let mut index = packs.index();
    index.editions[1].documents.clear();
    packs.0.borrow_mut().insert(INDEX.to_owned(), index.text().into_bytes());
    assert_eq!(said(&packs.pages()["library/editions.html"], "2030.02", "文件"), TITLE);
}

#[test]
fn an_edition_of_very_many_documents_names_some_and_says_how_many() {
    let mut sources = with_city();
    for number in 0..20 {
        let text = CITY
            .replace("id = \"clear-river-2026\"", &format!("id = \"river-{number}\""))
            .replace("clear_river", &format!("river_{number}"))
            .replace(
                "清江市",
                &format!("清江{}市", char::from_u32(0x4e00 + number).expect("a letter")),
            );
        sources.push(Source { path: format!("river-{number}.toml"), text });
    }
    let packs = Packs::default();
    packs.publish(&sources, "2030.01", "", &[]);
    let own = &packs.index().editions[0];
    assert_eq!((own.documents.len(), own.more_documents), (12, 14));
    let page = &packs.pages()["library/editions.html"];
    assert!(said(page, "2030.01", "文件").ends_with("等 26 份文件"));
}

#[test]
fn what_the_page_refuses_is_refused() {
    let packs = Packs::default();
    packs.publish(&with_city(), "2030.01", "", &[[9; 32]]);
    let hex = |secret: &[u8; 32]| {
        public_key(secret).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let of = |keys: &[String]| published(&packs, keys, &POLICIES, RULES);
    assert!(of(&[hex(&[9; 32])]).is_ok());
    let unsigned = of(&[hex(&[7; 32])]).expect_err("refused");
    assert!(unsigned.english.contains("was not signed with a key of the page"), "{unsigned}");
    let name = pack_name("clear_river", "2030.01");
    let cut = packs.0.borrow()[&name][..300].to_vec();
    packs.0.borrow_mut().insert(name.clone(), cut);
    let refused = of(&[]).expect_err("refused");
    assert!(
        refused.english.contains(&name)
            && refused.english.contains("not the file that the index names")
    );
    packs.0.borrow_mut().remove(&name);
    assert!(of(&[]).expect_err("refused").english.contains("is missing"));
    packs.0.borrow_mut().remove(INDEX);
    let missing = of(&[]).expect_err("refused");
    assert!(missing.english.contains("packs/index.json is missing"));
    assert_eq!(missing.chinese, "没有 packs/index.json；公布过的文件都要在");
}

#[test]
fn what_is_said_of_the_bundled_edition_is_shown_as_text() {
    let note = edition_words(
        "day = \"2026-12-01\"\nauthor = \"政策<科>\"\nreviewer = \"法规科\"\nreason = \"更正展位费\"\n\
         [[recalled]]\nedition = \"2026.11\"\nwhy = \"抄错了<b>\"\n",
    )
    .expect("a note");
    let page = &pages(&Library::bundled(&POLICIES), Some(&note))["library/editions.html"];
    for words in [
        "<dt>公布日期</dt><dd><time datetime=\"2026-12-01\">2026年12月1日</time></dd>",
        "<dt>改了什么</dt><dd>更正展位费</dd>",
        "<dt>编写</dt><dd>政策&lt;科&gt;</dd>",
        "<dt>核对</dt><dd>法规科</dd>",
        "版次 2026.11 已撤回，不再使用：抄错了&lt;b&gt;",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(edition_words("day = \"soon\"\n").is_err());
    let without = &pages(&Library::bundled(&POLICIES), None)["library/editions.html"];
    assert!(without.contains("这一版没有写说明"));
}

#[test]
fn a_document_that_is_read_in_the_calculator_links_within_it() {
    let packs = Packs::default();
    packs.publish(&shipped::sources(), "2030.01", "", &[]);
    let found = published(&packs, &[], &POLICIES, RULES).expect("sound packs");
    let has = |rules: &&PublishedRules| rules.set.policies.iter().any(|one| one.id == ZAOZHUANG);
    let rules = *found.rules.iter().find(has).expect("the place");
    let library = Library::published(rules);
    let root = "#/library/zaozhuang";
    let body = read_here(&library, ZAOZHUANG, None).expect("the document");
    let here = in_calculator(&body, root, ZAOZHUANG);
    for address in here.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let is_icon = address.starts_with("#icon--") || address.starts_with("#pattern--");
        let is_own = address == root
            || address.starts_with(&format!("{root}/{ZAOZHUANG}/"))
            || address.starts_with(&format!("{root}/readings/"))
            || address.starts_with("#/result?region=zaozhuang&other=")
            || address.starts_with("#/result?region=zaozhuang&amp;other=")
            || address == "#/where_and_when?region=zaozhuang";
        assert!(is_own || is_icon || address.starts_with("https://"), "{address}");
    }
    assert!(here.contains("href=\"#/library/zaozhuang/zaozhuang-srdi-2022/booth-fee\""));
    // What it draws with comes with it: the calculator has names of its own.
    let is_name = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let names = here.split('#').map(|rest| rest.chars().take_while(is_name).collect::<String>());
    let drawn: BTreeSet<String> =
        names.filter(|name| name.starts_with("icon--") || name.starts_with("pattern--")).collect();
    assert!(drawn.len() > 1, "{drawn:?}");
    for name in drawn {
        assert_eq!(here.matches(&format!("id=\"{name}\"")).count(), 1, "{name}");
    }
    assert!(read_here(&library, "nothing", None).is_none());
    // The site's own address of a document comes before the one in its file.
    let own = "https://www.example.gov.cn/36.html";
    let source = |body: &str| body.split("id=\"page--source\"").nth(1).map(str::to_owned);
    let address =
        |body: &str| source(body).is_some_and(|rest| rest.contains(&format!("href=\"{own}\"")));
    assert!(!address(&body));
    assert!(address(&read_here(&library, ZAOZHUANG, Some(own)).expect("the document")));
    let register = in_calculator(&readings_here(&library), root, "readings");
    assert!(register.contains("href=\"#/library/zaozhuang/zaozhuang-srdi-2022/reading--"));
    assert!(register.contains("href=\"#/library/zaozhuang/readings/zaozhuang-srdi-2022--"));
}

#[test]
fn an_archive_gives_the_very_pack_that_a_receipt_names() {
    let packs = Packs::default();
    packs.publish(&with_city(), "2030.01", "", &[]);
    let archive = PackArchive::open(&packs, "ours", &[]).expect("an index");
    let rules = packs.index().editions[0].rules.clone();
    let (path, bytes) = archive.of_receipt("clear_river", "2030.01", &rules).expect("its pack");
    assert_eq!(path, "ours/clear_river-2030.01.huiqi");
    assert_eq!(bytes, packs.0.borrow()[&pack_name("clear_river", "2030.01")]);
    let refused = |place: &str, edition: &str, rules: &str| {
        archive.of_receipt(place, edition, rules).expect_err("refused")
    };
    let place = refused("mars", "2030.01", &rules);
    assert!(
        place.english.contains("place mars; its places: ") && place.english.contains("zaozhuang")
    );
    assert!(place.chinese.starts_with("ours 里没有凭据那个地方（mars）的规则包"), "{place:?}");
    let edition = refused("clear_river", "2030.02", &rules);
    assert!(edition.english.ends_with("its editions: 2030.01"), "{edition}");
    let others = refused("clear_river", "2030.01", "0123456789abcdef");
    assert!(others.english.contains("over other rules: their hash is "), "{others}");
    assert!(others.chinese.contains(&rules) && others.chinese.contains("0123456789abcdef"));
    // A place that has no document has no pack.
    let none = refused("elsewhere", "2030.01", &rules);
    assert!(none.english.contains("its editions: ") || none.english.contains("place elsewhere"));
}
