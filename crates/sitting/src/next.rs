//! What to do next: whom to ask, what to ask, which papers to bring, when. Made from one result;
//! it changes no amount.

use crate::corrections::Corrections;
use crate::questionnaire::Session;
use crate::situation::Situation;
use crate::wording::next as words;
use huiqi_engine::report::{
    AwardReport, DocumentReport, Outcome, Reason, ReasonKind, Report, Step,
};
use huiqi_rules::amount::Amount;
use huiqi_rules::apply::{Apply, ApplyPlace};
use huiqi_rules::formula::{Formula, Worth};
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::policy::{DocumentState, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;
use time::Date;

/// Whom the portal names for questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Whom to ask, and what.
    pub offices: Vec<Office>,
    /// Which papers to bring, each once.
    pub papers: Vec<String>,
    /// Whether a document or the portal lists the papers of an award.
    pub lists_papers: bool,
    /// What must be done before money is spent.
    pub before: Vec<String>,
    /// When, in sentences.
    pub times: Vec<String>,
}

/// An office and what to ask there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub level: Option<GovernmentLevel>,
    /// Its telephone number, where one is known.
    pub telephone: Option<String>,
    /// Whether that number is of whoever runs the site, and named so.
    pub of_site: Option<String>,
    /// Where applications are taken, where that is known.
    pub places: Vec<ApplyPlace>,
    /// What to ask.
    pub questions: Vec<String>,
    /// A written enquiry for each disputed clause.
    pub letters: Vec<Letter>,
}

impl Office {
    /// Returns all of its questions as one text to copy.
    #[must_use]
    pub fn text(&self) -> String {
        let numbered = |(place, question): (usize, &String)| format!("{}. {question}", place + 1);
        self.questions.iter().enumerate().map(numbered).collect::<Vec<_>>().join("\n")
    }
}

/// A written enquiry (请示函).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The reading.
    pub reading: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The letter.
    pub text: String,
}

impl Next {
    /// Returns what to do next with a result, as of today.
    #[must_use]
    pub fn of(
        session: &Session,
        report: &Report,
        corrections: &Corrections,
        contacts: &[Contact],
        today: Date,
    ) -> Self {
        let set = session.set();
        let chosen: Vec<&AwardReport> = report.awards.iter().filter(|one| matters(one)).collect();
        let apply = |award: &AwardReport| corrections.of(award.award);
        let all: Vec<Apply> = chosen.iter().map(|award| apply(award)).collect();
        let mut offices: Vec<Office> = report
            .outline
            .documents
            .iter()
            .map(|document| office(session, report, document, corrections, contacts))
            .collect();
        if Situation::of(&report.outline) == Situation::NotCovered {
            offices.push(Office {
                name: words::LOCAL_OFFICE.to_owned(),
                level: None,
                telephone: contacts.first().map(|contact| contact.phone.clone()),
                of_site: contacts.first().map(|contact| contact.office.clone()),
                places: Vec::new(),
                questions: words::not_covered(),
                letters: Vec::new(),
            });
        }
        let materials: Vec<String> =
            all.iter().filter_map(|apply| apply.materials).flatten().map(words::material).collect();
        let lists_papers = !materials.is_empty();
        let mut before: Vec<String> = Vec::new();
        let mut times: Vec<String> = Vec::new();
        for (award, apply) in chosen.iter().zip(&all) {
            let name = award.award.name;
            before.extend(apply.before.map(|must| format!("{name}：{must}")));
            times.extend(words::times(name, apply, today));
        }
        times.extend(report.outline.documents.iter().filter_map(|one| words::end(one, today)));
        Self {
            offices,
            papers: merged(materials.into_iter().chain(proofs(set, &chosen))),
            lists_papers,
            before: merged(before.into_iter()),
            times: merged(times.into_iter()),
        }
    }
}

/// Whether an award is worth asking about: what is paid, what may be, and what an ended document
/// would have paid.
fn matters(award: &AwardReport) -> bool {
    match award.outcome {
        Outcome::Certain | Outcome::Possible => true,
        Outcome::NotInForce => award.would_have_paid.is_some_and(|(_, would)| !would.is_zero()),
        Outcome::NotMet | Outcome::SetAside => false,
    }
}

fn merged(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in lines {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// Returns the papers that prove what the awards rest on, in the authors' order of questions.
fn proofs(set: &PolicySet, awards: &[&AwardReport]) -> Vec<String> {
    let rests_on: Vec<QuestionIndex> = awards.iter().flat_map(|award| rests_on(award)).collect();
    let is_needed =
        |question: QuestionIndex| question == PolicySet::REGION || rests_on.contains(&question);
    (0..set.questions.len() as u8)
        .map(QuestionIndex)
        .filter(|question| is_needed(*question))
        .flat_map(|question| set.question(question).proof)
        .map(|paper| (*paper).to_owned())
        .collect()
}

/// The questions whose answers an award rests on: conditions that hold by an answer, and figures.
fn rests_on(award: &AwardReport) -> Vec<QuestionIndex> {
    let holds = |reason: &&Reason| reason.truth == Truth::Yes && reason.answer.is_some();
    let of_reason = |reason: &Reason| match reason.what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => {
            condition.question()
        }
        ReasonKind::Grade(question) => Some(question),
        // That nothing was claimed is proved by no paper.
        ReasonKind::NotClaimedElsewhere { .. } => None,
    };
    let of_step = |step: &Step| match step {
        Step::Base(question, amount) | Step::Graded(question, amount)
            if amount.is_exact() && !amount.is_zero() =>
        {
            Some(*question)
        }
        Step::Computed { formula: Formula::Figure(question), result, .. }
            if result.least == result.most && result.most != Worth::ZERO =>
        {
            Some(*question)
        }
        Step::Base(..)
        | Step::Computed { .. }
        | Step::Range(_)
        | Step::Spread(_)
        | Step::CaseByCase(_)
        | Step::Graded(..)
        | Step::Fixed(_)
        | Step::Share(..)
        | Step::Match(..)
        | Step::Capped { .. }
        | Step::Rounded(_)
        | Step::Ceiling(_)
        | Step::Undecided(_)
        | Step::Silent(_)
        | Step::ClaimedElsewhere(_) => None,
    };
    let flat = Reason::flat(&award.reasons);
    let reasons = flat.into_iter().map(|(_, reason)| reason).filter(holds).filter_map(of_reason);
    reasons.chain(award.steps.iter().filter_map(of_step)).collect()
}

fn office(
    session: &Session,
    report: &Report,
    document: &DocumentReport,
    corrections: &Corrections,
    contacts: &[Contact],
) -> Office {
    let policy = document.policy;
    let own: Vec<&AwardReport> = report
        .awards
        .iter()
        .filter(|award| award.policy.id == policy.id && matters(award))
        .collect();
    let applies: Vec<Apply> = own.iter().map(|award| corrections.of(award.award)).collect();
    let telephone = applies.iter().find_map(|apply| apply.telephone).map(str::to_owned);
    // The number of whoever runs the site is better than none, and is named as theirs.
    let of_site = match telephone {
        Some(_) => None,
        None => contacts
            .iter()
            .find(|contact| contact.office == policy.enquiries)
            .or_else(|| contacts.first()),
    };
    let mut places: Vec<ApplyPlace> = Vec::new();
    for place in applies.iter().filter_map(|apply| apply.place) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let disputed = disputed(report, policy);
    let mut questions = words::validity(document);
    match document.state {
        DocumentState::InForce | DocumentState::InForceUnstatedEnd => {
            questions.extend(
                own.iter()
                    .zip(&applies)
                    .filter_map(|(award, apply)| words::award(session.set(), award, apply)),
            );
            questions.extend(disputed.iter().map(|one| words::disputed(one.reading)));
            let missing =
                |question: &QuestionIndex| own.iter().any(|award| award.missing.contains(question));
            let asks = report.outline.asks.iter().filter(|ask| missing(&ask.question));
            questions.extend(asks.map(|ask| words::open(session, ask)));
        }
        DocumentState::Ended => {
            // Of what nothing was answered, the first question asks.
            let known = own.iter().filter(|award| !rests_on(award).is_empty());
            questions.extend(known.map(|award| words::ended_award(award)));
            questions.push(words::SUCCESSOR.to_owned());
        }
        DocumentState::NotYet => {}
    }
    let letter = |one: &Disputed<'_>| Letter {
        reading: one.reading.id,
        clause: one.reading.clause,
        text: words::letter(session, policy, one, report.outline.total),
    };
    Office {
        name: policy.enquiries.to_owned(),
        level: policy.level,
        telephone: telephone.or_else(|| of_site.map(|contact| contact.phone.clone())),
        of_site: of_site
            .filter(|contact| contact.office != policy.enquiries)
            .map(|contact| contact.office.clone()),
        places,
        questions,
        letters: disputed.iter().map(letter).collect(),
    }
}

/// A clause with two readings that change the total.
pub struct Disputed<'r> {
    /// The reading.
    pub reading: &'static huiqi_rules::policy::Reading,
    /// Whether the other one is chosen.
    pub chosen_other: bool,
    /// The total with it switched.
    pub switched: Amount,
    /// The awards that it moves.
    pub awards: Vec<&'r AwardReport>,
}

/// Returns the disputed clauses of a document that change the total.
#[must_use]
pub fn disputed<'r>(report: &'r Report, policy: &Policy) -> Vec<Disputed<'r>> {
    let of = |entry: &huiqi_engine::report::ReadingReport| {
        let reading = policy.readings.iter().find(|one| one.id == entry.reading.id)?;
        let moved = |award: &&AwardReport| {
            award.policy.id == policy.id
                && reading.awards.iter().any(|index| {
                    policy
                        .awards
                        .get(usize::from(*index))
                        .is_some_and(|own| own.id == award.award.id)
                })
        };
        (entry.total != report.outline.total).then(|| Disputed {
            reading,
            chosen_other: entry.chosen_other,
            switched: entry.total,
            awards: report.awards.iter().filter(moved).collect(),
        })
    };
    report.readings.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Contact, Next};
    use crate::corrections::{Corrections, Json};
    use crate::questionnaire::{Draft, Session};
    use huiqi_policies::POLICIES;
    use huiqi_rules::day::read_date;

    /// A company of a region on a day, with these fields filled.
    fn session(region: &str, on: &str, drafts: &[(&str, Draft)]) -> Session {
        let mut session = Session::new(&POLICIES, read_date(on).expect("a day"));
        session.preset_region(region);
        for (id, draft) in drafts {
            session.put(POLICIES.question_index(id).expect("a question"), draft.clone());
        }
        session
    }

    fn next(session: &Session, corrections: &Corrections, contacts: &[Contact]) -> Next {
        let today = read_date("2026-11-25").expect("a day");
        Next::of(session, &session.report(), corrections, contacts, today)
    }

    fn bearings() -> Session {
        let drafts = [
            ("certification_tier", Draft::Option(3)),
            ("first_certified_tiers", Draft::Options(0b10)),
            ("listings", Draft::Options(0)),
            ("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned())),
            ("claimed_elsewhere", Draft::Options(0)),
            ("platform_contest_prize", Draft::Option(0)),
        ];
        session("zaozhuang", "2026-11-25", &drafts)
    }

    #[test]
    fn whom_and_what_to_ask_and_which_papers_follow_from_the_result() {
        let found = next(&bearings(), &Corrections::default(), &[]);
        let [office] = found.offices.as_slice() else { panic!("one office: {:?}", found.offices) };
        assert_eq!(
            (office.name.as_str(), office.telephone.as_deref()),
            ("枣庄市工业和信息化局", None)
        );
        assert_eq!(
            office.questions,
            [
                "枣非公组发〔2022〕1号现在还在执行吗？文件没有写有效期。",
                "新获得省级专精特新奖励（三（二））我们算下来是 10 万元，现在受理吗？交到哪里？",
                "展位费 86,500 元。大型展销活动展位费补贴（三（十一））我们算下来是 43,250 元，现在受理吗？交到哪里？",
                "“智能工厂评选”我们还没弄清，关系到 20 万元，按什么认定，在哪里能查到？",
            ]
        );
        assert_eq!(
            found.papers,
            [
                "营业执照",
                "首次认定的文件或公告（看清级别和日期）",
                "展位费的发票和付款凭证",
                "市级以上部门的参展通知",
            ]
        );
        assert!(!found.lists_papers);
        assert_eq!(found.times, ["市级智能工厂（数字化车间）奖励：每年评选一次，文件没有写月份。"]);
    }

    #[test]
    fn a_telephone_number_comes_from_the_portal_then_from_whoever_runs_the_site() {
        let site = [Contact {
            office: "市政务服务中心".to_owned(),
            phone: "0632-1111111".to_owned(),
        }];
        let of_site = next(&bearings(), &Corrections::default(), &site);
        assert_eq!(of_site.offices[0].telephone.as_deref(), Some("0632-1111111"));
        assert_eq!(of_site.offices[0].of_site.as_deref(), Some("市政务服务中心"));
        let text = |text: &str| Json::Text(text.to_owned());
        let object = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
        let Json::Object(mut own) = object("telephone", text("0632-2222222")) else { return };
        own.push(("before".to_owned(), text("付款前先备案")));
        own.push((
            "materials".to_owned(),
            Json::List(vec![object("name", text("展位费的发票和付款凭证"))]),
        ));
        let file = object("awards", object("zaozhuang-srdi-2022/booth-fee", Json::Object(own)));
        let (corrections, problems) = Corrections::read(&POLICIES, &file);
        assert!(problems.is_empty(), "{problems:?}");
        let corrected = next(&bearings(), &corrections, &site);
        assert_eq!(corrected.offices[0].telephone.as_deref(), Some("0632-2222222"));
        assert_eq!(corrected.offices[0].of_site, None);
        assert_eq!(corrected.before, ["大型展销活动展位费补贴：付款前先备案"]);
        // The paper that both name is on the list once.
        assert!(corrected.lists_papers);
        let invoices = corrected.papers.iter().filter(|paper| paper.contains("发票")).count();
        assert_eq!(invoices, 1);
    }

    #[test]
    fn a_disputed_clause_comes_with_a_letter_and_both_totals() {
        let drafts = [
            ("certification_tier", Draft::Option(5)),
            ("first_certified_tiers", Draft::Options(0b1000)),
            ("provincial_award_received", Draft::YesNo(true)),
            ("listings", Draft::Options(0b100)),
            ("base_listing_support", Draft::YesNo(true)),
            ("ip_purchase_yuan", Draft::Typed("0".to_owned())),
        ];
        let found = next(&session("jincheng", "2026-11-25", &drafts), &Corrections::default(), &[]);
        let names: Vec<&str> = found.offices.iter().map(|office| office.name.as_str()).collect();
        assert_eq!(names, ["晋城市中小企业发展促进中心", "山西省小企业发展促进局"]);
        let [letter] = found.offices[0].letters.as_slice() else { panic!("one letter") };
        assert!(
            letter.text.starts_with(
                "关于晋市政办〔2021〕36号二（三）的请示\n\n晋城市中小企业发展促进中心："
            )
        );
        assert!(letter.text.contains("（合计 20 万元）"), "{}", letter.text);
        assert!(
            letter.text.contains("（合计 20 万元 至 30 万元）")
                || letter.text.contains("（合计 20 至 30 万元）"),
            "{}",
            letter.text
        );
        assert!(found.offices[0].questions.iter().any(|line| line.contains("能不能书面答复")));
        assert_eq!(found.offices[1].letters, []);
    }

    #[test]
    fn an_ended_document_leaves_what_was_recognised_before_and_a_successor_to_ask_about() {
        let drafts = [
            ("certification_tier", Draft::Option(5)),
            ("first_certified_tiers", Draft::Options(0b1000)),
        ];
        let found = next(&session("xinxiang", "2026-11-25", &drafts), &Corrections::default(), &[]);
        let questions = &found.offices[0].questions;
        assert_eq!(
            questions[0],
            "新政文〔2022〕8号到2025年12月31日为止。到期前认定、奖励还没有领的，现在还能报吗？"
        );
        assert!(questions.last().is_some_and(|last| last.contains("接替的新文件")));
        assert!(
            questions.iter().any(|line| line.contains("到期前算下来是 0 至 50 万元，还补不补？")),
            "{questions:?}"
        );
        assert!(found.times.is_empty());
    }

    #[test]
    fn a_place_without_a_document_is_asked_what_there_is() {
        let found = next(&session("elsewhere", "2026-11-25", &[]), &Corrections::default(), &[]);
        assert_eq!(found.offices.len(), 1);
        assert!(found.offices[0].questions[0].contains("是哪份文件"));
        assert_eq!(found.papers, ["营业执照"]);
    }
}
