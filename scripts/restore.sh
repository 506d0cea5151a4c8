#!/usr/bin/env bash
# Makes a node's database from a file that snapshot.sh wrote.
#
#   ./scripts/restore.sh --chain SPEC --base-path PATH FILE.tar.zst
#
#   --chain SPEC       the chain spec that the consortium published: the snapshot must be of this very chain
#   --base-path PATH   the node's folder; made when it is not there. A database in it is never overwritten
#
# FILE.sha256 beside the file is checked; without it the file is refused. A snapshot holds no keys: insert them afterwards
# (keys.sh insert), and only when no other node runs with them. Whose snapshot you take, you trust with your first
# answers: what comes after is checked block by block, what is in it is not. Take your own, or compare
# chain_getBlockHash of a finalised block with several members before relying on it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
umask 077

spec="" base="" file=""
while [ $# -gt 0 ]; do
  case "$1" in
    --chain) spec=${2:?--chain wants a file}; shift 2;;
    --base-path) base=${2:?--base-path wants a folder}; shift 2;;
    -h | --help) help_of "$0"; exit 0;;
    -*) die "unknown option '$1' (see --help)";;
    *) [ -z "$file" ] || die "one snapshot at a time"; file=$1; shift;;
  esac
done
[ -f "$spec" ] || die "--chain: there is no chain spec '$spec'"
[ -n "$base" ] || die "--base-path is missing: the folder of the node"
[ -f "$file" ] || die "there is no snapshot '$file'"
have zstd || die "zstd is needed (package zstd)"
[ -f "$file.sha256" ] || die "$file.sha256 is missing: without its checksum a snapshot cannot be told from a damaged one"
( cd "$(dirname "$file")" && sha256sum --quiet --check "$(basename "$file").sha256" ) >/dev/null 2>&1 || die "$file is not what its checksum says: it is damaged, or another file"
id=$(json_text "$spec" id)
[ -n "$id" ] || die "$spec is no chain spec: it has no id"
for kind in db paritydb; do [ ! -e "$base/chains/$id/$kind" ] || die "$base has a database of chain '$id': move it away first"; done

mkdir -p "$base"
# Within the base path, so that moving into place is one step on one file system.
work=$(mktemp -d "$base/.restore-XXXXXX")
trap 'rm -rf "$work"' EXIT
zstd --quiet --decompress --stdout "$file" | tar --extract --file - --sparse --no-same-owner -C "$work"
grep -qx 'format 1' "$work/snapshot.txt" 2>/dev/null || die "$file is no snapshot of a format that this release knows"
grep -qx "chain $id" "$work/snapshot.txt" || die "the snapshot is of $(sed -n 's/^chain /chain /p' "$work/snapshot.txt"), not of '$id'"
cmp -s "$spec" "$work/chain-spec.json" || die "the snapshot was made with another chain spec than $spec, though both are called '$id'"

mkdir -p "$base/chains/$id"
for kind in db paritydb; do if [ -d "$work/chains/$id/$kind" ]; then mv "$work/chains/$id/$kind" "$base/chains/$id/$kind"; fi; done
if [ -d "$work/relay" ] && [ ! -e "$base/relay" ]; then mv "$work/relay" "$base/relay"; fi
say "restored: chain '$id', $(sed -n 's/^made /made /p' "$work/snapshot.txt")"
note "no keys are in it: insert them with keys.sh, and only where no other node runs with them"
