//! A document adds options to questions that all share: what its own places are asked and paid,
//! what every other place never sees, and an author's mistakes.

use crate::bounds::{Play, random_cases, throws};
use crate::links::{FIRST_FORM, MATTERS, said};
use crate::{made_up, shipped};
use huiqi_authoring::{Source, load};
use huiqi_engine::report::{Report, Rung};
use huiqi_engine::{advise, evaluate, ladder};
use huiqi_rules::amount::Level;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_sheets::template;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::entries::entries;
use huiqi_sitting::link::{decode, encode};
use huiqi_sitting::open::open_questions;
use huiqi_sitting::questionnaire::{Draft, Session};
use huiqi_sitting::wording::{self, explain, reasons};
use proptest::prelude::{prop_assert_eq, proptest};

/// Every word of a report, with what would bring more, the ladder of titles and the open questions.
fn words(set: &'static PolicySet, play: &Play, answers: &Answers) -> Vec<String> {
    let report: Report = evaluate(set, answers, play.on, &play.readings);
    let mut lines = vec![format!("{:?}", report.outline.total)];
    let id = |question: QuestionIndex| set.question(question).id;
    let asks = report.outline.asks.iter();
    lines.extend(asks.map(|ask| format!("{} {} {:?}", id(ask.question), ask.awards, ask.most)));
    for award in &report.awards {
        lines.push(format!("{} {:?} {:?}", award.award.id, award.outcome, award.amount));
        lines.push(explain::sentence(set, &report, award));
        lines.extend(explain::lines(set, report.steps(award)));
        lines.extend(wording::steps(set, report.steps(award)).map(|step| format!("{step:?}")));
        lines.extend(report.reasons(award).iter().map(|reason| reasons::reason(set, reason)));
        lines.extend(wording::notes(award));
    }
    let supports = report.supports.iter();
    lines.extend(supports.map(|one| format!("{} {:?}", one.support.id, one.truth)));
    let advice = advise(set, answers, play.on, &play.readings);
    for advised in advice.moves.iter().chain(&advice.pair) {
        lines.push(wording::advice::what_to_do(set, &[advised]));
        lines.push(wording::advice::brings(set, advice.total, advised));
        lines.push(wording::advice::changes(set, advised));
    }
    if let Some(found) = ladder(set, answers, play.on, &play.readings) {
        let label = |option: u16| {
            set.question(found.question).options[usize::from(option)].label.to_owned()
        };
        let rung = |rung: &Rung| {
            let pays = rung.pays.as_ref().map(|pays| format!("{:?} {:?}", pays.amount, pays.total));
            format!("{} {pays:?}", label(rung.option))
        };
        lines.extend(found.rungs.iter().map(rung));
        lines.extend(found.pairs.iter().map(|pair| {
            let (lower, upper) = (label(pair.lower), label(pair.upper));
            format!("{lower} {upper} {:?} {:?}", pair.apart, pair.together)
        }));
    }
    lines
}

/// Returns answers in another set, by their ids.
fn carried(from: &'static PolicySet, answers: &Answers, to: &'static PolicySet) -> Answers {
    let of = |(index, answer): (QuestionIndex, &Answer)| {
        let question = from.question(index);
        let there = to.question_index(question.id).expect("the question is shared");
        let now = |option: u16| {
            let id = question.options[usize::from(option)].id;
            to.question(there).option(id).expect("the option is shared")
        };
        let answer = match answer {
            Answer::Option(option) => Answer::Option(now(*option)),
            Answer::Options(chosen) => {
                let own = (0..question.options.len() as u16).filter(|one| chosen >> one & 1 == 1);
                Answer::Options(own.map(now).fold(0, |all, one| all | 1 << one))
            }
            Answer::YesNo(_) | Answer::Figure(_) => answer.clone(),
        };
        (there, answer)
    };
    Answers::build(to, answers.iter().map(of)).expect("what agrees in one set agrees in the other")
}

/// A sitting with these answers.
fn sitting(set: &'static PolicySet, play: &Play, answers: &Answers) -> Session {
    let mut session = Session::new(set, play.on);
    for (index, answer) in answers.iter() {
        let draft = match answer {
            Answer::Option(option) => Draft::Option(*option),
            Answer::Options(chosen) => Draft::Options(*chosen),
            Answer::YesNo(yes) => Draft::YesNo(*yes),
            Answer::Figure(figure) => Draft::Typed(figure.to_string()),
        };
        session.put(index, draft);
    }
    session
}

fn code(session: Session) -> String {
    encode(&Cases::new(session), &[])
}

proptest! {
    #![proptest_config(random_cases(256))]

    /// Beside documents that add options to shared questions, not a word of the shipped ones
    /// changes.
    #[test]
    fn options_of_other_places_change_nothing_in_the_shipped_ones(throw in throws()) {
        let (before, after) = (shipped::set(), made_up::set_of_new());
        let play = Play::of(before, &throw, None);
        let answers = carried(before, &play.answers, after);
        prop_assert_eq!(words(before, &play, &play.answers), words(after, &play, &answers));
        let (old, new) = (sitting(before, &play, &play.answers), sitting(after, &play, &answers));
        let open = |session: &Session| -> Vec<String> {
            let set = session.set();
            let each = open_questions(session, &session.outline(), 3).into_iter();
            let choice = |question: QuestionIndex, draft: &Draft| match draft {
                Draft::Option(option) => set.question(question).options[usize::from(*option)].label,
                _ => "",
            };
            each.map(|one| {
                let all = one.choices.iter();
                let all = all.map(|it| (choice(one.question, &it.draft), it.total));
                format!("{} {:?}", set.question(one.question).id, all.collect::<Vec<_>>())
            })
            .collect()
        };
        prop_assert_eq!(open(&old), open(&new));
        prop_assert_eq!(code(old), code(new));
    }
}

#[test]
fn forms_lists_pages_and_old_links_of_other_places_are_as_without_the_options() {
    // A document of a place with options of its own, and the same without them.
    let tier = option("certification_tier", "x", "甲", "pool");
    let added = [tier, option("listings", "x", "乙", "")].concat();
    let with = |options: &str| -> &'static PolicySet {
        let award = "condition = { question = \"listings\", includes = \"neeq\" }\n\
                     amount = { fixed = \"1万元\" }";
        let own = document("one", "甲乡", &format!("{}{options}", place("甲乡", "")), award);
        let all: Vec<Source> = shipped::sources().into_iter().chain([own]).collect();
        load(&all).expect("no mistake").set
    };
    let (before, after) = (with(""), with(&added));
    for region in before.regions.iter().filter(|region| region.id != "甲乡") {
        // A blank table has the options of its place, byte for byte.
        let blank = |set| template::workbook(set, Some(region.id)).expect("a workbook");
        assert!(blank(before) == blank(after), "{}", region.id);
        // So has a form: an option is left out where it is hidden.
        for question in before.questions.iter().skip(1) {
            let of = |set| form(set, question.id, region.id);
            assert_eq!(of(before), of(after), "{} in {}", question.id, region.id);
        }
    }
    let (before, after) = (shipped::set(), made_up::set_of_new());
    // The pages of the shipped documents, and what a search finds in them.
    let pages = |set| -> Vec<String> {
        let own = entries(set).into_iter();
        let own = own.filter(|entry| shipped::SHIPPED.contains(&entry.document));
        own.map(|entry| format!("{}|{}|{}|{}", entry.anchor, entry.title, entry.text, entry.also))
            .collect()
    };
    assert_eq!(pages(before), pages(after));
    let today = read_date("2026-11-26").expect("a day");
    for (code, cases) in FIRST_FORM {
        let linked = decode(after, today, code).expect(code);
        let expected: Vec<String> =
            cases.iter().map(|case| case.replace("MATTERS", MATTERS)).collect();
        assert_eq!(linked.cases.list().iter().map(said).collect::<Vec<_>>(), expected, "{code}");
    }
}

/// A question's options that the form of a place shows.
fn form(set: &'static PolicySet, question: &str, region: &str) -> Vec<&'static str> {
    let question = set.question(set.question_index(question).expect("a question"));
    let options = question.options.iter();
    options.filter(|option| !option.hidden_in.contains(&region)).map(|option| option.id).collect()
}

#[test]
fn its_own_places_are_asked_the_options_where_the_document_puts_them() {
    let set = made_up::set_of_new();
    for place in ["gate_city", "gate_county"] {
        let tiers = [
            "none",
            "pool",
            "municipal",
            "gate_star",
            "provincial",
            "provincial_giant",
            "national_giant",
            "national_key_giant",
        ];
        assert_eq!(form(set, "certification_tier", place), tiers);
        let firsts = ["municipal", "gate_star", "provincial", "provincial_giant", "national_giant"];
        assert_eq!(form(set, "first_certified_tiers", place), firsts);
        let prizes = ["none", "applied", "first", "second", "third", "merit"];
        assert_eq!(form(set, "platform_contest_prize", place), prizes);
    }
    // Two documents add it, each for its own place.
    for (place, is_there) in [("gate_city", true), ("salt_county", true), ("zaozhuang", false)] {
        let boards = form(set, "listings", place);
        assert_eq!(boards.last() == Some(&"exchange_growth_board"), is_there, "{place}");
        assert_eq!(
            form(set, "certification_tier", place).contains(&"gate_star"),
            place == "gate_city"
        );
    }
    // A title above the one held is no answer, of added ones as of others.
    let index = |id: &str| set.question_index(id).expect("a question");
    let option = |question: &str, id: &str| set.question(index(question)).option(id).expect("one");
    let first = 1 << option("first_certified_tiers", "gate_star");
    let with = |tier: &str| {
        Answers::none(set)
            .with(index("certification_tier"), Answer::Option(option("certification_tier", tier)))
            .expect("one answer")
            .with(index("first_certified_tiers"), Answer::Options(first))
    };
    assert!(with("municipal").is_err(), "it is higher");
    assert!(with("gate_star").is_ok() && with("provincial").is_ok());
}

#[test]
fn a_link_says_an_added_option_and_its_own_place_reads_it() {
    let set = made_up::set_of_new();
    let mut session = Session::new(set, read_date("2026-11-26").expect("a day"));
    session.preset_region("gate_city");
    let put = |session: &mut Session, question: &str, id: &str| {
        let index = set.question_index(question).expect("a question");
        let option = set.question(index).option(id).expect("an option");
        let is_multi = set.question(index).kind == Kind::Multi;
        let draft = if is_multi { Draft::Options(1 << option) } else { Draft::Option(option) };
        session.put(index, draft);
    };
    put(&mut session, "certification_tier", "gate_star");
    put(&mut session, "first_certified_tiers", "gate_star");
    put(&mut session, "listings", "exchange_growth_board");
    put(&mut session, "platform_contest_prize", "merit");
    let cases = Cases::new(session);
    let before: Vec<String> = cases.list().iter().map(said).collect();
    let linked = decode(set, cases.session().on, &encode(&cases, &[])).expect("a code");
    assert_eq!(linked.cases.list().iter().map(said).collect::<Vec<_>>(), before);
    let report = linked.cases.session().report();
    let sums = report.awards.iter().map(|award| (award.award.id, award.amount.least));
    let wan = |wan: u64| Level::Sum(Yuan::from_fen(wan * 1_000_000));
    let expected = [("star", 5), ("ladder", 1), ("growth-board", 0), ("contest", 2)];
    let expected = expected.map(|(id, sum)| (format!("gate-city-2026/{id}"), wan(sum)));
    assert_eq!(
        sums.map(|(id, sum)| (id.to_owned(), sum)).collect::<Vec<_>>(),
        expected,
        "whether the listing was paid elsewhere is open"
    );
}

/// A document of a place of its own with these options and these awards.
fn document(id: &str, place: &str, options: &str, award: &str) -> Source {
    let text = format!(
        "id = \"{id}\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2026-01-01\"\nvalid_from = \"2026-01-01\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例\"\nregions = [\"{place}\"]\n{options}\n[[awards]]\nid = \"award\"\n\
         name = \"样例\"\nclause = \"一\"\npayers = [\"样例\"]\nkind = \"entitlement\"\n\
         summary = \"样例\"\n{award}\n\
         [[awards.examples]]\nname = \"a\"\noutcome = \"met\"\nleast = \"1万元\"\nmost = \"1万元\"\n\
         [[awards.examples]]\nname = \"b\"\noutcome = \"not_met\"\nleast = \"0元\"\nmost = \"0元\"\n\
         [[awards.examples]]\nname = \"c\"\noutcome = \"not_yet_known\"\nleast = \"0元\"\n\
         most = \"1万元\"\n"
    );
    Source { path: format!("{id}.toml"), text }
}

fn option(question: &str, id: &str, label: &str, after: &str) -> String {
    let after = if after.is_empty() { String::new() } else { format!("after = \"{after}\"\n") };
    format!("[[options]]\nquestion = \"{question}\"\nid = \"{id}\"\nlabel = \"{label}\"\n{after}")
}

fn place(id: &str, within: &str) -> String {
    let within = if within.is_empty() { String::new() } else { format!("within = \"{within}\"\n") };
    format!("[[new_regions]]\nid = \"{id}\"\nname = \"{id}\"\n{within}")
}

/// The files and the messages of what is wrong in these documents beside the shipped ones.
fn mistakes(documents: Vec<Source>) -> Vec<(String, String)> {
    let all: Vec<Source> = shipped::sources().into_iter().chain(documents).collect();
    let problems = load(&all).map(|_| ()).err().unwrap_or_default();
    problems.into_iter().map(|one| (one.path, one.message)).collect()
}

#[test]
fn what_documents_add_together_fits_or_is_told_with_both_places() {
    const FIXED: &str = "amount = { fixed = \"1万元\" }";
    let holds = |question: &str, word: &str| {
        format!("condition = {{ question = \"{question}\", {word} }}\n{FIXED}")
    };
    let includes = holds("listings", "includes = \"x\"");
    let one = |options: &str, award: &str| {
        document("one", "甲乡", &format!("{}{options}", place("甲乡", "")), award)
    };
    let two = |within: &str, options: &str, award: &str| {
        document("two", "乙乡", &format!("{}{options}", place("乙乡", within)), award)
    };
    let listing = |label: &str, after: &str| option("listings", "x", label, after);
    let tier = |id: &str, after: &str| option("certification_tier", id, id, after);
    let at_least = |id: &str| holds("certification_tier", &format!("at_least = \"{id}\""));
    let one_of = |ids: &str| holds("certification_tier", &format!("one_of = [{ids}]"));
    let cases = [
        // Written alike it is one option; otherwise the problem of the second names the first.
        (vec![one(&listing("甲", ""), &includes), two("", &listing("甲", ""), &includes)], None),
        (
            vec![one(&listing("甲", ""), &includes), two("", &listing("乙", ""), &includes)],
            Some(("two.toml", "(one.toml:")),
        ),
        (
            vec![one(&listing("甲", "neeq"), &includes), two("", &listing("甲", ""), &includes)],
            Some(("two.toml", "(one.toml:")),
        ),
        // What another document adds is not known without adding it too.
        (
            vec![one(&listing("甲", ""), &includes), two("甲乡", "", &includes)],
            Some(("two.toml", "add it here too")),
        ),
        // Two after the same title: of places apart that is plain, of one place it must be said.
        (
            vec![
                one(&tier("x", "pool"), &at_least("x")),
                two("", &tier("y", "pool"), &at_least("y")),
            ],
            None,
        ),
        (
            vec![
                one(&tier("x", "pool"), &at_least("x")),
                two("甲乡", &tier("y", "pool"), &at_least("y")),
            ],
            Some(("two.toml", "`after = \"x\"`")),
        ),
        (
            vec![
                one(&tier("x", "pool"), &at_least("x")),
                two("甲乡", &tier("y", "x"), &at_least("y")),
            ],
            None,
        ),
        // The order of the files decides nothing.
        (
            vec![one(&tier("x", "y"), &at_least("x")), two("", &tier("y", "pool"), &at_least("y"))],
            None,
        ),
        // An award elsewhere that asks for two titles by name and for all above: between them
        // nothing is like the new one. Where only the two are asked, any other title is like it.
        (
            vec![
                one(&tier("x", "pool"), &at_least("x")),
                two("", "", &one_of("\"none\", \"pool\"")),
            ],
            None,
        ),
        (
            vec![one(&tier("x", "pool"), &at_least("x")), two("", "", &holds_both())],
            Some(("one.toml", "`two/award` of `乙乡` tells `x` apart")),
        ),
        // A title that can be won is one that can be held.
        (
            vec![one(
                &option("first_certified_tiers", "x", "x", ""),
                &holds("first_certified_tiers", "includes = \"x\""),
            )],
            Some(("one.toml", "add `x` to `certification_tier` too")),
        ),
        // Whoever pays by grade there has none for it.
        (
            vec![document(
                "one",
                "zaozhuang",
                &option("platform_contest_prize", "x", "x", "third"),
                &holds("platform_contest_prize", "one_of = [\"x\"]"),
            )],
            Some(("one.toml", "has no grade in `zaozhuang-srdi-2022/platform-prize`")),
        ),
    ];
    for (number, (documents, expected)) in cases.into_iter().enumerate() {
        let found = mistakes(documents);
        match expected {
            None => assert!(found.is_empty(), "{number}: {found:?}"),
            Some((path, words)) => {
                let fits = found.len() == 1 && found[0].0 == path && found[0].1.contains(words);
                assert!(fits, "{number}: {found:?}");
            }
        }
    }
}

/// An award for the two lowest titles, or for one from the next on.
fn holds_both() -> String {
    let leaf = |word: &str| format!("{{ question = \"certification_tier\", {word} }}");
    format!(
        "condition = {{ any = [{}, {}] }}\namount = {{ fixed = \"1万元\" }}",
        leaf("one_of = [\"none\", \"pool\"]"),
        leaf("at_least = \"municipal\"")
    )
}
