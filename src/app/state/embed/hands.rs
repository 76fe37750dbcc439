//! Which keys a figure takes, and which go to its host.

use super::{FigureMsg, is_off};
use crate::app::state::{Msg, Page, State, keys};

/// What a figure's keys do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Keys {
    /// At both ends, and with Escape, they are handed back to the host.
    #[default]
    Forward,
    /// They stay.
    Own,
    /// Nothing.
    None,
}

impl Keys {
    /// Every one of them, the default first.
    pub const ALL: [Keys; 3] = [Keys::Forward, Keys::Own, Keys::None];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Keys::Forward => "forward",
            Keys::Own => "own",
            Keys::None => "none",
        }
    }
}

/// All that decides what a key means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hands {
    keys: Keys,
    at_start: bool,
    at_end: bool,
    /// Whether something is open that Escape closes.
    is_busy: bool,
}

impl State {
    /// What keys mean at this moment, if this is a figure.
    pub fn hands(&self) -> Option<Hands> {
        let embed = self.embed.as_deref()?;
        Some(Hands {
            keys: embed.keys,
            at_start: self.beat == self.first(),
            at_end: self.beat == self.last(),
            is_busy: self.menu.is_some(),
        })
    }
}

impl Hands {
    /// What a key means, by its name and its place; `None` if it is none of the figure's.
    pub fn stroke(self, key: &str, code: &str, shift: bool) -> Option<Msg> {
        let leaves = key == "Escape" || self.way(key).is_some();
        if self.keys == Keys::Forward && !self.is_busy && !shift && leaves {
            let (key, code) = (key.to_string(), code.to_string());
            return Some(FigureMsg::HandedBack { key, code }.into());
        }
        let means = keys::pressed(Page::Timeline, key, shift);
        means.filter(|msg| self.keys != Keys::None && !is_off(msg))
    }

    /// What the key asks of a deck, where the figure itself has nothing left in that direction.
    pub(super) fn way(self, key: &str) -> Option<&'static str> {
        match key {
            "ArrowRight" | "PageDown" | " " if self.at_end => Some("next"),
            "ArrowLeft" | "PageUp" if self.at_start => Some("prev"),
            _ => None,
        }
    }
}
