//! The page as a figure in somebody's page, the host: what its address asks for, and what it does
//! otherwise than the site. A guest keeps to its frame: it takes no focus, leaves no trace in the
//! host's history, rests while nobody sees it, and hands keys back at both ends.

mod answer;
mod hands;
mod message;
mod moment;
mod origin;
mod steps;
mod written;

pub use hands::{Hands, Keys};
pub use message::{FigureCommand, FigureMsg};
pub use moment::moment;
pub use origin::Origin;
pub(super) use steps::{ends, hold};

use self::steps::Steps;
use super::elsewhere::show_moment;
use super::pace::notice_time;
use super::steps::{play, stop};
use super::update::update_page;
use super::{Command, Controls, Menu, Msg, Notice, State, Theme};
use crate::codec::{
    Address, Event, Heard, Moment, Said, deck_call, event, frame_resize, key_forward, resize,
};
use crate::language::{clip, tell};

/// A figure, and what its address asked for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Embed {
    /// What there is to step with.
    pub controls: Controls,
    /// What its keys do.
    pub keys: Keys,
    /// The origin that may be the host's.
    pub origin: Origin,
    /// What it is known by among the figures of a visit; empty for no name.
    pub id: String,
    /// Whether learning platforms are told its height in their own words, too.
    pub tells_platforms: bool,
    /// The moment that it was opened with, as its link.
    pub opening: String,
    /// The first and the last step that its address asks for; empty where it says nothing.
    pub asked: [String; 2],
    /// The steps that its address asks for, in the run that it was opened with.
    pub steps: Option<Steps>,
    /// What the host waits for while the desk writes: what the desk was asked, and by which call.
    pub waiting: Vec<(String, Heard)>,
    /// The approach in front, where there is room for one alone.
    pub front: usize,
    /// Whether it is covered.
    pub blank: bool,
    /// Whether somebody sees it.
    pub sight: Sight,
    /// How high it is, in pixels.
    pub height: u32,
}

/// Whether somebody sees a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sight {
    /// Somebody does, as far as is known.
    #[default]
    Seen,
    /// Nobody does.
    Away,
    /// Nobody does, and it plays as soon as somebody does.
    Waits,
}

/// Letters of a figure's name; more are cut off.
const ID_MAX: usize = 64;

impl Embed {
    /// The figure that an address asks for: `asked` gives what it says for a name. What is not
    /// known is as if it had not been said.
    pub fn of(asked: impl Fn(&str) -> Option<String>) -> Self {
        let wish = |name: &str| asked(name).unwrap_or_default();
        let controls = Controls::ALL.into_iter().find(|it| it.name() == wish("controls"));
        let keys = Keys::ALL.into_iter().find(|it| it.name() == wish("keys"));
        Self {
            controls: controls.unwrap_or_default(),
            keys: keys.unwrap_or_default(),
            origin: Origin::of(asked("origin")),
            id: wish("id").chars().take(ID_MAX).collect(),
            tells_platforms: asked("resize").is_some(),
            asked: [wish("from"), wish("to")],
            ..Self::default()
        }
    }

    /// The page that shows `link` as this figure. What was `kept` of an earlier visit to the same
    /// slide counts, if it was opened with the same link.
    pub fn state(self, link: &str, kept: Option<&str>) -> State {
        let left = kept.and_then(|kept| kept.strip_prefix(link)?.strip_prefix(' '));
        let opened = if Address::is_moment(link) {
            State::open(link)
        } else {
            let text = "A figure shows one step of a run, and this link does not name one.";
            let notice = Some(Notice::Wrong(String::from(text)));
            State { notice, ..State::default() }
        };
        let [from, to] = &self.asked;
        let (steps, wrong) = match Steps::read(from, to, &opened) {
            Ok(steps) => (steps, None),
            Err(why) => (None, Some(Notice::Wrong(why))),
        };
        let left = left.filter(|left| Address::is_moment(left)).map(State::open);
        let mut state = left.unwrap_or(opened);
        // That nobody is listened to comes first: the host's script waits in vain.
        let unheard = match &self.origin {
            Origin::Refused(text) => Some(unheard(text)),
            Origin::Any | Origin::One(_) => None,
        };
        state.notice = unheard.or(state.notice).or(wrong);
        state.embed = Some(Box::new(Self { opening: link.to_string(), steps, ..self }));
        hold(&mut state);
        state
    }

    /// Where what is on show is kept while the visit lasts; nowhere without a name.
    pub fn place(&self) -> Option<String> {
        (!self.id.is_empty()).then(|| ["redelivery.figure.", &self.id].concat())
    }
}

/// The address of the site that this one is a figure of, without what it shows.
pub fn site(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').map_or(path, |slash| &path[..=slash])
}

/// Whether a figure has nothing for `msg`: what would leave the frame, or load all of the site.
pub(super) fn is_off(msg: &Msg) -> bool {
    match msg {
        Msg::OpenedLink(link) => !Address::is_moment(link),
        Msg::PressedFind
        | Msg::PressedMatrix
        | Msg::PressedPoints
        | Msg::PressedCosts
        | Msg::PressedTell
        | Msg::PressedHelp
        | Msg::PressedShare
        | Msg::PressedLearn
        | Msg::ToggledExport
        | Msg::WasGiven
        | Msg::Stage(_)
        | Msg::Deck(_)
        | Msg::PressedTheme
        | Msg::PressedNextFuture => true,
        _ => false,
    }
}

/// As [`super::update`], for a figure.
pub(super) fn update(state: &mut State, msg: Msg) -> Vec<Command> {
    if msg == Msg::WasGiven {
        let text = "A figure opens nothing that it is given. Open it in Redelivery: the link above \
                    leads there.";
        state.notice = Some(Notice::Done(String::from(text)));
        return vec![Command::ShowNotice(Some(notice_time(text)))];
    }
    if is_off(&msg) {
        return Vec::new();
    }
    let before = moment(state);
    let mut commands = match msg {
        Msg::Figure(msg) => update_figure(state, msg),
        Msg::Answered(text) => written::hear(state, &text),
        Msg::DeskFailed(why) => written::fail(state, &why),
        other => update_page(state, other),
    };
    // The step that the menu is about is to be seen beside it.
    if let Some(Menu { lane, .. }) = state.menu {
        with(state, |embed| embed.front = lane);
    }
    let after = moment(state);
    for command in &mut commands {
        keep_to_the_frame(command);
    }
    commands.extend(keep(state, &before, &after));
    commands.extend(tell_of(&before, &after).map(post));
    commands.retain(|command| !is_unheard(state, command));
    commands
}

/// Whether `command` would say something to a host that nobody may be.
fn is_unheard(state: &State, command: &Command) -> bool {
    let speaks = matches!(command, Command::Figure(FigureCommand::Post(_)));
    speaks && state.embed.as_deref().is_some_and(|embed| embed.origin.target().is_none())
}

/// That the figure talks to nobody, since `text` is no origin.
fn unheard(text: &str) -> Notice {
    let says = "This figure talks to no page: its address says origin={0}, which is no origin. An \
                origin is as in https://example.org, without a path.";
    Notice::Wrong(tell(says, &[&clip(text)]))
}

fn update_figure(state: &mut State, msg: FigureMsg) -> Vec<Command> {
    match msg {
        FigureMsg::Heard { text, as_object, origin } => hear(state, &text, as_object, &origin),
        FigureMsg::Seen(seen) => see(state, seen),
        FigureMsg::HandedBack { key, code } => hand_back(state, &key, &code),
        FigureMsg::Measured(height) => measure(state, height),
        FigureMsg::ChoseFront(lane) => {
            with(state, |embed| embed.front = lane);
            Vec::new()
        }
    }
}

fn post(said: Said) -> Command {
    FigureCommand::Post(said).into()
}

/// What is done when the figure opens.
pub(super) fn opening(state: &State) -> Vec<Command> {
    let ready = post(event(Event::Ready, &moment(state)));
    let ready = Some(ready).filter(|ready| !is_unheard(state, ready));
    std::iter::once(Command::ReplaceLink(state.link())).chain(ready).collect()
}

fn with<T>(state: &mut State, work: impl FnOnce(&mut Embed) -> T) -> Option<T> {
    state.embed.as_deref_mut().map(work)
}

/// Does what the host asks for, and answers.
fn hear(state: &mut State, text: &str, as_object: bool, origin: &str) -> Vec<Command> {
    let is_host = |embed: &Embed| embed.origin.hears(origin);
    if !state.embed.as_deref().is_some_and(is_host) {
        return Vec::new();
    }
    let Some(heard) = Heard::read(text, as_object) else { return Vec::new() };
    if let Some(asked) = written::ask(state, &heard) {
        return vec![Command::Ask(asked)];
    }
    let (mut commands, reply) = match heard.call.clone() {
        Ok(call) => answer::answer(state, call),
        Err(why) => (Vec::new(), Err(why)),
    };
    commands.extend(heard.answer(reply).map(post));
    commands
}

/// What nobody sees does not play, and goes on when it is seen.
fn see(state: &mut State, seen: bool) -> Vec<Command> {
    let sight = if !seen && state.playing { Sight::Waits } else { Sight::Away };
    let before = with(state, |embed| {
        let after = match (seen, embed.sight) {
            (true, _) => Sight::Seen,
            (false, Sight::Seen) => sight,
            (false, unseen) => unseen,
        };
        std::mem::replace(&mut embed.sight, after)
    });
    if seen && before == Some(Sight::Waits) {
        return play(state);
    }
    if !seen {
        stop(state);
    }
    Vec::new()
}

/// The key goes to the host with the focus; at the ends it makes a deck go on, or back.
fn hand_back(state: &mut State, key: &str, code: &str) -> Vec<Command> {
    let way = state.hands().and_then(|hands| hands.way(key));
    stop(state);
    let call = way.map(|method| post(deck_call(method)));
    let told = post(key_forward(key, code));
    std::iter::once(FigureCommand::LeaveFocus.into()).chain(call).chain([told]).collect()
}

fn measure(state: &mut State, height: u32) -> Vec<Command> {
    let told = with(state, |embed| {
        if embed.height == height {
            return Vec::new();
        }
        embed.height = height;
        let platforms = embed.tells_platforms.then(|| frame_resize(height));
        std::iter::once(resize(height)).chain(platforms).map(post).collect()
    });
    told.unwrap_or_default()
}

/// The host's history is not the figure's, and the visitor's choice of a look is the site's.
fn keep_to_the_frame(command: &mut Command) {
    match command {
        Command::PushLink(link) => *command = Command::ReplaceLink(std::mem::take(link)),
        Command::Dress(theme) => *command = FigureCommand::Wear(*theme).into(),
        _ => {}
    }
}

/// What is on show is kept for when the host takes the frame away and brings it back.
fn keep(state: &State, before: &Moment, after: &Moment) -> Option<Command> {
    let embed = state.embed.as_deref().filter(|_| before.hash != after.hash)?;
    let text = [&embed.opening, " ", &after.hash].concat();
    Some(FigureCommand::Keep(embed.place()?, text).into())
}

/// What the host may want to know of a change.
fn tell_of(before: &Moment, after: &Moment) -> impl Iterator<Item = Said> {
    let is_new = |failure: &String| !before.armed.contains(failure);
    let happened = [
        (Event::StepChanged, before.hash != after.hash),
        (Event::FaultArmed, after.armed.iter().any(is_new)),
        (Event::VerdictChanged, before.verdicts != after.verdicts),
        (Event::Ended, after.at_end && !before.at_end),
    ];
    let happened = happened.into_iter().filter(|(_, has_happened)| *has_happened);
    happened.map(|(what, _)| event(what, after))
}

/// Shows the moment of a link; why not, if it can't be.
fn show(state: &mut State, link: &str) -> Result<Vec<Command>, String> {
    match Address::parse(link) {
        Ok(Address::Moment(_)) => {
            stop(state);
            show_moment(state, link);
            Ok(vec![Command::ReplaceLink(state.link())])
        }
        Ok(_) => Err(String::from("this is no moment of a run")),
        Err(error) => Err(error.to_string()),
    }
}

/// The theme of this name, as hosts call it.
fn theme(name: &str) -> Option<Theme> {
    match name {
        "auto" => Some(Theme::System),
        name => Theme::ALL.into_iter().find(|theme| !name.is_empty() && theme.word() == name),
    }
}
