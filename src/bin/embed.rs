//! The figure in somebody's page: one moment of a run, without the rest of the page.

fn main() {
    redelivery::app::open();
}
