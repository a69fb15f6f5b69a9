//! All files together: declarations first, then each document.

use super::conditions::tells;
use super::declarations::{Declared, keep, keep_all};
use super::draft::Draft;
use super::read::{Log, Place, Table, Text, parse};
use super::{Authored, Example, Problem, Source, examples, figures, moves};
use huiqi_rules::condition::Condition;
use huiqi_rules::moves::Move;
use huiqi_rules::policy::{
    AmountRule, ClaimedElsewhere, Company, Goal, Policy, PolicySet, Support,
};
use huiqi_rules::question::{Kind, QuestionIndex};

/// Reads and checks all files.
pub(super) fn check(sources: &[Source]) -> Result<Authored, Vec<Problem>> {
    let mut log = Log::new();
    let mut declared = Declared::default();
    let mut files: Vec<(&Source, Table<'_>)> = Vec::new();
    // Shared files first, then the documents by name, so that the order of questions does not hang
    // on the order of reading.
    let mut sorted: Vec<&Source> = sources.iter().collect();
    sorted.sort_by_key(|source| (!is_shared(source), source.path.clone()));
    for source in sorted {
        files.extend(parse(&source.path, &source.text, &mut log).map(|table| (source, table)));
    }
    // In a document, `regions` names where it holds.
    files.iter_mut().for_each(|(source, file)| {
        declared.take(file, if is_shared(source) { "regions" } else { "new_regions" }, &mut log)
    });
    files.iter_mut().for_each(|(_, file)| declared.take_questions(file, &mut log));
    files.iter_mut().for_each(|(_, file)| declared.take_constraints(file, &mut log));
    let mut moves: Vec<Move> = Vec::new();
    files.iter_mut().for_each(|(_, file)| moves::take(&declared, &mut moves, file, &mut log));
    let mut policies = Vec::new();
    let mut examples = Vec::new();
    for (source, file) in files {
        if is_shared(source) {
            file.finish(&mut log);
        } else if let Some(policy) = document(&declared, file, source, &mut examples, &mut log) {
            policies.push(policy);
        }
    }
    hidden_options(&declared, &policies, sources, &mut log);
    if !log.is_empty() {
        log.sort_by_key(|problem| (problem.path.clone(), problem.line));
        log.dedup();
        return Err(log);
    }
    let set = PolicySet {
        edition: declared.edition.unwrap_or(""),
        regions: keep_all(declared.regions),
        steps: keep_all(declared.steps),
        sections: keep_all(declared.sections),
        assumptions: keep_all(declared.assumptions),
        questions: keep_all(declared.questions),
        constraints: keep_all(declared.constraints),
        moves: keep_all(moves),
        policies: keep_all(policies),
    };
    Ok(Authored { set: Box::leak(Box::new(set)), examples })
}

fn name_of(source: &Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml")
}

fn is_shared(source: &Source) -> bool {
    matches!(name_of(source), "regions" | "questions")
}

pub(super) fn words(texts: &[Text]) -> &'static [&'static str] {
    keep_all(texts.iter().map(|text| keep(&text.text)).collect())
}

pub(super) fn word(text: Option<Text>) -> &'static str {
    text.map_or("", |text| keep(&text.text))
}

fn document(
    declared: &Declared,
    mut file: Table<'_>,
    source: &Source,
    told: &mut Vec<Example>,
    log: &mut Log,
) -> Option<Policy> {
    let id = file.text("id", log)?;
    if id.text != name_of(source) {
        id.place.problem(log, format!("must be the file's name: \"{}\"", name_of(source)));
    }
    let id = keep(&id.text);
    let title = word(file.text("title", log));
    let short_title = word(file.text("short_title", log));
    let number = file.maybe_text("number", log).map(|number| keep(&number.text));
    let issuer = word(file.text("issuer", log));
    let mut date = |key: &'static str, log: &mut Log| {
        file.text(key, log).and_then(|text| figures::day(&text, log))
    };
    let (issued_on, valid_from, checked_on) =
        (date("issued_on", log), date("valid_from", log), date("checked_on", log));
    let ends = file.maybe_text("valid_to", log);
    let valid_to = ends.as_ref().and_then(|text| figures::day(text, log));
    if let (Some(ends), Some(from), Some(to)) = (&ends, valid_from, valid_to)
        && to < from
    {
        ends.place.problem(log, format!("the window ends before it begins; the first day is {from}, the last must be the same or later"));
    }
    let validity_note = word(file.maybe_text("validity_note", log));
    let source_url = file.maybe_text("source_url", log).map(|url| keep(&url.text));
    let enquiries = word(file.text("enquiries", log));
    let regions = file.texts("regions", log);
    regions.iter().for_each(|region| declared.region(region, log));
    let elsewhere = file.maybe_table("claimed_elsewhere", log).and_then(|mut table| {
        let (question, clause) = (table.text("question", log), table.text("clause", log));
        table.finish(log);
        Some(ClaimedElsewhere {
            question: declared.question_of(&question?, &[Kind::Multi], log)?,
            clause: keep(&clause?.text),
        })
    });

    let mut draft = Draft {
        declared,
        id,
        elsewhere: elsewhere.as_ref(),
        awards: Vec::new(),
        rules: Vec::new(),
        readings: Vec::new(),
    };
    let award_tables = file.tables("awards", log);
    let rule_tables = file.tables("highest_only", log);
    let reading_tables = file.tables("readings", log);
    let mut example_tables: Vec<(Place, &'static str, Vec<Table<'_>>)> = Vec::new();
    for mut table in award_tables {
        let tables = table.tables("examples", log);
        let place = table.place.clone();
        if let Some(award) = draft.award(table, log) {
            example_tables.push((place, award.id, tables));
            draft.awards.push(award);
        }
    }
    rule_tables.into_iter().for_each(|table| draft.rule(table, log));
    reading_tables.into_iter().for_each(|table| draft.reading(table, log));
    let mut supports: Vec<Support> = Vec::new();
    for table in file.tables("supports", log) {
        if let Some(support) = draft.support(table, &supports, log) {
            supports.push(support);
        }
    }
    let mut goals: Vec<Goal> = Vec::new();
    for table in file.tables("goals", log) {
        if let Some(goal) = draft.goal(table, &goals, log) {
            goals.push(goal);
        }
    }
    let first_region = regions.first().map(|region| region.text.clone()).unwrap_or_default();
    let day = valid_to.or(valid_from);
    for (place, award, tables) in example_tables {
        let mut wanted = vec!["met", "not_met", "not_yet_known"];
        for table in tables {
            if let Some((kind, example)) = draft.example(table, award, &first_region, day, log) {
                wanted.retain(|wanted| *wanted != kind);
                told.push(example);
            }
        }
        if !wanted.is_empty() {
            place.problem(
                log,
                format!("award `{award}` has no example of: {}; each award needs one met, one not_met, one not_yet_known", wanted.join(", ")),
            );
        }
    }
    let mut companies: Vec<Company> = Vec::new();
    for table in file.tables("companies", log) {
        companies.extend(examples::company(declared, table, &first_region, day, log));
    }
    file.finish(log);
    let policy = Policy {
        id,
        title,
        short_title,
        number,
        issuer,
        issued_on: issued_on?,
        valid_from: valid_from?,
        valid_to,
        validity_note,
        checked_on: checked_on?,
        source_url,
        enquiries,
        regions: words(&regions),
        awards: keep_all(draft.awards),
        highest_only: keep_all(draft.rules),
        readings: keep_all(draft.readings),
        claimed_elsewhere: elsewhere,
        supports: keep_all(supports),
        goals: keep_all(goals),
        companies: keep_all(companies),
    };
    Some(policy)
}

/// An option that a region's form leaves out must be one that nothing there tells apart from an
/// option that it shows.
fn hidden_options(declared: &Declared, policies: &[Policy], sources: &[Source], log: &mut Log) {
    for (place, question) in declared.questions.iter().enumerate() {
        let index = QuestionIndex(place as u8);
        for (option, hidden) in question.options.iter().enumerate() {
            for region in hidden.hidden_in {
                let of_region: Vec<&Policy> =
                    policies.iter().filter(|policy| policy.regions.contains(region)).collect();
                let mut found = Vec::new();
                for terms in of_region
                    .iter()
                    .flat_map(|policy| policy.awards)
                    .flat_map(|award| {
                        [Some(&award.terms), award.other.as_ref().map(|other| &other.terms)]
                    })
                    .flatten()
                {
                    found.extend(terms.condition.leaves());
                    found.extend(terms.silent_unless.iter().flat_map(Condition::leaves));
                }
                let class = |option: usize| {
                    found.iter().map(|leaf| tells(leaf, index, option as u8)).collect::<Vec<bool>>()
                };
                let claims = of_region.iter().any(|policy| {
                    policy
                        .claimed_elsewhere
                        .as_ref()
                        .is_some_and(|elsewhere| elsewhere.question == index)
                        && policy.awards.iter().any(|award| award.matter == Some(option as u8))
                });
                let graded = of_region
                    .iter()
                    .flat_map(|policy| policy.awards)
                    .any(|award| matches!(&award.terms.amount, AmountRule::Graded { question, .. } if *question == index));
                let shown_alike = question.kind == Kind::Single
                    && question.options.iter().enumerate().any(|(other, shown)| {
                        !shown.hidden_in.contains(region) && class(other) == class(option)
                    });
                let unread =
                    question.kind == Kind::Multi && !class(option).contains(&true) && !claims;
                if graded || !(shown_alike || unread) {
                    let path = sources
                        .iter()
                        .find(|source| source.text.contains(&format!("\"{}\"", question.id)))
                        .map_or("questions.toml", |source| &source.path);
                    log.push(Problem {
                        path: path.to_owned(),
                        line: 1,
                        found: format!("questions.{}.options.{}.hidden_in = {region:?}", question.id, hidden.id),
                        message: "an award of that region tells this option apart from every option shown; leave it in the form".to_owned(),
                    });
                }
            }
        }
    }
}
