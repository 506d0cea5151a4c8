#!/usr/bin/env bash
# Proves that the checkout works. Sets everything up from nothing first.
#
#   ./scripts/test.sh                  what CI runs: format, lints, unit tests, end-to-end tests
#   ./scripts/test.sh unit [filter]    unit and property tests (of names that contain the filter)
#   ./scripts/test.sh e2e [filter]     end-to-end tests: real node, real record stores, real clients
#   ./scripts/test.sh network [filter] a real relay chain with collators
#   ./scripts/test.sh full             all of the above, fuzz smoke, lints of every crate, the runtime with
#                                      try-runtime, licences and advisories, images and monitoring
#
# A filter that matches no test is a failure.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; }
what=${1:-ci}
filter=${2:-}
case "$what" in -h | --help) usage; exit 0;; ci | unit | e2e | network | full) ;; *) usage >&2; die "unknown part '$what'";; esac

started=$SECONDS
passed=0
failed=0

# Add up what the test runners say, so that the last line tells how many tests really ran.
count() {
  local p f
  p=$(grep -oE '([0-9]+) passed' "$1" | awk '{s+=$1} END {print s+0}')
  f=$(grep -oE '([0-9]+) failed' "$1" | awk '{s+=$1} END {print s+0}')
  passed=$((passed + p)); failed=$((failed + f))
  [ $((p + f)) -gt 0 ] || die "no test ran${filter:+ (nothing matches '$filter')}"
}

fmt() {
  say "format"
  ( cd "$ROOT" && cargo fmt --all --check ) || die "not formatted: run 'cargo fmt --all'"
}

# What runs on chain must not panic. The lints apply to wasm code, under the cfg that wasm builds set.
runtime_lints() {
  say "lints of what runs on chain"
  local packages=() p found
  for p in primitives pallets/*; do packages+=(-p "$(sed -n 's/^name = "\(.*\)"/\1/p' "$ROOT/$p/Cargo.toml" | head -1)"); done
  ( cd "$ROOT" && RUSTFLAGS="--cfg substrate_runtime" CARGO_TARGET_DIR="$CARGO_TARGET_DIR/lint" \
      run_cargo clippy --locked --no-deps --no-default-features --target wasm32v1-none "${packages[@]}" -- -D warnings )
  # FRAME's macros write `expect`, so that lint cannot be on; our own lines are searched instead.
  found=$(cd "$ROOT" && ls primitives/src/*.rs pallets/*/src/*.rs | grep -vE '/(mock|benchmarking|try_state)\.rs$' | xargs awk '
    FNR == 1 { tests = 0; before = "" }
    before ~ /#\[cfg\(test\)\]/ && /^mod [a-z_]+ \{/ { tests = 1 }
    { before = $0 }
    !tests && /\.expect\(|\.unwrap\(\)|panic!\(|todo!\(|unimplemented!\(/ && !/^[[:space:]]*\/\// { print FILENAME ":" FNR ":" $0 }')
  [ -z "$found" ] || { printf '%s\n' "$found" >&2; die "this could panic on chain"; }
}

unit() {
  say "unit and property tests"
  local log status=0; log=$(mktemp)
  # What is shown is filtered, so the pipe's own status says little; whether tests failed is for cargo to say.
  ( cd "$ROOT" && cargo test --locked --workspace --no-fail-fast -- ${filter:+"$filter"} 2>&1 ) | tee "$log" | grep -vE '^\s*(Compiling|Running|Doc-tests|Downloaded)|^$|running 0 tests|^test result: ok. 0 passed' || status=${PIPESTATUS[0]}
  [ "$status" -eq 0 ] || { grep -E '^(error|test .* FAILED)' "$log" >&2 || true; die "unit tests failed"; }
  count "$log"
  rm -f "$log"
}

e2e() {
  build_programs
  local log; log=$(mktemp)
  say "end-to-end tests"
  "$ROOT/tests/e2e/run.sh" ${filter:+"$filter"} 2>&1 | tee "$log" || die "end-to-end tests failed"
  count "$log"
  rm -f "$log"
}

network() {
  build_programs
  local log; log=$(mktemp)
  say "network tests"
  "$ROOT/tests/network/run.sh" ${filter:+"$filter"} 2>&1 | tee "$log" || die "network tests failed"
  count "$log"
  rm -f "$log"
}

# Far more broken inputs than the unit tests feed. As part of the whole workspace, so that nothing is built anew.
fuzz() {
  local log; log=$(mktemp)
  say "fuzz smoke"
  ( cd "$ROOT" && SALUS_FUZZ_RUNS=${SALUS_FUZZ_RUNS:-50000} cargo test --locked --workspace --test fuzz -- --nocapture 2>&1 ) |
    tee "$log" || die "the fuzz smoke failed"
  count "$log"
  rm -f "$log"
}

# The threat model may not claim what no test shows.
named_tests() {
  say "tests that docs/security.md names"
  "$ROOT/scripts/named-tests.sh" || die "docs/security.md names a test that does not exist"
}

# Images, compose file, alerts, dashboard.
operations() {
  local log; log=$(mktemp)
  say "images, compose file, monitoring"
  "$ROOT/docker/check.sh" 2>&1 | tee "$log" || die "the checks of docker/ failed"
  count "$log"
  rm -f "$log"
}

full_lints() {
  say "lints of every crate"
  run_cargo clippy --locked --workspace -- -D warnings
  local deny=$SALUS_CACHE/bin/cargo-deny
  if have cargo-deny; then
    deny=cargo-deny
  elif [ ! -x "$deny" ]; then
    say "installing cargo-deny into $SALUS_CACHE/bin (once, about ten minutes)"
    CARGO_TARGET_DIR=$SALUS_CACHE/cargo-deny run_cargo install --locked --version 0.20.2 --root "$SALUS_CACHE" cargo-deny
    rm -rf "$SALUS_CACHE/cargo-deny"
  fi
  say "licences, sources and advisories"
  ( cd "$ROOT" && "$deny" --log-level error check licenses bans sources )
  ( cd "$ROOT" && "$deny" --log-level error check advisories ) || warn "advisories could not be checked or there are some: see above"
}

# Features that no test has: the hooks that try an upgrade on a copy of a chain's state.
release_features() {
  say "the runtime with try-runtime"
  RUSTFLAGS="--cfg substrate_runtime" CARGO_TARGET_DIR="$CARGO_TARGET_DIR/lint" run_cargo check --locked \
    -p salus-runtime --lib --target wasm32v1-none --no-default-features --features try-runtime
}

"$ROOT/scripts/setup.sh"
use_toolchain
use_tools
cd "$ROOT"
case "$what" in
  ci)      fmt; named_tests; build_programs; runtime_lints; unit; e2e;;
  unit)    unit;;
  e2e)     e2e;;
  network) network;;
  full)    fmt; named_tests; build_programs; runtime_lints; full_lints; release_features; unit; fuzz; operations; e2e; network;;
esac
say "done in $((SECONDS - started)) s"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
