// The site as one page: its files are in elements of it, and lie at addresses of the browser's own,
// which belong to this page alone. Nothing is asked for anywhere else.
const root = document.documentElement;
const text = (name) => document.getElementById(`inside-${name}`).textContent;
const at = (type, ...parts) => URL.createObjectURL(new Blob(parts, { type }));
const unpack = async (name) => {
  const packed = Uint8Array.from(atob(text(name)), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).blob();
};
const script = "text/javascript";
const program = "application/wasm";
// At once, since the static page is translated as soon as it is read.
if (root.dataset.words) root.dataset.words = at("text/plain", text(root.lang));
const names = ["page-js", "page-wasm", "whole-js", "whole-wasm", "desk-js", "desk-wasm"];
const [page, pageWasm, whole, wholeWasm, desk, deskWasm] = await Promise.all(names.map(unpack));
root.dataset.whole = at(script, whole);
root.dataset.wholeWasm = at(program, wholeWasm);
const start = `;wasm_bindgen(${JSON.stringify(at(program, deskWasm))});`;
root.dataset.desk = at(script, desk, start);
const { default: init } = await import(at(script, page));
await init({ module_or_path: at(program, pageWasm) });
dispatchEvent(new Event("TrunkApplicationStarted"));
