//! The drawing: components that get plain data and emit messages. Only [`App`] has a state.

mod components;
mod page;
mod root;

pub use page::Page;
pub use root::App;
