#!/usr/bin/env bash
# Saves the database of a stopped node in one file, from which restore.sh makes it again.
#
#   ./scripts/snapshot.sh --chain SPEC --base-path PATH --output FILE.tar.zst [--relay]
#
#   --chain SPEC       the chain spec the node runs; a copy goes into the snapshot
#   --base-path PATH   the node's folder
#   --output FILE      where to write; FILE.sha256 is written beside it
#   --relay            with the database of the relay-chain side too (large; without it that side syncs again)
#
# In it: blocks, state, and the off-chain index with the histories (trails) of this node. Never in it: keys, the node's
# identity, tokens of record stores. Two nodes with one session key would make blocks against each other: keys are backed
# up by themselves (keys.sh).
#
# Stop the node first: a database that is written to cannot be copied. To keep the chain going, take snapshots from a
# full node, not from a collator. How often: as often as you would want to fetch the difference from your peers.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
umask 077

spec="" base="" output="" relay=""
while [ $# -gt 0 ]; do
  case "$1" in
    --chain) spec=${2:?--chain wants a file}; shift 2;;
    --base-path) base=${2:?--base-path wants a folder}; shift 2;;
    --output) output=${2:?--output wants a file}; shift 2;;
    --relay) relay=1; shift;;
    -h | --help) help_of "$0"; exit 0;;
    *) die "unknown option '$1' (see --help)";;
  esac
done
[ -f "$spec" ] || die "--chain: there is no chain spec '$spec'"
[ -n "$output" ] || die "--output is missing: the file to write"
[ ! -e "$output" ] || die "$output exists; snapshots are never overwritten"
have zstd || die "zstd is needed (package zstd)"
id=$(json_text "$spec" id)
[ -n "$id" ] || die "$spec is no chain spec: it has no id"
# A node has one of the two, as it was started.
kind=""
for found in db paritydb; do if [ -d "$base/chains/$id/$found" ]; then kind=$found; fi; done
[ -n "$kind" ] || die "there is no database of chain '$id' in $base"
database_in_use "$base" && die "a running node has this database open: stop it first"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$spec" "$work/chain-spec.json"
cat > "$work/snapshot.txt" <<TXT
format 1
chain $id
made $(date -u +%Y-%m-%dT%H:%M:%SZ)
node $("$(node_program)" --version)
TXT

parts=("chains/$id/$kind")
if [ -n "$relay" ]; then
  while IFS= read -r found; do parts+=("${found#"$base"/}"); done < <(find "$base/relay/chains" -mindepth 2 -maxdepth 2 \( -name db -o -name paritydb \) 2>/dev/null)
fi
say "saving ${parts[*]} ($(du -shc "${parts[@]/#/$base/}" | tail -1 | cut -f1))"
# The list is what may be in a snapshot: whatever else a node keeps is left out by not being named.
tar --create --file - --sparse --numeric-owner --exclude LOCK -C "$work" snapshot.txt chain-spec.json -C "$base" "${parts[@]}" |
  zstd --quiet -T0 -o "$output.part"
mv "$output.part" "$output"
( cd "$(dirname "$output")" && sha256sum "$(basename "$output")" > "$(basename "$output").sha256" )
say "written: $output ($(du -h "$output" | cut -f1)), checksum in $output.sha256"
