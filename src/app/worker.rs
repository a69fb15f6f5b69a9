//! The worker that computes tables: it is started when it is first needed, gets orders, and what it
//! says goes to the model.

use super::browser;
use super::shell::Sender;
use crate::model::table;
use crate::model::whole::Action;
use huiqi_tables::editions::EditionOrder;
use huiqi_tables::message::{News, Order};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::{Blob, ErrorEvent, File, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// boot.js: starts the worker, or says that it cannot.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiWorker)]
    fn start_worker(done: &JsValue, failed: &JsValue);
}

/// The connection to the worker: none, one that starts while messages wait for it, or an open one.
enum Connection {
    Nobody,
    Coming { waiting: Vec<JsValue> },
    Open(Worker),
}

thread_local! {
    static CONNECTION: RefCell<Connection> = const { RefCell::new(Connection::Nobody) };
    /// How many workers there have been: what an earlier one still says is not heard.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// The pack over which tables are computed; none for the bundled rules.
    static PACK: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
    /// Whether the worker knows which rules the page has.
    static IS_TOLD: Cell<bool> = const { Cell::new(false) };
    /// The packs of places, each with its hash, for the tables of several places.
    static PLACES: RefCell<Vec<(String, Vec<u8>)>> = const { RefCell::new(Vec::new()) };
    /// The page that hears what the worker says.
    static PAGE: RefCell<Option<Sender<Action>>> = const { RefCell::new(None) };
    /// The file chosen last, until it is opened.
    static FILE: Cell<Option<File>> = const { Cell::new(None) };
}

const NOT_OPENED: &str = "批量测算没有打开，文件可能没有下载完整。请刷新页面再试。";
const DIED: &str =
    "批量测算中断了，表格没有存下来。请重新选择；还是这样，请把表格分成几份，或另存为 CSV 再选。";

/// Says which rules the page has: those of a pack, or the bundled ones. Where the site has no other
/// packs, tables are computed over them.
pub(crate) fn use_pack(pack: Option<Vec<u8>>) {
    PACK.set(pack);
    IS_TOLD.set(false);
}

/// Has this page hear what the worker says: a worker with a table outlives the page that opened it.
pub(crate) fn speak_to(sender: &Sender<Action>) {
    PAGE.set(Some(sender.clone()));
}

/// Keeps a pack of a place for the worker, by its hash.
pub(crate) fn keep_pack(hash: &str, pack: Vec<u8>) {
    PLACES.with_borrow_mut(|packs| {
        if packs.iter().all(|(known, _)| known != hash) {
            packs.push((hash.to_owned(), pack));
        }
    });
}

/// Tells the page something.
fn tell(action: table::Action) {
    if let Some(page) = PAGE.with_borrow(Clone::clone) {
        page.send(action.into());
    }
}

/// Holds a file that is chosen and still to be opened: an order cannot carry it.
pub(crate) fn hold(file: File) {
    FILE.set(Some(file));
}

/// Tells the worker something, with the file beside where one is to be opened; it is started where
/// there is none.
pub(crate) fn send(sender: &Sender<Action>, order: &Order) {
    let file = match order {
        Order::Open { .. } => FILE.take(),
        Order::Paste { .. }
        | Order::Rules(_)
        | Order::List { .. }
        | Order::Start { .. }
        | Order::Cancel
        | Order::Show { .. }
        | Order::Company(_)
        | Order::Sheets(_)
        | Order::Write { .. }
        | Order::Template(_)
        | Order::Compare(_) => None,
    };
    let packs = if let Order::Rules(rules) = order { kept_packs(&rules.packs) } else { Vec::new() };
    let Ok(order) = serde_wasm_bindgen::to_value(order) else { return };
    let file = file.map_or(JsValue::NULL, JsValue::from);
    let message = js_sys::Array::of3(&order, &file, &JsValue::NULL);
    for pack in packs {
        message.push(&pack);
    }
    post(sender, message);
}

/// Returns the packs with these hashes.
fn kept_packs(hashes: &[String]) -> Vec<JsValue> {
    PLACES.with_borrow(|packs| {
        let wanted = packs.iter().filter(|(hash, _)| hashes.contains(hash));
        wanted.map(|(_, pack)| js_sys::Uint8Array::from(pack.as_slice()).into()).collect()
    })
}

/// Has the worker compare two editions, whose packs go beside the order, the old one first. It
/// begins with the rules of the page, as any order does.
pub(crate) fn compare(sender: &Sender<Action>, order: EditionOrder, packs: [Option<Vec<u8>>; 2]) {
    let Ok(order) = serde_wasm_bindgen::to_value(&Order::Compare(order)) else { return };
    let message = js_sys::Array::of3(&order, &JsValue::NULL, &JsValue::NULL);
    for pack in packs {
        message.push(&pack.map_or(JsValue::NULL, |pack| js_sys::Uint8Array::from(&*pack).into()));
    }
    post(sender, message);
}

fn post(sender: &Sender<Action>, message: js_sys::Array) {
    speak_to(sender);
    if !IS_TOLD.replace(true) {
        let pack = PACK.with_borrow(|pack| pack.as_deref().map(js_sys::Uint8Array::from));
        // Not a pack, and true: the bundled rules.
        message.set(2, pack.map_or(JsValue::TRUE, JsValue::from));
    }
    CONNECTION.with(|connection| {
        let mut connection = connection.borrow_mut();
        match &mut *connection {
            Connection::Open(worker) => {
                let _ = worker.post_message(&message);
                return;
            }
            Connection::Coming { waiting } => {
                waiting.push(message.into());
                return;
            }
            Connection::Nobody => {
                *connection = Connection::Coming { waiting: vec![message.into()] };
            }
        }
        drop(connection);
        call();
    });
}

fn call() {
    let turn = TURN.get() + 1;
    TURN.set(turn);
    let is_heard = move || TURN.get() == turn;
    let fail = move || {
        if is_heard() {
            let had_begun = CONNECTION.with(|it| matches!(&*it.borrow(), Connection::Open(_)));
            end();
            tell(table::Action::Died(if had_begun { DIED } else { NOT_OPENED }));
        }
    };
    let failed = Closure::once_into_js(fail);
    let done = Closure::once_into_js(move |worker: Worker| {
        if !is_heard() {
            return worker.terminate();
        }
        let its_own = worker.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if is_heard() {
                listen(&its_own, &event.data());
            }
        });
        worker.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        let broken = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            fail();
        });
        worker.set_onerror(Some(broken.into_js_value().unchecked_ref()));
    });
    start_worker(&done, &failed);
}

fn listen(worker: &Worker, said: &JsValue) {
    // The first word is that it listens.
    if said.is_null() {
        let coming =
            CONNECTION.with(|connection| connection.replace(Connection::Open(worker.clone())));
        if let Connection::Coming { waiting } = coming {
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
    tell(table::Action::News(said));
}

/// Ends the worker, with everything that it knows.
pub(crate) fn end() {
    IS_TOLD.set(false);
    TURN.set(TURN.get() + 1);
    if let Connection::Open(worker) =
        CONNECTION.with(|connection| connection.replace(Connection::Nobody))
    {
        worker.terminate();
    }
}
