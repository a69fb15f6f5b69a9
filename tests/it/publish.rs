//! Published packs: an amendment, what stays as it was, what is refused.

use huiqi_authoring::{Language, Source, read_folder};
use huiqi_pack::{hash, read};
use huiqi_publish::{
    Archive, EditionNote, File, Index, PackFolder, Problem, have_been_checked, pack_name, publish,
};
use huiqi_rules::day::read_date;
use huiqi_tests::city::city;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

/// A folder in memory.
#[derive(Default)]
pub(crate) struct Folder(pub(crate) RefCell<BTreeMap<String, Vec<u8>>>);

impl Archive for Folder {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.borrow().get(name).cloned())
    }
}

impl PackFolder for Folder {
    fn names(&self) -> Result<Vec<String>, String> {
        Ok(self.0.borrow().keys().cloned().collect())
    }

    fn path(&self) -> String {
        "packs".to_owned()
    }
}

impl Folder {
    pub(crate) fn put(&self, files: &[File]) {
        for file in files {
            self.0.borrow_mut().insert(file.name.clone(), file.bytes.clone());
        }
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        self.0.borrow().get(name).unwrap_or_else(|| panic!("{name} was written")).clone()
    }

    pub(crate) fn index(&self) -> Index {
        Index::read(&self.bytes("index.json")).expect("an index")
    }
}

pub(crate) fn practice() -> Vec<Source> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("practice")).expect("documents")
}

/// The same files with one text in place of another in one of them.
pub(crate) fn changed(sources: &[Source], file: &str, from: &str, to: &str) -> Vec<Source> {
    let mut sources = sources.to_vec();
    let source = sources.iter_mut().find(|one| one.path.ends_with(file)).expect("the file");
    assert!(source.text.contains(from), "{file} holds {from}");
    source.text = source.text.replacen(from, to, 1);
    sources
}

pub(crate) fn note(reason: &str, more: &str) -> EditionNote {
    EditionNote::read(&format!(
        "day = \"2030-06-01\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\nreason = \"{reason}\"\n\
         {more}"
    ))
    .expect("a note")
}

pub(crate) fn edition(sources: &[Source]) -> String {
    let regions = sources.iter().find(|one| one.path.ends_with("regions.toml")).expect("regions");
    let line = regions.text.lines().find(|line| line.starts_with("edition = ")).expect("a line");
    line.split('"').nth(1).expect("an edition").to_owned()
}

pub(crate) fn of_edition(sources: &[Source], name: &str) -> Vec<Source> {
    let line = format!("edition = \"{}\"", edition(sources));
    changed(sources, "regions.toml", &line, &format!("edition = \"{name}\""))
}

/// What an operator reads where nothing is published.
pub(crate) fn refused(
    sources: &[Source],
    note: &EditionNote,
    folder: &Folder,
    keys: &[[u8; 32]],
) -> Vec<String> {
    let problems = publish(sources, note, folder, keys).expect_err("refused");
    problems.iter().map(|own| own.shown(Language::Chinese, "ours/")).collect()
}

pub(crate) fn packs(files: &[File]) -> Vec<&str> {
    names(files).into_iter().filter(|name| name.ends_with(".huiqi")).collect()
}

fn names(files: &[File]) -> Vec<&str> {
    files.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn an_amendment_leaves_the_other_regions_as_they_were() {
    let folder = Folder::default();
    let first = practice();
    let old = edition(&first);
    let files = publish(&first, &note("首版", ""), &folder, &[]).expect("it is published");
    folder.put(&files);
    assert_eq!(files.iter().filter(|file| file.name.ends_with(".huiqi")).count(), 3);
    let before = folder.index();
    // Nothing changed: nothing is written but what is there.
    let again = publish(&first, &note("首版", ""), &folder, &[]).expect("it is published");
    assert!(again.iter().all(|file| folder.bytes(&file.name) == file.bytes));
    assert!(!names(&again).iter().any(|name| name.ends_with(".huiqi")));

    let other = changed(&first, "bay-shows.toml", "enquiries = \"", "enquiries = \"新的");
    // The same edition with other rules is refused.
    let refused = publish(&other, &note("首版", ""), &folder, &[]).expect_err("refused");
    assert!(refused[0].to_string().contains("write a later edition"), "{refused:?}");

    let line = format!("edition = \"{old}\"");
    let second = changed(&other, "regions.toml", &line, "edition = \"2031.01\"");
    let files = publish(&second, &note("换了咨询电话", ""), &folder, &[]).expect("published");
    let packs: Vec<&str> =
        names(&files).into_iter().filter(|name| name.ends_with(".huiqi")).collect();
    assert_eq!(packs, [pack_name("bay", "2031.01")]);
    folder.put(&files);
    let loaded = read(&folder.bytes("bay-2031.01.huiqi")).expect("a pack");
    assert_eq!(loaded.head.reason, "换了咨询电话");
    assert_eq!(loaded.head.former, hash(&folder.bytes(&pack_name("bay", &old))));
    let index = folder.index();
    assert_eq!(index.editions.len(), 2);
    let bay = index.regions.iter().find(|region| region.id == "bay").expect("a region");
    assert_eq!(bay.packs.len(), 2);
    assert_eq!(bay.packs[1].hash, hash(&folder.bytes("bay-2031.01.huiqi")));
    // The archive keeps what was published.
    assert_eq!(bay.packs[0], before.regions.iter().find(|one| one.id == "bay").unwrap().packs[0]);
    let harbour = index.regions.iter().find(|region| region.id == "harbour").expect("a region");
    assert_eq!(harbour.packs.len(), 1);
}

#[test]
fn a_recalled_edition_is_said_and_replaced() {
    let folder = Folder::default();
    let first = practice();
    let old = edition(&first);
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    let line = format!("edition = \"{old}\"");
    let second = changed(&first, "regions.toml", &line, "edition = \"2031.01\"");
    let recalled = format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"金额抄错了\"\n");
    folder.put(&publish(&second, &note("更正", &recalled), &folder, &[]).expect("published"));
    let index = folder.index();
    assert_eq!(index.editions[0].recalled.as_deref(), Some("金额抄错了"));
    // Also where a region's own rules are the same: what is recalled is used nowhere.
    assert!(
        index.regions.iter().all(|region| region.packs.last().is_none_or(|pack| pack.edition == 1))
    );
    let third = of_edition(&second, "2031.02");
    for (edition, said) in [("1999.01", "没有公布过"), ("2031.02", "没有公布过")] {
        let recalled = format!("[[recalled]]\nedition = \"{edition}\"\nwhy = \"x\"\n");
        let told = refused(&third, &note("又更正", &recalled), &folder, &[]);
        let place = format!("错误：ours/edition.toml:6\n   recalled.edition = \"{edition}\"\n");
        assert!(told[0].starts_with(&place) && told[0].contains(said), "{told:?}");
    }
    // What no place uses any more is recalled without a new pack.
    let recalled = format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"再说一次\"\n");
    let files = publish(&third, &note("只撤回", &recalled), &folder, &[]).expect("published");
    assert_eq!(packs(&files), [""; 0]);
    folder.put(&files);
    assert_eq!(folder.index().editions[0].recalled.as_deref(), Some("再说一次"));
    assert_eq!(folder.index().editions.len(), 3);
}

#[test]
fn mistakes_of_the_note_about_an_edition_have_their_lines() {
    let right = "day = \"2030-06-01\"\nauthor = \"张三\"\nreviewer = \"李四\"\nreason = \"更正\"\n";
    let recalled = "[[recalled]]\nedition = \"2030.05\"\nwhy = \"抄错了\"\n";
    let note = EditionNote::read(&format!("{right}{recalled}")).expect("a note");
    assert_eq!((note.recalled.len(), note.author.as_str(), note.new_key), (1, "张三", None));
    let told = |text: &str| -> Vec<(usize, String)> {
        let mistakes = EditionNote::read(text).expect_err("refused");
        assert!(mistakes.iter().all(|one| one.path == "policies/edition.toml"), "{mistakes:?}");
        mistakes.into_iter().map(|one| (one.line, one.chinese)).collect()
    };
    let one = |from: &str, to: &str| {
        assert!(right.contains(from));
        let all = told(&right.replacen(from, to, 1));
        let [only] = <[_; 1]>::try_from(all).expect("one mistake");
        only
    };
    let cases = [
        (one("\"2030-06-01\"", "2030-06-01"), 1, "要写成引号里的文字：写 \"2030-06-01\""),
        (one("06-01", "06-31"), 1, "`day` 不是日期"),
        (one("reason = \"更正\"\n", ""), 1, "少了 `reason`"),
        (one("\"更正\"", "\" \""), 4, "不能空着"),
        (one("\"更正\"", &format!("\"{}\"", "长".repeat(501))), 4, "要写 1 至 500 个字"),
        (one("reviewer", "reviewr"), 3, "`reviewer`"),
        (one("\"张三\"", "“张三”"), 2, "中文符号"),
        (one("\"张三\"", "[\"张三\"]"), 2, "不是列表"),
    ];
    for ((line, chinese), expected, said) in cases {
        assert!(line == expected && chinese.contains(said), "{line} {chinese}");
    }
    // What is written below [[recalled]] belongs to it: one mistake for each, and none is missing.
    let all = told(&format!("{recalled}{right}"));
    assert_eq!(all.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 5, 6, 7], "{all:?}");
    assert!(all.iter().all(|(_, said)| said.contains("[[recalled]] 要写在文件最后")), "{all:?}");
    let all = told(&format!("{right}[[recalled]]\nedition = \"2030.05\"\n"));
    assert!(all.len() == 1 && all[0].1.contains("少了 `why`"), "{all:?}");
    assert!(told("").iter().any(|(_, said)| said.contains("少了 `day`")));
    // What is missing is missing in the file of the operator's own folder.
    let missing = EditionNote::read("").expect_err("refused").remove(0);
    let shown = Problem::File(missing).shown(Language::Chinese, "ours/");
    assert!(shown.starts_with("错误：ours/edition.toml:1\n   ours/edition.toml\n"), "{shown}");
}

#[test]
fn what_is_said_of_an_edition_is_checked() {
    let mistake = changed(&practice(), "bay-shows.toml", "enquiries", "enquirys");
    let problems = publish(&mistake, &note("x", ""), &Folder::default(), &[]).expect_err("refused");
    assert!(problems.iter().any(|own| own.to_string().contains("enquirys")), "{problems:?}");

    let folder = Folder::default();
    let first = practice();
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    // An edition in which nothing changed but words for authors.
    let second = of_edition(&changed(&first, "bay-shows.toml", "id =", "# 说明\nid ="), "2031.01");
    let told = refused(&second, &note("更正", ""), &folder, &[]);
    assert!(told[0].contains("规则没有变，没有新的规则包"), "{told:?}");
    // The reason of the edition before.
    let second = changed(&second, "bay-shows.toml", "enquiries = \"", "enquiries = \"新的");
    let told = refused(&second, &note("首版", ""), &folder, &[]);
    let place = "错误：ours/edition.toml:4\n   reason = \"首版\"\n";
    assert!(told[0].starts_with(place) && told[0].contains("访问者会看到"), "{told:?}");
    assert!(publish(&second, &note("换了咨询电话", ""), &folder, &[]).is_ok());
}

#[test]
fn a_folder_without_a_document_is_refused_and_says_what_is_expected() {
    let is_shared =
        |one: &&Source| one.path.ends_with("regions.toml") || one.path.ends_with("questions.toml");
    let sources: Vec<Source> = practice().iter().filter(is_shared).cloned().collect();
    assert_eq!(sources.len(), 2);
    let told = refused(&sources, &note("首版", ""), &Folder::default(), &[]);
    let words =
        "没有一份文件：除了 regions.toml 和 questions.toml，每份政策文件要有一个自己的 .toml";
    assert!(told.len() == 1 && told[0].contains(words), "{told:?}");
}

/// A day that is too late binds no later edition where its own is recalled.
#[test]
fn an_edition_of_a_wrong_day_can_be_recalled() {
    let folder = Folder::default();
    let first = practice();
    let old = edition(&first);
    let late = "day = \"2062-12-01\"\nauthor = \"a\"\nreviewer = \"b\"\nreason = \"首版\"\n";
    let late = EditionNote::read(late).expect("a note");
    folder.put(&publish(&first, &late, &folder, &[]).expect("published"));
    let second = of_edition(&first, "2031.01");
    let recalled = format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"日期写错了\"\n");
    assert!(publish(&second, &note("更正日期", &recalled), &folder, &[]).is_ok());
    let told = refused(&second, &note("更正日期", ""), &folder, &[]);
    assert!(told[0].contains("早于 2062-12-01"), "{told:?}");
}

/// An edition that is too low makes mistakes in other files: the reason is said, and nothing else.
#[test]
fn an_edition_that_is_too_low_is_said_alone() {
    let folder = Folder::default();
    let first = crate::shipped::sources();
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    let low = of_edition(&first, "2020.01");
    assert!(huiqi_authoring::load(&low).expect_err("mistakes").len() > 1);
    let told = refused(&low, &note("更正", ""), &folder, &[]);
    let place = "错误：ours/regions.toml:1\n   edition = \"2020.01\"\n";
    assert!(told.len() == 1 && told[0].starts_with(place), "{told:?}");
    assert!(told[0].contains(&format!("比已经生成过的 {} 低", edition(&first))), "{told:?}");
}

/// The sum and its examples are changed, and the summary goes on saying the former sum.
#[test]
fn a_summary_that_says_a_former_sum_is_not_published() {
    let folder = Folder::default();
    let first = crate::shipped::sources();
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    let file = "zaozhuang-srdi-2022.toml";
    let mut second = of_edition(&first, "2031.01");
    let source = second.iter_mut().find(|one| one.path.ends_with(file)).expect("the file");
    // The first award alone, with its examples and the total of a company.
    let end = source.text.find("id = \"first-certification-national-giant\"").expect("the next");
    let award = source.text[..end].replace("\"10万元\"", "\"15万元\"");
    source.text = award + &source.text[end..].replace("\"14万元\"", "\"19万元\"");
    let told = refused(&second, &note("省级奖励提高", ""), &folder, &[]);
    let [told] = <[String; 1]>::try_from(told).expect("one mistake");
    let summary = "summary = \"新获得省级专精特新称号，奖励10万元。\"";
    let text = &first.iter().find(|one| one.path.ends_with(file)).expect("the file").text;
    let line = text.lines().position(|line| line == summary).expect("the summary") + 1;
    assert!(told.starts_with(&format!("错误：ours/{file}:{line}\n   {summary}\n")), "{told}");
    assert!(told.contains("`first-certification-provincial` 的数改了"), "{told}");
    let third = changed(&second, file, "奖励10万元", "奖励15万元");
    let files = publish(&third, &note("省级奖励提高", ""), &folder, &[]).expect("published");
    assert_eq!(packs(&files), [pack_name("zaozhuang", "2031.01")]);
}

/// What an operator forgets: a sum is changed and its examples are not, a signed archive goes on
/// without its key, a later edition has an earlier name or day.
#[test]
fn what_an_operator_forgets_is_not_published() {
    let refused = |sources: &[Source], note: &EditionNote, folder: &Folder| {
        refused(sources, note, folder, &[])
    };
    let first = crate::shipped::sources();
    let of_day = |day: &str, reason: &str| {
        EditionNote::read(&format!(
            "day = \"{day}\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\nreason = \"{reason}\""
        ))
        .expect("a note")
    };
    let note = |day: &str| of_day(day, "更正");
    let folder = Folder::default();
    let first_note = of_day("2030-06-01", "首版");
    folder.put(&publish(&first, &first_note, &folder, &[[7; 32]]).expect("published"));

    // 首次认定市级专精特新奖励 is 5 万元, and three examples say so.
    let file = "jincheng-srdi-2021.toml";
    let sum =
        changed(&first, file, "amount = { fixed = \"5万元\" }", "amount = { fixed = \"6万元\" }");
    let told = refused(&sum, &note("2030-06-01"), &folder);
    let text = &first.iter().find(|one| one.path.ends_with(file)).expect("the file").text;
    let line = text.lines().position(|line| line == "[[awards.examples]]").expect("one") + 1;
    assert!(told[0].starts_with(&format!("错误：ours/{file}:{line}\n   `")), "{told:?}");
    assert!(told[0].contains("` 的样例：\""), "{told:?}");
    assert!(told[0].contains("least 算出来是 6 万元，写的是 5 万元"), "{told:?}");
    assert!(told[0].contains("most 算出来是 6 万元，写的是 5 万元"), "{told:?}");
    // The second example is paid nothing, before and now.
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].contains("most 算出来是 6 万元") && !told[1].contains("least"), "{told:?}");

    let line = format!("edition = \"{}\"", edition(&first));
    let later =
        |name: &str| changed(&first, "regions.toml", &line, &format!("edition = \"{name}\""));
    let enquiries =
        |sources: &[Source]| changed(sources, file, "enquiries = \"", "enquiries = \"新的");
    let second = enquiries(&later("2031.01"));
    assert!(refused(&second, &note("2030-06-01"), &folder)[0].contains("请加上私钥文件"));
    assert!(refused(&second, &note("2030-05-31"), &folder)[0].contains("早于 2030-06-01"));
    let files = publish(&second, &note("2030-06-01"), &folder, &[[7; 32]]).expect("published");
    folder.put(&files);
    let third = enquiries(&enquiries(&later("2030.12")));
    assert!(refused(&third, &note("2030-06-01"), &folder)[0].contains("比已经生成过的 2031.01 低"));
}

/// The page would take every visitor's clock for wrong.
#[test]
fn a_document_that_is_said_to_be_checked_on_a_day_to_come_is_named() {
    let file = "jincheng-srdi-2021.toml";
    let line = "checked_on = \"2026-11-21\"";
    let sources = changed(&crate::shipped::sources(), file, line, "checked_on = \"2030-06-02\"");
    let text = &sources.iter().find(|one| one.path.ends_with(file)).expect("the file").text;
    let at = text.lines().position(|line| line.starts_with("checked_on")).expect("the day") + 1;
    let on = |day| have_been_checked(&sources, read_date(day).expect("a day"));
    let problems = on("2030-06-01").expect_err("it has not come");
    let said: Vec<String> =
        problems.iter().map(|own| own.shown(Language::Chinese, "ours/")).collect();
    let [said] = <[String; 1]>::try_from(said).expect("one mistake");
    let head = format!("错误：ours/{file}:{at}\n   checked_on = \"2030-06-02\"\n");
    assert!(said.starts_with(&head) && said.contains("今天是 2030-06-01"), "{said}");
    on("2030-06-02").expect("it has come");
}

/// Three documents of 20 awards and four own questions each.
#[test]
fn what_a_city_needs_is_small() {
    for number in 0..3 {
        let mut sources = crate::shipped::sources();
        sources.extend(city(number));
        let folder = Folder::default();
        let files = publish(&sources, &note("首版", ""), &folder, &[]);
        folder.put(&files.unwrap_or_else(|problems| panic!("{problems:?}")));
        let name = pack_name(&format!("city_{number}"), &edition(&sources));
        let loaded = read(&folder.bytes(&name)).expect("a pack");
        let awards: usize = loaded.set().policies.iter().map(|policy| policy.awards.len()).sum();
        assert_eq!(awards, 60);
        println!("{:?}", loaded.sizes);
        assert!(loaded.sizes.questions <= 12_000, "{:?}", loaded.sizes);
        assert!(loaded.sizes.results <= 15_000, "{:?}", loaded.sizes);
    }
}

#[test]
fn the_index_of_a_thousand_cities_is_small() {
    let regions = crate::shipped::sources();
    let regions = regions.iter().find(|one| one.path.ends_with("regions.toml")).expect("regions");
    // Letters of real places.
    let letters: Vec<char> =
        regions.text.chars().filter(|one| ('\u{4e00}'..='\u{9fff}').contains(one)).collect();
    let name = |number: usize| {
        let letter = |step: usize| letters[(number * step + step) % letters.len()];
        format!("{}{}市", letter(31), letter(17))
    };
    let mut text = String::from("edition = \"2026.12\"\nassumptions = [\"如实填写。\"]\n");
    for number in 0..1_000 {
        let within = match number {
            0..34 => String::new(),
            _ => format!("within = \"c{}\"\n", number % 34),
        };
        let name = name(number);
        text += &format!("[[regions]]\nid = \"c{number}\"\nname = \"{name}{number}\"\n{within}");
    }
    let all: Vec<String> = (0..1_000).map(|number| format!("\"c{number}\"")).collect();
    let mut sources = practice();
    sources.retain(|source| !source.path.contains("delta") && !source.path.contains("harbour"));
    for source in &mut sources {
        if source.path.ends_with("regions.toml") {
            source.text = text.clone();
        }
        source.text = source.text.replace("[\"bay\"]", &format!("[{}]", all.join(", ")));
    }
    let folder = Folder::default();
    folder.put(
        &publish(&sources, &note("首版", ""), &folder, &[])
            .unwrap_or_else(|problems| panic!("{problems:?}")),
    );
    let index = folder.index();
    let text = index.text();
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &parameters).expect("memory");
    assert!(packed.len() <= 25_000, "{} bytes", packed.len());
    assert_eq!(Index::read(text.as_bytes()), Ok(index));
}
