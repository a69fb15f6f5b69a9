//! Names of tests for examples, whose own names may be in any language.

use super::example::Example;

/// Returns a name for the test of each example: one that Rust takes and no other example has. It is
/// made of the letters a to z and the digits of what the example is called; where an earlier one is
/// left with the same, a number follows.
#[must_use]
pub fn test_names(examples: &[Example]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for example in examples {
        let plain = plain_name(&[&example.policy, &example.award, &example.name]);
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        let name = std::iter::once(plain.clone())
            .chain(numbered)
            .find(|name| !names.contains(name))
            .unwrap_or_default();
        names.push(name);
    }
    names
}

fn plain_name(parts: &[&str]) -> String {
    let words = parts.join(" ").to_lowercase();
    let name = words
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    // A name of Rust begins with a letter; a document's may begin with a year.
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.contains('_') {
        name
    } else {
        format!("example_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::ExampleOutcome;
    use huiqi_rules::money::Yuan;
    use time::{Date, Month};

    fn example([policy, award, name]: [&str; 3]) -> Example {
        Example {
            policy: policy.to_owned(),
            award: award.to_owned(),
            name: name.to_owned(),
            place: String::new(),
            outcome: ExampleOutcome::Met,
            on: Date::from_calendar_date(2026, Month::November, 21).expect("a day"),
            region: "river".to_owned(),
            answers: Vec::new(),
            least: Yuan::ZERO,
            most: None,
            missing: Vec::new(),
            others: Vec::new(),
        }
    }

    #[test]
    fn every_example_has_a_name_of_its_own_that_rust_takes() {
        let examples = [
            ["river-2030", "booth", "80,000 yuan gives 4"],
            ["river-2030", "booth", "已获省级"],
            ["river-2030", "booth", "未获省级"],
            ["river-2030", "booth", "2"],
            ["2030-river", "展会", "满"],
            ["河湾", "fn", ""],
            ["河湾", "展会", "满"],
        ]
        .map(example);
        assert_eq!(
            test_names(&examples),
            [
                "river_2030_booth_80_000_yuan_gives_4",
                "river_2030_booth",
                "river_2030_booth_2",
                "river_2030_booth_2_2",
                "example_2030_river",
                "example_fn",
                "example_",
            ]
        );
    }
}
