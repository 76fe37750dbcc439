//! The desk where long questions are answered, away from the page: texts in, texts out, a slice of
//! work at a time. The page has it in a worker; the terminal and the tests have it at hand.

pub mod bench;
mod points;
mod row;

use std::collections::VecDeque;

use crate::codec::{
    Address, Answer, CellTold, Entry, FormatTold, Link, LinkError, MatrixLink, Written,
};
use crate::export::{FORMATS, Look, Taken};
use crate::import::{self, Imported};
use crate::language::{self, Catalogue};
use crate::sim::approach::{self, Approach};
use crate::sim::checker::{BROKEN, Inquiry, Plan, Question, Report};
use crate::sim::cost::Cost;
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Matrix, Search};
use crate::sim::model::MessageId;
use crate::sim::scenario::Case;
use crate::{export, words};

/// What stops the check at hand, whatever it has found.
pub const STOP: &str = "stop";
/// What lets it wait.
pub const PAUSE: &str = "pause";
/// What lets it go on.
pub const RESUME: &str = "resume";
/// What stands before the address of a matrix, and before that of the site, to have it as a file:
/// as a Markdown table.
pub const MARKDOWN: &str = "markdown";
/// What stands before those addresses to have them as comma-separated values.
pub const CSV: &str = "csv";

/// What asks in which formats a run can be taken away.
pub const ASK_FORMATS: &str = "formats";
/// What stands before a format, `light` or `dark`, a moment's address, that of the site, and the id
/// of the stack whose errors are shown, to have the runs that the moment shows.
pub const WRITE: &str = "write";
/// How a picture looks on a dark page.
pub const DARK: &str = "dark";
/// How it looks on a light one.
pub const LIGHT: &str = "light";
/// What comes before a text that is handed in to be opened.
pub const OPEN: &str = "open\n";

/// Bytes that a check may use: what a phone's tab can spare.
const MEMORY_MAX: usize = 512 << 20;

/// The desk.
#[derive(Debug, Default)]
pub struct Desk {
    prices: VecDeque<(Case, &'static Approach)>,
    files: VecDeque<(bool, MatrixLink, String)>,
    /// What takes no time worth a slice of its own.
    ready: VecDeque<Answer>,
    check: Option<(Question, Inquiry)>,
    is_paused: bool,
    /// The crash points to be played, in place of a matrix.
    points: VecDeque<(Case, &'static Approach, MessageId)>,
    matrix: VecDeque<Place>,
    search: Option<(Place, Search)>,
    /// Whether it was the check that was worked on last.
    was_check: bool,
}

/// A cell of a matrix.
type Place = (Case, &'static Approach, usize);

/// What the desk has to say after a slice of work.
#[derive(Clone, Debug)]
pub enum Said {
    /// How far the row of a check is: to be told with the time that it has taken.
    Reached {
        /// The question.
        question: Box<Question>,
        /// How far.
        report: Box<Report>,
    },
    /// Anything else, as text.
    Text(String),
}

impl Said {
    /// As text; `milliseconds` is the time that the row at hand has taken.
    pub fn text(&self, milliseconds: u32) -> String {
        match self {
            Said::Text(text) => text.clone(),
            Said::Reached { question, report } => {
                Answer::Row(row::told(question, report, milliseconds)).to_string()
            }
        }
    }

    /// Which row of a check it is about, and whether that is over.
    pub fn row(&self) -> Option<(usize, bool)> {
        match self {
            Said::Text(_) => None,
            Said::Reached { report, .. } => Some((report.row, report.is_over())),
        }
    }
}

/// What comes before a file of words that the desk is to speak.
pub const SPEAK: &str = "speak\n";

impl Desk {
    /// Takes a question, an order about the one at hand, or says what can't be read of it.
    pub fn ask(&mut self, text: &str) -> Result<(), LinkError> {
        if let Some(words) = text.strip_prefix(SPEAK) {
            // The page has read the same file before.
            if let Ok(words) = Catalogue::read(words) {
                language::speak(Some(Box::new(move |english| words.find(english))));
            }
            return Ok(());
        }
        if let Some(given) = text.strip_prefix(OPEN) {
            self.ready.push_back(opened(given));
            return Ok(());
        }
        let words: Vec<&str> = text.split(' ').collect();
        if let [WRITE, format, look, link, site, stack] = words[..] {
            crate::words::use_stack(stack);
            if let Address::Moment(link) = Address::parse(link)? {
                self.ready.extend(written(text, format, look, &link, site));
            }
            return Ok(());
        }
        if let [format @ (MARKDOWN | CSV), link, site] = words[..] {
            if let Address::Matrix(link) = Address::parse(link)? {
                self.files.push_back((format == MARKDOWN, link, site.to_string()));
            }
            return Ok(());
        }
        match text {
            ASK_FORMATS => self.ready.push_back(formats()),
            STOP => self.check = None,
            PAUSE => self.is_paused = true,
            RESUME => self.is_paused = false,
            address => match Address::parse(address)? {
                Address::Moment(Link { run, .. }) => {
                    self.prices.push_back((run.case, run.approach));
                }
                Address::Matrix(link) => self.ask_for_matrix(link),
                // Nothing is to be computed of these.
                Address::Stage(_) | Address::Deck(_) | Address::Course(_) => {}
                Address::Check(question) => {
                    self.is_paused = false;
                    let inquiry = Inquiry::new((*question).clone(), plan());
                    self.check = Some((*question, inquiry));
                }
            },
        }
        Ok(())
    }

    /// Cell by cell, row by row, in place of whatever matrix was asked for before.
    fn ask_for_matrix(&mut self, link: MatrixLink) {
        let case = Case::from(link.scenario);
        (self.matrix, self.points, self.search) = Default::default();
        if let Some(message) = link.points {
            self.points = rows(link).into_iter().map(|it| (case, it, message)).collect();
            return;
        }
        let row = |approach| (0..COLUMNS.len()).map(move |column| (approach, column));
        let cells = rows(link).into_iter().flat_map(row);
        self.matrix = cells.map(|(approach, column)| (case, approach, column)).collect();
    }

    /// Looks at about `count` worlds for what is most urgent: a price or a file; else for the check
    /// and for the matrix in turns, for either can take minutes and somebody waits for the other.
    /// `None` when there is nothing to do.
    pub fn work(&mut self, count: usize) -> Option<Vec<Said>> {
        if let Some(answer) = self.ready.pop_front() {
            return Some(vec![Said::Text(answer.to_string())]);
        }
        if let Some((case, approach)) = self.prices.pop_front() {
            return Some(vec![price(case, approach)]);
        }
        if let Some((is_markdown, link, site)) = self.files.pop_front() {
            return Some(vec![file(is_markdown, link, &site)]);
        }
        if let Some((case, approach, message)) = self.points.pop_front() {
            return Some(vec![Said::Text(points::solved(case, approach, message).to_string())]);
        }
        self.was_check = !self.was_check;
        if self.was_check {
            self.work_on_check(count).or_else(|| self.work_on_matrix(count))
        } else {
            self.work_on_matrix(count).or_else(|| self.work_on_check(count))
        }
    }

    fn work_on_check(&mut self, count: usize) -> Option<Vec<Said>> {
        let (question, inquiry) = self.check.as_mut().filter(|_| !self.is_paused)?;
        let Some(report) = inquiry.advance(count) else {
            let over = Answer::Over(question.to_string());
            self.check = None;
            return Some(vec![Said::Text(over.to_string())]);
        };
        let question = Box::new(question.clone());
        Some(vec![Said::Reached { question, report: Box::new(report) }])
    }

    fn work_on_matrix(&mut self, mut count: usize) -> Option<Vec<Said>> {
        let mut said = Vec::new();
        while count > 0 {
            let Some((place, mut search)) = self.search.take().or_else(|| {
                let place = self.matrix.pop_front()?;
                let (case, approach, column) = place;
                Some((place, Search::new(case, approach, &COLUMNS[column])))
            }) else {
                break;
            };
            if search.advance(&mut count) {
                let (case, approach, column) = place;
                let case = COLUMNS[column].case(case);
                let cell = CellTold::of(&search.cell(), case, approach);
                let answer = Answer::Cell { case, approach, column, cell };
                said.push(Said::Text(answer.to_string()));
            } else {
                self.search = Some((place, search));
            }
        }
        (self.search.is_some() || !said.is_empty()).then_some(said)
    }
}

/// A check ends with the first promise that breaks: that is what was asked.
fn plan() -> Plan {
    let stop_at =
        (0..invariant::ALL.len()).fold(0, |goals, promise| goals | 1 << (BROKEN + promise));
    Plan { memory_max: MEMORY_MAX, stop_at, ..Plan::default() }
}

/// The approaches on show in a matrix.
fn rows(MatrixLink { scenario, flawed, .. }: MatrixLink) -> Vec<&'static Approach> {
    let wrong = if flawed { approach::FLAWED } else { &[] };
    scenario.suited(approach::ALL).chain(scenario.suited(wrong)).collect()
}

/// The whole matrix as a file, its links leading to `site`.
fn file(is_markdown: bool, link: MatrixLink, site: &str) -> Said {
    let matrix = Matrix::compute(link.scenario.into(), rows(link).into_iter());
    // A file goes on to others, whatever is spoken here.
    let (ending, text) = crate::language::in_english(|| {
        if is_markdown {
            ("md", export::markdown(&matrix, site))
        } else {
            ("csv", export::csv(&matrix, site))
        }
    });
    let name = format!("matrix-{}.{ending}", link.scenario.id);
    Said::Text(Answer::File { name, text }.to_string())
}

/// The formats in which a run can be taken away.
fn formats() -> Answer {
    let told = |format: &export::Format| FormatTold {
        id: String::from(format.id),
        name: String::from(format.name),
        about: String::from(format.about),
        form: format.form,
        takes_all: format.takes_all,
    };
    Answer::Formats(FORMATS.iter().map(told).collect())
}

/// The runs that `link` shows, in a format; none where there is no such format.
fn written(asked: &str, format: &str, look: &str, link: &Link, site: &str) -> Option<Answer> {
    let format = export::format_by_id(format)?;
    let look = if look == DARK { Look::Dark } else { Look::Light };
    let lanes = link.timelines();
    // A file goes on to others, whatever is spoken here.
    let text = language::in_english(|| {
        format.write(&Taken { lanes: &lanes, unmet: &link.unmet, look, site })
    });
    let (asked, name) = (asked.to_string(), format.file(&lanes));
    Some(Answer::Written(Written { asked, name, text }))
}

/// What becomes of a text that was handed in. What was played for it is told in English, as files
/// are; what is wrong with it, as the page speaks.
fn opened(text: &str) -> Answer {
    match language::in_english(|| import::read(text)) {
        Ok(Imported::Run(run)) => Answer::Opened(Link::of(run).to_string()),
        Err(error) => Answer::Refused(error.to_string()),
    }
}

fn price(case: Case, approach: &'static Approach) -> Said {
    let cost = Cost::measure(case, approach);
    let text = |(term, said): (&'static str, String)| -> Entry { (term.to_string(), said) };
    let costs = words::costs(case.scenario, &cost).into_iter().map(text).collect();
    let requires = words::requires(&cost).into_iter().map(text).collect();
    Said::Text(Answer::Price { case, approach: approach.id, costs, requires }.to_string())
}
