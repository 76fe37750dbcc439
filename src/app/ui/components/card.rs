//! A slide of words: on stage, beside the speaker's notes, in its deck and on paper.

use crate::app::ui::element::{El, el, of_class};
use crate::app::view::{CardView, WordsKind};
use crate::language::Own;

/// The slide, with its title as this heading. All of it is text, whoever wrote it.
pub fn card(view: &CardView, heading: &'static str) -> El {
    let title = of_class(heading, "card__title").own(&view.title);
    of_class("article", "card").at("data-kind", view.kind.word()).with(title).all(words(view))
}

/// What it says below its title.
pub fn words(view: &CardView) -> Vec<El> {
    let line = |line: &Own| if line.as_str().is_empty() { el("br") } else { el("p").own(line) };
    let has_text = view.lines.iter().any(|line| !line.as_str().is_empty());
    let text = has_text.then(|| match view.kind {
        WordsKind::Listing | WordsKind::Error => {
            let lines: Vec<&str> = view.lines.iter().map(Own::as_str).collect();
            let code = el("code").raw(lines.join("\n"));
            of_class("pre", "card__code").at("translate", "no").with(code)
        }
        WordsKind::Quotation => {
            of_class("blockquote", "card__text").all(view.lines.iter().map(line))
        }
        WordsKind::Title | WordsKind::Text => {
            of_class("div", "card__text").all(view.lines.iter().map(line))
        }
    });
    let part = |name: &'static str, words: &Own| {
        let is_there = !words.as_str().is_empty();
        is_there.then(|| of_class("span", name).own(words))
    };
    let (by, source) = (part("card__by", &view.by), part("card__source", &view.source));
    let both = by.is_some() && source.is_some();
    let from = (by.is_some() || source.is_some()).then(|| {
        let line = of_class("p", "card__from").may(by);
        let line = if both { line.raw(", ") } else { line };
        line.may(source)
    });
    [text, from].into_iter().flatten().collect()
}
