//! 长辈版: one question after the other, to the result and back.

use super::{focus, question, region, whole};
use crate::model::questions::{Action as Question, HEADING};
use crate::model::simple::Action as Simple;
use crate::model::whole::{Action, Effect, Whole};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_sitting::questionnaire::{Draft, Page};

fn in_view(whole: &Whole) -> Option<QuestionIndex> {
    let session = whole.session();
    whole.simple_question(&session.visible(&session.outline()))
}

#[test]
fn each_press_leads_to_the_next_question_and_the_last_to_the_result() {
    let mut whole = whole();
    whole.update(Question::Large.into());
    assert_eq!(in_view(&whole), Some(PolicySet::REGION));
    let put = Simple::Put(PolicySet::REGION, region("zaozhuang"));
    assert_eq!(whole.update(put.into()), [focus(HEADING)]);
    let mut asked = vec![PolicySet::REGION];
    for _ in 0..POLICIES.questions.len() {
        let Some(index) = in_view(&whole).filter(|_| whole.session().page != Page::Result) else {
            break;
        };
        assert!(!asked.contains(&index), "{} is asked once", POLICIES.question(index).id);
        asked.push(index);
        let step = POLICIES.question(index).step;
        let own = POLICIES.steps.iter().position(|one| one.id == step).map(Page::Step);
        assert_eq!(Some(whole.session().page), own, "the address names the question's step");
        match POLICIES.question(index).kind {
            Kind::Figure(_) => {
                whole.update(Simple::Next.into());
                assert_eq!(in_view(&whole), Some(index), "nothing is taken for granted");
                let typed = Draft::Typed("三万".to_owned());
                whole.update(Question::Put(index, typed).into());
                whole.update(Simple::Next.into());
                assert_eq!(in_view(&whole), Some(index), "what is no figure is said");
                assert!(whole.message.contains("没有读懂"));
                whole.update(Question::Put(index, Draft::Typed("8万".to_owned())).into());
                whole.update(Simple::Next.into());
            }
            Kind::Multi => {
                whole.update(Simple::Put(index, Draft::Options(0)).into());
            }
            Kind::Single | Kind::YesNo => {
                whole.update(Simple::Put(index, Draft::Unclear).into());
            }
        }
    }
    assert!(asked.contains(&question("government_show_booth_fee_yuan")) && asked.len() > 4);
    assert_eq!(whole.session().page, Page::Result);
    // Back is the last question; from the first, the way leads through all answers again.
    whole.update(Simple::Back.into());
    assert_eq!(in_view(&whole), asked.last().copied());
    whole.update(Simple::Again.into());
    assert_eq!(in_view(&whole), Some(PolicySet::REGION));
    whole.update(Simple::Next.into());
    assert_eq!(in_view(&whole), Some(asked[1]));
    whole.update(Simple::Back.into());
    assert_eq!(in_view(&whole), Some(PolicySet::REGION));
}

/// A host page may lock the place: then it is never asked, backwards neither.
#[test]
fn a_locked_place_is_no_question() {
    let mut locked = whole();
    locked.device.locked = Some("zaozhuang".to_owned());
    locked.open_first("#/where_and_when");
    locked.update(Question::Large.into());
    let asked = |whole: &Whole| {
        let session = whole.session();
        let questions = whole.simple_questions(&session.visible(&session.outline()));
        (questions.first().copied(), whole.simple_question(&questions))
    };
    let tier = Some(question("certification_tier"));
    assert_eq!(asked(&locked), (tier, tier));
    locked.update(Simple::Back.into());
    assert_eq!(asked(&locked), (tier, tier));
    assert_eq!(locked.session().page, Page::Step(1));
    locked.update(Simple::Put(question("certification_tier"), Draft::Option(0)).into());
    locked.update(Simple::Back.into());
    assert_eq!(asked(&locked).1, tier);
    locked.update(Simple::Again.into());
    assert_eq!(asked(&locked).1, tier, "the first question is the one behind the place");
}

#[test]
fn what_is_read_out_and_how_it_looks_are_effects() {
    let mut whole = whole();
    let effects = whole.update(Simple::Speak("可以申报 5 万元".to_owned()).into());
    assert_eq!(effects, [Effect::Speak("可以申报 5 万元".to_owned())]);
    assert_eq!(whole.update(Simple::Contrast.into()), [Effect::Look("contrast", true)]);
    assert_eq!(whole.update(Simple::Contrast.into()), [Effect::Look("contrast", false)]);
    assert_eq!(whole.update(Action::Simple(Simple::Pointer)), [Effect::Look("pointer", true)]);
}
