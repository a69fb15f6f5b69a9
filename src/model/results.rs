//! What the pages beyond the questions show, computed once for a drawing.

use super::card::Card;
use super::device::Device;
use super::elsewhere::Elsewhere;
use super::facts::Facts;
use super::questions::{Questions, SiteHead};
use super::receipt::ReceiptFile;
use super::whole::Whole;
use huiqi_engine::report::{Advice, Curve, Ladder, Outcome, Report};
use huiqi_engine::{advise, curve, evaluate, ladder};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::calendar;
use huiqi_sitting::cases::{Case, Cases};
use huiqi_sitting::compare::{AnswerRow, Comparison, compare};
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::curve::{CurveDrawing, drawing};
use huiqi_sitting::levels::by_level;
use huiqi_sitting::link::encode;
use huiqi_sitting::next::{Next, before_spending};
use huiqi_sitting::open::{OpenQuestion, OpenTop, open_questions, unclaimed, worth};
use huiqi_sitting::qr;
use huiqi_sitting::questionnaire::{Page, Session};
use huiqi_sitting::shelf::KeptCase;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use rust_decimal::Decimal;
use time::Date;

/// What the page in view shows.
pub(crate) struct WholeFacts {
    /// The cases, the day and what the portal says, of which this was computed.
    basis: (Cases, Date, Corrections, SiteHead, Device),
    /// Whether what options add was left out.
    is_brief: bool,
    /// What every page shows.
    pub(crate) questions: Facts,
    /// What this page shows besides.
    pub(crate) page: PageFacts,
}

/// The page in view with what it alone shows.
pub(crate) enum PageFacts {
    Step(usize),
    All,
    Check,
    Result(Box<ResultFacts>),
    /// None where no title pays anything on the day.
    Ladder(Option<Ladder>),
    Compare(CompareFacts),
    Share(Box<ShareFacts>),
    /// What is shown of each kept case.
    Cases(Vec<KeptFacts>),
    Portfolio,
    Receipt,
    Library,
    Difference,
    Unknown,
}

/// What is shown of a kept case.
pub(crate) enum KeptFacts {
    /// Its total.
    Total(Situation, Amount),
    /// Its rules are not those in use.
    Elsewhere(Elsewhere),
}

/// The result of the case in view.
pub(crate) struct ResultFacts {
    pub(crate) report: Report,
    pub(crate) advice: Advice,
    /// The QR code of the link, for the printed sheet.
    pub(crate) qr: Option<qr::QrPath>,
    /// What it is before any figure.
    pub(crate) situation: Situation,
    /// An open top, in its two parts.
    pub(crate) top: Option<OpenTop>,
    /// The totals of the city's and the province's documents, where both count.
    pub(crate) levels: Vec<(&'static Policy, Amount)>,
    /// The least where nothing was claimed under other policies, where that is still open.
    pub(crate) unclaimed: Option<Level>,
    /// What is still open, what pays most first.
    pub(crate) open: Vec<OpenQuestion>,
    /// What to do next.
    pub(crate) next: Next,
    /// The days to remember, as a calendar file.
    pub(crate) calendar: Option<String>,
    /// What would become of each award as this page usually reads its clauses, by its id: a row
    /// keeps its place where another reading is chosen.
    pub(crate) usual: Vec<(&'static str, Outcome)>,
    /// How the total moves with each figure that is asked.
    pub(crate) curves: Vec<CurveDrawing>,
}

/// So many open questions are answered in place; the others wait for their turn.
const PRICED: usize = 1;

/// So many questions of a step are read first, and nearly fill the screen of a phone: of a place
/// that was just opened, the others are drawn behind them.
const DRAWN_FIRST: usize = 2;

impl ResultFacts {
    pub(super) fn of(whole: &Whole, questions: &Questions, facts: &Facts, report: Report) -> Self {
        let session = questions.session();
        let cases = whole.handed_on(&questions.cases);
        let link = link(whole, &cases, &code(&cases));
        Self {
            advice: advise(session.set(), &facts.answers, session.on, &session.readings),
            qr: link.as_deref().and_then(qr::draw),
            situation: Situation::of(&report.outline),
            top: OpenTop::of(session, &report.outline),
            levels: by_level(session, &report.outline),
            unclaimed: unclaimed(session, &report.outline),
            open: open_questions(session, &report.outline, PRICED),
            next: next(whole, session, &report),
            calendar: calendar(whole, &report),
            usual: usual(session, facts, &report),
            curves: Vec::new(),
            report,
        }
    }
}

/// Returns what the options of the questions in view add, by the ids of their cards.
fn worth_of(session: &Session, facts: &Facts) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let is_priced = |question: &&QuestionIndex| {
        **question != PolicySet::REGION
            && Some(**question) != session.matters_question()
            && in_view(session, **question)
    };
    for question in facts.visible.iter().filter(is_priced) {
        let id = session.set().question(*question).id;
        for one in worth(session, *question) {
            let say = if one.adds.is_exact() { wording::level } else { wording::most };
            let words = say(one.adds.most);
            found.push((format!("{id}--{}", one.option), words));
        }
    }
    found
}

/// Whether a question is on the step in view.
fn in_view(session: &Session, question: QuestionIndex) -> bool {
    let steps = session.set().steps;
    let id = session.set().question(question).step;
    session.page == Page::Step(steps.iter().position(|step| step.id == id).unwrap_or(0))
}

fn calendar(whole: &Whole, report: &Report) -> Option<String> {
    let today = whole.questions.today;
    calendar::file(&calendar::entries(report, &whole.corrections, today), today)
}

fn next(whole: &Whole, session: &Session, report: &Report) -> Next {
    let today = whole.questions.today;
    Next::of(session, report, &whole.corrections, &whole.device.contacts, today)
}

fn curves(session: &Session, facts: &Facts) -> Vec<CurveDrawing> {
    let (set, answers) = (session.set(), &facts.answers);
    let drawn = |question: &QuestionIndex| {
        let curve = curve(set, answers, session.on, &session.readings, *question, Decimal::ZERO)?;
        drawing(set, &curve, &[])
    };
    facts.visible.iter().filter_map(drawn).collect()
}

fn usual(session: &Session, facts: &Facts, report: &Report) -> Vec<(&'static str, Outcome)> {
    let outcomes = |report: &Report| {
        report.awards.iter().map(|award| (award.award.id, award.outcome)).collect()
    };
    if facts.others.is_empty() {
        outcomes(report)
    } else {
        let readings = huiqi_engine::ChosenReadings::default();
        outcomes(&evaluate(session.set(), &facts.answers, session.on, &readings))
    }
}

/// The cases side by side: those that the rules in use compute.
pub(crate) struct CompareFacts {
    /// The number of each among the open cases.
    pub(crate) here: Vec<usize>,
    pub(crate) answers: Vec<Answers>,
    /// How many questions of each case have no answer.
    pub(crate) unanswered: Vec<usize>,
    pub(crate) comparison: Comparison,
    /// How the total of each case moves with one figure, on the same axes; by the place of the
    /// case.
    pub(crate) curves: Vec<(usize, CurveDrawing)>,
}

/// What is handed on.
pub(crate) struct ShareFacts {
    /// The code of all cases.
    pub(crate) code: String,
    /// None where the page has no address that others can open.
    pub(crate) link: Option<String>,
    pub(crate) qr: Option<qr::QrPath>,
    /// The result as plain text.
    pub(crate) text: String,
    /// The picture, without the company's name.
    pub(crate) card: Card,
    /// The receipt of the case in view.
    pub(crate) receipt: ReceiptFile,
}

impl WholeFacts {
    /// Returns what the page in view shows.
    pub(crate) fn of(whole: &Whole) -> Self {
        let questions = &whole.questions;
        let session = questions.session();
        let site = &questions.site.name;
        let outlined = || Facts::of(session, site);
        // A report has the outline in it, which is then not computed twice.
        let reported = |report: &Report| Facts::of_outline(session, report.outline.clone(), site);
        let (facts, page) = match session.page {
            Page::Step(step) => (outlined(), PageFacts::Step(step)),
            Page::All => (outlined(), PageFacts::All),
            Page::Check => (outlined(), PageFacts::Check),
            Page::Result => {
                let report = session.report();
                let facts = reported(&report);
                let mut result = ResultFacts::of(whole, questions, &facts, report);
                // The sheets of many companies show none.
                result.curves = curves(session, &facts);
                (facts, PageFacts::Result(Box::new(result)))
            }
            Page::Ladder => {
                let facts = outlined();
                let ladder = ladder(session.set(), &facts.answers, session.on, &session.readings);
                (facts, PageFacts::Ladder(ladder))
            }
            Page::Compare => (outlined(), PageFacts::Compare(CompareFacts::of(whole))),
            Page::Share => {
                let report = session.report();
                (reported(&report), PageFacts::Share(Box::new(ShareFacts::of(whole, &report))))
            }
            Page::Cases => {
                let total = |case: &KeptCase| {
                    if let Some(elsewhere) = whole.elsewhere(&case.session) {
                        return KeptFacts::Elsewhere(elsewhere);
                    }
                    let outline = case.session.outline();
                    KeptFacts::Total(Situation::of(&outline), outline.total)
                };
                let totals = whole.shelf.list().iter().map(total).collect();
                (outlined(), PageFacts::Cases(totals))
            }
            Page::Portfolio => (outlined(), PageFacts::Portfolio),
            Page::Receipt => (outlined(), PageFacts::Receipt),
            Page::Library => (outlined(), PageFacts::Library),
            Page::Difference => (outlined(), PageFacts::Difference),
            Page::Unknown => (outlined(), PageFacts::Unknown),
        };
        let mut facts = facts;
        if whole.is_brief {
            // One question is on a page of the large view, which counts them all.
            if !questions.is_large {
                let here = facts.visible.iter().filter(|one| in_view(session, **one));
                let later: Vec<QuestionIndex> = here.copied().skip(DRAWN_FIRST).collect();
                facts.visible.retain(|question| !later.contains(question));
            }
            let visible = &facts.visible;
            facts
                .outline
                .asks
                .retain(|ask| in_view(session, ask.question) && visible.contains(&ask.question));
        } else {
            if let PageFacts::Step(_) = page {
                facts.worth = worth_of(session, &facts);
            }
            facts.before = before_spending(session, &whole.corrections);
        }
        let basis = (
            questions.cases.clone(),
            questions.today,
            whole.corrections.clone(),
            questions.site.clone(),
            whole.device.clone(),
        );
        Self { basis, is_brief: whole.is_brief, questions: facts, page }
    }

    /// Whether nothing changed that this was computed from: what is folded, named or said besides
    /// changes none of it.
    pub(crate) fn is_current(&self, whole: &Whole) -> bool {
        let questions = &whole.questions;
        let is_same = self.basis.0 == questions.cases
            && self.basis.1 == questions.today
            && self.basis.2 == whole.corrections
            && self.basis.3 == questions.site
            && self.basis.4 == whole.device
            && self.is_brief == whole.is_brief;
        is_same
            && match self.page {
                // Kept cases are another basis.
                PageFacts::Cases(_) => false,
                PageFacts::Step(_)
                | PageFacts::All
                | PageFacts::Check
                | PageFacts::Result(_)
                | PageFacts::Ladder(_)
                | PageFacts::Compare(_)
                | PageFacts::Share(_)
                | PageFacts::Portfolio
                | PageFacts::Receipt
                | PageFacts::Library
                | PageFacts::Difference
                | PageFacts::Unknown => true,
            }
    }
}

impl CompareFacts {
    fn of(whole: &Whole) -> Self {
        let questions = &whole.questions;
        let (here, list): (Vec<usize>, Vec<&Case>) = whole.cases_here().into_iter().unzip();
        let evaluated = |case: &&Case| (case.session.answers(), case.session.report());
        let cases: Vec<(Answers, Report)> = list.iter().map(evaluated).collect();
        let pairs: Vec<_> = cases.iter().map(|(answers, report)| (answers, report)).collect();
        let comparison = compare(questions.session().set(), &pairs);
        let (answers, reports): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
        let unanswered = reports.iter().map(|report| report.outline.asks.len()).collect();
        let curves = Self::curves(questions, &list, &answers, &comparison);
        Self { here, answers, unanswered, comparison, curves }
    }
}

impl CompareFacts {
    /// Returns the curves over the first figure that moves a total; one that differs comes first.
    fn curves(
        questions: &Questions,
        cases: &[&Case],
        answers: &[Answers],
        comparison: &Comparison,
    ) -> Vec<(usize, CurveDrawing)> {
        let set = questions.session().set();
        let is_figure = |row: &&AnswerRow| set.question(row.question).kind.unit().is_some();
        let (differ, same): (Vec<_>, Vec<_>) =
            comparison.answers.iter().filter(is_figure).partition(|row| row.differs);
        for row in differ.into_iter().chain(same) {
            let drawn = |reach: Decimal| -> Vec<(usize, Curve)> {
                let one = |(index, case): (usize, &&Case)| {
                    let session = &case.session;
                    let (on, readings) = (session.on, &session.readings);
                    let curve = curve(set, &answers[index], on, readings, row.question, reach)?;
                    Some((index, curve))
                };
                cases.iter().enumerate().filter_map(one).collect()
            };
            let last = |(_, curve): &(usize, Curve)| curve.points.last().map(|point| point.figure);
            let Some(reach) = drawn(Decimal::ZERO).iter().filter_map(last).max() else { continue };
            let curves = drawn(reach);
            let beside: Vec<&Curve> = curves.iter().map(|(_, curve)| curve).collect();
            let one =
                |(index, curve): &(usize, Curve)| Some((*index, drawing(set, curve, &beside)?));
            return curves.iter().filter_map(one).collect();
        }
        Vec::new()
    }
}

impl ShareFacts {
    fn of(whole: &Whole, report: &Report) -> Self {
        let questions = &whole.questions;
        let cases = whole.handed_on(&questions.cases);
        let code = code(&cases);
        let link = link(whole, &cases, &code);
        let next = next(whole, questions.session(), report);
        let today = questions.today;
        let text = wording::link::plain_text(&cases, report, &next, today, link.as_deref());
        let qr = link.as_deref().and_then(qr::draw);
        let card = Card::of(questions.session(), report, &next, today, qr.as_ref());
        let receipt = ReceiptFile::of(whole, report);
        Self { qr, code, link, text, card, receipt }
    }
}

/// Returns the code of all cases.
fn code(cases: &Cases) -> String {
    encode(cases, &cases.totals())
}

/// Returns the link to all cases; none where the page has no address that others can open.
fn link(whole: &Whole, cases: &Cases, code: &str) -> Option<String> {
    let page = if cases.list().len() > 1 { "compare" } else { "result" };
    whole.device.public_address.as_ref().map(|address| format!("{address}#/{page}?c={code}"))
}

/// Returns how each award is applied for, where anybody says it, by the ids of the awards.
pub(super) fn applications(set: &PolicySet, corrections: &Corrections) -> Vec<(String, String)> {
    let awards = set.policies.iter().flat_map(|policy| policy.awards);
    let said = |award: &Award| {
        let words = wording::next::facts_in_a_cell(&corrections.of(award));
        (!words.is_empty()).then(|| (award.id.to_owned(), words))
    };
    awards.filter_map(said).collect()
}
