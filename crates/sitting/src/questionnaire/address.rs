//! The address of each page, and the page of each address.

use super::{Page, Session};
use huiqi_engine::ChosenReadings;
use huiqi_rules::policy::PolicySet;

impl Session {
    /// Returns the address of the page in view, after the hash, with the readings taken the other
    /// way; none for an address that leads nowhere.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let path = match self.page {
            Page::Step(step) => self.set.steps[step].id,
            Page::All => "all",
            Page::Check => "check",
            Page::Result => "result",
            Page::Ladder => "ladder",
            Page::Compare => "compare",
            Page::Share => "share",
            Page::Cases => "cases",
            Page::Portfolio => "portfolio",
            Page::Receipt => "receipt",
            Page::Library => "library",
            Page::Difference => "difference",
            Page::Unknown => return None,
        };
        let mut address = ["#/", path].concat();
        let mut before = "?other=";
        for id in self.all_readings().filter(|id| self.readings.is_other(id)) {
            address.push_str(before);
            address.push_str(id);
            before = ",";
        }
        Some(address)
    }

    pub(super) fn all_readings(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.set.policies.iter().flat_map(|policy| policy.readings.iter().map(|reading| reading.id))
    }

    /// Returns the page of an address and, where the address names any, the readings taken the
    /// other way. A reading that does not exist leads nowhere.
    #[must_use]
    pub fn page_of(set: &'static PolicySet, address: &str) -> (Page, Option<ChosenReadings>) {
        let nowhere = (Page::Unknown, None);
        let Some(path) = address.strip_prefix("#/") else {
            return (if matches!(address, "" | "#") { Page::Step(0) } else { Page::Unknown }, None);
        };
        let (path, rest) =
            path.split_once('?').map_or((path, None), |(path, rest)| (path, Some(rest)));
        let page = match path {
            "" => Page::Step(0),
            "all" => Page::All,
            "check" => Page::Check,
            "result" => Page::Result,
            "ladder" => Page::Ladder,
            "compare" => Page::Compare,
            "share" => Page::Share,
            "cases" => Page::Cases,
            "portfolio" => Page::Portfolio,
            "receipt" => Page::Receipt,
            id if id.starts_with("library") => Page::Library,
            "difference" => Page::Difference,
            id => set.steps.iter().position(|step| step.id == id).map_or(Page::Unknown, Page::Step),
        };
        let Some(rest) = rest else { return (page, None) };
        let Some(named) = rest.strip_prefix("other=") else { return nowhere };
        let mut readings = ChosenReadings::default();
        for name in named.split(',') {
            let known = set
                .policies
                .iter()
                .flat_map(|policy| policy.readings)
                .find(|reading| reading.id == name);
            let Some(reading) = known else { return nowhere };
            readings = readings.other(reading.id);
        }
        (page, Some(readings))
    }
}
