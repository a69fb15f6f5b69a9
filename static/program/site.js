// The library's plain pages of a built page, written anew from what lies beside it. Everything is
// computed and written under names of its own before a file gives way; the sums come last.
import { createHash } from "node:crypto"
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { LANGUAGE, words } from "./failures.js"
import { readBytes, readText, why } from "./files.js"

/** What every built page has. */
const BUILT = ["index.html", "BUILDINFO", "library"]
const SUMS = "SHA256SUMS"
const WORKER = "sw.js"
const FILES = /const FILES = (\[.*\]);/
const VERSION = /const VERSION = "([0-9a-f]{16})";/

const COPIES = [
  [".br", (bytes) => brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  })],
  [".gz", (bytes) => gzipSync(bytes, { level: 9 })],
]

/** What is to be done in a folder: texts by their paths, and paths that go. */
class Change {
  constructor(folder) {
    this.folder = folder
    this.written = new Map()
    this.removed = []
  }

  there(path) {
    return existsSync(join(this.folder, path))
  }

  /** The bytes of a file as they will be. */
  bytes(path) {
    return this.written.get(path) ?? readBytes(join(this.folder, path))
  }

  /** Writes a file that differs, with the packed copies that the folder has of such files. */
  put(path, text) {
    const bytes = Buffer.from(text)
    const isThere = this.there(path)
    if (isThere && readFileSync(join(this.folder, path)).equals(bytes)) return
    this.written.set(path, bytes)
    for (const [end, packed] of COPIES) {
      if (this.there((isThere ? path : "index.html") + end)) this.written.set(path + end, packed(bytes))
    }
  }

  remove(path) {
    for (const name of [path, ...COPIES.map(([end]) => path + end)]) {
      if (this.there(name)) this.removed.push(name)
    }
  }

  get isEmpty() {
    return this.written.size === 0 && this.removed.length === 0
  }
}

/** Browsers keep the pages: the worker's version is the hash of what it keeps. */
function renewWorker(change) {
  if (!change.there(WORKER)) return
  const text = readText(join(change.folder, WORKER))
  const [files, version] = [FILES.exec(text), VERSION.exec(text)]
  // The worker of a page that was withdrawn keeps nothing.
  if (!files || !version) return
  const kept = new Map(JSON.parse(files[1]).map((entry) => [entry[0], entry]))
  for (const path of change.removed) kept.delete(path)
  for (const path of change.written.keys()) {
    if (path.endsWith(".html") && !kept.has(path)) kept.set(path, [path])
  }
  const entries = [...kept.values()].sort((one, other) => (one[0] < other[0] ? -1 : 1))
  const hash = createHash("sha256")
  for (const [path] of entries) hash.update(path).update(change.bytes(path))
  const list = entries.map((entry) => `[${entry.map((part) => JSON.stringify(part)).join(", ")}]`)
  const renewed = text
    .replace(FILES, () => `const FILES = [${list.join(", ")}];`)
    .replace(VERSION, `const VERSION = "${hash.digest("hex").slice(0, 16)}";`)
  change.put(WORKER, renewed)
}

/** Brings the sums up to date; signed ones stay as they were signed. */
function renewSums(change, io) {
  if (!change.there(SUMS)) return
  if (change.there(`${SUMS}.sig`)) {
    const files = change.written.size
    io.say(
      words(
        `${SUMS} is signed and stays; of ${count(files, "file")} it says what was built`,
        `${SUMS} 签过名，没有改；其中 ${files} 个文件写的还是构建时的校验和`,
      ),
    )
    return
  }
  const lines = readText(join(change.folder, SUMS)).split("\n").filter(Boolean)
  const heads = lines.filter((line) => line.startsWith("#"))
  const sums = new Map(
    lines.filter((line) => !line.startsWith("#")).map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  for (const path of change.removed) sums.delete(path)
  for (const [path, bytes] of change.written) {
    sums.set(path, createHash("sha256").update(bytes).digest("hex"))
  }
  const place = ([path]) => (path.includes("/") ? 1 : 0)
  const sorted = [...sums].sort((one, other) =>
    place(one) - place(other) || (one[0] < other[0] ? -1 : 1))
  const text = [...heads, ...sorted.map(([path, sum]) => `${sum}  ${path}`)].join("\n")
  change.written.set(SUMS, Buffer.from(`${text}\n`))
}

function temporary(path) {
  return join(dirname(path), `.${basename(path)}.new`)
}

/** Performs a change: every file is written beside the one that gives way to it, then all do. */
function perform(change) {
  const at = (path) => join(change.folder, path)
  const made = []
  try {
    for (const [path, bytes] of change.written) {
      made.push(temporary(at(path)))
      writeFileSync(made[made.length - 1], bytes)
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    const at = change.folder
    throw new Error(
      words(`nothing was written in ${at}: ${why(error)}`, `${at} 里什么也没有写：${why(error)}`),
    )
  }
  let done = 0
  try {
    for (const path of change.written.keys()) {
      renameSync(temporary(at(path)), at(path))
      done += 1
    }
    for (const path of change.removed) rmSync(at(path))
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    const all = change.written.size
    throw new Error(
      words(
        `${done} of ${count(all, "file")} were replaced; run it again (${why(error)})`,
        `${all} 个文件换了 ${done} 个，请再运行一次（${why(error)}）`,
      ),
    )
  }
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`
}

/** What a call gives; what is wrong ends with what that means for the pages. */
function library(call) {
  try {
    return call()
  } catch (error) {
    // Of several lines the command says it below them.
    if (error.message.includes("\n")) throw error
    throw new Error(`${error.message}${words("; no page was changed", "；没有改动页面")}`)
  }
}

/** Writes the plain pages of a built page anew; says what was done once it is. */
export function writePages(rules, folder, io) {
  const missing = BUILT.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) {
    const what = `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing`
    throw new Error(
      words(
        `${folder} is not a built page: ${what}; name the folder that make build wrote`,
        `${folder} 不是构建好的页面：没有 ${missing.join("、")}；要用 make build 写出的文件夹`,
      ),
    )
  }
  const read = (name) => readText(join(folder, name))
  const archive = (name) => {
    const path = join(folder, "packs", name)
    return existsSync(path) ? new Uint8Array(readBytes(path)) : undefined
  }
  const made = library(() =>
    rules.library_pages(read("index.html"), read("BUILDINFO"), read("site.json"), folder, archive, LANGUAGE),
  )
  for (const note of made.notes) io.say(note)
  const change = new Change(folder)
  const pages = new Map(made.files)
  for (const [path, text] of pages) change.put(path, text)
  for (const name of readdirSync(join(folder, "library"))) {
    const path = `library/${name}`
    if (name.endsWith(".html") && !pages.has(path)) change.remove(path)
  }
  const about = words(
    `${count(made.documents, "document")}, ${made.published} of packs`,
    `${made.documents} 份文件，其中 ${made.published} 份来自规则包`,
  )
  if (change.isEmpty) {
    io.say(
      about + words("; nothing differs, nothing was written", "；没有不同，什么也没有写"),
    )
    return
  }
  renewWorker(change)
  renewSums(change, io)
  perform(change)
  const [written, gone] = [change.written.size, change.removed.length]
  const [removed, deleted] = gone > 0 ? [`, ${gone} removed`, `，删去 ${gone} 个`] : ["", ""]
  io.say(
    words(
      `${about}; ${count(written, "file")} written${removed} in ${folder}`,
      `${about}；在 ${folder} 里写了 ${written} 个文件${deleted}`,
    ),
  )
}
