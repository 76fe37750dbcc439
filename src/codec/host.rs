//! What a page and the figure in it say to each other. The page that holds the figure is the host.
//! It calls methods in three dialects: a deck's signals (`slide:start`), calls as reveal.js takes
//! them (`{"method":"next","args":[]}`), and calls with an id
//! (`{"type":"redelivery:call","v":1,"id":1,"method":"next"}`). The figure answers in the dialect
//! that it was asked in, and tells events unasked. Whatever is none of these is not answered.
//!
//! No answer and no event has a `method` at its top: a deck obeys any text that has one.

use serde_json::Value;

use super::call::Call;

/// Letters of a message that is read; no call is as long.
const MESSAGE_MAX: usize = 16 * 1024;
/// What all that the figure says is signed with.
const NAMESPACE: &str = "redelivery";
/// The version of the protocol.
const VERSION: u64 = 1;
/// The types of a call with an id, and of its answer.
const CALL: &str = "redelivery:call";
const RESULT: &str = "redelivery:result";

/// Something that the host said and that is to be answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Heard {
    /// What the figure is to do, or why that can't be understood.
    pub call: Result<Call, String>,
    asker: Asker,
    as_object: bool,
}

/// Who has called.
#[derive(Clone, PartialEq, Debug)]
enum Asker {
    /// A deck that signals: it waits for no answer.
    Deck,
    /// Who calls as one calls a deck, by this method.
    Caller(String),
    /// Who told an id, a whole number or a text: it is given back as it was written.
    Numbered(String),
}

/// Something to be said to the host.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// As JSON.
    pub text: String,
    /// Whether it is sent as the object that the text stands for.
    pub as_object: bool,
}

/// What a call gives.
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// The moment after it.
    Moment(Box<Moment>),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Count(usize),
    /// A text.
    Text(String),
}

/// Promises, each with how it stands.
pub type Verdicts = Vec<(&'static str, &'static str)>;

/// What is on show, as the host is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The moment's link, without `#`.
    pub hash: String,
    /// The step on show, from 0.
    pub step: usize,
    /// The last step.
    pub total: usize,
    /// The first approach's id.
    pub strategy: &'static str,
    /// The ids of those compared with it.
    pub with: Vec<&'static str>,
    /// By approach and promise how the promise stands at this step: `holds`, `not applicable`,
    /// `open`, `stuck` or `broken`.
    pub verdicts: Vec<(&'static str, Verdicts)>,
    /// What is to fail, as `arm` takes it.
    pub armed: Vec<String>,
    /// Whether steps follow each other by themselves.
    pub playing: bool,
    /// Whether this is the first step.
    pub at_start: bool,
    /// Whether this is the last step.
    pub at_end: bool,
}

/// Something that the host may want to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// The figure is drawn and listens.
    Ready,
    /// Another moment is on show.
    StepChanged,
    /// More is to fail than before.
    FaultArmed,
    /// A promise stands otherwise than before.
    VerdictChanged,
    /// The last step is reached.
    Ended,
}

impl Event {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Event::Ready => "ready",
            Event::StepChanged => "stepchanged",
            Event::FaultArmed => "faultarmed",
            Event::VerdictChanged => "verdictchanged",
            Event::Ended => "ended",
        }
    }
}

impl Heard {
    /// Reads a message: `text` as it came, or an object as JSON. `None` for what is not meant for
    /// a figure.
    pub fn read(text: &str, as_object: bool) -> Option<Self> {
        let signal = |call| Some(Self { call: Ok(call), asker: Asker::Deck, as_object });
        match text {
            "slide:start" if !as_object => return signal(Call::Enter),
            "slide:stop" if !as_object => return signal(Call::Leave),
            _ if text.len() > MESSAGE_MAX || !text.starts_with('{') => return None,
            _ => {}
        }
        let Ok(Value::Object(said)) = serde_json::from_str(&whole(text)) else { return None };
        let is_call = said.get("type").and_then(Value::as_str) == Some(CALL);
        let method = match said.get("method").and_then(Value::as_str) {
            Some(method) => method,
            None if is_call => "",
            None => return None,
        };
        let none = Vec::new();
        let args = match said.get("args") {
            None | Some(Value::Null) => Some(&none),
            Some(args) => args.as_array(),
        };
        let call = match args {
            Some(args) => Call::read(method, args),
            None => Err(String::from("args is a list")),
        };
        if is_call {
            let spoken = said.get("v").and_then(Value::as_u64) == Some(VERSION);
            let call = if spoken { call } else { Err(format!("v is {VERSION}")) };
            // Who tells no id that can be given back hears that, with none.
            let (id, call) = match said.get("id").and_then(written_id) {
                Some(id) => (id, call),
                None => (String::from("null"), Err(String::from("id is a whole number or a text"))),
            };
            return Some(Self { call, asker: Asker::Numbered(id), as_object });
        }
        // What others say of themselves, as a deck's own events, is no call.
        let is_told =
            ["namespace", "eventName", "type"].iter().any(|name| said.contains_key(*name));
        let asker = Asker::Caller(method.to_string());
        (!is_told).then_some(Self { call, asker, as_object })
    }

    /// The answer, where one is waited for.
    pub fn answer(&self, reply: Result<Reply, String>) -> Option<Said> {
        let (name, value) = match reply {
            Ok(Reply::Moment(moment)) => ("result", written(&moment)),
            Ok(Reply::Flag(flag)) => ("result", flag.to_string()),
            Ok(Reply::Count(count)) => ("result", count.to_string()),
            Ok(Reply::Text(text)) => ("result", quoted(&text)),
            Err(why) => ("error", quoted(&why)),
        };
        let text = match &self.asker {
            Asker::Deck => return None,
            Asker::Caller(method) => {
                signed("callback", &[("call", quoted(method)), (name, value)]).text
            }
            Asker::Numbered(id) => object(&[
                ("type", quoted(RESULT)),
                ("v", VERSION.to_string()),
                ("id", id.clone()),
                (name, value),
            ]),
        };
        Some(Said { text, as_object: self.as_object })
    }
}

/// A text of JSON without the halves of characters that JavaScript's texts may hold, and no other
/// text: each is replaced by the sign for what can't be shown.
fn whole(text: &str) -> String {
    const ESCAPE: usize = 6;
    let unit = |at: usize| {
        let digits = text.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::new();
    let mut at = 0;
    while let Some(ahead) = text[at..].find('\\') {
        whole.push_str(&text[at..at + ahead]);
        at += ahead;
        let (end, is_half) = match (unit(at), unit(at + ESCAPE)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (at + 2 * ESCAPE, false),
            (Some(0xd800..=0xdfff), _) => (at + ESCAPE, true),
            // What stands behind a backslash belongs to it.
            _ => (text[at + 1..].chars().next().map_or(at + 1, |it| at + 1 + it.len_utf8()), false),
        };
        whole.push_str(if is_half { "\\ufffd" } else { &text[at..end] });
        at = end;
    }
    whole + &text[at..]
}

/// An id as JSON; none if it is neither a whole number nor a text.
fn written_id(id: &Value) -> Option<String> {
    match id {
        Value::String(text) => Some(quoted(text)),
        id => id.as_i64().map(|id| id.to_string()),
    }
}

/// An event, as it is told.
pub fn event(event: Event, moment: &Moment) -> Said {
    signed(event.name(), &[("state", written(moment))])
}

/// That a key was handed to the host, by its name and its place on the keyboard.
pub fn key_forward(key: &str, code: &str) -> Said {
    signed("keyforward", &[("key", quoted(key)), ("code", quoted(code))])
}

/// How high the figure is, in pixels.
pub fn resize(height: u32) -> Said {
    signed("resize", &[("height", height.to_string())])
}

/// How high the figure is, as learning platforms understand it.
pub fn frame_resize(height: u32) -> Said {
    said(object(&[("subject", quoted("lti.frameResize")), ("height", height.to_string())]))
}

/// What makes a deck go on, or back.
pub fn deck_call(method: &'static str) -> Said {
    said(object(&[("method", quoted(method))]))
}

/// What the figure says of itself.
fn signed(event: &str, more: &[(&str, String)]) -> Said {
    let own = [
        ("namespace", quoted(NAMESPACE)),
        ("v", VERSION.to_string()),
        ("eventName", quoted(event)),
    ];
    said(object(&[&own, more].concat()))
}

fn said(text: String) -> Said {
    Said { text, as_object: false }
}

fn written(moment: &Moment) -> String {
    let verdicts = moment.verdicts.iter().map(|(approach, verdicts)| {
        let verdicts = verdicts.iter().map(|(promise, verdict)| (*promise, quoted(verdict)));
        (*approach, object(&verdicts.collect::<Vec<_>>()))
    });
    object(&[
        ("hash", quoted(&moment.hash)),
        ("step", moment.step.to_string()),
        ("total", moment.total.to_string()),
        ("strategy", quoted(moment.strategy)),
        ("with", list(moment.with.iter().copied())),
        ("verdicts", object(&verdicts.collect::<Vec<_>>())),
        ("armed", list(moment.armed.iter().map(String::as_str))),
        ("playing", moment.playing.to_string()),
        ("atStart", moment.at_start.to_string()),
        ("atEnd", moment.at_end.to_string()),
    ])
}

/// An object of JSON, of names and values as JSON. Through a library's own values it would weigh
/// more in the program than all that is said here.
fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| [&quoted(name), ":", value].concat()).collect();
    ["{", &fields.join(","), "}"].concat()
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(quoted).collect();
    ["[", &texts.join(","), "]"].concat()
}

/// A text of JSON.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
