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
cp -r hosting "$folder/hosting"
cp target/huiqi.html LICENSE SECURITY.md static/third-party.txt dist/BUILDINFO "$folder/"

# cargo-cyclonedx writes beside each Cargo.toml; so it gets a copy of the sources. The time in a
# list is that of the commit.
git ls-files -z | xargs -0 cp --parents -t "$parts"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
(cd "$parts" && cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps \
  --target wasm32-unknown-unknown --manifest-path crates/shipped/Cargo.toml \
  --override-filename parts)
cp "$parts/crates/shipped/parts.json" "$folder/sbom-rust.cdx.json"
(cd "$parts" && npm sbom --package-lock-only --sbom-format cyclonedx) \
  > "$folder/sbom-npm.cdx.json"
rm -rf "$parts"

# A number and a time of their own would make two lists of one commit differ.
node - "$folder"/sbom-*.cdx.json <<'SCRIPT'
const fs = require("fs")
for (const name of process.argv.slice(2)) {
  const list = JSON.parse(fs.readFileSync(name, "utf8"))
  delete list.serialNumber
  list.metadata.timestamp = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString()
  if (!(list.components.length > 0)) throw new Error(`${name} lists no part`)
  fs.writeFileSync(name, JSON.stringify(list, null, 1) + "\n")
}
SCRIPT
