//! On stage: a moment that fills the screen, alone or as a slide of a deck. The window in which the
//! speaker drives it is this page again, in a window of its own; they talk in short texts.

use super::futures::choose_fate;
use super::speaker::{self, AT, BLANK, Clock, HELLO, OVER, UNHEARD, update_speaker};
use super::steps::step_to;
use super::update::update_timeline;
use super::{Command, Menu, Msg, Notice, Page, State, Theme, open_panels, place, typed};
use crate::codec::StageLink;
use crate::deck::{Card, Deck, Shows, Slide};
use crate::sim::failure::Injection;
use crate::sim::io::Effect;
use crate::sim::model::World;

/// What is on stage besides the moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is switched apart from the others")]
pub struct Presenter {
    /// The deck, by its id, and which of its slides, from 0.
    pub place: Option<(String, usize)>,
    /// Whether what is on stage is a slide of words, and no moment.
    pub is_words: bool,
    /// The beat at which the slide begins; telling it back goes no further.
    pub from: usize,
    /// Whether the deck has been told to its end: then that is what is on stage.
    pub is_over: bool,
    /// The digits of a slide's number, as far as they are typed.
    pub typed: Option<usize>,
    /// Whether the screen is blank.
    pub blank: bool,
    /// Whether the moment's address is shown as a code that a phone can read.
    pub code: bool,
    /// Whether every moment of the run that is told is drawn out of sight, to be measured: type is
    /// as large as lets all of them be seen, and so the same from the first to the last.
    pub is_fitting: bool,
    /// The speaker's clock.
    pub clock: Clock,
    /// Ticks of that clock since the stage was last heard of.
    pub silence: u32,
}

/// What can happen on stage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StageMsg {
    /// The moment on show was asked to fill the screen.
    Entered,
    /// A deck, by its id, was asked for on stage, from this slide on.
    Opened(String, usize),
    /// The stage was left.
    Left,
    /// This slide was asked for, from 0.
    Slide(usize),
    /// This digit of a slide's number was typed.
    Digit(usize),
    /// No other digit has followed.
    TypedAll,
    /// The picture was pressed where nothing is to be pressed.
    Clicked,
    /// The screen was asked to be blank, or not any more.
    Blank,
    /// The code of the moment was asked for, or not any more.
    Code,
    /// The speaker's window was asked for.
    Speaker,
    /// The audience's window is to be opened again.
    Reopened,
    /// The browser has not let another window be opened.
    Blocked,
    /// The speaker lets this happen, or not any more.
    Struck(Injection, bool),
    /// The screen is of another size.
    Sized,
    /// The size of type was found.
    Fitted,
    /// The talk's time was started, or stopped.
    Timer,
    /// The talk's time begins anew.
    TimerReset,
    /// So many seconds of this day have passed.
    Clock(u32),
    /// Another window said this.
    Heard(String),
}

impl Presenter {
    /// The stage, or the speaker's window, at a slide or at none.
    pub(super) fn at(place: Option<(String, usize)>) -> Self {
        Self { place, silence: UNHEARD, ..Self::default() }
    }
}

impl State {
    /// The stage with the moment of `link` on it.
    pub(super) fn on_stage(link: StageLink) -> Self {
        let StageLink { place, link, theme, is_speakers } = link;
        let page = if is_speakers { Page::Speaker } else { Page::Stage };
        let is_words = link.is_none();
        let opened = match link {
            Some(link) => Self::at(link),
            None => Self { theme: Theme::of(theme.unwrap_or_default()), ..Self::default() },
        };
        let mut state = Self { page, ..opened };
        state.presenter = Some(Presenter { is_words, ..Presenter::at(place) });
        place::settle(&mut state);
        state
    }

    /// The moment on show, as an address of the stage or of the speaker's window.
    pub fn stage_link(&self, is_speakers: bool) -> StageLink {
        let place = self.presenter.as_ref().and_then(|presenter| presenter.place.clone());
        let link = super::moment::link(self);
        let theme = link.theme;
        let link = Some(link).filter(|_| place.is_none() || !self.shows_words());
        StageLink { place, link, theme, is_speakers }
    }

    /// The deck on stage and the number of the slide; none if it is of no deck, or of one that is
    /// not on this device.
    pub fn told(&self) -> Option<(&Deck, usize)> {
        let (id, slide) = self.presenter.as_ref()?.place.as_ref()?;
        let deck = self.decks.get(id)?;
        (*slide < deck.slides.len()).then_some((deck, *slide))
    }

    /// Whether what is on stage is a slide of words, and no moment.
    pub fn shows_words(&self) -> bool {
        self.presenter.as_ref().is_some_and(|presenter| presenter.is_words)
    }

    /// The words on stage, and the slide that they are on; none if they are of a deck that is not
    /// on this device.
    pub fn words(&self) -> Option<(&Deck, &Slide, &Card)> {
        let (deck, slide) = self.told().filter(|_| self.shows_words())?;
        let slide = &deck.slides[slide];
        Some((deck, slide, slide.card()?))
    }

    /// Whether the telling stops at `beat`. What only a handler's memory knows is told together
    /// with what comes of it; asking something of the document, and an answer out of the ordinary,
    /// are worth a sentence of their own.
    pub fn is_stop(&self, beat: usize) -> bool {
        let tells = |lane: usize| {
            let frames = &self.lanes[lane].timeline.frames;
            let number = self.frame(lane, beat);
            let frame = &frames[number];
            let lasting = |world: &World| World { handlers: World::default().handlers, ..*world };
            let effect = frame.happened.and_then(|happened| happened.happening.effect());
            let is_odd = match effect {
                Some(Effect::Decide { .. }) => true,
                Some(Effect::Follow { ready, .. }) => !ready,
                Some(Effect::Load { read, latest }) => read != latest,
                _ => effect.is_some_and(Effect::is_duplicate),
            };
            is_odd || number == 0 || lasting(&frame.world) != lasting(&frames[number - 1].world)
        };
        beat == 0
            || beat == self.last()
            || self.marks.breaks.contains(&beat)
            || self.marks.strikes.contains(&beat)
            || (0..self.lanes.len()).any(|lane| self.beats[beat].moves[lane] && tells(lane))
    }
}

/// Lets `msg` change what is on stage, or what the speaker sees of it.
pub(super) fn update_stage(state: &mut State, msg: Msg) -> Vec<Command> {
    let msg = match typed::meant(state, msg) {
        Ok(msg) => msg,
        Err(commands) => return commands,
    };
    if state.page == Page::Speaker {
        return update_speaker(state, msg);
    }
    let before = state.link();
    let commands = change(state, msg);
    if let Some(presenter) = state.presenter.as_mut().filter(|presenter| presenter.is_over) {
        // Whatever moment is shown next, the end is not on stage any more.
        let from = std::mem::take(&mut presenter.is_over);
        let stays = state.link() == before;
        if let Some(presenter) = &mut state.presenter {
            presenter.is_over = from && stays;
        }
    }
    commands
}

/// Another run on stage needs type of another size; a step along it must not.
pub(super) fn refit(state: &mut State, commands: &mut Vec<Command>) {
    let is_other = |it: &Command| matches!(it, Command::Fit | Command::PushLink(_));
    let is_other = state.page == Page::Stage && commands.iter().any(is_other);
    if let Some(presenter) = state.presenter.as_mut().filter(|_| is_other) {
        presenter.is_fitting = true;
        commands.retain(|command| *command != Command::Fit);
        commands.push(Command::Fit);
    }
}

/// What `msg` means: what a speaker asks is as if it had been pressed here.
pub(super) fn meant(state: &State, msg: Msg) -> Msg {
    match &msg {
        Msg::Stage(StageMsg::Heard(text)) if state.page == Page::Stage => {
            speaker::asked(state, text).unwrap_or(msg)
        }
        _ => msg,
    }
}

fn change(state: &mut State, msg: Msg) -> Vec<Command> {
    if state.shows_words() && is_of_a_run(&msg) {
        return Vec::new();
    }
    let Some(presenter) = &mut state.presenter else { return Vec::new() };
    match msg {
        Msg::Stage(StageMsg::Heard(text)) if text == HELLO => {
            at(state).map(Command::Broadcast).into_iter().collect()
        }
        Msg::Stage(StageMsg::Struck(failure, is_to)) => strike(state, failure, is_to),
        Msg::Stage(StageMsg::Sized) => vec![Command::Fit],
        Msg::Stage(StageMsg::Fitted) => {
            presenter.is_fitting = false;
            Vec::new()
        }
        Msg::PressedForward | Msg::PressedPlay => {
            presenter.blank = false;
            forward(state)
        }
        Msg::PressedBack => {
            presenter.blank = false;
            // Back from the end is its last slide, as it was.
            if std::mem::take(&mut presenter.is_over) { Vec::new() } else { back(state) }
        }
        Msg::Stage(StageMsg::Clicked) => click(state),
        Msg::Stage(StageMsg::Slide(slide)) => {
            (presenter.blank, presenter.is_over) = (false, false);
            show_slide(state, slide, false)
        }
        Msg::Stage(StageMsg::Blank) => {
            presenter.blank = !presenter.blank;
            Vec::new()
        }
        Msg::Stage(StageMsg::Code) => {
            presenter.code = !presenter.code;
            Vec::new()
        }
        Msg::ClosedMenu if presenter.code && state.menu.is_none() && !state.sheet => {
            presenter.code = false;
            Vec::new()
        }
        // It looks as if there were no way out.
        Msg::ClosedMenu if state.menu.is_none() && !state.sheet => {
            let text = String::from("Shift P leaves the stage.");
            let news = Some(Notice::Done(text)).filter(|_| state.notice.is_none());
            state.notice = news;
            Vec::new()
        }
        Msg::Stage(StageMsg::Blocked) => say_blocked(state),
        Msg::Stage(StageMsg::Speaker) => {
            vec![Command::OpenWindow(state.stage_link(true).to_string())]
        }
        Msg::Stage(StageMsg::Left) => {
            state.presenter = None;
            state.page = Page::Timeline;
            vec![Command::LeaveStage, Command::PushLink(state.link()), Command::FocusStep(0)]
        }
        Msg::Stage(_) => Vec::new(),
        other => update_timeline(state, other),
    }
}

/// Whether `msg` is about a run's steps, of which a slide of words has none.
pub(super) fn is_of_a_run(msg: &Msg) -> bool {
    let is_told = matches!(msg, Msg::PressedForward | Msg::PressedPlay | Msg::PressedBack);
    let is_struck = matches!(msg, Msg::Stage(StageMsg::Struck(..)));
    let is_of_the_page = matches!(msg, Msg::Stage(_) | Msg::PressedHelp | Msg::ClosedMenu);
    is_struck || !is_told && !is_of_the_page
}

/// Puts the moment on show on stage.
pub(super) fn enter(state: &mut State) -> Vec<Command> {
    super::steps::stop(state);
    state.menu = None;
    state.sheet = false;
    let stop = super::finder::close(state);
    state.page = Page::Stage;
    state.presenter = Some(Presenter::default());
    let shown = [Command::PushLink(state.link()), Command::EnterStage, Command::Fit];
    stop.into_iter().chain(shown).collect()
}

/// Puts slide `slide` of the deck called `id` on stage.
pub(super) fn present(state: &mut State, id: &str, slide: usize) -> Vec<Command> {
    if state.decks.get(id).is_none_or(|deck| deck.slides.is_empty()) {
        return Vec::new();
    }
    let mut commands = enter(state);
    let place = Some((id.to_string(), slide));
    state.presenter = Some(Presenter { place, ..Presenter::default() });
    commands.retain(|command| !matches!(command, Command::PushLink(_)));
    commands.extend(show_slide(state, slide, false));
    commands
}

/// The next beat worth a sentence, or the next slide.
fn forward(state: &mut State) -> Vec<Command> {
    let mut beats = if state.shows_words() { 0..0 } else { state.beat + 1..state.last() + 1 };
    match beats.find(|&beat| state.is_stop(beat)) {
        Some(beat) => step_to(state, beat),
        None => match state.told() {
            Some((deck, slide)) if slide + 1 < deck.slides.len() => {
                show_slide(state, slide + 1, false)
            }
            Some(_) => {
                if let Some(presenter) = &mut state.presenter {
                    presenter.is_over = true;
                }
                Vec::new()
            }
            None => Vec::new(),
        },
    }
}

/// Says why no window has opened, and what helps.
pub(super) fn say_blocked(state: &mut State) -> Vec<Command> {
    let text = "The browser blocked the new window. Allow pop-ups for this page, then try again.";
    state.notice = Some(Notice::Wrong(String::from(text)));
    Vec::new()
}

/// A press on the picture goes on, as a clicker does; it closes what is open first.
fn click(state: &mut State) -> Vec<Command> {
    let is_open = !open_panels(state).is_empty();
    change(state, if is_open { Msg::ClosedMenu } else { Msg::PressedForward })
}

/// Goes back to the stop before; a slide that is come back to is at its end.
fn back(state: &mut State) -> Vec<Command> {
    let from = state.presenter.as_ref().map_or(0, |presenter| presenter.from);
    let beats = if state.shows_words() { 0..0 } else { from..state.beat };
    match beats.rev().find(|&beat| beat == from || state.is_stop(beat)) {
        Some(beat) => step_to(state, beat),
        None => match state.told() {
            Some((_, slide)) if slide > 0 => show_slide(state, slide - 1, true),
            _ => Vec::new(),
        },
    }
}

/// Shows a slide of the deck on stage: where it begins, or at its end.
fn show_slide(state: &mut State, slide: usize, at_end: bool) -> Vec<Command> {
    let Some(presenter) = &mut state.presenter else { return Vec::new() };
    let Some((id, place)) = &mut presenter.place else { return Vec::new() };
    let shows = state.decks.get(id).and_then(|deck| Some(deck.slides.get(slide)?.shows.clone()));
    let Some(shows) = shows else { return Vec::new() };
    *place = slide;
    presenter.is_words = matches!(shows, Shows::Card(_));
    if let Shows::Moment(moment) = shows {
        super::elsewhere::show_moment(state, &moment);
        let beat = state.beat;
        if let Some(presenter) = &mut state.presenter {
            presenter.from = beat;
        }
        if at_end {
            state.beat = state.last();
        }
    }
    state.menu = None;
    vec![Command::PushLink(state.link()), Command::Fit]
}

/// Lets a failure happen, or not any more.
fn strike(state: &mut State, failure: Injection, is_to: bool) -> Vec<Command> {
    let lane =
        state.point().filter(|shown| shown.point == failure.at).map_or(0, |shown| shown.lane);
    state.menu = Some(Menu { point: failure.at, lane });
    choose_fate(state, is_to.then_some(failure.failure))
}

/// Where the stage is, for who listens; none if this is no stage.
pub(super) fn at(state: &State) -> Option<String> {
    told(state).filter(|_| state.page == Page::Stage)
}

/// What the stage says when it is where this window is.
pub(super) fn told(state: &State) -> Option<String> {
    let presenter = state.presenter.as_ref()?;
    let word = |is: bool, yes: &'static str| if is { yes } else { "-" };
    let over = word(presenter.is_over, OVER);
    let blank = if presenter.blank { BLANK } else { over };
    let code = word(presenter.code, "code");
    Some(format!("{AT} {blank} {code} {}", state.stage_link(false)))
}

/// What is done when the page opens on stage, or in the speaker's window.
pub(super) fn opening(state: &mut State) -> Vec<Command> {
    let link = Command::ReplaceLink(state.link());
    if state.page == Page::Speaker {
        return vec![link, Command::WatchClock, Command::Broadcast(String::from(HELLO))];
    }
    if let Some(presenter) = &mut state.presenter {
        presenter.is_fitting = true;
    }
    let told = at(state).map(Command::Broadcast);
    [link, Command::EnterStage, Command::Fit].into_iter().chain(told).collect()
}
