//! The search over the entries of the documents. The library's page searches in the same way
//! (static/search.js), and the JS door offers it.

use crate::entries::{Entry, entries, fold, places};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::synonym::Meaning;

/// So many entries at the most are shown where none holds what was typed.
pub const MOST_NEAR: usize = 8;

/// A word that people type, and what documents say for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownWord {
    /// The word, folded.
    pub word: String,
    /// What documents say, folded; each is one way to say it.
    pub says: Vec<String>,
}

/// Returns the synonyms of rule sets: everyday words, then other words for options. Longer words
/// come first.
#[must_use]
pub fn known_words(sets: &[&PolicySet]) -> Vec<KnownWord> {
    let mut found: Vec<KnownWord> = Vec::new();
    let mut add = |word: &str, says: Vec<String>| {
        let word = fold(word);
        match found.iter_mut().find(|known| known.word == word) {
            Some(known) => known.says.extend(says),
            None => found.push(KnownWord { word, says }),
        }
    };
    for group in sets.iter().flat_map(|set| set.everyday_words) {
        for word in group.words {
            add(word, group.documents_say.iter().map(|said| fold(said)).collect());
        }
    }
    for set in sets {
        for synonym in set.synonyms.iter().filter(|synonym| synonym.word.chars().count() > 1) {
            let Meaning::Option(option) = synonym.meaning else { continue };
            if synonym.question != PolicySet::REGION {
                add(synonym.word, vec![fold(label(set, synonym.question, option))]);
            }
        }
    }
    for known in &mut found {
        known.says.sort();
        known.says.dedup();
    }
    found.sort_by_key(|known| std::cmp::Reverse(known.word.chars().count()));
    found
}

fn label(set: &PolicySet, question: QuestionIndex, option: u16) -> &'static str {
    set.question(question).options[usize::from(option)].label
}

/// The entries as they are searched.
struct Index {
    words: Vec<KnownWord>,
    /// The folded text of each entry.
    texts: Vec<String>,
    titles: Vec<String>,
}

/// Returns the entries that hold every word of a query, in order. A word is held where it is
/// written, or where what documents say for it is. Letters match in either case, full-width ones as
/// half-width ones; a query of no words matches all.
#[must_use]
pub fn search(set: &PolicySet, query: &str) -> Vec<Entry> {
    let (index, all) = Index::of(set);
    let query = fold(query);
    let is_found = |text: &String| index.words_of(&query).all(|word| index.holds(text, word));
    let found = all.into_iter().zip(&index.texts).filter(|(_, text)| is_found(text));
    found.map(|(entry, _)| entry).collect()
}

/// Returns the entries nearest to a query of which no entry holds every word: those that share the
/// most with it, and the rarest, pairs of letters and known words; the nearest first.
#[must_use]
pub fn nearest(set: &PolicySet, query: &str) -> Vec<Entry> {
    let (index, all) = Index::of(set);
    let scores = index.scores(&fold(query));
    let best = scores.iter().copied().max().unwrap_or(0);
    let mut near: Vec<(usize, Entry)> =
        scores.into_iter().zip(all).filter(|(score, _)| *score > 0 && score * 2 >= best).collect();
    near.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    near.truncate(MOST_NEAR);
    near.into_iter().map(|(_, entry)| entry).collect()
}

impl Index {
    fn of(set: &PolicySet) -> (Self, Vec<Entry>) {
        let all = entries(set);
        let text = |entry: &Entry| {
            let policy = set.policies.iter().find(|policy| policy.id == entry.document);
            let places = policy.map_or_else(String::new, |policy| places(set, policy));
            fold(&[entry.title.as_str(), &entry.text, &entry.also, &places].join("\n"))
        };
        let index = Self {
            words: known_words(&[set]),
            texts: all.iter().map(text).collect(),
            titles: all.iter().map(|entry| fold(&entry.title)).collect(),
        };
        (index, all)
    }

    fn words_of<'q>(&self, query: &'q str) -> impl Iterator<Item = &'q str> + use<'q> {
        query.split(' ').filter(|word| !word.is_empty())
    }

    /// Returns the longest known word inside a word, with its place.
    fn known_in(&self, word: &str) -> Option<(usize, &KnownWord)> {
        self.words.iter().find_map(|known| Some((word.find(&known.word)?, known)))
    }

    fn holds(&self, text: &str, word: &str) -> bool {
        if word.is_empty() || text.contains(word) {
            return true;
        }
        self.known_in(word).is_some_and(|(place, known)| {
            known.says.iter().any(|said| text.contains(said))
                && self.holds(text, &word[..place])
                && self.holds(text, &word[place + known.word.len()..])
        })
    }

    /// Returns what an entry may share with a query: each pair of its letters, and each known word
    /// in it by what documents say.
    fn shared(&self, query: &str) -> Vec<Vec<String>> {
        let mut found: Vec<Vec<String>> = Vec::new();
        let mut add = |ways: Vec<String>| {
            if !found.contains(&ways) {
                found.push(ways);
            }
        };
        for word in self.words_of(query) {
            let letters: Vec<char> = word.chars().collect();
            letters.windows(2).for_each(|pair| add(vec![pair.iter().collect()]));
            let known = self.words.iter().filter(|known| word.contains(&known.word));
            known.for_each(|known| add(known.says.clone()));
        }
        found
    }

    /// Returns how near each entry is to a query. What few entries have counts more, and twice in a
    /// title.
    fn scores(&self, query: &str) -> Vec<usize> {
        let mut scores = vec![0; self.texts.len()];
        for ways in self.shared(query) {
            let has = |text: &String| ways.iter().any(|way| text.contains(way));
            let count = self.texts.iter().filter(|text| has(text)).count();
            let weight = self.texts.len().checked_div(count).unwrap_or(0);
            for (score, (text, title)) in scores.iter_mut().zip(self.texts.iter().zip(&self.titles))
            {
                *score += weight * (usize::from(has(text)) + usize::from(has(title)));
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::{known_words, search};
    use crate::entries::{Entry, entries};
    use huiqi_policies::POLICIES;

    fn titles(entries: Vec<Entry>) -> Vec<String> {
        entries.into_iter().map(|entry| entry.title).collect()
    }

    fn found(query: &str) -> Vec<String> {
        titles(search(&POLICIES, query))
    }

    #[test]
    fn an_entry_is_found_by_any_of_its_words_in_any_order() {
        assert_eq!(found("创新券"), ["创新券"]);
        assert_eq!(found("展位费 市级"), found("市级 展位费"));
        assert_eq!(found("三（十一） 展位费"), found("展位费 三(十一)"));
        assert!(!found("三(十一)").is_empty());
        assert!(found("没有这样的词").is_empty());
        assert_eq!(search(&POLICIES, " 　 ").len(), entries(&POLICIES).len());
    }

    #[test]
    fn everyday_words_find_what_documents_call_otherwise() {
        let booth = "大型展销活动展位费补贴".to_owned();
        for query in ["展会", "参展", "展会补贴", "参展 枣庄", "参展补助"] {
            assert!(found(query).contains(&booth), "{query}");
        }
        assert!(found("国家级小巨人").contains(&"新获得国家级“小巨人”奖励".to_owned()));
        assert!(found("滕州 展位费").contains(&booth), "a county");
        assert!(found("展位费 高平市").iter().all(|title| *title != booth), "another county");
        assert!(found("港股").contains(&"境内外上市补助".to_owned()));
    }

    #[test]
    fn every_word_of_the_lists_finds_something_that_a_document_says() {
        for group in POLICIES.everyday_words {
            for word in group.documents_say {
                assert!(!found(word).is_empty(), "no document says {word}");
            }
        }
        let known = known_words(&[&POLICIES]);
        let length = |word: &str| word.chars().count();
        assert!(known.windows(2).all(|two| length(&two[0].word) >= length(&two[1].word)));
    }
}
