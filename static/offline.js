// Lets the browser keep the whole site and install the page, and tells when a newer version of it is
// there. Loaded when the page works, so that a first visit does not wait for any of this; what is
// kept, and how, is in `service-worker.js`.

const { serviceWorker } = navigator;
const { dataset } = document.documentElement;
const question = new URLSearchParams(location.search);
const HOUR = 3_600_000;
// Slides and articles around the page, and an audience before it, want to be told nothing.
const isQuiet = self !== top || question.has("embed") || question.has("present");

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const versionOf = (worker) =>
  new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(data);
    worker.postMessage("version", [port2]);
  });

// Tells that a newer version is ready; `renew` opens it.
const tell = (region, renew) => {
  if (region.hasChildNodes()) return;
  const text = element("p", { textContent: "A newer version of this page is ready." });
  const reload = element("button", { className: "button", textContent: "Reload" });
  const later = element("button", { className: "button", textContent: "Later" });
  reload.addEventListener("click", renew);
  later.addEventListener("click", () => region.replaceChildren());
  region.append(element("div", { className: "notice" }, text, reload, later));
  if (dataset.words) translate().catch(() => {});
};

// The page never loads itself anew: a visitor who is not asked would lose what is on show.
const offer = (registration) => {
  let isWanted = false;
  // Heard of when something comes into it, and so there before.
  const region = element("div", { id: "newer", className: "newer", role: "status" });
  document.body.prepend(region);
  const renew = () => {
    isWanted = true;
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  };
  const compare = async () => {
    const newer = registration.waiting ?? serviceWorker.controller;
    if (newer && (await versionOf(newer)) !== dataset.version) tell(region, renew);
  };
  // One that is gone by then has nothing to say.
  const look = () => compare().catch(() => {});
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  serviceWorker.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
    else look();
  });
  if (registration.waiting) look();
};

const keep = async () => {
  serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === "version") ports[0].postMessage(dataset.version);
  });
  serviceWorker.startMessages();
  serviceWorker.controller?.postMessage("opened");
  // A page within another one takes what is kept, and keeps nothing by itself.
  if (self !== top) return;
  const worker = "./service-worker.js";
  const registration = await serviceWorker.register(worker, { updateViaCache: "none" });
  if (!isQuiet) offer(registration);
  // A page that stays open for long hears of a newer version when it is come back to.
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < HOUR) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
};

const paper = getComputedStyle(document.body).backgroundColor;
document.head.append(
  element("link", { rel: "manifest", href: "./redelivery.webmanifest" }),
  element("meta", { name: "theme-color", content: paper }),
);
// Where nothing may be kept, the page works as well.
if (serviceWorker) keep().catch(() => {});
