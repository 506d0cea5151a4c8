#!/bin/sh
# Image step: what compiling needs beside the compiler.
set -eu
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  build-essential clang libclang-dev protobuf-compiler cmake pkg-config libssl-dev mold git
rm -rf /var/lib/apt/lists/*
# The runtime's target and the library sources it is checked against.
if command -v rustup >/dev/null; then
  rustup target add wasm32v1-none
  rustup component add rust-src
fi
