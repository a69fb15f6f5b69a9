// What can go wrong, in words: one line that says what is wrong and what is allowed.

/** The program was called wrongly. */
export class Usage extends Error {}

/** The language that HUIQI_LANGUAGE names. */
export const LANGUAGE = process.env.HUIQI_LANGUAGE ?? ""

/** What is said, in the language of the operator. */
export function words(english, chinese) {
  return /^zh/i.test(LANGUAGE) ? chinese : english
}

/** So many problems are said; who mends them sees the others. */
const MOST = 5

/** Every line break as a space. */
export function oneLine(text) {
  return String(text).replace(/\s*\n\s*/g, " ")
}

/**
 * Every problem of answers in one sentence, with the ids that there are where one is unknown. What
 * JavaScript calls to list them is called `list` here: the tool of the server, or a command.
 */
export function problems(error, rules, list = "questions") {
  if (error?.name !== "AnswersError") return error?.message ?? String(error)
  const worded = (message) => message.replace(/[。；]$/, "").replace("questions()", list)
  const said = error.all.slice(0, MOST).map((problem) => worded(problem.message))
  if (error.all.length > MOST) said.push(`还有 ${error.all.length - MOST} 处`)
  const isUnknown = error.all.some((problem) => problem.code === "unknown_question")
  const ids = isUnknown ? `问题有：${rules.questions().map((question) => question.id).join("、")}` : []
  const readings = error.all.some((problem) => problem.code === "unknown_reading")
    ? `理解有：${readingIds(rules).join("、")}`
    : []
  return [].concat(said, ids, readings).join("；")
}

/** The ids of all disputed clauses. */
export function readingIds(rules) {
  return rules.documents().flatMap((document) => document.readings.map((reading) => reading.id))
}
