//! TOML with positions: every value knows its file and line, every table which of its keys were
//! asked for.

use super::diagnostic::Diagnostic;
use super::message::Message;
use std::cell::RefCell;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file that is read, and the mistakes found in it.
#[derive(Debug)]
pub(super) struct SourceFile {
    path: String,
    line_starts: Vec<usize>,
    problems: RefCell<Vec<Diagnostic>>,
}

impl SourceFile {
    /// Returns the mistakes found so far, by line; those of one line in the order in which they
    /// were found.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        let mut problems = self.problems.borrow().clone();
        problems.sort_by_key(|problem| problem.line);
        problems.dedup();
        problems
    }

    fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    fn position(self: &Rc<Self>, offset: usize, found: String) -> Position {
        Position { file: Rc::clone(self), line: self.line(offset), found }
    }
}

/// A position in a file.
#[derive(Clone, Debug)]
pub(super) struct Position {
    file: Rc<SourceFile>,
    line: usize,
    found: String,
}

impl Position {
    /// Returns the line, from 1.
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// Whether it is in one of these files.
    pub(super) fn is_in(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.file.path.rsplit('/').next() == Some(name))
    }

    /// Whether both are in one file.
    pub(super) fn is_of_file(&self, other: &Self) -> bool {
        self.file.path == other.file.path
    }

    /// Returns file and line.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file.path, self.line)
    }

    /// Notes a mistake at this position.
    pub(super) fn problem(&self, message: Message) {
        self.file.problems.borrow_mut().push(Diagnostic {
            path: self.file.path.clone(),
            line: self.line,
            found: self.found.clone(),
            message: message.english,
            chinese: message.chinese,
        });
    }
}

/// A text and its position.
#[derive(Clone, Debug)]
pub(super) struct TomlText {
    pub(super) text: String,
    pub(super) position: Position,
}

/// A value as the caller must look at it.
pub(super) enum TomlValue<'s> {
    Text(TomlText),
    Texts(Vec<TomlText>),
    YesNo(bool),
    Table(TomlTable<'s>),
    Other,
}

/// A table and the keys that were asked for.
#[derive(Clone)]
pub(super) struct TomlTable<'s> {
    pub(super) position: Position,
    file: Rc<SourceFile>,
    prefix: String,
    table: &'s DeTable<'s>,
    asked: Vec<&'static str>,
}

/// Returns a file, and the table of the whole of it; no table where it is no TOML.
pub(super) fn parse<'s>(path: &str, text: &'s str) -> (Rc<SourceFile>, Option<TomlTable<'s>>) {
    let line_starts =
        std::iter::once(0).chain(text.match_indices('\n').map(|(offset, _)| offset + 1)).collect();
    let file =
        Rc::new(SourceFile { path: path.to_owned(), line_starts, problems: RefCell::default() });
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let offset = error.span().map_or_else(|| most_nested(text), |span| span.start);
        let line = text.lines().nth(file.line(offset).saturating_sub(1)).unwrap_or_default();
        file.position(offset, line.trim().to_owned()).problem(say!(
            "not TOML: {}",
            "不是 TOML 的写法：{}",
            error.message()
        ));
    }
    let table = errors.is_empty().then(|| {
        // The tree lives as long as the build or the test that reads it.
        let table: &'s DeTable<'s> = Box::leak(Box::new(table.into_inner()));
        TomlTable {
            position: file.position(0, path.to_owned()),
            file: Rc::clone(&file),
            prefix: String::new(),
            table,
            asked: Vec::new(),
        }
    });
    (file, table)
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

impl<'s> TomlTable<'s> {
    fn get(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.asked.push(key);
        self.table.iter().find(|(candidate, _)| candidate.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether a key is there; it does not count as asked for.
    pub(super) fn peeks(&self, key: &str) -> bool {
        self.table.iter().any(|(candidate, _)| candidate.get_ref() == key)
    }

    /// Whether a key is there and its value is no text; it does not count as asked for.
    pub(super) fn peeks_other_than_text(&self, key: &str) -> bool {
        self.table
            .iter()
            .any(|(candidate, value)| candidate.get_ref() == key && !value.get_ref().is_str())
    }

    /// Returns the items of a list, of any kinds.
    pub(super) fn values(&mut self, key: &'static str) -> Option<Vec<(TomlValue<'s>, Position)>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.position_of(key, value).problem(say!("must be a list", "要写成列表"));
            return None;
        };
        let item = |item: &'s Spanned<DeValue<'s>>| {
            (self.as_value(key, item), self.position_of(key, item))
        };
        Some(items.iter().map(item).collect())
    }

    /// Returns the items of a list of pairs of texts.
    pub(super) fn pairs(&mut self, key: &'static str) -> Option<Vec<(TomlText, TomlText)>> {
        let mut pairs = Vec::new();
        for (value, position) in self.values(key)? {
            let pair = match value {
                TomlValue::Texts(texts) => <[TomlText; 2]>::try_from(texts).ok(),
                TomlValue::Text(_)
                | TomlValue::YesNo(_)
                | TomlValue::Table(_)
                | TomlValue::Other => None,
            };
            let Some([first, second]) = pair else {
                position.problem(say!(
                    "must be a pair of texts, such as [\"100万元\", \"5%\"]",
                    "要写成一对，如 [\"100万元\", \"5%\"]"
                ));
                return None;
            };
            pairs.push((first, second));
        }
        Some(pairs)
    }

    /// Whether a key is there; it counts as asked for.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    fn name(&self, key: &str) -> String {
        if self.prefix.is_empty() { key.to_owned() } else { format!("{}.{key}", self.prefix) }
    }

    fn position_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Position {
        self.file.position(
            value.span().start,
            format!("{} = {}", self.name(key), shown(value.get_ref())),
        )
    }

    fn text_at(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<TomlText> {
        value
            .get_ref()
            .as_str()
            .map(|text| TomlText { text: text.to_owned(), position: self.position_of(key, value) })
    }

    fn table_at(
        &self,
        key: &str,
        value: &'s Spanned<DeValue<'s>>,
        table: &'s DeTable<'s>,
    ) -> TomlTable<'s> {
        // An array's table starts at its header; its first value says more.
        let position = self.file.position(value.span().start, format!("[{}]", self.name(key)));
        TomlTable {
            position,
            file: Rc::clone(&self.file),
            prefix: self.name(key),
            table,
            asked: Vec::new(),
        }
    }

    /// Returns any value.
    pub(super) fn value(&mut self, key: &'static str) -> Option<(TomlValue<'s>, Position)> {
        let value = self.get(key)?;
        let position = self.position_of(key, value);
        Some((self.as_value(key, value), position))
    }

    fn as_value(&self, key: &str, value: &'s Spanned<DeValue<'s>>) -> TomlValue<'s> {
        if let Some(text) = self.text_at(key, value) {
            return TomlValue::Text(text);
        }
        match value.get_ref() {
            DeValue::Boolean(yes) => TomlValue::YesNo(*yes),
            DeValue::Table(table) => TomlValue::Table(self.table_at(key, value, table)),
            DeValue::Array(items) => {
                let texts: Option<Vec<TomlText>> =
                    items.iter().map(|item| self.text_at(key, item)).collect();
                texts.map_or(TomlValue::Other, TomlValue::Texts)
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                TomlValue::Other
            }
        }
    }

    /// Returns every key with its value, for tables whose keys are ids.
    pub(super) fn entries(&self) -> Vec<(TomlText, TomlValue<'s>)> {
        let entry = |(key, value): (&'s Spanned<_>, &'s Spanned<DeValue<'s>>)| {
            let key: &std::borrow::Cow<'_, str> = key.get_ref();
            (
                TomlText { text: key.to_string(), position: self.position_of(key, value) },
                self.as_value(key, value),
            )
        };
        self.table.iter().map(entry).collect()
    }

    /// Returns a text that may be left out.
    pub(super) fn maybe_text(&mut self, key: &'static str) -> Option<TomlText> {
        let value = self.get(key)?;
        let text = self.text_at(key, value);
        if text.is_none() {
            self.position_of(key, value).problem(say!(
                "must be a text in quotes, not {}",
                "要写成引号里的文字，不是 {}",
                value.get_ref().type_str()
            ));
        }
        text
    }

    /// Returns a text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<TomlText> {
        if self.get(key).is_none() {
            self.position.problem(if self.prefix.is_empty() {
                say!(
                    "`{key}` is missing; it belongs above the first [table] of a document",
                    "少了 `{key}`；它要写在文件第一个 [表] 的上面"
                )
            } else {
                say!(
                    "`{key}` is missing; every [{}] has one",
                    "少了 `{key}`；每个 [{}] 都要有",
                    self.prefix
                )
            });
            return None;
        }
        self.maybe_text(key).filter(|text| {
            let empty = text.text.trim().is_empty();
            if empty {
                text.position.problem(say!("must not be empty", "不能空着"));
            }
            !empty
        })
    }

    /// Returns a list of texts that must be there.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<TomlText> {
        if self.get(key).is_none() {
            self.position.problem(say!("`{key}` is missing", "少了 `{key}`"));
        }
        self.maybe_texts(key)
    }

    /// Returns a list of texts that may be left out.
    pub(super) fn maybe_texts(&mut self, key: &'static str) -> Vec<TomlText> {
        match self.value(key) {
            None => Vec::new(),
            Some((TomlValue::Texts(texts), _)) => texts,
            Some((
                TomlValue::Text(_) | TomlValue::YesNo(_) | TomlValue::Table(_) | TomlValue::Other,
                position,
            )) => {
                position.problem(say!(
                    "must be a list of texts in quotes",
                    "要写成列表，每项是引号里的文字"
                ));
                Vec::new()
            }
        }
    }

    /// True or false; false where it is left out.
    pub(super) fn maybe_true(&mut self, key: &'static str) -> bool {
        match self.value(key) {
            None => false,
            Some((TomlValue::YesNo(yes), _)) => yes,
            Some((
                TomlValue::Text(_) | TomlValue::Texts(_) | TomlValue::Table(_) | TomlValue::Other,
                position,
            )) => {
                position.problem(say!("must be true or false", "只能写 true 或 false"));
                false
            }
        }
    }

    /// Returns a table that may be left out.
    pub(super) fn maybe_table(&mut self, key: &'static str) -> Option<TomlTable<'s>> {
        match self.value(key)? {
            (TomlValue::Table(table), _) => Some(table),
            (
                TomlValue::Text(_) | TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Other,
                position,
            ) => {
                position.problem(say!("must be a table", "要写成一个表"));
                None
            }
        }
    }

    /// Returns a list of tables; empty where it is left out.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<TomlTable<'s>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.position_of(key, value)
                .problem(say!("must be a list of tables", "要写成表的列表"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.table_at(key, item, table)),
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_) => {
                    self.position_of(key, item).problem(say!("must be a table", "要写成一个表"));
                }
            }
        }
        tables
    }

    /// Notes every key that was not asked for.
    pub(super) fn finish(self) {
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                let position = self.file.position(
                    key.span().start,
                    format!("{} = {}", self.name(name), shown(value.get_ref())),
                );
                position.problem(unknown("key", name, self.asked.iter().copied()));
            }
        }
    }
}

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
const KINDS: [(&str, &str); 20] = [
    ("award", "奖项"),
    ("award or limit", "奖项或限额"),
    ("definition", "名称"),
    ("effort", "难度"),
    ("form", "形式"),
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
    let near = nearest(found, &allowed);
    let suggestion = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let near = near.map_or(String::new(), |near| format!("；是不是 `{near}`？"));
    let list = if allowed.is_empty() { "none".to_owned() } else { named(&allowed) };
    // Of one question, such as "option of `listings`".
    let (kind, of) = what.split_once(" of `").unwrap_or((what, ""));
    let of = of.trim_end_matches('`');
    let of = if of.is_empty() { String::new() } else { format!("`{of}` ") };
    let chinese = match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((_, chinese)) => format!("{of}{chinese}"),
        None => what.to_owned(),
    };
    let can_be = if allowed.is_empty() { "一个也没有".to_owned() } else { named(&allowed) };
    Message {
        english: format!("no such {what}{suggestion} (allowed: {list})"),
        chinese: format!("没有这个{chinese}{near}（可以用：{can_be}）"),
    }
}

/// Returns the word that was probably meant: at most half of the letters differ, and three in all;
/// or one of the two words is the beginning of the other.
fn nearest<'a>(found: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let most = (found.chars().count() / 2).min(3);
    let begins = |candidate: &str| {
        most > 0 && (candidate.starts_with(found) || found.starts_with(candidate))
    };
    let near = || {
        let distance =
            |candidate: &&'a str| (strsim::damerau_levenshtein(candidate, found), *candidate);
        allowed.iter().map(distance).min().filter(|(distance, _)| *distance <= most)
    };
    let beginning = allowed.iter().copied().find(|candidate| begins(candidate));
    beginning.or_else(|| near().map(|(_, near)| near))
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Array(items) => format!(
            "[{}]",
            items.iter().map(|item| shown(item.get_ref())).collect::<Vec<_>>().join(", ")
        ),
        DeValue::Table(_) => "{ … }".to_owned(),
    }
}
