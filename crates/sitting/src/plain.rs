//! A value as JSON has it, between who reads or writes JSON and who knows what it means.

/// A value of JSON. Who makes one from data of others keeps to a depth of [`Plain::DEEPEST`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// null.
    Nothing,
    /// true or false.
    YesNo(bool),
    /// A number, as JavaScript's own `String(n)` shows it.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Keys with values, in their order.
    Object(Vec<(String, Self)>),
}

impl Plain {
    /// How many lists and objects may be inside each other.
    pub const DEEPEST: usize = 16;

    /// Returns a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a text, or nothing.
    #[must_use]
    pub fn maybe_text(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    /// Returns an object of ours.
    #[must_use]
    pub fn object<const N: usize>(parts: [(&str, Self); N]) -> Self {
        Self::Object(parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Returns the JSON text, a line for each value and two spaces for each depth.
    #[must_use]
    pub fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Nothing => text.push_str("null"),
            Self::YesNo(yes) => text.push_str(if *yes { "true" } else { "false" }),
            Self::Number(digits) => text.push_str(digits),
            Self::Text(words) => write_text(text, words),
            Self::List(items) => {
                write_parts(text, depth, ['[', ']'], items, |text, item| {
                    item.write(text, depth + 1);
                });
            }
            Self::Object(parts) => {
                write_parts(text, depth, ['{', '}'], parts, |text, (key, value)| {
                    write_text(text, key);
                    text.push_str(": ");
                    value.write(text, depth + 1);
                });
            }
        }
    }
}

fn write_parts<T>(
    text: &mut String,
    depth: usize,
    [begin, end]: [char; 2],
    parts: &[T],
    write: impl Fn(&mut String, &T),
) {
    text.push(begin);
    for (index, part) in parts.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n("  ", depth + 1));
        write(text, part);
    }
    if !parts.is_empty() {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    }
    text.push(end);
}

fn write_text(text: &mut String, words: &str) {
    text.push('"');
    for letter in words.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\0'..='\u{1f}' => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[test]
    fn every_kind_of_value_is_json() {
        let value = Plain::object([
            ("a", Plain::text("说\"\\\n")),
            ("b", Plain::List(vec![Plain::Nothing, Plain::YesNo(true)])),
            ("c", Plain::List(Vec::new())),
            ("d", Plain::object([("e", Plain::Number("1.5".to_owned()))])),
        ]);
        let lines = [
            "{",
            r#"  "a": "说\"\\\u000a","#,
            r#"  "b": ["#,
            "    null,",
            "    true",
            "  ],",
            r#"  "c": [],"#,
            r#"  "d": {"#,
            r#"    "e": 1.5"#,
            "  }",
            "}",
            "",
        ];
        assert_eq!(value.json(), lines.join("\n"));
    }
}
