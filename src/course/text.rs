//! What a lesson says, as plain data: paragraphs, lists, code, and the words in them. A page draws
//! it without knowing that it was Markdown.

/// A piece of text that stands by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading within a lesson.
    Heading(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, each of its points a paragraph.
    List {
        /// Whether its points are numbered.
        is_numbered: bool,
        /// The points.
        points: Vec<Vec<Inline>>,
    },
    /// Lines of code, as they stand there.
    Code(String),
}

/// Words in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Emphasis(String),
    /// Names of the code.
    Code(String),
    /// Words that lead elsewhere.
    Link {
        /// The words.
        text: String,
        /// Where they lead.
        to: Target,
    },
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// To an address of this page, a moment or a question.
    Here(String),
    /// To another lesson, by its name.
    Lesson(String),
    /// To a word of the glossary, with a hyphen for each blank.
    Term(String),
    /// To another site: the address, and the title of the page there.
    Web {
        /// The address.
        address: String,
        /// The page's title.
        title: String,
    },
}

impl Target {
    /// Reads the address and the title in the parentheses of a link; `None` if the address leads
    /// nowhere that is known, or to another site and has no title.
    pub(super) fn read(text: &str, title: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match kind {
            "https" if title.is_empty() => None,
            // A title may go on in the next line.
            "https" => {
                Some(Self::Web { address: text.to_string(), title: title.replace('\n', " ") })
            }
            "lesson" => Some(Self::Lesson(rest.to_string())),
            "term" => Some(Self::Term(rest.to_string())),
            _ if text.starts_with("/v1/") => Some(Self::Here(text.to_string())),
            _ => None,
        }
    }
}

/// The words of `line` alone.
pub fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Emphasis(text) | Inline::Code(text) => text.as_str(),
            Inline::Link { text, .. } => text,
        })
        .collect()
}
