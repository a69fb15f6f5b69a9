//! Codes of administrative divisions: each belongs to one region.

use super::read::TomlText;
use std::collections::HashSet;

/// Checks the codes of one region, and adds them to those of the regions before it.
pub(super) fn check(codes: &[TomlText], known: &mut HashSet<String>) {
    for code in codes {
        let text = code.text.as_str();
        let is_code = matches!(text.len(), 2 | 4 | 6)
            && text.bytes().all(|digit| digit.is_ascii_digit())
            && !text.ends_with("00");
        if !is_code {
            code.position.problem(say!(
                "is no code of a division: two digits for a province, four for a city, six for \
                 a county, such as \"3704\"",
                "不是行政区划代码：省两位、市四位、县六位，如 \"3704\""
            ));
        } else if !known.insert(text.to_owned()) {
            code.position.problem(say!(
                "is given already; a division lies in one region",
                "已经写过了；一个区划只属于一个地区"
            ));
        }
    }
}
