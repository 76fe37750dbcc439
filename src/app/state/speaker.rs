//! The speaker's window: it asks the stage for everything, shows what that says, and notices when
//! there is no stage any more.

use super::stage::{is_of_a_run, say_blocked};
use super::steps::close_menu;
use super::update::update_timeline;
use super::{Command, Menu, Msg, Page, StageMsg, State};
use crate::codec::{Address, Link, StageLink, read_injection, write_injection};
use crate::sim::failure::Injection;
use crate::sim::io::Failure;

/// Time, as the browser tells it: the page has none of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Clock {
    /// Seconds of this day.
    pub now: u32,
    /// When the talk's time was started, if it runs.
    pub since: Option<u32>,
    /// Seconds that it ran before.
    pub before: u32,
}

/// Seconds of a day.
const DAY: u32 = 24 * 60 * 60;

impl Clock {
    /// Seconds that the talk has taken so far.
    pub fn taken(&self) -> u32 {
        let running = self.since.map_or(0, |since| (self.now + DAY - since) % DAY);
        self.before + running
    }

    /// Whether it has never run.
    fn is_new(&self) -> bool {
        self.since.is_none() && self.before == 0
    }

    /// Starts it, or lets it stand.
    fn toggle(&mut self) {
        *self = match self.since {
            None => Self { since: Some(self.now), ..*self },
            Some(_) => Self { since: None, before: self.taken(), ..*self },
        };
    }
}

/// What the windows say to each other: where the stage is, that there is none any more, what it is
/// to do, and that a speaker asks where it is. Windows of another version do not understand each
/// other, and do nothing.
pub(super) const AT: &str = "redelivery 1 at";
/// What the stage says to the other windows when it is left or closed.
pub const GONE: &str = "redelivery 1 gone";
const DO: &str = "redelivery 1 do";
/// What is on stage in place of the moment, as the stage says it: nothing, or that all is told.
pub(super) const BLANK: &str = "blank";
pub(super) const OVER: &str = "over";
pub(super) const HELLO: &str = "redelivery 1 hello";

/// What the speaker can ask of the stage, each with its word.
const ASKED: [(&str, Msg); 8] = [
    ("forward", Msg::PressedForward),
    ("back", Msg::PressedBack),
    ("start", Msg::PressedStart),
    ("end", Msg::PressedEnd),
    ("blank", Msg::Stage(StageMsg::Blank)),
    ("code", Msg::Stage(StageMsg::Code)),
    ("undo", Msg::PressedUndo),
    ("redo", Msg::PressedRedo),
];
/// And what needs to be said more exactly.
const SLIDE: &str = "slide";
const STEP: &str = "step";
const FAIL: &str = "fail";
const MEND: &str = "mend";

/// A window that was closed by force says nothing. So the stage is asked where it is every so many
/// ticks of the clock, and gone if it has not answered for so many. Ticks are counted, not seconds:
/// a browser that lets a window in the background sleep is no silent stage.
const ASK_EACH: u32 = 2;
const GONE_AFTER: u32 = 6;
/// One that has not been heard at all is missed sooner.
pub(super) const UNHEARD: u32 = 3;

/// What a speaker's `text` asks of the stage, as what happened there.
pub(super) fn asked(state: &State, text: &str) -> Option<Msg> {
    let asked = text.strip_prefix(DO)?.trim();
    if let Some((_, msg)) = ASKED.iter().find(|(word, _)| *word == asked) {
        return Some(msg.clone());
    }
    let (what, of) = asked.split_once(' ')?;
    let failure = || read_injection(state.case.scenario, of);
    match what {
        SLIDE => Some(Msg::Stage(StageMsg::Slide(of.parse().ok()?))),
        STEP => Some(Msg::Scrubbed(of.parse().ok()?)),
        FAIL => Some(Msg::Stage(StageMsg::Struck(failure()?, true))),
        MEND => Some(Msg::Stage(StageMsg::Struck(failure()?, false))),
        _ => None,
    }
}

impl State {
    /// Whether this is a speaker's window that has not heard of a stage for too long.
    pub fn is_alone(&self) -> bool {
        let silence = self.presenter.as_ref().map(|presenter| presenter.silence);
        self.page == Page::Speaker && silence >= Some(GONE_AFTER)
    }
}

fn ask(text: impl std::fmt::Display) -> Vec<Command> {
    vec![Command::Broadcast(format!("{DO} {text}"))]
}

/// What the speaker does is asked of the stage, and seen here when it says that it is done.
pub(super) fn update_speaker(state: &mut State, msg: Msg) -> Vec<Command> {
    if state.shows_words()
        && is_of_a_run(&msg)
        && !matches!(msg, Msg::PressedUndo | Msg::PressedRedo)
    {
        return Vec::new();
    }
    let Some(presenter) = &mut state.presenter else { return Vec::new() };
    let msg = if msg == Msg::PressedPlay { Msg::PressedForward } else { msg };
    match msg {
        Msg::Stage(StageMsg::Clock(now)) => {
            presenter.clock.now = now;
            presenter.silence = presenter.silence.saturating_add(1);
            let asks = presenter.silence.is_multiple_of(ASK_EACH);
            asks.then(|| Command::Broadcast(String::from(HELLO))).into_iter().collect()
        }
        Msg::Stage(StageMsg::Timer) => {
            presenter.clock.toggle();
            Vec::new()
        }
        Msg::Stage(StageMsg::TimerReset) => {
            presenter.clock = Clock { now: presenter.clock.now, ..Clock::default() };
            Vec::new()
        }
        Msg::Stage(StageMsg::Reopened) => {
            vec![Command::OpenStage(state.stage_link(false).to_string())]
        }
        Msg::Stage(StageMsg::Blocked) => say_blocked(state),
        Msg::Stage(StageMsg::Slide(slide)) => ask(format_args!("{SLIDE} {slide}")),
        Msg::Scrubbed(beat) => ask(format_args!("{STEP} {beat}")),
        Msg::Stage(StageMsg::Heard(text)) => follow(state, &text),
        // What is to go wrong is chosen here, and the room sees only what comes of it.
        Msg::PressedFail | Msg::PressedHelp => update_timeline(state, msg),
        Msg::ClosedMenu if state.menu.is_some() || state.sheet => update_timeline(state, msg),
        Msg::ChoseFate(fate) => choose(state, fate),
        msg => ASKED.iter().find(|(_, known)| *known == msg).map_or_else(Vec::new, |it| ask(it.0)),
    }
}

/// What becomes of the step whose menu is open.
fn choose(state: &mut State, fate: Option<Failure>) -> Vec<Command> {
    let Some(Menu { point, .. }) = state.menu else { return Vec::new() };
    let planned = state.plan().at(point);
    let (word, failure) = match (fate, planned) {
        (Some(failure), _) => (FAIL, Some(failure)),
        (None, planned) => (MEND, planned),
    };
    let asked = failure
        .filter(|_| fate != planned)
        .map(|failure| write_injection(state.case.scenario, Injection { at: point, failure }));
    let asked = asked.map_or_else(Vec::new, |failure| ask(format_args!("{word} {failure}")));
    [close_menu(state), asked].concat()
}

/// The speaker's window hears where the stage is, or that there is none.
fn follow(state: &mut State, text: &str) -> Vec<Command> {
    let shown = super::stage::told(state);
    let Some(presenter) = &mut state.presenter else { return Vec::new() };
    if text == GONE {
        presenter.silence = GONE_AFTER;
        return Vec::new();
    }
    let Some(rest) = text.strip_prefix(AT) else { return Vec::new() };
    let parts: Vec<&str> = rest.trim().splitn(3, ' ').collect();
    let [blank, code, link] = parts[..] else { return Vec::new() };
    let Ok(Address::Stage(link)) = Address::parse(link) else { return Vec::new() };
    presenter.silence = 0;
    if shown.as_deref() == Some(text) {
        return Vec::new();
    }
    let StageLink { place, link, .. } = *link;
    let before = state.link();
    let Some(presenter) = &mut state.presenter else { return Vec::new() };
    presenter.place = place;
    presenter.is_words = link.is_none();
    (presenter.blank, presenter.code) = (blank == BLANK, code == "code");
    presenter.is_over = blank == OVER;
    if let Some(link) = link {
        super::elsewhere::show_moment(state, &Link { theme: None, ..link }.to_string());
    }
    let has_moved = state.link() != before;
    // Nobody thinks of a clock who begins to talk: the first step starts it.
    let clock = state.presenter.as_mut().map(|presenter| &mut presenter.clock);
    if let Some(clock) = clock.filter(|clock| has_moved && clock.is_new()) {
        clock.toggle();
    }
    vec![Command::ReplaceLink(state.link())]
}
