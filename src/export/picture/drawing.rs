//! The few things that a picture is made of: lines, marks, and text whose length is said.

use std::fmt::Write as _;

use super::Palette;
use crate::export::wrap::wrap;

/// A picture on its way.
pub(super) struct Drawing {
    palette: &'static Palette,
    out: String,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub size: usize,
    pub is_bold: bool,
    pub ink: Ink,
}

/// What a color means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Soft,
    Line,
    Good,
    Bad,
    Open,
}

/// A sign before a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Done.
    Dot,
    /// Failed.
    Cross,
    /// Kept.
    Tick,
    /// Neither kept nor broken.
    Ring,
}

/// Of a line's height, what is below the letters' feet, and room between lines.
fn below(size: usize) -> usize {
    size / 2
}

/// How high a line of this size is.
pub(super) fn line_height(size: usize) -> usize {
    size + below(size)
}

/// How wide `text` is about, in thousandths of its size: as in Helvetica, to which most fonts that
/// a browser takes for `sans-serif` come near. The length is said with the text, so that another
/// font is squeezed or stretched to it.
fn thousandths(text: &str) -> usize {
    let of = |letter: char| match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 222,
        ' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | '[' | ']' => 278,
        'r' | '-' | '(' | ')' | '`' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722,
        'F' | 'T' | 'Z' => 611,
        'G' | 'O' | 'Q' => 778,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667,
        'm' | 'M' => 833,
        'W' => 944,
        '→' | '…' | '—' => 1000,
        _ => 556,
    };
    text.chars().map(of).sum()
}

impl Type {
    /// How wide a text is, in whole pixels.
    pub fn width(self, text: &str) -> usize {
        let bold = if self.is_bold { 1070 } else { 1000 };
        (thousandths(text) * self.size * bold).div_ceil(1_000_000)
    }

    /// `text` in lines that fit `room`.
    pub fn wrapped(self, text: &str, room: usize) -> Vec<String> {
        wrap(text, room, |line| self.width(line))
    }

    /// How high `text` is in lines that fit `room`.
    pub fn height(self, text: &str, room: usize) -> usize {
        self.wrapped(text, room).len() * line_height(self.size)
    }
}

impl Drawing {
    pub fn new(palette: &'static Palette) -> Self {
        Self { palette, out: String::new() }
    }

    fn color(&self, ink: Ink) -> &'static str {
        match ink {
            Ink::Plain => self.palette.ink,
            Ink::Soft => self.palette.soft,
            Ink::Line => self.palette.line,
            Ink::Good => self.palette.good,
            Ink::Bad => self.palette.bad,
            Ink::Open => self.palette.open,
        }
    }

    /// A text with the top of its line at `y`, squeezed where it has no room.
    pub fn text(&mut self, x: usize, y: usize, room: usize, text: &str, face: Type) {
        if text.is_empty() {
            return;
        }
        let (size, length) = (face.size, face.width(text).min(room));
        let weight = if face.is_bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<text x=\"{x}\" y=\"{}\" font-size=\"{size}\"{weight} fill=\"{}\" \
             textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            y + size,
            self.color(face.ink),
            escape(text),
        );
    }

    /// A text in as many lines as it takes; returns how high they are.
    pub fn lines(&mut self, x: usize, y: usize, room: usize, text: &str, face: Type) -> usize {
        let lines = face.wrapped(text, room);
        for (index, line) in lines.iter().enumerate() {
            self.text(x, y + index * line_height(face.size), room, line, face);
        }
        lines.len() * line_height(face.size)
    }

    /// A straight line.
    pub fn line(&mut self, from: (usize, usize), to: (usize, usize), ink: Ink) {
        let color = self.color(ink);
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ = writeln!(
            self.out,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{color}\"/>"
        );
    }

    /// A frame with round corners.
    pub fn frame(&mut self, at: (usize, usize), size: (usize, usize), ink: Ink) {
        let color = self.color(ink);
        let ((x, y), (width, height)) = (at, size);
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\" \
             fill=\"none\" stroke=\"{color}\"/>"
        );
    }

    /// A mark around the point.
    pub fn mark(&mut self, x: usize, y: usize, mark: Mark, ink: Ink) {
        let color = self.color(ink);
        let path = match mark {
            Mark::Dot => {
                let _ =
                    writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"{color}\"/>");
                return;
            }
            Mark::Ring => {
                let _ = writeln!(
                    self.out,
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"none\" stroke=\"{color}\" \
                     stroke-width=\"2\"/>"
                );
                return;
            }
            Mark::Cross => format!("M{} {}l10 10m0-10l-10 10", x - 5, y - 5),
            Mark::Tick => format!("M{} {y}l4 4l7-8", x - 5),
        };
        let _ = writeln!(
            self.out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>"
        );
    }

    /// The whole of it.
    pub fn finish(self, (width, height): (usize, usize), title: &str, about: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"sans-serif\">\n\
             <title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            escape(title),
            escape(about),
            self.palette.ground,
            self.out,
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
