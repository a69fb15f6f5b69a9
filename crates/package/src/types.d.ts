/** Money: digits with up to two decimals; a percentage may have a leading "-". What comes out is
 * the shortest form: "500000", "83333.33". */
export type Decimal = string
export interface Options {
  /** The day of the claim, YYYY-MM-DD; the host's local date where it is left out. */
  on?: string | null
  /** By the id of the reading; what is left out follows the reading of the page. */
  readings?: Record<string, "followed" | "other"> | null
}
export interface Report {
  edition: string
  on: string
  least: Decimal
  /** null: no finite bound can be given yet. */
  most: Decimal | null
  awards: Award[]
  groups: { id: string; awards: string[]; least: Decimal; most: Decimal | null }[]
  /** Limits over several awards together; absent where the region's documents have none. */
  limits?: Limit[]
  /** Frozen, as each of them is. */
  supports: Support[]
  asks: string[]
  readings: Reading[]
  documents: { id: string; state: "in_force" | "in_force_unstated_end" | "not_yet" | "ended" }[]
}
/** A limit: what the awards under it bring before it, what it lets through (least, most), and what it takes. */
export interface Limit { id: string; clause: string; name: string; awards: string[]; least: Decimal; most: Decimal | null; before: Bounds; cut: Bounds }
export interface Bounds { least: Decimal; most: Decimal | null }
export interface Award {
  id: string
  name: string
  clause: string
  /** Responsible departments. */
  payers: string[]
  /** Who pays, where the document says it. */
  paid_by: string | null
  /** How it is applied for, as the document states it; null where it states nothing. */
  apply: Apply | null
  least: Decimal
  most: Decimal | null
  outcome: "certain" | "possible" | "not_met" | "set_aside" | "not_in_force"
  /** The first and the last day that the award has of its own; absent where it has those of its document. */
  valid_from?: string | null; valid_to?: string | null
  kind: "entitlement" | "ceiling" | "competitive"
  quota: string | null
  open_because: ("answer" | "ceiling" | "competition" | "document_silent" | "spread")[]
  reasons: Reason[]
  steps: Step[]
  set_aside_for: string | null
  notes: string[]
}
/** What a document states of applications. It informs and changes no amount. */
export interface Apply {
  mode: "免申即享" | "快申快享" | "申报" | null
  /** Two days, both included, or words. */
  windows: ({ from: string; to: string } | { yearly: string })[]
  where: { office: string; address: string | null } | null
  telephone: string | null
  materials: { name: string; form: "original" | "copy" | "both" | null }[]
  /** What must be done before any money is spent. */
  before: string | null
  /** What was found on a day, and where. */
  status: { is: "open" | "closed" | "used_up"; as_of: string; source: string } | null
}
export interface Reason { text: string; state: "yes" | "no" | "unknown"; question: string | null; answer: string | string[] | null; threshold: string | null }
export interface Step { text: string; amount: Decimal | null }
export interface Reading { id: string; awards: string[]; followed: string; other: string; least: Decimal; most: Decimal | null }
export interface Support { id: string; name: string; clause: string; departments: string[]; kind: string; state: "yes" | "unknown"; why_not_counted: string | null }
export interface Question { id: string; kind: "single" | "multi" | "yes_no" | "yuan" | "percent" | "number"; label: string; help: string; help_by_region: Record<string, string>; unit: string | null; /** Of a number: the distance between two neighbouring ones. */ step?: Decimal; /** Of a figure with a least or a most of its own. */ least?: Decimal; most?: Decimal; options: { id: string; label: string; /** The regions whose form leaves it out, since no award there depends on it. */ hidden_in?: string[] }[]; /** The papers that prove an answer. */ proof: string[] }
export interface Document {
  id: string; title: string; number: string | null; issuer: string; issued_on: string; valid_from: string; valid_to: string | null; checked_on: string; source_url: string | null
  /** Whom to ask. */
  enquiries: string
  regions: string[]; awards: { id: string; name: string; clause: string; summary: string; /** Days of its own, where it has them. */ valid_from?: string; valid_to?: string }[]; supports: Omit<Support, "state">[]; readings: { id: string; followed: string; other: string }[]
}
/** Thrown by evaluate. Its question, code and message are those of the first problem. */
export interface AnswersError extends Error {
  name: "AnswersError"
  question: string | null
  code: Code
  all: { question: string | null; code: Code; message: string }[]
}
export type Code = "not_a_receipt" | "newer_receipt" | "not_an_object" | "unknown_question" | "wrong_type" | "unknown_option" | "repeated_option" | "not_a_number" | "negative" | "too_many_decimals" | "not_a_whole_number" | "out_of_range" | "too_large" | "bad_date" | "unknown_reading" | "contradiction"
export function evaluate(answers: Answers, options?: Options | null): Report
export function questions(): Question[]
export function documents(): Document[]
/** What a pack says of itself; null where it says nothing. */
export interface Pack {
  edition: string; day: string; author: string | null; reviewer: string | null; reason: string | null
  /** The first 16 digits of the SHA-256 of its sources. */
  rules: string
  /** The hash of the pack before, and its own: the first 16 digits of their SHA-256. */
  former: string | null; hash: string
  regions: string[]
}
/** Thrown by load and replay; the rules before stay in use. */
export interface PackError extends Error { name: "PackError"; code: "not_a_pack" | "newer_format" | "damaged" | /** Thrown by replay: the pack does not hold the rules of the receipt. */ "other_rules" }
/** Takes a pack into use: every function computes over it from now on, until the next load or unload. A pack holds one
 * place: then "elsewhere" and the other regions are unknown_option. The exported `edition` stays that of the bundled
 * rules; that of the pack is in what load returns and in every report. */
export function load(pack: Uint8Array | ArrayBuffer): Pack
/** Takes the bundled rules into use again and frees the loaded pack. */
export function unload(): void
/** The edition of the bundled rule set. */
export const edition: string
/** Why an award came out as it did: the sentence first, then the formula, then the clause. Its
 * conditions are nested as the document nests them. */
export interface Explanation { id: string; sentence: string; formula: string | null; basis: string; conditions: Condition[] }
export interface Condition {
  text: string
  state: "yes" | "no" | "unknown"
  /** The question it asks; null for a whole of parts. */
  question: string | null
  answer: string | string[] | null
  threshold: string | null
  /** How far the company's own figure is from the threshold, in words. */
  gap: string | null
  parts: Condition[]
}
/** An interval of money; most is null where it is open. */
export interface Bounds { least: Decimal; most: Decimal | null }
/** What would bring more. Moves are in order of what they add to the least, then to the most; an
 * unanswered question is no move. Its bounds are those of evaluate: without a region most is null. */
export interface Advice extends Bounds { moves: Advised[]; pair: Advised | null }
export interface Advised extends Bounds {
  /** One move, or the two of the best pair. A move about a threshold says the question, the
   * company's own figure and the smallest that is enough. */
  moves: { id: string; text: string; note: string; question: string | null; own: Decimal | null; wanted: Decimal | null }[]
  /** The answers that change: with them, evaluate gives exactly these bounds. */
  sets: Answers
  /** May have a leading "-"; null where an end opens or closes. */
  gain_least: Decimal | null
  gain_most: Decimal | null
  text: string
  awards: { id: string; before: Bounds; after: Bounds }[]
}
/** What each title would pay if it were first certified next; pays is null for a title held
 * already, or below it. */
export interface Ladder {
  question: string
  held: Tier | null
  rungs: { tier: Tier; pays: (Bounds & { awards: ({ id: string } & Bounds)[]; total: Bounds }) | null }[]
  pairs: { lower: Tier; upper: Tier; apart: Bounds; together: Bounds; text: string }[]
}
/** Cases beside the first of them: one difference per case, that of the first is "0". A difference
 * is null where an end opens or closes; an award that is set aside counts as 0. */
export interface Comparison {
  totals: Bounds[]
  differences: Difference[]
  awards: { id: string; name: string; differs: boolean; cells: ({ outcome: Award["outcome"] } & Bounds | null)[]; differences: Difference[] }[]
  answers: { question: string; differs: boolean; answers: (string | string[] | boolean | null)[] }[]
}
export interface Difference { least: Decimal | null; most: Decimal | null }
/** Places are in percent of the line's width, such as "12.5%". open: how wide the stretch without a
 * stated end is. */
export interface Timeline {
  today: string; on: string; today_at: string | null; on_at: string | null
  documents: { id: string; from: string; width: string; open: string | null; is_past: boolean; last_valid_day: string | null; /** The days on which an award begins, or has ended, within the document's. */ changes?: { day: string; at: string }[] }[]
}
export function explain(answers: Answers, options?: Options | null): Explanation[]
export function advice(answers: Answers, options?: Options | null): Advice
/** null where no title is paid for on the day: the documents have ended or have not begun, the region is "elsewhere", or
 * none is answered. */
export function ladder(answers: Answers, options?: Options | null): Ladder | null
export function timeline(answers: Answers, options?: Options | null): Timeline
/** Throws for the first case that cannot be; a list that is none, or is empty, is not_an_object. */
export function compare(cases: { answers: Answers; options?: Options | null }[]): Comparison
/** One thing that can be looked up: its place is where it is on the document's page, empty for
 * the document itself. */
export interface Entry { document: string; kind: "document" | "award" | "support" | "unpriced" | "goal" | "reading" | "limit"; place: string; title: string; text: string }
export interface Counts { awards: number; supports: number; unpriced: number; goals: number; readings: number; clauses: number; examples: number }
export interface Coverage { edition: string; documents: (Counts & { id: string; checked_on: string })[]; totals: Counts }
/** The entries that hold every word of the query; letters match in either case and width. */
export function search(query: string): Entry[]
export function coverage(): Coverage
/** A result with all that it rests on, as plain data: the same answers give the same receipt. */
export interface Receipt {
  format: "huiqi-receipt"
  version: 1
  edition: string
  /** The first 16 digits of the SHA-256 of the policy files. */
  rules: string
  /** The version of the engine. */
  engine: string
  on: string
  answers: Record<string, string | string[] | boolean>
  /** The readings that were taken the other way. */
  readings: Record<string, "followed" | "other">
  least: Decimal
  most: Decimal | null
  /** What is known of a most that is null: the most without the figures that are not answered, and what they add, in words. */
  open?: ReceiptOpen
  documents: ReceiptDocument[]
  /** Every award of these documents. */
  awards: ReceiptAward[]
  groups: ReceiptSum[]
  limits: ReceiptSum[]
}
export interface ReceiptOpen { most: Decimal; added: string }
export interface ReceiptDocument { id: string; title: string; state: Report["documents"][number]["state"] }
export interface ReceiptAward { id: string; name: string; clause: string; outcome: Award["outcome"]; least: Decimal; most: Decimal | null; steps: Step[] }
export interface ReceiptSum { id: string; name: string; clause: string; least: Decimal; most: Decimal | null }
/** A receipt computed again over the rules that are loaded. Answers to other rules are carried over as far as they still
 * mean the same; what is not taken is in left_out. */
export interface Replay {
  /** Whether nothing differs; with a pack, also whether the receipt says what its own rules give (own.same). */
  same: boolean
  /** What the pack of the receipt's own edition gave, where one was handed in: then `then` is what its rules gave, and
   * not what the file says. Its own `own` is null. */
  own: Replay | null
  /** Whether the loaded rules are those of the receipt. */
  rules: "same" | "other_sources" | "other_edition"
  /** What is to be said, the verdict first; that the receipt does not agree with its own rules comes before it. */
  sentences: string[]
  /** What the receipt states. It is data of whoever made the file. */
  then: { edition: string; rules: string; engine: string; on: string; open?: ReceiptOpen } & Bounds
  /** The same answers, day and readings now. */
  now: Receipt
  differences: ReceiptDifference[]
  left_out: { question: string | null; message: string }[]
}
/** One part that differs; then or now is null where that side does not have it. */
export type ReceiptDifference = {
  id: string
  /** The id of the award, where it is one. */
  award: string | null
  name: string
  clause: string | null
  /** "words": only sentences differ, which the same rules and engine would not do. */
  changed: ("state" | "outcome" | "least" | "most" | "steps" | "words")[]
  text: string
} & (
  | { kind: "document"; then: ReceiptDocument | null; now: ReceiptDocument | null }
  | { kind: "award"; then: ReceiptAward | null; now: ReceiptAward | null }
  | { kind: "group" | "limit"; then: ReceiptSum | null; now: ReceiptSum | null }
)
/** Returns the receipt of what evaluate gives. */
export function receipt(answers: Answers, options?: Options | null): Receipt
/** Computes a receipt again. Throws an AnswersError for what is no receipt, and for the first field that is not of its form;
 * a PackError for a pack that is none, or that is not of the receipt's edition and rules. */
export function replay(receipt: Receipt, pack?: Uint8Array | ArrayBuffer | null): Replay
