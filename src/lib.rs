//! Redelivery steps through what happens when an endpoint processes a message, lets any step
//! fail, and shows what the rest of the system saw.

pub mod sim;

pub mod language;

pub mod words;

pub mod codec;

pub mod kept;

pub mod deck;

pub mod desk;

pub mod export;

pub mod import;

pub mod course;

pub mod app;
