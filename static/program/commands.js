// The commands. Each says how it is called, what it does, and which options it has.
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { Usage, problems, readingIds, words } from "./failures.js"
import { mustDiffer, namesOf, readBytes, writeBytes } from "./files.js"
import { pack } from "./pack.js"
import { open } from "./rules.js"
import { writePages } from "./site.js"

// Every command that has DATA computes over the rules of a pack, where one is named.
const DATA = { pack: { value: "PATH", about: "compute over the rules of this pack" } }
const ON = { value: "DAY", about: "the day of the claim, as 2026-11-21 (today in China)" }
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

/** The bytes of a file, or of standard input where the file is "-" or not named; and its name. */
async function readInput(path, what) {
  if (path !== undefined && path !== "-") return { bytes: readBytes(path), name: path }
  if (path === undefined && process.stdin.isTTY) {
    throw new Usage(`name a file with ${what}, or hand it to standard input`)
  }
  return { bytes: await readAll(process.stdin), name: "standard input" }
}

/** The JSON of a file, or of standard input. */
async function readJson(path, what) {
  const { bytes, name } = await readInput(path, what)
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""))
  } catch (error) {
    throw new Error(`${name} is not JSON (${error.message}); it must hold ${what}`)
  }
}

function optionsOf(command, values, rules) {
  const on = dayOf(command, values)
  const others = values.other ?? []
  const ids = others.length > 0 ? readingIds(rules) : []
  const unknown = others.find((id) => !ids.includes(id))
  if (unknown !== undefined) {
    throw new Usage(`${command}: no disputed clause "${unknown}"; there are ${ids.join(", ")}`)
  }
  return { on, readings: Object.fromEntries(others.map((id) => [id, "other"])) }
}

/** What a call gives; problems of answers become one sentence, with the command that lists ids. */
function called(rules, call) {
  try {
    return call()
  } catch (error) {
    throw new Error(problems(error, rules, "huiqi questions"))
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
    const options = optionsOf("evaluate", values, rules)
    const answers = await readJson(path, "answers such as {\"region\": \"zaozhuang\"}")
    io.out(
      called(rules, () => {
        if (values.text) return rules.result_text(answers, options)
        return json(values.receipt ? rules.receipt(answers, options) : rules.evaluate(answers, options))
      }),
    )
  },
}

/** The day that was named, or today in China. */
function dayOf(command, values) {
  const day = values.on ?? open().today_in_china()
  if (!isDay(day)) throw new Usage(`${command}: ${day} is no day; write it as 2026-11-21`)
  return day
}

/** Refuses a name by which another program would take the table for what it is not. */
function mustBeText(to) {
  if (to === "-" || /\.(csv|txt)$/i.test(to)) return
  // Pipes and devices take it as it comes; what is a folder is said where it is written.
  if (existsSync(to) && !statSync(to).isFile()) return
  throw new Usage(
    `screen: the new table is CSV, and ${to} does not say so; name a file that ends in .csv or ` +
      ".txt, or - for standard output",
  )
}

const screen = {
  name: "screen",
  use: "screen in.csv out.csv",
  about: "a table of companies, each with what it can expect",
  more: [
    "A row for each company, a column for each question by its id or its words; CSV in UTF-8 or",
    "GB18030, or a workbook. The new table is CSV, in a file that ends in .csv or .txt, or on standard",
    "output where out.csv is -; in.csv is standard input where it is -. It holds results, not the",
    "answers: keep both. Both are held in memory.",
    "Places and days are read as the page reads them. With --packs a row is computed by the rules that",
    "the page uses for its place; with --pack only places of these packs are known. Where editions",
    "differ, each row says its own. A row whose place has no rules here is named and not computed.",
  ],
  options: {
    pack: { value: "PATH", several: true, about: "compute over the rules of this pack; again for more places" },
    packs: { value: "FOLDER", about: "each row by the newest rules of its place, from this archive of packs or bundled" },
    region: { value: "REGION", about: "the place of rows that say none; a place that is not known is computed so too, and in no sum" },
    map: { value: "FILE", about: "what columns and words mean; each line 级别,最高认定 or 最高认定,小巨人,national_giant" },
    on: { value: "DAY", about: "the day of rows that say none (today in China)" },
  },
  words: { least: 2, most: 2 },
  async run(values, [from, to], io) {
    onlyOne(values, ["pack", "packs"])
    const day = dayOf("screen", values)
    const paths = values.pack ?? []
    const archive = values.packs === undefined ? [] : filesOf(values.packs)
    const inputs = [from === "-" ? undefined : from, values.map, ...paths, ...archive]
    if (to !== "-") mustDiffer(to, inputs.filter((path) => path !== undefined))
    mustBeText(to)
    const table = tableScreen(paths, values.packs)
    if (values.region !== undefined) {
      try {
        table.region_id(values.region)
      } catch (error) {
        throw new Usage(`screen: ${error.message}`)
      }
    }
    if (values.map !== undefined) table.take_map(values.map, readBytes(values.map))
    const { bytes, name } = await readInput(from, "companies")
    const done = table.screen(name, bytes, day, open().today_in_china(), values.region)
    if (to === "-") io.out(done.table)
    else writeBytes(to, done.table)
    for (const line of done.lines) io.say(line)
  },
}

/** What gives the bytes of a file of a folder, or nothing. */
function fileOf(folder) {
  return (name) => {
    const path = join(folder, name)
    return existsSync(path) ? new Uint8Array(readBytes(path)) : undefined
  }
}

/** What computes tables: by these packs, by an archive of them, or by the bundled rules. */
function tableScreen(paths, folder) {
  const { TableScreen } = open()
  if (folder !== undefined) {
    return TableScreen.of_archive(folder, fileOf(folder))
  }
  if (paths.length === 0) return TableScreen.in_use()
  return TableScreen.of_packs(paths.map((path) => [path, new Uint8Array(readBytes(path))]))
}

/** Whether a text is a day of the calendar, as 2026-11-21. */
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function validity(one) {
  const until = one.valid_to ? `到 ${one.valid_to}` : "没有写明截止日期"
  return `从 ${one.valid_from} 起，${until}`
}

/** A document in lines: its validity, awards, supports and disputed clauses. */
function documentText(one) {
  const days = (award) =>
    award.valid_from || award.valid_to
      ? `（${award.valid_from ? `从 ${award.valid_from} 起` : ""}${award.valid_to ? `到 ${award.valid_to}` : ""}）`
      : ""
  return [
    `${one.id}　${one.title}${one.number ? `（${one.number}）` : ""}`,
    `  ${validity(one)}；${one.checked_on} 核对`,
    ...one.awards.map((award) => `  ${award.clause}　${award.name}：${award.summary}${days(award)}`),
    ...one.supports.map((support) => `  ${support.clause}　${support.name}（不计金额）`),
    ...one.readings.map((reading) => `  有争议：${reading.id}　按“${reading.followed}”，也可“${reading.other}”`),
  ].join("\n")
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
    io.out(values.text ? all.map(documentText).join("\n") : json(all))
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
    const lines = found.length > 0 ? found.map(line) : [`没有找到“${words.join(" ")}”。`]
    io.out(values.text ? lines.join("\n") : json(found))
  },
}

/** What an archive of packs has for a receipt; its own pack is refused by what is wrong with it. */
function archivedFor(rules, folder, { answers, edition, rules: hash }) {
  const named = [answers?.region, edition, hash].map(String)
  return rules.archived_place(folder, fileOf(folder), ...named)
}

const replay = {
  name: "replay",
  use: "replay receipt.json",
  about: "a receipt computed again: the same, or what differs (then the exit code is 1)",
  more: [
    "With --packs it is computed by the edition that it names first, and then by the one that the page",
    "uses for its place now; --pack names another one for that.",
  ],
  options: {
    ...DATA,
    packs: { value: "FOLDER", about: "compute it by its own edition and by the newest, from this archive of packs" },
    json: JSON_OUT,
  },
  words: { least: 0, most: 1 },
  async run(values, [path], io) {
    const rules = rulesOf(values)
    const receipt = await readJson(path, "a receipt of huiqi")
    // What is no receipt is refused below.
    const isReceipt = receipt?.format === "huiqi-receipt"
    const archived =
      values.packs === undefined || !isReceipt ? undefined : archivedFor(rules, values.packs, receipt)
    const newest = archived?.pack
    if (values.pack === undefined && newest !== undefined) rules.load(newest)
    const found = called(rules, () => {
      try {
        return rules.replay(receipt, archived?.own)
      } catch (error) {
        throw error.name === "PackError" ? new Error(`${archived.own_path}: ${error.message}`) : error
      }
    })
    // Behind the verdict of its own rules: that another version of the program wrote it.
    const proved = found.own?.same
      ? [`用当时的规则（版本 ${found.own.now.edition}）重新算过，和凭据写的一样。`]
          .concat(found.own.sentences.slice(1))
      : []
    const recalled = archived?.recalled ?? null
    const said = recalled === null ? [] : [recalled]
    const all = values.packs === undefined ? found : { ...found, recalled }
    io.out(values.json ? json(all) : [...said, ...proved, ...found.sentences].join("\n"))
    return found.same ? 0 : 1
  },
}

/** The paths of the files of an archive of packs. */
function filesOf(folder) {
  return namesOf(folder).map((name) => join(folder, name))
}

const site = {
  name: "site",
  use: "site FOLDER",
  about: "the library's plain pages of a built page written anew, from what lies beside it",
  more: [
    "FOLDER is what `make build` wrote. Names, contacts and record numbers are those of its site.json;",
    "where the page has packs, the documents of packs/ are written as the bundled ones are. The",
    "package must be the one of the same build. With HUIQI_LANGUAGE=zh all is said in Chinese.",
  ],
  options: {},
  words: { least: 1, most: 1 },
  run(_, [folder], io) {
    namesOf(folder)
    try {
      writePages(open(), folder, io)
    } catch (error) {
      if (!error.message.includes("\n")) throw error
      io.lines(error.message)
      throw new Error(
        words("no page was changed; the mistakes are above", "没有改动页面；错在哪里见上面"),
      )
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
  options: { on: { value: "DAY", about: "the day of rows that say none (today in China)" } },
  words: { least: 2, most: 3 },
  run(values, [old, now, table], io) {
    const day = dayOf("diff", values)
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
