//! The one function that changes the page.

use super::carry;
#[cfg(feature = "course")]
use super::course;
use super::decks::update_decks;
use super::elsewhere::{choose_scenario, open_link, toggle_matrix, toggle_messages, toggle_points};
use super::export::{self, update_export};
use super::finder::{self, update_finder};
use super::futures::{
    Landing, changed, choose_fate, choose_future, name_future, remove_future, try_future,
};
use super::lanes::{add_lane, choose_approach, remove_lane};
use super::matrix::update_matrix;
use super::pace::notice_time;
use super::panels::{keep_one, open_panels};
use super::share::{self, update_share};
use super::stage;
use super::steps::{close_menu, open_menu, play, step_to, tick};
use super::{
    Command, DeckMsg, Exported, Future, GONE, Left, Msg, Notice, Page, Price, StageMsg, State,
    Theme,
};
use crate::codec::{Address, Answer, COURSE, CourseLink, Garbled, WHOLE};
use crate::language::tell;
use crate::sim::failure::FailurePlan;
use crate::words::{STACKS, stack, use_stack};

/// Lets `msg` change `state`; the answer is what the browser is to do about it, in order.
pub fn update(state: &mut State, msg: Msg) -> Vec<Command> {
    #[cfg(feature = "embed")]
    if state.embed.is_some() {
        return super::embed::update(state, msg);
    }
    update_page(state, msg)
}

/// Lets `msg` change `state`, whether it is a figure or not.
pub(super) fn update_page(state: &mut State, msg: Msg) -> Vec<Command> {
    // What the page was opened for is on its way, and nothing is on show yet.
    if !COURSE && !state.asked_for.is_empty() && !is_heard_while_opening(&msg) {
        return Vec::new();
    }
    let msg = if WHOLE { stage::meant(state, msg) } else { msg };
    if !matches!(msg, Msg::Answered(_))
        && let Some(asked) = state.finder.as_mut().and_then(|finder| finder.asked.as_mut())
    {
        asked.is_news = false;
    }
    let told = if WHOLE { stage::at(state) } else { None };
    let left = || Command::Broadcast(String::from(GONE));
    if let Some(wish) = needs_more(&msg) {
        state.wish = Some(wish.to_string());
        state.notice = Some(Notice::Done(String::from("One moment…")));
        let gone = told.map(|_| left());
        let leaves = (WHOLE && state.presenter.is_some()).then_some(Command::LeaveStage);
        let load = load(state, &state.link(), wish);
        return gone.into_iter().chain(leaves).chain([load]).collect();
    }
    let returns = matches!(msg, Msg::PressedUndo | Msg::PressedRedo);
    // Most messages only move along a run, and that is no change.
    let of_futures = matches!(msg, Msg::RemovedFuture(_) | Msg::NamedFuture(..));
    let before = (!moves(&msg) && !returns).then(|| leave(state, of_futures));
    let (panels, notice) = (open_panels(state), state.notice.clone());
    let mut commands = change(state, msg);
    commands.extend(keep_one(state, &panels));
    commands.extend(show_notice(state, notice.as_ref()));
    if WHOLE {
        stage::refit(state, &mut commands);
    }
    let pushes = commands.iter().any(|command| matches!(command, Command::PushLink(_)));
    let names = |futures: &[Future]| futures.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    let changes = |before: &Left| {
        pushes || before.futures.as_ref().is_some_and(|it| names(it) != names(&state.futures))
    };
    if let Some(before) = before.filter(changes) {
        state.past.leave(before);
    }
    let prices = ask_prices(state);
    let now = if WHOLE { stage::at(state) } else { None };
    // Said before the line is dropped.
    let gone: Vec<Command> = told.iter().filter(|_| now.is_none()).map(|_| left()).collect();
    let now = now.filter(|now| Some(now) != told.as_ref());
    let broadcast: Vec<Command> = now.map(Command::Broadcast).into_iter().collect();
    let written = if WHOLE { export::ask(state) } else { None };
    // What is done while a program is on its way is handed over as well.
    let load = state.wish.as_ref().map(|wish| load(state, &state.link(), wish));
    let last = written.into_iter().chain(load).collect();
    [gone, commands, prices, last, broadcast].concat()
}

/// Tells what is done, or what went wrong.
fn say(state: &mut State, what: Result<&str, &str>) -> Vec<Command> {
    state.notice = Some(match what {
        Ok(text) => Notice::Done(String::from(text)),
        Err(text) => Notice::Wrong(String::from(text)),
    });
    Vec::new()
}

/// A notice that is new is shown where the visitor looks; what is done goes by itself.
fn show_notice(state: &State, before: Option<&Notice>) -> Option<Command> {
    let notice = state.notice.as_ref().filter(|notice| Some(*notice) != before)?;
    Some(Command::ShowNotice(match notice {
        Notice::Done(text) => Some(notice_time(text)),
        Notice::Wrong(_) => None,
    }))
}

/// What is on show, to come back to.
fn leave(state: &State, with_futures: bool) -> Left {
    Left { link: state.link(), futures: with_futures.then(|| state.futures.clone()) }
}

/// Whether `msg` does nothing but go along the run on show.
fn moves(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::PressedForward
            | Msg::PressedBack
            | Msg::Scrubbed(_)
            | Msg::Ticked(_)
            | Msg::PressedStart
            | Msg::PressedEnd
    )
}

/// The program that shows `link` and does what is wished for: all that is here is handed over.
pub(super) fn load(state: &State, link: &str, wish: &str) -> Command {
    let packed = carry::pack(state, link, wish);
    let is_of_course = matches!(wish, carry::LEARN | carry::GIVEN_PROGRESS);
    if is_of_course || CourseLink::is_meant(link) || CourseLink::is_meant(wish) {
        Command::LoadCourse(packed)
    } else {
        Command::LoadWhole(packed)
    }
}

/// Whether `msg` means something before anything is on show: another link, and how loading ends.
fn is_heard_while_opening(msg: &Msg) -> bool {
    matches!(msg, Msg::OpenedLink(_) | Msg::WasGiven | Msg::WholeFailed | Msg::HandedOver)
}

/// What to wish for of another program, if `msg` needs one.
fn needs_more(msg: &Msg) -> Option<&str> {
    match msg {
        Msg::PressedLearn if !COURSE => Some(carry::LEARN),
        Msg::OpenedLink(link) if !Address::is_at_hand(link) => Some(link),
        Msg::Exported(Exported::Read(text)) if !COURSE && export::is_progress(text) => {
            Some(carry::GIVEN_PROGRESS)
        }
        _ if WHOLE => None,
        Msg::ChoseErrors(id) => Some(id),
        Msg::PressedFind => Some(carry::FIND),
        Msg::PressedMatrix => Some(carry::MATRIX),
        Msg::PressedPoints => Some(carry::POINTS),
        Msg::PressedCosts => Some(carry::COSTS),
        Msg::Stage(StageMsg::Entered) => Some(carry::STAGE),
        Msg::Deck(DeckMsg::Pressed) => Some(carry::DECKS),
        Msg::PressedShare => Some(carry::SHARE),
        Msg::ToggledExport => Some(carry::EXPORT),
        Msg::WasGiven => Some(carry::GIVEN),
        _ => None,
    }
}

/// What was wished for when the page was handed over.
pub fn wished(wish: &str) -> Option<Msg> {
    match wish {
        "" | carry::COSTS => None,
        carry::FIND => Some(Msg::PressedFind),
        carry::SHARE => Some(Msg::PressedShare),
        carry::MATRIX => Some(Msg::PressedMatrix),
        carry::POINTS => Some(Msg::PressedPoints),
        carry::STAGE => Some(Msg::Stage(StageMsg::Entered)),
        carry::DECKS => Some(Msg::Deck(DeckMsg::Pressed)),
        carry::EXPORT => Some(Msg::ToggledExport),
        carry::GIVEN | carry::GIVEN_PROGRESS => Some(Msg::WasGiven),
        carry::LEARN => Some(Msg::PressedLearn),
        id if STACKS.iter().any(|(known, _)| *known == id) => {
            Some(Msg::ChoseErrors(id.to_string()))
        }
        link => Some(Msg::OpenedLink(link.to_string())),
    }
}

/// Asks what the approaches on show cost, where that is not known.
pub(super) fn ask_prices(state: &mut State) -> Vec<Command> {
    // On a page of the course nobody sees them.
    if !WHOLE || state.page == Page::Course {
        return Vec::new();
    }
    let (case, approaches) = (state.case, state.approaches());
    let ask = |approach| state.prices.ask(case, approach);
    approaches.into_iter().filter_map(ask).collect()
}

fn change(state: &mut State, msg: Msg) -> Vec<Command> {
    #[cfg(feature = "course")]
    if let Some(commands) = course::come_before(state, &msg) {
        return commands;
    }
    if WHOLE && let Some(commands) = update_export(state, &msg) {
        return commands;
    }
    match msg {
        Msg::OpenedLink(link) => open_link(state, &link),
        Msg::PressedCopy => vec![Command::Copy(state.link())],
        Msg::Copied(worked) => {
            let failed = "The browser did not allow copying; the address bar holds the link.";
            say(state, worked.then_some("The link to this moment is copied.").ok_or(failed))
        }
        Msg::CopiedText(worked) if WHOLE => {
            say(state, worked.then_some("Copied.").ok_or("The browser did not allow copying."))
        }
        Msg::DismissedNotice => {
            state.notice = None;
            Vec::new()
        }
        Msg::NoticeWasRead => {
            state.notice.take_if(|notice| matches!(notice, Notice::Done(_)));
            Vec::new()
        }
        Msg::ChoseScenario(id) => choose_scenario(state, &id),
        Msg::PressedMatrix if WHOLE => toggle_matrix(state),
        Msg::PressedPoints if WHOLE => toggle_points(state),
        Msg::PressedPrint => vec![Command::Print],
        Msg::PressedUndo | Msg::PressedRedo => go_through_past(state, msg == Msg::PressedUndo),
        Msg::ChoseErrors(id) if WHOLE => choose_errors(&id),
        Msg::ChoseTheme(theme) => dress(state, theme),
        Msg::ChoseLanguage(code) => vec![Command::Speak(code)],
        Msg::LostWords => {
            let text = "That language could not be loaded; the page is in English.";
            say(state, Err(text))
        }
        Msg::PressedTheme => dress(state, state.theme.next()),
        Msg::WholeFailed => {
            state.asked_for = String::new();
            state.wish = None;
            state.page = Page::Timeline;
            let text = "This could not be loaded: the site can't be reached right now. What you \
                        see still works.";
            say(state, Err(text))
        }
        Msg::HandedOver => {
            state.wish = None;
            vec![Command::Retire]
        }
        Msg::Stage(StageMsg::Entered) if WHOLE => stage::enter(state),
        Msg::Stage(StageMsg::Opened(id, slide)) if WHOLE => stage::present(state, &id, slide),
        Msg::Deck(msg) if WHOLE => update_decks(state, msg),
        // Whatever page is on show by now: what was given on it is answered.
        Msg::Answered(text) if WHOLE => hear(state, &text),
        Msg::DeskFailed(why) if WHOLE => finder::fail(state, &why),
        #[cfg(feature = "course")]
        Msg::PressedLearn => course::toggle(state),
        #[cfg(feature = "course")]
        Msg::Course(msg) => course::update_course(state, msg),
        #[cfg(feature = "course")]
        other if state.page == Page::Course => course::update_page(state, other),
        other if WHOLE && state.page == Page::Matrix => update_matrix(state, &other),
        other if WHOLE && state.presenter.is_some() => stage::update_stage(state, other),
        _ if WHOLE && state.page == Page::Decks => Vec::new(),
        other => update_timeline(state, other),
    }
}

/// Lets `msg` change the timeline.
pub(super) fn update_timeline(state: &mut State, msg: Msg) -> Vec<Command> {
    match msg {
        Msg::PressedForward => step_to(state, state.beat + 1),
        Msg::PressedBack => step_to(state, state.beat.saturating_sub(1)),
        Msg::PressedStart => step_to(state, state.first()),
        Msg::PressedEnd => step_to(state, state.last()),
        Msg::PressedNextViolation => step_to(state, state.next_violation().unwrap_or(state.beat)),
        Msg::PressedNextParting => step_to(state, state.next_parting().unwrap_or(state.beat)),
        Msg::PressedNextDelivery => {
            step_to(state, state.marks.start_after(state.beat).unwrap_or(state.last()))
        }
        Msg::PressedPreviousDelivery => {
            step_to(state, state.marks.start_before(state.beat).unwrap_or(0))
        }
        Msg::Scrubbed(beat) => step_to(state, beat),
        Msg::PressedPlay => play(state),
        Msg::Ticked(plays) => tick(state, plays),
        Msg::ChoseSpeed(speed) => {
            state.speed = speed;
            Vec::new()
        }
        Msg::SelectedStep(menu) => open_menu(state, menu),
        Msg::PressedFail => match (state.menu, state.point()) {
            (None, Some(menu)) => open_menu(state, menu),
            (Some(_), _) => close_menu(state),
            (None, None) => Vec::new(),
        },
        Msg::ClosedMenu if state.menu.is_some() => close_menu(state),
        Msg::PressedHelp => help(state),
        Msg::PressedTell => tell_in_words(state),
        Msg::ClosedMenu if state.sheet => help(state),
        Msg::PressedShare if WHOLE => share::toggle(state),
        Msg::ClosedMenu if WHOLE && state.share.is_some() => share::toggle(state),
        Msg::ChoseFate(fate) => choose_fate(state, fate),
        Msg::RemovedFailure(point) => {
            let plan = state.plan().clone().without(point);
            let future = changed(state, plan, point);
            try_future(state, future, Landing::Point(point))
        }
        Msg::ClearedFailures => {
            try_future(state, Future::of(FailurePlan::default()), Landing::Same)
        }
        Msg::ChoseFuture(index) => choose_future(state, index),
        Msg::RemovedFuture(index) => remove_future(state, index),
        Msg::NamedFuture(index, name) => name_future(state, index, &name),
        Msg::PressedNextFuture => choose_future(state, (state.future + 1) % state.futures.len()),
        Msg::ChoseApproach(lane, id) => choose_approach(state, lane, &id),
        Msg::AddedLane => add_lane(state),
        Msg::RemovedLane(lane) => remove_lane(state, lane),
        Msg::ToggledMessages => toggle_messages(state),
        other if WHOLE => {
            update_share(state, &other).unwrap_or_else(|| update_finder(state, &other))
        }
        _ => Vec::new(),
    }
}

/// Opens the sheet, or closes it.
pub(super) fn help(state: &mut State) -> Vec<Command> {
    state.sheet = !state.sheet;
    vec![if state.sheet { Command::FocusSheet } else { Command::RestoreFocus }]
}

/// Tells the run in words, or stops telling it.
fn tell_in_words(state: &mut State) -> Vec<Command> {
    state.telling = !state.telling;
    vec![if state.telling { Command::FocusTelling } else { Command::FocusStep(0) }]
}

/// Undoes the last change, or redoes what was undone. The futures that were tried stay, unless it
/// is the list of them that was changed.
fn go_through_past(state: &mut State, back: bool) -> Vec<Command> {
    if WHOLE && state.page == Page::Speaker {
        // What the speaker undoes is undone on stage.
        let asked = if back { Msg::PressedUndo } else { Msg::PressedRedo };
        return stage::update_stage(state, asked);
    }
    // In front of an audience nothing leads off the stage by mistake.
    let leads_off = |left: &Left| !matches!(Address::parse(&left.link), Ok(Address::Stage(_)));
    if WHOLE && state.page == Page::Stage && state.past.next(back).is_none_or(leads_off) {
        return Vec::new();
    }
    let now = leave(state, true);
    let found = if back { state.past.undo(now) } else { state.past.redo(now) };
    let Some(Left { link, futures }) = found else { return Vec::new() };
    let mut commands = open_link(state, &link);
    let shown = &state.futures[state.future];
    let place = |futures: &Vec<Future>| futures.iter().position(|future| future.is(shown));
    if let Some((index, futures)) = futures.and_then(|it| Some((place(&it)?, it))) {
        (state.future, state.futures) = (index, futures);
    }
    commands.insert(0, Command::PushLink(state.link()));
    commands
}

fn choose_errors(id: &str) -> Vec<Command> {
    use_stack(id);
    vec![Command::RememberErrors(stack().0)]
}

fn dress(state: &mut State, theme: Theme) -> Vec<Command> {
    let before = state.link();
    state.theme = theme;
    let link = Some(state.link()).filter(|link| *link != before);
    std::iter::once(Command::Dress(theme)).chain(link.map(Command::ReplaceLink)).collect()
}

/// Whatever the desk has to say goes to who asked.
fn hear(state: &mut State, text: &str) -> Vec<Command> {
    match Answer::parse(text) {
        Ok(Answer::Price { case, approach, costs, requires }) => {
            state.prices.hear(case, approach, Price { costs, requires });
            Vec::new()
        }
        Ok(Answer::Cell { case, approach, column, cell }) => {
            if let Some(matrix) = &mut state.matrix {
                matrix.hear(case.scenario.id, approach, column, cell);
            }
            Vec::new()
        }
        Ok(Answer::Points { case, approach, message, steps }) => {
            if let Some(matrix) = &mut state.matrix {
                matrix.hear_points(case, approach, message, steps);
            }
            Vec::new()
        }
        Ok(Answer::File { name, text }) => vec![Command::Download(name, text)],
        Ok(Answer::Formats(formats)) => {
            export::hear_formats(state, formats);
            Vec::new()
        }
        Ok(Answer::Written(written)) => {
            export::hear_written(state, written);
            Vec::new()
        }
        Ok(Answer::Opened(link)) => export::open(state, &link),
        Ok(Answer::Refused(why)) => {
            export::refuse(state, &why);
            Vec::new()
        }
        Ok(answer) => finder::hear(state, answer),
        Err(Garbled { line, .. }) => {
            finder::fail(state, &tell("line {0} of its answer is not understood", &[&line]))
        }
    }
}
