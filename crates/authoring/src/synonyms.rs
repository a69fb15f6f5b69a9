//! Other words for questions and options: each says one thing.

use super::declarations::Declarations;
use super::read::TomlTable;
use super::words::{keep, words};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::synonym::{EverydayWords, Meaning, Synonym};

/// Takes the everyday words of one file. A search splits what is typed at spaces, and a single
/// letter is in too many words.
pub(super) fn everyday(file: &mut TomlTable<'_>) -> Vec<EverydayWords> {
    let mut found = Vec::new();
    for mut table in file.tables("everyday_words") {
        let (said, documents_say) = (table.texts("words"), table.texts("documents_say"));
        for word in said.iter().chain(&documents_say) {
            if word.text.chars().count() < 2 || word.text.contains(char::is_whitespace) {
                word.position.problem(say!(
                    "must be a word of two letters or more, without spaces",
                    "要写两个字以上的词，中间没有空格"
                ));
            }
        }
        table.finish();
        found.push(EverydayWords { words: words(&said), documents_say: words(&documents_say) });
    }
    found
}

/// Returns the other words, once all questions are known. One that says two things, or what a
/// question or another option is called, is a problem.
pub(super) fn checked(declared: &Declarations) -> Vec<Synonym> {
    for (index, other) in declared.other_words.iter().enumerate() {
        let word = other.word.text.as_str();
        let says_more = declared.other_words[..index].iter().any(|earlier| {
            let is_near = match (earlier.meaning, other.meaning) {
                // A heading is looked up among all questions, a cell among the options of one.
                (Meaning::Question, Meaning::Question) => true,
                (Meaning::Question, _) | (_, Meaning::Question) => false,
                (
                    Meaning::Option(_) | Meaning::PlaceIn(_) | Meaning::NoOption,
                    Meaning::Option(_) | Meaning::PlaceIn(_) | Meaning::NoOption,
                ) => earlier.question == other.question,
            };
            is_near && earlier.word.text == word
        });
        if word.trim().is_empty() {
            other.word.position.problem(say!("is no word", "不是词"));
        } else if says_more {
            other.word.position.problem(say!(
                "is given already; a word says one thing",
                "已经写过了；一个词只表示一个意思"
            ));
        } else if is_name(declared, other.question, other.meaning, word) {
            other.word.position.problem(say!(
                "is what a question or an option is called already",
                "已经是题目或选项的名称"
            ));
        }
    }
    let synonym = |other: &super::declarations::OtherWord| Synonym {
        word: keep(&other.word.text),
        question: other.question,
        meaning: other.meaning,
    };
    declared.other_words.iter().map(synonym).collect()
}

fn is_name(declared: &Declarations, question: QuestionIndex, meaning: Meaning, word: &str) -> bool {
    match meaning {
        Meaning::Question => declared
            .questions
            .iter()
            .any(|other| [other.id, other.short, other.label].contains(&word)),
        Meaning::Option(_) | Meaning::PlaceIn(_) | Meaning::NoOption => {
            let options = declared.questions.get(usize::from(question.0));
            options.is_some_and(|question| {
                question.options.iter().any(|option| [option.id, option.label].contains(&word))
            })
        }
    }
}
