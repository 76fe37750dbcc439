//! From step to step, by hand and by the clock, and the menu of a step.

use super::{Command, Menu, Notice, State};

/// Shows `beat`; a visitor who steps is not waiting for the next tick any more.
pub(super) fn step_to(state: &mut State, beat: usize) -> Vec<Command> {
    stop(state);
    let mut commands = close_menu(state);
    commands.extend(go_to(state, beat));
    commands
}

fn go_to(state: &mut State, beat: usize) -> Vec<Command> {
    let beat = state.within(beat);
    if beat == state.beat {
        return Vec::new();
    }
    state.beat = beat;
    if matches!(state.notice, Some(Notice::Done(_))) {
        state.notice = None;
    }
    vec![Command::ReplaceLink(state.link())]
}

pub(super) fn stop(state: &mut State) {
    state.playing = false;
    state.plays += 1;
}

/// At the end, playing starts over.
pub(super) fn play(state: &mut State) -> Vec<Command> {
    let was_playing = state.playing;
    stop(state);
    if was_playing {
        return Vec::new();
    }
    state.playing = true;
    let mut commands = Vec::new();
    if state.beat == state.last() {
        commands.extend(go_to(state, state.first()));
    }
    commands.push(Command::Tick(state.plays, state.pause()));
    commands
}

/// The next beat, if the tick is not stale. Playing stops where a promise breaks, to be seen,
/// and at the end.
pub(super) fn tick(state: &mut State, plays: u32) -> Vec<Command> {
    if !state.playing || plays != state.plays {
        return Vec::new();
    }
    let next = state.beat + 1;
    let breaks = state.next_violation() == Some(next);
    let mut commands = go_to(state, next);
    if breaks || state.beat == state.last() {
        stop(state);
    } else {
        commands.push(Command::Tick(plays, state.pause()));
    }
    commands
}

pub(super) fn open_menu(state: &mut State, menu: Menu) -> Vec<Command> {
    stop(state);
    state.menu = Some(menu);
    vec![Command::FocusMenu]
}

pub(super) fn close_menu(state: &mut State) -> Vec<Command> {
    state.menu.take().map(|_| Command::RestoreFocus).into_iter().collect()
}
