#!/usr/bin/env bash
# Installs what Salus needs to build and run: a C toolchain, protoc, a Rust compiler that can
# compile the runtime to wasm, Node.js packages are left to the tests that use them.
# Safe to run again: each step looks first and says what it found.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

build_tools() {
  if have apt-get; then
    apt_install build-essential clang libclang-dev protobuf-compiler cmake pkg-config libssl-dev mold curl ca-certificates git
  else
    local t missing=()
    for t in cc clang protoc cmake pkg-config mold; do have "$t" || missing+=("$t"); done
    [ ${#missing[@]} -eq 0 ] || die "please install with your package manager: ${missing[*]} (and the OpenSSL and libclang headers), then run this again"
  fi
}

# The usual way: rustup reads rust-toolchain.toml.
rustup_toolchain() {
  have rustup || return 1
  toolchain_ready "$(channel)" && return 0
  say "asking rustup for Rust $(channel) with the wasm32v1-none target"
  timeout 600 rustup toolchain install "$(channel)" --profile minimal \
    --component rustfmt --component clippy --component rust-src --target wasm32v1-none >/dev/null 2>&1 \
    || return 1
  toolchain_ready "$(channel)"
}

# Where rustup's servers cannot be reached: Debian's compiler, and a wasm target built from its own library sources.
debian_toolchain() {
  have apt-get || return 1
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm lld-22 rustfmt-web rust-web-clippy
  /usr/bin/rustc --version | grep -qF "$(channel)" || warn "Debian ships $(/usr/bin/rustc --version), the project is tested with $(channel)"
  local lib=/usr/lib/rustlib/wasm32v1-none/lib
  if ! compgen -G "$lib/libcore-*.rlib" >/dev/null; then
    say "building the wasm32v1-none core library from source (about 20 s)"
    local tmp; tmp=$(mktemp -d)
    mkdir -p "$tmp/src"
    printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n[lib]\n[workspace]\n' > "$tmp/Cargo.toml"
    printf '#![no_std]\nextern crate alloc;\n' > "$tmp/src/lib.rs"
    # Bitcode is embedded because the runtime is linked with LTO.
    ( cd "$tmp" && RUSTUP_TOOLCHAIN='' RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$tmp/target" \
        /usr/bin/cargo build --quiet --release --target wasm32v1-none -Zbuild-std=core,alloc )
    as_root mkdir -p "$lib"
    as_root cp "$tmp"/target/wasm32v1-none/release/deps/lib{core,alloc,compiler_builtins}-*.rlib "$lib/"
    rm -rf "$tmp"
    # A runtime linked against an older copy of these files would not load.
    find "$CARGO_TARGET_DIR" -maxdepth 2 -name wbuild -exec rm -rf {} + 2>/dev/null || true
  fi
  if have rustup; then
    toolchain_ready debian || rustup toolchain link debian /usr
  fi
}

main() {
  say "checking build tools"
  build_tools
  say "checking the Rust toolchain"
  if ! rustup_toolchain; then
    note "rustup cannot provide Rust $(channel) here; using Debian's compiler"
    debian_toolchain || die "no usable Rust toolchain: install rustup from https://rustup.rs, then run this again"
  fi
  use_toolchain
  note "$(rustc --version), target folder $CARGO_TARGET_DIR"
  unpack_tools
  say "set-up is complete"
}
main "$@"
