//! Figures in somebody's page, on a host of its own.

mod calls;
mod guest;
mod looks;
mod pages;

use std::env;
use std::fs;
use std::sync::Arc;

use browser_tests::{Frame, Page, Site, Visitor};
use serde_json::Value;

/// The site's address in the samples.
const EXAMPLE: &str = "https://redelivery.example/";
const READY: &str = "#app > .stage--figure .lane";
const TALK: &str = "/v1/first-item-added/current-state/7.refused.14?with=historic-state";

/// Another host than the site's, with no files of its own.
fn host() -> Arc<Site> {
    let empty = env::temp_dir().join(format!("browser-tests-host-{}", std::process::id()));
    fs::create_dir_all(&empty).expect("a temporary folder can be made");
    Site::of(empty)
}

/// A page of somebody's, which writes down what figures say, and the site that these are from.
fn page_with(body: &str, visitor: Visitor) -> (Arc<Site>, Page) {
    let (site, host) = (Site::start(), host());
    let html = format!(
        "<!DOCTYPE html><html lang='en'><title>Somebody's page</title><link rel=icon href='data:,'>\
         <meta name=viewport content='width=device-width'>\
         <style>body {{ margin: 0 }} iframe {{ border: 0; display: block }}</style><script>
         window.said = []; addEventListener('message', (event) => said.push(event.data));
         window.events = () => said.filter((it) => typeof it === 'string' && it[0] === '{{')
           .map((it) => JSON.parse(it)).filter((it) => it.namespace === 'redelivery');
         window.post = (message) => frames[0].postMessage(message, '*');
         </script>{body}"
    );
    let url = host.page_beside("page.html", &html.replace(EXAMPLE, &site.folder_url()));
    let page = Page::visit(&host, &url, visitor);
    (site, page)
}

fn iframe(query: &str, link: &str, width: u32, height: u32) -> String {
    let src = format!("{EXAMPLE}embed.html{query}#{link}").replace('&', "&amp;");
    format!("<iframe src='{src}' title='A figure' width='{width}' height='{height}'></iframe>")
}

/// The one figure of a page, once it is drawn.
#[track_caller]
fn figure(page: &Page) -> Frame<'_> {
    let figure = page.frame("embed.html");
    figure.wait_for(READY);
    page.wait_until("events().some((it) => it.eventName === 'ready')");
    figure
}

fn step(figure: &Frame) -> Value {
    figure.eval("document.querySelector('.scrubber__input').value")
}

#[track_caller]
fn wait_for_step(figure: &Frame, step: u32) {
    figure.wait_until(&format!("document.querySelector('.scrubber__input')?.value === '{step}'"));
}
