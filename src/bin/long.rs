//! A page with a very long run, to measure what a step costs there.

/// One delivery of it, under both approaches of the talk.
const LINK: &str = "/v1/first-item-added/current-state/4.refused?send=1&with=historic-state";

fn main() {
    redelivery::app::open_at(redelivery::app::state::long(LINK));
}
