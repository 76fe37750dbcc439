//! The whole page with the course: it takes over from what was there before.

fn main() {
    redelivery::app::open();
}
