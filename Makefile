# huiqi: `make serve` builds the page and serves it; `make test` runs every check. Everything is installed inside the project, at pinned versions.

SHELL := /bin/bash
TRUNK_VERSION := 0.21.14
BINDGEN_VERSION := 0.2.130
# What the portal says about itself: make build SITE=our-site.json
SITE ?= static/site.json
export HUIQI_SITE := $(abspath $(SITE))
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export CARGO_TERM_COLOR ?= auto
# No path of this machine goes into the Wasm, so that two builds of one commit are the same. Cargo adds these to the flags of .cargo/config.toml.
CARGO_HOME_HERE := $(or $(CARGO_HOME),$(HOME)/.cargo)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := --remap-path-prefix=$(CARGO_HOME_HERE)=/cargo --remap-path-prefix=$(CURDIR)=/huiqi
WASM := wasm32-unknown-unknown
SOURCES := $(shell find src static crates policies -type f -not -path "*/tests/*") Cargo.toml Cargo.lock index.html Trunk.toml .cargo/config.toml
EDITION = $(shell sed -n 's/^edition = "\(.*\)"/\1/p' policies/regions.toml)
TRUNK := .tools/trunk-$(TRUNK_VERSION)
BINDGEN := .tools/wasm-bindgen-$(BINDGEN_VERSION)
TARGET := .tools/wasm-target
DENY := .tools/deny-0.20.2
MUTANTS := .tools/mutants-27.1.0
GECKODRIVER := .tools/geckodriver-0.37.1

.PHONY: bench-baked bench-growth bench-phone bench-portfolio deny bench-package bench-peers audit mutants reproduce test-browsers serve build single package test bench fuzz tools clean format lint native wasm types old browser
.DELETE_ON_ERROR:

serve: build
	@echo "huiqi: http://127.0.0.1:8080 (stop with Ctrl-C)"
	@exec sirv dist --host 127.0.0.1 --port 8080 --quiet

build: dist/index.html

tools: $(TARGET) $(TRUNK) $(BINDGEN) node_modules/.package-lock.json

$(TARGET):
	@echo "== adding the Wasm target to the Rust toolchain (under a minute)"
	@mkdir -p .tools
	rustup target add $(WASM)
	@touch $@

$(TRUNK):
	@echo "== installing Trunk $(TRUNK_VERSION) into .tools (about 7 to 10 minutes, once)"
	@mkdir -p .tools
	cargo install trunk@$(TRUNK_VERSION) --locked --no-default-features --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

$(BINDGEN):
	@echo "== installing wasm-bindgen $(BINDGEN_VERSION) into .tools (about 3 to 5 minutes, once)"
	@mkdir -p .tools
	cargo install wasm-bindgen-cli@$(BINDGEN_VERSION) --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@echo "== installing wasm-opt, the TypeScript compiler, a static server and axe-core from npm (under a minute)"
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

dist/index.html: $(SOURCES) $(SITE) | tools
	@echo "== building the release page (about 2 minutes the first time)"
	trunk build --release --skip-version-check
	@touch $@

# Builds this commit once more, in another folder and with crates of its own, and compares every file.
reproduce: build
	@folder=$$(mktemp -d) && git clone --quiet . $$folder/huiqi && ln -s $(CURDIR)/.tools $(CURDIR)/node_modules $$folder/huiqi/ && \
	CARGO_HOME=$$folder/cargo $(MAKE) --no-print-directory -C $$folder/huiqi build && \
	diff dist/SHA256SUMS $$folder/huiqi/dist/SHA256SUMS && rm -rf $$folder && echo "huiqi: both builds are the same, byte for byte"

# The page in one HTML file, for a USB stick or a mail.
single: target/huiqi.html

target/huiqi.html: dist/index.html
	cargo run --quiet --release --package huiqi-release -- single dist $@

package: target/npm/package.json

target/npm/package.json: $(SOURCES) LICENSE | tools
	@echo "== building the npm package (about a minute the first time)"
	cargo rustc --package huiqi-package --crate-type cdylib --profile speed --target $(WASM)
	rm -rf target/npm && mkdir -p target/npm
	wasm-bindgen --target web --out-dir target/npm --out-name index target/$(WASM)/speed/huiqi_package.wasm
	wasm-opt -O3 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals target/npm/index_bg.wasm -o target/npm/index_bg.wasm
	printf '\nexport const edition = "%s";\n' "$(EDITION)" >> target/npm/index.js
	sed "s/@edition@/$(EDITION)/" static/npm-README.md > target/npm/README.md
	cp LICENSE target/npm/LICENSE
	cp static/npm-package.json target/npm/package.json

test:
	@for check in format lint deny native wasm types old browser; do \
	  echo "== check: $$check"; \
	  $(MAKE) --no-print-directory $$check || { echo "huiqi: the check \"$$check\" failed"; exit 1; }; \
	done; echo "huiqi: all checks passed"

format:
	cargo fmt --check

lint: | tools
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy --target $(WASM) --package huiqi --package huiqi-worker --package huiqi-benches-wasm -- -D warnings
	cargo clippy --target $(WASM) --package huiqi-package --all-targets -- -D warnings

# Licences, sources and duplicates of every crate in Cargo.lock; deny.toml names the exceptions.
deny: $(DENY)
	cargo deny --locked check licenses sources bans

# Known advisories; needs the database of RustSec, which is fetched from the network.
audit: $(DENY)
	cargo deny --locked check advisories

$(DENY):
	@echo "== installing cargo-deny into .tools (about 4 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-deny@0.20.2 --locked --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

native:
	cargo test

wasm: | tools
	cargo test --target $(WASM) --package huiqi-package --test js_api

types: package
	tsc --noEmit --strict --target es2022 --module esnext --moduleResolution bundler tests/types/uses.ts
	tsc --noEmit --strict --checkJs --target es2022 --module esnext --moduleResolution bundler examples/portal/package.js
	node tests/types/package.mjs

# Chromium 81 and 94, as far as V8 goes; the floor is Chromium 80.
old: build tests/old/node_modules/.package-lock.json
	tests/old/node_modules/node-14/bin/node tests/old/gate.mjs
	tests/old/node_modules/node-16/bin/node tests/old/gate.mjs

tests/old/node_modules/.package-lock.json: tests/old/package.json tests/old/package-lock.json
	@echo "== installing two old engines from npm (under a minute)"
	npm ci --prefix tests/old --no-audit --no-fund --loglevel=error
	@touch $@

browser: build single package
	@bash tests/browser/install
	cargo test --package huiqi-browser-tests

# The same tests in Chromium, Firefox and WebKit. What an engine's driver cannot do is named with its reason.
test-browsers: browser $(GECKODRIVER)
	@bash tests/browser/install all
	HUIQI_BROWSER=firefox cargo test --package huiqi-browser-tests -- --show-output
	HUIQI_BROWSER=webkit cargo test --package huiqi-browser-tests -- --show-output

$(GECKODRIVER):
	@echo "== installing geckodriver into .tools (about 5 minutes, once)"
	@mkdir -p .tools
	cargo install geckodriver@0.37.1 --locked --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

bench: bench-package
	cargo bench --package huiqi-benches --bench evaluate
	node benches/wasm.mjs
	$(MAKE) --no-print-directory bench-peers bench-growth bench-phone

# The package with counters for the benchmarks.
bench-package: | tools
	cargo build --package huiqi-benches-wasm --profile speed --target $(WASM)
	wasm-bindgen --target web --out-dir target/npm-bench --out-name index target/$(WASM)/speed/huiqi_benches_wasm.wasm
	wasm-opt -O3 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals target/npm-bench/index_bg.wasm -o target/npm-bench/index_bg.wasm

# The same companies by huiqi and by other engines; every total is compared before anything is measured.
bench-peers: benches/peers/node_modules/.package-lock.json bench-package package
	cargo bench --package huiqi-benches --bench peers
	node --expose-gc --no-warnings benches/peers/run.mjs

# Without a lock file: zen-engine's lists addons of other systems, which not every registry has.
benches/peers/node_modules/.package-lock.json: benches/peers/package.json
	@echo "== installing the peers from npm (under a minute)"
	npm install --prefix benches/peers --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# Each fuzz target for FUZZ_SECONDS, from the seeds; what it found before is kept in fuzz/corpus. Needs a nightly toolchain.
FUZZ_SECONDS ?= 60
FUZZ := .tools/fuzz-0.13.2
fuzz: $(FUZZ)
	@rustup toolchain list | grep -q nightly || { echo "huiqi: fuzzing needs a nightly toolchain (rustup toolchain install nightly)" >&2; exit 1; }
	@for target in link number table workbook; do \
	  echo "== fuzz: $$target"; mkdir -p fuzz/corpus/$$target; \
	  cargo +nightly fuzz run $$target fuzz/corpus/$$target fuzz/seeds/$$target -- -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 || exit 1; \
	done

$(FUZZ):
	@echo "== installing cargo-fuzz into .tools (about a minute, once)"
	@mkdir -p .tools
	cargo install cargo-fuzz@0.13.2 --locked --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

# Changes the engine and the value types in some 500 small ways, one at a time. What the tests do not notice with a few random cases is tried with all of
# them; what no test notices is listed in tests/it/mutants.md with the reason. One to two hours. SHARD=0/8 takes an eighth.
MUTATE = cargo mutants --no-shuffle --output target/mutants --baseline=skip --timeout 180 $(if $(SHARD),--shard $(SHARD))
mutants: $(MUTANTS)
	PROPTEST_CASES=40 $(MUTATE) || true
	$(MUTATE) --iterate

$(MUTANTS):
	@echo "== installing cargo-mutants into .tools (about 4 minutes, once)"
	@mkdir -p .tools
	cargo install cargo-mutants@27.1.0 --locked --root .tools --target-dir .tools/build --quiet
	@rm -rf .tools/build && touch $@

# Tables of 1,000 to 1,000,000 companies in Chromium.
bench-portfolio: build
	@bash tests/browser/install
	cargo bench --package huiqi-browser-tests --bench portfolio

# Made-up documents beside the shipped ones: 10, 100, 1,000.
bench-growth:
	cargo bench --package huiqi-benches --bench growth

# The tables that come before the first question, baked from the shipped documents alone and with 100 made-up ones of 20 awards: time and bytes.
BAKED := target/baked
bench-baked: | tools
	rm -rf $(BAKED) && mkdir -p $(BAKED)
	git ls-files -z | xargs -0 cp --parents -t $(BAKED)
	@for documents in 0 100; do \
	  cargo bench --quiet --package huiqi-benches --bench growth -- write $$documents $(CURDIR)/$(BAKED)/policies || exit 1; \
	  touch $(BAKED)/policies; start=$$(date +%s); \
	  (cd $(BAKED) && cargo build --quiet --profile page --bin first --target $(WASM) --target-dir $(CURDIR)/target/baked-build) || exit 1; \
	  node -e 'const bytes = require("fs").readFileSync("target/baked-build/$(WASM)/page/first.wasm"); console.log(process.argv[1], "made-up documents:", bytes.length, "bytes,", require("zlib").brotliCompressSync(bytes).length, "packed, built in", process.argv[2], "s")' $$documents $$(($$(date +%s) - start)); \
	done

# The first use on a cheap phone, in Chromium.
bench-phone: build
	@bash tests/browser/install
	cargo bench --package huiqi-browser-tests --bench phone

clean:
	rm -rf dist target
