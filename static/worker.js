
/* Behind the glue of the module: the first message is the module itself. */
self.onmessage = function (event) {
  self.onmessage = null;
  /* A module that does not begin is an error that the page hears. */
  wasm_bindgen({ module_or_path: event.data }).catch(function (error) {
    setTimeout(function () { throw error; });
  });
};
