//! What an archive of packs holds stays: nothing is written over, no history is lost.

use crate::publish::{Folder, changed, edition, note, of_edition, packs, practice, refused};
use huiqi_authoring::Language::{Chinese, English};
use huiqi_pack::read;
use huiqi_publish::{File, broken_off, copies_said, pack_name, publish};

/// An archive of one edition.
fn published(keys: &[[u8; 32]]) -> Folder {
    let folder = Folder::default();
    folder.put(&publish(&practice(), &note("首版", ""), &folder, keys).expect("published"));
    folder
}

/// The next edition, with other words in 海湾.
fn amended(edition: &str) -> Vec<huiqi_authoring::Source> {
    let other = changed(&practice(), "bay-shows.toml", "enquiries = \"", "enquiries = \"新的");
    of_edition(&other, edition)
}

fn without(folder: &Folder, is_lost: impl Fn(&str) -> bool) {
    folder.0.borrow_mut().retain(|name, _| !is_lost(name));
}

#[test]
fn an_archive_whose_index_is_lost_is_not_begun_anew() {
    let folder = published(&[]);
    let index = folder.bytes("index.json");
    without(&folder, |name| name == "index.json");
    let before = folder.0.borrow().clone();
    // A later edition, and the same one with another note: the bytes are others.
    for (sources, reason) in [(amended("2031.01"), "换了电话"), (practice(), "首次")] {
        let told = refused(&sources, &note(reason, ""), &folder, &[]);
        let first = pack_name("bay", &edition(&practice()));
        assert!(
            told[0].starts_with(&format!("错误：packs 里有以前生成的 {first} 等 ")),
            "{told:?}"
        );
        assert!(told[0].contains("请把 index.json 放回来") && told[0].contains("空的文件夹"));
        assert!(told[0].ends_with("可以删掉") && told.len() == 1, "{told:?}");
    }
    // Nor is it said that what is to be recalled was never published.
    let recall =
        format!("[[recalled]]\nedition = \"{}\"\nwhy = \"抄错了\"\n", edition(&practice()));
    let told = refused(&amended("2031.01"), &note("换了电话", &recall), &folder, &[]);
    assert!(told.len() == 1 && told[0].contains("请把 index.json 放回来"), "{told:?}");
    let english = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    let english = english.expect_err("refused")[0].to_string();
    assert!(english.contains("and no index.json") && english.contains("from a copy"), "{english}");
    assert_eq!(*folder.0.borrow(), before);
    // Half of it is none.
    let name = || "index.json".to_owned();
    folder.put(&[File { name: name(), bytes: index[..index.len() / 2].to_vec() }]);
    let told = refused(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    assert!(told[0].starts_with("错误：index.json: ") && told[0].contains("放回来"), "{told:?}");
    // With the index it goes on.
    folder.put(&[File { name: name(), bytes: index }]);
    let files = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    assert_eq!(packs(&files.expect("published")), [pack_name("bay", "2031.01")]);
}

#[test]
fn sources_alone_are_history_too() {
    let folder = published(&[]);
    without(&folder, |name| !name.starts_with("sources-"));
    let told = refused(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    assert!(told[0].contains(&format!("packs 里有以前生成的 sources-{}", edition(&practice()))));
    // Other files are nobody's packs.
    let other = Folder::default();
    other.put(&[File { name: "readme.txt".to_owned(), bytes: Vec::new() }]);
    assert!(publish(&practice(), &note("首版", ""), &other, &[]).is_ok());
}

#[test]
fn a_lost_index_opens_no_way_around_the_signature() {
    let folder = published(&[[7; 32]]);
    without(&folder, |name| name == "index.json");
    let told = refused(&practice(), &note("首版", ""), &folder, &[]);
    assert!(told[0].contains("没有 index.json"), "{told:?}");
}

#[test]
fn an_index_that_is_older_than_the_packs_is_refused() {
    let folder = published(&[]);
    let old = folder.bytes("index.json");
    let files = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    folder.put(&files.expect("published"));
    folder.put(&[File { name: "index.json".to_owned(), bytes: old }]);
    let told = refused(&amended("2031.02"), &note("又换了电话", ""), &folder, &[]);
    let name = pack_name("bay", "2031.01");
    assert!(told[0].contains(&format!("packs 里的 {name} 等 2 个文件，index.json 里没有")));
    assert!(told[0].contains("请放回最新的 index.json"), "{told:?}");
    // Of that edition too, with another note: its pack has other bytes.
    let told = refused(&amended("2031.01"), &note("又换了电话", ""), &folder, &[]);
    assert!(told[0].contains(&name), "{told:?}");
}

#[test]
fn an_older_edition_is_not_written_after_a_later_one() {
    let folder = published(&[]);
    let files = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    folder.put(&files.expect("published"));
    let told = refused(&practice(), &note("首版", ""), &folder, &[]);
    assert!(told[0].contains("比已经生成过的 2031.01 低"), "{told:?}");
}

#[test]
fn what_broke_off_is_written_to_its_end() {
    let folder = published(&[]);
    let whole = folder.0.borrow().clone();
    without(&folder, |name| name.starts_with("index.json") || name.starts_with("harbour"));
    folder.put(&publish(&practice(), &note("首版", ""), &folder, &[]).expect("published"));
    assert_eq!(*folder.0.borrow(), whole);
    // Part of a pack is none.
    let pack = pack_name("bay", &edition(&practice()));
    folder.put(&[File { bytes: folder.bytes(&pack)[..300].to_vec(), name: pack.clone() }]);
    let told = refused(&practice(), &note("首版", ""), &folder, &[]);
    assert!(told[0].contains(&format!("{pack} 不是 index.json 里写的那个文件")), "{told:?}");
    assert!(broken_off(0, 9, Chinese).contains("什么也没有写"));
    assert!(broken_off(3, 9, English).starts_with("3 of 9 files were written, and index.json"));
}

#[test]
fn copies_that_were_lost_are_written_again_and_said() {
    let folder = published(&[]);
    let files = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    let files = files.expect("published");
    assert_eq!(copies_said(&files, English), None);
    folder.put(&files);
    let whole = folder.0.borrow().clone();
    // Of the newest pack, of a former one, and of a place that did not change.
    without(&folder, |name| name.ends_with(".huiqi.js") && !name.starts_with("delta"));
    let again = publish(&amended("2031.01"), &note("换了电话", ""), &folder, &[]);
    let again = again.expect("published");
    assert_eq!(packs(&again), [""; 0]);
    let old = edition(&practice());
    let said = copies_said(&again, Chinese).expect("some were lost");
    assert_eq!(said, format!("补写了缺少的 3 个副本：bay-{old}.huiqi.js 等"));
    folder.put(&again);
    assert_eq!(*folder.0.borrow(), whole);
    let one = pack_name("harbour", &old);
    without(&folder, |name| name == format!("{one}.js"));
    // With a later edition as well, in which it has no new pack.
    let later = changed(&amended("2031.02"), "bay-shows.toml", "\"新的", "\"更新的");
    let files = publish(&later, &note("再换", ""), &folder, &[]).expect("published");
    let said = copies_said(&files, English).expect("one was lost");
    assert_eq!(said, format!("a copy was missing and is written again: {one}.js"));
    assert_eq!(packs(&files), [pack_name("bay", "2031.02")]);
}

#[test]
fn a_key_that_is_given_twice_signs_once() {
    let folder = published(&[[7; 32], [9; 32], [7; 32]]);
    let pack = read(&folder.bytes(&pack_name("bay", &edition(&practice())))).expect("a pack");
    assert_eq!(pack.signatures.len(), 2);
}
