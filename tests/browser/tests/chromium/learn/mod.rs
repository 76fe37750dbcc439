//! The course in a real browser: a lesson by keyboard alone, challenges of every kind, progress
//! that stays, phones, and somebody's page around a lesson.

mod challenges;
mod lessons;
mod looks;
mod progress;

use browser_tests::{Page, Visitor};
use redelivery::course::{Answer, Lesson, lesson};

/// The program with the course has drawn the page.
const READY: &str = "#app > .stage.course";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(READY);
    page
}

/// The place of the right answer to each question of a lesson, and how many answers there are.
fn answers(name: &str) -> Vec<(usize, usize)> {
    let listed = lesson(name).expect("there is such a lesson");
    let lesson = Lesson::read(listed.text).expect("it is read");
    let place = |question: &redelivery::course::Question| {
        let (right, choices) = (question.right(), question.choices());
        let is_right = |answer: &Answer| Some(answer) == right.as_ref();
        (choices.iter().position(is_right).expect("one is right"), choices.len())
    };
    lesson.questions().map(place).collect()
}

/// Presses `key` until the focus is on something that fits.
#[track_caller]
fn press_until(page: &Page, key: &str, selector: &str) {
    let is_there = format!("document.activeElement.matches({selector:?})");
    for _ in 0..60 {
        if page.eval(&is_there) == true {
            return;
        }
        page.press(key);
    }
    let found = page.eval("document.activeElement.outerHTML.slice(0, 200)");
    panic!("{key} does not lead to {selector}: {found}");
}

/// Answers question `index` of the lesson on show by the mouse.
#[track_caller]
fn answer(page: &Page, index: usize, place: usize) {
    page.click(&format!("input[name='question-{index}'][value='{place}']"));
    page.wait_for(".question__commit:enabled");
    page.click(".question__commit");
}

/// Looks at all of the run that has met a wrong answer.
#[track_caller]
fn look_at_the_run(page: &Page, index: usize) {
    page.wait_for(&format!("[data-picture='really-{index}']"));
    page.click(&format!("[data-picture='really-{index}'] [aria-label='Last step']"));
    page.wait_until("document.querySelector('.question__met > p').innerText.includes('Now')");
}
