//! Places to choose from where a list of all would be too long: found by name, by pinyin, or by
//! what they lie within.

use crate::entries::fold;
use huiqi_rules::policy::{PolicySet, Region};

/// So many places at the most are shown as one list; more are searched.
pub const MOST_LISTED: usize = 12;
/// So many places at the most are shown for what was typed.
pub const MOST_FOUND: usize = 8;
/// What parts the names of the wider places.
const PARTED: &str = " · ";

/// A place that a company can be registered in, as it is searched. The places of a rule set are
/// made by [`places`]; a list may hold others too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id used in answers.
    pub id: String,
    /// The name.
    pub name: String,
    /// The wider places that it lies within, the widest first; else a line that says where it is.
    /// May be empty.
    pub wider: String,
    /// How the name is read, see [`Region::pinyin`]; empty where that is not known.
    pub pinyin: String,
    /// The place that it lies within, by its index in the list.
    pub within: Option<usize>,
    /// Whether a document is known that holds there.
    pub is_covered: bool,
    /// Whether it is for who finds no other: 其他地区.
    pub is_last: bool,
}

/// Whether a set has more places than one list takes.
#[must_use]
pub const fn is_searched(set: &PolicySet) -> bool {
    set.regions.len() > MOST_LISTED
}

/// Returns the places of a rule set, in the order of its regions.
#[must_use]
pub fn places(set: &PolicySet) -> Vec<Place> {
    let place = |region: &Region| Place {
        id: region.id.to_owned(),
        name: region.name.to_owned(),
        wider: wider(set, region),
        pinyin: region.pinyin.to_owned(),
        within: region.within.map(usize::from),
        is_covered: !region.policies.is_empty(),
        is_last: region.is_last,
    };
    set.regions.iter().map(place).collect()
}

fn wider(set: &PolicySet, region: &Region) -> String {
    let outer = |region: &&Region| region.within.map(|outer| &set.regions[usize::from(outer)]);
    let mut names: Vec<&str> =
        std::iter::successors(outer(&region), outer).map(|region| region.name).collect();
    names.reverse();
    if names.is_empty() { region.hint.to_owned() } else { names.join(PARTED) }
}

/// What was found for what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundPlaces {
    /// The places by their index, the best first; [`MOST_FOUND`] at the most. Those for who finds
    /// no other are not among them.
    pub places: Vec<usize>,
    /// How many there are in all.
    pub count: usize,
    /// Whether nothing was found, and these are the nearest.
    pub is_near: bool,
}

/// Searches places. Words of Chinese letters are looked for in the name and in the wider places,
/// each of several words in either; Latin letters are initials, syllables, or both in one. Where
/// nothing is typed, the places are those with documents.
#[must_use]
pub fn search(places: &[Place], typed: &str) -> FoundPlaces {
    let typed = Typed::of(typed);
    let found = match &typed {
        Typed::Nothing => ranked(places, |_, place| place.is_covered.then_some(0)),
        Typed::Latin(letters) => ranked(places, |_, place| latin_rank(place, letters)),
        Typed::Words(words) => ranked(places, |_, place| words_rank(place, words)),
    };
    if found.count > 0 { found } else { nearest(places, &typed) }
}

/// Returns how many letters of a name, from which on, are what was typed.
#[must_use]
pub fn marked(place: &Place, typed: &str) -> Option<(usize, usize)> {
    match Typed::of(typed) {
        Typed::Nothing => None,
        Typed::Latin(letters) => {
            let syllables: Vec<&str> = place.pinyin.split(' ').collect();
            read(&syllables, &letters).map(|count| (0, count))
        }
        Typed::Words(words) => {
            let name = fold(&place.name);
            words.iter().find_map(|word| {
                let at = name.find(word.as_str())?;
                Some((name[..at].chars().count(), word.chars().count()))
            })
        }
    }
}

/// What was typed, as it is looked for.
enum Typed {
    Nothing,
    /// Small letters without what an input method puts between syllables.
    Latin(String),
    Words(Vec<String>),
}

impl Typed {
    fn of(text: &str) -> Self {
        let text = fold(text);
        let parts = [' ', '\'', '’', '·', ',', '，', '、', '/', '-'];
        let words = text.split(parts).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        if words.is_empty() {
            Self::Nothing
        } else if words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            Self::Latin(words.concat())
        } else {
            Self::Words(words)
        }
    }
}

/// Returns the places that have a rank, the lowest first: then those with documents, and short
/// names before longer ones.
fn ranked(places: &[Place], rank: impl Fn(usize, &Place) -> Option<usize>) -> FoundPlaces {
    let all = places.iter().enumerate().filter(|(_, place)| !place.is_last);
    let mut ranks: Vec<(usize, bool, usize, usize)> = all
        .filter_map(|(index, place)| {
            Some((rank(index, place)?, !place.is_covered, place.name.chars().count(), index))
        })
        .collect();
    ranks.sort_unstable();
    let count = ranks.len();
    ranks.truncate(MOST_FOUND);
    let places = ranks.into_iter().map(|(_, _, _, index)| index).collect();
    FoundPlaces { places, count, is_near: false }
}

/// Initials alone come first, then syllables in full, then what is half and half; of each, the
/// usual readings come before others.
fn latin_rank(place: &Place, letters: &str) -> Option<usize> {
    let syllables: Vec<&str> = place.pinyin.split(' ').collect();
    read(&syllables, letters)?;
    let begins = |is_usual: bool| {
        letters.len() <= syllables.len()
            && syllables.iter().zip(letters.chars()).all(|(syllable, letter)| {
                let mut readings = syllable.split('/').take(if is_usual { 1 } else { usize::MAX });
                readings.any(|reading| reading.starts_with(letter))
            })
    };
    let usual: String = syllables.iter().filter_map(|one| one.split('/').next()).collect();
    Some(if begins(true) {
        0
    } else if begins(false) {
        1
    } else if usual.starts_with(letters) {
        2
    } else {
        3
    })
}

/// Reads letters as a name: of each syllable at least the first letter, in order. Returns how many
/// syllables they take.
fn read(syllables: &[&str], letters: &str) -> Option<usize> {
    if letters.is_empty() {
        return Some(0);
    }
    let (first, rest) = syllables.split_first()?;
    let behind = |reading: &str| {
        let same = reading.bytes().zip(letters.bytes()).take_while(|(one, other)| one == other);
        let taken = (1..=same.count()).rev().filter_map(|taken| letters.get(taken..));
        taken.into_iter().find_map(|left| read(rest, left))
    };
    first.split('/').find_map(behind).map(|count| count + 1)
}

/// The name itself comes before one that begins so, that before one that holds it, and the wider
/// place last. The ranks of several words add up.
fn words_rank(place: &Place, words: &[String]) -> Option<usize> {
    let (name, wider) = (fold(&place.name), fold(&place.wider).replace(PARTED, ""));
    let rank = |word: &String| {
        let word = word.as_str();
        if let Some(rest) = name.strip_prefix(word) {
            // A name without its last letter is the name: 枣庄 for 枣庄市.
            Some(usize::from(rest.chars().count() > 1))
        } else if name.contains(word) {
            Some(2)
        } else if is_both(&name, &wider, word) {
            Some(3)
        } else {
            wider.contains(word).then_some(4)
        }
    };
    words.iter().try_fold(0, |sum, word| Some(sum + rank(word)?))
}

/// Whether a word is a wider place with the beginning of the name behind it: 山东枣庄.
fn is_both(name: &str, wider: &str, word: &str) -> bool {
    let places = word.char_indices().map(|(at, _)| at).skip(1);
    places.map(|at| word.split_at(at)).any(|(of, own)| wider.contains(of) && name.starts_with(own))
}

/// Returns the places nearest to what was typed where none is it.
fn nearest(places: &[Place], typed: &Typed) -> FoundPlaces {
    let near = match typed {
        Typed::Nothing => FoundPlaces::default(),
        // What is typed wrong is at its end, else it would have been seen.
        Typed::Latin(letters) => {
            let shorter = (1..letters.len()).rev().map(|end| &letters[..end]);
            let mut tried = shorter.map(|part| ranked(places, |_, one| latin_rank(one, part)));
            tried.find(|found| found.count > 0).unwrap_or_default()
        }
        Typed::Words(words) => nearest_to_words(places, words),
    };
    FoundPlaces { is_near: true, ..near }
}

/// Those that share with it the most, and the rarest, letters and pairs of letters; what is in the
/// name counts twice.
fn nearest_to_words(places: &[Place], words: &[String]) -> FoundPlaces {
    let mut shared: Vec<String> = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        shared.extend(letters.iter().map(char::to_string));
        shared.extend(letters.windows(2).map(|pair| pair.iter().collect()));
    }
    shared.sort_unstable();
    shared.dedup();
    let text = |place: &Place| (fold(&place.name), fold(&place.wider).replace(PARTED, "\n"));
    let texts: Vec<(String, String)> = places.iter().map(text).collect();
    let mut scores = vec![0; places.len()];
    for part in shared {
        let has = |(name, wider): &(String, String)| {
            2 * usize::from(name.contains(&part)) + usize::from(wider.contains(&part))
        };
        let count = texts.iter().filter(|text| has(text) > 0).count();
        let weight = places.len().checked_div(count).unwrap_or(0);
        scores.iter_mut().zip(&texts).for_each(|(score, text)| *score += weight * has(text));
    }
    let best = scores.iter().copied().max().unwrap_or(0);
    ranked(places, |index, _| {
        let score = scores[index];
        (score > 0 && score * 2 >= best).then(|| best - score)
    })
}

#[cfg(test)]
mod tests;
