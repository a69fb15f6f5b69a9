//! Published packs: an amendment, what stays as it was, what is refused.

use huiqi_authoring::{Language, Source, read_folder};
use huiqi_pack::{hash, read, split};
use huiqi_publish::{Archive, EditionNote, File, Index, pack_name, public_key, publish};
use huiqi_tests::city::city;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

/// A folder in memory.
#[derive(Default)]
struct Folder(RefCell<BTreeMap<String, Vec<u8>>>);

impl Archive for Folder {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.borrow().get(name).cloned())
    }
}

impl Folder {
    fn put(&self, files: &[File]) {
        for file in files {
            self.0.borrow_mut().insert(file.name.clone(), file.bytes.clone());
        }
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        self.0.borrow().get(name).unwrap_or_else(|| panic!("{name} was written")).clone()
    }

    fn index(&self) -> Index {
        Index::read(&self.bytes("index.json")).expect("an index")
    }
}

fn practice() -> Vec<Source> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("practice")).expect("documents")
}

/// The same files with one text in place of another in one of them.
fn changed(sources: &[Source], file: &str, from: &str, to: &str) -> Vec<Source> {
    let mut sources = sources.to_vec();
    let source = sources.iter_mut().find(|one| one.path.ends_with(file)).expect("the file");
    assert!(source.text.contains(from), "{file} holds {from}");
    source.text = source.text.replacen(from, to, 1);
    sources
}

fn note(reason: &str, more: &str) -> EditionNote {
    EditionNote::read(&format!(
        "day = \"2030-06-01\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\nreason = \"{reason}\"\n\
         {more}"
    ))
    .expect("a note")
}

fn edition(sources: &[Source]) -> String {
    let regions = sources.iter().find(|one| one.path.ends_with("regions.toml")).expect("regions");
    let line = regions.text.lines().find(|line| line.starts_with("edition = ")).expect("a line");
    line.split('"').nth(1).expect("an edition").to_owned()
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
    let unknown = "[[recalled]]\nedition = \"1999.01\"\nwhy = \"x\"\n";
    let third = changed(&second, "regions.toml", "\"2031.01\"", "\"2031.02\"");
    assert!(publish(&third, &note("更正", unknown), &folder, &[]).is_err());
}

#[test]
fn a_pack_is_signed_by_every_key() {
    let keys = [[7_u8; 32], [9; 32]];
    let folder = Folder::default();
    folder.put(&publish(&practice(), &note("首版", ""), &folder, &keys).expect("published"));
    let pack = folder.bytes(&pack_name("bay", &edition(&practice())));
    let loaded = read(&pack).expect("a pack");
    let covered = split(&pack).expect("a pack").0;
    assert_eq!(loaded.signatures.len(), 2);
    for (signature, key) in loaded.signatures.iter().zip(keys) {
        assert_eq!(signature.key, public_key(&key));
        let key = ed25519_compact::PublicKey::new(signature.key);
        let signed = ed25519_compact::Signature::new(signature.signature);
        assert!(key.verify(covered, &signed).is_ok());
        assert!(key.verify(&covered[1..], &signed).is_err());
    }
}

#[test]
fn what_is_said_of_an_edition_is_checked() {
    let wrong = [
        ("day = \"2030-06-31\"", "no day"),
        ("day = \"2030-06-01\"\nreason = \" \"", "`reason`"),
        ("day = \"2030-06-01\"\nreasons = \"x\"", "reasons"),
    ];
    for (text, said) in wrong {
        let rest = ["author", "reviewer", "reason"]
            .into_iter()
            .filter(|key| !text.contains(&format!("{key} =")))
            .map(|key| format!("{key} = \"x\"\n"))
            .collect::<String>();
        let refused = EditionNote::read(&format!("{text}\n{rest}")).expect_err("refused");
        assert!(refused.to_string().contains(said), "{refused}");
    }
    assert!(EditionNote::read("").is_err());
    let mistake = changed(&practice(), "bay-shows.toml", "enquiries", "enquirys");
    let problems = publish(&mistake, &note("x", ""), &Folder::default(), &[]).expect_err("refused");
    assert!(problems.iter().any(|own| own.to_string().contains("enquirys")), "{problems:?}");
}

/// What an operator forgets: a sum is changed and its examples are not, a signed archive goes on
/// without its key, a later edition has an earlier name or day.
#[test]
fn what_an_operator_forgets_is_not_published() {
    let refused = |sources: &[Source], note: &EditionNote, folder: &Folder| {
        let problems = publish(sources, note, folder, &[]).expect_err("refused");
        problems.iter().map(|own| own.shown(Language::Chinese, "ours/")).collect::<Vec<_>>()
    };
    let first = crate::shipped::sources();
    let note = |day: &str| {
        EditionNote::read(&format!(
            "day = \"{day}\"\nauthor = \"政策科\"\nreviewer = \"法规科\"\nreason = \"更正\""
        ))
        .expect("a note")
    };
    let folder = Folder::default();
    folder.put(&publish(&first, &note("2030-06-01"), &folder, &[[7; 32]]).expect("published"));

    // 首次认定市级专精特新奖励 is 5 万元, and three examples say so.
    let file = "jincheng-srdi-2021.toml";
    let sum =
        changed(&first, file, "amount = { fixed = \"5万元\" }", "amount = { fixed = \"6万元\" }");
    let told = refused(&sum, &note("2030-06-01"), &folder);
    let text = &first.iter().find(|one| one.path.ends_with(file)).expect("the file").text;
    let line = text.lines().position(|line| line == "[[awards.examples]]").expect("one") + 1;
    assert!(told[0].starts_with(&format!("错误: ours/{file}:{line}\n")), "{told:?}");
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
