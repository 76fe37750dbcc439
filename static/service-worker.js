// Keeps one version of the whole site at hand, so that it opens without a network, and gives a page
// nothing but the files of the version that the page is of. The build puts before this which one it
// is, `VERSION`, and the digest of each file by its name, `FILES`.


const SCOPE = registration.scope;
const OURS = `redelivery ${SCOPE} `;
const CACHE = OURS + VERSION;

// The name of a file of the site; what the address asks the page does not matter.
const nameOf = (address) => {
  const [place] = address.split(/[?#]/);
  if (!place.startsWith(SCOPE)) return undefined;
  const name = place.slice(SCOPE.length);
  return name === "index.html" ? "" : name;
};
// Such a file is the same in every version that has it.
const saysWhatIsInIt = (name) => /-[0-9a-f]{16}[._]/.test(name);

// What another version has already, is not loaded again; what is not what the build has made, as
// from a cache on the way that lags behind, is refused, and this version waits for the next time.
const load = async (name, integrity) => {
  const known = saysWhatIsInIt(name) && (await caches.match(SCOPE + name));
  if (known) return known;
  const cache = saysWhatIsInIt(name) ? "default" : "no-cache";
  const response = await fetch(SCOPE + name, { integrity, cache });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const { status, statusText, headers, redirected } = response;
  // What was redirected can't be a page.
  return redirected ? new Response(response.body, { status, statusText, headers }) : response;
};

// One after the other: a visitor who wants something meanwhile comes first.
const fill = async () => {
  const cache = await caches.open(CACHE);
  for (const [name, integrity] of Object.entries(FILES)) {
    await cache.put(SCOPE + name, await load(name, integrity));
  }
};

const find = async (request, name) => {
  const isOwn = Object.hasOwn(FILES, name);
  const cacheName = isOwn ? CACHE : undefined;
  return (await caches.match(SCOPE + name, { cacheName })) ?? fetch(request);
};

const versionOf = (page) =>
  new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(data);
    setTimeout(tell, 3000);
    page.postMessage("version", [port2]);
  });

// Other versions go when every page that is open says it is of this one, and no newer one waits.
const tidy = async () => {
  const pages = await clients.matchAll({ includeUncontrolled: true });
  const ours = pages.filter((page) => Object.hasOwn(FILES, nameOf(page.url) ?? "none"));
  const versions = await Promise.all(ours.map(versionOf));
  const isAlone = versions.every((version) => version === VERSION);
  if (!isAlone || registration.installing || registration.waiting) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
};

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(clients.claim().then(tidy)));
addEventListener("fetch", (event) => {
  const name = nameOf(event.request.url);
  if (event.request.method !== "GET" || name === undefined) return;
  if (Object.hasOwn(FILES, name) || saysWhatIsInIt(name)) {
    event.respondWith(find(event.request, name));
  }
});
addEventListener("message", (event) => {
  if (event.data === "version") event.ports[0].postMessage(VERSION);
  if (event.data === "opened") event.waitUntil(tidy());
  if (event.data === "take over") skipWaiting();
});
