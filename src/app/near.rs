//! What would bring more (差一步): every move with its price, with the moves that only raise a ceiling
//! in a list of their own.

use super::element::{Element, el, plain};
use super::view::WholeView;
use crate::model::whole::Action;
use huiqi_engine::report::{Advice, MoveAdvice};
use huiqi_sitting::wording::advice::{alike, brings, changes, ends, what_to_do};

/// Draws the section of the result; nothing where no move brings more.
pub(crate) fn section(view: &WholeView<'_>, advice: &Advice) -> Option<Element> {
    let mut items: Vec<Element> =
        alike(&advice.moves).iter().map(|same| item(view, advice, same, "")).collect();
    if let Some(pair) = &advice.pair {
        items.push(item(view, advice, &[pair], "两步一起做，比分开做更多。"));
    }
    (!items.is_empty()).then(|| {
        el("section", "section near")
            .id("near")
            .child(el("h2", "section__h").text("差一步"))
            .child(
                el("p", "lead")
                    .text("其他答案不变，做到下面一项，结果会这样变。没有回答的题不在其中。"),
            )
            .child(el("div", "near__list").list(items))
    })
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
        let words = if same.len() > 1 {
            "复制成案例，按第一种比较"
        } else {
            "复制成案例，比较一下"
        };
        el("button", "more screen-only")
            .id(format!("try--{id}"))
            .set("type", "button")
            .text(words)
            .click(view, Action::Try(first.sets.clone()))
    });
    el("div", "near__item")
        .key(&id)
        .id(id.clone())
        .child(
            plain("p")
                .child(plain("b").text(brings(set, advice.total, first)))
                .text(what_to_do(set, same)),
        )
        .child(el("p", "small").text(ends(set, advice.total, first)))
        .child(el("p", "small").text(format!("{}{}", changes(set, first), notes.concat())))
        .maybe(try_it)
}
