//! The parts that all pages of the library have: head, masthead, foot.

use crate::escape::escaped;
use crate::site::Site;
use huiqi_sitting::wording::CALCULATOR;

/// Where a page is in the folder, so how it reaches the calculator's folder and the library's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// The library's own first page.
    Index,
    /// Another page of the library.
    Within,
    /// Beside the calculator: what a server shows for an unknown address.
    Missing,
    /// Beside the calculator: the page for operators.
    Status,
}

impl Location {
    fn calculator(self) -> &'static str {
        match self {
            Self::Index | Self::Within => "../",
            Self::Missing | Self::Status => "",
        }
    }

    fn library(self) -> &'static str {
        match self {
            Self::Index | Self::Within => "",
            Self::Missing | Self::Status => "library/",
        }
    }

    fn current(self) -> &'static str {
        match self {
            Self::Index => " aria-current=\"page\"",
            Self::Within => " aria-current=\"true\"",
            Self::Missing | Self::Status => "",
        }
    }
}

/// One page before its frame: the texts are text, the body is HTML.
pub(super) struct Content<'t> {
    pub(super) location: Location,
    pub(super) title: &'t str,
    pub(super) description: &'t str,
    /// What the foot says of the rules, as HTML.
    pub(super) rules: &'t str,
    pub(super) body: String,
}

/// Returns the whole page.
pub(super) fn page(stylesheets: &[&str], site: &Site, content: &Content<'_>) -> String {
    let location = content.location;
    let head = head(stylesheets, site, content);
    let top = top(location, site);
    let foot = format!("{}{}", foot(content), site.foot());
    let body = &content.body;
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\" translate=\"no\">\n{head}<body>\n{PATTERNS}{top}\
         <main class=\"wrap main\" id=\"page--main\" tabindex=\"-1\">\n{}{body}</main>\n\
         {foot}</body>\n</html>\n",
        unknown_anchor(location)
    )
}

/// Returns what the script shows where the address names an anchor that is not on the page.
fn unknown_anchor(location: Location) -> String {
    match location {
        Location::Missing | Location::Status => String::new(),
        Location::Index | Location::Within => {
            "<p class=\"note note--box note--care\" id=\"page--lost\" role=\"status\" hidden>\
             <span>没有找到这一条，可能已改版。\
            请到<a href=\"index.html\">文件库</a>搜索。</span></p>\n"
                .to_owned()
        }
    }
}

fn head(stylesheets: &[&str], site: &Site, content: &Content<'_>) -> String {
    let (calculator, library) = (content.location.calculator(), content.location.library());
    format!(
        "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\">\n\
         <meta name=\"renderer\" content=\"webkit\">\n<meta name=\"force-rendering\" \
         content=\"webkit\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'self'{}; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'\">\n<meta name=\"description\" content=\"{}\">\n\
         <title>{} - {}</title>\n\
         {}<link rel=\"stylesheet\" href=\"{library}library.css\">\n\
         <link rel=\"icon\" href=\"{calculator}icon.svg\" type=\"image/svg+xml\">\n\
         {}<script src=\"{library}library.js\"></script>\n{}</head>\n",
        checks(content.location, site),
        escaped(content.description),
        escaped(content.title),
        escaped(&site.title),
        stylesheets
            .iter()
            .map(|sheet| format!(
                "<link rel=\"stylesheet\" href=\"{calculator}{}\">\n",
                escaped(sheet)
            ))
            .collect::<String>(),
        lost(content.location),
        settings(content.location),
    )
}

/// Returns what the status page may do besides, where it checks signatures: they are checked by a
/// module, as in the calculator.
const fn checks(location: Location, site: &Site) -> &'static str {
    match location {
        Location::Status if !site.pack_keys.is_empty() => {
            if site.unsafe_eval {
                " 'wasm-unsafe-eval' 'unsafe-eval'"
            } else {
                " 'wasm-unsafe-eval'"
            }
        }
        Location::Status | Location::Index | Location::Within | Location::Missing => "",
    }
}

/// Returns the scripts of a page that a server shows below any address: lost.js says why.
fn lost(location: Location) -> String {
    /// So many folders above an address are looked into.
    const DEEPEST: usize = 7;
    let script =
        |above: usize| format!("<script src=\"{}lost.js\"></script>\n", "../".repeat(above));
    match location {
        Location::Missing => (0..=DEEPEST).map(script).collect(),
        Location::Index | Location::Within | Location::Status => String::new(),
    }
}

/// Returns the script that reads site.json at each visit; lost.js loads it where no address is
/// right.
const fn settings(location: Location) -> &'static str {
    match location {
        Location::Missing => "",
        Location::Index | Location::Within => "<script src=\"../site.js\" async></script>\n",
        Location::Status => {
            "<script src=\"site.js\" async></script>\n<script src=\"status.js\"></script>\n"
        }
    }
}

/// A pattern and an icon that pages draw with.
pub(super) const PATTERNS: &str = "<svg class=\"defs\" aria-hidden=\"true\" focusable=\"false\">\
    <pattern id=\"pattern--may\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
    patternTransform=\"rotate(45)\">\
    <rect width=\"6\" height=\"6\" class=\"bar-paper\"/><rect width=\"2.5\" height=\"6\" \
    class=\"bar-sure\"/></pattern>\
    <symbol id=\"icon--care\" viewBox=\"0 0 24 24\"><path d=\"M12 4 2.800 20h18.400zM12 \
    10v4.500M12 17v.2\"/></symbol></svg>\n";

fn top(location: Location, site: &Site) -> String {
    let (calculator, library) = (location.calculator(), location.library());
    format!(
        "<a class=\"skip\" href=\"#page--main\">跳到正文</a>\n<header class=\"top screen-only\">\
         <div class=\"wrap top__in\">\n\
         <a class=\"brand\" href=\"{calculator}index.html\"><svg class=\"brand__mark\" viewBox=\"0 \
         0 32 32\" aria-hidden=\"true\">\
         <rect width=\"32\" height=\"32\"/><path class=\"brand__bars\" d=\"M6 22h5v4H6zM13.500 \
         15h5v11h-5zM21 6h5v20h-5z\"/></svg>\
         <b>{}</b><span>{CALCULATOR}</span></a>\n<nav class=\"nav\" aria-label=\"栏目\">\
         <a href=\"{calculator}index.html\">测算</a><a href=\"{library}index.html\"{}>文件库</a>\
         <a href=\"{calculator}index.html#/portfolio\">批量</a>\
         <a href=\"{calculator}index.html#/compare\">比较</a>\
         <a href=\"{calculator}index.html#/cases\">案例</a></nav>\n\
         <button class=\"mode\" id=\"page--large\" type=\"button\" aria-pressed=\"false\" \
         hidden>长辈版</button>\n</div></header>\n",
        escaped(&site.title),
        location.current()
    )
}

fn foot(content: &Content<'_>) -> String {
    let library = content.location.library();
    format!(
        "<footer class=\"foot\"><div class=\"wrap foot__in\">\n<div><p>条款用本站的话转述，以文件原文为准。</p>\
         <p>测算结果仅供参考，以主管部门审核为准。</p></div>\n<div><p>{}</p>\
         <p class=\"foot__links screen-only\"><a href=\"{library}readings.html\">有两种理解的条款</a>\
         <a href=\"{library}coverage.html\">收录情况</a>\
         <a href=\"{library}editions.html\">版次</a>\
         <a href=\"{library}licences.html\">开源许可</a></p></div>\n\
         </div></footer>\n",
        content.rules
    )
}
