//! A moment on stage: `/v1/stage/<deck>.<slide>/<scenario>/<approach>/<choices>…`, from the third
//! part on as any moment is written. The slide counts from 1; `-` stands for no deck. A slide of
//! words has no moment: `/v1/stage/<deck>.<slide>`, and of a slide of a moment that means where it
//! begins. With `speaker` in place of `stage`, the same in the speaker's window. `/v1/deck/<deck>`
//! is a deck's own page.

use std::fmt;

use super::error::{LinkError, Problem};
use super::link::{Link, VERSION, read_theme};
use super::piece::{Piece, number, read_settings};

/// What stands in place of a scenario in these addresses. No scenario may be called so.
pub(super) const STAGE: &str = "stage";
pub(super) const SPEAKER: &str = "speaker";
pub(super) const DECK: &str = "deck";

/// In place of a deck and its slide: none.
const NONE: &str = "-";
/// Letters of a deck's id.
const ID_MAX: usize = 40;

/// A moment on stage, or a slide.
#[derive(Clone, Debug)]
pub struct StageLink {
    /// The deck, by its id, and which of its slides, from 0; `None` for a moment of no deck.
    pub place: Option<(String, usize)>,
    /// The moment; `None` for what the slide shows of itself.
    pub link: Option<Link>,
    /// How the page looks, where there is no moment to say it.
    pub theme: Option<&'static str>,
    /// Whether it is the speaker's window.
    pub is_speakers: bool,
}

/// Whether a deck may have this id: small letters, digits and hyphens.
pub fn is_deck_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=ID_MAX).contains(&text.len()) && text != NONE && text.bytes().all(plain)
}

impl StageLink {
    /// Reads what follows `stage/` or `speaker/`.
    pub(super) fn read(rest: Piece<'_>, is_speakers: bool) -> Result<Self, LinkError> {
        let mut parts = rest.split('/');
        let piece = parts.next().unwrap_or(rest);
        let moment = parts.next();
        if let (None, Some((place, settings))) = (moment, piece.text.split_once('?')) {
            let settings = Piece { text: settings, position: piece.position + place.len() + 1 };
            let mut theme = None;
            for setting in read_settings(settings, &["theme"]) {
                theme = Some(read_theme(setting?.1)?);
            }
            let place = Some(read_place(Piece { text: place, ..piece })?);
            return Ok(Self { place, link: None, theme, is_speakers });
        }
        let place = if piece.text == NONE { None } else { Some(read_place(piece)?) };
        let Some(moment) = moment else {
            place.as_ref().ok_or_else(|| piece.missing("a scenario"))?;
            return Ok(Self { place, link: None, theme: None, is_speakers });
        };
        // The moment is read as if it stood alone; what is wrong is told at its place here.
        let before = format!("/{VERSION}/");
        let text = format!("{before}{}", &rest.text[moment.position - rest.position..]);
        let shift = moment.position - before.len();
        let link = Link::parse(&text)
            .map_err(|error| LinkError { position: error.position + shift, ..error })?;
        Ok(Self { place, link: Some(link), theme: None, is_speakers })
    }
}

impl fmt::Display for StageLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = if self.is_speakers { SPEAKER } else { STAGE };
        write!(f, "/{VERSION}/{page}/")?;
        match &self.place {
            Some((deck, slide)) => write!(f, "{deck}.{}", slide + 1)?,
            None => f.write_str(NONE)?,
        }
        match (&self.link, self.theme) {
            (Some(link), _) => f.write_str(&link.to_string()[VERSION.len() + 1..]),
            (None, Some(theme)) => write!(f, "?theme={theme}"),
            (None, None) => Ok(()),
        }
    }
}

fn read_place(piece: Piece<'_>) -> Result<(String, usize), LinkError> {
    let wrong = || piece.fault(|found| Problem::Slide { found });
    let (deck, slide) = piece.text.split_once('.').ok_or_else(wrong)?;
    let slide = number(slide).filter(|&slide| slide > 0).ok_or_else(wrong)?;
    if is_deck_id(deck) { Ok((deck.to_string(), slide - 1)) } else { Err(wrong()) }
}

/// Reads what follows `deck/`.
pub(super) fn read_deck(rest: Piece<'_>) -> Result<String, LinkError> {
    let id = rest.text;
    if is_deck_id(id) {
        Ok(id.to_string())
    } else {
        Err(rest.fault(|found| Problem::Deck { found }))
    }
}

/// The address of a deck's page.
pub fn deck_link(id: &str) -> String {
    format!("/{VERSION}/{DECK}/{id}")
}
