
/* Behind the glue of the module: the first message is the module itself. */
self.onmessage = function (event) {
  self.onmessage = null;
  wasm_bindgen({ module_or_path: event.data });
};
