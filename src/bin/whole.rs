//! The whole page: it takes over from the first part of it.

fn main() {
    redelivery::app::open();
}
