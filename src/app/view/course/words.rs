//! The glossary, and where what the lessons tell is from.

use crate::codec::CourseLink;
use crate::course::glossary::{Means, Term, glossary};
use crate::course::{Block, Inline, LESSONS, Lesson, Part, Target, plain};

/// The glossary.
#[derive(Clone, PartialEq, Debug)]
pub struct WordsView {
    /// What is sought in them.
    pub sought: String,
    /// The letters that words on show begin with, each with the address of the first such word.
    pub letters: Vec<(char, String)>,
    /// Every word that has what is sought in it, in the order of the alphabet.
    pub terms: Vec<TermView>,
    /// Every other site that a lesson leads to, in the order of the course.
    pub sources: Vec<SourceView>,
}

/// A word of the glossary.
#[derive(Clone, PartialEq, Debug)]
pub struct TermView {
    /// The word as links have it.
    pub slug: String,
    /// The word.
    pub name: String,
    /// What it means.
    pub means: Means,
    /// The address of a run that shows it.
    pub link: String,
    /// What there is to see in it.
    pub caption: String,
    /// Whether it was asked for.
    pub is_shown: bool,
}

/// Another site that a lesson leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceView {
    /// The title of the page there.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The lesson's title.
    pub title: String,
    /// The lesson's address.
    pub lesson: String,
}

pub(super) fn words(shown: Option<&str>, sought: &str) -> WordsView {
    let mut terms = glossary().expect("a test reads the glossary");
    terms.retain(|term| has(term, &sought.trim().to_lowercase()));
    let mut letters: Vec<(char, String)> = Vec::new();
    for term in &terms {
        let letter = term.name.chars().next().map_or(' ', |first| first.to_ascii_uppercase());
        if letters.iter().all(|(known, _)| *known != letter) {
            letters.push((letter, CourseLink::Words(Some(term.slug())).to_string()));
        }
    }
    let term = |term: Term| TermView {
        slug: term.slug(),
        is_shown: shown == Some(&*term.slug()),
        link: term.shown.link.to_string(),
        caption: term.shown.caption,
        name: term.name,
        means: term.means,
    };
    let terms = terms.into_iter().map(term).collect();
    WordsView { sought: sought.to_string(), letters, terms, sources: sources() }
}

/// Whether a word or what it means has `sought` in it, which is in small letters.
fn has(term: &Term, sought: &str) -> bool {
    let means = match &term.means {
        Means::Page(means) => (*means).to_string(),
        Means::Own(line) => plain(line),
    };
    term.name.to_lowercase().contains(sought) || means.to_lowercase().contains(sought)
}

fn sources() -> Vec<SourceView> {
    let mut sources: Vec<SourceView> = Vec::new();
    for listed in LESSONS {
        let Lesson { head, parts } = Lesson::read(listed.text).expect("a test reads every lesson");
        for (name, address) in parts.iter().flat_map(abroad) {
            if sources.iter().all(|known| known.address != address) {
                let lesson = CourseLink::Lesson(listed.name.to_string()).to_string();
                sources.push(SourceView { name, address, title: head.title.clone(), lesson });
            }
        }
    }
    sources
}

/// Where a part of a lesson leads to elsewhere: the title of the page there, and its address.
fn abroad(part: &Part) -> Vec<(String, String)> {
    let lines: Vec<&Vec<Inline>> = match part {
        Part::Text(Block::Heading(line) | Block::Paragraph(line)) => vec![line],
        Part::Text(Block::List { points, .. }) => points.iter().collect(),
        Part::Text(Block::Code(_)) | Part::Stop(_) | Part::Question(_) => Vec::new(),
    };
    let web = |inline: &Inline| match inline {
        Inline::Link { to: Target::Web { address, title }, .. } => {
            Some((title.clone(), address.clone()))
        }
        _ => None,
    };
    lines.into_iter().flatten().filter_map(web).collect()
}
