#!/usr/bin/env bash
# Measures what calls and questions cost in time and in proven storage, on the compiled runtime over a large trie.
#
#   ./scripts/measure.sh [options of salus-measure]      e.g. --only records --json figures.json; --help explains them
#   ./scripts/measure.sh --svg FOLDER …                  also draws charts into that folder
#   ./scripts/measure.sh --entries 10000,100000,1000000,2000000    how costs grow with the state (16 GB of memory)
#   SALUS_MEASURE_RELEASE=1 ./scripts/measure.sh …       the same from an optimised build (compiles everything anew)
#
# Figures go to standard output as Markdown, progress to standard error. Needs about 4 GB of memory, and a machine that
# does nothing else: times are those of the processor, not of the clock, but a busy machine has smaller caches.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
case "${1:-}" in -h) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0;; esac

take_svg "$@"
"$ROOT/scripts/setup.sh" >&2
use_toolchain
# The same packages as always, so that nothing is compiled with other features; of them only this program.
packages=(-p salus-node -p salus-custodian -p salus-interop -p salus-benches)
if [ -n "${SALUS_MEASURE_RELEASE:-}" ]; then
  folder=release
  options=(--release)
else
  # Tries, hashes, signatures and the wasm engine are optimised in every build. These stand between them and the runtime:
  # each storage access and each allocation goes through them, and not optimised they would be half of what is measured.
  folder=debug
  options=()
  for crate in salus-benches sc-allocator sc-executor sc-executor-common sc-executor-wasmtime sp-io sp-externalities \
    environmental tracing tracing-core sp-tracing sp-runtime-interface sp-wasm-interface; do
    options+=(--config "profile.dev.package.$crate.opt-level=3" --config "profile.dev.package.$crate.debug-assertions=false"
      --config "profile.dev.package.$crate.overflow-checks=false")
  done
fi
say "building salus-measure ($CARGO_TARGET_DIR/$folder)"
run_cargo build --locked "${options[@]}" "${packages[@]}" --bin salus-measure --bin salus-plot
note "commit $(cd "$ROOT" && git rev-parse --short HEAD 2>/dev/null || echo unknown)$(cd "$ROOT" && git diff --quiet HEAD 2>/dev/null || echo ', changed')"
"$CARGO_TARGET_DIR/$folder/salus-measure" "${remaining[@]}"
[ -z "$svg" ] || "$CARGO_TARGET_DIR/$folder/salus-plot" --into "$svg" "$json"
