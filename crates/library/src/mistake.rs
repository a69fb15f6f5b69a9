//! What is wrong with a file of settings that is no JSON, or has a key of another name or kind, in
//! words of those who edit it.

use crate::said;
use crate::said::Said;
use serde_json::error::Category;

/// Returns the place and what is wrong there.
pub(crate) fn mistake(text: &str, error: &serde_json::Error) -> Said {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let place = format!(" at line {line} column {column}");
    let said = said.strip_suffix(&place).unwrap_or(&said);
    let what = match error.classify() {
        Category::Data => of_data(said),
        Category::Eof => said!(
            "the file ends too early: a bracket or a quotation mark is not closed",
            "文件没有写完：有括号或引号没有成对"
        ),
        Category::Syntax | Category::Io => {
            let Said { english, chinese } = of_syntax(said);
            let keyboard = "quotation marks, commas and colons are those of an English keyboard";
            Said {
                english: format!("{english}; {keyboard}"),
                chinese: format!("{chinese}；引号、逗号、冒号都要用英文的"),
            }
        }
    };
    // Bytes are counted there, and letters by editors.
    let own = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let letters = own.char_indices().take_while(|(at, _)| *at < column).count().max(1);
    Said {
        english: format!("line {line}, column {letters}: {}", what.english),
        chinese: format!("第 {line} 行第 {letters} 个字：{}", what.chinese),
    }
}

fn of_syntax(said: &str) -> Said {
    match said {
        "trailing comma" => {
            said!("one comma too many before a closing bracket", "右括号前面多了一个逗号")
        }
        "trailing characters" => {
            said!("something follows the closing bracket", "最后的右括号后面还有别的")
        }
        "key must be a string" => said!("a key must be in quotation marks", "键要用引号括起来"),
        "expected value" => {
            said!("a value is missing, or has no quotation marks", "少了值，或者值没有用引号括起来")
        }
        "expected `,` or `}`" | "expected `,` or `]`" => {
            said!("a comma or a closing bracket is missing", "少了逗号或右括号")
        }
        "expected `:`" => said!("a colon is missing behind a key", "键后面少了冒号"),
        _ if said.starts_with("control character") => said!(
            "a text goes on over the end of its line, or holds a tab",
            "引号里的文字换了行，或者有制表符"
        ),
        _ => said!("it is no JSON ({said})", "不是 JSON（{said}）"),
    }
}

fn of_data(said: &str) -> Said {
    let name = |prefix: &str| said.strip_prefix(prefix).map(|rest| rest.replace('`', ""));
    if let Some(name) = name("missing field ") {
        return said!("the key {name:?} is missing", "没有写 {name:?}");
    }
    if let Some(name) = name("duplicate field ") {
        return said!("the key {name:?} is there twice", "{name:?} 写了两次");
    }
    let Some((found, expected)) = said.split_once(", expected ") else {
        return said.to_owned().into();
    };
    if let Some(name) = found.strip_prefix("unknown field ") {
        let known = expected.strip_prefix("one of ").unwrap_or(expected).replace(" or ", ", ");
        let (name, known) = (name.replace('`', ""), known.replace('`', ""));
        return Said {
            english: format!("there is no key {name}; there are {known}"),
            chinese: format!("没有 {name} 这个键，可以写：{}", known.replace(", ", "、")),
        };
    }
    let [needed, chinese] = match expected {
        "a string" => ["a text in quotation marks", "要写文字，用引号括起来"],
        "a boolean" => ["true or false", "只能写 true 或 false"],
        "u32" => ["a whole number that is not below 0", "要写整数，不加引号"],
        "a sequence" => ["a list in [ ]", "要写成 [ … ]"],
        _ if expected == "a map" || expected.starts_with("struct ") => {
            ["an object in { }", "要写成 { … }"]
        }
        _ => [expected, expected],
    };
    let found = found.split_once(": ").map_or_else(
        || said!("", ""),
        |(_, found)| match found {
            "sequence" => said!(", not a list", "，现在写的是一个列表"),
            "map" => said!(", not an object", "，现在写的是 {{ … }}"),
            _ => {
                let kinds = ["integer ", "floating point ", "boolean ", "string "];
                let value = kinds.iter().find_map(|kind| found.strip_prefix(kind));
                let value = value.unwrap_or(found).trim_matches('`');
                said!(", not {value}", "，现在写的是 {value}")
            }
        },
    );
    Said {
        english: format!("{needed} is needed here{}", found.english),
        chinese: format!("这里{chinese}{}", found.chinese),
    }
}
