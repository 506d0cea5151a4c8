#!/usr/bin/env bash
# Load on a running node, from real clients: what it includes, how long that takes, and how fast it answers.
#
#   ./scripts/load.sh traffic [options]    signed transactions, step by step until the node saturates, and beyond
#   ./scripts/load.sh reads [options]      questions over JSON-RPC: one by one and in batches, few and many connections
#   ./scripts/load.sh soak [options]       the same traffic for an hour: do memory and open files stay level?
#   ./scripts/load.sh sync [options]       how fast a new node reads a chain with a past, from its genesis
#   ./scripts/load.sh traffic --quick      about two minutes; so does reads --quick
#   SALUS_NODE=FILE ./scripts/load.sh …    with another program than the one that is built here, such as an optimised one
#
# Either starts a development node of its own and leaves nothing behind. Each call and question is lawful and must succeed:
# a figure of calls that failed is none, and is reported as a failure.
#
# traffic: plain transfers first, as the measure for everything else; then the mix: consent directives, access requests,
# unit events, claims, credentials and record anchors, as many of each. Each step offers so many transactions a second,
# signed beforehand and watched over WebSocket as a wallet does it. At the first step that the node no longer follows it is
# saturated. Then three times as much as it includes is offered: the pool must refuse what is too much, every sender must
# get something in, and when the load is gone latency must be what it was.
#
# reads: a consent decision, a grant, a scan of a pack, a patient's coverage and a history of 1,000 entries, beside
# chain_getHeader.
#
# soak: the mix, at a rate that leaves the node time, with small caches; each minute its memory, open files, threads and
# database are read.
# Minutes 11 to 25 are compared with the last 15: more than 15 % more is growth, and a failure.
#
# Options of all:
#   --quick              short steps and few of them: to see that it works, not for figures
#   --block-time MS      a block each so many milliseconds (1000; 6000 is what the chain has under a relay chain)
#   --json FILE          every figure, the single steps' included
#   --svg FOLDER         charts of traffic: what is included of what is offered, and how long it takes
#
# Options of traffic:
#   --rates 5,10,…       transactions a second offered by each step (5, doubled until saturated)
#   --seconds N          how long a step offers (15)
#   --traffic NAMES      what is measured, after transfers (mix); any of mix, consent, access, units, claims, credentials,
#                        anchors, separated by commas
#   --senders N          accounts that send each kind of the mix (50; at most 150); as many as these together pay. Each has
#                        at most four transactions under way, and one in the overload
#   --connections N      WebSocket connections (4)
#   --pool-limit N       the node's --pool-limit in the overload, for which it is started anew (half of the mix's senders)
#   --hold N             seconds for which the full pool is offered more (30)
#
# Options of soak: --traffic, --senders and --connections as above, and
#   --minutes N          how long (60; --quick: 2)
#   --rate N             transactions a second (12)
#
# Options of sync: --traffic, --senders and --connections as above, and
#   --seconds N          how long the past is (300; at most 600)
#   --rate N             transactions a second of it (30)
#
# Options of reads:
#   --seconds N          how long each cell of the table is measured (3)
#   --batches 1,10,50    questions in one request
#   --connections 1,4,16 connections that ask at the same time, each the next question when it has its answer
#   --entries N          entries of the history (1000, the longest page)
#
# Figures go to standard output as Markdown, progress to standard error. Client and node share the machine; what each of
# them used of it stands beside the figures.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"
load=$ROOT/tests/e2e/tools/load.js

case "${1:-}" in
  -h | --help) help_of "$0"; exit 0;;
  "") help_of "$0" >&2; die "say what to measure: traffic, reads, soak or sync";;
esac
for word in "$@"; do case "$word" in -h | --help) help_of "$0"; exit 0;; esac; done
prepare_npm >&2
# Wrong options are told before anything is built.
take_svg "$@"
[ -z "$svg" ] || [ "$1" = traffic ] || die "--svg draws traffic, not $1"
SALUS_LOAD_CHECK=1 node "$load" "${remaining[@]}"
if [ -n "${SALUS_NODE:-}" ]; then
  say "measuring $SALUS_NODE: nothing is built"
else
  # A caller that has just built everything says so.
  [ -n "${SALUS_BUILT:-}" ] || { "$ROOT/scripts/setup.sh" >&2; build_programs; }
fi
# Genesis worked out beforehand: the node then starts in time however busy the machine is.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export SALUS_E2E_SPEC=$work/salus-dev-raw.json
"$(node_program)" export-chain-spec --chain dev --raw --output "$SALUS_E2E_SPEC" >/dev/null 2>&1 ||
  die "$(node_program) could not write its chain spec"
node "$load" "${remaining[@]}"
if [ -n "$svg" ]; then
  run_cargo build --locked -p salus-node -p salus-custodian -p salus-interop -p salus-benches --bin salus-plot
  "$CARGO_TARGET_DIR/debug/salus-plot" --into "$svg" "$json"
fi
