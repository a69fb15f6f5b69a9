//! The choice of a place where there are 3,000: typed, by keys, by levels, in 长辈版.

use super::{day, focus, settle, shelf};
use crate::model::device::Device;
use crate::model::effect::Effect;
use crate::model::places::{Action as Places, Group, LEVEL, Looking};
use crate::model::questions::{Action as Question, HEADING, Questions, SiteHead};
use crate::model::table::EarlierHeadings;
use crate::model::whole::Whole;
use huiqi_authoring::{Source, load, read_folder};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::places::{MOST_FOUND, MOST_LISTED};
use huiqi_sitting::questionnaire::{Page, Session};
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

const LETTERS: [char; 20] = [
    '安', '宝', '昌', '丰', '福', '高', '海', '吉', '康', '兰', '马', '南', '平', '清', '荣', '通',
    '文', '新', '永', '泽',
];

const SHIPPED: [&str; 7] = [
    "/regions.toml",
    "/questions.toml",
    "/jincheng-srdi-2021.toml",
    "/shanxi-srdi-2022.toml",
    "/xinxiang-srdi-2022.toml",
    "/sanmenxia-srdi-2022.toml",
    "/zaozhuang-srdi-2022.toml",
];

/// The shipped documents with 3,000 more places: three provinces, thirty cities in them, counties
/// in these. 枣庄市 has a county of its own.
static MANY: LazyLock<&'static PolicySet> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut sources = read_folder(&folder).expect("the folder");
    // What else is in the folder brings places of its own.
    sources.retain(|source| SHIPPED.iter().any(|name| source.path.ends_with(name)));
    let mut text = String::new();
    let mut place = |id: String, name: String, within: Option<String>| {
        let _ = write!(text, "[[regions]]\nid = \"{id}\"\nname = \"{name}\"\n");
        if let Some(within) = within {
            let _ = writeln!(text, "within = \"{within}\"");
        }
    };
    for (province, letter) in LETTERS.iter().take(3).enumerate() {
        place(format!("province_{province}"), format!("样例{letter}省"), None);
    }
    for city in 0..30 {
        let name = format!("{}{}市", LETTERS[city % 20], LETTERS[city / 20]);
        place(format!("city_{city}"), name, Some(format!("province_{}", city % 3)));
    }
    for county in 0..2966 {
        let (first, second) = (LETTERS[county / 20 % 20], LETTERS[county % 20]);
        let name = format!("{first}{second}{}县", LETTERS[county / 400]);
        place(format!("county_{county}"), name, Some(format!("city_{}", county % 30)));
    }
    place("tengzhou".to_owned(), "滕州市".to_owned(), Some("zaozhuang".to_owned()));
    let regions = sources.iter_mut().find(|source| source.path.ends_with("regions.toml"));
    let regions: &mut Source = regions.expect("the regions");
    // Before 其他地区, which comes last by its own word, and before what links name.
    let (before, behind) = regions.text.split_once("[first_form]").expect("the first form");
    // A county that is a place of its own is no other word for its city.
    let before = before.replace(", \"滕州市\"]", "]");
    regions.text = format!("{before}{text}[first_form]{behind}");
    load(&sources).unwrap_or_else(|problems| panic!("{}", problems[0])).set
});

fn visit(set: &'static PolicySet) -> Whole {
    let site = SiteHead { name: "惠企".to_owned(), address: None, stale_days: None, build: None };
    let today = day("2026-11-21");
    let cases = Cases::new(Session::new(set, today));
    let mut questions = Questions::new(cases, None, site, false, today);
    questions.open_first("");
    Whole::new(questions, shelf(), EarlierHeadings::default(), Device::default(), None)
}

/// The names of the rows by their groups.
fn rows(whole: &Whole) -> Vec<(Group, Vec<String>)> {
    let name = |place: usize| whole.places.all()[place].name.clone();
    let groups = whole.places.groups().into_iter();
    groups.map(|(group, rows)| (group, rows.into_iter().map(name).collect())).collect()
}

fn at(whole: &Whole) -> &str {
    whole.places.at().map_or("", |place| &whole.places.all()[place].name)
}

fn typed(whole: &mut Whole, text: &str) {
    assert_eq!(whole.update(Places::Typed(text.to_owned()).into()), []);
}

fn index(whole: &Whole, name: &str) -> usize {
    whole.places.all().iter().position(|place| place.name == name).expect("a place")
}

#[test]
fn few_places_are_shown_as_they_were_and_3_000_are_searched() {
    assert_eq!(visit(&POLICIES).places.is_searched(), POLICIES.regions.len() > MOST_LISTED);
    let whole = visit(&MANY);
    assert_eq!(whole.places.all().len(), 3006);
    assert!(whole.places.is_searched());
    // Where nothing is typed: what has documents, and who is in none of them.
    let covered = ["晋城市", "新乡市", "枣庄市", "滕州市", "三门峡市", "山西省其他地区"];
    assert_eq!(
        rows(&whole),
        [
            (Group::Covered, covered.map(str::to_owned).to_vec()),
            (Group::Last, vec!["其他地区".to_owned()])
        ]
    );
}

#[test]
fn a_county_is_found_by_initials_with_its_city_and_has_the_documents_of_it() {
    let mut whole = visit(&MANY);
    typed(&mut whole, "tz");
    assert_eq!(rows(&whole)[0], (Group::Covered, vec!["滕州市".to_owned()]));
    let county = &whole.places.all()[index(&whole, "滕州市")];
    assert_eq!(county.wider, "枣庄市");
    assert_eq!(at(&whole), "滕州市", "Enter takes the first");
    assert_eq!(whole.update(Places::Enter.into()), [focus(HEADING)]);
    assert_eq!((whole.session().region(), whole.session().page), (Some("tengzhou"), Page::Step(1)));
    let paid = whole.session().policies();
    assert_eq!(paid.iter().map(|policy| policy.id).collect::<Vec<_>>(), ["zaozhuang-srdi-2022"]);
    assert_eq!(whole.places.typed, "", "the next search begins anew");
}

#[test]
fn what_is_typed_is_a_short_list_and_keys_move_through_it() {
    let mut whole = visit(&MANY);
    typed(&mut whole, "ab");
    assert!(whole.places.found.count > MOST_FOUND);
    let groups = rows(&whole);
    let all: Vec<String> = groups.iter().flat_map(|(_, rows)| rows.clone()).collect();
    assert_eq!(all.len(), MOST_FOUND + 1, "and 其他地区");
    assert_eq!(at(&whole), all[0]);
    let moved = whole.update(Places::Down.into());
    assert_eq!(at(&whole), all[1]);
    let row = format!("place--{}", index(&whole, &all[1]));
    assert_eq!(moved, [Effect::Reveal(row)], "the focus stays in the field");
    whole.update(Places::Up.into());
    whole.update(Places::Up.into());
    assert_eq!(at(&whole), "其他地区", "from the first to the last");
    whole.update(Places::Down.into());
    assert_eq!(at(&whole), all[0]);
    typed(&mut whole, "abc");
    whole.update(Places::Down.into());
    typed(&mut whole, "abcx");
    assert_eq!(at(&whole), rows(&whole)[0].1[0], "another word, another first row");
}

#[test]
fn where_nothing_is_found_the_nearest_and_the_other_places_remain() {
    let mut whole = visit(&MANY);
    typed(&mut whole, "枣压");
    assert!(whole.places.found.is_near);
    assert_eq!(rows(&whole)[0].1[0], "枣庄市");
    typed(&mut whole, "鑫鑫");
    assert_eq!(rows(&whole), [(Group::Last, vec!["其他地区".to_owned()])]);
    whole.update(Places::Enter.into());
    assert_eq!((whole.session().region(), whole.session().page), (Some("elsewhere"), Page::Result));
}

#[test]
fn who_cannot_type_goes_from_province_to_city_to_county() {
    let mut whole = visit(&MANY);
    assert!(whole.places.has_levels());
    assert_eq!(whole.update(Places::Open(None).into()), [focus(LEVEL)]);
    let names = |whole: &Whole, outer: Option<usize>| -> Vec<String> {
        let level = whole.places.level(outer).into_iter();
        level.map(|place| whole.places.all()[place].name.clone()).collect()
    };
    let first = names(&whole, None);
    assert_eq!(first.len(), 9, "three provinces and the shipped places");
    let province = index(&whole, "样例安省");
    whole.update(Places::Open(Some(province)).into());
    assert_eq!(whole.places.looking, Looking::Level(Some(province)));
    assert_eq!(names(&whole, Some(province)).len(), 10);
    let city = index(&whole, "枣庄市");
    assert!(whole.places.has_inner(city) && !whole.places.has_inner(index(&whole, "新乡市")));
    assert_eq!(names(&whole, Some(city)), ["滕州市"]);
    let county = index(&whole, "滕州市");
    whole.update(Places::Choose(county).into());
    assert_eq!(whole.session().region(), Some("tengzhou"));
    assert_eq!(whole.places.looking, Looking::Typed);
}

#[test]
fn in_the_mode_for_elders_a_place_leads_to_the_next_question() {
    let mut whole = visit(&MANY);
    whole.update(Question::Large.into());
    typed(&mut whole, "tengzhou");
    let county = index(&whole, "滕州市");
    assert_eq!(whole.update(Places::Choose(county).into()), [focus(HEADING)]);
    assert_eq!(whole.session().region(), Some("tengzhou"));
    let session = whole.session();
    let next = whole.simple_question(&session.visible(&session.outline()));
    assert_eq!(
        next.map(|question| session.set().question(question).id),
        Some("certification_tier")
    );
}

#[test]
fn a_place_is_changed_from_the_page_of_all_questions_and_from_the_check() {
    let mut whole = visit(&MANY);
    let county = index(&whole, "滕州市");
    whole.update(Places::Choose(county).into());
    whole.update(Question::Go(Page::Check).into());
    whole.update(crate::model::whole::Action::Mend(PolicySet::REGION, None));
    assert_eq!(whole.session().page, Page::Step(0));
    typed(&mut whole, "枣庄");
    whole.update(Places::Enter.into());
    assert_eq!((whole.session().region(), whole.session().page), (Some("zaozhuang"), Page::Check));
    settle(&mut whole);
}
