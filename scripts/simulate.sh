#!/usr/bin/env bash
# Bad days for the whole night: one run of the simulator after the other, each with another seed and another profile.
#
#   ./scripts/simulate.sh [hours] [first seed]     8 hours from seed 1 on, unless it says otherwise
#   SALUS_SIMULATE_RELEASE=1 ./scripts/simulate.sh …   the same from an optimised build: ten times as many blocks, and
#                                                  everything is compiled anew first
#   SALUS_SIMULATE_BLOCKS=20000 …                  blocks of each run (5000 unless it says otherwise)
#
# The logs, one for each run, go to SALUS_SIMULATE_LOGS (default: $SALUS_CACHE/simulate). The first failure ends the
# night: the last line of the log is the command that shows it again.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
case "${1:-}" in -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0;; esac
hours=${1:-8}
seed=${2:-1}
[[ "$hours" =~ ^[0-9]+(\.[0-9]+)?$ && "$seed" =~ ^[0-9]+$ ]] || die "hours and seed are numbers: see --help"
blocks=${SALUS_SIMULATE_BLOCKS:-5000}
logs=${SALUS_SIMULATE_LOGS:-$SALUS_CACHE/simulate}

"$ROOT/scripts/setup.sh" >&2
use_toolchain
folder=debug
options=()
if [ -n "${SALUS_SIMULATE_RELEASE:-}" ]; then folder=release; options=(--release); fi
say "building salus-simulator ($CARGO_TARGET_DIR/$folder)"
# The same packages as always, so that nothing is compiled with other features; of them only this program.
run_cargo build --locked "${options[@]}" -p salus-node -p salus-custodian -p salus-interop -p salus-simulator --bin salus-simulator

mkdir -p "$logs"
end=$(awk -v hours="$hours" -v now="$(date +%s)" 'BEGIN { printf "%d", now + hours * 3600 }')
profiles=(usual storm calm)
runs=0
while left=$((end - $(date +%s))) && [ "$left" -gt 0 ]; do
  profile=${profiles[$((runs % 3))]}
  log="$logs/$seed-$profile.log"
  say "seed $seed, $profile, at most $left s ($log)"
  if ! ( cd "$ROOT" && "$CARGO_TARGET_DIR/$folder/salus-simulator" --seed "$seed" --blocks "$blocks" --profile "$profile" \
      --questions 50 --inputs 20 --limit "$left" --progress 500 ) > "$log" 2>&1; then
    tail -5 "$log" >&2
    die "seed $seed ($profile) failed: see $log"
  fi
  grep -E '^(blocks built|extrinsics|not covered|every call)' "$log" || true
  runs=$((runs + 1)); seed=$((seed + 1))
done
say "$runs runs, none failed"
