//! Cases side by side: totals, awards and answers, and what differs from the first. Pure; the page
//! and the JS door only show it.

use crate::situation::Situation;
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_rules::amount::{Amount, Change};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, PolicySet};
use huiqi_rules::question::QuestionIndex;

/// One end against the same end of the first case, for least and for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of the least.
    pub least: Change,
    /// Of the most.
    pub most: Change,
}

impl Difference {
    fn between(before: Amount, after: Amount) -> Self {
        Self {
            least: Change::between(before.least, after.least),
            most: Change::between(before.most, after.most),
        }
    }

    /// Whether both ends are the same.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.least == Change::NONE && self.most == Change::NONE
    }
}

/// An award in one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardCell {
    /// What became of it.
    pub outcome: Outcome,
    /// What it adds to the total: nothing for one that is set aside.
    pub counted: Amount,
    /// Its own bounds.
    pub amount: Amount,
}

/// An award across the cases.
#[derive(Debug)]
pub struct AwardRow {
    /// The award.
    pub award: &'static Award,
    /// For each case; none where the case's region does not have it.
    pub cells: Vec<Option<AwardCell>>,
    /// Against the first case, by what counts.
    pub differences: Vec<Difference>,
    /// Whether any case differs from the first, in amount or outcome.
    pub differs: bool,
}

/// A question across the cases.
#[derive(Debug)]
pub struct AnswerRow {
    /// The question.
    pub question: QuestionIndex,
    /// For each case its answer.
    pub answers: Vec<Option<Answer>>,
    /// Whether any case differs from the first.
    pub differs: bool,
}

/// Cases side by side.
#[derive(Debug)]
pub struct Comparison {
    /// The totals.
    pub totals: Vec<Amount>,
    /// What each is before any figure.
    pub situations: Vec<Situation>,
    /// The totals against the first.
    pub differences: Vec<Difference>,
    /// Every award of any case, in document order.
    pub awards: Vec<AwardRow>,
    /// Every question answered in any case, in the authors' order.
    pub answers: Vec<AnswerRow>,
}

/// Compares cases with the first of them. Each is its answers with its report.
#[must_use]
pub fn compare(set: &'static PolicySet, cases: &[(&Answers, &Report)]) -> Comparison {
    let totals: Vec<Amount> = cases.iter().map(|(_, report)| report.outline.total).collect();
    let situations = cases.iter().map(|(_, report)| Situation::of(&report.outline)).collect();
    let differences = against_first(&totals);
    let every = set.policies.iter().flat_map(|policy| policy.awards);
    let awards = every.filter_map(|award| award_row(award, cases)).collect();
    let questions = set.question_indices();
    let answers = questions.filter_map(|question| answer_row(question, cases)).collect();
    Comparison { totals, situations, differences, awards, answers }
}

fn against_first(amounts: &[Amount]) -> Vec<Difference> {
    let first = amounts.first().copied().unwrap_or(Amount::ZERO);
    amounts.iter().map(|amount| Difference::between(first, *amount)).collect()
}

fn award_row(award: &'static Award, cases: &[(&Answers, &Report)]) -> Option<AwardRow> {
    let find = |report: &Report| {
        report.awards.iter().find(|candidate| candidate.award.id == award.id).map(cell)
    };
    let cells: Vec<Option<AwardCell>> = cases.iter().map(|(_, report)| find(report)).collect();
    cells.iter().any(Option::is_some).then(|| {
        let counted: Vec<Amount> =
            cells.iter().map(|cell| cell.map_or(Amount::ZERO, |cell| cell.counted)).collect();
        let differs = cells.iter().any(|cell| *cell != cells[0]);
        AwardRow { award, differences: against_first(&counted), cells, differs }
    })
}

fn cell(report: &AwardReport) -> AwardCell {
    let counted = if report.outcome == Outcome::SetAside { Amount::ZERO } else { report.amount };
    AwardCell { outcome: report.outcome, counted, amount: report.amount }
}

fn answer_row(question: QuestionIndex, cases: &[(&Answers, &Report)]) -> Option<AnswerRow> {
    let answers: Vec<Option<Answer>> =
        cases.iter().map(|(answers, _)| answers.get(question).cloned()).collect();
    let differs = answers.iter().any(|answer| *answer != answers[0]);
    answers.iter().any(Option::is_some).then_some(AnswerRow { question, answers, differs })
}

#[cfg(test)]
mod tests {
    use super::compare;
    use huiqi_engine::report::Outcome;
    use huiqi_engine::{ChosenReadings, evaluate};
    use huiqi_policies::POLICIES;
    use huiqi_rules::amount::{Amount, Change, Level};
    use huiqi_rules::answers::{Answer, Answers};
    use huiqi_rules::day::read_date;
    use huiqi_rules::money::Yuan;
    use huiqi_rules::question::Kind;
    use rust_decimal::Decimal;

    fn answers(given: &[(&str, &str)]) -> Answers {
        let answer = |(id, option): &(&str, &str)| {
            let question = POLICIES.question_index(id).expect("a question");
            let index = POLICIES.question(question).option(option);
            let answer = match POLICIES.question(question).kind {
                Kind::Multi => Answer::Options(index.map_or(0, |index| 1 << index)),
                kind => Answer::Option(index.unwrap_or_else(|| panic!("{id}: {kind:?}"))),
            };
            (question, answer)
        };
        Answers::build(&POLICIES, given.iter().map(answer)).expect("no contradiction")
    }

    #[test]
    fn a_listing_on_another_board_is_one_difference_with_its_sign() {
        let on = read_date("2026-11-21").expect("a day");
        let bse = answers(&[
            ("region", "zaozhuang"),
            ("certification_tier", "provincial"),
            ("claimed_elsewhere", ""),
            ("listings", "bse"),
        ]);
        let neeq = answers(&[
            ("region", "zaozhuang"),
            ("certification_tier", "provincial"),
            ("claimed_elsewhere", ""),
            ("listings", "neeq"),
        ]);
        let reports = [&bse, &neeq]
            .map(|answers| evaluate(&POLICIES, answers, on, &ChosenReadings::default()));
        let found = compare(&POLICIES, &[(&bse, &reports[0]), (&neeq, &reports[1])]);
        // 0 to 1000万 against 100万: 100万 more for certain, and 900万 less at most.
        assert_eq!(found.differences[0].least, Change::NONE);
        assert_eq!(found.differences[1].least, Change::By(Decimal::from(1_000_000)));
        assert_eq!(
            found.differences[1].most,
            if found.totals[0].most == Level::Open {
                Change::NONE
            } else {
                Change::By(Decimal::from(-9_000_000))
            }
        );
        let changed: Vec<&str> =
            found.awards.iter().filter(|row| row.differs).map(|row| row.award.id).collect();
        assert_eq!(
            changed,
            ["zaozhuang-srdi-2022/listing-exchange", "zaozhuang-srdi-2022/listing-neeq"]
        );
        let differing: Vec<&str> = found
            .answers
            .iter()
            .filter(|row| row.differs)
            .map(|row| POLICIES.question(row.question).id)
            .collect();
        assert_eq!(differing, ["listings"]);
    }

    #[test]
    fn an_award_that_is_set_aside_counts_for_nothing_and_one_of_another_region_has_no_cell() {
        let on = read_date("2026-11-21").expect("a day");
        let mut zaozhuang = answers(&[
            ("region", "zaozhuang"),
            ("certification_tier", "national_giant"),
            ("claimed_elsewhere", ""),
        ]);
        let first = POLICIES.question_index("first_certified_tiers").expect("a question");
        let both = crate::chosen::titles(&["provincial", "national_giant"]);
        zaozhuang = zaozhuang.with(first, Answer::Options(both)).expect("no contradiction");
        let jincheng = answers(&[("region", "jincheng")]);
        let reports = [&zaozhuang, &jincheng]
            .map(|answers| evaluate(&POLICIES, answers, on, &ChosenReadings::default()));
        let found = compare(&POLICIES, &[(&zaozhuang, &reports[0]), (&jincheng, &reports[1])]);
        let row = found
            .awards
            .iter()
            .find(|row| row.award.id == "zaozhuang-srdi-2022/first-certification-provincial")
            .expect("a row");
        let cell = row.cells[0].expect("its own region has it");
        assert_eq!(
            (cell.outcome, cell.counted, cell.amount),
            (
                Outcome::SetAside,
                Amount::ZERO,
                Amount::exactly(Level::Sum(Yuan::from_fen(10_000_000)))
            )
        );
        assert!(row.cells[1].is_none() && row.differs);
    }
}
