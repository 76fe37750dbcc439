//! Links by example: what opens, what does not, and what a visitor is told.

use std::fmt::Write as _;

use redelivery::app::state::{Notice, State};
use redelivery::codec::{Address, Link};
use redelivery::sim::timeline::Timeline;
use redelivery::words;

use crate::golden::{self, Golden};

/// Published links, a line each; whatever changes, they keep opening on what they opened on.
const FOREVER: &str = "links.v1.txt";

/// The file holds its own input: every line that starts with a slash is a link. Add a link by
/// adding its line and accepting the rest; never remove one.
pub fn goldens() -> Vec<Golden> {
    let file = golden::accepted(FOREVER).expect("the published links are there");
    let links = file.lines().filter(|line| line.starts_with('/'));
    let shown: Vec<String> = links.map(|link| format!("{link}\n{}", shown(link))).collect();
    vec![Golden { name: FOREVER.into(), text: shown.concat() }]
}

/// What a link opens on.
fn shown(text: &str) -> String {
    let link = match Link::parse(text) {
        Ok(link) => link,
        Err(error) => return format!("    DOES NOT OPEN: {error}\n"),
    };
    let canonical = link.to_string();
    let timeline = Timeline::new(link.run).expect("a link's run is possible");
    let run = &timeline.run;
    let frame = &timeline.frames[link.frame];
    let says = frame.happened.map_or(String::from("The messages wait."), |happened| {
        words::step(run, &happened.happening, &frame.world)
    });
    let mut out = format!("    {} of {}: {says}\n", link.frame, timeline.last());
    if link.beats_past > 0 {
        let _ = writeln!(out, "    {} beats past it", link.beats_past);
    }
    for approach in link.with {
        let _ = writeln!(out, "    beside {}", approach.name);
    }
    for injection in link.unmet {
        let _ = writeln!(out, "    never: {}", words::injection(run.case.scenario, injection));
    }
    if canonical != text {
        let _ = writeln!(out, "    now written {canonical}");
    }
    out
}

/// What a `~` in the tables stands for.
const OUTBOX: &str = "/v1/first-item-added/outbox/";

/// One kind of fault: what its message says before and after the text found, and the links that
/// have it. A caret stands before the place where the trouble starts.
struct Fault {
    before: &'static str,
    after: &'static str,
    links: &'static [(&'static str, &'static str)],
}

const PATHS: &[Fault] = &[
    Fault {
        before: "expected the version 'v1', found ",
        after: "",
        links: &[
            ("^", "nothing"),
            ("/^", "nothing"),
            ("^v1/first-item-added/outbox", "'v1/first-item-added/outbox'"),
            ("^outbox", "'outbox'"),
            ("/^v2/first-item-added/outbox", "'v2'"),
            ("/^V1/first-item-added/outbox", "'V1'"),
            ("^／v1/first-item-added", "'／v1/first-item-added'"),
        ],
    },
    Fault {
        before: "expected a scenario, found ",
        after: "",
        links: &[
            ("/v1/^", "nothing"),
            ("/v1/^last-item/outbox/3", "'last-item'"),
            ("/v1/^erstes-stück/outbox", "'erstes-stück'"),
            (
                "/v1/^this-name-goes-on-and-on-and-on-until-nobody-reads-it",
                "'this-name-goes-on-an…til-nobody-reads-it'",
            ),
        ],
    },
    Fault {
        before: "expected an approach, found ",
        after: "",
        links: &[
            ("/v1/first-item-added/^inbox/3", "'inbox'"),
            ("/v1/first-item-added/^Outbox/3", "'Outbox'"),
            ("/v1/first-item-added/^/3", "nothing"),
            ("~3?with=^", "nothing"),
            ("~3?with=current-state+^", "nothing"),
            ("~3?with=^historic%2Dstate", "'historic%2Dstate'"),
        ],
    },
    Fault { before: "expected a scenario, found the end", after: "", links: &[("/v1^", "")] },
    Fault {
        before: "expected an approach, found the end",
        after: "",
        links: &[("/v1/first-item-added^", "")],
    },
];

const CHOICES: &[Fault] = &[
    Fault {
        before: "expected a number of steps, 'refused', 'unanswered', 'died' or 'back:' and a \
                 message, found ",
        after: "",
        links: &[
            ("~3/^4", "'4'"),
            ("~3.^fell", "'fell'"),
            ("~3.^Died", "'Died'"),
            ("~3.^.4", "nothing"),
            ("~3.^", "nothing"),
            ("~^0", "'0'"),
            ("~^03", "'03'"),
            ("~^+3", "'+3'"),
            ("~^-3", "'-3'"),
            ("~^99999", "'99999'"),
            ("~3.^back", "'back'"),
            ("~3.^back:", "'back:'"),
            ("~3.^back:999", "'back:999'"),
            ("~^3%2E4", "'3%2E4'"),
            ("~^３", "'３'"),
            ("~^1🔥2", "'1🔥2'"),
        ],
    },
    Fault {
        before: "",
        after: " is not possible at this place of the run",
        links: &[
            ("~^back:123", "'back:123'"),
            ("~3.^back:234", "'back:234'"),
            ("~19.^1", "'1'"),
            ("~19.^refused", "'refused'"),
            ("~^20", "'20'"),
            ("~refused.refused.refused.refused.refused.refused.^refused", "'refused'"),
        ],
    },
    Fault {
        before: "there are more than 1000 here",
        after: "",
        links: &[("~^1001", ""), ("~999.^2", ""), ("~1.^9999", "")],
    },
];

const SETTINGS: &[Fault] = &[
    Fault {
        before: "expected one of 'send=', 'with=', 'unmet=', 'at=', 'theme=', each once, found ",
        after: "",
        links: &[
            ("~3?^", "nothing"),
            ("~3?^zoom=2", "'zoom=2'"),
            ("~3?^at", "'at'"),
            ("~3?at=1&^at=1", "'at=1'"),
            ("~3?at=1&^", "nothing"),
            ("~3?^At=1", "'At=1'"),
            ("~3?^with%3Dcurrent-state", "'with%3Dcurrent-state'"),
        ],
    },
    Fault {
        before: "the run has no frame ",
        after: "",
        links: &[
            ("~3?at=^4", "'4'"),
            ("~3?at=^-1", "'-1'"),
            ("~3?at=^01", "'01'"),
            ("~3?at=^", "nothing"),
            ("~3?at=^3+0", "'3+0'"),
            ("~3?at=^3+", "'3+'"),
            ("~3?at=^1+1+1", "'1+1+1'"),
        ],
    },
    Fault {
        before: "",
        after: " is there already",
        links: &[
            ("~3?with=^outbox", "'outbox'"),
            ("~3?with=current-state+^current-state", "'current-state'"),
            ("~3?unmet=123.2.persist.died+^123.2.persist.refused", "'123.2.persist.refused'"),
        ],
    },
    Fault {
        before: "there are more than 3 here",
        after: "",
        links: &[("~3?with=current-state+historic-state+swallow-duplicates+^idempotent-logic", "")],
    },
    Fault {
        before: "expected a failure such as '123.1.persist.died', found ",
        after: "",
        links: &[
            ("~3?unmet=^", "nothing"),
            ("~3?unmet=^123.1.publish.died", "'123.1.publish.died'"),
            ("~3?unmet=^999.1.persist.died", "'999.1.persist.died'"),
            ("~3?unmet=^123.0.persist.died", "'123.0.persist.died'"),
            ("~3?unmet=^123.256.persist.died", "'123.256.persist.died'"),
            ("~3?unmet=^123.1.persist:1.died", "'123.1.persist:1.died'"),
            ("~3?unmet=^123.1.persist", "'123.1.persist'"),
            ("~3?unmet=^123.1.persist.died.", "'123.1.persist.died.'"),
            ("~3?unmet=123.1.load.died+^123.1.load", "'123.1.load'"),
        ],
    },
    Fault {
        before: "expected how many messages come, at least 1 and not all, found ",
        after: "",
        links: &[
            ("~3?send=^", "nothing"),
            ("~3?send=^0", "'0'"),
            ("~3?send=^2", "'2'"),
            ("~3?at=3&send=^01", "'01'"),
        ],
    },
    Fault {
        before: "",
        after: " is not possible at this place of the run",
        links: &[("~9.^9?send=1", "'9'")],
    },
];

fn assert_faults(faults: &[Fault]) {
    for Fault { before, after, links } in faults {
        for (marked, found) in *links {
            let marked = marked.replace('~', OUTBOX);
            let position = marked.find('^').expect("a caret marks the place");
            let text = marked.replace('^', "");
            let error = Link::parse(&text).expect_err(&text);
            assert_eq!(error.position, position, "{text}");
            let message = format!("{before}{found}{after} (at character {})", position + 1);
            assert_eq!(error.to_string(), message, "{text}");
        }
    }
}

#[test]
fn a_wrong_path_says_what_is_wrong_and_where() {
    assert_faults(PATHS);
}

#[test]
fn a_wrong_choice_says_what_is_wrong_and_where() {
    assert_faults(CHOICES);
}

#[test]
fn a_wrong_setting_says_what_is_wrong_and_where() {
    assert_faults(SETTINGS);
}

/// Links that open, and how this page writes them.
const OPEN: &[(&str, &str)] = &[
    ("/v1/first-item-added/outbox", "/v1/first-item-added/outbox/"),
    ("/v1/first-item-added/outbox/", "/v1/first-item-added/outbox/"),
    ("/v1/first-item-added/outbox/3.4", "/v1/first-item-added/outbox/7"),
    ("/v1/first-item-added/outbox/7?at=2&send=1", "/v1/first-item-added/outbox/7?send=1&at=2"),
    ("/v1/first-item-added/outbox/7?at=7", "/v1/first-item-added/outbox/7"),
    ("/v1/first-item-added/outbox/7?at=0", "/v1/first-item-added/outbox/7?at=0"),
    ("/v1/first-item-added/outbox/7?at=7+2", "/v1/first-item-added/outbox/7?at=7+2"),
    (
        "/v1/first-item-added/outbox/7?at=3&unmet=234.2.mark.died&with=current-state",
        "/v1/first-item-added/outbox/7?with=current-state&unmet=234.2.mark.died&at=3",
    ),
];

#[test]
fn a_link_is_written_the_one_way() {
    for &(text, canonical) in OPEN {
        let link = Link::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(link.to_string(), canonical);
    }
}

/// Published addresses of other pages than moments; never remove one.
const PAGES: &[&str] = &[
    "/v1/matrix/first-item-added",
    "/v1/matrix/cart?flawed=yes&promise=nothing-lost",
    "/v1/matrix/first-item-added?points=234&around=yes",
    "/v1/check/first-item-added/current-state",
    "/v1/check/first-item-added/all?handlers=2",
    "/v1/stage/talk.9/first-item-added/current-state/7.refused.14?at=0",
    "/v1/stage/-/cart/boundary/4?with=outbox&theme=dark",
    "/v1/speaker/talk.1/confirm-order/persist-then-publish/6?send=1&at=0",
    "/v1/deck/talk",
];

#[test]
fn the_published_pages_open_and_are_written_so() {
    for page in PAGES {
        let state = State::open(page);
        assert!(state.notice.is_none(), "{page}: {:?}", state.notice);
        let asks = matches!(Address::parse(page), Ok(Address::Check(_)));
        let shown = state.link();
        assert!(asks || Address::parse(&shown).is_ok(), "{page} leads to {shown}");
    }
    let stage = Address::parse(PAGES[6]).expect("it opens");
    assert!(matches!(stage, Address::Stage(link) if link.to_string() == PAGES[6]));
}

/// A link is short enough to be read out: the talk's moment of harm, compared.
#[test]
fn the_link_of_the_talk_s_key_moment_is_short() {
    let link = State::default().link();
    assert!(link.len() < 120 && link.is_ascii(), "{link}");
}

#[test]
fn the_published_links_open() {
    let file = golden::accepted(FOREVER).expect("the published links are there");
    let links: Vec<&str> = file.lines().filter(|line| line.starts_with('/')).collect();
    assert!(links.len() >= 10);
    for link in links {
        assert!(Link::parse(link).is_ok(), "{link}");
    }
}

/// Links to runs of approaches that have other steps now, with what can still be played of them.
const OUTGROWN: &[(&str, &str, &[&str])] = &[
    (
        "/v1/cart/random-ids/again:5.19?with=boundary",
        "/v1/cart/random-ids/again:5",
        &["random-ids", "boundary"],
    ),
    (
        "/v1/http-exchange/http-exchange/9.evict:1?at=3",
        "/v1/http-exchange/http-exchange/29?at=9",
        &["http-exchange"],
    ),
    ("/v1/cart/boundary/10.back:5.3?send=1", "/v1/cart/boundary/", &["boundary"]),
];

/// A link opens whatever became of its approach: on as much of its run as there is, with a word on
/// where it breaks off.
#[test]
fn an_outgrown_link_opens_as_far_as_it_leads() {
    for &(text, played, lanes) in OUTGROWN {
        let error = Link::parse(text).expect_err(text);
        let state = State::open(text);
        let Some(Notice::Wrong(says)) = &state.notice else { panic!("{text} opens in silence") };
        assert!(says.contains(&error.plain()), "{says}");
        let shown: Vec<&str> =
            state.lanes.iter().map(|lane| lane.timeline.run.approach.id).collect();
        assert_eq!(shown, lanes, "{text}");
        assert!(state.link().starts_with(played), "{text} leads to {}", state.link());
    }
}
