//! How far somebody has come: answers, lessons, challenges. Kept as versioned text; what an older
//! version wrote is read, and what can't be read says so, so that nobody's text is thrown away.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::challenge::Grade;
use super::{LESSONS, Listed};
use crate::language::{reported, tell};

/// The version that is written.
const VERSION: u64 = 1;

/// How far somebody has come. Names that this course does not know any more are kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Lessons, by name.
    pub lessons: BTreeMap<String, Studied>,
    /// Challenges solved, by name.
    pub challenges: BTreeMap<String, Solved>,
}

/// What has become of a lesson.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Studied {
    /// Whether it was gone through to its end.
    #[serde(default)]
    pub done: bool,
    /// Its questions, each by its [key](super::Question::key).
    #[serde(default)]
    pub answers: BTreeMap<String, Answered>,
}

/// What has become of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answered {
    /// How often it was answered.
    pub tries: u32,
    /// Whether the right answer was among them.
    pub right: bool,
}

/// A challenge solved: the best solution so far.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Solved {
    /// The attempt, as text.
    pub attempt: String,
    /// Steps that it takes; 0 where there is nothing to count.
    #[serde(default)]
    pub taken: usize,
    /// Steps of the shortest that there is.
    #[serde(default)]
    pub best: usize,
}

/// Why a text is no progress.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProgressError {
    /// It can't be read; what the reader says of it.
    Garbled(String),
    /// It is of a version that is newer than this course.
    Newer(u64),
}

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Garbled(why) => {
                let text = "this is not a progress file of the course: '{0}'";
                f.write_str(&tell(text, &[&reported(why)]))
            }
            Self::Newer(version) => f.write_str(&tell(
                "this progress is of version {0}, newer than {1}",
                &[version, &VERSION],
            )),
        }
    }
}

impl std::error::Error for ProgressError {}

/// What tells the version; the rest depends on it.
#[derive(Deserialize)]
struct Versioned {
    version: u64,
}

#[derive(Serialize, Deserialize)]
struct V1 {
    version: u64,
    lessons: BTreeMap<String, Studied>,
    challenges: BTreeMap<String, Solved>,
}

/// Lessons by name, and solutions without a grade.
#[derive(Deserialize)]
struct V0 {
    done: Vec<String>,
    solved: BTreeMap<String, String>,
}

impl From<V0> for Progress {
    fn from(old: V0) -> Self {
        let studied = |name| (name, Studied { done: true, ..Studied::default() });
        let solved = |(name, attempt)| (name, Solved { attempt, taken: 0, best: 0 });
        Self {
            lessons: old.done.into_iter().map(studied).collect(),
            challenges: old.solved.into_iter().map(solved).collect(),
        }
    }
}

impl Progress {
    /// Reads what any version up to this one wrote. Keep the text aside if it can't be read: it may
    /// be all that somebody has.
    pub fn read(text: &str) -> Result<Self, ProgressError> {
        let garbled = |error: serde_json::Error| ProgressError::Garbled(error.to_string());
        let Versioned { version } = serde_json::from_str(text).map_err(garbled)?;
        match version {
            0 => Ok(serde_json::from_str::<V0>(text).map_err(garbled)?.into()),
            VERSION => {
                let V1 { lessons, challenges, .. } = serde_json::from_str(text).map_err(garbled)?;
                Ok(Self { lessons, challenges })
            }
            newer => Err(ProgressError::Newer(newer)),
        }
    }

    /// The progress as text: what [`Progress::read`] reads.
    pub fn write(&self) -> String {
        let Self { lessons, challenges } = self.clone();
        let text = serde_json::to_string(&V1 { version: VERSION, lessons, challenges });
        text.expect("maps with texts as keys can be written")
    }

    /// Counts an answer to a question of a lesson.
    pub fn answer(&mut self, lesson: &str, question: String, is_right: bool) {
        let studied = self.lessons.entry(lesson.to_string()).or_default();
        let answered = studied.answers.entry(question).or_default();
        answered.tries = answered.tries.saturating_add(1);
        answered.right |= is_right;
    }

    /// Notes that a lesson was gone through to its end.
    pub fn finish(&mut self, lesson: &str) {
        self.lessons.entry(lesson.to_string()).or_default().done = true;
    }

    /// Forgets the answers to the questions of a lesson, which is taken again.
    pub fn retake(&mut self, lesson: &str) {
        if let Some(studied) = self.lessons.get_mut(lesson) {
            studied.answers.clear();
        }
    }

    /// Notes a solution, unless a better one is known.
    pub fn solve(&mut self, challenge: &str, attempt: String, Grade { taken, best }: Grade) {
        self.keep(challenge.to_string(), Solved { attempt, taken, best });
    }

    fn keep(&mut self, challenge: String, solved: Solved) {
        // A solution without a grade is one that an older version noted.
        let rank = |solved: &Solved| (solved.best == 0, solved.taken);
        let known = self.challenges.entry(challenge).or_insert_with(|| solved.clone());
        if rank(&solved) < rank(known) {
            *known = solved;
        }
    }

    /// Takes in `other`, such as that of another device: of everything what is further.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for (name, Studied { done, answers }) in other.lessons {
            let studied = self.lessons.entry(name).or_default();
            studied.done |= done;
            for (question, answered) in answers {
                let known = studied.answers.entry(question).or_default();
                known.tries = known.tries.max(answered.tries);
                known.right |= answered.right;
            }
        }
        for (name, solved) in other.challenges {
            self.keep(name, solved);
        }
        self
    }

    /// The first lesson that is not done.
    pub fn next(&self) -> Option<&'static Listed> {
        let is_done = |name: &str| self.lessons.get(name).is_some_and(|studied| studied.done);
        LESSONS.iter().find(|listed| !is_done(listed.name))
    }
}
