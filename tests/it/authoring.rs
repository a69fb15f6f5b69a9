//! One bad file for each mistake an author can make, and what is said of it.

use crate::file_text;
use crate::shipped;
use huiqi_authoring::{Diagnostic, Language, Source, bake, load};
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

/// What every mistake of the bad files says in Chinese: its words, and the same names as in
/// English.
#[test]
fn every_mistake_is_told_in_chinese_too_with_its_place_and_the_same_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("authoring");
    let mut told = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        let text = std::fs::read_to_string(&path).expect("a bad file can be read");
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
        sources.push(Source { path: name.clone(), text });
        for problem in load(&sources).expect_err("a bad file is refused") {
            let shown = problem.shown(Language::named("zh_CN.UTF-8"));
            assert!(shown.starts_with(&format!("错误：{name}:{}\n", problem.line)), "{shown}");
            assert!(shown.ends_with(&problem.chinese), "{shown}");
            assert_eq!(problem.shown(Language::named("")), problem.to_string());
            let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
            let chinese = problem.chinese.chars().filter(|letter| is_chinese(*letter)).count();
            assert!(chinese >= 2, "{shown}");
            // No English sentence is left: words outside of names and quotes are Chinese.
            let outside = problem.chinese.split(['`', '"']).step_by(2).collect::<String>();
            for word in [" the ", " of ", " is ", " must ", " and "] {
                assert!(!outside.contains(word), "{word}: {shown}");
            }
            let names = |text: &str| -> Vec<String> {
                let mut names: Vec<String> =
                    text.split('`').skip(1).step_by(2).map(str::to_owned).collect();
                names.sort();
                names
            };
            let (english, chinese) = (names(&problem.message), names(&problem.chinese));
            let is_kept = |name: &&String| {
                // An example of what to write may have Chinese words in it.
                !name.contains(['=', '{']) && !chinese.contains(name)
            };
            let lost: Vec<&String> = english.iter().filter(is_kept).collect();
            assert!(lost.is_empty(), "{lost:?}: {}\n{shown}", problem.message);
            told += 1;
        }
    }
    assert!(told > 70, "{told}");
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
    let award =
        |number: usize| file_text::award(&format!("a{number}"), "amount = { fixed = \"1元\" }");
    let made_up = crate::made_up::set()
        .policies
        .iter()
        .find(|policy| policy.id == "river-city-2030")
        .expect("the made-up document");
    let own = made_up.awards.len();
    let awards = |count: usize| (0..count).map(award).collect::<String>();
    let before = awards(256 - own).lines().count();
    assert_eq!(problems_of_good_file_with(&awards(256 - own)), []);
    assert_eq!(
        problems_of_good_file_with(&awards(257 - own)),
        [(before + 1, "too many awards: a document has at most 256".to_owned())]
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

/// A random pair of editions had one where it was called otherwise: no answer came over.
#[test]
fn the_first_question_is_the_region_by_its_id() {
    let problems = |from: &str, to: &str| {
        let mut sources = shipped::sources();
        for source in sources.iter_mut().filter(|source| source.path.ends_with("questions.toml")) {
            assert!(source.text.contains(from));
            source.text = source.text.replacen(from, to, 1);
        }
        let problems = load(&sources).map(|_| ()).expect_err("a mistake");
        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    let said = "the first question asks for the region: its id is `region`, and it is `single`";
    let id = "[[questions]]\nid = \"region\"";
    let renamed = problems(id, "[[questions]]\nid = \"place\"");
    assert_eq!(renamed.iter().filter(|one| *one == said).count(), 1, "{renamed:?}");
    let kind = problems(
        "kind = \"single\"\nlabel = \"企业注册在哪里？\"",
        "kind = \"yes_no\"\nlabel = \"企业注册在哪里？\"",
    );
    assert_eq!(kind.iter().filter(|one| *one == said).count(), 1, "{kind:?}");
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
    for (id, read) in [
        ("jincheng", "jcs"),
        ("shanxi_other", "sxsqtdq"),
        ("xinxiang", "xxs"),
        ("sanmenxia", "smxs"),
        ("zaozhuang", "zzs"),
        ("elsewhere", "qtdq"),
    ] {
        let region = POLICIES.regions.iter().find(|region| region.id == id).expect("a region");
        assert_eq!(initials(region.pinyin), read);
    }
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
