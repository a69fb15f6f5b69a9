//! Codes of administrative divisions (GB/T 2260), six digits each: 37 is a province, 3704 a city in
//! it, 370481 a county in that. A region names the beginnings of the codes that lie in it.

use super::policy::{PolicySet, Region};

/// Where a division lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The beginning of its code that says so.
    pub begin: &'static str,
    /// The region, by its index.
    pub region: u16,
}

impl PolicySet {
    /// Returns the region in which a division lies, where its code says one: that of the longest
    /// beginning, unless the division is wider than a place with a region of its own.
    #[must_use]
    pub fn locate(&self, code: &str) -> Option<Located> {
        let wide = wider(code);
        let is_parted = |begin: &&str| begin.len() > wide.len() && begin.starts_with(wide);
        let all = || self.regions.iter().flat_map(|region| region.divisions.iter().copied());
        if all().any(|begin| is_parted(&begin)) {
            return None;
        }
        let begin = all().filter(|begin| code.starts_with(*begin)).max_by_key(|it| it.len())?;
        let is_its = |region: &Region| region.divisions.contains(&begin);
        let region = self.regions.iter().position(is_its)? as u16;
        Some(Located { begin, region })
    }

    /// Whether a place in this region contradicts the code of a division: the division lies in
    /// another region, and neither lies within the other, or is wider and holds nothing of this
    /// one. A region that names no code contradicts none.
    #[must_use]
    pub fn contradicts_division(&self, region: u16, code: &str) -> bool {
        let own = self.regions.get(usize::from(region)).map_or(&[][..], |own| own.divisions);
        if own.is_empty() {
            return false;
        }
        if let Some(found) = self.locate(code) {
            return !self.lies_in(found.region, region) && !self.lies_in(region, found.region);
        }
        let wide = wider(code);
        let lies_there = |begin: &str| begin.starts_with(wide);
        let mut all = self.regions.iter().flat_map(|other| other.divisions);
        all.any(|begin| lies_there(begin)) && !own.iter().any(|begin| lies_there(begin))
    }
}

impl PolicySet {
    /// Whether a region is another one or lies within it.
    fn lies_in(&self, inner: u16, outer: u16) -> bool {
        let parent = |index: &u16| self.regions.get(usize::from(*index))?.within;
        std::iter::successors(Some(inner), parent).any(|index| index == outer)
    }
}

/// Returns the code of a division without the pairs of zeros that say that it is a whole city or a
/// whole province.
fn wider(code: &str) -> &str {
    let city = code.strip_suffix("00").unwrap_or(code);
    city.strip_suffix("00").unwrap_or(city)
}
