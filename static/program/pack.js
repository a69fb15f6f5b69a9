// The command that writes packs of policy files. Its words are Chinese where HUIQI_LANGUAGE is zh.
import { existsSync, mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { LANGUAGE, Usage, words } from "./failures.js"
import {
  isSame, mustDiffer, namesOf, readBytes, readText, whyNotWritten, writeBytes,
} from "./files.js"
import { open } from "./rules.js"

const isPack = (name) => name.endsWith(".huiqi")
const packs = (count) => (count === 1 ? "1 pack" : `${count} packs`)

/** The names of the policy files among those of a folder. */
function policyFiles(folder, names) {
  const isPolicy = (name) =>
    name.endsWith(".toml") && name !== "Cargo.toml" && name !== "edition.toml"
  const files = names.filter(isPolicy)
  if (files.length > 0) return files
  throw new Error(
    words(
      `${folder} holds no policy file (NAME.toml)`,
      `${folder} 里没有规则文件（名字.toml）`,
    ),
  )
}

function secretKey(path) {
  const digits = readText(path).trim()
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    throw new Error(
      words(
        `${path}: a secret key is 64 hexadecimal digits, as openssl rand -hex 32 writes them`,
        `${path}：私钥是 64 位十六进制数字，用 openssl rand -hex 32 > ${path} 生成`,
      ),
    )
  }
  return Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16))
}

const NOTE =
  'day = "2026-11-21", author = "…", reviewer = "…" and reason = "…" of this edition, each in ' +
  "quotation marks"
const NOTE_CHINESE =
  'day = "2026-11-21"（哪天公布）、author = "…"（谁起草）、reviewer = "…"（谁核对）、' +
  'reason = "…"（改了什么，为什么），都要写引号'

/** What lies in the folder that packs are written into. */
function placed(to) {
  return {
    path: to,
    names: existsSync(to) ? namesOf(to) : [],
    file(name) {
      const path = join(to, name)
      return existsSync(path) ? new Uint8Array(readBytes(path)) : undefined
    },
  }
}

/** Writes all files, the index last, so that it never names a file that is not there yet. */
function writeAll(made, to) {
  let done = 0
  try {
    for (const [name, bytes] of made.files) {
      writeBytes(join(to, name), bytes)
      done += 1
    }
  } catch (error) {
    throw new Error(`${error.message}${words("; ", "；")}${made.broken_off(done)}`)
  }
}

export const pack = {
  name: "pack",
  use: "pack FOLDER OUT",
  about: "packs of the policy files in FOLDER, with their index, for packs/ beside a page",
  more: [
    "FOLDER holds policy files, regions.toml and questions.toml among them, and edition.toml, which",
    `says ${NOTE}.`,
    "OUT is the archive: nothing that was published is written over, and its index.json goes on.",
    "With HUIQI_LANGUAGE=zh mistakes and results are said in Chinese.",
  ],
  options: {
    key: { value: "FILE", several: true, about: "sign with this secret key; again for more" },
  },
  words: { least: 2, most: 2 },
  run(values, [from, to], io) {
    const rules = open()
    const note = join(from, "edition.toml")
    const all = namesOf(from)
    if (!existsSync(note)) {
      throw new Error(
        words(`${note} is missing; it says ${NOTE}`, `没有 ${note}；它写这一版的 ${NOTE_CHINESE}`),
      )
    }
    if (isSame(from, to)) {
      throw new Usage(
        words(
          `pack: ${to} holds the policy files; name another folder for the packs`,
          `pack：${to} 里是规则文件；规则包请写进另一个文件夹`,
        ),
      )
    }
    const keys = (values.key ?? []).map(secretKey)
    const there = placed(to)
    const [names, noteText] = [policyFiles(from, all), readText(note)]
    let made
    try {
      const sources = names.map((name) => [`policies/${name}`, readText(join(from, name))])
      made = rules.publish_packs(sources, noteText, there, keys, from, LANGUAGE)
    } catch (error) {
      // Each mistake has its place, and lines of its own.
      io.lines(error.message)
      throw new Error(
        words("nothing was written; the mistakes are above", "什么也没有写；错在哪里见上面"),
      )
    }
    const inputs = [note, ...names.map((name) => join(from, name)), ...(values.key ?? [])]
    try {
      mkdirSync(to, { recursive: true })
    } catch (error) {
      const reason = whyNotWritten(error)
      throw new Error(words(`${to} cannot be written: ${reason}`, `${to} 写不进去：${reason}`))
    }
    const files = made.files.map(([name]) => name)
    for (const name of files) mustDiffer(join(to, name), inputs)
    writeAll(made, to)
    const before = there.names.filter(isPack).length
    const count = files.filter(isPack).length
    const after = readdirSync(to).filter(isPack).length
    io.say(
      count === 0
        ? words(
            `nothing new: the ${packs(before)} of these rules are in ${to} already`,
            `没有新的规则包：这些规则的 ${before} 个规则包已经在 ${to} 里`,
          )
        : words(
            `${packs(count)} new in ${to}, ${packs(after)} in all`,
            `新写了 ${count} 个规则包，在 ${to}；一共 ${after} 个`,
          ),
    )
    if (made.copies_said !== undefined) io.say(made.copies_said)
    for (const key of rules.public_keys(keys)) {
      io.say(
        count === 0
          ? words(
              `the packs in use have the signature of the public key ${key} already`,
              `正在用的规则包原来就有这把公钥的签名：${key}`,
            )
          : words(`signed with the public key ${key}`, `已签名，公钥：${key}`),
      )
    }
  },
}
