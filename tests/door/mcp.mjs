// The server, asked by the protocol's own client. Figures are worked out by hand.
import assert from "node:assert/strict"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { program } from "./unpack.mjs"

const transport = new StdioClientTransport({
  command: process.execPath,
  args: [program, "mcp"],
  stderr: "pipe",
})
let said = ""
transport.stderr.on("data", (bytes) => (said += bytes))
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
  // Each unit once, how a figure is written, and the help.
  const fee = takes.properties.government_show_booth_fee_yuan.description
  assert.equal(fee.split("（元）").length, 2, fee)
  for (const words of ["不写“万”", "布展、运输、差旅，都不算"]) assert.ok(fee.includes(words), fee)

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
  const half = "至少 10 万元，最多 10 万元，另加展位费的一半"
  for (const words of ["枣庄市", half, "三（二）", "三（十一）", "以主管部门审核为准", "还有 1 题没有答"]) {
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
  assert.ok(why.quote.includes("没有写有效期"), why.quote)
  const byName = await given("explain", { answers: whole, on, award: "大型展销活动展位费补贴" })
  assert.equal(byName.quote, why.quote)
  const all = await given("explain", { answers: whole, on, award: null })
  assert.equal(all.explanations.length, closed.awards.length)
  const more = await given("advice", { answers: whole, on })
  // 新三板 brings 100 万元 for certain.
  assert.deepEqual([more.moves[0].sets.listings, more.moves[0].gain_least], [["neeq"], "1000000"])
  const brings = "在新三板挂牌的话，合计从 14 万元变为 114 万元。依据《枣庄市“专精特新”培育方案》三（九）。"
  assert.ok(more.quote.includes(brings), more.quote)
  assert.equal(more.receipt.least, "140000")

  // A reading that is taken the other way is said wherever it is.
  const reading = { "zaozhuang-srdi-2022/same-title": "other" }
  for (const [tool, more] of [["evaluate", {}], ["explain", { award: id }], ["advice", {}]]) {
    const other = await given(tool, { answers: whole, on, readings: reading, ...more })
    assert.ok(other.quote.includes("按另一种理解（《枣庄市“专精特新”培育方案》三（二）"), other.quote)
  }
  // Names in place of ids, where one alone has them.
  const named = {
    ...whole,
    region: "枣庄市",
    certification_tier: "省级专精特新",
    first_certified_tiers: ["省级专精特新"],
    platform_contest_prize: "没有，或奖励已领",
  }
  assert.equal((await given("evaluate", { answers: named, on })).quote, closed.quote)
  // Nothing is known without a place: the most is open, as in evaluate.
  for (const tool of ["evaluate", "advice"]) {
    const nothing = await given(tool, { answers: {} })
    assert.deepEqual([nothing.least, nothing.most], ["0", null], tool)
    assert.ok(nothing.quote.includes("还没有选所在地"), nothing.quote)
  }
  const past = { answers: { region: "xinxiang" }, on: "2025-12-31" }
  for (const tool of ["evaluate", "advice"]) {
    const ended = await given(tool, past)
    assert.ok(ended.quote.includes("现在已经到期，今天不能再按它申报"), ended.quote)
  }

  const found = await given("search", { words: "展位费" })
  assert.ok(found.entries.length > 0 && found.quote.includes("三（十一）"), found.quote)
  const none = await given("search", { words: "登月" })
  assert.deepEqual(none.entries, [])
  assert.match(none.quote, /^收录的 \d+ 份文件里没有找到“登月”，/)
  const papers = await given("documents", {})
  assert.ok(papers.documents.length >= 5)
  // Those of Henan ended with 2025.
  const past_end = papers.documents.filter((document) => document.valid_to === "2025-12-31").length
  assert.ok(past_end >= 2 && /其中 \d+ 份已经到期/.test(papers.quote), papers.quote)
  const asked = await given("questions", { region: "zaozhuang" })
  const every = await given("questions", {})
  assert.ok(asked.questions.length > 3 && asked.questions.length < every.questions.length)
  assert.match(asked.quote, /^枣庄市还要问 7 题：[^？]*等。/)
  assert.match(every.quote, /^一共 \d+ 题，请先问所在地、[^？]*等，/)
  assert.deepEqual(await given("questions", { region: null }), every)
  assert.deepEqual(await given("questions", { region: "枣庄市" }), asked)
  const over = await given("questions", { region: "新乡市" })
  assert.ok(over.quote.includes("已经到期，不能再按它申报"), over.quote)
  const nowhere = await given("evaluate", { answers: { region: "elsewhere" } })
  assert.ok(nowhere.quote.includes("没有收录"), nowhere.quote)
  assert.ok(!nowhere.quote.includes("0 元"), nowhere.quote)

  await refused("evaluate", {}, ["缺少 answers"])
  await refused("evaluate", { answers: { region: "mars" } }, ["mars", "zaozhuang（枣庄市）"])
  await refused("evaluate", { answers: { gift: true } }, ["gift", "certification_tier"])
  await refused("evaluate", { answers: [] }, ["普通对象"])
  await refused("evaluate", { answers, on: "soon" }, ["YYYY-MM-DD"])
  await refused("evaluate", { answers, year: 2026 }, ["没有“year”这个参数", "answers、on、readings"])
  await refused("evaluate", { answers, readings: { x: "other" } }, ["x", "same-title"])
  await refused("explain", { answers, award: "x/y" }, ["x/y", `${id}（大型展销活动展位费补贴）`])
  await refused("explain", { answers: {}, award: id }, ["请先答所在地"])
  await refused("explain", { answers: { region: "elsewhere" }, award: id }, ["没有收录贵地的文件"])
  await refused("questions", { region: "mars" }, ["mars", "zaozhuang（枣庄市）"])
  await refused("search", {}, ["words 要写文字"])
  await refused("documents", { all: true }, ["没有“all”这个参数", "不用给任何参数"])
  await refused("gift", {}, ["没有“gift”这个工具", "questions、evaluate"])

  const many = await Promise.all(Array.from({ length: 200 }, () => call("documents", {})))
  assert.ok(many.every((answer) => answer.structuredContent.quote === papers.quote))
} finally {
  await client.close()
}
assert.equal(said, "", "nothing is said on stderr")
console.log(`Node ${process.versions.node}: the server answers the protocol's own client`)
