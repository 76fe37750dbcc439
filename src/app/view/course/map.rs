//! The map of the course: what there is, what is done, and what comes next.

use crate::app::state::course::Course;
use crate::codec::CourseLink;
use crate::course::challenge::{Challenge, Goal, Grade};
use crate::course::progress::Solved;
use crate::course::{CHALLENGES, Head, LESSONS, Listed};
use crate::language::{in_english, tell};

/// The map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MapView {
    /// Every lesson, in order.
    pub lessons: Vec<LessonRow>,
    /// Every challenge, the easy ones first.
    pub challenges: Vec<ChallengeRow>,
    /// What to go on with: its address, and what to call that.
    pub go: (String, String),
    /// Lessons done, and how many there are.
    pub done: (usize, usize),
    /// Challenges solved, and how many there are.
    pub solved: (usize, usize),
    /// Minutes that all lessons take.
    pub minutes: usize,
    /// Whether anything is known that could be saved or forgotten.
    pub has_progress: bool,
    /// Whether what was forgotten can be taken back.
    pub can_take_back: bool,
    /// Where that lies on this device which can't be read; empty if nothing does.
    pub unread: (String, bool),
}

/// A lesson in the map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonRow {
    /// Its address.
    pub link: String,
    /// Its title.
    pub title: String,
    /// Its one idea.
    pub idea: String,
    /// How long it takes.
    pub minutes: u8,
    /// How far it has come.
    pub standing: Standing,
}

/// How far a lesson has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It was gone through to its end.
    Done,
    /// Some of its questions are answered.
    Begun,
    /// It is the first that is not done.
    Next,
    /// It is still to come.
    Open,
}

/// A challenge in the map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChallengeRow {
    /// Its address.
    pub link: String,
    /// Its title.
    pub title: String,
    /// How hard it is.
    pub level: u8,
    /// What is to be done.
    pub kind: &'static str,
    /// How it was solved, if it was.
    pub solved: Option<String>,
}

impl Standing {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Begun => "begun",
            Standing::Next => "next",
            Standing::Open => "open",
        }
    }

    /// How it stands, in a word.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Begun => "begun",
            Standing::Next => "next",
            Standing::Open => "not done",
        }
    }
}

pub(super) fn map(course: &Course) -> MapView {
    let lessons: Vec<LessonRow> = LESSONS.iter().map(|listed| lesson(course, listed)).collect();
    // A row is in the language of its title.
    let challenges: Vec<ChallengeRow> =
        in_english(|| CHALLENGES.iter().map(|listed| challenge(course, listed)).collect());
    let done = lessons.iter().filter(|row| row.standing == Standing::Done).count();
    let solved = challenges.iter().filter(|row| row.solved.is_some()).count();
    MapView {
        go: go(course, &lessons, &challenges),
        done: (done, lessons.len()),
        solved: (solved, challenges.len()),
        minutes: lessons.iter().map(|row| usize::from(row.minutes)).sum(),
        has_progress: !course.progress.lessons.is_empty() || !course.progress.challenges.is_empty(),
        can_take_back: course.before.is_some(),
        unread: (course.unread.places(), course.unread.is_saved),
        lessons,
        challenges,
    }
}

/// What to go on with: the next lesson, then the next challenge, then whatever one likes.
fn go(course: &Course, lessons: &[LessonRow], challenges: &[ChallengeRow]) -> (String, String) {
    let next = course.progress.next();
    let index = next.and_then(|next| LESSONS.iter().position(|listed| listed == next));
    if let Some(index) = index {
        let is_new = index == 0 && lessons[0].standing != Standing::Begun;
        let label = if is_new {
            String::from("Start with lesson 1")
        } else {
            tell("Continue with lesson {0}", &[&(index + 1)])
        };
        return (lessons[index].link.clone(), label);
    }
    let unsolved = challenges.iter().position(|row| row.solved.is_none());
    let index = unsolved.unwrap_or_default();
    let label = match unsolved {
        Some(index) => tell("Continue with challenge {0}", &[&(index + 1)]),
        None => String::from("Everything is solved. Try the challenges again"),
    };
    (challenges[index].link.clone(), label)
}

fn lesson(course: &Course, listed: &'static Listed) -> LessonRow {
    let Head { title, minutes, idea } = head(listed);
    let studied = course.progress.lessons.get(listed.name);
    let is_next = course.progress.next().is_some_and(|next| next.name == listed.name);
    let standing = match studied {
        Some(studied) if studied.done => Standing::Done,
        Some(studied) if !studied.answers.is_empty() => Standing::Begun,
        _ if is_next => Standing::Next,
        _ => Standing::Open,
    };
    let link = CourseLink::Lesson(listed.name.to_string()).to_string();
    LessonRow { link, title, idea, minutes, standing }
}

/// What can be known of a lesson without reading it.
pub(super) fn head(listed: &Listed) -> Head {
    Head::read(listed.text).expect("a test reads every lesson")
}

fn challenge(course: &Course, listed: &'static Listed) -> ChallengeRow {
    let Challenge { title, level, goal, .. } =
        Challenge::read(listed.text).expect("a test reads every challenge");
    ChallengeRow {
        link: CourseLink::Challenge(listed.name.to_string()).to_string(),
        title,
        level,
        kind: kind(&goal),
        solved: course.progress.challenges.get(listed.name).map(solved),
    }
}

/// What is to be done, in two words.
pub(super) fn kind(goal: &Goal) -> &'static str {
    match goal {
        Goal::Break { .. } => "Break it",
        Goal::Choose { .. } | Goal::Order { .. } => "Fix it",
        Goal::SpotApproach { .. } | Goal::SpotFailure { .. } => "Spot it",
    }
}

/// How a challenge was solved.
pub(super) fn solved(solved: &Solved) -> String {
    let Solved { taken, best, .. } = *solved;
    graded(Grade { taken, best })
}

/// What a grade says.
fn graded(grade: Grade) -> String {
    let Grade { taken, best } = grade;
    if best == 0 {
        String::from("solved")
    } else if grade.is_best() {
        tell("solved in {0} steps, the fewest possible", &[&taken])
    } else {
        tell("solved in {0} steps ({1} are enough)", &[&taken, &best])
    }
}
