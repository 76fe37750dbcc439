//! What is known of the course on this device: kept, brought in, forgotten.

use super::lesson::keep;
use super::{CourseCommand, CourseLink, Shown, enter};
use crate::app::state::{Command, Notice, Page, State};
use crate::course::kept;
use crate::course::progress::Progress;
use crate::deck;
use crate::kept::Found;
use crate::language::tell;

/// What is kept on this device is what is known.
pub(super) fn take_kept(state: &mut State, found: Found) -> Vec<Command> {
    state.course.unread.find(found.unread);
    let progress = kept::of_entries(&found.entries);
    if progress != state.course.progress {
        take(state, progress);
    }
    Vec::new()
}

/// Goes on with `progress`; a lesson on show is as far as it says. What was chosen stays.
fn take(state: &mut State, progress: Progress) {
    let course = &mut state.course;
    course.progress = progress;
    if let Shown::Lesson(studying) = &mut course.shown {
        let answers = course.progress.lessons.get(studying.listed.name).map(|it| &it.answers);
        for (asked, question) in studying.asked.iter_mut().zip(studying.lesson.questions()) {
            let answered = answers.and_then(|answers| answers.get(&question.key()));
            asked.is_answered = answered.is_some_and(|answered| answered.right);
        }
        studying.hold_back();
    }
}

/// What was given is taken in, of everything what is further; `None` if it is none of the course's.
pub(super) fn take_given(state: &mut State, text: &str) -> Option<Vec<Command>> {
    let is_on_map = state.page == Page::Course && matches!(state.course.shown, Shown::Map);
    match Progress::read(text) {
        Ok(progress) => {
            enter(state);
            let merged = std::mem::take(&mut state.course.progress).merged(progress);
            state.course.progress = merged;
            let before = state.course.link();
            let shown = state.course.show(&CourseLink::Map);
            state.notice = Some(match shown {
                Ok(()) => Notice::Done(String::from("The progress in this file is imported.")),
                Err(text) => Notice::Wrong(text),
            });
            let goes = (before != CourseLink::Map || !is_on_map)
                .then(|| [Command::PushLink(state.link()), Command::ShowTop]);
            Some(
                std::iter::once(keep(&mut state.course))
                    .chain(goes.into_iter().flatten())
                    .collect(),
            )
        }
        // A deck or a run is taken in from here as from anywhere.
        Err(error) if is_on_map && !deck::is_deck(text) && !text.contains("\"scenario\"") => {
            let text =
                tell("This file can't be imported: {0}. Your progress is unchanged.", &[&error]);
            state.notice = Some(Notice::Wrong(text));
            Some(Vec::new())
        }
        // Whatever else it is would take the place of the course in somebody's page.
        Err(_) if state.is_bare() => {
            let text = "Only progress of the course is opened here. Open Redelivery by itself for \
                        runs and decks.";
            state.notice = Some(Notice::Wrong(String::from(text)));
            Some(Vec::new())
        }
        Err(_) => None,
    }
}

/// All is forgotten; until something new is known, it can be taken back.
pub(super) fn forget(state: &mut State) -> Vec<Command> {
    let course = &mut state.course;
    course.before = Some(std::mem::take(&mut course.progress));
    vec![CourseCommand::Clear.into(), CourseCommand::Focus(String::from("[data-undo]")).into()]
}

/// It is known again.
pub(super) fn take_back(state: &mut State) -> Vec<Command> {
    let course = &mut state.course;
    let Some(before) = course.before.take() else { return Vec::new() };
    course.progress = before;
    vec![keep(course), CourseCommand::Focus(String::from("[data-forget]")).into()]
}
