//! A difference and what it does to companies, as the page shows it: all in words.

use super::effect::{Company, CompanyChange, Effect, Part};
use super::entry::{Difference, Reach};
use super::report::{
    PARTS, SHARED, Sentence, by, examples, moved, part_name, sentences, shifted, skipped, summary,
    together_name, whole,
};
use super::sum::{Shift, Sum};
use super::tops::{known, totals};
use huiqi_sitting::wording::count;
use huiqi_tables::editions::{
    ChangedClause, ChangedCompany, ChangedDocument, ChangedPart, ChangedSentence, ComparedEditions,
    EditionTrial, TrialRow, TrialRowKind, Tried,
};

/// The largest number of companies that are named.
const MOST_NAMED: usize = 20;

/// Companies that were tried, and what was found.
#[derive(Debug)]
pub struct TriedCompanies {
    /// Whose they are.
    pub who: Tried,
    /// The companies.
    pub companies: Vec<Company>,
    /// What the difference does to them.
    pub effect: Effect,
}

/// Returns what the page shows of two editions after these companies were tried, and while others
/// are still to be.
#[must_use]
pub fn compared_editions(
    difference: &Difference,
    tried: &[TriedCompanies],
    coming: &[Tried],
) -> ComparedEditions {
    let all = sentences(difference);
    let sides = [difference.new, difference.old];
    let region = sides.iter().flat_map(|set| set.regions).find(|own| !own.policies.is_empty());
    let part = |(reach, heading): (Reach, &str)| {
        let own: Vec<&Sentence> = all.iter().filter(|one| one.reach == reach).collect();
        (!own.is_empty()).then(|| ChangedPart {
            heading: heading.to_owned(),
            documents: documents(difference, &own, tried, coming),
        })
    };
    ComparedEditions {
        place: region.map_or(String::new(), |region| region.name.to_owned()),
        old: difference.old.edition.to_owned(),
        new: difference.new.edition.to_owned(),
        summary: summary(difference),
        parts: PARTS.into_iter().filter_map(part).collect(),
        trials: tried.iter().map(|own| trial(difference, own)).collect(),
        coming: coming.to_vec(),
    }
}

fn documents(
    difference: &Difference,
    sentences: &[&Sentence],
    tried: &[TriedCompanies],
    coming: &[Tried],
) -> Vec<ChangedDocument> {
    let mut found: Vec<ChangedDocument> = Vec::new();
    for one in sentences {
        let title = if one.document_title.is_empty() { SHARED } else { one.document_title };
        let document = match found.iter().position(|own| own.title == title) {
            Some(index) => index,
            None => {
                found.push(ChangedDocument { title: title.to_owned(), clauses: Vec::new() });
                found.len() - 1
            }
        };
        let clauses = &mut found[document].clauses;
        let clause = match clauses.iter().position(|own| own.clause == one.clause) {
            Some(index) => index,
            None => {
                let clause = one.clause.to_owned();
                clauses.push(ChangedClause { clause, sentences: Vec::new() });
                clauses.len() - 1
            }
        };
        let before = format!("{}：", one.clause);
        clauses[clause].sentences.push(ChangedSentence {
            text: one.text.strip_prefix(&before).unwrap_or(&one.text).to_owned(),
            whose: whose(difference, one, tried, coming),
        });
    }
    found
}

/// Returns whose amounts each change of a sentence moves.
fn whose(
    difference: &Difference,
    sentence: &Sentence,
    tried: &[TriedCompanies],
    coming: &[Tried],
) -> Vec<String> {
    if sentence.reach == Reach::Words {
        return Vec::new();
    }
    let mut units = Vec::new();
    let mut alone = Vec::new();
    for entry in sentence.entries.iter().map(|index| &difference.entries[*index]) {
        match &entry.unit {
            Some(unit) if units.contains(&unit) => {}
            Some(unit) => {
                units.push(unit);
                alone.push(entry);
            }
            None => {}
        }
    }
    if units.is_empty() && coming.is_empty() {
        return vec!["这一处不能单独试。".to_owned()];
    }
    let said = |(unit, entry): (&&super::entry::Unit, &&super::entry::Entry)| {
        let part = |own: &TriedCompanies| -> Option<String> {
            let part = own.effect.parts.iter().find(|part| part.unit == **unit)?;
            part.was_found().then(|| moves(own, part))
        };
        let found: Vec<String> = tried.iter().filter_map(part).collect();
        let words = match (found.is_empty(), coming.is_empty()) {
            (false, _) => found.join(""),
            (true, true) => "试过的企业里，没有找到金额因此改变的。".to_owned(),
            (true, false) => return None,
        };
        // Each of several changes in one sentence has a word of its own.
        Some(if units.len() > 1 { format!("{}——{words}", entry.text) } else { words })
    };
    units.iter().zip(&alone).filter_map(said).collect()
}

/// "打开的名单：2 家增加，合计增加 10 万元。例如：甲；乙。".
fn moves(own: &TriedCompanies, part: &Part) -> String {
    let examples = examples(part, &own.companies);
    let examples =
        if examples.is_empty() { String::new() } else { format!("例如：{examples}。") };
    format!("{}：{}。{examples}", own.who.words(), moved(part))
}

fn trial(difference: &Difference, own: &TriedCompanies) -> EditionTrial {
    let TriedCompanies { who, companies, effect } = own;
    let mut lines = vec![format!("新旧两版都算了 {} 家。", count(effect.compared as u64))];
    lines.extend(skipped(difference, effect));
    lines.extend(whole(effect));
    // Companies that were made have no name that says anything.
    if *who != Tried::Made {
        lines.extend(known(difference, effect, companies, false));
    }
    let mut rows: Vec<TrialRow> = Vec::new();
    for part in effect.parts.iter().filter(|part| part.sum.companies > 0) {
        rows.push(row(TrialRowKind::Alone, part_name(difference, part), &part.sum));
    }
    for part in &effect.together {
        let name = together_name(difference, effect, part);
        rows.push(row(TrialRowKind::Together, name, &part.sum));
    }
    if !rows.is_empty() {
        rows.push(row(TrialRowKind::Whole, "合计".to_owned(), &effect.whole));
    }
    let named: &[CompanyChange] = match who {
        Tried::Cases | Tried::List => &effect.changes,
        Tried::Made => &[],
    };
    let named = named.iter().filter(|change| change.before != change.after);
    let named: Vec<&CompanyChange> = named.collect();
    if named.len() > MOST_NAMED {
        lines.push(format!("下面只列前 {MOST_NAMED} 家。"));
    }
    let company = |change: &&CompanyChange| {
        let own = &companies[change.company];
        let [before, after] = totals(difference, own, [change.before, change.after]);
        let through = through(difference, effect, change);
        ChangedCompany { name: own.name.clone(), before, after, through }
    };
    let companies = named.iter().take(MOST_NAMED).map(company).collect();
    EditionTrial { who: *who, lines, rows, companies }
}

fn row(kind: TrialRowKind, name: String, sum: &Sum) -> TrialRow {
    let Shift { least, most, opened, both_open } = sum.shift;
    let number = count(opened.unsigned_abs());
    let most = match opened {
        0 if both_open > 0 && most.is_zero() => "还要看没有填的数".to_owned(),
        0 if both_open > 0 => {
            let number = count(both_open.unsigned_abs());
            format!("{}，另有 {number} 家还要看没有填的数", by(most))
        }
        0 => by(most),
        1.. => format!("{}，另有 {number} 家改为看填的数", by(most)),
        _ => format!("{}，另有 {number} 家不再看填的数", by(most)),
    };
    TrialRow { kind, name, companies: count(sum.companies as u64), least: by(least), most }
}

fn through(difference: &Difference, effect: &Effect, change: &CompanyChange) -> Vec<String> {
    let part = |(index, shift): &(usize, Shift)| {
        format!("{}：{}", part_name(difference, &effect.parts[*index]), shifted(*shift))
    };
    let mut found: Vec<String> = change.parts.iter().map(part).collect();
    if !change.together.is_none() {
        found.push(format!("几处合在一起才有的：{}", shifted(change.together)));
    }
    found
}
