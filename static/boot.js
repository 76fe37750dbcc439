// Runs before the first paint. The picture in the static page is of the default moment; a visitor
// whose link names another one must not see it flash by.
if (location.hash.length > 1) {
  document.documentElement.dataset.link = "other";
}
// Before the first paint, so that no visitor is blinded first. Storage may be blocked.
try {
  document.documentElement.dataset.theme = localStorage.getItem("redelivery.theme") ?? "";
} catch {}
// The language of the address, or the one chosen last. The first picture is in English.
try {
  const asked = new URLSearchParams(location.search).get("lang");
  const spoken = asked ?? localStorage.getItem("redelivery.language") ?? "en";
  if (/^[a-z]{2}$/.test(spoken) && spoken !== "en") {
    document.documentElement.lang = spoken;
    document.documentElement.dataset.link = "other";
  }
} catch {}
// A page that broke is opened again by a new address, so that it really loads again; the moment
// after `#` is kept.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#crash a[href='?again']");
  if (link) {
    event.preventDefault();
    location.reload();
  }
});
// The first part of the page is short; the rest of it is loaded when it is asked for.
addEventListener("redelivery-whole", () => {
  import("./whole.js")
    .then((page) => page.default())
    .catch(() => dispatchEvent(new Event("redelivery-failed")));
});
// What a word means, beside it, while it is pointed at, focused or touched; Escape hides it.
const hint = (event) => {
  const note = document.getElementById("hint");
  if (!note) return;
  const term = event.type === "keydown" ? null : event.target.closest?.("[data-means]");
  note.hidden = !term;
  if (!term) return;
  note.textContent = term.dataset.means;
  const at = term.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - note.offsetWidth - 8);
  const below = at.bottom + 8 + note.offsetHeight < innerHeight;
  note.style.left = `${Math.max(8, left)}px`;
  note.style.top = `${below ? at.bottom + 8 : at.top - note.offsetHeight - 8}px`;
};
for (const type of ["pointerover", "focusin", "click"]) addEventListener(type, hint);
addEventListener("scroll", (event) => event.target === document && hint({ type: "keydown" }), true);
addEventListener("keydown", (event) => event.key === "Escape" && hint(event), true);
// What is dropped, pasted outside a field or picked as a file waits here until the page reads it.
for (const type of ["dragover", "drop", "paste", "change"]) {
  addEventListener(type, (event) => {
    const { target } = event;
    const from = event.dataTransfer ?? event.clipboardData ?? target;
    if (!from.files || target.closest?.(":read-write")) return;
    event.preventDefault();
    const text = from.getData?.("text/plain");
    window.redeliveryGiven = from.files[0] ?? (text && new Blob([text]));
    if (window.redeliveryGiven) dispatchEvent(new Event("redelivery-given"));
    if (type === "change") target.value = "";
  });
}
