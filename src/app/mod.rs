//! The page: its state and what changes it (no browser in it), what is drawn of it as plain data,
//! the drawing, and the one room that touches the browser.

pub mod state;

pub mod view;

pub mod ui;

pub mod browser;

/// Mounts the app, and keeps a panic from leaving a blank page.
pub fn open() {
    browser::report_panics();
    match browser::language() {
        "en" => mount(),
        _ => yew::platform::spawn_local(async {
            browser::learn().await;
            mount();
        }),
    }
}

/// Mounts the app with `state`, whatever the address says.
pub fn open_at(state: state::State) {
    ui::start_at(state);
    open();
}

fn mount() {
    yew::Renderer::<ui::App>::with_root(browser::root()).render();
}
