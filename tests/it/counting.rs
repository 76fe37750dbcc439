//! What is counted has its form in every language; what is code or for other programs has none.

use redelivery::desk::Desk;
use redelivery::language::{self, Catalogue};
use redelivery::sim::model::MessageId;
use redelivery::sim::scenario::{self, Told};
use redelivery::words;

/// Does `work` while a language is spoken that has these words.
fn speaking<T>(words: &str, work: impl FnOnce() -> T) -> T {
    let words = Catalogue::read(words).expect("it is well-formed");
    language::speak(Some(Box::new(move |english| words.find(english))));
    let done = work();
    language::speak(None);
    done
}

/// A number is read as a whole, whatever parts its thousands: of 1,002 the last digit counts.
#[test]
fn thousands_are_counted_by_their_end() {
    let words = "{0} worlds\n\t{0} few | {0} many\n,\n\t\u{a0}";
    let told =
        |count: u64| speaking(words, || language::tell("{0} worlds", &[&words::grouped(count)]));
    let all = [3, 1_002, 2_300, 12_345, 1_000_024, 5_112].map(told);
    assert_eq!(
        all,
        [
            "3 few",
            "1\u{a0}002 few",
            "2\u{a0}300 many",
            "12\u{a0}345 many",
            "1\u{a0}000\u{a0}024 few",
            "5\u{a0}112 many"
        ]
    );
    assert_eq!(language::tell("{0} worlds", &[&words::grouped(1_002)]), "1,002 worlds");
}

/// A file goes on to others, so it is English whatever is spoken, and that is spoken on after it.
#[test]
fn a_file_is_english_in_every_language() {
    let ask = || {
        let mut desk = Desk::default();
        let text = "markdown /v1/matrix/cart https://example.invalid/";
        desk.ask(text).expect("it is an order");
        let said = desk.work(1).expect("there is something to do");
        said.iter().map(|said| said.text(0)).collect::<String>()
    };
    let start = "Every run within each column's bounds was checked, {0} states in all: all \
                 messages of the scenario or only the first, one handler or two, and each failure \
                 of the column once (two crashes in F17).";
    let (file, after) = speaking(&format!("{start}\n\t{{0}}!\nqueue\n\tkolejka"), || {
        (ask(), language::said("queue"))
    });
    assert_eq!(file, ask());
    assert!(file.contains("states in all"), "{file}");
    assert_eq!(after, "kolejka");
}

/// A message called `Close` is no button that closes, and a field called `stage` no step.
#[test]
fn names_of_the_code_are_the_same_in_every_language() {
    for scenario in scenario::ALL {
        let told = || {
            let messages = (0..).zip(scenario.messages).map(|(id, _)| MessageId(id));
            let messages: Vec<String> = messages.map(|id| words::message(scenario, id)).collect();
            let is_list = matches!(scenario.told, Told::Things(..));
            (messages, (!is_list).then(|| words::lines(scenario, scenario.start)))
        };
        let names = scenario.messages.iter().map(|message| message.name).chain(
            scenario.fields.iter().copied().filter(|field| field.contains(char::is_alphabetic)),
        );
        let mut words: Vec<String> = names.map(|name| format!("{name}\n\tx\n")).collect();
        words.dedup();
        assert_eq!(speaking(&words.concat(), told), told(), "{}", scenario.id);
    }
}
