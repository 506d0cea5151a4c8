#!/usr/bin/env bash
# Network tests: real relay chains with collators of ours, everything on this machine.
#
#   ./tests/network/run.sh [FILTER]
#
#   FILTER     the file of that name (network, faults, variants, node-faults); if there is none, the tests whose name contains it
#   SALUS_NETWORK_JOBS=2    two files at a time: for machines of four cores and more
#
# salus-node must be built: ./scripts/test.sh network builds it and then comes here. See docs/network.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib.sh
. "$here/../../scripts/lib.sh"

filter=${1:-}
case "$filter" in -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0;; esac

have node || die "Node.js 20 or newer is needed (package nodejs, or https://nodejs.org)"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || die "Node.js 20 or newer is needed; this is $(node --version)"
export SALUS_NODE=${SALUS_NODE:-$CARGO_TARGET_DIR/debug/salus-node}
export SALUS_CUSTODIAN=${SALUS_CUSTODIAN:-$CARGO_TARGET_DIR/debug/salus-custodian}
for program in "$SALUS_NODE" "$SALUS_CUSTODIAN"; do
  [ -x "$program" ] || die "$program is missing: build it with ./scripts/test.sh network, or set SALUS_NODE and SALUS_CUSTODIAN"
done

# No relay chain, no network test. Passing over it in silence would be a lie.
unpack_tools
use_tools
missing=()
for tool in polkadot polkadot-prepare-worker polkadot-execute-worker polkadot-omni-node; do find_tool "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ]; then
  warn "NOT FOUND: ${missing[*]}"
  note "The network tests run a real relay chain. Get its programs, all of one release, in one of these ways:"
  note "  1. download them from the newest stable release at https://github.com/paritytech/polkadot-sdk/releases"
  note "  2. cargo install --locked polkadot polkadot-omni-node    (about an hour each)"
  note "and put them into one of: $SALUS_CACHE/tools, the PATH, or a folder that SALUS_TOOLS names."
  die "the network tests cannot run"
fi

# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"
prepare_npm
# Partitions and wrong clocks need two small tools; without them those tests say that they were skipped.
if have apt-get && [ "$(id -u)" = 0 ] && ! { have iptables && [ -e "/usr/lib/$(uname -m)-linux-gnu/faketime/libfaketime.so.1" ]; }; then
  say "installing Debian's iptables and libfaketime"
  { apt-get update -qq && env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends iptables libfaketime >/dev/null; } ||
    warn "they could NOT be installed: the tests that need them are SKIPPED"
fi

cd "$here"
shopt -s nullglob
files=(network.test.js faults.test.js variants.test.js node-faults.test.js)
pattern=()
if [ -n "$filter" ]; then
  chosen=()
  for file in "${files[@]}"; do [[ ${file%.test.js} == "$filter" ]] && chosen+=("$file"); done
  if [ ${#chosen[@]} -eq 0 ]; then
    # A chosen part that does not exist must not pass, nor take minutes to fail.
    grep -qF -- "$filter" chapters/{chain,weight,governance,upgrade}.js && chosen+=(network.test.js)
    grep -qF -- "$filter" chapters/faults.js && chosen+=(faults.test.js)
    for file in variants.test.js node-faults.test.js; do grep -qF -- "$filter" "$file" && chosen+=("$file"); done
    escaped=$(printf '%s' "$filter" | sed 's/[][\.|$(){}?+*^/]/\\&/g')
    pattern=(--test-name-pattern="$escaped")
  fi
  [ ${#chosen[@]} -gt 0 ] || die "no network test's name contains '$filter'"
  files=("${chosen[@]}")
fi

# What the chain is upgraded to.
export SALUS_NEXT_RELEASE=${SALUS_NEXT_RELEASE:-$SALUS_CACHE/next-release.wasm}
if [[ " ${files[*]} " == *" network.test.js "* ]]; then "$here/next-release.sh" "$SALUS_NEXT_RELEASE"; fi

# Everything temporary lies in one folder, chain data and sockets included.
work=$(mktemp -d)
export SALUS_E2E_PIDS=$work/pids SALUS_E2E_COUNTS=$work/counts TMPDIR=$work
export SALUS_MEASURED=$SALUS_CACHE/network-measured.txt
: >"$SALUS_E2E_PIDS"
: >"$SALUS_MEASURED"
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
      *salus-node* | *salus-custodian* | *polkadot*) kill -KILL "$pid" 2>/dev/null || true;;
    esac
  done <"$SALUS_E2E_PIDS"
  # Networks lie in that folder too, and every program of one has it in its command line.
  for pid in /proc/[0-9]*; do
    { tr '\0' ' ' <"$pid/cmdline" | grep -qF -- "$work/" && kill -KILL "${pid#/proc/}"; } 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

started=$SECONDS
status=0
node --test --test-concurrency="${SALUS_NETWORK_JOBS:-1}" --test-reporter="$here/../e2e/lib/reporter.js" --test-reporter-destination=stdout \
  "${pattern[@]}" "${files[@]}" &
runner=$!
wait "$runner" || status=$?
runner=

read -r passed failed _ <"$SALUS_E2E_COUNTS" 2>/dev/null || { passed=0 failed=1; }
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
if [ -s "$SALUS_MEASURED" ]; then
  say "measured (also in $SALUS_MEASURED):"
  sed 's/^/    /' "$SALUS_MEASURED" >&2
fi
say "network tests took $((SECONDS - started)) s"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
