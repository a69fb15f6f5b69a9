// A page over the package, built by Vite without any settings, loads one .wasm and shows what was
// worked out by hand: up to 40 % of 150 万元.
import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { target } from "./unpack.mjs"

const EXPECTED = "0 – 600000"
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" }

const app = `${target}/app`
cpSync(new URL("./app", import.meta.url), app, { recursive: true })
const vite = fileURLToPath(new URL("./node_modules/vite/bin/vite.js", import.meta.url))
execFileSync(process.execPath, [vite, "build", app, "--logLevel", "warn"], { stdio: "inherit" })
const files = readdirSync(`${app}/dist/assets`)
assert.equal(files.filter((name) => name.endsWith(".wasm")).length, 1, files.join(" "))

// What was built, run here with the two things of a page that it uses.
const shown = { textContent: "" }
globalThis.document = {
  getElementById: () => shown,
  querySelector: () => null,
  querySelectorAll: () => [],
  createElement: () => ({ relList: { supports: () => true } }),
}
globalThis.MutationObserver = class {
  observe() {}
}
globalThis.fetch = async (address) => {
  const { pathname } = new URL(address)
  const bytes = readFileSync(`${app}/dist${pathname}`)
  return new Response(bytes, { headers: { "content-type": TYPES[extname(pathname)] } })
}
const [script] = files.filter((name) => name.endsWith(".js"))
writeFileSync(`${app}/dist/package.json`, '{ "type": "module" }')
await import(`${app}/dist/assets/${script}`)
const start = Date.now()
while (shown.textContent === "" && Date.now() - start < 20_000) {
  await new Promise((resolve) => setTimeout(resolve, 10))
}
assert.equal(shown.textContent, EXPECTED)
console.log("Vite: built without settings, one .wasm, the same figures")

// The same in a browser, where there is one.
const server = createServer((request, response) => {
  const path = request.url === "/" ? "/index.html" : request.url
  try {
    const bytes = readFileSync(`${app}/dist${path}`)
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(bytes)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
try {
  const address = `http://127.0.0.1:${server.address().port}/`
  const { execFile } = await import("node:child_process")
  const page = await new Promise((resolve, reject) => {
    const args = ["--headless", "--no-sandbox", "--virtual-time-budget=20000", "--dump-dom", address]
    execFile("chromium", args, (error, out) => (error ? reject(error) : resolve(out)))
  }).catch((error) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (page === undefined) {
    console.log("Vite: no chromium here, so not tried in a browser")
  } else {
    assert.ok(page.includes(`<output id="total">${EXPECTED}</output>`), page)
    console.log("Vite: the same in Chromium")
  }
} finally {
  server.close()
}
