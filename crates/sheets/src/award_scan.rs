//! The awards that are paid to the companies of a list: which, to how many, how much.

use super::ledger::{CompanyRow, Ledger};
use super::shown::nearest;
use huiqi_engine::report::Outcome;
use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_rules::amount::Level;
use huiqi_rules::money::Yuan;
use huiqi_rules::moves::Effort;
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{AwardList, PaidAward, RowChoice, ToDo};
use std::collections::{BTreeMap, HashMap};
use time::Date;

/// The awards of a longer list are not looked at one by one.
pub const MOST_COMPANIES: usize = 20_000;
/// So many steps are named.
const NAMED_STEPS: usize = 3;

/// A list whose awards are being counted.
pub struct AwardScan {
    next: usize,
    counts: Vec<Count>,
    paid: Vec<Box<[u16]>>,
    near: Vec<Option<Effort>>,
    /// How many companies are one step short, by effort and step.
    steps: BTreeMap<(Effort, &'static str), u64>,
    /// The nearest step by the answers: many companies give the same.
    known: HashMap<(*const PolicySet, String, Date), Option<NearStep>>,
}

/// A step that brings something, and how much it takes.
type NearStep = (Effort, &'static str);

#[derive(Clone, Copy)]
struct Count {
    certain: u64,
    possible: u64,
    least: Yuan,
}

impl AwardScan {
    /// For the companies of a list.
    #[must_use]
    pub fn new(ledger: &Ledger) -> Self {
        let count = Count { certain: 0, possible: 0, least: Yuan::ZERO };
        Self {
            next: 0,
            counts: vec![count; ledger.awards().len()],
            paid: Vec::new(),
            near: Vec::new(),
            steps: BTreeMap::new(),
            known: HashMap::new(),
        }
    }

    /// Looks at the next company; false at the end.
    pub fn step(&mut self, ledger: &Ledger) -> bool {
        let Some(company) = ledger.companies().get(self.next) else { return false };
        self.next += 1;
        let mut own = Vec::new();
        if company.situation.is_some_and(Situation::has_figure) {
            let row = ledger.row(company);
            let set = row.answers.set();
            let report = evaluate(set, &row.answers, row.on, &ChosenReadings::default());
            for paid in &report.awards {
                let Some(index) = ledger.award_index(paid.award) else { continue };
                let count = &mut self.counts[usize::from(index)];
                match (paid.outcome, paid.amount.least) {
                    (Outcome::Certain, Level::Sum(least)) if !least.is_zero() => {
                        count.certain += 1;
                        count.least = count.least + least;
                    }
                    (Outcome::Possible, _) => count.possible += 1,
                    (
                        Outcome::Certain
                        | Outcome::NotMet
                        | Outcome::SetAside
                        | Outcome::NotInForce,
                        _,
                    ) => continue,
                }
                own.push(index);
            }
        }
        self.paid.push(own.into_boxed_slice());
        let near = self.near(ledger, company);
        if let Some(step) = near {
            *self.steps.entry(step).or_default() += 1;
        }
        self.near.push(near.map(|(effort, _)| effort));
        true
    }

    /// Returns the step with the least effort that brings something to a company to which nothing
    /// is paid.
    fn near(&mut self, ledger: &Ledger, company: &CompanyRow) -> Option<NearStep> {
        if company.follow_up != FollowUp::NotMet {
            return None;
        }
        let row = ledger.row(company);
        let set = row.answers.set();
        let answers = row.answers.iter().map(|one| format!("{one:?}")).collect::<String>();
        // The same numbers are other answers in other rules.
        let key = (std::ptr::from_ref(set), answers, row.on);
        let known = self.known.entry(key).or_insert_with(|| {
            let advice = advise(set, &row.answers, row.on, &ChosenReadings::default());
            let (effort, best) = nearest(&advice)?;
            Some((effort, best.steps.first()?.movement.advice))
        });
        *known
    }

    /// Returns how many companies are one step short, and of which steps, the least effort first.
    fn near_to_do(&self) -> Option<ToDo> {
        let count: u64 = self.steps.values().sum();
        let named = self.steps.iter().take(NAMED_STEPS);
        let steps: Vec<String> = named
            .map(|((_, advice), count)| format!("{advice} {} 家", wording::count(*count)))
            .collect();
        let more = if self.steps.len() > NAMED_STEPS { "等" } else { "" };
        (count > 0).then(|| ToDo {
            choice: RowChoice::Near,
            count,
            what: RowChoice::Near.words().to_owned(),
            more: format!("{}{more}", steps.join("；")),
        })
    }

    /// Returns the awards that are paid or may be, and how many companies are one step short; the
    /// list knows then for each company which.
    #[must_use]
    pub fn finish(self, ledger: &mut Ledger) -> AwardList {
        let near = self.near_to_do();
        let counted = self.counts.iter().zip(ledger.awards()).enumerate();
        let mut found: Vec<(usize, Count, (&Policy, &Award))> = counted
            .filter(|(_, (count, _))| count.certain > 0 || count.possible > 0)
            .map(|(index, (count, award))| (index, *count, *award))
            .collect();
        found.sort_by_key(|(_, count, _)| std::cmp::Reverse((count.least, count.possible)));
        let sum = found.iter().fold(Yuan::ZERO, |sum, (_, count, _)| sum + count.least);
        let total = (sum == ledger.totals().least).then(|| wording::money(sum));
        let one = |(index, count, (policy, award)): (usize, Count, (&Policy, &Award))| PaidAward {
            award: index as u16,
            name: award.name.to_owned(),
            document: policy.short_title.to_owned(),
            clause: award.clause.to_owned(),
            certain: count.certain,
            possible: count.possible,
            least: wording::money(count.least),
        };
        let awards = found.into_iter().map(one).collect();
        ledger.put_paid(self.paid, self.near);
        AwardList { awards, total, near }
    }
}
