//! What a number format shows of a number: a percentage, a day, a sum in ten thousands.

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberStyle {
    /// As it is.
    Plain,
    /// A hundred times, with a percent sign.
    Percent,
    /// As a day.
    Day,
    /// As a time of the day or a length of time.
    Time,
    /// As a sum in a unit: the sum in yuan is the number times ten to this power.
    Yuan(u8),
    /// In a unit that depends on the number.
    Unclear,
}

impl NumberStyle {
    /// Returns the style of one of the formats that every workbook has.
    pub(super) const fn of_number(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Self::Time,
            _ => Self::Plain,
        }
    }

    /// Returns the style of a format as it is written.
    pub(super) fn of_code(code: &str) -> Self {
        let sections = sections(code);
        let depends = sections.iter().any(|section| section.has_condition);
        let first = sections.into_iter().next().unwrap_or_default();
        if depends && code.contains(['万', '亿', '千']) {
            return Self::Unclear;
        }
        first.style()
    }
}

/// One part of a format; the parts are for sums above zero, below it, and zero.
#[derive(Default)]
struct Section {
    has_condition: bool,
    is_percent: bool,
    has_day: bool,
    has_time: bool,
    has_month: bool,
    literal: String,
    /// Digits since the last literal point between digits.
    digits_behind_point: Option<usize>,
    /// Commas behind the last digit: each divides by a thousand.
    commas: usize,
}

impl Section {
    fn style(&self) -> NumberStyle {
        if self.is_percent {
            return NumberStyle::Percent;
        }
        if self.has_day || (self.has_month && !self.has_time) {
            return NumberStyle::Day;
        }
        if self.has_time {
            return NumberStyle::Time;
        }
        let units: [(&str, usize); 6] =
            [("百万", 6), ("千万", 7), ("亿", 8), ("万", 4), ("千元", 3), ("百元", 2)];
        let unit = units.iter().find(|(word, _)| self.literal.contains(word)).map_or(0, |it| it.1);
        // A format that itself divides, as 0!.0,"万" does, shows a sum in yuan.
        let divided = self.commas * 3 + self.digits_behind_point.unwrap_or_default();
        if unit == 0 {
            // The heading may name the unit of what is shown, or of what is held.
            return if divided == 0 { NumberStyle::Plain } else { NumberStyle::Unclear };
        }
        match unit.checked_sub(divided) {
            Some(power) => NumberStyle::Yuan(power as u8),
            None => NumberStyle::Unclear,
        }
    }
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => section.literal.extend(letters.by_ref().take_while(|letter| *letter != '"')),
            '\\' | '!' => match letters.next() {
                Some('.') => section.digits_behind_point = Some(0),
                Some(literal) => section.literal.push(literal),
                None => {}
            },
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                section.has_condition |= inside.starts_with(['<', '>', '=']);
                // A currency, which may be any word: [$万元], [$¥-804].
                let currency = inside.strip_prefix('$').and_then(|it| it.split('-').next());
                section.literal.extend(currency);
                let is_length = !inside.is_empty()
                    && inside
                        .chars()
                        .all(|letter| matches!(letter, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
                section.has_time |= is_length;
            }
            ';' => sections.push(std::mem::take(&mut section)),
            '%' => section.is_percent = true,
            '0' | '#' | '?' => {
                section.commas = 0;
                if let Some(digits) = &mut section.digits_behind_point {
                    *digits += 1;
                }
            }
            ',' => section.commas += 1,
            'G' | 'g' => {
                // General holds letters of days.
                while letters.next_if(char::is_ascii_alphabetic).is_some() {}
            }
            'y' | 'Y' | 'd' | 'D' => section.has_day = true,
            'm' | 'M' => section.has_month = true,
            'h' | 'H' | 's' | 'S' => section.has_time = true,
            letter if !letter.is_ascii() => section.literal.push(letter),
            _ => {}
        }
    }
    sections.push(section);
    sections
}

#[cfg(test)]
mod tests {
    use super::NumberStyle;

    #[test]
    fn a_format_says_what_it_shows() {
        for (code, style) in [
            ("General", NumberStyle::Plain),
            ("0.00", NumberStyle::Plain),
            ("#,##0.00_ ", NumberStyle::Plain),
            ("@", NumberStyle::Plain),
            ("0\"%\"", NumberStyle::Plain),
            ("0\\%", NumberStyle::Plain),
            ("0\"家\"", NumberStyle::Plain),
            ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", NumberStyle::Plain),
            ("[Red]0;[Blue]-0", NumberStyle::Plain),
            ("0%", NumberStyle::Percent),
            ("0.00%", NumberStyle::Percent),
            ("0.0\" x\"%", NumberStyle::Percent),
            ("yyyy-mm-dd", NumberStyle::Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", NumberStyle::Day),
            ("[$-804]yyyy/m/d h:mm", NumberStyle::Day),
            ("h:mm:ss", NumberStyle::Time),
            ("[h]:mm", NumberStyle::Time),
            ("0\"万元\"", NumberStyle::Yuan(4)),
            ("#,##0.00\"万\"", NumberStyle::Yuan(4)),
            ("0.00\\万\\元", NumberStyle::Yuan(4)),
            ("0.00万元", NumberStyle::Yuan(4)),
            ("0\"千元\"", NumberStyle::Yuan(3)),
            ("0[$万元]", NumberStyle::Yuan(4)),
            ("[$¥-804]#,##0.00", NumberStyle::Plain),
            ("0.0\"亿元\"", NumberStyle::Yuan(8)),
            ("0!.0,\"万\"", NumberStyle::Yuan(0)),
            ("0\\.0000\"万\"", NumberStyle::Yuan(0)),
            ("[>=10000]0!.0,\"万\";0", NumberStyle::Unclear),
            ("0!.0,", NumberStyle::Unclear),
            ("0\\.0000", NumberStyle::Unclear),
            ("#,##0,", NumberStyle::Unclear),
            ("#,##0", NumberStyle::Plain),
        ] {
            assert_eq!(NumberStyle::of_code(code), style, "{code}");
        }
        assert_eq!(NumberStyle::of_number(14), NumberStyle::Day);
        assert_eq!(NumberStyle::of_number(10), NumberStyle::Percent);
        assert_eq!(NumberStyle::of_number(4), NumberStyle::Plain);
    }
}
