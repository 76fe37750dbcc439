//! What can happen in the course, where it happens, and what the course asks of the browser.

use crate::app::state::{Command, Msg};
use crate::kept::{Entry, Found};

/// A picture of a run on a page of the course.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// The stop of a lesson with this number.
    Stop(usize),
    /// What really happens, where this question was answered wrongly.
    Really(usize),
    /// A run in which that answer would be right.
    Elsewhere(usize),
    /// The run that is to be broken.
    Arena,
    /// The run that refutes an attempt.
    Refuting,
    /// The shortest run that breaks what is to be broken.
    Shortest,
    /// The run that left a trace.
    Cause,
}

/// What can happen in the course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CourseMsg {
    /// Something happened in a picture.
    At(Picture, Box<Msg>),
    /// This answer to the question at hand was chosen, by its place.
    Chose(usize),
    /// The answer that is chosen is meant.
    Committed,
    /// The lesson is to be taken again.
    TookAgain,
    /// This was chosen in a challenge, by its place.
    Picked(usize),
    /// The step at this place is to change places with the one before it.
    Raised(usize),
    /// The step at this place is to change places with the one after it.
    Lowered(usize),
    /// A hint was asked for.
    AskedHint,
    /// The attempt is to be judged.
    Tried,
    /// There is time to judge on; carries the count of tries that it belongs to.
    JudgedOn(u32),
    /// The attempt is to be as it was at first.
    StartedOver,
    /// The attempt that solved the challenge before is to be on show again.
    AskedSolution,
    /// The shortest run that breaks it is to be on show, or not any more.
    AskedShortest,
    /// This is sought in the glossary.
    Sought(String),
    /// This is kept on this device.
    Kept(Found),
    /// Another window may have changed what is kept on this device.
    ChangedElsewhere,
    /// What was to be kept could not be.
    NotKept,
    /// The progress is to be saved as a file.
    Saved,
    /// What can't be read is.
    SavedUnread,
    /// What can't be read, and was saved, is to be deleted.
    DeletedUnread,
    /// All progress is to be forgotten.
    Forgot,
    /// It is not to be forgotten after all.
    TookBack,
}

/// What only the course asks of the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CourseCommand {
    /// Keep this on this device, and of what is known here nothing else; or else say
    /// [`CourseMsg::NotKept`].
    Keep(Vec<Entry>),
    /// Keep nothing on this device, of older versions neither; or else say [`CourseMsg::NotKept`].
    Clear,
    /// Delete these texts, unless somebody has changed them since; they can't be read as progress.
    Delete(Vec<Entry>),
    /// Say [`CourseMsg::Kept`] if something else is kept on this device than was.
    Read,
    /// Give the first element that fits the focus, and show it.
    Focus(String),
    /// Say [`CourseMsg::JudgedOn`] with this count once the page has been drawn.
    GoOn(u32),
}

impl From<CourseMsg> for Msg {
    fn from(msg: CourseMsg) -> Self {
        Msg::Course(msg)
    }
}

impl From<CourseCommand> for Command {
    fn from(command: CourseCommand) -> Self {
        Command::Course(command)
    }
}

impl Picture {
    /// Its name in the page.
    pub fn name(self) -> String {
        match self {
            Picture::Stop(index) => format!("stop-{index}"),
            Picture::Really(index) => format!("really-{index}"),
            Picture::Elsewhere(index) => format!("elsewhere-{index}"),
            Picture::Arena => String::from("arena"),
            Picture::Refuting => String::from("refuting"),
            Picture::Shortest => String::from("shortest"),
            Picture::Cause => String::from("cause"),
        }
    }

    /// The picture called `name`.
    pub fn of(name: &str) -> Option<Self> {
        let (kind, index) = name.split_once('-').unwrap_or((name, "0"));
        let index = index.parse().ok()?;
        Some(match kind {
            "stop" => Picture::Stop(index),
            "really" => Picture::Really(index),
            "elsewhere" => Picture::Elsewhere(index),
            "arena" => Picture::Arena,
            "refuting" => Picture::Refuting,
            "shortest" => Picture::Shortest,
            "cause" => Picture::Cause,
            _ => return None,
        })
    }
}
