//! What was on show before, to be undone and redone. A moment is its link, so that the past is a
//! list of links, and nothing has to know how to take itself back. Only the list of futures is no
//! part of a link: it is kept where it was changed.

use super::Future;

/// A moment that another has taken the place of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// Its link.
    pub link: String,
    /// The futures there were, where one was forgotten or named.
    pub futures: Option<Vec<Future>>,
}

/// Moments before the one on show, and those that were left by going back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    before: Vec<Left>,
    after: Vec<Left>,
}

/// How many changes can be undone.
const MOMENT_MAX: usize = 200;

impl Past {
    /// Notes that another moment has taken the place of this one.
    pub fn leave(&mut self, left: Left) {
        self.after.clear();
        self.before.push(left);
        if self.before.len() > MOMENT_MAX {
            self.before.remove(0);
        }
    }

    /// The moment before `now`, if there is one: it is the one on show then.
    pub fn undo(&mut self, now: Left) -> Option<Left> {
        exchange(&mut self.before, &mut self.after, now)
    }

    /// The moment that was left by going back, if there is one.
    pub fn redo(&mut self, now: Left) -> Option<Left> {
        exchange(&mut self.after, &mut self.before, now)
    }

    /// What undoing leads to, or redoing.
    pub fn next(&self, back: bool) -> Option<&Left> {
        if back { self.before.last() } else { self.after.last() }
    }

    /// All moments before, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Left> {
        self.before.iter()
    }

    /// Whether there is something to undo, and to redo.
    pub fn reaches(&self) -> (bool, bool) {
        (!self.before.is_empty(), !self.after.is_empty())
    }
}

impl FromIterator<Left> for Past {
    fn from_iter<I: IntoIterator<Item = Left>>(moments: I) -> Self {
        let mut past = Self::default();
        moments.into_iter().for_each(|left| past.leave(left));
        past
    }
}

/// The last moment of `from`; `now` goes to `to`, with its futures only if this change was one of
/// theirs.
fn exchange(from: &mut Vec<Left>, to: &mut Vec<Left>, now: Left) -> Option<Left> {
    let found = from.pop()?;
    let futures = now.futures.filter(|_| found.futures.is_some());
    to.push(Left { futures, ..now });
    Some(found)
}
