//! Slides named by their numbers, digit by digit.

use super::{Command, Msg, StageMsg, State};

/// What `msg` means with the digits typed before it; nothing as long as another digit may follow.
pub(super) fn meant(state: &mut State, msg: Msg) -> Result<Msg, Vec<Command>> {
    let count = state.told().map_or(0, |(deck, _)| deck.slides.len());
    let Some(presenter) = &mut state.presenter else { return Ok(msg) };
    let slide = |number: usize| Msg::Stage(StageMsg::Slide(number - 1));
    match msg {
        Msg::Stage(StageMsg::Digit(digit)) => {
            let number = presenter.typed.take().unwrap_or(0) * 10 + digit;
            // What no slide has as its number begins another one.
            let number = if number > count { digit } else { number };
            if number == 0 || number > count {
                return Err(Vec::new());
            }
            if number * 10 > count {
                return Ok(slide(number));
            }
            presenter.typed = Some(number);
            Err(vec![Command::AwaitDigit])
        }
        // Who presses Enter does not wait.
        Msg::Stage(StageMsg::TypedAll) | Msg::PressedForward => {
            let typed = presenter.typed.take().map(slide);
            let is_over = msg == Msg::Stage(StageMsg::TypedAll);
            typed.or((!is_over).then_some(msg)).ok_or_else(Vec::new)
        }
        msg => Ok(msg),
    }
}
