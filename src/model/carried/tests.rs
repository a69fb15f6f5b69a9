//! What was answered in one part of the page and shown by another is kept by the edition that shows
//! it, whichever of the two parts stores it.

use super::{Before, Carried};
use crate::model::effect::Effect;
use crate::model::facts::Facts;
use crate::model::packs::PackPlaces;
use crate::model::questions::{self, Action as Question, Questions};
use crate::model::table::EarlierHeadings;
use crate::model::tests::packs::{bundled, index, recalled};
use crate::model::tests::{day, lines, questions, region, settle, shelf};
use crate::model::whole::Whole;
use huiqi_authoring::{load, read_folder};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;

/// The rules of a later edition, as a pack has them.
fn later() -> &'static PolicySet {
    let mut sources = read_folder("policies".as_ref()).expect("the policy files");
    for source in &mut sources {
        let head = format!("edition = \"{}\"", POLICIES.edition);
        source.text = source.text.replacen(&head, "edition = \"2027.01\"", 1);
    }
    let set = load(&sources).expect("rules without a mistake").set;
    assert_eq!(set.edition, "2027.01");
    set
}

/// What a browser keeps.
#[derive(Default)]
struct Storage(Option<String>);

impl Storage {
    fn put(&mut self, effect: &questions::Effect) {
        if let questions::Effect::Remember(text) = effect {
            self.0 = Some(text.clone());
        }
    }

    /// The first part of the page, which stores what it has.
    fn keep_first(&mut self, first: &mut Questions) {
        let facts = Facts::of(first.session(), &first.site.name);
        first.settle(&facts).iter().for_each(|effect| self.put(effect));
    }

    /// Opens the page over these rules, and stores what it has.
    fn open(&mut self, set: &'static PolicySet, before: &Before) -> Whole {
        let stored = self.0.clone();
        let is_remembered = |text: &str| stored.as_deref() == Some(text);
        let today = day("2026-11-21");
        let carried = Carried::over(set, &POLICIES, today, before, (self.0.clone(), is_remembered));
        let (former, is_to_be_stored) = (carried.former.clone(), carried.is_to_be_stored());
        let site = questions().site;
        let own = Questions::new(carried.cases, None, site, false, today);
        let headings = EarlierHeadings::default();
        let mut whole = Whole::new(own, shelf(), headings, Default::default(), None);
        whole.packs = PackPlaces::new(Some(index(&recalled())), bundled("aaaaaaaaaaaaaaaa"), None);
        if let Some(former) = former {
            whole.note_new_edition(&former);
        }
        if is_to_be_stored {
            whole.questions.note_nothing_stored();
        }
        for effect in settle(&mut whole) {
            if let Effect::Question(effect) = effect {
                self.put(&effect);
            }
        }
        whole
    }
}

fn in_first_part() -> Questions {
    let mut first = questions();
    first.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    first
}

#[test]
fn a_figure_of_a_recalled_edition_is_named_whichever_part_stored_it_first() {
    let later = later();
    for first_stores in ["before the page is opened over the pack", "too late"] {
        let mut storage = Storage::default();
        let mut first = in_first_part();
        if first_stores != "too late" {
            storage.keep_first(&mut first);
            assert!(storage.0.is_some());
        }
        let shown = storage.open(later, &Before::FirstPart(first.cases.to_text()));
        assert_eq!(shown.session().region(), Some("zaozhuang"));
        let kept = storage.0.clone().expect("what is shown is stored");
        assert!(kept.contains("edition\t2027.01"), "{first_stores}: {kept}");
        // The edition was recalled meanwhile: the bundled rules serve again.
        let next = storage.open(&POLICIES, &Before::Nothing);
        assert_eq!(lines(&next)[0], "2027.01 已撤回：金额抄错了。", "{first_stores}");
    }
}

#[test]
fn over_other_rules_what_was_answered_is_kept_by_the_edition_that_shows_it() {
    let mut storage = Storage::default();
    let mut first = in_first_part();
    storage.keep_first(&mut first);
    let shown = storage.open(later(), &Before::OtherRules(first.cases.to_text()));
    assert!(storage.0.as_ref().is_some_and(|kept| kept.contains("edition\t2027.01")));
    storage.open(&POLICIES, &Before::OtherRules(shown.questions.cases.to_text()));
    let own = format!("edition\t{}", POLICIES.edition);
    assert!(storage.0.is_some_and(|kept| kept.contains(&own)));
}

/// Who has not answered anything yet in this visit is told at the next one too.
#[test]
fn what_a_former_edition_kept_stays_as_it_is_until_something_is_pressed() {
    let former = "huiqi 1\nedition\t2026.11\nregion\t=zaozhuang\n";
    let mut storage = Storage(Some(former.to_owned()));
    storage.open(later(), &Before::FirstPart(former.to_owned()));
    assert_eq!(storage.0.as_deref(), Some(former));
    // Nothing is stored where nothing was answered.
    let mut storage = Storage::default();
    storage.open(&POLICIES, &Before::FirstPart(questions().cases.to_text()));
    assert_eq!(storage.0, None);
}
