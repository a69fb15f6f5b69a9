//! Two editions of a place's rules, compared: what changed, clause after clause, and what that does
//! to companies. On paper it is a sheet of its own.

use super::element::{Element, el, plain};
use super::frame::{body, headline};
use super::packs;
use super::shell::{Sender, Sends};
use super::view::WholeView;
use super::worker;
use crate::model::difference::{
    ComparisonState, DifferenceAction, EditionChoice, FOUND_HEADING, Side, WantedComparison,
};
use crate::model::facts::heading;
use crate::model::packs::{PackFault, RuleSource};
use crate::model::whole::{Action, Paper};
use huiqi_sitting::wording;
use huiqi_tables::editions::{
    ChangedClause, ChangedCompany, ChangedDocument, ChangedPart, ChangedSentence, ComparedEditions,
    EditionNews, EditionTrial, TrialRow, TrialRowKind, Tried,
};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::Html;

thread_local! {
    /// The files that were opened, by the number of the choice.
    static FILES: RefCell<BTreeMap<u32, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Fetches both editions and has the worker compare them.
pub(crate) fn compare(wanted: WantedComparison, sender: Sender<Action>) {
    let keys = packs::keys().unwrap_or_default();
    spawn_local(async move {
        let WantedComparison { sources: [old, new], order } = wanted;
        let both = match bytes(old, &keys).await {
            Ok(old) => bytes(new, &keys).await.map(|new| [old, new]),
            Err(why) => Err(why),
        };
        match both {
            Ok(both) => worker::compare(&sender, order, both),
            Err(fault) => {
                let news = EditionNews::Refused(fault.sentence());
                sender.send(DifferenceAction::News(order.turn, news).into());
            }
        }
    });
}

/// Returns the pack of an edition; none for the rules of the page.
async fn bytes(source: RuleSource, keys: &str) -> Result<Option<Vec<u8>>, PackFault> {
    match source {
        RuleSource::Bundled => Ok(None),
        // The worker reads it.
        RuleSource::Pack(wanted) => packs::checked_pack(&wanted, keys).await.map(Some),
        RuleSource::File(number) => Ok(FILES.with_borrow(|files| files.get(&number).cloned())),
    }
}

/// Reads a file and says that it is open; one that cannot be read is as empty.
fn open(file: &File, side: Side, number: u32, sender: Sender<Action>) {
    let Ok(reader) = web_sys::FileReader::new() else { return };
    let (its_own, name) = (reader.clone(), file.name());
    let ready = Closure::once_into_js(move || {
        let read = its_own.result().ok().map(|buffer| Uint8Array::new(&buffer).to_vec());
        FILES.with_borrow_mut(|files| files.insert(number, read.unwrap_or_default()));
        sender.send(DifferenceAction::File(side, name, number).into());
    });
    reader.set_onloadend(Some(ready.unchecked_ref()));
    let _ = reader.read_as_array_buffer(file);
}

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>) -> Html {
    // Who has no other way finds the files first.
    let comes_first = view.whole.has_files() || view.whole.edition_choice().is_none();
    let (before, after) =
        if comes_first { (Some(files(view)), None) } else { (None, Some(files(view))) };
    body("wrap main")
        .child(headline(heading(view.session)))
        .child(
            el("p", "lead screen-only")
                .text("规则改过以后，哪一条变了，金额会差多少。都在这台电脑上算，不上传。"),
        )
        .child(choice(view))
        .maybe(before)
        .child(plain("div").list(found(view)))
        .maybe(after)
        .html()
}

fn choice(view: &WholeView<'_>) -> Element {
    let section = el("section", "section screen-only");
    match view.whole.edition_choice() {
        _ if view.whole.has_files() => section.child(
            el("div", "acts").child(
                el("button", "btn")
                    .id("no-files")
                    .set("type", "button")
                    .text("改为对比公布过的版次")
                    .click(view, DifferenceAction::NoFiles),
            ),
        ),
        None => section.child(
            el("p", "section__p")
                .id("no-editions")
                .text("这个网站还没有公布过两版规则。手里有规则包文件的，可以在下面打开对比。"),
        ),
        Some(choice) => {
            let several = choice.places.len() > 1;
            let instead = (!choice.instead.is_empty()).then(|| {
                el("p", "note note--box note--care note--first")
                    .id("difference-instead")
                    .set("role", "status")
                    .text(choice.instead.clone())
            });
            section
                .maybe(instead)
                .maybe(several.then(|| places(view, &choice)))
                .child(editions(view, &choice, Side::Old))
                .child(editions(view, &choice, Side::New))
        }
    }
}

fn field(id: &'static str, label: &'static str, list: Element) -> Element {
    el("div", "field").child(plain("label").set("for", id).text(label)).child(list.id(id))
}

fn option(value: &str, words: String, is_chosen: bool) -> Element {
    plain("option")
        .key(value)
        .set("value", value.to_owned())
        .flag("selected", is_chosen)
        .text(words)
}

fn places(view: &WholeView<'_>, choice: &EditionChoice) -> Element {
    let one = |(id, name): &(String, String)| option(id, name.clone(), *id == choice.place);
    let list = plain("select")
        .list(choice.places.iter().map(one).collect())
        .chosen(view, DifferenceAction::Place);
    field("difference-place", "所在地", list)
}

fn editions(view: &WholeView<'_>, choice: &EditionChoice, side: Side) -> Element {
    let (id, label, chosen) = match side {
        Side::Old => ("edition-old", "旧版", choice.old),
        Side::New => ("edition-new", "新版", choice.new),
    };
    let one = |(index, own): (usize, &crate::model::packs::KnownEdition)| {
        let recalled = if own.is_recalled { "（已撤回）" } else { "" };
        option(&own.edition, format!("{}{recalled}", own.edition), index == chosen)
    };
    let list = plain("select")
        .list(choice.editions.iter().enumerate().map(one).collect())
        .chosen(view, move |edition| DifferenceAction::Edition(side, edition));
    field(id, label, list)
}

fn files(view: &WholeView<'_>) -> Element {
    let difference = &view.whole.difference;
    let number = difference.next_file();
    let one = |side: Side, id: &'static str, label: &'static str| {
        let at = match side {
            Side::Old => 0,
            Side::New => 1,
        };
        let name = difference.files[at].as_ref();
        let name = name.map(|(name, _)| el("p", "small").text(format!("已打开：{name}")));
        let sender = view.sender().clone();
        let input = el("input", "field__file")
            .set("type", "file")
            .set("accept", ".huiqi")
            .file(move |file| open(&file, side, number, sender.clone()));
        field(id, label, input).maybe(name)
    };
    let hint = match &difference.files {
        [Some(_), None] => "请再打开新版的文件。",
        [None, Some(_)] => "请再打开旧版的文件。",
        [None, None] | [Some(_), Some(_)] => "",
    };
    el("section", "section screen-only")
        .child(el("h2", "section__h").text("手里有规则包文件的，在这里打开"))
        .child(one(Side::Old, "file-old", "旧版文件"))
        .child(one(Side::New, "file-new", "新版文件"))
        .child(el("p", "section__p").id("file-hint").set("role", "status").text(hint))
}

fn found(view: &WholeView<'_>) -> Vec<Element> {
    let status = |id: &'static str, class: &'static str, words: String| {
        el("p", class).key(id).id(id).set("role", "status").text(words)
    };
    match &view.whole.difference.state {
        ComparisonState::Nothing => Vec::new(),
        ComparisonState::Coming => {
            vec![status("difference-coming", "note note--box", "正在取两版规则……".to_owned())]
        }
        ComparisonState::Refused(why) => {
            vec![status(
                "difference-refused",
                "note note--box note--care",
                format!("没有比出来：{why}"),
            )]
        }
        ComparisonState::Shown(found, progress) => shown(view, found, *progress),
    }
}

fn shown(
    view: &WholeView<'_>,
    found: &ComparedEditions,
    progress: Option<(u64, u64)>,
) -> Vec<Element> {
    let of_files = view.whole.has_files().then(|| {
        let [old, new] = view
            .whole
            .difference
            .files
            .each_ref()
            .map(|file| file.as_ref().map_or("", |(name, _)| name.as_str()));
        el("p", "section__p")
            .id("difference-files")
            .text(format!("比的是您打开的文件 {old} 和 {new}，不一定是公布过的版次。"))
    });
    let head = el("section", "section")
        .key("head")
        .id("difference")
        .set("data-finished", found.coming.is_empty().to_string())
        .child(
            el("h2", "section__h")
                .id(FOUND_HEADING)
                .set("tabindex", "-1")
                .text(format!("{}：{} → {}", found.place, found.old, found.new)),
        )
        .child(el("p", "section__p").id("difference-summary").text(found.summary.clone()))
        .maybe(of_files)
        .maybe(trying(found, progress))
        .child(
            el("div", "acts").child(
                el("button", "btn")
                    .id("print-difference")
                    .set("type", "button")
                    .text("打印")
                    .click_now(view, Action::Print(Paper::Everything)),
            ),
        );
    let mut all = vec![head];
    all.extend(found.parts.iter().map(part));
    all.extend(found.trials.iter().map(trial));
    let day = wording::date(view.questions.today);
    all.push(el("p", "small").key("proof").text(format!(
        "{day}生成。按各个门槛编的企业，是页面照着两版规则里每一个条件、每一个数编出来的，\
         不是真的企业。测算结果仅供参考，以主管部门审核为准。"
    )));
    all
}

/// Draws whose companies are being tried.
fn trying(found: &ComparedEditions, progress: Option<(u64, u64)>) -> Option<Element> {
    let who = found.coming.first()?;
    let words = match progress {
        Some((done, all)) => format!(
            "正在试{}：{} / {} 家。",
            who.words(),
            wording::count(done),
            wording::count(all)
        ),
        None => format!("正在准备试{}……", who.words()),
    };
    Some(el("p", "section__p").id("difference-trying").text(words))
}

fn part(part: &ChangedPart) -> Element {
    el("section", "section")
        .key(&part.heading)
        .child(el("h2", "section__h").text(part.heading.clone()))
        .list(part.documents.iter().map(document).collect())
}

fn document(document: &ChangedDocument) -> Element {
    el("div", "group")
        .key(&document.title)
        .child(el("h3", "group__h").text(document.title.clone()))
        .list(document.clauses.iter().map(clause).collect())
}

fn clause(clause: &ChangedClause) -> Element {
    let chip = (!clause.clause.is_empty()).then(|| el("p", "chip").text(clause.clause.clone()));
    let sentences = clause.sentences.iter().enumerate().map(sentence).collect();
    el("div", "changed").key(&clause.clause).maybe(chip).child(el("ul", "plain").list(sentences))
}

fn sentence((index, one): (usize, &ChangedSentence)) -> Element {
    let whose = one
        .whose
        .iter()
        .enumerate()
        .map(|(index, words)| el("p", "small").key(&index.to_string()).text(words.clone()));
    plain("li")
        .key(&index.to_string())
        .child(plain("p").text(one.text.clone()))
        .child(plain("div").list(whose.collect()))
}

fn trial(trial: &EditionTrial) -> Element {
    let id = match trial.who {
        Tried::Cases => "trial-cases",
        Tried::List => "trial-list",
        Tried::Made => "trial-made",
    };
    let line = |(index, words): (usize, &String)| {
        el("p", "section__p").key(&index.to_string()).text(words.clone())
    };
    el("section", "section")
        .key(id)
        .id(id)
        .child(el("h2", "section__h").text(format!("对{}的影响", trial.who.words())))
        .child(plain("div").list(trial.lines.iter().enumerate().map(line).collect()))
        .maybe((!trial.rows.is_empty()).then(|| rows(&trial.rows)))
        .child(plain("div").list(trial.companies.iter().enumerate().map(company).collect()))
}

const COMPANIES: &str = "企业";
const LEAST: &str = "至少，合计";
const MOST: &str = "最多，合计";

/// Draws what each change brings; the rows add up to the last one.
fn rows(rows: &[TrialRow]) -> Element {
    let row = |(index, row): (usize, &TrialRow)| {
        let name = match row.kind {
            TrialRowKind::Alone | TrialRowKind::Whole => row.name.clone(),
            TrialRowKind::Together => format!("合在一起才有的：{}", row.name),
        };
        let cell =
            |label: &'static str, words: String| plain("td").set("data-label", label).text(words);
        let class = match row.kind {
            TrialRowKind::Alone | TrialRowKind::Together => "",
            TrialRowKind::Whole => "rows__total",
        };
        el("tr", class)
            .key(&index.to_string())
            .child(plain("th").set("scope", "row").text(name))
            .child(cell(COMPANIES, format!("{} 家", row.companies)))
            .child(cell(LEAST, row.least.clone()))
            .child(cell(MOST, row.most.clone()))
    };
    let head = |words: &'static str| plain("th").set("scope", "col").text(words);
    let table = el("table", "rows stack effects")
        .set("role", "table")
        .child(el("caption", "hide").text("每一处变动带来的金额"))
        .child(
            plain("thead").child(
                plain("tr")
                    .child(head("改的这一处"))
                    .child(head(COMPANIES))
                    .child(head(LEAST))
                    .child(head(MOST)),
            ),
        )
        .child(plain("tbody").list(rows.iter().enumerate().map(row).collect()));
    let how = "每次只改一处，看金额差多少；几处合在一起才有的另列。金额各行相加等于合计；\
               一家企业可能有几处变动，家数不能相加。";
    plain("div").child(table).child(el("p", "small").text(how))
}

fn company((index, company): (usize, &ChangedCompany)) -> Element {
    let through = company
        .through
        .iter()
        .enumerate()
        .map(|(index, words)| plain("li").key(&index.to_string()).text(words.clone()));
    el("div", "changed")
        .key(&index.to_string())
        .child(plain("h3").text(company.name.clone()))
        .child(plain("p").text(format!("原来 {}，现在 {}。", company.before, company.after)))
        .child(el("ul", "plain").list(through.collect()))
}
