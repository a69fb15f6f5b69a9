//! Fields of an object that somebody hands in: each is asked for once, and what is left over is a
//! mistake.

use super::ReceiptFault;
use crate::plain::Plain;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::unit::decimal_text;
use rust_decimal::Decimal;

/// So many letters a text of a receipt has at most; ours have far fewer.
const LONGEST: usize = 2_000;
/// So many items a list of a receipt has at most.
const MOST_ITEMS: usize = 10_000;

/// An object and where it is in the receipt, such as "awards[3]".
pub(super) struct Fields<'a> {
    place: String,
    parts: Vec<(&'a str, &'a Plain)>,
}

/// What a field says, or why it cannot be used.
pub(super) type Field<T> = Result<T, ReceiptFault>;

impl<'a> Fields<'a> {
    /// Returns the fields of an object.
    pub(super) fn of(value: &'a Plain, place: &str) -> Field<Self> {
        let Plain::Object(parts) = value else {
            return Err(wrong(place, "须是一个普通对象"));
        };
        let parts: Vec<_> = parts.iter().map(|(key, value)| (key.as_str(), value)).collect();
        Ok(Self { place: place.to_owned(), parts })
    }

    /// Returns how a field is named in a message.
    pub(super) fn name(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    /// Takes a field out.
    pub(super) fn take(&mut self, key: &str) -> Field<&'a Plain> {
        let place = self.parts.iter().position(|(own, _)| *own == key);
        let place = place.ok_or_else(|| wrong(&self.name(key), "没有写"))?;
        Ok(self.parts.remove(place).1)
    }

    /// Takes the fields of an object out; nothing where it is not there.
    pub(super) fn maybe_object(&mut self, key: &str) -> Field<Option<Self>> {
        if self.parts.iter().all(|(own, _)| *own != key) {
            return Ok(None);
        }
        Self::of(self.take(key)?, &self.name(key)).map(Some)
    }

    /// Takes a text out.
    pub(super) fn text(&mut self, key: &str) -> Field<&'a str> {
        text(self.take(key)?, &self.name(key))
    }

    /// Takes a text out that is one of these words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Field<T> {
        let given = self.text(key)?;
        all.iter().copied().find(|one| word(*one) == given).ok_or_else(|| {
            let allowed: Vec<&str> = all.iter().map(|one| word(*one)).collect();
            ReceiptFault::of(
                "unknown_option",
                format!("凭据的 {} 只能是 {}", self.name(key), allowed.join("、")),
            )
        })
    }

    /// Takes the two ends of bounds out.
    pub(super) fn bounds(&mut self) -> Field<Amount> {
        let least = self.sum("least")?.ok_or_else(|| wrong(&self.name("least"), "须是金额"))?;
        let least = Level::Sum(least);
        let most = self.sum("most")?.map_or(Level::Open, Level::Sum);
        if least > most {
            return Err(wrong(&self.name("most"), "不能比 least 小"));
        }
        Ok(Amount { least, most })
    }

    /// Takes a sum of money out, or null.
    pub(super) fn sum(&mut self, key: &str) -> Field<Option<Yuan>> {
        let figure = self.figure(key)?;
        figure
            .map(|figure| {
                Yuan::from_decimal(figure).ok_or_else(|| {
                    ReceiptFault::of("negative", format!("凭据的 {} 不能是负数", self.name(key)))
                })
            })
            .transpose()
    }

    /// Takes a figure in its shortest form out, or null.
    pub(super) fn figure(&mut self, key: &str) -> Field<Option<Decimal>> {
        match self.take(key)? {
            Plain::Nothing => Ok(None),
            Plain::Text(text) => {
                let read = Decimal::from_str_exact(text).ok();
                let figure = read.filter(|figure| decimal_text(*figure) == *text);
                figure.map(Some).ok_or_else(|| {
                    ReceiptFault::of(
                        "not_a_number",
                        format!(
                            "凭据的 {} 须是最短写法的数字，如 \"500000\" 或 \"83333.33\"",
                            self.name(key)
                        ),
                    )
                })
            }
            Plain::YesNo(_) | Plain::Number(_) | Plain::List(_) | Plain::Object(_) => {
                Err(wrong(&self.name(key), "须是文字写的数字或 null"))
            }
        }
    }

    /// Takes a list of objects out.
    pub(super) fn list<T>(
        &mut self,
        key: &str,
        read: impl Fn(Fields<'a>) -> Field<T>,
    ) -> Field<Vec<T>> {
        let name = self.name(key);
        let Plain::List(items) = self.take(key)? else {
            return Err(wrong(&name, "须是一个列表"));
        };
        if items.len() > MOST_ITEMS {
            return Err(wrong(&name, "太长"));
        }
        let item = |(index, item): (usize, &'a Plain)| {
            read(Fields::of(item, &format!("{name}[{index}]"))?)
        };
        items.iter().enumerate().map(item).collect()
    }

    /// Says that all is taken out.
    pub(super) fn end(self) -> Field<()> {
        match self.parts.first() {
            None => Ok(()),
            Some((key, _)) => Err(ReceiptFault::of(
                "unknown_question",
                format!("凭据里没有“{}”这一项", short(&self.name(key))),
            )),
        }
    }
}

/// Returns a text that is not too long.
pub(super) fn text<'a>(value: &'a Plain, name: &str) -> Field<&'a str> {
    match value {
        Plain::Text(text) if text.chars().count() <= LONGEST => Ok(text),
        Plain::Text(_) => Err(wrong(name, "太长")),
        Plain::Nothing | Plain::YesNo(_) | Plain::Number(_) | Plain::List(_) | Plain::Object(_) => {
            Err(wrong(name, "须是文字"))
        }
    }
}

/// A field that is not of its form.
pub(super) fn wrong(name: &str, why: &str) -> ReceiptFault {
    let name =
        if name.is_empty() { "凭据".to_owned() } else { format!("凭据的 {}", short(name)) };
    ReceiptFault::of("wrong_type", format!("{name} {why}"))
}

/// Returns the beginning of a name that somebody else wrote.
pub(super) fn short(name: &str) -> String {
    name.chars().take(60).collect()
}
