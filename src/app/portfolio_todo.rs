//! What there is to do about the companies of a table, each line a filter of the rows; and the
//! awards that are paid.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::table::Action;
use huiqi_sitting::wording;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{AwardList, PaidAward, RowChoice, Summary, ToDo};

/// Draws what there is to do.
pub(crate) fn to_dos(view: &WholeView<'_>, summary: &Summary) -> Element {
    let near = view.whole.table.awards.as_ref().and_then(|list| list.near.as_ref());
    // Those who are one step short are some of those to whom nothing is paid.
    let after = |one: &ToDo| near.filter(|_| one.choice == RowChoice::Of(FollowUp::NotMet));
    let all = summary.to_dos.iter().flat_map(|one| [Some(one), after(one)]).flatten();
    let lines = all.map(|one| line(view, one)).collect();
    el("section", "")
        .set("aria-labelledby", "todo-h")
        .child(el("h2", "section__h").id("todo-h").text("要先做的事"))
        .child(el("ul", "todo").id("todo").list(lines))
}

fn line(view: &WholeView<'_>, one: &ToDo) -> Element {
    let id = match one.choice {
        RowChoice::All => "all",
        RowChoice::Of(follow_up) => follow_up_id(follow_up),
        RowChoice::Near => "near",
        RowChoice::Faulty => "faulty",
    };
    let what = el("span", "todo__what");
    let what = match one.choice {
        RowChoice::Of(follow_up) => what.child(swatch(follow_up)),
        RowChoice::Near => what.child(swatch(FollowUp::NotMet)),
        RowChoice::All | RowChoice::Faulty => what.child(swatch(FollowUp::NoPlace)),
    };
    let words = plain("span")
        .child(what.child(plain("span").text(one.what.clone())))
        .child(plain("small").text(one.more.clone()));
    let number = el("span", "todo__n")
        .child(plain("span").text(wording::count(one.count)))
        .child(plain("small").text(format!(" {}", one.unit())));
    plain("li").key(id).child(
        el("button", "todo__row")
            .id(format!("todo--{id}"))
            .set("type", "button")
            .child(number)
            .child(words)
            .child(icon("#i-right"))
            .click_now(view, Action::Choose(one.choice)),
    )
}

const fn follow_up_id(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Claim => "claim",
        FollowUp::Ask => "ask",
        FollowUp::Wait => "wait",
        FollowUp::Ended => "ended",
        FollowUp::NotMet => "not-met",
        FollowUp::NotYet => "not-yet",
        FollowUp::NoneInForce => "none-in-force",
        FollowUp::NotCovered => "not-covered",
        FollowUp::NoDay => "no-day",
        FollowUp::NoRules => "no-rules",
        FollowUp::NoPlace => "no-place",
    }
}

/// Draws the mark of what there is to do: solid, hatched, outlined.
pub(crate) fn swatch(follow_up: FollowUp) -> Element {
    let class = match follow_up {
        FollowUp::Claim => "bar-sure",
        FollowUp::Ask | FollowUp::Wait => "bar-may",
        FollowUp::Ended | FollowUp::NotYet | FollowUp::NoneInForce => "bar-past",
        FollowUp::NotMet
        | FollowUp::NotCovered
        | FollowUp::NoDay
        | FollowUp::NoRules
        | FollowUp::NoPlace => "bar-out",
    };
    let side = |from: &'static str, side: &'static str| {
        let rect = el("rect", class).set("x", from).set("y", from);
        rect.set("width", side).set("height", side)
    };
    let rect = if class == "bar-sure" { side("0", "20") } else { side("1", "18") };
    let rect = if class == "bar-may" { rect.set("fill", "url(#may)") } else { rect };
    el("svg", "swatch").set("viewBox", "0 0 20 20").set("aria-hidden", "true").child(rect)
}

/// Draws the awards; nothing where they are not counted.
pub(crate) fn awards(view: &WholeView<'_>, list: &AwardList) -> Option<Element> {
    let heads = ["奖项", "家数", "至少"].into_iter().zip(["", "right", "right"]);
    let heads = heads
        .map(|(words, class)| el("th", class).key(words).set("scope", "col").text(words))
        .collect();
    let mut rows: Vec<Element> = list.awards.iter().map(|one| award(view, one)).collect();
    if let Some(total) = &list.total {
        rows.push(
            el("tr", "rows__total")
                .key("total")
                .child(plain("th").set("scope", "row").text("合计"))
                .child(plain("td"))
                .child(el("td", "right nb").text(total.clone())),
        );
    }
    (!list.awards.is_empty()).then(|| {
        el("section", "outcome__then")
            .id("awards")
            .child(el("h2", "section__h").text("按奖项"))
            .child(
                el("table", "rows rows--award")
                    .child(plain("thead").child(plain("tr").list(heads)))
                    .child(plain("tbody").list(rows)),
            )
    })
}

fn award(view: &WholeView<'_>, one: &PaidAward) -> Element {
    let possible = match (one.certain, one.possible) {
        (_, 0) => String::new(),
        (0, count) => format!("　{} 家有可能", wording::count(count)),
        (_, count) => format!("　另有 {} 家有可能", wording::count(count)),
    };
    let none = one.certain == 0;
    let cell = |words: String| if none { "—".to_owned() } else { words };
    plain("tr")
        .key(&one.award.to_string())
        .child(
            plain("th")
                .set("scope", "row")
                .child(
                    el("button", "more")
                        .id(format!("award--{}", one.award))
                        .set("type", "button")
                        .text(one.name.clone())
                        .click_now(view, Action::ChooseAward(one.award)),
                )
                .child(
                    el("span", "small")
                        .text(format!("{}　", one.document))
                        .child(el("span", "nb").text(one.clause.clone()))
                        .text(possible),
                ),
        )
        .child(el("td", "right").text(cell(wording::count(one.certain))))
        .child(el("td", "right nb").text(cell(one.least.clone())))
}
