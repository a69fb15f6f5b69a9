//! The library's first page: search, documents, and every entry.

use super::html::{day, link, part};
use super::validity;
use crate::escape::escaped;
use huiqi_policies::coverage::counts;
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::entries::{Entry, entries, regions};

/// Returns the page's body. The script searches this list as it is; without it the list is all
/// there is.
pub(super) fn body(set: &PolicySet) -> String {
    let entries = entries(set);
    let search = "<form class=\"search\" id=\"page--search\" role=\"search\" hidden>\n\
        <label class=\"search__label\" for=\"page--query\">搜索全部文件</label>\n\
        <input class=\"search__field\" id=\"page--query\" type=\"search\" autocomplete=\"off\" \
        aria-describedby=\"page--hint\" enterkeyhint=\"search\">\n\
        <p class=\"small\" id=\"page--hint\">可以写事项、部门或条款，几个词用空格隔开。</p>\n</form>\n\
        <p class=\"found\" id=\"page--found\" role=\"status\" data-none=\"没有找到。可以少写几个字、换个说法，或者只写部门、\
        条款。\"></p>\n\
        <noscript><p class=\"note note--box\">浏览器没有启用脚本，不能搜索。全部内容列在下面，可以用浏览器自带的“查找”功能。</p>\
        </noscript>\n";
    let documents: String = set.policies.iter().map(|policy| document(set, policy)).collect();
    let documents = format!("<ul class=\"list\">\n{documents}</ul>\n");
    let more = "<p class=\"acts-line\"><a href=\"readings.html\">有两种理解的条款</a>\
        <a href=\"coverage.html\">收录情况</a></p>\n";
    let all: String = entries.iter().map(entry).collect();
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

/// Returns one entry; the script reads its texts, which hold no tags.
fn entry(entry: &Entry) -> String {
    let fragment =
        if entry.anchor.is_empty() { String::new() } else { format!("#{}", entry.anchor) };
    let lines: String =
        entry.text.lines().map(|line| format!("\n<span>{}</span>", escaped(line))).collect();
    format!(
        "<li>{}{lines}</li>\n",
        link(&format!("{}.html{fragment}", entry.document), &entry.title)
    )
}
