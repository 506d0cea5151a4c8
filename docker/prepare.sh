#!/usr/bin/env bash
# Makes what docker/compose.yaml runs with: keys of four members, their genesis, the relay chain's, configuration files.
#
#   ./docker/prepare.sh [FOLDER]     docker/consortium; must not exist yet
#
# Uses the images' programs through docker/bin, or those that SALUS_NODE and POLKADOT name. The keys of the members are
# made here and now; the two relay-chain validators run under well-known keys: for trying things out on one machine.
# Removing the folder makes everything forgotten.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../scripts/lib.sh"
umask 077

case "${1:-}" in -h | --help) help_of "$0"; exit 0;; esac
out=${1:-$ROOT/docker/consortium}
[ ! -e "$out" ] || die "$out exists; remove it to begin anew"
have jq || die "jq is needed (package jq)"
cd "$ROOT"
export SALUS_NODE=${SALUS_NODE:-$ROOT/docker/bin/salus-node}
polkadot=${POLKADOT:-$ROOT/docker/bin/polkadot}
mkdir -p "$out"
out=$(cd "$out" && pwd)

MEMBERS=(hospital imaging insurer regulator)
declare -A ROLES=([hospital]='"provider", "laboratory"' [imaging]='"provider"' [insurer]='"payer"' [regulator]='"regulator", "credential-issuer"')

peer_id() { "$SALUS_NODE" key inspect-node-key --file "$1"; }
address() { "$SALUS_NODE" key inspect --scheme sr25519 --output-type json "$1" | sed -n 's/^ *"ss58Address": *"\([^"]*\)".*/\1/p'; }
new_node_key() { od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n' > "$1"; }

say "keys of four members"
for member in "${MEMBERS[@]}"; do
  "$ROOT/scripts/keys.sh" generate "$out/$member/keys" --member "$member" 2>/dev/null
  mkdir -p "$out/$member"/{config,data}
done

say "the consortium file"
{
  printf 'name = "Four members"\nid = "four-members"\npara_id = 2000\nrelay_chain = "rococo-local"\nboot_nodes = [\n'
  for member in "${MEMBERS[@]}"; do printf '  "/dns/%s/tcp/30333/p2p/%s",\n' "$member" "$(peer_id "$out/$member/keys/node.key")"; done
  printf ']\n\n'
  for member in "${MEMBERS[@]}"; do
    sed "s/^roles = \[\] */roles = [${ROLES[$member]}]  /" "$out/$member/keys/member.toml"
    echo
  done
  printf '[[currency]]\nnumber = 840\ncode = "USD"\nname = "US dollar"\ndecimals = 2\nissuer = "insurer"\n\n'
  for member in "${MEMBERS[@]}"; do
    for purpose in admin collator custodian; do
      printf '[[endowment]]\naccount = "%s"\namount = "1000"\n' "$(address "$out/$member/keys/$purpose.key")"
    done
  done
} > "$out/consortium.toml"
"$SALUS_NODE" consortium build "$out/consortium.toml" --raw --output "$out/chain-spec.json"

say "the relay chain, with the parachain in its genesis"
mkdir -p "$out/relay" "$out/relay-alice" "$out/relay-bob"
"$SALUS_NODE" export-genesis-head --chain "$out/chain-spec.json" --base-path "$out/scratch" > "$out/relay/head.hex" 2>/dev/null
"$SALUS_NODE" export-genesis-wasm --chain "$out/chain-spec.json" --base-path "$out/scratch" > "$out/relay/code.hex" 2>/dev/null
"$polkadot" export-chain-spec --chain rococo-local > "$out/relay/rococo.json" 2>/dev/null
for who in alice bob; do new_node_key "$out/relay/$who-node.key"; done
jq --rawfile head "$out/relay/head.hex" --rawfile code "$out/relay/code.hex" \
  --arg alice "/dns/relay-alice/tcp/30333/p2p/$(peer_id "$out/relay/alice-node.key")" \
  --arg bob "/dns/relay-bob/tcp/30333/p2p/$(peer_id "$out/relay/bob-node.key")" \
  '.bootNodes = [$alice, $bob] | .genesis.runtimeGenesis.patch.paras.paras =
     [[2000, {genesis_head: ($head | rtrimstr("\n")), validation_code: ($code | rtrimstr("\n")), parachain: true}]]' \
  "$out/relay/rococo.json" > "$out/relay/plain.json"
"$polkadot" export-chain-spec --chain "$out/relay/plain.json" --raw > "$out/relay/relay-spec.json" 2>/dev/null
rm -rf "$out/relay"/{head.hex,code.hex,rococo.json,plain.json} "$out/scratch"

say "configuration of each member"
for member in "${MEMBERS[@]}"; do
  cp "$out/chain-spec.json" "$out/$member/config/chain-spec.json"
  mv "$out/$member/keys/node.key" "$out/$member/config/node.key"
  "$ROOT/scripts/keys.sh" insert "$out/$member/keys" --chain "$out/chain-spec.json" --base-path "$out/$member/data" 2>/dev/null
  printf '# Stores that this attestor may contact: what `salus-custodian register` prints goes here.\n' > "$out/$member/config/record-stores.toml"
done
number=0
for member in hospital imaging; do
  mkdir -p "$out/$member"/{store,custodian}
  cp "$out/$member/keys/custodian.key" "$out/$member/custodian/custodian.key"
  case "$member" in hospital) kind=fhir-r4 port=8080;; imaging) kind=dicom port=8042;; esac
  cat > "$out/$member/custodian/salus-custodian.toml" <<TOML
[chain]
url = "ws://127.0.0.1:9944"
key_file = "custodian.key"
organization = $number
[store]
kind = "$kind"
url = "http://127.0.0.1:$port"
[batch]
[state]
path = "salus-custodian.redb"
[listen]
# Seen by Prometheus in the consortium's own network, and by nobody else.
address = "0.0.0.0:9617"
TOML
  number=$((number + 1))
done
mkdir -p "$out/prometheus" "$out/grafana"
od -An -N16 -v -tx1 /dev/urandom | tr -d ' \n' > "$out/grafana-password"

uid=$(id -u) gid=$(id -g)
if [ "$uid" = 0 ]; then uid=10001 gid=10001; chown -R "$uid:$gid" "$out"; fi
printf 'SALUS_UID=%s\nSALUS_GID=%s\n' "$uid" "$gid" > "$out/compose.env"
say "done. Next:"
note "docker compose --env-file $out/compose.env -f docker/compose.yaml up -d --build"
note "the members' keys are in $out/*/keys; Grafana's password in $out/grafana-password"
