//! What is said of a file that is no TOML: where, and what an author can do about it.

use super::message::Message;
use super::position::SourceFile;
use std::rc::Rc;
use toml::de::Error;

/// Chinese signs that are easily typed for those of TOML.
const SIGNS: [(char, char); 14] = [
    ('“', '"'),
    ('”', '"'),
    ('‘', '"'),
    ('’', '"'),
    ('，', ','),
    ('、', ','),
    ('＝', '='),
    ('＃', '#'),
    ('【', '['),
    ('】', ']'),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('｝', '}'),
];

/// Notes the first error of a file.
pub(super) fn note(file: &Rc<SourceFile>, text: &str, error: &Error) {
    let offset = error.span().map_or_else(|| most_nested(text), |span| span.start);
    let number = file.line(offset);
    let line = text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
    let advice = advice(text, number, line, error.message());
    // A file whose lines end otherwise is one line.
    let (shown, _) = line.trim().split_once('\r').unwrap_or((line.trim(), ""));
    let position = file.position(offset, shown.to_owned(), Rc::new([]));
    let mut message = say!("not TOML: {}", "不是 TOML 的写法：{}", error.message());
    if let Some(advice) = advice {
        message.english = format!("{}; {}", message.english, advice.english);
        message.chinese = format!("不是 TOML 的写法：{}", advice.chinese);
    }
    position.unread(message);
}

fn advice(text: &str, number: usize, line: &str, message: &str) -> Option<Message> {
    // Outside of quotes, without a comment.
    let outside: String = line.split('"').step_by(2).collect();
    let outside = outside.split('#').next().unwrap_or_default();
    if let Some((sign, plain)) = SIGNS.iter().find(|(sign, _)| outside.contains(*sign)) {
        return Some(say!(
            "`{sign}` is a Chinese sign: write `{plain}`",
            "`{sign}` 是中文符号：要写英文的 `{plain}`"
        ));
    }
    if outside.contains('\u{3000}') {
        return Some(say!(
            "there is a Chinese space in this line: write a plain one",
            "这一行里有全角空格：要写半角空格"
        ));
    }
    if message.contains("carriage return") {
        return Some(say!(
            "the lines of this file end with a carriage return alone: save it with the line ends \
             of Windows or of Unix",
            "这个文件的换行符只有一个回车（旧 Mac 格式）：另存为 Windows 或 Unix 的换行"
        ));
    }
    if message.contains("duplicate key") {
        return Some(duplicate(text, number, line));
    }
    if line.trim().starts_with('[') && message.contains("unclosed") {
        return Some(say!(
            "a header has as many closing brackets as opening ones",
            "表头有几个左方括号，就要有几个右方括号"
        ));
    }
    if message.contains("values must be quoted") {
        return Some(say!(
            "write the value in quotes, \"…\"; or a bracket or quote is not closed in a line \
             above",
            "值要写在引号里 \"…\"；也可能是上面哪一行的括号或引号没有关"
        ));
    }
    if line.matches('"').count() % 2 == 1 {
        return Some(say!(
            "a quote in this line is opened and not closed, or closed and not opened",
            "这一行的引号只有一半"
        ));
    }
    let first = outside.split(['=', '{', '[']).next().unwrap_or_default();
    if message.contains("invalid unquoted key") && first.contains(|sign: char| sign > '\u{2E7F}') {
        return Some(say!(
            "a key is one of the English words of policies/README.md",
            "键要用 policies/README.md 里的英文词"
        ));
    }
    if first.contains([':', '：']) || outside.contains(": ") {
        return Some(say!(
            "between a key and its value is `=`, not `:`",
            "键和值之间写 `=`，不写冒号"
        ));
    }
    Some(say!(
        "look for a comma that is missing, or for a bracket that is not closed here or in a line \
         above",
        "看看是不是少了逗号，或者这一行、上面哪一行的括号没有关"
    ))
}

/// A key or a table that is there twice, with the line of the first.
fn duplicate(text: &str, number: usize, line: &str) -> Message {
    let line = line.trim();
    let above = || text.lines().zip(1..number).collect::<Vec<_>>().into_iter().rev();
    if line.starts_with('[') {
        let name = line.trim_matches(['[', ']', ' ']);
        let single = format!("[{name}]");
        let first = above().find(|(other, _)| other.trim() == single);
        return match first {
            Some((_, first)) => say!(
                "line {first} has {single} in single brackets: where there are several, each has \
                 double brackets, [[{name}]]",
                "第 {first} 行的 {single} 是单方括号：有几个时，每个都要写双方括号 [[{name}]]"
            ),
            None => taken(text, number, name),
        };
    }
    let key = line.split('=').next().unwrap_or_default().trim();
    let is_header = |other: &str| other.trim_start().starts_with('[');
    let is_same = |other: &str| other.split('=').next().unwrap_or_default().trim() == key;
    let first =
        above().take_while(|(other, _)| !is_header(other)).find(|(other, _)| is_same(other));
    match first {
        Some((_, first)) => say!(
            "`{key}` is in line {first} already: a key is written once in a table; where a new \
             item begins, its [[header]] is missing",
            "`{key}` 在第 {first} 行已经写过：一个表里每个键只写一次；如果是新的一项，上面少了 \
             [[表头]]"
        ),
        None => say!(
            "a key is written twice in one table of this line",
            "这一行的一个表里，同一个键写了两次"
        ),
    }
}

/// A table whose name is a key already, or that begins below a table of its own.
fn taken(text: &str, number: usize, name: &str) -> Message {
    let is_key =
        |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim().starts_with('='));
    let is_inner = |line: &str| {
        let inner = line.trim_start_matches('[').strip_prefix(name);
        line.starts_with('[') && inner.is_some_and(|rest| rest.starts_with('.'))
    };
    let mut above = text.lines().zip(1..number).map(|(line, number)| (line.trim(), number));
    match above.find(|(line, _)| is_key(line) || is_inner(line)) {
        Some((line, first)) if is_inner(line) => say!(
            "line {first} has {line} without a header [[{name}]] above it: look whether the \
             header above is misspelt",
            "第 {first} 行的 {line} 上面没有 [[{name}]]：看看上面的表头是不是写错了"
        ),
        Some((_, first)) => say!(
            "line {first} has `{name}` as a key; a table has another name",
            "第 {first} 行已经有键 `{name}`；表要用别的名字"
        ),
        None => say!(
            "`{name}` is there already: a table of one name is written once, and each of several \
             as [[{name}]]",
            "前面已经有 `{name}`：同名的表只写一次；有几个时，每个写 [[{name}]]"
        ),
    }
}

/// Returns where the line begins that nests the deepest, by its brackets and points. The parser
/// does not always give a place for what is nested too deeply.
fn most_nested(text: &str) -> usize {
    let mut offset = 0;
    let mut most = (0, 0);
    for line in text.split_inclusive('\n') {
        let opened = line.bytes().filter(|byte| [b'{', b'[', b'.'].contains(byte)).count();
        if opened > most.0 {
            most = (opened, offset);
        }
        offset += line.len();
    }
    most.1
}
