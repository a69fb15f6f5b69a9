//! The documents of a place whose rules were published beside the page: found, listed and read as
//! the plain pages of the library have them.

use super::element::{Element, el, plain};
use super::frame::{body, headline};
use super::view::WholeView;
use crate::model::facts::heading;
use crate::model::library::{LibraryAction, READINGS, root};
use crate::model::questions::HEADING;
use huiqi_library::library::{Library, PublishedRules, in_calculator, read_here, readings_here};
use huiqi_sitting::entries::Entry;
use huiqi_sitting::lookup::{nearest, search};
use huiqi_sitting::wording;
use yew::prelude::{AttrValue, Html};

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>) -> Html {
    let own = &view.whole.library;
    match (own.place.region.as_str(), own.rules()) {
        ("", _) => places(view),
        (region, Some(rules)) if own.place.page.is_empty() => documents(view, region, rules),
        (region, Some(rules)) => document(view, region, rules),
        (region, None) => waiting(view, region),
    }
}

/// Draws the way to the plain pages of the library.
fn plain_pages() -> Element {
    el("p", "acts-line")
        .child(plain("a").set("href", "library/index.html").text("全部收录的文件"))
        .child(plain("a").set("href", "library/editions.html").text("版次"))
}

fn name_of(view: &WholeView<'_>, region: &str) -> String {
    // Where the index cannot be read, the rules in use know their own places.
    let own = || view.session.set().regions.iter().find(|own| own.id == region);
    let place = view.whole.places.all().iter().find(|place| place.id == region);
    let name = place.map(|place| place.name.as_str()).or_else(|| own().map(|own| own.name));
    name.unwrap_or("这个地方").to_owned()
}

/// Draws the places that have published rules; those that are not here yet are fetched once they
/// are opened.
fn places(view: &WholeView<'_>) -> Html {
    let all = view.whole.packs.published();
    let one = |(id, name, since): &(String, String, String)| {
        let link = plain("a").set("href", root(id)).text(name.clone());
        plain("li")
            .key(id)
            .child(el("p", "list__name").child(link))
            .child(el("p", "small").text(since.clone()))
    };
    let lead = if all.is_empty() {
        "这里没有后来公布的文件。"
    } else {
        "下面地区的规则是后来公布的，点开可以看文件、搜索和测算。"
    };
    body("wrap main")
        .child(headline(heading(view.session)))
        .child(el("p", "lead").text(lead))
        .child(el("ul", "list").list(all.iter().map(one).collect()))
        .child(el("p", "small").text("别的地区的文件，还有这些地区以前的文件，在这里："))
        .child(plain_pages())
        .html()
}

/// Draws that the documents of a place are on their way, or why they are not here.
fn waiting(view: &WholeView<'_>, region: &str) -> Html {
    let refused = &view.whole.library.refused;
    let name = name_of(view, region);
    let (class, words) = if refused.is_empty() {
        ("note note--box", format!("正在取{name}的文件……"))
    } else {
        ("note note--box note--care", format!("{name}：{refused}"))
    };
    body("wrap main")
        .child(headline(heading(view.session)))
        .child(
            plain("div")
                .id("library-state")
                .set("role", "status")
                .child(el("p", class).text(words)),
        )
        .child(plain_pages())
        .html()
}

fn documents(view: &WholeView<'_>, region: &str, rules: PublishedRules) -> Html {
    let (set, typed) = (rules.set, view.whole.library.typed.as_str());
    let name = name_of(view, region);
    let field = el("div", "field")
        .child(plain("label").set("for", "library-query").text(format!("搜索{name}的文件")))
        .child(
            plain("input")
                .id("library-query")
                .set("type", "search")
                .set("autocomplete", "off")
                .value(typed.to_owned())
                .typed(view, LibraryAction::Typed),
        );
    let (said, list) = if typed.trim().is_empty() {
        let one = |policy: &huiqi_rules::policy::Policy| {
            let link = plain("a")
                .set("href", format!("{}/{}", root(region), policy.id))
                .text(policy.short_title);
            let issued = wording::date(policy.issued_on);
            plain("li")
                .key(policy.id)
                .child(el("h2", "list__name").child(link))
                .child(plain("p").text(policy.title))
                .child(el("p", "small").text(format!("{}，{issued}", policy.issuer)))
        };
        (String::new(), set.policies.iter().map(one).collect())
    } else {
        found(region, rules, typed)
    };
    let readings = set.policies.iter().any(|policy| !policy.readings.is_empty()).then(|| {
        let address = format!("{}/{READINGS}", root(region));
        el("p", "acts-line").child(plain("a").set("href", address).text("有两种理解的条款"))
    });
    let published = wording::date(rules.day);
    body("wrap main")
        .child(headline(heading(view.session)))
        .child(el("p", "lead").text(format!(
            "{name}有 {} 份文件。规则版次 {}，{published}公布。",
            set.policies.len(),
            set.edition
        )))
        .child(field)
        .child(el("p", "small").id("library-found").set("role", "status").text(said))
        .child(el("ul", "list entries").id("library-list").list(list))
        .maybe(readings)
        .child(plain_pages())
        .html()
}

/// Returns what was found, and the words for it.
fn found(region: &str, rules: PublishedRules, typed: &str) -> (String, Vec<Element>) {
    let mut all = search(rules.set, typed);
    let is_near = all.is_empty();
    if is_near {
        all = nearest(rules.set, typed);
    }
    let said = match (all.len(), is_near) {
        (0, _) => "没有找到。可以换个说法再试。".to_owned(),
        (count, true) => format!("没有完全对上的，下面 {count} 处最接近："),
        (count, false) => format!("找到 {count} 处"),
    };
    let one = |entry: &Entry| {
        let between = if entry.anchor.is_empty() { "" } else { "/" };
        let address = [&root(region), "/", entry.document, between, &entry.anchor].concat();
        let lines = entry
            .text
            .lines()
            .enumerate()
            .map(|(index, line)| plain("span").key(&index.to_string()).text(line.to_owned()));
        plain("li")
            .key(&address)
            .child(plain("a").set("href", address.clone()).text(entry.title.clone()))
            .list(lines.collect())
    };
    (said, all.iter().map(one).collect())
}

fn document(view: &WholeView<'_>, region: &str, rules: PublishedRules) -> Html {
    let page = view.whole.library.place.page.as_str();
    let library = Library::published(rules);
    let documents = &view.whole.device.documents;
    let own = documents.iter().find(|(id, _)| id == page).map(|(_, address)| address.as_str());
    let html = if page == READINGS {
        Some(readings_here(&library))
    } else {
        read_here(&library, page, own)
    };
    let Some(html) = html else {
        return body("wrap main")
            .child(headline(heading(view.session)))
            .child(el("p", "lead").text("没有找到这份文件，可能已改版。"))
            .child(
                el("p", "acts-line").child(
                    plain("a")
                        .set("href", root(region))
                        .text(format!("{}的文件", name_of(view, region))),
                ),
            )
            .html();
    };
    let html = in_calculator(&html, &root(region), page);
    let read = el("div", "")
        .id(HEADING)
        .set("tabindex", "-1")
        .child(Html::from_html_unchecked(AttrValue::from(html)));
    body("wrap main").child(read).html()
}
