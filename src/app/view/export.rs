//! Taking the run elsewhere: the formats, and what the chosen one makes of it, ready to be drawn.

use crate::app::state::{State, picture_address};
use crate::codec::{Form, FormatTold};

/// The panel in which the run is taken elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportView {
    /// Every format, and whether it is chosen; empty until the desk has told them.
    pub formats: Vec<(FormatTold, bool)>,
    /// Whether pictures are dark; none where the format is no picture.
    pub is_dark: Option<bool>,
    /// The approach whose run alone is in it, where others are on show.
    pub alone: Option<&'static str>,
    /// What is in the file.
    pub preview: Preview,
    /// The file's name; none until it can be had.
    pub file: Option<String>,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Preview {
    /// Nothing so far.
    Waiting,
    /// A text.
    Text(String),
    /// A picture, by its address.
    Picture(String),
}

/// The panel, if it is open.
pub(super) fn export(state: &State) -> Option<ExportView> {
    let export = &state.export;
    if !export.is_open {
        return None;
    }
    let format = export.format();
    let is_picture = format.is_some_and(|format| format.form != Form::Text);
    // What was written last stays until there is something new: it would flicker otherwise.
    let preview = match &export.written {
        Some(written) if is_picture && written.text.starts_with("<svg") => {
            Preview::Picture(picture_address(&written.text))
        }
        Some(written) if !is_picture => Preview::Text(written.text.clone()),
        _ => Preview::Waiting,
    };
    let formats = export.formats.iter().enumerate();
    let is_alone = format.is_some_and(|format| !format.takes_all) && state.lanes.len() > 1;
    Some(ExportView {
        formats: formats.map(|(index, it)| (it.clone(), index == export.chosen)).collect(),
        is_dark: is_picture.then_some(export.is_dark),
        alone: is_alone.then(|| state.lanes[0].timeline.run.approach.name),
        preview,
        file: export.ready().map(|written| written.name.clone()),
    })
}
