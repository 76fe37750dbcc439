//! What lessons say, as it stands there: nothing of it is looked up.

use crate::app::ui::element::{El, el, of_class};
use crate::app::view::course::{Block, Inline, Leads, leads};

/// A piece of text.
pub fn block(block: &Block, is_bare: bool) -> El {
    match block {
        Block::Heading(line) => words(el("h3"), line, is_bare),
        Block::Paragraph(line) => words(el("p"), line, is_bare),
        Block::Code(lines) => {
            let code = el("code").at("translate", "no").code(lines);
            of_class("pre", "course__code").at("tabindex", "0").with(code)
        }
        Block::List { is_numbered, points } => {
            let points = points.iter().map(|line| words(el("li"), line, is_bare));
            let tag = if *is_numbered { "ol" } else { "ul" };
            of_class(tag, "course__list").all(points)
        }
    }
}

/// A text without anything in it.
pub fn plain(place: El, text: &str) -> El {
    place.raw(text.to_string())
}

/// `place` with the words of `line`.
pub fn words(place: El, line: &[Inline], is_bare: bool) -> El {
    line.iter().fold(place, |place, inline| match inline {
        Inline::Text(text) => place.raw(text.clone()),
        Inline::Emphasis(text) => place.with(el("em").raw(text.clone())),
        Inline::Code(text) => place.with(el("code").at("translate", "no").code(text)),
        Inline::Link { text, to } => place.with(link(leads(to), is_bare).raw(text.clone())),
    })
}

/// A link to where it leads. What is of no page of the course takes a window of its own where the
/// course is in somebody's page.
pub fn link(leads: Leads, is_bare: bool) -> El {
    let away = |link: El| link.at("target", "_blank").at("rel", "noopener noreferrer");
    match leads {
        Leads::Page(link) if is_bare => away(el("a").set("href", format!("./#{link}"))),
        Leads::Course(link) | Leads::Page(link) => el("a").set("href", format!("#{link}")),
        Leads::Web(address) => away(el("a").set("href", address)),
    }
}
