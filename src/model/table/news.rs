//! What the worker says of a table.

use super::{CompanyTable, Effect, MOST_LISTS, Phase};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::Column;
use huiqi_tables::message::{News, OpenTable};

/// What is said where the computation was to start and words came up that someone must choose for.
const MORE_WORDS: &str = "按新规则又有几种写法要选，请选好再开始测算。";

impl CompanyTable {
    fn words_left(&self) -> usize {
        self.values.left(&self.earlier_values)
    }

    /// The columns for which nothing is known have their list at once, as long as they are few.
    fn match_columns(&mut self, opened: OpenTable, session: &Session) {
        let unknown =
            opened.columns.iter().enumerate().filter(|(_, column)| column.word.is_empty());
        self.lists = unknown.map(|(column, _)| column).take(MOST_LISTS).collect();
        // Where the table says the place itself, a row without one is in no place that nobody
        // chose.
        let region_word = Column::Question(PolicySet::REGION).word(session.set());
        let says_place = opened.columns.iter().any(|column| column.word == region_word);
        let own = session.region().filter(|_| !says_place);
        self.region = own.unwrap_or_default().to_owned();
        self.own_day = None;
        self.opened = Some(opened);
        self.phase = Phase::Matching;
    }

    pub(super) fn hear(&mut self, news: News, session: &Session) -> Vec<Effect> {
        match news {
            News::Opened(opened) => {
                self.match_columns(opened, session);
                return vec![self.list_values()];
            }
            News::Columns(found) => {
                // What someone chose stays.
                for (index, word) in found {
                    let index = index as usize;
                    let columns = self.opened.iter().flat_map(|opened| &opened.columns);
                    if columns.into_iter().nth(index).is_some_and(|own| own.word.is_empty())
                        && !self.words().contains(&word)
                    {
                        self.put_word(index, word);
                        self.lists.retain(|list| *list != index);
                    }
                }
                return vec![self.list_values()];
            }
            News::Listed(list) => {
                let before = self.values.list.as_ref().map(|_| self.words_left());
                self.values.lists = Vec::new();
                self.values.list = Some(list);
                self.values.is_awaited = false;
                // The rules of a place may know other words: who has not seen these looks first.
                if self.values.starts && before.is_some_and(|before| self.words_left() > before) {
                    self.values.starts = false;
                    self.fault = Some(MORE_WORDS.to_owned());
                }
            }
            News::Working(progress) => self.progress = Some(progress),
            News::Done(summary) => {
                self.summary = Some(summary);
                self.progress = None;
                self.phase = Phase::Done;
            }
            News::Shown(shown) => self.shown = Some(shown),
            News::Awards(awards) => self.awards = Some(awards),
            // The page takes these.
            News::Company(_) | News::Sheets(_) | News::Editions(_, _) => {}
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
        Vec::new()
    }
}
