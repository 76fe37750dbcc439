//! What a figure in somebody's page has to step with.

/// What there is to step with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Controls {
    /// All that a figure has.
    #[default]
    Full,
    /// Back, play, on and the slider.
    Min,
    /// Nothing.
    None,
}

impl Controls {
    /// Its name, in addresses and as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Controls::Full => "full",
            Controls::Min => "min",
            Controls::None => "none",
        }
    }

    /// What that is.
    pub fn says(self) -> &'static str {
        match self {
            Controls::Full => "every control",
            Controls::Min => "back, play and next",
            Controls::None => "no controls",
        }
    }

    /// Every one of them, the most first.
    pub const ALL: [Controls; 3] = [Controls::Full, Controls::Min, Controls::None];
}
