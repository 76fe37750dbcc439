//! Taking the run on show elsewhere, and opening what was brought back: the desk writes and reads,
//! the page shows what it says.

use super::decks::update_decks;
use super::elsewhere::show_moment;
use super::{Command, DeckMsg, Errand, Exported, Msg, Notice, Page, State, WHOLE, moment};
use crate::codec::{Address, Form, FormatTold, Link, Written};
use crate::deck;
use crate::desk::{ASK_FORMATS, DARK, LIGHT, OPEN, WRITE};
use crate::language::tell;
use crate::words;

/// The panel in which the run is taken elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// Whether it is open.
    pub is_open: bool,
    /// Every format, once the desk has told them.
    pub formats: Vec<FormatTold>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// Whether pictures are dark.
    pub is_dark: bool,
    /// What the desk wrote last.
    pub written: Option<Written>,
    /// What the desk was asked last.
    asked: String,
}

impl Export {
    /// The format that is chosen.
    pub fn format(&self) -> Option<&FormatTold> {
        self.formats.get(self.chosen)
    }

    /// What was written, if it is what was asked for last.
    pub fn ready(&self) -> Option<&Written> {
        self.written.as_ref().filter(|written| written.asked == self.asked)
    }
}

/// Asks for what the panel shows, where that is not known.
pub(super) fn ask(state: &mut State) -> Option<Command> {
    if !state.export.is_open || state.page != Page::Timeline {
        return None;
    }
    let asked = match state.export.format() {
        None => String::from(ASK_FORMATS),
        Some(format) => {
            // The whole run, whatever moment of it is on show.
            let shown = moment::link(state);
            let frame = shown.run.choices.len();
            let link = Link { frame, beats_past: 0, ..shown };
            let look = if state.export.is_dark { DARK } else { LIGHT };
            let stack = words::stack().0;
            format!("{WRITE} {} {look} {link} {} {stack}", format.id, state.address)
        }
    };
    if asked == state.export.asked {
        return None;
    }
    state.export.asked.clone_from(&asked);
    Some(Command::Ask(asked))
}

/// Lets `msg` change the panel; none where it is about something else.
pub(super) fn update_export(state: &mut State, msg: &Msg) -> Option<Vec<Command>> {
    match msg {
        Msg::ToggledExport => Some(toggle(state)),
        Msg::ClosedMenu if is_in_sight(state) => Some(toggle(state)),
        // In front of an audience, what is on stage stays.
        Msg::WasGiven | Msg::Exported(Exported::Read(_)) if state.presenter.is_some() => {
            let text = "Nothing is opened during a talk. Leave the stage (Shift P), and open it on \
                        the timeline.";
            state.notice = Some(Notice::Done(String::from(text)));
            Some(Vec::new())
        }
        Msg::WasGiven => Some(vec![Command::Export(Errand::Read)]),
        Msg::Exported(Exported::Read(text)) if deck::is_deck(text) => {
            Some(update_decks(state, DeckMsg::Imported(text.clone())))
        }
        Msg::Exported(what) => Some(update_panel(state, what).into_iter().collect()),
        _ => None,
    }
}

/// Whether a text that was given means to be progress of the course, which only the program with
/// the course takes in.
pub(super) fn is_progress(text: &str) -> bool {
    if !WHOLE {
        return false;
    }
    let has = |name: &str| text.contains(&format!("\"{name}\""));
    let is_other = deck::is_deck(text) || has("scenario");
    let is_progress = has("lessons") && has("challenges") || has("done") && has("solved");
    is_progress && !is_other
}

/// Whether the panel is open where it can be seen, with nothing over it.
fn is_in_sight(state: &State) -> bool {
    let is_covered = state.menu.is_some() || state.sheet;
    state.export.is_open && state.page == Page::Timeline && !is_covered
}

fn update_panel(state: &mut State, what: &Exported) -> Option<Command> {
    let export = &mut state.export;
    match what {
        Exported::ChoseFormat(index) => export.chosen = *index,
        Exported::ToggledDark => export.is_dark = !export.is_dark,
        Exported::PressedCopy => {
            return taken(
                export,
                |_, text| Errand::CopyText(text).into(),
                |_, picture| Errand::CopyDots(picture).into(),
            );
        }
        Exported::PressedSave => {
            let dots = |name, picture| Errand::SaveDots(name, picture).into();
            return taken(export, Command::Download, dots);
        }
        Exported::Copied(true) => {
            state.notice = Some(Notice::Done(String::from("The run is copied.")));
        }
        Exported::Copied(false) => {
            let text = String::from("The browser did not allow copying.");
            state.notice = Some(Notice::Wrong(text));
        }
        Exported::FoundNothing => {
            let text = "There is nothing to open in it: give the page one file at a time, or a \
                        text.";
            state.notice = Some(Notice::Wrong(String::from(text)));
        }
        Exported::NotDrawn => {
            let text = "The browser could not draw this picture. The format SVG needs no drawing.";
            state.notice = Some(Notice::Wrong(String::from(text)));
        }
        Exported::Read(text) => return Some(Command::Ask([OPEN, text].concat())),
    }
    None
}

impl From<Errand> for Command {
    fn from(errand: Errand) -> Self {
        Command::Export(errand)
    }
}

/// Opens the panel, or closes it.
fn toggle(state: &mut State) -> Vec<Command> {
    state.export.is_open = !state.export.is_open;
    // Whatever is asked when it opens again is asked anew.
    state.export.asked = String::new();
    vec![if state.export.is_open { Command::FocusExport } else { Command::FocusStep(0) }]
}

/// What was written, as a text or, where the format has dots, as a picture's address.
fn taken(
    export: &Export,
    text: impl Fn(String, String) -> Command,
    dots: impl Fn(String, String) -> Command,
) -> Option<Command> {
    let Written { name, text: written, .. } = export.ready()?.clone();
    Some(match export.format()?.form {
        Form::Dots => dots(name, picture_address(&written)),
        Form::Text | Form::Picture => text(name, written),
    })
}

/// An address that holds the picture itself.
pub fn picture_address(svg: &str) -> String {
    let mut address = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'-' | b'.' | b'/' | b':' | b'=' => {
                address.push(char::from(byte));
            }
            _ => {
                let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
                address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    address
}

/// The desk has told the formats.
pub(super) fn hear_formats(state: &mut State, formats: Vec<FormatTold>) {
    state.export.formats = formats;
}

/// The desk has written the run down.
pub(super) fn hear_written(state: &mut State, written: Written) {
    if written.asked == state.export.asked {
        state.export.written = Some(written);
    }
}

/// What was given can be opened: it is one change more, that can be undone.
pub(super) fn open(state: &mut State, link: &str) -> Vec<Command> {
    let Ok(Address::Moment(_)) = Address::parse(link) else { return Vec::new() };
    let (before, was_elsewhere) = (state.link(), state.page != Page::Timeline);
    show_moment(state, link);
    let after = state.link();
    let name = state.lanes[0].timeline.run.approach.name;
    let text = tell("The run of \"{0}\" is open; U undoes that.", &[&name]);
    state.notice = Some(Notice::Done(text));
    let top = was_elsewhere.then_some(Command::ShowTop);
    // What is on show already is no change that could be undone.
    let push = (after != before).then_some(Command::PushLink(after));
    push.into_iter().chain(top).collect()
}

/// What was given can't be opened.
pub(super) fn refuse(state: &mut State, why: &str) {
    let text = tell("This can't be opened: {0}. The page stays as it was.", &[&why]);
    state.notice = Some(Notice::Wrong(text));
}
