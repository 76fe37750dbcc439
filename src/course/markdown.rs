//! Markdown as plain data. What a lesson has no use for is an error: a page could not draw it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::error::{CourseError, Problem};
use super::text::{Block, Inline, Target};

/// A block of text, or what a fenced block says that is not code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Text, and the line that it starts on.
    Text(Block, usize),
    /// A fenced block with a name: its name, what it says, and the line that this starts on.
    Fenced(String, String, usize),
}

/// Reads `text`, whose first line is `line` of its file.
pub(super) fn read(text: &str, line: usize) -> Result<Vec<Piece>, CourseError> {
    let events = Parser::new(text).into_offset_iter();
    let mut reader = Reader { text, line, events: events.collect::<Vec<_>>().into_iter() };
    let mut pieces = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        pieces.push(reader.piece(event, &range)?);
    }
    Ok(pieces)
}

struct Reader<'t> {
    text: &'t str,
    line: usize,
    events: std::vec::IntoIter<(Event<'t>, Range<usize>)>,
}

impl<'t> Reader<'t> {
    fn line(&self, range: &Range<usize>) -> usize {
        self.line + self.text[..range.start].matches('\n').count()
    }

    fn useless<T>(&self, found: &Event<'_>, range: &Range<usize>) -> Result<T, CourseError> {
        let found = format!("{found:?}");
        Err(CourseError::new(self.line(range), Problem::Markup { found }))
    }

    fn piece(&mut self, event: Event<'t>, range: &Range<usize>) -> Result<Piece, CourseError> {
        let line = self.line(range);
        let block = match event {
            Event::Start(Tag::Paragraph) => Block::Paragraph(self.inlines(TagEnd::Paragraph)?),
            Event::Start(Tag::Heading { level, .. }) => {
                Block::Heading(self.inlines(TagEnd::Heading(level))?)
            }
            Event::Start(Tag::List(first)) => {
                Block::List { is_numbered: first.is_some(), points: self.points()? }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) if !name.is_empty() => {
                let code = self.code();
                return Ok(Piece::Fenced(name.to_string(), code, line + 1));
            }
            Event::Start(Tag::CodeBlock(_)) => Block::Code(self.code()),
            other => return self.useless(&other, range),
        };
        Ok(Piece::Text(block, line))
    }

    fn code(&mut self) -> String {
        let texts = self.events.by_ref().map_while(|(event, _)| match event {
            Event::Text(text) => Some(text),
            _ => None,
        });
        texts.collect::<Vec<CowStr<'_>>>().concat()
    }

    fn points(&mut self) -> Result<Vec<Vec<Inline>>, CourseError> {
        let mut points = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => points.push(self.inlines(TagEnd::Item)?),
                Event::End(TagEnd::List(_)) => break,
                other => return self.useless(&other, &range),
            }
        }
        Ok(points)
    }

    fn inlines(&mut self, end: TagEnd) -> Result<Vec<Inline>, CourseError> {
        let mut line: Vec<Inline> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(found) if found == end => break,
                // A list whose points stand apart has a paragraph in each.
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) => say(&mut line, &text),
                Event::SoftBreak => say(&mut line, " "),
                Event::Code(code) => line.push(Inline::Code(code.to_string())),
                Event::Start(Tag::Emphasis | Tag::Strong) => {
                    line.push(Inline::Emphasis(self.words()?));
                }
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    let to = Target::read(&dest_url, &title).ok_or_else(|| {
                        let what = "'/v1/…', 'lesson:…', 'term:…' or 'https://… \"Title\"'";
                        CourseError::expected(self.line(&range), what, &dest_url)
                    })?;
                    line.push(Inline::Link { text: self.words()?, to });
                }
                other => return self.useless(&other, &range),
            }
        }
        Ok(line)
    }

    /// The words up to the end of what has just begun, with nothing else in them but code.
    fn words(&mut self) -> Result<String, CourseError> {
        let mut words = String::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak => words.push(' '),
                other => return self.useless(&other, &range),
            }
        }
        Ok(words)
    }
}

/// Goes on with the plain words of `line`.
fn say(line: &mut Vec<Inline>, more: &str) {
    if let Some(Inline::Text(text)) = line.last_mut() {
        text.push_str(more);
    } else {
        line.push(Inline::Text(more.to_string()));
    }
}
