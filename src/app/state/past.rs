//! What was on show before, to be undone and redone. A moment is its link, so that the past is a
//! list of links, and nothing has to know how to take itself back.

/// Moments before the one on show, and those that were left by going back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    before: Vec<String>,
    after: Vec<String>,
}

/// How many changes can be undone.
const MOMENT_MAX: usize = 200;

impl Past {
    /// Notes that another moment has taken the place of the one of this link.
    pub fn leave(&mut self, link: String) {
        self.after.clear();
        self.before.push(link);
        if self.before.len() > MOMENT_MAX {
            self.before.remove(0);
        }
    }

    /// The moment before the one of this link, if there is one: it is the one on show now.
    pub fn undo(&mut self, link: String) -> Option<String> {
        let before = self.before.pop()?;
        self.after.push(link);
        Some(before)
    }

    /// The moment that was left by going back, if there is one.
    pub fn redo(&mut self, link: String) -> Option<String> {
        let after = self.after.pop()?;
        self.before.push(link);
        Some(after)
    }

    /// The links of all moments before, oldest first.
    pub fn links(&self) -> impl Iterator<Item = &String> {
        self.before.iter()
    }

    /// Whether there is something to undo, and to redo.
    pub fn reaches(&self) -> (bool, bool) {
        (!self.before.is_empty(), !self.after.is_empty())
    }
}
