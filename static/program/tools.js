// The tools of the server: what each takes, and what it gives. Every answer has one sentence to
// quote, the edition of the rules, and the receipt of the result where there is one.
import { problems } from "./failures.js"

/** What the tool got is not what it takes. */
class Wrong extends Error {}

const DAY = { type: "string", description: "The day of the claim, YYYY-MM-DD; today where left out." }
const READINGS = {
  type: "object",
  description: "Disputed clauses by the id of the reading: followed or other.",
  additionalProperties: { enum: ["followed", "other"] },
}

function answerSchema(question) {
  const description = question.unit ? `${question.label}（${question.unit}）` : question.label
  const ids = question.options.map((option) => option.id)
  const labels = question.options.map((option) => `${option.id}=${option.label}`).join("；")
  switch (question.kind) {
    case "single":
      return { type: "string", enum: ids, description: `${description}　${labels}` }
    case "multi":
      return {
        type: "array",
        items: { type: "string", enum: ids },
        description: `${description}　${labels}`,
      }
    case "yes_no":
      return { type: "boolean", description }
    default:
      return { type: ["string", "number"], description }
  }
}

function caseSchema(rules, more = {}) {
  const properties = rules.questions().map((question) => [question.id, answerSchema(question)])
  return {
    type: "object",
    properties: {
      answers: {
        type: "object",
        description: "Answers by the id of the question. What is left out is unanswered, never no.",
        properties: Object.fromEntries(properties),
        additionalProperties: false,
      },
      on: DAY,
      readings: READINGS,
      ...more,
    },
    required: ["answers"],
    additionalProperties: false,
  }
}

const NOTHING = { type: "object", properties: {}, additionalProperties: false }

const ALL = {
  questions: {
    description: "The questions whose answers the result depends on, with the ids of their options.",
    takes: (rules) => ({
      type: "object",
      properties: {
        region: {
          type: "string",
          enum: rules.questions()[0].options.map((option) => option.id),
          description: "Only the questions of this place.",
        },
      },
      additionalProperties: false,
    }),
    gives: questions,
  },
  evaluate: {
    description:
      "What a company can expect from its answers, complete or not: exact least and most, every award " +
      "with its clause, and the questions that can still change the result (asks).",
    takes: (rules) => caseSchema(rules),
    gives: evaluate,
  },
  explain: {
    description: "Why an award came out so: condition by condition, with the company's own answer.",
    takes: (rules) =>
      caseSchema(rules, {
        award: { type: "string", description: "The id of one award; all of the region where left out." },
      }),
    gives: explain,
  },
  advice: {
    description: "What would bring more: every single move that raises the least or the most.",
    takes: (rules) => caseSchema(rules),
    gives: advice,
  },
  search: {
    description: "What the documents say: every entry that has all of the words.",
    takes: () => ({
      type: "object",
      properties: { words: { type: "string", description: "Words, such as 展位费." } },
      required: ["words"],
      additionalProperties: false,
    }),
    gives: search,
  },
  documents: {
    description: "The documents in these rules, with their awards, validity and source.",
    takes: () => NOTHING,
    gives: documents,
  },
}

/** The list of tools as the protocol has it. */
export function TOOLS(rules) {
  return Object.entries(ALL).map(([name, tool]) => ({
    name,
    description: tool.description,
    inputSchema: tool.takes(rules),
    annotations: { readOnlyHint: true, openWorldHint: false },
  }))
}

/** Calls a tool. What is wrong is an answer that says what is allowed, as the protocol wants it. */
export function call(rules, name, given) {
  try {
    const tool = Object.hasOwn(ALL, name) ? ALL[name] : undefined
    if (!tool) throw new Wrong(`no tool "${name}"; there are ${Object.keys(ALL).join(", ")}`)
    const allowed = Object.keys(tool.takes(rules).properties)
    const unknown = Object.keys(given).find((key) => !allowed.includes(key))
    if (unknown !== undefined) {
      const end = allowed.length > 0 ? `it takes ${allowed.join(", ")}` : "it takes nothing"
      throw new Wrong(`${name} does not take "${unknown}"; ${end}`)
    }
    const found = { edition: rules.coverage().edition, receipt: null, ...tool.gives(rules, given) }
    return {
      content: [
        { type: "text", text: found.quote },
        { type: "text", text: JSON.stringify(found) },
      ],
      structuredContent: found,
    }
  } catch (error) {
    return { isError: true, content: [{ type: "text", text: problems(error, rules) }] }
  }
}

function caseOf(given) {
  if (!Object.hasOwn(given, "answers")) {
    throw new Wrong('"answers" is missing: an object by the ids of questions, such as {"region": "…"}')
  }
  return [given.answers, { on: given.on ?? null, readings: given.readings ?? null }]
}

function text(given, key) {
  const value = given[key]
  if (typeof value !== "string" || value.trim() === "") {
    throw new Wrong(`"${key}" must be a text that is not empty`)
  }
  return value
}

function closing(rules) {
  return `规则版本 ${rules.coverage().edition}。`
}

function asked(rules, ids) {
  const all = rules.questions()
  return ids.map((id) => {
    const question = all.find((one) => one.id === id)
    return { id, label: question.label, kind: question.kind, options: question.options }
  })
}

function questions(rules, { region }) {
  const all = rules.questions()
  let shown = all
  if (region !== undefined) {
    // A place that is none is refused there, with those that there are.
    const ids = rules.evaluate({ region }, null).asks
    const isThere = (option) => !(option.hidden_in ?? []).includes(region)
    shown = all
      .filter((question) => question.id === "region" || ids.includes(question.id))
      .map((question) => ({ ...question, options: question.options.filter(isThere) }))
  }
  const names = shown.map((question) => question.label).join("；")
  const quote = `测算要问 ${shown.length} 题：${names}。没有回答的不当作“没有”。${closing(rules)}`
  return { quote, questions: shown }
}

function evaluate(rules, given) {
  const [answers, options] = caseOf(given)
  const report = rules.evaluate(answers, options)
  const awards = report.awards.map(({ id, name, clause, outcome, least, most, kind, quota }) => {
    return { id, name, clause, outcome, least, most, kind, quota }
  })
  const { on, least, most, readings, documents } = report
  return {
    quote: rules.quote(answers, options),
    receipt: rules.receipt(answers, options),
    on,
    least,
    most,
    awards,
    asks: asked(rules, report.asks),
    readings,
    documents,
  }
}

function explain(rules, given) {
  const [answers, options] = caseOf(given)
  const all = rules.explain(answers, options)
  const receipt = rules.receipt(answers, options)
  if (given.award === undefined) {
    return { quote: rules.quote(answers, options), receipt, explanations: all }
  }
  const id = text(given, "award")
  return {
    quote: rules.quote_award(answers, options, id),
    receipt,
    explanations: all.filter((one) => one.id === id),
  }
}

function advice(rules, given) {
  const [answers, options] = caseOf(given)
  const found = rules.advice(answers, options)
  return {
    quote: rules.quote_advice(answers, options),
    receipt: rules.receipt(answers, options),
    ...found,
  }
}

function search(rules, given) {
  const words = text(given, "words")
  const entries = rules.search(words)
  const documents = rules.documents()
  const [first] = entries
  if (!first) {
    const all = documents.map((document) => document.title).join("、")
    return { quote: `收录的文件（${all}）里没有找到“${words}”。${closing(rules)}`, entries }
  }
  const { title } = documents.find((document) => document.id === first.document)
  const lines = first.text.split("\n")
  const quote =
    `找到 ${entries.length} 处，第一处：${title}　${lines.join("　")}　` +
    `${first.title}。以文件原文和主管部门解释为准。${closing(rules)}`
  return { quote, entries }
}

function documents(rules) {
  const all = rules.documents()
  const one = ({ title, number, checked_on: day }) =>
    `${title}（${number ?? "没有文号"}，${day} 核对）`
  const quote = `收录 ${all.length} 份文件：${all.map(one).join("；")}。以文件原文为准。${closing(rules)}`
  return { quote, documents: all }
}
