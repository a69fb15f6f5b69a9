//! What the tables cannot hold is a problem with file and line, whatever its size: never a number
//! that wraps, a panic, or a build that does not end.

use crate::file_text;
use crate::shipped;
use huiqi_authoring::{CheckedSources, Diagnostic, Source, load, read_folder};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use std::fmt::Write;
use std::path::Path;

/// A document that is right, of one goal, with its lines counted: what follows begins in line 16.
const HEADING: &str = "id = \"limits\"\ntitle = \"样例\"\nshort_title = \"样例\"\n\
    issuer = \"样例办公室\"\nissued_on = \"2022-01-01\"\nvalid_from = \"2022-01-01\"\n\
    valid_to = \"2025-12-31\"\nchecked_on = \"2026-11-21\"\nenquiries = \"样例办公室\"\n\
    regions = [\"zaozhuang\"]\n[[goals]]\nid = \"goal\"\nclause = \"一\"\nwhat = \"样例\"\n\
    why_not_counted = \"是目标\"\n";

/// What is loaded of the shared files, changed, and of a document with something behind it.
fn loaded_from(
    change: impl Fn(&mut Source),
    more: &str,
) -> Result<CheckedSources, Vec<Diagnostic>> {
    let is_shared = |source: &Source| {
        source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
    };
    let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
    sources.iter_mut().for_each(change);
    let text = format!("{HEADING}{more}");
    sources.push(Source { path: "policies/limits.toml".to_owned(), text });
    load(&sources)
}

fn loaded(more: &str) -> Result<CheckedSources, Vec<Diagnostic>> {
    loaded_from(|_| {}, more)
}

/// The problems of the document, each as its line behind [`HEADING`] and its words.
fn problems(more: &str) -> Vec<(usize, String)> {
    let problems = loaded(more).err().unwrap_or_default();
    let heading = HEADING.lines().count();
    let shown = |problem: Diagnostic| {
        assert_eq!(problem.path, "policies/limits.toml", "{problem}");
        assert!(problem.line > heading, "{problem}");
        (problem.line - heading, problem.message)
    };
    problems.into_iter().map(shown).collect()
}

/// `count` parts, each written from its number.
fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// A question with so many options.
fn choice(kind: &str, options: usize) -> String {
    let options =
        many(options, |number| format!("{{ id = \"o{number}\", label = \"样{number}\" }},"));
    format!(
        "[[questions]]\nid = \"choice\"\nstep = \"other\"\nkind = \"{kind}\"\nlabel = \"样例？\"\n\
         short = \"样例\"\noptions = [{options}]\n"
    )
}

fn yes_no(name: &str, number: usize) -> String {
    format!(
        "[[questions]]\nid = \"{name}{number}\"\nstep = \"other\"\nkind = \"yes_no\"\n\
         label = \"样例{number}？\"\nshort = \"样例{number}\"\n"
    )
}

/// An award of one yuan.
fn award(id: &str, condition: &str) -> String {
    file_text::award(id, &format!("amount = {{ fixed = \"1元\" }}\n{condition}"))
}

#[test]
fn options_are_counted_far_above_what_a_byte_counts() {
    for (kind, most) in [("single", 64), ("multi", 63)] {
        for count in [most + 1, 256, 257, 300, 1_000] {
            let expected =
                format!("too many options: {count}; a question of kind {kind} has at most {most}");
            assert_eq!(problems(&choice(kind, count)), [(1, expected)]);
        }
    }
    let asks = award("asks", "condition = { question = \"choice\", one_of = [\"o0\"] }");
    assert_eq!(problems(&format!("{}{asks}", choice("single", 64))), []);
}

/// A yes-no question and an award that asks it.
fn asked(number: usize) -> String {
    let condition = format!("condition = {{ question = \"q{number}\", is = true }}");
    format!("{}{}", yes_no("q", number), award(&format!("a{number}"), &condition))
}

#[test]
fn questions_are_counted_for_a_region_and_not_for_the_set() {
    // One variable is that of the region itself.
    let room = 127;
    let lines = asked(0).lines().count();
    assert_eq!(problems(&many(room, asked)), []);
    for count in [room + 1, 200, 256] {
        let found = problems(&many(count, asked));
        let expected = format!(
            "too many questions in `zaozhuang`: those of a region take at most 128 variables (one \
             for each question, one for each option of a multi-choice); `q{room}`, which takes 1, \
             finds no place beside the others"
        );
        assert_eq!(found, [(room * lines + 1, expected)]);
    }
    // A question without a reader takes none, and is reported; one of another region takes none.
    let found = problems(&format!("{}{}", many(room, asked), yes_no("nobody", 0)));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, room * lines + 1);
    assert!(found[0].1.starts_with("nothing reads the answer to this question"), "{}", found[0].1);
    let elsewhere = many(room, asked).replace("\"q", "\"other").replace("id = \"a", "id = \"b");
    let other = HEADING.replace("\"limits\"", "\"other\"").replace("zaozhuang", "xinxiang");
    let sources = |more: &str| {
        let is_shared = |source: &Source| {
            source.path.ends_with("/regions.toml") || source.path.ends_with("/questions.toml")
        };
        let mut sources: Vec<Source> = shipped::sources().into_iter().filter(is_shared).collect();
        let text = format!("{HEADING}{}{more}", many(room, asked));
        sources.push(Source { path: "policies/limits.toml".to_owned(), text });
        let text = format!("{other}{elsewhere}");
        sources.push(Source { path: "policies/other.toml".to_owned(), text });
        sources
    };
    let set = load(&sources("")).expect("254 questions in two regions").set;
    let asked_in = |region| {
        set.question_indices().filter(|question| set.is_asked_in(region, *question)).count()
    };
    assert_eq!([asked_in("zaozhuang"), asked_in("xinxiang"), asked_in("jincheng")], [128, 128, 1]);
    // A document of both regions brings them together.
    let both = sources("").into_iter().map(|mut source| {
        source.text = source
            .text
            .replace("regions = [\"xinxiang\"]", "regions = [\"xinxiang\", \"zaozhuang\"]");
        source
    });
    let found = load(&both.collect::<Vec<_>>()).expect_err("too many");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("too many questions in `zaozhuang`"), "{}", found[0]);
}

/// Awards that share many open questions are tried together: what would take a page too long is
/// reported with the awards, the questions and the limit.
#[test]
fn what_would_take_too_long_to_try_is_told_with_the_awards_and_questions_that_meet() {
    let text = |questions: usize| {
        let any = |from: usize| {
            let part = |number: usize| format!("{{ question = \"q{number}\", is = true }}");
            let parts: Vec<String> = (from..questions).chain(0..from).map(part).collect();
            format!("condition = {{ any = [{}] }}", parts.join(", "))
        };
        let asked = many(questions, |number| yes_no("q", number));
        format!("{asked}{}{}", award("one", &any(0)), award("two", &any(questions / 2)))
    };
    assert_eq!(problems(&text(9)), []);
    let found = problems(&text(24));
    assert_eq!(found.len(), 1, "{found:?}");
    let line = text(24).lines().position(|line| line == "[[awards]]").expect("an award") + 1;
    let (at, told) = &found[0];
    assert!((line..line + 10).contains(at), "{at} {line}");
    for words in ["`zaozhuang`", "400,000 times", "limits/one, limits/two", "`q0`", "`q1`"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

/// What real documents have: every award asks whether the company is eligible at all, nearly all
/// are under the limit of a year, and what is outside shares questions with what is under it.
#[test]
fn a_question_that_every_award_asks_is_not_too_much() {
    let asks = |pair: usize| {
        format!(
            "condition = {{ all = [{{ question = \"q0\", is = true }}, {{ any = [{{ question = \
             \"q{}\", is = true }}, {{ question = \"q{}\", is = true }}] }}] }}",
            2 * pair + 1,
            2 * pair + 2
        )
    };
    let pairs = 12;
    let mut text = many(2 * pairs + 1, |number| yes_no("q", number));
    for pair in 0..pairs {
        text += &award(&format!("one{pair}"), &asks(pair));
        text += &award(&format!("two{pair}"), &asks(pair));
    }
    let under: Vec<String> = (0..pairs)
        .map(|pair| format!("\"one{pair}\""))
        .chain((1..pairs).map(|pair| format!("\"two{pair}\"")))
        .collect();
    let _ = write!(
        text,
        "[[limits]]\nid = \"year\"\nclause = \"二\"\nname = \"样例\"\nat_most = \"5元\"\n\
         members = [{}]\n",
        under.join(", ")
    );
    assert_eq!(problems(&text), []);
}

#[test]
fn as_many_regions_as_there_may_be_are_each_answered_and_each_met() {
    let shipped = shipped::set().regions.len();
    let most = 65_535;
    let regions = |count| {
        many(count, |number| {
            format!("[[new_regions]]\nid = \"place_{number}\"\nname = \"样例{number}\"\n")
        })
    };
    let of_region = award("here", "");
    let full = format!("{}{of_region}", regions(most - shipped));
    let set = loaded(&full).unwrap_or_else(|problems| panic!("{}", problems[0])).set;
    assert_eq!(set.regions.len(), most);
    // Nothing answered: some region may pay. The last region has no documents.
    let on = huiqi_rules::day::read_date("2024-05-01").expect("a day");
    let last = Answer::Option(65_534);
    let last = Answers::none(set).with(PolicySet::REGION, last).expect("an answer");
    let report = evaluate(set, &last, on, &ChosenReadings::default());
    assert_eq!(report.outline.total, huiqi_rules::amount::Amount::ZERO);
    let index = set.regions.iter().position(|region| region.id == "zaozhuang").expect("shipped");
    let here = Answer::Option(u16::try_from(index).expect("an option"));
    let here = Answers::none(set).with(PolicySet::REGION, here).expect("an answer");
    let report = evaluate(set, &here, on, &ChosenReadings::default());
    assert!(report.outline.total.is_exact() && !report.outline.total.is_zero());

    let found = problems(&regions(most + 1 - shipped));
    let first = (most - shipped) * 3 + 1;
    assert_eq!(found, [(first, "too many regions: 65535 at the most".to_owned())]);
}

#[test]
fn readings_of_one_award_cannot_double_its_terms_without_end() {
    let yes = |number: usize| {
        format!("condition = {{ question = \"{}\", is = true }}", POLICIES.questions[number].id)
    };
    let boolean = POLICIES.questions.iter().position(|one| one.kind.id() == "yes_no").expect("one");
    // One reading changes each key, so that four at the most change one award.
    let keys = [
        "condition = { question = \"above_scale\", is = true }",
        "amount = { fixed = \"2元\" }",
        "silent_unless = \"never\"",
        "counts_before_the_document = true",
    ];
    let reading = |number: usize| {
        format!(
            "[[readings]]\nid = \"r{number}\"\nclause = \"一\"\nfollowed = \"甲\"\nother = \"乙\"\n\
             [[readings.changes]]\naward = \"a\"\n{}\n",
            keys[number % keys.len()]
        )
    };
    let readings = |count| format!("{}{}", award("a", &yes(boolean)), many(count, reading));
    assert_eq!(problems(&readings(4)), []);
    let set = loaded(&readings(4)).expect("it is right").set;
    assert_eq!(set.policies[0].awards[0].others.len(), 15, "each choice but the followed one");
    let found = problems(&readings(64));
    assert_eq!(found.len(), 60, "one for each further reading");
    assert!(found.iter().all(|(_, words)| words.contains("of this award already")), "{found:?}");
}

#[test]
fn a_condition_with_too_many_combinations_ends_the_search_and_not_the_patience() {
    // Each part can be met and says nothing of the last, which cannot.
    let count = 18;
    let questions = many(count, |number| yes_no("q", number));
    let yes = |number: usize| format!("{{ question = \"q{}\", is = true }}", number % count);
    let any = |number: usize| {
        let three: Vec<String> = (number..number + 3).map(yes).collect();
        format!("{{ any = [{}] }},", three.join(", "))
    };
    let parts = |count| many(count, any);
    let never =
        "{ question = \"above_scale\", is = true }, { question = \"above_scale\", is = false }";
    let hard = award("a", &format!("condition = {{ all = [{}{never}] }}", parts(count)));
    let found = problems(&format!("{questions}{hard}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, count * 6 + 9);
    assert!(found[0].1.starts_with("too many combinations of answers"), "{found:?}");
    // Fewer of them are looked through, and the problem is the real one.
    let hard = award("a", &format!("condition = {{ all = [{}{never}] }}", parts(10)));
    let found = problems(&format!("{questions}{hard}"));
    assert!(found.len() == 1 && found[0].1.starts_with("no answer can meet"), "{found:?}");
    // As many that can be met are no problem.
    let long = award("a", &format!("condition = {{ all = [{}] }}", parts(count)));
    assert_eq!(problems(&format!("{questions}{long}")), []);
}

#[test]
fn former_questions_and_options_are_counted() {
    let rules = "[[formerly.rules]]\nasked_again = \"above_scale\"\nwhy = \"样例\"\n";
    let former = |number: usize| {
        format!(
            "[[formerly]]\nquestion = \"f{number}\"\nbefore = \"2026.11\"\n\
             kind = \"yes_no\"\n{rules}"
        )
    };
    let shipped = POLICIES.formerly.len();
    assert_eq!(problems(&many(255 - shipped, former)), []);
    let found = problems(&many(300 - shipped, former));
    assert_eq!(found.len(), 1);
    assert!(found[0].1.starts_with("too many former questions: 255"), "{found:?}");
    let options = |count| {
        let options = many(count, |number| {
            format!("{{ id = \"option_{number}\", label = \"样{number}\" }},")
        });
        let last = count - 1;
        format!(
            "[[formerly]]\nquestion = \"f\"\nbefore = \"2026.11\"\nkind = \"single\"\n\
             options = [{options}]\n[[formerly.rules]]\none_of = [\"option_{last}\"]\n\
             becomes = {{ above_scale = true }}\n{rules}"
        )
    };
    let set = loaded(&options(255)).expect("it is right").set;
    assert_eq!(set.formerly.last().expect("the one").rules.len(), 2, "no rule is lost");
    for count in [256, 257, 300] {
        let found = problems(&options(count));
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with(&format!("too many options: {count}")), "{found:?}");
    }
}

#[test]
fn a_condition_nested_without_end_is_refused() {
    let leaf = "{ question = \"above_scale\", is = true }";
    for depth in [100, 1_000, 20_000] {
        let nested =
            format!("condition = {}{leaf}{}", "{ not = ".repeat(depth), " }".repeat(depth));
        let dotted = format!("condition{} = true", ".not".repeat(depth));
        let inline = award("a", &nested);
        let header = format!("{}[awards.condition{}]\n", award("a", ""), ".not".repeat(depth));
        for text in [&inline, &award("a", &dotted), &header] {
            let found = problems(text);
            let line = text.lines().position(|line| line.len() > 300).expect("the nested line") + 1;
            assert_eq!(found.len(), 1, "{depth}: {found:?}");
            assert!(found[0].0 == line && found[0].1.contains("recur"), "{depth}: {found:?}");
        }
    }
}

#[test]
fn figures_and_days_beyond_every_limit_are_reported() {
    let digits = "9".repeat(400);
    for sum in [format!("{digits}元"), format!("{digits}亿元"), format!("0.{digits}万元")] {
        let text = award("a", "").replace("fixed = \"1元\"", &format!("fixed = \"{sum}\""));
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{sum}");
        assert_eq!(found[0], (8, "must be whole fen, and 10000亿元 at the most".to_owned()));
    }
    for day in ["10000-01-01", "99999999999-01-01", "2022-99999999999999999999-01", "-0001-01-01"] {
        let text = format!(
            "[[companies]]\nname = \"样例\"\non = \"{day}\"\nanswers = {{ above_scale = true }}\n"
        );
        let found = problems(&text);
        assert!(found.iter().any(|(line, words)| *line == 3 && words.starts_with("no such day")));
    }
}

#[test]
fn what_the_shared_files_get_wrong_is_reported_and_ends_in_no_panic() {
    let changed = |file: &'static str, from: &'static str, to: &str, more: &str| {
        let change = |source: &mut Source| {
            if source.path.ends_with(file) {
                assert!(source.text.contains(from), "{file} holds {from}");
                source.text = source.text.replacen(from, to, 1);
            }
        };
        let problems = loaded_from(change, more).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    // Editions are in the order of time as texts, and a code of a link holds fifteen letters.
    let edition: &str = Box::leak(format!("edition = \"{}\"", POLICIES.edition).into_boxed_str());
    let written =
        |name: &str| changed("regions.toml", edition, &format!("edition = \"{name}\""), "");
    for wrong in [
        "2026.12.and.more",
        "2026.12.0",
        "2026.12.10",
        "2026.12.",
        "2026",
        "2026.1.12",
        "2027.13",
        "2027.00",
        "2027.1",
        "20270.1",
    ] {
        let found = written(wrong);
        assert!(found.contains("policies/regions.toml:") && found.contains("a year and a month"));
    }
    for right in ["2027.01", "2027.10", "2027.12", "2026.12.1", "2026.12.9"] {
        assert_eq!(written(right), "", "{right}");
    }
    // A ladder without an option of the multi-choice, and a move that sets both.
    let mut moves = String::new();
    let _ = write!(
        moves,
        "[[moves]]\nid = \"up\"\nadvice = \"样例\"\nsets = {{ certification_tier = \"municipal\", \
         first_certified_tiers = {{ includes = \"national_giant\" }} }}\n"
    );
    let from = "{ id = \"national_giant\"";
    let found = changed("questions.toml", from, "{ id = \"another_giant\"", &moves);
    assert!(found.contains("has no option `national_giant`"), "{found}");
    // The first question asks for the region.
    let found = changed("questions.toml", "kind = \"single\"", "kind = \"yes_no\"", "");
    assert!(found.contains("the first question asks for the region"), "{found}");
}

#[test]
fn a_file_that_is_not_utf_8_is_named() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-utf-8");
    std::fs::create_dir_all(&folder).expect("a folder");
    // 惠企 as GB18030 has it.
    std::fs::write(folder.join("gbk.toml"), b"title = \"\xbb\xdd\xc6\xf3\"").expect("a file");
    let error = read_folder(&folder).expect_err("refused").to_string();
    std::fs::remove_dir_all(&folder).expect("it is removed");
    assert!(error.starts_with("policies/gbk.toml: "), "{error}");
}
