// The package as a caller in Node loads it; its types name every question and option, and nothing
// else.
import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as huiqi from "../../target/npm/index.js"

const file = (name) => readFileSync(new URL(`../../target/npm/${name}`, import.meta.url))
huiqi.initSync({ module: file("index_bg.wasm") })
const report = huiqi.evaluate(
  {
    region: "sanmenxia",
    certification_tier: "provincial",
    project_in_scope: true,
    project_investment_yuan: "1500000",
    key_giant_fund_yuan: "0",
  },
  { on: "2025-12-31" },
)
assert.deepEqual(
  [report.least, report.most, report.asks, report.edition],
  ["0", "600000", ["project_cap_yuan"], huiqi.edition],
)
assert.throws(() => huiqi.evaluate({ region: "mars" }), {
  name: "AnswersError",
  code: "unknown_option",
  question: "region",
})

const types = file("index.d.ts").toString()
const answers = types.slice(types.indexOf("export interface Answers {"))
const keys = [...answers.slice(0, answers.indexOf("\n}")).matchAll(/^ +(\w+)\?:/gm)].map(
  (match) => match[1],
)
assert.deepEqual(
  keys,
  huiqi.questions().map((question) => question.id),
)
for (const question of huiqi.questions())
  for (const option of question.options)
    assert.ok(types.includes(`"${option.id}"`), `${question.id}: ${option.id}`)
const exported = Object.keys(huiqi)
  .filter((name) => !["default", "initSync"].includes(name))
  .sort()
assert.deepEqual(exported, [
  "advice",
  "compare",
  "coverage",
  "documents",
  "edition",
  "evaluate",
  "explain",
  "ladder",
  "load",
  "questions",
  "receipt",
  "replay",
  "search",
  "timeline",
  "unload",
])

// What npm would publish, and the README's example for Node, run as whoever installs the package
// would.
const listed = JSON.parse(file("package.json").toString()).files
for (const name of listed) assert.ok(file(name).length > 0, name)
const readme = file("README.md").toString()
assert.ok(readme.includes(`**${huiqi.edition}**`), "the README names the edition of the rules")
const example = readme.match(/```js\n([^]*?)```/)[1]
const expected = example.match(/\/\/ (.*)\n$/)[1]
const folder = mkdtempSync(join(tmpdir(), "huiqi-package-"))
try {
  mkdirSync(join(folder, "node_modules"))
  symlinkSync(
    fileURLToPath(new URL("../../target/npm", import.meta.url)),
    join(folder, "node_modules", "huiqi"),
  )
  writeFileSync(join(folder, "example.mjs"), example)
  assert.equal(
    execFileSync(process.execPath, ["example.mjs"], { cwd: folder }).toString().trim(),
    expected,
  )
} finally {
  rmSync(folder, { recursive: true })
}
console.log("package: loads in Node, and its types are those of the rules")
