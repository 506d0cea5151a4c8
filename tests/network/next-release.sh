#!/usr/bin/env bash
# Builds the runtime of the "next release", to which the network tests upgrade: a higher version, a migration in one block and
# one over several, two blocks per relay slot (feature `next-release`, runtime/src/migrations.rs). Never released.
#
#   ./tests/network/next-release.sh FILE     writes it compressed to FILE
#
# It is compiled beside the real one and never takes its place: three minutes the first time on two cores.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib.sh
. "$here/../../scripts/lib.sh"
case "${1:-}" in "" | -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0"; [ -n "${1:-}" ]; exit;; esac
out=$(realpath -m "$1")

use_toolchain
project=$CARGO_TARGET_DIR/next-release
mkdir -p "$project/src"
cp "$ROOT/Cargo.lock" "$project/Cargo.lock"
# As the wasm builder of the Polkadot SDK does it.
cat >"$project/Cargo.toml.new" <<TOML
[package]
name = "salus-next-release"
version = "1.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
runtime = { package = "salus-runtime", path = "$ROOT/runtime", default-features = false, features = ["next-release"] }

[profile.release]
panic = "abort"
lto = "thin"

[workspace]
resolver = "2"
TOML
cmp -s "$project/Cargo.toml.new" "$project/Cargo.toml" || cp "$project/Cargo.toml.new" "$project/Cargo.toml"
printf '#![no_std]\npub use runtime::*;\n' >"$project/src/lib.rs.new"
cmp -s "$project/src/lib.rs.new" "$project/src/lib.rs" || cp "$project/src/lib.rs.new" "$project/src/lib.rs"

# The crates that do not differ are taken from where the wasm builder compiled them.
compiled=$CARGO_TARGET_DIR/debug/wbuild/salus-runtime/target
[ -d "$project/target" ] || [ ! -d "$compiled" ] || cp -a "$compiled" "$project/target"

say "compiling the next release"
( cd "$project" &&
  env -u CARGO_ENCODED_RUSTFLAGS SKIP_WASM_BUILD= CARGO_TARGET_DIR="$project/target" \
    RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime" \
    cargo build --release --target wasm32v1-none )
. "$ROOT/tests/e2e/prepare.sh"
prepare_npm
node "$here/tools/pack.js" "$project/target/wasm32v1-none/release/salus_next_release.wasm" "$out"
note "$out: $(stat -c %s "$out") bytes"
