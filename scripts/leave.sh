#!/usr/bin/env bash
# Leaves a consortium in order: first what others would miss, then the seat, then the node.
#
#   ./scripts/leave.sh check    --organization N [--url URL]
#       What the organisation still holds that others rely on: stores, attestor keys, sponsored accounts, accreditations,
#       money. Exit code 3 while something remains.
#
#   ./scripts/leave.sh collator --organization N --key-file admin.key [--url URL]
#       Names no collator any more. Keep the node running for two sessions (two hours): until then the chain counts on it.
#
#   ./scripts/leave.sh attestor --attestor 0xKEY --key-file admin.key [--url URL]
#       Takes an attestor key out of service, at once. Stores that named it need another to keep their quorum.
#
#   ./scripts/leave.sh member   --organization N --key-file admin.key [--url URL] [--although-it-remains]
#       Resigns, for good: the organisation's number and identifiers are never given to another. Refused while something
#       remains that others rely on, unless you insist.
#
#   ./scripts/leave.sh node     --base-path PATH --chain SPEC
#       Last: removes the keys from the keystore of the stopped node. The database stays; a full node may go on.
#
#   --key-file FILE   secret of the admin, or of staff with the duty operations for collator and attestor
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/prepare.sh
. "$ROOT/tests/e2e/prepare.sh"

what=${1:-}
[ $# -eq 0 ] || shift
case "$what" in check | collator | attestor | member | node) ;; -h | --help) help_of "$0"; exit 0;; *) help_of "$0" >&2; die "leave as what: check, collator, attestor, member or node";; esac

url=ws://127.0.0.1:9944 organization="" attestor="" file="" base="" spec="" insist=""
while [ $# -gt 0 ]; do
  case "$1" in
    --although-it-remains) insist=1; shift; continue;;
    --url | --organization | --attestor | --key-file | --base-path | --chain) [ -n "${2:-}" ] || die "$1 wants a value";;
    -h | --help) help_of "$0"; exit 0;;
    *) die "unknown option '$1' (see --help)";;
  esac
  case "$1" in
    --url) url=$2;; --organization) organization=$2;; --attestor) attestor=$2;; --key-file) file=$2;; --base-path) base=$2;; --chain) spec=$2;;
  esac
  shift 2
done
case "$what" in check | collator | member) [[ $organization =~ ^[0-9]+$ ]] || die "--organization wants the organisation's number";; esac
case "$what" in collator | attestor | member) [ -f "$file" ] || die "--key-file: there is no file '$file'";; esac

check() { prepare_npm; node "$ROOT/tests/e2e/tools/leave.js" "$url" "$organization"; }
submit() { "$ROOT/scripts/submit.sh" --url "$url" --key-file "$file" "$@"; }

case "$what" in
  check) check;;
  collator)
    submit Organizations.set_collator "{\"organization\": $organization, \"account\": null}"
    say "keep the node running for two sessions (two hours): until then the chain counts on it";;
  attestor)
    [[ $attestor =~ ^0x[0-9a-f]{64}$ ]] || die "--attestor wants the key, 0x and 64 hex digits"
    submit Attestation.remove_attestor "{\"key\": \"$attestor\"}";;
  member)
    status=0
    check || status=$?
    [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"
    if [ "$status" -eq 3 ] && [ -z "$insist" ]; then die "something remains that others rely on: settle it first, or insist with --although-it-remains"; fi
    submit Organizations.resign "{\"organization\": $organization}";;
  node)
    [ -f "$spec" ] || die "--chain: there is no chain spec '$spec'"
    id=$(json_text "$spec" id)
    [ -d "$base/chains/$id" ] || die "there is no node of chain '$id' in $base"
    database_in_use "$base" && die "the node runs: stop it first"
    removed=0
    # File names of a keystore are the key type in hex, then the public key: aura and satt.
    for kept in "$base/chains/$id/keystore"/61757261* "$base/chains/$id/keystore"/73617474*; do
      [ -f "$kept" ] || continue
      shred -u "$kept" 2>/dev/null || rm -f "$kept"
      removed=$((removed + 1))
    done
    say "removed $removed keys from the keystore of '$id'";;
esac
