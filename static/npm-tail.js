
export const edition = "@edition@";

// Before the module is there, every function says so in words.
const ready = (call) => (first, second) => {
  if (wasm === undefined) {
    throw new Error(
      "huiqi: call `await init()`, or initSync({ module }) in Node, before any other function"
    );
  }
  return call(first, second);
};
