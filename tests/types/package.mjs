// The package as a caller in Node loads it; its types name every question and option, and nothing else.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import * as huiqi from "../../target/npm/index.js"

const file = (name) => readFileSync(new URL(`../../target/npm/${name}`, import.meta.url))
huiqi.initSync({ module: file("index_bg.wasm") })
const report = huiqi.evaluate({ region: "sanmenxia", certification_tier: "provincial", project_in_scope: true, project_investment_yuan: "1500000" }, { on: "2025-12-31" })
assert.deepEqual([report.least, report.most, report.asks, report.edition], ["0", "600000", ["project_cap_yuan"], huiqi.edition])
assert.throws(() => huiqi.evaluate({ region: "mars" }), { name: "AnswersError", code: "unknown_option", question: "region" })

const types = file("index.d.ts").toString()
const answers = types.slice(types.indexOf("export interface Answers {"))
const keys = [...answers.slice(0, answers.indexOf("\n}")).matchAll(/^ +(\w+)\?:/gm)].map((match) => match[1])
assert.deepEqual(keys, huiqi.questions().map((question) => question.id))
for (const question of huiqi.questions()) for (const option of question.options) assert.ok(types.includes(`"${option.id}"`), `${question.id}: ${option.id}`)
const exported = Object.keys(huiqi).filter((name) => !["default", "initSync"].includes(name)).sort()
assert.deepEqual(exported, ["advice", "compare", "coverage", "documents", "edition", "evaluate", "explain", "ladder", "questions", "search", "timeline"])
console.log("package: loads in Node, and its types are those of the rules")
