#!/usr/bin/env bash
# deliver.sh FOLDER: lays out what `make release` gives: page, one file, npm package, examples of
# server configurations, notices, lists of parts, and what it was built from.
set -eu
folder=$1
parts=target/parts
rm -rf "$folder" "$parts"
mkdir -p "$folder" "$parts"

cp -r dist "$folder/page"
cp -r target/npm "$folder/npm"
cp target/huiqi-*.tgz "$folder/"
cp -r hosting "$folder/hosting"
cp target/huiqi.html LICENSE SECURITY.md static/third-party.txt dist/BUILDINFO "$folder/"

# Both tools write what their folder is called, and one writes beside each Cargo.toml: they get a
# copy of the sources. The time in a list is that of the commit.
git ls-files -z | xargs -0 cp --parents -t "$parts"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
(
  cd "$parts"
  cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps \
    --target wasm32-unknown-unknown --manifest-path crates/shipped/Cargo.toml \
    --override-filename parts
  cargo tree --locked --package huiqi-shipped --target wasm32-unknown-unknown --edges normal \
    --prefix none --format '{p}' > tree.txt
  npm pkg set name=huiqi-tools version=0.0.0
  npm sbom --package-lock-only --sbom-format cyclonedx > npm.json
)

# A number, a time and a folder of their own would make two lists of one commit differ. Metadata of
# Cargo, which the list is made of, also names what a feature that is off would bring.
node - "$parts" "$folder" <<'SCRIPT'
const fs = require("fs")
const path = require("path")
const [parts, folder] = process.argv.slice(2)
const tree = fs.readFileSync(`${parts}/tree.txt`, "utf8").split("\n")
const compiled = new Set(tree.map((line) => line.split(" v").join(" ").split(" ").slice(0, 2).join(" ")))

function write(from, to, keeps) {
  const text = fs.readFileSync(from, "utf8").split(path.resolve(parts)).join("")
  const list = JSON.parse(text)
  const names = new Set(list.components.filter((part) => !keeps(part)).map((part) => part["bom-ref"]))
  list.components = list.components.filter(keeps)
  list.dependencies = list.dependencies.filter((one) => !names.has(one.ref))
  for (const one of list.dependencies) {
    if (one.dependsOn) one.dependsOn = one.dependsOn.filter((ref) => !names.has(ref))
  }
  delete list.serialNumber
  list.metadata.timestamp = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString()
  if (list.components.length < 20) throw new Error(`${to} lists too few parts`)
  fs.writeFileSync(to, JSON.stringify(list, null, 1) + "\n")
}
write(`${parts}/crates/shipped/parts.json`, `${folder}/sbom-rust.cdx.json`,
  (part) => compiled.has(`${part.name} ${part.version}`))
write(`${parts}/npm.json`, `${folder}/sbom-npm.cdx.json`, () => true)
SCRIPT
rm -rf "$parts"
