//! Amounts in running words: a line never ends between a sum and its unit.

/// Returns words in which no line ends before the unit of a sum.
pub(crate) fn unbroken(words: impl AsRef<str>) -> String {
    let units = [" 元", " 万元", " 亿元"];
    units.into_iter().fold(words.as_ref().to_owned(), |words, unit| {
        words.replace(unit, &unit.replace(' ', "\u{a0}"))
    })
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn a_sum_and_its_unit_are_one_word_and_nothing_else_is() {
        assert_eq!(unbroken("0 至 1,000 万元，另加 5 元"), "0 至 1,000\u{a0}万元，另加 5\u{a0}元");
        assert_eq!(unbroken("12345 转接　元月"), "12345 转接　元月");
    }
}
