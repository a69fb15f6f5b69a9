//! A report as JSON text: one crossing to JavaScript instead of one for each property, which took
//! three times as long.

use std::fmt::Write;

/// A JSON text in the making. Keys are ours and need no escapes.
pub(super) struct Json(String);

impl Json {
    /// Creates an empty text with room for a report.
    pub(super) fn new() -> Self {
        Self(String::with_capacity(16 * 1024))
    }

    /// Returns the text.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// The separator from the item before, where there is one.
    fn part(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.part();
        self.0.push('"');
        if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            for letter in text.chars() {
                match letter {
                    '"' | '\\' => self.0.extend(['\\', letter]),
                    '\0'..='\u{1f}' => {
                        let _ = write!(self.0, "\\u{:04x}", u32::from(letter));
                    }
                    _ => self.0.push(letter),
                }
            }
        } else {
            self.0.push_str(text);
        }
        self.0.push('"');
    }

    /// A text, or null.
    pub(super) fn maybe_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => {
                self.part();
                self.0.push_str("null");
            }
        }
    }

    /// Writes a key; its value comes next.
    pub(super) fn key(&mut self, key: &'static str) -> &mut Self {
        self.part();
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        self
    }

    /// An object with what is written inside.
    pub(super) fn object(&mut self, inside: impl FnOnce(&mut Self)) {
        self.part();
        self.0.push('{');
        inside(self);
        self.0.push('}');
    }

    /// A list of what is written for each.
    pub(super) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.part();
        self.0.push('[');
        for item in items {
            write(self, item);
        }
        self.0.push(']');
    }

    /// A list of texts.
    pub(super) fn texts<'a>(&mut self, items: impl IntoIterator<Item = &'a str>) {
        self.list(items, |json, text| json.text(text));
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn texts_objects_and_lists_are_json() {
        let mut json = Json::new();
        json.object(|json| {
            json.key("a").text("说\"\\\n\u{1}");
            json.key("b").maybe_text(None);
            json.key("c").list([1, 2], |json, number| {
                json.object(|json| json.key("n").text(&number.to_string()))
            });
            json.key("d").texts([]);
            json.key("e").texts(["x", "y,"]);
        });
        assert_eq!(
            json.into_text(),
            r#"{"a":"说\"\\\u000a\u0001","b":null,"c":[{"n":"1"},{"n":"2"}],"d":[],"e":["x","y,"]}"#
        );
    }
}
