//! The pages of the course, as plain data.

mod challenge;
mod lesson;
mod map;
mod words;

pub use challenge::{ChallengeView, ChoiceRow, FeatView, FormView, StepRow, ToDo, TraceLine};
pub use lesson::{ChoiceMark, ChoiceView, LessonView, MetView, PartView, QuestionView};
pub use map::{ChallengeRow, LessonRow, MapView, Standing};
pub use words::{SourceView, TermView, WordsView};

pub use crate::course::glossary::Means;
pub use crate::course::{Block, Inline};

use super::headline::headline;
use super::lane::lane;
use super::share::course_share;
use super::{Headline, LaneView, ShareView};
use crate::app::state::course::{Course, Picture, Shown, Spoken};
use crate::app::state::{Notice, Page, State};
use crate::codec::CourseLink;
use crate::course::{Stop, Target};
use crate::language::{clip, in_english, said};

/// A page of the course.
#[derive(Clone, PartialEq, Debug)]
pub struct CourseView {
    /// What is on it.
    pub shown: ShownView,
    /// Something to tell the visitor.
    pub notice: Option<Notice>,
    /// What the page is shared as, if it is.
    pub share: Option<ShareView>,
    /// Whether the sheet of keys is open.
    pub sheet: bool,
    /// Whether it is in somebody's page, without what is around a lesson.
    pub is_bare: bool,
}

/// What is on a page of the course.
#[derive(Clone, PartialEq, Debug)]
pub enum ShownView {
    /// The map.
    Map(MapView),
    /// A lesson.
    Lesson(Box<LessonView>),
    /// A challenge.
    Challenge(Box<ChallengeView>),
    /// The glossary.
    Words(WordsView),
}

/// A picture of a run, to be stepped through where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct PictureView {
    /// Which it is.
    pub at: Picture,
    /// What there is to see in it.
    pub caption: String,
    /// The sentence of the moment.
    pub headline: Headline,
    /// The approaches.
    pub lanes: Vec<LaneView>,
    /// The step on show, and the last.
    pub step: (usize, usize),
    /// The address of the moment; none where the run is of an approach that has no name.
    pub link: Option<String>,
}

/// Where words lead to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leads {
    /// To a page of the course, by its address.
    Course(String),
    /// To a moment or a question, by its address.
    Page(String),
    /// To another site.
    Web(String),
}

/// Where `target` leads to.
pub fn leads(target: &Target) -> Leads {
    match target {
        Target::Here(link) => Leads::Page(link.clone()),
        Target::Lesson(name) => Leads::Course(CourseLink::Lesson(name.clone()).to_string()),
        Target::Term(word) => Leads::Course(CourseLink::Words(Some(word.clone())).to_string()),
        Target::Web { address, .. } => Leads::Web(address.clone()),
    }
}

/// The page of the course, if one is on show.
pub fn course(state: &State) -> Option<CourseView> {
    (state.page == Page::Course).then(|| CourseView {
        shown: match &state.course.shown {
            Shown::Map => ShownView::Map(map::map(&state.course)),
            // What these say is English, so all that is on their cards is.
            Shown::Lesson(studying) => {
                let made = in_english(|| lesson::lesson(&state.course, studying));
                ShownView::Lesson(Box::new(made))
            }
            Shown::Challenge(facing) => {
                let made = in_english(|| challenge::challenge(&state.course, facing));
                ShownView::Challenge(Box::new(made))
            }
            Shown::Words(word) => {
                let sought = &state.course.sought;
                in_english(|| ShownView::Words(words::words(word.as_deref(), sought)))
            }
        },
        notice: state.notice.clone(),
        share: course_share(state),
        sheet: state.sheet,
        is_bare: state.is_bare(),
    })
}

/// What the page of the course is called.
pub(super) fn title(course: &Course) -> String {
    match &course.shown {
        Shown::Map => said("Course"),
        Shown::Lesson(studying) => studying.lesson.head.title.clone(),
        Shown::Challenge(facing) => facing.challenge.title.clone(),
        Shown::Words(None) => said("Glossary"),
        Shown::Words(Some(word)) => [clip(word).as_str(), ": ", &said("Glossary")].concat(),
    }
}

/// Whether what is on show, and what a screen reader says of it, is English in every language: all
/// of the course but its map.
pub fn is_english(state: &State) -> bool {
    state.page == Page::Course && !matches!(state.course.shown, Shown::Map)
}

/// What a screen reader says of what has just happened, if a page of the course is on show.
pub fn spoken(state: &State) -> Option<String> {
    (state.page == Page::Course).then(|| match &state.course.spoken {
        Spoken::Nothing => String::new(),
        Spoken::Text(text) => text.clone(),
        Spoken::Picture(at) => {
            let text = |shown: &State| in_english(|| headline(shown, &lanes(shown)).text());
            state.course.picture(*at).map_or(String::new(), text)
        }
    })
}

fn lanes(shown: &State) -> Vec<LaneView> {
    // Which approach is at work is for the lesson to say.
    let fixed = |lane: LaneView| LaneView { choices: Vec::new(), can_close: false, ..lane };
    (0..shown.lanes.len()).map(|index| fixed(lane(shown, index))).collect()
}

/// The picture of `shown`.
fn picture(at: Picture, shown: &State, caption: String) -> PictureView {
    let lanes = lanes(shown);
    let is_known = crate::sim::approach::by_id(shown.lanes[0].timeline.run.approach.id).is_some();
    PictureView {
        at,
        caption,
        headline: headline(shown, &lanes),
        lanes,
        step: (shown.beat, shown.last()),
        link: is_known.then(|| shown.link()),
    }
}

/// The picture of a stop.
fn stop_picture(index: usize, stop: &Stop, shown: &State) -> PictureView {
    picture(Picture::Stop(index), shown, stop.caption.clone())
}
