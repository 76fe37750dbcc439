//! Elements, put together by calls: `html!` unrolls every element into code of its own, and that
//! made up a quarter of what a first visit loads. What each call does is in the program once.

use std::rc::Rc;

use yew::html::{onchange, onclick, oncontextmenu};
use yew::prelude::*;
use yew::virtual_dom::{Key, VTag, VText};

use crate::app::browser;
use crate::app::state::Msg;
use crate::app::view::{self, means};
use crate::language::{Own, other_words, said};

/// An element on its way: what it is, then what it has, then what is in it.
pub struct El(Box<VTag>);

/// An element with this tag.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(VTag::new(tag)))
}

/// An element of this class.
#[inline(never)]
pub fn of_class(tag: &'static str, class: &'static str) -> El {
    el(tag).at("class", class)
}

/// A button that sends `msg`.
#[inline(never)]
pub fn button(on: &Callback<Msg>, msg: Msg) -> El {
    of_class("button", "button").click(on, msg)
}

/// A button that lets a visitor pick a file. What is picked is read where what is dropped and
/// pasted is.
pub fn file_button(name: &'static str) -> El {
    let picked = of_class("input", "visually-hidden").at("type", "file");
    of_class("label", "button file").text(name).with(picked.at("accept", ".json,application/json"))
}

/// A choice of a list, with this value.
#[inline(never)]
pub fn option(value: &'static str, is_chosen: bool) -> El {
    el("option").at("value", value).flag("selected", is_chosen)
}

/// A word that is explained when it is pointed at, focused or touched; one that explains itself is
/// just text. `static/boot.js` shows the explanation.
pub fn term(word: &'static str) -> El {
    match means(word) {
        Some(says) => explained(says).text(word),
        None => el("span").text(word),
    }
}

/// Links to where a source can be read, in tabs of their own.
pub fn sources(source: &'static str) -> impl Iterator<Item = El> {
    view::sources(source).map(|(title, address)| {
        let link = el("a").set("href", address).at("target", "_blank").at("rel", "noopener");
        el("span").with(link.text(title)).text(" ")
    })
}

/// What is explained by `says`.
pub fn explained(says: &'static str) -> El {
    of_class("button", "term").at("data-means", says).at("aria-description", says)
}

/// Words for those who do not see the page.
#[inline(never)]
pub fn unseen(text: impl Into<AttrValue>) -> El {
    of_class("span", "visually-hidden").say(text.into())
}

/// `place` with the label in it, and room for a line break before each capital, so that
/// `FirstItemAdded` fits a phone.
pub fn breakable(mut place: El, label: &str) -> El {
    let mut parts: Vec<String> = vec![String::new()];
    for letter in said(label).chars() {
        if letter.is_ascii_uppercase() {
            parts.push(String::new());
        }
        parts.last_mut().expect("there is one from the start").push(letter);
    }
    for part in parts {
        place = place.node(VText::new(part).into()).with(el("wbr"));
    }
    place
}

impl El {
    /// With an attribute that is known.
    #[inline(never)]
    pub fn at(mut self, name: &'static str, value: &'static str) -> Self {
        let known = if is_read(name) { other_words(value) } else { None };
        self.0.add_attribute(name, known.map_or(AttrValue::Static(value), AttrValue::from));
        self
    }

    /// With an attribute that is made.
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: String) -> Self {
        let known = if is_read(name) { other_words(&value) } else { None };
        self.0.add_attribute(name, AttrValue::from(known.unwrap_or(value)));
        self
    }

    /// With an attribute, if there is one.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&'static str>) -> Self {
        match value {
            Some(value) => self.at(name, value),
            None => self,
        }
    }

    /// With an attribute that says yes or no.
    #[inline(never)]
    pub fn tells(self, name: &'static str, value: bool) -> Self {
        self.at(name, if value { "true" } else { "false" })
    }

    /// With an attribute that says yes by being there.
    #[inline(never)]
    pub fn flag(self, name: &'static str, value: bool) -> Self {
        self.maybe(name, value.then_some(name))
    }

    /// Kept as long as an element with this key is there.
    #[inline(never)]
    pub fn key(mut self, key: &'static str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Kept as long as an element with this key, which is made, is there.
    #[inline(never)]
    pub fn keyed(mut self, key: String) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Sends `msg` when it is pressed.
    #[inline(never)]
    pub fn click(mut self, on: &Callback<Msg>, msg: Msg) -> Self {
        let on = on.clone();
        let pressed = Callback::from(move |_| on.emit(msg.clone()));
        self.0.add_listener(Rc::new(onclick::Wrapper::new(pressed)));
        self
    }

    /// Sends `msg` when it is pressed, and when its context menu is asked for: by the other button,
    /// or by a long press.
    pub fn press(self, on: &Callback<Msg>, msg: Msg) -> Self {
        let mut pressed = self.click(on, msg.clone());
        let asked = Rc::new(oncontextmenu::Wrapper::new(instead(on, msg)));
        pressed.0.add_listener(asked);
        pressed
    }

    /// Sends `msg` instead of going where the link leads.
    #[inline(never)]
    pub fn follow(mut self, on: &Callback<Msg>, msg: Msg) -> Self {
        self.0.add_listener(Rc::new(onclick::Wrapper::new(instead(on, msg))));
        self
    }

    /// Sends what `msg` makes of the value that it is changed to.
    pub fn change(self, on: &Callback<Msg>, msg: impl Fn(String) -> Msg + 'static) -> Self {
        self.changed(on, Box::new(msg))
    }

    #[inline(never)]
    fn changed(mut self, on: &Callback<Msg>, msg: Box<dyn Fn(String) -> Msg>) -> Self {
        let on = on.clone();
        let changed = Callback::from(move |event| on.emit(msg(browser::value(&event))));
        self.0.add_listener(Rc::new(onchange::Wrapper::new(changed)));
        self
    }

    /// With these words in it.
    #[inline(never)]
    pub fn text(self, text: &'static str) -> Self {
        self.say(AttrValue::Static(text))
    }

    /// With words in it that are made.
    pub fn say(self, text: impl Into<AttrValue>) -> Self {
        self.write(text.into())
    }

    /// With a person's own words in it, which are the same in every language.
    pub fn own(self, words: &Own) -> Self {
        self.raw(words.as_str().to_string())
    }

    /// With an attribute that holds a person's own words.
    #[inline(never)]
    pub fn set_own(mut self, name: &'static str, words: &Own) -> Self {
        self.0.add_attribute(name, AttrValue::from(words.as_str().to_string()));
        self
    }

    /// With what is no text of the page's in it: nothing of it is looked up.
    pub fn raw(self, text: impl Into<AttrValue>) -> Self {
        self.node(VText::new(text.into()).into())
    }

    #[inline(never)]
    fn write(self, text: AttrValue) -> Self {
        let text = other_words(&text).map_or(text, AttrValue::from);
        self.node(VText::new(text).into())
    }

    /// With a text for programs in it, which is the same in every language.
    pub fn code(self, text: &str) -> Self {
        self.node(VText::new(text.to_string()).into())
    }

    /// With an element in it.
    #[inline(never)]
    pub fn with(self, child: El) -> Self {
        self.node(child.into())
    }

    /// With an element in it, if there is one; if not, its place is kept, so that the elements
    /// beside it stay the ones they are.
    #[inline(never)]
    pub fn may(self, child: Option<El>) -> Self {
        self.node(child.map(Html::from).unwrap_or_default())
    }

    /// With all of these in it.
    pub fn all(mut self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// With all of these in a place of their own: however many they are, the elements beside them
    /// stay the ones they are.
    pub fn group(self, children: impl IntoIterator<Item = El>) -> Self {
        self.node(children.into_iter().collect())
    }

    /// With whatever this is in it.
    #[inline(never)]
    pub fn node(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }
}

/// Whether an attribute is read by people: then it is said in the language that is spoken.
fn is_read(name: &str) -> bool {
    matches!(
        name,
        "title" | "label" | "placeholder" | "aria-label" | "aria-description" | "data-means"
    )
}

/// Sends `msg` instead of what the browser would do.
#[inline(never)]
fn instead(on: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    let on = on.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        on.emit(msg.clone());
    })
}

impl From<El> for Html {
    #[inline(never)]
    fn from(El(tag): El) -> Html {
        (*tag).into()
    }
}
