//! Which key means what. One table: the page listens by it and shows it.

use super::{Msg, Page};

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
    /// Whether they mean it on every page; else only on the timeline.
    pub everywhere: bool,
}

const fn key(
    keys: &'static [&'static str],
    shown: &'static str,
    does: &'static str,
    msg: fn() -> Msg,
) -> Shortcut {
    Shortcut { keys, shift: false, shown, does, msg, everywhere: false }
}

const fn shifted(
    keys: &'static [&'static str],
    shown: &'static str,
    does: &'static str,
    msg: fn() -> Msg,
) -> Shortcut {
    Shortcut { shift: true, ..key(keys, shown, does, msg) }
}

const fn everywhere(shortcut: Shortcut) -> Shortcut {
    Shortcut { everywhere: true, ..shortcut }
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
    key(&["d"], "D", "where they part next", || Msg::PressedNextParting),
    key(&[" "], "Space", "play or pause", || Msg::PressedPlay),
    key(&["f"], "F", "make this step fail", || Msg::PressedFail),
    key(&["w"], "W", "the run in words", || Msg::PressedTell),
    key(&["?"], "?", "marks and keys", || Msg::PressedHelp),
    key(&["Escape"], "Esc", "close", || Msg::ClosedMenu),
    key(&["c"], "C", "find a failure", || Msg::PressedFind),
    key(&["e"], "E", "export the run", || Msg::ToggledExport),
    key(&["]"], "]", "next future", || Msg::PressedNextFuture),
    everywhere(key(&["u"], "U", "undo", || Msg::PressedUndo)),
    everywhere(shifted(&["U"], "Shift U", "redo", || Msg::PressedRedo)),
    everywhere(key(&["t"], "T", "light, dark, for a projector", || Msg::PressedTheme)),
    everywhere(key(&["l"], "L", "copy the link", || Msg::PressedCopy)),
    everywhere(key(&["m"], "M", "the matrix, or back", || Msg::PressedMatrix)),
    everywhere(key(&["g"], "G", "the crash points", || Msg::PressedPoints)),
];

/// What pressing `key` means on `page`, if it means anything.
pub fn pressed(page: Page, key: &str, shift: bool) -> Option<Msg> {
    let means = |it: &&Shortcut| it.everywhere || page == Page::Timeline;
    // Some keyboards have it without shift.
    let shift = shift && key != "?";
    let mut shortcuts = SHORTCUTS.iter().filter(means);
    let shortcut = shortcuts.find(|it| it.shift == shift && it.keys.contains(&key))?;
    Some((shortcut.msg)())
}
