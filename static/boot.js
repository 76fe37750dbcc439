// Runs before the first paint. The files that it names are called otherwise in the built site.
const root = document.documentElement;
// A figure in somebody's page has a page of its own, which loads less. The course has none: there,
// this one goes without what is around a lesson.
if (new URLSearchParams(location.search).has("embed") && !/\/embed\.html$/.test(location.pathname)) {
  if (/^#\/v1\/(learn|challenge|words)\b/.test(location.hash)) root.dataset.bare = "yes";
  else location.replace(`embed.html${location.search}${location.hash}`);
}
// What is loaded later: the rest of the page, with the course or without, and what answers its long
// questions.
root.dataset.whole = "./whole.js";
root.dataset.learn = "./learn.js";
root.dataset.desk = "./desk_loader.js";
// The languages but English, by their files of words.
const words = { pl: "./words/pl.txt" };
// Copies of the site on one host keep apart what they keep, by their folders; a file may be moved.
const place = location.protocol === "file:" ? "file:" : location.pathname.replace(/[^/]*$/, "");
root.dataset.place = place;
// Older versions kept a choice for all copies.
const chosen = (what) =>
  localStorage.getItem(`redelivery ${place} ${what}`) ?? localStorage.getItem(`redelivery.${what}`);
// The picture in the static page is of the default moment; a visitor whose link names another one
// must not see it flash by.
if (location.hash.length > 1) root.dataset.link = "other";
// Before the first paint, so that no visitor is blinded first. Storage may be blocked.
try {
  const asked = /[?&]theme=(\w+)/.exec(location.hash)?.[1];
  root.dataset.theme = asked ?? chosen("theme") ?? "";
} catch {}
// The language of the address, or the one chosen last. The first picture is in English.
try {
  const asked = new URLSearchParams(location.search).get("lang");
  const spoken = asked ?? chosen("language");
  if (Object.hasOwn(words, spoken)) {
    root.lang = spoken;
    root.dataset.words = words[spoken];
    root.dataset.link = "other";
  }
} catch {}
// The static page's own texts in that language, and those of `offline.js`. What is not known stays.
const translate = async () => {
  const text = `\n${await (await fetch(root.dataset.words)).text()}`;
  const places = document.querySelectorAll(":is(.opening, #crash *, #newer *):not(:has(*))");
  for (const place of places) {
    const known = text.split(`\n${place.textContent}\n\t`)[1];
    if (known) place.textContent = known.split("\n")[0];
  }
};
if (root.dataset.words) {
  addEventListener("DOMContentLoaded", () => translate().catch(() => {}));
}
// A page that broke is opened again by a new address, so that it really loads again; the moment
// after `#` is kept.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#crash a[href='?again']");
  if (link) {
    event.preventDefault();
    location.reload();
  }
});
// The first part of the page is short; the rest of it is loaded when it is asked for. A program that
// is started twice in one page breaks it, so that only one is ever on its way: what is wished for
// meanwhile is left in the page, where the last wish counts, and the program that comes asks for
// more itself if it has to.
let isComing = false;
const load = (program) => {
  if (isComing) return;
  isComing = true;
  const sheet = document.querySelector("link[data-whole]");
  const dressed = new Promise((done, failed) => {
    if (!sheet || sheet.rel === "stylesheet") return done();
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", failed);
    sheet.rel = "stylesheet";
  });
  dressed
    .then(() => import(root.dataset[program]))
    .then((page) => page.default())
    .catch(() => {
      isComing = false;
      // Without its rules a sheet is asked for again the next time.
      if (sheet && !sheet.sheet) sheet.rel = "next";
      dispatchEvent(new Event("redelivery-failed"));
    });
};
addEventListener("redelivery-over", () => (isComing = false));
for (const program of ["whole", "learn"]) {
  addEventListener(`redelivery-${program}`, () => load(program));
}
// Once the page works, the site is kept for when there is no network. A page without a version is
// no site that could be kept.
addEventListener("TrunkApplicationStarted", () => {
  if (root.dataset.version) import("./offline.js").catch(() => {});
});
// Puts a note below a place, or above it where there is no room, and wholly on the screen.
const put = (note, place) => {
  const { left, top, bottom } = place.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = note;
  const below = bottom + 8 + height < innerHeight ? bottom + 8 : top - height - 8;
  note.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  note.style.top = `${Math.max(8, Math.min(below, innerHeight - height - 8))}px`;
};
// A notice comes beside what was pressed, if that is still there.
let pressed;
addEventListener("click", ({ target }) => (pressed = target.closest?.("button, label, a")), true);
addEventListener("keydown", () => (pressed = null), true);
addEventListener("redelivery-notice", () => {
  const note = document.querySelector(".toast");
  note?.removeAttribute("style");
  if (note && pressed?.isConnected) {
    note.style.right = "auto";
    put(note, pressed);
  }
});
// What a word means, beside it, while it is pointed at, focused or touched; Escape hides it. It is
// for the eyes: to a screen reader the word's description says it, or the step's own sentence.
const hint = (event) => {
  const note = document.getElementById("hint");
  if (!note) return;
  const term = event.type === "keydown" ? null : event.target.closest?.("[data-means]");
  note.hidden = !term;
  if (!term) return;
  note.textContent = term.dataset.means;
  put(note, term);
};
for (const type of ["pointerover", "focusin", "click"]) addEventListener(type, hint);
addEventListener("scroll", (event) => event.target === document && hint({ type: "keydown" }), true);
addEventListener("keydown", (event) => event.key === "Escape" && hint(event), true);
// What is dropped, pasted outside a field or picked as a file waits here until the page reads it.
for (const type of ["dragover", "drop", "paste", "change"]) {
  addEventListener(type, (event) => {
    const { target } = event;
    const from = event.dataTransfer ?? event.clipboardData ?? target;
    const { files, types } = from;
    // A field takes texts, and no files: the browser would leave the page for those.
    const isText = types && !types.includes("Files");
    if (!files || (isText && target.closest?.(":read-write"))) return;
    event.preventDefault();
    if (type === "dragover") return;
    const text = from.getData?.("text/plain");
    // Of several files none is meant more than the others.
    window.redeliveryGiven = files.length > 1 ? null : (files[0] ?? (text && new Blob([text])));
    dispatchEvent(new Event("redelivery-given"));
    if (type === "change") target.value = "";
  });
}
