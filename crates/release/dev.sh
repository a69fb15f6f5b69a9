#!/usr/bin/env bash
# Builds the page quickly into target/dev, serves it, and builds it again after every edit. A build
# that fails says why and leaves the page as it is. Run by `make dev`; stop with Ctrl-C.
set -u
port=${PORT:-8080}
wasm=target/wasm32-unknown-unknown/page-dev
out=target/dev
mkdir -p $out/build

# module PACKAGE BIN: compiles one program and writes its module and glue.
module() {
  cargo build --quiet --package "$1" --bin "$2" --profile page-dev \
    --target wasm32-unknown-unknown &&
    wasm-bindgen --target no-modules --no-typescript --out-dir $out/build "$wasm/$2.wasm"
}

lay_out() {
  cargo run --quiet --package huiqi-release -- dev $out
}

build() {
  local start=$SECONDS
  module huiqi huiqi && lay_out && date +%s.%N >$out/built.txt &&
    echo "huiqi: built in $((SECONDS - start)) s" &&
    # The worker that computes tables comes after the page, which does not wait for it.
    module huiqi-worker portfolio && lay_out
}

edited() {
  [ -n "$(find src static crates policies index.html Cargo.toml Cargo.lock -type f \
    -newer $out/started -print -quit)" ]
}

echo "huiqi: building; the first time takes some minutes"
touch $out/started
build
sirv $out --dev --host 127.0.0.1 --port "$port" --quiet &
trap 'kill $!' EXIT
echo "huiqi: http://127.0.0.1:$port reloads after every edit (stop with Ctrl-C)"
while sleep 0.3; do
  if edited; then
    touch $out/started
    build
  fi
done
