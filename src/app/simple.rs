//! 长辈版: one question a screen with large buttons, and a result in three lines.

use super::element::{Element, el, many, plain};
use super::field::{cards, field};
use super::frame::{body, headline};
use super::places;
use super::result_next::{SERVICE_LINE, dialled};
use super::view::WholeView;
use crate::model::questions::{Action as Question, HEADING};
use crate::model::results::ResultFacts;
use crate::model::simple::Action as Simple;
use crate::model::whole::Action;
use huiqi_engine::report::Outcome;
use huiqi_rules::amount::Level;
use huiqi_rules::policy::{DocumentState, PolicySet};
use huiqi_rules::question::Kind;
use huiqi_sitting::next::Office;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws a large button.
fn big(view: &WholeView<'_>, id: String, words: String, action: Action) -> Element {
    el("button", "big").key(&id).id(id).set("type", "button").text(words).click(view, action)
}

/// Draws a line above the content, with the button that has it read out where the browser can.
fn bar(view: &WholeView<'_>, words: String, text: String) -> Element {
    let speak = view.whole.device.can_speak.then(|| {
        el("button", "btn btn--plain")
            .id("speak")
            .set("type", "button")
            .text("朗读")
            .click_now(view, Simple::Speak(text))
    });
    el("div", "simple__bar").child(plain("span").text(words)).maybe(speak)
}

/// Draws what changes how the page looks.
fn looks(view: &WholeView<'_>) -> Element {
    let look = |id: &'static str, words: &'static str, is_on: bool, action: Simple| {
        el("button", "more")
            .id(id)
            .set("type", "button")
            .set("aria-pressed", is_on.to_string())
            .text(words)
            .click(view, action)
    };
    let simple = &view.whole.simple;
    el("p", "simple__back")
        .child(look("contrast", "高对比度", simple.has_contrast, Simple::Contrast))
        .child(look("pointer", "大光标", simple.has_pointer, Simple::Pointer))
}

/// Draws the question in view.
pub(crate) fn question(view: &WholeView<'_>) -> Html {
    let set = view.session.set();
    let visible = &view.whole.simple_questions(&view.facts.visible);
    let in_view = view.whole.simple_question(visible);
    let Some(index) = in_view.or_else(|| visible.last().copied()) else { return Html::default() };
    let question = set.question(index);
    let place = visible.iter().position(|one| *one == index).unwrap_or(0);
    let open = visible.iter().skip(place + 1).filter(|one| view.session.draft(**one).is_none());
    let left = open.count();
    let help = question.help_in(view.session.region());
    let mut counted = format!("第 {} 题", place + 1);
    // Before the place is known, nobody knows how many there are.
    if index != PolicySet::REGION {
        counted = match left {
            0 => format!("{counted}，最后一题"),
            _ => format!("{counted}，还有 {left} 题"),
        };
    }
    let mut buttons: Vec<Element> = Vec::new();
    let mut own = None;
    let mut warned = Vec::new();
    let on = || big(view, "next".to_owned(), "选好了，下一题".to_owned(), Simple::Next.into());
    match question.kind {
        Kind::Figure(_) => {
            own = Some(el("div", "simple__field").child(field(view, index)));
            buttons.push(on());
        }
        Kind::Single if index == PolicySet::REGION && view.whole.places.is_own() => {
            own = Some(plain("div").list(places::choice(view, HEADING)));
        }
        Kind::Single | Kind::Multi | Kind::YesNo => {
            warned = (view.beside.before)(view, index);
            for card in cards(view, index) {
                let action = match card.action {
                    Question::Put(index, draft) => Simple::Put(index, draft).into(),
                    other => other.into(),
                };
                buttons.push(
                    big(view, card.id, card.label.to_owned(), action)
                        .set("aria-pressed", card.chosen.to_string()),
                );
            }
            if question.kind == Kind::Multi {
                buttons.push(on());
            }
        }
    }
    let back = (place > 0).then(|| {
        el("button", "more")
            .id("back")
            .set("type", "button")
            .text("上一题")
            .click(view, Simple::Back)
    });
    let family = view.session.region().is_some().then(|| {
        el("button", "more")
            .id("family")
            .set("type", "button")
            .text("请家人帮看")
            .click(view, Question::Go(Page::Share))
    });
    let said = view.whole.message;
    body("wrap main simple")
        .child(bar(view, counted, format!("{}。{help}", question.label)))
        .child(headline(question.label))
        .child(el("p", "simple__hint").text(help))
        .child(el("p", "q__error").set("role", "status").text(said))
        .list(warned)
        .maybe(own)
        .child(el("div", "simple__big").list(buttons))
        .child(el("p", "simple__back").maybe(back).maybe(family))
        .child(looks(view))
        .html()
}

/// Draws whom to ring: the office's number, else that of the site, else the state's own service.
fn call(office: &Office) -> Element {
    let number = office.telephone.as_deref();
    let words = match (number, &office.of_site) {
        (Some(_), Some(site)) => {
            format!("这是{site}的电话，可以请他们转。打不通，拨 {SERVICE_LINE}。")
        }
        (Some(_), None) => format!("打不通，拨 {SERVICE_LINE}，请他们转到这里。"),
        (None, _) => {
            format!("{SERVICE_LINE} 是政务服务热线，可以请他们转到这里。")
        }
    };
    let shown = number.map_or_else(|| format!("拨打 {SERVICE_LINE}"), str::to_owned);
    el("section", "simple__call")
        .child(el("h2", "simple__q").text("打电话问"))
        .child(plain("p").text(office.name.clone()))
        .child(
            el("a", "big big--main")
                .id("call")
                .set("href", dialled(number.unwrap_or(SERVICE_LINE)))
                .text(shown),
        )
        .child(el("p", "small").text(words))
}

/// Draws the result: the number, three lines, whom to ring.
pub(crate) fn result(view: &WholeView<'_>, facts: &ResultFacts) -> Html {
    let report = &facts.report;
    let total = report.outline.total;
    let has_figure = facts.situation.has_figure();
    let figure = if !has_figure {
        wording::no_figure(facts.situation, &report.outline)
    } else if total.is_exact() {
        format!("可以申报 {}", wording::level(total.least))
    } else if total.least == Level::ZERO {
        // A zero would be read as "nothing".
        "现在还说不准".to_owned()
    } else if total.most == Level::Open {
        format!("至少 {}", wording::level(total.least))
    } else {
        format!("至少 {}，{}", wording::level(total.least), wording::most(total.most))
    };
    let supposed = wording::supposed(&report.outline).map(|words| format!("{words}，"));
    let paid = |wanted: Outcome| report.awards.iter().find(move |award| award.outcome == wanted);
    let first = paid(Outcome::Certain).or_else(|| paid(Outcome::Possible));
    let mut lines: Vec<String> = Vec::new();
    lines.push(match first {
        Some(award) => format!("{}：{}。", award.award.name, wording::amount(award.amount)),
        None if has_figure => "按现在的答案，还没有算到钱。".to_owned(),
        None => "能不能领、领多少，要问当地工信部门。".to_owned(),
    });
    let is_unstated = report
        .outline
        .documents
        .iter()
        .any(|document| document.state == DocumentState::InForceUnstatedEnd);
    lines.push(if is_unstated {
        "文件没有写到哪天为止，先打电话问。".to_owned()
    } else {
        "先打电话问现在还收不收申请。".to_owned()
    });
    let open = report.outline.asks.len();
    lines.push(if open > 0 {
        format!("还有 {open} 题没有定，答了才知道最多多少。")
    } else {
        "带上营业执照和认定文件。".to_owned()
    });
    let region = view.session.region_name().unwrap_or_default();
    let read_out = format!("{figure}。{}", lines.concat());
    let items = lines.into_iter().enumerate();
    let items = items.map(|(index, line)| plain("li").key(&index.to_string()).text(line));
    let to = |id: &'static str, words: &'static str, action: Action| {
        big(view, id.to_owned(), words.to_owned(), action)
    };
    let band = el("section", "band").child(
        el("div", "wrap band__in")
            .child(
                el("p", "band__kick").text(format!("{region}　{}", wording::date(view.session.on))),
            )
            .maybe(supposed.map(|words| plain("p").text(words)))
            .child(el("h1", "simple__num").id(HEADING).set("tabindex", "-1").text(figure)),
    );
    let is_of_first = |place: &usize| {
        let document = report.outline.documents.get(*place);
        first.is_some_and(|award| document.is_some_and(|one| one.policy.id == award.policy.id))
    };
    let place = (0..facts.next.offices.len()).find(is_of_first).unwrap_or(0);
    let call = facts.next.offices.get(place).map(call);
    let page = el("div", "wrap simple")
        .child(bar(view, "听一听".to_owned(), read_out))
        .child(el("ul", "simple__lines").id("lines").list(items.collect()))
        .maybe(call)
        .child(
            el("div", "simple__big")
                .child(to("family", "请家人帮看", Question::Go(Page::Share).into()))
                .child(to("details", "看详细的", Question::Large.into()))
                .child(to("again", "改答案", Simple::Again.into())),
        )
        .child(looks(view));
    body("").child(many(vec![band.html(), page.html()])).html()
}
