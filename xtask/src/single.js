// The site as one page: its files are in elements of it, and lie at addresses of the browser's own,
// which belong to this page alone. Nothing is asked for anywhere else.
const root = document.documentElement;
const text = (name) => document.getElementById(`inside-${name}`).textContent;
const at = (type, ...parts) => URL.createObjectURL(new Blob(parts, { type }));
const unpack = async (text) => {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};
const script = "text/javascript";
const program = "application/wasm";
// At once, since the static page is translated as soon as it is read.
if (root.dataset.words) root.dataset.words = at("text/plain", text(root.lang));
const names = ["page-js", "page-wasm", "whole-js", "whole-wasm", "learn-js", "learn-wasm", "desk-js"];
const unpacked = names.map((name) => unpack(text(name)));
const [page, pageWasm, whole, wholeWasm, learn, learnWasm, desk] = await Promise.all(unpacked);
root.dataset.whole = at(script, whole);
root.dataset.wholeWasm = at(program, wholeWasm);
root.dataset.learn = at(script, learn);
root.dataset.learnWasm = at(program, learnWasm);
// A worker of a page from a file may fetch nothing, not even from here: it has its program in itself.
const start = `(${unpack})("${text("desk-wasm")}")`;
const then = "then((it) => wasm_bindgen({ module_or_path: it }))";
root.dataset.desk = at(script, desk, `;${start}.${then};`);
const { default: init } = await import(at(script, page));
await init({ module_or_path: pageWasm });
dispatchEvent(new Event("TrunkApplicationStarted"));
