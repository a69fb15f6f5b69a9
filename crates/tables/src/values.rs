//! The different words in a column of a choice: each is shown once with what it is taken
//! for and why. What is not certain is proposed, and counts only once someone has said so.

use super::column::Column;
use super::message::ValueChoice;
use super::words::{UNCLEAR, plain, plain_list};
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::synonym::Meaning;
use huiqi_rules::unit::decimal_text;

/// Why a word is taken for an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is the word of the option.
    Same,
    /// Only quotation marks, brackets or spaces differ.
    Marks,
    /// It is another word for it.
    OtherWord,
    /// It is a place in the region.
    Place,
    /// It begins with the name of a region: an address there.
    Address,
    /// It is the name without 省, 市, 县 or 区.
    Short,
    /// It holds the name of it and of no other.
    Part,
}

impl Reason {
    /// Whether a word is taken for the option without asking.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        match self {
            Self::Same | Self::Marks | Self::OtherWord | Self::Place => true,
            Self::Address | Self::Short | Self::Part => false,
        }
    }

    /// Whether a word is proposed for the option and counts once the list of words was seen.
    #[must_use]
    pub const fn is_likely(self) -> bool {
        match self {
            Self::Same | Self::Marks | Self::OtherWord | Self::Place => true,
            Self::Address | Self::Short => true,
            Self::Part => false,
        }
    }

    /// Returns the reason in words; empty where nothing is to be said.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Marks => "只差引号或空格",
            Self::OtherWord => "另一种写法",
            Self::Place => "属于这里",
            Self::Address => "地址在这里",
            Self::Short => "简称",
            Self::Part => "里面有这几个字",
        }
    }
}

/// What a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The option.
    pub option: u16,
    /// Why.
    pub reason: Reason,
}

/// Returns what a word in the column of a choice may mean: one proposal where it is plain, several
/// where someone must choose, none where nothing is like it.
#[must_use]
pub fn proposals(set: &'static PolicySet, question: QuestionIndex, word: &str) -> Vec<Proposal> {
    let options = set.question(question).options;
    let wanted = plain_list(word);
    let all = || options.iter().enumerate().map(|(index, option)| (index as u16, option));
    let only = |option, reason| vec![Proposal { option, reason }];
    // Two places may have one name.
    let same = all().filter(|(_, option)| option.label == word.trim());
    let found = distinct(same.map(|(index, _)| index), Reason::Same);
    if !found.is_empty() {
        return found;
    }
    let is_it = |text: &str| plain_list(text) == wanted;
    let alike = all().filter(|(_, it)| is_it(it.label) || is_it(it.id));
    let found = distinct(alike.map(|(index, _)| index), Reason::Marks);
    if !found.is_empty() {
        return found;
    }
    for synonym in set.synonyms_of(question).filter(|synonym| is_it(synonym.word)) {
        match synonym.meaning {
            Meaning::Option(option) => return only(option, Reason::OtherWord),
            Meaning::PlaceIn(option) => return only(option, Reason::Place),
            Meaning::Question | Meaning::NoOption => {}
        }
    }
    // From here on nothing is certain.
    let names = all().map(|(index, option)| (index, plain(option.label)));
    let others = set.synonyms_of(question).filter_map(|one| Some((one.option()?, plain(one.word))));
    let names: Vec<(u16, String)> = names.chain(others).collect();
    let wanted = plain(word);
    let shorts = names.iter().filter(|(_, name)| without_ending(name) == Some(wanted.as_str()));
    let found = distinct(shorts.map(|(index, _)| *index), Reason::Short);
    if !found.is_empty() {
        return found;
    }
    let holds = |name: &str| name.chars().count() >= 2 && wanted.contains(name);
    let held: Vec<&(u16, String)> = names.iter().filter(|(_, name)| holds(name)).collect();
    let begins = |(_, name): &&(u16, String)| {
        address(&wanted).strip_prefix(name.as_str()).is_some_and(is_inside)
    };
    if let (PolicySet::REGION, Some((first, _))) = (question, held.iter().copied().find(begins))
        && held.iter().all(|(other, _)| other == first)
    {
        return only(*first, Reason::Address);
    }
    // A longer name that holds a shorter one says more.
    let longest = held.iter().filter(|(_, name)| {
        !held.iter().any(|(_, other)| other.len() > name.len() && other.contains(name.as_str()))
    });
    let found = distinct(longest.map(|(index, _)| *index), Reason::Part);
    if !found.is_empty() {
        return found;
    }
    let is_part = |name: &str| wanted.chars().count() >= 2 && name.contains(wanted.as_str());
    let parts = names.iter().filter(|(_, name)| is_part(name));
    distinct(parts.map(|(index, _)| *index), Reason::Part)
}

fn distinct(options: impl Iterator<Item = u16>, reason: Reason) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for option in options {
        if !found.iter().any(|proposal| proposal.option == option) {
            found.push(Proposal { option, reason });
        }
    }
    found
}

/// Returns an address without the province before it.
fn address(text: &str) -> &str {
    let is_short = |(before, _): &(&str, &str)| before.chars().count() <= 3;
    text.split_once('省').filter(is_short).map_or(text, |(_, rest)| rest)
}

/// Whether what follows the name of a place in an address lies in it: not 枣庄市以外, 枣庄市/济宁市.
fn is_inside(rest: &str) -> bool {
    !["外", "以外", "之外", "除外"].iter().any(|out| rest.starts_with(out))
        && !rest.contains(['/', '、', ',', ';', '和', '及', '或'])
}

/// Returns the name of a place without what kind of place it is.
fn without_ending(name: &str) -> Option<&str> {
    let ends = ["地区", "省", "市", "县", "区"];
    let short = ends.iter().find_map(|end| name.strip_suffix(end))?;
    (short.chars().count() >= 2).then_some(short)
}

/// What someone has said that a word in a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenValue {
    /// The column.
    pub column: Column,
    /// The word as it is written.
    pub word: String,
    /// The answer; none where it counts as not answered.
    pub answer: Option<Answer>,
}

impl ChosenValue {
    /// Reads one as it is kept: the word of the column, the word in the cell, and the option by id
    /// or label, several parted by 、, 都没有 for none of them, 是 or 否, nothing for no answer.
    #[must_use]
    pub fn read(set: &'static PolicySet, column: &str, word: &str, option: &str) -> Option<Self> {
        let column = Column::of_word(set, column)?;
        let index = column.choice_question()?;
        let question = set.question(index);
        let one = |text: &str| {
            let wanted = plain(text);
            let is = |option: &huiqi_rules::question::ChoiceOption| {
                plain(option.id) == wanted || plain(option.label) == wanted
            };
            question.options.iter().position(is).map(|option| option as u16)
        };
        let text = plain(option);
        let answer = match question.kind {
            _ if text.is_empty() || UNCLEAR.contains(&text.as_str()) => None,
            Kind::Single => Some(Answer::Option(one(option)?)),
            Kind::Multi if matches!(text.as_str(), "none" | "都没有" | "无") => {
                Some(Answer::Options(0))
            }
            Kind::Multi => {
                let chosen = match one(option) {
                    Some(option) => 1 << option,
                    None => option
                        .split('、')
                        .map(|part| Some(1_u64 << one(part)?))
                        .collect::<Option<Vec<u64>>>()?
                        .into_iter()
                        .fold(0, |all, one| all | one),
                };
                Some(Answer::Options(chosen))
            }
            Kind::YesNo if matches!(text.as_str(), "是" | "yes" | "true") => {
                Some(Answer::YesNo(true))
            }
            Kind::YesNo if matches!(text.as_str(), "否" | "no" | "false") => {
                Some(Answer::YesNo(false))
            }
            Kind::YesNo | Kind::Figure(_) => return None,
        };
        Some(Self { column, word: word.to_owned(), answer })
    }
}

impl ChosenValue {
    /// Returns those of a message that can be read.
    #[must_use]
    pub fn of_choices(set: &'static PolicySet, choices: &[ValueChoice]) -> Vec<Self> {
        let read = |one: &ValueChoice| Self::read(set, &one.column, &one.word, &one.option);
        choices.iter().filter_map(read).collect()
    }
}

/// Returns an answer as [`ChosenValue::read`] reads it.
#[must_use]
pub fn answer_text(set: &PolicySet, question: QuestionIndex, answer: &Answer) -> String {
    let options = set.question(question).options;
    match answer {
        Answer::Option(option) => options[usize::from(*option)].id.to_owned(),
        Answer::Options(0) => "none".to_owned(),
        Answer::Options(chosen) => {
            let ids = options.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1);
            ids.map(|(_, option)| option.id).collect::<Vec<_>>().join("、")
        }
        Answer::YesNo(true) => "yes".to_owned(),
        Answer::YesNo(false) => "no".to_owned(),
        Answer::Figure(figure) => decimal_text(*figure),
    }
}

#[cfg(test)]
mod tests {
    use super::{ChosenValue, Proposal, Reason, proposals};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::Answer;
    use huiqi_rules::policy::PolicySet;

    fn names(question: &str, word: &str) -> Vec<(&'static str, Reason)> {
        let index = POLICIES.question_index(question).expect("a question");
        let label = |it: Proposal| {
            (POLICIES.question(index).options[usize::from(it.option)].label, it.reason)
        };
        proposals(&POLICIES, index, word).into_iter().map(label).collect()
    }

    #[test]
    fn a_place_is_known_by_its_name_its_counties_and_its_short_name() {
        for (word, found) in [
            ("枣庄市", vec![("枣庄市", Reason::Same)]),
            (" 枣 庄 市", vec![("枣庄市", Reason::Marks)]),
            ("滕州市", vec![("枣庄市", Reason::Place)]),
            ("卫滨区", vec![("新乡市", Reason::Place)]),
            ("湖滨区", vec![("三门峡市", Reason::Place)]),
            ("泽州县", vec![("晋城市", Reason::Place)]),
            ("小店区", vec![("山西省其他地区", Reason::Place)]),
            ("山东省枣庄市", vec![("枣庄市", Reason::OtherWord)]),
            ("枣庄", vec![("枣庄市", Reason::Short)]),
            ("滕州", vec![("枣庄市", Reason::Short)]),
            ("山东省枣庄市滕州市北辛街道", vec![("枣庄市", Reason::Address)]),
            ("滕州市北辛街道1号", vec![("枣庄市", Reason::Address)]),
            ("山西省泽州县", vec![("晋城市", Reason::Address)]),
            ("去泽州县的路上", vec![("晋城市", Reason::Part)]),
            ("竞秀区", vec![]),
            ("市中区", vec![("枣庄市", Reason::Part)]),
        ] {
            assert_eq!(names("region", word), found, "{word}");
        }
        assert_eq!(names("region", "太原市和晋城市").len(), 2, "someone must choose");
        let question = PolicySet::REGION;
        assert!(proposals(&POLICIES, question, "枣庄").iter().all(|it| !it.reason.is_certain()));
    }

    #[test]
    fn a_title_is_known_by_other_words_and_never_taken_where_it_is_open() {
        for (word, found) in [
            ("国家级小巨人", vec![("国家级“小巨人”", Reason::Marks)]),
            ("专精特新“小巨人”企业", vec![("国家级“小巨人”", Reason::OtherWord)]),
            ("市级", vec![("市级专精特新", Reason::OtherWord)]),
            ("无", vec![("尚未认定", Reason::OtherWord)]),
            ("省级专精特新中小企业（2023年）", vec![("省级专精特新", Reason::Part)]),
            ("创新型中小企业", vec![]),
        ] {
            assert_eq!(names("certification_tier", word), found, "{word}");
        }
        let open = names("certification_tier", "小巨人");
        assert!(open.len() > 1 && open.iter().all(|(_, reason)| !reason.is_certain()), "{open:?}");
    }

    #[test]
    fn what_someone_said_of_a_word_is_read_back() {
        let read = |column: &str, option: &str| {
            ChosenValue::read(&POLICIES, column, "某词", option).map(|chosen| chosen.answer)
        };
        assert_eq!(read("certification_tier", "pool"), Some(Some(Answer::Option(1))));
        assert_eq!(read("certification_tier", "已入培育库"), Some(Some(Answer::Option(1))));
        assert_eq!(read("certification_tier", ""), Some(None));
        assert_eq!(read("certification_tier", "没有这一级"), None);
        assert_eq!(read("listings", "都没有"), Some(Some(Answer::Options(0))));
        assert_eq!(read("listings", "新三板、北交所"), Some(Some(Answer::Options(0b10_1000))));
        assert_eq!(read("base_listing_support", "是"), Some(Some(Answer::YesNo(true))));
        assert_eq!(read("government_show_booth_fee_yuan", "5"), None);
        assert_eq!(read("no_such", "x"), None);
    }
}
