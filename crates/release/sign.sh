#!/usr/bin/env bash
# sign.sh FOLDER [KEY]: writes SHA256SUMS over a folder, and signs it and that of the page with a
# private key. OpenSSL, since every server has it, the oldest too: whoever verifies installs
# nothing.
set -eu
key=${2:+$(realpath "$2")}
cd "$1"

# Files that an operator edits have no sum that could hold.
edited='./hosting/*'
rm -f SHA256SUMS SHA256SUMS.sig page/SHA256SUMS.sig huiqi.pub
{
  echo "# Left out, since operators edit them:" \
    "$(find . -path "$edited" -type f -printf '%P ' | tr ' ' '\n' | LC_ALL=C sort | xargs)"
  find . -type f ! -path "$edited" ! -path ./SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z |
    xargs -0 sha256sum
} > SHA256SUMS

if [ -z "$key" ]; then
  echo "huiqi: $1 is not signed, so its sums show accidents only; make release KEY=… signs it"
  exit 0
fi
for list in SHA256SUMS page/SHA256SUMS; do
  [ ! -e "$list" ] || openssl dgst -sha256 -sign "$key" -out "$list.sig" "$list"
done
openssl pkey -in "$key" -pubout -out huiqi.pub
echo "huiqi: $1 is signed; give huiqi.pub to whoever verifies by another way than these files"
