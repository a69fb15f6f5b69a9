//! TOML with positions: every value knows its file and line, every table which of its keys were
//! asked for.

use super::message::Message;
use super::names::{Meant, unknown_key};
pub(super) use super::names::{named, unknown};
pub(super) use super::position::{Position, SourceFile};
use super::shapes;
use super::syntax;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
    left_out: Vec<&'static str>,
    /// The tables that it is in and itself, the whole file first.
    tables: Rc<[usize]>,
}

/// Returns a file, and the table of the whole of it; no table where it is no TOML.
pub(super) fn parse<'s>(path: &str, text: &'s str) -> (Rc<SourceFile>, Option<TomlTable<'s>>) {
    let file = SourceFile::new(path, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    // What the parser finds behind its first error mostly follows from it.
    if let Some(error) = errors.first() {
        syntax::note(&file, text, error);
    }
    let table = errors.is_empty().then(|| {
        // The tree lives as long as the build or the test that reads it.
        let table: &'s DeTable<'s> = Box::leak(Box::new(table.into_inner()));
        let tables: Rc<[usize]> = Rc::new([address(table)]);
        TomlTable {
            position: file.position(0, path.to_owned(), Rc::clone(&tables)),
            file: Rc::clone(&file),
            prefix: String::new(),
            table,
            asked: Vec::new(),
            left_out: Vec::new(),
            tables,
        }
    });
    (file, table)
}

fn address(table: &DeTable<'_>) -> usize {
    std::ptr::from_ref(table).addr()
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

    /// Whether a key is there and its value is a text; it does not count as asked for.
    pub(super) fn peeks_text(&self, key: &str) -> bool {
        self.peeks(key) && !self.peeks_other_than_text(key)
    }

    /// Whether a key is there and its value is a table; it does not count as asked for.
    pub(super) fn peeks_table(&self, key: &str) -> bool {
        self.table
            .iter()
            .any(|(candidate, value)| candidate.get_ref() == key && value.get_ref().is_table())
    }

    /// Returns the items of a list, of any kinds.
    pub(super) fn values(&mut self, key: &'static str) -> Option<Vec<(TomlValue<'s>, Position)>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.position_of(key, value).problem(shapes::list(key));
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
                    "must be a pair of texts; `{key}` is a list of pairs, such as \
                     [[\"0元\", \"5%\"], [\"100万元\", \"6%\"]]",
                    "要写成一对；`{key}` 是一对一对的列表，如 [[\"0元\", \"5%\"], [\"100万元\", \"6%\"]]"
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
            Rc::clone(&self.tables),
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
        let tables: Rc<[usize]> = self.tables.iter().copied().chain([address(table)]).collect();
        let found = format!("[{}]", self.name(key));
        let position = self.file.position(value.span().start, found, Rc::clone(&tables));
        TomlTable {
            position,
            file: Rc::clone(&self.file),
            prefix: self.name(key),
            table,
            asked: Vec::new(),
            left_out: Vec::new(),
            tables,
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
            self.position_of(key, value).problem(shapes::text(value.get_ref()));
        }
        text
    }

    /// Returns a text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<TomlText> {
        if self.get(key).is_none() {
            if self.left_out.contains(&key) {
                return None;
            }
            self.position.missing(
                key,
                if self.prefix.is_empty() {
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
                },
            );
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
            let message = say!("`{key}` is missing", "少了 `{key}`");
            self.position.missing(key, message);
            return Vec::new();
        }
        self.maybe_texts(key)
    }

    /// Returns a list of at least one text.
    pub(super) fn some_texts(&mut self, key: &'static str) -> Vec<TomlText> {
        let texts = self.texts(key);
        if let Some(value) = self.get(key).filter(|value| is_empty(value.get_ref())) {
            self.position_of(key, value).problem(say!(
                "must not be empty: write at least one text in quotes into the list",
                "不能空着：列表里至少写一项"
            ));
        }
        texts
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
                position.problem(shapes::texts(self.get(key).map(Spanned::get_ref)));
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
                position.problem(shapes::yes_no());
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
                position.problem(shapes::table(key, &self.name(key)));
                None
            }
        }
    }

    /// Returns a list of tables; empty where it is left out.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<TomlTable<'s>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.position_of(key, value).problem(shapes::tables(key, &self.name(key)));
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
                    self.position_of(key, item).problem(shapes::item(key));
                }
            }
        }
        tables
    }

    /// Whether a key is an empty list.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        let mut found = self.table.iter().filter(|(candidate, _)| candidate.get_ref() == key);
        found.any(|(_, value)| is_empty(value.get_ref()))
    }

    /// Whether nothing is written in it.
    pub(super) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Whether anything has been noted of the table or of what is in it.
    pub(super) fn is_wrong(&self) -> bool {
        self.file.is_wrong(address(self.table))
    }

    /// Returns no text for this key, and does not note that it is missing.
    pub(super) fn leaves_out(&mut self, key: &'static str) {
        self.left_out.push(key);
    }

    /// Notes every key that was not asked for.
    pub(super) fn finish(self) {
        self.finish_among(&[], &|_| None);
    }

    /// Notes every key that was not asked for. Of those of a language, which are words elsewhere in
    /// it, `apart` says why they are not to be here; nothing where another mistake says enough.
    pub(super) fn finish_among(
        self,
        language: &[&'static str],
        apart: &dyn Fn(&str) -> Option<Message>,
    ) {
        let mut allowed: Vec<&'static str> = Vec::new();
        let words = if language.is_empty() { self.asked.as_slice() } else { language };
        for word in words {
            if !allowed.contains(word) {
                allowed.push(word);
            }
        }
        // A list of tables may be there already where one of its headers is misspelt.
        let is_free = |word: &&str| language.is_empty() || !self.peeks(word);
        let free: Vec<&'static str> = allowed.iter().copied().filter(is_free).collect();
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let position = self.file.position(
                key.span().start,
                format!("{} = {}", self.name(name), shown(value.get_ref())),
                Rc::clone(&self.tables),
            );
            if language.contains(&name) {
                if let Some(message) = apart(name) {
                    position.problem_of_table(message);
                }
                continue;
            }
            let (message, meant) = unknown_key(name, &allowed, &free);
            match meant {
                Meant::Key(meant) => position.misspelt(Some(meant), message),
                Meant::Elsewhere => position.misplaced(name, message),
                Meant::Unknown => position.misspelt(None, message),
            }
        }
    }
}

/// Whether a value is an empty list.
fn is_empty(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::Array(items) if items.is_empty())
}

pub(super) fn shown(value: &DeValue<'_>) -> String {
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
