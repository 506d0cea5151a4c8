#!/usr/bin/env bash
# Measures the weight of every call of ours and of the upstream pallets, and writes the generated files.
#
#   ./scripts/weights.sh [pallet]     such as pallet_claims; all of ours and of upstream's without one (an hour and more)
#
# Needs frame-omni-bencher (cargo install frame-omni-bencher). Builds the runtime once more, with the benchmarks in it,
# into a target folder of its own. Run it on the machine whose speed the chain is meant for, with nothing else running.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
case "${1:-}" in -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0;; esac

"$ROOT/scripts/setup.sh"
use_toolchain
bencher=$(find_tool frame-omni-bencher) || die "frame-omni-bencher not found: cargo install frame-omni-bencher"
steps=${SALUS_BENCH_STEPS:-20}
repeat=${SALUS_BENCH_REPEAT:-10}
seconds=${SALUS_BENCH_SECONDS:-1}

say "building the runtime with benchmarks (wasm only, in a target folder of its own)"
# The flags are those that substrate-wasm-builder uses; the bencher needs neither compression nor optimisation by wasm-opt.
RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" CARGO_TARGET_DIR="$CARGO_TARGET_DIR/benchmarks" \
  run_cargo rustc --locked --release -p salus-runtime --lib --target wasm32v1-none --no-default-features \
  --features runtime-benchmarks --crate-type cdylib
wasm="$CARGO_TARGET_DIR/benchmarks/wasm32v1-none/release/salus_runtime.wasm"

ours="pallet_governance pallet_organizations pallet_subjects pallet_sponsorship pallet_attestation pallet_records
  pallet_codes pallet_consent pallet_credentials pallet_drug_provenance pallet_claims"
upstream="frame_system frame_system_extensions cumulus_pallet_parachain_system cumulus_pallet_weight_reclaim
  pallet_timestamp pallet_balances pallet_transaction_payment pallet_assets pallet_session pallet_preimage pallet_scheduler pallet_utility pallet_multisig pallet_proxy
  pallet_migrations"

measure() { # pallet, file, further options
  local pallet=$1 out=$2; shift 2
  say "measuring $pallet ($steps steps, $repeat repetitions, at least $seconds s each)"
  "$bencher" v1 benchmark pallet --runtime "$wasm" --genesis-builder-preset development \
    --pallet "$pallet" --extrinsic '*' --steps "$steps" --repeat "$repeat" --min-duration "$seconds" \
    --output "$out" "$@" >"$log" 2>&1 || { tail -30 "$log" >&2; die "$pallet could not be measured"; }
  note "wrote ${out#"$ROOT"/}"
}

log=$(mktemp)
for pallet in ${1:-$ours $upstream}; do
  case " $(echo $ours) " in
    *" $pallet "*)
      name=${pallet#pallet_}
      measure "$pallet" "$ROOT/pallets/${name//_/-}/src/weights.rs" --template "$ROOT/scripts/weights.hbs";;
    *)
      out="$ROOT/runtime/src/weights/$pallet.rs"
      measure "$pallet" "$out" --template "$ROOT/scripts/weights-upstream.hbs"
      # The one trait that is not called after its pallet.
      sed -i 's/frame_system_extensions::WeightInfo/frame_system::ExtensionsWeightInfo/' "$out";;
  esac
done
rm -f "$log"
( cd "$ROOT" && cargo fmt --all )
