//! The table of companies as the page knows it, and the worker that computes it. The state is pure;
//! the worker stands below it.

use super::browser;
use super::state::{Action, Kit, Store};
use huiqi_tables::message::{News, Opened, Order, Progress, Shown, Summary, Wanted};
use std::cell::RefCell;
use std::rc::Rc;
use time::Date;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};
use yew::prelude::{UseReducerDispatcher, UseReducerHandle};

/// Where the work on a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// No table is open.
    #[default]
    Closed,
    /// A table is being opened.
    Opening,
    /// Its columns are matched.
    Matching,
    /// It is computed.
    Running,
    /// It is computed to the end, or as far as it was not stopped.
    Done,
}

/// So many columns have a list of questions at once.
const LISTS: usize = 8;

/// A table of companies.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Desk {
    pub(crate) phase: Phase,
    /// The file's name; empty for a table that was pasted.
    pub(crate) name: String,
    pub(crate) opened: Option<Rc<Opened>>,
    /// The columns with a list of all questions beside them; a list for each of many would keep the
    /// page busy.
    pub(crate) lists: Vec<usize>,
    /// The region and the day that the table was computed for.
    pub(crate) scope: String,
    pub(crate) progress: Option<Progress>,
    pub(crate) summary: Option<Rc<Summary>>,
    pub(crate) shown: Option<Rc<Shown>>,
    /// What could not be done.
    pub(crate) fault: Option<String>,
    /// What was written last.
    pub(crate) written: Option<String>,
}

/// What a person does with a table.
#[derive(Clone)]
pub(crate) enum DeskAction {
    /// Chose a table of this name.
    Open(String),
    /// Starts the work, for these rows, with these words for what the columns hold.
    Start(String, Vec<String>),
    /// Wants the list of questions of a column.
    List(usize),
    /// Goes back to the columns.
    Match,
    /// Asks for a file.
    Write,
    /// Puts the table away.
    Close,
    /// Something is to be mended first.
    Refuse(String),
    /// The worker said something.
    News(News, Date),
}

impl Desk {
    /// What becomes of the table. A company that is opened is no matter of the table's.
    pub(crate) fn take(&mut self, action: DeskAction) {
        self.fault = None;
        match action {
            DeskAction::Open(name) => {
                *self = Self { phase: Phase::Opening, name, ..Self::default() }
            }
            DeskAction::Start(scope, words) => {
                self.scope = scope;
                self.keep_words(words);
                self.begin(Phase::Running);
            }
            DeskAction::List(place) => self.lists.push(place),
            DeskAction::Match => self.begin(Phase::Matching),
            DeskAction::Write => {
                self.written = None;
                self.progress = Some(Progress { writes: true, ..Progress::default() });
            }
            DeskAction::Close => *self = Self::default(),
            DeskAction::Refuse(why) => self.fault = Some(why),
            DeskAction::News(news, _) => self.hear(news),
        }
    }

    fn begin(&mut self, phase: Phase) {
        let (name, scope, lists) = (
            std::mem::take(&mut self.name),
            std::mem::take(&mut self.scope),
            std::mem::take(&mut self.lists),
        );
        *self = Self { phase, name, scope, lists, opened: self.opened.take(), ..Self::default() };
    }

    /// The columns for which nothing is known have their list at once, as far as they are few.
    fn match_columns(&mut self, opened: Opened) {
        let unknown =
            opened.columns.iter().enumerate().filter(|(_, column)| column.word.is_empty());
        self.lists = unknown.map(|(place, _)| place).take(LISTS).collect();
        self.opened = Some(Rc::new(opened));
        self.phase = Phase::Matching;
    }

    /// Keeps what the columns are said to hold, for when they are matched again.
    fn keep_words(&mut self, words: Vec<String>) {
        if let Some(opened) = &mut self.opened {
            let opened = Rc::make_mut(opened);
            for (column, word) in opened.columns.iter_mut().zip(words) {
                column.word = word;
            }
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Opened(opened) => self.match_columns(opened),
            News::Working(progress) => self.progress = Some(progress),
            News::Done(summary) => {
                self.summary = Some(Rc::from(summary));
                self.progress = None;
                self.phase = Phase::Done;
            }
            News::Shown(shown) => self.shown = Some(Rc::new(shown)),
            News::Company { .. } => {}
            News::Written(name) => {
                self.written = name;
                self.progress = None;
            }
            News::Failed(why) => {
                // What was computed stays; a table that could not be opened is none.
                if self.phase != Phase::Done {
                    *self = Self::default();
                }
                self.progress = None;
                self.fault = Some(why);
            }
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// boot.js: starts the worker, or says that it cannot.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiWorker)]
    fn start_worker(done: &JsValue, failed: &JsValue);
}

type Dispatcher = UseReducerDispatcher<Store>;

/// The worker: nobody, one that is on its way with what it is to be told, or one that listens.
enum Line {
    Nobody,
    Coming { waiting: Vec<JsValue> },
    Open(Worker),
}

thread_local! {
    static LINE: RefCell<Line> = const { RefCell::new(Line::Nobody) };
    /// How many workers there have been: what an earlier one still says is not heard.
    static TURN: RefCell<u32> = const { RefCell::new(0) };
}

const BROKEN: &str = "批量测算没有打开，或表格太大内存不够。请刷新页面再试，或把表格分成几份。";

/// Tells the worker something, with a file beside; it is started where there is none.
pub(crate) fn send(store: &UseReducerHandle<Store>, order: &Order, file: Option<&Blob>) {
    let Ok(order) = serde_wasm_bindgen::to_value(order) else { return };
    let message: JsValue =
        js_sys::Array::of2(&order, file.map_or(&JsValue::NULL, AsRef::as_ref)).into();
    LINE.with(|line| {
        let mut line = line.borrow_mut();
        match &mut *line {
            Line::Open(worker) => {
                let _ = worker.post_message(&message);
                return;
            }
            Line::Coming { waiting } => {
                waiting.push(message);
                return;
            }
            Line::Nobody => *line = Line::Coming { waiting: vec![message] },
        }
        drop(line);
        call(store.dispatcher());
    });
}

fn call(store: Dispatcher) {
    let turn = TURN.with(|turn| {
        *turn.borrow_mut() += 1;
        *turn.borrow()
    });
    let is_heard = move || TURN.with(|now| *now.borrow() == turn);
    let fail = {
        let store = store.clone();
        move || {
            if is_heard() {
                close();
                store.dispatch(news(News::Failed(BROKEN.to_owned())));
            }
        }
    };
    let failed = Closure::once_into_js(fail.clone());
    let done = Closure::once_into_js(move |worker: Worker| {
        if !is_heard() {
            return worker.terminate();
        }
        let its_own = worker.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if is_heard() {
                listen(&its_own, &store, &event.data());
            }
        });
        worker.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        let broken = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            fail.clone()();
        });
        worker.set_onerror(Some(broken.into_js_value().unchecked_ref()));
    });
    start_worker(&done, &failed);
}

fn listen(worker: &Worker, store: &Dispatcher, said: &JsValue) {
    // The first word is that it listens.
    if said.is_null() {
        let coming = LINE.with(|line| line.replace(Line::Open(worker.clone())));
        if let Line::Coming { waiting } = coming {
            for message in waiting {
                let _ = worker.post_message(&message);
            }
        }
        return;
    }
    let parts: js_sys::Array = said.clone().dyn_into().unwrap_or_default();
    let Ok(said) = serde_wasm_bindgen::from_value::<News>(parts.get(0)) else { return };
    let said = match (&said, parts.get(1).dyn_into::<Blob>()) {
        (News::Written(Some(name)), Ok(file)) if !browser::save_file(name, &file) => {
            News::Failed("这里的浏览器不能保存文件，请换用系统浏览器。".to_owned())
        }
        _ => said,
    };
    store.dispatch(news(said));
}

fn news(news: News) -> Action {
    Action::Kit(Kit::Desk(DeskAction::News(news, browser::today())))
}

/// Ends the worker, with everything that it knows.
pub(crate) fn close() {
    TURN.with(|turn| *turn.borrow_mut() += 1);
    if let Line::Open(worker) = LINE.with(|line| line.replace(Line::Nobody)) {
        worker.terminate();
    }
}

/// What is asked for by the fields above the rows.
pub(crate) fn wanted() -> Wanted {
    use huiqi_tables::message::{Kept, Sorting};
    let place = |id: &str| browser::chosen(id).parse::<usize>().ok();
    Wanted {
        name: browser::field("rows-name"),
        rung: place("rows-rung").and_then(|place| u8::try_from(place).ok()),
        kept: place("rows-kept")
            .and_then(|place| Kept::ALL.get(place).copied())
            .unwrap_or_default(),
        order: place("rows-order")
            .and_then(|place| Sorting::ALL.get(place).copied())
            .unwrap_or_default(),
    }
}
