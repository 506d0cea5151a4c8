#!/usr/bin/env bash
# A guided tour: a chain of your own, a hospital's record store, three attestors, and what the chain says while
# records are anchored, challenged, tampered with and erased; then a consent, a licence, a pack of a medicine, and claims.
#
#   ./scripts/tour.sh              waits for Enter between the scenes
#   ./scripts/tour.sh --no-pause   runs through
#
# Sets up and builds what is missing. Takes about three minutes once built, uses free ports, leaves nothing behind.
# Needs the FHIR server hfs: where it is not found the tour says how to get it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"

case "${1:-}" in
  -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0;;
  "" | --no-pause) ;;
  *) die "unknown option '$1' (see --help)";;
esac
# A caller that has just built everything says so.
if [ -z "${SALUS_BUILT:-}" ]; then
  "$ROOT/scripts/setup.sh"
  build_programs
fi
unpack_tools
find_tool hfs >/dev/null || die "the tour needs the FHIR server hfs: cargo install helios-hfs (about 40 minutes on two cores)"
prepare_npm
exec node "$ROOT/tests/e2e/tools/tour.js" "$@"
