//! A lesson: one idea, told in text, shown at stops, and asked about before it is shown.

use super::error::CourseError;
use super::fields::Fields;
use super::markdown::{self, Piece};
use super::question::Question;
use super::stop::Stop;
use super::text::Block;

/// A lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// What the table of contents says.
    pub head: Head,
    /// What it is made of, in order.
    pub parts: Vec<Part>,
}

/// What can be known of a lesson without reading it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// How long it takes to read and to try, in minutes.
    pub minutes: u8,
    /// Its one idea, in a sentence.
    pub idea: String,
}

/// A part of a lesson.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text.
    Text(Block),
    /// A moment to look at.
    Stop(Stop),
    /// A question, asked before what comes after it is read.
    Question(Box<Question>),
}

impl Head {
    fn take(fields: &mut Fields) -> Result<Self, CourseError> {
        let title = fields.one("title")?.value;
        let minutes = fields.one("minutes")?;
        let minutes =
            minutes.value.parse().map_err(|_| minutes.unlike("a number of whole minutes"))?;
        Ok(Self { title, minutes, idea: fields.one("idea")?.value })
    }

    /// Reads the head of a lesson alone.
    pub fn read(text: &str) -> Result<Self, CourseError> {
        Self::take(&mut Fields::head(text)?.0)
    }
}

impl Lesson {
    /// Reads a lesson's file.
    pub fn read(text: &str) -> Result<Self, CourseError> {
        let (mut fields, body, line) = Fields::head(text)?;
        let head = Head::take(&mut fields)?;
        fields.end()?;
        let pieces = markdown::read(body, line)?;
        let parts = pieces.into_iter().map(part).collect::<Result<_, _>>()?;
        Ok(Self { head, parts })
    }

    /// Its stops, in order.
    pub fn stops(&self) -> impl Iterator<Item = &Stop> {
        self.parts.iter().filter_map(|part| match part {
            Part::Stop(stop) => Some(stop),
            Part::Text(_) | Part::Question(_) => None,
        })
    }

    /// Its questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().filter_map(|part| match part {
            Part::Question(question) => Some(&**question),
            Part::Text(_) | Part::Stop(_) => None,
        })
    }
}

fn part(piece: Piece) -> Result<Part, CourseError> {
    Ok(match piece {
        Piece::Text(block, _) => Part::Text(block),
        Piece::Fenced(name, text, line) => match name.as_str() {
            "stop" => Part::Stop(Stop::read(Fields::read(&text, line)?)?),
            "question" => Part::Question(Box::new(Question::read(Fields::read(&text, line)?)?)),
            _ => return Err(CourseError::expected(line - 1, "'stop' or 'question'", &name)),
        },
    })
}
