// Files by their paths, with what cannot be read or written said in one line. What is written comes
// beside the file that gives way to it first, so that a failure leaves the former one as it was.
import {
  lstatSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import { Usage } from "./failures.js"

const WHY = {
  EACCES: "there is no permission",
  EBUSY: "another program uses it",
  EEXIST: "a file of this name is there, and no folder",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such file",
  ENOSPC: "no space is left",
  ENOTDIR: "a part of its path is no folder",
  EPERM: "there is no permission",
  EROFS: "it can only be read",
  EDQUOT: "no space is left",
  EFBIG: "it is too large",
  ERR_FS_FILE_TOO_LARGE: "it is larger than this program can hold",
}

/** Why the system refused, in words. */
export function why(error) {
  return WHY[error.code] ?? `the system says ${error.code ?? error.message}`
}

/** Why the system refused to write, in words. */
export function whyNotWritten(error) {
  return error.code === "ENOENT" ? "there is no such folder" : why(error)
}

/** The bytes of a file. */
export function readBytes(path) {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Error(`${path} cannot be read: ${why(error)}`)
  }
}

/** The text of a file. */
export function readText(path) {
  const bytes = readBytes(path)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${path} is not UTF-8`)
  }
}

/** Whether two paths lead to one file or folder, by whatever name or link. */
export function isSame(one, other) {
  const [a, b] = [one, other].map((path) => {
    try {
      return statSync(path, { bigint: true })
    } catch {
      // What cannot be looked at is said where it is read or written.
      return undefined
    }
  })
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

/** Refuses an output that is one of the inputs: writing it would lose what it holds. */
export function mustDiffer(output, inputs) {
  const lost = inputs.find((input) => isSame(output, input))
  if (lost === undefined) return
  const name = output === lost ? output : `${output} is ${lost}, which`
  throw new Usage(`${name} is read here and would be overwritten; name another file for the output`)
}

/** The path where a file is, or will be, behind its links. */
function real(path) {
  try {
    return realpathSync(path)
  } catch (error) {
    if (error.code !== "ENOENT") throw error
  }
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()
  // A link to a file that is not there yet is written through.
  return isLink ? undefined : path
}

/** Writes a file as a whole, or not at all; pipes and devices are written as they come. */
export function writeBytes(path, bytes) {
  let beside
  try {
    const at = real(path)
    const there = statSync(path, { throwIfNoEntry: false })
    if (at === undefined || (there && !there.isFile())) {
      writeFileSync(path, bytes)
      return
    }
    beside = join(dirname(at), `.${basename(at)}.${process.pid}.new`)
    writeFileSync(beside, bytes, there ? { mode: there.mode & 0o777 } : {})
    renameSync(beside, at)
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true })
    throw new Error(`${path} cannot be written: ${whyNotWritten(error)}`)
  }
}
