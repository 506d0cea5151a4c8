#!/usr/bin/env bash
# Prints build arguments and variables that pin the bases by digest, as the registry has them now.
#
#   ./docker/pin.sh            needs docker with buildx, and the registry
set -euo pipefail
cd "$(dirname "$0")"
case "${1:-}" in -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0;; esac
digest() { docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}'; }
sed -n 's/^ARG \([A-Z]*_IMAGE\)=\(.*\)$/\1 \2/p' Dockerfile | while read -r name image; do
  printf -- '--build-arg %s=%s@%s\n' "$name" "$image" "$(digest "$image")"
done
sed -n 's/^ *image: \${\([A-Z]*_IMAGE\):-\(.*\)}$/\1 \2/p' compose.yaml | sort -u | while read -r name image; do
  printf '%s=%s@%s\n' "$name" "$image" "$(digest "$image")"
done
