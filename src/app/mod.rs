//! The page: its state and what changes it (no browser in it), what is drawn of it as plain data,
//! the drawing, and the one room that touches the browser.

pub mod state;

pub mod view;

pub mod ui;

pub mod browser;
