//! A slide of words, without a moment of a run: few enough to be read from the back of a room.

use std::fmt;

use super::cut;
use crate::language::tell;

/// What a slide of words is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// A title, with at most a line or two below it.
    #[default]
    Title,
    /// A short text: each of its lines stands alone.
    Text,
    /// What somebody said, who it was, and where.
    Quotation,
    /// Code, as it is written.
    Listing,
    /// What a system said when it failed, and which one it was.
    Error,
}

/// A part of a slide of words, besides its title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What it says.
    Text,
    /// Who said it.
    By,
    /// Where it was said, or by which system.
    Source,
}

/// How much fits: letters, lines, and letters of a line before it goes on in the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    letters: usize,
    lines: usize,
    width: usize,
}

/// Words that need more room than there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
    /// So many letters, where so many fit.
    Letters(usize, usize),
    /// So many lines, where so many fit.
    Lines(usize, usize),
}

/// Letters of a name or of a source, which stand in one line or two.
const NAME_MAX: usize = 120;
/// Letters of a line of code: more make all of it too small.
pub const CODE_WIDTH: usize = 72;
/// Lines of code.
const CODE_LINES: usize = 18;

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] =
        [Kind::Title, Kind::Text, Kind::Quotation, Kind::Listing, Kind::Error];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Text => "text",
            Kind::Quotation => "quotation",
            Kind::Listing => "listing",
            Kind::Error => "error",
        }
    }

    /// The kind with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Title => "Title",
            Kind::Text => "Text",
            Kind::Quotation => "Quotation",
            Kind::Listing => "Listing",
            Kind::Error => "Error",
        }
    }

    /// Whether it is what a program says or is made of: that is the same in every language, and
    /// each of its letters is as wide as any other.
    pub fn is_code(self) -> bool {
        matches!(self, Kind::Listing | Kind::Error)
    }

    /// Whether it has such a part.
    pub fn has(self, part: Part) -> bool {
        match part {
            Part::Text => true,
            Part::By => self == Kind::Quotation,
            Part::Source => matches!(self, Kind::Quotation | Kind::Error),
        }
    }

    /// How much fits into that part.
    pub fn room(self, part: Part) -> Room {
        let (letters, lines) = match (part, self) {
            (Part::By | Part::Source, _) => (NAME_MAX, 1),
            (Part::Text, Kind::Title) => (200, 4),
            (Part::Text, Kind::Text | Kind::Quotation) => (320, 8),
            (Part::Text, Kind::Listing) => (CODE_LINES * CODE_WIDTH, CODE_LINES),
            (Part::Text, Kind::Error) => (400, 8),
        };
        let width = if (part, self) == (Part::Text, Kind::Listing) { CODE_WIDTH } else { letters };
        Room { letters, lines, width }
    }
}

impl Room {
    /// Whether `text` fits; if not, why.
    pub fn check(self, text: &str) -> Result<(), Misfit> {
        let letters = text.chars().count();
        if letters > self.letters {
            return Err(Misfit::Letters(letters, self.letters));
        }
        let lines = lines(text, self.width).len();
        if lines > self.lines {
            return Err(Misfit::Lines(lines, self.lines));
        }
        Ok(())
    }

    /// As much of `text` as fits.
    pub fn cut(self, text: &str) -> String {
        let mut kept = cut(text, self.letters);
        while lines(&kept, self.width).len() > self.lines {
            kept.pop();
        }
        kept
    }
}

/// The lines of `text`, those that are longer than `width` broken there.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.split('\n') {
        let letters: Vec<char> = line.trim_end_matches('\r').chars().collect();
        if letters.is_empty() {
            all.push(String::new());
        }
        all.extend(letters.chunks(width.max(1)).map(|part| part.iter().collect::<String>()));
    }
    all
}

impl Misfit {
    /// How many fit.
    pub fn room(self) -> String {
        match self {
            Misfit::Letters(_, fits) => tell("{0} letters", &[&fits]),
            Misfit::Lines(_, fits) => tell("{0} lines of text", &[&fits]),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Misfit::Letters(has, fits) => tell("{0} letters, and {1} fit", &[has, fits]),
            Misfit::Lines(has, fits) => tell("{0} lines, and {1} fit", &[has, fits]),
        })
    }
}

/// A slide of words, besides its title.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: String,
    /// Who said it; of a quotation alone.
    pub by: String,
    /// Where it was said, or by which system; of a quotation and of an error.
    pub source: String,
}

impl Card {
    /// One with nothing on it yet.
    pub fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// What this part says.
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Text => &self.text,
            Part::By => &self.by,
            Part::Source => &self.source,
        }
    }

    /// Lets this part say `text`, or as much of it as fits; why not all of it, if not. A part that
    /// its kind does not have stays empty.
    pub fn write(&mut self, part: Part, text: &str) -> Result<(), Misfit> {
        if !self.kind.has(part) {
            return Ok(());
        }
        let room = self.kind.room(part);
        let kept = room.cut(text);
        match part {
            Part::Text => self.text = kept,
            Part::By => self.by = kept,
            Part::Source => self.source = kept,
        }
        room.check(text)
    }
}
