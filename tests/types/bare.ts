// Compiled without the types of a browser, as a program of a server is.
import init, { evaluate, initSync, load, replay } from "../../target/npm/index.js"
import type { InitOutput, PackError, Receipt } from "../../target/npm/index.js"

const bytes = new ArrayBuffer(8)
const opened: InitOutput = initSync({ module: new Uint8Array(bytes) })
const size: number = opened.memory.buffer.byteLength
void [init, evaluate({ region: "zaozhuang" }).least, load(bytes).edition, size]
export const again = (receipt: Receipt) => replay(receipt, bytes).same
export const isOfOtherRules = (error: PackError) => error.code === "other_rules"
