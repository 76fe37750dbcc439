//! Who looks at the page: the size of their screen and what they asked their system for.

/// A visitor's screen and wishes. Start from a constant: `Visitor { dark: true, ..DESKTOP }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The width of the page in CSS pixels.
    pub width: u32,
    /// The height of the page in CSS pixels.
    pub height: u32,
    /// Asked for dark colors.
    pub dark: bool,
    /// Asked for less motion.
    pub still: bool,
    /// Has a finger and no mouse, and a browser that heeds the viewport tag.
    pub touch: bool,
}

impl Visitor {
    /// A laptop.
    pub const DESKTOP: Self =
        Self { width: 1440, height: 900, dark: false, still: false, touch: false };
    /// A projector in a conference room.
    pub const PROJECTOR: Self = Self { width: 1280, height: 720, ..Self::DESKTOP };
    /// A phone, held upright.
    pub const PHONE: Self = Self { width: 390, height: 844, touch: true, ..Self::DESKTOP };

    /// Light and dark, on a laptop and on a phone.
    pub const EVERY_LOOK: [Self; 4] = [
        Self::DESKTOP,
        Self { dark: true, ..Self::DESKTOP },
        Self::PHONE,
        Self { dark: true, ..Self::PHONE },
    ];

    /// The same visitor with a screen of another size.
    #[must_use]
    pub const fn sized(self, width: u32, height: u32) -> Self {
        Self { width, height, ..self }
    }
}
