//! Elements built by calls. Yew's `html!` writes some hundred bytes of Wasm for each element, a
//! call to these a few dozen; the first load is what a phone on a slow line waits for.
//!
//! No text is a node of yew's own: a browser that translates the page puts every text node into
//! elements of its own, and what is written into the old node is never seen. Words are the
//! `textContent` of an element, which replaces whatever is inside it.

use super::shell::Sends;
use huiqi_sitting::wording::unbroken;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::html::{onchange, onclick, ondragover, ondrop, oninput, onkeydown, onpaste, onsubmit};
use yew::prelude::{
    AttrValue, Callback, DragEvent, Event, Html, InputEvent, KeyboardEvent, MouseEvent, SubmitEvent,
};
use yew::virtual_dom::{Key, Listener, VNode, VTag};

/// One element in the making: one pointer, so that a call that adds to it stays small.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    tag: VTag,
    /// The last words inside, which are the whole content where nothing else is inside.
    words: Option<JsValue>,
    /// Whether it has nodes inside.
    is_parent: bool,
}

/// Returns an element with a class.
#[inline(never)]
pub(crate) fn el(tag: &'static str, class: &'static str) -> Element {
    let element = plain(tag);
    if class.is_empty() { element } else { element.put("class", AttrValue::Static(class)) }
}

/// Returns an element of the namespace and kind its name says.
#[inline(never)]
pub(crate) fn plain(tag: &'static str) -> Element {
    let tag = VTag::new(AttrValue::Static(tag));
    Element(Box::new(Parts { tag, words: None, is_parent: false }))
}

/// Returns several nodes without an element around them.
#[inline(never)]
pub(crate) fn many(nodes: Vec<Html>) -> Html {
    Html::from_iter(nodes)
}

impl Element {
    #[inline(never)]
    fn put(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.tag.add_attribute(name, value);
        self
    }

    #[inline(never)]
    fn listen(mut self, listener: Rc<dyn Listener>) -> Self {
        self.0.tag.add_listener(listener);
        self
    }

    #[inline(never)]
    fn push(mut self, node: Html) -> Self {
        if let Some(words) = self.0.words.take() {
            let mut part = plain("bdi");
            part.0.words = Some(words);
            self = self.push(part.html());
        }
        self.0.is_parent = true;
        self.0.tag.add_child(node);
        self
    }

    /// Adds words. Beside other nodes they become an element of their own, apart from the others
    /// whichever way they are written.
    #[inline(never)]
    fn say(mut self, words: &str) -> Self {
        if words.is_empty() || self.0.words.is_some() {
            self = self.push(Html::default());
        }
        if !words.is_empty() {
            self.0.words = Some(JsValue::from_str(&unbroken(words)));
        }
        self
    }

    /// Sets an attribute.
    pub(crate) fn set(self, name: &'static str, value: impl IntoText) -> Self {
        value.attribute(self, name)
    }

    /// Sets or leaves out an attribute without a value.
    pub(crate) fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set { self.put(name, AttrValue::Static("")) } else { self }
    }

    /// Sets the id, of which a page has one.
    pub(crate) fn id(self, id: impl IntoText) -> Self {
        id.attribute(self, "id")
    }

    /// Sets what distinguishes it from its neighbours in a list that changes.
    #[inline(never)]
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// Adds text; whatever it holds, it is shown as text.
    pub(crate) fn text(self, text: impl IntoText) -> Self {
        text.inside(self)
    }

    /// Adds a node inside.
    pub(crate) fn child(self, child: impl Inside) -> Self {
        child.inside(self)
    }

    /// Adds a node that may be missing; its position is kept.
    #[inline(never)]
    pub(crate) fn maybe(self, child: Option<Element>) -> Self {
        self.push(child.map_or_else(Html::default, Element::html))
    }

    /// Adds a list inside, which may change its length.
    #[inline(never)]
    pub(crate) fn list(self, items: Vec<Element>) -> Self {
        self.push(Html::from_iter(items.into_iter().map(Element::html)))
    }

    /// Sets what a click does, once it is painted.
    pub(crate) fn click<S: Sends>(self, view: &S, action: impl Into<S::Action>) -> Self {
        let (sender, action) = (view.sender().clone(), action.into());
        self.on_click(Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            sender.press(action.clone());
        }))
    }

    /// Sets what a click does at once: browsers copy, print and share only then.
    pub(crate) fn click_now<S: Sends>(self, view: &S, action: impl Into<S::Action>) -> Self {
        let (sender, action) = (view.sender().clone(), action.into());
        self.on_click(Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            sender.send(action.clone());
        }))
    }

    fn on_click(self, callback: Callback<MouseEvent>) -> Self {
        self.listen(Rc::new(onclick::Wrapper::new(callback)))
    }

    /// Sets what a tick does.
    pub(crate) fn change<S: Sends>(self, view: &S, action: impl Into<S::Action>) -> Self {
        let (sender, action) = (view.sender().clone(), action.into());
        self.listen(Rc::new(onchange::Wrapper::new(Callback::from(move |_: Event| {
            sender.press(action.clone());
        }))))
    }

    /// Sets what a choice in a list does.
    pub(crate) fn chosen<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(String) -> A + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(onchange::Wrapper::new(Callback::from(move |event: Event| {
            if let Some(list) =
                event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
            {
                sender.press(action(list.value()).into());
            }
        }))))
    }

    /// Sets what typed text does.
    pub(crate) fn typed<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(String) -> A + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(oninput::Wrapper::new(Callback::from(move |event: InputEvent| {
            if let Some(input) =
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                sender.press(action(input.value()).into());
            }
        }))))
    }

    /// Sets what keys do, by their names; a key that does something does nothing else. What an
    /// input method takes is none: Enter ends its word.
    pub(crate) fn keys<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(&str) -> Option<A> + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(onkeydown::Wrapper::new(Callback::from(
            move |event: KeyboardEvent| {
                // Safari says by the code alone that Enter ended a word.
                let is_of_method = event.is_composing() || event.key_code() == 229;
                if let Some(action) = action(&event.key()).filter(|_| !is_of_method) {
                    event.prevent_default();
                    sender.send(action.into());
                }
            },
        ))))
    }

    /// Sets what text typed into an area of several lines does.
    pub(crate) fn typed_area<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(String) -> A + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(oninput::Wrapper::new(Callback::from(move |event: InputEvent| {
            if let Some(area) =
                event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
            {
                sender.press(action(area.value()).into());
            }
        }))))
    }

    /// Sets what text does once its field is left: at once, since what is pressed to leave it may
    /// print it.
    pub(crate) fn left<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(String) -> A + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(onchange::Wrapper::new(Callback::from(move |event: Event| {
            if let Some(input) =
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                sender.send(action(input.value()).into());
            }
        }))))
    }

    /// Sets what a chosen file does.
    pub(crate) fn file(self, open: impl Fn(File) + 'static) -> Self {
        self.listen(Rc::new(onchange::Wrapper::new(Callback::from(move |event: Event| {
            let Some(input) =
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            open(file);
            // The same file can be chosen again.
            input.set_value("");
        }))))
    }

    /// Sets what a dropped file does.
    pub(crate) fn dropped(self, open: impl Fn(File) + 'static) -> Self {
        self.listen(Rc::new(ondragover::Wrapper::new(Callback::from(|event: DragEvent| {
            event.prevent_default()
        }))))
        .listen(Rc::new(ondrop::Wrapper::new(Callback::from(
            move |event: DragEvent| {
                event.prevent_default();
                if let Some(file) = event
                    .data_transfer()
                    .and_then(|data| data.files())
                    .and_then(|files| files.get(0))
                {
                    open(file);
                }
            },
        ))))
    }

    /// Sets what pasted text does; it does not come into the field.
    pub(crate) fn pasted<S: Sends, A: Into<S::Action>>(
        self,
        view: &S,
        action: impl Fn(String) -> A + 'static,
    ) -> Self {
        let sender = view.sender().clone();
        self.listen(Rc::new(onpaste::Wrapper::new(Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
            event.prevent_default();
            if let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text").ok()) {
                sender.send(action(text).into());
            }
        }))))
    }

    /// Sets what sending a form does.
    pub(crate) fn submit<S: Sends>(self, view: &S, action: impl Into<S::Action>) -> Self {
        let (sender, action) = (view.sender().clone(), action.into());
        self.listen(Rc::new(onsubmit::Wrapper::new(Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sender.press(action.clone());
        }))))
    }

    /// Whether a box is ticked.
    pub(crate) fn checked(mut self, is_checked: bool) -> Self {
        self.0.tag.set_checked(is_checked);
        self
    }

    /// Sets the value of a field.
    pub(crate) fn value(mut self, value: String) -> Self {
        self.0.tag.set_value(Some(AttrValue::from(value)));
        self
    }

    /// Returns the finished node.
    #[inline(never)]
    pub(crate) fn html(mut self) -> Html {
        if self.0.is_parent && self.0.words.is_some() {
            self = self.push(Html::default());
        }
        let mut parts = self.0;
        if let Some(words) = parts.words.take() {
            parts.tag.add_property("textContent", words);
        }
        VNode::from(parts.tag)
    }
}

/// Words of the tables or made for the moment. Each kind has a call of its own, so that no caller
/// builds yew's value by itself.
pub(crate) trait IntoText {
    /// Becomes an attribute.
    fn attribute(self, element: Element, name: &'static str) -> Element;
    /// Becomes words inside.
    fn inside(self, element: Element) -> Element;
}

impl IntoText for &'static str {
    #[inline(never)]
    fn attribute(self, element: Element, name: &'static str) -> Element {
        element.put(name, AttrValue::Static(self))
    }

    #[inline(never)]
    fn inside(self, element: Element) -> Element {
        element.say(self)
    }
}

impl IntoText for String {
    #[inline(never)]
    fn attribute(self, element: Element, name: &'static str) -> Element {
        element.put(name, AttrValue::from(self))
    }

    #[inline(never)]
    fn inside(self, element: Element) -> Element {
        element.say(&self)
    }
}

/// What an element can contain.
pub(crate) trait Inside {
    /// Puts it there, last.
    fn inside(self, element: Element) -> Element;
}

impl Inside for Element {
    #[inline(never)]
    fn inside(self, element: Element) -> Element {
        element.push(self.html())
    }
}

impl Inside for Html {
    fn inside(self, element: Element) -> Element {
        element.push(self)
    }
}
