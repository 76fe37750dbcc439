//! What a host may call: a closed list of methods, each with the arguments it takes.

use serde_json::Value;

/// A call that is understood. What it names need not be there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call {
    /// One step on.
    Next,
    /// One step back.
    Prev,
    /// To this step.
    Seek(usize),
    /// To the first step.
    First,
    /// To the last step.
    Last,
    /// Plays.
    Play,
    /// Stops playing.
    Pause,
    /// Whether this is the last step.
    IsEnd,
    /// What is on show.
    GetState,
    /// Shows the moment of this link.
    SetState(String),
    /// Shows this approach in the first place.
    SetStrategy(String),
    /// Lets this fail, as in `123.1.persist.died`.
    Arm(String),
    /// Lets this work, as in `123.1.persist`.
    Disarm(String),
    /// Back to the moment that it was opened with.
    Reset,
    /// Covers the figure, or uncovers it.
    Blank(bool),
    /// Takes the focus.
    Focus,
    /// The number of the last step.
    GetTotalSteps,
    /// The run in this form.
    ExportAs(String),
    /// Looks like this.
    SetTheme(String),
    /// The slide with the figure is entered.
    Enter,
    /// The slide with the figure is left.
    Leave,
}

impl Call {
    /// The call of `method` with `args`; why there is none, if so.
    pub fn read(method: &str, args: &[Value]) -> Result<Self, String> {
        let call = match method {
            "next" => Self::Next,
            "prev" => Self::Prev,
            "first" => Self::First,
            "last" => Self::Last,
            "play" => Self::Play,
            "pause" => Self::Pause,
            "isEnd" => Self::IsEnd,
            "getState" => Self::GetState,
            "reset" => Self::Reset,
            "focus" => Self::Focus,
            "getTotalSteps" => Self::GetTotalSteps,
            _ => return Self::with(method, args),
        };
        if args.is_empty() { Ok(call) } else { Err(format!("{method} takes nothing")) }
    }

    /// One that takes something.
    fn with(method: &str, args: &[Value]) -> Result<Self, String> {
        match (method, args) {
            ("seek", [step]) if step.is_u64() => {
                let step = step.as_u64().and_then(|step| usize::try_from(step).ok());
                Ok(Self::Seek(step.unwrap_or(usize::MAX)))
            }
            ("seek", _) => Err(String::from("seek takes a step's number")),
            ("setState", [Value::Object(state)]) => match state.get("hash") {
                Some(Value::String(link)) => Ok(Self::SetState(bare(link))),
                _ => Err(String::from("setState takes a state with its hash")),
            },
            ("setState", [Value::String(link)]) => Ok(Self::SetState(bare(link))),
            ("setState", _) => Err(String::from("setState takes a hash, or a state")),
            ("setStrategy", [Value::String(id)]) => Ok(Self::SetStrategy(id.clone())),
            ("setStrategy", _) => Err(String::from("setStrategy takes an approach's id")),
            ("arm", [Value::String(slot), Value::String(kind)]) => {
                Ok(Self::Arm([slot, ".", kind].concat()))
            }
            ("arm", [Value::String(whole)]) => Ok(Self::Arm(whole.clone())),
            ("arm", _) => Err(String::from("arm takes a slot and how it fails")),
            ("disarm", [Value::String(slot)]) => Ok(Self::Disarm(slot.clone())),
            ("disarm", _) => Err(String::from("disarm takes a slot")),
            ("blank", []) => Ok(Self::Blank(true)),
            ("blank", [Value::Bool(on)]) => Ok(Self::Blank(*on)),
            ("blank", _) => Err(String::from("blank takes true or false")),
            ("exportAs", [Value::String(form)]) => Ok(Self::ExportAs(form.clone())),
            ("exportAs", _) => Err(String::from("exportAs takes the name of a form")),
            ("setTheme", [Value::String(theme)]) => Ok(Self::SetTheme(theme.clone())),
            ("setTheme", _) => Err(String::from("setTheme takes the name of a theme")),
            _ => Err(String::from("there is no such method")),
        }
    }
}

/// A link without what sets it off in an address.
fn bare(link: &str) -> String {
    link.strip_prefix('#').unwrap_or(link).to_string()
}
