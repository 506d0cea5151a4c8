#!/bin/sh
# Image step: compile the programs and put them into /out, since the target folder is a cache that no layer keeps.
set -eu
profile=$1
# What is released carries the metadata hash, by which hardware wallets check what they sign; it compiles the runtime twice.
case "$profile" in
  production | release) set -- --features salus-node/on-chain-release-build;;
  *) set --;;
esac
cargo build --locked --profile "$profile" "$@" -p salus-node -p salus-custodian
mkdir -p /out
for program in salus-node salus-custodian; do
  install -m 0755 "$CARGO_TARGET_DIR/$profile/$program" "/out/$program"
  "/out/$program" --version
done
