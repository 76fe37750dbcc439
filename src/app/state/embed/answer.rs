//! What each call of the host's does, and what it gives.

use super::{FigureCommand, Sight, moment, post, see, show, theme, with, written};
use crate::app::state::futures::{Landing, changed, try_future};
use crate::app::state::lanes::choose_approach;
use crate::app::state::steps::{play, stop};
use crate::app::state::update::update_page;
use crate::app::state::{Command, Future, Lane, Msg, State};
use crate::codec::{Call, Event, Reply, event, read_injection, write_injection};
use crate::export;
use crate::language::in_english;
use crate::sim::approach;
use crate::sim::failure::{FailurePlan, Injection, Point};

/// What the browser is to do, and what the host gets.
type Answer = (Vec<Command>, Result<Reply, String>);

/// Does what `call` says.
pub(super) fn answer(state: &mut State, call: Call) -> Answer {
    let done = match call {
        Call::IsEnd => return (Vec::new(), Ok(Reply::Flag(state.beat == state.last()))),
        Call::GetTotalSteps => return (Vec::new(), Ok(Reply::Count(state.last()))),
        Call::ExportAs(form) => return (Vec::new(), exported(state, &form).map(Reply::Text)),
        Call::GetState => Ok(Vec::new()),
        Call::Next => Ok(update_page(state, Msg::PressedForward)),
        Call::Prev => Ok(update_page(state, Msg::PressedBack)),
        Call::First => Ok(update_page(state, Msg::PressedStart)),
        Call::Last => Ok(update_page(state, Msg::PressedEnd)),
        Call::Seek(step) => match (state.first(), state.last()) {
            (first, last) if step < first || step > last => {
                Err(format!("the steps are {first} to {last}"))
            }
            _ => Ok(update_page(state, Msg::Scrubbed(step))),
        },
        Call::Play => Ok(start(state)),
        Call::Pause => {
            stop(state);
            with(state, |embed| {
                if embed.sight == Sight::Waits {
                    embed.sight = Sight::Away;
                }
            });
            Ok(Vec::new())
        }
        Call::SetState(link) => in_english(|| show(state, &link)),
        Call::SetStrategy(id) => choose(state, &id),
        Call::Arm(failure) => arm(state, &failure),
        Call::Disarm(slot) => disarm(state, &slot),
        Call::Reset => {
            let opening = with(state, |embed| {
                embed.blank = false;
                embed.opening.clone()
            });
            reset(state, &opening.unwrap_or_default())
        }
        Call::Blank(on) => {
            with(state, |embed| embed.blank = on);
            Ok(Vec::new())
        }
        Call::Focus => Ok(vec![FigureCommand::TakeFocus.into()]),
        Call::SetTheme(name) => match theme(&name) {
            Some(theme) => Ok(update_page(state, Msg::ChoseTheme(theme))),
            None => Err(String::from("there is no such theme")),
        },
        Call::Leave => Ok(see(state, false)),
        Call::Enter => {
            let mut commands = see(state, true);
            commands.push(post(event(Event::Ready, &moment(state))));
            Ok(commands)
        }
    };
    match done {
        Ok(commands) => (commands, Ok(Reply::Moment(Box::new(moment(state))))),
        Err(why) => (Vec::new(), Err(why)),
    }
}

/// Plays, at once or as soon as somebody sees it.
fn start(state: &mut State) -> Vec<Command> {
    if state.embed.as_deref().is_some_and(|embed| embed.sight != Sight::Seen) {
        with(state, |embed| embed.sight = Sight::Waits);
        return Vec::new();
    }
    if state.playing { Vec::new() } else { play(state) }
}

/// The moment that it was opened with; one that can't be read was the site's own.
fn reset(state: &mut State, opening: &str) -> Result<Vec<Command>, String> {
    let fallback = State::open(opening).link();
    show(state, opening).or_else(|_| show(state, &fallback))
}

fn choose(state: &mut State, id: &str) -> Result<Vec<Command>, String> {
    let known = approach::by_id(id).ok_or_else(|| String::from("there is no such approach"))?;
    if let Some(why) = state.case.scenario.misfit(known) {
        return Err(format!("it makes no sense in this scenario: {why}"));
    }
    stop(state);
    Ok(choose_approach(state, 0, id))
}

/// Lets something fail; what comes up under no approach on show is refused.
fn arm(state: &mut State, failure: &str) -> Result<Vec<Command>, String> {
    let read = read_injection(state.case.scenario, failure);
    let injection = read.ok_or_else(|| String::from("this is no failure of this scenario"))?;
    let plan = state.plan().clone().with(injection);
    let lanes = Future::of(plan.clone()).play(state.case, &state.approaches());
    if lanes.iter().all(|lane| lane.unmet.contains(&injection)) {
        return Err(String::from("this never comes up here"));
    }
    Ok(replan(state, plan, injection.at))
}

/// Lets something work. The slot may be told with how it fails, too.
fn disarm(state: &mut State, slot: &str) -> Result<Vec<Command>, String> {
    let is_meant = |failure: &&Injection| {
        let written = write_injection(state.case.scenario, **failure);
        written == slot || written.rsplit_once('.').is_some_and(|(place, _)| place == slot)
    };
    let found = state.plan().injections().iter().find(is_meant).map(|failure| failure.at);
    let point = found.ok_or_else(|| String::from("nothing is to fail there"))?;
    Ok(replan(state, state.plan().clone().without(point), point))
}

fn replan(state: &mut State, plan: FailurePlan, point: Point) -> Vec<Command> {
    stop(state);
    let future = changed(state, plan, point);
    try_future(state, future, Landing::Same)
}

/// The run of the first approach, or the link, written down.
fn exported(state: &State, form: &str) -> Result<String, String> {
    let Lane { timeline, .. } = &state.lanes[0];
    match form {
        "link" => Ok(state.link()),
        "text" => {
            Ok(in_english(|| export::text_numbered(timeline, |frame| state.beat_of(0, frame))))
        }
        _ => Err(written::unknown()),
    }
}
