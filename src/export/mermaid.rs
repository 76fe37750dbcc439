//! A run as a sequence diagram in Mermaid's words.

use std::fmt::Write as _;

use super::Taken;
use super::deed::{Deed, End, Part, deeds, name, parts};
use super::wrap::wrap;
use crate::sim::timeline::Timeline;

/// Letters in a line of a diagram, which would be drawn as wide as its longest one.
const LINE_MAX: usize = 36;

/// The first run as a diagram. Ends with a line feed.
pub(super) fn write(taken: &Taken) -> String {
    let timeline = taken.first();
    let run = &timeline.run;
    let numbers = &taken.numbers()[0];
    let all: Vec<Vec<Deed>> = (0..timeline.frames.len()).map(|it| deeds(timeline, it)).collect();
    let parts = parts(all.iter().flatten());
    let mut out = String::from("sequenceDiagram\n");
    let mut line = |text: String| {
        let _ = writeln!(out, "  {text}");
    };
    let title = format!("{}: {}", run.case.scenario.name, run.approach.name);
    line(format!("accTitle: {}", plain(&title)));
    line(format!("accDescr: {}", plain(&summary(timeline, numbers))));
    for (index, &part) in parts.iter().enumerate() {
        let word =
            if matches!(part, Part::Operator | Part::Sender) { "actor" } else { "participant" };
        line(format!("{word} {} as {}", alias(index), escape(&name(run, part))));
    }
    let diagram = Diagram { parts };
    for (frame, deeds) in all.iter().enumerate() {
        for (index, deed) in deeds.iter().enumerate() {
            let number = (frame > 0 && index == 0).then_some(numbers[frame]);
            diagram.tell(deed, number).into_iter().for_each(&mut line);
        }
    }
    out
}

/// What became of the run, for who does not see it.
fn summary(timeline: &Timeline, numbers: &[usize]) -> String {
    let broken = super::broken(timeline);
    let steps = super::numbering(numbers);
    match broken.as_slice() {
        [] => format!("{steps}. No promise is broken."),
        some => format!("{steps}. Broken: {}.", some.join(", ")),
    }
}

struct Diagram {
    parts: Vec<Part>,
}

impl Diagram {
    /// The lines for one deed; with the number of its frame, where it is the first.
    fn tell(&self, deed: &Deed, number: Option<usize>) -> Vec<String> {
        let numbered = |text: &str| match number {
            Some(number) => lines(&format!("{number}. {text}")),
            None => lines(text),
        };
        match deed {
            Deed::Hands { from, to, what, arrives } => {
                let (from, to) = (self.alias(*from), self.alias(*to));
                let arrow = if *arrives { "-)" } else { "-x" };
                let lost = if *arrives { "" } else { ", lost on the way" };
                vec![format!("{from}{arrow}{to}: {}", numbered(&format!("{what}{lost}")))]
            }
            Deed::Asks { from, to, what, end } => {
                let (me, you) = (self.alias(*from), self.alias(*to));
                let ask = |arrow| format!("{me}{arrow}{you}: {}", numbered(what));
                match end {
                    End::Done(None) => vec![ask("->>")],
                    End::Done(Some(answer)) => {
                        vec![ask("->>"), format!("{you}-->>{me}: {}", lines(answer))]
                    }
                    End::Refused(why) => {
                        let why = lines(&format!("refused: {why}"));
                        vec![ask("->>"), format!("{you}-->>{me}: {why}")]
                    }
                    End::Failed(why) => {
                        let why = lines(&format!("failed: {why}"));
                        vec![ask("-x"), format!("Note over {me}: {why}")]
                    }
                    End::Unheard(why) => {
                        let why = lines(&format!("done, but the answer is lost: {why}"));
                        vec![ask("->>"), format!("{you}--x{me}: {why}")]
                    }
                }
            }
            Deed::Does { at, what } => {
                vec![format!("Note over {}: {}", self.alias(*at), numbered(what))]
            }
            Deed::Breaks { promise, why } => {
                let text = lines(&format!("✗ {promise}: {why}"));
                let last = alias(self.parts.len() - 1);
                vec![format!("Note over {},{last}: {text}", alias(0))]
            }
        }
    }

    fn alias(&self, part: Part) -> String {
        alias(self.parts.iter().position(|&known| known == part).unwrap_or_default())
    }
}

/// A name that no word of the language is.
fn alias(index: usize) -> String {
    format!("p{index}")
}

fn lines(text: &str) -> String {
    let lines = wrap(text, LINE_MAX, |line| line.chars().count());
    let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    lines.join("<br/>")
}

/// Signs that mean something to Mermaid, as their codes.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '#' | ';' | '<' | '>' | '&' | '"' | '%' | '{' | '}' | '[' | ']' | '`' | '\\' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Where no codes are read: without such signs.
fn plain(text: &str) -> String {
    text.replace(['#', ';', '<', '>', '&', '"', '%', '{', '}'], " ")
}
