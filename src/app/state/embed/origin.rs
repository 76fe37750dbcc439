//! Whom a figure listens to and speaks to.

/// The origin that may be the host's, as a figure's address says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Origin {
    /// Any: the address says nothing.
    #[default]
    Any,
    /// This one.
    One(String),
    /// None: what the address says is no origin.
    Refused(String),
}

impl Origin {
    /// What an address says of it; a slash at its end names the same origin.
    pub(super) fn of(asked: Option<String>) -> Self {
        match asked {
            None => Self::Any,
            Some(text) => match text.strip_suffix('/').unwrap_or(&text) {
                origin if is_origin(origin) => Self::One(origin.to_string()),
                _ => Self::Refused(text),
            },
        }
    }

    /// Whether a message from `origin` is heard.
    pub(super) fn hears(&self, origin: &str) -> bool {
        match self {
            Self::Any => true,
            Self::One(own) => own == origin,
            Self::Refused(_) => false,
        }
    }

    /// Whom messages are for, as the browser wants to hear it; nobody where none is spoken to.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::Any => Some("*"),
            Self::One(own) => Some(own),
            Self::Refused(_) => None,
        }
    }
}

/// Whether `text` is an origin as browsers write one: a scheme, a host, and a port where it is not
/// the scheme's usual one. Source: the HTML standard, "ASCII serialization of an origin".
fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let has_scheme = scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'.'));
    // The colons in brackets are those of an address of the internet's version 6.
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    has_scheme && is_host(host) && port.is_none_or(|port| is_port(scheme, port))
}

fn is_host(host: &str) -> bool {
    let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    if let Some(address) = inside {
        let is_digit = |it| matches!(it, b'0'..=b'9' | b'a'..=b'f' | b':' | b'.');
        return address.contains(':') && address.bytes().all(is_digit);
    }
    let is_letter = |it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    !host.is_empty() && host.split('.').all(|part| !part.is_empty() && part.bytes().all(is_letter))
}

fn is_port(scheme: &str, port: &str) -> bool {
    let usual = match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        _ => 0,
    };
    let is_plain = port.bytes().all(|it| it.is_ascii_digit()) && !port.starts_with('0');
    is_plain && port.parse::<u16>().is_ok_and(|port| port != usual)
}
