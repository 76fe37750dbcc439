//! What only a figure hears, and what only a figure asks of the browser.

use crate::app::state::Theme;
use crate::codec::Said;

/// Something that happened to a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FigureMsg {
    /// The host has said something.
    Heard {
        /// What, as it came, or an object as JSON.
        text: String,
        /// Whether it was an object.
        as_object: bool,
        /// Where the host is from.
        origin: String,
    },
    /// It has come into sight, or gone out of it.
    Seen(bool),
    /// A key that is the host's was pressed.
    HandedBack {
        /// Its name.
        key: String,
        /// Its place on the keyboard.
        code: String,
    },
    /// It is so high, in pixels.
    Measured(u32),
    /// This approach is to be in front, where there is room for one alone.
    ChoseFront(usize),
}

/// Something that the browser is to do for a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FigureCommand {
    /// Say this to the host.
    Post(Said),
    /// Give the focus back to the host.
    LeaveFocus,
    /// Take the focus.
    TakeFocus,
    /// Keep this at this place while the visit lasts.
    Keep(String, String),
    /// Look like this from now on, and not the next time.
    Wear(Theme),
}

impl From<FigureCommand> for crate::app::state::Command {
    fn from(command: FigureCommand) -> Self {
        Self::Figure(command)
    }
}

impl From<FigureMsg> for crate::app::state::Msg {
    fn from(msg: FigureMsg) -> Self {
        Self::Figure(msg)
    }
}
