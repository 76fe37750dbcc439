//! Progress as a device keeps it: a record for each lesson and each challenge, which is the
//! progress in that alone.

use super::progress::Progress;
use crate::kept::{Entry, Kind};

/// What a device keeps of the course. What two windows learn of a lesson at the same time is put
/// together.
pub static KEPT: Kind = Kind {
    word: "progress",
    older: "redelivery.progress",
    aside: "redelivery.progress.aside",
    is_read: |text| Progress::read(text).is_ok(),
    taken_apart,
    joined: Some(joined),
};

/// The records of `progress`.
pub fn entries(progress: &Progress) -> Vec<Entry> {
    let Progress { lessons, challenges } = progress.clone();
    let lessons = lessons.into_iter().map(|lesson| {
        let name = format!("lesson {}", lesson.0);
        (name, Progress { lessons: [lesson].into(), ..Progress::default() })
    });
    let challenges = challenges.into_iter().map(|challenge| {
        let name = format!("challenge {}", challenge.0);
        (name, Progress { challenges: [challenge].into(), ..Progress::default() })
    });
    lessons.chain(challenges).map(|(name, progress)| (name, progress.write())).collect()
}

/// The progress of these records.
pub fn of_entries(entries: &[Entry]) -> Progress {
    let read = entries.iter().filter_map(|(_, text)| Progress::read(text).ok());
    read.fold(Progress::default(), Progress::merged)
}

fn taken_apart(text: &str) -> (Vec<Entry>, bool) {
    Progress::read(text).map_or((Vec::new(), false), |progress| (entries(&progress), true))
}

fn joined(one: &str, other: &str) -> String {
    match (Progress::read(one), Progress::read(other)) {
        (Ok(one), Ok(other)) => one.merged(other).write(),
        _ => one.to_string(),
    }
}
