// Runs in an old Node: the modules of the release page must be valid there, and its scripts must
// parse. Said with it: what this does not prove is
// that the page runs; DOM calls, styles and the browser's own bugs are not looked at.
import fs from "fs"
import path from "path"
import vm from "vm"

const folder = "dist"
const wrong = []
let modules = 0
let scripts = 0
for (const name of fs.readdirSync(folder)) {
  const file = path.join(folder, name)
  if (name.endsWith(".wasm")) {
    modules += 1
    if (!WebAssembly.validate(fs.readFileSync(file))) {
      wrong.push(`${name} is not valid`)
    }
  } else if (name.endsWith(".js")) {
    scripts += 1
    try {
      new vm.Script(fs.readFileSync(file, "utf8"), { filename: name })
    } catch (error) {
      wrong.push(`${name}: ${error.message}`)
    }
  }
}
const library = path.join(folder, "library", "library.js")
try {
  new vm.Script(fs.readFileSync(library, "utf8"))
} catch (error) {
  wrong.push(`${library}: ${error.message}`)
}
if (modules < 3 || scripts < 6) {
  wrong.push(
    `only ${modules} modules and ${scripts} scripts were found in ${folder}: build the page first`,
  )
}
if (wrong.length > 0) {
  console.error(`V8 ${process.versions.v8}:\n${wrong.join("\n")}`)
  process.exit(1)
}
console.log(`V8 ${process.versions.v8}: ${modules} modules are valid, ${scripts} scripts parse`)
