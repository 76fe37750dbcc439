//! What a visitor has made, kept on a device that several windows, versions and copies of the site
//! share. A record never changes where it lies: each change is written under a name of its own and
//! read back, and only then is the record that it replaces taken away. So no window overwrites what
//! another has written, in whatever order they hear of each other, and what this version can't read
//! stays as it is.

mod older;
mod record;
mod shelf;

pub use shelf::Shelf;

/// A record: its name among those of its kind, and its text.
pub type Entry = (String, String);

/// Texts under names, as a browser stores them for everything of one host.
pub trait Store {
    /// Every name.
    fn names(&self) -> Vec<String>;
    /// The text under `name`.
    fn get(&self, name: &str) -> Option<String>;
    /// Stores `text` under `name`; whether there was room for it.
    fn set(&mut self, name: &str, text: &str) -> bool;
    /// Takes away what is stored under `name`.
    fn remove(&mut self, name: &str);
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its word in the names of the store.
    pub word: &'static str,
    /// The name under which older versions kept all records of this kind in one text.
    pub older: &'static str,
    /// The name under which they put aside what they could not read.
    pub aside: &'static str,
    /// Whether this version can read the text of a record.
    pub is_read: fn(&str) -> bool,
    /// The records in the text of an older version, and whether that was all of it.
    pub taken_apart: fn(&str) -> (Vec<Entry>, bool),
    /// One text for two that windows made of the same record at the same time; where there is none,
    /// both stay, as two records.
    pub joined: Option<fn(&str, &str) -> String>,
}

/// What was found on the device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Every record of a kind, oldest first.
    pub entries: Vec<Entry>,
    /// What this version can't read: the name under which it is stored, and the text.
    pub unread: Vec<Entry>,
    /// Whether two windows have changed a record at the same time, so that there are two now.
    pub parted: bool,
}

/// What lies on a device and can't be read, as a window knows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unread {
    /// The name under which each text is stored, and the text.
    pub texts: Vec<Entry>,
    /// Whether the visitor has these texts as a file: then they can be deleted.
    pub is_saved: bool,
}

impl Unread {
    /// Goes on with what was found now.
    pub fn find(&mut self, texts: Vec<Entry>) {
        self.is_saved &= texts == self.texts;
        self.texts = texts;
    }

    /// The names under which it lies, as one says them.
    pub fn places(&self) -> String {
        let names: Vec<&str> = self.texts.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    /// What can't be read, as a file: JSON, each text under its name.
    pub fn save(&mut self) -> String {
        self.is_saved = true;
        let texts: std::collections::BTreeMap<_, _> = self.texts.iter().cloned().collect();
        serde_json::to_string_pretty(&texts).unwrap_or_default()
    }

    /// What is to be deleted: nothing of which there is no file.
    pub fn delete(&mut self) -> Vec<Entry> {
        if self.is_saved { std::mem::take(self).texts } else { Vec::new() }
    }
}

/// The beginning of all names of the copy of the site that lies in the folder `place`.
fn of_copy(place: &str) -> String {
    // No folder has a blank in it, so that no copy takes the names of another for its own.
    format!("redelivery {place} ")
}

/// A number for a text, the same in every version and on every device: FNV-1a.
fn digest(texts: &[&str]) -> String {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xff]));
    let number = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |number, byte| {
        (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{number:016x}")
}
