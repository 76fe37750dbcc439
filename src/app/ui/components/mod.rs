//! The parts of the page, one file a part.

pub mod decks;
pub mod export;
#[cfg(feature = "embed")]
pub mod figure;
pub mod finder;
pub mod headline;
pub mod icon;
pub mod lane;
pub mod legend;
pub mod listing;
pub mod matrix;
pub mod menu;
pub mod notice;
pub mod place;
pub mod plan;
pub mod points;
pub mod rail;
pub mod scenario;
pub mod share;
pub mod stage;
pub mod strip;
pub mod table;
pub mod telling;
pub mod track;
pub mod transport;
pub mod verdicts;
