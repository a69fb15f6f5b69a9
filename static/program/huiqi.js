#!/usr/bin/env node
// The command-line program of the package. What is too old is told before anything newer is read.
const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 18 || (major === 18 && minor < 3)) {
  process.stderr.write(`huiqi: needs Node 18.3 or later; this is ${process.versions.node}\n`)
  process.exitCode = 1
} else {
  const { main } = await import("./cli.js")
  process.exitCode = await main(process.argv.slice(2))
}
