//! Pieces of HTML. Every text of the tables goes through [`escaped`].

use crate::escape::escaped;
use huiqi_rules::day::date_text;
use huiqi_sitting::wording::{date, rules::ConditionLine};
use time::Date;

/// Returns a link; the words are text.
pub(super) fn link(address: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(address), escaped(words))
}

/// Returns the visible link to an anchor on the same page.
pub(super) fn here(anchor: &str, name: &str) -> String {
    format!(
        "<a class=\"here\" href=\"#{}\" aria-label=\"本条链接：{}\">本条链接</a>",
        escaped(anchor),
        escaped(name)
    )
}

/// Returns a clause beside a name.
pub(super) fn chip(clause: &str) -> String {
    format!("<span class=\"chip\">{}</span>", escaped(clause))
}

/// Returns a day that machines can read.
pub(super) fn day(day: Date) -> String {
    format!("<time datetime=\"{}\">{}</time>", date_text(day), date(day))
}

/// Returns a day whose age the script adds.
pub(super) fn aged(day: Date) -> String {
    format!("<time datetime=\"{}\" data-age>{}</time>", date_text(day), date(day))
}

/// Returns a row of a list of facts; what it says is HTML.
pub(super) fn fact(name: &str, says: &str) -> String {
    format!("<div><dt>{}</dt><dd>{says}</dd></div>\n", escaped(name))
}

/// Returns a part of a page with its heading; the id is its anchor.
pub(super) fn part(id: &str, heading: &str, body: &str) -> String {
    format!(
        "<section class=\"section\" id=\"{id}\">\n<h2 class=\"section__h\">{}</h2>\n\
         {body}</section>\n",
        escaped(heading)
    )
}

/// Returns a notice that asks for care.
pub(super) fn care(text: &str) -> String {
    format!(
        "<p class=\"note note--box note--care\"><svg class=\"icon\" aria-hidden=\"true\">\
         <use href=\"#icon--care\"/></svg><span>{}</span></p>\n",
        escaped(text)
    )
}

/// Items of HTML as a list with dashes.
pub(super) fn plain(items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<ul class=\"plain\">\n{items}</ul>\n")
}

/// Returns a condition as lists in lists.
pub(super) fn nested(lines: &[ConditionLine]) -> String {
    let mut html = String::from("<ul class=\"asks\">");
    let mut depth = 0;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 && line.depth > depth {
            html.push_str("<ul>");
        } else if index > 0 {
            html.push_str("</li>");
            (line.depth..depth).for_each(|_| html.push_str("</ul></li>"));
        }
        html.push_str("<li>");
        html.push_str(&escaped(&line.text));
        depth = line.depth;
    }
    (0..depth).for_each(|_| html.push_str("</li></ul>"));
    html.push_str("</li></ul>");
    html
}

/// Returns a table whose rows turn into cards on phones. The first cell of a row names it; cells
/// are HTML. Cards lose the meaning that a table has by itself, so it is said by roles.
pub(super) fn table(caption: &str, headings: &[&str], rows: &[Vec<String>]) -> String {
    let head: String = headings
        .iter()
        .map(|name| format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escaped(name)))
        .collect();
    let row = |cells: &Vec<String>| {
        let first = cells.first().map_or(String::new(), |name| {
            format!("<th scope=\"row\" role=\"rowheader\">{name}</th>")
        });
        let rest = cells.iter().zip(headings).skip(1);
        let rest: String = rest
            .map(|(cell, name)| {
                format!("<td role=\"cell\" data-label=\"{}\">{cell}</td>", escaped(name))
            })
            .collect();
        format!("<tr role=\"row\">{first}{rest}</tr>\n")
    };
    let body: String = rows.iter().map(row).collect();
    format!(
        "<table class=\"rows stack\" role=\"table\">\n<caption class=\"hide\">{}</caption>\n\
         <thead role=\"rowgroup\"><tr role=\"row\">{head}</tr></thead>\n\
         <tbody role=\"rowgroup\">\n{body}</tbody>\n</table>\n",
        escaped(caption)
    )
}

#[cfg(test)]
mod tests {
    use super::{escaped, nested};
    use huiqi_sitting::wording::rules::ConditionLine;

    #[test]
    fn every_sign_that_means_something_in_html_is_escaped() {
        assert_eq!(escaped("<b>&\"'"), "&lt;b&gt;&amp;&quot;&#39;");
    }

    #[test]
    fn lists_nest_as_deep_as_the_lines_and_close_again() {
        let lines = [(0, "a"), (1, "b"), (2, "c"), (0, "d")]
            .map(|(depth, text)| ConditionLine { depth, text: text.to_owned() });
        let expected =
            "<ul class=\"asks\"><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>";
        assert_eq!(nested(&lines), expected);
        let deep = [(0, "a"), (1, "b")]
            .map(|(depth, text)| ConditionLine { depth, text: text.to_owned() });
        assert_eq!(nested(&deep), "<ul class=\"asks\"><li>a<ul><li>b</li></ul></li></ul>");
    }
}
