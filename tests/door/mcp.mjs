// The server, asked by the protocol's own client. Figures are worked out by hand.
import assert from "node:assert/strict"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { program } from "./unpack.mjs"

const transport = new StdioClientTransport({
  command: process.execPath,
  args: [program, "mcp"],
  stderr: "inherit",
})
const client = new Client({ name: "test", version: "1.0.0" })
await client.connect(transport)

const call = (name, given) => client.callTool({ name, arguments: given })

/** What a tool gives: its text is the sentence to quote, with caution and edition. */
async function given(name, args) {
  const answer = await call(name, args)
  assert.ok(!answer.isError, answer.content[0].text)
  const found = answer.structuredContent
  assert.equal(answer.content[0].text, found.quote)
  assert.deepEqual(JSON.parse(answer.content[1].text), found)
  assert.ok(found.quote.includes(`规则版本 ${found.edition}。`), found.quote)
  assert.ok(!found.quote.includes("\n"), "one sentence to quote")
  return found
}

/** Refused with words that say what is allowed. */
async function refused(name, args, words) {
  const answer = await call(name, args)
  assert.equal(answer.isError, true, `${name} ${JSON.stringify(args)}`)
  for (const word of words) assert.ok(answer.content[0].text.includes(word), answer.content[0].text)
}

try {
  const { tools } = await client.listTools()
  assert.deepEqual(
    tools.map((tool) => tool.name),
    ["questions", "evaluate", "explain", "advice", "search", "documents"],
  )
  const takes = tools.find((tool) => tool.name === "evaluate").inputSchema.properties.answers
  assert.ok(takes.properties.region.enum.includes("zaozhuang"))
  assert.equal(takes.additionalProperties, false)

  const answers = {
    region: "zaozhuang",
    certification_tier: "provincial",
    first_certified_tiers: ["provincial"],
    claimed_elsewhere: [],
    listings: [],
    smart_factory_award: "none",
    platform_contest_prize: "none",
  }
  const on = "2026-11-20"
  // 10 万 for the title; half of a booth fee that is not answered.
  const open = await given("evaluate", { answers, on })
  assert.deepEqual([open.least, open.most], ["100000", null])
  assert.deepEqual(open.asks.map((ask) => ask.id), ["government_show_booth_fee_yuan"])
  for (const words of ["枣庄市", "至少 10 万元", "三（二）", "三（十一）", "以主管部门审核为准"]) {
    assert.ok(open.quote.includes(words), open.quote)
  }
  assert.equal(open.receipt.format, "huiqi-receipt")
  assert.deepEqual([open.receipt.least, open.receipt.on], ["100000", on])
  const whole = { ...answers, government_show_booth_fee_yuan: 80000 }
  const closed = await given("evaluate", { answers: whole, on })
  assert.deepEqual([closed.least, closed.most, closed.asks], ["140000", "140000", []])

  const id = "zaozhuang-srdi-2022/booth-fee"
  const why = await given("explain", { answers: whole, on, award: id })
  assert.equal(why.explanations.length, 1)
  for (const words of ["4 万元", "三（十一）", "以主管部门审核为准"]) {
    assert.ok(why.quote.includes(words), why.quote)
  }
  const all = await given("explain", { answers: whole, on })
  assert.equal(all.explanations.length, closed.awards.length)
  const more = await given("advice", { answers: whole, on })
  // 新三板 brings 100 万元 for certain.
  assert.deepEqual([more.moves[0].sets.listings, more.moves[0].gain_least], [["neeq"], "1000000"])
  assert.ok(more.quote.includes("114 万元"), more.quote)
  assert.equal(more.receipt.least, "140000")

  const found = await given("search", { words: "展位费" })
  assert.ok(found.entries.length > 0 && found.quote.includes("三（十一）"), found.quote)
  const none = await given("search", { words: "登月" })
  assert.deepEqual(none.entries, [])
  const papers = await given("documents", {})
  assert.ok(papers.documents.length >= 5)
  const asked = await given("questions", { region: "zaozhuang" })
  const every = await given("questions", {})
  assert.ok(asked.questions.length > 3 && asked.questions.length < every.questions.length)
  const nowhere = await given("evaluate", { answers: { region: "elsewhere" } })
  assert.ok(nowhere.quote.includes("没有收录"), nowhere.quote)
  assert.ok(!nowhere.quote.includes("0 元"), nowhere.quote)

  await refused("evaluate", {}, ["answers"])
  await refused("evaluate", { answers: { region: "mars" } }, ["mars", "zaozhuang"])
  await refused("evaluate", { answers: { gift: true } }, ["gift", "certification_tier"])
  await refused("evaluate", { answers: [] }, ["普通对象"])
  await refused("evaluate", { answers, on: "soon" }, ["YYYY-MM-DD"])
  await refused("evaluate", { answers, year: 2026 }, ["year", "answers, on, readings"])
  await refused("evaluate", { answers, readings: { x: "other" } }, ["x", "same-title"])
  await refused("explain", { answers, award: "x/y" }, ["x/y", id])
  await refused("questions", { region: "mars" }, ["mars", "zaozhuang"])
  await refused("search", {}, ["words"])
  await refused("documents", { all: true }, ["all", "nothing"])
  await refused("gift", {}, ["gift", "questions, evaluate"])
} finally {
  await client.close()
}
console.log(`Node ${process.versions.node}: the server answers the protocol's own client`)
