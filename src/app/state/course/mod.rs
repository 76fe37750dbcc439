//! The course on the page: the map, a lesson, a challenge, the glossary; and how far somebody has
//! come. Only the program with the course has it.

mod challenge;
mod lesson;
mod message;
mod progress;

pub use challenge::Facing;
pub use lesson::{Asked, Met, Studying};
pub use message::{CourseCommand, CourseMsg, Picture};

use super::share::{self, update_share};
use super::steps::stop;
use super::update::{help, update_timeline};
use super::{Command, DeckMsg, Exported, Msg, Notice, Page, State};
use crate::codec::{CourseLink, Link, by_sound};
use crate::course::glossary::{Term, glossary};
pub use crate::course::kept::KEPT as PROGRESS;
use crate::course::progress::Progress;
use crate::course::{CHALLENGES, LESSONS, Listed};
use crate::kept::Unread;
use crate::language::{quote, tell};
use crate::sim::timeline::Happened;

/// The course, as far as somebody has come in it.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// What is known of it on this device.
    pub progress: Progress,
    /// What was known before all of it was forgotten, to take that back.
    pub before: Option<Progress>,
    /// What lies on this device and can't be read.
    pub unread: Unread,
    /// What of it is on show.
    pub shown: Shown,
    /// What is sought in the glossary.
    pub sought: String,
    /// What a screen reader is to say of what has just happened.
    pub spoken: Spoken,
}

/// What of the course is on show.
#[derive(Clone, Debug, Default)]
pub enum Shown {
    /// The map.
    #[default]
    Map,
    /// A lesson.
    Lesson(Box<Studying>),
    /// A challenge.
    Challenge(Box<Facing>),
    /// The glossary, at a word.
    Words(Option<String>),
}

/// What a screen reader is to say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Spoken {
    /// Nothing.
    #[default]
    Nothing,
    /// This.
    Text(String),
    /// The sentence of the moment in this picture.
    Picture(Picture),
}

impl Course {
    /// The address of what is on show.
    pub fn link(&self) -> CourseLink {
        match &self.shown {
            Shown::Map => CourseLink::Map,
            Shown::Lesson(studying) => CourseLink::Lesson(studying.listed.name.to_string()),
            Shown::Challenge(facing) => CourseLink::Challenge(facing.listed.name.to_string()),
            Shown::Words(word) => CourseLink::Words(word.clone()),
        }
    }

    /// The run in a picture.
    pub fn picture(&self, picture: Picture) -> Option<&State> {
        match (&self.shown, picture) {
            (Shown::Lesson(studying), picture) => studying.picture(picture),
            (Shown::Challenge(facing), Picture::Arena) => facing.arena.as_ref(),
            (Shown::Challenge(facing), Picture::Refuting) => facing.refuting.as_ref(),
            (Shown::Challenge(facing), Picture::Shortest) => facing.shortest.as_ref(),
            (Shown::Challenge(facing), Picture::Cause) => facing.cause.as_ref(),
            _ => None,
        }
    }

    fn picture_mut(&mut self, picture: Picture) -> Option<&mut State> {
        match (&mut self.shown, picture) {
            (Shown::Lesson(studying), picture) => studying.picture_mut(picture),
            (Shown::Challenge(facing), Picture::Arena) => facing.arena.as_mut(),
            (Shown::Challenge(facing), Picture::Refuting) => facing.refuting.as_mut(),
            (Shown::Challenge(facing), Picture::Shortest) => facing.shortest.as_mut(),
            (Shown::Challenge(facing), Picture::Cause) => facing.cause.as_mut(),
            _ => None,
        }
    }

    /// Closes the menu of the run that is to be broken.
    pub(super) fn close_menu(&mut self) {
        if let Some(arena) = self.picture_mut(Picture::Arena) {
            arena.menu = None;
        }
    }

    /// Shows the page that `link` names; if there is none, the map, and what is wrong.
    fn show(&mut self, link: &CourseLink) -> Result<(), String> {
        self.spoken = Spoken::Nothing;
        self.sought.clear();
        let shown = match link {
            CourseLink::Map => Ok(Shown::Map),
            CourseLink::Words(slug) => {
                Ok(Shown::Words(slug.as_deref().and_then(word).or_else(|| slug.clone())))
            }
            CourseLink::Lesson(name) => Studying::open(name, &self.progress)
                .map(|it| Shown::Lesson(Box::new(it)))
                .ok_or_else(|| unknown("There is no lesson called {0}.", name, LESSONS)),
            CourseLink::Challenge(name) => Facing::open(name)
                .map(|it| Shown::Challenge(Box::new(it)))
                .ok_or_else(|| unknown("There is no challenge called {0}.", name, CHALLENGES)),
        };
        let (shown, is_known) = match shown {
            Ok(shown) => (shown, Ok(())),
            Err(why) => (Shown::default(), Err(why)),
        };
        self.shown = shown;
        is_known
    }

    /// What gets the focus when the page that is on show takes the screen.
    fn focus(&self) -> Command {
        let wanted = match &self.shown {
            Shown::Words(Some(slug)) if word(slug).is_some() => format!("[id='{slug}']"),
            _ => String::from("[data-title]"),
        };
        CourseCommand::Focus(wanted).into()
    }
}

impl State {
    /// Whether a page of the course is in somebody's page: the address says so.
    pub fn is_bare(&self) -> bool {
        let asked = self.address.split_once('?').map_or("", |(_, asked)| asked);
        asked.split('&').any(|it| it.split('=').next() == Some("embed"))
    }
}

/// That `known` has no page called `name`, which of its names comes nearest, and what is shown.
fn unknown(template: &str, name: &str, known: &'static [Listed]) -> String {
    let near = by_sound(name, known.iter().map(|it| (it.name, it.name)).collect());
    let near = near.map(|it| tell("Did you mean {0}?", &[&quote(it)]));
    let what = tell(template, &[&quote(name)]);
    let shown = tell("Here is the course.", &[]);
    [Some(what), near, Some(shown)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The glossary's word that links have so, in whatever capitals; older links have some of their
/// own.
fn word(slug: &str) -> Option<String> {
    let terms = glossary().unwrap_or_default();
    terms.iter().map(Term::slug).find(|known| known.eq_ignore_ascii_case(slug))
}

/// The page that opens with `link`.
pub(super) fn opened(link: &CourseLink) -> State {
    let mut state = State { page: Page::Course, ..State::default() };
    state.notice = state.course.show(link).err().map(Notice::Wrong);
    state
}

/// What the browser is to do when the page opens so: a word is looked for.
pub(super) fn opening(state: &State) -> Option<Command> {
    let is_word = matches!(state.course.shown, Shown::Words(Some(_)));
    (state.page == Page::Course && is_word).then(|| state.course.focus())
}

/// The address names a page of the course.
pub(super) fn follow(state: &mut State, link: &CourseLink) -> Vec<Command> {
    let was_stage = state.presenter.is_some();
    enter(state);
    state.notice = state.course.show(link).err().map(Notice::Wrong);
    let leave = was_stage.then_some(Command::LeaveStage);
    let shown = [Command::ReplaceLink(state.link()), Command::ShowTop, state.course.focus()];
    leave.into_iter().chain(shown).collect()
}

/// From anywhere to the course, as it was left, or from there to the timeline.
pub(super) fn toggle(state: &mut State) -> Vec<Command> {
    if state.page == Page::Course {
        state.page = Page::Timeline;
        return vec![Command::PushLink(state.link()), Command::ShowTop, Command::FocusStep(0)];
    }
    enter(state);
    vec![Command::PushLink(state.link()), Command::ShowTop, state.course.focus()]
}

fn enter(state: &mut State) {
    stop(state);
    state.menu = None;
    state.presenter = None;
    state.share = None;
    state.sheet = false;
    state.notice = None;
    state.page = Page::Course;
}

/// Lets `msg`, which is not of the course alone, change a page of it.
pub(super) fn update_page(state: &mut State, msg: Msg) -> Vec<Command> {
    match msg {
        Msg::PressedHelp => help(state),
        Msg::PressedShare => share::toggle(state),
        Msg::PressedFail | Msg::ClosedMenu if has_arena_business(state, &msg) => {
            at(state, Picture::Arena, msg)
        }
        Msg::ClosedMenu if state.sheet => help(state),
        Msg::ClosedMenu if state.share.is_some() => share::toggle(state),
        other => update_share(state, &other).unwrap_or_default(),
    }
}

/// Whether `msg` is for the run that is to be broken.
fn has_arena_business(state: &State, msg: &Msg) -> bool {
    let arena = state.course.picture(Picture::Arena);
    arena.is_some_and(|arena| *msg == Msg::PressedFail || arena.menu.is_some())
}

/// What is the course's business wherever one is: what was given to be opened may be progress; and
/// a page of the course in somebody's page stays one.
pub(super) fn come_before(state: &mut State, msg: &Msg) -> Option<Vec<Command>> {
    match msg {
        Msg::Exported(Exported::Read(_)) if state.presenter.is_some() => None,
        Msg::Exported(Exported::Read(text)) => progress::take_given(state, text),
        Msg::PressedLearn
        | Msg::PressedMatrix
        | Msg::PressedPoints
        | Msg::Deck(DeckMsg::Pressed) => state.is_bare().then(Vec::new),
        _ => None,
    }
}

/// Lets `msg` change the course.
pub(super) fn update_course(state: &mut State, msg: CourseMsg) -> Vec<Command> {
    match msg {
        CourseMsg::At(picture, msg) => at(state, picture, *msg),
        CourseMsg::Kept(found) => progress::take_kept(state, found),
        CourseMsg::ChangedElsewhere => vec![CourseCommand::Read.into()],
        CourseMsg::NotKept => {
            let text = "Your progress could not be stored on this device, whose storage may be \
                        full or blocked. Save it as a file before you leave.";
            state.notice = Some(Notice::Wrong(String::from(text)));
            Vec::new()
        }
        CourseMsg::Saved => {
            let name = String::from("redelivery-progress.json");
            vec![Command::Download(name, state.course.progress.write())]
        }
        CourseMsg::SavedUnread => {
            let name = String::from("redelivery-progress-unread.json");
            vec![Command::Download(name, state.course.unread.save())]
        }
        CourseMsg::DeletedUnread => {
            let unread = state.course.unread.delete();
            vec![CourseCommand::Delete(unread).into(), CourseCommand::Read.into()]
        }
        CourseMsg::Sought(text) => {
            state.course.sought = text;
            Vec::new()
        }
        CourseMsg::Forgot => progress::forget(state),
        CourseMsg::TookBack => progress::take_back(state),
        CourseMsg::TookAgain => lesson::take_again(&mut state.course),
        CourseMsg::Chose(_) | CourseMsg::Committed => lesson::update(&mut state.course, &msg),
        other => challenge::update(&mut state.course, &other),
    }
}

/// Lets `msg` change a picture: one steps in all of them, and breaks only what is to be broken.
fn at(state: &mut State, picture: Picture, msg: Msg) -> Vec<Command> {
    let Some(shown) = state.course.picture_mut(picture) else { return Vec::new() };
    let msg = match msg {
        Msg::PressedForward
        | Msg::PressedBack
        | Msg::PressedStart
        | Msg::PressedEnd
        | Msg::Scrubbed(_) => msg,
        Msg::SelectedStep(menu) if picture != Picture::Arena => {
            let frames = &shown.lanes[menu.lane].timeline.frames;
            let is_it = |happened: Happened| happened.point == Some(menu.point);
            let frame = frames.iter().position(|frame| frame.happened.is_some_and(is_it));
            Msg::Scrubbed(frame.map_or(shown.beat, |frame| shown.beat_of(menu.lane, frame)))
        }
        Msg::SelectedStep(_)
        | Msg::PressedFail
        | Msg::ClosedMenu
        | Msg::ChoseFate(_)
        | Msg::RemovedFailure(_)
            if picture == Picture::Arena =>
        {
            msg
        }
        _ => return Vec::new(),
    };
    let plan = shown.plan().clone();
    let mut commands = update_timeline(shown, msg);
    let is_changed = *shown.plan() != plan;
    // The address is that of the page, whatever the picture shows.
    commands.retain(|it| !matches!(it, Command::ReplaceLink(_) | Command::PushLink(_)));
    state.course.spoken = Spoken::Picture(picture);
    match &mut state.course.shown {
        Shown::Challenge(facing) if is_changed => facing.forget_verdict(),
        Shown::Lesson(studying) => lesson::look(studying, picture),
        _ => {}
    }
    commands
}

/// The moment of `link`, for a picture.
fn moment(link: Link) -> State {
    State::at(link)
}
