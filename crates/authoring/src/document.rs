//! One document from its file: its heading first, then its parts in the order of the README.

use super::amounts;
use super::award_days::DocumentDays;
use super::declarations::{Declarations, MOST_OF_A_KIND};
use super::draft::{DocumentDraft, has_room};
use super::example::{CompanyTotal, Example};
use super::examples::{Defaults, read_answers};
use super::figures;
use super::limits::{WrittenLimit, limits};
use super::linked::AwardPosition;
use super::read::{Position, TomlTable, TomlText};
use super::recognition::recognitions;
use super::source::Source;
use super::words::{keep, keep_all, one_of, word, words};
use huiqi_rules::condition::Condition;
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::limit::SumLimit;
use huiqi_rules::policy::{AmountRule, Award, AwardDays, ClaimedElsewhere, Policy, Terms};
use huiqi_rules::question::Kind;
use time::Date;

/// Returns the file's own name without ".toml".
pub(super) fn name_of(source: &Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml")
}

/// What is found in documents beside their tables.
#[derive(Default)]
pub(super) struct Found {
    pub(super) examples: Vec<Example>,
    pub(super) totals: Vec<CompanyTotal>,
    pub(super) limits: Vec<WrittenLimit>,
    pub(super) positions: Vec<AwardPosition>,
}

/// Reads one document and adds its examples to the others; `None` where a fact without which it is
/// no document is wrong.
pub(super) fn document(
    declared: &Declarations,
    mut file: TomlTable<'_>,
    source: &Source,
    found: &mut Found,
) -> Option<Policy> {
    if file.is_empty() {
        file.position.problem(say!(
            "the file is empty; begin with the whole file in policies/README.md",
            "文件是空的；照 policies/README.md 里的完整样例写"
        ));
        return None;
    }
    declared.take_definitions(&mut file);
    let id = file.text("id");
    if let Some(id) = id.as_ref().filter(|id| id.text != name_of(source)) {
        id.position.problem(say!(
            "must be the file's name: \"{}\"",
            "要和文件名一样：\"{}\"",
            name_of(source)
        ));
    }
    let heading = Heading::read(
        &mut file,
        declared,
        keep(id.as_ref().map_or(name_of(source), |id| &id.text)),
    );
    let days = DocumentDays { first: heading.valid_from, last: heading.valid_to };
    let mut draft = DocumentDraft::new(declared, heading.id, days, file.peeks("claimed_elsewhere"));
    let elsewhere = claimed_elsewhere(&mut file, declared);
    draft.elsewhere = elsewhere.as_ref().map(|(elsewhere, _)| elsewhere.clone());
    draft.take_every_award(&mut file);
    let examples_of_awards = awards(&mut file, &mut draft);
    draft.check_every_award();
    if let Some((_, position)) = elsewhere.filter(|_| !draft.names_a_matter) {
        position.problem_of_all(say!(
            "no award has a `matter`, so that nothing can be claimed elsewhere: write beside each \
             award which option it is, `matter = \"…\"`, or leave this table out",
            "没有哪一项写了 `matter`，就没有别处领过的事项：在每一项写上是哪个选项，\
             `matter = \"…\"`，或者去掉这个表"
        ));
    }
    file.tables("highest_only").into_iter().for_each(|table| draft.rule(table));
    (draft.limits, draft.lacks_a_limit) = limits(declared, &mut file, heading.id);
    file.tables("readings").into_iter().for_each(|table| draft.reading(table));
    draft.check_rules();
    draft.check_early_days();
    file.tables("supports").into_iter().for_each(|table| draft.support(table));
    let recognitions = recognitions(declared, &mut file);
    file.tables("goals").into_iter().for_each(|table| draft.goal(table));
    let base = file.maybe_table("example_base").map_or(Vec::new(), |mut table| {
        let answers = table.maybe_table("answers");
        table.finish();
        answers.map_or(Vec::new(), |answers| read_answers(declared, &answers))
    });
    let defaults =
        Defaults { declared, region: heading.regions.first().copied(), day: heading.day(), base };
    found.positions.append(&mut draft.positions);
    for award in examples_of_awards {
        found.examples.extend(read_examples(&draft, &defaults, award));
    }
    let companies = file.tables("companies").into_iter();
    let companies = companies
        .filter_map(|table| defaults.company(heading.id, table, &mut found.totals))
        .collect();
    file.finish();
    declared.note_unused_definitions();
    let own_limits: Vec<SumLimit> = draft.limits.iter().map(|written| written.limit).collect();
    found.limits.append(&mut draft.limits);
    Some(Policy {
        id: heading.id,
        title: heading.title,
        short_title: heading.short_title,
        number: heading.number,
        issuer: heading.issuer,
        // Of a document without a day, all else can be looked at.
        issued_on: heading.issued_on.unwrap_or(Date::MIN),
        valid_from: heading.valid_from.unwrap_or(Date::MIN),
        valid_to: heading.valid_to,
        validity_note: heading.validity_note,
        checked_on: heading.checked_on.unwrap_or(Date::MIN),
        source_url: heading.source_url,
        enquiries: heading.enquiries,
        level: heading.level,
        regions: keep_all(heading.regions),
        awards: keep_all(draft.awards),
        highest_only: keep_all(draft.rules),
        limits: keep_all(own_limits),
        readings: keep_all(draft.readings),
        claimed_elsewhere: draft.elsewhere,
        supports: keep_all(draft.supports),
        goals: keep_all(draft.goals),
        recognitions: keep_all(recognitions),
        companies: keep_all(companies),
    })
}

/// What a document says of itself.
struct Heading {
    id: &'static str,
    title: &'static str,
    short_title: &'static str,
    number: Option<&'static str>,
    issuer: &'static str,
    issued_on: Option<Date>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    validity_note: &'static str,
    checked_on: Option<Date>,
    source_url: Option<&'static str>,
    enquiries: &'static str,
    level: Option<GovernmentLevel>,
    regions: Vec<&'static str>,
}

impl Heading {
    fn read(file: &mut TomlTable<'_>, declared: &Declarations, id: &'static str) -> Self {
        let mut date =
            |key: &'static str| file.text(key).and_then(|written| figures::day(&written));
        let (issued_on, valid_from, checked_on) =
            (date("issued_on"), date("valid_from"), date("checked_on"));
        let regions = file.some_texts("regions");
        regions.iter().for_each(|region| declared.region(region));
        Self {
            id,
            title: word(file.text("title")),
            short_title: word(file.text("short_title")),
            number: file.maybe_text("number").map(|number| keep(&number.text)),
            issuer: word(file.text("issuer")),
            issued_on,
            valid_from,
            valid_to: last_day(file, valid_from),
            validity_note: word(file.maybe_text("validity_note")),
            checked_on,
            source_url: file.maybe_text("source_url").map(|url| whole_address(&url)),
            enquiries: word(file.text("enquiries")),
            level: file
                .maybe_text("level")
                .and_then(|level| one_of(&level, &GovernmentLevel::ALL, "level")),
            regions: words(&regions).to_vec(),
        }
    }

    /// Returns the day of an example or a company that names none.
    fn day(&self) -> Option<Date> {
        self.valid_to.or(self.valid_from)
    }
}

/// Returns an address; notes one that a page could not open.
fn whole_address(url: &TomlText) -> &'static str {
    if !["https://", "http://"].iter().any(|begins| url.text.starts_with(begins)) {
        url.position.problem(say!(
            "write the whole address: \"https://{}\"",
            "写完整的网址：\"https://{}\"",
            url.text.trim_start_matches("//")
        ));
    }
    keep(&url.text)
}

fn last_day(file: &mut TomlTable<'_>, first: Option<Date>) -> Option<Date> {
    let written = file.maybe_text("valid_to")?;
    let last = figures::day(&written)?;
    if let Some(first) = first.filter(|first| last < *first) {
        written.position.problem(say!(
            "the window ends before it begins; the first day is {first}, the last must be the \
             same or later",
            "结束日早于开始日；开始日是 {first}，结束日要在这天或以后"
        ));
    }
    Some(last)
}

fn claimed_elsewhere(
    file: &mut TomlTable<'_>,
    declared: &Declarations,
) -> Option<(ClaimedElsewhere, Position)> {
    let mut table = file.maybe_table("claimed_elsewhere")?;
    let (question, clause) = (table.text("question"), table.text("clause"));
    let position = table.position.clone();
    table.finish();
    let question = declared.question_of(&question?, &[Kind::Multi])?;
    Some((ClaimedElsewhere { question, clause: keep(&clause?.text) }, position))
}

/// The examples of one award, not yet read: they may name readings, which come later in the file.
struct ExamplesOfAward<'s> {
    position: Position,
    award: &'static str,
    tables: Vec<TomlTable<'s>>,
    /// Whether they are no list of tables.
    is_unread: bool,
}

fn awards<'s>(file: &mut TomlTable<'s>, draft: &mut DocumentDraft<'_>) -> Vec<ExamplesOfAward<'s>> {
    let mut examples = Vec::new();
    for mut table in file.tables("awards") {
        let tables = table.tables("examples");
        let is_unread = tables.is_empty() && table.is_wrong();
        let position = table.position.clone();
        if !has_room(&position, draft.awards.len(), MOST_OF_A_KIND, ["awards", "奖项"]) {
            break;
        }
        if let Some(award) = draft.award(table) {
            examples.push(ExamplesOfAward { position, award: award.id, tables, is_unread });
            draft.awards.push(award);
        }
    }
    examples
}

/// Whether an example of an award may show this outcome: where nothing is asked, no company is
/// refused, and where its amount reads nothing either, none is left open.
fn can_show(declared: &Declarations, award: &Award, outcome: &str) -> bool {
    let asks = |terms: &Terms| {
        terms.silent_unless.is_some() || !matches!(terms.condition, Condition::All([]))
    };
    let reads = |terms: &Terms| match &terms.amount {
        AmountRule::Computed(computed) if !computed.awards.is_empty() => true,
        amount => !amounts::reads(declared, amount).is_empty(),
    };
    match outcome {
        "not_met" => award.matter.is_some() || award.all_terms().any(asks),
        "not_yet_known" => {
            award.matter.is_some() || award.all_terms().any(|terms| asks(terms) || reads(terms))
        }
        _ => true,
    }
}

fn read_examples(
    draft: &DocumentDraft<'_>,
    defaults: &Defaults<'_>,
    award: ExamplesOfAward<'_>,
) -> Vec<Example> {
    let mut wanted = vec!["met", "not_met", "not_yet_known"];
    if let Some(own) = draft.awards.iter().find(|own| own.id == award.award) {
        wanted.retain(|outcome| can_show(defaults.declared, own, outcome));
    }
    let mut examples = Vec::new();
    let mut names = Vec::new();
    let mut is_unread = award.is_unread;
    // Its last day, else its first, as of a document.
    let days = draft.awards.iter().find(|own| own.id == award.award).map(|own| own.terms.days);
    let days = days.and_then(AwardDays::own);
    let own = Defaults {
        day: days.and_then(|own| own.last.or(draft.days.last).or(own.first)).or(defaults.day),
        ..defaults.clone()
    };
    for table in award.tables {
        let (shown, example) = own.example(draft, award.award, table, &mut names);
        wanted.retain(|wanted| Some(*wanted) != shown);
        is_unread |= shown.is_none();
        examples.extend(example);
    }
    // What an outcome with a mistake shows is not known.
    if !wanted.is_empty() && !is_unread {
        let message = say!(
            "award `{}` has no example of: {}; each award needs one met, one not_met, one \
             not_yet_known",
            "奖项 `{}` 缺这样的样例：{}；每项要有 met（得到）、not_met（得不到）、\
             not_yet_known（还不知道）各一个",
            award.award,
            wanted.join(", ")
        );
        award.position.missing("examples", message);
    }
    examples
}
