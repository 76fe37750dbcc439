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

/// A setting by its name, or what is wrong with it.
pub(super) type Setting<'t> = Result<(&'t str, Piece<'t>), LinkError>;

/// The settings, each once and of those `known`; what is wrong stands in its place, so that it can
/// be told after what is wrong before it.
pub(super) fn read_settings<'t>(
    settings: Piece<'t>,
    known: &'static [&'static str],
) -> Vec<Setting<'t>> {
    let mut seen: Vec<&str> = Vec::new();
    let read = |setting: Piece<'t>| {
        let unknown = || setting.fault(|found| Problem::Setting { known, found });
        let (name, value) = setting.text.split_once('=').ok_or_else(unknown)?;
        if !known.contains(&name) || seen.contains(&name) {
            return Err(unknown());
        }
        seen.push(name);
        let position = setting.position + name.len() + 1;
        Ok((name, Piece { text: value, position }))
    };
    settings.split('&').map(read).collect()
}

/// A number written the one way it can be: digits without a leading zero, at most four of them.
pub(super) fn number(text: &str) -> Option<usize> {
    let plain = (1..=4).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}
