//! What is held down and where the focus is, while one part of the page takes the place of another.

use super::browser::{document, focus};
use crate::model::questions::HEADING;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// So many milliseconds pass between two looks at whether something is still held down.
const HELD_MS: u32 = 50;

/// So often it is looked: a browser may take what was dragged away for held down for good.
const HELD_LOOKS: u32 = 20;

/// Does this in a turn of its own, once no button and no key is held down on the page. What takes
/// the place of a part of the page would else take away what is being pressed, and the browser
/// would send the press to nobody.
pub(crate) fn once_released(then: impl FnOnce() + 'static) {
    look_for_release(HELD_LOOKS, 0, then);
}

fn look_for_release(looks: u32, wait_ms: u32, then: impl FnOnce() + 'static) {
    let look = move || {
        let is_held = document().query_selector(":active").is_ok_and(|held| held.is_some());
        if is_held && looks > 0 {
            look_for_release(looks - 1, HELD_MS, then);
        } else {
            then();
        }
    };
    Timeout::new(wait_ms, look).forget();
}

/// Where the focus is, and the caret in a field.
pub(crate) struct FocusPlace {
    id: String,
    caret: Option<u32>,
}

impl FocusPlace {
    /// Returns where the focus is; the heading where it is on nothing that has a name.
    pub(crate) fn now() -> Self {
        let element = document().active_element();
        let caret = element
            .as_ref()
            .and_then(|one| one.dyn_ref::<HtmlInputElement>()?.selection_end().ok()?);
        let id = element.map(|one| one.id()).filter(|id| !id.is_empty());
        Self { id: id.unwrap_or_else(|| HEADING.to_owned()), caret }
    }

    /// Moves the focus there; to the heading where the page no longer has it.
    pub(crate) fn restore(&self) {
        let element = document().get_element_by_id(&self.id);
        focus(element.as_ref().map_or(HEADING, |_| &self.id));
        if let (Some(caret), Some(element)) = (self.caret, element)
            && let Some(field) = element.dyn_ref::<HtmlInputElement>()
        {
            let _ = field.set_selection_range(caret, caret);
        }
    }
}
