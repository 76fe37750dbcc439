//! The site in a real browser, one module a subject. All of them are one program, which shares one
//! browser: each program would be linked and each browser started anew.

mod harness;

mod page;
mod safe;

mod drawing;
mod exports;
mod finder;
mod language;
mod learn;
mod matrix;
mod stage;
mod talk;

mod baselines;
mod icons;
mod layout;
mod looks;

mod diagrams;
mod embed;
mod hugo;

mod kept;
mod offline;
mod single;
mod twice;
