//! Timelines and the matrix as text, as tables, as pictures and for other programs: strings out,
//! nothing else. Adding a format that a run is taken away in is one file and one line in
//! [`FORMATS`].

mod deed;
mod itf;
mod json;
mod matrix;
mod mermaid;
mod picture;
mod report;
mod shiviz;
mod text;
mod wrap;

pub use json::{VERSION, json};
pub use matrix::{codes, csv, markdown, matrix_json};
pub use picture::{DARK, LIGHT, Palette};
pub use shiviz::{EVENT as SHIVIZ_EVENT, RUN as SHIVIZ_RUN};
pub use text::{text, text_numbered};

use crate::codec::{Form, Link};
use crate::sim::failure::Injection;
use crate::sim::invariant;
use crate::sim::timeline::{self, Timeline};
use crate::words;

/// A format that a run can be taken away in.
#[derive(Debug)]
pub struct Format {
    /// Its name in commands. Never changes once published.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What reads it, in a sentence.
    pub about: &'static str,
    /// What a file's name ends in, behind a dot.
    pub ending: &'static str,
    /// What it is.
    pub form: Form,
    /// Whether all runs on show are in it; else only the first.
    pub takes_all: bool,
    write: fn(&Taken) -> String,
}

/// How light or dark a picture is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Look {
    /// Dark on white.
    #[default]
    Light,
    /// Light on nearly black.
    Dark,
}

/// What is taken away.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'t> {
    /// The runs on show, at least one.
    pub lanes: &'t [Timeline],
    /// What was to fail and never comes up in the first of them.
    pub unmet: &'t [Injection],
    /// How pictures are to look.
    pub look: Look,
    /// Where the site is, for links; empty if nobody knows.
    pub site: &'t str,
}

/// Every format, in the order in which they are offered.
pub static FORMATS: &[Format] = &[
    Format {
        id: "svg",
        name: "SVG picture",
        about: "For slides and documents, sharp at every size. Browsers and word processors show \
                it.",
        ending: "svg",
        form: Form::Picture,
        takes_all: true,
        write: picture::write,
    },
    Format {
        id: "png",
        name: "PNG picture",
        about: "The same picture as a bitmap, for tools without SVG.",
        ending: "png",
        form: Form::Dots,
        takes_all: true,
        write: picture::write,
    },
    Format {
        id: "mermaid",
        name: "Mermaid diagram",
        about: "A sequence diagram as text; many wikis and code hosts draw it in Markdown.",
        ending: "mmd",
        form: Form::Text,
        takes_all: false,
        write: mermaid::write,
    },
    Format {
        id: "markdown",
        name: "Markdown report",
        about: "Every step in a table, and what became of each promise, for a wiki or an issue.",
        ending: "md",
        form: Form::Text,
        takes_all: true,
        write: report::write,
    },
    Format {
        id: "json",
        name: "JSON",
        about: "For programs, with a published schema. This page can open it again.",
        ending: "json",
        form: Form::Text,
        takes_all: false,
        write: json::write,
    },
    Format {
        id: "itf",
        name: "ITF trace",
        about: "The Informal Trace Format of Apalache and Quint, for tools that read traces of \
                specifications.",
        ending: "itf.json",
        form: Form::Text,
        takes_all: false,
        write: itf::write,
    },
    Format {
        id: "shiviz",
        name: "ShiViz log",
        about: "A log with vector clocks; ShiViz draws who could know what, and when.",
        ending: "shiviz.log",
        form: Form::Text,
        takes_all: true,
        write: shiviz::write,
    },
];

/// The format called `id`, if there is one.
pub fn format_by_id(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

impl Format {
    /// The runs in this format.
    pub fn write(&self, taken: &Taken) -> String {
        (self.write)(taken)
    }

    /// What its file is called: after the scenario and the approaches that are in it.
    pub fn file(&self, lanes: &[Timeline]) -> String {
        let count = if self.takes_all { lanes.len() } else { 1 };
        let approaches = lanes.iter().take(count).map(|lane| lane.run.approach.id);
        let scenario = lanes.first().map(|lane| lane.run.case.scenario.id);
        let names: Vec<&str> = scenario.into_iter().chain(approaches).collect();
        format!("{}.{}", names.join("-"), self.ending)
    }
}

impl Taken<'_> {
    fn first(&self) -> &Timeline {
        self.lanes.first().expect("there is a run on show")
    }

    /// For each run the number of each of its frames: that of the step on the page, where all of
    /// them go in step. So the same moment has the same number wherever it is told.
    fn numbers(&self) -> Vec<Vec<usize>> {
        let beats = timeline::align(self.lanes);
        let of = |(lane, run): (usize, &Timeline)| {
            let number = |frame| beats.partition_point(|beat| beat.frames[lane] < frame);
            (0..run.frames.len()).map(number).collect()
        };
        self.lanes.iter().enumerate().map(of).collect()
    }

    /// What opens all of them on the page, at their end.
    fn address(&self) -> String {
        let with = self.lanes.iter().skip(1).map(|lane| lane.run.approach).collect();
        let link = Link { with, unmet: self.unmet.to_vec(), ..Link::of(self.first().run.clone()) };
        format!("{}#{link}", self.site)
    }
}

/// What happened in a frame, as a sentence.
fn says(timeline: &Timeline, number: usize) -> String {
    let frame = &timeline.frames[number];
    frame.happened.map_or(String::from("The messages wait."), |happened| {
        words::step(&timeline.run, &happened.happening, &frame.world)
    })
}

/// The codes of the promises that are broken at the end.
fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let all = invariant::ALL.iter().enumerate();
    let broken =
        all.filter(|(index, _)| timeline.verdict(*index, timeline.last()).broken_in.is_some());
    broken.map(|(_, promise)| promise.code).collect()
}

/// How many steps a run has, and how they are numbered: the page counts on where it waits.
fn numbering(numbers: &[usize]) -> String {
    let (steps, last) = (numbers.len() - 1, numbers.last().copied().unwrap_or_default());
    if last == steps {
        return format!("{steps} steps");
    }
    format!("{steps} steps, numbered up to {last} as on the page, where this run waits for another")
}
