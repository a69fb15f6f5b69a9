// Reads the command line, runs one command, and gives the exit code: 0 done, 1 failed or different,
// 2 wrongly called. What goes wrong is one line on stderr.
import { parseArgs } from "node:util"
import { COMMANDS } from "./commands.js"
import { Usage, oneLine } from "./failures.js"
import { why } from "./files.js"
import { about } from "./rules.js"

const HELP = { type: "boolean", short: "h" }

function help() {
  const width = Math.max(...COMMANDS.map((command) => command.use.length))
  const lines = COMMANDS.map((command) => `  ${command.use.padEnd(width)}  ${command.about}`)
  return [
    "huiqi: what support a company can expect from government documents",
    "",
    "usage: huiqi COMMAND ...",
    "",
    ...lines,
    "",
    "huiqi COMMAND --help says more; huiqi --version says the version of package and rules.",
    "Exit codes: 0 done; 1 failed, or a receipt that differs; 2 wrongly called.",
  ].join("\n")
}

function helpOf(command) {
  const lines = Object.entries(command.options).map(
    ([name, option]) => `  --${name}${option.value ? ` ${option.value}` : ""}  ${option.about}`,
  )
  const head = [`usage: huiqi ${command.use}`, "", command.about, ...command.more]
  return (lines.length > 0 ? [...head, "", "options:", ...lines] : head).join("\n")
}

/** The options as parseArgs of Node takes them. */
function declared(options) {
  const entries = Object.entries(options).map(([name, option]) => [
    name,
    { type: option.value ? "string" : "boolean", multiple: Boolean(option.several) },
  ])
  return { ...Object.fromEntries(entries), help: HELP }
}

function read(command, args) {
  try {
    return parseArgs({ args, options: declared(command.options), allowPositionals: true })
  } catch (error) {
    const allowed = Object.keys(command.options).map((name) => `--${name}`)
    const end = allowed.length > 0 ? `; there are ${allowed.join(", ")}` : "; it has no options"
    const said = String(error.message).split(". To specify")[0].split("\n")[0]
    throw new Usage(`${command.name}: ${said.replace(/\.$/, "")}${end}`)
  }
}

async function run(args, io) {
  const [name, ...rest] = args
  if (name === undefined) throw new Usage(`which command? there are ${names()}; see huiqi --help`)
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(help())
    return 0
  }
  if (name === "--version" || name === "-v") {
    const { open } = await import("./rules.js")
    const rules = open()
    io.out(`huiqi ${about().version}, rules ${rules.coverage().edition}`)
    return 0
  }
  const command = COMMANDS.find((one) => one.name === name)
  if (!command) throw new Usage(`no command "${name}"; there are ${names()}`)
  const { values, positionals } = read(command, rest)
  if (values.help) {
    io.out(helpOf(command))
    return 0
  }
  const { least, most } = command.words
  const usage = `usage: huiqi ${command.use}`
  if (positionals.length < least) {
    throw new Usage(`${name}: ${command.use.split(" ")[positionals.length + 1]} is missing; ${usage}`)
  }
  if (positionals.length > most) {
    throw new Usage(`${name}: "${positionals[most]}" is one word too many; ${usage}`)
  }
  return (await command.run(values, positionals, io)) ?? 0
}

function names() {
  return COMMANDS.map((command) => command.name).join(", ")
}

/** Runs a command line and returns the exit code. */
export async function main(args) {
  const io = {
    // A text, or the bytes of a file.
    out: (given) => {
      const isWhole = typeof given !== "string" || given.endsWith("\n")
      try {
        process.stdout.write(isWhole ? given : `${given}\n`)
      } catch (error) {
        // Node 18 throws where later ones tell the stream.
        if (error.code === "EPIPE") process.exit(0)
        throw new Error(`standard output cannot be written: ${why(error)}`)
      }
    },
    lines: (text) => process.stderr.write(`${text}\n\n`),
    say: (text) => process.stderr.write(`huiqi: ${oneLine(text)}\n`),
  }
  // Who reads the output may have seen enough, as `head` has.
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0)
    io.say(`standard output cannot be written: ${why(error)}`)
    process.exit(1)
  })
  // Where nothing can be said, the exit code still tells.
  process.stderr.on("error", () => {})
  try {
    return await run(args, io)
  } catch (error) {
    io.say(error.message ?? String(error))
    return error instanceof Usage ? 2 : 1
  }
}
