//! Every sentence made from a run: what a step does, how it fails, what a promise says. Plain
//! strings out; the screen, the text export and the live region all speak from here.

mod check;
mod cost;
mod failure;
mod matrix;
mod name;
mod product;
mod source;
mod stack;
mod step;
mod term;
mod verdict;

pub use check::{
    absent, finding, grouped, harmed, hazard, hazard_means, nothing, plural, progress,
    question_bounds, runs_harmed, runs_kept, runs_made,
};
pub use cost::{Entry, atomic, costs, requires};
pub use failure::{Keeper, around, error, failure, injection, survives, why};
pub use matrix::{answer, bounds, harm, meaning, outcome};
pub use name::{act, count, delivery, lines, message, version};
pub use source::sources;
pub use stack::{STACKS, stack, use_stack};
pub use step::{explain_order, next, question, step, turn};
pub use term::means;
pub use verdict::reason;
