//! Worlds a second in the checker's named searches; `cargo xtask bench-web` measures the same in a
//! browser.

use std::thread;

use divan::Bencher;
use divan::counter::ItemsCount;

use redelivery::desk::bench::CASES;
use redelivery::sim::checker::AtOnce;

fn main() {
    divan::main();
}

/// Different worlds a second. The longest takes some seconds: it is not repeated often.
#[divan::bench(args = CASES.iter().map(|case| case.name), sample_count = 3, sample_size = 1)]
fn on_one_thread(bencher: Bencher, name: &str) {
    measure(bencher, name, None);
}

/// Different worlds a second, with a second thread.
#[divan::bench(args = CASES.iter().map(|case| case.name), sample_count = 3, sample_size = 1)]
fn on_two_threads(bencher: Bencher, name: &str) {
    measure(bencher, name, Some(on_threads));
}

fn measure(bencher: Bencher, name: &str, at_once: Option<AtOnce>) {
    let case = CASES.iter().find(|case| case.name == name).expect("it is one of them");
    bencher
        .counter(ItemsCount::new(case.worlds))
        .bench_local(|| assert_eq!((case.run)(at_once).distinct, case.worlds));
}

fn on_threads(one: &mut (dyn FnMut() + Send), other: &mut dyn FnMut()) {
    thread::scope(|scope| {
        scope.spawn(one);
        other();
    });
}
