//! What is said of a value that is written in another shape than its key takes.

use super::message::Message;
use super::read::shown;
use toml::de::DeValue;

/// The keys whose value is a condition.
const OF_CONDITIONS: [&str; 5] = ["condition", "not", "if", "silent_unless", "from"];

/// A list of anything.
pub(super) fn list(key: &str) -> Message {
    say!("`{key}` takes a list: `{key} = [ … , … ]`", "`{key}` 要写成列表：`{key} = [ … , … ]`")
}

/// One text.
pub(super) fn text(value: &DeValue<'_>) -> Message {
    match value {
        DeValue::Array(items) => match items.iter().map(|item| item.get_ref()).next() {
            Some(only @ DeValue::String(_)) if items.len() == 1 => {
                let only = shown(only);
                say!(
                    "must be a text in quotes, not a list: write {only}",
                    "要写成引号里的文字，不是列表：写 {only}"
                )
            }
            Some(_) | None => {
                say!("must be a text in quotes, not a list", "要写成引号里的文字，不是列表")
            }
        },
        DeValue::Table(_) => {
            say!("must be a text in quotes, not a table", "要写成引号里的文字，不是表")
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {
            let written = shown(value);
            say!(
                "must be a text in quotes: write \"{written}\"",
                "要写成引号里的文字：写 \"{written}\""
            )
        }
    }
}

/// A list of texts.
pub(super) fn texts(value: Option<&DeValue<'_>>) -> Message {
    match value {
        Some(only @ DeValue::String(_)) => {
            let only = shown(only);
            say!(
                "must be a list of texts in quotes: write [{only}]",
                "要写成列表，每项是引号里的文字：写 [{only}]"
            )
        }
        Some(_) | None => say!(
            "must be a list of texts in quotes, such as [\"…\", \"…\"]",
            "要写成列表，每项是引号里的文字，如 [\"…\", \"…\"]"
        ),
    }
}

/// True or false.
pub(super) fn yes_no() -> Message {
    say!("must be true or false, without quotes", "只能写 true 或 false，不加引号")
}

/// One table under a key with this full name.
pub(super) fn table(key: &str, name: &str) -> Message {
    let mut message = say!(
        "must be a table: `{key} = {{ … }}`, or one [{name}] in single brackets",
        "要写成一个表：`{key} = {{ … }}`，或者一个单方括号的 [{name}]"
    );
    if OF_CONDITIONS.contains(&key) {
        let more = say!(
            "; several conditions are parts of one: `{key} = {{ all = [ … , … ] }}`",
            "；几个条件合成一个写：`{key} = {{ all = [ … , … ] }}`"
        );
        message.english.push_str(&more.english);
        message.chinese.push_str(&more.chinese);
    }
    message
}

/// A list of tables under a key with this full name.
pub(super) fn tables(key: &str, name: &str) -> Message {
    if name.contains('.') {
        say!(
            "must be a list of tables: `{key} = [{{ … }}, {{ … }}]`, or [[{name}]] in double \
             brackets above each",
            "要写成表的列表：`{key} = [{{ … }}, {{ … }}]`，或者每个上面写双方括号的 [[{name}]]"
        )
    } else {
        say!(
            "must be a list of tables: write [[{name}]] in double brackets above each",
            "要写成表的列表：每个上面写双方括号的 [[{name}]]"
        )
    }
}

/// One of a list of tables.
pub(super) fn item(key: &str) -> Message {
    say!(
        "must be a table: `{key} = [{{ … }}, {{ … }}]`",
        "每项要写成一个表：`{key} = [{{ … }}, {{ … }}]`"
    )
}
