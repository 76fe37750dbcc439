//! A stop: a moment on show in the middle of a lesson, with what the lesson claims about it.

use super::claim::Claim;
use super::error::CourseError;
use super::fields::Fields;
use super::moment::Moment;
use crate::codec::Link;

/// A moment on show.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The moment.
    pub link: Link,
    /// What there is to see in it.
    pub caption: String,
    /// What is claimed of it, each with its line. At least one.
    pub claims: Vec<(usize, Claim)>,
}

impl Stop {
    pub(super) fn read(mut fields: Fields) -> Result<Self, CourseError> {
        let link = fields.one("link")?.link()?;
        let caption = fields.one("caption")?.value;
        // One is asked for: a stop that claims nothing could drift from the machine unnoticed.
        let mut claims = vec![fields.one("expect")?];
        claims.extend(fields.all("expect"));
        fields.end()?;
        let read = |field: super::fields::Field| {
            let claim = Claim::read(&field.value, &link);
            let what = "a claim such as 'breaks LOST at last'";
            claim.map(|claim| (field.line, claim)).ok_or_else(|| field.unlike(what))
        };
        let claims = claims.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { link, caption, claims })
    }

    /// What it claims and what is not so: the line, the claim, and what is so instead.
    pub fn drifted(&self) -> Vec<(usize, String)> {
        let moment = Moment::of(&self.link);
        let wrong = |(line, claim): &(usize, Claim)| {
            let found = claim.check(&moment).err()?;
            Some((*line, format!("'{}' is not true: {found}", claim.text)))
        };
        self.claims.iter().filter_map(wrong).collect()
    }
}
