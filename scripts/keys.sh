#!/usr/bin/env bash
# Keys of a member's node: makes them, puts them into the node's keystore, exchanges them.
#
#   ./scripts/keys.sh generate DIR [--member NAME]
#       Makes every key a member starts with, one file each, readable by you alone:
#         admin.key      decides for the organisation and signs for it: copy it to an offline place and remove it here
#         collator.key   account under which the collator is known; signs nothing but setKeys
#         custodian.key  staff account that anchors and erases records; for who keeps a record store
#         aura.key       session key: makes blocks
#         satt.key       attestor key: signs what the node saw in record stores
#         node.key       the node's identity in the peer-to-peer network (hex)
#       and member.toml, the public part, which goes into the consortium file. Existing files are never overwritten.
#
#   ./scripts/keys.sh show DIR
#       The public part again.
#
#   ./scripts/keys.sh insert DIR --chain SPEC --base-path PATH [aura] [satt]
#       Copies the session and attestor keys (or only those named) into the keystore of the node with this base path.
#       The node sees a new attestor key at once and a new session key when it starts again.
#
#   ./scripts/keys.sh rotate --account ADDRESS [--url URL] [--key-file FILE]
#       Lets a running node make new session keys, which never leave it, and prints what the collator's account must
#       send. With --key-file (collator.key) it is sent at once. The node must listen on loopback with
#       --rpc-methods unsafe meanwhile. The old key authors on for one to two sessions: keep the node up.
#
# No secret is printed, taken from the command line or sent anywhere. Back the files up encrypted, each with its purpose:
# a lost admin key takes a motion of the Council to replace, a lost session key only a rotation.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
umask 077

ACCOUNTS=(admin collator custodian)
SIGNERS=(aura satt)

# public FILE FIELD: the public part of the secret in a file.
public() { "$(node_program)" key inspect --scheme sr25519 --output-type json "$1" | sed -n "s/^ *\"$2\": *\"\([^\"]*\)\".*/\1/p"; }

member_toml() {
  local dir=$1 name=$2
  cat <<TOML
[[member]]
name = "$name"
roles = []                             # what you are: provider, payer, manufacturer, wholesaler, dispenser, laboratory,
                                       # regulator, credential-issuer, auditor, researcher, patient-advocate
npi = []
gln = []
oid = []
admin = "$(public "$dir/admin.key" ss58Address)"
technical_delegate = "$(public "$dir/admin.key" ss58Address)"
funds = "10000"
attestors = ["$(public "$dir/satt.key" publicKey)"]

[member.collator]
account = "$(public "$dir/collator.key" ss58Address)"
session_key = "$(public "$dir/aura.key" publicKey)"

[[member.staff]]                       # leave it out if you keep no record store
account = "$(public "$dir/custodian.key" ss58Address)"
duties = ["records"]

# peer id of the node, for boot_nodes: /dns/YOUR.HOST/tcp/30333/p2p/$("$(node_program)" key inspect-node-key --file "$dir/node.key")
TOML
}

generate() {
  local dir=${1:-} name=Member purpose
  [ -n "$dir" ] || die "name the folder for the keys (see --help)"
  shift
  while [ $# -gt 0 ]; do
    case "$1" in --member) name=${2:?--member wants a name}; shift 2;; *) die "unknown option '$1' (see --help)";; esac
  done
  case "$name" in *[\"\\]*) die "a name has no quotes or backslashes";; esac
  mkdir -p "$dir"
  for purpose in "${ACCOUNTS[@]}" "${SIGNERS[@]}" node; do
    [ ! -e "$dir/$purpose.key" ] || die "$dir/$purpose.key exists; keys are never overwritten"
  done
  chmod 700 "$dir"
  for purpose in "${ACCOUNTS[@]}" "${SIGNERS[@]}"; do
    "$(node_program)" key generate --words 24 --scheme sr25519 --output-type json |
      sed -n 's/^ *"secretPhrase": *"\([^"]*\)".*/\1/p' > "$dir/$purpose.key"
    [ -s "$dir/$purpose.key" ] || die "salus-node made no key"
  done
  # Any 32 bytes are an Ed25519 secret.
  od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n' > "$dir/node.key"
  member_toml "$dir" "$name" > "$dir/member.toml"
  chmod 600 "$dir"/*.key
  say "keys are in $dir; hand in $dir/member.toml, which holds nothing secret"
}

insert() {
  local dir=${1:-} spec="" base="" kinds=() kind
  [ -n "$dir" ] || die "name the folder with the keys (see --help)"
  shift
  while [ $# -gt 0 ]; do
    case "$1" in
      --chain) spec=${2:?--chain wants a file}; shift 2;;
      --base-path) base=${2:?--base-path wants a folder}; shift 2;;
      aura | satt) kinds+=("$1"); shift;;
      *) die "unknown option or kind of key '$1' (see --help)";;
    esac
  done
  [ -f "$spec" ] || die "--chain: there is no chain spec '$spec'"
  [ -n "$base" ] || die "--base-path is missing: the folder of the node"
  [ ${#kinds[@]} -gt 0 ] || kinds=("${SIGNERS[@]}")
  for kind in "${kinds[@]}"; do
    [ -f "$dir/$kind.key" ] || die "there is no $dir/$kind.key"
    "$(node_program)" key insert --chain "$spec" --base-path "$base" --key-type "$kind" --scheme sr25519 --suri "$dir/$kind.key"
    note "$kind key $(public "$dir/$kind.key" publicKey) is in the keystore"
  done
}

rotate() {
  local url=ws://127.0.0.1:9944 account="" file="" answer id keys proof
  while [ $# -gt 0 ]; do
    case "$1" in
      --url) url=${2:?--url wants a URL}; shift 2;;
      --account) account=${2:?--account wants an address}; shift 2;;
      --key-file) file=${2:?--key-file wants a file}; shift 2;;
      *) die "unknown option '$1' (see --help)";;
    esac
  done
  [ -n "$account" ] || die "--account is missing: the collator's account"
  # What is signed over is the account's 32 bytes.
  id=$("$(node_program)" key inspect --output-type json --scheme sr25519 "$account" 2>/dev/null | sed -n 's/^ *"publicKey": *"\([^"]*\)".*/\1/p')
  [ -n "$id" ] || die "'$account' is no address"
  answer=$(curl -fsS -H 'content-type: application/json' -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"author_rotateKeysWithOwner\",\"params\":[\"$id\"]}" \
    "${url/#ws/http}") || die "no node answers at $url"
  case "$answer" in
    *'"error"'*) die "the node refuses to make keys: start it on loopback with --rpc-methods unsafe ($answer)";;
  esac
  keys=$(sed -n 's/.*"keys":"\(0x[0-9a-f]*\)".*/\1/p' <<<"$answer")
  proof=$(sed -n 's/.*"proof":"\(0x[0-9a-f]*\)".*/\1/p' <<<"$answer")
  [ -n "$keys" ] && [ -n "$proof" ] || die "the node's answer is not understood: $answer"
  local arguments="{\"keys\": \"$keys\", \"proof\": \"$proof\"}"
  if [ -n "$file" ]; then
    "$ROOT/scripts/submit.sh" --url "$url" --key-file "$file" Session.set_keys "$arguments"
    say "the new session key counts in one to two sessions (one to two hours)"
  else
    say "new session keys are in the node; now send from $account:"
    printf "Session.set_keys '%s'\n" "$arguments"
  fi
}

what=${1:-}
[ $# -eq 0 ] || shift
case "$what" in
  generate) generate "$@";;
  show) [ -d "${1:-}" ] || die "name the folder with the keys (see --help)"; cat "$1/member.toml";;
  insert) insert "$@";;
  rotate) rotate "$@";;
  -h | --help) help_of "$0";;
  *) help_of "$0" >&2; die "say what to do: generate, show, insert or rotate";;
esac
