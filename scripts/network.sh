#!/usr/bin/env bash
# Starts a real network on this machine: a relay chain with validators, and our parachain with its collators.
#
#   ./scripts/network.sh [options] [CONFIG]
#
#   CONFIG           salus (the default), omni-node, external-relay, elastic, or the path of a zombienet file
#   --check          look only whether it could start
#   --dir FOLDER     where its data lies (default: ~/.cache/salus/network/CONFIG; emptied first)
#   --session N      blocks per session of the parachain (default 10: a new collator authors after two minutes)
#   --code FILE      start from this compressed runtime instead of the one in salus-node
#
# Ctrl-C stops it. Its data and logs stay until the next start. See docs/network.md.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

config=salus check= dir= session=10 code=
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 0;;
    --check) check=1; shift;;
    --dir) dir=${2:?"--dir needs a folder"}; shift 2;;
    --session) session=${2:?"--session needs a number"}; shift 2;;
    --code) code=${2:?"--code needs a file"}; shift 2;;
    -*) die "unknown option $1 (try --help)";;
    *) config=$1; shift;;
  esac
done

file=$config
[ -f "$file" ] || file=$ROOT/zombienet/$config.toml
[ -f "$file" ] || die "no configuration '$config': there are $(cd "$ROOT/zombienet" && ls ./*.toml | sed 's|^\./||; s|\.toml$||' | paste -sd' ')"
[[ $session =~ ^[1-9][0-9]*$ ]] || die "--session takes a number of blocks, not '$session'"
[ -z "$code" ] || [ -f "$code" ] || die "no such file: $code"
name=$(basename "$file" .toml)
dir=${dir:-$SALUS_CACHE/network/$name}
code=${code:+$(realpath "$code")}

have node && have npm || die "Node.js 20 or newer with npm is needed (packages nodejs and npm, or https://nodejs.org)"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || die "Node.js 20 or newer is needed; this is $(node --version)"

# Programs, by name on the PATH: zombienet calls them so.
unpack_tools
use_tools
salus=${SALUS_NODE:-$CARGO_TARGET_DIR/debug/salus-node}
if [ ! -x "$salus" ]; then
  [ -z "${SALUS_NODE:-}" ] || die "SALUS_NODE names $SALUS_NODE, which is no program"
  "$ROOT/scripts/setup.sh"
  build_programs
fi
[ "$(basename "$salus")" = salus-node ] || die "the program that SALUS_NODE names must be called salus-node"
PATH=$(cd "$(dirname "$salus")" && pwd):$PATH
missing=()
for tool in polkadot polkadot-prepare-worker polkadot-execute-worker $(grep -o 'polkadot-omni-node' "$file" | head -1); do
  found=$(find_tool "$tool") || { missing+=("$tool"); continue; }
  case ":$PATH:" in *":$(dirname "$found"):"*) ;; *) PATH=$PATH:$(dirname "$found");; esac
done
export PATH
if [ ${#missing[@]} -gt 0 ]; then
  warn "NOT FOUND: ${missing[*]}"
  note "A network needs a real relay chain. Get its programs, all of one release, in one of these ways:"
  note "  1. download them from the newest stable release at https://github.com/paritytech/polkadot-sdk/releases"
  note "  2. cargo install --locked polkadot polkadot-omni-node    (about an hour each)"
  note "and put them into one of: $SALUS_CACHE/tools, the PATH, or a folder that SALUS_TOOLS names."
  die "the network cannot start"
fi

wanted=$(cat "$ROOT/zombienet/package.json" "$ROOT/zombienet/package-lock.json" | sha256sum | cut -d' ' -f1)
if [ "$(cat "$ROOT/zombienet/node_modules/.installed" 2>/dev/null)" != "$wanted" ]; then
  say "installing zombienet (once; about 230 MB)"
  ( cd "$ROOT/zombienet" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error >/dev/null )
  printf '%s\n' "$wanted" >"$ROOT/zombienet/node_modules/.installed"
fi

# The next release is not in salus-node.
if [ "$name" = elastic ] && [ -z "$code" ]; then
  code=$SALUS_CACHE/next-release.wasm
  "$ROOT/tests/network/next-release.sh" "$code"
fi

# Is it running already? Two networks in one folder would destroy each other.
mine() { local p; for p in /proc/[0-9]*; do { tr '\0' ' ' <"$p/cmdline" | grep -qF -- " $dir/net/" && basename "$p"; } 2>/dev/null; done || true; }
[ -z "$(mine)" ] || die "a network runs in $dir already: stop it, or choose another folder with --dir"

rm -rf "$dir"
mkdir -p "$dir"
say "checking $name"
export SALUS_SPEC=$dir/salus.json SALUS_HEAD=$dir/salus.head.hex SALUS_WASM=$dir/salus.wasm.hex
node "$ROOT/zombienet/check.js" "$file" || die "$file cannot start: see above"
"$salus" export-chain-spec --chain local --raw --output "$dir/salus.json" >"$dir/spec.log" 2>&1 ||
  { tail -5 "$dir/spec.log" >&2; die "salus-node cannot write the chain spec"; }
node "$ROOT/zombienet/check.js" "$file" "$dir" --session "$session" ${code:+--code "$code"} || die "$file cannot start: see above"
"$salus" export-genesis-head --chain "$SALUS_SPEC" --base-path "$dir/head" "$SALUS_HEAD" >"$dir/spec.log" 2>&1 ||
  { tail -5 "$dir/spec.log" >&2; die "salus-node cannot work out the genesis head"; }
rm -rf "$dir/head"
[ -z "$check" ] || { say "$name could start"; exit 0; }

say "starting $name; logs are in $dir/net"
node "$ROOT/zombienet/node_modules/@zombienet/cli/dist/cli.js" spawn --provider native --dir "$dir/net" --force "$file" >"$dir/zombienet.log" 2>&1 &
zombienet=$!
# Zombienet ends its nodes when it is told to; whatever is left is ended by its id, which its folder in the command line shows.
cleanup() {
  local pid left
  kill -TERM "$zombienet" 2>/dev/null && { for _ in $(seq 50); do kill -0 "$zombienet" 2>/dev/null || break; sleep 0.2; done; }
  kill -KILL "$zombienet" 2>/dev/null || true
  left=$(mine)
  for pid in $left; do kill -KILL "$pid" 2>/dev/null || true; done
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

until [ -s "$dir/net/zombie.json" ]; do
  kill -0 "$zombienet" 2>/dev/null || { sed 's/\x1b\[[0-9;]*m//g' "$dir/zombienet.log" | grep -vE '^[│├└┌╔╚║╟╠═─ ]*$' | tail -20 >&2; die "zombienet ended: see $dir/zombienet.log"; }
  sleep 1
done
node -e '
  const network = JSON.parse(require("fs").readFileSync(process.argv[1]));
  const line = (node) => console.log(`    ${node.name.padEnd(14)} ${node.wsUri}`);
  console.log("==> running; the first blocks of the parachain come after a minute or two");
  network.relay.forEach(line);
  Object.values(network.paras).forEach((para) => para.nodes.forEach(line));
' "$dir/net/zombie.json"
if [ "$name" = elastic ]; then
  say "assigning a second core"
  node "$ROOT/tests/network/tools/assign-cores.js" "$dir/net/zombie.json" 2000 0 1
fi
wait "$zombienet"
