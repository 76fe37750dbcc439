//! What a moment is shared as: its link, and the lines that put it into a page of one's own.

use crate::app::state::{Controls, FigureSize, Share, State, Theme};

/// The panel in which a moment is shared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShareView {
    /// What can be copied.
    pub snippets: Vec<Snippet>,
    /// What was chosen; none where there is no choice.
    pub chosen: Option<Share>,
}

/// Something to copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// What it is.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// The text itself.
    pub text: String,
}

/// How high a figure of this size is, so that nothing has to be scrolled in the talk's run, with a
/// line to spare, since letters are wider in some fonts: no higher than a laptop's screen, and in
/// the narrowest no higher than a phone's.
fn height(size: FigureSize) -> &'static str {
    if size == FigureSize::Narrow { "820" } else { "720" }
}

pub(super) fn share(state: &State) -> Option<ShareView> {
    let chosen = state.share?;
    let (site, link) = (site(state), state.link());
    let snippets = vec![
        Snippet { name: "Link", about: "Opens at this step.", text: [site, "#", &link].concat() },
        Snippet {
            name: "Frame",
            about: "One line of HTML, no script needed.",
            text: frame(state, chosen, site, &link),
        },
        Snippet {
            name: "Element",
            about: "Loads when scrolled into view; a script or a reveal.js deck can drive it.",
            text: element(chosen, site, &link),
        },
    ];
    Some(ShareView { snippets, chosen: Some(chosen) })
}

/// What can be shared of a page of the course.
#[cfg(feature = "course")]
pub(super) fn course_share(state: &State) -> Option<ShareView> {
    state.share?;
    let address = [site(state), "?embed#", &state.link()].concat();
    let frame = format!(
        "<iframe src=\"{}\" title=\"Redelivery\" width=\"100%\" height=\"720\" loading=\"lazy\" \
         allow=\"clipboard-write\" style=\"border:0\"></iframe>",
        quoted(&address),
    );
    let snippets = vec![
        Snippet {
            name: "Link",
            about: "Opens this very page.",
            text: [site(state), "#", &state.link()].concat(),
        },
        Snippet { name: "Frame", about: "One line for a page of yours.", text: frame },
    ];
    Some(ShareView { snippets, chosen: None })
}

/// The folder that the site is in.
fn site(state: &State) -> &str {
    let site = state.address.split('?').next().unwrap_or_default();
    site.rfind('/').map_or(site, |slash| &site[..=slash])
}

/// What is not as it would be anyway, by name and value.
fn wishes(share: Share) -> Vec<(&'static str, &'static str)> {
    let theme = Some(share.theme).filter(|theme| *theme != Theme::System);
    let controls = Some(share.controls).filter(|controls| *controls != Controls::Full);
    let theme = theme.map(|theme| ("theme", theme.word()));
    theme.into_iter().chain(controls.map(|controls| ("controls", controls.name()))).collect()
}

fn frame(state: &State, share: Share, site: &str, link: &str) -> String {
    let wishes = wishes(share);
    let pairs: Vec<String> =
        wishes.iter().map(|(name, value)| [name, "=", value].concat()).collect();
    let asked = if pairs.is_empty() { String::new() } else { ["?", &pairs.join("&")].concat() };
    let address = [site, "embed.html", &asked, "#", link].concat();
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" \
         allow=\"clipboard-write; fullscreen\" style=\"border:0\"></iframe>",
        quoted(&address),
        quoted(state.case.scenario.name),
        share.size.width(),
        height(share.size),
    )
}

fn element(share: Share, site: &str, link: &str) -> String {
    let wish = |(name, value): (&str, &str)| format!(" {name}=\"{value}\"");
    let wishes: String = wishes(share).into_iter().map(wish).collect();
    let width = match share.size {
        FigureSize::Full => String::new(),
        fixed => format!(" style=\"width:{}px\"", fixed.width()),
    };
    format!(
        "<script src=\"{}redelivery-embed.js\" defer></script>\n\
         <redelivery-figure moment=\"{}\"{wishes}{width}></redelivery-figure>",
        quoted(site),
        quoted(link),
    )
}

/// As the value of an attribute.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
