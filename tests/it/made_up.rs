//! A new document is a new TOML file and nothing else: a made-up one of a made-up region is
//! beside those that are baked.

use crate::examples::check_example;
use crate::shipped;
use huiqi_authoring::{CheckedSources, Source, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use std::path::Path;
use std::sync::OnceLock;
use time::{Date, Month};

fn sources(folder: &str) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let source = |path: std::path::PathBuf| Source {
        path: path.file_name().expect("a file has a name").to_string_lossy().into_owned(),
        text: std::fs::read_to_string(&path).expect("a policy file can be read"),
    };
    paths.map(source).collect()
}

fn loaded(folders: &[&str]) -> CheckedSources {
    let added: Vec<Source> = folders.iter().flat_map(|folder| sources(folder)).collect();
    let mut all = shipped::all_sources();
    // `make test-with-new-documents` has put some of them beside the shipped ones.
    all.retain(|source| !added.iter().any(|own| source.path == format!("policies/{}", own.path)));
    all.extend(added);
    load(&all).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn authored() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| loaded(&["made_up"]))
}

/// The same with a second document of the made-up region.
fn authored_twice() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| loaded(&["made_up", "made_up_second"]))
}

/// The rule set with documents of every kind beside it, as a portal adds its own.
fn authored_new() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| loaded(&["new_documents"]))
}

/// The rule set with documents of every kind beside it.
pub(crate) fn set_of_new() -> &'static PolicySet {
    authored_new().set
}

/// The shipped rule set with the made-up document beside it.
pub(crate) fn set() -> &'static PolicySet {
    authored().set
}

/// The shipped rule set with both made-up documents of one region beside it.
pub(crate) fn set_of_two() -> &'static PolicySet {
    authored_twice().set
}

#[test]
fn every_example_of_the_made_up_documents_holds() {
    let examples: Vec<_> =
        authored().examples.iter().filter(|example| example.policy == "river-city-2030").collect();
    assert_eq!(examples.len(), 33);
    examples.into_iter().for_each(|example| check_example(set(), example));
    let examples: Vec<_> = authored_twice()
        .examples
        .iter()
        .filter(|example| example.policy == "river-province-2030")
        .collect();
    assert_eq!(examples.len(), 30);
    examples.into_iter().for_each(|example| check_example(set_of_two(), example));
    // What else is baked has tests of its own.
    let names: Vec<String> =
        sources("new_documents").into_iter().map(|source| source.path).collect();
    let examples: Vec<_> = authored_new()
        .examples
        .iter()
        .filter(|example| names.contains(&format!("{}.toml", example.policy)))
        .collect();
    assert!(examples.len() > 100, "{}", examples.len());
    examples.into_iter().for_each(|example| check_example(set_of_new(), example));
}

#[test]
fn a_document_says_what_the_help_of_a_shared_question_lacks_for_its_place() {
    let help = |set: &'static PolicySet, place: &str| {
        let question = set.question(set.question_index("certification_tier").expect("shared"));
        let own = question.help_by_region.iter().find(|help| help.region == place);
        own.map(|help| help.help)
    };
    assert_eq!(help(set_of_new(), "hill_county"), Some("市级的也选“已入培育库”。"));
    assert_eq!(help(set_of_new(), "xinxiang"), help(&POLICIES, "xinxiang"));
}

#[test]
fn a_new_file_adds_its_region_questions_and_awards_and_leaves_the_rest_alone() {
    assert_eq!(set().regions.len(), POLICIES.regions.len() + 1);
    assert_eq!(set().questions.len(), POLICIES.questions.len() + 8);
    assert_eq!(set().policies.len(), POLICIES.policies.len() + 1);
    let region = |id: &str| set().regions.iter().position(|region| region.id == id);
    assert_eq!(
        [region("river"), region("elsewhere")],
        [Some(set().regions.len() - 2), Some(set().regions.len() - 1)],
        "the place for all others stays the last"
    );
    let river = Answer::Option((set().regions.len() - 2) as u16);
    let answers =
        Answers::none(set()).with(PolicySet::REGION, river).expect("a region contradicts nothing");
    let report = evaluate(
        set(),
        &answers,
        Date::from_calendar_date(2030, Month::December, 31).expect("a day"),
        &ChosenReadings::default(),
    );
    assert_eq!(report.awards.len(), 7);
    // 0 to an open top: the match of an unanswered sum has no cap.
    assert_eq!(report.outline.total, Amount { least: Level::Sum(Yuan::ZERO), most: Level::Open });
}

/// The first file that the authors' README shows is one that works as it is.
#[test]
fn the_whole_file_of_the_readme_is_read_and_its_examples_hold() {
    let readme = include_str!("../../policies/README.md");
    let (_, text) = readme.split_once("```toml\n").expect("the README shows a file");
    let (text, _) = text.split_once("```").expect("it ends");
    let own = Source { path: "river-county-2030.toml".to_owned(), text: text.to_owned() };
    let all: Vec<Source> = shipped::sources().into_iter().chain([own]).collect();
    let authored = load(&all).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let own = authored.examples.iter().filter(|one| one.policy == "river-county-2030");
    let own: Vec<_> = own.collect();
    assert_eq!(own.len(), 3);
    own.into_iter().for_each(|example| check_example(authored.set, example));
}
