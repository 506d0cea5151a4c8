# shellcheck shell=bash
# Shared by every script: where things live, how to say things, which compiler to use.
# Source it; it changes nothing but the environment of the calling script.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT

# One target folder outside the checkout, so that a second clone reuses the build.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/salus/target}"
# Use the system's OpenSSL instead of compiling a copy.
export OPENSSL_NO_VENDOR=1
# Prebuilt helper programs (relay node, FHIR server, weight bencher), if someone has put them somewhere.
export SALUS_TOOLS="${SALUS_TOOLS:-$ROOT/../shared/bin/unpacked}"
# Public test vectors that are not part of this repository.
export SALUS_TEST_DATA="${SALUS_TEST_DATA:-$ROOT/../shared/data}"
SALUS_CACHE="${SALUS_CACHE:-$HOME/.cache/salus}"
export SALUS_CACHE

say()  { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
warn() { printf '\033[33mwarning:\033[0m %s\n' "$*" >&2; }
die()  { printf '\033[31merror:\033[0m %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Debian's packages, those that are missing.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else die "need root to run: $*  (install sudo, or run this script as root once)"; fi; }

apt_updated=
apt_install() {
  local missing=()
  local p
  for p in "$@"; do dpkg -s "$p" >/dev/null 2>&1 || missing+=("$p"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing system packages: ${missing[*]}"
  if [ -z "$apt_updated" ]; then as_root apt-get update -qq; apt_updated=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

channel() { sed -n 's/^channel *= *"\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml"; }

# A toolchain counts only when it can compile for the runtime's target.
toolchain_ready() {
  local sysroot
  sysroot=$(RUSTUP_TOOLCHAIN="$1" RUSTUP_AUTO_INSTALL=0 rustc --print sysroot 2>/dev/null) || return 1
  compgen -G "$sysroot/lib/rustlib/wasm32v1-none/lib/libcore-*.rlib" >/dev/null
}

# Choose the compiler: the pinned channel where rustup has it, else the one setup.sh linked.
use_toolchain() {
  have rustup || return 0
  if toolchain_ready "$(channel)"; then
    export RUSTUP_TOOLCHAIN
    RUSTUP_TOOLCHAIN=$(channel)
  elif toolchain_ready debian; then
    export RUSTUP_TOOLCHAIN=debian
  fi
}

# find_tool NAME [VARIABLE]: the path of a helper program, or nothing.
find_tool() {
  local name=$1
  if have "$name"; then command -v "$name"; return 0; fi
  for dir in "$SALUS_TOOLS" "$SALUS_CACHE/tools"; do
    if [ -x "$dir/$name" ]; then printf '%s\n' "$dir/$name"; return 0; fi
  done
  return 1
}

# The node's program: SALUS_NODE, the one just built, or one on the PATH.
node_program() {
  local built="$CARGO_TARGET_DIR/debug/salus-node"
  if [ -n "${SALUS_NODE:-}" ]; then printf '%s\n' "$SALUS_NODE"; return 0; fi
  if [ -x "$built" ]; then printf '%s\n' "$built"; return 0; fi
  command -v salus-node || die "salus-node is not here: build it with ./scripts/test.sh e2e, or set SALUS_NODE"
}

# The text after the first NAME": " in a JSON file: enough for a chain spec's own members, which come before its genesis.
json_text() { sed -n "s/^ *\"$2\": *\"\([^\"]*\)\".*/\1/p" "$1" | head -1; }

# Print the comment at the top of a script, from its second line to the first line that is none.
help_of() { awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$1"; }

# database_in_use FOLDER: does a running node hold a database below this folder?
database_in_use() {
  local lock
  while IFS= read -r lock; do
    # The kernel lists each lock with the inode of its file.
    if grep -q ":$(stat -c %i "$lock") " /proc/locks 2>/dev/null; then return 0; fi
  done < <(find "$1" -iname lock -path '*db/*' 2>/dev/null)
  return 1
}

# Where unpack_tools put them, when they could not be unpacked in place.
use_tools() {
  if [ ! -d "$SALUS_TOOLS" ] && [ -d "$SALUS_CACHE/tools" ]; then SALUS_TOOLS="$SALUS_CACHE/tools"; fi
}

# Unpack prebuilt helper programs once, when an archive folder sits where SALUS_TOOLS points.
unpack_tools() {
  local unpack
  unpack="$(dirname "$SALUS_TOOLS")/unpack.sh"
  [ -x "$unpack" ] || return 0
  [ -d "$SALUS_TOOLS" ] && return 0
  say "unpacking prebuilt helper programs (once)"
  "$unpack" "$SALUS_CACHE/tools" >/dev/null
}

# build PACKAGES...: compile with progress. Always the whole set of programs, so that nothing is compiled twice with
# other features.
build_programs() {
  use_toolchain
  if [ ! -d "$CARGO_TARGET_DIR/debug/deps" ]; then
    say "first build: about 1,150 crates; on two cores this takes about an hour, later ones a minute or two"
    note "the longest single steps are RocksDB and the wasm optimiser (C++, 5 to 10 minutes each, no progress shown)"
  fi
  say "building salus-node and salus-custodian ($CARGO_TARGET_DIR)"
  run_cargo build --locked -p salus-node -p salus-custodian -p salus-interop
}
build_node() { build_programs; }

# take_svg ARGUMENTS: takes --svg FOLDER out of them. Sets svg, what remains as remaining, and json, the file of the figures
# to be drawn: the one of --json, or figures.json beside the charts.
take_svg() {
  svg="" json="" remaining=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --svg | --json)
        [ $# -gt 1 ] || die "$1 wants a value";;&
      --svg) svg=$2; shift;;
      --svg=*) svg=${1#*=};;
      --json) json=$2; remaining+=("$1" "$2"); shift;;
      --json=*) json=${1#*=}; remaining+=("$1");;
      *) remaining+=("$1");;
    esac
    shift
  done
  [ -n "$svg" ] || return 0
  [ -d "$svg" ] || die "--svg: there is no folder $svg"
  if [ -z "$json" ]; then json=$svg/figures.json; remaining+=(--json "$json"); fi
}

# Cargo with a progress bar on a terminal, and a line now and then elsewhere.
run_cargo() {
  if [ -t 2 ]; then
    ( cd "$ROOT" && cargo "$@" )
  else
    ( cd "$ROOT" && cargo "$@" 2> >(awk '
        /^ *Compiling/ { n++; if (n % 50 == 0) { printf "    %d crates compiled, now %s\n", n, $2; fflush() } next }
        /^ *(Downloaded|Downloading|Updating|Adding|Locking|Running|Executable|Doc-tests)/ { next }
        { print; fflush() }' >&2) )
  fi
}
