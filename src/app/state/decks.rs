//! The decks on this device, and the page on which they are made.

use std::rc::Rc;

use super::steps::stop;
use super::{Command, Msg, Notice, Page, State, WHOLE, place};
use crate::codec::{by_sound, deck_link};
use crate::deck::{
    self, Card, Deck, Kind, NOTES_MAX, Part, SLIDES_MAX, Shows, Slide, TITLE_MAX, cut,
};
use crate::kept::{Found, Unread};
use crate::language::{self, clip, quote, said, tell};

/// Every deck there is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decks {
    /// The one that comes with the page; it can be copied, not changed.
    pub talk: Rc<Deck>,
    /// Those made or brought in here, oldest first.
    pub own: Vec<Rc<Deck>>,
    /// The one on show, by its id.
    pub shown: String,
    /// Whether its handout is being printed.
    pub printing: bool,
    /// Whether the handout has the speaker's notes.
    pub prints_notes: bool,
    /// The one deleted last, and where it was, to be brought back.
    pub removed: Option<(usize, Rc<Deck>)>,
    /// What lies on this device and can't be read.
    pub unread: Unread,
    /// Whether some of them are in this window alone, since the device has not kept them.
    pub is_unkept: bool,
}

impl Default for Decks {
    fn default() -> Self {
        let talk = if WHOLE { deck::shared_talk() } else { Rc::default() };
        Self {
            shown: talk.id.clone(),
            talk,
            own: Vec::new(),
            printing: false,
            prints_notes: false,
            removed: None,
            unread: Unread::default(),
            is_unkept: false,
        }
    }
}

/// What can happen to decks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeckMsg {
    /// The page of decks was asked for, or left.
    Pressed,
    /// This is kept on this device.
    Kept(Found),
    /// Another window may have changed what is kept on this device.
    ChangedElsewhere,
    /// A deck was picked, by its id.
    Chose(String),
    /// A new deck was asked for.
    Made,
    /// A copy of the deck on show was asked for.
    Copied,
    /// The deck on show is not wanted any more.
    Removed,
    /// It is, after all.
    BroughtBack,
    /// The deck on show is called so.
    Named(String),
    /// The moment on show is to be the last slide of the deck.
    AddedSlide,
    /// A slide of words of this kind is to be the last of the deck.
    AddedCard(Kind),
    /// This part of this slide of words says this.
    Worded(usize, Part, String),
    /// This slide is to show the moment on show.
    TookMoment(usize),
    /// This slide is called so.
    NamedSlide(usize, String),
    /// This is what the speaker means to say at this slide.
    Noted(usize, String),
    /// This slide is to change places with the one before it.
    Raised(usize),
    /// This slide is to change places with the one after it.
    Lowered(usize),
    /// This slide is not wanted any more.
    RemovedSlide(usize),
    /// The deck on show is to be saved as a file.
    Exported,
    /// A file was brought in.
    Imported(String),
    /// What can't be read is to be saved as a file.
    SavedUnread,
    /// What can't be read, and was saved, is to be deleted.
    DeletedUnread,
    /// What was changed was kept, or could not be.
    WasKept(bool),
    /// The handout is to have the speaker's notes, or not any more.
    ToggledNotes,
    /// The handout of the deck is to be printed.
    Printed,
    /// The browser is about to print the page.
    PrintBegan,
    /// It was printed, or not.
    PrintOver,
}

impl Decks {
    /// The deck called so.
    pub fn get(&self, id: &str) -> Option<&Deck> {
        self.all().find(|deck| deck.id == id)
    }

    /// Every deck, the talk first.
    pub fn all(&self) -> impl Iterator<Item = &Deck> {
        std::iter::once(&self.talk).chain(&self.own).map(Rc::as_ref)
    }

    /// The deck on show, and whether it can be changed.
    pub fn on_show(&self) -> (&Deck, bool) {
        let own = self.own.iter().find(|deck| deck.id == self.shown);
        own.map_or((&self.talk, false), |own| (own, true))
    }

    fn own_on_show(&mut self) -> Option<&mut Deck> {
        self.own.iter_mut().find(|deck| deck.id == self.shown).map(Rc::make_mut)
    }

    /// Puts `deck` among them, under an id of its own.
    fn add(&mut self, deck: Deck) {
        let taken: Vec<&str> = self.all().map(|deck| deck.id.as_str()).collect();
        let id = deck::id_for(&deck.title, &taken);
        self.shown.clone_from(&id);
        self.own.push(Rc::new(Deck { id, ..deck }));
    }
}

/// The page of decks takes the screen.
pub(super) fn show_decks(state: &mut State, id: Option<&str>) {
    stop(state);
    state.menu = None;
    state.presenter = None;
    state.page = Page::Decks;
    if let Some(id) = id {
        state.decks.shown = id.to_string();
    }
}

/// Lets `msg` change the decks. What is changed is kept at once.
pub(super) fn update_decks(state: &mut State, msg: DeckMsg) -> Vec<Command> {
    let focus = focus_on_moved(state, &msg);
    match msg {
        DeckMsg::Pressed => return toggle(state),
        DeckMsg::Kept(found) => return take_kept(state, found),
        DeckMsg::ChangedElsewhere => return vec![Command::ReadDecks],
        DeckMsg::SavedUnread => {
            let name = String::from("redelivery-decks-unread.json");
            return vec![Command::Download(name, state.decks.unread.save())];
        }
        DeckMsg::DeletedUnread => {
            return vec![Command::Delete(state.decks.unread.delete()), Command::ReadDecks];
        }
        DeckMsg::Chose(id) if state.decks.get(&id).is_some() => state.decks.shown = id,
        DeckMsg::Exported => {
            let (deck, _) = state.decks.on_show();
            return vec![Command::Download(format!("{}.json", deck.id), deck::write(deck))];
        }
        DeckMsg::Printed => {
            state.decks.printing = true;
            return vec![Command::Print];
        }
        DeckMsg::ToggledNotes => {
            state.decks.prints_notes = !state.decks.prints_notes;
            return Vec::new();
        }
        DeckMsg::PrintBegan => {
            state.decks.printing = state.page == Page::Decks;
            return Vec::new();
        }
        DeckMsg::WasKept(is_kept) => {
            state.decks.is_unkept = !is_kept;
            let text = "Your change could not be stored on this device, whose storage may be full \
                        or blocked. Save the deck as a file before you leave.";
            let failed = (!is_kept).then(|| Notice::Wrong(String::from(text)));
            state.notice = failed.or(state.notice.take());
            return Vec::new();
        }
        DeckMsg::PrintOver => {
            state.decks.printing = false;
            return Vec::new();
        }
        DeckMsg::Imported(text) => return take_in(state, &text),
        other => change(state, other),
    }
    let keep = Command::Keep(deck::entries(&state.decks.own));
    let link = (state.page == Page::Decks).then(|| Command::ReplaceLink(state.link()));
    [keep].into_iter().chain(link).chain(focus).collect()
}

/// The focus goes with the slide that is moved: a browser leaves it at the place.
fn focus_on_moved(state: &State, msg: &DeckMsg) -> Option<Command> {
    let last = state.decks.on_show().0.slides.len().saturating_sub(1);
    match *msg {
        DeckMsg::Raised(slide) => Some(Command::FocusSlide(slide.saturating_sub(1), "up")),
        DeckMsg::Lowered(slide) => Some(Command::FocusSlide(last.min(slide + 1), "down")),
        _ => None,
    }
}

/// A deck that was given is one more on this device, and on show. From wherever it was given, one
/// can go back.
fn take_in(state: &mut State, text: &str) -> Vec<Command> {
    let deck = match deck::read(text) {
        Ok(deck) => deck,
        Err(error) => {
            let text = tell("This deck can't be imported: {0}.", &[&error]);
            state.notice = Some(Notice::Wrong(text));
            return Vec::new();
        }
    };
    let parts: [&dyn language::Part; 2] = [&clip(&deck.title), &deck.slides.len()];
    let text = tell("\"{0}\" is imported, with {1} slides.", &parts);
    state.decks.add(deck);
    let goes = state.page != Page::Decks;
    show_decks(state, None);
    state.notice = Some(Notice::Done(text));
    let keep = Command::Keep(deck::entries(&state.decks.own));
    let top = goes.then_some(Command::ShowTop);
    [keep, Command::PushLink(state.link())].into_iter().chain(top).collect()
}

fn change(state: &mut State, msg: DeckMsg) {
    let moment = super::moment::link(state).to_string();
    let title = slide_title(state);
    let decks = &mut state.decks;
    match msg {
        DeckMsg::Made => {
            let shows = Shows::Moment(moment);
            let slides = vec![Slide { shows, title, notes: String::new() }];
            decks.add(Deck { title: said("My deck"), slides, ..Deck::default() });
        }
        DeckMsg::Copied => {
            let (deck, _) = decks.on_show();
            let title = tell("Copy of {0}", &[&deck.words(&deck.title)]);
            let title = cut(&title, TITLE_MAX);
            // What the page says of its own deck is the visitor's from now on.
            let own = |text: &str, most: usize| cut(deck.words(text).as_str(), most);
            let slide = |slide: &Slide| Slide {
                shows: own_words(deck, &slide.shows),
                title: own(&slide.title, TITLE_MAX),
                notes: own(&slide.notes, NOTES_MAX),
            };
            let slides = deck.slides.iter().map(slide).collect();
            decks.add(Deck { title, slides, ..Deck::default() });
        }
        DeckMsg::Removed => {
            if let Some(index) = decks.own.iter().position(|deck| deck.id == decks.shown) {
                decks.removed = Some((index, decks.own.remove(index)));
                decks.shown.clone_from(&decks.talk.id);
            }
        }
        DeckMsg::BroughtBack => {
            if let Some((index, deck)) = decks.removed.take() {
                decks.shown.clone_from(&deck.id);
                decks.own.insert(index.min(decks.own.len()), deck);
            }
        }
        DeckMsg::Worded(slide, part, text) => {
            if let Some(misfit) = decks.own_on_show().and_then(|it| word(it, slide, part, &text)) {
                state.notice = Some(Notice::Wrong(misfit));
            }
        }
        other => {
            if let Some(deck) = decks.own_on_show() {
                edit(deck, other, moment, title);
            }
        }
    }
}

/// What a slide of `deck` shows, as it is shown.
fn own_words(deck: &Deck, shows: &Shows) -> Shows {
    let Shows::Card(card) = shows else { return shows.clone() };
    let mut copy = Card::new(card.kind);
    let lines: Vec<String> =
        deck.lines(card).iter().map(|line| line.as_str().to_string()).collect();
    let parts = [
        (Part::Text, lines.join("\n")),
        (Part::By, deck.words(&card.by).as_str().to_string()),
        (Part::Source, deck.words(&card.source).as_str().to_string()),
    ];
    for (part, text) in parts {
        // A translation that is too long is cut, as a title's is.
        let _ = copy.write(part, &text);
    }
    Shows::Card(copy)
}

/// Writes `text` on a slide of words; what to say if not all of it fits.
fn word(deck: &mut Deck, slide: usize, part: Part, text: &str) -> Option<String> {
    let Shows::Card(card) = &mut deck.slides.get_mut(slide)?.shows else { return None };
    let misfit = card.write(part, text).err()?;
    let parts: [&dyn language::Part; 2] = [&(slide + 1), &misfit.room()];
    Some(tell("Slide {0} has room for {1} here. The rest was left out.", &parts))
}

/// Changes `deck`; `moment` is on show, called `title`.
fn edit(deck: &mut Deck, msg: DeckMsg, moment: String, title: String) {
    let count = deck.slides.len();
    match msg {
        DeckMsg::Named(title) => deck.title = cut(&title, TITLE_MAX),
        DeckMsg::AddedSlide if count < SLIDES_MAX => {
            deck.slides.push(Slide { shows: Shows::Moment(moment), title, notes: String::new() });
        }
        DeckMsg::AddedCard(kind) if count < SLIDES_MAX => {
            let shows = Shows::Card(Card::new(kind));
            deck.slides.push(Slide { shows, title: said(kind.name()), notes: String::new() });
        }
        DeckMsg::Raised(slide) if slide > 0 && slide < count => deck.slides.swap(slide - 1, slide),
        DeckMsg::Lowered(slide) if slide + 1 < count => deck.slides.swap(slide, slide + 1),
        DeckMsg::RemovedSlide(slide) if slide < count && count > 1 => {
            deck.slides.remove(slide);
        }
        DeckMsg::NamedSlide(slide, title) if slide < count => {
            deck.slides[slide].title = cut(&title, TITLE_MAX);
        }
        DeckMsg::Noted(slide, notes) if slide < count => {
            deck.slides[slide].notes = cut(&notes, NOTES_MAX);
        }
        DeckMsg::TookMoment(slide) if slide < count && deck.slides[slide].moment().is_some() => {
            deck.slides[slide].shows = Shows::Moment(moment);
        }
        _ => {}
    }
}

/// What a slide of the moment on show is called, until somebody names it: several of one run are
/// told apart by their steps.
fn slide_title(state: &State) -> String {
    let names: Vec<String> =
        state.approaches().iter().map(|approach| said(approach.name)).collect();
    let (scenario, names) = (said(state.case.scenario.name), names.join(", "));
    let title = if state.beat == state.first() {
        tell("{0}: {1}", &[&scenario, &names])
    } else {
        tell("{0}: {1}, step {2}", &[&scenario, &names, &state.beat])
    };
    cut(&title, TITLE_MAX)
}

fn toggle(state: &mut State) -> Vec<Command> {
    if state.page == Page::Decks {
        state.page = Page::Timeline;
        return vec![Command::PushLink(state.link()), Command::ShowTop, Command::FocusStep(0)];
    }
    let left = state.page == Page::Stage;
    let shown = state.told().map(|(deck, _)| deck.id.clone());
    show_decks(state, shown.as_deref());
    let leave = left.then_some(Command::LeaveStage);
    [Command::PushLink(state.link()), Command::ShowTop].into_iter().chain(leave).collect()
}

/// Says that a deck which a link names is not on this device, and which one may be meant; what is
/// on show then is the talk.
pub(super) fn say_unknown(state: &mut State) -> Option<Command> {
    let decks = &mut state.decks;
    if state.page != Page::Decks || decks.get(&decks.shown).is_some() {
        return None;
    }
    let wanted = std::mem::replace(&mut decks.shown, decks.talk.id.clone());
    let names = decks.all().map(|deck| (deck.id.as_str(), deck.title.as_str())).collect();
    let near = by_sound(&wanted, names).map(|it| tell("Did you mean {0}?", &[&quote(it)]));
    let what = tell("There is no deck called {0} on this device.", &[&quote(&wanted)]);
    let instead = tell("Here is \"{0}\" instead.", &[&decks.talk.words(&decks.talk.title)]);
    let text: Vec<String> = [Some(what), near, Some(instead)].into_iter().flatten().collect();
    state.notice = Some(Notice::Wrong(text.join(" ")));
    Some(Command::ReplaceLink(state.link()))
}

/// What is kept on this device is what there is; but what only this window has stays.
fn take_kept(state: &mut State, found: Found) -> Vec<Command> {
    let Found { entries, unread, parted } = found;
    let mut own: Vec<_> = deck::of_entries(entries).into_iter().map(Rc::new).collect();
    let decks = &mut state.decks;
    decks.unread.find(unread);
    let mut again = None;
    if decks.is_unkept {
        for deck in std::mem::take(&mut decks.own) {
            match own.iter_mut().find(|it| it.id == deck.id) {
                Some(known) => *known = deck,
                None => own.push(deck),
            }
        }
        again = Some(Command::Keep(deck::entries(&own)));
    }
    if decks.own != own {
        decks.own = own;
        place::settle(state);
    }
    let instead = say_unknown(state);
    if parted {
        let text = "A deck was changed in two windows at the same time. Both are here now: look \
                    for what you want to keep.";
        state.notice = Some(Notice::Wrong(String::from(text)));
    }
    again.into_iter().chain(instead).collect()
}

impl State {
    /// The address of the page of decks.
    pub(super) fn decks_link(&self) -> String {
        deck_link(&self.decks.on_show().0.id)
    }
}

/// The messages of this page as those of the whole.
impl From<DeckMsg> for Msg {
    fn from(msg: DeckMsg) -> Self {
        Msg::Deck(msg)
    }
}
