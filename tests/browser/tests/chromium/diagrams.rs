//! The diagrams that the page writes, read and drawn by Mermaid itself.

use std::fs;

use browser_tests::{Page, Site, Visitor, assert_none, mermaid};
use redelivery::export::{Look, Taken, format_by_id};
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline};
use serde_json::{Value, json};

/// A page with Mermaid in it. It is none of the site's, whose policy lets no other script run and
/// no other style apply.
fn drawing_board() -> Page {
    let site = Site::start();
    let html = "<!DOCTYPE html><html lang='en'><title>Mermaid</title><link rel=icon href='data:,'>";
    let page = Page::visit(&site, &site.page_beside("board.html", html), Visitor::DESKTOP);
    let script = fs::read_to_string(mermaid()).expect("Mermaid's script is text");
    page.eval(&format!("{script}\n; mermaid.initialize({{ startOnLoad: false }}); true"));
    page
}

fn diagram(run: Run) -> String {
    let lanes = [Timeline::new(run).expect("played choices are possible")];
    let format = format_by_id("mermaid").expect("there is such a format");
    format.write(&Taken { lanes: &lanes, unmet: &[], look: Look::Light, site: "" })
}

fn pairs() -> impl Iterator<Item = (&'static Scenario, &'static Approach)> {
    scenario::ALL.iter().flat_map(|&scenario| {
        let all = scenario.suited(approach::ALL).chain(scenario.suited(approach::FLAWED));
        all.map(move |approach| (scenario, approach))
    })
}

fn planned(scenario: &'static Scenario, approach: &'static Approach) -> Run {
    let plan = FailurePlan::new(scenario.failures.iter().copied());
    Run::of_plan(scenario, approach, &plan).0
}

/// A run in which much goes wrong, always the same for one seed.
fn wild(scenario: &'static Scenario, approach: &'static Approach, seed: usize) -> Run {
    let mut run = Run { case: scenario.into(), approach, choices: Vec::new() };
    let machine = run.machine();
    let (mut world, mut dice) = (machine.start(), seed);
    for _ in 0..80 {
        let enabled = machine.enabled(&world);
        let Some(&first) = enabled.first() else { break };
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let thrown = dice >> 40;
        let choice = if thrown % 4 == 0 { enabled[thrown / 4 % enabled.len()] } else { first };
        run.choices.push(choice);
        world = machine.apply(world, choice).0;
    }
    run
}

#[test]
fn mermaid_understands_every_diagram() {
    let page = drawing_board();
    let all = pairs().enumerate().flat_map(|(index, (scenario, approach))| {
        [planned(scenario, approach), wild(scenario, approach, index)]
    });
    let all: Vec<String> = all.map(diagram).collect();
    assert!(all.len() > 400);
    for some in all.chunks(50) {
        let faults = page.eval(&format!(
            "(async () => {{ const faults = []; for (const text of {}) \
             await mermaid.parse(text).catch((why) => faults.push(why + text)); \
             return faults; }})()",
            json!(some)
        ));
        let faults = faults.as_array().cloned().unwrap_or_default();
        assert_none(&faults.iter().map(Value::to_string).collect::<Vec<_>>());
    }
    let wrong = page.eval("mermaid.parse('sequenceDiagram\\n  a->b').catch(() => 'wrong')");
    assert_eq!(wrong, "wrong", "it would have said so");
}

/// What is drawn says what happened, with every sign as it was meant.
#[test]
fn mermaid_draws_what_happened() {
    let page = drawing_board();
    for scenario in scenario::ALL {
        let id = scenario.compared[0];
        let text = diagram(planned(scenario, approach::by_id(id).expect("there is one")));
        let said = page.eval(&format!(
            "mermaid.render('drawn', {}).then(({{ svg }}) => {{ const drawn = new DOMParser()\
             .parseFromString(svg, 'text/html').body; \
             drawn.querySelectorAll('style').forEach((it) => it.remove()); \
             return drawn.textContent; }})",
            json!(text)
        ));
        let said = said.as_str().unwrap_or_default();
        let receives = format!("{} {}", scenario.messages[0].name, scenario.messages[0].argument);
        for expected in [receives.as_str(), scenario.endpoint, scenario.subscriber.name, "Broker"] {
            assert!(said.contains(expected), "{expected} is not in {said}");
        }
        assert!(!said.contains('#') && !said.contains("Syntax error"), "{said}");
    }
    assert_none(&page.console_errors());
}
