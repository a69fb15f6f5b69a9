//! Many companies in a table: a row for each, columns found by the words or the id of a question.
//! What a cell says and cannot be is told by its row and column, and the rest of the row counts.

pub mod message;

use huiqi_rules::answers::{Answer, Answers, read_date};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_sitting::entries::fold_letter;
use huiqi_sitting::entry::{EntryKind, read_entry};
use std::collections::HashMap;
use time::Date;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The company's name.
    Name,
    /// The day of its claim.
    Day,
    /// Its answer to a question.
    Question(QuestionIndex),
    /// Something that is not looked at.
    Other,
}

/// The first line of a table: what each column holds, and how its cells are read.
#[derive(Clone, Debug)]
pub struct Headings {
    set: &'static PolicySet,
    columns: Vec<Column>,
    /// For each column of a choice, the places of its options by what may stand in a cell.
    options: Vec<HashMap<String, u8>>,
    /// The region of rows that say none, by its place.
    region: Option<u8>,
}

/// A cell that says nothing that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The column, from 0.
    pub column: usize,
    /// What is wrong, and what is taken.
    pub message: String,
}

/// One company as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name, as it stands there.
    pub name: String,
    /// The day of its claim: the row's own, else the one given for all.
    pub on: Date,
    /// What could be read of its answers; they never contradict each other.
    pub answers: Answers,
    /// What could not.
    pub faults: Vec<CellFault>,
}

impl Column {
    /// What a column of this heading holds: what is named by a question's id, its words, or its
    /// short name.
    #[must_use]
    pub fn named(set: &PolicySet, heading: &str) -> Self {
        let wanted = plain(heading);
        let is = |text: &str| plain(text) == wanted;
        let question = || {
            set.questions.iter().position(|question| {
                [question.id, question.label, question.short].into_iter().any(is)
            })
        };
        if wanted.is_empty() {
            Self::Other
        } else if NAMES.into_iter().any(is) {
            Self::Name
        } else if DAYS.into_iter().any(is) {
            Self::Day
        } else {
            question().map_or(Self::Other, |place| Self::Question(QuestionIndex(place as u8)))
        }
    }

    /// The word by which a choice of columns is kept: `name`, `on`, a question's id; nothing for
    /// what is not looked at.
    #[must_use]
    pub fn word(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Day => "on",
            Self::Question(index) => set.question(index).id,
            Self::Other => "",
        }
    }

    /// The heading of such a column.
    #[must_use]
    pub fn label(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => NAMES[0],
            Self::Day => DAYS[0],
            Self::Question(index) => set.question(index).short,
            Self::Other => "不使用",
        }
    }
}

const NAMES: [&str; 5] = ["企业名称", "单位名称", "公司名称", "名称", "name"];
const DAYS: [&str; 4] = ["申报日期", "申报日", "日期", "on"];

/// A text as headings and options are compared: without spaces, half-width, small letters, quotes
/// of one kind, and no mark at its end.
fn plain(text: &str) -> String {
    let half = |letter: char| {
        if matches!(letter, '“' | '”' | '‘' | '’' | '\'') {
            '"'
        } else {
            fold_letter(letter)
        }
    };
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}')
        .map(half)
        .collect();
    text.trim_end_matches(['?', ':', '*']).to_owned()
}

impl Headings {
    /// Finds what each column holds, by its heading: a question's id, its words, or its short name.
    /// A question found twice is taken from the first.
    #[must_use]
    pub fn read(set: &'static PolicySet, headings: &[&str]) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for heading in headings {
            let column = Column::named(set, heading);
            let twice = column != Column::Other && columns.contains(&column);
            columns.push(if twice { Column::Other } else { column });
        }
        Self::of(set, columns)
    }

    /// Columns that someone has said; none holds what another holds.
    #[must_use]
    pub fn of(set: &'static PolicySet, columns: Vec<Column>) -> Self {
        let names = |column: &Column| {
            let Column::Question(index) = column else { return HashMap::new() };
            let options = set.question(*index).options.iter().enumerate();
            options
                .flat_map(|(place, option)| {
                    [(plain(option.label), place as u8), (plain(option.id), place as u8)]
                })
                .collect()
        };
        let options = columns.iter().map(names).collect();
        Self { set, columns, options, region: None }
    }

    /// The same, with a region for rows whose cell says none.
    #[must_use]
    pub fn in_region(mut self, region: Option<u8>) -> Self {
        self.region = region;
        self
    }

    /// What each column holds.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Reads one row; `on` is the day for rows that say none. Cells beyond the columns are not
    /// looked at, missing ones are empty.
    #[must_use]
    pub fn row<'a>(&self, cells: impl IntoIterator<Item = &'a str>, on: Date) -> Row {
        let mut row =
            Row { name: String::new(), on, answers: Answers::none(self.set), faults: Vec::new() };
        let mut given: Vec<(usize, QuestionIndex, Answer)> = Vec::new();
        let mut says_region = false;
        for (place, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            says_region |= *column == Column::Question(PolicySet::REGION);
            let mut fault = |message: String| row.faults.push(CellFault { column: place, message });
            match column {
                Column::Other => {}
                Column::Name => cell.clone_into(&mut row.name),
                Column::Day => match read_day(cell) {
                    Some(day) => row.on = day,
                    None => fault(format!(
                        "“{cell}”不是日期，请写成 2025-12-31 这样，这一行按 {on} 测算"
                    )),
                },
                Column::Question(index) => {
                    match read_cell(self.set.question(*index), &self.options[place], cell) {
                        Ok(None) => {}
                        Ok(Some(answer)) => given.push((place, *index, answer)),
                        Err(message) => fault(message),
                    }
                }
            }
        }
        if let (Some(region), false) = (self.region, says_region) {
            given.push((usize::MAX, PolicySet::REGION, Answer::Option(region)));
        }
        loop {
            match Answers::build(
                self.set,
                given.iter().map(|(_, index, answer)| (*index, answer.clone())),
            ) {
                Ok(answers) => {
                    row.answers = answers;
                    return row;
                }
                // The rung stands; what is said to have been won above it does not count.
                Err(constraint) => {
                    for (place, _, _) in
                        given.iter().filter(|(_, index, _)| *index == constraint.multi)
                    {
                        row.faults.push(CellFault {
                            column: *place,
                            message: constraint.message.to_owned(),
                        });
                    }
                    given.retain(|(_, index, _)| *index != constraint.multi);
                }
            }
        }
    }
}

/// A day as tables write it: 2025-12-31, 2025/12/31, 2025.12.31, 2025年12月31日.
fn read_day(cell: &str) -> Option<Date> {
    let text = plain(cell).replace(['/', '.', '年', '月'], "-");
    let parts: Vec<&str> = text.trim_end_matches('日').split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(digits(year, 4) && year.len() == 4 && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    read_date(&format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The answer in a cell; nothing where it says that it is not clear.
fn read_cell(
    question: &Question,
    options: &HashMap<String, u8>,
    cell: &str,
) -> Result<Option<Answer>, String> {
    let text = plain(cell);
    if ["不清楚", "不确定", "待定", "unknown", "-", "—", "/"].contains(&text.as_str()) {
        return Ok(None);
    }
    let option = |wanted: &str| {
        options
            .get(wanted)
            .copied()
            .ok_or_else(|| format!("“{cell}”不是可选的答案，可以填：{}", labels(question)))
    };
    match question.kind {
        Kind::Single => Ok(Some(Answer::Option(option(&text)?))),
        Kind::Multi => {
            if ["以上都没有", "都没有", "没有", "无", "none"].contains(&text.as_str()) {
                return Ok(Some(Answer::Options(0)));
            }
            // A label that itself holds a mark of separation is one option.
            if let Ok(place) = option(&text) {
                return Ok(Some(Answer::Options(1 << place)));
            }
            let parts =
                text.split(['、', ';', ',', '|', '，', '；']).filter(|part| !part.is_empty());
            let places = parts.map(option).collect::<Result<Vec<u8>, String>>()?;
            Ok(Some(Answer::Options(
                places.into_iter().fold(0, |chosen, place| chosen | 1 << place),
            )))
        }
        Kind::YesNo => match text.as_str() {
            "是" | "有" | "yes" | "true" | "y" | "1" | "√" => Ok(Some(Answer::YesNo(true))),
            "否" | "不是" | "没有" | "无" | "no" | "false" | "n" | "0" | "×" => {
                Ok(Some(Answer::YesNo(false)))
            }
            _ => Err(format!("“{cell}”不是可选的答案，可以填：是、否、不清楚")),
        },
        Kind::Yuan | Kind::Percent => {
            let kind =
                if question.kind == Kind::Percent { EntryKind::Percent } else { EntryKind::Money };
            match read_entry(kind, cell) {
                Ok(figure) => Ok(figure.map(Answer::Figure)),
                Err(problem) => Err(format!("“{cell}”：{}", problem.message(kind))),
            }
        }
    }
}

fn labels(question: &Question) -> String {
    question.options.iter().map(|option| option.label).collect::<Vec<_>>().join("、")
}

/// A cell of a table that is written: what a spreadsheet would take for a formula is kept as text.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Headings, Row, guarded};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::{Answer, read_date};
    use huiqi_rules::question::QuestionIndex;
    use time::Date;

    fn day(text: &str) -> Date {
        read_date(text).expect("a day")
    }

    fn question(id: &str) -> QuestionIndex {
        POLICIES.question_index(id).expect("a question")
    }

    fn read(headings: &[&str], cells: &[&str]) -> Row {
        Headings::read(&POLICIES, headings).row(cells.iter().copied(), day("2026-11-21"))
    }

    #[test]
    fn columns_are_found_by_id_words_or_short_name() {
        let label = POLICIES.question(question("certification_tier")).label;
        let found = Headings::read(
            &POLICIES,
            &[
                "\u{feff}企业名称",
                label,
                "Government_Show_Booth_Fee_Yuan",
                "上市挂牌 ",
                "备注",
                "",
                "government_show_booth_fee_yuan",
                "申报日期",
            ],
        );
        let expected = [
            Column::Name,
            Column::Question(question("certification_tier")),
            Column::Question(question("government_show_booth_fee_yuan")),
            Column::Question(question("listings")),
            Column::Other,
            Column::Other,
            Column::Other,
            Column::Day,
        ];
        assert_eq!(found.columns(), expected);
    }

    #[test]
    fn every_kind_of_cell_is_read_as_people_write_it() {
        let headings = [
            "名称",
            "region",
            "first_certified_tiers",
            "certification_tier",
            "government_show_booth_fee_yuan",
            "base_listing_support",
            "claimed_elsewhere",
            "on",
            "listings",
        ];
        let row = read(
            &headings,
            &[
                "甲公司",
                "枣庄市",
                "省级专精特新；national_giant",
                "国家级'小巨人'",
                "８万",
                "√",
                "无",
                "2025年1月5日",
                "不清楚",
            ],
        );
        assert_eq!((row.name.as_str(), row.on, row.faults.len()), ("甲公司", day("2025-01-05"), 0));
        assert_eq!(row.answers.region().map(|region| region.id), Some("zaozhuang"));
        let figure = Answer::Figure("80000".parse().expect("a number"));
        assert_eq!(row.answers.get(question("government_show_booth_fee_yuan")), Some(&figure));
        assert_eq!(row.answers.get(question("base_listing_support")), Some(&Answer::YesNo(true)));
        assert_eq!(row.answers.get(question("claimed_elsewhere")), Some(&Answer::Options(0)));
        assert_eq!(row.answers.get(question("listings")), None);
        let first = POLICIES.question(question("first_certified_tiers"));
        let both = ["provincial", "national_giant"]
            .map(|id| 1_u64 << first.option(id).expect("an option"));
        assert_eq!(
            row.answers.get(question("first_certified_tiers")),
            Some(&Answer::Options(both[0] | both[1]))
        );
    }

    #[test]
    fn a_bad_cell_is_told_with_what_is_taken_and_the_rest_of_the_row_counts() {
        let headings = [
            "region",
            "certification_tier",
            "first_certified_tiers",
            "government_show_booth_fee_yuan",
            "base_listing_support",
            "on",
        ];
        let row = read(
            &headings,
            &["枣庄", "省级专精特新", "national_giant", "-5", "也许", "2025-02-30"],
        );
        let told: Vec<(usize, &str)> =
            row.faults.iter().map(|fault| (fault.column, fault.message.as_str())).collect();
        assert_eq!(told.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [0, 3, 4, 5, 2]);
        assert!(
            told[0].1.contains("枣庄市")
                && told[1].1.contains("不能是负数")
                && told[2].1.contains("是、否")
                && told[3].1.contains("2025-12-31")
        );
        assert_eq!(told[4].1, POLICIES.constraints[0].message);
        assert_eq!(
            (row.on, row.answers.iter().count()),
            (day("2026-11-21"), 1),
            "only the tier is left"
        );
        let short = read(&headings, &["枣庄市"]);
        assert_eq!(
            (short.faults.len(), short.answers.iter().count()),
            (0, 1),
            "missing cells are empty"
        );
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for text in ["=1+1", "+86", "-x", "@SUM", "\tx", "＝1"] {
            assert!(guarded(text).starts_with('\''), "{text}");
        }
        assert_eq!(guarded("甲公司"), "甲公司");
    }
}
