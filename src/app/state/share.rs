//! Taking the moment on show elsewhere: as a link, or as a figure in a page of one's own.

use super::{Command, Controls, Msg, State, Theme};

/// The panel in which a moment is shared, and what was chosen there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How large the figure is to be.
    pub size: FigureSize,
    /// How light or dark; as the system says is as the page around it says.
    pub theme: Theme,
    /// What there is to step with.
    pub controls: Controls,
}

/// How large a figure is: what pages leave room for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FigureSize {
    /// As wide as its place.
    #[default]
    Full,
    /// Beside a text.
    Narrow,
    /// In a column of text.
    Column,
    /// In a wide column, or on half a slide.
    Wide,
}

impl FigureSize {
    /// Every size.
    pub const ALL: [FigureSize; 4] =
        [FigureSize::Full, FigureSize::Narrow, FigureSize::Column, FigureSize::Wide];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            FigureSize::Full => "fill the container",
            FigureSize::Narrow => "358 pixels wide",
            FigureSize::Column => "464 pixels wide",
            FigureSize::Wide => "720 pixels wide",
        }
    }

    /// Its width, as HTML has it.
    pub fn width(self) -> &'static str {
        match self {
            FigureSize::Full => "100%",
            FigureSize::Narrow => "358",
            FigureSize::Column => "464",
            FigureSize::Wide => "720",
        }
    }
}

/// What can be chosen of a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Its size.
    Size,
    /// Its theme.
    Theme,
    /// Its controls.
    Controls,
}

/// Opens the panel, or closes it.
pub(super) fn toggle(state: &mut State) -> Vec<Command> {
    let was_open = state.share.take().is_some();
    if was_open {
        return vec![Command::RestoreFocus];
    }
    state.share = Some(Share::default());
    vec![Command::FocusSheet]
}

/// Lets `msg` change what is shared; other messages are none of its business.
pub(super) fn update_share(state: &mut State, msg: &Msg) -> Option<Vec<Command>> {
    match msg {
        Msg::ChoseShare(choice, word) => choose(state.share.as_mut()?, *choice, word),
        Msg::PressedCopyText(text) => return Some(vec![Command::CopyText(text.clone())]),
        _ => return None,
    }
    Some(Vec::new())
}

fn choose(share: &mut Share, choice: Choice, word: &str) {
    match choice {
        Choice::Size => {
            let found = FigureSize::ALL.into_iter().find(|size| size.width() == word);
            share.size = found.unwrap_or_default();
        }
        Choice::Theme => share.theme = Theme::of(word),
        Choice::Controls => {
            let found = Controls::ALL.into_iter().find(|controls| controls.name() == word);
            share.controls = found.unwrap_or_default();
        }
    }
}
