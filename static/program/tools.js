// The tools of the server: what each takes, and what it gives. Every answer has one sentence to
// quote, the edition of the rules, and the receipt of the result where there is one.
import { problems } from "./failures.js"

/** What the tool got is not what it takes. */
class Wrong extends Error {}

const DAY = { type: "string", description: "The day of the claim, YYYY-MM-DD; today in China where left out." }
const READINGS = {
  type: "object",
  description: "Disputed clauses by the id of the reading: followed or other.",
  additionalProperties: { enum: ["followed", "other"] },
}

/** How a figure is written, by the kind of its question. */
const DIGITS = {
  yuan: "只写数字，单位是元，不写“万”，如 50 万元写 500000",
  percent: "只写数字，不写“%”，下降写负数，如 12.5",
  number: "只写数字，如 12",
}

function described(question, end) {
  const { label, unit, help } = question
  // The label of most figures names the unit.
  const asked = unit && !label.includes(`（${unit}）`) ? `${label}（${unit}）` : label
  return [asked, help, end].filter(Boolean).join("　")
}

function answerSchema(question) {
  const ids = question.options.map((option) => option.id)
  const labels = question.options.map((option) => `${option.id}=${option.label}`).join("；")
  switch (question.kind) {
    case "single":
      return { type: "string", enum: ids, description: described(question, labels) }
    case "multi":
      return {
        type: "array",
        items: { type: "string", enum: ids },
        description: described(question, labels),
      }
    case "yes_no":
      return { type: "boolean", description: described(question) }
    default:
      return {
        type: ["string", "number"],
        description: described(question, DIGITS[question.kind] ?? DIGITS.number),
      }
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
          type: ["string", "null"],
          enum: [...rules.questions()[0].options.map((option) => option.id), null],
          description: "Only the questions of this place; all of them where it is null or left out.",
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
        award: {
          type: ["string", "null"],
          description: "The id of one award; all of the region where it is null or left out.",
        },
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
    if (!tool) throw new Wrong(`没有“${name}”这个工具，可用：${Object.keys(ALL).join("、")}`)
    const allowed = Object.keys(tool.takes(rules).properties)
    const unknown = Object.keys(given).find((key) => !allowed.includes(key))
    if (unknown !== undefined) {
      const end = allowed.length > 0 ? `可用：${allowed.join("、")}` : "不用给任何参数"
      throw new Wrong(`${name} 没有“${unknown}”这个参数，${end}`)
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

/** A name as it is compared: without spaces and quotation marks. */
function folded(name) {
  return name.replace(/[\s“”‘’"']/g, "")
}

/** The id of the one that is meant, by its id or by a name that no other has; else what was given. */
function idOf(all, given, name) {
  if (typeof given !== "string" || all.some((one) => one.id === given)) return given
  const found = all.filter((one) => folded(name(one)) === folded(given))
  return found.length === 1 ? found[0].id : given
}

/** An answer with the ids of its options, where it has their names. */
function answerOf(question, given) {
  if (question.kind === "yes_no") return new Map([["是", true], ["否", false]]).get(given) ?? given
  const id = (one) => idOf(question.options, one, (option) => option.label)
  return Array.isArray(given) ? given.map(id) : id(given)
}

function answersOf(rules, given) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given
  const all = new Map(rules.questions().map((question) => [question.id, question]))
  const one = ([id, answer]) => [id, all.has(id) ? answerOf(all.get(id), answer) : answer]
  return Object.fromEntries(Object.entries(given).map(one))
}

function caseOf(rules, given) {
  if (!Object.hasOwn(given, "answers")) {
    throw new Wrong(
      '缺少 answers（答案）：一个对象，键是问题的编号，如 {"region": "zaozhuang"}；什么都还没有答，写 {}',
    )
  }
  const on = given.on ?? rules.today_in_china()
  return [answersOf(rules, given.answers), { on, readings: given.readings ?? null }]
}

function text(given, key, example) {
  const value = given[key]
  if (typeof value !== "string" || value.trim() === "") {
    throw new Wrong(`${key} 要写文字，不能空着，如“${example}”`)
  }
  return value
}

function asked(rules, ids) {
  const all = rules.questions()
  return ids.map((id) => {
    const question = all.find((one) => one.id === id)
    return { id, label: question.label, kind: question.kind, options: question.options }
  })
}

function questions(rules, given) {
  const all = rules.questions()
  if ((given.region ?? null) === null) {
    return { quote: rules.quote_questions(null), questions: all }
  }
  const region = answerOf(all[0], given.region)
  // A place that is none is refused there, with those that there are.
  const ids = rules.evaluate({ region }, null).asks
  const isThere = (option) => !(option.hidden_in ?? []).includes(region)
  const shown = all
    .filter((question) => question.id === "region" || ids.includes(question.id))
    .map((question) => ({ ...question, options: question.options.filter(isThere) }))
  return { quote: rules.quote_questions(region), questions: shown }
}

function evaluate(rules, given) {
  const [answers, options] = caseOf(rules, given)
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
  const [answers, options] = caseOf(rules, given)
  const all = rules.explain(answers, options)
  const receipt = rules.receipt(answers, options)
  if ((given.award ?? null) === null) {
    return { quote: rules.quote(answers, options), receipt, explanations: all }
  }
  const wanted = text(given, "award", "zaozhuang-srdi-2022/booth-fee")
  const id = idOf(rules.evaluate(answers, options).awards, wanted, (award) => award.name)
  return {
    quote: rules.quote_award(answers, options, id),
    receipt,
    explanations: all.filter((one) => one.id === id),
  }
}

function advice(rules, given) {
  const [answers, options] = caseOf(rules, given)
  const found = rules.advice(answers, options)
  return {
    quote: rules.quote_advice(answers, options),
    receipt: rules.receipt(answers, options),
    ...found,
  }
}

function search(rules, given) {
  const words = text(given, "words", "展位费")
  return { quote: rules.quote_search(words), entries: rules.search(words) }
}

function documents(rules) {
  return { quote: rules.quote_documents(), documents: rules.documents() }
}
