//! All files together: declarations first, then each document.

use super::declarations::{Declarations, WrittenOptions};
use super::diagnostic::Diagnostic;
use super::document::{Found, document, name_of};
use super::example::{CompanyTotal, Example};
use super::linked::AwardPosition;
use super::position::problems;
use super::read::{Position, SourceFile, TomlTable, TomlText, parse};
use super::source::Source;
use super::words::keep_all;
use super::{
    absent, directions, formerly, hidden, limits, limits_reached, linked, moves, regions, synonyms,
};
use huiqi_rules::moves::Move;
use huiqi_rules::policy::PolicySet;
use std::collections::HashMap;
use std::rc::Rc;

/// What the files say, checked.
#[derive(Debug)]
pub struct CheckedSources {
    /// The tables.
    pub set: &'static PolicySet,
    /// The examples, which become tests and are not in the tables.
    pub examples: Vec<Example>,
    /// The companies whose total is stated; they become tests too.
    pub totals: Vec<CompanyTotal>,
}

/// Reads and checks all files.
///
/// # Errors
/// Every mistake found in any of them.
pub fn load(sources: &[Source]) -> Result<CheckedSources, Vec<Diagnostic>> {
    // Shared files first, then the documents by name, so that the order of questions does not hang
    // on the order of reading.
    let mut sorted: Vec<&Source> = sources.iter().collect();
    sorted.sort_by_key(|source| (!is_shared(source), source.path.clone()));
    let parsed: Vec<_> = sorted.iter().map(|source| parse(&source.path, &source.text)).collect();
    let (files, tables): (Vec<Rc<SourceFile>>, Vec<Option<TomlTable<'_>>>) =
        parsed.into_iter().unzip();
    let readable =
        |source: &Source, table: &Option<TomlTable<'_>>| table.is_some() || !is_shared(source);
    if !sorted.iter().zip(&tables).all(|(source, table)| readable(source, table)) {
        // Without what all share, every document would report what it does not find there.
        return Err(problems(&files));
    }
    if note_copies(&sorted, &tables) {
        // What a copy declares, the other file declares too.
        return Err(problems(&files));
    }
    let names: Vec<&str> = sorted.iter().map(|source| name_of(source)).collect();
    let tables = sorted
        .into_iter()
        .zip(tables)
        .filter_map(|(source, table)| Some((source, table?)))
        .collect();
    let (authored, positions) = read(tables, &names);
    // Of tables with a mistake nothing can be computed.
    if problems(&files).is_empty() {
        #[cfg(not(target_arch = "wasm32"))]
        super::work::check(
            authored.set,
            &super::work::Places {
                awards: &positions.awards,
                of_region: &|id| positions.regions.get(id),
            },
        );
        asked(authored.set, &positions.questions);
    }
    let problems = problems(&files);
    if problems.is_empty() { Ok(authored) } else { Err(problems) }
}

/// Notes files with the id of another file; returns whether there are any.
fn note_copies(sources: &[&Source], tables: &[Option<TomlTable<'_>>]) -> bool {
    let id_of =
        |table: &TomlTable<'_>| table.clone().maybe_text("id").filter(|_| table.peeks_text("id"));
    let ids: Vec<Option<TomlText>> = tables
        .iter()
        .map(|table| table.as_ref().filter(|one| one.peeks_text("id")).and_then(id_of))
        .collect();
    let mut has_copies = false;
    for (index, source) in sources.iter().enumerate() {
        let Some(id) = ids[index].as_ref().filter(|id| id.text != name_of(source)) else {
            continue;
        };
        let is_same = |(other, taken): (usize, &Option<TomlText>)| {
            other != index && taken.as_ref().is_some_and(|taken| taken.text == id.text)
        };
        let Some(first) = ids.iter().enumerate().position(is_same) else { continue };
        let other = &sources[first].path;
        has_copies = true;
        id.position.problem(say!(
            "{other} has this id already: take this copy away, or give it an id, questions and \
             places of its own, and its file the name of that id",
            "{other} 已经是这个代号：这一份是多余的就删掉；是另一份文件的，代号、题目、地区都要\
             另起，文件名和代号一样"
        ));
    }
    has_copies
}

/// Where awards and questions are written.
struct Positions {
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "work is counted natively"))]
    awards: Vec<AwardPosition>,
    questions: Vec<Position>,
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "work is counted natively"))]
    regions: HashMap<&'static str, Position>,
}

/// Notes questions of a document's own that no award reads. What all documents share may wait for
/// one that asks it.
fn asked(set: &PolicySet, positions: &[Position]) {
    for (index, position) in set.question_indices().zip(positions).skip(1) {
        let is_asked = set.regions.iter().any(|region| region.questions.contains(&index));
        if !is_asked && position.is_of_documents() {
            position.problem(say!(
                "nothing reads the answer to this question: leave it out, or let a condition or an \
                 amount ask it",
                "没有哪一项用到这道题：去掉它，或者在条件、金额里用上"
            ));
        }
    }
}

fn read(mut files: Vec<(&Source, TomlTable<'_>)>, names: &[&str]) -> (CheckedSources, Positions) {
    let mut declared = Declarations::default();
    // In a document, `regions` names where it holds.
    files.iter_mut().for_each(|(source, file)| {
        declared.take(file, if is_shared(source) { "regions" } else { "new_regions" });
        if is_shared(source) {
            declared.take_first_form(file);
        }
    });
    declared.add_last_regions();
    declared.take_places();
    files.iter_mut().for_each(|(_, file)| declared.take_questions(file));
    let mut options = WrittenOptions::default();
    for (_, file) in files.iter_mut().filter(|(source, _)| !is_shared(source)) {
        declared.read_options(file, &mut options);
    }
    declared.add_options(options);
    files.iter_mut().for_each(|(_, file)| declared.take_helps(file));
    files.iter_mut().for_each(|(_, file)| declared.take_constraints(file));
    let mut moves: Vec<Move> = Vec::new();
    files.iter_mut().for_each(|(_, file)| moves::take(&declared, &mut moves, file));
    let everyday_words = files.iter_mut().flat_map(|(_, file)| synonyms::everyday(file)).collect();
    let mut unread = Vec::new();
    files.iter_mut().for_each(|(_, file)| formerly::take(&declared, &mut unread, file));
    let formerly = formerly::rules(&declared, unread);
    let mut policies = Vec::new();
    let mut found = Found::default();
    for (source, file) in files {
        if is_shared(source) {
            file.finish();
        } else {
            policies.extend(document(&declared, file, source, &mut found));
        }
    }
    regions::place_documents(&mut declared, &policies);
    let policies = linked::besides_named(&declared, policies, &found.positions);
    let named = linked::named(&declared, &policies, &found.positions);
    let named = named.filter(|awards| regions::give_variables(&mut declared, &policies, awards));
    let policies = match named {
        Some(awards) => {
            let policies = linked::finished(&declared, policies, &awards);
            regions::note_reads(&mut declared, &policies);
            limits::check(&declared, &policies, &found.limits);
            limits_reached::check(&declared, &policies, &found.limits);
            directions::check(&declared, &policies, &found.limits, &found.positions);
            policies
        }
        None => Vec::new(),
    };
    absent::note(&declared, &policies, names);
    hidden::check(&declared, &policies);
    let synonyms = synonyms::checked(&declared);
    let set = PolicySet {
        edition: declared.edition.unwrap_or(""),
        regions: keep_all(declared.regions),
        steps: keep_all(declared.steps),
        sections: keep_all(declared.sections),
        assumptions: keep_all(declared.assumptions),
        questions: keep_all(declared.questions),
        constraints: keep_all(declared.constraints),
        moves: keep_all(moves),
        formerly: keep_all(formerly),
        synonyms: keep_all(synonyms),
        everyday_words: keep_all(everyday_words),
        policies: keep_all(policies),
        first_form: declared.first_form,
    };
    // Without documents nobody knows what is asked together.
    if !set.policies.is_empty() {
        declared.short_names.check(&set);
    }
    let Found { examples, totals, positions: awards, .. } = found;
    let checked = CheckedSources { set: Box::leak(Box::new(set)), examples, totals };
    let (questions, regions) = (declared.question_positions, declared.region_ids);
    (checked, Positions { awards, questions, regions })
}

fn is_shared(source: &Source) -> bool {
    matches!(name_of(source), "regions" | "questions")
}
