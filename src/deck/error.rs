//! What can be wrong with a deck's file: what, where, and what would fit.

use std::fmt;

use super::card::{Kind, Misfit};
use super::file::{SIZE_MAX, VERSION};
use super::{NOTES_MAX, SLIDES_MAX};
use crate::codec::LinkError;
use crate::language::{clip, quote, reported, said, tell};

/// What is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeckError {
    /// It has more than [`SIZE_MAX`] bytes.
    Large,
    /// It is no JSON of this form.
    Form {
        /// Line, from 1.
        line: usize,
        /// Character of the line, from 1.
        column: usize,
        /// What the reader says.
        why: String,
    },
    /// It says that it is something else.
    Other(String),
    /// It is of a newer version.
    Newer(u32),
    /// It has no slide, or more than [`SLIDES_MAX`].
    Count(usize),
    /// A slide's notes are too long: the slide from 1.
    Long(usize),
    /// A slide's moment can't be shown: the slide from 1, and why.
    Moment(usize, LinkError),
    /// A slide, from 1, is of no kind that there is.
    Kind(usize, String),
    /// A slide, from 1, of this kind, does not have this field.
    Field(usize, &'static str, &'static str),
    /// A slide, from 1, of this kind, lacks this field.
    Lacks(usize, &'static str, &'static str),
    /// A field of a slide, from 1, is too long for it.
    Misfit(usize, &'static str, Misfit),
}

impl fmt::Display for DeckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            DeckError::Large => tell("it has more than {0} bytes", &[&SIZE_MAX]),
            DeckError::Form { line, column, why } => {
                tell("line {0}, character {1}: {2}", &[line, column, &reported(why)])
            }
            DeckError::Other(format) => {
                tell("it is no deck, but says it is \"{0}\"", &[&clip(format)])
            }
            DeckError::Newer(version) => tell(
                "it is of version {0}, newer than this page, which knows {1}",
                &[version, &VERSION],
            ),
            DeckError::Count(0) => said("it has no slide"),
            DeckError::Count(_) => tell("it has more than {0} slides", &[&SLIDES_MAX]),
            DeckError::Long(slide) => {
                tell("slide {0}: its notes have more than {1} letters", &[slide, &NOTES_MAX])
            }
            DeckError::Moment(slide, error) => tell("slide {0}, its moment: {1}", &[slide, error]),
            DeckError::Kind(slide, found) => {
                let words = Kind::ALL.map(Kind::word).join(", ");
                tell(
                    "slide {0}: there is no kind {1}; there are moment, {2}",
                    &[slide, &quote(found), &words],
                )
            }
            DeckError::Field(slide, kind, field) => {
                tell("slide {0}: its kind, {1}, has no field \"{2}\"", &[slide, kind, field])
            }
            DeckError::Lacks(slide, kind, field) => {
                tell("slide {0}: its kind, {1}, needs the field \"{2}\"", &[slide, kind, field])
            }
            DeckError::Misfit(slide, field, misfit) => {
                tell("slide {0}: its field \"{1}\" has {2}", &[slide, field, &misfit.to_string()])
            }
        };
        f.write_str(&text)
    }
}
