// Runs in an old Node: the npm package gives there what was worked out by hand. Every function is
// called, and no list of a report can be changed for the next one.
import assert from "assert"
import fs from "fs"
import * as huiqi from "../../target/npm/index.js"

const answers = {
  region: "zaozhuang",
  certification_tier: "provincial",
  first_certified_tiers: ["provincial"],
  claimed_elsewhere: [],
  government_show_booth_fee_yuan: 80000,
}
const options = { on: "2026-11-20", readings: { "zaozhuang-srdi-2022/same-title": "followed" } }

// Before init() there is no module to call, and that is said.
const calls = Object.keys(huiqi).filter(
  (name) => typeof huiqi[name] === "function" && name !== "default" && name !== "initSync",
)
assert.ok(calls.length >= 10)
for (const name of calls) assert.throws(() => huiqi[name](answers, options), /init\(\)/, name)

huiqi.initSync({
  module: fs.readFileSync(new URL("../../target/npm/index_bg.wasm", import.meta.url)),
})
const report = huiqi.evaluate(answers, options)
assert.strictEqual(report.least, "140000")
assert.strictEqual(report.on, "2026-11-20")
assert.strictEqual(report.edition, huiqi.edition)
for (const support of report.supports) assert.throws(() => support.departments.push("x"), TypeError)
for (const award of report.awards) assert.throws(() => award.payers.push("x"), TypeError)
assert.throws(
  () =>
    huiqi.evaluate({
      get region() {
        throw new RangeError("own")
      },
    }),
  RangeError,
)
assert.throws(() => huiqi.evaluate({ region: "mars" }, options), {
  name: "AnswersError",
  code: "unknown_option",
})
assert.strictEqual(huiqi.advice(answers, options).least, "140000")
assert.strictEqual(huiqi.explain(answers, options).length, report.awards.length)
assert.ok(huiqi.ladder(answers, options).rungs.length > 0)
assert.strictEqual(huiqi.timeline(answers, options).on, "2026-11-20")
assert.deepStrictEqual(
  huiqi
    .compare([
      { answers, options },
      { answers, options },
    ])
    .differences.map((one) => one.least),
  ["0", "0"],
)
assert.strictEqual(huiqi.questions()[0].id, "region")
assert.strictEqual(huiqi.documents().length, huiqi.coverage().documents.length)
assert.ok(huiqi.search("展位费").length > 0)
const receipt = huiqi.receipt(answers, options)
assert.strictEqual(receipt.least, "140000")
assert.ok(huiqi.replay(JSON.parse(JSON.stringify(receipt))).same)
console.log(`V8 ${process.versions.v8}: the package gives what it gives elsewhere`)
