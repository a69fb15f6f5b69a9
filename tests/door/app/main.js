import init, { evaluate } from "huiqi"

init().then(() => {
  const answers = { region: "sanmenxia", certification_tier: "provincial", key_giant_fund_yuan: "0" }
  const project = { project_in_scope: true, project_investment_yuan: "1500000" }
  const report = evaluate({ ...answers, ...project }, { on: "2025-12-31" })
  document.getElementById("total").textContent = `${report.least} – ${report.most}`
})
