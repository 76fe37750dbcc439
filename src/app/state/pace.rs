//! How long something stays: as long as it takes to be read.

use super::{Speed, State};
use crate::words;

/// Milliseconds for a letter, read as one reads along: some forty letters a second, with the eyes
/// on the picture before and after.
const LETTER: u32 = 25;
/// Milliseconds to look at a step before it is read, and longer at what goes wrong.
const LOOK: u32 = 700;
const LOOK_AT_HARM: u32 = 2200;
/// The longest that a step stays, whatever is to be read.
const DWELL_MAX: u32 = 12_000;
/// Milliseconds for a letter of a notice, and the least for all of it: nobody is waiting for one,
/// and its reader may have to look for it first.
const NOTICE_LETTER: u32 = 60;
const NOTICE_LEAST: u32 = 5000;

/// Milliseconds for which a step stays that is told with so many letters, while steps follow each
/// other by themselves; one at which something fails or breaks stays longer.
pub fn dwell(speed: Speed, letters: usize, is_harm: bool) -> u32 {
    let look = if is_harm { LOOK_AT_HARM } else { LOOK };
    let read = LETTER.saturating_mul(u32::try_from(letters).unwrap_or(u32::MAX));
    look.saturating_add(read).min(DWELL_MAX) / 100 * speed.percent()
}

/// Milliseconds after which a notice has been read.
pub fn notice_time(text: &str) -> u32 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    NOTICE_LEAST.saturating_add(NOTICE_LETTER.saturating_mul(letters))
}

impl State {
    /// Milliseconds until the next beat, while beats follow each other by themselves.
    pub(super) fn pause(&self) -> u32 {
        let happened = |lane: usize| {
            let timeline = &self.lanes[lane].timeline;
            let frame = &timeline.frames[self.frame(lane, self.beat)];
            let happened = frame.happened.filter(|_| self.beats[self.beat].moves[lane])?;
            Some(words::step(&timeline.run, &happened.happening, &frame.world))
        };
        let mut told: Vec<String> = (0..self.lanes.len()).filter_map(happened).collect();
        // What all lanes do is said once.
        told.dedup();
        let letters = told.iter().map(|text| text.chars().count()).sum();
        let harms = [&self.marks.strikes, &self.marks.breaks];
        dwell(self.speed, letters, harms.iter().any(|harms| harms.contains(&self.beat)))
    }
}
