//! Finding a failure: the question, how far the answer is, and what was found, ready to be drawn.

use super::Tone;
use crate::app::state::{Asked, Bound, Finder, Stage, State};
use crate::codec::{Grade, Link, RUNS_MAX, Told, hazard_word};
use crate::language::tell;
use crate::sim::approach;
use crate::sim::checker::{Absence, Absent, Hazard, Question};
use crate::sim::model::{FAILURE_MAX, HANDLER_MAX};
use crate::sim::timeline::Run;
use crate::words;

/// The panel in which a failure is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FinderView {
    /// What the visitor chooses of a list.
    pub bounds: Vec<BoundView>,
    /// The kinds of mishap.
    pub hazards: Vec<HazardView>,
    /// What it has to say first.
    pub summary: String,
    /// How good or bad that is.
    pub tone: Tone,
    /// How much was looked at, and within which bounds; `None` before anything was asked.
    pub within: Option<String>,
    /// What was let happen and did not, in sentences.
    pub absent: Vec<String>,
    /// Whether the bounds chosen are not those of the answer.
    pub is_stale: bool,
    /// Whether the desk is at it; `None` before anything was asked.
    pub stage: Option<Stage>,
    /// One for each approach asked about, once there is something to say of it; of one approach,
    /// one for each way in which it came out.
    pub rows: Vec<FinderRow>,
    /// Whether it is to be read out: it has just been answered.
    pub is_news: bool,
    /// The link to the run to show, of the one approach asked about, with what it is called; if it
    /// is not on show.
    pub run: Option<(&'static str, String)>,
    /// The link to what was on show before the first run that was found.
    pub before: Option<String>,
    /// Whether there is a larger question.
    pub can_grow: bool,
    /// The link that asks the same again.
    pub link: Option<String>,
}

/// Something chosen of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BoundView {
    /// What.
    pub bound: Bound,
    /// Its name.
    pub name: &'static str,
    /// Each value with its name, and whether it is chosen.
    pub options: Vec<(String, String, bool)>,
}

/// A kind of mishap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HazardView {
    /// Its word.
    pub word: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What exactly it is.
    pub means: &'static str,
    /// Whether it is in the question.
    pub is_on: bool,
}

/// What is known of one approach, or of one way in which it came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FinderRow {
    /// The approach's name; empty if there is only one.
    pub name: &'static str,
    /// How good or bad it is.
    pub tone: Tone,
    /// What there is to say.
    pub says: String,
    /// The link of the run that proves it.
    pub link: Option<String>,
}

/// The panel, if it is open.
pub(super) fn finder(state: &State) -> Option<FinderView> {
    state.finder.as_ref().map(|finder| view(finder, state))
}

fn view(finder: &Finder, state: &State) -> FinderView {
    let Finder { question, asked, before } = finder;
    let hazards = Hazard::ALL.map(|hazard| HazardView {
        word: hazard_word(hazard),
        name: words::hazard(hazard),
        means: words::hazard_means(hazard),
        is_on: question.hazards.contains(&hazard),
    });
    let rows: Vec<FinderRow> = asked.iter().flat_map(rows).collect();
    let (tone, summary) = summary(asked.as_ref(), &rows);
    let link = asked.as_ref().map(|asked| asked.question.to_string());
    let shown = state.link();
    FinderView {
        bounds: bounds(question),
        hazards: hazards.to_vec(),
        summary,
        tone,
        within: asked.as_ref().and_then(within),
        absent: asked.as_ref().map(absent).unwrap_or_default(),
        is_stale: link.as_ref().is_some_and(|link| *link != question.to_string()),
        stage: asked.as_ref().map(|asked| asked.stage),
        is_news: asked.as_ref().is_some_and(|asked| asked.is_news),
        run: asked
            .as_ref()
            .and_then(|asked| run(asked, state))
            .filter(|(_, link)| !is_at(state, link)),
        before: before.clone().filter(|before| *before != shown),
        rows: match asked {
            Some(Asked { question: Question { approach: Some(_), .. }, rows, .. }) => {
                rows.iter().flatten().flat_map(|told| outcomes("", told)).collect()
            }
            Some(Asked { question: Question { dice: Some(_), .. }, rows: told, .. }) => {
                let each = told.iter().flatten().zip(rows);
                each.flat_map(|(told, row)| {
                    let outcomes = outcomes(row.name, told);
                    std::iter::once(row).chain(outcomes)
                })
                .collect()
            }
            _ => rows,
        },
        can_grow: asked.as_ref().is_some_and(can_grow),
        link,
    }
}

/// The run to show of the one approach asked about: the one that was found, or where none was, an
/// undisturbed one, if it is not on show.
fn run(asked: &Asked, state: &State) -> Option<(&'static str, String)> {
    let approach = asked.question.approach?;
    let told = asked.rows.first()?.as_ref()?;
    if let Some(link) = &told.link {
        return Some(("To the run found", link.clone()));
    }
    let is_shown = state.approaches().iter().any(|shown| shown.id == approach.id);
    let whole = || Link::of(Run { case: asked.question.case, approach, choices: Vec::new() });
    let is_over = told.grade != Grade::Open && !is_shown;
    is_over.then(|| ("A run without failures", whole().to_string()))
}

/// Whether a larger question makes sense: not where this one was too large already, or where
/// nothing of what it lets go wrong can happen.
fn can_grow(asked: &Asked) -> bool {
    let can_come = |absent: &Absent| match &absent.why {
        Absence::Impossible(changes) => !changes.is_empty(),
        Absence::Undrawn | Absence::Unknown => true,
    };
    let is_vain = |told: &Told| {
        let is_unknown = told.grade == Grade::Unknown && asked.question.dice.is_none();
        is_unknown && !told.absent.iter().any(can_come)
    };
    asked.question.larger().is_some() && !asked.rows.iter().flatten().any(is_vain)
}

/// Whether the run of `link` is on show in the first lane.
fn is_at(state: &State, link: &str) -> bool {
    let shown = &state.lanes[0].timeline.run;
    Link::parse(link).is_ok_and(|Link { run, .. }| {
        (run.approach.id, run.choices) == (shown.approach.id, shown.choices.clone())
    })
}

/// Each way in which an approach came out.
fn outcomes(name: &'static str, told: &Told) -> Vec<FinderRow> {
    let row = |(says, link): &(String, Option<String>)| FinderRow {
        name,
        tone: tone(told.grade),
        says: says.clone(),
        link: link.clone(),
    };
    told.outcomes.iter().map(row).collect()
}

/// What can be chosen: each with its values.
fn bounds(question: &Question) -> Vec<BoundView> {
    let Question { case, handlers, failures, copies, retries, .. } = *question;
    let scenario = case.scenario;
    let numbers = |from: usize, to: usize, chosen: Option<usize>| -> Vec<(String, String, bool)> {
        (from..=to)
            .map(|number| (number.to_string(), number.to_string(), chosen == Some(number)))
            .collect()
    };
    let bound = |bound, name, options| BoundView { bound, name, options };
    let chosen = question.approach;
    let mut approaches: Vec<(String, String, bool)> = scenario
        .suited(approach::ALL)
        .chain(chosen.filter(|chosen| chosen.flaw.is_some()))
        .map(|approach| {
            let is_chosen = chosen.is_some_and(|chosen| chosen.id == approach.id);
            (approach.id.to_string(), approach.name.to_string(), is_chosen)
        })
        .collect();
    approaches.insert(0, (String::new(), String::from("every approach"), chosen.is_none()));
    let any = |name: &str, is_on| (String::new(), String::from(name), is_on);
    let mut again = vec![any("any number", retries.is_none())];
    again.extend(numbers(0, 3, retries.map(usize::from)));
    let dice = question.dice;
    let mut runs = vec![any("every run", dice.is_none())];
    for count in [100, 1000, RUNS_MAX] {
        let is_on = dice.is_some_and(|dice| dice.runs as usize == count);
        let name = tell("{0} random runs", &[&words::grouped(count as u64)]);
        runs.push((count.to_string(), name, is_on));
    }
    let mut all = vec![
        bound(Bound::Approach, "Approach", approaches),
        bound(Bound::Messages, "Messages", numbers(1, scenario.messages.len(), Some(case.count))),
        bound(Bound::Handlers, "Handlers", numbers(1, HANDLER_MAX, Some(handlers))),
        bound(Bound::Failures, "Failures", numbers(0, FAILURE_MAX, Some(failures.into()))),
        bound(Bound::Copies, "of which duplicates", numbers(0, FAILURE_MAX, Some(copies.into()))),
        bound(Bound::Retries, "Redeliveries", again),
        bound(Bound::Runs, "Look at", runs),
    ];
    if let Some(dice) = dice {
        let one_in = [5, 10, 20, 50].map(|steps: u32| {
            (steps.to_string(), tell("{0} steps", &[&steps]), dice.one_in == steps)
        });
        let seed = numbers(0, 9, Some(dice.seed as usize));
        all.push(bound(Bound::OneIn, "a failure in", one_in.to_vec()));
        all.push(bound(Bound::Seed, "Seed", seed));
    }
    all
}

/// How much was looked at, and within which bounds. Of several approaches only the one at hand has
/// a count to tell.
fn within(asked: &Asked) -> Option<String> {
    let told = asked.rows.iter().flatten().next_back()?;
    let counts = match (asked.question.approach, asked.is_open()) {
        (Some(_), _) => tell("{0}. ", &[&told.counts]),
        (None, true) => {
            tell("{0}: {1}. ", &[&asked.question.approaches()[told.row].name, &told.counts])
        }
        (None, false) => String::new(),
    };
    Some(tell("{0}Bounds: {1}.", &[&counts, &told.within]))
}

/// What was let happen to the approaches that are answered, and did not.
fn absent(asked: &Asked) -> Vec<String> {
    let approaches = asked.question.approaches();
    let is_answered = |told: &&Told| told.grade != Grade::Open;
    let rows = asked.rows.iter().flatten().filter(is_answered);
    let rows: Vec<(&str, &[Absent])> =
        rows.map(|told| (approaches[told.row].name, told.absent.as_slice())).collect();
    words::absent(&rows)
}

fn rows(asked: &Asked) -> Vec<FinderRow> {
    let approaches = asked.question.approaches();
    let row = |told: &Told| FinderRow {
        name: approaches[told.row].name,
        tone: tone(told.grade),
        says: told.says.clone(),
        link: told.link.clone(),
    };
    asked.rows.iter().flatten().map(row).collect()
}

fn tone(grade: Grade) -> Tone {
    match grade {
        Grade::Open => Tone::Calm,
        Grade::Holds => Tone::Good,
        Grade::Unknown | Grade::Stuck => Tone::Open,
        Grade::Breaks => Tone::Bad,
    }
}

/// What there is to say first.
fn summary(asked: Option<&Asked>, rows: &[FinderRow]) -> (Tone, String) {
    let Some(asked) = asked else {
        return (Tone::Calm, String::from("Can it break? Every run is tried."));
    };
    let count = |tone| rows.iter().filter(|row| row.tone == tone).count();
    let stopped = if asked.stage == Stage::Stopped { "Stopped. " } else { "" };
    match (asked.question.approach, rows) {
        (Some(_), [row]) => (row.tone, tell("{0}{1}: {2}.", &[&stopped, &row.name, &row.says])),
        (Some(approach), _) => (Tone::Calm, tell("{0}: looking…", &[&approach.name])),
        (None, _) => {
            let (known, all) = (rows.len(), asked.rows.len());
            let (bad, good) = (count(Tone::Bad), count(Tone::Good));
            let text = match asked.question.dice {
                Some(_) => tell("{0} of {1} approaches tried: {2} break.", &[&known, &all, &bad]),
                None => tell(
                    "{0} of {1} approaches: {2} break, {3} hold here.",
                    &[&known, &all, &bad, &good],
                ),
            };
            (Tone::Calm, text)
        }
    }
}
