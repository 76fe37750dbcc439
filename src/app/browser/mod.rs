//! The one room that touches the browser: it performs commands, and turns what the browser
//! reports into messages.

mod address;
#[cfg(feature = "course")]
mod course;
mod desk;
#[cfg(feature = "embed")]
mod embed;
mod export;
mod fit;
mod handover;
#[cfg(feature = "whole")]
mod kept;
mod keys;
mod sight;
mod stage;
mod theme;
mod words;

pub use address::{address, link};
#[cfg(feature = "embed")]
pub use embed::{embed, kept};
pub use handover::{carried, root};
pub use theme::{errors, theme};
pub use words::{has_lost_words, language, learn};

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, ScrollLogicalPosition, Window};
use yew::Callback;

use self::address::{Moment, on_link};
use self::desk::Desk;
#[cfg(feature = "embed")]
use self::embed::Host;
use self::handover::{FAILED, OVER, WANTED, WANTED_COURSE, file, hand_over, on_word, tell};
use self::sight::{STEP_ON_SHOW, focus, follow, place_of, scroll_to, seen};
use self::stage::Stage;
#[cfg(feature = "embed")]
use self::theme::wear;
use self::theme::{dress, remember_errors};
use super::state::{COURSE, Command, FIGURE, Msg, Page, StageMsg, WHOLE};

/// Element of the static page that a screen reader listens to.
const LIVE_REGION: &str = "spoken";
/// Elements of the static page that tell of a panic.
const CRASH: &str = "crash";
const CRASH_REASON: &str = "crash-reason";
/// What the static page's script says when something is given to be opened.
const GIVEN: &str = "redelivery-given";
/// What the static page's script hears when there is a new notice.
const NOTICE: &str = "redelivery-notice";
/// A notice that goes, with nobody at it.
const READ_NOTICE: &str = ".toast[data-tone='good']:not(:hover, :focus-within)";
/// What gets the focus when the panel opens in which a failure is found.
const FINDER_FOCUS: &str = "[data-finder]";
/// What gets the focus when the panel opens in which the run is exported.
const EXPORT_FOCUS: &str = "[data-export]";
/// The line of the run in words that gets the focus when it is told.
const TELLING_FOCUS: &str = ".telling [aria-current]";
/// The choice that gets the focus when the menu opens.
const MENU_FOCUS: &str = "[data-menu] [aria-pressed='true']";

/// The page's connection to the browser. Dropping it ends the listening.
#[cfg_attr(
    feature = "course",
    expect(clippy::struct_excessive_bools, reason = "each is a wish of its own until it is drawn")
)]
pub struct Browser {
    send: Callback<Msg>,
    tick: Option<Timeout>,
    /// The address of the moment.
    moment: Moment,
    /// What had the focus before the menu opened.
    focused: Option<Element>,
    /// How far the page was scrolled for the menu.
    scrolled: f64,
    /// The step on show when the page was drawn last.
    followed: Option<sight::Followed>,
    /// What gets the focus once the page is drawn.
    wanted: Option<String>,
    spoken: String,
    /// Whether there is a new notice, to be shown where the visitor looks once it is drawn.
    shows_notice: bool,
    /// What lets a notice go that has been read.
    notice_ends: Option<Interval>,
    /// The page on show: it says what keys mean.
    page: Rc<Cell<Page>>,
    /// The desk, once something was asked of it.
    desk: Option<Desk>,
    /// The last file saved: its address must be good while the browser reads it.
    saved: Option<ObjectUrl>,
    /// What the stage needs.
    stage: Stage,
    /// What the visitor has made.
    #[cfg(feature = "whole")]
    kept: kept::Kept,
    /// Whether what gets the focus is to be shown as well.
    #[cfg(feature = "course")]
    is_shown: bool,
    /// Whether the page is to be printed once it is drawn.
    prints: bool,
    /// What is to be brought into sight once it is drawn.
    brought: Option<String>,
    /// Whether the type of the stage is to be chosen anew once it is drawn.
    wanted_fit: bool,
    /// The page around this figure, if it is one.
    #[cfg(feature = "embed")]
    host: Option<Host>,
    listeners: Vec<EventListener>,
}

impl Browser {
    /// Starts to listen; messages go to `send`.
    pub fn new(send: Callback<Msg>) -> Self {
        let page = Rc::new(Cell::new(Page::default()));
        let mut listeners = vec![
            keys::listen(send.clone(), page.clone()),
            on_link(send.clone()),
            on_word(GIVEN, send.clone(), Msg::WasGiven),
        ];
        if WHOLE {
            listeners.extend(stage::watch_print(&send));
        }
        #[cfg(feature = "whole")]
        listeners.extend(kept::watch(&send));
        if !COURSE {
            listeners.push(on_word(FAILED, send.clone(), Msg::WholeFailed));
            listeners.push(on_word(OVER, send.clone(), Msg::HandedOver));
        }
        // What was said last was of the page before.
        if COURSE && let Some(region) = document().get_element_by_id(LIVE_REGION) {
            region.set_text_content(None);
        }
        Self {
            send,
            tick: None,
            moment: Moment::default(),
            focused: None,
            scrolled: 0.0,
            followed: None,
            wanted: None,
            spoken: String::new(),
            shows_notice: false,
            notice_ends: None,
            page,
            desk: None,
            saved: None,
            stage: Stage::default(),
            #[cfg(feature = "whole")]
            kept: kept::Kept::new(),
            #[cfg(feature = "course")]
            is_shown: false,
            prints: false,
            brought: None,
            wanted_fit: false,
            #[cfg(feature = "embed")]
            host: None,
            listeners,
        }
    }

    /// Does what `command` asks.
    pub fn perform(&mut self, command: Command) {
        match command {
            Command::ReplaceLink(link) => match self.page.get() {
                Page::Timeline | Page::Stage | Page::Speaker => self.moment.follow(link),
                Page::Matrix | Page::Decks | Page::Course => self.moment.replace(&link),
            },
            Command::PushLink(link) => self.moment.push(&link),
            Command::Copy(link) => self.copy(&format!("{}#{link}", address()), Msg::Copied),
            Command::CopyText(text) if WHOLE => self.copy(&text, Msg::CopiedText),
            Command::Dress(theme) => dress(theme),
            Command::RememberErrors(id) => remember_errors(id),
            Command::Speak(code) => words::speak(code, &self.moment),
            Command::ShowNotice(milliseconds) => self.show_notice(milliseconds),
            Command::Tick(plays, milliseconds) => {
                let send = self.send.clone();
                let tick = Timeout::new(milliseconds, move || send.emit(Msg::Ticked(plays)));
                self.tick = Some(tick);
            }
            Command::LoadWhole(text) => hand_over(&text, WANTED),
            Command::LoadCourse(text) => hand_over(&text, WANTED_COURSE),
            Command::Retire => {
                self.listeners.clear();
                self.moment.settle();
                self.tick = None;
                self.notice_ends = None;
            }
            Command::Ask(text) if WHOLE || FIGURE => self.ask(&text),
            Command::Download(name, text) if WHOLE => {
                self.saved = Some(save(&name, Blob::new(text.as_str())));
            }
            Command::Export(errand) if WHOLE => export::perform(errand, self.send.clone()),
            // The first part never asks for these.
            Command::Ask(_) | Command::Download(..) | Command::Export(_) | Command::CopyText(_) => {
            }
            Command::FocusExport => self.wanted = Some(String::from(EXPORT_FOCUS)),
            Command::FocusFinder => self.wanted = Some(String::from(FINDER_FOCUS)),
            Command::Print => self.prints = true,
            Command::FocusSlide(slide, way) => self.wanted = slide_button(slide, way),
            Command::FocusMenu => {
                self.focused = document().active_element();
                self.wanted = Some(String::from(MENU_FOCUS));
            }
            Command::FocusTelling => self.wanted = Some(String::from(TELLING_FOCUS)),
            Command::FocusSheet => {
                self.focused = document().active_element();
                self.wanted = Some(String::from("[data-sheet]"));
            }
            Command::RestoreFocus => {
                focus(self.focused.take());
                // Back to where the visitor was, if it was the menu that scrolled.
                window().scroll_by_with_x_and_y(0.0, -std::mem::take(&mut self.scrolled));
            }
            Command::FocusStep(lane) => {
                self.wanted = Some(format!("{} {STEP_ON_SHOW}", place_of(lane)));
            }
            Command::ShowLane(lane) => {
                let choice = [&place_of(lane), " .lane__choice"].concat();
                self.bring(Some(place_of(lane)), choice);
            }
            Command::FocusCell(link) => self.show_cell(link),
            Command::ShowTop => window().scroll_to_with_x_and_y(0.0, 0.0),
            #[cfg(feature = "course")]
            Command::Course(command) => self.perform_for_course(command),
            #[cfg(feature = "embed")]
            Command::Figure(command) => self.perform_as_figure(&command),
            command if WHOLE => self.perform_on_stage(command),
            _ => {}
        }
    }

    fn perform_on_stage(&mut self, command: Command) {
        match command {
            Command::EnterStage => self.stage.enter(&self.send),
            Command::AwaitDigit => self.stage.await_digit(&self.send),
            Command::LeaveStage => self.stage.leave(),
            Command::Fit => self.wanted_fit = true,
            Command::Broadcast(text) => self.stage.broadcast(&text, &self.send),
            Command::OpenWindow(link) => {
                let is_open = self.stage.open_speaker(&link);
                self.tell_blocked(is_open);
            }
            Command::OpenStage(link) => {
                let is_open = self.stage.open_audience(&link);
                self.tell_blocked(is_open);
            }
            Command::WatchClock => self.stage.watch_clock(&self.send),
            #[cfg(feature = "whole")]
            Command::Keep(decks) => self.keep_decks(&decks),
            #[cfg(feature = "whole")]
            Command::Delete(unread) => self.delete_decks(&unread),
            #[cfg(feature = "whole")]
            Command::ReadDecks => self.read_decks(),
            _ => {}
        }
    }

    /// A window that a browser has not opened is missed.
    fn tell_blocked(&self, is_open: bool) {
        if !is_open {
            self.send.emit(Msg::Stage(StageMsg::Blocked));
        }
    }

    /// A new notice is put where the visitor looks, and goes after so many milliseconds.
    fn show_notice(&mut self, milliseconds: Option<u32>) {
        self.shows_notice = true;
        self.notice_ends = milliseconds.map(|it| end_notice(it, &self.send));
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

    /// Notes whether what a screen reader says is English, wherever the page is not.
    #[cfg(feature = "course")]
    pub fn say_in_english(&self, is_english: bool) {
        let Some(region) = document().get_element_by_id(LIVE_REGION) else { return };
        let _ = if is_english {
            region.set_attribute("lang", "en")
        } else {
            region.remove_attribute("lang")
        };
    }

    /// Brings a place into sight, and gives the focus to what is wanted there.
    fn bring(&mut self, place: Option<String>, wanted: String) {
        self.brought = place;
        self.wanted = Some(wanted);
    }

    /// Shows the cell of the matrix that leads to `link`, or the matrix.
    fn show_cell(&mut self, link: Option<String>) {
        let cell = link.map(|link| format!(".stage--matrix a[href=\"#{link}\"]"));
        let heading = || String::from(".stage--matrix .headline__text");
        let wanted = cell.clone().unwrap_or_else(heading);
        self.bring(cell, wanted);
    }

    /// Gives the page its name in the browser's lists of pages.
    pub fn call(&self, title: &str) {
        if document().title() != title {
            document().set_title(title);
        }
    }

    /// What is left to do once the page is drawn: the focus, and the step on show in sight.
    pub fn drawn(&mut self) {
        self.followed = follow(self.page.get(), self.followed.as_ref());
        if std::mem::take(&mut self.shows_notice) {
            tell(NOTICE);
        }
        if let Some(place) = self.brought.take().and_then(|place| seen(&place)) {
            scroll_to(&place, ScrollLogicalPosition::Nearest);
        }
        if WHOLE && self.page.get() == Page::Stage {
            if std::mem::take(&mut self.wanted_fit) {
                fit::fit();
                // What stood for the other moments is gone before anything is painted.
                self.send.emit(Msg::Stage(StageMsg::Fitted));
            } else {
                fit::shrink();
            }
        }
        if WHOLE && std::mem::take(&mut self.prints) {
            let _ = window().print();
        }
        if let Some(wanted) = self.wanted.take() {
            // What was wanted may not be there, or behind another approach: the controls are always
            // there, but where a figure's author wants none.
            let found = seen(&wanted)
                .or_else(|| seen(".transport__forward, .stage--matrix .headline__text"))
                .or_else(|| seen(STEP_ON_SHOW));
            // The list is below the picture: who asks for it is led there.
            if let Some(line) = found.as_ref().filter(|_| wanted == TELLING_FOCUS) {
                scroll_to(line, ScrollLogicalPosition::Center);
            }
            if wanted == MENU_FOCUS {
                self.show_chosen();
            }
            #[cfg(feature = "course")]
            if let Some(found) = found.as_ref().filter(|_| std::mem::take(&mut self.is_shown)) {
                course::show(found);
            }
            focus(found);
        }
    }

    /// Scrolls so far that the menu does not cover the step that it is about.
    fn show_chosen(&mut self) {
        let find = |selector: &str| document().query_selector(selector).ok().flatten();
        let chosen = self.focused.clone().filter(|it| it.matches(".step").unwrap_or(false));
        let Some(step) = chosen.or_else(|| seen(STEP_ON_SHOW)) else { return };
        let Some(dock) = find(".dock") else { return };
        let under =
            step.get_bounding_client_rect().bottom() - dock.get_bounding_client_rect().top();
        if under > 0.0 {
            self.scrolled = under;
            window().scroll_by_with_x_and_y(0.0, under);
        }
    }

    /// Asks the desk, which is there from the first question on; after one that broke, another is.
    fn ask(&mut self, text: &str) {
        if self.desk.as_ref().is_none_or(Desk::is_broken) {
            match Desk::new(&self.send) {
                Ok(desk) => self.desk = Some(desk),
                Err(why) => self.send.emit(Msg::DeskFailed(why)),
            }
        }
        if let Some(desk) = &mut self.desk {
            desk.ask(text);
        }
    }

    fn copy(&self, text: &str, copied: fn(bool) -> Msg) {
        let (send, failed) = (self.send.clone(), self.send.clone());
        let clipboard = window().navigator().clipboard();
        // Outside a secure context there is no clipboard, whatever the type says.
        if JsValue::from(&clipboard).is_undefined() {
            failed.emit(copied(false));
            return;
        }
        let promise = clipboard.write_text(text);
        yew::platform::spawn_local(async move {
            let done = wasm_bindgen_futures::JsFuture::from(promise).await;
            send.emit(copied(done.is_ok()));
        });
    }
}

/// After so many milliseconds lets a notice go, unless somebody points at it or has the focus in
/// it: then after as many more.
fn end_notice(milliseconds: u32, send: &Callback<Msg>) -> Interval {
    let send = send.clone();
    Interval::new(milliseconds, move || {
        if seen(READ_NOTICE).is_some() {
            send.emit(Msg::NoticeWasRead);
        }
    })
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

/// The button that moves this slide up or down; only the whole page has any.
fn slide_button(slide: usize, way: &str) -> Option<String> {
    WHOLE.then(|| format!("[data-slide='{}'] [data-move='{way}']", slide + 1))
}

/// The value of the control that `event` came from.
pub fn value(event: &web_sys::Event) -> String {
    let value = event.target().and_then(|it| Reflect::get(&it, &JsValue::from_str("value")).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
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
