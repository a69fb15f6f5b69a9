//! What to do next: whom to ask, what to say, which papers to bring, when; and the page's one main
//! button.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::result::{print_button, printer};
use super::view::WholeView;
use crate::model::questions::Action as Question;
use crate::model::results::ResultFacts;
use crate::model::whole::{Action, Paper};
use huiqi_rules::apply::ApplyPlace;
use huiqi_sitting::next::{Next, Office};
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording::next::{NO_LIST, NO_TIME, level_word};

/// The line of the state's own service that puts a caller through, where no number is known.
pub(crate) const SERVICE_LINE: &str = "12345";

/// Draws the section.
pub(crate) fn section(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let next = &facts.next;
    let step = |heading: &'static str| el("li", "then__i").child(plain("h3").text(heading));
    let many = next.offices.len() > 1;
    let calls =
        next.offices.iter().enumerate().map(|(place, office)| call(view, place, office, many));
    let last = match facts.situation {
        Situation::Ended | Situation::NotYet | Situation::NoneInForce | Situation::NotCovered => {
            step("隔一阵再来").child(plain("p").text("收录了新文件，这里会改。"))
        }
        Situation::Certain | Situation::Possible | Situation::NotMet => {
            step("时间").list(times(next))
        }
    };
    el("section", "then")
        .id("next-steps")
        .set("aria-labelledby", "then-h")
        .child(el("h2", "then__h").id("then-h").text("接下来怎么办"))
        .child(
            plain("ol")
                .child(step("先问").list(calls.collect()))
                .child(step("备好").list(papers(next)))
                .child(last),
        )
        .child(acts(view, facts))
}

fn call(view: &WholeView<'_>, place: usize, office: &Office, many: bool) -> Element {
    let level =
        office.level.filter(|_| many).map(|level| el("span", "lvl").text(level_word(level)));
    let number = office.telephone.clone().unwrap_or_else(|| SERVICE_LINE.to_owned());
    let of_whom = match (&office.telephone, &office.of_site) {
        (None, _) => Some(format!("电话没有收录，拨 {SERVICE_LINE} 可以转接。")),
        (Some(_), Some(site)) => Some(format!("这是{site}的电话。")),
        (Some(_), None) => None,
    };
    let item =
        |(index, words): (usize, &String)| plain("li").key(&index.to_string()).text(words.clone());
    let count = office.questions.len();
    let copy = el("button", "btn")
        .id(format!("copy-questions--{place}"))
        .set("type", "button")
        .child(icon("#i-copy"))
        .text(format!("复制这 {count} 句"))
        .click_now(view, Action::CopyWords(office.text()));
    let letters = office.letters.iter().map(|letter| {
        el("button", "btn btn--plain")
            .key(letter.reading)
            .id(format!("letter--{}", letter.reading))
            .set("type", "button")
            .child(icon("#i-copy"))
            .text(format!("复制{}的请示函", letter.clause))
            .click_now(view, Action::CopyWords(letter.text.clone()))
    });
    el("div", "call")
        .key(&place.to_string())
        .id(format!("call--{place}"))
        .child(el("p", "call__who").maybe(level).text(office.name.clone()))
        .list(office.places.iter().map(place_line).collect())
        .maybe(of_whom.map(|words| el("p", "small").text(words)))
        .child(
            el("a", "call__no").set("href", dialled(&number)).child(icon("#i-phone")).text(number),
        )
        .child(
            el("div", "say")
                .child(plain("h4").text("照着问"))
                .child(plain("ol").list(office.questions.iter().enumerate().map(item).collect()))
                .child(copy)
                .child(plain("div").list(letters.collect())),
        )
}

/// Returns the address that dials a number: the first one, where several are written.
pub(crate) fn dialled(number: &str) -> String {
    let first = number.split(['、', '转']).next().unwrap_or(number);
    let digits = first.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+');
    std::iter::once("tel:".to_owned()).chain(digits.map(String::from)).collect()
}

fn place_line(place: &ApplyPlace) -> Element {
    let address = place.address.map_or(String::new(), |address| format!("，{address}"));
    el("p", "small").key(place.office).text(format!("交到{}{address}", place.office))
}

fn papers(next: &Next) -> Vec<Element> {
    let paper = |(index, words): (usize, &String)| {
        let id = format!("paper--{index}");
        plain("li")
            .key(&index.to_string())
            .child(plain("input").set("type", "checkbox").id(id.clone()))
            .child(plain("label").set("for", id).text(words.clone()))
    };
    let head = if next.lists_papers {
        "按公布的材料，和能证明您答案的："
    } else {
        NO_LIST
    };
    let mut shown = vec![
        el("p", "small").key("head").text(head),
        el("ul", "papers")
            .key("list")
            .id("papers")
            .list(next.papers.iter().enumerate().map(paper).collect()),
    ];
    shown.extend(next.before.iter().map(|words| {
        el("p", "note note--box note--care")
            .key(words)
            .child(icon("#i-care"))
            .child(plain("span").text(format!("先别付款。{words}")))
    }));
    shown
}

fn times(next: &Next) -> Vec<Element> {
    if next.times.is_empty() {
        return vec![el("p", "then__time").key("none").text(NO_TIME)];
    }
    let line = |words: &String| el("p", "then__time").key(words).text(words.clone());
    next.times.iter().map(line).collect()
}

fn acts(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let to = |id: &'static str, words: &'static str, page: Page| {
        el("button", "btn btn--plain")
            .id(id)
            .set("type", "button")
            .text(words)
            .click(view, Question::Go(page))
    };
    let can_print = !view.whole.device.is_in_chat;
    let open = view.whole.is_unfolded("more-acts");
    let more = el("button", "btn btn--plain")
        .id("more-acts")
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .text("更多")
        .child(icon("#i-down"))
        .click(view, Action::Fold("more-acts".to_owned()));
    let all = can_print.then(|| printer(view, "print-all", "打印全部说明", Paper::Everything));
    let chat = view.whole.device.is_in_chat.then(|| {
        el("p", "small").text("这里的浏览器不能打印。要打印，请在菜单里选择用系统浏览器打开。")
    });
    let calendar = facts.calendar.as_ref().filter(|_| can_print).map(|text| {
        el("button", "btn btn--plain")
            .id("calendar")
            .set("type", "button")
            .text("存进日历")
            .click_now(view, Action::SaveText("huiqi.ics".to_owned(), text.clone()))
    });
    el("div", "acts-block")
        .child(
            el("div", "acts screen-only")
                .child(
                    el("button", "btn btn--main btn--wide")
                        .id("to-share")
                        .set("type", "button")
                        .child(icon("#i-send"))
                        .text("发给同事")
                        .click(view, Question::Go(Page::Share)),
                )
                .maybe(can_print.then(|| print_button(view)))
                .child(more),
        )
        .child(
            el(
                "div",
                if open { "acts-more screen-only" } else { "acts-more is-folded screen-only" },
            )
            .maybe(
                can_print.then(|| company_name(view, "单位名称（只印在纸上，不保存，可以不填）")),
            )
            .child(
                el("div", "acts")
                    .maybe(all)
                    .maybe(calendar)
                    .child(to("back", "核对答案", Page::Check))
                    .child(to("ladder", "晋级路线", Page::Ladder))
                    .child(to("compare", "比较案例", Page::Compare)),
            ),
        )
        .maybe(chat)
        .child(el("p", "small").id("told").set("role", "status").text(view.whole.message))
}

/// Draws the field for the company's name, which is neither kept nor in any link.
pub(super) fn company_name(view: &WholeView<'_>, words: &'static str) -> Element {
    el("div", "field").child(plain("label").set("for", "label").text(words)).child(
        plain("input")
            .id("label")
            .set("type", "text")
            .set("maxlength", "60")
            .set("autocomplete", "off")
            .value(view.whole.label.clone())
            .left(view, Action::Label),
    )
}
