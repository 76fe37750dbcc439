//! The speaker's window: what it shows, what it hears, and how it drives the stage.

use redelivery::app::state::{Clock, Command, DeckMsg, Line, Msg, StageMsg, State};
use redelivery::app::view::{speaker, stage};
use redelivery::deck::{Slide, TALK, talk};

use crate::screen::send;
use crate::slides::slide_called;
use crate::stage::{BACK, FORWARD, on_stage, said};

/// What the speaker presses happens on stage, and is seen in the speaker's window once it has.
#[test]
fn the_speaker_drives_the_stage_and_follows_it() {
    let mut live = on_stage(TALK, slide_called("The event that never comes"));
    let commands = send(&mut live, &[Msg::Stage(StageMsg::Speaker)]);
    let [Command::OpenWindow(link), ..] = &commands[..] else { panic!("{commands:?}") };
    let mut own = State::open(link);
    let opening = own.opening();
    let hello = said(&opening);
    assert!(opening.contains(&Command::WatchClock) && hello.len() == 1, "{opening:?}");
    let hear = |state: &mut State, texts: Vec<String>| -> Vec<String> {
        texts.iter().flat_map(|text| hear(state, text)).collect()
    };
    let answer = hear(&mut live, hello);
    assert!(hear(&mut own, answer).is_empty(), "who follows says nothing");
    let presses = [
        FORWARD,
        Msg::PressedPlay,
        Msg::Stage(StageMsg::Blank),
        Msg::PressedEnd,
        FORWARD,
        BACK,
        Msg::Stage(StageMsg::Code),
        Msg::Stage(StageMsg::Slide(4)),
        Msg::PressedStart,
        Msg::PressedUndo,
        Msg::PressedRedo,
    ];
    for press in presses {
        let before = own.link();
        let asked = said(&send(&mut own, std::slice::from_ref(&press)));
        assert_eq!((asked.len(), own.link()), (1, before), "{press:?}: first it happens there");
        let told = hear(&mut live, asked);
        assert_eq!(hear(&mut own, told), [""; 0]);
        assert_eq!(own.link(), live.link().replace("/stage/", "/speaker/"), "{press:?}");
        let (seen, is) = (speaker(&own).expect("a speaker"), stage(&live).expect("a stage"));
        assert_eq!((seen.on, seen.place), ((is.blank, is.code.is_some()), is.place), "{press:?}");
        assert_eq!(seen.now, is.words.map_or(is.moment.headline.text(), |it| it.text()));
    }
    // What it can't understand changes nothing, and two stages do not talk for ever.
    let (link, other) = (live.link(), said(&send(&mut on_stage(TALK, 4), &[FORWARD])));
    let strange = ["", "redelivery 9 do forward", "redelivery 1 do dance", "<img onerror=x>"];
    let strange = strange.into_iter().map(String::from).chain(other);
    assert_eq!(hear(&mut live, strange.collect()), [""; 0]);
    assert_eq!(live.link(), link);
}

/// All windows of a copy of the site are on one line: a pair hears only what it says itself.
#[test]
fn two_pairs_on_one_line_do_not_mix() {
    let end = |pair: &str| Line::of(Some(pair.to_string()));
    let (mut one, mut other) = (end("1"), end("2"));
    let (at, go) = ("redelivery 1 at - - /v1/stage/x", "redelivery 1 do forward");
    let said = one.say(at);
    assert_eq!((end("1").hear(&said), other.hear(&said)), (Some(at), None));
    assert_eq!(other.hear(&end("1").say(go)), None);
    // A speaker's window that was opened by its address asks whoever is there, hears nothing but
    // where a stage is, and is with the first one that says so from then on.
    let mut alone = Line::default();
    assert_eq!(alone.hear(&other.say(go)), None);
    assert_eq!(alone.say(go).split_once(' ').map(|(pair, _)| pair), Some("*"));
    assert_eq!(other.hear(&alone.say(go)), None, "it drives no stage that it does not know");
    let hello = alone.say("redelivery 1 hello");
    assert!(one.hear(&hello).is_some() && other.hear(&hello).is_some());
    assert!(Line::default().hear(&hello).is_none());
    assert_eq!(alone.hear(&other.say(at)), Some(at));
    assert_eq!(alone.hear(&one.say(at)), None);
    assert_eq!(alone.pair(), Some("2"));
    for strange in ["", "redelivery 1 at", "* redelivery 1 do forward", "1", " "] {
        assert_eq!(end("x").hear(strange), None, "{strange}");
    }
}

#[test]
fn the_speaker_sees_notes_what_comes_next_and_the_time() {
    let slides = talk().slides;
    let lost = slide_called("The event that never comes");
    let run = "first-item-added/current-state/7.refused.14?at=";
    let mut own = State::open(&format!("/v1/speaker/talk.{}/{run}0", lost + 1));
    let view = speaker(&own).expect("a speaker");
    let Slide { title, notes, .. } = &slides[lost];
    assert_eq!((view.title.as_str(), view.notes.as_str()), (&**title, &**notes));
    let next = view.next.expect("there is a slide after it");
    let words = next.words.expect("it has words").lines.len();
    assert_eq!((next.title.as_str(), next.lanes.len(), words), (&*slides[lost + 1].title, 0, 2));
    let next = speaker(&State::open(&format!("/v1/speaker/talk.{}", lost + 2)));
    let next = next.and_then(|view| view.next).expect("there is a slide after it");
    let title = slides[lost + 2].title.as_str();
    assert_eq!((next.title.as_str(), next.lanes.len(), next.words), (title, 2, None));
    assert!(view.coming.is_some_and(|text| text.contains("AddItem 123")));
    let seconds = |hours: u32, minutes, seconds| (hours * 60 + minutes) * 60 + seconds;
    let clock = |at: u32| Msg::Stage(StageMsg::Clock(at));
    let timer = || Msg::Stage(StageMsg::Timer);
    send(&mut own, &[clock(seconds(23, 59, 50)), timer(), clock(seconds(0, 1, 5))]);
    let shown = |own: &State| speaker(own).expect("a speaker").clock;
    assert_eq!(shown(&own), (String::from("00:01"), String::from("01:15")));
    send(&mut own, &[timer(), clock(seconds(9, 0, 0))]);
    assert_eq!(shown(&own).1, "01:15", "it stands");
    send(&mut own, &[timer(), clock(seconds(9, 0, 10))]);
    assert_eq!(shown(&own).1, "01:25", "it goes on");
    send(&mut own, &[Msg::Stage(StageMsg::TimerReset)]);
    assert_eq!(shown(&own).1, "00:00");
    assert_eq!(Clock::default().taken(), 0);
    // The first step of the talk starts it, and what is said of the same moment does not.
    let at = |step: &str| {
        let link = format!("/v1/stage/talk.{}/{run}{step}", lost + 1);
        Msg::Stage(StageMsg::Heard(format!("redelivery 1 at - - {link}")))
    };
    send(&mut own, &[at("0"), clock(seconds(9, 1, 0))]);
    assert_eq!(shown(&own).1, "00:00");
    send(&mut own, &[at("1"), clock(seconds(9, 1, 7)), at("2"), clock(seconds(9, 1, 9))]);
    assert_eq!(shown(&own).1, "00:09");
}

fn hear(state: &mut State, text: &str) -> Vec<String> {
    said(&send(state, &[Msg::Stage(StageMsg::Heard(String::from(text)))]))
}

/// Whether the audience's window left the stage, was closed or was killed: the speaker is told, and
/// can bring it back.
#[test]
fn the_speaker_hears_that_the_audience_is_gone() {
    let mut live = on_stage(TALK, slide_called("The event that never comes"));
    let at = hear(&mut live, "redelivery 1 hello");
    let mut own = State::open(&live.link().replace("/stage/", "/speaker/"));
    own.opening();
    let is_alone = |own: &State| speaker(own).expect("a speaker").is_alone;
    let tick = |own: &mut State| said(&send(own, &[Msg::Stage(StageMsg::Clock(1))]));
    // The first word counts, and while it comes regularly nothing is said.
    assert!(!is_alone(&own) && hear(&mut own, &at[0]).is_empty());
    for _ in 0..30 {
        for asked in tick(&mut own) {
            assert_eq!(asked, "redelivery 1 hello");
            let answer = hear(&mut live, &asked);
            assert_eq!(answer, at);
            hear(&mut own, &answer[0]);
        }
        assert!(!is_alone(&own));
    }
    // It leaves, in each of the ways there are.
    for leaves in [Msg::Stage(StageMsg::Left), Msg::Deck(DeckMsg::Pressed)] {
        let commands = send(&mut live.clone(), &[leaves]);
        let leave = commands.iter().position(|it| *it == Command::LeaveStage);
        let told = commands.iter().position(|it| matches!(it, Command::Broadcast(_)));
        assert!(told < leave, "it is said before the line is dropped: {commands:?}");
        assert_eq!(said(&commands), ["redelivery 1 gone"]);
        assert!(hear(&mut own, "redelivery 1 gone").is_empty() && is_alone(&own));
        hear(&mut own, &at[0]);
        assert!(!is_alone(&own), "it is back");
    }
    // It is killed, and says nothing at all.
    for _ in 0..10 {
        tick(&mut own);
    }
    assert!(is_alone(&own));
    let commands = send(&mut own, &[Msg::Stage(StageMsg::Reopened)]);
    assert_eq!(commands, [Command::OpenStage(live.link())]);
    hear(&mut own, &at[0]);
    assert!(!is_alone(&own));
}

/// What is to go wrong is chosen in the speaker's window; the stage shows what comes of it.
#[test]
fn the_speaker_lets_a_step_fail_and_takes_it_back() {
    let mut live = State::open("/v1/first-item-added/outbox/3");
    send(&mut live, &[Msg::Stage(StageMsg::Entered)]);
    let before = live.link();
    let mut own = State::open(&before.replace("/stage/", "/speaker/"));
    let told = |live: &mut State, own: &mut State, msg: Msg| {
        for asked in said(&send(own, &[msg])) {
            for answer in hear(live, &asked) {
                hear(own, &answer);
            }
        }
        assert_eq!(own.link(), live.link().replace("/stage/", "/speaker/"));
    };
    assert!(said(&send(&mut own, &[Msg::PressedFail])).is_empty(), "nobody else sees the menu");
    let menu = speaker(&own).and_then(|view| view.menu).expect("it is open");
    assert!(stage(&live).is_some_and(|view| view.moment.menu.is_none()));
    let failure = menu.fates[1].failure;
    assert!(failure.is_some());
    told(&mut live, &mut own, Msg::ChoseFate(failure));
    assert!(live.link() != before && live.plan().injections().len() == 1, "{}", live.link());
    assert!(speaker(&own).is_some_and(|view| view.menu.is_none()));
    let failed = live.link();
    told(&mut live, &mut own, Msg::PressedUndo);
    assert_eq!(live.link(), before);
    told(&mut live, &mut own, Msg::PressedRedo);
    assert_eq!(live.link(), failed);
    send(&mut own, &[Msg::PressedFail]);
    told(&mut live, &mut own, Msg::ChoseFate(None));
    assert!(live.plan().injections().is_empty(), "{}", live.link());
    for strange in ["fail", "fail 1.2.3", "mend x", "step", "step x", "slide -1"] {
        assert_eq!(hear(&mut live, &format!("redelivery 1 do {strange}")), [""; 0]);
    }
    told(&mut live, &mut own, Msg::Scrubbed(1));
    assert_eq!(live.beat, 1);
}

/// Who does not see the window hears which slide is on stage, and that the deck is over.
#[test]
fn the_speaker_hears_which_slide_is_on_stage() {
    let mut live = on_stage(TALK, 4);
    let mut own = State::open(&live.link().replace("/stage/", "/speaker/"));
    let spoken = |own: &State| redelivery::app::view::spoken(own).expect("a speaker's window");
    let slides = talk().slides;
    let told = spoken(&own);
    let start = format!("Slide 5 of {}: {}. ", slides.len(), slides[4].title);
    assert!(told.starts_with(&start) && told.len() > start.len(), "{told}");
    let msgs = [Msg::Stage(StageMsg::Slide(slides.len() - 1)), Msg::PressedEnd, FORWARD];
    for text in said(&send(&mut live, &msgs)) {
        hear(&mut own, &text);
    }
    assert!(spoken(&own).ends_with("End of the deck"), "{}", spoken(&own));
    assert_eq!(speaker(&own).expect("a speaker").now, "End of the deck");
    // On stage a moment is told as any moment is; words, and that all is told, are said so.
    assert_eq!(redelivery::app::view::spoken(&live).as_deref(), Some("End of the deck"));
    assert_eq!(redelivery::app::view::spoken(&on_stage(TALK, 4)), None);
}
