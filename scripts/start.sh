#!/usr/bin/env bash
# Sets everything up from nothing and runs a development chain of your own on ws://127.0.0.1:9944.
#
#   ./scripts/start.sh [options of salus-node]
#
# The chain is fresh each time unless you pass --base-path. Ctrl-C stops it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

case "${1:-}" in -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0;; esac

"$ROOT/scripts/setup.sh"
use_toolchain
build_node
say "starting the development chain; connect to ws://127.0.0.1:9944"
exec "$CARGO_TARGET_DIR/debug/salus-node" --dev --rpc-cors all "$@"
