# Everything a fresh machine needs is made here from Go, Node and npm (and Chromium, for the tests).
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

NODE_MODULES := js/node_modules/.package-lock.json
BUNDLERS     := js/test/morebundlers
PACKAGE      := js/dist/build.json
ADDR         ?= 127.0.0.1:8080
BOTS         ?= 8
# Packages that run natively without a browser; internal/e2e drives Chromium and has its own target.
NATIVE       := $$(go list ./... | grep -v /internal/e2e)
# GAVEL_SLOW=4 has the tests wait four times as long, for a slow or busy machine.
GAVEL_SLOW   ?= 1
export GAVEL_SLOW
minutes       = $(shell awk 'BEGIN { print $(1) * 60 * $(GAVEL_SLOW) "s" }')
# The newest releases of Go whose runtime is known; go fetches them.
TOOLCHAINS   ?= go1.26.11 go1.27.4
WASM_TEST    := GOOS=js GOARCH=wasm go test -exec="$(CURDIR)/wasm/browsertest.sh"

.PHONY: help
help: ## this list; GAVEL_SLOW=4 has all tests wait four times as long, on a slow machine
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: demo
demo: build examples ## build all, start the demo with its local room, print the address
	bin/gavel serve --addr $(ADDR) --bots $(BOTS)

.PHONY: build
build: bin/gavel $(PACKAGE) ## the command (bin/gavel) and the npm package (js/dist)

# Empty without git or outside a repository; then gavel version says that it is unknown.
COMMIT = $(shell git describe --always --abbrev=40 --exclude='*' --dirty 2>/dev/null)

.PHONY: bin/gavel
bin/gavel:
	go build -ldflags "-X main.commit=$(COMMIT)" -o $@ ./cmd/gavel

.PHONY: $(PACKAGE)
$(PACKAGE): $(NODE_MODULES)
	node js/build.mjs

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

.PHONY: examples
examples: $(PACKAGE) ## the example pages (web/examples/*/dist)
	node web/examples/build.mjs

.PHONY: test
test: lint test-go test-browser test-js test-e2e test-smoke ## everything: lint, Go, Go in Chromium, JS and types, end to end, a look at Firefox and WebKit
	@echo "make test: all green"

.PHONY: test-go
test-go: $(NODE_MODULES) ## Go natively, with the race detector
	go test -race -timeout $(call minutes,5) $(NATIVE)

.PHONY: test-browser
test-browser: bin/wasmbrowsertest chromium ## Go compiled to WebAssembly, in Chromium
	$(WASM_TEST) -timeout $(call minutes,4) ./wasm/... ./internal/control/...

.PHONY: test-js
test-js: build chromium ## the npm package: types, Node, bundlers, loader, and the Go packages on what ships
	cd js && npm test

.PHONY: test-bundlers
test-bundlers: build chromium $(BUNDLERS)/node_modules/.package-lock.json ## the npm package in Angular 21, Vite 6 and Vite 7, which take 300 MB
	node js/test/run.mjs $(BUNDLERS)/bundlers.test.js

.PHONY: test-toolchains
test-toolchains: $(NODE_MODULES) chromium ## what ships with the newest releases of Go, slim and plain (TOOLCHAINS="go1.27.4")
	@for toolchain in $(TOOLCHAINS); do for runtime in slim plain; do \
	  echo "== $$toolchain, $$runtime"; \
	  export GOTOOLCHAIN=$$toolchain; \
	  node js/build.mjs $$(test $$runtime = slim || echo --plain); \
	  grep -q "\"runtime\": \"$$runtime\"" js/dist/build.json || { echo "make test-toolchains: with $$toolchain the module is not $$runtime"; exit 1; }; \
	  (cd js && node test/run.mjs test/build.test.js test/scope.test.js test/shipped.test.js test/slim.test.js); \
	done; done
	node js/build.mjs

.PHONY: test-e2e
test-e2e: build examples chromium ## the real SDK in real Chromium on the local room
	go test -count=1 -p 1 -timeout $(call minutes,10) ./internal/e2e/...

.PHONY: test-smoke
test-smoke: build firefox webkit ## Firefox joins the local room and WebKit shows the panel, and a host mutes somebody
	node js/test/run.mjs js/test/smoke/*.test.js

IN_EVERY_BROWSER := $(addprefix test/,$(addsuffix .test.js,actions controls element hostile knocksound load oldbrowser pages panel shipped browsers/stories))

# The contract is over the real SDK, which joins nothing without WebRTC: WebKitGTK as Debian has it has none.
.PHONY: test-browsers
test-browsers: build firefox webkit ## the package, its Go packages and the panel in Firefox and WebKit
	cd js && GAVEL_BROWSER=firefox node test/run.mjs $(IN_EVERY_BROWSER) test/browsers/contract.test.js
	cd js && GAVEL_BROWSER=webkit node test/run.mjs $(IN_EVERY_BROWSER)
	@echo "make test-browsers: all green"

# One line for each test that takes too long for make test; all of it takes less than 20 minutes.
.PHONY: test-long
test-long: build bin/wasmbrowsertest chromium ## what takes long: a long random session in the local room, fuzzing, broken servers; once when a piece of work is done
	go test -race -count=1 -timeout $(call minutes,10) ./internal/localroom -run '^TestSoak$$' -soak=10000
	$(MAKE) fuzz FUZZTIME=20s
	go test -tags long -count=1 -p 1 -timeout $(call minutes,6) -run '^TestLong' ./internal/e2e/controller ./internal/e2e/panel
	$(WASM_TEST) -timeout $(call minutes,10) ./wasm/internal/port -run '^TestRandomMeetings' -args -random-meetings=300 -random-seed=100
	cd js && GAVEL_FULL=1 node test/run.mjs test/looks.test.js test/meddling.test.js test/languages.test.js
	@echo "make test-long: all green"

# All fuzzers there are, by the folder they are in. What one finds stays in its testdata, for make test.
FUZZTIME ?= 1m
.PHONY: fuzz
fuzz: ## every fuzzer for a minute (FUZZTIME=10m for longer)
	@grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z]+' cmd internal wasm | sort | sed -E 's|(.*)/[^/]*:[0-9]+:func (.*)|\1 \2|' | while read -r folder name; do \
	  echo "== $$name in $$folder"; \
	  go test -timeout $(call minutes,30) "./$$folder" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x || exit 1; \
	done

.PHONY: screenshots
screenshots: build chromium ## take the README's pictures anew (web/screenshots)
	go test -count=1 ./internal/e2e/screenshots -out web/screenshots

.PHONY: test-live
test-live: build chromium ## a meeting on the hosted service; needs CLOUDFLARE_ACCOUNT_ID, RTK_APP_ID, CLOUDFLARE_API_TOKEN
	@if [ -z "$$CLOUDFLARE_ACCOUNT_ID" ] || [ -z "$$RTK_APP_ID" ] || [ -z "$$CLOUDFLARE_API_TOKEN" ]; then \
	  echo "make test-live: NOTHING WAS TESTED. Set CLOUDFLARE_ACCOUNT_ID, RTK_APP_ID and CLOUDFLARE_API_TOKEN (permission Realtime or Realtime Admin); a run is billed for a few participant-minutes."; \
	else \
	  go test -tags live -count=1 -timeout $(call minutes,6) -v -run '^TestLive$$' ./internal/e2e; \
	fi

.PHONY: bench
bench: build bin/wasmbrowsertest chromium ## measurements, as Markdown and in bench-results/ (BENCH="-only panel -runs 7 -events 200000", BENCH="-call 5m" for longer ones)
	go run ./internal/bench $(BENCH)

.PHONY: lint
lint: bin/staticcheck $(NODE_MODULES) check-generated ## formatting, vet and staticcheck (native and js/wasm), eslint
	@unformatted=$$(gofmt -l cmd internal wasm js/dts_test.go js/test); test -z "$$unformatted" || { echo "gofmt would change: $$unformatted"; exit 1; }
	go vet ./...
	go vet -tags live,long ./internal/e2e/...
	GOOS=js GOARCH=wasm go vet -tags contract ./wasm/... ./js/test/... ./internal/control/... ./internal/meetingtest/...
	bin/staticcheck ./...
	GOOS=js GOARCH=wasm bin/staticcheck -tags contract ./wasm/... ./js/test/...
	js/node_modules/.bin/eslint --config js/eslint.config.js js wasm web internal

WIRE := internal/localroom/wire
BUF  := cd $(WIRE) && PATH="$(CURDIR)/bin:$$PATH" $(CURDIR)/js/node_modules/.bin/buf generate

.PHONY: generate
generate: bin/protoc-gen-go $(NODE_MODULES) ## what repeats the specs of the actions, and the Go code of the local room's wire format
	go run ./internal/tables
	$(BUF)

.PHONY: check-generated
check-generated: bin/protoc-gen-go $(NODE_MODULES)
	go run ./internal/tables -check
	@fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	($(BUF) --output "$$fresh"); \
	cmp -s $(WIRE)/room.pb.go "$$fresh/room.pb.go" || { echo "room.pb.go is not what room.proto gives: run 'make generate' and commit it"; exit 1; }

# One of the programs $(1) is there, or the Debian package $(2) is installed.
define installed
@for program in $(1); do ! command -v $$program > /dev/null || exit 0; done; \
if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2); \
else \
  echo "The tests need $(2) and this account may not install it. Run: sudo apt-get install $(2)"; exit 1; \
fi
endef

.PHONY: chromium
chromium:
	$(call installed,chromium chromium-browser,chromium)

.PHONY: firefox
firefox:
	$(call installed,firefox-esr firefox,firefox-esr)

.PHONY: webkit
webkit:
	$(call installed,WebKitWebDriver,webkit2gtk-driver)
	$(call installed,Xvfb,xvfb)

bin/wasmbrowsertest: tools.mod tools.sum
	go build -modfile=tools.mod -o $@ github.com/agnivade/wasmbrowsertest
bin/staticcheck: tools.mod tools.sum
	go build -modfile=tools.mod -o $@ honnef.co/go/tools/cmd/staticcheck
bin/protoc-gen-go: tools.mod tools.sum
	go build -modfile=tools.mod -o $@ google.golang.org/protobuf/cmd/protoc-gen-go

.PHONY: clean
clean: ## remove what was built (downloads stay)
	rm -rf bin js/dist web/examples/*/dist
