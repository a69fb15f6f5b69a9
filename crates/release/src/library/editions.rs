//! 版次: which rules the page has, since when, what changed and why, by whom, checked by whom.

use super::html::{aged, care, day, fact, link, part, table};
use super::{Built, validity};
use crate::escape::escaped;
use crate::site::Site;
use huiqi_publish::EditionNote;
use huiqi_rules::policy::PolicySet;

/// Returns the page's body. What was published beside the page is added by the script, which is the
/// only one that can know of it.
pub(super) fn body(set: &PolicySet, site: &Site, built: &Built<'_>) -> String {
    let lead = "<h1 class=\"title\">版次</h1>\n<p class=\"lead\">规则改过，就有新的版次：什么时候公布，\
        改了什么、为什么，谁编写、谁核对。公布过的版次不删除，一直查得到。</p>\n";
    let published = if site.packs { published() } else { String::new() };
    lead.to_owned() + &published + &part("part--built", "页面自带的规则", &own(set, built))
}

fn published() -> String {
    let body = "<div id=\"page--editions\" role=\"status\"><p class=\"note note--box\">\
        正在取，请稍候。</p></div>\n<noscript><p class=\"note note--box\">浏览器没有启用脚本，看不到陆续公布的版次。\
        </p></noscript>\n";
    part("part--published", "陆续公布的版次", body)
}

fn own(set: &PolicySet, built: &Built<'_>) -> String {
    let mut facts = fact("版次", &escaped(set.edition));
    match built.note {
        Some(note) => facts.push_str(&said(note)),
        None => facts.push_str(&fact("说明", "这一版没有写说明")),
    }
    facts.push_str(&fact("规则校验码", &escaped(built.rules)));
    let recalled = built.note.map_or(&[][..], |note| note.recalled.as_slice()).iter();
    let recalled: String = recalled
        .map(|one| care(&format!("版次 {} 已撤回，不再使用：{}", one.edition, one.why)))
        .collect();
    let rows = set.policies.iter().map(|policy| {
        vec![
            link(&format!("{}.html", policy.id), policy.short_title),
            escaped(policy.issuer),
            escaped(&validity::words(policy)),
            aged(policy.checked_on),
        ]
    });
    let headings = ["文件", "印发机关", "有效期", "核对日期"];
    format!(
        "<dl class=\"doc\">\n{facts}</dl>\n{recalled}<h3 class=\"kind\">收录的文件</h3>\n{}",
        table("这一版收录的文件", &headings, &rows.collect::<Vec<_>>())
    )
}

fn said(note: &EditionNote) -> String {
    [
        fact("公布日期", &day(note.day)),
        fact("改了什么", &escaped(&note.reason)),
        fact("编写", &escaped(&note.author)),
        fact("核对", &escaped(&note.reviewer)),
    ]
    .concat()
}
