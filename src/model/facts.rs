//! What the questions show, computed once for a drawing: the views read it and compute nothing.

use huiqi_engine::outline;
use huiqi_engine::report::Outline;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{DocumentState, Policy, Reading};
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
    /// The documents that do not hold on the day, on the pages that show them.
    pub(crate) out_of_force: Vec<OutOfForce>,
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
        Self::with_live_line(session, outline, site, wording::live_line)
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
        let out_of_force = match session.page {
            Page::Step(0) | Page::All => policies
                .iter()
                .filter(|policy| !policy.is_in_force_on(session.on))
                .map(|policy| OutOfForce::of(policy, session, &answers, &outline))
                .collect(),
            Page::Step(_)
            | Page::Check
            | Page::Result
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Ladder
            | Page::Compare
            | Page::Unknown => Vec::new(),
        };
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
            out_of_force,
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

/// Returns what a region has on the day, beside its name: how many awards, or why none.
pub(crate) fn region_state(session: &Session, region: &str) -> String {
    let mut awards = 0;
    let mut is_covered = false;
    for policy in session.set().policies_in(region) {
        is_covered = true;
        if policy.is_in_force_on(session.on) {
            awards += policy.awards.len();
        }
    }
    match (awards, is_covered) {
        (0, true) => "文件不在有效期".to_owned(),
        (0, false) => String::new(),
        (awards, _) => format!("{awards} 项奖补"),
    }
}

/// Returns the heading of the page in view.
pub(crate) fn heading(session: &Session) -> &'static str {
    match session.page {
        Page::Step(step) => session.set().steps[step].title,
        Page::All => "全部问题",
        Page::Check => "核对答案",
        Page::Result => "测算结果",
        Page::Ladder => "晋级路线",
        Page::Compare => "比较案例",
        Page::Share => "分享结果",
        Page::Cases => "案例",
        Page::Portfolio => "批量测算",
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
