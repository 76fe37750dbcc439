//! The desk at hand, where there is no worker: whatever the page asks is answered at once. The
//! tests are made so.

use super::{Command, Msg, State, update};
use crate::desk::Desk;

/// Worlds looked at in one go.
const SLICE: usize = 1 << 16;

/// Lets the desk answer all that `commands` ask, and what those answers lead to; the commands that
/// are left are for the browser.
pub fn answer_at_once(state: &mut State, commands: Vec<Command>) -> Vec<Command> {
    let mut desk = Desk::default();
    let mut left = ask(&mut desk, commands);
    while let Some(all) = desk.work(SLICE) {
        for said in all {
            let commands = update(state, Msg::Answered(said.text(0)));
            left.extend(ask(&mut desk, commands));
        }
    }
    left
}

/// Asks the desk; returns what is none of its business.
fn ask(desk: &mut Desk, commands: Vec<Command>) -> Vec<Command> {
    let mut left = Vec::new();
    for command in commands {
        match command {
            Command::Ask(text) => desk.ask(&text).expect("the page asks what can be read"),
            other => left.push(other),
        }
    }
    left
}
