#!/bin/sh
# Runs a compiled js/wasm test in headless Chromium:
#   GOOS=js GOARCH=wasm go test -exec="$PWD/wasm/browsertest.sh" ./wasm/...
# The environment is cut down because arguments and environment together may hold
# only 8 KiB inside the browser.
here=$(cd "$(dirname "$0")" && pwd)
exec env -i PATH="$PATH" HOME="$HOME" TMPDIR="$TMPDIR" TZ="${TZ:-UTC}" \
	GAVEL_SLOW="${GAVEL_SLOW:-}" GOROOT="$(go env GOROOT)" WASM_HEADLESS=on "$here/../bin/wasmbrowsertest" "$@"
