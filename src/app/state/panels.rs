//! What opens over the page: one at a time, so that what it is about can be seen beside it.

use super::{Command, Page, State, WHOLE, finder};

/// Something that opens over the page, and is closed again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Panel {
    /// What can happen to a step.
    Menu,
    /// The marks and the keys.
    Sheet,
    /// Sharing the moment.
    Share,
    /// Finding a failure.
    Finder,
    /// Taking the run elsewhere.
    Export,
    /// The address for phones, on stage.
    Code,
}

impl Panel {
    /// Every one of them.
    pub const ALL: [Panel; 6] =
        [Panel::Menu, Panel::Sheet, Panel::Share, Panel::Finder, Panel::Export, Panel::Code];

    /// Whether it is open.
    pub fn is_open(self, state: &State) -> bool {
        match self {
            Panel::Menu => state.menu.is_some() || has_arena_menu(state),
            Panel::Sheet => state.sheet,
            _ if !WHOLE => false,
            Panel::Share => state.share.is_some(),
            Panel::Finder => state.finder.is_some() && state.page == Page::Timeline,
            Panel::Export => state.export.is_open && state.page == Page::Timeline,
            Panel::Code => state.presenter.as_ref().is_some_and(|presenter| presenter.code),
        }
    }

    /// Closes it; what the desk does for it is not wanted any more.
    fn close(self, state: &mut State) -> Option<Command> {
        match self {
            Panel::Menu => {
                state.menu = None;
                close_arena_menu(state);
            }
            Panel::Sheet => state.sheet = false,
            Panel::Share => state.share = None,
            Panel::Finder => return finder::close(state),
            Panel::Export => state.export.is_open = false,
            Panel::Code => {
                if let Some(presenter) = &mut state.presenter {
                    presenter.code = false;
                }
            }
        }
        None
    }
}

/// The panels that are open.
pub fn open_panels(state: &State) -> Vec<Panel> {
    Panel::ALL.into_iter().filter(|panel| panel.is_open(state)).collect()
}

/// Where one has opened that was not open `before`, closes the others.
pub(super) fn keep_one(state: &mut State, before: &[Panel]) -> Vec<Command> {
    let open = open_panels(state);
    let Some(opened) = open.iter().find(|panel| !before.contains(panel)) else {
        return Vec::new();
    };
    let others = open.iter().filter(|panel| *panel != opened);
    others.filter_map(|panel| panel.close(state)).collect()
}

#[cfg(feature = "course")]
fn has_arena_menu(state: &State) -> bool {
    use super::course::Picture;
    let arena = state.course.picture(Picture::Arena).filter(|_| state.page == Page::Course);
    arena.is_some_and(|arena| arena.menu.is_some())
}

#[cfg(not(feature = "course"))]
fn has_arena_menu(_: &State) -> bool {
    false
}

#[cfg(feature = "course")]
fn close_arena_menu(state: &mut State) {
    state.course.close_menu();
}

#[cfg(not(feature = "course"))]
fn close_arena_menu(_: &mut State) {}
