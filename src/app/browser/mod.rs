//! The one room that touches the browser: it performs commands, and turns what the browser
//! reports into messages.

mod desk;
mod export;
mod words;

pub use words::{has_lost_words, language, learn};

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlSelectElement,
    KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};
use yew::Callback;

use self::desk::Desk;
use super::state::{Command, Msg, Page, Theme, WHOLE, keys};

/// Element of the static page that a screen reader listens to.
const LIVE_REGION: &str = "spoken";
/// Elements of the static page that tell of a panic.
const CRASH: &str = "crash";
const CRASH_REASON: &str = "crash-reason";
/// The step on show in each lane, and the part of the page that scrolls sideways around it.
const STEP_ON_SHOW: &str = ".step[data-time='now']";
const PICTURE: &str = ".picture";
/// What the first part of the page and the whole say to each other: the whole is wanted, it could
/// not be loaded, it is there. `static/boot.js` knows the first two.
const WANTED: &str = "redelivery-whole";
const FAILED: &str = "redelivery-failed";
const OVER: &str = "redelivery-over";
/// What the static page's script says when something is given to be opened.
const GIVEN: &str = "redelivery-given";
/// Where the first part leaves what it hands over.
const CARRIED: &str = "data-carried";
/// Below this width, in pixels, one lane is higher than the screen.
const NARROW: f64 = 640.0;
/// A choice of the open menu.
const MENU_CHOICE: &str = "[data-menu] [aria-pressed]";
/// What gets the focus when the panel opens in which a failure is found.
const FINDER_FOCUS: &str = "[data-finder]";
/// The same for the panel in which the run is taken elsewhere.
const EXPORT_FOCUS: &str = "[data-export]";
/// The line of the run in words that gets the focus when it is told.
const TELLING_FOCUS: &str = ".telling [aria-current]";
/// The choice that gets the focus when the menu opens.
const MENU_FOCUS: &str = "[data-menu] [aria-pressed='true']";

/// The page's connection to the browser. Dropping it ends the listening.
pub struct Browser {
    send: Callback<Msg>,
    tick: Option<Timeout>,
    /// What had the focus before the menu opened.
    focused: Option<Element>,
    /// What gets the focus once the page is drawn.
    wanted: Option<String>,
    spoken: String,
    /// The page on show: it says what keys mean.
    page: Rc<Cell<Page>>,
    /// The desk, once something was asked of it.
    desk: Option<Desk>,
    /// The last file saved: its address must be good while the browser reads it.
    saved: Option<ObjectUrl>,
    listeners: Vec<EventListener>,
}

impl Browser {
    /// Starts to listen; messages go to `send`.
    pub fn new(send: Callback<Msg>) -> Self {
        let page = Rc::new(Cell::new(Page::default()));
        let mut listeners = vec![
            on_key(send.clone(), page.clone()),
            on_link(send.clone()),
            on_word(GIVEN, send.clone(), Msg::WasGiven),
        ];
        if !WHOLE {
            listeners.push(on_word(FAILED, send.clone(), Msg::WholeFailed));
            listeners.push(on_word(OVER, send.clone(), Msg::HandedOver));
        }
        let spoken = String::new();
        Self {
            send,
            tick: None,
            focused: None,
            wanted: None,
            spoken,
            page,
            desk: None,
            saved: None,
            listeners,
        }
    }

    /// Does what `command` asks.
    pub fn perform(&mut self, command: Command) {
        match command {
            Command::ReplaceLink(link) => write_link(&link, false),
            Command::PushLink(link) => write_link(&link, true),
            Command::Copy(link) => self.copy(&link),
            Command::Dress(theme) => dress(theme),
            Command::Speak(code) => words::speak(code),
            Command::Tick(plays, milliseconds) => {
                let send = self.send.clone();
                let tick = Timeout::new(milliseconds, move || send.emit(Msg::Ticked(plays)));
                self.tick = Some(tick);
            }
            Command::LoadWhole(text) => hand_over(&text),
            Command::Retire => {
                self.listeners.clear();
                self.tick = None;
            }
            Command::Ask(text) if WHOLE => self.ask(&text),
            Command::Download(name, text) if WHOLE => {
                self.saved = Some(save(&name, Blob::new(text.as_str())));
            }
            Command::Export(errand) if WHOLE => export::perform(errand, self.send.clone()),
            // The first part never asks for these.
            Command::Ask(_) | Command::Download(..) | Command::Export(_) => {}
            Command::FocusExport => self.wanted = Some(String::from(EXPORT_FOCUS)),
            Command::FocusFinder => self.wanted = Some(String::from(FINDER_FOCUS)),
            Command::Print => {
                let _ = window().print();
            }
            Command::FocusMenu => {
                self.focused = document().active_element();
                self.wanted = Some(String::from(MENU_FOCUS));
            }
            Command::FocusTelling => {
                self.wanted = Some(String::from(TELLING_FOCUS));
            }
            Command::FocusSheet => {
                self.focused = document().active_element();
                self.wanted = Some(String::from("[data-sheet]"));
            }
            Command::RestoreFocus => focus(self.focused.take()),
            Command::FocusStep(lane) => {
                let lane = lane + 1;
                self.wanted = Some(format!(".lanes__place:nth-child({lane}) {STEP_ON_SHOW}"));
            }
            Command::FocusCell(link) => {
                let cell = link.map(|link| format!(".stage--matrix a[href=\"#{link}\"]"));
                self.wanted = Some(cell.unwrap_or_else(|| String::from(".matrix, .points")));
            }
            Command::ShowTop => window().scroll_to_with_x_and_y(0.0, 0.0),
        }
    }

    /// From now on keys mean what they mean on `page`.
    pub fn listen_on(&self, page: Page) {
        self.page.set(page);
    }

    /// Lets a screen reader say `text`, unless it just did.
    pub fn say(&mut self, text: &str) {
        if self.spoken != text {
            self.spoken = text.to_string();
            if let Some(region) = document().get_element_by_id(LIVE_REGION) {
                region.set_text_content(Some(text));
            }
        }
    }

    /// What is left to do once the page is drawn: the focus, and the step on show in sight.
    pub fn drawn(&mut self) {
        follow();
        if let Some(wanted) = self.wanted.take() {
            let find = |selector: &str| document().query_selector(selector).ok().flatten();
            // What was wanted may not be there: the controls always are.
            let found = find(&wanted).or_else(|| find(".transport__forward, .matrix, .points"));
            // The list is below the picture: who asks for it is led there.
            if let Some(line) = found.as_ref().filter(|_| wanted == TELLING_FOCUS) {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Center);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
            focus(found);
        }
    }

    /// Asks the desk, which is there from the first question on.
    fn ask(&mut self, text: &str) {
        if self.desk.is_none() {
            match Desk::new(&self.send) {
                Ok(desk) => self.desk = Some(desk),
                Err(why) => self.send.emit(Msg::DeskFailed(why)),
            }
        }
        if let Some(desk) = &mut self.desk {
            desk.ask(text);
        }
    }

    fn copy(&self, link: &str) {
        let (send, failed) = (self.send.clone(), self.send.clone());
        let page = address();
        let clipboard = window().navigator().clipboard();
        // Outside a secure context there is no clipboard, whatever the type says.
        if JsValue::from(&clipboard).is_undefined() {
            failed.emit(Msg::Copied(false));
            return;
        }
        let promise = clipboard.write_text(&format!("{page}#{link}"));
        yew::platform::spawn_local(async move {
            let copied = wasm_bindgen_futures::JsFuture::from(promise).await;
            send.emit(Msg::Copied(copied.is_ok()));
        });
    }
}

/// The element that the app is drawn into. The whole page takes the place of the first part of it,
/// which hears that it is over.
pub fn root() -> Element {
    let root = document().get_element_by_id("app");
    let root = root.expect("the static page has an element for the app");
    if !WHOLE {
        return root;
    }
    tell(OVER);
    let Ok(fresh) = root.clone_node() else { return root };
    let _ = root.replace_with_with_node_1(&fresh);
    fresh.unchecked_into()
}

/// Asks the static page's script for the whole page, and leaves `text` for it.
fn hand_over(text: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute(CARRIED, text);
    }
    tell(WANTED);
}

/// What the first part of the page has left for the whole, once.
pub fn carried() -> Option<String> {
    let page = document().document_element()?;
    let text = page.get_attribute(CARRIED)?;
    let _ = page.remove_attribute(CARRIED);
    Some(text)
}

/// Says `word` to whoever listens in this window.
fn tell(word: &str) {
    if let Ok(event) = web_sys::Event::new(word) {
        let _ = window().dispatch_event(&event);
    }
}

/// Sends `msg` when somebody says `word`.
fn on_word(word: &'static str, send: Callback<Msg>, msg: Msg) -> EventListener {
    EventListener::new(&window(), word, move |_| send.emit(msg.clone()))
}

/// From now on a panic shows the static page's message with ways to go on, instead of leaving a
/// page that does not answer.
pub fn report_panics() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
        if let Some(message) = document().get_element_by_id(CRASH) {
            let _ = message.remove_attribute("hidden");
        }
        if let Some(reason) = document().get_element_by_id(CRASH_REASON) {
            reason.set_text_content(Some(&panic.to_string()));
        }
    }));
}

/// The value of the control that `event` came from.
pub fn value(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<HtmlSelectElement>() {
        Ok(select) => select.value(),
        Err(other) => {
            other.dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
        }
    }
}

/// The text after `#` in the address.
pub fn link() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_string()
}

/// The site's address, without what it shows.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_string()
}

/// Saves `blob` as a file, as if the visitor had followed a link to it.
fn save(name: &str, blob: Blob) -> ObjectUrl {
    let url = ObjectUrl::from(blob);
    let Ok(link) = document().create_element("a") else { return url };
    let _ = link.set_attribute("href", &url);
    let _ = link.set_attribute("download", name);
    if let Some(link) = link.dyn_ref::<HtmlElement>() {
        link.click();
    }
    url
}

fn window() -> Window {
    gloo::utils::window()
}

fn document() -> Document {
    gloo::utils::document()
}

/// Keeps the step on show in sight: sideways where there are many deliveries, and on a narrow
/// screen, where the page is long, up and down.
fn follow() {
    let Ok(cells) = document().query_selector_all(STEP_ON_SHOW) else { return };
    let cells = (0..cells.length()).filter_map(|index| cells.item(index));
    // A step grows to its size when it is taken: what holds it has its size at once.
    let mut cells = cells.filter_map(|cell| cell.parent_element()).peekable();
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    if let Some(first) = cells.peek().filter(|_| width < Some(NARROW)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        first.scroll_into_view_with_scroll_into_view_options(&options);
    }
    cells.for_each(|cell| scroll_sideways(&cell));
}

/// Scrolls the picture around `cell` so far that the whole of it can be seen.
fn scroll_sideways(cell: &Element) {
    let Some(picture) = cell.closest(PICTURE).ok().flatten() else { return };
    let (inner, outer) = (cell.get_bounding_client_rect(), picture.get_bounding_client_rect());
    let past = (inner.right() - outer.right()).max(0.0);
    let before = (outer.left() - inner.left()).max(0.0);
    if past > 0.0 || before > 0.0 {
        picture.scroll_by_with_x_and_y(past - before, 0.0);
    }
}

/// Gives the focus without scrolling: the menu is in sight already, and the picture must stay
/// where the visitor put it.
fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// A browser that has had too many addresses in too short a time refuses; the next one will do.
fn write_link(link: &str, push: bool) {
    let Ok(history) = window().history() else { return };
    let address = format!("#{link}");
    let _ = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

fn on_link(send: Callback<Msg>) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| send.emit(Msg::OpenedLink(link())))
}

fn on_key(send: Callback<Msg>, page: Rc<Cell<Page>>) -> EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_taken(event) {
            return;
        }
        if move_in_menu(event) || move_in_matrix(event) {
            event.prevent_default();
            return;
        }
        // A key held down steps on, as a scrubber would; it does not toggle.
        let steps = matches!(event.key().as_str(), "ArrowRight" | "ArrowLeft");
        if event.repeat() && !steps {
            return;
        }
        if let Some(msg) = keys::pressed(page.get(), &event.key(), event.shift_key()) {
            event.prevent_default();
            send.emit(msg);
        }
    })
}

/// Arrow keys on a choice of the open menu go to the choice beside it.
fn move_in_menu(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(choice) = target.filter(|it| it.matches(MENU_CHOICE).unwrap_or(false)) else {
        return false;
    };
    let beside = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => choice.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => choice.previous_element_sibling(),
        _ => return false,
    };
    focus(beside);
    true
}

/// Arrow keys on a cell of the matrix go to the next cell in that direction that leads somewhere.
fn move_in_matrix(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let cell = target.and_then(|target| target.closest(".matrix__cell").ok().flatten());
    let Some(mut cell) = cell else { return false };
    loop {
        let place = cell.get_attribute("data-column").unwrap_or_default();
        let in_row = |row: Option<Element>| {
            row?.query_selector(&format!("[data-column='{place}']")).ok().flatten()
        };
        let row = cell.parent_element();
        let beside = match event.key().as_str() {
            "ArrowRight" => cell.next_element_sibling(),
            "ArrowLeft" => cell.previous_element_sibling(),
            "ArrowDown" => in_row(row.and_then(|row| row.next_element_sibling())),
            "ArrowUp" => in_row(row.and_then(|row| row.previous_element_sibling())),
            _ => return false,
        };
        let Some(beside) = beside else { return true };
        cell = beside;
        if let Ok(Some(link)) = cell.query_selector("a") {
            focus(Some(link));
            return true;
        }
    }
}

/// Whether the focused element wants the key for itself.
fn is_taken(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let key = event.key();
    match element.tag_name().as_str() {
        // A clicker's keys always step, whatever has the focus.
        "SELECT" | "INPUT" => !matches!(key.as_str(), "Escape" | "PageDown" | "PageUp"),
        "TEXTAREA" => key != "Escape",
        "BUTTON" | "SUMMARY" | "A" => key == " " || key == "Enter",
        _ => false,
    }
}

/// Where the theme is remembered.
const THEME: &str = "redelivery.theme";

/// The theme that the page opened in: the one chosen last.
pub fn theme() -> Theme {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme"))
        .map_or_else(Theme::default, |word| Theme::of(&word))
}

/// Storage that is full or blocked forgets the theme, and nothing else is lost.
fn dress(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.word());
    }
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(THEME, theme.word());
    }
}
