//! What an author reads of one mistake: its own line, one sentence, and nothing that only follows
//! from it. And what is written once for every award of a document.

use crate::shipped;
use huiqi_authoring::{Diagnostic, Source, bake, load};
use huiqi_rules::policy::PolicySet;
use std::fmt::Write;

/// A document with every table and every word.
const EVERY_WORD: &str = include_str!("../words/every-word.toml");

/// Whether a file holds what all documents share.
fn is_shared(source: &Source) -> bool {
    source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
}

fn problems(text: &str) -> Vec<Diagnostic> {
    loaded(text).err().unwrap_or_default()
}

fn loaded(text: &str) -> Result<&'static PolicySet, Vec<Diagnostic>> {
    let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    sources.push(Source { path: "every-word.toml".to_owned(), text: text.to_owned() });
    load(&sources).map(|loaded| loaded.set)
}

/// A value, its kind of shape, and where it is in a line.
struct Value<'a> {
    key: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
    line: &'a str,
}

impl Value<'_> {
    fn text(&self) -> &str {
        &self.line[self.value.clone()]
    }

    fn with(&self, key: &str, value: &str) -> String {
        let (before, between) =
            (&self.line[..self.key.start], &self.line[self.key.end..self.value.start]);
        format!("{before}{key}{between}{value}{}", &self.line[self.value.end..])
    }
}

/// Returns the keys of a line with their values.
fn values(line: &str) -> Vec<Value<'_>> {
    let mut found = Vec::new();
    for (equals, _) in line.match_indices(" = ") {
        let before = &line[..equals];
        if before.matches('"').count() % 2 == 1 {
            continue;
        }
        let is_of_key = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let start = before.rfind(|letter| !is_of_key(letter)).map_or(0, |index| index + 1);
        let from = equals + 3;
        let mut depth = 0;
        let mut quoted = false;
        let end = line[from..].char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            if !quoted {
                depth +=
                    i32::from(matches!(letter, '{' | '[')) - i32::from(matches!(letter, '}' | ']'));
            }
            depth < 0 || (depth == 0 && !quoted && matches!(letter, ',' | ' '))
        });
        let to = end.map_or(line.len(), |(index, _)| from + index);
        found.push(Value { key: start..equals, value: from..to, line });
    }
    found
}

/// Every line with one value changed, and what was done.
fn mutants(change: impl Fn(&Value<'_>) -> Vec<String>) -> Vec<(usize, String, String)> {
    let lines: Vec<&str> = EVERY_WORD.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if lines[..index].contains(line) || line.starts_with('#') {
            continue;
        }
        for value in values(line) {
            for changed in change(&value) {
                let mut all = lines.clone();
                all[index] = &changed;
                found.push((index + 1, changed.clone(), all.join("\n") + "\n"));
            }
        }
    }
    found
}

/// Checks that each mutant has one mistake, in its line, and returns how many were tried. `apart`
/// are the lines, cut short, of which more is said.
fn each_says_one_thing_in_its_line(mutants: Vec<(usize, String, String)>, apart: &[&str]) -> usize {
    let tried = mutants.len();
    let mut wrong = String::new();
    for (line, changed, text) in mutants {
        if apart.iter().any(|apart| changed.contains(apart)) {
            continue;
        }
        let found = problems(&text);
        let is_right = matches!(found.as_slice(), [one] if one.line == line);
        let fallback = found.iter().any(|one| one.message.contains("cannot be read"));
        if !is_right || fallback {
            let shown: Vec<String> = found.iter().take(4).map(ToString::to_string).collect();
            let _ = writeln!(wrong, "{line}: {changed}\n{}\n", shown.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    tried
}

#[test]
fn a_document_with_every_word_is_taken() {
    assert_eq!(problems(EVERY_WORD), []);
}

#[test]
fn instalments_are_said_before_the_other_notes() {
    let set = loaded(EVERY_WORD).expect("a document");
    let mut awards = set.policies.iter().flat_map(|policy| policy.awards);
    let award = awards.find(|award| award.id == "every-word/one");
    assert_eq!(award.expect("the award").notes, ["分 3 次给：40%、30%、30%。", "备注"]);
}

#[test]
fn instalments_of_one_sum_may_be_sums() {
    let of = |amount: &str, parts: &str| {
        let text = EVERY_WORD.replacen("instalments = [\"40%\", \"30%\", \"30%\"]\n", "", 1);
        let own = format!("amount = {{ {amount} }}\n");
        assert!(text.contains(&own), "{own}");
        text.replacen(&own, &format!("{own}instalments = {parts}\n"), 1)
    };
    let range = "from = \"2万元\", up_to = \"5万元\"";
    let notes = |text: &str| {
        let set = loaded(text).unwrap_or_else(|found| panic!("{}", found[0]));
        let notes = set.policies.iter().flat_map(|policy| policy.awards).map(|award| award.notes);
        notes.flatten().filter(|note| note.starts_with("分 ")).copied().collect::<Vec<&str>>()
    };
    let most = notes(&of("up_to = \"30万元\"", r#"["20万元", "5万元", "50000元"]"#));
    assert_eq!(most, ["分 3 次给，最多是：20 万元、5 万元、50000 元。"]);
    let fixed = EVERY_WORD.replacen("up_to = \"30万元\"", "fixed = \"30万元\"", 1);
    let fixed = fixed.replacen("instalments = [\"40%\", \"30%\", \"30%\"]\n", "", 1);
    let parts = "fixed = \"30万元\" }\ninstalments = [\"20万元\", \"10万元\"]";
    let fixed = fixed.replacen("fixed = \"30万元\" }", parts, 1);
    assert_eq!(notes(&fixed), ["分 2 次给：20 万元、10 万元。"]);
    let changes = "condition = { question = \"river_rank\", at_least = \"a\" }\n[[readings";
    let read_otherwise = of("up_to = \"30万元\"", r#"["20万元", "10万元"]"#).replacen(
        changes,
        "amount = { up_to = \"40万元\" }\n[[readings",
        1,
    );
    for (text, words) in [
        (read_otherwise, "write them as shares where a reading changes the amount"),
        (of("up_to = \"30万元\"", r#"["20万元", "9万元"]"#), "these are 290000元"),
        (of("up_to = \"30万元\"", r#"["30万元"]"#), "two or more sums"),
        (of("up_to = \"30万元\"", r#"["20万元", "30%"]"#), "no sum of money"),
        (of(range, r#"["3万元", "2万元"]"#), "of any other amount write shares"),
    ] {
        let found = problems(&text);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert!(one.message.contains(words), "{words}: {}", one.message);
    }
}

#[test]
fn a_misspelt_key_is_said_once_in_its_line() {
    let misspelt = mutants(|value| {
        let key = &value.line[value.key.clone()];
        vec![value.with(&format!("{key}x"), value.text())]
    });
    // The base of all cases is missed in each of them too, and the members of a group are keys that
    // a change of an award has not.
    let tried = each_says_one_thing_in_its_line(
        misspelt,
        &["ofx = \"river_cost_yuan\" }", "highest_onlyx"],
    );
    assert!(tried > 300, "{tried}");
}

#[test]
fn a_value_of_another_shape_is_said_once_in_its_line_with_the_right_one() {
    let reshaped = mutants(|value| {
        let key = &value.line[value.key.clone()];
        let text = value.text();
        let others: Vec<String> = match text.as_bytes()[0] {
            b'"' => vec![format!("[{text}]"), "{ a = \"x\" }".to_owned(), "12".to_owned()],
            b'{' => vec![format!("[{text}]"), "\"x\"".to_owned()],
            b'[' => vec!["\"x\"".to_owned(), "{ a = \"x\" }".to_owned()],
            _ => vec!["\"true\"".to_owned(), "[\"x\"]".to_owned()],
        };
        others.iter().map(|other| value.with(key, other)).collect()
    });
    let takes_lists = ["of = [\"river", "times = [\"river", "of_award = { a", "answers = {  }"];
    let tried = each_says_one_thing_in_its_line(reshaped, &takes_lists);
    assert!(tried > 700, "{tried}");
}

/// What is said of the document with one piece of it replaced.
fn said(from: &str, to: &str) -> Vec<String> {
    assert!(EVERY_WORD.contains(from), "{from}");
    let found = problems(&EVERY_WORD.replacen(from, to, 1));
    found.into_iter().map(|problem| problem.message).collect()
}

fn says_only(from: &str, to: &str, words: &[&str]) {
    let found = said(from, to);
    let [message] = found.as_slice() else { panic!("{to}: {found:?}") };
    for word in words {
        assert!(message.contains(word), "{word}: {message}");
    }
}

#[test]
fn what_is_said_names_what_to_write_instead() {
    let graded = "graded = \"river_rank\"";
    says_only(graded, "less = \"5万元\", graded = \"river_rank\"", &["`less`", "`cases"]);
    let sum = "sum = [\"5万元\", {";
    let inside = "sum = [{ graded = \"river_rank\", grades = { none = \"0元\" } }, {";
    says_only(sum, inside, &["no part of another", "`cases"]);
    let clause = "clause = \"第三条\"";
    let with = |more: &str| format!("{clause}\n{more}");
    says_only(clause, &with("regions = [\"river_county\"]"), &["above the first [table]"]);
    says_only(clause, &with("until = \"2031-01-01\""), &["did you mean `valid_to`?"]);
    says_only(clause, &with("department = \"x\""), &["did you mean `payers`?"]);
    says_only(clause, &with("cap = \"5万元\""), &["`cap` belongs into `amount"]);
    let all = "all = [{ question = \"river_rank\", at_least = \"b\" }, \
               { question = \"river_yes\", is = true }]";
    let table = "all = { question = \"river_yes\", is = true }";
    says_only(all, table, &["`all = [{ … }, { … }]`", "[[awards.condition.all]]"]);
    for (from, to, words) in [
        ("share = \"50%\"", "share = \"5‰\"", "did you mean \"0.5%\"?"),
        ("share = \"50%\"", "share = \"５０％\"", "did you mean \"50%\"?"),
        ("fixed = \"5万元\"", "fixed = \"5万\"", "did you mean \"5万元\"?"),
        (
            "valid_to = \"2032-12-31\"",
            "valid_to = \"2032年12月31日\"",
            "did you mean \"2032-12-31\"?",
        ),
        ("at_most = \"200万元\"", "at_most = \"200\"", "no sum of money"),
        ("\"40%\", \"30%\", \"30%\"", "\"40%\", \"30%\"", "these are 70%"),
        ("\"40%\", \"30%\", \"30%\"", "\"100%\"", "two or more parts"),
        ("otherwise = \"0元\"", "otherwise = \"5%\"", "no sum of money"),
        ("at_least = \"3%\", of = \"river_other_yuan\"", "at_least = \"3%\"", "name it with `of`"),
        ("regions = [\"river_county\"]", "regions = []", "must not be empty"),
        (
            "divide = [\"river_cost_yuan\", \"1.2\"]",
            "divide = [\"river_cost_yuan\"]",
            "`divide` takes",
        ),
        ("id = \"every-word\"", "id = “every-word”", "is a Chinese sign: write `\"`"),
        ("number = ", "number ＝ ", "is a Chinese sign: write `=`"),
        ("[[goals]]", "[goals]\nid = \"x\"\n[[goals]]", "in single brackets"),
        ("id = \"rd-targets\"", "id = \"rd-targets\"\nid = \"x\"", "is in line"),
    ] {
        says_only(from, to, &[words]);
    }
}

#[test]
fn what_every_award_asks_is_as_if_each_had_it_written() {
    let asked = "{ question = \"river_good\", is = true }";
    let mut pasted = without(EVERY_WORD, "[every_award]");
    let mut award = String::new();
    let mut lines = Vec::new();
    for line in pasted.lines() {
        if line.starts_with("[[") {
            award.clear();
        }
        if let Some(id) = line.strip_prefix("id = ").or_else(|| line.strip_prefix("award = ")) {
            award = id.trim_matches('"').to_owned();
        }
        let is_of_award = lines.iter().rev().find(|line: &&String| line.starts_with("[["));
        let is_of_award = is_of_award.is_some_and(|header| {
            header == "[[awards]]" || (header == "[[readings.changes]]" && !award.is_empty())
        });
        lines.push(match line.strip_prefix("condition = ") {
            Some(own) if is_of_award && ["one", "three", "four"].contains(&award.as_str()) => {
                let parts = own.strip_prefix("{ all = [").and_then(|own| own.strip_suffix("] }"));
                format!("condition = {{ all = [{}, {asked}] }}", parts.unwrap_or(own))
            }
            Some(_) | None => line.to_owned(),
        });
    }
    pasted = lines.join("\n") + "\n";
    let rust = |text: &str| {
        let set = loaded(text).unwrap_or_else(|found| panic!("{}", found[0]));
        bake::rust(set, bake::Extent::Whole)
    };
    // Three awards, and what a reading changes of one.
    assert_eq!(pasted.matches(asked).count(), 4);
    assert_eq!(rust(EVERY_WORD), rust(&pasted));
}

/// The document with something taken off every award that is not excepted.
fn with_less(text: &str, less: &str) -> String {
    let asks = "[every_award]\n";
    assert!(text.contains(asks));
    text.replacen(asks, &format!("[every_award]\nless = \"{less}\"\n"), 1)
}

/// A text without the part that begins so, up to the next empty line.
fn without(text: &str, beginning: &str) -> String {
    let start = text.find(beginning).expect(beginning);
    let end = start + text[start..].find("\n\n").expect("it ends");
    format!("{}{}", &text[..start], &text[end..])
}

#[test]
fn what_is_taken_off_every_award_is_as_if_each_had_it_written() {
    let changes = "condition = { question = \"river_rank\", at_least = \"a\" }\n[[readings";
    let text = EVERY_WORD.replacen(changes, "amount = { up_to = \"40万元\" }\n[[readings", 1);
    let mut pasted = text.clone();
    // Of those that are not excepted: a share, a ceiling, a range, and what a reading changes.
    for amount in [
        "share = \"50%\", of = \"river_cost_yuan\", cap = \"200万元\"",
        "up_to = \"30万元\"",
        "from = \"2万元\", up_to = \"5万元\"",
        "up_to = \"40万元\"",
    ] {
        let own = format!("amount = {{ {amount} }}");
        assert_eq!(pasted.matches(&own).count(), 1, "{own}");
        pasted = pasted.replace(&own, &own.replace(" }", ", less = \"1万元\" }"));
    }
    // What a failure shows is one award.
    let awards = |text: &str| {
        let set = loaded(text).unwrap_or_else(|found| panic!("{}", found[0]));
        let awards = set.policies.iter().flat_map(|policy| policy.awards);
        awards.map(|award| format!("{award:?}")).collect::<Vec<String>>()
    };
    for (computed, written) in awards(&with_less(&text, "1万元")).iter().zip(awards(&pasted)) {
        assert_eq!(*computed, written);
    }
    let apart = awards(&text).into_iter().zip(awards(&pasted)).filter(|(own, less)| own != less);
    assert_eq!(apart.count(), 3, "a share, a ceiling, a range");
    // It may be all that holds for every award.
    let asks = "condition = { question = \"river_good\", is = true }\nexcept";
    let alone = with_less(&text, "1万元").replacen(asks, "except", 1);
    let question = "[[questions]]\nid = \"river_good\"";
    let pasted = without(&pasted, "[every_award]");
    assert_eq!(awards(&without(&alone, question)), awards(&without(&pasted, question)));
}

#[test]
fn what_is_taken_off_every_award_is_money_once_and_of_no_grades() {
    let text = with_less(EVERY_WORD, "1万元");
    let only = |from: &str, to: &str, words: &str| {
        assert!(text.contains(from), "{from}");
        let found = problems(&text.replacen(from, to, 1));
        let [one] = found.as_slice() else { panic!("{to}: {found:?}") };
        assert!(one.message.contains(words), "{words}: {}", one.message);
    };
    let less = "[every_award]\nless = \"1万元\"";
    only(less, "[every_award]\nless = \"river_staff\"", "what is paid is money");
    only(less, "[every_award]\nless = \"river_paid\"", "did you mean `river_paid_yuan`?");
    only(less, "[every_award]\nless = \"5%\"", "no sum of money");
    only("up_to = \"30万元\"", "up_to = \"30万元\", less = \"1元\"", "has a `less` already");
    only("\"five\", ", "", "`graded` has no `less`, and [every_award] in line");
    // What is decided case by case is still that.
    let open = text.replacen("up_to = \"30万元\"", "open = true", 1);
    assert_eq!(problems(&open), []);
}

#[test]
fn what_every_award_asks_cannot_be_doubled_or_contradicted_or_except_what_is_none() {
    let except = "except = [\"two\"";
    says_only(except, "except = [\"twoo\", \"two\"", &["no such award; did you mean `two`?"]);
    says_only(except, "except = [\"two\", \"two\"", &["`two` is there twice"]);
    let condition = "condition = { question = \"river_good\", is = true }\nexcept";
    says_only(condition, "except", &["`condition` is missing: what every award asks"]);
    let own = "condition = { question = \"river_kinds\", includes = \"y\" }";
    let good = "{ question = \"river_good\", is = true }";
    let doubled = own.replace("{ q", &format!("{{ all = [{good}, {{ q")) + "] }";
    says_only(own, &doubled, &["[every_award] in line", "asks this of every award already"]);
    let against = "condition = { question = \"river_good\", is = false }";
    says_only(own, against, &["together with [every_award] in line", "`except`"]);
}

#[test]
fn what_is_too_much_to_try_is_counted_with_the_limit_and_the_questions_that_cost_most() {
    let heading = EVERY_WORD.find("[[helps]]").expect("it is there");
    let mut text = EVERY_WORD[..heading].to_owned();
    let mut members = Vec::new();
    for index in 0..9 {
        let one = format!(
            "[[questions]]\nid = \"q{index}\"\nstep = \"river\"\nkind = \"yuan\"\n\
             label = \"费用{index}？\"\nshort = \"费用{index}\"\n"
        );
        let asked = [index, (index + 1) % 9].map(|asked| {
            format!("{{ question = \"q{asked}\", at_least = \"{}万元\" }}", 3 * index + asked + 1)
        });
        let own = format!(
            "[[awards]]\nid = \"m{index}\"\nname = \"样例\"\nclause = \"一\"\npayers = [\"局\"]\n\
             kind = \"entitlement\"\nsummary = \"样例\"\ncondition = {{ all = [{}] }}\n\
             amount = {{ share = \"{}%\", of = \"q{}\", cap = \"20万元\" }}\n\
             examples = [{{ name = \"a\", outcome = \"met\", least = \"0元\", most = \"1元\" }}, \
             {{ name = \"b\", outcome = \"not_met\", least = \"0元\", most = \"0元\" }}, \
             {{ name = \"c\", outcome = \"not_yet_known\", least = \"0元\", most = \"1元\" }}]\n",
            asked.join(", "),
            index + 5,
            (index + 3) % 9
        );
        text.push_str(&one);
        text.push_str(&own);
        members.push(format!("\"m{index}\""));
    }
    text.push_str(&format!(
        "[[limits]]\nid = \"joint\"\nclause = \"八\"\nname = \"合计\"\nat_most = \"100万元\"\n\
         members = [{}]\n",
        members.join(", ")
    ));
    let found = problems(&text);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    for words in [
        "too much to try in `river_county`",
        "400,000 times are allowed",
        "under the limit `every-word/joint`",
        "(so many computations are left): `q",
        "Or to leave out one of these awards: `every-word/m",
    ] {
        assert!(one.message.contains(words), "{words}: {}", one.message);
    }
    assert!(one.chinese.contains("最多允许 400,000 次"), "{}", one.chinese);
}

/// As the README says of what only a district pays.
#[test]
fn a_second_file_pays_in_its_district_alone_by_an_award_of_the_first() {
    let readme = include_str!("../../policies/README.md");
    let (_, first) = readme.split_once("```toml\n").expect("the README shows a file");
    let (first, _) = first.split_once("```").expect("it ends");
    let district = "id = \"east-2030\"\ntitle = \"河东区配套办法\"\nshort_title = \"河东区办法\"\n\
        issuer = \"河东区\"\nissued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\n\
        valid_to = \"2032-12-31\"\nchecked_on = \"2026-11-21\"\nenquiries = \"河东区\"\n\
        regions = [\"river_east\"]\n[[new_regions]]\nid = \"river_east\"\nname = \"河东区\"\n\
        within = \"river_county\"\n[[awards]]\nid = \"more\"\nname = \"区级配套\"\nclause = \"五\"\n\
        payers = [\"区财政\"]\nkind = \"entitlement\"\nsummary = \"按县级奖励的 20% 配套。\"\n\
        amount = { share = \"20%\", of_award = \"river-county-2030/jobs\" }\n\
        examples = [{ name = \"a\", outcome = \"met\", least = \"1元\", most = \"1元\" }, \
        { name = \"b\", outcome = \"not_met\", least = \"0元\", most = \"0元\" }, \
        { name = \"c\", outcome = \"not_yet_known\", least = \"0元\", most = \"1元\" }]\n";
    let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    for (path, text) in [("river-county-2030.toml", first), ("east-2030.toml", district)] {
        sources.push(Source { path: path.to_owned(), text: text.to_owned() });
    }
    let set = load(&sources).unwrap_or_else(|found| panic!("{}", found[0])).set;
    let documents = |id: &str| -> Vec<&str> {
        let region = set.regions.iter().find(|region| region.id == id).expect("it is there");
        region.policies.iter().map(|index| set.policy(*index).id).collect()
    };
    assert_eq!(documents("river_county"), ["river-county-2030"]);
    assert_eq!(documents("river_east"), ["east-2030", "river-county-2030"]);
    let award = set.policies.iter().find(|policy| policy.id == "east-2030").map(|one| one.awards);
    let rust = format!("{:?}", award.expect("it is there")[0].terms.amount);
    assert!(rust.contains("river-county-2030/jobs"), "{rust}");
}
