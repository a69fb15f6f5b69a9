//! The licences of everything that a visitor is given: our own, and those of the software in it.

use crate::escape::escaped;

/// Our own licence.
const OWN: &str = include_str!("../../../../LICENSE");
/// The others, as `make notices` writes them.
const OTHERS: &str = include_str!("../../../../static/third-party.txt");

/// Returns the page's body.
pub(super) fn body() -> String {
    let part =
        |text: &str| format!("<pre class=\"licences\" lang=\"en\">{}</pre>\n", escaped(text));
    format!(
        "<h1 class=\"title\">开源许可</h1>\n<p class=\"lead\">本站的测算程序按 MIT \
         许可发布。下面先是它的许可，再是其中用到的开源软件和它们的许可。</p>\n{}{}",
        part(OWN),
        part(OTHERS)
    )
}
