// Starts the desk in its worker. Trunk would write such a script, too, but by the words of an older
// wasm-bindgen, which complains of them on the console.
importScripts("./desk.js");
wasm_bindgen({ module_or_path: "./desk_bg.wasm" });
