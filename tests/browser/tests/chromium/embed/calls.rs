//! What a figure answers, whom, and whom not.

use browser_tests::{Visitor, assert_none};
use serde_json::{Value, json};

use super::{EXAMPLE, READY, TALK, figure, iframe, page_with, step};

/// Through the element that authors use: each method by its promise, on another origin.
#[test]
fn every_method_answers_through_the_element() {
    let element = format!(
        "<script src='{EXAMPLE}redelivery-embed.js'></script>\
         <redelivery-figure moment='{TALK}' id='one'></redelivery-figure>"
    );
    let (_site, page) = page_with(&element, Visitor::DESKTOP);
    let answers = page.eval(
        "(async () => { const it = document.querySelector('redelivery-figure'); \
         window.heard = []; for (const name of ['stepchanged', 'ended', 'faultarmed', \
         'verdictchanged']) document.addEventListener(name, () => heard.push(name)); \
         const steps = []; const note = async (name, ...args) => \
         steps.push([name, (await it[name](...args)).step]); \
         await note('first'); await note('next'); await note('next'); await note('prev'); \
         await note('seek', 7); await note('last'); await note('reset'); \
         await note('setState', '/v1/first-item-added/outbox/3'); await note('getState'); \
         await note('setStrategy', 'historic-state'); await note('arm', '123.1.persist', 'died'); \
         await note('disarm', '123.1.persist'); await note('blank', true); \
         await note('blank', false); \
         await note('setTheme', 'dark'); await note('play'); await note('pause'); \
         const ends = [await it.isEnd(), await it.getTotalSteps() > 0]; \
         const forms = []; for (const form of ['link', 'text', 'json', 'svg', 'mermaid', \
         'markdown', 'itf', 'shiviz']) forms.push((await it.exportAs(form)).slice(0, 8)); \
         const wrong = []; for (const call of [['seek', 'x'], ['arm', 'x', 'y'], \
         ['exportAs', 'exe'], \
         ['setState', 'x'], ['setStrategy', 'x'], ['eval', '1']]) \
         wrong.push(await it.call(...call).then(() => 'done', (error) => error.message)); \
         await it.focus(); \
         return { steps, ends, forms, wrong, focused: document.activeElement === it.frame, \
         hash: it.state.hash, heard: [...new Set(heard)].sort() }; })()",
    );
    let steps: Vec<String> =
        answers["steps"].as_array().into_iter().flatten().map(ToString::to_string).collect();
    assert_eq!(steps.len(), 17, "{answers}");
    assert!(steps[..7].concat().contains("[\"seek\",7]"), "{steps:?}");
    assert_eq!(answers["ends"][1], true);
    let forms = answers["forms"].as_array().into_iter().flatten();
    let forms: Vec<&str> = forms.filter_map(Value::as_str).collect();
    assert_eq!(
        (forms.len(), forms[0], forms[3], forms[4]),
        (8, "/v1/firs", "<svg xml", "sequence")
    );
    assert!(forms.iter().all(|form| form.len() == 8), "{forms:?}");
    let wrong = &answers["wrong"];
    assert_eq!(wrong[0], "seek takes a step's number");
    assert_eq!(wrong[5], "there is no such method");
    assert!(wrong.as_array().is_some_and(|all| all.iter().all(|it| it != "done")), "{wrong}");
    assert_eq!(answers["focused"], true);
    let heard = json!(["ended", "faultarmed", "stepchanged", "verdictchanged"]);
    assert_eq!(answers["heard"], heard);
    assert_none(&page.console_errors());
}

/// Whatever else arrives changes nothing, and is not answered: from a page that is not the host,
/// from an origin that is not the named one, or without sense.
#[test]
fn nobody_else_is_heard() {
    let stranger = "<iframe srcdoc=\"<script>addEventListener('message', () => \
         parent.frames[0].postMessage({type: 'redelivery:call', v: 1, id: 9, method: 'prev'}, '*'))\
         </script>\"></iframe>";
    let body = [iframe("", TALK, 464, 600).as_str(), stranger].concat();
    let (_site, page) = page_with(&body, Visitor::DESKTOP);
    let figure = figure(&page);
    let last = step(&figure);
    page.eval("frames[1].postMessage('go', '*')");
    page.eval(
        "for (const it of ['', '{', '{}', 'next', 'slide:x', '[]', null, 3, [], {}, {method: 3}, \
         {type: 'redelivery:call', v: 1, method: 'prev'}, {type: 'x', id: 1, method: 'prev'}, \
         '{\"namespace\":\"reveal\",\"method\":\"prev\"}', new Map(), 10n, \
         {big: 1n, method: 'prev'}, \
         new Blob(['x']), '{\"method\":\"prev\",\"pad\":\"' + 'x'.repeat(20000) + '\"}']) post(it)",
    );
    // What is asked last is answered when all before it was heard.
    page.eval("post({type: 'redelivery:call', v: 1, id: 'end', method: 'getState'})");
    page.wait_until("said.some((it) => it.id === 'end')");
    assert_eq!(step(&figure), last);
    // A call that lacks something is answered, too, and by an error.
    let results = "said.filter((it) => it.type === 'redelivery:result')";
    assert_eq!(page.eval(&format!("{results}.filter((it) => !it.error).length")), 1);
    assert_eq!(page.eval("events().some((it) => it.eventName === 'callback')"), false);

    // A figure for another host says nothing here, and hears nothing.
    let other = iframe("?origin=https://other.example", TALK, 464, 600);
    let (_site, page) = page_with(&other, Visitor::DESKTOP);
    let figure = page.frame("embed.html");
    figure.wait_for(READY);
    page.eval("post({type: 'redelivery:call', v: 1, id: 1, method: 'prev'})");
    page.eval("post('{\"method\":\"prev\"}')");
    figure.eval("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(step(&figure), last);
    assert_eq!(page.eval("said.length"), 0);
}
