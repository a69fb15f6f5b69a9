//! Generated cities, for measuring: each with three documents of 20 awards and four questions of
//! its own. Their texts are put together letter by letter as the shipped ones are, so that they are
//! as different from each other, and pack as badly, as texts of several people.

use huiqi_authoring::Source;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::Policy;
use std::collections::HashMap;
use std::fmt::Write;

/// The documents of a city.
const DOCUMENTS: usize = 3;
/// The awards of a document.
const AWARDS: usize = 20;
/// The questions of a document.
const QUESTIONS: usize = 4;

/// Puts texts together.
struct Texts {
    /// The letters that follow a pair of letters, each as often as it does.
    next: HashMap<[char; 2], Vec<char>>,
    starts: Vec<[char; 2]>,
    state: u64,
}

impl Texts {
    fn new(seed: u64) -> Self {
        let of = |policy: &'static Policy| {
            let awards = policy
                .awards
                .iter()
                .flat_map(|award| award.notes.iter().copied().chain([award.name, award.summary]));
            awards.chain(policy.supports.iter().map(|support| support.name))
        };
        let questions = POLICIES.questions.iter().flat_map(|one| [one.label, one.help]);
        let all = POLICIES.policies.iter().flat_map(of).chain(questions);
        let mut texts = Self { next: HashMap::new(), starts: Vec::new(), state: seed };
        for text in all {
            let is_letter = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter);
            let letters: Vec<char> = text.chars().filter(is_letter).collect();
            for three in letters.windows(3) {
                let pair = [three[0], three[1]];
                texts.next.entry(pair).or_default().push(three[2]);
                texts.starts.push(pair);
            }
        }
        texts
    }

    fn throw(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_041);
        (self.state >> 33) as usize % below
    }

    fn start(&mut self) -> [char; 2] {
        let start = self.throw(self.starts.len());
        self.starts[start]
    }

    /// Returns a text of so many letters.
    fn text(&mut self, length: usize) -> String {
        let mut letters: Vec<char> = Vec::new();
        let mut pair = self.start();
        while letters.len() < length {
            let turn = self.throw(usize::MAX >> 33);
            // Now and then another thought begins.
            let known = self.next.get(&pair).filter(|_| !turn.is_multiple_of(7));
            match known.map(|all| all[turn / 7 % all.len()]) {
                Some(letter) => {
                    letters.push(letter);
                    pair = [pair[1], letter];
                }
                None => {
                    pair = self.start();
                    letters.extend(pair);
                }
            }
        }
        letters.into_iter().take(length).collect()
    }
}

/// Returns the documents of the city of this number; the first declares its region `city_…`.
#[must_use]
pub fn city(number: usize) -> Vec<Source> {
    let mut texts = Texts::new(number as u64 * 2_654_435_761 + 97);
    (0..DOCUMENTS).map(|document| document_of(&mut texts, number, document)).collect()
}

fn document_of(texts: &mut Texts, city: usize, document: usize) -> Source {
    let id = format!("city{city}-{document}");
    let mut out = String::new();
    let mut line = |words: std::fmt::Arguments<'_>| writeln!(out, "{words}").expect("a text");
    line(format_args!("id = \"{id}\"\ntitle = \"{}\"", texts.text(30)));
    line(format_args!("short_title = \"{}\"\nnumber = \"文〔2026〕{document}号\"", texts.text(12)));
    line(format_args!("issuer = \"{}\"\nissued_on = \"2026-01-01\"", texts.text(10)));
    line(format_args!("valid_from = \"2026-01-01\"\nvalid_to = \"2029-12-31\""));
    line(format_args!("validity_note = \"{}\"\nchecked_on = \"2026-11-01\"", texts.text(20)));
    line(format_args!("enquiries = \"{}\"\nregions = [\"city_{city}\"]", texts.text(8)));
    if document == 0 {
        let name = texts.text(2);
        line(format_args!("[[new_regions]]\nid = \"city_{city}\"\nname = \"{name}{city}市\""));
        line(format_args!("hint = \"{}\"", texts.text(3)));
    }
    let own = |question: usize| format!("city{city}_{document}_{question}");
    for question in 0..QUESTIONS {
        line(format_args!("[[questions]]\nid = \"{}\"\nstep = \"other\"", own(question)));
        let kind = if question % 2 == 0 { "yuan" } else { "yes_no" };
        line(format_args!("kind = \"{kind}\"\nlabel = \"{}？\"", texts.text(18)));
        let short = texts.text(6);
        line(format_args!(
            "short = \"{short}{document}{question}\"\nhelp = \"{}。\"",
            texts.text(40)
        ));
    }
    for award in 0..AWARDS {
        let question = own(award % QUESTIONS);
        let is_sum = (award % QUESTIONS).is_multiple_of(2);
        let name = texts.text(9);
        line(format_args!("[[awards]]\nid = \"a{award}\"\nname = \"{name}\""));
        line(format_args!("clause = \"第{}条\"", award + 1));
        line(format_args!("payers = [\"{}\"]\nkind = \"entitlement\"", texts.text(8)));
        line(format_args!("summary = \"{}。\"", texts.text(45)));
        if award % 2 == 1 {
            line(format_args!("notes = [\"{}。\"]", texts.text(30)));
        }
        let sum = 5 + award;
        let (met, not_met) = if is_sum {
            let least = 20 + award;
            line(format_args!(
                "condition = {{ question = \"{question}\", at_least = \"{least}万元\" }}"
            ));
            (format!("\"{least}0000\""), "\"0\"".to_owned())
        } else {
            line(format_args!("condition = {{ question = \"{question}\", is = true }}"));
            ("true".to_owned(), "false".to_owned())
        };
        line(format_args!("amount = {{ fixed = \"{sum}万元\" }}"));
        for (name, outcome, answer, least, most) in [
            ("met", "met", Some(&met), sum, sum),
            ("not", "not_met", Some(&not_met), 0, 0),
            ("open", "not_yet_known", None, 0, sum),
        ] {
            let answers = answer.map_or(String::new(), |answer| format!("{question} = {answer}"));
            line(format_args!("[[awards.examples]]\nname = \"{name}\"\noutcome = \"{outcome}\""));
            line(format_args!("answers = {{ {answers} }}"));
            line(format_args!("least = \"{least}万元\"\nmost = \"{most}万元\""));
            if answer.is_none() {
                line(format_args!("missing = [\"{question}\"]"));
            }
        }
    }
    Source { path: format!("policies/{id}.toml"), text: out.replace("\"0万元\"", "\"0元\"") }
}
