//! Properties of a table's row, and the entries that follow where two editions differ in them.

use super::entry::{Change, Entry, Reach, Scope, Unit};
use huiqi_sitting::wording::quoted;

/// What a row is, and its place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) document: Option<&'static str>,
    pub(crate) title: &'static str,
    pub(crate) clause: &'static str,
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Place {
    /// Returns the entry of a change here.
    pub(crate) fn entry(&self, change: Change, field: &str, text: String) -> Entry {
        Entry {
            document: self.document,
            document_title: self.title,
            clause: self.clause,
            id: self.id.clone(),
            name: self.name.clone(),
            change,
            field: field.to_owned(),
            before: String::new(),
            after: String::new(),
            text,
            reach: Reach::Words,
            unit: None,
            scope: Scope::Everywhere,
        }
    }
}

/// One property of a row.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Its name on the page; empty for the amount, which needs none.
    pub(crate) name: String,
    /// Its value by ids: all that a report can show of it.
    data: String,
    /// What amounts follow from.
    meaning: String,
    said: Said,
    /// What is exchanged where the meaning differs; `None` where no amount follows from it.
    unit: Option<Unit>,
}

/// A value in words.
#[derive(Clone, Debug)]
enum Said {
    /// A sum, a day, a word: "old → new".
    Text(String),
    /// Requirements: what is new, what is gone; with all that they test, where their own words say
    /// the same.
    Requirements { lines: Vec<String>, tested: Vec<String> },
}

impl Field {
    /// Returns a property from which no amount follows, said as it is.
    pub(crate) fn words(name: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            name: name.to_owned(),
            data: text.clone(),
            meaning: String::new(),
            said: Said::Text(text),
            unit: None,
        }
    }

    /// Returns a property from which no amount follows, with its value by ids.
    pub(crate) fn shown(name: &str, data: String, said: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            data,
            meaning: String::new(),
            said: Said::Text(said.into()),
            unit: None,
        }
    }

    /// Returns a property from which amounts follow.
    pub(crate) fn counted(
        unit: Unit,
        name: &str,
        (data, meaning): (String, String),
        said: impl Into<String>,
    ) -> Self {
        let said = Said::Text(said.into());
        Self { name: name.to_owned(), data, meaning, said, unit: Some(unit) }
    }

    /// Returns requirements.
    pub(crate) fn requirements(
        unit: Option<Unit>,
        name: &str,
        (data, meaning): (String, String),
        lines: Vec<String>,
        tested: Vec<String>,
    ) -> Self {
        let said = Said::Requirements { lines, tested };
        Self { name: name.to_owned(), data, meaning, said, unit }
    }

    /// Whether both editions have the same of this property.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.data == other.data && self.meaning == other.meaning
    }
}

/// Returns the entries of a row that both editions have: one for each property that differs.
pub(crate) fn changed(place: &Place, old: &[Field], new: &[Field]) -> Vec<Entry> {
    debug_assert_eq!(old.len(), new.len(), "both sides list the same properties");
    let differs = |(old, new): &(&Field, &Field)| !old.is_same(new);
    let pairs = old.iter().zip(new).filter(differs);
    pairs.map(|(old, new)| one(place, old, new)).collect()
}

fn one(place: &Place, old: &Field, new: &Field) -> Entry {
    let (before, after) = (old.whole(), new.whole());
    let is_amount = new.unit.is_some() && old.meaning != new.meaning;
    let text = match (&old.said, &new.said) {
        (
            Said::Requirements { lines: old_lines, tested: old_tested },
            Said::Requirements { lines: new_lines, tested: new_tested },
        ) => requirements(
            &new.name,
            (old_lines, new_lines),
            is_amount || old.meaning != new.meaning,
            (old_tested, new_tested),
        ),
        (Said::Text(_) | Said::Requirements { .. }, _) => {
            let is_meant = old.meaning != new.meaning || new.unit.is_none();
            from_to(&new.name, &before, &after, is_meant)
        }
    };
    let mut entry = place.entry(Change::Changed, &new.name, text);
    (entry.before, entry.after) = (before, after);
    if is_amount {
        entry.reach = Reach::Amounts;
        entry.unit.clone_from(&new.unit);
    }
    entry
}

impl Field {
    fn whole(&self) -> String {
        match &self.said {
            Said::Text(text) => text.clone(),
            Said::Requirements { lines, tested: _ } => lines.join("，并且"),
        }
    }
}

/// Texts of at most so many characters are put beside each other.
const SHORT: usize = 36;
/// A former text of at most so many characters is said behind the present one.
const LONG: usize = 150;

fn from_to(name: &str, before: &str, after: &str, is_meant: bool) -> String {
    let named = if name.is_empty() { String::new() } else { format!("{name}：") };
    let is_short = |text: &str| text.chars().count() <= SHORT;
    if before == after {
        return match (is_meant, name) {
            (true, "") => "算法变了，写法没有变".to_owned(),
            (true, name) => format!("{name}变了，写法没有变"),
            (false, "") => "算法换了写法，金额不变".to_owned(),
            (false, name) => format!("{name}换了写法，意思不变"),
        };
    }
    match (before, after) {
        ("", after) => format!("新增{}{after}", colon(name)),
        (before, "") => format!("删去{}{before}", colon(name)),
        (before, after) if is_short(before) && is_short(after) => {
            format!("{named}{before} → {after}")
        }
        (before, after) => {
            let name = if name.is_empty() { "金额" } else { name };
            let was = if before.chars().count() <= LONG {
                format!("（原来：{before}）")
            } else {
                String::new()
            };
            format!("{name}改为：{after}{was}")
        }
    }
}

fn colon(name: &str) -> String {
    if name.is_empty() { "：".to_owned() } else { format!("{name}：") }
}

/// "新增条件：…", "不再要求：…", "条件：… → …".
fn requirements(
    name: &str,
    (old, new): (&[String], &[String]),
    is_meant: bool,
    (old_tested, new_tested): (&[String], &[String]),
) -> String {
    let (gone, added) = (without(old, new), without(new, old));
    let is_short = |lines: &[String]| lines.iter().all(|line| line.chars().count() <= SHORT);
    match (gone.as_slice(), added.as_slice()) {
        ([], []) if !is_meant => format!("{name}换了顺序或写法，意思不变"),
        // The document's own words hide what is tested.
        ([], []) if old_tested != new_tested => {
            let before = without(old_tested, new_tested).join("；");
            let after = without(new_tested, old_tested).join("；");
            if before.is_empty() && after.is_empty() {
                return format!(
                    "{name}的先后：{} → {}",
                    old_tested.join("、"),
                    new_tested.join("、")
                );
            }
            let [before, after] = [before, after].map(|text| named(&text));
            format!("{name}：{before} → {after}（页面上的说法没有变）")
        }
        ([], []) => format!("{name}变了，写法没有变"),
        ([], added) => format!("{}：{}", newly(name), added.join("；")),
        (gone, []) => format!("{}：{}", no_longer(name), gone.join("；")),
        ([before], [after]) if is_short(&gone) && is_short(&added) => {
            format!("{name}：{before} → {after}")
        }
        (gone, added) => {
            let (gone, added) = (quoted(&gone.join("；")), quoted(&added.join("；")));
            format!("{name}：{gone}改为{added}")
        }
    }
}

fn named(text: &str) -> String {
    if text.is_empty() { "不要求".to_owned() } else { text.to_owned() }
}

/// Returns the words for something new in a list.
fn newly(name: &str) -> String {
    match name {
        "文件写明的对象" => "文件只写到这些企业".to_owned(),
        name => format!("新增{name}"),
    }
}

/// Returns the words for something gone from a list.
fn no_longer(name: &str) -> String {
    match name {
        "选项" => format!("删去{name}"),
        "条件" => "不再要求".to_owned(),
        "文件写明的对象" => "文件不再只写到这些企业".to_owned(),
        name => format!("不再要求{name}"),
    }
}

/// Returns the lines that the other list does not have, each as often as it is there more.
fn without(lines: &[String], other: &[String]) -> Vec<String> {
    let mut rest: Vec<&String> = other.iter().collect();
    let mut found = Vec::new();
    for line in lines {
        match rest.iter().position(|own| *own == line) {
            Some(index) => drop(rest.remove(index)),
            None => found.push(line.clone()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Field, Place, changed};
    use crate::entry::{Reach, Unit};

    fn place() -> Place {
        Place { document: None, title: "", clause: "", id: String::new(), name: String::new() }
    }

    fn said(old: Field, new: Field) -> Option<(String, Reach)> {
        changed(&place(), &[old], &[new]).pop().map(|entry| (entry.text, entry.reach))
    }

    fn asks(data: &str, meaning: &str, lines: &[&str]) -> Field {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let unit = Some(Unit::Condition("a/b"));
        let tested = vec![meaning.to_owned()];
        Field::requirements(unit, "条件", (data.into(), meaning.into()), lines, tested)
    }

    #[test]
    fn what_is_new_gone_or_other_is_said_so() {
        let text = |old: &str, new: &str| {
            said(Field::words("电话", old), Field::words("电话", new)).map(|(text, _)| text)
        };
        assert_eq!(text("1", "1"), None);
        assert_eq!(text("1", "2").as_deref(), Some("电话：1 → 2"));
        assert_eq!(text("", "2").as_deref(), Some("新增电话：2"));
        assert_eq!(text("1", "").as_deref(), Some("删去电话：1"));
    }

    #[test]
    fn requirements_are_named_one_by_one() {
        let check = |old: &[&str], new: &[&str], text: &str| {
            let found = said(asks("1", "1", old), asks("2", "2", new));
            assert_eq!(found, Some((text.to_owned(), Reach::Amounts)));
        };
        check(&["甲"], &["甲", "乙"], "新增条件：乙");
        check(&["甲", "乙"], &["甲"], "不再要求：乙");
        check(&["甲", "乙"], &["甲", "丙"], "条件：乙 → 丙");
        check(&["甲", "甲"], &["甲"], "不再要求：甲");
        check(&["甲"], &["甲"], "条件：1 → 2（页面上的说法没有变）");
    }

    #[test]
    fn another_order_changes_no_amount() {
        let found = said(asks("1", "1", &["甲", "乙"]), asks("2", "1", &["乙", "甲"]));
        assert_eq!(found, Some(("条件换了顺序或写法，意思不变".to_owned(), Reach::Words)));
    }
}
