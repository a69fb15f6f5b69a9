//! The status page: what the page is built of, and, by its script, whether what lies beside it is
//! right. For operators; nothing on the page leads there.

use super::Built;
use super::html::{aged, fact, part};
use crate::escape::escaped;
use crate::site::Site;
use huiqi_rules::policy::PolicySet;

/// Returns the page's body.
pub(super) fn body(set: &PolicySet, site: &Site, built: &Built<'_>) -> String {
    let checked = set.policies.iter().map(|policy| policy.checked_on).min();
    let documents = checked.map_or(String::new(), |checked| {
        format!("{} 份，最早一份在{}核对", set.policies.len(), aged(checked))
    });
    let facts = [
        fact("程序版本", &escaped(env!("CARGO_PKG_VERSION"))),
        fact("规则版次", &escaped(set.edition)),
        fact("规则校验码", &escaped(built.rules)),
        fact("构建", &escaped(built.commit)),
        fact("文件", &documents),
    ];
    let keys = site.pack_keys.len();
    let keys = if keys == 0 {
        "没有设置公钥，规则包不检查签名。".to_owned()
    } else {
        format!("设置了 {keys} 个公钥，规则包要有其中一个的签名。")
    };
    let packs = if site.packs {
        format!("<div id=\"status--packs\"></div>\n<p class=\"section__p\">{keys}</p>\n")
    } else {
        "<p class=\"verdict\">没有启用。要启用，请在 site.json 里写 \"packs\": true 再构建。</p>\n"
            .to_owned()
    };
    let beside = |id: &str| format!("<div id=\"status--{id}\"></div>\n");
    [
        "<h1 class=\"title\">运行状态</h1>\n<p class=\"lead\">给运维人员看：这一份页面是什么版本，\
         页面旁边的文件写得对不对。</p>\n<p class=\"verdict verdict--all\" id=\"status--all\" role=\"status\">\
         浏览器没有启用脚本，不能检查旁边的文件。</p>\n"
            .to_owned(),
        part("part--built", "这一份页面", &format!("<dl class=\"doc\">\n{}</dl>\n", facts.concat())),
        part("part--site", "网站设置 site.json", &beside("site")),
        part("part--apply", "申报信息 apply.json", &beside("apply")),
        part("part--packs", "规则包 packs/", &packs),
    ]
    .concat()
}
