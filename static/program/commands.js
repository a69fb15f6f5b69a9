// The commands. Each says how it is called, what it does, and which options it has.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Usage, problems } from "./failures.js"
import { readBytes, readText } from "./files.js"
import { open } from "./rules.js"
import { writePages } from "./site.js"

// Every command that has DATA computes over the rules of a pack, where one is named.
const DATA = { pack: { value: "PATH", about: "compute over the rules of this pack" } }
const ON = { value: "DAY", about: "the day of the claim, as 2026-11-21 (today)" }
const JSON_OUT = { about: "JSON, for programs" }
const TEXT_OUT = { about: "sentences, for people" }
const CASE = {
  on: ON,
  other: { value: "ID", several: true, about: "read this disputed clause the other way; again for more" },
}

function json(value) {
  return JSON.stringify(value, null, 2)
}

function rulesOf(values) {
  const rules = open()
  if (values.pack === undefined) return rules
  const bytes = readBytes(values.pack)
  try {
    rules.load(bytes)
  } catch (error) {
    throw new Error(`${values.pack}: ${error.message}`)
  }
  return rules
}

async function readAll(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

/** The JSON of a file, or of standard input where the file is "-" or not named. */
async function readJson(path, what) {
  const isInput = path === undefined || path === "-"
  if (path === undefined && process.stdin.isTTY) {
    throw new Usage(`name a file with ${what}, or hand it to standard input`)
  }
  const bytes = isInput ? await readAll(process.stdin) : readBytes(path)
  const name = isInput ? "standard input" : path
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""))
  } catch (error) {
    throw new Error(`${name} is not JSON (${error.message}); it must hold ${what}`)
  }
}

function optionsOf(values) {
  const others = (values.other ?? []).map((id) => [id, "other"])
  return { on: values.on ?? null, readings: Object.fromEntries(others) }
}

/** What a call gives; problems of answers become one sentence. */
function called(rules, call) {
  try {
    return call()
  } catch (error) {
    throw new Error(problems(error, rules))
  }
}

function onlyOne(values, names) {
  const given = names.filter((name) => values[name])
  if (given.length > 1) throw new Usage(`--${given.join(" and --")} cannot both be`)
}

const evaluate = {
  name: "evaluate",
  use: "evaluate [answers.json]",
  about: "what a company can expect: answers as JSON, from a file or standard input",
  more: ['The answers are an object, such as {"region": "zaozhuang"}; huiqi questions lists them.'],
  options: {
    ...DATA,
    ...CASE,
    text: TEXT_OUT,
    receipt: { about: "the receipt of the result, for huiqi replay" },
  },
  words: { least: 0, most: 1 },
  async run(values, [path], io) {
    onlyOne(values, ["text", "receipt"])
    const rules = rulesOf(values)
    const answers = await readJson(path, "answers such as {\"region\": \"zaozhuang\"}")
    const options = optionsOf(values)
    io.out(
      called(rules, () => {
        if (values.text) return rules.result_text(answers, options)
        return json(values.receipt ? rules.receipt(answers, options) : rules.evaluate(answers, options))
      }),
    )
  },
}

function today() {
  const now = new Date()
  const two = (number) => String(number).padStart(2, "0")
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const screen = {
  name: "screen",
  use: "screen in.csv out.csv",
  about: "a table of companies, each with what it can expect",
  more: [
    "A row for each company, a column for each question by its id or its words; CSV in UTF-8 or",
    "GB18030, or a workbook. The new table is CSV. Both are held in memory.",
  ],
  options: {
    ...DATA,
    region: { value: "REGION", about: "the place of rows that say none" },
    map: { value: "FILE", about: "what columns and words mean: heading,question or question,word,option" },
    on: { value: "DAY", about: "the day of rows that say none (today)" },
  },
  words: { least: 2, most: 2 },
  run(values, [from, to], io) {
    const rules = rulesOf(values)
    const day = values.on ?? today()
    if (!isDay(day)) throw new Usage(`screen: ${day} is no day; write it as 2026-11-21`)
    if (values.region !== undefined) {
      try {
        rules.region_id(values.region)
      } catch (error) {
        throw new Usage(`screen: ${error.message}`)
      }
    }
    const map = values.map === undefined ? undefined : readBytes(values.map)
    const done = rules.screen_table(from, readBytes(from), day, values.region, values.map, map)
    try {
      writeFileSync(to, done.table)
    } catch (error) {
      throw new Error(`${to} cannot be written: ${error.message}`)
    }
    for (const line of done.lines) io.say(line)
  },
}

/** Whether a text is a day of the calendar, as 2026-11-21. */
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const documents = {
  name: "documents",
  use: "documents",
  about: "the documents, with their awards, supports and disputed readings",
  more: [],
  options: { ...DATA, text: TEXT_OUT },
  words: { least: 0, most: 0 },
  run(values, _, io) {
    const all = rulesOf(values).documents()
    const line = (one) =>
      [
        `${one.id}　${one.title}${one.number ? `（${one.number}）` : ""}`,
        ...one.awards.map((award) => `  ${award.clause}　${award.name}：${award.summary}`),
      ].join("\n")
    io.out(values.text ? all.map(line).join("\n") : json(all))
  },
}

const questions = {
  name: "questions",
  use: "questions",
  about: "the questions that answers are given to, with their options",
  more: [],
  options: { ...DATA, text: TEXT_OUT },
  words: { least: 0, most: 0 },
  run(values, _, io) {
    const all = rulesOf(values).questions()
    const options = (one) => one.options.map((option) => `  ${option.id}　${option.label}`)
    const line = (one) => [`${one.id} (${one.kind})　${one.label}`, ...options(one)].join("\n")
    io.out(values.text ? all.map(line).join("\n") : json(all))
  },
}

const search = {
  name: "search",
  use: "search WORDS",
  about: "what the documents say: every entry that has all of the words",
  more: [],
  options: { ...DATA, text: TEXT_OUT },
  words: { least: 1, most: Infinity },
  run(values, words, io) {
    const found = rulesOf(values).search(words.join(" "))
    const line = (entry) => `${entry.title}　${entry.text.replace(/\n/g, "　")}`
    io.out(values.text ? found.map(line).join("\n") : json(found))
  },
}

/** The pack of the edition that a receipt names. */
function ownPack(folder, receipt) {
  const index = JSON.parse(readBytes(join(folder, "index.json")).toString("utf8"))
  const { edition, rules, answers } = receipt ?? {}
  const region = index.regions.find((one) => one.id === answers?.region)
  const isIt = ([number]) =>
    index.editions[number].edition === edition && index.editions[number].rules === rules
  if (!region?.packs.some(isIt)) {
    const all = index.editions.map((one) => one.edition).join(", ")
    throw new Error(`${folder} has no pack of the receipt's edition and place; its editions: ${all}`)
  }
  return readBytes(join(folder, `${region.id}-${edition}.huiqi`))
}

function ownWords(own) {
  if (!own) return []
  return own.same
    ? [`用当时的规则（版本 ${own.now.edition}）重新算过，和凭据写的一样。`]
    : ["用当时的规则重新算过，和凭据写的不一样：", ...own.sentences]
}

const replay = {
  name: "replay",
  use: "replay receipt.json",
  about: "a receipt computed again: the same, or what differs (then the exit code is 1)",
  more: [],
  options: {
    ...DATA,
    packs: { value: "FOLDER", about: "compute it by its own edition first, from this archive of packs" },
    json: JSON_OUT,
  },
  words: { least: 0, most: 1 },
  async run(values, [path], io) {
    const rules = rulesOf(values)
    const receipt = await readJson(path, "a receipt of huiqi")
    const own = values.packs === undefined ? undefined : ownPack(values.packs, receipt)
    const found = called(rules, () => rules.replay(receipt, own))
    io.out(values.json ? json(found) : [...ownWords(found.own), ...found.sentences].join("\n"))
    return found.same && (found.own?.same ?? true) ? 0 : 1
  },
}

/** The policy files of a folder, as pairs of a path and a text. */
function policyFiles(folder) {
  let names
  try {
    names = readdirSync(folder)
  } catch (error) {
    throw new Error(`${folder} cannot be read: ${error.message}`)
  }
  const isPolicy = (name) =>
    name.endsWith(".toml") && name !== "Cargo.toml" && name !== "edition.toml"
  const files = names.filter(isPolicy)
  if (files.length === 0) throw new Error(`${folder} holds no policy file (NAME.toml)`)
  return files.map((name) => [`policies/${name}`, readText(join(folder, name))])
}

function secretKey(path) {
  const digits = readText(path).trim()
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    throw new Error(`${path}: a secret key is 64 hexadecimal digits, as openssl rand -hex 32 writes them`)
  }
  return Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16))
}

const pack = {
  name: "pack",
  use: "pack FOLDER OUT",
  about: "packs of the policy files in FOLDER, with their index, for the folder packs/ beside a page",
  more: [
    "FOLDER holds policy files, regions.toml and questions.toml among them, and edition.toml with",
    "day, author, reviewer and reason. OUT is the archive: what was published stays there.",
  ],
  options: { key: { value: "FILE", several: true, about: "sign with this secret key; again for more" } },
  words: { least: 2, most: 2 },
  run(values, [from, to], io) {
    const rules = open()
    const note = join(from, "edition.toml")
    if (!existsSync(note)) {
      throw new Error(`${note} is missing; it says day, author, reviewer and reason of this edition`)
    }
    const keys = (values.key ?? []).map(secretKey)
    const published = (name) => {
      const path = join(to, name)
      return existsSync(path) ? new Uint8Array(readBytes(path)) : undefined
    }
    let files
    try {
      files = rules.publish_packs(policyFiles(from), readText(note), published, keys, from)
    } catch (error) {
      // Each mistake has its place, and lines of its own.
      io.lines(error.message)
      throw new Error("nothing was written; the mistakes are above")
    }
    try {
      mkdirSync(to, { recursive: true })
      // The index comes last, so that it never names a file that is not there yet.
      for (const [name, bytes] of files) writeFileSync(join(to, name), bytes)
    } catch (error) {
      throw new Error(`${to} cannot be written: ${error.message}`)
    }
    const count = files.filter(([name]) => name.endsWith(".huiqi")).length
    io.say(`${count} packs in ${to}`)
    for (const key of rules.public_keys(keys)) io.say(`signed with the public key ${key}`)
  },
}

const site = {
  name: "site",
  use: "site FOLDER",
  about: "the library's plain pages of a built page written anew, from what lies beside it",
  more: [
    "FOLDER is what `make build` wrote. Names, contacts and record numbers are those of its site.json;",
    "where the page has packs, the documents of packs/ are written as the bundled ones are. The",
    "package must be the one of the same build.",
  ],
  options: {},
  words: { least: 1, most: 1 },
  run(_, [folder], io) {
    if (!existsSync(folder)) throw new Error(`${folder} cannot be read: there is no such folder`)
    try {
      writePages(open(), folder, io)
    } catch (error) {
      if (!error.message.includes("\n")) throw error
      io.lines(error.message)
      throw new Error("nothing was written; the mistakes are above")
    }
  },
}

const diff = {
  name: "diff",
  use: "diff OLD NEW [companies.csv]",
  about: "two packs of one place compared: what changed, and for which companies by how much",
  more: [
    "Companies are made around every threshold of both editions; a table adds those of its rows,",
    "which answer what the old edition asks.",
  ],
  options: { on: { value: "DAY", about: "the day of rows that say none (today)" } },
  words: { least: 2, most: 3 },
  run(values, [old, now, table], io) {
    const day = values.on ?? today()
    if (!isDay(day)) throw new Usage(`diff: ${day} is no day; write it as 2026-11-21`)
    const companies = table === undefined ? undefined : readBytes(table)
    const rules = open()
    io.out(rules.compare_editions(old, readBytes(old), now, readBytes(now), table, companies, day).text)
  },
}

const mcp = {
  name: "mcp",
  use: "mcp",
  about: "a server of the Model Context Protocol over standard input and output",
  more: ["Its tools are questions, evaluate, explain, advice, search and documents."],
  options: { ...DATA },
  words: { least: 0, most: 0 },
  async run(values) {
    const { serve } = await import("./mcp.js")
    await serve(rulesOf(values))
  },
}

export const COMMANDS = [evaluate, screen, documents, questions, search, pack, site, diff, replay, mcp]
