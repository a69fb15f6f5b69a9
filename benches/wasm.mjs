// The same evaluations as in evaluate.rs, in the package's Wasm under Node. Wording and the
// crossing to JavaScript are not counted, then counted.
import { readFileSync } from "node:fs"
import {
  bench_advise,
  bench_evaluate,
  evaluate,
  initSync,
  questions,
} from "../target/npm-bench/index.js"

initSync({ module: readFileSync(new URL("../target/npm-bench/index_bg.wasm", import.meta.url)) })
const asked = questions()
const value = {
  single: (q) => q.options.at(-1).id,
  multi: (q) => (q.id === "claimed_elsewhere" ? [] : q.options.map((o) => o.id)),
  yes_no: () => true,
  yuan: () => 12345678,
  percent: () => 50,
}
// Nothing won yet: the most moves are open.
const least = {
  single: (q) => q.options[0].id,
  multi: () => [],
  yes_no: () => false,
  yuan: () => 1,
  percent: () => 1,
}
const microseconds = (run, times) => {
  run(Math.ceil(times / 10))
  const start = process.hrtime.bigint()
  run(times)
  return Number(process.hrtime.bigint() - start) / times / 1000
}
console.log(
  "microseconds per evaluation".padEnd(36),
  "complete".padStart(10),
  "region".padStart(10),
  "complete, to JS".padStart(16),
  "near misses".padStart(12),
)
for (const { id: region } of asked[0].options) {
  const complete = { ...Object.fromEntries(asked.map((q) => [q.id, value[q.kind](q)])), region }
  const full = microseconds((times) => bench_evaluate(complete, times), 20000)
  const bare = microseconds((times) => bench_evaluate({ region }, times), 300)
  const door = microseconds((times) => {
    for (let i = 0; i < times; i += 1) evaluate(complete, { on: "2025-12-31" })
  }, 3000)
  const beginner = { ...Object.fromEntries(asked.map((q) => [q.id, least[q.kind](q)])), region }
  const near = microseconds((times) => bench_advise(beginner, times), 500)
  console.log(
    `  ${region}`.padEnd(36),
    full.toFixed(2).padStart(10),
    bare.toFixed(1).padStart(10),
    door.toFixed(1).padStart(16),
    near.toFixed(1).padStart(12),
  )
}
