//! The few signs that fonts can't be trusted with, drawn.

use crate::app::ui::element::{El, el, of_class};

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// To the first step.
    Start,
    /// One step back.
    Back,
    /// One step on.
    Forward,
    /// To the last step.
    End,
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// To the next broken promise.
    Violation,
    /// To where approaches part next.
    Parting,
}

impl Icon {
    /// The sign's outline in a square of 24 by 24.
    fn path(self) -> &'static str {
        match self {
            Icon::Start => "M5 5h2.5v14H5z M18 5l1.8 1.8-5.2 5.2 5.2 5.2L18 19l-7-7z",
            Icon::Back => "M15 5l1.8 1.8-5.2 5.2 5.2 5.2L15 19l-7-7z",
            Icon::Forward => "M9 5L7.2 6.8l5.2 5.2-5.2 5.2L9 19l7-7z",
            Icon::End => "M16.5 5H19v14h-2.5z M6 5L4.2 6.8 9.4 12l-5.2 5.2L6 19l7-7z",
            Icon::Play => "M7 4.5v15L19.5 12z",
            Icon::Pause => "M6 5h4v14H6z M14 5h4v14h-4z",
            Icon::Parting => "M3 11h7l7-7 1.5 1.5L12 12l6.5 6.5L17 20l-7-7H3z",
            Icon::Violation => "M3 8l2-2 4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4z M16 5l6 7-6 7z",
        }
    }
}

/// The sign as a picture; the control it stands in says what it means.
pub fn icon(icon: Icon) -> El {
    of_class("svg", "icon")
        .at("viewBox", "0 0 24 24")
        .at("aria-hidden", "true")
        .with(el("path").at("d", icon.path()))
}
