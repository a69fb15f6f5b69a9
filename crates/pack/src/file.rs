//! The file: what it begins with, its two packed parts, its hash, the block of signatures.
//!
//! ```text
//! "huiqi-pack" · format (1 byte)
//! head: length, then edition, day, … (see `Head`)
//! values and the texts of questions: packed length, deflate
//! the texts of results: packed length, deflate
//! SHA-256 of all before (32 bytes)
//! signatures: their number (1 byte), then for each the public key (32 bytes) and the signature
//! (64 bytes) of all before this block
//! ```

use crate::check;
use crate::codec::{Binary, Broken, Names, Reader, Writer};
use bumpalo::Bump;
use huiqi_rules::policy::PolicySet;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};
use time::Date;

const MAGIC: &[u8; 10] = b"huiqi-pack";

/// The last format that this version reads, and writes where the tables need it.
pub const FORMAT: u8 = 3;

/// The most bytes that one packed part may hold, so that a small file cannot fill the memory.
const MOST_BYTES: usize = 16 << 20;

/// The level of compression that gives the smallest files.
const SMALLEST: u8 = 10;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no pack.
    NotAPack,
    /// It has a format that only a newer version reads.
    NewerFormat(u8),
    /// It was cut or changed on its way.
    Damaged(&'static str),
}

impl Refusal {
    /// Returns its word in the JavaScript interface.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPack => "not_a_pack",
            Self::NewerFormat(_) => "newer_format",
            Self::Damaged(_) => "damaged",
        }
    }

    /// Returns a sentence for the page.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::NotAPack => "这个文件不是规则包，没有采用。",
            Self::NewerFormat(_) => "规则包是更新的格式，请先更新本工具。",
            Self::Damaged(_) => "规则包不完整，或者被改动过，没有采用。",
        }
    }
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        Self::Damaged(broken.0)
    }
}

/// Who published a rule set, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The edition, such as "2026.12".
    pub edition: String,
    /// The day of its publication.
    pub day: Date,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub rules: String,
    /// The hash of the pack of the edition before (see [`hash`]); empty for the first one.
    pub former: String,
}

/// A public key and the signature that was made with its secret one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The public key (ed25519).
    pub key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

/// Returns the bytes that signatures cover: a pack without the block of signatures. The
/// same tables and head give the same bytes everywhere.
#[must_use]
pub fn unsigned(set: &'static PolicySet, head: &Head) -> Vec<u8> {
    let mut out = Writer::new(Names::default());
    set.write(&mut out);
    let [questions, results] = [pool(&out.pools[0]), pool(&out.pools[1])];
    covered_bytes(out.format, head, [&[questions, out.bytes].concat(), &results], SMALLEST)
}

fn covered_bytes(format: u8, head: &Head, parts: [&[u8]; 2], level: u8) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.push(format);
    put(&mut file, &head_bytes(head));
    parts.iter().for_each(|part| put(&mut file, &packed(part, level)));
    let sum = Sha256::digest(&file);
    file.extend_from_slice(&sum);
    file
}

/// Returns the same tables with other numbers, kept until the process ends.
pub(crate) fn renamed(set: &'static PolicySet, names: Names) -> Result<&'static PolicySet, Broken> {
    let mut out = Writer::new(names);
    set.write(&mut out);
    let [questions, results] = [pool(&out.pools[0]), pool(&out.pools[1])];
    tables(&[questions, out.bytes].concat(), &results, Box::leak(Box::new(Bump::new())))
}

/// Returns a pack: the bytes of [`unsigned`] with their signatures.
#[must_use]
pub fn signed(mut unsigned: Vec<u8>, signatures: &[Signature]) -> Vec<u8> {
    unsigned.push(signatures.len() as u8);
    for one in signatures {
        unsigned.extend_from_slice(&one.key);
        unsigned.extend_from_slice(&one.signature);
    }
    unsigned
}

/// Returns the hash by which an index names a pack: the first 16 digits of the SHA-256 of the whole
/// file.
#[must_use]
pub fn hash(pack: &[u8]) -> String {
    Sha256::digest(pack).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The sizes of the packed parts in bytes: what the questions of a region need, and the texts of
/// its results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Values and the texts of questions.
    pub questions: usize,
    /// The texts of results.
    pub results: usize,
}

/// A rule set that was read from a pack. It is kept until the process ends, unless it is freed.
#[derive(Debug)]
pub struct Loaded {
    /// What the pack says of itself.
    pub head: Head,
    /// Its signatures, not checked here.
    pub signatures: Vec<Signature>,
    /// The sizes of its parts.
    pub sizes: Sizes,
    set: &'static PolicySet,
    arena: *mut Bump,
}

impl Loaded {
    /// Returns its tables.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
    }

    /// Frees the memory of the tables.
    ///
    /// # Safety
    /// Nothing that was read from the tables is used afterwards: no reference to them or into them,
    /// and no text of theirs.
    #[expect(unsafe_code, reason = "tables are 'static wherever they are used")]
    pub unsafe fn free(self) {
        // SAFETY: `arena` came from `Box::into_raw` in `read` and is freed only here, where `self`
        // ends. That nothing uses the tables any more is what the caller promises.
        drop(unsafe { Box::from_raw(self.arena) });
    }
}

/// Returns the part of a pack that its signatures cover, and the signatures: a key of 32 bytes and
/// a signature of 64 for each.
///
/// # Errors
/// The file is no pack, or is damaged.
pub fn split(pack: &[u8]) -> Result<(&[u8], &[u8]), Refusal> {
    let covered = Parts::of(pack)?.covered;
    Ok((covered, &pack[covered.len() + 1..]))
}

/// Reads a pack: its hash, its values, and whether they make a rule set that the engine can
/// compute.
///
/// # Errors
/// The file is no pack, is of a newer format, or is damaged.
pub fn read(pack: &[u8]) -> Result<Loaded, Refusal> {
    let parts = Parts::of(pack)?;
    let values = unpacked(parts.questions)?;
    let results = unpacked(parts.results)?;
    let sizes = Sizes { questions: parts.questions.len(), results: parts.results.len() };
    let arena = Box::into_raw(Box::new(Bump::new()));
    // SAFETY: the arena lives until `Loaded::free`, or until the end of this function where nothing
    // of the tables is returned.
    #[expect(unsafe_code, reason = "tables are 'static wherever they are used")]
    let kept: &'static Bump = unsafe { &*arena };
    match tables(&values, &results, kept) {
        Ok(set) => Ok(Loaded { head: parts.head, signatures: parts.signatures, sizes, set, arena }),
        Err(broken) => {
            // SAFETY: the tables were not returned, so nothing reads the arena any more.
            #[expect(unsafe_code, reason = "as above")]
            drop(unsafe { Box::from_raw(arena) });
            Err(broken.into())
        }
    }
}

/// Reads unpacked tables.
fn tables(
    values: &[u8],
    results: &[u8],
    arena: &'static Bump,
) -> Result<&'static PolicySet, Broken> {
    let (questions, values) = texts(values, arena)?;
    let (results, rest) = texts(results, arena)?;
    if !rest.is_empty() {
        return Err(Broken("there is more than the texts"));
    }
    let mut reader = Reader::new(values, [questions, results], arena);
    let set = PolicySet::read(&mut reader)?;
    if !reader.is_at_the_end() {
        return Err(Broken("there is more than a rule set"));
    }
    let set: &'static PolicySet = arena.alloc(set);
    check::check(set)?;
    Ok(set)
}

/// Returns the unpacked parts of a pack: values with the texts of questions, and the texts of
/// results. For tests that change them.
///
/// # Errors
/// As for [`read`].
#[doc(hidden)]
pub fn unpacked_parts(pack: &[u8]) -> Result<[Vec<u8>; 2], Refusal> {
    let parts = Parts::of(pack)?;
    Ok([unpacked(parts.questions)?, unpacked(parts.results)?])
}

/// Returns a pack of unpacked parts, whatever they hold, with a right hash and no signature.
#[doc(hidden)]
#[must_use]
pub fn sealed(head: &Head, [questions, results]: &[Vec<u8>; 2]) -> Vec<u8> {
    signed(covered_bytes(FORMAT, head, [questions, results], 0), &[])
}

/// The parts of a pack whose hash is right.
struct Parts<'p> {
    head: Head,
    questions: &'p [u8],
    results: &'p [u8],
    covered: &'p [u8],
    signatures: Vec<Signature>,
}

impl<'p> Parts<'p> {
    fn of(pack: &'p [u8]) -> Result<Self, Refusal> {
        let rest = pack.strip_prefix(MAGIC).ok_or(Refusal::NotAPack)?;
        let (format, mut rest) = rest.split_first().ok_or(Refusal::NotAPack)?;
        if !(1..=FORMAT).contains(format) {
            return Err(Refusal::NewerFormat(*format));
        }
        let cut = Refusal::Damaged("it ends too early");
        let mut next = || -> Result<&'p [u8], Refusal> {
            let (length, after) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
            let length = u32::from_le_bytes(*length) as usize;
            let (part, after) = after.split_at_checked(length).ok_or(cut.clone())?;
            rest = after;
            Ok(part)
        };
        let (head, questions, results) = (next()?, next()?, next()?);
        let before = &pack[..pack.len() - rest.len()];
        let (sum, rest) = rest.split_first_chunk::<32>().ok_or(cut.clone())?;
        if Sha256::digest(before)[..] != sum[..] {
            return Err(Refusal::Damaged("its hash is another one"));
        }
        let covered = &pack[..before.len() + sum.len()];
        let (count, rest) = rest.split_first().ok_or(cut.clone())?;
        if rest.len() != usize::from(*count) * 96 {
            return Err(Refusal::Damaged("its signatures are cut"));
        }
        let signature = |bytes: &[u8]| {
            let (key, signature) = bytes.split_first_chunk::<32>()?;
            Some(Signature { key: *key, signature: signature.try_into().ok()? })
        };
        let signatures = rest.chunks_exact(96).filter_map(signature).collect();
        Ok(Self { head: read_head(head)?, questions, results, covered, signatures })
    }
}

fn put(file: &mut Vec<u8>, bytes: &[u8]) {
    file.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    file.extend_from_slice(bytes);
}

fn packed(bytes: &[u8], level: u8) -> Vec<u8> {
    compress_to_vec(bytes, level)
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    decompress_to_vec_with_limit(bytes, MOST_BYTES)
        .map_err(|_| Refusal::Damaged("it cannot be unpacked, or is too large"))
}

/// Returns the texts of a pool as bytes: how many, the length of each, then all of them.
fn pool(texts: &[&str]) -> Vec<u8> {
    let mut lengths = Writer::new(Names::default());
    lengths.number(texts.len() as u128);
    texts.iter().for_each(|text| lengths.number(text.len() as u128));
    let mut bytes = lengths.bytes;
    texts.iter().for_each(|text| bytes.extend_from_slice(text.as_bytes()));
    bytes
}

/// Reads a pool; returns its texts and the bytes behind it.
fn texts<'b>(
    bytes: &'b [u8],
    arena: &'static Bump,
) -> Result<(Vec<&'static str>, &'b [u8]), Broken> {
    let mut reader = Reader::new(bytes, [Vec::new(), Vec::new()], arena);
    let count = u32::read(&mut reader)? as usize;
    if count > bytes.len() {
        return Err(Broken("there are fewer texts"));
    }
    let mut lengths = Vec::new();
    for _ in 0..count {
        lengths.push(u32::read(&mut reader)? as usize);
    }
    let total = lengths.iter().try_fold(0_usize, |sum, length| sum.checked_add(*length));
    let (all, rest) = total
        .and_then(|total| reader.rest().split_at_checked(total))
        .ok_or(Broken("a text ends too early"))?;
    let all = std::str::from_utf8(all).map_err(|_| Broken("a text is no UTF-8"))?;
    let mut left: &'static str = arena.alloc_str(all);
    let mut found = Vec::new();
    for length in lengths {
        let (text, after) = left.split_at_checked(length).ok_or(Broken("a text is cut"))?;
        found.push(text);
        left = after;
    }
    Ok((found, rest))
}

fn head_bytes(head: &Head) -> Vec<u8> {
    let Head { edition, day, author, reviewer, reason, rules, former } = head;
    let mut bytes = day.to_julian_day().to_le_bytes().to_vec();
    for text in [edition, author, reviewer, reason, rules, former] {
        put(&mut bytes, text.as_bytes());
    }
    bytes
}

fn read_head(bytes: &[u8]) -> Result<Head, Refusal> {
    let cut = Refusal::Damaged("its head is cut");
    let (day, mut rest) = bytes.split_first_chunk::<4>().ok_or(cut.clone())?;
    let day = Date::from_julian_day(i32::from_le_bytes(*day)).map_err(|_| cut.clone())?;
    let mut text = || -> Result<String, Refusal> {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let length = u32::from_le_bytes(*length) as usize;
        let (text, after) = after.split_at_checked(length).ok_or(cut.clone())?;
        rest = after;
        String::from_utf8(text.to_vec()).map_err(|_| cut.clone())
    };
    Ok(Head {
        day,
        edition: text()?,
        author: text()?,
        reviewer: text()?,
        reason: text()?,
        rules: text()?,
        former: text()?,
    })
}
