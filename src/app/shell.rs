//! The shell around a model: it holds the model, performs what is pressed, draws, and then runs the
//! effects. Both parts of the page have it.

use super::browser;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use time::Date;
use yew::AppHandle;
use yew::prelude::{Component, Context, Html, Properties};

/// A model with what the shell needs of it.
pub(crate) trait PagePart: Sized + 'static {
    /// What a visitor does.
    type Action: 'static;
    /// What the browser has to do.
    type Effect: 'static;
    /// What one drawing shows.
    type Facts: 'static;

    /// Sets the day of the visit.
    fn set_today(&mut self, today: Date);
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

/// A part of the page, mounted in the browser.
pub(crate) struct Shell<P: PagePart> {
    part: RefCell<(P, P::Facts)>,
    /// What was pressed and is still to be performed.
    pressed: RefCell<Vec<P::Action>>,
    painted: RefCell<Option<browser::AfterPaint>>,
    /// What is still to be done in the browser once the page is drawn.
    effects: RefCell<Vec<P::Effect>>,
    mounted: RefCell<Option<AppHandle<PageComponent<P>>>>,
    listeners: RefCell<Vec<EventListener>>,
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
            painted: RefCell::default(),
            effects: RefCell::new(all),
            mounted: RefCell::default(),
            listeners: RefCell::default(),
        });
        let properties = PageProperties { shell: shell.clone() };
        let mounted =
            yew::Renderer::<PageComponent<P>>::with_root_and_props(browser::root(), properties)
                .render();
        shell.mounted.replace(Some(mounted));
        shell
    }

    /// Sends an action at each event of the window.
    pub(crate) fn listen(
        self: &Rc<Self>,
        event: &'static str,
        action: impl Fn() -> P::Action + 'static,
    ) {
        let sender = self.sender();
        let listener =
            EventListener::new(&browser::window(), event, move |_| sender.send(action()));
        self.listeners.borrow_mut().push(listener);
    }

    /// Takes the page out of the browser, performs what was pressed, and reads the model.
    pub(crate) fn unmount<T>(&self, read: impl FnOnce(&P) -> T) -> T {
        self.listeners.take();
        if let Some(mounted) = self.mounted.take() {
            mounted.destroy();
        }
        self.perform();
        read(&self.part.borrow().0)
    }

    pub(crate) fn sender(self: &Rc<Self>) -> Sender<P::Action> {
        let shell = self.clone();
        Sender(Rc::new(move |action, moment| shell.take(action, moment)))
    }

    fn take(self: &Rc<Self>, action: P::Action, moment: Moment) {
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

    /// Performs everything that was pressed, in its order, and has the page drawn once.
    fn perform(&self) {
        let pressed = self.pressed.take();
        browser::set_busy(false);
        if pressed.is_empty() {
            return;
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
        if let Some(mounted) = &*self.mounted.borrow() {
            mounted.send_message(());
        }
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
