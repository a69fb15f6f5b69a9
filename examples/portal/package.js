// @ts-check
// A portal's own form over the package: asks what the rules still ask, and shows the bounds. Read
// by the TypeScript compiler in the tests.
import init, { evaluate, questions, receipt } from "../../target/npm/index.js"

/** @typedef {import("../../target/npm/index.js").Answers} Answers */
/** @typedef {import("../../target/npm/index.js").Question} Question */

/** @type {Record<string, unknown>} */
const answers = {}

/** @param {string} id @returns {HTMLElement} */
function place(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no ${id}`)
  return found
}

/** @param {Question} question @returns {HTMLElement} */
function field(question) {
  const yesNo = [
    { id: "true", label: "是" },
    { id: "false", label: "否" },
  ]
  const choices = question.kind === "yes_no" ? yesNo : question.options
  const control = document.createElement(choices.length > 0 ? "select" : "input")
  control.id = question.id
  if (control instanceof HTMLSelectElement) {
    control.multiple = question.kind === "multi"
    if (!control.multiple) control.append(new Option("还没有回答", ""))
    for (const choice of choices) control.append(new Option(choice.label, choice.id))
  } else {
    control.inputMode = "decimal"
  }
  control.addEventListener("change", () => answer(question, control))
  const label = document.createElement("label")
  label.textContent = question.unit ? `${question.label}（${question.unit}）` : question.label
  label.append(document.createElement("br"), control)
  return label
}

/** @param {Question} question @param {HTMLSelectElement | HTMLInputElement} control */
function answer(question, control) {
  const value = control.value
  const before = answers[question.id]
  if (question.kind === "multi" && control instanceof HTMLSelectElement) {
    answers[question.id] = [...control.selectedOptions].map((option) => option.value)
  } else if (question.kind === "yes_no") {
    answers[question.id] = value === "" ? null : value === "true"
  } else {
    answers[question.id] = value === "" ? null : value
  }
  try {
    show()
  } catch (error) {
    // Impossible answers are reported in words; the answer before them counts again.
    answers[question.id] = before
    place("open").textContent = error instanceof Error ? error.message : String(error)
  }
}

function show() {
  const report = evaluate(/** @type {Answers} */ (answers))
  for (const question of questions()) {
    const isAsked = report.asks.includes(question.id) || question.id in answers
    const isShown = question.id === "region" || isAsked
    const there = document.getElementById(question.id)
    if (isShown && !there) place("form").append(field(question))
    if (!isShown && there) there.closest("label")?.remove()
  }
  const most = report.most === null ? "还说不出" : `${report.most} 元`
  place("total").textContent = `至少 ${report.least} 元，最多 ${most}`
  const open = report.asks.length
  place("open").textContent = open > 0 ? `还有 ${open} 个问题会改变结果` : "没有别的问题会改变结果"
}

// The receipt is kept by whoever asked; the page of huiqi (核对凭据) and `npx huiqi replay` open it.
function keep() {
  const kept = JSON.stringify(receipt(/** @type {Answers} */ (answers)), null, 2)
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([kept], { type: "application/json" }))
  link.download = "huiqi-receipt.json"
  link.click()
  URL.revokeObjectURL(link.href)
}

place("keep").addEventListener("click", keep)
init().then(show, (error) => {
  place("total").textContent = `没有打开：${error}`
})
