//! Random comparisons of two figures beside amounts of both: what authoring takes has the bounds of
//! trying every figure.

use super::{ends, loaded};
use crate::file_text::award;
use crate::random::Random;

/// What is tried of two figures; more where they have no most.
const MOST: i64 = 24;
const BEYOND: i64 = 70;

/// A number that follows from two figures, as written and as computed here.
type Number = (String, Box<dyn Fn([i64; 2]) -> i64>);
type Condition = (String, Box<dyn Fn([i64; 2]) -> bool>);

const IDS: [&str; 2] = ["first", "second"];

fn relation(random: &mut Random) -> (&'static str, fn(i64, i64) -> bool) {
    [
        ("at_least", (|left, right| left >= right) as fn(i64, i64) -> bool),
        ("above", |left, right| left > right),
        ("at_most", |left, right| left <= right),
        ("below", |left, right| left < right),
    ][random.below(4)]
}

/// An amount that goes with one figure.
fn bound(random: &mut Random, of: usize) -> Number {
    let (times, plus) = (1 + random.below(3) as i64, 1 + random.below(8) as i64);
    let id = IDS[of];
    match random.below(7) {
        0 | 1 => (
            format!("{{ times = [\"{times}\", \"{id}\"] }}"),
            Box::new(move |figures| times * figures[of]),
        ),
        2 => (
            format!("{{ sum = [\"{plus}\", {{ times = [\"{times}\", \"{id}\"] }}] }}"),
            Box::new(move |figures| times * figures[of] + plus),
        ),
        3 => (
            format!("{{ minus = [\"{plus}件\", \"{id}\"] }}"),
            Box::new(move |figures| (plus - figures[of]).max(0)),
        ),
        4 => (
            format!("{{ minus = [{{ times = [\"{times}\", \"{id}\"] }}, \"{plus}\"] }}"),
            Box::new(move |figures| (times * figures[of] - plus).max(0)),
        ),
        5 => (
            format!("{{ lesser = [\"{plus}\", {{ times = [\"{times}\", \"{id}\"] }}] }}"),
            Box::new(move |figures| (times * figures[of]).min(plus)),
        ),
        _ => (
            format!(
                "{{ cases = [{{ if = {{ question = \"{id}\", at_least = \"3件\" }}, figure = \
                 \"{id}\" }}], otherwise = {{ times = [\"{times}\", \"{id}\"] }} }}"
            ),
            Box::new(
                move |figures| if figures[of] >= 3 { figures[of] } else { times * figures[of] },
            ),
        ),
    }
}

fn leaf(random: &mut Random) -> Condition {
    let (word, holds) = relation(random);
    let own = random.below(2);
    match random.below(5) {
        0 | 1 => {
            let sum = 2 + random.below(12) as i64;
            let text = format!("{{ question = [\"first\", \"second\"], {word} = \"{sum}件\" }}");
            (text, Box::new(move |figures| holds(figures[0] + figures[1], sum)))
        }
        2 | 3 => {
            let (text, than) = bound(random, 1 - own);
            let text = format!("{{ question = \"{}\", {word} = {text} }}", IDS[own]);
            (text, Box::new(move |figures| holds(figures[own], than(figures))))
        }
        _ => {
            let sum = 1 + random.below(8) as i64;
            let text = format!("{{ question = \"{}\", {word} = \"{sum}件\" }}", IDS[own]);
            (text, Box::new(move |figures| holds(figures[own], sum)))
        }
    }
}

fn condition(random: &mut Random) -> Condition {
    if random.below(2) == 0 {
        return leaf(random);
    }
    let parts: Vec<Condition> = (0..2).map(|_| leaf(random)).collect();
    let (texts, holds): (Vec<String>, Vec<_>) = parts.into_iter().unzip();
    let texts = texts.join(", ");
    match random.below(3) {
        0 => {
            let text = format!("{{ any = [{texts}] }}");
            (text, Box::new(move |figures| holds.iter().any(|holds| holds(figures))))
        }
        1 => {
            let text = format!("{{ not = {{ all = [{texts}] }} }}");
            (text, Box::new(move |figures| !holds.iter().all(|holds| holds(figures))))
        }
        _ => {
            let text = format!("{{ all = [{texts}] }}");
            (text, Box::new(move |figures| holds.iter().all(|holds| holds(figures))))
        }
    }
}

/// An amount in yuan.
fn amount(random: &mut Random) -> Number {
    let (each, cap) = (1 + random.below(3) as i64, 5 + random.below(10) as i64);
    let of = random.below(2);
    let id = IDS[of];
    match random.below(7) {
        0 | 1 => (format!("{{ fixed = \"{cap}元\" }}"), Box::new(move |_| cap)),
        2 => (
            format!("{{ each = \"{each}元\", of = \"{id}\", cap = \"{cap}元\" }}"),
            Box::new(move |figures| (each * figures[of]).min(cap)),
        ),
        3 => (
            format!("{{ each = \"{each}元\", of = [\"first\", \"second\"], cap = \"{cap}元\" }}"),
            Box::new(move |figures| (each * (figures[0] + figures[1])).min(cap)),
        ),
        4 => (
            format!(
                "{{ steps = [[\"3件\", \"1元\"], [\"{cap}件\", \"4元\"]], of = [\"first\", \
                 \"second\"] }}"
            ),
            Box::new(move |figures| match figures[0] + figures[1] {
                sum if sum >= cap => 4,
                sum if sum >= 3 => 1,
                _ => 0,
            }),
        ),
        5 => (
            format!("{{ times = [{{ minus = [\"{cap}件\", \"{id}\"] }}, \"1元\"] }}"),
            Box::new(move |figures| (cap - figures[of]).max(0)),
        ),
        _ => (
            format!(
                "{{ sum = [{{ each = \"{each}元\", of = \"first\" }}, {{ each = \"1元\", of = \
                 \"second\" }}], cap = \"{cap}元\" }}"
            ),
            Box::new(move |figures| (each * figures[0] + figures[1]).min(cap)),
        ),
    }
}

#[test]
fn what_is_taken_of_two_compared_figures_has_the_bounds_of_trying_all() {
    let mut random = Random(20_301);
    let (mut taken, mut refused, mut wrong, mut open) = (0, 0, 0, 0);
    for _ in 0..600 {
        let has_most = random.below(2) == 0;
        let own = if has_most { "unit = \"件\"\nmost = \"24件\"" } else { "unit = \"件\"" };
        let shared = IDS.map(|id| (id, "number", id, own));
        let mut text = String::new();
        let mut paid: Vec<(Condition, Number)> = Vec::new();
        for index in 0..1 + random.below(3) {
            let (required, number) = (condition(&mut random), amount(&mut random));
            let lines = format!("condition = {}\namount = {}", required.0, number.0);
            text.push_str(&award(&format!("award-{index}"), &lines));
            paid.push((required, number));
        }
        let set = match loaded(&shared, &text) {
            Ok(set) => set,
            Err(problems) => {
                let is_apart = ["no exact bounds", "一增一减"];
                let is_refused = is_apart.iter().any(|words| problems.contains(words));
                if is_refused {
                    refused += 1
                } else {
                    wrong += 1
                }
                continue;
            }
        };
        taken += 1;
        let total = |figures: [i64; 2]| -> i64 {
            let own = paid.iter().map(
                |((_, holds), (_, number))| {
                    if holds(figures) { number(figures) } else { 0 }
                },
            );
            own.sum()
        };
        let last = if has_most { MOST } else { BEYOND };
        for company in 0..6 {
            let given = [0, 1].map(|_| (random.below(2) == 0).then(|| random.below(12) as i64));
            let given = if company == 0 { [None; 2] } else { given };
            let tried = given.map(|given| given.map_or(0..=last, |given| given..=given));
            let all = tried[0]
                .clone()
                .flat_map(|first| tried[1].clone().map(move |second| [first, second]));
            let sums: Vec<i64> = all.map(total).collect();
            let wanted = [sums.iter().min(), sums.iter().max()].map(|end| end.map(i64::to_string));
            let texts: Vec<(&str, String)> = (0..2)
                .filter_map(|figure| Some((IDS[figure], given[figure]?.to_string())))
                .collect();
            let texts: Vec<(&str, &str)> =
                texts.iter().map(|(id, text)| (*id, text.as_str())).collect();
            assert_eq!(ends(set, &texts), wanted, "{given:?} most {has_most} of {text}");
            open += u32::from(wanted[0] != wanted[1]);
        }
    }
    assert!(taken > 200 && refused > 200 && open > 800, "{taken} {refused} {open}");
    assert!(wrong < 10, "{wrong} files with another mistake");
}
