// The rules and everything that computes over them: a WebAssembly of its own, which only programs
// load. `open` gives its functions.
import { readFileSync } from "node:fs"
import * as bindings from "./bindings.js"

let isOpen = false

/** Opens the rules; later calls give the same ones. */
export function open() {
  if (!isOpen) {
    const bytes = readFileSync(new URL("./bindings_bg.wasm", import.meta.url))
    bindings.initSync({ module: new WebAssembly.Module(bytes) })
    isOpen = true
  }
  return bindings
}

/** What the package says of itself. */
export function about() {
  const { name, version } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  )
  return { name, version }
}
