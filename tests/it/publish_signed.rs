//! Published packs and their signatures: by which keys, of an archive that had none, with another
//! key.

use crate::publish::{Folder, changed, edition, note, of_edition, packs, practice, refused};
use huiqi_pack::{hash, read, split};
use huiqi_policies::POLICIES;
use huiqi_publish::{pack_name, public_key, publish, published};

fn hex(key: &[u8; 32]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// Whoever signs an archive of unsigned packs publishes one more edition: published files stay.
#[test]
fn an_unsigned_archive_becomes_a_signed_one() {
    let key = [7; 32];
    let folder = Folder::default();
    let first = practice();
    let old = edition(&first);
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    let before = folder.0.borrow().clone();

    // In the same edition nothing can be signed, and no message says that it was.
    let told = refused(&first, &note("首版", ""), &folder, &[key]);
    assert!(told[0].starts_with("错误：ours/regions.toml:1\n   edition = "), "{told:?}");
    assert!(told[0].contains("bay-") && told[0].contains("请在这里写一个更高的版次"), "{told:?}");
    assert!(told[0].contains("规则包加上签名"), "{told:?}");

    let second = of_edition(&first, "2031.01");
    let note_of_keys = note("规则包加上签名", "");
    let files = publish(&second, &note_of_keys, &folder, &[key]).expect("published");
    let all = ["bay", "delta", "harbour"].map(|region| pack_name(region, "2031.01"));
    assert_eq!(packs(&files), all);
    folder.put(&files);
    for (name, bytes) in before.iter().filter(|(name, _)| !name.starts_with("index.json")) {
        assert_eq!(folder.bytes(name), *bytes, "{name}");
    }
    let index = folder.index();
    for region in index.regions.iter().filter(|region| !region.packs.is_empty()) {
        let name = pack_name(&region.id, "2031.01");
        let pack = read(&folder.bytes(&name)).expect("a pack");
        assert_eq!(pack.signatures[0].key, public_key(&key));
        assert_eq!(pack.head.former, hash(&folder.bytes(&pack_name(&region.id, &old))));
        assert_eq!(region.packs[1].hash, hash(&folder.bytes(&name)));
    }
    // A page with the key takes them all; no document is said to have changed.
    let known = hex(&public_key(&key));
    let rules = published(&folder, std::slice::from_ref(&known), &POLICIES, "").expect("signed");
    assert_eq!(rules.rules.len(), 3);
    let unsigned = published(&folder, &[], &POLICIES, "").expect("sound");
    assert_eq!(
        (&unsigned.editions[1].documents[..], unsigned.editions[1].places.len()),
        (&[][..], 3)
    );
    // Again: nothing is left to be signed.
    let again = publish(&second, &note_of_keys, &folder, &[key]).expect("published");
    assert_eq!(packs(&again), [""; 0]);
}

#[test]
fn a_signed_archive_goes_on_with_its_key_or_says_how_to_change_it() {
    let (former, new) = ([7; 32], [9; 32]);
    let [former_public, new_public] = [former, new].map(|key| hex(&public_key(&key)));
    let folder = Folder::default();
    let first = practice();
    folder.put(&publish(&first, &note("首版", ""), &folder, &[former]).expect("published"));
    let second = of_edition(&first, "2031.01");

    // Another key, or none: in the same edition, where nothing would be new, and in a later one.
    for sources in [&first, &second] {
        let reason = if edition(sources) == "2031.01" { "又一版" } else { "首版" };
        let told = refused(sources, &note(reason, ""), &folder, &[new]);
        let keys = [&former_public, &new_public];
        assert!(keys.iter().all(|key| told[0].contains(&***key)), "{told:?}");
        assert!(told[0].contains("会一个地方也不采用") && told[0].contains("new_key"), "{told:?}");
        let told = refused(sources, &note(reason, ""), &folder, &[]);
        assert!(told[0].contains("请加上私钥文件") && told[0].contains(&former_public), "{told:?}");
    }
    // The former one is lost.
    let lost = |key: &str| note("换私钥", &format!("new_key = \"{key}\"\n"));
    let told = refused(&second, &lost(&"ab".repeat(32)), &folder, &[new]);
    assert!(told[0].starts_with("错误：ours/edition.toml:5\n   new_key = "), "{told:?}");
    let files = publish(&second, &lost(&new_public), &folder, &[new]).expect("published");
    assert_eq!(packs(&files).len(), 3);

    // Both: a page with either key takes every place. Then the new one goes on alone.
    let files = publish(&second, &note("换私钥", ""), &folder, &[former, new]).expect("published");
    assert_eq!(packs(&files).len(), 3);
    folder.put(&files);
    for key in [&former_public, &new_public] {
        let found = published(&folder, std::slice::from_ref(key), &POLICIES, "");
        assert_eq!(found.expect("signed by both").rules.len(), 3);
    }
    let third = changed(&second, "bay-shows.toml", "enquiries = \"", "enquiries = \"新的");
    let third = of_edition(&third, "2031.02");
    let files = publish(&third, &note("换电话", ""), &folder, &[new]).expect("published");
    assert_eq!(packs(&files), [pack_name("bay", "2031.02")]);
}

/// A place whose documents are gone keeps its pack in use, and no key of a later time signed it.
#[test]
fn a_place_without_documents_is_withdrawn_before_an_archive_is_signed() {
    let folder = Folder::default();
    let first = practice();
    let old = edition(&first);
    folder.put(&publish(&first, &note("首版", ""), &folder, &[]).expect("published"));
    let mut second = of_edition(&first, "2031.01");
    second.retain(|source| !source.path.ends_with("bay-shows.toml"));
    let told = refused(&second, &note("签名", ""), &folder, &[[7; 32]]);
    assert!(told[0].contains(&format!("撤回版次 {old}")), "{told:?}");
    let recalled = format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"不再收录\"\n");
    let files = publish(&second, &note("签名", &recalled), &folder, &[[7; 32]]);
    assert_eq!(packs(&files.expect("published")).len(), 2);
}
