//! Help texts of a question for single places.

use super::Declarations;
use crate::read::{TomlTable, TomlValue};
use crate::words::{keep, keep_all};
use huiqi_rules::question::RegionalHelp;

impl Declarations {
    pub(super) fn help_by_region(&self, table: &TomlTable<'_>) -> Vec<RegionalHelp> {
        let mut helps = Vec::new();
        for (region, value) in table.entries() {
            self.region(&region);
            match value {
                TomlValue::Text(help) => {
                    helps.push(RegionalHelp { region: keep(&region.text), help: keep(&help.text) })
                }
                TomlValue::Texts(_)
                | TomlValue::YesNo(_)
                | TomlValue::Table(_)
                | TomlValue::Other => {
                    region.position.problem(say!("must be a text in quotes", "要写成引号里的文字"));
                }
            }
        }
        self.help_within(helps)
    }

    /// Takes the help texts that a document gives to questions of other files, for its own places.
    pub(crate) fn take_helps(&mut self, file: &mut TomlTable<'_>) {
        for mut table in file.tables("helps") {
            let (question, region) = (table.text("question"), table.text("region"));
            let help = table.text("help");
            table.finish();
            let (Some(question), Some(region), Some(help)) = (question, region, help) else {
                continue;
            };
            self.region(&region);
            let Some(index) = self.question_named(&question) else { continue };
            let index = usize::from(index.0);
            let mut helps: Vec<RegionalHelp> = Vec::new();
            let all = self.questions[index].help_by_region;
            for given in all {
                if given.region == region.text {
                    if self.is_inherited(all, given) {
                        continue;
                    }
                    region.position.problem(say!(
                        "`{}` has a help text for `{}` already",
                        "`{}` 在 `{}` 已经有说明了",
                        question.text,
                        region.text
                    ));
                }
                helps.push(RegionalHelp { region: given.region, help: given.help });
            }
            helps.push(RegionalHelp { region: keep(&region.text), help: keep(&help.text) });
            self.questions[index].help_by_region = keep_all(self.help_within(helps));
        }
    }

    /// Whether a place has this help from one that it lies within.
    fn is_inherited(&self, all: &[RegionalHelp], given: &RegionalHelp) -> bool {
        let own = self.regions.iter().position(|region| region.id == given.region);
        own.into_iter().flat_map(|own| self.around(own)).any(|outer| {
            let outer = self.regions[outer].id;
            outer != given.region
                && all.iter().any(|help| help.region == outer && help.help == given.help)
        })
    }

    /// A county without a help text of its own shows that of its city.
    fn help_within(&self, mut helps: Vec<RegionalHelp>) -> Vec<RegionalHelp> {
        let of = |index: usize| helps.iter().find(|help| help.region == self.regions[index].id);
        let inner = (0..self.regions.len()).filter(|index| of(*index).is_none());
        let inherited = inner.filter_map(|index| {
            let help = self.around(index).find_map(of)?.help;
            Some(RegionalHelp { region: self.regions[index].id, help })
        });
        let inherited: Vec<RegionalHelp> = inherited.collect();
        helps.extend(inherited);
        helps
    }
}
