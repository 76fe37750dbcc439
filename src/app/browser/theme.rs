//! How light or dark the page is, as it was chosen on this device.

use super::handover::own;
use super::{document, window};
use crate::app::state::Theme;

/// What the theme is remembered as; `static/boot.js` reads it.
const THEME: &str = "theme";

/// The theme that the page opened in: the one chosen last.
pub fn theme() -> Theme {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme"))
        .map_or_else(Theme::default, |word| Theme::of(&word))
}

/// Storage that is full or blocked forgets the theme, and nothing else is lost.
pub(super) fn dress(theme: Theme) {
    wear(theme);
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&own(THEME), theme.word());
    }
}

pub(super) fn wear(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.word());
    }
}
