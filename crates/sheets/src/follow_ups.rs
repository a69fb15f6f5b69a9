//! What there is to do about the companies of a list: how many can claim, lack an answer, have a
//! document that has ended, or lie where no document is known.

use huiqi_engine::{ChosenReadings, outline};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::Region;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use huiqi_tables::Row;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{RowChoice, ToDo};
use std::collections::HashMap;
use time::Date;

/// The situations of companies, with what is known of a region on a day looked up once.
#[derive(Debug, Default)]
pub struct Situations {
    known: HashMap<(&'static str, Date), Situation>,
}

impl Situations {
    /// Returns the situation of a company with this total; none where it says no region.
    pub fn of(&mut self, row: &Row, total: Amount) -> Option<Situation> {
        if row.has_unread_day() {
            return None;
        }
        let known = self.on(row, row.on)?;
        Some(if known.has_figure() { Situation::of_total(total) } else { known })
    }

    /// Whether a company is computed for a day before this one, on which every document of its
    /// region has ended.
    pub fn has_ended_since(&mut self, row: &Row, now: Date) -> bool {
        row.on < now && self.on(row, now) == Some(Situation::Ended)
    }

    /// Returns what is known of the region of a row on a day.
    fn on(&mut self, row: &Row, on: Date) -> Option<Situation> {
        let region = row.answers.region()?;
        let known = self.known.entry((region.id, on)).or_insert_with(|| {
            let set = row.answers.set();
            Situation::of(&outline(set, &row.answers, on, &ChosenReadings::default()))
        });
        Some(*known)
    }
}

/// The companies about which the same is to be done.
#[derive(Clone, Debug)]
struct Group {
    companies: u64,
    least: Yuan,
    /// What those can get at the most whose most is not open.
    most: Yuan,
    open: u64,
    /// The fewest and the most questions that one of them lacks.
    asks: (usize, usize),
    regions: Vec<(&'static Region, u64)>,
}

impl Group {
    /// Returns its places, each with its companies.
    fn places(&self) -> String {
        let one = |(region, count): &(&Region, u64)| {
            format!("{} {} 家", region.name, wording::count(*count))
        };
        self.regions.iter().map(one).collect::<Vec<_>>().join("、")
    }
}

/// How many companies there are for each follow-up.
#[derive(Clone, Debug)]
pub struct FollowUps {
    groups: [Group; FollowUp::ALL.len()],
    faulty: u64,
    first_faulty: Vec<u64>,
    /// Those of a place that is not known: how many, the first of them, and what they are computed
    /// as.
    unknown: (u64, Vec<u64>, &'static str),
}

/// So many rows are named.
const NAMED: usize = 3;

impl Default for FollowUps {
    fn default() -> Self {
        let empty = || Group {
            companies: 0,
            least: Yuan::ZERO,
            most: Yuan::ZERO,
            open: 0,
            asks: (usize::MAX, 0),
            regions: Vec::new(),
        };
        let groups = FollowUp::ALL.map(|_| empty());
        let unknown = (0, Vec::new(), "");
        Self { groups, faulty: 0, first_faulty: Vec::new(), unknown }
    }
}

impl FollowUps {
    /// Counts a company, of this row, with so many questions that can still change its total.
    pub fn count(
        &mut self,
        number: u64,
        row: &Row,
        follow_up: FollowUp,
        total: Amount,
        asks: usize,
    ) {
        let group = &mut self.groups[follow_up as usize];
        group.companies += 1;
        if let Level::Sum(least) = total.least {
            group.least = group.least + least;
        }
        match total.most {
            Level::Sum(most) => group.most = group.most + most,
            Level::Open => group.open += 1,
        }
        group.asks = (group.asks.0.min(asks), group.asks.1.max(asks));
        if let Some(region) = row.answers.region() {
            match group.regions.iter_mut().find(|(known, _)| known.id == region.id) {
                Some((_, count)) => *count += 1,
                None => group.regions.push((region, 1)),
            }
        }
        self.note_faults(number, row);
    }

    /// Leaves a company out of all sums, of this row: it says a place that is not known.
    pub fn leave_out(&mut self, number: u64, row: &Row) {
        let (count, first, place) = &mut self.unknown;
        *count += 1;
        if first.len() < NAMED {
            first.push(number);
        }
        *place = row.answers.region().map_or("", |region| region.name);
        // Its place is named there.
        if row.faults.len() > 1 {
            self.note_faults(number, row);
        }
    }

    fn note_faults(&mut self, number: u64, row: &Row) {
        if !row.faults.is_empty() {
            self.faulty += 1;
            if self.first_faulty.len() < NAMED {
                self.first_faulty.push(number);
            }
        }
    }

    /// Returns how many companies there are for a follow-up.
    #[must_use]
    pub const fn of(&self, follow_up: FollowUp) -> u64 {
        self.groups[follow_up as usize].companies
    }

    /// Returns how many companies have a figure.
    #[must_use]
    pub fn with_figure(&self) -> u64 {
        let has = |follow_up: &FollowUp| follow_up.without_figure().is_none();
        FollowUp::ALL.into_iter().filter(has).map(|one| self.of(one)).sum()
    }

    /// Returns what there is to do, most useful first.
    #[must_use]
    pub fn to_dos(&self) -> Vec<ToDo> {
        let present = FollowUp::ALL.into_iter().filter(|one| self.of(*one) > 0);
        let mut all: Vec<ToDo> = present.map(|one| self.to_do(one)).collect();
        if self.faulty > 0 {
            let rows = rows_named(&self.first_faulty, self.faulty);
            all.push(ToDo {
                choice: RowChoice::Faulty,
                count: self.faulty,
                what: "有格子要改".to_owned(),
                more: format!("{rows}，没有读出来的算没有填"),
            });
        }
        all
    }

    fn to_do(&self, follow_up: FollowUp) -> ToDo {
        let group = &self.groups[follow_up as usize];
        let most = if group.open > 0 {
            "最多看填的数".to_owned()
        } else {
            format!("最多 {}", wording::money(group.most))
        };
        let (what, more) = match follow_up {
            FollowUp::Claim => (
                format!("可以申报，合计 {}", wording::money(group.least)),
                if group.open == 0 && group.most == group.least {
                    "条件都满足。先打电话问文件是否还在执行".to_owned()
                } else {
                    format!("条件都满足。还有要评选的，{most}")
                },
            ),
            FollowUp::Ask => {
                let (fewest, largest) = group.asks;
                let range = if fewest == largest {
                    fewest.to_string()
                } else {
                    format!("{fewest} 到 {largest}")
                };
                let least = wording::money(group.least);
                (format!("还差 {range} 题"), format!("至少 {least}，问清了{most}"))
            }
            FollowUp::Wait => (follow_up.words().to_owned(), most),
            FollowUp::Ended => {
                let more = format!("{}。问到期前认定、还没有领的", group.places());
                (follow_up.words().to_owned(), more)
            }
            FollowUp::NotMet => (follow_up.words().to_owned(), "逐家看差一步能多拿多少".to_owned()),
            FollowUp::NotYet => (follow_up.words().to_owned(), "开始执行以后再算".to_owned()),
            FollowUp::NoneInForce => {
                (follow_up.words().to_owned(), "换一个申报日期再算".to_owned())
            }
            FollowUp::NotCovered => {
                (follow_up.words().to_owned(), "不是没有补贴，请问当地".to_owned())
            }
            FollowUp::NoDay => {
                let more = "没有测算，合计因此没有上限。请写成 2025-12-31 这样";
                (follow_up.words().to_owned(), more.to_owned())
            }
            FollowUp::NoRules => {
                let named = group.places();
                let more = format!("{named}。没有测算，合计因此没有上限。请过一会儿重算");
                (follow_up.words().to_owned(), more)
            }
            FollowUp::NoPlace => {
                let more = "没有测算，合计因此没有上限。请补上，或在上一步选好按哪里算";
                (follow_up.words().to_owned(), more.to_owned())
            }
        };
        ToDo { choice: RowChoice::Of(follow_up), count: group.companies, what, more }
    }

    /// Returns what there is to do, in sentences of a program: it has no step before.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let one = |to_do: ToDo| {
            let count = wording::count(to_do.count);
            let more = match to_do.choice {
                RowChoice::Of(FollowUp::NoPlace) => {
                    "没有测算。请补上，或用 --region 指定按哪里算".to_owned()
                }
                RowChoice::Of(FollowUp::NoDay) => "没有测算。请写成 2025-12-31 这样".to_owned(),
                RowChoice::Of(FollowUp::NoRules) => {
                    let named = self.groups[FollowUp::NoRules as usize].places();
                    format!("{named}。没有测算，不是 0 元")
                }
                RowChoice::Of(_) | RowChoice::All | RowChoice::Near | RowChoice::Faulty => {
                    to_do.more.clone()
                }
            };
            format!("{count} {}{}（{more}）", to_do.unit(), to_do.what)
        };
        let (count, first, place) = &self.unknown;
        let left_out = (*count > 0).then(|| {
            let (count, rows) = (wording::count(*count), rows_named(first, *count));
            format!(
                "{count} 家的所在地没有认出（{rows}），那几行先按{place}测算，没有计入上面的家数和\
                 金额，请改好所在地再算"
            )
        });
        self.to_dos().into_iter().map(one).chain(left_out).collect()
    }
}

/// Returns the first rows of so many in words: "第 3、5 行".
fn rows_named(first: &[u64], all: u64) -> String {
    let rows: Vec<String> = first.iter().map(|row| wording::count(*row)).collect();
    let more = if all > first.len() as u64 { "等" } else { "" };
    format!("第 {} 行{more}", rows.join("、"))
}
