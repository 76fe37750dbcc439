//! The failures planned, and the futures tried.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::view::{FailureView, PlanView};

/// The plan.
pub fn plan(plan: &PlanView, messages: Option<(usize, usize)>, on: &Callback<Msg>) -> Html {
    let failures = plan.failures.iter().map(|each| failure(each, on));
    let beyond = plan.beyond.iter().map(|what| html! { <li><span>{ what }</span></li> });
    html! {
        <section class="plan" aria-labelledby="plan-title">
            <h2 id="plan-title">{ "What goes wrong" }</h2>
            <ul class="plan__list">{ for failures }{ for beyond }</ul>
            if plan.failures.is_empty() && plan.beyond.is_empty() {
                <p class="strip__none">
                    { "Nothing. Select a step in the picture, or press F, to make it fail." }
                </p>
            } else {
                <button class="button" onclick={on.reform(|_| Msg::ClearedFailures)}>
                    { "Let everything work" }
                </button>
            }
            if let Some((count, all)) = messages {
                <button class="button" aria-pressed={(count < all).to_string()}
                    onclick={on.reform(|_| Msg::ToggledMessages)}>
                    { "Only the first message" }
                </button>
            }
            if plan.futures.len() > 1 {
                { futures(plan, on) }
            }
        </section>
    }
}

fn failure(failure: &FailureView, on: &Callback<Msg>) -> Html {
    let point = failure.point;
    html! {
        <li>
            <span>
                { &failure.text }
                if failure.nowhere {
                    <em>{ " This point never comes up." }</em>
                } else if !failure.unmet.is_empty() {
                    <em>{ format!(" Never comes up in: {}.", failure.unmet.join(", ")) }</em>
                }
            </span>
            <button class="button button--quiet" aria-label={format!("Remove: {}", failure.text)}
                onclick={on.reform(move |_| Msg::RemovedFailure(point))}>{ "✕" }</button>
        </li>
    }
}

fn futures(plan: &PlanView, on: &Callback<Msg>) -> Html {
    let items = plan.futures.iter().enumerate().map(|(index, future)| {
        html! {
            <li>
                <button class="button plan__future" aria-pressed={future.shown.to_string()}
                    onclick={on.reform(move |_| Msg::ChoseFuture(index))}>
                    { format!("{}. {}", index + 1, future.text) }
                </button>
            </li>
        }
    });
    html! {
        <>
            <h3>{ "Futures tried" }</h3>
            <ol class="plan__futures">{ for items }</ol>
        </>
    }
}
