//! What the talk says of each approach, as assertions: a table may be accepted by mistake, these
//! may not.

use redelivery::sim::approach::{self, Approach};
use redelivery::sim::failure::{Act, FailurePlan};
use redelivery::sim::invariant::{self, Judgement, Reason};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::model::{EventId, MessageId};
use redelivery::sim::scenario::{self, Scenario};

use crate::failures::{self, Struck, promise};
use crate::search::{self, Search};

const FIRST: MessageId = MessageId(0);
const SECOND: MessageId = MessageId(1);
const ITEM_ADDED: EventId = EventId(0);
const FIRST_ITEM_ADDED: EventId = EventId(1);

fn scenario() -> &'static Scenario {
    scenario::by_id("first-item-added").expect("the talk's scenario exists")
}

fn approach(id: &str) -> &'static Approach {
    approach::by_id(id).expect("the approach exists")
}

fn singles(id: &str) -> Vec<Struck> {
    failures::each(scenario(), approach(id), &FailurePlan::default())
}

/// The runs in which the first message's first `act` failed this way.
fn first_failing(id: &str, act: Act, failure: Failure) -> Struck {
    let mut all = singles(id);
    all.retain(|struck| {
        let at = struck.injection.at;
        at.delivery.message == FIRST && at.act == act && struck.injection.failure == failure
    });
    assert_eq!(all.len(), 1, "{id} takes the step once");
    all.remove(0)
}

#[test]
fn publishing_first_leaves_a_ghost_when_the_write_is_refused() {
    let persist = Act::Of(EffectKind::Persist);
    for failure in [Failure::Refused, Failure::Died] {
        let struck = first_failing("publish-then-persist", persist, failure);
        assert!(struck.breaks("no-ghost") && struck.breaks("exactly-once"));
        assert!(!struck.breaks("nothing-lost") && !struck.breaks("applied-once"));
    }
}

#[test]
fn persisting_first_loses_and_duplicates_when_a_publish_fails() {
    for event in [ITEM_ADDED, FIRST_ITEM_ADDED] {
        let publish = Act::Publish(event);
        for failure in [Failure::Refused, Failure::Died] {
            let struck = first_failing("persist-then-publish", publish, failure);
            assert!(struck.breaks("nothing-lost") && struck.breaks("applied-once"));
            assert!(!struck.breaks("no-ghost"));
        }
    }
}

#[test]
fn swallowing_duplicates_loses_whatever_was_not_published() {
    for event in [ITEM_ADDED, FIRST_ITEM_ADDED] {
        let struck = first_failing("swallow-duplicates", Act::Publish(event), Failure::Refused);
        assert!(struck.breaks("nothing-lost"));
        assert!(!struck.breaks("applied-once") && !struck.breaks("no-ghost"));
    }
}

/// Whether the second message was processed between the first one's first and second attempt.
fn overtaken(struck: &Struck) -> bool {
    let versions = struck.timeline.frames.iter().position(|frame| {
        let by = frame.world.held(redelivery::sim::model::HandlerId(0));
        by.is_some_and(|delivery| delivery.message == FIRST && delivery.attempt == 2)
    });
    versions.is_some_and(|frame| struck.timeline.frames[frame].world.store.made(SECOND) > 0)
}

#[test]
fn current_state_loses_first_item_added_when_overtaken_and_nothing_else() {
    let all = singles("current-state");
    let broken: Vec<&Struck> = all.iter().filter(|struck| !struck.survives()).collect();
    assert!(!broken.is_empty());
    let lost = Reason::NotPublished { message: FIRST, event: FIRST_ITEM_ADDED };
    for struck in broken {
        let judgement = struck.verdicts()[promise("nothing-lost")].judgement;
        assert_eq!(judgement, Judgement::Broken(lost), "{:?}", struck.injection);
        assert!(!struck.breaks("applied-once") && !struck.breaks("no-ghost"));
        assert!(overtaken(struck), "{:?}", struck.injection);
    }
}

/// Alone in the queue, a message survives any three failures even when re-published from the
/// current state: it is the other message that makes the state move on.
#[test]
fn current_state_survives_when_nothing_can_overtake() {
    let search = Search::among(scenario(), approach("current-state"), 1, 3);
    assert!(search.worlds.len() > 100);
    for index in 0..search.worlds.len() {
        assert!(!search.breaks_any(index), "{}", search.told(index));
    }
}

#[test]
fn the_remedies_survive_every_failure_of_every_kind() {
    for id in ["historic-state", "outbox"] {
        for struck in singles(id) {
            assert!(struck.survives(), "{id} {:?}", struck.injection);
        }
    }
}

/// Stronger: no world within reach breaks any promise, at rest or on the way, in any scenario.
/// But for the sender's order: each message exactly once is not all of them in order.
#[test]
fn the_remedies_break_nothing_anywhere() {
    for search in search::ALL.iter() {
        if !["historic-state", "outbox"].contains(&search.approach.id) {
            continue;
        }
        for index in 0..search.worlds.len() {
            let mut promises = (0..invariant::ALL.len()).filter(|&at| at != promise("in-order"));
            assert!(!promises.any(|at| search.breaks(index, at)), "{}", search.told(index));
        }
    }
}

/// However often they publish, they publish what was decided from the version just before the
/// one that the message made.
#[test]
fn the_remedies_decide_every_event_from_the_past() {
    for search in search::ALL.iter() {
        if !["historic-state", "outbox"].contains(&search.approach.id) {
            continue;
        }
        for (index, world) in search.worlds.iter().enumerate() {
            for output in world.sent.iter() {
                let before = world.store.before(output.by.message);
                assert_eq!(before, Some(output.read), "{}", search.told(index));
            }
        }
    }
}

/// Without a failure every approach keeps every promise: the trouble is only ever a failure.
#[test]
fn without_a_failure_every_approach_is_right() {
    for (scenario, approach) in search::pairs() {
        let timeline = failures::play(scenario, approach, &FailurePlan::default());
        for (index, frame) in timeline.frames.iter().enumerate() {
            for judgement in frame.judgements {
                let broken = matches!(judgement, Judgement::Broken(_));
                assert!(!broken, "{} frame {index}: {judgement:?}", approach.id);
            }
        }
    }
}
