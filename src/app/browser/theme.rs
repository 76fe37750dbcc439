//! How light or dark the page is, and whose errors it shows, as they were chosen on this device.

use super::handover::own;
use super::{document, window};
use crate::app::state::Theme;

/// What the theme is remembered as; `static/boot.js` reads it.
const THEME: &str = "theme";
/// What the stack is remembered as.
const ERRORS: &str = "errors";

/// The theme that the page opened in: the one chosen last.
pub fn theme() -> Theme {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme"))
        .map_or_else(Theme::default, |word| Theme::of(&word))
}

/// Storage that is full or blocked forgets what was chosen, and nothing else is lost.
pub(super) fn dress(theme: Theme) {
    wear(theme);
    remember(THEME, theme.word());
}

/// The id of the stack chosen last.
pub fn errors() -> Option<String> {
    window().local_storage().ok()??.get_item(&own(ERRORS)).ok()?
}

pub(super) fn remember_errors(id: &str) {
    remember(ERRORS, id);
}

fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&own(key), value);
    }
}

pub(super) fn wear(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.word());
    }
}
