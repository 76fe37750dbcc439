//! Fields: lines of `name: value`, at the head of a file and in its fenced blocks. A line that is
//! set in goes on with the value before it.

use super::error::{CourseError, Problem};
use crate::codec::{Address, Link};
use crate::sim::checker::Question;

/// One field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Field {
    pub name: String,
    pub value: String,
    /// The line that it starts on.
    pub line: usize,
}

/// Fields not read so far.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    fields: Vec<Field>,
    /// The line that they start on.
    line: usize,
}

impl Fields {
    /// Reads `text`, which starts on `line`.
    pub fn read(text: &str, line: usize) -> Result<Self, CourseError> {
        let mut fields: Vec<Field> = Vec::new();
        for (line, text) in (line..).zip(text.lines()) {
            let set_in = text.starts_with(' ').then(|| fields.last_mut()).flatten();
            if let Some(field) = set_in {
                field.value = format!("{} {}", field.value, text.trim());
                continue;
            }
            let (name, value) = text
                .split_once(':')
                .filter(|(name, _)| !name.is_empty() && !name.contains(' '))
                .ok_or_else(|| CourseError::expected(line, "a field such as 'title: …'", text))?;
            let (name, value) = (name.to_string(), value.trim().to_string());
            fields.push(Field { name, value, line });
        }
        Ok(Self { fields, line })
    }

    /// The head of a file, its body, and the line that the body starts on.
    pub fn head(text: &str) -> Result<(Self, &str, usize), CourseError> {
        let unlike = |line, found| CourseError::expected(line, "'---' around the head", found);
        let first = text.lines().next().unwrap_or_default();
        let rest = text.strip_prefix("---\n").ok_or_else(|| unlike(1, first))?;
        let (head, body) = rest.split_once("\n---\n").ok_or_else(|| unlike(2, "no end of it"))?;
        let line = head.lines().count() + 3;
        Ok((Self::read(head, 2)?, body, line))
    }

    /// The field called `name`, which must be there.
    pub fn one(&mut self, name: &'static str) -> Result<Field, CourseError> {
        self.maybe(name)
            .ok_or_else(|| CourseError::new(self.line, Problem::Missing { field: name }))
    }

    /// The first field called `name`, if it is there.
    pub fn maybe(&mut self, name: &str) -> Option<Field> {
        let index = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(index))
    }

    /// Every field called `name`.
    pub fn all(&mut self, name: &str) -> Vec<Field> {
        std::iter::from_fn(|| self.maybe(name)).collect()
    }

    /// That nothing is left.
    pub fn end(self) -> Result<(), CourseError> {
        match self.fields.into_iter().next() {
            None => Ok(()),
            Some(Field { name, line, .. }) => {
                Err(CourseError::new(line, Problem::Unread { field: name }))
            }
        }
    }
}

impl Field {
    /// As a moment's link.
    pub fn link(&self) -> Result<Link, CourseError> {
        Link::parse(&self.value).map_err(|error| CourseError::new(self.line, Problem::Link(error)))
    }

    /// As a question to the checker.
    pub fn question(&self) -> Result<Question, CourseError> {
        match Address::parse(&self.value) {
            Err(error) => Err(CourseError::new(self.line, Problem::Link(error))),
            Ok(Address::Check(question)) => Ok(*question),
            Ok(_) => Err(self.unlike("a question such as '/v1/check/…'")),
        }
    }

    /// What `read` makes of it, or else that `what` should stand there.
    pub fn as_a<T>(
        &self,
        what: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, CourseError> {
        read(&self.value).ok_or_else(|| self.unlike(what))
    }

    /// That something else should stand there.
    pub fn unlike(&self, what: &'static str) -> CourseError {
        CourseError::expected(self.line, what, &self.value)
    }
}
