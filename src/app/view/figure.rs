//! What a figure in somebody's page has beside its picture.

use super::{LaneView, Tone};
use crate::app::state::{Controls, State};

/// A figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureView {
    /// What it is a figure of.
    pub name: &'static str,
    /// What there is to step with.
    pub controls: Controls,
    /// The approaches, each with how its promises stand; none if there is one alone.
    pub fronts: Vec<(&'static str, Tone)>,
    /// Which of them is in front, where there is room for one alone.
    pub front: usize,
    /// The address of the site at this moment.
    pub away: String,
    /// Whether it is covered.
    pub blank: bool,
}

/// The figure, if the page is one; the lanes lose what it does not offer.
pub(super) fn figure(
    state: &State,
    mut lanes: Vec<LaneView>,
) -> (Option<FigureView>, Vec<LaneView>) {
    let Some(embed) = state.embed.as_deref() else { return (None, lanes) };
    for lane in &mut lanes {
        lane.can_close = false;
        if embed.controls != Controls::Full {
            lane.choices.clear();
        }
    }
    let fronts = lanes.iter().map(|lane| (lane.name, tone(lane)));
    let fronts = if lanes.len() > 1 { fronts.collect() } else { Vec::new() };
    let spoken = if state.language == "en" { "" } else { state.language };
    let asked = if spoken.is_empty() { String::new() } else { ["?lang=", spoken].concat() };
    let figure = FigureView {
        name: state.case.scenario.name,
        controls: embed.controls,
        fronts,
        front: embed.front.min(lanes.len() - 1),
        away: [&state.address, &asked, "#", &state.link()].concat(),
        blank: embed.blank,
    };
    (Some(figure), lanes)
}

/// The worst of a lane's promises.
fn tone(lane: &LaneView) -> Tone {
    let has = |tone: Tone| lane.verdicts.iter().any(|verdict| verdict.tone == tone);
    let worst = [Tone::Bad, Tone::Open, Tone::Calm].into_iter().find(|&tone| has(tone));
    worst.unwrap_or(Tone::Good)
}
