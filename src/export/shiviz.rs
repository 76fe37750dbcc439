//! Runs as logs with vector clocks, for `ShiViz`: an event at a part is two lines, the part with
//! its clock, and what it does. What was sent is known where it arrives, and nowhere before.
//!
//! The first line is the regular expression that `ShiViz` reads the log by, the second the one that
//! parts the runs.

use std::fmt::Write as _;

use super::Taken;
use super::deed::{Deed, End, Part, deeds, name, parts};
use crate::sim::timeline::Timeline;

/// How an event is read.
pub const EVENT: &str = r"(?<host>\S*) (?<clock>\{.*\})\n(?<event>.*)";
/// How the start of a run is read.
pub const RUN: &str = r"^=== (?<trace>.*) ===$";

/// All runs, one behind the other. Ends with a line feed.
pub(super) fn write(taken: &Taken) -> String {
    let mut out = format!("{EVENT}\n{RUN}\n");
    for timeline in taken.lanes {
        let _ = writeln!(out, "=== {} ===", timeline.run.approach.name);
        for Event { host, clock, what } in Log::of(timeline).events {
            let _ = writeln!(out, "{host} {clock}\n{what}");
        }
    }
    out
}

/// One thing that happens at one part.
struct Event {
    host: String,
    clock: String,
    what: String,
}

/// What is known where: for each part, how much it has seen of each.
struct Log {
    parts: Vec<Part>,
    hosts: Vec<String>,
    clocks: Vec<Vec<usize>>,
    events: Vec<Event>,
}

impl Log {
    fn of(timeline: &Timeline) -> Self {
        let all: Vec<Deed> =
            (0..timeline.frames.len()).flat_map(|it| deeds(timeline, it)).collect();
        let parts = parts(&all);
        let host = |&part: &Part| name(&timeline.run, part).replace(", ", "-").replace(' ', "-");
        let hosts = parts.iter().map(host).collect();
        let clocks = vec![vec![0; parts.len()]; parts.len()];
        let mut log = Self { parts, hosts, clocks, events: Vec::new() };
        for deed in &all {
            log.tell(deed);
        }
        log
    }

    fn tell(&mut self, deed: &Deed) {
        match deed {
            Deed::Hands { from, to, what, arrives } => {
                let lost = if *arrives { "" } else { ", lost on the way" };
                self.happens(*from, None, &format!("sends {what}{lost}"));
                if *arrives {
                    self.happens(*to, Some(*from), &format!("gets {what}"));
                }
            }
            Deed::Asks { from, to, what, end } => self.ask(*from, *to, what, end),
            Deed::Does { at, what } => self.happens(*at, None, what),
            Deed::Breaks { promise, why } => {
                if let Some(Event { what, .. }) = self.events.last_mut() {
                    let _ = write!(what, " ✗ {promise}: {why}");
                }
            }
        }
    }

    fn ask(&mut self, me: Part, you: Part, what: &str, end: &End) {
        self.happens(me, None, &format!("asks: {what}"));
        if !matches!(end, End::Failed(_)) {
            let refuses = if matches!(end, End::Refused(_)) { "refuses" } else { "does" };
            self.happens(you, Some(me), &format!("{refuses}: {what}"));
        }
        match end {
            End::Done(None) => self.happens(me, Some(you), &format!("hears: done, {what}")),
            End::Done(Some(answer)) => self.happens(me, Some(you), &format!("hears: {answer}")),
            End::Refused(why) => self.happens(me, Some(you), &format!("hears: refused, {why}")),
            End::Failed(why) => self.happens(me, None, &format!("fails: {why}")),
            End::Unheard(why) => self.happens(me, None, &format!("hears no answer: {why}")),
        }
    }

    /// Something happens at a part; it knows then what `from` knew when it sent.
    fn happens(&mut self, at: Part, from: Option<Part>, what: &str) {
        let index = |part: Part| self.parts.iter().position(|&known| known == part);
        let at = index(at).expect("whoever does something is listed");
        if let Some(from) = from.and_then(index) {
            let heard = self.clocks[from].clone();
            for (known, heard) in self.clocks[at].iter_mut().zip(heard) {
                *known = heard.max(*known);
            }
        }
        self.clocks[at][at] += 1;
        let known = self.hosts.iter().zip(&self.clocks[at]).filter(|(_, count)| **count > 0);
        let known: Vec<String> = known.map(|(host, count)| format!("\"{host}\":{count}")).collect();
        let clock = format!("{{{}}}", known.join(","));
        let host = self.hosts[at].clone();
        self.events.push(Event { host, clock, what: what.to_string() });
    }
}
