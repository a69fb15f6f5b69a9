// Read by the TypeScript compiler only: right uses pass, and each wrong one must be refused.
import init, { advice, compare, coverage, documents, edition, evaluate, explain, initSync, ladder, load, questions, receipt, replay, search, timeline, unload } from "../../target/npm/index.js"
import type { Advice, Answers, AnswersError, Award, Comparison, Coverage, Document, Entry, Explanation, Ladder, Pack, Question, Receipt, Region, Replay, Report, Tier, Timeline } from "../../target/npm/index.js"

const region: Region = "zaozhuang"
const tier: Tier = "national_key_giant"
const answers: Answers = {
  region, certification_tier: tier, first_certified_tiers: ["provincial"], government_show_booth_fee_yuan: "80000", ip_purchase_yuan: 5, above_scale: null,
  base_listing_support: true, claimed_elsewhere: [], listings: ["bse"], platform_contest_prize: "applied",
}
const report: Report = evaluate(answers, { on: "2026-01-01", readings: { "zaozhuang-srdi-2022/same-title": "other" } })
const least: string = report.least
const most: string | null = report.most
const award: Award | undefined = report.awards[0]
const all: Question[] = questions()
const papers: Document[] = documents()
const text: string = edition
void [init, initSync, least, most, award, all, papers, text]
const found: Advice = advice(answers, null)
void evaluate({ ...answers, ...found.moves[0]?.sets })
const why: Explanation[] = explain(answers)
const steps: Ladder | null = ladder(answers, { on: null })
const line: Timeline = timeline(answers)
const cases: Comparison = compare([{ answers }, { answers: {}, options: { on: "2026-01-01" } }])
const entries: Entry[] = search("展位费")
const loaded: Coverage = coverage()
void [why[0]?.conditions[0]?.parts, steps?.rungs[0]?.pays?.total.most, line.documents, cases.totals, entries, loaded.totals.clauses]
const paper: Receipt = receipt(answers, { on: "2026-01-01" })
const found_again: Replay = replay(paper, null)
void [found_again.own?.same, replay(paper, new Uint8Array())]
const first = found_again.differences[0]
if (first?.kind === "award") void [first.then?.outcome, first.now?.steps[0]?.amount, first.clause]
const pack: Pack = load(new Uint8Array())
void [pack.edition, unload]
// @ts-expect-error a pack is bytes
void load("zaozhuang.huiqi")
// @ts-expect-error a receipt has all its fields
void replay({ format: "huiqi-receipt" })
// @ts-expect-error a case has answers
void compare([{}])
// @ts-expect-error a query is a text
void search(5)
// @ts-expect-error there may be no ladder
void ladder({}).rungs
try { evaluate({}) } catch (error) { const problem = error as AnswersError; void problem.all[0]?.code }

// @ts-expect-error a region that is none
void evaluate({ region: "mars" })
// @ts-expect-error a question that is none
void evaluate({ booth_fee: "5" })
// @ts-expect-error yes or no is no text
void evaluate({ base_listing_support: "true" })
// @ts-expect-error a multi-choice is a list
void evaluate({ first_certified_tiers: "provincial" })
// @ts-expect-error a tier that cannot be first certified
void evaluate({ first_certified_tiers: ["pool"] })
// @ts-expect-error a reading is followed or other
void evaluate({}, { readings: { x: "both" } })
// @ts-expect-error the top may be open
const closed: string = report.most
void closed
