// Everything, in each Node that is given: node run.mjs node-18 node-20 …; Vite in this one.
import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { unpack } from "./unpack.mjs"

unpack()
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
for (const engine of process.argv.slice(2)) {
  for (const test of ["program.mjs", "site.mjs", "mcp.mjs"]) {
    const node = here(`./node_modules/${engine}/bin/node`)
    execFileSync(node, [here(`./${test}`)], { stdio: "inherit" })
  }
}
execFileSync(process.execPath, [here("./vite.mjs")], { stdio: "inherit" })
