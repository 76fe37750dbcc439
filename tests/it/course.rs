//! The course: every file can be read, every claim is what the machine does, and every link leads
//! somewhere.

use std::collections::BTreeSet;

use redelivery::codec::{Address, Link};
use redelivery::course::{
    self, Answer, Block, Head, Inline, LESSONS, Lesson, Listed, Moment, Part, Question, Refutation,
    Shown, Target,
};

use redelivery::course::glossary::{self, Means, Term};

use crate::tidy::source::{self, Source};

/// Every lesson, or the files and the lines of what is wrong with them.
fn lessons() -> Vec<(&'static Listed, Lesson)> {
    let mut problems = Vec::new();
    let mut read = |listed: &'static Listed| match Lesson::read(listed.text) {
        Ok(lesson) => Some((listed, lesson)),
        Err(error) => {
            problems.push(format!("src/course/{}:{error}", listed.file));
            None
        }
    };
    let lessons = LESSONS.iter().filter_map(&mut read).collect();
    assert_none(&problems);
    lessons
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The words of a block, line by line.
fn lines(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Heading(line) | Block::Paragraph(line) => vec![line],
        Block::List { points, .. } => points.iter().map(Vec::as_slice).collect(),
        Block::Code(_) => Vec::new(),
    }
}

fn texts(lesson: &Lesson) -> impl Iterator<Item = &Block> {
    lesson.parts.iter().filter_map(|part| match part {
        Part::Text(block) => Some(block),
        Part::Stop(_) | Part::Question(_) => None,
    })
}

#[test]
fn every_claim_of_a_lesson_is_what_the_machine_does() {
    let mut drifted = Vec::new();
    for (listed, lesson) in lessons() {
        for stop in lesson.stops() {
            let found = stop.drifted().into_iter();
            drifted
                .extend(found.map(|(line, it)| format!("src/course/{}:{line}: {it}", listed.file)));
        }
    }
    assert_none(&drifted);
}

/// The right answer is the machine's own, the only right one among the choices; a wrong one is
/// refuted by what happens, and where it says so, by a run in which it would be right.
#[test]
fn every_question_has_one_answer_and_the_machine_gives_it() {
    let mut problems = Vec::new();
    for (listed, lesson) in lessons() {
        for question in lesson.questions() {
            let mut report = |it: String| {
                problems.push(format!("src/course/{}: '{}' {it}", listed.file, question.text));
            };
            let Some(right) = question.right() else {
                report("has no one answer".to_string());
                continue;
            };
            if let [line, ..] = question.not_wrong()[..] {
                report(format!("is answered rightly in line {line}"));
            }
            let choices = question.choices();
            assert_eq!(choices.iter().filter(|it| **it == right).count(), 1);
            if !(2..=5).contains(&choices.len()) {
                report(format!("has {} answers", choices.len()));
            }
            let told: BTreeSet<String> =
                choices.iter().map(|it| question.told(it, &question.moment())).collect();
            for words in question.idle_words() {
                report(format!("has words for what is no answer to it: '{words}'"));
            }
            assert_eq!(told.len(), choices.len(), "{}: {told:?}", question.text);
            for wrong in choices.iter().filter(|it| **it != right) {
                let Refutation { really, elsewhere } = question.refute(wrong);
                assert_eq!(answer_in(question, &really), right);
                assert!(elsewhere.is_none_or(|shown| answer_in(question, &shown) == *wrong));
            }
        }
    }
    assert_none(&problems);
}

/// What the run at the end of a refutation answers, opened by its link alone.
fn answer_in(question: &Question, shown: &Shown) -> Answer {
    let link = Link::parse(&shown.link.to_string()).expect("it is a link");
    let mut moment = Moment::of(&link);
    assert_eq!(moment.frame, shown.link.frame);
    moment.frame = shown.from;
    question.kind.answer(&moment).expect("it was found there").1
}

/// Each wrong answer is met with a reason of its own, in one to three whole sentences.
#[test]
fn every_wrong_answer_has_a_reason_of_its_own() {
    let mut problems = Vec::new();
    for (listed, lesson) in lessons() {
        for question in lesson.questions() {
            let mut reasons = BTreeSet::from([question.because.clone()]);
            let right = question.right();
            for wrong in question.choices().iter().filter(|it| Some(*it) != right.as_ref()) {
                let Some(why) = question.why_not(wrong) else {
                    problems.push(format!("src/course/{}: {wrong:?} has no reason", listed.file));
                    continue;
                };
                let count = why.matches(". ").count() + 1;
                let is_whole = why.starts_with(char::is_uppercase) && why.ends_with('.');
                let is_short = (1..=3).contains(&count) && why.split(' ').count() > 5;
                if !(is_whole && is_short && reasons.insert(why.to_string())) {
                    problems.push(format!("src/course/{}: '{why}'", listed.file));
                }
            }
        }
    }
    assert_none(&problems);
}

/// A wrong answer without a reason can't be written.
#[test]
fn a_wrong_answer_without_a_reason_is_refused() {
    let link = "link: /v1/first-item-added/current-state/7.refused.8\n";
    let fields = "asks: published\ntext: T\nbecause: B\nwrong: nothing\n";
    let block = format!("{HEAD}```question\n{link}{fields}```\n");
    let error = Lesson::read(&block).expect_err("there is no reason");
    let expected = "11: expected an answer and why it is wrong, as in 'nothing = …'";
    assert!(error.to_string().starts_with(expected), "{error}");
}

fn terms() -> Vec<Term> {
    glossary::glossary().unwrap_or_else(|error| panic!("\nsrc/course/glossary.md:{error}\n"))
}

/// Each word has its place, a sentence or two, and a run that shows it. What the page explains is
/// not explained here as well.
#[test]
fn every_word_of_the_glossary_is_explained_and_shown() {
    let terms = terms();
    let names: Vec<String> = terms.iter().map(|term| term.name.to_lowercase()).collect();
    assert!(names.is_sorted(), "the words are in the order of the alphabet");
    let mut drifted = Vec::new();
    for Term { name, means, shown } in &terms {
        assert_eq!(names.iter().filter(|it| **it == name.to_lowercase()).count(), 1);
        if let Means::Own(means) = means {
            let sentences = course::plain(means).matches(['.', '?', '!']).count();
            assert!((1..=2).contains(&sentences), "{name}: {sentences} sentences");
            assert!(is_told_by_a_sentence(name, &course::plain(means)), "{name}");
        }
        let found = shown.drifted().into_iter();
        drifted.extend(found.map(|(line, it)| format!("src/course/glossary.md:{line}: {it}")));
    }
    assert_none(&drifted);
    let taken = terms.iter().filter(|term| matches!(term.means, Means::Page(_)));
    assert!(taken.count() > 4, "words of the page are in the glossary");
}

/// Whether the first sentence of what a word means is a whole one, and about that word.
fn is_told_by_a_sentence(name: &str, means: &str) -> bool {
    let sentence = means.split_inclusive(['.', '?', '!']).next().unwrap_or_default();
    let stems = name.split(|letter: char| !letter.is_alphabetic());
    let stems = stems.filter(|part| part.len() > 4 || part.len() == name.len());
    let is_named =
        |stem: &str| sentence.to_lowercase().contains(&stem.to_lowercase()[..stem.len().min(5)]);
    sentence.starts_with(char::is_uppercase)
        && sentence.ends_with('.')
        && stems.into_iter().any(is_named)
}

#[test]
fn a_glossary_that_cannot_be_read_says_where() {
    let cases = [
        ("Text.\n", "1: expected a word, as a heading, found 'Text.'"),
        ("## token\n", "1: expected what the word means, found 'the end'"),
        ("## ghost\n\nText.\n", "3: expected a stop, and nothing else, found 'Text.'"),
        ("## token\n\nText.\n\n## lost\n", "5: expected a stop, and nothing else, found 'lost'"),
        ("## token\n\n```stop\n```\n", "3: expected what the word means, found 'stop'"),
    ];
    for (text, expected) in cases {
        let error = glossary::read(text).expect_err(expected);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn every_link_of_a_lesson_leads_somewhere() {
    for (listed, lesson) in lessons() {
        for line in texts(&lesson).flat_map(lines) {
            for inline in line {
                let Inline::Link { to, text } = inline else { continue };
                let leads = match to {
                    Target::Here(address) => Address::parse(address).is_ok(),
                    Target::Lesson(name) => course::lesson(name).is_some(),
                    Target::Term(name) => terms().iter().any(|term| term.slug() == *name),
                    Target::Web { address, title } => {
                        address.len() > "https://".len() && title.len() > 3
                    }
                };
                assert!(leads, "{}: '{text}' leads to {to:?}", listed.file);
            }
        }
    }
}

/// Three to five minutes each, with something to look at.
#[test]
fn lessons_are_short_and_show_something() {
    let mut names = Vec::new();
    for (listed, lesson) in lessons() {
        assert_eq!(Head::read(listed.text), Ok(lesson.head.clone()));
        assert!((3..=5).contains(&lesson.head.minutes), "{}", listed.file);
        let shown = lesson.stops().count();
        assert!((2..=4).contains(&shown), "{}: {shown} stops", listed.file);
        let asked = lesson.questions().count();
        assert!((1..=3).contains(&asked), "{}: {asked} questions", listed.file);
        let mut words: Vec<String> = texts(&lesson).flat_map(lines).map(course::plain).collect();
        words.extend(lesson.stops().map(|stop| stop.caption.clone()));
        words.extend(lesson.questions().flat_map(|it| [it.text.clone(), it.because.clone()]));
        let count: usize = words.iter().map(|line| line.split_whitespace().count()).sum();
        assert!((400..=750).contains(&count), "{}: {count} words", listed.file);
        assert!(!names.contains(&listed.name), "{} comes twice", listed.name);
        names.push(listed.name);
    }
}

const HEAD: &str = "---\ntitle: A\nminutes: 3\nidea: B\n---\n";

fn with_stop(fields: &str) -> String {
    format!("{HEAD}\nText.\n\n```stop\n{fields}```\n")
}

/// What is wrong, with the line that it is in.
#[test]
fn a_file_that_cannot_be_read_says_where() {
    let link = "link: /v1/confirm-order/outbox/3\n";
    let cases = [
        ("Text.".to_string(), "1: expected '---' around the head, found 'Text.'"),
        (HEAD.replace("idea", "ideal"), "2: there is no 'idea:'"),
        (HEAD.replace('3', "three"), "3: expected a number of whole minutes, found 'three'"),
        (HEAD.replace("title: A", "title: A\ntitle: B"), "3: nobody reads this 'title:'"),
        (format!("{HEAD}> quoted\n"), "6: a lesson has no use for Start(BlockQuote(None))"),
        (
            format!("{HEAD}\n[a](b)\n"),
            "7: expected '/v1/…', 'lesson:…', 'term:…' or 'https://… \"Title\"'",
        ),
        (format!("{HEAD}\n```stip\n```\n"), "7: expected 'stop' or 'question', found 'stip'"),
        (with_stop("caption: C\n"), "10: there is no 'link:'"),
        (with_stop(link), "10: there is no 'caption:'"),
        (with_stop(&format!("{link}caption: C\n  more\n")), "10: there is no 'expect:'"),
        (
            with_stop("link: /v1/confirm-order/outbux/3\n"),
            "10: expected an approach, found 'outbux' (at character 19)",
        ),
        (
            with_stop(&format!("{link}caption: C\nexpect: breaks LIST at last\n")),
            "12: expected a claim such as 'breaks LOST at last', found 'breaks LIST at last'",
        ),
        (
            with_stop(&format!("{link}caption: C\nexpect: tokens: holds\n")),
            "12: expected a claim such as 'breaks LOST at last', found 'tokens: holds'",
        ),
    ];
    for (text, expected) in cases {
        let error = Lesson::read(&text).expect_err(expected);
        assert!(error.to_string().starts_with(expected), "{error}\nnot\n{expected}");
    }
}

/// One false claim for each kind that there is, and one true one beside it.
#[test]
fn a_claim_that_is_not_so_is_found() {
    let cases = [
        ("7.refused.14", "breaks LOST", "holds"),
        ("7.refused.14", "counts first items 0 at last", "counts first items 1 at last"),
        ("7.refused.14?with=historic-state", "historic-state: holds at last", "breaks DUP"),
        ("7.refused", "holds DUP", "holds LOST"),
        ("7.refused", "open LOST", "open DUP"),
        ("1.refused.bury:123?send=1", "stuck UNP", "stuck DUP"),
        ("7.refused.14?at=16", "publishes ItemAdded of 123", "publishes nothing"),
        ("7.refused.14?at=18", "reads v2", "reads v0"),
        ("7.refused.14", "document lines 123, 234", "document no lines"),
        ("7.refused.14?at=7", "message 123 put back", "message 123 acknowledged"),
    ];
    for (run, so, not_so) in cases {
        let stop = |claim: &str| {
            let link = format!("link: /v1/first-item-added/current-state/{run}\n");
            let lesson = Lesson::read(&with_stop(&format!("{link}caption: C\nexpect: {claim}\n")));
            let lesson = lesson.unwrap_or_else(|error| panic!("{claim}: {error}"));
            lesson.stops().flat_map(course::Stop::drifted).collect::<Vec<_>>()
        };
        assert_eq!(stop(so), [], "{so}");
        let drifted = stop(not_so);
        assert!(matches!(&drifted[..], [(12, text)] if text.contains(not_so)), "{drifted:?}");
    }
}

/// A question with a right answer among those called wrong, and one that has no one answer.
#[test]
fn a_question_that_asks_nothing_is_found() {
    let asked = |run: &str, fields: &str| {
        let link = format!("link: /v1/first-item-added/{run}\n");
        let block = format!("```question\n{link}{fields}\ntext: T\nbecause: B\n```\n");
        let lesson = Lesson::read(&format!("{HEAD}{block}")).expect("it is well-formed");
        lesson.questions().next().expect("there is one").clone()
    };
    let right = asked("current-state/7.refused.8", "asks: read\nwrong: v0 = W\nwrong: v2 = W");
    assert_eq!(right.not_wrong(), [10]);
    assert_eq!(right.right(), right.choices().get(1).cloned());
    let over = asked("current-state/7.refused.14", "asks: read");
    assert_eq!(over.right(), None, "nothing is read any more");
    let both = asked("persist-then-publish/3.unanswered", "asks: breaks");
    assert_eq!(both.right(), None, "two promises are broken");
}

/// Where the wrong answer would be right: nothing goes wrong, or another approach is at work.
#[test]
fn a_wrong_answer_is_met_with_a_run_in_which_it_is_right() {
    let link = "/v1/first-item-added/current-state/7.refused.8";
    let fields = "asks: published\nwrong: ItemAdded of 123, FirstItemAdded of 123 = W\n";
    let block = format!("```question\nlink: {link}\n{fields}text: T\nbecause: B\n```\n");
    let lesson = Lesson::read(&format!("{HEAD}{block}")).expect("it is well-formed");
    let question = lesson.questions().next().expect("there is one");
    let choices = question.choices();
    let wrong = choices.iter().find(|it| Some(*it) != question.right().as_ref());
    let refuted = question.refute(wrong.expect("there is a wrong one"));
    let other = refuted.elsewhere.expect("there is such a run").link;
    assert_eq!(other.run.approach.id, "historic-state");
    assert_eq!(refuted.really.link.run.approach.id, "current-state");
}

/// Emphasis, code, lists and links come out as what they are.
#[test]
fn markdown_becomes_plain_data() {
    let text =
        "## Why\n\nSo *much* for `x`,\nand [this](lesson:a).\n\n1. One\n2. Two\n\n```\na: b\n```\n";
    let lesson = Lesson::read(&format!("{HEAD}{text}")).expect("it is well-formed");
    let blocks: Vec<&Block> = texts(&lesson).collect();
    let plain = |text: &str| Inline::Text(text.to_string());
    let to = Target::Lesson("a".to_string());
    let paragraph = vec![
        plain("So "),
        Inline::Emphasis("much".to_string()),
        plain(" for "),
        Inline::Code("x".to_string()),
        plain(", and "),
        Inline::Link { text: "this".to_string(), to },
        plain("."),
    ];
    assert_eq!(blocks[0], &Block::Heading(vec![plain("Why")]));
    assert_eq!(blocks[1], &Block::Paragraph(paragraph));
    let points = vec![vec![plain("One")], vec![plain("Two")]];
    assert_eq!(blocks[2], &Block::List { is_numbered: true, points });
    assert_eq!(blocks[3], &Block::Code("a: b\n".to_string()));
}

/// Every file of the folder is in the list, once and in its order.
#[test]
fn a_lesson_is_one_file_and_one_line() {
    let of = |source: &&Source| source.path.starts_with("src/course/lessons/");
    let mut files: Vec<&str> = source::ALL.iter().filter(of).map(|it| it.path.as_str()).collect();
    files.sort_unstable();
    let listed: Vec<String> = LESSONS.iter().map(|it| format!("src/course/{}", it.file)).collect();
    assert_eq!(files, listed);
}

/// What `cargo xtask new-lesson` begins with is a lesson: only that it says nothing yet.
#[test]
fn a_new_lesson_can_be_read() {
    let lesson =
        Lesson::read(include_str!("../../xtask/src/lesson.md")).expect("it is well-formed");
    let drifted: Vec<_> = lesson.stops().flat_map(course::Stop::drifted).collect();
    assert_eq!(drifted, []);
    assert!(lesson.stops().count() > 1);
    for question in lesson.questions() {
        assert!(question.right().is_some() && question.not_wrong().is_empty());
    }
}
