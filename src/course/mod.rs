//! The course: lessons that ask before they show, and whose every claim is held against the
//! machine; so that somebody who has never heard of an outbox can tell which failure breaks a
//! pipeline.
//!
//! Pure, like all below the screen. Nothing of it is in the page's first part, nor in the whole:
//! the program with the course is loaded by whoever opens it.

pub mod challenge;
mod claim;
mod error;
mod fields;
pub mod glossary;
pub mod kept;
mod lesson;
mod markdown;
mod moment;
pub mod progress;
mod question;
mod stop;
mod terms;
mod text;

pub use claim::Claim;
pub use error::{CourseError, Problem};
pub use lesson::{Head, Lesson, Part};
pub use moment::{Fate, Moment, Sent};
pub use question::{Answer, Kind, Question, Refutation, Shown};
pub use stop::Stop;
pub use text::{Block, Inline, Target, plain};

/// A file of the course: the name that links and progress know it by, and its text. A text in
/// another language is another file, with the same moments and questions under the same name; it
/// would be chosen here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its file's name without the number. Never changes once published.
    pub name: &'static str,
    /// The file, from `src/course` on, for whoever has to look into it.
    pub file: &'static str,
    /// What it says, in English.
    pub text: &'static str,
}

macro_rules! listed {
    ($folder:literal $number:literal $name:literal) => {
        Listed {
            name: $name,
            file: concat!($folder, "/", $number, "-", $name, ".md"),
            text: include_str!(concat!($folder, "/", $number, "-", $name, ".md")),
        }
    };
}

/// Every lesson, in the order of the course.
pub static LESSONS: &[Listed] = &[
    listed!("lessons" "01" "one-message"),
    listed!("lessons" "02" "delivered-twice"),
    listed!("lessons" "03" "two-orders"),
    listed!("lessons" "04" "three-promises"),
    listed!("lessons" "05" "idempotent-logic"),
    listed!("lessons" "06" "processed-ids"),
    listed!("lessons" "07" "the-same-event-again"),
    listed!("lessons" "08" "first-item-added"),
    listed!("lessons" "09" "historic-state"),
    listed!("lessons" "10" "determinism"),
    listed!("lessons" "11" "outbox"),
    listed!("lessons" "12" "what-the-outbox-costs"),
    listed!("lessons" "13" "inboxes-and-tokens"),
    listed!("lessons" "14" "side-effects"),
    listed!("lessons" "15" "in-the-right-order"),
    listed!("lessons" "16" "process-managers"),
    listed!("lessons" "17" "over-http"),
    listed!("lessons" "18" "your-turn"),
];

/// Every challenge, the easy ones first.
pub static CHALLENGES: &[Listed] = &[
    listed!("challenges" "01" "the-unsent-bill"),
    listed!("challenges" "02" "a-bill-too-many"),
    listed!("challenges" "03" "told-too-soon"),
    listed!("challenges" "04" "nobody-is-greeted"),
    listed!("challenges" "05" "hit-and-missed"),
    listed!("challenges" "06" "more-pierogi"),
    listed!("challenges" "07" "the-coupon"),
    listed!("challenges" "08" "store-first"),
    listed!("challenges" "09" "without-any-failure"),
    listed!("challenges" "10" "a-week-later"),
    listed!("challenges" "11" "in-turn"),
    listed!("challenges" "12" "whose-trace-is-it"),
    listed!("challenges" "13" "two-bills"),
    listed!("challenges" "14" "two-true-answers"),
    listed!("challenges" "15" "however-late"),
    listed!("challenges" "16" "never-in-no-place"),
    listed!("challenges" "17" "the-line-that-is-gone"),
    listed!("challenges" "18" "which-question-first"),
];

/// The challenge called `name`.
pub fn challenge(name: &str) -> Option<&'static Listed> {
    CHALLENGES.iter().find(|listed| listed.name == name)
}

/// The lesson called `name`.
pub fn lesson(name: &str) -> Option<&'static Listed> {
    LESSONS.iter().find(|listed| listed.name == name)
}
