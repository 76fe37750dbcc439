//! The simulator: what exists, what can happen to it, what must hold.
//!
//! Pure: no clock, no randomness, no browser, no serialisation. The same scenario, approach and
//! choices give the same frames on every machine, forever.

pub mod model;

pub mod io;

pub mod approach;

pub mod machine;

pub mod failure;

pub mod scenario;

pub mod timeline;

pub mod invariant;

pub mod checker;

pub mod matrix;

pub mod cost;
