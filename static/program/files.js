// Files by their paths, with what cannot be read said in one line.
import { readFileSync } from "node:fs"

/** The bytes of a file. */
export function readBytes(path) {
  try {
    return readFileSync(path)
  } catch (error) {
    const why = error.code === "ENOENT" ? "there is no such file" : error.message
    throw new Error(`${path} cannot be read: ${why}`)
  }
}

/** The text of a file. */
export function readText(path) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readBytes(path))
  } catch (error) {
    if (error instanceof TypeError) throw new Error(`${path} is not UTF-8`)
    throw error
  }
}
