// The same rules for each peer, in its own language, from the plain form that benches/peers.rs
// writes. Each region has a rule set of its own, so that no peer looks at awards of other regions.
// What is written here is what a careful author would write by hand for that engine.

/** publicodes: one rule for each award, a maximum for each group, a sum. Names may hold no
 * underscore. */
export function publicodes({ awards, groups }) {
  const name = (id) => id.replaceAll(/[_/]+/g, " ").replaceAll(/(\d+)/g, (digits) => `n${digits}`)
  const condition = (rule) => {
    if (rule.all)
      return rule.all.length > 0 ? { "toutes ces conditions": rule.all.map(condition) } : "oui"
    if (rule.any) return { "une de ces conditions": rule.any.map(condition) }
    if (rule.not) return { "=": [condition(rule.not), "non"] }
    if (rule.in)
      return { "une de ces conditions": rule.in[1].map((id) => `${name(rule.in[0])} = '${id}'`) }
    if (rule.is) return name(rule.is)
    return `${name(rule.ge[0])} >= ${rule.ge[1]}`
  }
  const value = (pays) => {
    if (pays.fixed !== undefined) return { valeur: pays.fixed }
    if (pays.graded) {
      const variations = pays.grades.map(([id, sum]) => ({
        si: `${name(pays.graded)} = '${id}'`,
        alors: sum,
      }))
      return { variations: [...variations, { sinon: 0 }] }
    }
    const cap =
      pays.cap === null ? {} : { plafond: typeof pays.cap === "string" ? name(pays.cap) : pays.cap }
    return { valeur: `${name(pays.share)} * ${pays.percent}%`, ...cap, arrondi: "2 décimales" }
  }
  const rules = {}
  const facts = new Map()
  const collect = (rule) => {
    for (const part of [...(rule.all ?? []), ...(rule.any ?? []), ...(rule.not ? [rule.not] : [])])
      collect(part)
    if (rule.in) facts.set(rule.in[0], "''")
    if (rule.is) facts.set(rule.is, "non")
    if (rule.ge) facts.set(rule.ge[0], 0)
  }
  for (const award of awards) {
    collect(award.when)
    if (award.unless) facts.set(award.unless, "non")
    if (award.pays.graded) facts.set(award.pays.graded, "''")
    if (award.pays.share) facts.set(award.pays.share, 0)
    if (typeof award.pays.cap === "string") facts.set(award.pays.cap, 0)
    const conditions = [
      condition(award.when),
      ...(award.unless ? [{ "=": [name(award.unless), "non"] }] : []),
    ]
    rules[name(award.id)] = {
      variations: [
        { si: { "toutes ces conditions": conditions }, alors: value(award.pays) },
        { sinon: 0 },
      ],
    }
  }
  for (const [id, silent] of facts) rules[name(id)] = { "par défaut": silent }
  const grouped = new Set(groups.flat())
  const parts = groups.map((group) => ({ "le maximum de": group.map(name) }))
  rules.total = {
    somme: [
      ...parts,
      ...awards.filter((award) => !grouped.has(award.id)).map((award) => name(award.id)),
    ],
  }
  const situation = (facts_given) => {
    const out = {}
    for (const id of facts.keys()) {
      const given = facts_given[id]
      out[name(id)] =
        typeof given === "boolean"
          ? given
            ? "oui"
            : "non"
          : typeof given === "string"
            ? `'${given}'`
            : given
    }
    return out
  }
  return { rules, situation }
}

/** json-rules-engine: one rule for each award or grade; an event says what is paid, groups and sums
 * are the caller's. */
export function jsonRules({ awards }) {
  const condition = (rule) => {
    if (rule.all) return { all: rule.all.map(condition) }
    if (rule.any) return { any: rule.any.map(condition) }
    if (rule.not) return { not: condition(rule.not) }
    if (rule.in) return { fact: rule.in[0], operator: "in", value: rule.in[1] }
    if (rule.is) return { fact: rule.is, operator: "equal", value: true }
    return { fact: rule.ge[0], operator: "greaterThanInclusive", value: rule.ge[1] }
  }
  const rules = []
  for (const { id, when, unless, pays } of awards) {
    const all = [
      condition(when),
      ...(unless ? [{ fact: unless, operator: "equal", value: false }] : []),
    ]
    if (pays.graded) {
      for (const [option, sum] of pays.grades) {
        if (sum > 0)
          rules.push({
            conditions: { all: [...all, { fact: pays.graded, operator: "equal", value: option }] },
            event: { type: id, params: { fixed: sum } },
          })
      }
    } else {
      rules.push({ conditions: { all }, event: { type: id, params: pays } })
    }
  }
  return rules
}

/** What an event of json-rules-engine pays, and the sum with its groups. */
export function jsonRulesTotal({ awards, groups }, events, facts) {
  const paid = new Map(awards.map((award) => [award.id, 0]))
  for (const { type, params } of events) {
    let sum = params.fixed
    if (sum === undefined) {
      sum = (facts[params.share] * params.percent) / 100
      if (params.cap !== null)
        sum = Math.min(sum, typeof params.cap === "string" ? facts[params.cap] : params.cap)
      sum = Math.round(sum * 100) / 100
    }
    paid.set(type, sum)
  }
  let total = 0
  for (const group of groups) {
    let highest = 0
    for (const id of group) {
      highest = Math.max(highest, paid.get(id))
      paid.delete(id)
    }
    total += highest
  }
  for (const sum of paid.values()) total += sum
  return total
}

/** zen-engine: one expression node, an expression for each award, the groups and the sum in the
 * last one. */
export function zen({ awards, groups }) {
  const name = (id) => id.replaceAll(/[^a-z0-9]+/g, "_")
  const all = (parts) => (parts.length > 0 ? `(${parts.join(" and ")})` : "true")
  const condition = (rule) => {
    if (rule.all) return all(rule.all.map(condition))
    if (rule.any) return rule.any.length > 0 ? `(${rule.any.map(condition).join(" or ")})` : "false"
    if (rule.not) return `not (${condition(rule.not)})`
    if (rule.in) return `(${rule.in[0]} in [${rule.in[1].map((id) => `'${id}'`).join(", ")}])`
    if (rule.is) return rule.is
    return `(${rule.ge[0]} >= ${rule.ge[1]})`
  }
  const value = (pays) => {
    if (pays.fixed !== undefined) return String(pays.fixed)
    if (pays.graded)
      return pays.grades.reduceRight(
        (rest, [id, sum]) => `(${pays.graded} == '${id}' ? ${sum} : ${rest})`,
        "0",
      )
    const share = `${pays.share} * ${pays.percent} / 100`
    return `round(${pays.cap === null ? share : `min([${share}, ${pays.cap}])`}, 2)`
  }
  const expressions = awards.map(({ id, when, unless, pays }) => ({
    id: name(id),
    key: name(id),
    value: `${all([condition(when), ...(unless ? [`not ${unless}`] : [])])} ? ${value(pays)} : 0`,
  }))
  const grouped = new Set(groups.flat())
  const parts = groups.map((group) => `max([${group.map((id) => `$.${name(id)}`).join(", ")}])`)
  parts.push(
    ...awards.filter((award) => !grouped.has(award.id)).map((award) => `$.${name(award.id)}`),
  )
  expressions.push({ id: "total", key: "total", value: parts.join(" + ") })
  return {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
      {
        id: "rules",
        name: "rules",
        type: "expressionNode",
        position: { x: 0, y: 0 },
        content: { expressions },
      },
      { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "rules", type: "edge" },
      { id: "b", sourceId: "rules", targetId: "out", type: "edge" },
    ],
  }
}
