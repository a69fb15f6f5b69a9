//! What is loaded, when it was checked, and what is known but not counted.

use super::html::{aged, link, part, table};
use super::shelf::{Document, Library};
use super::supports::not_counted_links;
use super::validity;
use crate::escape::escaped;
use huiqi_policies::coverage::counts;

const KINDS: [&str; 7] = ["奖补", "扶持", "未计入", "目标", "两种理解", "条款", "算例"];

/// Returns the page's body.
pub(super) fn body(library: &Library) -> String {
    let all = || library.documents.iter().map(|document| document.policy);
    let checked = all().map(|policy| policy.checked_on);
    let checked =
        checked.min().map_or(String::new(), |first| format!("，最早一份在{}核对", aged(first)));
    let lead = format!(
        "<h1 class=\"title\">收录情况</h1>\n<p class=\"lead\">规则版本 {}{checked}。收录了 {} 份文件，下面列出每份收了多少、\
         什么时候核对、还有什么没有计入。</p>\n",
        escaped(library.bundled.edition),
        library.documents.len()
    );
    let dates = all().map(|policy| {
        let name = link(&format!("{}.html", policy.id), policy.short_title);
        vec![name, aged(policy.checked_on), escaped(&validity::words(policy))]
    });
    let dates =
        table("核对日期和有效期", &["文件", "核对日期", "有效期"], &dates.collect::<Vec<_>>());
    let row = |name: String, counts: [Option<usize>; KINDS.len()]| {
        let counts = counts.map(|count| count.map_or("—".to_owned(), |count| count.to_string()));
        [name].into_iter().chain(counts).collect::<Vec<_>>()
    };
    let rows = library.documents.iter().map(|document| {
        let policy = document.policy;
        row(link(&format!("{}.html", policy.id), policy.short_title), counted(document))
    });
    let totals = library.documents.iter().map(counted).fold([Some(0); KINDS.len()], |sum, one| {
        // What is not known of one is not known of all.
        std::array::from_fn(|kind| Some(sum[kind]? + one[kind]?))
    });
    let rows: Vec<Vec<String>> = rows.chain([row("合计".to_owned(), totals)]).collect();
    let is_published = |document: &Document| document.published_on.is_some();
    let more = if library.documents.iter().any(is_published) {
        "“—”表示算例没有和规则包一起公布。"
    } else {
        ""
    };
    let headings: Vec<&str> = ["文件"].into_iter().chain(KINDS).collect();
    let numbers = format!(
        "<p class=\"section__p\">“算例”是核对用的例子，每次发布前逐个验算。{more}</p>\n<div class=\"counts\">\n{}\
         </div>\n",
        table("每份文件收录的数量", &headings, &rows)
    );
    let known = all().map(|policy| {
        let list = not_counted_links(policy);
        format!("<h3 class=\"kind\">{}</h3>\n{list}", escaped(policy.short_title))
    });
    let known =
        "<p class=\"section__p\">文件里写到、但算不出金额，或者企业不能直接申领的内容。</p>\n"
            .to_owned()
            + &known.collect::<String>();
    lead + &part("part--checked", "核对日期", &dates)
        + &part("part--counts", "收录数量", &numbers)
        + &part("part--known", "知道但没有计入的", &known)
}

/// Returns how much of each kind a document has; a pack holds no examples.
fn counted(document: &Document) -> [Option<usize>; KINDS.len()] {
    let mut all = counts(document.policy).all().map(Some);
    if document.published_on.is_some() {
        all[KINDS.len() - 1] = None;
    }
    all
}
