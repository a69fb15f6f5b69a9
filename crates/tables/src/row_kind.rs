//! Which rows of a table are companies. A sum, a remark, a subhead, the headings once more and the
//! like are passed over, and said to be.

use super::column::Column;
use super::figures::ColumnUnit;
use super::words::plain;
use huiqi_rules::policy::PolicySet;
use std::collections::HashSet;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A company.
    Company,
    /// A row without a word.
    Empty,
    /// A row without a name and without a word in any column that is used.
    Unused,
    /// Sums, counts or means of the rows above or below.
    Sum,
    /// A remark, a signature, the end of the table.
    Remark,
    /// The heading of a group of rows.
    Subhead,
    /// The headings once more.
    Headings,
    /// Headings with other columns in other places: the rows below belong to another table.
    OtherHeadings,
    /// The numbers of the columns.
    ColumnNumbers,
    /// An example of how to fill in a row.
    Example,
}

impl RowKind {
    /// Returns why such a row is no company, in words; nothing for a company.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Company => "",
            Self::Empty => "空行",
            Self::Unused => "没有名称，也没有用得上的内容",
            Self::Sum => "合计",
            Self::Remark => "说明或签字",
            Self::Subhead => "小标题",
            Self::Headings => "重复的表头",
            Self::OtherHeadings => "另一种表头",
            Self::ColumnNumbers => "列号",
            Self::Example => "示例",
        }
    }
}

/// Tells companies from other rows of one table.
#[derive(Clone, Debug)]
pub struct RowSorter {
    /// The headings as they are compared.
    headings: Vec<String>,
    columns: Vec<Column>,
    name: Option<usize>,
    /// The words of options and places, which head groups of companies.
    groups: HashSet<String>,
    /// Every word that heads a column.
    heads: HashSet<String>,
}

impl RowSorter {
    /// For a table with these headings, whose columns hold this.
    #[must_use]
    pub fn new(set: &'static PolicySet, headings: &[&str], columns: &[Column]) -> Self {
        let options = set.questions.iter().flat_map(|question| question.options);
        let labels = options.map(|option| option.label);
        let places = set.synonyms.iter().filter(|one| one.option().is_some()).map(|one| one.word);
        let heads = set.questions.iter().flat_map(|one| [one.id, one.short, one.label]);
        let own = headings.iter().map(|heading| plain(heading));
        Self {
            headings: headings.iter().map(|heading| plain(heading)).collect(),
            columns: columns.to_vec(),
            name: columns.iter().position(|column| *column == Column::Name),
            groups: labels.chain(places).map(plain).collect(),
            heads: heads.map(plain).chain(own).filter(|head| !head.is_empty()).collect(),
        }
    }

    /// Returns the same, where the names of these places too head groups of companies.
    #[must_use]
    pub fn with_places(mut self, places: &'static PolicySet) -> Self {
        let options = places.question(PolicySet::REGION).options;
        let names = options.iter().map(|option| option.label);
        let others = places.synonyms.iter().filter(|one| one.option().is_some());
        self.groups.extend(names.chain(others.map(|one| one.word)).map(plain));
        self
    }

    /// Returns what a row is. `adds_up` says that a formula in it adds up other rows.
    #[must_use]
    pub fn kind(&self, cells: &[&str], adds_up: bool) -> RowKind {
        let filled: Vec<(usize, &str)> = cells
            .iter()
            .enumerate()
            .map(|(index, cell)| (index, beginning(cell.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let Some((first_at, first)) = filled.first().copied() else { return RowKind::Empty };
        let name =
            self.name.and_then(|index| cells.get(index)).map_or("", |cell| beginning(cell.trim()));
        let label = plain(if name.is_empty() { first } else { name });
        let first = plain(first);
        if let Some(headings) = self.headings_again(&filled, &first, &label) {
            return headings;
        }
        if is_column_numbers(&filled) {
            return RowKind::ColumnNumbers;
        }
        if is_sum(&label) || is_sum(&first) || (name.is_empty() && adds_up) {
            return RowKind::Sum;
        }
        if is_remark(&label) || (name.is_empty() && is_remark(&first)) {
            return RowKind::Remark;
        }
        if is_example(&label) || is_example(&first) {
            return RowKind::Example;
        }
        // The blank table has the place filled in for companies that are still to come.
        if name.is_empty()
            && self.name.is_some()
            && filled.iter().all(|(index, _)| {
                self.columns.get(*index) == Some(&Column::Question(PolicySet::REGION))
            })
        {
            return RowKind::Empty;
        }
        let is_used = |index: usize, wanted: fn(Column) -> bool| {
            self.columns.get(index).is_some_and(|column| wanted(*column))
        };
        if filled.iter().any(|(index, _)| is_used(*index, Column::is_answer)) {
            return RowKind::Company;
        }
        let is_alone = filled.len() == 1;
        // No company has a colon in its name, or is a sentence or a day.
        let alone = filled[0].1.trim_end();
        if label.contains(':')
            || (is_alone && (is_closing(&label) || alone.ends_with([':', '：'])))
            || (is_alone && ColumnUnit::of_line(alone).is_some())
        {
            return RowKind::Remark;
        }
        let heads_group = is_numbered(&label)
            || (is_alone && self.is_group(without_count(&label)))
            || (is_alone && without_count(&label) != label && name.is_empty());
        if heads_group || (Some(first_at) != self.name && is_chinese_number(&first)) {
            RowKind::Subhead
        } else if name.is_empty()
            && !filled.iter().any(|(index, _)| is_used(*index, Column::is_used))
        {
            RowKind::Unused
        } else {
            RowKind::Company
        }
    }

    /// Whether a word is that of an option or a place, which heads companies: 省级, A.省级企业.
    fn is_group(&self, text: &str) -> bool {
        let numbered = text.split_once(['.', '、']).filter(|(number, _)| number.len() == 1);
        let text = numbered.map_or(text, |(_, rest)| rest);
        let ends = ["企业名单", "企业", "名单", "类"];
        let bare = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
        self.groups.contains(text) || self.groups.contains(bare)
    }

    /// Whether a row holds the headings again, in the same places or in others.
    fn headings_again(
        &self,
        filled: &[(usize, &str)],
        first: &str,
        label: &str,
    ) -> Option<RowKind> {
        if !self.heads.contains(first) && !self.heads.contains(label) {
            return None;
        }
        let is_own = |(index, cell): &&(usize, &str)| {
            self.headings.get(*index).is_some_and(|heading| *heading == plain(cell))
        };
        let own = filled.iter().filter(is_own).count();
        let heads = filled.iter().filter(|(_, cell)| self.heads.contains(&plain(cell))).count();
        if own >= 2 && own * 2 >= filled.len() {
            Some(RowKind::Headings)
        } else {
            (heads >= 3 && heads * 2 > filled.len()).then_some(RowKind::OtherHeadings)
        }
    }
}

/// Returns as much of a cell as tells what its row is.
fn beginning(cell: &str) -> &str {
    cell.char_indices().nth(120).map_or(cell, |(end, _)| &cell[..end])
}

/// Whether the cells are the numbers of their columns: 1, 2, 3, perhaps after 甲, 乙.
fn is_column_numbers(filled: &[(usize, &str)]) -> bool {
    let numbers: Vec<Option<u32>> = filled
        .iter()
        .map(|(_, cell)| {
            let cell = plain(cell);
            cell.trim_matches(['(', ')', '[', ']', '①'])
                .parse()
                .ok()
                .filter(|number| *number < 1000)
        })
        .collect();
    let is_stem = |cell: &str| {
        matches!(
            plain(cell).as_str(),
            "甲" | "乙" | "丙" | "丁" | "栏次" | "列号" | "a" | "b" | "c"
        )
    };
    let begins = numbers.iter().take_while(|number| number.is_none()).count();
    let counted = &numbers[begins..];
    filled[..begins].iter().all(|(_, cell)| is_stem(cell))
        && counted.len() >= 3
        && counted.first().is_some_and(|first| *first <= Some(2))
        && counted
            .windows(2)
            .all(|pair| pair[0].zip(pair[1]).is_some_and(|(before, after)| before + 1 == after))
}

const SUMS: [&str; 25] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "汇总",
    "总和",
    "总数",
    "总额",
    "合计数",
    "合计金额",
    "求和",
    "计数",
    "平均",
    "平均值",
    "平均数",
    "均值",
    "中位数",
    "最大值",
    "最小值",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
    "average",
];

/// Whether a cell says that its row adds up others: 合计, 本页小计, 总计（家）, 共 12 家. A longer name
/// that only begins so is a company.
fn is_sum(text: &str) -> bool {
    let text = text.split(':').next().unwrap_or_default();
    let text = without_count(without_brackets(text));
    let counted =
        text.trim_end_matches(|letter: char| letter.is_ascii_digit() || ",.".contains(letter));
    let is_word = |text: &str| {
        SUMS.iter().any(|word| {
            let before = text.strip_suffix(word);
            before.is_some_and(|before| before.is_empty() || (!word.is_ascii() && is_scope(before)))
        })
    };
    is_word(counted) || (counted == "共" && counted.len() < text.len()) || text == "共"
}

/// Whether a text before a sum is what is added up and not a company's name.
fn is_scope(text: &str) -> bool {
    text.chars().count() <= 12
        && !["公司", "厂", "集团", "中心", "合作社", "商行", "店"]
            .iter()
            .any(|end| text.ends_with(end))
}

fn without_brackets(text: &str) -> &str {
    let opened = text.strip_suffix(')').and_then(|inner| inner.rfind('('));
    opened.map_or(text, |from| &text[..from])
}

/// Returns a text without a number of companies at its end: 国家级（2家）, 共12家.
fn without_count(text: &str) -> &str {
    let text = text.trim_end_matches(')');
    let Some(before) = ["家企业", "户企业", "家", "户", "个", "条"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
    else {
        return if text.ends_with('(') { text.trim_end_matches('(') } else { text };
    };
    let number = before.trim_end_matches(|letter: char| {
        letter.is_ascii_digit() || "一二三四五六七八九十百".contains(letter)
    });
    if number.len() < before.len() { number.trim_end_matches(['(', ',']) } else { text }
}

const REMARKS: [&str; 44] = [
    "注",
    "附注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "填写说明",
    "表格说明",
    "填报人",
    "填表人",
    "制表人",
    "制表",
    "经办人",
    "经办",
    "联系人",
    "联系电话",
    "电话",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "负责人",
    "单位负责人",
    "部门负责人",
    "分管领导",
    "主管领导",
    "填报单位",
    "填表单位",
    "填报日期",
    "填表日期",
    "制表日期",
    "制表时间",
    "打印日期",
    "打印时间",
    "导出时间",
    "数据来源",
    "来源",
    "以下空白",
    "续表",
    "接上表",
    "接上页",
    "提示",
    "温馨提示",
    "附件",
];

/// Whether a cell is a remark or a signature: 注：…, 填报人：…, 以下空白.
fn is_remark(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '※', '(', '【', '[']);
    let is_end = |rest: &str| {
        let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        rest.is_empty()
            || rest.starts_with([':', '】', ']'])
            || ["(签字", "(签章", "(盖章", "(签名", "(续"].iter().any(|sign| rest.starts_with(sign))
            || matches!(rest, ")" | "(续)")
    };
    REMARKS.iter().any(|word| text.strip_prefix(word).is_some_and(is_end))
        || ["(盖章)", "(公章)", "以下无正文", "以下为空"].iter().any(|end| text.ends_with(end))
}

/// Whether the only cell of a row closes a table: a sentence, a day, the number of a page, marks
/// without a word, words in brackets alone, the way to the next page.
fn is_closing(text: &str) -> bool {
    let is_day = text.contains('年')
        && text.ends_with(['日', '月'])
        && text
            .chars()
            .all(|it| it.is_ascii_digit() || "年月日〇一二三四五六七八九十".contains(it));
    let is_page = text.starts_with('第') && text.ends_with('页');
    let has_word = text.chars().any(char::is_alphabetic) || is_digits(text);
    let in_brackets = text.starts_with('(') && text.ends_with(')') && !text[1..].contains('(');
    let unmarked = text.trim_start_matches(['*', '★', '※', '●', '▲', '◆', '☆']);
    let is_marked = unmarked.len() < text.len() && !unmarked.starts_with("st");
    let begins = ["本表", "此表", "以上", "以下", "上述", "共计", "(以下", "—", "-"];
    let turns = ["承上", "承前", "过次", "转下", "接下", "续上", "续下", "下接", "上接", "接上"];
    let turns_page = turns.iter().any(|it| text.starts_with(it)) && text.ends_with(['页', '表']);
    text.ends_with(['。', '!'])
        || is_day
        || is_page
        || !has_word
        || in_brackets
        || is_marked
        || turns_page
        || ["end", "完", "备", "签字", "签章", "盖章", "公章"].contains(&text)
        || begins.iter().any(|it| text.starts_with(it))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell begins an example: 例：…, （示例）….
fn is_example(text: &str) -> bool {
    let is_begun = |word: &str| {
        text == word
            || text.strip_prefix(word).is_some_and(|rest| rest.starts_with(':'))
            || text
                .strip_prefix('(')
                .and_then(|inner| inner.strip_prefix(word))
                .is_some_and(|rest| rest.starts_with(')') || rest.starts_with(':'))
    };
    ["例", "示例", "样例", "举例", "例如", "填写示例", "如"].into_iter().any(is_begun)
}

fn is_chinese_number(text: &str) -> bool {
    let text = text.trim_matches(['(', ')', '、', '.']);
    !text.is_empty() && text.chars().all(|letter| "一二三四五六七八九十".contains(letter))
}

/// Whether a text begins as the heading of a group: 一、…, （二）…, 第三部分….
fn is_numbered(text: &str) -> bool {
    let begun = text.strip_prefix('(').unwrap_or(text);
    let rest = begun.trim_start_matches(|letter| "一二三四五六七八九十".contains(letter));
    (rest.len() < begun.len() && rest.starts_with(['、', ')', '.']))
        || (text.starts_with('第')
            && ["部分", "批", "类", "档"].iter().any(|end| text.ends_with(end)))
}

#[cfg(test)]
mod tests;
