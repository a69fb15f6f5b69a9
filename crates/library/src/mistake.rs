//! What is wrong with a file of settings that is no JSON, or has a key of another name or kind, in
//! words of those who edit it.

use serde_json::error::Category;

/// Returns the place and what is wrong there.
pub(crate) fn mistake(text: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let place = format!(" at line {line} column {column}");
    let said = said.strip_suffix(&place).unwrap_or(&said);
    let what = match error.classify() {
        Category::Data => of_data(said),
        Category::Eof => {
            "the file ends too early: a bracket or a quotation mark is not closed".to_owned()
        }
        Category::Syntax | Category::Io => format!(
            "{}; quotation marks, commas and colons are those of an English keyboard",
            of_syntax(said)
        ),
    };
    // Bytes are counted there, and letters by editors.
    let own = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let letters = own.char_indices().take_while(|(at, _)| *at < column).count();
    format!("line {line}, column {}: {what}", letters.max(1))
}

fn of_syntax(said: &str) -> String {
    match said {
        "trailing comma" => "one comma too many before a closing bracket".to_owned(),
        "trailing characters" => "something follows the closing bracket".to_owned(),
        "key must be a string" => "a key must be in quotation marks".to_owned(),
        "expected value" => "a value is missing, or has no quotation marks".to_owned(),
        "expected `,` or `}`" | "expected `,` or `]`" => {
            "a comma or a closing bracket is missing".to_owned()
        }
        "expected `:`" => "a colon is missing behind a key".to_owned(),
        _ if said.starts_with("control character") => {
            "a text goes on over the end of its line, or holds a tab".to_owned()
        }
        _ => format!("it is no JSON ({said})"),
    }
}

fn of_data(said: &str) -> String {
    let name = |prefix: &str| said.strip_prefix(prefix).map(|rest| rest.replace('`', ""));
    if let Some(name) = name("missing field ") {
        return format!("the key {name:?} is missing");
    }
    if let Some(name) = name("duplicate field ") {
        return format!("the key {name:?} is there twice");
    }
    let Some((found, expected)) = said.split_once(", expected ") else { return said.to_owned() };
    if let Some(name) = found.strip_prefix("unknown field ") {
        let known = expected.strip_prefix("one of ").unwrap_or(expected).replace(" or ", ", ");
        return format!("there is no key {name}; there are {known}").replace('`', "");
    }
    let needed = match expected {
        "a string" => "a text in quotation marks",
        "a boolean" => "true or false",
        "u32" => "a whole number that is not below 0",
        "a sequence" => "a list in [ ]",
        _ if expected == "a map" || expected.starts_with("struct ") => "an object in { }",
        _ => expected,
    };
    let found = found.split_once(": ").map(|(_, found)| match found {
        "sequence" => ", not a list".to_owned(),
        "map" => ", not an object".to_owned(),
        _ => {
            let kinds = ["integer ", "floating point ", "boolean ", "string "];
            let value = kinds.iter().find_map(|kind| found.strip_prefix(kind)).unwrap_or(found);
            format!(", not {}", value.trim_matches('`'))
        }
    });
    format!("{needed} is needed here{}", found.unwrap_or_default())
}
