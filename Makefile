# Everything is installed inside the project, at pinned versions. `make help` lists what there is.

SHELL := /bin/bash
TRUNK_VERSION := 0.21.14
BINDGEN_VERSION := 0.2.130
# What the portal says about itself: make build SITE=our-site.json
SITE ?= static/site.json
export HUIQI_SITE := $(abspath $(SITE))
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export CARGO_TERM_COLOR ?= auto
# The compiler is the one of rust-toolchain.toml, which rustup installs. Where it is there under the
# name stable only, that one is used, so that nothing is fetched.
RUST := $(shell sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
RUSTUP_TOOLCHAIN ?= $(shell rustup toolchain list 2>/dev/null | grep -q '^$(RUST)-' || \
  RUSTUP_TOOLCHAIN=stable RUSTUP_AUTO_INSTALL=0 rustc --version 2>/dev/null | \
  sed -n 's/^rustc $(RUST) .*/stable/p')
ifneq ($(RUSTUP_TOOLCHAIN),)
export RUSTUP_TOOLCHAIN
else
unexport RUSTUP_TOOLCHAIN
endif
# No path of this machine goes into the Wasm, so that two builds of one commit are the same. Cargo
# adds these to the flags of .cargo/config.toml.
CARGO_HOME_HERE := $(or $(CARGO_HOME),$(HOME)/.cargo)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := \
  --remap-path-prefix=$(CARGO_HOME_HERE)=/cargo --remap-path-prefix=$(CURDIR)=/huiqi
WASM := wasm32-unknown-unknown
# What is compiled to Wasm. Lint and tests choose the same packages, and the native ones choose the
# whole workspace: features are then the same, and no crate is compiled twice.
WASM_PACKAGES := --package huiqi --package huiqi-worker --package huiqi-package \
  --package huiqi-program --package huiqi-benches-wasm
SOURCES := $(shell find src static crates policies -type f -not -path "*/tests/*") \
  Cargo.toml Cargo.lock rust-toolchain.toml index.html Trunk.toml .cargo/config.toml
EDITION = $(shell sed -n 's/^edition = "\(.*\)"/\1/p' policies/regions.toml)
# The steps of wasm-opt beside -O: what browsers from Chromium 80 on can read.
WASM_FEATURES := --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
  --enable-mutable-globals
TRUNK := .tools/trunk-$(TRUNK_VERSION)
BINDGEN := .tools/wasm-bindgen-$(BINDGEN_VERSION)
TARGET := .tools/wasm-target
DENY := .tools/deny-0.20.2
MUTANTS := .tools/mutants-27.1.0
GECKODRIVER := .tools/geckodriver-0.37.1

ABOUT := .tools/about-0.9.3
CYCLONEDX := .tools/cyclonedx-0.5.9

.PHONY: audit bench bench-baked bench-growth bench-package bench-peers bench-phone \
  bench-portfolio bounds browser build clean deny dev door editions format fuzz golden help lint \
  many-places mutants native notices old package packs release reproduce serve single test \
  test-browsers test-with-new-documents tools types wasm
.DELETE_ON_ERROR:

serve: build ## Builds the release page and serves it at http://127.0.0.1:8080
	@echo "huiqi: http://127.0.0.1:8080 (stop with Ctrl-C)"
	@exec sirv dist --host 127.0.0.1 --port 8080 --quiet

build: dist/index.html ## Builds the release page in dist/, with the size of its first load

help: ## Lists every target
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | sort | \
	  while IFS=$$'\t' read -r target line; do printf '  %-16s %s\n' "$$target" "$$line"; done

dev: tools ## Serves a quickly built page that reloads after every edit (not what is released)
	@bash crates/release/dev.sh

tools: ## Installs what a build needs into .tools/ and node_modules/
tools: $(TARGET) $(TRUNK) $(BINDGEN) node_modules/.package-lock.json

INTO_TOOLS := --root .tools --target-dir .tools/build --quiet

$(TARGET):
	@echo "== adding the Wasm target to the Rust toolchain (under a minute)"
	@mkdir -p .tools
	rustup target add $(WASM)
	@touch $@

$(TRUNK):
	@echo "== installing Trunk $(TRUNK_VERSION) into .tools (about 7 to 10 minutes, once)"
	@mkdir -p .tools
	cargo install trunk@$(TRUNK_VERSION) --locked --no-default-features $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

# Its lock file names webpki-roots 1.0.11, which not every registry has; then without the lock file.
$(BINDGEN):
	@echo "== installing wasm-bindgen $(BINDGEN_VERSION) into .tools (about 3 to 5 minutes, once)"
	@mkdir -p .tools
	cargo install wasm-bindgen-cli@$(BINDGEN_VERSION) --locked $(INTO_TOOLS) || \
	  cargo install wasm-bindgen-cli@$(BINDGEN_VERSION) $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@echo "== installing the tools of package.json from npm (under a minute)"
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

dist/index.html: $(SOURCES) $(SITE) | tools
	@echo "== building the release page (about 2 minutes the first time)"
	trunk build --release --skip-version-check
	@touch $@

# In another folder and with crates of its own, so that no path and no cache helps.
reproduce: build ## Builds this commit once more elsewhere and compares every file
	@folder=$$(mktemp -d) && trap 'rm -rf '$$folder EXIT && git clone --quiet . $$folder/huiqi && \
	ln -s $(CURDIR)/.tools $(CURDIR)/node_modules $$folder/huiqi/ && \
	CARGO_HOME=$$folder/cargo $(MAKE) --no-print-directory -C $$folder/huiqi build && \
	diff dist/SHA256SUMS $$folder/huiqi/dist/SHA256SUMS && \
	echo "huiqi: both builds are the same, byte for byte"

FOLDER ?= policies
OUT ?= target/packs
packs: ## Writes packs of the policy files in FOLDER, their index and sources into OUT; signs with KEYS
	cargo run --quiet --release --package huiqi-release -- packs $(FOLDER) $(OUT) $(KEYS)

single: target/huiqi.html ## Puts the page into one HTML file, target/huiqi.html

target/huiqi.html: dist/index.html
	cargo run --quiet --release --package huiqi-release -- single dist $@

# Its types need no DOM: what wasm-bindgen takes from there is said by what is there of it.
package: target/npm/package.json ## Builds the npm package: target/npm/ and target/huiqi-….tgz

target/npm/package.json: $(SOURCES) LICENSE | tools
	@echo "== building the npm package (about two minutes the first time)"
	cargo rustc --package huiqi-package --crate-type cdylib --profile speed --target $(WASM)
	rm -rf target/npm && mkdir -p target/npm
	wasm-bindgen --target web --out-dir target/npm --out-name index \
	  target/$(WASM)/speed/huiqi_package.wasm
	wasm-opt -O3 $(WASM_FEATURES) target/npm/index_bg.wasm -o target/npm/index_bg.wasm
	{ sed "s/@edition@/$(EDITION)/" static/npm-tail.js; \
	  sed -n 's/^export function \([a-z]*\)(.*/\1 = ready(\1);/p' target/npm/index.js; } \
	  > target/npm-tail.js && cat target/npm-tail.js >> target/npm/index.js && rm target/npm-tail.js
	sed "s/@edition@/$(EDITION)/" static/npm-README.md > target/npm/README.md
	cp LICENSE static/third-party.txt target/npm/
	sed -i -e 's/RequestInfo | URL | Response | BufferSource | WebAssembly.Module/string | object/' \
	  -e 's/= BufferSource | WebAssembly.Module/= object/' \
	  -e 's/WebAssembly.Memory/{ readonly buffer: ArrayBuffer }/' target/npm/index.d.ts
	cargo rustc --package huiqi-program --crate-type cdylib --profile speed --target $(WASM)
	wasm-bindgen --target web --no-typescript --out-dir target/npm/program --out-name bindings \
	  target/$(WASM)/speed/huiqi_program.wasm
	wasm-opt -O3 $(WASM_FEATURES) target/npm/program/bindings_bg.wasm \
	  -o target/npm/program/bindings_bg.wasm
	cp static/program/*.js target/npm/program/ && chmod +x target/npm/program/huiqi.js
	cp static/npm-package.json target/npm/package.json
	rm -f target/huiqi-*.tgz && npm pack ./target/npm --pack-destination target --silent

# What crates/shipped depends on. Offline, so that the same crates give the same text.
NOTICES = cargo about generate --fail --locked --offline --config crates/shipped/about.toml \
  --manifest-path crates/shipped/Cargo.toml crates/shipped/about.hbs --output-file
notices: $(ABOUT) ## Writes static/third-party.txt: the licences of all that is in page and package
	$(NOTICES) static/third-party.txt

$(ABOUT):
	@echo "== installing cargo-about into .tools (about 5 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-about@0.9.3 --locked --features cli $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

$(CYCLONEDX):
	@echo "== installing cargo-cyclonedx into .tools (about 2 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-cyclonedx@0.5.9 --locked $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

# KEY is a private key (RSA or EC, as PEM) that stays with the portal: make release KEY=our-key.pem
release: build single package $(ABOUT) $(CYCLONEDX) ## Lays out in target/huiqi all that a review asks for
	$(NOTICES) target/third-party.txt && diff target/third-party.txt static/third-party.txt || \
	  { echo "huiqi: run \`make notices\`, commit what it writes, and begin again" >&2; exit 1; }
	@bash crates/release/deliver.sh target/huiqi
	@bash crates/release/sign.sh target/huiqi $(KEY)

CHECKS := format lint deny native wasm types old door browser
test: ## Runs every check, and says at its end how long each took
	@times=""; \
	for check in $(CHECKS); do \
	  echo "== check: $$check"; start=$$SECONDS; \
	  $(MAKE) --no-print-directory $$check || \
	    { echo "huiqi: the check \"$$check\" failed" >&2; exit 1; }; \
	  times+=$$(printf '%6d s  %s' $$((SECONDS - start)) $$check)$$'\n'; \
	done; \
	printf '%s%6d s  %s\n' "$$times" $$SECONDS "all checks passed"

format: ## Checks the layout of the Rust code
	cargo fmt --check

lint: | tools ## Runs clippy over the workspace, natively and for Wasm
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy --target $(WASM) $(WASM_PACKAGES) --all-targets -- -D warnings

# deny.toml names the exceptions.
deny: $(DENY) ## Checks licences, sources and duplicates of every crate in Cargo.lock
	cargo deny --locked --workspace check licenses sources bans

# Needs the network: cargo-deny clones https://github.com/RustSec/advisory-db into CARGO_HOME.
audit: $(DENY) ## Looks for known advisories; fetches the database of RustSec from GitHub
	cargo deny --locked --workspace check advisories

$(DENY):
	@echo "== installing cargo-deny into .tools (about 4 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-deny@0.20.2 --locked $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

# What plain `cargo test` runs, with the features of the whole workspace: the browser tests, which
# are left out here, then need no crate compiled once more.
native: ## Runs all tests but those in a browser
	cargo test --workspace --lib --bins --examples --test it

# As a portal adds its own: no test may know how many documents there are.
test-with-new-documents: ## Runs all native tests in a copy with made-up documents beside the shipped
	@bash tests/with_new_documents.sh

golden: ## Writes tests/golden/ anew, the words of every award; read the difference
	HUIQI_BLESS=1 cargo test --package huiqi-tests --test it golden

wasm: | tools ## Runs the tests of the JavaScript interface in Wasm
	cargo test --target $(WASM) $(WASM_PACKAGES) --test js_api

TSC := tsc --noEmit --strict --target es2022 --module esnext --moduleResolution bundler
types: package ## Checks the TypeScript types of the package and runs its example
	$(TSC) tests/types/uses.ts
	$(TSC) --lib es2020 tests/types/bare.ts
	$(TSC) --checkJs examples/portal/package.js
	node tests/types/package.mjs

# Chromium 81 and 94, as far as V8 goes; the floor is Chromium 80.
old: build package ## Reads the page with old engines, and runs the npm package in them
old: tests/old/node_modules/.package-lock.json
	@for engine in node-14 node-16; do \
	  for check in gate package; do \
	    tests/old/node_modules/$$engine/bin/node tests/old/$$check.mjs || exit 1; \
	  done; \
	done

tests/old/node_modules/.package-lock.json: tests/old/package.json tests/old/package-lock.json
	@echo "== installing two old engines from npm (under a minute)"
	npm ci --prefix tests/old --no-audit --no-fund --loglevel=error
	@touch $@

# Each Node from 18 on, the protocol's own client, a page built by Vite.
door: build package tests/door/node_modules/.package-lock.json ## Tries the package's programs in Node 18 to 24, and Vite
	@rm -rf target/door-packs target/door-policies && mkdir -p target/door-policies
	@cp policies/*.toml tests/door/edition.toml target/door-policies/
	@$(MAKE) --no-print-directory packs FOLDER=target/door-policies OUT=target/door-packs
	node tests/door/run.mjs node-18 node-20 node-22 node-24

tests/door/node_modules/.package-lock.json: tests/door/package.json tests/door/package-lock.json
	@echo "== installing four engines, Vite and the protocol's SDK from npm (under a minute)"
	npm ci --prefix tests/door --no-audit --no-fund --loglevel=error
	@touch $@

BROWSER_TESTS := bash tests/browser/leaves-nothing cargo test --workspace --test browser
browser: build single package ## Runs the browser tests in Chromium
	@bash tests/browser/install
	$(BROWSER_TESTS)

many-places: | tools ## Builds a page with 3,000 places in a copy, and searches them in a browser
	@bash tests/browser/install
	bash tests/browser/many-places $(CURDIR)/target/many
	HUIQI_DIST=$(CURDIR)/target/many/dist bash tests/browser/leaves-nothing \
	  cargo test --workspace --test many

# What an engine's driver cannot do is named with its reason.
test-browsers: browser $(GECKODRIVER) ## Runs the browser tests in Chromium, Firefox and WebKit
	@bash tests/browser/install all
	HUIQI_BROWSER=firefox $(BROWSER_TESTS) -- --show-output
	HUIQI_BROWSER=webkit $(BROWSER_TESTS) -- --show-output

$(GECKODRIVER):
	@echo "== installing geckodriver into .tools (about 5 minutes, once)"
	@mkdir -p .tools
	cargo install geckodriver@0.37.1 --locked $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

bench: bench-package ## Runs the benchmarks of the engine, its peers, growth and a phone
	cargo bench --package huiqi-benches --bench evaluate
	node benches/wasm.mjs
	$(MAKE) --no-print-directory bench-peers bench-growth bench-phone

bench-package: | tools ## Builds the package with the functions that benchmarks call
	cargo build --package huiqi-benches-wasm --profile speed --target $(WASM)
	wasm-bindgen --target web --out-dir target/npm-bench --out-name index \
	  target/$(WASM)/speed/huiqi_benches_wasm.wasm
	wasm-opt -O3 $(WASM_FEATURES) target/npm-bench/index_bg.wasm \
	  -o target/npm-bench/index_bg.wasm

# Every total is compared before anything is measured.
bench-peers: bench-package package ## Evaluates the same companies with huiqi and others
bench-peers: benches/peers/node_modules/.package-lock.json
	cargo bench --package huiqi-benches --bench peers
	node --expose-gc --no-warnings benches/peers/run.mjs

# Without a lock file: zen-engine's lists addons of other systems, which not every registry has.
benches/peers/node_modules/.package-lock.json: benches/peers/package.json
	@echo "== installing the peers from npm (under a minute)"
	npm install --prefix benches/peers --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# From the seeds; what a target found before is kept in fuzz/corpus.
FUZZ_SECONDS ?= 60
FUZZ := .tools/fuzz-0.13.2
fuzz: $(FUZZ) ## Runs each fuzz target for FUZZ_SECONDS; needs a nightly toolchain
	@rustup toolchain list | grep -q nightly || { \
	  echo "huiqi: fuzzing needs a nightly toolchain (rustup toolchain install nightly)" >&2; exit 1; }
	@for target in answers kept link number order pack shelf table workbook; do \
	  echo "== fuzz: $$target"; mkdir -p fuzz/corpus/$$target; \
	  cargo +nightly fuzz run $$target fuzz/corpus/$$target fuzz/seeds/$$target -- \
	    -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
	    || exit 1; \
	done

$(FUZZ):
	@echo "== installing cargo-fuzz into .tools (about a minute, once)"
	@mkdir -p .tools
	cargo install cargo-fuzz@0.13.2 --locked $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

# Some 500 changes of the engine and the value types, one at a time. What the tests do not notice
# with a few random cases is tried with all of them; what no test notices is listed in
# tests/it/mutants.md with the reason. SHARD=0/8 takes an eighth.
MUTATE = cargo mutants --no-shuffle --output target/mutants --baseline=skip --timeout 180 \
  $(if $(SHARD),--shard $(SHARD))
mutants: $(MUTANTS) ## Looks whether a test notices small changes of the engine (one to two hours)
	PROPTEST_CASES=40 $(MUTATE) || true
	$(MUTATE) --iterate

$(MUTANTS):
	@echo "== installing cargo-mutants into .tools (about 4 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-mutants@27.1.0 --locked $(INTO_TOOLS)
	@rm -rf .tools/build && touch $@

bench-portfolio: build ## Computes tables of 1,000 to 1,000,000 companies in Chromium
	@bash tests/browser/install
	cargo bench --package huiqi-browser-tests --bench portfolio

bounds: ## Holds the bounds against plain enumeration for ten times as many companies
	PROPTEST_CASES=10000 cargo test --release --package huiqi-tests --test it words

editions: ## Compares random pairs of editions for 10,000 companies each
	PROPTEST_CASES=50 HUIQI_COMPANIES=10000 cargo test --release --package huiqi-tests --test it editions

bench-growth: ## Evaluates beside 10, 100, 1,000 and 3,000 made-up documents
	cargo bench --package huiqi-benches --bench growth

# Time and bytes, with the shipped documents alone and with 100 made-up ones of 20 awards.
BAKED := target/baked
bench-baked: | tools ## Measures the tables that come before the first question
	rm -rf $(BAKED) && mkdir -p $(BAKED)
	git ls-files -z | xargs -0 cp --parents -t $(BAKED)
	@for documents in 0 100; do \
	  cargo bench --quiet --package huiqi-benches --bench growth -- \
	    write $$documents $(CURDIR)/$(BAKED)/policies || exit 1; \
	  touch $(BAKED)/policies; start=$$(date +%s); \
	  (cd $(BAKED) && cargo build --quiet --profile page --bin first \
	    --target $(WASM) --target-dir $(CURDIR)/target/baked-build) || exit 1; \
	  node benches/baked.mjs target/baked-build/$(WASM)/page/first.wasm $$documents \
	    $$(($$(date +%s) - start)); \
	done

bench-phone: build ## Measures the first use on a cheap phone, in Chromium
	@bash tests/browser/install
	cargo bench --package huiqi-browser-tests --bench phone

clean: ## Removes dist/ and target/; what is installed stays
	rm -rf dist target
