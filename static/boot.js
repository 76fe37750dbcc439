// Runs before the first paint. The picture in the static page is of the default moment; a visitor
// whose link names another one must not see it flash by.
if (location.hash.length > 1) {
  document.documentElement.dataset.link = "other";
}
// Before the first paint, so that no visitor is blinded first. Storage may be blocked.
try {
  document.documentElement.dataset.theme = localStorage.getItem("redelivery.theme") ?? "";
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
