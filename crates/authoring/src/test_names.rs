//! Names of tests for examples, whose own names may be in any language.

use super::check::CheckedSources;

/// Returns a name for the test of each example, and then of each company whose total is stated: one
/// that Rust takes and no other has. It is
/// made of the letters a to z and the digits of what the example is called; where an earlier one is
/// left with the same, a number follows.
#[must_use]
pub fn test_names(checked: &CheckedSources) -> Vec<String> {
    let examples = checked.examples.iter();
    let examples = examples.map(|one| [one.policy.as_str(), &one.award, &one.name]);
    let totals = checked.totals.iter().map(|one| [one.policy.as_str(), "company", &one.name]);
    names(examples.chain(totals))
}

fn names<'a>(all: impl Iterator<Item = [&'a str; 3]>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for parts in all {
        let plain = plain_name(&parts);
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
        ];
        assert_eq!(
            names(examples.into_iter()),
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
