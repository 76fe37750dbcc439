//! Pieces of a link's text that know where they stand, so that whatever is wrong is told with its
//! place.

use super::error::{LinkError, Problem};

/// A piece of the link's text that knows where it stands.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub text: &'t str,
    pub position: usize,
}

impl<'t> Piece<'t> {
    pub fn split(self, separator: char) -> impl Iterator<Item = Piece<'t>> {
        let mut position = self.position;
        self.text.split(separator).map(move |text| {
            let piece = Piece { text, position };
            position += text.len() + separator.len_utf8();
            piece
        })
    }

    pub fn fault(self, problem: impl FnOnce(String) -> Problem) -> LinkError {
        LinkError { position: self.position, problem: problem(self.text.to_string()) }
    }

    pub fn missing(self, expected: &'static str) -> LinkError {
        let position = self.position + self.text.len();
        LinkError { position, problem: Problem::Missing { expected } }
    }

    pub fn too_many(self, most: usize) -> LinkError {
        self.fault(|_| Problem::TooMany { most })
    }
}

/// The settings by name, each once and of those `known`.
pub(super) fn read_settings<'t>(
    settings: Piece<'t>,
    known: &'static [&'static str],
) -> Result<Vec<(&'t str, Piece<'t>)>, LinkError> {
    let mut found: Vec<(&str, Piece<'_>)> = Vec::new();
    for setting in settings.split('&') {
        let unknown = || setting.fault(|found| Problem::Setting { known, found });
        let (name, value) = setting.text.split_once('=').ok_or_else(unknown)?;
        if !known.contains(&name) || found.iter().any(|(other, _)| *other == name) {
            return Err(unknown());
        }
        let position = setting.position + name.len() + 1;
        found.push((name, Piece { text: value, position }));
    }
    Ok(found)
}

/// A number written the one way it can be: digits without a leading zero, at most four of them.
pub(super) fn number(text: &str) -> Option<usize> {
    let plain = (1..=4).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}
