// huiqi site: the plain pages of a built page written anew, run by whichever Node runs this.
import assert from "node:assert/strict"
import { execFileSync, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { program, target } from "./unpack.mjs"

const folder = mkdtempSync(join(tmpdir(), "huiqi-site-"))
const page = join(folder, "page")
const at = (name) => join(page, name)
const text = (name) => readFileSync(at(name), "utf8")

function run(...args) {
  const done = spawnSync(process.execPath, [program, ...args], { cwd: folder })
  return { code: done.status, out: done.stdout.toString(), said: done.stderr.toString() }
}

/** Every file with its bytes and the time of its last change. */
function state() {
  const files = (inside) =>
    readdirSync(at(inside), { withFileTypes: true }).flatMap((entry) => {
      const name = join(inside, entry.name)
      return entry.isDirectory() ? files(name) : [name]
    })
  return new Map(files("").map((name) => [name, `${statSync(at(name)).mtimeMs} ${sum(name)}`]))
}

/** Refused in words, with no file changed. */
function refused(words) {
  const before = state()
  const done = run("site", "page")
  assert.deepEqual([done.code, done.out], [1, ""], done.said)
  for (const word of words) assert.ok(done.said.includes(word), `${word}: ${done.said}`)
  assert.deepEqual(state(), before, "nothing is written")
}

/** The copies of a page hold the page, and the sums are those of the files. */
function isWhole() {
  for (const name of ["library/index.html", "library/editions.html", "sw.js"]) {
    assert.equal(brotliDecompressSync(readFileSync(at(`${name}.br`))).toString(), text(name), name)
    assert.equal(gunzipSync(readFileSync(at(`${name}.gz`))).toString(), text(name), name)
  }
  execFileSync("sha256sum", ["--check", "--quiet", "--strict", "SHA256SUMS"], { cwd: page })
  assert.ok(![...state().keys()].some((name) => name.endsWith(".new")), "nothing is left over")
}

const worker = () => /VERSION = "(\w+)"/.exec(text("sw.js"))[1]

const sum = (name) => createHash("sha256").update(readFileSync(at(name))).digest("hex")

/** Changes a file as another build would have written it. */
function change(name, from, to) {
  assert.ok(text(name).includes(from), `${name} holds ${from}`)
  const before = sum(name)
  writeFileSync(at(name), text(name).replace(from, to))
  writeFileSync(at("SHA256SUMS"), text("SHA256SUMS").replace(before, sum(name)))
}

try {
  cpSync(new URL("../../dist/", import.meta.url), page, { recursive: true })

  // A page as it was built: the same bytes, so that no file is touched.
  const built = state()
  const first = run("site", "page")
  assert.equal(first.code, 0, first.said)
  assert.match(first.said, /^huiqi: 5 documents, 0 of packs; nothing differs, nothing was written\n$/)
  assert.deepEqual(state(), built)

  // A telephone number, as text alone; and back again.
  const settings = text("site.json")
  const other = { title: "乙市惠企", host: "乙市<b>工信局", contacts: [{ office: "企业科", phone: "0632-7654321" }] }
  writeFileSync(at("site.json"), `\uFEFF${JSON.stringify(other)}`)
  const version = worker()
  const changed = run("site", "page")
  assert.equal(changed.code, 0, changed.said)
  for (const name of ["library/index.html", "library/zaozhuang-srdi-2022.html", "404.html", "status.html"]) {
    assert.ok(text(name).includes("乙市&lt;b&gt;工信局") && text(name).includes("tel:06327654321"), name)
    assert.match(text(name), /<title>[^<]* - 乙市惠企<\/title>/)
  }
  assert.notEqual(worker(), version, "browsers that keep the pages fetch them anew")
  isWhole()
  writeFileSync(at("site.json"), settings)
  assert.equal(run("site", "page").code, 0)
  assert.equal(worker(), version)
  // Packed by another program, and so with other sums.
  const isPacked = (name) => /\.(br|gz)$|^SHA256SUMS$/.test(name)
  const back = state()
  for (const [name, was] of built) {
    if (!isPacked(name)) assert.equal(back.get(name).split(" ")[1], was.split(" ")[1], name)
  }

  // What is wrong is said, and nothing is written.
  writeFileSync(at("site.json"), '{ "title": "" }')
  refused(["huiqi: page/site.json: title is empty; it names the page in the masthead; no page was changed\n"])
  // In Chinese where the operator reads that.
  const chinese = (...args) => {
    const env = { ...process.env, HUIQI_LANGUAGE: "zh" }
    return spawnSync(process.execPath, [program, ...args], { cwd: folder, env }).stderr.toString()
  }
  assert.equal(chinese("site", "page"), "huiqi: page/site.json：title：不能空着，它是页面的名称；没有改动页面\n")
  writeFileSync(at("site.json"), '{"title":5}')
  assert.equal(
    chinese("site", "page"),
    "huiqi: page/site.json：第 1 行第 10 个字：这里要写文字，用引号括起来，现在写的是 5；没有改动页面\n",
  )
  refused([
    "page/site.json: line 1, column 10: a text in quotation marks is needed here, not 5; no page was changed\n",
  ])
  writeFileSync(at("site.json"), '{ "title": "", "stale_days": 0 }')
  refused(["page/site.json: stale_days must be", "huiqi: no page was changed; the mistakes are above\n"])
  writeFileSync(at("site.json"), "{")
  refused(["page/site.json: line 1, column 1: the file ends too early"])
  rmSync(at("site.json"))
  refused(["page/site.json cannot be read: there is no such file; no page was changed\n"])
  writeFileSync(at("site.json"), settings)
  const info = text("BUILDINFO")
  writeFileSync(at("BUILDINFO"), info.replace(/^rules: .*$/m, "rules: 0123456789abcdef"))
  refused(["0123456789abcdef", "install the package that was made with the page"])
  writeFileSync(at("BUILDINFO"), info)
  const elsewhere = run("site", "..").said
  assert.match(elsewhere, /^huiqi: \.\. is not a built page: index\.html and BUILDINFO and library are missing; .*make build/)
  assert.match(chinese("site", ".."), /^huiqi: \.\. 不是构建好的页面：没有 index\.html、BUILDINFO、library；/)
  assert.match(run("site", "nowhere").said, /^huiqi: nowhere cannot be read: there is no such folder\n$/)
  assert.equal(run("site").code, 2)

  // Packs: an amendment of 枣庄, and a city that only they know.
  const sources = join(folder, "sources")
  cpSync(`${target}-policies`, sources, { recursive: true })
  const edit = (name, from, to) => {
    const path = join(sources, name)
    const was = readFileSync(path, "utf8")
    assert.ok(was.includes(from), `${name} holds ${from}`)
    writeFileSync(path, was.replaceAll(from, to))
  }
  const edition = /^edition = "(.*)"/m.exec(readFileSync(join(sources, "regions.toml"), "utf8"))[1]
  const next = (from, to, more = "") => {
    edit("regions.toml", `edition = "${from}"`, `edition = "${to}"`)
    const note =
      `day = "2026-11-21"\nauthor = "政策科"\nreviewer = "法规科"\nreason = "更正<b>奖励 ${to}"\n`
    writeFileSync(join(sources, "edition.toml"), note + more)
    const packed = run("pack", "sources", "page/packs")
    assert.equal(packed.code, 0, packed.said)
  }
  const original = run("pack", "sources", "page/packs")
  assert.equal(original.code, 0, original.said)
  const city = readFileSync(new URL("city.toml", import.meta.url), "utf8")
  writeFileSync(join(sources, "clear-river-2026.toml"), city)
  next(edition, "2099.01")
  edit("zaozhuang-srdi-2022.toml", "10万元", "15万元")
  edit("zaozhuang-srdi-2022.toml", '"14万元"', '"19万元"')
  next("2099.01", "2099.02")
  assert.match(run("site", "page").said, /nothing differs/, "packs count where the page was built with them")
  const asked = text("site.json")
  writeFileSync(at("site.json"), asked.replace('"packs": false', '"packs": true'))
  assert.match(run("site", "page").said, /packs\/ is not read; build the page with "packs": true\n/)
  writeFileSync(at("site.json"), asked)
  change("index.html", "<meta charset", '<meta name="huiqi-packs" content="on"><meta charset')
  const withPacks = run("site", "page")
  assert.equal(withPacks.code, 0, withPacks.said)
  assert.match(withPacks.said, /^huiqi: 6 documents, 2 of packs; \d+ files written in page\n$/)
  const river = text("library/clear-river-2026.html")
  for (const words of ["清江市奖励办法", "33\u00a0万元", "index.html#/where_and_when?region=clear_river", "2099.01（2026年11月21日公布）"]) {
    assert.ok(river.includes(words), words)
  }
  assert.ok(text("library/zaozhuang-srdi-2022.html").includes("15\u00a0万元"), "the amendment")
  const index = text("library/index.html")
  assert.ok(index.includes("收录 6 份文件") && index.includes('data-document="clear-river-2026"'))
  assert.ok(index.includes('<option value="clear_river">清江市</option>'))
  assert.match(index, /data-has="[^"]*zaozhuang@2099\.02[^"]*clear_river@2099\.01/)
  const editions = text("library/editions.html")
  for (const words of [
    'id="edition--2099.02"', "更正&lt;b&gt;奖励", "2026年11月21日", "政策科", "法规科",
    "<dt>地区</dt><dd>枣庄市</dd>", "<dt>地区</dt><dd>清江市</dd>",
  ]) {
    assert.ok(editions.includes(words), `${words}: ${editions}`)
  }
  const named = /edition--2099\.01.*?<dt>文件<\/dt><dd>([^<]*)<\/dd>/s.exec(editions)[1]
  assert.equal(named, "清江市奖励办法", "documents whose place has the bundled rules are not new")
  assert.ok(text("sw.js").includes('["library/clear-river-2026.html"]'))
  isWhole()
  const again = state()
  assert.match(run("site", "page").said, /nothing differs/)
  assert.deepEqual(state(), again)

  // A pack that the page refuses is refused here.
  const pack = "packs/clear_river-2099.01.huiqi"
  const bytes = readFileSync(at(pack))
  writeFileSync(at(pack), bytes.subarray(0, 400))
  refused([pack, "is not the file that the index names"])
  rmSync(at(pack))
  refused([pack, "is missing"])
  writeFileSync(at(pack), bytes)
  change("index.html", 'content="on"', `content="on ${"ab".repeat(32)}"`)
  refused(["was not signed with a key of the page"])
  change("index.html", ` ${"ab".repeat(32)}`, "")

  // What was recalled goes, with its copies.
  rmSync(join(sources, "clear-river-2026.toml"))
  next("2099.02", "2099.03", '[[recalled]]\nedition = "2099.01"\nwhy = "抄错了"\n')
  const recalled = run("site", "page")
  assert.match(recalled.said, /5 documents, \d of packs; \d+ files written, 3 removed/, recalled.said)
  assert.ok(!existsSync(at("library/clear-river-2026.html.br")))
  assert.ok(text("library/editions.html").includes("已撤回，不再使用：抄错了"))
  isWhole()

  // Sums that are signed stay as they were signed.
  writeFileSync(at("SHA256SUMS.sig"), "signed")
  const sums = text("SHA256SUMS")
  writeFileSync(at("site.json"), JSON.stringify(other))
  assert.match(run("site", "page").said, /SHA256SUMS is signed and stays/)
  assert.equal(text("SHA256SUMS"), sums)
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`Node ${process.versions.node}: the plain pages of a built page are written anew`)
