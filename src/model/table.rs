//! A table of companies as the page knows it: which file, which column is which question, what the
//! worker said of it. The worker computes; here is what it is asked for.

use huiqi_rules::day::{date_text, read_date};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording;
use huiqi_tables::Column;
use huiqi_tables::message::{
    News, OpenTable, Order, Output, Progress, RowChoice, RowPage, RowQuery, Sorting, Summary,
};

/// Where the work on a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// No table is open.
    #[default]
    Closed,
    /// A table is being opened.
    Opening,
    /// Its columns are matched.
    Matching,
    /// It is computed.
    Running,
    /// It is computed to the end, or until it was stopped.
    Done,
}

/// The largest number of columns that have a list of questions at once: a list for each of many
/// columns would keep the page busy.
const MOST_LISTS: usize = 8;

/// The largest number of headings kept for later tables.
const MOST_HEADINGS: usize = 500;

/// A table of companies.
#[derive(Debug, Default)]
pub(crate) struct CompanyTable {
    pub(crate) phase: Phase,
    /// The file's name; empty for a table that was pasted.
    pub(crate) name: String,
    pub(crate) opened: Option<OpenTable>,
    /// The columns with a list of all questions beside them.
    pub(crate) lists: Vec<usize>,
    /// The id of the region for rows that say none; empty where none is chosen.
    pub(crate) region: String,
    /// The day for rows that say none, as typed; none where nobody typed one.
    pub(crate) own_day: Option<String>,
    /// The region and the day that the table was computed for, in words.
    pub(crate) scope: String,
    pub(crate) progress: Option<Progress>,
    pub(crate) summary: Option<Box<Summary>>,
    /// The filters above the rows.
    pub(crate) wanted: RowQuery,
    pub(crate) shown: Option<RowPage>,
    /// What could not be done.
    pub(crate) fault: Option<String>,
    /// The name of the file that was written last.
    pub(crate) written: Option<String>,
    /// The id of the region of the blank table, empty for all; none where nothing was chosen.
    pub(crate) template_region: Option<String>,
    /// The headings of earlier tables, each with the word of what its column holds.
    pub(crate) headings: EarlierHeadings,
}

/// The headings of earlier tables, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EarlierHeadings(Vec<(String, String)>);

/// What a visitor does with a table, or the worker says of it.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Chose a file of this name, which the browser holds.
    Open(String),
    /// Pasted a table.
    Paste(String),
    /// Chose the region for rows that say none.
    Region(String),
    /// Typed the day for rows that say none.
    Day(String),
    /// Chose what a column holds.
    Column(usize, String),
    /// Wants the list of questions of a column.
    List(usize),
    /// Starts the computation.
    Start,
    /// Goes back to the columns.
    Match,
    /// Stops; what is computed stays.
    Stop,
    /// Typed words to find in the names.
    Find(String),
    /// Chose a rung held, by its number.
    Rung(String),
    /// Chose which companies are shown, by its number in [`RowChoice::ALL`].
    Kept(String),
    /// Chose an order, by its number in [`Sorting::ALL`].
    Sorting(String),
    /// Turns to the rows from here on.
    Turn(u32),
    /// Opens a company as a case.
    Company(u32),
    /// Wants a file.
    Write(Output),
    /// Chose the region of the blank table.
    TemplateRegion(String),
    /// Wants the blank table.
    Template,
    /// Closes the table and forgets it.
    Close,
    /// The worker said something.
    News(News),
    /// The worker is no more, with the table that it held; why.
    Died(&'static str),
}

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Tells the worker; the file that the browser holds goes beside an order to open it.
    Order(Order),
    /// Ends the worker with everything that it knows.
    EndWorker,
    /// Stores the headings; an empty text removes them.
    RememberHeadings(String),
    /// Scrolls to the element with this id and moves the focus there.
    Find(String),
}

impl CompanyTable {
    /// Performs an action; a company that is opened is left to the page.
    pub(crate) fn perform(&mut self, action: Action, session: &Session) -> Vec<Effect> {
        self.fault = None;
        match action {
            Action::Open(name) => {
                self.open(name.clone());
                let remembered = self.headings.0.clone();
                return vec![Effect::EndWorker, Effect::Order(Order::Open { name, remembered })];
            }
            Action::Paste(text) => {
                if text.trim().is_empty() {
                    return Vec::new();
                }
                self.open(String::new());
                let remembered = self.headings.0.clone();
                return vec![Effect::EndWorker, Effect::Order(Order::Paste { text, remembered })];
            }
            Action::Region(id) => self.region = id,
            Action::Day(text) => self.own_day = Some(text),
            Action::Column(column, word) => self.put_word(column, word),
            Action::List(column) => {
                self.lists.push(column);
                return vec![Effect::Find(format!("column--{column}"))];
            }
            Action::Start => return self.start(session),
            Action::Match => self.begin(Phase::Matching),
            Action::Stop => return vec![Effect::Order(Order::Cancel)],
            Action::Find(words) => {
                self.wanted.name = words;
                return vec![self.show(0)];
            }
            Action::Rung(number) => {
                self.wanted.rung = number.parse().ok();
                return vec![self.show(0)];
            }
            Action::Kept(number) => {
                self.wanted.kept = nth(&RowChoice::ALL, &number);
                return vec![self.show(0)];
            }
            Action::Sorting(number) => {
                self.wanted.order = nth(&Sorting::ALL, &number);
                return vec![self.show(0)];
            }
            Action::Turn(from) => {
                return vec![self.show(from), Effect::Find("rows".to_owned())];
            }
            Action::Company(index) => return vec![Effect::Order(Order::Company(index))],
            Action::Write(output) => {
                self.written = None;
                self.progress = Some(Progress { writes: true, ..Progress::default() });
                return vec![Effect::Order(Order::Write(output))];
            }
            Action::TemplateRegion(id) => self.template_region = Some(id),
            Action::Template => {
                let region = self.template_region(session).to_owned();
                let region = (!region.is_empty()).then_some(region);
                return vec![Effect::Order(Order::Template(region))];
            }
            Action::Close => {
                self.close();
                return vec![Effect::EndWorker];
            }
            Action::News(news) => self.hear(news, session),
            // Nothing that it computed can be looked at or written any more.
            Action::Died(why) => {
                self.close();
                self.fault = Some(why.to_owned());
            }
        }
        Vec::new()
    }

    /// Returns the id of the region of the blank table; the region of the case in view until
    /// another is chosen.
    pub(crate) fn template_region<'a>(&'a self, session: &Session) -> &'a str {
        self.template_region.as_deref().or(session.region()).unwrap_or_default()
    }

    /// Returns the day for rows that say none; the day of the case in view until another is typed.
    pub(crate) fn day_text(&self, session: &Session) -> String {
        self.own_day.clone().unwrap_or_else(|| date_text(session.on))
    }

    /// Forgets the table, and the headings of earlier ones.
    pub(crate) fn forget(&mut self) -> [Effect; 2] {
        *self = Self::default();
        [Effect::EndWorker, Effect::RememberHeadings(String::new())]
    }

    /// Returns the order that shows the rows from an index on, as the filters say.
    fn show(&self, from: u32) -> Effect {
        Effect::Order(Order::Show { wanted: self.wanted.clone(), from })
    }

    fn close(&mut self) {
        *self = Self {
            template_region: self.template_region.take(),
            headings: std::mem::take(&mut self.headings),
            ..Self::default()
        };
    }

    fn open(&mut self, name: String) {
        self.close();
        self.phase = Phase::Opening;
        self.name = name;
    }

    /// Goes to the columns or to the computation; what was computed before is dropped.
    fn begin(&mut self, phase: Phase) {
        self.phase = phase;
        self.progress = None;
        self.summary = None;
        self.wanted = RowQuery::default();
        self.shown = None;
        self.written = None;
    }

    fn put_word(&mut self, column: usize, word: String) {
        let opened = self.opened.as_mut();
        if let Some(column) = opened.and_then(|opened| opened.columns.get_mut(column)) {
            column.word = word;
        }
    }

    fn words(&self) -> Vec<String> {
        let columns = self.opened.iter().flat_map(|opened| &opened.columns);
        columns.map(|column| column.word.clone()).collect()
    }

    /// Starts the computation, or says what is to be corrected first.
    fn start(&mut self, session: &Session) -> Vec<Effect> {
        let set = session.set();
        let columns = self.words();
        let day = self.day_text(session).trim().to_owned();
        if let Err(fault) = check(set, &columns, &self.region, &day) {
            self.fault = Some(fault);
            return Vec::new();
        }
        let region = set.regions.iter().find(|region| region.id == self.region);
        let name = region.map_or(String::new(), |region| format!("{}　", region.name));
        let date = read_date(&day).map_or(String::new(), wording::date);
        self.scope = format!("{name}{date}申报");
        let opened = self.opened.iter().flat_map(|opened| &opened.columns);
        self.headings
            .put(opened.map(|column| (column.heading.clone(), column.word.clone())).collect());
        self.begin(Phase::Running);
        let region = region.map(|region| region.id.to_owned());
        vec![
            Effect::RememberHeadings(self.headings.to_text()),
            Effect::Order(Order::Start { columns, region, on: day }),
        ]
    }

    /// The columns for which nothing is known have their list at once, as long as they are few.
    fn match_columns(&mut self, opened: OpenTable, session: &Session) {
        let unknown =
            opened.columns.iter().enumerate().filter(|(_, column)| column.word.is_empty());
        self.lists = unknown.map(|(column, _)| column).take(MOST_LISTS).collect();
        // Where the table says the place itself, a row without one is in no place that nobody chose.
        let region_word = Column::Question(PolicySet::REGION).word(session.set());
        let says_place = opened.columns.iter().any(|column| column.word == region_word);
        let own = session.region().filter(|_| !says_place);
        self.region = own.unwrap_or_default().to_owned();
        self.own_day = None;
        self.opened = Some(opened);
        self.phase = Phase::Matching;
    }

    fn hear(&mut self, news: News, session: &Session) {
        match news {
            News::Opened(opened) => self.match_columns(opened, session),
            News::Working(progress) => self.progress = Some(progress),
            News::Done(summary) => {
                self.summary = Some(summary);
                self.progress = None;
                self.phase = Phase::Done;
            }
            News::Shown(shown) => self.shown = Some(shown),
            News::Company { .. } => {}
            News::Written(name) => {
                self.written = name;
                self.progress = None;
            }
            News::Failed(why) => {
                // What was computed stays; a table that could not be opened is none.
                if self.phase != Phase::Done {
                    self.close();
                }
                self.progress = None;
                self.fault = Some(why);
            }
        }
    }
}

/// Whether a table can be computed with these columns, region and day; otherwise what is to be
/// corrected.
fn check(set: &PolicySet, columns: &[String], region: &str, day: &str) -> Result<(), String> {
    let is_again =
        |(index, word): &(usize, &String)| !word.is_empty() && columns[..*index].contains(word);
    if let Some((index, word)) = columns.iter().enumerate().find(is_again) {
        return Err(format!(
            "“{}”对应了两列，请把第 {} 列改为别的题或“不使用”。",
            label(set, word),
            index + 1
        ));
    }
    let answers = |word: &String| {
        matches!(Column::of_word(set, word), Some(Column::Question(_) | Column::Former(_)))
    };
    if !columns.iter().any(answers) {
        return Err("还没有一列对应到题目，请至少选一列。".to_owned());
    }
    let region_word = Column::Question(PolicySet::REGION).word(set);
    if region.is_empty() && !columns.iter().any(|word| word == region_word) {
        return Err("表里没有所在地这一列，请选好没填所在地的行按哪里算。".to_owned());
    }
    if read_date(day).is_none() {
        return Err("申报日期请写成 2025-12-31 这样。".to_owned());
    }
    Ok(())
}

/// Returns everything that a column can hold; of former questions the one that it holds.
pub(crate) fn all_columns(set: &PolicySet, chosen: &str) -> impl Iterator<Item = Column> {
    let questions = set.question_indices().map(Column::Question);
    let former = Column::of_word(set, chosen).filter(|column| matches!(column, Column::Former(_)));
    [Column::Other, Column::Name, Column::Day].into_iter().chain(former).chain(questions)
}

/// Returns the words for what a column holds.
pub(crate) fn label(set: &PolicySet, word: &str) -> String {
    Column::of_word(set, word).map_or_else(String::new, |column| column_label(set, column))
}

/// Returns the words for a column; a question of today may have the short name of a former one.
pub(crate) fn column_label(set: &PolicySet, column: Column) -> String {
    let words = column.label(set);
    match column {
        Column::Former(_) => format!("{words}（以前的题）"),
        Column::Name | Column::Day | Column::Question(_) | Column::Other => words.to_owned(),
    }
}

fn nth<T: Copy + Default>(all: &[T], number: &str) -> T {
    number.parse::<usize>().ok().and_then(|number| all.get(number).copied()).unwrap_or_default()
}

impl EarlierHeadings {
    /// Reads what [`EarlierHeadings::to_text`] wrote.
    pub(crate) fn from_text(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        Self(lines.map(|(word, heading)| (heading.to_owned(), word.to_owned())).collect())
    }

    /// Returns one line for each heading.
    pub(crate) fn to_text(&self) -> String {
        let lines = self.0.iter().map(|(heading, word)| format!("{word}\t{heading}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Puts the headings of a table before those of earlier tables; the last ones are forgotten.
    fn put(&mut self, columns: Vec<(String, String)>) {
        for (heading, word) in columns.into_iter().chain(std::mem::take(&mut self.0)) {
            let heading = heading.replace(['\n', '\r', '\t'], " ");
            let is_known = self.0.iter().any(|(known, _)| *known == heading);
            if !heading.is_empty() && !is_known && self.0.len() < MOST_HEADINGS {
                self.0.push((heading, word));
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
