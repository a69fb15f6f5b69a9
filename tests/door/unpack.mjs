// The package as whoever installs the .tgz has it, in target/door/node_modules, with the protocol's
// SDK beside it; and once more without.
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))
export const target = `${root}target/door`
export const bare = `${root}target/door-bare`
export const program = `${target}/node_modules/huiqi/program/huiqi.js`

/** The pack whose name begins so, written by `make packs`. */
export function packs(beginning) {
  const folder = `${root}target/door-packs`
  const name = readdirSync(folder).find(
    (file) => file.startsWith(beginning) && file.endsWith(".huiqi"),
  )
  return `${folder}/${name}`
}

export function unpack() {
  const [tgz] = readdirSync(`${root}target`).filter((name) => /^huiqi-.*\.tgz$/.test(name))
  if (!tgz) throw new Error("there is no package: run `make package`")
  for (const folder of [target, bare]) {
    rmSync(folder, { recursive: true, force: true })
    const own = `${folder}/node_modules/huiqi`
    mkdirSync(own, { recursive: true })
    execFileSync("tar", ["-xzf", `${root}target/${tgz}`, "-C", own, "--strip-components=1"])
  }
  const sdk = `${root}tests/door/node_modules/@modelcontextprotocol`
  symlinkSync(sdk, `${target}/node_modules/@modelcontextprotocol`)
}
