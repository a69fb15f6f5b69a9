//! The keys of an archive: a page takes only packs that one of its keys signed, so those in use are
//! signed by the same keys, whichever edition they are of.

use crate::places::{Newest, PublishedPlace};
use crate::{EditionNote, Index, Problem, public_key};
use huiqi_pack::{Signature, split};
use huiqi_signatures::is_signed;

/// Secret keys with their public ones.
pub(crate) struct Keys {
    pub(crate) secret: Vec<[u8; 32]>,
    public: Vec<[u8; 32]>,
}

impl Keys {
    pub(crate) fn new(given: &[[u8; 32]]) -> Self {
        let secret = each_once(given);
        Self { public: secret.iter().map(public_key).collect(), secret }
    }

    /// Whether all of them signed a pack.
    pub(crate) fn signed(&self, pack: &Newest) -> bool {
        self.public.iter().all(|key| pack.signers.contains(key))
    }

    /// Checks that an archive goes on with a key that it was signed with, or that a new one is
    /// meant.
    pub(crate) fn go_on(
        &self,
        places: &[PublishedPlace],
        note: &EditionNote,
    ) -> Result<(), Problem> {
        let new = note.new_key.as_ref();
        let is_given = |text: &str| self.public.iter().any(|key| hex(key) == text);
        if let Some((key, place)) = new.filter(|(key, _)| !is_given(key)) {
            return Err(Problem::File(place.mistake(
                format!("no key of this time has the public key {key}"),
                format!("这次给的私钥，公钥都不是 {key}"),
            )));
        }
        let newest = || places.iter().filter_map(|place| place.newest.as_ref());
        let Some(signed) = newest().find(|pack| !pack.signers.is_empty()) else { return Ok(()) };
        let name = &signed.name;
        let former: Vec<String> = signed.signers.iter().map(hex).collect();
        let former = former.join(", ");
        if self.public.is_empty() {
            return Err(problem!(
                "{} is signed: without a signature, a page that has keys would refuse the new \
                 pack; name the file with the secret key (public key {})",
                "{} 是签过名的：这一次不签名，写了公钥的页面就不会采用；\
                 请加上私钥文件：KEYS=…，npx huiqi pack 是 --key …（公钥 {}）",
                name,
                former
            ));
        }
        let is_known = |pack: &Newest| self.public.iter().any(|key| pack.signers.contains(key));
        if new.is_some() || newest().any(is_known) {
            return Ok(());
        }
        let own = self.public.iter().map(hex).collect::<Vec<_>>().join(", ");
        let first = hex(&self.public[0]);
        Err(problem!(
            "{} is signed with the public key {}, and the key of this time is another one ({}): a \
             page with the former key would refuse every place. Name the former key file. To \
             change the key, name both files in one edition; where the former one is lost, write \
             new_key = \"{}\" into edition.toml, and build the page anew with it in `pack_keys`",
            "{} 是用公钥 {} 签的，这次的私钥是另一把（公钥 {}）：写着原来公钥的页面会一个地方也不采用。\
             请换回原来的私钥文件。要换私钥，先有一版两把都给：KEYS=\"原来的 新的\"，\
             npx huiqi pack 写两个 --key；原来的丢了，\
             在 edition.toml 里写 new_key = \"{}\"，并把它写进 `pack_keys` 重新构建页面",
            name,
            former,
            own,
            first
        ))
    }

    /// Checks that no pack stays in use unsigned because its place is no longer among the rules.
    pub(crate) fn cover(
        &self,
        index: &Index,
        places: &[PublishedPlace],
        left: impl Fn(&str, usize) -> Result<Newest, Problem>,
    ) -> Result<(), Problem> {
        if self.public.is_empty() {
            return Ok(());
        }
        for region in &index.regions {
            let is_here = places.iter().any(|place| place.region.id == region.id);
            let is_used = |number: &&usize| index.editions[**number].recalled.is_none();
            let numbers: Vec<usize> = region.packs.iter().map(|pack| pack.edition).collect();
            let Some(number) = numbers.iter().rev().find(is_used) else { continue };
            if is_here || self.signed(&left(&region.id, *number)?) {
                continue;
            }
            return Err(problem!(
                "{} has no pack of this key, and no document any more, so that none is written; \
                 withdraw edition {} by [[recalled]] in edition.toml",
                "{} 的规则包没有这把私钥的签名，规则里又已经没有这个地方的文件，不能重新签；请在 \
                 edition.toml 里用 [[recalled]] 撤回版次 {}",
                region.name,
                index.editions[*number].edition
            ));
        }
        Ok(())
    }
}

/// Returns keys in their order, one that was given several times once.
#[must_use]
pub fn each_once(keys: &[[u8; 32]]) -> Vec<[u8; 32]> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        if !all.contains(key) {
            all.push(*key);
        }
    }
    all
}

/// Returns the public keys that signed a pack.
pub(crate) fn signers(pack: &[u8], signatures: &[Signature]) -> Vec<[u8; 32]> {
    let Ok((covered, block)) = split(pack) else { return Vec::new() };
    let keys = signatures.iter().map(|signature| signature.key);
    keys.filter(|key| is_signed(covered, block, key)).collect()
}

/// Returns a key in hexadecimal digits.
pub(crate) fn hex(key: &[u8; 32]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}
