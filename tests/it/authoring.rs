//! One bad file for each mistake an author can make, and what is said of it.

use crate::shipped;
use huiqi_authoring::{Diagnostic, Source, bake, load};
use huiqi_policies::POLICIES;
use std::path::Path;

/// Whether a file holds what all documents share.
fn is_shared(source: &Source) -> bool {
    ["policies/regions.toml", "policies/questions.toml"].contains(&source.path.as_str())
}

/// The first lines of a bad file say what must be reported: `# expect: line: words`.
fn check(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).expect("a bad file can be read");
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let expected: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("# expect: ")).collect();
    assert!(!expected.is_empty(), "{name} does not say what it expects");
    let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    sources.push(Source { path: name.clone(), text: text.clone() });
    let problems = load(&sources).expect_err("a bad file is refused");
    let fits = |(problem, expected): (&Diagnostic, &&str)| {
        let (line, words) = expected.split_once(": ").expect("a line and words");
        problem.path == name
            && problem.line.to_string() == line
            && problem.to_string().contains(words)
    };
    if problems.len() == expected.len() && problems.iter().zip(&expected).all(fits) {
        return Ok(());
    }
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(format!("{name}: expected\n{}\nbut found\n{}\n", expected.join("\n"), shown.join("\n")))
}

#[test]
fn every_bad_file_is_refused_for_exactly_its_faults_with_file_line_and_what_is_allowed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("authoring");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    assert!(files.len() >= 16, "there is a file for each fault");
    let wrong: Vec<String> = files.iter().filter_map(|path| check(path).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The problems of a good file with something behind it, as lines of the good file and messages.
fn problems_of_good_file_with(more: &str) -> Vec<(usize, String)> {
    let good = include_str!("../made_up/river-city-2030.toml").replace("river-city-2030", "good");
    let shared = shipped::sources().into_iter().filter(is_shared);
    let source = Source { path: "good.toml".to_owned(), text: format!("{good}{more}") };
    let problems = load(&shared.chain([source]).collect::<Vec<_>>()).map(|_| ());
    let lines = good.lines().count();
    problems
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|problem| (problem.line.saturating_sub(lines), problem.message))
        .collect()
}

#[test]
fn more_items_than_the_tables_hold_are_a_problem_of_the_first_that_is_too_many() {
    let example = |outcome: &str| {
        format!(
            "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\nanswers = {{}}\n\
             least = \"0元\"\nmost = \"0元\"\n"
        )
    };
    let examples = ["met", "not_met", "not_yet_known"].map(example).concat();
    let award = |number: usize| {
        format!(
            "[[awards]]\nid = \"a{number}\"\nname = \"样例\"\nclause = \"一\"\npayers = [\"样例局\"]\n\
             kind = \"entitlement\"\nsummary = \"样例\"\namount = {{ fixed = \"1元\" }}\n{examples}"
        )
    };
    let made_up = crate::made_up::set()
        .policies
        .iter()
        .find(|policy| policy.id == "river-city-2030")
        .expect("the made-up document");
    let own = made_up.awards.len();
    let awards = |count: usize| (0..count).map(award).collect::<String>();
    assert_eq!(problems_of_good_file_with(&awards(256 - own)), []);
    assert_eq!(
        problems_of_good_file_with(&awards(257 - own)),
        [(26 * (256 - own) + 1, "too many awards: a document has at most 256".to_owned())]
    );
    let own = made_up.readings.len();
    let reading = |number: usize| {
        format!(
            "[[readings]]\nid = \"r{number}\"\nclause = \"一\"\nfollowed = \"甲\"\nother = \"乙\"\n\
             [[readings.changes]]\nhighest_only = \"g{number}\"\nawards = []\n\
             [[highest_only]]\nid = \"g{number}\"\nclause = \"一\"\nname = \"样例\"\nawards = []\n"
        )
    };
    let readings = |count: usize| (0..count).map(reading).collect::<String>();
    assert_eq!(problems_of_good_file_with(&readings(64 - own)), []);
    assert_eq!(
        problems_of_good_file_with(&readings(65 - own)),
        [(13 * (64 - own) + 1, "too many readings: a document has at most 64".to_owned())]
    );
}

#[test]
fn the_same_file_without_its_fault_is_taken() {
    let shipped: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    let good = Source {
        path: "good.toml".to_owned(),
        text: include_str!("../made_up/river-city-2030.toml").replace("river-city-2030", "good"),
    };
    assert!(load(&[shipped, vec![good]].concat()).is_ok());
}

#[test]
fn what_a_document_says_of_applications_is_baked_for_the_page_and_not_for_its_first_part() {
    let set = crate::made_up::set();
    let expected = "Some(Apply { mode: Some(ApplyMode::Application), windows: Some(&[\
        Window::Dated { from: day(2030, 60), to: day(2030, 90) },\n\
        Window::Yearly(\"每年四月前后\")]), \
        place: Some(ApplyPlace { office: \"河湾市样例窗口\", address: Some(\"样例路1号\") }), \
        telephone: Some(\"0000-1234567\"), \
        materials: Some(&[Material { name: \"样例表\", form: Some(MaterialForm::Original) },\n\
        Material { name: \"样例发票\", form: None }]), \
        before: Some(\"付款前先备案\"), \
        status: Some(ApplyStatus { is: StatusWord::Closed, as_of: day(2030, 32), \
        source: \"样例通知\" }) })";
    for extent in [bake::Extent::Whole, bake::Extent::Page] {
        assert!(bake::rust(set, extent).contains(expected), "{extent:?}");
    }
    let first = bake::rust(set, bake::Extent::First);
    assert!(!first.contains("Apply") && !first.contains("样例发票"));
}

#[test]
fn how_a_place_is_read_is_baked_for_the_page_and_not_for_its_first_part() {
    let initials = |pinyin: &str| -> String {
        pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect()
    };
    let read: Vec<String> = POLICIES.regions.iter().map(|region| initials(region.pinyin)).collect();
    assert_eq!(read, ["jcs", "sxsqtdq", "xxs", "smxs", "zzs", "qtdq"]);
    let [page, first] =
        [bake::Extent::Page, bake::Extent::First].map(|extent| bake::rust(&POLICIES, extent));
    for region in POLICIES.regions {
        let pinyin = format!("pinyin: {:?}", region.pinyin);
        assert!(page.contains(&pinyin) && !first.contains(&pinyin), "{}", region.id);
    }
}

#[test]
fn proof_is_beside_a_question_in_all_but_the_first_part() {
    let proof = "proof: &[\"展位费的发票和付款凭证\", \"市级以上部门的参展通知\"]";
    assert!(bake::rust(&POLICIES, bake::Extent::Page).contains(proof));
    assert!(!bake::rust(&POLICIES, bake::Extent::First).contains("参展通知"));
}

#[test]
fn the_first_part_has_no_id_of_an_award_and_no_usual_reading() {
    let [page, first] =
        [bake::Extent::Page, bake::Extent::First].map(|one| bake::rust(&POLICIES, one));
    for (policy, award) in POLICIES
        .policies
        .iter()
        .flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
    {
        assert!(
            page.contains(award.id) && !first.contains(&format!("id: {:?}", award.id)),
            "{}",
            policy.id
        );
    }
    for reading in POLICIES.policies.iter().flat_map(|policy| policy.readings) {
        let followed = format!("followed: {:?}", reading.followed);
        assert!(page.contains(&followed) && !first.contains(&followed), "{}", reading.id);
        assert!(first.contains(reading.other), "{}", reading.id);
    }
}
