//! What the questions show, computed once for a drawing: the views read it and compute nothing.

use huiqi_engine::outline;
use huiqi_engine::report::Outline;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Award, DocumentState, Policy, PolicySet, Reading};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::{Draft, DraftProblem, Page, Session};
use huiqi_sitting::wording;
use time::Date;

/// What every page shows of the case in view.
#[derive(Debug)]
pub(crate) struct Facts {
    /// The answers that count.
    pub(crate) answers: Answers,
    /// The total, the questions and the documents.
    pub(crate) outline: Outline,
    /// The questions to show.
    pub(crate) visible: Vec<QuestionIndex>,
    /// The steps that have a question to show, by their indices.
    pub(crate) steps: Vec<usize>,
    /// The documents of the region.
    pub(crate) policies: Vec<&'static Policy>,
    /// The clauses taken the other way.
    pub(crate) others: Vec<&'static Reading>,
    /// What is wrong at the questions of the page, in words, as far as it is shown now.
    pub(crate) problems: Vec<(QuestionIndex, String)>,
    /// The documents that do not hold on the day, on the pages that show them; known to the whole
    /// page.
    pub(crate) out_of_force: Vec<OutOfForce>,
    /// What must be done before money is spent, with the question about it; the whole page knows.
    pub(crate) before: Vec<(QuestionIndex, String)>,
    /// What options add, by the ids of their cards; the whole page knows.
    pub(crate) worth: Vec<(String, String)>,
    /// The words of the live line.
    pub(crate) live_line: String,
    /// The title of the window.
    pub(crate) title: String,
}

/// A document that does not hold on the day.
#[derive(Debug)]
pub(crate) struct OutOfForce {
    /// The document.
    pub(crate) policy: &'static Policy,
    /// Whether it has ended or is still to come.
    pub(crate) state: Option<DocumentState>,
    /// The nearest day on which it holds.
    pub(crate) day: Date,
    /// The total on that day, where the answers given show that it would count.
    pub(crate) total_then: Option<Amount>,
}

impl Facts {
    /// Returns what the case in view shows on its page, on a site of this name.
    pub(crate) fn of(session: &Session, site: &str) -> Self {
        Self::of_outline(session, session.outline(), site)
    }

    /// Returns the same for the first part of the page, whose live line is in brief.
    pub(crate) fn in_brief(session: &Session, site: &str) -> Self {
        Self::with_live_line(session, session.outline(), site, |_, outline| {
            wording::brief_live_line(outline)
        })
    }

    /// Returns the same, where the outline is known.
    pub(crate) fn of_outline(session: &Session, outline: Outline, site: &str) -> Self {
        let mut facts = Self::with_live_line(session, outline, site, wording::live_line);
        facts.out_of_force = facts
            .policies
            .iter()
            .filter(|policy| session.shows_day(&facts.steps) && !policy.is_in_force_on(session.on))
            .map(|policy| OutOfForce::of(policy, session, &facts.answers, &facts.outline))
            .collect();
        facts
    }

    fn with_live_line(
        session: &Session,
        outline: Outline,
        site: &str,
        line: fn(&Session, &Outline) -> String,
    ) -> Self {
        let answers = session.answers();
        let visible = session.visible(&outline);
        let steps = session.steps(&outline);
        let policies = session.policies();
        let others = session.others();
        let problems = problems(session, &outline);
        let live_line = live_line(session, &outline, !others.is_empty(), line);
        let title = title(session, site);
        Self {
            answers,
            outline,
            visible,
            steps,
            policies,
            others,
            problems,
            out_of_force: Vec::new(),
            before: Vec::new(),
            worth: Vec::new(),
            live_line,
            title,
        }
    }

    /// Returns what is wrong at a question, as far as it is shown now.
    pub(crate) fn problem(&self, question: QuestionIndex) -> Option<&str> {
        let found = self.problems.iter().find(|(other, _)| *other == question);
        found.map(|(_, words)| words.as_str())
    }
}

impl OutOfForce {
    fn of(
        policy: &'static Policy,
        session: &Session,
        answers: &Answers,
        outlined: &Outline,
    ) -> Self {
        let day = policy.nearest_day(session.on);
        let document = outlined.documents.iter().find(|document| document.policy.id == policy.id);
        // One answer is the region.
        let is_answered = answers.iter().count() > 1;
        let leaves_out = document.is_some_and(|document| document.counted < policy.awards.len());
        let total_then = (is_answered && leaves_out)
            .then(|| outline(session.set(), answers, day, &session.readings).total);
        Self { policy, state: document.map(|document| document.state), day, total_then }
    }
}

/// What is typed is said to be wrong once 继续 found it; two answers that contradict each other at
/// once.
fn problems(session: &Session, outline: &Outline) -> Vec<(QuestionIndex, String)> {
    let is_shown = |problem: &DraftProblem| match problem {
        DraftProblem::Figure(_, _) | DraftProblem::OneSum | DraftProblem::NothingToCompare(_) => {
            session.shows_problems
        }
        DraftProblem::Contradiction(_) => true,
    };
    let problems = session.problems(outline).into_iter();
    problems
        .filter(|(_, problem)| is_shown(problem))
        .map(|(question, problem)| (question, wording::problems::draft(problem)))
        .collect()
}

/// Returns a question's answer in words.
pub(crate) fn answer_words(
    session: &Session,
    answers: &Answers,
    question: QuestionIndex,
) -> String {
    match (answers.get(question), session.draft(question)) {
        (Some(answer), _) => {
            let words = wording::answer(session.set(), question, answer);
            match session.sums(question) {
                Some(sums) => format!("{words}（{}）", wording::two_sums(&sums)),
                None => words,
            }
        }
        (None, Some(Draft::Unclear)) => "不清楚".to_owned(),
        (None, Some(draft @ (Draft::Reopened(_) | Draft::AskedAgain))) => {
            wording::why_open_again(draft).unwrap_or_default().to_owned()
        }
        (None, Some(Draft::Sums([of, to]))) if of.is_empty() && to.is_empty() => {
            "没有答".to_owned()
        }
        (
            None,
            Some(
                Draft::Option(_)
                | Draft::Options(_)
                | Draft::YesNo(_)
                | Draft::Typed(_)
                | Draft::Sums(_),
            ),
        ) => "填得不对，先按没有填算".to_owned(),
        (None, None) => "没有答".to_owned(),
    }
}

/// What a region has on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RegionState {
    /// So many awards of documents that hold.
    Awards(usize),
    /// Its documents do not hold; the last day of the one that held last.
    Ended(Date),
    /// Its documents are still to begin.
    NotYet,
    /// No document of it is known.
    NotCovered,
}

impl RegionState {
    /// Returns the state of a region, by its id.
    pub(crate) fn of(session: &Session, region: &str) -> Self {
        Self::in_set(session.set(), region, session.on)
    }

    /// Returns the state of a region of a set on a day.
    pub(crate) fn in_set(set: &PolicySet, region: &str, on: Date) -> Self {
        let mut awards = 0;
        let mut last = None;
        let mut is_covered = false;
        for policy in set.policies_in(region) {
            is_covered = true;
            if policy.is_in_force_on(on) {
                let counts = |award: &&Award| award.terms.days.is_within(on);
                awards += policy.awards.iter().filter(counts).count();
            } else {
                last = last.max(policy.valid_to.filter(|last| *last < on));
            }
        }
        match (awards, last) {
            (0, Some(last)) => Self::Ended(last),
            (0, None) if is_covered => Self::NotYet,
            (0, None) => Self::NotCovered,
            (awards, _) => Self::Awards(awards),
        }
    }

    /// Returns its words, beside the name of the region.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Awards(awards) => [&awards.to_string(), " 项奖补"].concat(),
            Self::Ended(_) => "已到期".to_owned(),
            Self::NotYet => "还没有开始".to_owned(),
            Self::NotCovered => "还没有收录".to_owned(),
        }
    }

    /// Returns its place in the list: what holds first, the most awards before others.
    pub(crate) const fn rank(self) -> usize {
        match self {
            Self::Awards(awards) => usize::MAX / 2 - awards,
            Self::NotYet | Self::Ended(_) => usize::MAX - 1,
            Self::NotCovered => usize::MAX,
        }
    }
}

/// Returns the heading of the page in view.
pub(crate) fn heading(session: &Session) -> &'static str {
    match session.page {
        Page::Step(0) => "看看专精特新能领多少",
        Page::Step(step) => session.set().steps[step].title,
        Page::All => "全部问题",
        Page::Check => "核对答案",
        Page::Result => "测算结果",
        Page::Ladder => "晋级路线",
        Page::Compare => "比较案例",
        Page::Share => "发给同事",
        Page::Cases => "案例",
        Page::Portfolio => "批量测算",
        Page::Receipt => "核对凭据",
        Page::Library => "文件库",
        Page::Difference => "两版规则对比",
        Page::Unknown => "没有这个页面",
    }
}

fn live_line(
    session: &Session,
    outline: &Outline,
    has_others: bool,
    line: fn(&Session, &Outline) -> String,
) -> String {
    let mut words = if session.region().is_none() {
        "选好所在地后，这里显示能申报的金额".to_owned()
    } else {
        line(session, outline)
    };
    words.push_str(if has_others { "（按另一种理解）" } else { "" });
    words
}

/// A window that is forwarded as a picture carries no sum in its title.
fn title(session: &Session, site: &str) -> String {
    let wrong = if session.shows_problems { "错误：" } else { "" };
    format!("{wrong}{} - {site}", heading(session))
}
