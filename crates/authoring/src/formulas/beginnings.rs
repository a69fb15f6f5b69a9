//! The words with which amounts begin, and what is said of those that do not go together.

use crate::message::Message;
use crate::names::OF_AMOUNT;
use crate::read::TomlTable;

/// The words with which an amount begins, one of which it has.
const BEGINNINGS: [&str; 18] = [
    "fixed",
    "up_to",
    "graded",
    "share",
    "match",
    "each",
    "progressive",
    "steps",
    "brackets",
    "cases",
    "open",
    "award",
    "figure",
    "sum",
    "lesser",
    "greater",
    "minus",
    "divide",
];

/// The words that only a computed amount has.
const OF_COMPUTED: [&str; 24] = [
    "from",
    "from_share",
    "each",
    "times",
    "per",
    "progressive",
    "steps",
    "brackets",
    "by",
    "cases",
    "open",
    "award",
    "of_award",
    "figure",
    "sum",
    "lesser",
    "greater",
    "minus",
    "divide",
    "over",
    "less",
    "cap_each",
    "items",
    "raised_by",
];

/// "No amount", with the words that begin one.
pub(crate) fn no_amount() -> Message {
    let words = BEGINNINGS.into_iter().chain(["times"]).map(|word| format!("`{word}`"));
    let words = words.collect::<Vec<String>>().join(", ");
    say!("no amount; give one of {words}", "没有写金额；要用其中一个词：{words}")
}

pub(crate) fn needs_of(word: &str) -> Message {
    say!(
        "`{word}` needs `of`: the question for the figure that it is taken of",
        "`{word}` 要配 `of`：按哪道题的数字来算"
    )
}

/// Notes the keys of an amount that nothing has looked at. Of an amount with a mistake only those
/// that are no words of amounts at all.
pub(crate) fn finish(table: TomlTable<'_>, is_read: bool) {
    let begins = |key: &str| BEGINNINGS.contains(&key);
    let beginning = BEGINNINGS.into_iter().find(|word| table.peeks(word));
    // Of two that begin, what belongs to the second says nothing more; these two are always read.
    let is_second = |word: &&str| Some(*word) != beginning && !["open", "graded"].contains(word);
    let has_two = BEGINNINGS.into_iter().filter(is_second).any(|word| table.peeks(word));
    table.finish_among(&OF_AMOUNT, &|word| {
        let beginning = beginning.filter(|_| is_read).unwrap_or_default();
        if !is_read {
            None
        } else if beginning == "graded" {
            Some(say!(
                "`{word}` does not go with `graded`, which is alone with its `grades`: write \
                 `cases = [{{ if = {{ question = \"…\", one_of = [\"…\"] }}, \
                 fixed = \"…\" }}, … ]` with `otherwise`, and `{word}` beside it",
                "`{word}` 不能和 `graded` 一起用，`graded` 只配 `grades`：改写成 `cases = [{{ if = \
                 {{ question = \"…\", one_of = [\"…\"] }}, fixed = \"…\" }}, … ]` 和 \
                 `otherwise`，再加 `{word}`"
            ))
        } else if begins(word) {
            Some(say!(
                "an amount begins with one word, and this one with `{beginning}`: put two \
                 together with `sum`, `lesser` or `greater`, or leave `{word}` out",
                "一个金额只用一个词开头，这里是 `{beginning}`：两个要用 `sum`、`lesser` 或 \
                 `greater` 合起来，或者去掉 `{word}`"
            ))
        } else if has_two && ["of", "of_award", "times", "per"].contains(&word) {
            None
        } else if ["cap", "cap_by"].contains(&word) && beginning == "match" {
            Some(say!(
                "`{word}` does not go with `match`: with a cap it is `share`",
                "`{word}` 不能和 `match` 一起用：有封顶的，写 `share`"
            ))
        } else if word == "cap" && beginning == "open" {
            Some(say!(
                "`cap` does not go with `open`: what is decided in each case, up to a sum, is \
                 `up_to`",
                "`cap` 不能和 `open` 一起用：一事一议、最高多少的，写 `up_to`"
            ))
        } else if word == "ceiling" && beginning == "fixed" {
            Some(say!(
                "`ceiling` does not go with `fixed`: a sum that is the most is `up_to`",
                "`ceiling` 不能和 `fixed` 一起用：最高多少，写 `up_to`"
            ))
        } else {
            Some(say!(
                "`{word}` does not go with `{beginning}`: it would change nothing",
                "`{word}` 不能和 `{beginning}` 一起用：写了也不起作用"
            ))
        }
    });
}

/// The words of amounts that are taken of something.
const OF_A_BASE: [&str; 7] =
    ["share", "match", "each", "progressive", "steps", "brackets", "cases"];

/// Returns the word with which an amount begins that is taken of nothing; none where it is taken of
/// something, or is that itself.
pub(crate) fn without_base(table: &mut TomlTable<'_>) -> Option<&'static str> {
    if OF_A_BASE.iter().any(|word| table.peeks(word)) {
        return None;
    }
    // One question beside `times` multiplies what is taken of something.
    let is_product = table.peeks_other_than_text("times");
    let found = BEGINNINGS.into_iter().find(|word| table.peeks(word));
    found.or(is_product.then_some("times"))
}

/// Whether a table has a word that makes its amount a computed one.
pub(crate) fn is_computed(table: &mut TomlTable<'_>) -> bool {
    let has_word = OF_COMPUTED.into_iter().any(|word| table.peeks(word));
    // A sum up to an answer.
    let has_own_cap =
        table.peeks("cap_by") && ["fixed", "up_to"].iter().any(|word| table.peeks(word));
    has_word
        || has_own_cap
        || table.peeks_other_than_text("of")
        || table.peeks_other_than_text("cap")
        || table.peeks_other_than_text("cap_by")
}
