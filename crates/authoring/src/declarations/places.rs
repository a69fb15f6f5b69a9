//! Places: regions, the words for them, and what each lies within.

use super::{Declarations, MOST_REGIONS};
use crate::divisions;
use crate::pinyin;
use crate::read::{TomlTable, TomlText};
use crate::short_names::NameOf;
use crate::words::{duplicate_of_all, index_in, keep, keep_all, optional, word, words};
use huiqi_rules::policy::Region;
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::synonym::Meaning;

/// A region with other words for it and for places in it.
pub(super) struct WrittenRegion {
    region: Region,
    also: Vec<TomlText>,
    counties: Vec<TomlText>,
    within: Option<TomlText>,
}

impl Declarations {
    pub(super) fn take_region(&mut self, mut table: TomlTable<'_>) {
        let id = table.text("id");
        let name = table.text("name");
        let hint = optional(&mut table, "hint");
        let rest_of = table.maybe_text("rest_of").map(|area| keep(&area.text));
        let (also, counties) = (table.maybe_texts("also"), table.maybe_texts("counties"));
        let within = table.maybe_text("within");
        let divisions = table.maybe_texts("divisions");
        let read = table.maybe_text("pinyin");
        let is_last = table.maybe_true("last");
        let position = table.position.clone();
        table.finish();
        let Some(id) = id else { return };
        let count = self.regions.len() + self.last_regions.len();
        let first = self.region_ids.get(id.text.as_str());
        let advice = say!(
            "; the place is there: name it in `regions`, without a table of its own here",
            "；这个地方已经有了：写进 `regions` 就行，这里不用再写一个表"
        );
        duplicate_of_all(&id, first, advice);
        self.region_ids.entry(keep(&id.text)).or_insert_with(|| id.position.clone());
        if count == MOST_REGIONS {
            position.problem(say!(
                "too many regions: {MOST_REGIONS} at the most",
                "地区太多：最多 {MOST_REGIONS} 个"
            ));
        }
        if count < MOST_REGIONS {
            self.short_names.add(NameOf::Region, &id);
        }
        divisions::check(&divisions, &mut self.divisions);
        // Without a name there are no syllables to be counted.
        let read = read.filter(|_| name.is_some());
        let name = word(name);
        let region = Region {
            id: keep(&id.text),
            name,
            hint,
            rest_of,
            within: None,
            policies: &[],
            questions: &[],
            constraints: &[],
            reads: Variables::NONE,
            divisions: words(&divisions),
            pinyin: keep(&pinyin::of_name(name, read.as_ref())),
            is_last,
        };
        let region = WrittenRegion { region, also, counties, within };
        if is_last { self.last_regions.push(region) } else { self.add_region(region) }
    }

    fn add_region(&mut self, written: WrittenRegion) {
        let WrittenRegion { region, also, counties, within } = written;
        let option = self.regions.len() as u16;
        self.also(also, QuestionIndex(0), Meaning::Option(option));
        self.also(counties, QuestionIndex(0), Meaning::PlaceIn(option));
        self.written_places.extend(within.map(|within| (self.regions.len(), within)));
        self.regions.push(region);
    }

    /// Takes what regions lie within, once all are known.
    pub(crate) fn take_places(&mut self) {
        self.places = vec![None; self.regions.len()];
        for (index, within) in std::mem::take(&mut self.written_places) {
            let ids = self.regions.iter().map(|region| region.id);
            let Some(outer) = index_in(ids, &within, "region") else { continue };
            if self.around(usize::from(outer)).any(|other| other == index) {
                within.position.problem(say!(
                    "`{}` lies within itself: `{}` lies in it already",
                    "`{}` 成了在自己里面：`{}` 已经在它里面",
                    self.regions[index].id,
                    within.text
                ));
                continue;
            }
            self.places[index] = Some(usize::from(outer));
            self.regions[index].within = Some(outer);
        }
    }

    /// Returns a region, what it lies within, what that lies within, and so on.
    pub(crate) fn around(&self, index: usize) -> impl Iterator<Item = usize> + use<'_> {
        std::iter::successors(Some(index), |index| self.places[*index])
    }

    /// Puts the regions that come last behind those of all files.
    pub(crate) fn add_last_regions(&mut self) {
        std::mem::take(&mut self.last_regions).into_iter().for_each(|last| self.add_region(last));
    }

    /// Returns these regions and all that lie within them.
    pub(crate) fn with_inner(&self, regions: &[TomlText]) -> &'static [&'static str] {
        let is_named =
            |index: usize| regions.iter().any(|region| region.text == self.regions[index].id);
        let all = (0..self.regions.len()).filter(|index| self.around(*index).any(is_named));
        keep_all(all.map(|index| self.regions[index].id).collect())
    }
}
