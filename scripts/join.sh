#!/usr/bin/env bash
# Prepares a node of an existing consortium: its folder, keys and command line. Starts nothing.
#
#   ./scripts/join.sh full     --chain SPEC --base-path PATH [options]
#   ./scripts/join.sh collator --chain SPEC --base-path PATH --keys DIR [options]
#   ./scripts/join.sh attestor --chain SPEC --base-path PATH --keys DIR --record-stores FILE [options]
#
#   full       follows the chain and answers questions; keeps all histories when it syncs from the first block
#   collator   makes blocks once its member has named it
#   attestor   looks at the record stores in FILE (docs/attestors.md) once the Council has registered its key
#
#   --chain SPEC           the consortium's chain spec; compare its SHA-256, which is printed, with the published one
#   --base-path PATH       the node's folder, made if need be
#   --keys DIR             what keys.sh generate made; session or attestor key and the node's identity are copied in
#   --record-stores FILE   stores and sources that this node may contact
#   --snapshot FILE        start from a snapshot (restore.sh) instead of syncing
#   --relay-chain SPEC     the relay chain's spec, where the consortium's spec names a file rather than a known chain
#   --relay-rpc URL        use a relay node elsewhere instead of one inside
#   --bootnode ADDRESS     a peer to ask first, beside those of the chain spec; may be given again
#   --port N, --rpc-port N, --prometheus-port N     (30333, 9944, 9615)
#   --service              also write salus-node.service for systemd
#
# Writes PATH/start.sh, which runs the node, and says what remains to be done on chain, by whom.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
umask 077

what=${1:-}
[ $# -eq 0 ] || shift
case "$what" in full | collator | attestor) ;; -h | --help) help_of "$0"; exit 0;; *) help_of "$0" >&2; die "join as what: full, collator or attestor";; esac

spec="" base="" keys="" stores="" snapshot="" relay_spec="" relay_rpc="" service="" port=30333 rpc=9944 prometheus=9615 boot=()
while [ $# -gt 0 ]; do
  case "$1" in
    --service) service=1; shift; continue;;
    -h | --help) help_of "$0"; exit 0;;
    --chain | --base-path | --keys | --record-stores | --snapshot | --relay-chain | --relay-rpc | --bootnode | --port | --rpc-port | --prometheus-port)
      [ -n "${2:-}" ] || die "$1 wants a value";;
    *) die "unknown option '$1' (see --help)";;
  esac
  case "$1" in
    --chain) spec=$2;; --base-path) base=$2;; --keys) keys=$2;; --record-stores) stores=$2;; --snapshot) snapshot=$2;;
    --relay-chain) relay_spec=$2;; --relay-rpc) relay_rpc=$2;; --bootnode) boot+=("$2");;
    --port) port=$2;; --rpc-port) rpc=$2;; --prometheus-port) prometheus=$2;;
  esac
  shift 2
done
[ -f "$spec" ] || die "--chain: there is no chain spec '$spec'"
[ -n "$base" ] || die "--base-path is missing: the folder for the node"
id=$(json_text "$spec" id)
[ -n "$id" ] || die "$spec is no chain spec: it has no id"
case "$what" in collator | attestor) [ -d "$keys" ] || die "--keys: a $what needs keys; make them with keys.sh generate";; esac
if [ "$what" = attestor ]; then [ -f "$stores" ] || die "--record-stores: an attestor looks only at stores that its operator lists"; fi
for file in "$relay_spec" "$snapshot"; do [ -z "$file" ] || [ -f "$file" ] || die "there is no file '$file'"; done
for n in "$port" "$rpc" "$prometheus"; do [[ $n =~ ^[0-9]+$ ]] && [ "$n" -ge 1 ] && [ "$n" -le 65535 ] || die "'$n' is no port"; done
# A chain for trying things out has no relay chain, and nobody but its one sealing node makes blocks.
trial=""
if [ "$id" = salus-dev ]; then trial=1; fi
if [ -n "$trial" ] && [ "$what" = collator ]; then die "a trial chain has one sealing node and no collators; join as full or attestor"; fi
[ ! -e "$base/start.sh" ] || die "$base/start.sh exists: this folder is a node's already"

mkdir -p "$base"
base=$(cd "$base" && pwd)
if [ -n "$snapshot" ]; then "$ROOT/scripts/restore.sh" --chain "$spec" --base-path "$base" "$snapshot"; fi
cp "$spec" "$base/chain-spec.json"
if [ -n "$keys" ]; then
  case "$what" in
    collator) "$ROOT/scripts/keys.sh" insert "$keys" --chain "$spec" --base-path "$base" aura;;
    attestor) "$ROOT/scripts/keys.sh" insert "$keys" --chain "$spec" --base-path "$base" satt;;
  esac
  if [ -f "$keys/node.key" ]; then cp "$keys/node.key" "$base/node.key"; fi
fi
if [ -n "$stores" ]; then cp "$stores" "$base/record-stores.toml"; fi
if [ -n "$relay_spec" ]; then cp "$relay_spec" "$base/relay-spec.json"; fi

arguments=(--chain "$base/chain-spec.json" --base-path "$base" --port "$port" --rpc-port "$rpc" --prometheus-port "$prometheus" --enable-offchain-indexing true)
if [ -f "$base/node.key" ]; then arguments+=(--node-key-file "$base/node.key"); fi
if [ -n "$stores" ]; then arguments+=(--record-stores "$base/record-stores.toml"); fi
if [ "$what" = collator ]; then arguments+=(--collator); fi
if [ ${#boot[@]} -gt 0 ]; then arguments+=(--bootnodes "${boot[@]}"); fi
if [ -n "$trial" ]; then
  arguments+=(--dev-follow)
else
  if [ -n "$relay_rpc" ]; then arguments+=(--relay-chain-rpc-urls "$relay_rpc"); fi
  # Reading all of a relay chain's history takes days; its newest state is proven by itself.
  arguments+=(-- --sync warp)
  # Also where a relay node elsewhere is asked: validators are found by what the spec says.
  if [ -n "$relay_spec" ]; then arguments+=(--chain "$base/relay-spec.json"); fi
fi

{
  printf '#!/bin/bash\n# Runs this node. Written by join.sh; options given here are added to those of the parachain side.\n'
  # shellcheck disable=SC2016  # expanded when start.sh runs
  printf 'exec "${SALUS_NODE:-%s}" "$@"' "$(node_program)"
  printf ' %q' "${arguments[@]}"
  printf '\n'
} > "$base/start.sh"
chmod 700 "$base/start.sh"
if [ -n "$service" ]; then
  cat > "$base/salus-node.service" <<UNIT
[Unit]
Description=Salus node ($id, $what)
After=network-online.target
Wants=network-online.target

[Service]
User=salus
ExecStart=$base/start.sh
Restart=on-failure
RestartSec=10
# RocksDB keeps many files open.
LimitNOFILE=65536
# Time to write what is in memory.
TimeoutStopSec=120
NoNewPrivileges=true
ProtectSystem=strict
ReadWritePaths=$base
ProtectHome=true
PrivateTmp=true

[Install]
WantedBy=multi-user.target
UNIT
fi

say "a $what node of chain '$id' is prepared in $base"
note "chain spec: $(sha256sum "$spec" | cut -d' ' -f1)  (compare with the published one)"
note "start it:   $base/start.sh"
case "$what" in
  collator)
    note "then, on chain:"
    note "  1. the collator's account needs a little SALUS for fees"
    note "  2. ./scripts/keys.sh rotate --account ADDRESS --key-file $keys/collator.key    (not needed when genesis has the key)"
    note "  3. the admin, or staff with the duty operations, sends"
    note "     Organizations.set_collator {\"organization\": N, \"account\": ADDRESS}"
    note "blocks come one to two hours later; the metric salus_collating turns 1";;
  attestor)
    note "then, on chain:"
    note "  1. the Council passes Attestation.register_attestor {\"key\": \"$("$(node_program)" key inspect --scheme sr25519 --output-type json "$keys/satt.key" | sed -n 's/^ *"publicKey": *"\([^"]*\)".*/\1/p')\", \"organization\": N}"
    note "  2. owners of stores name the key among their attestors";;
esac
