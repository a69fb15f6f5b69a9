//! Figures in cells: exact, in the unit of their column, and what is no figure for certain.

use super::words::{DASHES, UNCLEAR, plain};
use huiqi_rules::unit::{FigureProblem, Notation, Unit};
use rust_decimal::Decimal;

/// The unit that a heading, a line above the table or a cell's own format gives to the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUnit {
    /// Yuan times ten to this power.
    Yuan(u8),
    /// Percent.
    Percent,
    /// Another currency.
    Foreign,
}

/// Whether a table tells how its numbers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberFormats {
    /// It does: a percentage has its sign.
    #[default]
    Known,
    /// It does not: 0.125 and 12.5 may be the same.
    Unknown,
}

/// What is put between two cells that a comma made of one figure.
pub const PARTED: char = '|';

/// What is wrong with a figure in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFigureProblem {
    /// No figure of the unit.
    Figure(FigureProblem),
    /// A dash, which may mean 0 or not known.
    Dash,
    /// A number such as 0.3 without a percent sign: 0.3 % or 30 %.
    PartOrPercent,
    /// The column is in another currency.
    Foreign,
    /// A comma without quotation marks made two cells of it; [`PARTED`] is between them.
    Parted,
}

const UNITS: [(&str, ColumnUnit); 28] = [
    ("元", ColumnUnit::Yuan(0)),
    ("元整", ColumnUnit::Yuan(0)),
    ("人民币", ColumnUnit::Yuan(0)),
    ("rmb", ColumnUnit::Yuan(0)),
    ("¥", ColumnUnit::Yuan(0)),
    ("cny", ColumnUnit::Yuan(0)),
    ("百元", ColumnUnit::Yuan(2)),
    ("千元", ColumnUnit::Yuan(3)),
    ("仟元", ColumnUnit::Yuan(3)),
    ("k", ColumnUnit::Yuan(3)),
    ("万", ColumnUnit::Yuan(4)),
    ("万元", ColumnUnit::Yuan(4)),
    ("w", ColumnUnit::Yuan(4)),
    ("萬元", ColumnUnit::Yuan(4)),
    ("十万元", ColumnUnit::Yuan(5)),
    ("百万元", ColumnUnit::Yuan(6)),
    ("百万", ColumnUnit::Yuan(6)),
    ("千万元", ColumnUnit::Yuan(7)),
    ("千万", ColumnUnit::Yuan(7)),
    ("亿", ColumnUnit::Yuan(8)),
    ("亿元", ColumnUnit::Yuan(8)),
    ("10000元", ColumnUnit::Yuan(4)),
    ("10,000元", ColumnUnit::Yuan(4)),
    ("1万元", ColumnUnit::Yuan(4)),
    ("%", ColumnUnit::Percent),
    ("百分比", ColumnUnit::Percent),
    ("百分数", ColumnUnit::Percent),
    ("百分点", ColumnUnit::Percent),
];

const FOREIGN: [&str; 11] =
    ["美元", "欧元", "港元", "港币", "日元", "英镑", "usd", "eur", "$", "hkd", "€"];

impl ColumnUnit {
    /// Returns the unit that a text names and nothing else: 万元, 单位：万元, (元).
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text = plain(text);
        let text = text.trim_matches(|letter| BRACKETS.contains(&letter));
        let text = ["金额单位", "计量单位", "货币单位", "单位", "金额"]
            .iter()
            .find_map(|word| text.strip_prefix(word))
            .map_or(text, |rest| rest.trim_start_matches([':', '为', '是']));
        let text = text.trim_start_matches(['以', '按']);
        let text = ["为单位计", "为单位", "计算", "计"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .unwrap_or(text);
        let text = text.strip_suffix("人民币").filter(|rest| !rest.is_empty()).unwrap_or(text);
        let text = ["人民币", "rmb", "¥", "￥"]
            .iter()
            .find_map(|word| text.strip_prefix(word).filter(|rest| !rest.is_empty()))
            .unwrap_or(text);
        let known = UNITS.iter().find(|(word, _)| *word == text).map(|(_, unit)| *unit);
        known.or_else(|| FOREIGN.iter().any(|word| text.ends_with(word)).then_some(Self::Foreign))
    }

    /// Returns the unit of all sums that a line above a table names: 单位：万元, （万元）, a title
    /// that ends in （万元）, 金额以万元计. Two units that do not agree are none.
    #[must_use]
    pub fn of_line(cell: &str) -> Option<Self> {
        let text = plain(cell);
        if let Some(unit) = Self::of_text(&text) {
            return Some(unit).filter(|unit| *unit != Self::Percent);
        }
        let mut found: Vec<Self> = Vec::new();
        let mut add = |unit: Self| {
            if unit != Self::Percent && !found.contains(&unit) {
                found.push(unit);
            }
        };
        for (at, word) in text.match_indices("单位") {
            let after = text[at + word.len()..].trim_start_matches([':', '均', '都', '为', '是']);
            let of_units = after.find(['。', ';']).map_or(after, |end| &after[..end]);
            of_units.split(BETWEEN_UNITS).filter_map(Self::beginning).for_each(&mut add);
        }
        let inner = text.strip_suffix(BRACKETS);
        let note = inner.and_then(|inner| inner.rsplit_once(BRACKETS));
        note.iter().filter_map(|(_, note)| Self::of_text(note)).for_each(&mut add);
        for (at, mark) in text.match_indices(['以', '按']) {
            if text[..at].contains("金额") || text[..at].contains("费") {
                let after = &text[at + mark.len()..];
                let is_unit = |ends: &&str| after.contains(*ends);
                if ["计", "为单位", "填"].iter().any(is_unit) {
                    Self::beginning(after).into_iter().for_each(&mut add);
                }
            }
        }
        match found.as_slice() {
            [one] => Some(*one),
            [] | [_, _, ..] => None,
        }
    }

    /// Returns the unit with which a text begins: 万元/个, 万元第1页, 人民币万元.
    fn beginning(text: &str) -> Option<Self> {
        let text = text.trim_start_matches("人民币").trim_start_matches("rmb");
        let longest = UNITS.iter().filter(|(word, unit)| {
            *unit != Self::Percent && !word.is_ascii() && text.starts_with(word)
        });
        longest
            .max_by_key(|(word, _)| word.len())
            .map(|(_, unit)| *unit)
            .filter(|_| !FOREIGN.iter().any(|word| text.contains(word)))
    }

    /// Returns the larger unit of money that a line names and that is no part of an amount or of
    /// another word: 表中为万元, and not 30 万元.
    #[must_use]
    pub fn named_in(cell: &str) -> Option<Self> {
        let text = plain(cell);
        let is_unit = |(at, word): &(usize, &str)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            let counts =
                |it: char| it.is_ascii_digit() || ".一二三四五六七八九十百千几数余多".contains(it);
            !before.is_some_and(counts) && !after.is_some_and(char::is_alphanumeric)
        };
        let all = LARGE.iter().flat_map(|word| text.match_indices(word));
        all.filter(is_unit).find_map(|(_, word)| Self::of_text(word))
    }
}

/// Brackets of any kind, in which units and notes are put.
pub(super) const BRACKETS: [char; 16] =
    ['(', ')', '[', ']', '【', '】', '〔', '〕', '{', '}', '<', '>', '〈', '〉', '《', '》'];
/// What parts units in one line.
const BETWEEN_UNITS: [char; 8] = [',', '、', '/', '(', ')', '和', '或', '及'];
/// Units of money above one yuan.
const LARGE: [&str; 6] = ["万元", "萬元", "千元", "仟元", "百万元", "亿元"];

/// Returns the figure in a cell of a column in this unit; nothing where it says that it is not
/// clear.
pub(crate) fn read(
    unit: &Unit,
    of_column: Option<ColumnUnit>,
    formats: NumberFormats,
    cell: &str,
) -> Result<Option<Decimal>, CellFigureProblem> {
    let text = plain(cell);
    if UNCLEAR.contains(&text.as_str()) {
        return Ok(None);
    }
    if text.contains(PARTED) {
        return Err(CellFigureProblem::Parted);
    }
    if DASHES.contains(&text.as_str()) || (text.len() > 1 && text.trim_start_matches('¥') == "-") {
        return Err(CellFigureProblem::Dash);
    }
    let power = match (unit.notation, of_column) {
        (Notation::Money, Some(ColumnUnit::Foreign)) => return Err(CellFigureProblem::Foreign),
        (Notation::Money, Some(ColumnUnit::Yuan(power))) => usize::from(power),
        (Notation::Money | Notation::Percent | Notation::Number, _) => 0,
    };
    // A cell of marks alone, as *** covers a sum, is not empty.
    if text.is_empty() {
        return Err(CellFigureProblem::Figure(FigureProblem::NotANumber));
    }
    let figure = unit.read_computed(&text, power).map_err(CellFigureProblem::Figure)?;
    match (unit.notation, figure) {
        (Notation::Percent, Some(figure))
            if !text.ends_with('%')
                && !figure.is_zero()
                && (formats == NumberFormats::Unknown || figure.abs() <= Decimal::ONE) =>
        {
            Err(CellFigureProblem::PartOrPercent)
        }
        (Notation::Percent | Notation::Money | Notation::Number, figure) => Ok(figure),
    }
}

#[cfg(test)]
mod tests {
    use super::{CellFigureProblem, ColumnUnit, NumberFormats, read};
    use huiqi_rules::unit::{FigureProblem, Unit};

    fn yuan(unit: Option<ColumnUnit>, cell: &str) -> Result<Option<String>, CellFigureProblem> {
        read(&Unit::YUAN, unit, NumberFormats::Known, cell)
            .map(|sum| sum.map(|sum| sum.to_string()))
    }

    fn percent(cell: &str) -> Result<Option<String>, CellFigureProblem> {
        read(&Unit::PERCENT, None, NumberFormats::Known, cell)
            .map(|sum| sum.map(|sum| sum.to_string()))
    }

    #[test]
    fn a_unit_is_known_however_it_is_written() {
        for (text, unit) in [
            ("万元", Some(ColumnUnit::Yuan(4))),
            ("（万元）", Some(ColumnUnit::Yuan(4))),
            ("单位：元", Some(ColumnUnit::Yuan(0))),
            ("金额单位:人民币万元", Some(ColumnUnit::Yuan(4))),
            ("人民币", Some(ColumnUnit::Yuan(0))),
            ("（以万元计）", Some(ColumnUnit::Yuan(4))),
            ("万元人民币", Some(ColumnUnit::Yuan(4))),
            ("千元", Some(ColumnUnit::Yuan(3))),
            ("亿元", Some(ColumnUnit::Yuan(8))),
            ("万美元", Some(ColumnUnit::Foreign)),
            ("%", Some(ColumnUnit::Percent)),
            ("全称", None),
            ("单位", None),
        ] {
            assert_eq!(ColumnUnit::of_text(text), unit, "{text}");
        }
        assert_eq!(ColumnUnit::of_line("（金额单位：万元）"), Some(ColumnUnit::Yuan(4)));
        assert_eq!(ColumnUnit::of_line("填报单位：示例局 单位：千元"), Some(ColumnUnit::Yuan(3)));
        for wan in [
            "（万元）",
            "万元",
            "展会补贴汇总表（万元）",
            "金额：万元",
            "（金额：万元）",
            "单位:万元/个",
            "2026年 单位：万元 第1页",
            "单位：家、万元",
            "单位：户，万元",
            "单位：人民币（万元）",
            "单位：RMB 万元",
            "（除注明外单位为万元）",
            "表内金额以万元计",
            "本表金额单位均为万元",
            "说明：展位费按万元填写",
            "备注：1.单位：万元；2.数据截至10月",
        ] {
            assert_eq!(ColumnUnit::of_line(wan), Some(ColumnUnit::Yuan(4)), "{wan}");
        }
        for none in [
            "填报单位（盖章）：示例局",
            "单位：元、万元",
            "单位名称：示例局",
            "注册资本 500 万元以上的企业",
            "最高奖励 30 万元",
            "一、省级企业（3家）",
        ] {
            assert_eq!(ColumnUnit::of_line(none), None, "{none}");
        }
        let named = ["单位：元、万元", "表中为万元", "金额（万元）见右"];
        assert!(named.into_iter().all(|line| ColumnUnit::named_in(line).is_some()));
        for amount in ["合计 120 万元", "最高三十万元", "1.2亿元", "万元户食品厂"]
        {
            assert_eq!(ColumnUnit::named_in(amount), None, "{amount}");
        }
    }

    #[test]
    fn a_cell_is_in_the_unit_of_its_column_unless_it_names_its_own() {
        let wan = Some(ColumnUnit::Yuan(4));
        assert_eq!(yuan(wan, "8"), Ok(Some("80000".to_owned())));
        assert_eq!(yuan(wan, " 8.00 "), Ok(Some("80000".to_owned())));
        assert_eq!(yuan(wan, "8万元"), Ok(Some("80000".to_owned())));
        assert_eq!(yuan(wan, "80000元"), Ok(Some("80000".to_owned())));
        assert_eq!(yuan(None, "¥80,000.00"), Ok(Some("80000".to_owned())));
        assert_eq!(yuan(Some(ColumnUnit::Foreign), "8"), Err(CellFigureProblem::Foreign));
        assert_eq!(yuan(wan, "不清楚"), Ok(None));
    }

    #[test]
    fn a_dash_and_a_part_are_asked_about() {
        for dash in ["-", " -   ", "—", "/", " ¥ -  "] {
            assert_eq!(yuan(None, dash), Err(CellFigureProblem::Dash), "{dash}");
        }
        assert_eq!(percent("0.3"), Err(CellFigureProblem::PartOrPercent));
        assert_eq!(percent("-0.05"), Err(CellFigureProblem::PartOrPercent));
        assert_eq!(percent("1"), Err(CellFigureProblem::PartOrPercent));
        assert_eq!(percent("0.3%"), Ok(Some("0.3".to_owned())));
        assert_eq!(percent("29.996%"), Ok(Some("29.996".to_owned())));
        assert_eq!(percent("0"), Ok(Some("0".to_owned())));
        assert_eq!(percent("12"), Ok(Some("12".to_owned())));
        assert_eq!(
            read(&Unit::PERCENT, None, NumberFormats::Unknown, "12"),
            Err(CellFigureProblem::PartOrPercent)
        );
        assert_eq!(
            percent("300000000000000000000000000000%"),
            Err(CellFigureProblem::Figure(FigureProblem::TooLarge))
        );
    }
}
