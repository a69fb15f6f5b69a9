//! The shell around a model: it holds the model, performs what is pressed, draws, and then runs the
//! effects. Both parts of the page have it.

use super::{browser, storage};
use crate::model::questions::Press;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use time::Date;
use web_sys::Event;
use yew::AppHandle;
use yew::prelude::{Component, Context, Html, Properties};

/// A model with what the shell needs of it.
pub(crate) trait PagePart: Sized + 'static {
    /// What a visitor does.
    type Action: Clone + 'static;
    /// What the browser has to do.
    type Effect: 'static;
    /// What one drawing shows.
    type Facts: 'static;

    /// What is done where the page is looked at again.
    const LOOK: Self::Action;

    /// Says which day is today.
    fn set_today(&mut self, today: Date);
    /// Returns the day that the page takes for today.
    fn today(&self) -> Date;
    /// Returns what of a press the second press of a double press has too; none where a second
    /// press does no harm.
    fn press(action: &Self::Action) -> Option<Press>;
    /// Whether an effect stores something: it is run even where the page is left.
    fn is_storing(effect: &Self::Effect) -> bool;
    /// Performs an action.
    fn update(&mut self, action: Self::Action) -> Vec<Self::Effect>;
    /// Computes what is shown.
    fn facts(&self) -> Self::Facts;
    /// Whether these facts are still what is shown.
    fn is_current(&self, facts: &Self::Facts) -> bool;
    /// Returns what follows for the browser from what is shown.
    fn settle(&mut self, facts: &Self::Facts) -> Vec<Self::Effect>;
    /// Draws the page.
    fn draw(&self, facts: &Self::Facts, sender: &Sender<Self::Action>) -> Html;
    /// Does in the browser what an effect says.
    fn run(effect: Self::Effect, sender: &Sender<Self::Action>);
}

/// When an action is performed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Once the press that asks for it has been painted.
    Painted,
    /// At once.
    Now,
}

/// The way from a view or a worker to the model.
pub(crate) struct Sender<A>(Rc<dyn Fn(A, Moment)>);

impl<A> Clone for Sender<A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<A: 'static> Sender<A> {
    /// Returns a way that leads nowhere.
    pub(crate) fn deaf() -> Self {
        Self(Rc::new(|_, _| {}))
    }

    /// Performs this once the press that asks for it has been painted: the tick in a box, the
    /// letter in a field, the button held down. Drawing the page anew takes a slow phone longer
    /// than that. What is pressed meanwhile is performed in its order.
    pub(crate) fn press(&self, action: A) {
        (self.0)(action, Moment::Painted);
    }

    /// Performs this at once, after everything pressed before.
    pub(crate) fn send(&self, action: A) {
        (self.0)(action, Moment::Now);
    }

    /// Returns a way for actions of another kind.
    pub(crate) fn of<B: Into<A> + 'static>(&self) -> Sender<B> {
        let send = self.0.clone();
        Sender(Rc::new(move |action: B, moment| send(action.into(), moment)))
    }
}

/// What has a way to its model.
pub(crate) trait Sends {
    /// What is sent.
    type Action: Clone + 'static;

    /// Returns the way.
    fn sender(&self) -> &Sender<Self::Action>;
}

/// So many milliseconds after a press, another one is the second of a double press.
const DOUBLE_PRESS_MS: u32 = 500;

/// A part of the page, mounted in the browser.
pub(crate) struct Shell<P: PagePart> {
    part: RefCell<(P, P::Facts)>,
    /// What was pressed and is still to be performed.
    pressed: RefCell<Vec<P::Action>>,
    /// The last press, for as long as a second one is the same.
    last_press: Cell<Option<(Press, Timeout)>>,
    painted: RefCell<Option<browser::AfterPaint>>,
    /// What is still to be done in the browser once the page is drawn.
    effects: RefCell<Vec<P::Effect>>,
    mounted: RefCell<Option<AppHandle<PageComponent<P>>>>,
    listeners: RefCell<Vec<EventListener>>,
    /// Whether something was performed and not drawn, since the page was left.
    is_undrawn: Cell<bool>,
}

impl<P: PagePart> Shell<P> {
    /// Mounts a part over what the page shows now; these effects are run once it is drawn.
    pub(crate) fn mount(mut part: P, effects: Vec<P::Effect>) -> Rc<Self> {
        let facts = part.facts();
        let mut all = part.settle(&facts);
        all.extend(effects);
        let shell = Rc::new(Self {
            part: RefCell::new((part, facts)),
            pressed: RefCell::default(),
            last_press: Cell::default(),
            painted: RefCell::default(),
            effects: RefCell::new(all),
            mounted: RefCell::default(),
            listeners: RefCell::default(),
            is_undrawn: Cell::default(),
        });
        let properties = PageProperties { shell: shell.clone() };
        let mounted =
            yew::Renderer::<PageComponent<P>>::with_root_and_props(browser::root(), properties)
                .render();
        shell.mounted.replace(Some(mounted));
        shell.hear("storage", |_| {
            storage::is_over();
        });
        shell.hear("pagehide", |shell| shell.leave());
        // boot.js sends a focus from time to time.
        for event in ["pageshow", "focus", "visibilitychange"] {
            shell.hear(event, |shell| shell.look());
        }
        shell
    }

    fn hear(self: &Rc<Self>, event: &'static str, act: fn(&Rc<Self>)) {
        let shell = self.clone();
        self.listen(event, move |_| {
            act(&shell);
            None
        });
    }

    /// Sends an action at events of the window.
    pub(crate) fn listen(
        self: &Rc<Self>,
        event: &'static str,
        action: impl Fn(&Event) -> Option<P::Action> + 'static,
    ) {
        let shell = self.clone();
        let listener = EventListener::new(&browser::window(), event, move |event| {
            if let Some(action) = action(event) {
                shell.take(action, Moment::Now);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    /// The page is looked at again: perhaps on another day, perhaps after an end in another page.
    pub(crate) fn look(self: &Rc<Self>) {
        let is_same_day = self.part.borrow().0.today() == browser::today();
        if !storage::is_over() && (!is_same_day || self.is_undrawn.take()) {
            self.take(P::LOOK, Moment::Now);
        }
    }

    /// The page is left: what was pressed is stored, whether or not it was drawn.
    fn leave(&self) {
        if self.update() {
            self.is_undrawn.set(true);
        }
        let deaf = Sender::deaf();
        let mut others = Vec::new();
        // Yew may have drawn the page and put off what follows.
        for effect in self.effects.take() {
            if P::is_storing(&effect) {
                P::run(effect, &deaf);
            } else {
                others.push(effect);
            }
        }
        self.effects.replace(others);
    }

    /// Takes the page out of the browser, performs what was pressed, and reads the model. What
    /// follows for the browser is done too, such as the address of the page that was pressed for.
    pub(crate) fn unmount<T>(&self, read: impl FnOnce(&mut P) -> T) -> T {
        self.listeners.take();
        if let Some(mounted) = self.mounted.take() {
            mounted.destroy();
        }
        self.update();
        let deaf = Sender::deaf();
        for effect in self.effects.take() {
            P::run(effect, &deaf);
        }
        read(&mut self.part.borrow_mut().0)
    }

    pub(crate) fn sender(self: &Rc<Self>) -> Sender<P::Action> {
        let shell = self.clone();
        Sender(Rc::new(move |action, moment| shell.take(action, moment)))
    }

    fn take(self: &Rc<Self>, action: P::Action, moment: Moment) {
        if self.is_double_press(&action, moment) {
            return;
        }
        let is_first = {
            let mut pressed = self.pressed.borrow_mut();
            pressed.push(action);
            pressed.len() == 1
        };
        match moment {
            Moment::Now => self.perform(),
            Moment::Painted if is_first => {
                browser::set_busy(true);
                let shell = self.clone();
                let painted = browser::after_paint(move || shell.perform());
                self.painted.replace(Some(painted));
            }
            Moment::Painted => {}
        }
    }

    /// Whether this is the second press of a double press: nothing else was pressed in between.
    fn is_double_press(self: &Rc<Self>, action: &P::Action, moment: Moment) -> bool {
        let press = P::press(action);
        // What the browser itself sends is no press.
        if press.is_none() && moment == Moment::Now {
            return false;
        }
        let last = self.last_press.take();
        let Some(press) = press else { return false };
        if let Some((same, _)) = &last
            && *same == press
        {
            self.last_press.set(last);
            return true;
        }
        let shell = self.clone();
        let end = Timeout::new(DOUBLE_PRESS_MS, move || drop(shell.last_press.take()));
        self.last_press.set(Some((press, end)));
        false
    }

    /// Performs everything that was pressed, in its order, and has the page drawn once.
    fn perform(&self) {
        if self.update()
            && let Some(mounted) = &*self.mounted.borrow()
        {
            mounted.send_message(());
        }
    }

    /// Performs everything that was pressed, in its order; whether there was anything.
    fn update(&self) -> bool {
        let pressed = self.pressed.take();
        browser::set_busy(false);
        if pressed.is_empty() {
            return false;
        }
        let mut effects = Vec::new();
        {
            let (part, facts) = &mut *self.part.borrow_mut();
            part.set_today(browser::today());
            for action in pressed {
                effects.extend(part.update(action));
            }
            if !part.is_current(facts) {
                *facts = part.facts();
            }
            self.effects.borrow_mut().extend(part.settle(facts));
        }
        self.effects.borrow_mut().extend(effects);
        true
    }
}

/// Mounts what is drawn where nobody sees it.
pub(crate) fn mount_unseen(drawn: Html) -> Option<AppHandle<Drawn>> {
    let unseen = browser::new_part()?;
    let properties = DrawnProperties { drawn };
    Some(yew::Renderer::<Drawn>::with_root_and_props(unseen, properties).render())
}

/// A component that is what it is given.
pub(crate) struct Drawn;

/// What it is given.
#[derive(Properties, PartialEq)]
pub(crate) struct DrawnProperties {
    drawn: Html,
}

impl Component for Drawn {
    type Message = ();
    type Properties = DrawnProperties;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().drawn.clone()
    }
}

/// The component that draws a part.
pub(crate) struct PageComponent<P> {
    part: std::marker::PhantomData<P>,
}

/// What the component is given.
#[derive(Properties)]
pub(crate) struct PageProperties<P: PagePart> {
    shell: Rc<Shell<P>>,
}

impl<P: PagePart> PartialEq for PageProperties<P> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shell, &other.shell)
    }
}

impl<P: PagePart> Component for PageComponent<P> {
    type Message = ();
    type Properties = PageProperties<P>;

    fn create(_: &Context<Self>) -> Self {
        Self { part: std::marker::PhantomData }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let shell = &context.props().shell;
        let (part, facts) = &*shell.part.borrow();
        part.draw(facts, &shell.sender())
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let shell = &context.props().shell;
        let sender = shell.sender();
        for effect in shell.effects.take() {
            P::run(effect, &sender);
        }
    }
}
