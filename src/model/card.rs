//! The picture of a result, as words: place, day, premise and number, what is paid, whom to ask,
//! the code of the link. static/card.js draws it.

use super::effect::Effect;
use super::results::PageFacts;
use super::whole::Whole;
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_sitting::next::Next;
use huiqi_sitting::open::OpenTop;
use huiqi_sitting::qr::QrPath;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use serde::Serialize;
use time::Date;

/// So many awards fit; the others are counted.
const MOST_ROWS: usize = 6;

/// What the picture says, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Card {
    /// The name of the company; may be empty.
    pub(crate) name: String,
    /// The place and the day.
    pub(crate) place: String,
    /// What the number supposes; it is drawn above the number, in the same field.
    pub(crate) premises: Vec<String>,
    /// The number: the words before it, the figure, its unit.
    pub(crate) figures: Vec<[String; 3]>,
    /// What is added to an open top, or what is said in place of a number.
    pub(crate) words: String,
    /// The awards.
    pub(crate) rows: Vec<CardRow>,
    /// The office to ask; may be empty.
    pub(crate) office: String,
    /// Its telephone and the document.
    pub(crate) contact: String,
    /// The last lines.
    pub(crate) foot: Vec<String>,
    /// The width of the code in modules, and its path; none where there is no link.
    pub(crate) qr: Option<(i32, String)>,
}

/// One award of the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CardRow {
    /// Whether it is certain.
    is_sure: bool,
    name: String,
    amount: String,
}

impl Card {
    /// Returns the picture of the case in view.
    pub(crate) fn of(
        session: &Session,
        report: &Report,
        next: &Next,
        today: Date,
        qr: Option<&QrPath>,
    ) -> Self {
        let set = session.set();
        let outline = &report.outline;
        let situation = Situation::of(outline);
        let (figures, words) = if situation.has_figure() {
            let top = OpenTop::of(session, outline);
            let words = top.as_ref().map_or(String::new(), |top| wording::added(set, top));
            (figures(report, top.as_ref()), words)
        } else {
            (Vec::new(), wording::no_figure(situation, outline))
        };
        let others = session.others().into_iter();
        let others = others.map(|reading| format!("{} 按另一种理解算：", reading.clause));
        let premise = wording::premise(outline).filter(|_| situation.has_figure());
        let office = next.offices.first();
        let phone = office.map(|office| match &office.telephone {
            Some(telephone) => format!("电话 {telephone}"),
            None => "12345 转接".to_owned(),
        });
        let number = outline.documents.iter().find_map(|document| document.policy.number);
        let scan =
            if qr.is_some() { vec!["扫码看依据、怎么问、备什么。"] } else { vec![] };
        let mut foot: Vec<String> = scan.into_iter().map(str::to_owned).collect();
        foot.push("仅供参考，以主管部门审核为准。".to_owned());
        foot.push(format!("惠企　规则版本 {}", set.edition));
        Self {
            name: String::new(),
            place: format!(
                "{}　{}",
                session.region_name().unwrap_or_default(),
                wording::day_line(session.on, today)
            ),
            premises: premise.into_iter().chain(others).collect(),
            figures,
            words,
            rows: rows(report),
            office: office.map_or(String::new(), |office| format!("先问 {}", office.name)),
            contact: phone
                .into_iter()
                .chain(number.map(str::to_owned))
                .collect::<Vec<_>>()
                .join("　"),
            foot,
            qr: qr.map(|qr| (qr.width, qr.path.clone())),
        }
    }

    /// Returns all its words, for a visitor who does not see it.
    pub(crate) fn spoken(&self) -> String {
        let figures = self
            .figures
            .iter()
            .map(|[words, number, unit]| format!("{words} {number} {unit}").trim_end().to_owned());
        let rows = self.rows.iter().map(|row| format!("{}：{}", row.name, row.amount));
        [self.name.clone(), self.place.clone()]
            .into_iter()
            .chain(self.premises.iter().cloned())
            .chain(figures)
            .chain([self.words.clone()])
            .chain(rows)
            .chain([self.office.clone(), self.contact.clone()])
            .chain(self.foot.iter().cloned())
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Returns a sum as the words before it, the figure and its unit.
fn figure(words: &str, shown: &str) -> [String; 3] {
    let (number, unit) = shown.split_once(' ').unwrap_or((shown, ""));
    [words, number, unit].map(str::to_owned)
}

fn figures(report: &Report, top: Option<&OpenTop>) -> Vec<[String; 3]> {
    let total = report.outline.total;
    if total.is_exact() {
        return vec![figure("可以申报", &wording::level(total.least))];
    }
    let most = match top {
        Some(top) => wording::level(top.bounded),
        None => wording::level(total.most),
    };
    vec![figure("至少", &wording::level(total.least)), figure("最多", &most)]
}

/// Returns what is paid for certain, then what may be.
fn rows(report: &Report) -> Vec<CardRow> {
    let of = |wanted: Outcome| report.awards.iter().filter(move |award| award.outcome == wanted);
    let row = |award: &AwardReport| CardRow {
        is_sure: award.outcome == Outcome::Certain,
        name: award.award.name.to_owned(),
        amount: wording::amount(award.amount),
    };
    let mut rows: Vec<CardRow> =
        of(Outcome::Certain).chain(of(Outcome::Possible)).map(row).collect();
    let left = rows.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        rows.truncate(MOST_ROWS - 1);
        rows.push(CardRow {
            is_sure: false,
            name: format!("还有 {} 项，扫码看", left + 1),
            amount: String::new(),
        });
    }
    rows
}

impl Whole {
    /// Returns the effect that draws the picture of the page, where it says something else than the
    /// one that is drawn.
    pub(crate) fn settle_picture(&mut self, page: &PageFacts) -> Option<Effect> {
        let PageFacts::Share(facts) = page else { return None };
        let card = Card { name: self.label.clone(), ..facts.card.clone() };
        if self.drawn.as_ref() == Some(&card) {
            return None;
        }
        self.drawn = Some(card.clone());
        Some(Effect::Draw(Box::new(card)))
    }
}

#[cfg(test)]
mod tests;
