//! A lesson as far as it can be read: up to the first question that is not answered.

use super::map::head;
use super::{Block, PictureView, picture, stop_picture};
use crate::app::state::course::{Asked, Course, Met, Picture, Studying};
use crate::codec::CourseLink;
use crate::course::{LESSONS, Part, Question};
use crate::language::{said, tell};

/// A lesson.
#[derive(Clone, PartialEq, Debug)]
pub struct LessonView {
    /// Which of how many, from 1.
    pub place: (usize, usize),
    /// Its title.
    pub title: String,
    /// Its one idea.
    pub idea: String,
    /// How long it takes.
    pub minutes: u8,
    /// What can be read of it.
    pub parts: Vec<PartView>,
    /// Whether some of its questions are answered.
    pub is_begun: bool,
    /// Whether all of it is there to be read.
    pub is_whole: bool,
    /// The address and the title of the next lesson, if there is one.
    pub next: Option<(String, String)>,
}

/// A part of a lesson.
#[derive(Clone, PartialEq, Debug)]
pub enum PartView {
    /// Text.
    Text(Block),
    /// A moment to look at.
    Stop(Box<PictureView>),
    /// A question.
    Question(Box<QuestionView>),
}

/// A question.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionView {
    /// Which of the lesson's it is.
    pub index: usize,
    /// What is asked.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<ChoiceView>,
    /// Whether an answer is chosen that can be meant.
    pub can_commit: bool,
    /// Why it is as it is, once the right answer was given.
    pub because: Option<String>,
    /// What the last wrong answer is met with.
    pub met: Option<Box<MetView>>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceView {
    /// What it says.
    pub told: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// What is known of it.
    pub mark: ChoiceMark,
}

/// What is known of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChoiceMark {
    /// Nothing.
    Open,
    /// It is wrong.
    Wrong,
    /// It is right.
    Right,
    /// Another is right.
    Other,
}

/// What a wrong answer is met with.
#[derive(Clone, PartialEq, Debug)]
pub struct MetView {
    /// The answer.
    pub told: String,
    /// Why it is wrong.
    pub why: String,
    /// Whether what really happens was looked at: until then nothing else can be answered.
    pub is_seen: bool,
    /// What really happens.
    pub really: PictureView,
    /// A run in which the answer would be right, if there is one.
    pub elsewhere: Option<PictureView>,
}

impl ChoiceMark {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            ChoiceMark::Open => "open",
            ChoiceMark::Wrong => "wrong",
            ChoiceMark::Right => "right",
            ChoiceMark::Other => "other",
        }
    }
}

pub(super) fn lesson(course: &Course, studying: &Studying) -> LessonView {
    let index = LESSONS.iter().position(|listed| listed == studying.listed).unwrap_or_default();
    let crate::course::Head { title, minutes, idea } = studying.lesson.head.clone();
    let next = LESSONS.get(index + 1).map(|listed| {
        let link = CourseLink::Lesson(listed.name.to_string()).to_string();
        (link, head(listed).title)
    });
    let studied = course.progress.lessons.get(studying.listed.name);
    LessonView {
        place: (index + 1, LESSONS.len()),
        title,
        idea,
        minutes,
        parts: parts(studying),
        is_begun: studied.is_some_and(|studied| !studied.answers.is_empty()),
        is_whole: studying.at_hand().is_none(),
        next,
    }
}

/// What can be read: nothing after a question that is not answered.
fn parts(studying: &Studying) -> Vec<PartView> {
    let (mut parts, mut stops, mut questions) = (Vec::new(), 0, 0);
    for part in &studying.lesson.parts {
        match part {
            Part::Text(block) => parts.push(PartView::Text(block.clone())),
            Part::Stop(stop) => {
                let shown = stop_picture(stops, stop, &studying.stops[stops]);
                parts.push(PartView::Stop(Box::new(shown)));
                stops += 1;
            }
            Part::Question(asked) => {
                let view = question(questions, asked, &studying.asked[questions]);
                let is_answered = view.because.is_some();
                parts.push(PartView::Question(Box::new(view)));
                questions += 1;
                if !is_answered {
                    break;
                }
            }
        }
    }
    parts
}

fn question(index: usize, question: &Question, asked: &Asked) -> QuestionView {
    let right = question.right().filter(|_| asked.is_answered);
    let choice = |(place, told): (usize, &String)| ChoiceView {
        told: told.clone(),
        is_chosen: asked.chosen == Some(place),
        mark: match &right {
            Some(right) if asked.choices[place] == *right => ChoiceMark::Right,
            _ if asked.wrong.contains(&place) => ChoiceMark::Wrong,
            Some(_) => ChoiceMark::Other,
            None => ChoiceMark::Open,
        },
    };
    let choices: Vec<ChoiceView> = asked.told.iter().enumerate().map(choice).collect();
    let last = asked.wrong.last().map(|&place| {
        let why = question.why_not(&asked.choices[place]).unwrap_or_default();
        (asked.told[place].clone(), String::from(why))
    });
    let met = asked.met.as_deref().zip(last).map(|(it, last)| Box::new(met(index, last, it)));
    QuestionView {
        index,
        text: question.text.clone(),
        choices,
        can_commit: asked.chosen.is_some() && asked.is_open(),
        because: asked.is_answered.then(|| question.because.clone()),
        met,
    }
}

fn met(index: usize, (told, why): (String, String), met: &Met) -> MetView {
    let Met { really, elsewhere, .. } = met;
    let is_seen = met.is_seen();
    let caption = said("What really happens, starting from the question.");
    let really = picture(Picture::Really(index), really, caption);
    let elsewhere = elsewhere.as_ref().filter(|_| is_seen).map(|shown| {
        let name = said(shown.lanes[0].timeline.run.approach.name);
        let caption = if shown.plan().injections().is_empty() {
            tell("Your answer would be right if nothing failed from here on (\"{0}\").", &[&name])
        } else {
            tell("Your answer would be right under a different approach: \"{0}\".", &[&name])
        };
        picture(Picture::Elsewhere(index), shown, caption)
    });
    MetView { told, why, is_seen, really, elsewhere }
}
