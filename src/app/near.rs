//! What would bring more (差一步): every move with its price, by what it takes; what is years away
//! comes last.

use super::element::{Element, el, plain};
use super::result::fold;
use super::view::WholeView;
use crate::model::whole::Action;
use huiqi_engine::report::{Advice, MoveAdvice};
use huiqi_rules::moves::Effort;
use huiqi_sitting::wording::advice::{alike, brings, changes, ends, what_to_do};

/// So many steps are shown; the rest is folded.
const SHOWN: usize = 2;

/// Draws the section of the result; nothing where no move brings more. What takes less comes first.
pub(crate) fn section(view: &WholeView<'_>, advice: &Advice) -> Option<Element> {
    let mut groups = alike(&advice.moves);
    groups.sort_by_key(|same| same.first().map_or(Effort::Form, |advised| effort(advised)));
    let pair = advice.pair.as_ref();
    let is_far = |advised: &MoveAdvice| effort(advised) == Effort::Listing;
    let mut near: Vec<Element> = Vec::new();
    let mut far: Vec<Element> = Vec::new();
    for same in &groups {
        let drawn = item(view, advice, same, "");
        if same.first().is_some_and(|advised| is_far(advised)) { &mut far } else { &mut near }
            .push(drawn);
    }
    if let Some(pair) = pair {
        let drawn = item(view, advice, &[pair], "两步一起做，比分开做更多。");
        if is_far(pair) { &mut far } else { &mut near }.push(drawn);
    }
    let later = near.split_off(near.len().min(SHOWN));
    let count = near.len() + later.len() + far.len();
    let more = later.len() + far.len();
    let farther = (!far.is_empty()).then(|| el("p", "small").text("更远的："));
    let rest = (more > 0).then(|| {
        let inner = plain("div").list(later).maybe(farther).list(far);
        fold(view, "fold-near", "更多", format!("{more} 项"), inner)
    });
    (count > 0).then(|| {
        el("section", "section")
            .id("near")
            .child(el("h2", "section__h").text("差一步"))
            .child(el("div", "step__list").list(near))
            .maybe(rest)
            .child(el("p", "small").text(
                "其他答案不变，每次只做这一步。没有答的题不算在里面；能不能拿到，以部门审核为准。",
            ))
    })
}

/// Returns how much a move takes; of two together the more.
fn effort(advised: &MoveAdvice) -> Effort {
    advised.steps.iter().map(|step| step.movement.effort).max().unwrap_or(Effort::Form)
}

fn item(
    view: &WholeView<'_>,
    advice: &Advice,
    same: &[&MoveAdvice],
    together: &'static str,
) -> Element {
    let Some(first) = same.first() else { return plain("div") };
    let set = view.session.set();
    let id: Vec<&str> = first.steps.iter().map(|step| step.movement.id).collect();
    let id = format!("move--{}", id.join("--"));
    let mut notes: Vec<&'static str> = vec![together];
    for step in &first.steps {
        if !notes.contains(&step.movement.note) {
            notes.push(step.movement.note);
        }
    }
    // A choice among moves touches the awards of its first: they are alike in that.
    let try_it = view.questions.cases.has_room().then(|| {
        el("button", "more screen-only")
            .id(format!("try--{id}"))
            .set("type", "button")
            .text("复制成案例比一比")
            .click(view, Action::Try(first.sets.clone()))
    });
    el("div", "step near__item")
        .key(&id)
        .id(id.clone())
        .child(plain("b").text(brings(set, advice.total, first)))
        .child(
            plain("div")
                .child(plain("p").text(what_to_do(set, same)))
                .child(plain("small").text(ends(set, advice.total, first)))
                .child(plain("small").text(format!("{}{}", changes(set, first), notes.concat())))
                .maybe(try_it),
        )
}
