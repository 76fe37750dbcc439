//! The page, or the first part of it.

fn main() {
    redelivery::app::open();
}
