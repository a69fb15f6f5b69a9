//! How the names of regions are read: the search for a place takes initials and whole syllables.

use super::read::TomlText;
use pinyin::ToPinyinMulti;

/// Returns the readings of a name, as [`huiqi_rules::policy::Region::pinyin`] has them: those
/// written by the author, else all that the letters have, the usual one of each first.
pub(super) fn of_name(name: &str, written: Option<&TomlText>) -> String {
    match written {
        Some(written) => {
            check(name, written);
            written.text.clone()
        }
        None => name.chars().map(of_letter).collect::<Vec<_>>().join(" "),
    }
}

/// Returns the readings of a letter without tones; a letter that has none is its own reading.
fn of_letter(letter: char) -> String {
    let mut readings: Vec<String> = Vec::new();
    let mut add = |reading: String| {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    match letter.to_pinyin_multi() {
        Some(all) => {
            for reading in all {
                let plain = reading.plain();
                // Keyboards have a V for it, and many people type a U.
                add(plain.replace('ü', "v"));
                add(plain.replace('ü', "u"));
            }
        }
        None if letter.is_whitespace() || letter == '/' => add("-".to_owned()),
        None => add(letter.to_lowercase().collect()),
    }
    readings.join("/")
}

fn check(name: &str, written: &TomlText) {
    let is_syllable = |syllable: &str| {
        syllable.split('/').all(|reading| {
            !reading.is_empty() && reading.bytes().all(|letter| letter.is_ascii_lowercase())
        })
    };
    let syllables: Vec<&str> = written.text.split(' ').collect();
    let letters = name.chars().count();
    if syllables.len() != letters || !syllables.iter().all(|syllable| is_syllable(syllable)) {
        written.position.problem(say!(
            "must be one syllable of small letters for each of the {letters} letters of `{name}`, \
             parted by spaces, such as \"zao zhuang shi\"",
            "`{name}` 有 {letters} 个字，每个字写一个小写拼音，中间空一格，如 \"zao zhuang shi\""
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn a_name_has_every_reading_of_its_letters_the_usual_one_first() {
        let readings = of_name("枣庄市", None);
        let usual = readings.split(' ').map(|syllable| syllable.split('/').next());
        let usual: Vec<&str> = usual.flatten().collect();
        assert_eq!(usual, ["zao", "zhuang", "shi"], "{readings}");
        let names = [
            ("重庆", "chong"),
            ("长治", "chang"),
            ("厦门", "xia"),
            ("六安", "lu"),
            ("蔚县", "yu"),
            ("吕梁", "lv"),
            ("吕梁", "lu"),
            ("铅山", "yan"),
            ("洪洞", "hong"),
            ("枣庄", "zao"),
        ];
        for (name, reading) in names {
            let readings = of_name(name, None);
            let (first, _) = readings.split_once(' ').expect("two syllables");
            assert!(first.split('/').any(|one| one == reading), "{name}: {readings}");
            assert!(readings.is_ascii(), "{name}: {readings}");
        }
        assert_eq!(of_name("A区 /", None).split(' ').count(), 4, "as many as letters");
    }
}
