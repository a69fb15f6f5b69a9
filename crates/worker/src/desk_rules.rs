//! The rules that the table of the desk is computed by.

use crate::Desk;
use crate::post::tell;
use crate::rules::{self, rules};
use huiqi_sheets::ledger::RuleNote;
use huiqi_sheets::shown::columns_of_others;
use huiqi_sheets::wording::table_fault;
use huiqi_tables::message::News;
use huiqi_tables::rule_book::{RuleBook, TableRules};

impl Desk {
    /// Returns the rules of all places.
    pub(crate) fn book(&self) -> RuleBook {
        self.book.clone().unwrap_or_else(|| RuleBook::of(rules()))
    }

    /// Takes rules into use; what columns hold that only these know is said.
    pub(crate) fn take_rules(&mut self, rules: TableRules, packs: &[Vec<u8>]) {
        let book = rules::book(packs, &rules.places);
        let note = |(region, words)| RuleNote { region, words };
        self.rule_notes = rules.notes.into_iter().map(note).collect();
        self.book = Some(book.clone());
        if self.source.is_none() {
            return;
        }
        match self.at_beginning() {
            Ok(table) => {
                let found = columns_of_others(&book, &table, &self.remembered);
                let found = found.into_iter().map(|(index, word)| (index as u32, word));
                tell(&News::Columns(found.collect()), None);
                self.table = Some(table);
            }
            Err(fault) => tell(&News::Failed(table_fault(&fault)), None),
        }
    }
}
