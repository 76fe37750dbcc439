//! Which key means what. One table: the page listens by it and shows it.

use super::Msg;

/// A key and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    /// The keys' names as the browser reports them; a capital letter or an arrow with `shift`.
    pub keys: &'static [&'static str],
    /// Whether shift must be held.
    pub shift: bool,
    /// What is shown for the keys.
    pub shown: &'static str,
    /// What they do.
    pub does: &'static str,
    /// What happened when one is pressed.
    pub msg: fn() -> Msg,
}

const fn key(
    keys: &'static [&'static str],
    shown: &'static str,
    does: &'static str,
    msg: fn() -> Msg,
) -> Shortcut {
    Shortcut { keys, shift: false, shown, does, msg }
}

const fn shifted(
    keys: &'static [&'static str],
    shown: &'static str,
    does: &'static str,
    msg: fn() -> Msg,
) -> Shortcut {
    Shortcut { keys, shift: true, shown, does, msg }
}

/// Every shortcut. Space is left to a focused button, all keys to a focused field.
pub static SHORTCUTS: &[Shortcut] = &[
    key(&["ArrowRight", "PageDown"], "→ Page Down", "next step", || Msg::PressedForward),
    key(&["ArrowLeft", "PageUp"], "← Page Up", "step back", || Msg::PressedBack),
    shifted(&["ArrowRight"], "Shift →", "next delivery", || Msg::PressedNextDelivery),
    shifted(&["ArrowLeft"], "Shift ←", "delivery before", || Msg::PressedPreviousDelivery),
    key(&["Home"], "Home", "first step", || Msg::PressedStart),
    key(&["End"], "End", "last step", || Msg::PressedEnd),
    key(&["v"], "V", "next broken promise", || Msg::PressedNextViolation),
    key(&[" "], "Space", "play or pause", || Msg::PressedPlay),
    key(&["f"], "F", "make this step fail", || Msg::PressedFail),
    key(&["Escape"], "Esc", "close", || Msg::ClosedMenu),
    key(&["]"], "]", "next future", || Msg::PressedNextFuture),
    key(&["l"], "L", "copy the link", || Msg::PressedCopy),
];

/// What pressing `key` means, if it means anything.
pub fn pressed(key: &str, shift: bool) -> Option<Msg> {
    let shortcut = SHORTCUTS.iter().find(|it| it.shift == shift && it.keys.contains(&key))?;
    Some((shortcut.msg)())
}
