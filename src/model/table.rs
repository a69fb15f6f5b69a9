//! A table of companies as the page knows it: which file, which column is which question, what the
//! worker said of it. The worker computes; here is what it is asked for.

mod columns;
mod memos;
mod news;
mod rules;
mod values;

pub(crate) use columns::{EarlierHeadings, all_columns, column_label, label, year_word};
pub(crate) use memos::{Memos, OpenRow};
pub(crate) use rules::{PlaceRules, TablePacks};
pub(crate) use values::{EarlierValues, Said, Values};

use crate::model::packs::{PackFault, WantedPack};
use columns::check;
use huiqi_rules::day::{date_text, read_date};
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording;
use huiqi_tables::message::{
    AwardList, EarlierTitles, News, OpenTable, OpenedCompany, Order, Output, Progress, RowChoice,
    RowPage, RowQuery, Sorting, Summary,
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

/// The id of the fold with the columns of a table.
pub(crate) const COLUMNS_FOLD: &str = "fold-columns";

/// The word of the choice that titles won before last year are paid for.
pub(crate) const PAID: &str = "paid";

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
    /// The awards that are paid, once they are counted.
    pub(crate) awards: Option<AwardList>,
    /// What could not be done.
    pub(crate) fault: Option<String>,
    /// The name of the file that was written last.
    pub(crate) written: Option<String>,
    /// The id of the region of the blank table, empty for all; none where nothing was chosen.
    pub(crate) template_region: Option<String>,
    /// The headings of earlier tables, each with the word of what its column holds.
    pub(crate) headings: EarlierHeadings,
    /// The words in its cells, and what they mean.
    pub(crate) values: Values,
    /// What was said of the words of earlier tables.
    pub(crate) earlier_values: EarlierValues,
    /// The company that is open as a case.
    pub(crate) row: Option<OpenRow>,
    /// What was noted of companies.
    pub(crate) memos: Memos,
    /// How awards are applied for, by their ids, for the list that is taken away.
    pub(super) applications: Vec<(String, String)>,
    /// What is taken of companies recognised before last year.
    pub(crate) earlier_titles: EarlierTitles,
    /// The rules that it is computed by.
    pub(crate) packs: TablePacks,
    /// The company that opens once the rules of its place are here.
    pub(super) waits: Option<Box<OpenedCompany>>,
}

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
    /// Says what a word in the cells means, by its index.
    Value(usize, String),
    /// Wants the list of options of a word.
    ValueList(usize),
    /// Counts a row as a company, or no longer.
    Count(u64),
    /// Says what is taken of companies recognised before last year: `paid`, or nothing.
    Earlier(String),
    /// Starts the computation.
    Start,
    /// Goes back to the columns.
    Match,
    /// Computes the table anew by the newest rules of its places, with what was said of it.
    Renew,
    /// Stops; what is computed stays.
    Stop,
    /// Typed words to find in the names.
    Find(String),
    /// Chose a rung held, by its number.
    Rung(String),
    /// Chose which companies are shown, by its number in [`RowChoice::all`].
    Kept(String),
    /// Shows the companies about which something is to be done.
    Choose(RowChoice),
    /// Chose a region, by its index.
    InRegion(String),
    /// Chose an award, by its index.
    Award(String),
    /// Shows the companies that an award is paid to.
    ChooseAward(u16),
    /// Chose an order, by its number in [`Sorting::ALL`].
    Sorting(String),
    /// Turns to the rows from here on.
    Turn(u32),
    /// Opens a company as a case.
    Company(u32),
    /// Typed a note on the company that is open.
    Memo(String),
    /// Typed the day on which someone speaks to it next.
    NextDay(String),
    /// The browser did not keep what was noted.
    NotNoted,
    /// Wants the rows that are looked through on paper, a sheet each.
    Sheets,
    /// Prepares the next sheets.
    NextSheets,
    /// Wants a file.
    Write(Output),
    /// Chose the region of the blank table.
    TemplateRegion(String),
    /// Wants the blank table.
    Template,
    /// The rules of a place are here, or are not used; why.
    Rules(WantedPack, Result<PlaceRules, PackFault>),
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
    /// Fetches packs, and answers with [`Action::Rules`] for each.
    Fetch(Vec<WantedPack>),
    /// Ends the worker with everything that it knows.
    EndWorker,
    /// Stores the headings; an empty text removes them.
    RememberHeadings(String),
    /// Stores what words mean; an empty text removes it.
    RememberValues(String),
    /// Stores what was noted of companies; an empty text removes it. Answers with
    /// [`Action::NotNoted`] where it is not stored.
    RememberMemos(String),
    /// Goes on with the sheets once what is drawn is painted.
    GoOnWithSheets,
    /// Scrolls to the element with this id and moves the focus there.
    Find(String),
}

impl CompanyTable {
    /// Performs an action; a company that is opened is left to the page.
    pub(crate) fn perform(&mut self, action: Action, session: &Session) -> Vec<Effect> {
        // Words that are listed answer no press: what is to be corrected stays.
        // What a visitor does next takes it away, and not what the worker says besides.
        if !matches!(action, Action::News(_)) {
            self.fault = None;
        }
        match action {
            Action::Open(name) => {
                self.open(name.clone());
                let remembered = self.headings.0.clone();
                return self.begin_with(Order::Open { name, remembered });
            }
            Action::Paste(text) => {
                if text.trim().is_empty() {
                    return Vec::new();
                }
                self.open(String::new());
                let remembered = self.headings.0.clone();
                return self.begin_with(Order::Paste { text, remembered });
            }
            Action::Region(id) => self.region = id,
            Action::Day(text) => self.own_day = Some(text),
            Action::Column(column, word) => {
                self.put_word(column, word);
                return vec![self.list_values()];
            }
            Action::List(column) => {
                self.lists.push(column);
                return vec![Effect::Find(format!("column--{column}"))];
            }
            Action::Value(index, option) => self.values.choose(index, option),
            Action::ValueList(index) => {
                self.values.lists.push(index);
                return vec![Effect::Find(format!("value--{index}"))];
            }
            Action::Count(row) => self.values.count(row),
            Action::Earlier(word) => {
                let is_paid = word == PAID;
                self.earlier_titles =
                    if is_paid { EarlierTitles::Paid } else { EarlierTitles::Ask };
            }
            Action::Start => return self.start(session),
            Action::Match | Action::Renew => {
                // It starts once the rules are here.
                let starts = matches!(action, Action::Renew);
                self.begin(Phase::Matching);
                self.values.starts = starts;
                // What was not to be had may be by now.
                self.packs.refused.clear();
            }
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
                let number = number.parse().unwrap_or_default();
                self.wanted.kept = RowChoice::all().nth(number).unwrap_or_default();
                return vec![self.show(0)];
            }
            Action::InRegion(number) => {
                self.wanted.region = number.parse().ok();
                return vec![self.show(0)];
            }
            Action::Award(number) => {
                self.wanted.award = number.parse().ok();
                return vec![self.show(0)];
            }
            Action::Choose(kept) => {
                let order = self.wanted.order;
                self.wanted = RowQuery { kept, order, ..RowQuery::default() };
                return vec![self.show(0), Effect::Find("rows".to_owned())];
            }
            Action::ChooseAward(award) => {
                let order = self.wanted.order;
                self.wanted = RowQuery { award: Some(award), order, ..RowQuery::default() };
                return vec![self.show(0), Effect::Find("rows".to_owned())];
            }
            Action::Sorting(number) => {
                self.wanted.order = nth(&Sorting::ALL, &number);
                return vec![self.show(0)];
            }
            Action::Turn(from) => {
                return vec![self.show(from), Effect::Find("rows".to_owned())];
            }
            Action::Memo(text) => {
                return self.note(|memo| memo.text = text);
            }
            Action::NextDay(text) => {
                return self.note(|memo| memo.next_day = text);
            }
            Action::NotNoted => {
                if let Some(row) = &mut self.row {
                    row.is_refused = true;
                }
            }
            Action::Company(index) => return vec![Effect::Order(Order::Company(index))],
            Action::Sheets => return vec![Effect::Order(Order::Sheets(self.wanted.clone()))],
            // The page prepares them.
            Action::NextSheets => {}
            Action::Write(output) => {
                self.written = None;
                self.progress = Some(Progress { writes: true, ..Progress::default() });
                let memos = self.memos.all();
                let applications = self.applications.clone();
                return vec![Effect::Order(Order::Write { output, memos, applications })];
            }
            Action::TemplateRegion(id) => self.template_region = Some(id),
            Action::Template => {
                let region = self.template_region(session).to_owned();
                let region = (!region.is_empty()).then_some(region);
                return vec![Effect::Order(Order::Template(region))];
            }
            Action::Rules(wanted, found) => self.packs.take(wanted, found),
            Action::Close => {
                self.close();
                return vec![Effect::EndWorker];
            }
            Action::News(news) => return self.hear(news, session),
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
    pub(crate) fn forget(&mut self) -> [Effect; 4] {
        *self = Self::default();
        let nothing = String::new;
        [
            Effect::EndWorker,
            Effect::RememberHeadings(nothing()),
            Effect::RememberValues(nothing()),
            Effect::RememberMemos(nothing()),
        ]
    }

    /// Returns the order that lists the words in its cells.
    fn list_values(&mut self) -> Effect {
        self.values.is_awaited = true;
        let values = self.values.told(&self.earlier_values);
        let region = (!self.region.is_empty()).then(|| self.region.clone());
        Effect::Order(Order::List { columns: self.words(), values, region })
    }

    /// Returns the order that shows the rows from an index on, as the filters say.
    fn show(&self, from: u32) -> Effect {
        Effect::Order(Order::Show { wanted: self.wanted.clone(), from })
    }

    fn close(&mut self) {
        *self = Self {
            template_region: self.template_region.take(),
            headings: std::mem::take(&mut self.headings),
            earlier_values: std::mem::take(&mut self.earlier_values),
            memos: std::mem::take(&mut self.memos),
            applications: std::mem::take(&mut self.applications),
            packs: self.packs.emptied(),
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
        self.awards = None;
        self.row = None;
        self.written = None;
    }

    fn put_word(&mut self, column: usize, word: String) {
        let opened = self.opened.as_mut();
        if let Some(column) = opened.and_then(|opened| opened.columns.get_mut(column)) {
            column.word = word;
        }
    }

    /// Whether a column must be chosen before the table can be computed.
    pub(crate) fn needs_columns(&self, session: &Session) -> bool {
        let day = self.day_text(session);
        self.phase == Phase::Matching
            && check(&self.packs.book(session), &self.words(), &self.region, day.trim()).is_err()
    }

    fn words(&self) -> Vec<String> {
        let columns = self.opened.iter().flat_map(|opened| &opened.columns);
        columns.map(|column| column.word.clone()).collect()
    }

    /// Starts the computation, or says what is to be corrected first.
    fn start(&mut self, session: &Session) -> Vec<Effect> {
        let book = self.packs.book(session).into_owned();
        let set = book.places();
        let columns = self.words();
        let day = self.day_text(session).trim().to_owned();
        if let Err(fault) = check(&book, &columns, &self.region, &day) {
            self.fault = Some(fault);
            return Vec::new();
        }
        // The words are read with what they mean, once they are listed.
        if self.values.is_awaited || self.packs.is_coming() {
            self.values.starts = true;
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
        let values = self.values.told(&self.earlier_values);
        self.values.remember(&mut self.earlier_values);
        let counted = self.values.counted.clone();
        let says_year = columns.contains(&year_word(set).to_owned());
        let earlier = if says_year { self.earlier_titles } else { EarlierTitles::Ask };
        vec![
            Effect::RememberHeadings(self.headings.to_text()),
            Effect::RememberValues(self.earlier_values.to_text()),
            Effect::Order(Order::Start { columns, region, on: day, values, counted, earlier }),
        ]
    }
}

fn nth<T: Copy + Default>(all: &[T], number: &str) -> T {
    number.parse::<usize>().ok().and_then(|number| all.get(number).copied()).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod tests;
