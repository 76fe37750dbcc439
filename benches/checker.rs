//! Worlds a second in the checker's named searches; `cargo xtask bench-web` measures the same in a
//! browser.

use divan::Bencher;
use divan::counter::ItemsCount;

use redelivery::desk::bench::{CASES, Threads};

fn main() {
    divan::main();
}

/// Different worlds a second. The longest takes some seconds: it is not repeated often.
#[divan::bench(args = CASES.iter().map(|case| case.name), sample_count = 3, sample_size = 1)]
fn on_one_thread(bencher: Bencher, name: &str) {
    measure(bencher, name, Threads::One);
}

/// The same with a second thread.
#[divan::bench(args = CASES.iter().map(|case| case.name), sample_count = 3, sample_size = 1)]
fn on_two_threads(bencher: Bencher, name: &str) {
    measure(bencher, name, Threads::Two);
}

fn measure(bencher: Bencher, name: &str, threads: Threads) {
    let case = CASES.iter().find(|case| case.name == name).expect("it is one of them");
    bencher
        .counter(ItemsCount::new(case.worlds))
        .bench_local(|| assert_eq!((case.run)(threads).distinct, case.worlds));
}
