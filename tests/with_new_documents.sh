#!/usr/bin/env bash
# Adds made-up documents to a copy of the project, as a portal adds its own, and runs all native
# tests there: none may know how many documents there are. What is built is kept, apart from what the
# project itself builds: packages of one name would be taken for each other.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$root/target/with-new-documents
rm -rf "$copy"
mkdir -p "$copy"
cd "$root"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  [ -f "$file" ] && printf '%s\0' "$file"
done | xargs -0 cp --parents -t "$copy"
cp tests/new_documents/*.toml "$copy/policies/"
cd "$copy"
CARGO_TARGET_DIR=$root/target/built-with-new-documents cargo test --no-fail-fast --workspace --lib --bins \
  --examples --test it "$@"
rm -rf "$copy"
