//! The native tests, one module a subject. Text that a person reads is compared with
//! `tests/golden`; everything else is a law over every approach and scenario there is.

mod explore;
mod search;
mod walk;

mod golden;
mod sentences;
mod thoughts;
mod timelines;
mod verdicts;

mod challenges;
mod claims;
mod commit;
mod costs;
mod counting;
mod course;
mod exchange;
mod faithful;
mod matrix;
mod oracle;
mod progress;
mod questions;
mod receipts;
mod steps;
mod subscriber;
mod talk;

mod absent;
mod account;
mod align;
mod checker;
mod failures;
mod flawed;
mod language;
mod laws;
mod laws_of_all;
mod points;
mod promises;
mod registry;
mod rows;
mod runs;
mod worlds;

mod imports;
mod impossible;
mod json;
mod links;
mod links_fuzz;
mod pictures;
mod program;
mod schema;
mod taken;

mod carry;
mod decks;
mod embed;
mod exports;
mod figure;
mod finder;
mod foreign;
mod futures;
mod given;
mod kept;
mod lanes;
mod learn;
mod limits;
mod matrix_page;
mod panels;
mod screen;
mod slides;
mod speaker;
mod stacks;
mod stage;

mod tidy;
