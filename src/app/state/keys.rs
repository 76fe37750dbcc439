//! Which key means what. One table: the page listens by it and shows it.

use super::{COURSE, DeckMsg, Msg, Page, StageMsg, WHOLE};

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
    shifted(&["ArrowLeft"], "Shift ←", "previous delivery", || Msg::PressedPreviousDelivery),
    key(&["Home"], "Home", "first step", || Msg::PressedStart),
    key(&["End"], "End", "last step", || Msg::PressedEnd),
    key(&["v"], "V", "next broken promise", || Msg::PressedNextViolation),
    key(&["d"], "D", "next difference", || Msg::PressedNextParting),
    key(&[" "], "Space", "play or pause", || Msg::PressedPlay),
    key(&["f"], "F", "make this step fail", || Msg::PressedFail),
    key(&["w"], "W", "the run in words", || Msg::PressedTell),
    key(&["?"], "?", "marks and keys", || Msg::PressedHelp),
    key(&["Escape"], "Esc", "close", || Msg::ClosedMenu),
    key(&["c"], "C", "find a failure", || Msg::PressedFind),
    key(&["s"], "S", "share this moment", || Msg::PressedShare),
    key(&["e"], "E", "export the run", || Msg::ToggledExport),
    key(&["]"], "]", "next future", || Msg::PressedNextFuture),
    key(&["p"], "P", "present this moment", || Msg::Stage(StageMsg::Entered)),
    everywhere(key(&["u"], "U", "undo", || Msg::PressedUndo)),
    everywhere(shifted(&["U"], "Shift U", "redo", || Msg::PressedRedo)),
    everywhere(key(&["t"], "T", "theme: light, dark, projector", || Msg::PressedTheme)),
    everywhere(key(&["l"], "L", "copy the link", || Msg::PressedCopy)),
    everywhere(key(&["m"], "M", "the matrix, or back", || Msg::PressedMatrix)),
    everywhere(key(&["k"], "K", "decks for talks", || Msg::Deck(DeckMsg::Pressed))),
    everywhere(key(&["o"], "O", "the course, or back", || Msg::PressedLearn)),
    everywhere(key(&["g"], "G", "the crash points", || Msg::PressedPoints)),
];

/// Every shortcut of the stage, and of the speaker's window. Clickers send Page Down and Page Up,
/// and a full stop or B for a blank screen; where the keyboard is another, other keys are where the
/// full stop is.
pub static STAGE_SHORTCUTS: &[Shortcut] = &[
    key(
        &["ArrowRight", "ArrowDown", "PageDown", "Enter", " ", "n"],
        "→ ↓ Page Down Enter Space",
        "next sentence",
        || Msg::PressedForward,
    ),
    key(&["ArrowLeft", "ArrowUp", "PageUp", "p"], "← ↑ Page Up P", "previous sentence", || {
        Msg::PressedBack
    }),
    shifted(&[" "], "Shift Space", "previous sentence", || Msg::PressedBack),
    key(&["Home"], "Home", "first step of the run", || Msg::PressedStart),
    key(&["End"], "End", "last step of the run", || Msg::PressedEnd),
    key(&[".", "b", "v", ":", ";", "/"], ". B V", "blank the screen, or show it", || {
        Msg::Stage(StageMsg::Blank)
    }),
    key(&["q"], "Q", "a QR code for phones", || Msg::Stage(StageMsg::Code)),
    key(&["s"], "S", "the speaker's window", || Msg::Stage(StageMsg::Speaker)),
    key(&["f"], "F", "make this step fail", || Msg::PressedFail),
    key(&["u"], "U", "undo", || Msg::PressedUndo),
    shifted(&["U"], "Shift U", "redo", || Msg::PressedRedo),
    key(&["t"], "T", "theme: light, dark, projector", || Msg::PressedTheme),
    key(&["k"], "K", "the decks", || Msg::Deck(DeckMsg::Pressed)),
    key(&["?"], "?", "marks and keys", || Msg::PressedHelp),
    key(&["Escape"], "Esc", "close what is open", || Msg::ClosedMenu),
    shifted(&["P"], "Shift P", "leave the stage", || Msg::Stage(StageMsg::Left)),
];

/// Every shortcut of the course, besides those that are everywhere.
static COURSE_SHORTCUTS: &[Shortcut] = &[
    key(&["ArrowRight"], "→", "next step of the current picture", || Msg::PressedForward),
    key(&["ArrowLeft"], "←", "previous step of it", || Msg::PressedBack),
    key(&["f"], "F", "make this step fail", || Msg::PressedFail),
    key(&["s"], "S", "share this page", || Msg::PressedShare),
    key(&["?"], "?", "marks and keys", || Msg::PressedHelp),
    key(&["Escape"], "Esc", "close", || Msg::ClosedMenu),
];

/// The shortcuts of a page.
pub fn shortcuts(page: Page) -> impl Iterator<Item = &'static Shortcut> {
    let is_stage = matches!(page, Page::Stage | Page::Speaker);
    let all = if WHOLE && is_stage { STAGE_SHORTCUTS } else { SHORTCUTS };
    let own: &[Shortcut] = if COURSE && page == Page::Course { COURSE_SHORTCUTS } else { &[] };
    let shown = move |it: &&Shortcut| it.everywhere || is_stage || page == Page::Timeline;
    own.iter().chain(all.iter().filter(shown))
}

/// What pressing `key` means on `page`, if it means anything.
pub fn pressed(page: Page, key: &str, shift: bool) -> Option<Msg> {
    // Some keyboards have these only with shift, others without.
    let is_sign = |key: &str| matches!(key, "?" | ":" | ";" | "/" | ".");
    let shift = shift && !is_sign(key);
    let found = shortcuts(page).find(|it| it.shift == shift && it.keys.contains(&key));
    found.map(|it| (it.msg)()).or_else(|| digit(page, key))
}

/// Digits on stage name a slide.
fn digit(page: Page, key: &str) -> Option<Msg> {
    let is_stage = WHOLE && matches!(page, Page::Stage | Page::Speaker);
    let digit = key.parse::<usize>().ok().filter(|digit| is_stage && *digit <= 9)?;
    Some(Msg::Stage(StageMsg::Digit(digit)))
}
