//! The promises once more, written naively from the definitions and compared with the product's
//! judgements. What the two share is the business logic: what a message changes and publishes.

use std::collections::BTreeSet;

use redelivery::sim::failure::FailurePlan;
use redelivery::sim::invariant::{Judgement, Reason};
use redelivery::sim::model::{Blob, EventId, Handler, MessageId, Queue, State, Workload, World};
use redelivery::sim::scenario::Case;
use redelivery::sim::timeline::Timeline;

use crate::failures::{self, promise};
use crate::{search, walk};

type Outputs = BTreeSet<(MessageId, EventId, u8)>;

fn outputs(world: &World) -> Outputs {
    world.sent.iter().map(|output| (output.by.message, output.event, output.tells)).collect()
}

fn document(world: &World) -> State {
    world.store.versions[world.store.versions.len() - 1].state
}

/// Every order of `left`, put behind `done`.
fn orders(done: Vec<MessageId>, left: &[MessageId]) -> Vec<Vec<MessageId>> {
    if left.is_empty() {
        return vec![done];
    }
    let mut all = Vec::new();
    for &next in left {
        let rest: Vec<MessageId> = left.iter().copied().filter(|&other| other != next).collect();
        all.extend(orders([done.clone(), vec![next]].concat(), &rest));
    }
    all
}

/// What handling `id` in `state` publishes, and the document after it.
fn handled(work: &Workload, id: MessageId, state: State) -> (State, Outputs) {
    let message = &work.messages[usize::from(id.0)];
    let published = message.published(state);
    let events = published.map(|(event, tells)| (id, event, tells.unwrap_or(0))).collect();
    (message.changed(state), events)
}

/// The document and the events of processing each message once, in this order.
fn serially(work: &Workload, order: &[MessageId]) -> (State, Outputs) {
    order.iter().fold((work.start, Outputs::new()), |(state, mut all), &id| {
        let (after, events) = handled(work, id, state);
        all.extend(events);
        (after, all)
    })
}

/// The formal promise: some order of the messages, each processed once, one after the other,
/// gives this document and exactly these events, each one event, and nothing else beside the
/// document. Where the sender's order counts, it is that or the one in which they were processed.
fn is_consistent(world: &World, work: &Workload) -> bool {
    let ids: Vec<MessageId> = (0..).take(work.messages.len()).map(MessageId).collect();
    let firsts = firsts(world);
    let counts =
        |order: &Vec<MessageId>| !work.in_order || *order == ids || order.starts_with(&firsts);
    let explains =
        |order: Vec<MessageId>| serially(work, &order) == (document(world), outputs(world));
    orders(Vec::new(), &ids).into_iter().filter(counts).any(explains)
        && is_recognisable(world)
        && is_all_applied(world, work)
        && is_nothing_left(world)
}

/// The messages that made versions, in the order of their first ones.
fn firsts(world: &World) -> Vec<MessageId> {
    let mut firsts: Vec<MessageId> = Vec::new();
    for by in world.store.versions.iter().filter_map(|version| version.made_by) {
        if !firsts.contains(&by.message) {
            firsts.push(by.message);
        }
    }
    firsts
}

/// Every blob is of the attempt that made its message's first version, or was last written by it.
fn is_nothing_left(world: &World) -> bool {
    let makers = || world.store.versions.iter().filter_map(|version| version.made_by);
    let first = |message: MessageId| makers().find(|by| by.message == message);
    let is_winners = |blob: &Blob| {
        let winner = first(blob.by.message);
        winner.is_some() && (winner == Some(blob.by) || winner == blob.written)
    };
    world.beside.blobs.iter().all(is_winners)
}

/// Every version is its maker's change of the one before, or the same document again.
fn is_no_update_lost(world: &World, work: &Workload) -> bool {
    world.store.versions.windows(2).all(|pair| {
        let id = pair[1].made_by.expect("every later version has a maker").message;
        let given = work.messages[usize::from(id.0)].changed(pair[0].state);
        [given, pair[0].state].contains(&pair[1].state)
    })
}

/// Every event that each version tells of is out.
fn is_nothing_lost(world: &World, work: &Workload) -> bool {
    let out: BTreeSet<_> = outputs(world).into_iter().map(|(id, event, _)| (id, event)).collect();
    let mut seen = BTreeSet::new();
    world.store.versions.windows(2).all(|pair| {
        let id = pair[1].made_by.expect("every later version has a maker").message;
        let (_, events) = handled(work, id, pair[0].state);
        !seen.insert(id) || events.into_iter().all(|(id, event, _)| out.contains(&(id, event)))
    })
}

/// Every message made a version.
fn is_all_applied(world: &World, work: &Workload) -> bool {
    let made: BTreeSet<MessageId> = world
        .store
        .versions
        .iter()
        .filter_map(|version| version.made_by)
        .map(|by| by.message)
        .collect();
    made.len() == work.messages.len()
}

/// No event differs from those that the message's first version gives.
fn is_true_to_state(world: &World, work: &Workload) -> bool {
    let mut given = Outputs::new();
    let mut seen = BTreeSet::new();
    for pair in world.store.versions.windows(2) {
        let id = pair[1].made_by.expect("every later version has a maker").message;
        if seen.insert(id) {
            given.extend(handled(work, id, pair[0].state).1);
        }
    }
    outputs(world).iter().all(|output| given.contains(output) || !seen.contains(&output.0))
}

/// All events of a message, taken two by two, are those of one version.
fn is_same_answer(world: &World, work: &Workload) -> bool {
    let states: Vec<State> = world.store.versions.iter().map(|version| version.state).collect();
    let all = outputs(world);
    all.iter().all(|one| {
        all.iter().filter(|other| other.0 == one.0).all(|other| {
            let gives = |&state: &State| {
                let events = handled(work, one.0, state).1;
                events.contains(one) && events.contains(other)
            };
            states.iter().any(gives)
        })
    })
}

/// The first versions of the messages stand in the order of the messages.
fn is_in_order(world: &World, work: &Workload) -> bool {
    let next = (0..).map(MessageId);
    !work.in_order || firsts(world).iter().zip(next).all(|(&first, next)| first == next)
}

/// No message made two versions that are another document than the one before.
fn is_applied_once(world: &World) -> bool {
    let versions: Vec<_> = world.store.versions.iter().collect();
    let made: Vec<MessageId> = versions
        .windows(2)
        .filter(|pair| pair[0].state != pair[1].state)
        .filter_map(|pair| pair[1].made_by)
        .map(|by| by.message)
        .collect();
    made.iter().collect::<BTreeSet<_>>().len() == made.len()
}

/// Every event of a message has one id, however often it went out.
fn is_recognisable(world: &World) -> bool {
    let names: BTreeSet<_> = world.sent.iter().map(|it| (it.by.message, it.event, it.id)).collect();
    let events: BTreeSet<_> = world.sent.iter().map(|it| (it.by.message, it.event)).collect();
    names.len() == events.len()
}

#[test]
fn at_rest_the_judgements_are_those_of_the_definitions() {
    let (mut compared, mut broken) = (0, 0);
    for search in search::ALL.iter() {
        let work = &search.machine.work;
        for (index, world) in search.worlds.iter().enumerate() {
            if !search.machine.is_at_rest(world) {
                continue;
            }
            let consistent = is_consistent(world, work);
            // These say how a world is not consistent, and so nothing of one that is.
            let naive = [
                ("nothing-lost", consistent || is_nothing_lost(world, work)),
                ("applied-once", consistent || is_applied_once(world)),
                ("exactly-once", consistent),
                ("recognisable", consistent || is_recognisable(world)),
                ("all-applied", consistent || is_all_applied(world, work)),
                ("true-to-state", consistent || is_true_to_state(world, work)),
                ("same-answer", consistent || is_same_answer(world, work)),
                ("in-order", is_in_order(world, work)),
                ("no-lost-update", consistent || is_no_update_lost(world, work)),
                ("nothing-left-behind", consistent || is_nothing_left(world)),
            ];
            for (id, holds) in naive {
                let judged = search.judgements[index][promise(id)].is_kept();
                assert_eq!(judged, holds, "{id}: {}", search.told(index));
                compared += 1;
                broken += usize::from(!holds);
            }
        }
    }
    assert!(broken > 100 && compared > 2 * broken, "both answers were compared");
}

/// Every version adds to the one before it: nothing overwrites another message's change.
#[test]
fn every_version_is_its_makers_change_of_the_one_before() {
    for search in search::ALL.iter() {
        for (index, world) in search.worlds.iter().enumerate() {
            for pair in world.store.versions.windows(2) {
                let by = pair[1].made_by.expect("every later version has a maker");
                let message = &search.machine.work.messages[usize::from(by.message.0)];
                assert!(pair[1].state == message.changed(pair[0].state), "{}", search.told(index));
            }
        }
    }
}

/// The ghosts of a run, told from its course instead of from its worlds: an event is one from the
/// frame on in which the attempt that sent it is over and no version of its message exists.
fn ghosts(timeline: &Timeline) -> Vec<bool> {
    let mut ghost = false;
    timeline
        .frames
        .windows(2)
        .map(|pair| {
            let (before, after) = (&pair[0].world, &pair[1].world);
            let working = before.handlers.iter().filter_map(Handler::held);
            for delivery in working.filter(|&delivery| !after.works_on(delivery)) {
                let changes = timeline.run.case.work().message(delivery.message).behavior.changes;
                let sent = after.sent.iter().any(|output| output.by == delivery);
                let sent = sent && !changes.is_empty();
                let mut makers = after.store.versions.iter().filter_map(|version| version.made_by);
                ghost |= sent && !makers.any(|by| by.message == delivery.message);
            }
            ghost
        })
        .collect()
}

fn compare_ghosts(timeline: &Timeline) {
    let index = promise("no-ghost");
    for (number, ghost) in ghosts(timeline).into_iter().enumerate() {
        let judgement = timeline.frames[number + 1].judgements[index];
        let judged = matches!(judgement, Judgement::Broken(_));
        let run = &timeline.run;
        assert_eq!(judged, ghost, "{} frame {}: {:?}", run.approach.id, number + 1, run.choices);
    }
}

#[test]
fn a_ghost_is_judged_in_the_frame_that_leaves_it() {
    for (scenario, approach) in search::pairs() {
        for struck in failures::each(scenario, approach, &FailurePlan::default()) {
            compare_ghosts(&struck.timeline);
        }
    }
    let mut count = 0;
    for run in walk::seeded(60).chain(walk::seeded_alone(60)) {
        let timeline = Timeline::new(run).expect("a walk takes enabled choices");
        count += usize::from(ghosts(&timeline).last() == Some(&true));
        compare_ghosts(&timeline);
    }
    assert!(count > 20, "some walks leave a ghost");
}

/// No table drops a message unread, so the search never shows what that would be judged as.
#[test]
fn a_message_dropped_unread_is_left_out() {
    let work = Case::from(redelivery::sim::scenario::ALL[0]).work();
    let mut world = World { queue: Queue::with([MessageId(0), MessageId(1)]), ..World::default() };
    world.queue.lose(MessageId(1));
    for at_rest in [false, true] {
        let promise = redelivery::sim::invariant::ALL[promise("all-applied")];
        let judgement = promise.judgement(&world, &work, at_rest);
        assert_eq!(judgement, Judgement::Broken(Reason::NotApplied { message: MessageId(1) }));
    }
}

/// While the order can still be explained, it is explained by an order that would really come to
/// this document and these events; the naive definition agrees once the run is at rest.
#[test]
fn an_explanation_explains() {
    for search in search::ALL.iter() {
        let work = &search.machine.work;
        for world in search.worlds.iter().filter(|world| search.machine.is_at_rest(world)) {
            let explanation = redelivery::sim::invariant::explanation(world, work, true);
            let Some(order) = explanation else { continue };
            assert!(serially(work, &order.messages()) == (document(world), outputs(world)));
        }
    }
}
