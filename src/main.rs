//! Mounts the app, and keeps a panic from leaving a blank page.

use redelivery::app::ui::App;

fn main() {
    redelivery::app::browser::report_panics();
    let root = redelivery::app::browser::root();
    yew::Renderer::<App>::with_root(root).render();
}
