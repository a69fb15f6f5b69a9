//! The library's first page: search, documents, and every entry.

use super::html::{day, link, part};
use super::validity;
use crate::escape::escaped;
use huiqi_policies::coverage::counts;
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::entries::{Entry, EntryKind, entries, places, regions};
use huiqi_sitting::lookup::known_words;
use serde_json::json;

/// Returns the page's body. The script searches this list as it is; without it the list is all
/// there is.
pub(super) fn body(set: &PolicySet) -> String {
    let entries = entries(set);
    let search = format!(
        "<form class=\"search\" id=\"page--search\" role=\"search\" hidden>\n\
        <label class=\"search__label\" for=\"page--query\">搜索全部文件</label>\n\
        <input class=\"search__field\" id=\"page--query\" type=\"search\" autocomplete=\"off\" \
        aria-describedby=\"page--hint\" enterkeyhint=\"search\">\n\
        <p class=\"small\" id=\"page--hint\">平常的说法也可以，如“展会补贴”。几个词用空格隔开。</p>\n\
        <div class=\"search__by\">{}{}</div>\n</form>\n\
        <p class=\"found\" id=\"page--found\" role=\"status\" data-none=\"没有找到。可以换个说法，\
        或者只写部门、条款；选过地区、类别的，改成全部再试。\"></p>\n\
        <noscript><p class=\"note note--box\">浏览器没有启用脚本，不能搜索。全部内容列在下面，可以用浏览器自带的“查找”功能。</p>\
        </noscript>\n{}",
        choice("place", "地区", &places_to_choose(set)),
        choice("kind", "类别", &EntryKind::ALL.map(|kind| (kind.id(), kind.word()))),
        words(set)
    );
    let documents: String = set.policies.iter().map(|policy| document(set, policy)).collect();
    let documents = format!("<ul class=\"list\">\n{documents}</ul>\n");
    let more = "<p class=\"acts-line\"><a href=\"readings.html\">有两种理解的条款</a>\
        <a href=\"coverage.html\">收录情况</a><a href=\"editions.html\">版次</a></p>\n";
    let all: String = entries.iter().map(|one| entry(set, one)).collect();
    let all = format!("<ul class=\"list entries\" id=\"page--entries\">\n{all}</ul>\n");
    format!(
        "<h1 class=\"title\">文件库</h1>\n<p class=\"lead\">收录 {} 份文件，共 {} 条内容，每一条都能查到出处。</p>\n\
         {search}{}{}",
        set.policies.len(),
        entries.len(),
        part("page--documents", "收录的文件", &(documents + more)),
        part("part--entries", "全部内容", &all)
    )
}

fn document(set: &PolicySet, policy: &Policy) -> String {
    let counts = counts(policy);
    let facts = [policy.number.unwrap_or("没有文号"), policy.issuer].map(escaped);
    format!(
        "<li><h3 class=\"list__name\">{}</h3><p>{}</p><p class=\"small\">{}，{}，{}</p>\
         <p class=\"small\">{}。适用：{}</p>\
         <p class=\"small\">奖补 {} 项，扶持 {} 项，两种理解 {} 处，没有计入 {} 项</p></li>\n",
        link(&format!("{}.html", policy.id), policy.short_title),
        escaped(policy.title),
        facts[0],
        facts[1],
        day(policy.issued_on),
        escaped(&validity::sentence(policy)),
        escaped(&regions(set, policy).join("、")),
        counts.awards,
        counts.supports,
        counts.readings,
        counts.unpriced + counts.goals
    )
}

/// Returns the regions in which a document holds.
fn places_to_choose(set: &PolicySet) -> Vec<(&'static str, &'static str)> {
    let holds = |id: &&str| set.policies.iter().any(|policy| policy.regions.contains(id));
    set.regions.iter().filter(|region| holds(&region.id)).map(|one| (one.id, one.name)).collect()
}

/// Returns a choice of one thing or all.
fn choice(id: &str, label: &str, options: &[(&str, &str)]) -> String {
    let options: String = options
        .iter()
        .map(|(id, name)| format!("<option value=\"{id}\">{}</option>", escaped(name)))
        .collect();
    format!(
        "<label class=\"search__choice\" for=\"page--{id}\">{label}\
         <select class=\"search__select\" id=\"page--{id}\"><option value=\"\">全部{label}</option>\
         {options}</select></label>"
    )
}

/// Returns what the script searches besides the texts of the page.
fn words(set: &PolicySet) -> String {
    let known: Vec<_> = known_words(set).into_iter().map(|one| (one.word, one.says)).collect();
    let places: serde_json::Map<_, _> = set
        .policies
        .iter()
        .map(|policy| (policy.id.to_owned(), json!(places(set, policy))))
        .collect();
    let data = json!({ "known": known, "places": places }).to_string();
    format!("<div id=\"page--words\" data-words=\"{}\" hidden></div>\n", escaped(&data))
}

/// Returns one entry; the script reads its texts, which hold no tags.
fn entry(set: &PolicySet, entry: &Entry) -> String {
    let fragment =
        if entry.anchor.is_empty() { String::new() } else { format!("#{}", entry.anchor) };
    let lines: String =
        entry.text.lines().map(|line| format!("\n<span>{}</span>", escaped(line))).collect();
    let policy = set.policies.iter().find(|policy| policy.id == entry.document);
    let regions = policy.map_or_else(String::new, |policy| policy.regions.join(" "));
    format!(
        "<li data-document=\"{}\" data-kind=\"{}\" data-place=\"{}\" \
         data-also=\"{}\">{}{lines}</li>\n",
        escaped(entry.document),
        entry.kind.id(),
        escaped(&regions),
        escaped(&entry.also),
        link(&format!("{}.html{fragment}", entry.document), &entry.title)
    )
}
