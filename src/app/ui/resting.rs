//! Parts of the page that are drawn anew only when what they show has changed: most of the page
//! is the same from step to step, and to compare its data costs less than to draw it.

use std::any::Any;
use std::ptr::fn_addr_eq;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VComp;

use super::element::El;
use crate::app::state::{Msg, WHOLE};
use crate::language::{in_english, is_english};

/// `draw` of `data`; as long as the data is equal, what is on the page stays untouched. `draw` has
/// to depend on nothing else, but on the theme, which is on the page for good, and on the language,
/// which is the one that is spoken now.
pub fn resting<T: PartialEq + 'static>(
    data: T,
    draw: fn(&T, &Callback<Msg>) -> Vec<El>,
    on: &Callback<Msg>,
) -> Html {
    if WHOLE {
        return rest(Rc::new(Drawn { data, draw, is_english: is_english() }), on);
    }
    // The first part shows short runs for a short while, and bytes count.
    draw(&data, on).into_iter().map(Html::from).collect()
}

#[inline(never)]
fn rest(part: Rc<dyn Part>, on: &Callback<Msg>) -> Html {
    VComp::new::<Resting>(Rc::new(Props { part, on: on.clone() }), None).into()
}

/// What is compared with what was there before, and drawn.
trait Part {
    fn equals(&self, other: &dyn Part) -> bool;
    fn draw(&self, on: &Callback<Msg>) -> Vec<El>;
    fn any(&self) -> &dyn Any;
}

struct Drawn<T> {
    data: T,
    draw: fn(&T, &Callback<Msg>) -> Vec<El>,
    /// Whether it is drawn in English: it is drawn later, when the page speaks its own language.
    is_english: bool,
}

impl<T: PartialEq + 'static> Part for Drawn<T> {
    fn equals(&self, other: &dyn Part) -> bool {
        let same = |other: &Self| fn_addr_eq(self.draw, other.draw) && self.data == other.data;
        other.any().downcast_ref().is_some_and(same)
    }

    fn draw(&self, on: &Callback<Msg>) -> Vec<El> {
        let draw = || (self.draw)(&self.data, on);
        if self.is_english { in_english(draw) } else { draw() }
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

/// What a resting part is drawn from.
#[derive(Properties)]
struct Props {
    part: Rc<dyn Part>,
    /// Where messages go: to the same place always.
    on: Callback<Msg>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.part.equals(&*other.part)
    }
}

/// The one component for all of them: each kind of component adds some 6 KB to the program.
struct Resting;

impl Component for Resting {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { part, on } = context.props();
        part.draw(on).into_iter().map(Html::from).collect()
    }
}
