//! What can happen to the page, and what the page can ask of the browser.

#[cfg(feature = "course")]
use super::course::{CourseCommand, CourseMsg};
use super::{Bound, DeckMsg, Menu, ShareChoice, Speed, StageMsg, Theme};
#[cfg(feature = "embed")]
use super::{FigureCommand, FigureMsg};
use crate::kept::Entry;
use crate::sim::failure::Point;
use crate::sim::io::Failure;
use crate::sim::model::MessageId;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// One beat on.
    PressedForward,
    /// One beat back.
    PressedBack,
    /// To the first beat.
    PressedStart,
    /// To the last beat.
    PressedEnd,
    /// To the next broken promise.
    PressedNextViolation,
    /// To the next step at which approaches part.
    PressedNextParting,
    /// To the next delivery.
    PressedNextDelivery,
    /// To the delivery before.
    PressedPreviousDelivery,
    /// Starts or stops playing.
    PressedPlay,
    /// Time for the next beat; carries the count of plays it belongs to.
    Ticked(u32),
    /// A speed was picked.
    ChoseSpeed(Speed),
    /// The scrubber stands at this beat.
    Scrubbed(usize),
    /// A step was selected, to see or change what happens to it.
    SelectedStep(Menu),
    /// The menu for the step on show was asked for.
    PressedFail,
    /// The menu was closed.
    ClosedMenu,
    /// The step at the menu's point is to fail so, or to work.
    ChoseFate(Option<Failure>),
    /// A failure was taken out of the plan.
    RemovedFailure(Point),
    /// All failures were taken out of the plan.
    ClearedFailures,
    /// A future tried before was picked.
    ChoseFuture(usize),
    /// A future tried before is not wanted any more.
    RemovedFuture(usize),
    /// A future tried before is called so.
    NamedFuture(usize, String),
    /// The future after the one on show was asked for; the first after the last.
    PressedNextFuture,
    /// Another approach, by id, was picked for this lane.
    ChoseApproach(usize, String),
    /// A lane was asked for.
    AddedLane,
    /// A lane was closed.
    RemovedLane(usize),
    /// The address names another moment: the text after `#`.
    OpenedLink(String),
    /// The moment's address is to be copied.
    PressedCopy,
    /// Copying it worked, or not.
    Copied(bool),
    /// The moment is to be shared, or the panel for that closed.
    PressedShare,
    /// Something of the figure that is shared was chosen.
    ChoseShare(ShareChoice, String),
    /// This text is to be copied.
    PressedCopyText(String),
    /// Copying a text worked, or not.
    CopiedText(bool),
    /// The notice was read.
    DismissedNotice,
    /// It has been there for as long as it takes to be read.
    NoticeWasRead,
    /// Another scenario, by id, was picked.
    ChoseScenario(String),
    /// Only the scenario's first message is to come, or all of them again.
    ToggledMessages,
    /// The matrix was asked for, or left.
    PressedMatrix,
    /// What the approaches on show cost was asked for.
    PressedCosts,
    /// The course was asked for, or left.
    PressedLearn,
    /// The whole page was asked for and could not be loaded.
    WholeFailed,
    /// The whole page is there: this part of it has nothing to do any more.
    HandedOver,
    /// A failure is to be found, or the panel for that closed.
    PressedFind,
    /// A part of the question was changed.
    ChoseBound(Bound, String),
    /// A kind of mishap, by its word, is to be in the question, or not.
    ToggledHazard(String),
    /// The question at hand is asked.
    PressedAsk,
    /// The next larger question is asked.
    PressedLarger,
    /// The check is to wait, or to go on.
    PressedPause,
    /// The check is to stop.
    PressedStop,
    /// The run that proves a row of a check was picked.
    OpenedFinding(String),
    /// What was on show before a run that was found is to be on show again.
    LeftFinding,
    /// The panel was closed.
    ClosedFinder,
    /// The desk has answered.
    Answered(String),
    /// The desk does not answer, for this reason.
    DeskFailed(String),
    /// The approaches that are wrong on purpose are to be in the matrix, or not.
    ToggledFlawed,
    /// The one promise that counts in the matrix, by id; empty for all.
    ChosePromise(String),
    /// The crash points of this message's first delivery are to be on show, or the failures by
    /// their kinds.
    ChosePoints(Option<MessageId>),
    /// What happens around a step is to be among the crash points, or not.
    ToggledAround,
    /// The other view of the matrix was asked for.
    PressedPoints,
    /// The matrix is to be taken elsewhere.
    PressedExport(Format),
    /// The panel in which the run is taken elsewhere was asked for, or closed.
    ToggledExport,
    /// Something was done there.
    Exported(Exported),
    /// Something was dropped, pasted or picked to be opened.
    WasGiven,
    /// The page is to be printed.
    PressedPrint,
    /// What was on show before the last change is to be on show again.
    PressedUndo,
    /// What was undone is to be done again.
    PressedRedo,
    /// The sheet of marks and keys was asked for, or closed.
    PressedHelp,
    /// The run is to be told in words, or not.
    PressedTell,
    /// A language was picked, by its code.
    ChoseLanguage(&'static str),
    /// The words of the language that was picked before could not be loaded.
    LostWords,
    /// Errors of the stack with this id were asked for.
    ChoseErrors(String),
    /// A theme was picked.
    ChoseTheme(Theme),
    /// The next theme was asked for.
    PressedTheme,
    /// Something happened on stage.
    Stage(StageMsg),
    /// Something happened to decks.
    Deck(DeckMsg),
    /// Something happened in the course.
    #[cfg(feature = "course")]
    Course(CourseMsg),
    /// Something that only a figure in somebody's page hears.
    #[cfg(feature = "embed")]
    Figure(FigureMsg),
}

/// What happens in the panel in which the run is taken elsewhere, and to what is brought back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Exported {
    /// A format was picked, by its place among those there are.
    ChoseFormat(usize),
    /// Pictures are to be dark, or light.
    ToggledDark,
    /// The run is to be copied in that format.
    PressedCopy,
    /// Copying it worked, or not.
    Copied(bool),
    /// The run is to be saved in that format.
    PressedSave,
    /// This is what it says that was given to be opened.
    Read(String),
    /// What was given can't be read: it is several files, a folder, or nothing.
    FoundNothing,
    /// The picture could not be drawn in dots.
    NotDrawn,
}

/// What only the whole page asks of the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Errand {
    /// Save the picture at this address, in dots, under this name; if that can't be, say
    /// [`Exported::NotDrawn`].
    SaveDots(String, String),
    /// Copy this text, then say [`Exported::Copied`].
    CopyText(String),
    /// Copy the picture at this address, in dots, then say the same.
    CopyDots(String),
    /// Read what was given, then say [`Exported::Read`], or else [`Exported::FoundNothing`].
    Read,
}

/// How the matrix is written down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// As a Markdown table.
    Markdown,
    /// As comma-separated values.
    Csv,
}

/// Something the browser is to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Put this link into the address in place of the one there.
    ReplaceLink(String),
    /// Load the whole page, and hand this over to it; if it can't be loaded, say
    /// [`Msg::WholeFailed`].
    LoadWhole(String),
    /// Load the whole page with the course, and hand this over to it; if it can't be loaded, say
    /// [`Msg::WholeFailed`].
    LoadCourse(String),
    /// Listen to nothing any more.
    Retire,
    /// Put this link into the address so that going back leads to the one there.
    PushLink(String),
    /// Give the run in words the focus.
    FocusTelling,
    /// Give the sheet of marks and keys the focus.
    FocusSheet,
    /// Look like this from now on, and the next time too.
    Dress(Theme),
    /// Show the errors of the stack with this id the next time too.
    RememberErrors(&'static str),
    /// Speak the language of this code from now on, and the next time too: open the page anew.
    Speak(&'static str),
    /// Copy the page's address with this link to the clipboard, then say [`Msg::Copied`].
    Copy(String),
    /// Copy this to the clipboard, then say [`Msg::CopiedText`].
    CopyText(String),
    /// Show the notice, which is new, where the visitor looks; after so many milliseconds with
    /// nobody at it, if it is one that goes, say [`Msg::NoticeWasRead`].
    ShowNotice(Option<u32>),
    /// Say [`Msg::Ticked`] with this count after so many milliseconds.
    Tick(u32, u32),
    /// Ask this of the desk; it says [`Msg::Answered`], as often as it has something to say.
    Ask(String),
    /// Put the focus into the panel in which a failure is found.
    FocusFinder,
    /// Save this text under this name.
    Download(String, String),
    /// Take something elsewhere, or read what was brought.
    Export(Errand),
    /// Put the focus into the panel in which the run is taken elsewhere.
    FocusExport,
    /// Print the page.
    Print,
    /// Put the focus on this slide's button by which it is moved up, or down.
    FocusSlide(usize, &'static str),
    /// Put the focus into the open menu.
    FocusMenu,
    /// Put the focus back to where it was before the menu opened.
    RestoreFocus,
    /// Put the focus on the step on show in this lane: what had it may be gone.
    FocusStep(usize),
    /// Bring this lane into sight.
    ShowLane(usize),
    /// Put the focus on the cell of the matrix with this link, or on the matrix.
    FocusCell(Option<String>),
    /// Show the page from its top: another page is on show.
    ShowTop,
    /// Fill the screen, keep it awake, and listen to other windows.
    EnterStage,
    /// None of that any more.
    LeaveStage,
    /// Choose the size of type anew, so that all of the stage is on the screen.
    Fit,
    /// Say [`StageMsg::TypedAll`] when no other digit follows within a second.
    AwaitDigit,
    /// Say this to the other windows.
    Broadcast(String),
    /// Open the page with this link in a window of its own, beside this one.
    OpenWindow(String),
    /// Open this link in the audience's window: the one there was, or a new one.
    OpenStage(String),
    /// Listen to other windows, and say [`StageMsg::Clock`] every second.
    WatchClock,
    /// Keep these decks on this device, and of those known here no other; if that fails, or works
    /// again, say [`DeckMsg::WasKept`].
    Keep(Vec<Entry>),
    /// Say [`DeckMsg::Kept`] if other decks are kept on this device than were.
    ReadDecks,
    /// Delete these texts, unless somebody has changed them since; they can't be read as decks.
    Delete(Vec<Entry>),
    /// Something that only the course asks for.
    #[cfg(feature = "course")]
    Course(CourseCommand),
    /// Something that only a figure asks for.
    #[cfg(feature = "embed")]
    Figure(FigureCommand),
}
