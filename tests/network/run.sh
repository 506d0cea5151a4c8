#!/usr/bin/env bash
# Network tests: a relay chain of two validators, two collators of ours, everything on this machine.
#
#   ./tests/network/run.sh [filter]    tests whose name contains the filter
#
# salus-node must be built: ./scripts/test.sh network builds it and then comes here. See docs/network.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib.sh
. "$here/../../scripts/lib.sh"

filter=${1:-}
case "$filter" in -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0;; esac

have node || die "Node.js 20 or newer is needed (package nodejs, or https://nodejs.org)"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || die "Node.js 20 or newer is needed; this is $(node --version)"
node_program=${SALUS_NODE:-$CARGO_TARGET_DIR/debug/salus-node}
[ -x "$node_program" ] || die "$node_program is missing: build it with ./scripts/test.sh network, or set SALUS_NODE"

# No relay chain, no network test. Passing over it in silence would be a lie.
missing=()
for tool in polkadot polkadot-prepare-worker polkadot-execute-worker; do find_tool "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ]; then
  warn "NOT FOUND: ${missing[*]}"
  note "The network tests run a real relay chain. Get its three programs, of one and the same release, in one of these ways:"
  note "  1. download polkadot, polkadot-prepare-worker and polkadot-execute-worker of the newest stable release from"
  note "     https://github.com/paritytech/polkadot-sdk/releases"
  note "  2. cargo install --locked polkadot    (about an hour; installs all three)"
  note "and put them into one of: $SALUS_CACHE/tools, the PATH, or a folder that SALUS_TOOLS names."
  die "the network tests cannot run"
fi

# A chosen part that does not exist must not pass, nor take minutes to fail.
if [ -n "$filter" ]; then
  grep -hoE "^ *(step|describe)\('[^']*'" "$here"/*.test.js | grep -qF -- "$filter" || die "no network test's name contains '$filter'"
fi

if [ ! -d "$here/../e2e/node_modules/@polkadot/api" ]; then
  have npm || die "npm is needed to install the JavaScript client (package npm)"
  say "installing the JavaScript client"
  ( cd "$here/../e2e" && npm ci --no-audit --no-fund --loglevel=error )
fi

# Everything temporary lies in one folder, chain data and sockets included.
work=$(mktemp -d)
export SALUS_E2E_PIDS=$work/pids SALUS_E2E_COUNTS=$work/counts TMPDIR=$work
: > "$SALUS_E2E_PIDS"
runner=
# Whatever way this ends, what it started ends too: the tests first, then the programs they noted, while those are ours.
cleanup() {
  local pid
  if [ -n "$runner" ] && kill -0 "$runner" 2>/dev/null; then
    pkill -TERM -P "$runner" 2>/dev/null || true
    kill -TERM "$runner" 2>/dev/null || true
    wait "$runner" 2>/dev/null || true
  fi
  while read -r pid; do
    case "$(readlink "/proc/$pid/exe" 2>/dev/null || ps -o comm= -p "$pid" 2>/dev/null)" in
      *salus-node* | *polkadot*) kill -KILL "$pid" 2>/dev/null || true;;
    esac
  done < "$SALUS_E2E_PIDS"
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

# The filter is text, the option wants a pattern.
escaped=$(printf '%s' "$filter" | sed 's/[][\.|$(){}?+*^/]/\\&/g')
status=0
node --test --test-concurrency=1 --test-reporter="$here/../e2e/lib/reporter.js" --test-reporter-destination=stdout \
  ${filter:+--test-name-pattern="$escaped"} "$here"/*.test.js &
runner=$!
wait "$runner" || status=$?
runner=

read -r passed failed _ < "$SALUS_E2E_COUNTS" 2>/dev/null || { passed=0 failed=1; }
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
