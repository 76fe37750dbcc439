//! The words of another language than English: fetched before anything is drawn.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::address::Moment;
use super::handover::own;
use super::{document, file, window};
use crate::app::state::spoken;
use crate::language::{self, Catalogue};

thread_local! {
    /// The file of words, for the desk, which speaks too.
    static WORDS: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where the static page has the language, its words, and a note if those were lost.
const LANG: &str = "lang";
const WORDS_FILE: &str = "data-words";
const LOST: &str = "data-lost";
/// What the choice is remembered as; `static/boot.js` reads it.
const REMEMBERED: &str = "language";

/// The language that the page was opened in. Of one that the page does not speak it is English,
/// and says so to who reads it aloud.
pub fn language() -> &'static str {
    let Some(root) = document().document_element() else { return spoken("") };
    let asked = root.get_attribute(LANG).unwrap_or_default();
    let code = spoken(&asked);
    if code != asked {
        let _ = root.set_attribute(LANG, code);
    }
    code
}

/// Loads the words of the page's language and speaks them; if they can't be had, it is English.
pub async fn learn() {
    let catalogue = match fetch(&file(WORDS_FILE).unwrap_or_default()).await {
        Some(text) => {
            let read = Catalogue::read(&text).ok();
            WORDS.set(Some(text));
            read
        }
        None => None,
    };
    match catalogue {
        Some(words) => language::speak(Some(Box::new(move |english| words.find(english)))),
        None => {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute(LANG, "en");
                let _ = root.set_attribute(LOST, "lost");
            }
        }
    }
}

/// Whether words were to be loaded and could not be.
pub fn has_lost_words() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(LOST))
}

/// The file of words that is spoken, if it is not English.
pub(super) fn words() -> Option<String> {
    WORDS.with_borrow(Clone::clone)
}

/// Remembers the choice and opens the page anew, at the same moment. Storage may be blocked: then
/// the address says it.
pub(super) fn speak(code: &str, moment: &Moment) {
    moment.settle();
    let Ok(location) = window().location().pathname() else { return };
    let stored = match window().local_storage() {
        Ok(Some(storage)) => storage.set_item(&own(REMEMBERED), code).is_ok(),
        _ => false,
    };
    let hash = window().location().hash().unwrap_or_default();
    let question = if stored { String::new() } else { format!("?lang={code}") };
    let address = format!("{location}{question}{hash}");
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
    let _ = window().location().reload();
}

async fn fetch(address: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
