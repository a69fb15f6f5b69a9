//! Texts as literals of JavaScript.

/// Returns a text as a literal of JavaScript. No letter of it ends a script element.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '<' | '>' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn nothing_in_a_literal_ends_it_or_its_script_element() {
        assert_eq!(literal("惠企"), "\"惠企\"");
        assert_eq!(literal("a\"b\\c"), r#""a\"b\\c""#);
        assert_eq!(literal("</script>\n"), r#""\u003c/script\u003e\u000a""#);
        assert_eq!(literal("\u{2028}\u{2029}"), r#""\u2028\u2029""#);
    }

    #[test]
    fn a_literal_is_read_back_by_a_parser() {
        let text = "第一行\r\n\t\"引号\" <b>\\\u{2028}\u{0}";
        let back: String = serde_json::from_str(&literal(text)).expect("a literal is valid JSON");
        assert_eq!(back, text);
    }
}
