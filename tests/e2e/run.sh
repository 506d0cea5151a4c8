#!/usr/bin/env bash
# End-to-end tests: a real node, real record stores, real clients.
#
#   ./tests/e2e/run.sh            all of them
#   ./tests/e2e/run.sh FILTER     the files whose name contains FILTER; if there is none, the tests whose name does
#
# Needs the programs that ./scripts/test.sh e2e builds. Installs the npm packages and, as root, Debian's Orthanc
# and nginx.
# A filter that matches nothing is a failure. Every process that the tests start is stopped at the end.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
cd "$ROOT/tests/e2e"

case "${1:-}" in -h | --help) sed -n '2,8s/^# \{0,1\}//p' run.sh; exit 0;; esac
filter=${1:-}

# shellcheck source=tests/e2e/prepare.sh
. ./prepare.sh
prepare_npm
prepare_stores
unpack_tools
find_tool hfs >/dev/null || {
  warn "the FHIR server hfs is NOT here: the tests of FHIR record stores are SKIPPED"
  warn "get it with: cargo install helios-hfs   (about 40 minutes on two cores), then run this again"
}
for program in salus-node salus-custodian; do
  [ -x "$CARGO_TARGET_DIR/debug/$program" ] || die "$program is not built: run ./scripts/test.sh e2e, which builds it first"
done
[ -d "$SALUS_TEST_DATA" ] || warn "no test data in $SALUS_TEST_DATA: only the repository's own fixtures are used"

shopt -s nullglob
files=(*.test.js)
pattern=()
if [ -n "$filter" ]; then
  chosen=()
  for file in "${files[@]}"; do [[ ${file%.test.js} == *"$filter"* ]] && chosen+=("$file"); done
  if [ ${#chosen[@]} -eq 0 ]; then
    # Files whose text does not hold the filter need not start their nodes.
    mapfile -t chosen < <(grep -liE -- "$filter" "${files[@]}" || true)
    pattern=(--test-name-pattern="/$filter/i")
  fi
  [ ${#chosen[@]} -gt 0 ] || die "no end-to-end test matches '$filter'"
  files=("${chosen[@]}")
fi

work=$(mktemp -d)
export SALUS_E2E_PIDS=$work/pids SALUS_E2E_COUNTS=$work/counts
: >"$SALUS_E2E_PIDS"
runner=
# The runner ends its tests, which end what they started; then whatever is left, by its id and if it is still one of ours.
clean_up() {
  local pid
  if [ -n "$runner" ] && kill -TERM "$runner" 2>/dev/null; then wait "$runner" 2>/dev/null || true; fi
  while read -r pid; do
    [ -r "/proc/$pid/cmdline" ] || continue
    if tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qE 'salus-e2e|salus-node|salus-custodian|hfs|Orthanc|nginx|omni-node'; then
      kill -9 "$pid" 2>/dev/null || true
    fi
  done <"$SALUS_E2E_PIDS"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Genesis built once: a node that starts from the raw chain spec need not run the runtime for it.
export SALUS_E2E_SPEC=$work/salus-dev-raw.json
"$CARGO_TARGET_DIR/debug/salus-node" export-chain-spec --chain dev --raw --output "$SALUS_E2E_SPEC" >/dev/null 2>&1 ||
  die "salus-node could not write its chain spec"

started=$SECONDS
status=0
timeout --signal=TERM --kill-after=30 3000 \
  node --test --test-concurrency=1 --test-reporter=./lib/reporter.js "${pattern[@]}" "${files[@]}" &
runner=$!
wait "$runner" || status=$?
runner=
read -r passed failed skipped <"$SALUS_E2E_COUNTS" 2>/dev/null || die "the test runner did not come to its end"
echo
say "end-to-end tests took $((SECONDS - started)) s"
printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
echo
[ $((passed + failed)) -gt 0 ] || die "no test ran${filter:+ (nothing matches '$filter')}"
[ "$failed" -eq 0 ] && [ "$status" -eq 0 ]
