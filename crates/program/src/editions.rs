//! Two editions compared, and what the difference does to companies.

use super::error;
use super::table::Shared;
use huiqi_difference::{
    Company, GivenIn, difference, effect, effect_text, population, report_text, values,
};
use huiqi_pack::read;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::table::Table;
use huiqi_sheets::wording::table_fault;
use huiqi_tables::wording::short;
use huiqi_tables::{Column, PlaceWords};
use std::io::Cursor;
use time::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Two editions that were compared.
#[wasm_bindgen(skip_typescript)]
pub struct ComparedEditions {
    text: String,
    changes: usize,
}

#[wasm_bindgen]
impl ComparedEditions {
    /// Returns what changed and what that does to companies, in sentences.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// Returns how many changes there are.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn changes(&self) -> usize {
        self.changes
    }
}

/// Compares two packs: over their tables, for companies made around every threshold, and for those
/// of a table where one is given. Its rows answer what the old edition asks; `day` is that of rows
/// that say none. The packs stay in memory.
///
/// # Errors
/// A sentence that names the file.
#[wasm_bindgen(skip_typescript)]
pub fn compare_editions(
    old_name: &str,
    old: &[u8],
    new_name: &str,
    new: &[u8],
    table_name: Option<String>,
    table: Option<Vec<u8>>,
    day: &str,
) -> Result<ComparedEditions, JsValue> {
    let (old, new) = (set(old_name, old)?, set(new_name, new)?);
    if !old.regions.iter().any(|one| new.regions.iter().any(|other| other.id == one.id)) {
        return Err(error(&format!(
            "{new_name} is a pack of {}, and {old_name} is one of {}; compare two editions of one \
             place",
            places(new),
            places(old)
        )));
    }
    let difference = difference(old, new);
    let mut text = report_text(&difference);
    if !difference.is_empty() {
        let made = population(&difference);
        let found = effect(&difference, &made);
        text += "\n";
        text += &effect_text(&difference, &found, &made, "按各个门槛编的企业");
        if let (Some(name), Some(bytes)) = (table_name, table) {
            let today = read_today(day)?;
            let (own, skipped) = companies(old, &name, bytes, today)?;
            let found = effect(&difference, &own);
            text += "\n";
            text += &effect_text(&difference, &found, &own, "名单里的企业");
            for line in skipped {
                text += &line;
                text += "\n";
            }
        }
    } else if let (Some(name), Some(bytes)) = (table_name, table) {
        // A file that is no table of companies is named, though nothing depends on it.
        companies(old, &name, bytes, read_today(day)?)?;
    }
    Ok(ComparedEditions { text, changes: difference.entries.len() })
}

fn set(name: &str, pack: &[u8]) -> Result<&'static PolicySet, JsValue> {
    let loaded = read(pack).map_err(|refusal| error(&format!("{name}: {}", refusal.sentence())))?;
    Ok(loaded.set())
}

fn read_today(day: &str) -> Result<Date, JsValue> {
    read_date(day).ok_or_else(|| error(&format!("{day} is no day; write it as 2026-11-21")))
}

fn places(set: &PolicySet) -> String {
    set.regions.iter().map(|region| region.name).collect::<Vec<_>>().join("、")
}

/// Returns the companies of a table that can be computed, and what is to be said of the others.
fn companies(
    set: &'static PolicySet,
    name: &str,
    bytes: Vec<u8>,
    today: Date,
) -> Result<(Vec<Company>, Vec<String>), JsValue> {
    let shared = Shared::from(bytes);
    let told = |fault| error(&format!("{name}: {}", table_fault(&fault)));
    let mut table = Table::open(set, move || Ok(Cursor::new(shared.clone()))).map_err(told)?;
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let names: Vec<&str> = headings.iter().map(String::as_str).collect();
    let held = Column::of_headings(set, &names, &[]);
    if !held.iter().any(|column| column.is_answer()) {
        return Err(error(&format!(
            "{name}: no column of the table is a question（没有一列是题目）; use ids or words of \
             questions, such as region or 所在地"
        )));
    }
    let read = table.headings(&held).with_places(PlaceWords::Likely);
    let mut ledger = Ledger::new(read, table.sorter(&held), today);
    let mut line = Line::default();
    while table.next(&mut line).map_err(told)? {
        ledger.add(&line).map_err(told)?;
    }
    let (mut found, mut other_places, mut no_days) = (Vec::new(), Vec::new(), Vec::new());
    let mut unread = Vec::new();
    for company in ledger.companies() {
        let row = ledger.row(company);
        if let Some(place) = row.unread_place() {
            other_places.push(format!("第 {} 行“{}”", company.number, short(place)));
        } else if row.has_unread_day() {
            no_days.push(format!("第 {} 行", company.number));
        } else {
            for fault in &row.faults {
                let fault = ledger.fault(company, &row, fault);
                unread.push(format!("第 {} 行{}：{}", company.number, fault.label, fault.why));
            }
            found.push(Company {
                answers: values(set, &row.answers),
                name: row.name,
                on: row.on,
                given_in: GivenIn::Old,
                readings: Vec::new(),
            });
        }
    }
    let why = format!("的所在地不在旧版规则包里（规则包是{}的）", places(set));
    let skipped =
        [(other_places, why.as_str()), (no_days, "的申报日期不是日期，请写成 2025-12-31 这样")];
    let line = |(rows, why): (Vec<String>, &str)| {
        let named = rows.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
        let more = if rows.len() > NAMED { "等" } else { "" };
        (!rows.is_empty()).then(|| format!("另有 {} 家{why}，没有算：{named}{more}。", rows.len()))
    };
    let mut lines: Vec<String> = skipped.into_iter().filter_map(line).collect();
    if !unread.is_empty() {
        let more = if unread.len() > NAMED { "；等等" } else { "" };
        let count = unread.len();
        unread.truncate(NAMED);
        lines.push(format!(
            "名单里有 {count} 格没有读懂，按没有填算：{}{more}。",
            unread.join("；")
        ));
    }
    Ok((found, lines))
}

/// So many rows are named.
const NAMED: usize = 10;
