#!/usr/bin/env bash
# Passes a motion on a running development chain in one command: proposes, votes and closes with the members'
# development keys.
#
#   ./scripts/motion.sh 'Organizations.admit' '{"organization": 8}'
#   ./scripts/motion.sh --body technicalCommittee 'Governance.emergency_pause' '{"calls": [["Subjects", "open"]], "duration": 600}'
#   ./scripts/motion.sh --root 'System.authorize_upgrade' '{"code_hash": "0x…"}'
#
#   --url URL     the chain's JSON-RPC (ws://127.0.0.1:9944)
#   --body NAME   council (the default) or technicalCommittee
#   --root        the committee whitelists the call and the Council dispatches it as Root
#
# Says what became of the call; exit code 1 when it failed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"

case "${1:-}" in "" | -h | --help) sed -n '2,13s/^# \{0,1\}//p' "$0"; [ -n "${1:-}" ]; exit;; esac
prepare_npm
exec node "$ROOT/tests/e2e/tools/motion.js" "$@"
