//! A lesson that is being read: what comes after a question is there once it is answered.

use std::rc::Rc;

use super::{Course, CourseCommand, CourseMsg, Picture, Shown, Spoken, moment};
use crate::app::state::{Command, State};
use crate::course::progress::Progress;
use crate::course::{self, Answer, Lesson, Listed, Question, Refutation, Shown as Seen, kept};
use crate::language::in_english;

/// A lesson that is being read.
#[derive(Clone, Debug)]
pub struct Studying {
    /// Its name.
    pub listed: &'static Listed,
    /// What it says.
    pub lesson: Rc<Lesson>,
    /// Its stops, each where its visitor has stepped to.
    pub stops: Vec<State>,
    /// Its questions.
    pub asked: Vec<Asked>,
}

/// A question, as far as it is answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The answers to choose from.
    pub choices: Vec<Answer>,
    /// The answers in words.
    pub told: Vec<String>,
    /// The one that is chosen, before it is meant.
    pub chosen: Option<usize>,
    /// Those that were meant and are wrong.
    pub wrong: Vec<usize>,
    /// What meets the last of those.
    pub met: Option<Box<Met>>,
    /// Whether the right answer was given.
    pub is_answered: bool,
}

/// What a wrong answer is met with.
#[derive(Clone, Debug)]
pub struct Met {
    /// What really happens, from where it was asked on.
    pub really: State,
    /// How far that has to be stepped until it shows so.
    until: usize,
    /// How far it was stepped.
    seen: usize,
    /// A run in which the answer would be right, if there is one.
    pub elsewhere: Option<State>,
}

impl Studying {
    /// The lesson called `name`, with what was answered before.
    pub(super) fn open(name: &str, progress: &Progress) -> Option<Self> {
        let listed = course::lesson(name)?;
        let lesson = Lesson::read(listed.text).expect("a test reads every lesson");
        let answers = progress.lessons.get(name).map(|studied| &studied.answers);
        let is_answered = |question: &Question| {
            answers.and_then(|it| it.get(&question.key())).is_some_and(|answered| answered.right)
        };
        let asked = lesson.questions().map(|it| Asked::of(it, is_answered(it))).collect();
        let stops = lesson.stops().map(|stop| moment(stop.link.clone())).collect();
        let mut studying = Self { listed, lesson: Rc::new(lesson), stops, asked };
        studying.hold_back();
        Some(studying)
    }

    /// Lets no stop run ahead of a question about its run that is not answered yet: a picture would
    /// give the answer away.
    pub(super) fn hold_back(&mut self) {
        let lesson = self.lesson.clone();
        let is_open = |(_, asked): &(&Question, &Asked)| !asked.is_answered;
        let open = lesson.questions().zip(&self.asked).filter(is_open);
        let asked: Vec<State> = open.map(|(question, _)| moment(question.link.clone())).collect();
        for (stop, shown) in lesson.stops().zip(&mut self.stops) {
            let whole = moment(stop.link.clone());
            let ends = asked.iter().filter(|asked| have_same_run(asked, &whole));
            let end = ends.map(|asked| whole.beat_of(0, asked.frame(0, asked.beat))).min();
            let end = end.map_or(whole.last(), |end| end.max(whole.beat));
            if shown.last() != end {
                let beat = shown.beat.min(end);
                *shown = whole;
                shown.beats.truncate(end + 1);
                shown.mark();
                shown.beat = beat;
            }
        }
    }

    /// The question at hand: the first that is not answered.
    pub fn at_hand(&self) -> Option<usize> {
        self.asked.iter().position(|asked| !asked.is_answered)
    }

    pub(super) fn picture(&self, picture: Picture) -> Option<&State> {
        let met = |index: usize| self.asked.get(index)?.met.as_deref();
        match picture {
            Picture::Stop(index) => self.stops.get(index),
            Picture::Really(index) => met(index).map(|met| &met.really),
            Picture::Elsewhere(index) => met(index)?.elsewhere.as_ref(),
            _ => None,
        }
    }

    pub(super) fn picture_mut(&mut self, picture: Picture) -> Option<&mut State> {
        let (index, is_real) = match picture {
            Picture::Stop(index) => return self.stops.get_mut(index),
            Picture::Really(index) => (index, true),
            Picture::Elsewhere(index) => (index, false),
            _ => return None,
        };
        let met = self.asked.get_mut(index)?.met.as_deref_mut()?;
        if is_real { Some(&mut met.really) } else { met.elsewhere.as_mut() }
    }
}

impl Met {
    /// What meets a wrong answer. What really happens is the same for each, so it stays where the
    /// answer `before` has left it: a run that was stepped through need not be stepped again.
    fn with(refutation: Refutation, before: Option<Box<Self>>) -> Self {
        let elsewhere = refutation.elsewhere.map(|shown| moment(shown.link));
        if let Some(before) = before {
            return Self { elsewhere, ..*before };
        }
        let Seen { link, from } = refutation.really;
        let mut really = moment(link);
        let until = really.beat;
        really.beat = really.beat_of(0, from).min(until);
        Self { seen: really.beat, really, until, elsewhere }
    }

    /// Whether what really happens was looked at.
    pub fn is_seen(&self) -> bool {
        self.seen >= self.until
    }

    /// It was stepped.
    fn look(&mut self) {
        self.seen = self.seen.max(self.really.beat);
    }
}

/// Whether the first approach on show does the same in both.
fn have_same_run(one: &State, other: &State) -> bool {
    let run = |state: &State| {
        let run = &state.lanes[0].timeline.run;
        (run.case, run.approach.id, run.choices.clone())
    };
    run(one) == run(other)
}

impl Asked {
    fn of(question: &Question, is_answered: bool) -> Self {
        let (moment, choices) = (question.moment(), question.choices());
        // A lesson is English, and so is all that is asked in it.
        let tell = || choices.iter().map(|answer| question.told(answer, &moment)).collect();
        let told = in_english(tell);
        Self { choices, told, chosen: None, wrong: Vec::new(), met: None, is_answered }
    }

    /// Whether it can be answered now: not before what met the last answer was looked at. Whoever
    /// tries one answer after the other sees each time what really happens.
    pub fn is_open(&self) -> bool {
        !self.is_answered && self.met.as_ref().is_none_or(|met| met.is_seen())
    }
}

/// A picture of the lesson on show was stepped.
pub(super) fn look(studying: &mut Studying, picture: Picture) {
    let Picture::Really(index) = picture else { return };
    if let Some(met) = studying.asked.get_mut(index).and_then(|asked| asked.met.as_mut()) {
        met.look();
    }
}

/// The lesson is new again; that it was done once stays.
pub(super) fn take_again(course: &mut Course) -> Vec<Command> {
    let Shown::Lesson(studying) = &course.shown else { return Vec::new() };
    let name = studying.listed.name;
    course.progress.retake(name);
    let opened = Studying::open(name, &course.progress).map(Box::new);
    course.shown = opened.map_or(Shown::Map, Shown::Lesson);
    vec![keep(course), Command::ShowTop, course.focus()]
}

/// Lets `msg` change the question at hand; what comes later can't be answered yet.
pub(super) fn update(course: &mut Course, msg: &CourseMsg) -> Vec<Command> {
    let Shown::Lesson(studying) = &mut course.shown else { return Vec::new() };
    let Some(index) = studying.at_hand() else { return Vec::new() };
    let asked = &mut studying.asked[index];
    match msg {
        CourseMsg::Chose(choice) => {
            let is_open = *choice < asked.choices.len() && !asked.wrong.contains(choice);
            asked.chosen = Some(*choice).filter(|_| is_open).or(asked.chosen);
            Vec::new()
        }
        CourseMsg::Committed if asked.is_open() => match asked.chosen.take() {
            Some(choice) => commit(course, index, choice),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn commit(course: &mut Course, index: usize, choice: usize) -> Vec<Command> {
    let Shown::Lesson(studying) = &mut course.shown else { return Vec::new() };
    let lesson = studying.lesson.clone();
    let Some(question) = lesson.questions().nth(index) else { return Vec::new() };
    let asked = &mut studying.asked[index];
    let answer = &asked.choices[choice];
    let is_right = question.right().as_ref() == Some(answer);
    let name = studying.listed.name;
    course.progress.answer(name, question.key(), is_right);
    let wanted = if is_right {
        asked.is_answered = true;
        asked.met = None;
        studying.hold_back();
        course.spoken = Spoken::Text(["Right. ", &question.because].concat());
        if studying.at_hand().is_none() {
            course.progress.finish(name);
        }
        format!("[id='because-{index}']")
    } else {
        let met = Met::with(question.refute(answer), asked.met.take());
        asked.met = Some(Box::new(met));
        asked.wrong.push(choice);
        let why = question.why_not(answer).unwrap_or_default();
        course.spoken = Spoken::Text(["Not quite: ", &asked.told[choice], ". ", why].concat());
        format!("[id='met-{index}']")
    };
    vec![keep(course), CourseCommand::Focus(wanted).into()]
}

/// What is known so far is to be kept.
pub(super) fn keep(course: &mut Course) -> Command {
    course.before = None;
    CourseCommand::Keep(kept::entries(&course.progress)).into()
}
