// The command-line program, run by whichever Node runs this. Figures are worked out by hand.
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import {
  closeSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, openSync, readFileSync,
  readdirSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { bare, packs, program, target } from "./unpack.mjs"

const folder = mkdtempSync(join(tmpdir(), "huiqi-door-"))

function run(args, input = "", from = program, language = "") {
  const env = { ...process.env, HUIQI_LANGUAGE: language }
  const done = spawnSync(process.execPath, [from, ...args], { cwd: folder, input, env })
  return { code: done.status, out: done.stdout.toString(), said: done.stderr.toString() }
}

/** Refused: with this exit code, nothing on stdout, and one line that says all of these. */
function refused(code, args, words, input) {
  const done = run(args, input)
  assert.deepEqual([done.code, done.out], [code, ""], `${args}: ${done.said}`)
  assert.match(done.said, /^huiqi: .+\n$/, args.join(" "))
  for (const word of words) assert.ok(done.said.includes(word), `${args}: ${done.said}`)
}

const answers = {
  region: "zaozhuang",
  certification_tier: "provincial",
  first_certified_tiers: ["provincial"],
  claimed_elsewhere: [],
  listings: [],
  smart_factory_award: "none",
  government_show_booth_fee_yuan: "80000",
  platform_contest_prize: "none",
}
const given = JSON.stringify(answers)

try {
  // 10 万 for the title, half of the booth fee.
  writeFileSync(join(folder, "answers.json"), `\uFEFF${given}`)
  const on = ["--on", "2026-11-20"]
  const report = JSON.parse(run(["evaluate", "answers.json", ...on]).out)
  assert.deepEqual([report.least, report.most, report.on], ["140000", "140000", "2026-11-20"])
  assert.equal(JSON.parse(run(["evaluate", ...on], given).out).least, "140000")
  assert.equal(JSON.parse(run(["evaluate", "-", ...on], given).out).least, "140000")
  const text = run(["evaluate", "answers.json", "--text", ...on]).out
  for (const words of ["枣庄市", "可以申报 14 万元", "三（二）", "仅供参考"]) {
    assert.ok(text.includes(words), `${words}: ${text}`)
  }

  const receipt = run(["evaluate", "answers.json", "--receipt", ...on]).out
  writeFileSync(join(folder, "receipt.json"), receipt)
  const same = run(["replay", "receipt.json"])
  assert.equal(same.code, 0)
  assert.match(same.out, /^和凭据一样。.*14 万元/)
  // Written by another version of the program: both are named, and that the figures are the same.
  const former = receipt.replace(/"engine": ".*"/, '"engine": "0.1.0"')
  writeFileSync(join(folder, "former.json"), former)
  const ofEngines = run(["replay", "former.json"])
  assert.equal(ofEngines.code, 0)
  assert.match(ofEngines.out, /凭据由程序 0\.1\.0 写成，这里的程序是 \d+\.\d+\.\d+；算出来的金额都一样。/)
  const older = receipt.replace(/"edition": ".*"/, '"edition": "2020.01"')
  writeFileSync(join(folder, "older.json"), older.replaceAll('"140000"', '"250000"'))
  const other = run(["replay", "older.json"])
  assert.equal(other.code, 1)
  assert.match(other.out, /^和凭据不一样。/)
  assert.match(other.out, /“2020.01”/)
  assert.match(other.out, /凭据：可以申报 25 万元；现在：可以申报 14 万元。/)
  const found = JSON.parse(run(["replay", "older.json", "--json"]).out)
  assert.deepEqual([found.same, found.rules], [false, "other_edition"])

  const table =
    "企业名称,所在地,最高认定,首次认定,claimed_elsewhere,上市挂牌,smart_factory_award,展位费," +
    "platform_contest_prize,申报日期\r\n甲公司,枣庄市,国家级“小巨人”,省级专精特新、国家级“小巨人”," +
    "以上都没有,北交所,none,8万,none,2026-11-21\r\n"
  writeFileSync(join(folder, "in.csv"), table)
  const screened = run(["screen", "in.csv", "out.csv"])
  assert.equal(screened.code, 0, screened.said)
  assert.match(screened.said, /^huiqi: 1 rows, 0 cells/)
  const line = readFileSync(join(folder, "out.csv"), "utf8").split("\r\n")[1]
  // 30 for the national title, 4 for the fair, up to 1,000 for the listing.
  assert.ok(line.includes("甲公司,枣庄市,2026-11-21,可确定一部分,340000,10340000,0"), line)

  // On standard output the same; a name of another program's file is refused.
  const piped = run(["screen", "in.csv", "-"])
  assert.deepEqual([piped.code, piped.out], [0, readFileSync(join(folder, "out.csv"), "utf8")])
  assert.match(piped.said, /^huiqi: 1 rows, 0 cells/)
  // From standard input too, to a file and to standard output.
  assert.equal(run(["screen", "-", "taken.csv"], table).code, 0)
  assert.equal(readFileSync(join(folder, "taken.csv"), "utf8"), piped.out)
  assert.equal(run(["screen", "-", "-"], table).out, piped.out)
  refused(1, ["screen", "-", "x.csv"], ["standard input: no column of the table is a question"], "a,b\n1,2\n")
  for (const name of ["out.xlsx", "out.XLS", "out"]) {
    refused(2, ["screen", "in.csv", name], [name, "is CSV", ".csv or .txt", "- for standard output"])
  }
  assert.ok(!["-", "out.xlsx", "out"].some((name) => existsSync(join(folder, name))))
  assert.equal(run(["screen", "in.csv", "out.TXT"]).code, 0)

  // The table that is read is never written over, by whatever name it goes.
  symlinkSync("in.csv", join(folder, "link.csv"))
  linkSync(join(folder, "in.csv"), join(folder, "hard.csv"))
  for (const same of ["in.csv", "./in.csv", "link.csv", "hard.csv"]) {
    refused(2, ["screen", "in.csv", same], [same, "name another file"])
  }
  writeFileSync(join(folder, "a-map.csv"), "级别,最高认定\n")
  refused(2, ["screen", "in.csv", "a-map.csv", "--map", "a-map.csv"], ["a-map.csv", "name another file"])
  assert.equal(readFileSync(join(folder, "in.csv"), "utf8"), table)
  // What is written through a link stays behind it; a failure leaves what was there.
  writeFileSync(join(folder, "target.csv"), "before")
  symlinkSync("target.csv", join(folder, "to.csv"))
  assert.equal(run(["screen", "in.csv", "to.csv"]).code, 0)
  assert.match(readFileSync(join(folder, "target.csv"), "utf8"), /甲公司/)
  refused(1, ["screen", "in.csv", "."], ["cannot be written", "it is a folder"])
  assert.ok(!readdirSync(folder).some((name) => name.endsWith(".new")), "nothing is left over")
  // An output that takes nothing is told.
  const full = openSync("/dev/full", "w")
  const lost = spawnSync(process.execPath, [program, "evaluate", "answers.json"], {
    cwd: folder,
    stdio: ["ignore", full, "pipe"],
  })
  closeSync(full)
  assert.equal(lost.status, 1)
  assert.match(lost.stderr.toString(), /^huiqi: standard output cannot be written: no space is left\n$/)
  writeFileSync(join(folder, "own.csv"), "名称,级别\n甲公司,小巨人\n")
  writeFileSync(join(folder, "map.csv"), "级别,最高认定\n最高认定,小巨人,国家级“小巨人”\n")
  const mapped = ["screen", "own.csv", "out.csv", "--map", "map.csv", "--region", "枣庄市", ...on]
  assert.equal(run(mapped).code, 0)
  assert.match(readFileSync(join(folder, "out.csv"), "utf8"), /甲公司,枣庄市,2026-11-20/)

  const pack = packs("zaozhuang-")
  const over = run(["evaluate", "answers.json", "--pack", pack, ...on])
  assert.equal(JSON.parse(over.out).least, "140000", over.said)
  assert.equal(run(["replay", "receipt.json", "--pack", pack]).code, 0, "the same rules")
  const archive = dirname(pack)
  const traced = run(["replay", "receipt.json", "--packs", archive])
  assert.equal(traced.code, 0, traced.said)
  assert.match(traced.out, /^用当时的规则（版本 \d{4}\.\d{2}）重新算过，和凭据写的一样。\n和当时一样。/)
  const tracedEngines = run(["replay", "former.json", "--packs", archive]).out
  assert.match(tracedEngines, /和凭据写的一样。\n凭据由程序 0\.1\.0 写成，.*都一样。\n和当时一样。/)
  writeFileSync(join(folder, "forged.json"), receipt.replaceAll('"140000"', '"250000"'))
  const forged = run(["replay", "forged.json", "--packs", archive])
  assert.equal(forged.code, 1)
  assert.match(forged.out, /^凭据和它自己的规则对不上：[^]*\n和当时一样。/)
  const disproved = JSON.parse(run(["replay", "forged.json", "--packs", archive, "--json"]).out)
  assert.deepEqual([disproved.same, disproved.own.same], [false, false])
  refused(1, ["replay", "older.json", "--packs", archive], ["no pack of the receipt's edition", "2020.01"])
  // Other rules of the same edition, and a pack that is not the one of the index.
  const otherRules = receipt.replace(/"rules": ".*"/, '"rules": "0123456789abcdef"')
  writeFileSync(join(folder, "rules.json"), otherRules)
  refused(1, ["replay", "rules.json", "--packs", archive], ["over other rules", "0123456789abcdef"])
  cpSync(archive, join(folder, "archive"), { recursive: true })
  const inside = pack.replace(archive, "archive")
  writeFileSync(join(folder, inside), readFileSync(packs("jincheng-")))
  refused(1, ["replay", "receipt.json", "--packs", "archive"], [inside, "is not the file that the index names"])
  rmSync(join(folder, inside))
  refused(1, ["replay", "receipt.json", "--packs", "archive"], [inside, "is missing"])
  writeFileSync(join(folder, "archive", "index.json"), "{")
  refused(1, ["replay", "receipt.json", "--packs", "archive"], ["index.json is no index of packs"])
  refused(1, ["replay", "receipt.json", "--packs", folder], ["index.json is missing"])
  for (const [field, wrong] of [["rules", "xyz"], ["engine", "nine"]]) {
    const changed = receipt.replace(new RegExp(`"${field}": ".*"`), `"${field}": "${wrong}"`)
    refused(1, ["replay"], [`凭据的 ${field} 须是`], changed)
  }
  refused(1, ["questions", "--pack", "answers.json"], ["answers.json: "])
  refused(1, ["questions", "--pack", "none.huiqi"], ["none.huiqi cannot be read"])
  writeFileSync(join(folder, "cut.huiqi"), readFileSync(pack).subarray(0, 400))
  refused(1, ["questions", "--pack", "cut.huiqi"], ["cut.huiqi: "])

  const documents = JSON.parse(run(["documents"]).out)
  assert.ok(documents.some((document) => document.id === "zaozhuang-srdi-2022"))
  assert.match(run(["documents", "--text"]).out, /三（二）/)
  const questions = JSON.parse(run(["questions"]).out)
  assert.equal(questions[0].id, "region")
  assert.match(run(["questions", "--text"]).out, /zaozhuang　枣庄市/)
  assert.ok(JSON.parse(run(["search", "展位费"]).out).length > 0)
  assert.match(run(["search", "展位费", "--text"]).out, /三（十一）/)
  assert.equal(run(["search", "zzzz", "--text"]).out, "没有找到“zzzz”。\n")
  assert.match(run(["documents", "--text"]).out, /从 \d{4}-\d{2}-\d{2} 起[^]*不计金额[^]*有争议：.*same-title/)
  assert.match(run(["--help"]).out, /^huiqi: .*\n[^]*replay receipt\.json/)
  assert.match(run(["screen", "--help"]).out, /--region REGION/)
  assert.match(run(["--version"]).out, /^huiqi \d+\.\d+\.\d+, rules \d{4}\.\d{2}\n$/)

  refused(2, [], ["which command", "evaluate, screen"])
  refused(2, ["gift"], ['no command "gift"', "evaluate, screen"])
  refused(2, ["evaluate", "--gift"], ["--gift", "--pack, --on, --other, --text, --receipt"])
  refused(2, ["evaluate", "a", "b"], ['"b" is one word too many', "usage: huiqi evaluate [answers.json]"])
  refused(2, ["evaluate", "--text", "--receipt"], ["--text and --receipt"], given)
  refused(2, ["screen", "in.csv"], ["out.csv is missing", "usage: huiqi screen in.csv out.csv"])
  refused(2, ["screen", "in.csv", "x.csv", "--region", "mars"], ["mars", "枣庄市"])
  refused(2, ["screen", "in.csv", "x.csv", "--on", "2026-02-30"], ["2026-02-30", "2026-11-21"])
  refused(2, ["search"], ["WORDS is missing", "usage: huiqi search WORDS"])
  refused(1, ["screen", "none.csv", "x.csv"], ["none.csv cannot be read"])
  refused(1, ["screen", "in.csv", "no/x.csv"], ["no/x.csv cannot be written"])
  refused(1, ["screen", "answers.json", "x.csv"], ["answers.json: "])
  refused(1, ["evaluate", "none.json"], ["none.json cannot be read", "no such file"])
  refused(1, ["evaluate"], ["standard input is not JSON"], "{")
  refused(1, ["evaluate"], ["没有“mars”这个选项", "zaozhuang"], '{"region":"mars"}')
  refused(1, ["evaluate"], ["没有“gift”这个问题，可用的问题见 huiqi questions；", "certification_tier"], '{"gift":1}')
  refused(2, ["evaluate", "--other", "x"], ['no disputed clause "x"', "same-title"], given)
  for (const called of [["evaluate"], ["screen", "in.csv", "x.csv"], ["diff", "a", "b"]]) {
    refused(2, [...called, "--on", "today"], [`${called[0]}: today is no day`, "2026-11-21"], given)
  }
  refused(1, ["evaluate"], ["不是数字"], '{"government_show_booth_fee_yuan":1e30}')
  refused(1, ["evaluate", "."], [". cannot be read: it is a folder"])
  refused(1, ["evaluate"], ["普通对象"], "[]")
  refused(1, ["replay"], ["不是惠企的结果凭据"], given)
  refused(1, ["replay"], ["更新的版本"], receipt.replace('"version": 1', '"version": 2'))

  // The same bytes as make packs writes; a second time there is nothing to write but the index.
  const sources = `${target}-policies`
  const packed = run(["pack", sources, "packs"])
  assert.equal(packed.code, 0, packed.said)
  const expectedPacks = `${target}-packs`
  const written = readdirSync(join(folder, "packs")).sort()
  assert.deepEqual(written, readdirSync(expectedPacks).sort())
  for (const name of written) {
    const own = readFileSync(join(folder, "packs", name))
    assert.ok(own.equals(readFileSync(join(expectedPacks, name))), name)
  }
  const count = written.filter((name) => name.endsWith(".huiqi")).length
  assert.equal(packed.said, `huiqi: ${count} packs new in packs, ${count} packs in all\n`)
  assert.equal(
    run(["pack", sources, "packs"]).said,
    `huiqi: nothing new: the ${count} packs of these rules are in packs already\n`,
  )
  writeFileSync(join(folder, "secret.key"), "07".repeat(32))
  const keyed = run(["pack", sources, "signed", "--key", "secret.key"])
  assert.match(keyed.said, /signed with the public key [0-9a-f]{64}\n$/)
  const signed = run(["pack", sources, "signed", "--key", "secret.key"]).said
  assert.match(signed, /nothing new: .*have the signature of the public key [0-9a-f]{64} already\n$/s)
  // A key that is given twice counts once.
  const twice = ["pack", sources, "twice", "--key", "secret.key", "--key", "secret.key"]
  assert.match(run(twice).said, /^[^\n]*\nhuiqi: signed with the public key [0-9a-f]{64}\n$/)
  for (const name of readdirSync(join(folder, "signed"))) {
    assert.ok(readFileSync(join(folder, "twice", name)).equals(readFileSync(join(folder, "signed", name))))
  }
  // Copies that were lost are written again, and said.
  const copy = readdirSync(join(folder, "signed")).find((name) => name.endsWith(".huiqi.js"))
  const copied = readFileSync(join(folder, "signed", copy))
  rmSync(join(folder, "signed", copy))
  const again = run(["pack", sources, "signed", "--key", "secret.key"]).said
  assert.ok(again.includes(`\nhuiqi: a copy was missing and is written again: ${copy}\n`), again)
  assert.ok(readFileSync(join(folder, "signed", copy)).equals(copied))
  // Without its index an archive is not begun anew, nor unsigned.
  const kept = readFileSync(join(folder, "signed", "index.json"))
  rmSync(join(folder, "signed", "index.json"))
  const bytesOf = (name) => readFileSync(join(folder, "signed", name)).toString("base64")
  const state = () => readdirSync(join(folder, "signed")).map((name) => [name, bytesOf(name)])
  const before = state()
  const lostIndex = run(["pack", sources, "signed"])
  assert.equal(lostIndex.code, 1)
  assert.match(lostIndex.said, /^error: signed holds \S+\.huiqi and \d+ more and no index\.json: .*from a copy/)
  assert.match(lostIndex.said, /\nhuiqi: nothing was written; the mistakes are above\n$/)
  const inChinese = run(["pack", sources, "signed"], "", program, "zh_CN.UTF-8")
  assert.match(inChinese.said, /^错误：signed 里有以前生成的 .*请把 index\.json 放回来[^]*\nhuiqi: 什么也没有写；错在哪里见上面\n$/)
  assert.deepEqual(state(), before)
  writeFileSync(join(folder, "signed", "index.json"), kept)
  // Results are said in Chinese too.
  const chinese = (args) => run(args, "", program, "zh").said
  assert.match(chinese(["pack", sources, "signed", "--key", "secret.key"]), /^huiqi: 没有新的规则包：.*\nhuiqi: 正在用的/)
  assert.match(chinese(["pack", "nowhere", "x"]), /^huiqi: nowhere 读不出来：没有这个文件夹\n$/)
  assert.match(chinese(["pack", folder, "x"]), /^huiqi: 没有 .*edition\.toml；它写这一版的 day = /)
  // What breaks off says how much was written: a folder of this name cannot give way to a file.
  mkdirSync(join(folder, "broken", "index.json.js"), { recursive: true })
  const all = written.length
  const broken = run(["pack", sources, "broken"])
  assert.equal(broken.code, 1)
  const rest = `${all - 2} of ${all} files were written, and index.json is as it was`
  assert.ok(broken.said.startsWith(`huiqi: broken/index.json.js cannot be written: it is a folder; ${rest}`), broken.said)
  assert.ok(!existsSync(join(folder, "broken", "index.json")))
  assert.match(chinese(["pack", sources, "broken"]), /index\.json\.js 写不进去：是文件夹；\d+ 个文件写了 \d+ 个，/)
  rmSync(join(folder, "broken", "index.json.js"), { recursive: true })
  assert.match(run(["pack", sources, "broken"]).said, /packs new in broken/)
  writeFileSync(join(folder, "wrong.key"), "07")
  refused(1, ["pack", sources, "x", "--key", "wrong.key"], ["64 hexadecimal digits"])
  refused(1, ["pack", folder, "x"], ["edition.toml is missing", "author", "in quotation marks"])
  refused(1, ["pack", "nowhere", "x"], ["nowhere cannot be read: there is no such folder"])
  refused(1, ["pack", sources, "answers.json"], ["answers.json", "no folder"])
  refused(2, ["pack", sources, sources], ["holds the policy files", "name another folder"])
  cpSync(sources, join(folder, "changed"), { recursive: true })
  const note = join(folder, "changed", "edition.toml")
  const noted = readFileSync(note, "utf8")
  writeFileSync(note, noted.replace(/^day = "(.*)"/m, "day = $1"))
  const unquoted = run(["pack", "changed", "x"])
  assert.match(unquoted.said, /edition\.toml:1\n.*day[\s\S]*quot/)
  writeFileSync(note, noted)
  const document = readdirSync(sources).find((name) => /-\d{4}\.toml$/.test(name))
  const policy = readFileSync(join(sources, document), "utf8")
  writeFileSync(join(folder, "changed", document), policy.replace("\nenquiries", "\nenquirys"))
  const mistaken = run(["pack", "changed", "x"])
  assert.equal(mistaken.code, 1)
  assert.ok(mistaken.said.includes(`changed/${document}:`) && mistaken.said.includes("enquirys"))
  assert.ok(!existsSync(join(folder, "x")), "nothing was written")
  assert.match(chinese(["pack", "changed", "x"]), /^错误：changed\/[^]*enquirys[^]*\nhuiqi: 什么也没有写/)
  // A document that is said to be checked on a day to come, and a folder without one.
  const checked = policy.replace(/^checked_on = ".*"/m, 'checked_on = "9962-11-22"')
  writeFileSync(join(folder, "changed", document), checked)
  assert.match(chinese(["pack", "changed", "x"]), /^错误：changed\/\S+\.toml:\d+\n {3}checked_on = "9962-11-22"\n[^]*这一天还没有到/)
  mkdirSync(join(folder, "empty"))
  for (const name of ["regions.toml", "questions.toml", "edition.toml"]) {
    cpSync(join(sources, name), join(folder, "empty", name))
  }
  const empty = run(["pack", "empty", "x"])
  assert.equal(empty.code, 1)
  assert.match(empty.said, /^error: there is no document: .*policies\/README\.md/)
  assert.ok(!existsSync(join(folder, "x")), "nothing was written")
  writeFileSync(join(folder, "changed", document), policy.replace("\nenquiries", "\n# 说明\nenquiries"))
  const rewritten = run(["pack", "changed", "packs"])
  assert.match(rewritten.said, /written before.*later edition/)

  // An amendment of 枣庄: the provincial title brings 15 万 and no longer 10.
  const zaozhuang = readdirSync(sources).find((name) => name.startsWith("zaozhuang"))
  const amended = readFileSync(join(sources, zaozhuang), "utf8")
    .replaceAll("10万元", "15万元")
    .replaceAll('"14万元"', '"19万元"')
  const head = readFileSync(join(sources, "regions.toml"), "utf8")
  const edition = head.match(/^edition = "(.*)"/m)[1]
  writeFileSync(join(folder, "changed", document), policy)
  writeFileSync(join(folder, "changed", zaozhuang), amended)
  const later = head.replace(`edition = "${edition}"`, 'edition = "2099.01"')
  writeFileSync(join(folder, "changed", "regions.toml"), later)
  writeFileSync(note, noted.replace("试用", "省级奖励提高到15万元"))
  assert.match(run(["pack", "changed", "packs"]).said, /^huiqi: 1 pack new in packs, \d+ packs in all\n$/)
  const oldPack = `packs/zaozhuang-${edition}.huiqi`
  const differs = run(["diff", oldPack, "packs/zaozhuang-2099.01.huiqi", "in.csv"])
  assert.equal(differs.code, 0, differs.said)
  for (const words of [`${edition} → 2099.01`, "10 万元 → 15 万元", "按各个门槛编的企业", "名单里的企业"]) {
    assert.ok(differs.out.includes(words), `${words}: ${differs.out}`)
  }
  assert.match(run(["diff", oldPack, oldPack]).out, /没有变动/)
  refused(1, ["diff", oldPack, "in.csv"], ["in.csv", "不是规则包"])
  refused(2, ["diff", oldPack], ["NEW is missing", "usage: huiqi diff OLD NEW [companies.csv]"])
  const otherPlace = `packs/jincheng-${edition}.huiqi`
  refused(1, ["diff", oldPack, otherPlace], ["晋城市", "枣庄市", "two editions of one place"])
  const newPack = "packs/zaozhuang-2099.01.huiqi"
  writeFileSync(join(folder, "none.csv"), "甲,乙\n1,2\n")
  refused(1, ["diff", oldPack, newPack, "none.csv"], ["none.csv", "no column of the table is a question"])
  writeFileSync(join(folder, "two.csv"), "企业名称,所在地,申报日期\n甲,新乡市,\n乙,枣庄,2025-02-30\n丙,枣庄,\n")
  const two = run(["diff", oldPack, newPack, "two.csv"])
  assert.ok(two.out.includes("名单里的企业，新旧两版都算了 1 家"), two.out)
  assert.match(two.out, /另有 1 家的所在地不在旧版规则包里（规则包是.*枣庄市.*的），没有算：第 2 行“新乡市”。/)
  assert.match(two.out, /另有 1 家的申报日期不是日期.*第 3 行。/)
  assert.ok(!two.out.includes("没有写地区"), two.out)
  assert.ok(!two.out.includes("没有读懂"), two.out)
  writeFileSync(join(folder, "unread.csv"), "企业名称,所在地,展位费\n甲,枣庄,八百\n乙,枣庄,800\n")
  const unread = run(["diff", oldPack, newPack, "unread.csv"])
  assert.match(unread.out, /名单里有 1 格没有读懂，按没有填算：第 2 行.*展位费.*“八百”/)

  // A receipt is compared with what the page uses now: 15 for the title in place of 10.
  const forward = run(["replay", "receipt.json", "--packs", "packs"])
  assert.equal(forward.code, 1)
  for (const words of ["和凭据写的一样", "2099.01", "14 万元", "现在：可以申报 19 万元"]) {
    assert.ok(forward.out.includes(words), `${words}: ${forward.out}`)
  }
  const newest19 = run(["evaluate", "answers.json", "--receipt", ...on, "--pack", newPack]).out
  writeFileSync(join(folder, "newest.json"), newest19)
  const replayed = run(["replay", "newest.json", "--packs", "packs"])
  assert.equal(replayed.code, 0, replayed.out)
  const backward = run(["replay", "newest.json", "--packs", "packs", "--pack", oldPack])
  assert.match(backward.out, /现在：可以申报 14 万元/)

  // Several packs: each row by the newest rules of its place, 15 for the title and 4 for the fair.
  const row = (name, place) => `${name},${place},省级专精特新,省级专精特新,无,没有,没有参加,80000,没有\r\n`
  const many = "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比\r\n"
  writeFileSync(join(folder, "many.csv"), many + row("甲", "枣庄市") + row("乙", "晋城市") + row("丙", "火星"))
  /** Each company's place, least, edition and unread cells, with what was said. */
  const placed = (options) => {
    const done = run(["screen", "many.csv", "many-out.csv", "--on", "2026-11-21", ...options])
    assert.equal(done.code, 0, done.said)
    const [head, ...lines] = readFileSync(join(folder, "many-out.csv"), "utf8").trim().split("\r\n")
    const at = head.split(",").indexOf("规则版次")
    const rows = lines.map((line) => line.split(",")).map((cells) => [cells[2], cells[5], at < 0 ? "" : cells[at]])
    return { rows, said: done.said, last: lines[2] }
  }
  const bundled = placed([])
  const jincheng = bundled.rows[1][1]
  assert.deepEqual(bundled.rows[0], ["枣庄市", "140000", ""])
  const newest = placed(["--packs", "packs"])
  assert.deepEqual(newest.rows, [
    ["枣庄市", "190000", "2099.01"],
    ["晋城市", jincheng, edition],
    ["", "没有所在地", ""],
  ])
  assert.match(newest.last, /所在地：“火星”不是可选的答案/)
  assert.ok(newest.said.includes(`各地按自己的规则版次测算：`) && newest.said.includes("枣庄市按 2099.01"))
  const named = placed(["--pack", oldPack, "--pack", otherPlace, "--pack", newPack])
  assert.deepEqual(named.rows, newest.rows)
  assert.ok(named.said.includes(`huiqi: ${oldPack} is not used: ${newPack} has the newer edition 2099.01`))
  // One pack knows its own place alone.
  assert.deepEqual(placed(["--pack", oldPack]).rows[1], ["", "没有所在地", ""])
  const index = JSON.parse(readFileSync(join(folder, "packs", "index.json"), "utf8"))
  const amendedEdition = index.editions.find((one) => one.edition === "2099.01")
  cpSync(join(folder, "packs"), join(folder, "recalled"), { recursive: true })
  amendedEdition.recalled = "写错了"
  writeFileSync(join(folder, "recalled", "index.json"), JSON.stringify(index))
  assert.deepEqual(placed(["--packs", "recalled"]).rows[0], ["枣庄市", "140000", ""])
  const ofRecalled = run(["replay", "newest.json", "--packs", "recalled"])
  assert.equal(ofRecalled.code, 1)
  assert.match(ofRecalled.out, /^2099.01 已撤回：写错了。\n[^]*现在：可以申报 14 万元/)
  assert.equal(JSON.parse(run(["replay", "newest.json", "--packs", "recalled", "--json"]).out).recalled, "2099.01 已撤回：写错了。")
  for (const one of index.editions) one.recalled = "写错了"
  writeFileSync(join(folder, "recalled", "index.json"), JSON.stringify(index))
  assert.match(placed(["--packs", "recalled"]).said, /枣庄市的规则已撤回：写错了。/)
  refused(1, ["replay", "newest.json", "--packs", "recalled"], ["枣庄市的规则已撤回：写错了。"])
  writeFileSync(join(folder, newPack), readFileSync(join(folder, oldPack)))
  refused(1, ["screen", "many.csv", "x.csv", "--packs", "packs"], [newPack, "is not the file that the index names"])
  rmSync(join(folder, newPack))
  refused(1, ["screen", "many.csv", "x.csv", "--packs", "packs"], [newPack, "is missing"])
  refused(1, ["screen", "many.csv", "x.csv", "--packs", "nowhere"], ["nowhere cannot be read: there is no such folder"])
  refused(1, ["screen", "many.csv", "x.csv", "--packs", "changed"], ["index.json is missing"])
  refused(2, ["screen", "many.csv", "x.csv", "--packs", "packs", "--pack", oldPack], ["--pack and --packs"])
  refused(2, ["screen", "many.csv", "packs/index.json", "--packs", "packs"], ["index.json", "name another file"])
  refused(2, ["screen", "many.csv", "x.csv", "--packs", "packs", "--region", "火星"], ["火星", "枣庄市"])
  refused(1, ["screen", "many.csv", "x.csv", "--pack", oldPack, "--pack", "in.csv"], ["in.csv: ", "不是规则包"])

  // Without the SDK everything else works, and the server says how it is installed.
  const without = `${bare}/node_modules/huiqi/program/huiqi.js`
  assert.equal(run(["evaluate", ...on], given, without).code, 0)
  const alone = run(["mcp"], "", without)
  assert.equal(alone.code, 1)
  assert.match(alone.said, /^huiqi: mcp needs .*npm install @modelcontextprotocol\/sdk@\d+\.\d+\.\d+\n$/)
} finally {
  rmSync(folder, { recursive: true })
}

// The library, in the same Node, as its README shows it.
const readme = readFileSync(`${target}/node_modules/huiqi/README.md`, "utf8")
const example = readme.match(/```js\n([^]*?)```/)[1]
const expected = example.match(/\/\/ (.*)\n$/)[1]
writeFileSync(`${target}/example.mjs`, example)
const shown = spawnSync(process.execPath, ["example.mjs"], { cwd: target })
assert.equal(shown.stdout.toString().trim(), expected, shown.stderr.toString())
console.log(`Node ${process.versions.node}: the program and the README's example`)
