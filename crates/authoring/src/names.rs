//! Names that are none: what was probably meant, what is allowed, and where a key belongs.

use super::message::Message;

/// The largest number of ids in one line.
const MOST_NAMED: usize = 10;

/// Ids in one line.
pub(super) fn named(ids: &[&str]) -> String {
    let shown = ids[..ids.len().min(MOST_NAMED)].join(", ");
    match ids.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => format!("{shown} … (+{more})"),
    }
}

/// What a name may be of, in both languages.
const KINDS: [(&str, &str); 21] = [
    ("award", "奖项"),
    ("award or limit", "奖项或限额"),
    ("definition", "名称"),
    ("effort", "难度"),
    ("form", "形式"),
    ("highest_only rule", "就高规则"),
    ("key", "键"),
    ("kind", "种类"),
    ("kind of quotient", "算法"),
    ("kind of support", "支持种类"),
    ("level", "级别"),
    ("mode", "方式"),
    ("option", "选项"),
    ("outcome", "结果"),
    ("question", "题"),
    ("reading", "理解"),
    ("region", "地区"),
    ("rule", "规则"),
    ("section", "小节"),
    ("status", "状态"),
    ("step", "步骤"),
];

/// "no such …", with a suggestion and what is allowed.
pub(super) fn unknown<'a>(
    what: &str,
    found: &str,
    allowed: impl Iterator<Item = &'a str>,
) -> Message {
    let mut allowed: Vec<&str> = allowed.collect();
    allowed.dedup();
    unknown_with(what, nearest(found, &allowed), &allowed)
}

/// Returns the question for the word that was probably meant, in both languages; nothing where
/// nobody knows.
pub(super) fn did_you_mean(found: &str, allowed: &[&str]) -> [String; 2] {
    suggestion(nearest(found, allowed))
}

fn suggestion(near: Option<&str>) -> [String; 2] {
    near.map_or_else(Default::default, |near| {
        [format!("; did you mean `{near}`?"), format!("；是不是 `{near}`？")]
    })
}

fn unknown_with(what: &str, near: Option<&str>, allowed: &[&str]) -> Message {
    let [suggestion, near] = suggestion(near);
    let list = if allowed.is_empty() { "none".to_owned() } else { named(allowed) };
    // Of one question, such as "option of `listings`".
    let (kind, of) = what.split_once(" of `").unwrap_or((what, ""));
    let of = of.trim_end_matches('`');
    let of = if of.is_empty() { String::new() } else { format!("`{of}` ") };
    let chinese = match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((_, chinese)) => format!("{of}{chinese}"),
        None => what.to_owned(),
    };
    let can_be = if allowed.is_empty() { "一个也没有".to_owned() } else { named(allowed) };
    Message {
        english: format!("no such {what}{suggestion} (allowed: {list})"),
        chinese: format!("没有这个{chinese}{near}（可以用：{can_be}）"),
        unknown: Some(what.to_owned()),
    }
}

/// Returns the word that was probably meant: at most half of the letters differ, and three in all;
/// or one of the two words is the beginning of the other.
fn nearest<'a>(found: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let most = (found.chars().count() / 2).min(3);
    let begins = |candidate: &str| {
        most > 0 && (candidate.starts_with(found) || found.starts_with(candidate))
    };
    let beginning = allowed.iter().copied().find(|candidate| begins(candidate));
    beginning.or_else(|| within(most, found, allowed))
}

/// Returns the word that differs the least, in so many letters at the most.
fn within<'a>(most: usize, found: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let distance =
        |candidate: &&'a str| (strsim::damerau_levenshtein(candidate, found), *candidate);
    let nearest = allowed.iter().map(distance).min().filter(|(distance, _)| *distance <= most);
    nearest.map(|(_, near)| near)
}

/// What is written in other words than those of the README.
const OTHER_WORDS: [(&str, &[&str]); 28] = [
    ("amount", &["fixed"]),
    ("awards", &["members"]),
    ("default", &["otherwise"]),
    ("department", &["departments", "payers"]),
    ("departments", &["payers"]),
    ("description", &["summary"]),
    ("else", &["otherwise"]),
    ("end", &["valid_to", "to"]),
    ("equals", &["is"]),
    ("expires", &["valid_to"]),
    ("less_than", &["below"]),
    ("limit", &["cap", "at_most"]),
    ("max", &["cap", "at_most", "most"]),
    ("maximum", &["cap", "at_most", "most"]),
    ("members", &["awards"]),
    ("min", &["at_least", "least"]),
    ("minimum", &["at_least", "least"]),
    ("more_than", &["above"]),
    ("payer", &["payers"]),
    ("percent", &["share"]),
    ("rate", &["share"]),
    ("ratio", &["share"]),
    ("region", &["regions"]),
    ("start", &["valid_from", "from"]),
    ("title", &["name"]),
    ("until", &["valid_to", "to"]),
    ("url", &["source_url"]),
    ("valid_until", &["valid_to"]),
];

/// The words of an amount.
pub(super) const OF_AMOUNT: [&str; 36] = [
    "fixed",
    "up_to",
    "from",
    "graded",
    "grades",
    "share",
    "from_share",
    "match",
    "raised_by",
    "of",
    "of_award",
    "each",
    "times",
    "per",
    "progressive",
    "brackets",
    "steps",
    "by",
    "over",
    "cases",
    "otherwise",
    "cap",
    "cap_by",
    "cap_each",
    "items",
    "ceiling",
    "less",
    "open",
    "sum",
    "lesser",
    "greater",
    "minus",
    "divide",
    "award",
    "figure",
    "if",
];
/// The words of a condition; it begins with one of the first seven.
pub(super) const OF_CONDITION: [&str; 16] = [
    "question", "all", "any", "not", "defined", "met", "paid", "says", "at_least", "one_of",
    "includes", "is", "above", "at_most", "below", "of",
];
/// So many words begin a condition.
pub(super) const BEGIN_A_CONDITION: usize = 7;

/// Keys that belong to one table, and how that table is written.
const BELONGING: [(&str, &[&str]); 11] = [
    (
        "[[awards]]",
        &[
            "payers",
            "paid_by",
            "summary",
            "quota",
            "matter",
            "silent_unless",
            "title_brings",
            "title_later",
            "notes",
            "instalments",
            "amount",
        ],
    ),
    ("[awards.apply]", &["mode", "windows", "telephone", "materials", "before", "status", "apply"]),
    ("[[awards.examples]]", &["outcome", "unanswered", "missing", "examples"]),
    (
        "[[questions]]",
        &[
            "unit",
            "multiple_of",
            "quotient",
            "label",
            "short",
            "help_by_region",
            "proof",
            "also_none",
        ],
    ),
    ("[[new_regions]]", &["counties", "pinyin", "divisions", "within", "hint"]),
    ("[[limits]]", &["members", "rule"]),
    ("[[readings]]", &["followed", "other", "changes"]),
    ("[[supports]]", &["departments", "unpriced"]),
    ("[[moves]]", &["advice", "effort", "sets"]),
    ("`amount = { … }`", &OF_AMOUNT),
    ("`condition = { … }`", &["all", "any", "not", "defined", "met", "paid", "says", "one_of"]),
];
/// The keys of a document, which are written above its first table.
const OF_DOCUMENT: [&str; 12] = [
    "short_title",
    "number",
    "issuer",
    "issued_on",
    "valid_from",
    "valid_to",
    "validity_note",
    "checked_on",
    "source_url",
    "enquiries",
    "level",
    "regions",
];
/// The tables of a document.
const TABLES_OF_DOCUMENT: [&str; 18] = [
    "new_regions",
    "steps",
    "sections",
    "questions",
    "helps",
    "options",
    "definitions",
    "awards",
    "highest_only",
    "limits",
    "claimed_elsewhere",
    "readings",
    "supports",
    "goals",
    "companies",
    "titles",
    "moves",
    "every_award",
];

/// What was probably meant with a key that is not looked at where it is.
pub(super) enum Meant {
    /// This key.
    Key(&'static str),
    /// The same key in another table.
    Elsewhere,
    /// Nobody knows.
    Unknown,
}

/// Returns what is said of a key that is not looked at where it is, and what was probably meant;
/// `allowed` are those that are, `free` those of them that are not there yet.
pub(super) fn unknown_key(
    found: &str,
    allowed: &[&'static str],
    free: &[&'static str],
) -> (Message, Meant) {
    let slip = within(1, found, free).filter(|near| near.len() > 2 || found.len() < 4);
    let others =
        OTHER_WORDS.iter().find(|(word, _)| *word == found).map_or(&[][..], |(_, all)| all);
    let other = others.iter().copied().find(|word| free.contains(word));
    if let Some(meant) = other.or(slip) {
        return (unknown_with("key", Some(meant), allowed), Meant::Key(meant));
    }
    let of_document = others.iter().copied().chain([found]).find(|word| OF_DOCUMENT.contains(word));
    if let Some(word) = of_document {
        let message = say!(
            "`{word}` belongs above the first [table] of a document: what is written below a \
             [table] belongs to that table",
            "`{word}` 要写在文件第一个 [表] 的上面：写在 [表] 下面的，都算那个表的"
        );
        return (message, Meant::Elsewhere);
    }
    if let Some(table) = TABLES_OF_DOCUMENT.iter().find(|table| **table == found) {
        let message = say!(
            "`{table}` is a table of the document itself, not of another table",
            "`{table}` 是文件自己的表，不写在别的表里"
        );
        return (message, Meant::Elsewhere);
    }
    let places: Vec<&str> = BELONGING
        .iter()
        .filter(|(_, keys)| keys.contains(&found))
        .map(|(place, _)| *place)
        .collect();
    if !places.is_empty() {
        let (here, all) = (places.join(" / "), named(allowed));
        let message = say!(
            "`{found}` belongs into {here}, not here (allowed here: {all})",
            "`{found}` 要写在 {here} 里，不写在这里（这里可以用：{all}）"
        );
        return (message, Meant::Elsewhere);
    }
    let near = nearest(found, free);
    (unknown_with("key", near, allowed), near.map_or(Meant::Unknown, Meant::Key))
}
