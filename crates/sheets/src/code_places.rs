//! Compares the place in a credit code with the place of its row. Where the row has none, the code
//! proposes one, and a person decides. Where the two differ, a note says so.

use huiqi_rules::policy::PolicySet;
use huiqi_sitting::wording::count;
use huiqi_tables::{PlaceSource, Row};

/// So many rows are named; all are counted.
const NAMED: usize = 12;

/// The companies whose credit code says something of their place.
#[derive(Debug, Default)]
pub(super) struct CodePlaces {
    proposed: Vec<Proposed>,
    contradicted: Vec<String>,
    contradicted_count: u64,
}

/// The companies without a place for which codes propose this region.
#[derive(Debug)]
struct Proposed {
    region: &'static str,
    /// The division in the first of their codes.
    division: String,
    named: Vec<u64>,
    count: u64,
}

impl CodePlaces {
    /// Notes the division in the code of a company.
    pub(super) fn add(
        &mut self,
        set: &'static PolicySet,
        number: u64,
        row: &Row,
        division: String,
    ) {
        let located = set.locate(&division);
        let lies = located.map(|located| set.regions[usize::from(located.region)].name);
        match (row.place, row.answers.region(), lies) {
            (PlaceSource::Code, _, _) | (_, None, None) => {}
            (_, None, Some(region)) => self.propose(region, number, division),
            (
                PlaceSource::Cell | PlaceSource::Likely | PlaceSource::Rest | PlaceSource::Nothing,
                Some(own),
                lies,
            ) => {
                let index = set.regions.iter().position(|other| other.id == own.id);
                if index.is_some_and(|own| set.contradicts_division(own as u16, &division)) {
                    self.contradict(number, own.name, &division, lies);
                }
            }
        }
    }

    fn propose(&mut self, region: &'static str, number: u64, division: String) {
        let own = match self.proposed.iter().position(|known| known.region == region) {
            Some(index) => index,
            None => {
                self.proposed.push(Proposed { region, division, named: Vec::new(), count: 0 });
                self.proposed.len() - 1
            }
        };
        let own = &mut self.proposed[own];
        own.count += 1;
        if own.named.len() < NAMED {
            own.named.push(number);
        }
    }

    fn contradict(&mut self, number: u64, own: &str, division: &str, lies: Option<&str>) {
        self.contradicted_count += 1;
        if self.contradicted.len() < NAMED {
            let lies = lies.map_or("不在那里".to_owned(), |name| format!("属{name}"));
            let number = count(number);
            self.contradicted.push(format!(
                "第 {number} 行按{own}测算，信用代码的第 3 至 8 位是 {division}，{lies}"
            ));
        }
    }

    /// Returns what is to be said, in sentences.
    pub(super) fn sentences(&self) -> impl Iterator<Item = String> {
        let proposed = self.proposed.iter().map(|own| {
            let named: Vec<String> = own.named.iter().map(|row| count(*row)).collect();
            let more = if own.count > own.named.len() as u64 {
                format!("等 {} 行", count(own.count))
            } else {
                String::new()
            };
            format!(
                "第 {} 行{more}没有所在地。信用代码的第 3 至 8 位是 {}，属{}，没有按它测算。",
                named.join("、"),
                own.division,
                own.region
            )
        });
        let contradicted = (self.contradicted_count > 0).then(|| {
            let more = if self.contradicted_count > self.contradicted.len() as u64 {
                format!("；这样的共 {} 行", count(self.contradicted_count))
            } else {
                String::new()
            };
            format!("{}{more}。请核对。", self.contradicted.join("；"))
        });
        proposed.chain(contradicted)
    }
}
