// The same 500 companies by huiqi and its peers, in one run on one machine. First every total is
// compared; only then is anything measured.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs"
import { brotliCompressSync } from "node:zlib"
import { ZenEngine } from "@gorules/zen-engine"
import { Engine as JsonRulesEngine } from "json-rules-engine"
import Publicodes from "publicodes"
import { BenchCompanies, evaluate, initSync } from "../../target/npm-bench/index.js"
import { jsonRules, jsonRulesTotal, publicodes, zen } from "./rules.mjs"

const here = new URL(".", import.meta.url)
const { day, rules, companies, program } = JSON.parse(
  readFileSync(new URL("../../target/peers/companies.json", here)),
)
initSync({ module: readFileSync(new URL("../../target/npm-bench/index_bg.wasm", here)) })

mkdirSync(new URL("rules", here), { recursive: true })
const keep = (name, value) =>
  writeFileSync(new URL(`rules/${name}`, here), `${JSON.stringify(value, null, 1)}\n`)
const peers = {}
const zenEngine = new ZenEngine()
for (const region of rules) {
  const pub = publicodes(region)
  const json = jsonRules(region)
  const jdm = zen(region)
  keep(`publicodes-${region.region}.json`, pub.rules)
  keep(`json-rules-engine-${region.region}.json`, json)
  keep(`zen-${region.region}.json`, jdm)
  peers[region.region] = {
    region,
    publicodes: new Publicodes(pub.rules, {
      logger: { log() {}, warn() {}, error: console.error },
    }),
    situation: pub.situation,
    jsonRules: new JsonRulesEngine(json, { allowUndefinedFacts: false }),
    zen: zenEngine.createDecision(jdm),
  }
}

const of = (company) => peers[company.answers.region]
const engines = {
  publicodes: async (company) => {
    const peer = of(company)
    return peer.publicodes.setSituation(peer.situation(company.facts)).evaluate("total").nodeValue
  },
  "json-rules-engine": async (company) => {
    const peer = of(company)
    const { events } = await peer.jsonRules.run(company.facts)
    return jsonRulesTotal(peer.region, events, company.facts)
  },
  "zen-engine": async (company) => (await of(company).zen.evaluate(company.facts)).result.total,
}
const report = (company) => evaluate(company.answers, { on: day })

// The totals first: every engine's, for every company.
const wrong = []
for (const [place, company] of companies.entries()) {
  const found = { huiqi: Number(report(company).most) }
  for (const [name, run] of Object.entries(engines)) found[name] = await run(company)
  for (const [name, most] of Object.entries(found)) {
    if (!(Math.abs(most - company.most) < 0.015))
      wrong.push(
        `company ${place} of ${company.answers.region}: ${name} says ${most}, huiqi natively ${company.most}`,
      )
  }
}
if (wrong.length > 0) {
  console.error(`${wrong.length} totals differ:\n${wrong.slice(0, 20).join("\n")}`)
  process.exit(1)
}

/** Every engine takes a turn, then the next turn begins: a slow minute of the machine meets all of
 * them. Each keeps its best. */
const TURNS = 10
/** As many as in benches/peers.rs. */
const PASSES = 20

const read = new BenchCompanies(companies.map((company) => company.answers))
const largest = companies.filter((company) => company.answers.region === "zaozhuang")
/** Microseconds for one company, over a few passes; what the engine before left behind is cleared
 * away first. */
const timed = async (companies, pass, passes = 3) => {
  globalThis.gc()
  const start = process.hrtime.bigint()
  for (let done = 0; done < passes; done += 1) await pass()
  return Number(process.hrtime.bigint() - start) / 1000 / companies.length / passes
}
const turns = {
  native: () => JSON.parse(execFileSync(program, ["turn"])),
  wasm: async () => ({ wasm: await timed(companies, () => read.evaluate(1), PASSES) }),
  door: async () => ({
    door: await timed(companies, () => companies.forEach(report)),
    largest: await timed(largest, () => largest.forEach(report)),
  }),
}
for (const [name, run] of Object.entries(engines)) {
  turns[name] = async () => ({
    [name]: await timed(companies, async () => {
      for (const company of companies) await run(company)
    }),
  })
}
const took = {}
for (let turn = 0; turn <= TURNS; turn += 1) {
  for (const run of Object.values(turns)) {
    for (const [name, micro] of Object.entries(await run())) {
      // The first turn warms up.
      if (turn > 0) took[name] = Math.min(took[name] ?? Infinity, micro)
    }
  }
}

const brotli = (...files) =>
  files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0)
const own = (folder) =>
  readdirSync(new URL(folder, here), { recursive: true })
    .map((name) => new URL(`${folder}/${name}`, here))
    .filter((file) => statSync(file).isFile())
const rulesOf = (name) => own("rules").filter((file) => file.pathname.includes(`/rules/${name}-`))
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`
const modules = "node_modules"
const scripts = (name) =>
  own(`${modules}/${name}`).filter(
    (file) => /\.(c|m)?js$/.test(file.pathname) && !/\/(test|types|benchmark)/.test(file.pathname),
  )
const zenNative = existsSync(new URL(`${modules}/@gorules/zen-engine-linux-x64-gnu`, here))
  ? own(`${modules}/@gorules/zen-engine-linux-x64-gnu`).filter((file) =>
      file.pathname.endsWith(".node"),
    )
  : []
const size = {
  huiqi: brotli(
    new URL("../../target/npm/index.js", here),
    new URL("../../target/npm/index_bg.wasm", here),
  ),
  publicodes: brotli(
    new URL(`${modules}/publicodes/dist/index.js`, here),
    ...rulesOf("publicodes"),
  ),
  "json-rules-engine": brotli(
    ...["json-rules-engine/dist", "clone", "eventemitter2", "hash-it/dist/es", "jsonpath-plus/dist"]
      .filter((name) => existsSync(new URL(`${modules}/${name}`, here)))
      .flatMap((name) =>
        scripts(name).filter((file) => !/\.min\.|umd|browser-/.test(file.pathname)),
      ),
    ...rulesOf("json-rules-engine"),
  ),
  "zen-engine": brotli(...zenNative, ...rulesOf("zen")),
}
const row = (name, micro, bytes, gives) =>
  `| ${name} | ${micro.toFixed(micro < 10 ? 2 : micro < 100 ? 1 : 0)} | ${(micro / took.report).toFixed(micro / took.report < 10 ? 1 : 0)} | ${bytes} | ${gives} |`
console.log(
  `\n${companies.length} companies with complete answers, ${rules.reduce((sum, region) => sum + region.awards.length, 0)} awards over ${rules.length} regions; every total is the same in every engine.\n`,
)
console.log(
  "| engine | µs a company | times huiqi natively | engine and rules, brotli | gives |\n|---|---|---|---|---|",
)
console.log(
  row("huiqi, natively", took.report, "", "bounds, reasons and steps as data, both readings"),
)
console.log(row("huiqi, natively, totals alone", took.total, "", "bounds of the total"))
console.log(
  row(
    "huiqi, Wasm in Node",
    took.wasm,
    kilobytes(size.huiqi),
    "bounds, reasons and steps as data, both readings",
  ),
)
console.log(
  row(
    "huiqi, through its JavaScript interface",
    took.door,
    kilobytes(size.huiqi),
    "the full report in words",
  ),
)
console.log(
  row(
    "zen-engine 0.54 (native addon)",
    took["zen-engine"],
    kilobytes(size["zen-engine"]),
    "the total",
  ),
)
console.log(
  row(
    "json-rules-engine 7.3",
    took["json-rules-engine"],
    kilobytes(size["json-rules-engine"]),
    "the total",
  ),
)
console.log(row("publicodes 1.10", took.publicodes, kilobytes(size.publicodes), "the total"))
console.log(
  `\nThrough the JavaScript interface in the largest region (zaozhuang): ${took.largest.toFixed(0)} µs a company.`,
)
