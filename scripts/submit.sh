#!/usr/bin/env bash
# Signs one call with a key from a file, sends it and says what became of it.
#
#   ./scripts/submit.sh --key-file admin.key 'Organizations.apply' '{"roles": 1, "identifiers": []}'
#   ./scripts/submit.sh --key-file admin.key --propose council --threshold 3 'Organizations.admit' '{"organization": 8}'
#   ./scripts/submit.sh --key-file admin.key 'Council.vote' '{"proposal": "0x…", "index": 0, "approve": true}'
#   ./scripts/submit.sh --dry-run 'System.authorize_upgrade' '{"code_hash": "0x…"}'
#
#   --url URL          the chain's JSON-RPC (ws://127.0.0.1:9944)
#   --key-file FILE    the signer's secret phrase, seed or URI in the first line; refused when others can read it
#   --propose BODY     propose the call to council or technicalCommittee instead of sending it
#   --threshold N      ayes at which the proposal passes: docs/governance.md has the majorities
#   --dry-run          sign and send nothing: print the call and its hash
#
# Exit code 0: the call succeeded. 1: it failed, or nothing answers. 2: it is not written right.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"

case "${1:-}" in "" | -h | --help) help_of "$0"; [ -n "${1:-}" ]; exit;; esac
prepare_npm
exec node "$ROOT/tests/e2e/tools/submit.js" "$@"
