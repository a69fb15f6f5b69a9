//! The library's pages hold everything of every document once, link to nothing that is not there,
//! and load nothing from elsewhere.

mod search;

use crate::made_up::set as with_made_up;
use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_library::library::{Built, File, Library, files, list};
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use huiqi_policies::coverage::{Counts, counts, totals};
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::entries::{CLAIMED_ELSEWHERE, own};
use huiqi_sitting::wording::rules;
use std::collections::BTreeMap;

fn site() -> Site {
    Site::read(r#"{ "title": "惠企" }"#, &huiqi_policies::POLICIES)
        .expect("the least that a portal says")
}

fn pages(set: &'static PolicySet) -> BTreeMap<String, String> {
    let built = Built { rules: "0123456789abcdef", note: None, commit: "unknown" };
    files(&Library::bundled(set), &["style-0123.css", "result.css"], &site(), &built)
        .into_iter()
        .map(|File { path, html }| (path, html))
        .collect()
}

/// The values of an attribute, in order, as they are written.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    html.split(&format!(" {attribute}=\""))
        .skip(1)
        .map(|rest| rest.split('"').next().expect("split gives one"))
        .collect()
}

fn page_of<'p>(pages: &'p BTreeMap<String, String>, policy: &Policy) -> &'p str {
    &pages[&format!("library/{}.html", policy.id)]
}

/// Every item's anchor with its words on the page.
fn items(set: &PolicySet, policy: &'static Policy) -> Vec<(String, &'static str)> {
    let mut items: Vec<(String, &str)> = Vec::new();
    items.extend(policy.awards.iter().map(|award| (own(award.id).to_owned(), award.name)));
    items.extend(policy.supports.iter().map(|support| (own(support.id).to_owned(), support.name)));
    let unpriced = policy.supports.iter().flat_map(|support| support.unpriced);
    items.extend(unpriced.map(|item| (format!("unpriced--{}", own(item.id)), item.what)));
    items.extend(policy.goals.iter().map(|goal| (format!("goal--{}", own(goal.id)), goal.what)));
    items.extend(
        policy
            .readings
            .iter()
            .map(|reading| (format!("reading--{}", own(reading.id)), reading.other)),
    );
    items.extend(
        policy.highest_only.iter().map(|rule| (format!("limit--{}", own(rule.id)), rule.name)),
    );
    items.extend(policy.limits.iter().map(|rule| (format!("limit--{}", own(rule.id)), rule.name)));
    items.extend(
        policy
            .claimed_elsewhere
            .iter()
            .map(|rule| (CLAIMED_ELSEWHERE.to_owned(), set.question(rule.question).short)),
    );
    items
}

/// A text as a page has it: no line of it ends between a sum and its unit.
fn escaped(text: &str) -> String {
    huiqi_sitting::wording::unbroken(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[test]
fn everything_of_every_document_is_on_its_page_once() {
    for set in [&POLICIES, with_made_up()] {
        let pages = pages(set);
        for policy in set.policies {
            let html = page_of(&pages, policy);
            let ids = values(html, "id");
            for (anchor, words) in items(set, policy) {
                assert_eq!(
                    ids.iter().filter(|id| **id == anchor).count(),
                    1,
                    "{}: {anchor}",
                    policy.id
                );
                let (_, after) =
                    html.split_once(&format!(" id=\"{anchor}\"")).expect("the anchor is there");
                let here = after.find("class=\"here\"").expect("every item has its link");
                assert!(
                    after[..here].contains(&escaped(words)),
                    "{}: {anchor} says {words}",
                    policy.id
                );
                assert!(
                    after[here..].starts_with(&format!("class=\"here\" href=\"#{anchor}\"")),
                    "{}: {anchor} links to itself",
                    policy.id
                );
            }
            for award in policy.awards {
                let (_, after) = html
                    .split_once(&format!("<article class=\"item\" id=\"{}\"", own(award.id)))
                    .expect("an article");
                let article = after.split("</article>").next().expect("split gives one");
                let asked = rules::conditions(set, &award.terms).into_iter().map(|line| line.text);
                let payers = award.payers.iter().chain(award.notes).map(|text| (*text).to_owned());
                let facts = [
                    award.summary,
                    award.clause,
                    award.quota.unwrap_or_default(),
                    award.paid_by.unwrap_or_default(),
                ]
                .map(str::to_owned);
                let paid = [rules::amount(set, policy, &award.terms)];
                for text in asked
                    .chain(payers)
                    .chain(facts)
                    .chain(paid)
                    .chain(rules::silence(set, &award.terms))
                {
                    assert!(article.contains(&escaped(&text)), "{}: {text}", award.id);
                }
            }
        }
    }
}

#[test]
fn who_pays_is_said_beside_the_departments_where_the_document_says_it() {
    let pages = pages(with_made_up());
    let policies = with_made_up().policies;
    let policy =
        policies.iter().find(|policy| policy.id == "river-city-2030").expect("it is there");
    let html = page_of(&pages, policy);
    assert_eq!(html.matches("由谁出钱").count(), 1);
    let (_, after) = html.split_once("由谁出钱").expect("it is there");
    let (before, _) = html.split_once("由谁出钱").expect("it is there");
    assert!(after.starts_with("</dt><dd>河湾市财政</dd>"));
    let article = before.rfind("<article").expect("it is in an article");
    assert!(before[article..].contains("id=\"won-middle\""));
}

#[test]
fn a_document_says_all_its_facts_and_what_it_lacks() {
    let pages = pages(&POLICIES);
    for policy in POLICIES.policies {
        let html = page_of(&pages, policy);
        for fact in [
            policy.title,
            policy.short_title,
            policy.issuer,
            policy.enquiries,
            policy.validity_note,
        ] {
            assert!(html.contains(&escaped(fact)), "{}: {fact}", policy.id);
        }
        assert_eq!(html.contains("文件上没有文号"), policy.number.is_none(), "{}", policy.id);
        assert_eq!(
            html.contains("没有写明有效期</dd>"),
            policy.valid_to.is_none(),
            "{}",
            policy.id
        );
        let had_ended = policy.valid_to.is_some_and(|last| last < policy.checked_on);
        assert_eq!(html.contains("核对时已到期"), had_ended, "{}", policy.id);
        // The calculator begins in the place of the document.
        for region in policy.regions {
            let begin = format!("href=\"../index.html#/where_and_when?region={region}\"");
            assert!(html.contains(&begin), "{}: {region}", policy.id);
        }
        for reading in policy.readings {
            let place = match policy.regions {
                [region] => format!("region={region}&amp;"),
                _ => String::new(),
            };
            let other = format!("../index.html#/result?{place}other={}", reading.id);
            assert!(
                html.contains(&other) && pages["library/readings.html"].contains(&other),
                "{}",
                reading.id
            );
        }
    }
}

/// A page's address seen from another page: the folder is one deep at most.
fn resolved(from: &str, address: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let plain =
        address.strip_prefix("../").map_or_else(|| [folder, "/"].concat() + address, str::to_owned);
    plain.trim_start_matches('/').to_owned()
}

/// The addresses of the documents' texts, as a page writes them: all that leads elsewhere.
fn sources_of(set: &PolicySet) -> Vec<String> {
    set.policies.iter().filter_map(|policy| policy.source_url.map(escaped)).collect()
}

/// Returns how many scripts a page loads: the library's, and the one that reads site.json. The page
/// that a server shows below any address has in place of that lost.js from eight folders, since it
/// cannot know how deep that address is.
fn scripts(path: &str) -> usize {
    match path {
        "404.html" => 1 + 8,
        "status.html" => 3,
        _ => 2,
    }
}

#[test]
fn every_link_leads_somewhere() {
    let beside = [
        "index.html",
        "style-0123.css",
        "result.css",
        "icon.svg",
        "site.js",
        "status.js",
        "library/library.css",
        "library/library.js",
    ];
    for set in [&POLICIES, with_made_up()] {
        let pages = pages(set);
        for (path, html) in &pages {
            let mut ids = values(html, "id");
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{path} gives an id twice");
            for address in values(html, "href").into_iter().chain(values(html, "src")) {
                if address.starts_with("../index.html#/") || address.starts_with("index.html#/") {
                    continue;
                }
                if sources_of(set).contains(&address.to_owned()) {
                    continue;
                }
                let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
                let target = if file.is_empty() { path.clone() } else { resolved(path, file) };
                let above = address.trim_start_matches("../") == "lost.js" && path == "404.html";
                if (beside.contains(&target.as_str()) && anchor.is_empty()) || above {
                    continue;
                }
                let there =
                    pages.get(&target).unwrap_or_else(|| panic!("{path}: {address}: no such page"));
                assert!(
                    anchor.is_empty() || values(there, "id").contains(&anchor),
                    "{path}: {address}: no such anchor"
                );
            }
            let labels = values(html, "for").into_iter().chain(values(html, "aria-describedby"));
            labels.for_each(|id| assert!(values(html, "id").contains(&id), "{path}: {id}"));
        }
        let shell = list(set);
        values(&shell, "href")
            .into_iter()
            .for_each(|address| assert!(pages.contains_key(address), "{address}"));
        assert_eq!(values(&shell, "href").len(), set.policies.len());
    }
}

#[test]
fn pages_hold_no_style_no_script_of_their_own_and_nothing_from_elsewhere() {
    for (path, html) in pages(with_made_up()) {
        // The texts of licences hold addresses, as text alone.
        let (before, rest) = html.split_once("<pre ").unwrap_or((&html, ""));
        let (texts, after) = rest.rsplit_once("</pre>").unwrap_or_default();
        let mut tags = texts.split('<').skip(1).filter(|tag| !tag.starts_with("/pre>"));
        assert!(tags.all(|tag| tag.starts_with("pre class=\"licences\"")), "{path}");
        let html = sources_of(with_made_up())
            .iter()
            .fold(format!("{before}{after}"), |html, source| html.replace(source, ""));
        assert!(
            !html.contains(" style=") && !html.contains(" on") && !html.contains("<style"),
            "{path}"
        );
        assert_eq!(html.matches("<script").count(), scripts(&path), "{path}");
        assert!(html.contains("library.js\"></script>"), "{path}");
        assert!(
            !html.contains("http:")
                && !html.contains("https:")
                && !html.contains("\"//")
                && !html.contains("url(http"),
            "{path}"
        );
        assert!(
            html.contains("<html lang=\"zh-CN\" translate=\"no\">")
                && html.contains("Content-Security-Policy"),
            "{path}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        for tag in [
            "section", "article", "div", "ul", "li", "dl", "dd", "p", "a", "table", "tr", "td",
            "svg", "span", "aside", "nav", "h2", "h3",
        ] {
            let opened = html.matches(&format!("<{tag} ")).count()
                + html.matches(&format!("<{tag}>")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{path}: {tag}");
        }
    }
}

#[test]
fn only_the_address_of_the_source_is_absolute_and_texts_are_escaped() {
    let hostile = "<script>&'\\\"";
    let text = include_str!("../made_up/river-city-2030.toml")
        .replace(
            "title = \"河湾市样例办法\"",
            &format!("title = \"{hostile}\"\nsource_url = \"https://example.org/?a=1&b=2\""),
        )
        .replace("short_title = \"河湾市样例\"", &format!("short_title = \"短{hostile}\""))
        .replace("other = \"乙\"", &format!("other = \"乙{hostile}\""));
    // Every other kind of text: names, departments, options, questions, clauses, notes, quotas,
    // reasons.
    let texts = [
        "中级奖励",
        "样例服务",
        "样例局",
        "称号",
        "梯级",
        "甲",
        "样例目标",
        "样例补助",
        "没有写金额",
        "是目标",
        "样例。",
        "每年3家",
        "河湾市样例办公室",
    ];
    let texts = texts.into_iter().chain([
        "河湾市",
        "金",
        "就高",
        "八",
        "三",
        "十",
        "十一",
        "九",
        "高级奖励",
    ]);
    let text = texts.fold(text, |text, word| {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
        text.replace(&format!("\"{word}\""), &format!("\"{word}{hostile}\""))
    });
    let sources: Vec<Source> = shipped::all_sources()
        .into_iter()
        .chain([Source { path: "river-city-2030.toml".to_owned(), text }])
        .collect();
    let set = load(&sources).unwrap_or_else(|problems| panic!("{}", problems[0])).set;
    let pages = pages(set);
    for (path, html) in &pages {
        assert_eq!(html.matches("<script").count(), scripts(path), "{path}");
        assert!(!html.contains("&'") && !html.contains("&\""), "{path}");
        let absolute = values(html, "href").into_iter().filter(|address| address.contains("://"));
        absolute.for_each(|address| {
            assert!(sources_of(set).contains(&address.to_owned()), "{path}: {address}");
        });
    }
    let river = set
        .policies
        .iter()
        .find(|policy| policy.id == "river-city-2030")
        .expect("the made-up document");
    assert!(page_of(&pages, river).contains("<dd>&lt;script&gt;&amp;&#39;&quot;</dd>"));
    assert!(page_of(&pages, river).contains("href=\"https://example.org/?a=1&amp;b=2\""));
    assert!(list(set).contains("&lt;script&gt;"));
}

/// Tables counted in the files as they are written.
fn written(header: &str) -> usize {
    let header = format!("[[{header}]]");
    shipped::sources()
        .iter()
        .flat_map(|source| source.text.lines())
        .filter(|line| line.trim() == header)
        .count()
}

#[test]
fn coverage_counts_what_the_files_hold() {
    let shipped: Vec<Counts> = shipped::policies().map(counts).collect();
    let sum = |of: fn(&Counts) -> usize| shipped.iter().map(of).sum::<usize>();
    let found = [
        sum(|all| all.awards),
        sum(|all| all.supports),
        sum(|all| all.unpriced),
        sum(|all| all.goals),
        sum(|all| all.readings),
        sum(|all| all.examples),
    ];
    assert_eq!(
        found,
        ["awards", "supports", "supports.unpriced", "goals", "readings", "awards.examples"]
            .map(written)
    );
    // The shipped documents of this edition, counted by hand.
    assert_eq!(found, [24, 93, 36, 10, 12, 147]);
    let all = totals(&POLICIES);
    let html = &pages(&POLICIES)["library/coverage.html"];
    let (_, sum) = html.split_once(">合计</th>").expect("a row of sums");
    let cells: Vec<&str> =
        sum.split("</tr>").next().expect("a row").split("role=\"cell\"").skip(1).collect();
    let numbers: Vec<usize> = cells
        .iter()
        .filter_map(|cell| cell.split('>').nth(1)?.split('<').next()?.parse().ok())
        .collect();
    assert_eq!(numbers, all.all());
    assert_eq!(html.matches("data-age").count(), POLICIES.policies.len() + 1);
    assert_eq!(
        POLICIES.policies.iter().map(|policy| counts(policy).clauses).sum::<usize>(),
        all.clauses
    );
}
