/** Money: digits with up to two decimals; a percentage may have a leading "-". What comes out is the shortest form: "500000", "83333.33". */
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
  supports: Support[]
  asks: string[]
  readings: Reading[]
  documents: { id: string; state: "in_force" | "in_force_unstated_end" | "not_yet" | "ended" }[]
}
export interface Award {
  id: string
  name: string
  clause: string
  payers: string[]
  least: Decimal
  most: Decimal | null
  outcome: "certain" | "possible" | "not_met" | "set_aside" | "not_in_force"
  kind: "entitlement" | "ceiling" | "competitive"
  quota: string | null
  open_because: ("answer" | "ceiling" | "competition" | "document_silent")[]
  reasons: Reason[]
  steps: Step[]
  set_aside_for: string | null
  notes: string[]
}
export interface Reason { text: string; state: "yes" | "no" | "unknown"; question: string | null; answer: string | string[] | null; threshold: string | null }
export interface Step { text: string; amount: Decimal | null }
export interface Reading { id: string; awards: string[]; followed: string; other: string; least: Decimal; most: Decimal | null }
export interface Support { id: string; name: string; clause: string; departments: string[]; kind: string; state: "yes" | "unknown"; why_not_counted: string | null }
export interface Question { id: string; kind: "single" | "multi" | "yes_no" | "yuan" | "percent"; label: string; help: string; help_by_region: Record<string, string>; unit: string | null; options: { id: string; label: string }[] }
export interface Document {
  id: string; title: string; number: string | null; issuer: string; issued_on: string; valid_from: string; valid_to: string | null; checked_on: string; source_url: string | null
  regions: string[]; awards: { id: string; name: string; clause: string; summary: string }[]; supports: Omit<Support, "state">[]; readings: { id: string; followed: string; other: string }[]
}
/** Thrown by evaluate. Its question, code and message are those of the first problem. */
export interface AnswersError extends Error {
  name: "AnswersError"
  question: string | null
  code: Code
  all: { question: string | null; code: Code; message: string }[]
}
export type Code = "not_an_object" | "unknown_question" | "wrong_type" | "unknown_option" | "repeated_option" | "not_a_number" | "negative" | "too_many_decimals" | "too_large" | "bad_date" | "unknown_reading" | "contradiction"
export function evaluate(answers: Answers, options?: Options | null): Report
export function questions(): Question[]
export function documents(): Document[]
/** The edition of the rule set. */
export const edition: string
