#!/usr/bin/env bash
# Runs the steps of the node's image in a fresh Debian, then the node in it: as user 10001, without capabilities, on a
# read-only root file system, with the image's health check. Root only.
#
#   ./docker/check_image.sh SALUS_NODE
set -euo pipefail
# Everything is mounted in a name space of its own, which is gone with this script: nothing of the machine's can be
# mistaken for the image's, least of all when the image is removed.
if [ -z "${SALUS_IMAGE_CHECK:-}" ]; then
  SALUS_IMAGE_CHECK=$(mktemp -d)
  export SALUS_IMAGE_CHECK
  trap 'rm -rf --one-file-system "$SALUS_IMAGE_CHECK"' EXIT
  status=0
  unshare --mount --propagation private "$0" "$@" || status=$?
  exit "$status"
fi
root=$SALUS_IMAGE_CHECK/root
log=$SALUS_IMAGE_CHECK/node.log
program=$(readlink -f "$1")
here=$(cd "$(dirname "$0")" && pwd)
suite=$(sed -n 's/^ARG DEBIAN_IMAGE=.*:\([0-9]*\)\..*/\1/p' "$here/Dockerfile")
case "$suite" in 12) suite=bookworm;; 13) suite=trixie;; *) echo "no Debian $suite is known here" >&2; exit 1;; esac
packages=$(sed -n '/^FROM .* AS node$/,/^FROM/s/.*runtime.sh *\(.*\)$/\1/p' "$here/Dockerfile" | head -1)
cache=${SALUS_CACHE:-$HOME/.cache/salus}
node=
clean_up() { if [ -n "$node" ]; then kill "$node" 2>/dev/null || true; wait "$node" 2>/dev/null || true; fi; }
trap clean_up EXIT

# The packages of the base are kept: making it again takes seconds instead of minutes.
base=$cache/debian-$suite.tar
if [ ! -f "$base" ]; then
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    sed -nE 's/^deb .*(https?:[^ ]+) .*/\1/p; s/^URIs: *([^ ]+).*/\1/p' | awk '!/security/ && !n++')
  mkdir -p "$cache"
  debootstrap --variant=minbase "$suite" "$SALUS_IMAGE_CHECK/base" ${mirror:+"$mirror"}
  tar -C "$SALUS_IMAGE_CHECK/base" -cf "$base.part" . && mv "$base.part" "$base"
fi
mkdir -p "$root"
mount --bind "$root" "$root"
tar -C "$root" -xf "$base"
mkdir -p "$root/steps"
cp "$here"/steps/*.sh "$root/steps/"
# What lets apt reach its mirror from within.
for file in /etc/resolv.conf /etc/hosts; do cp -L "$file" "$root$file" 2>/dev/null || true; done
cp -rL /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
rm -rf "$root"/etc/apt/sources.list*
cp -rL /etc/apt/sources.list* "$root/etc/apt/" 2>/dev/null || true
mount -t proc proc "$root/proc"
# Devices as in a container: these and no more.
mount -t tmpfs -o size=1m,mode=755 tmpfs "$root/dev"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/zero" c 1 5
mknod -m 666 "$root/dev/random" c 1 8
mknod -m 666 "$root/dev/urandom" c 1 9
ln -s /proc/self/fd "$root/dev/fd"
# shellcheck disable=SC2086  # a list of packages
chroot "$root" /steps/runtime.sh $packages
rm -rf "$root/steps"
[ -z "$(find "$root" -xdev -path "$root/proc" -prune -o -path "$root/dev" -prune -o -perm /6000 -type f -print)" ] || { echo "something may raise privileges" >&2; exit 1; }
install -m 0755 "$program" "$root/usr/local/bin/salus-node"
install -m 0755 "$here/healthcheck.sh" "$root/usr/local/bin/healthcheck"
chroot "$root" ldd /usr/local/bin/salus-node | grep 'not found' && { echo "the image lacks a library" >&2; exit 1; }

# Read-only but for /data and /tmp, as the compose file has it.
mount --bind "$root/data" "$root/data"
mount -o remount,bind,ro "$root"
mount -t tmpfs -o size=64m,mode=1777 tmpfs "$root/tmp"
nobody=(chroot --userspec=10001:10001 "$root")
"${nobody[@]}" /bin/sh -c 'echo x > /usr/local/bin/x' 2>/dev/null && { echo "the root file system can be written" >&2; exit 1; }
"${nobody[@]}" /usr/local/bin/salus-node --version
port=$((20000 + RANDOM % 20000))
"${nobody[@]}" /usr/local/bin/healthcheck node && { echo "a node that does not run is called well" >&2; exit 1; }
"${nobody[@]}" /usr/bin/env SALUS_RPC_PORT=$port /usr/local/bin/salus-node --dev --base-path /data --rpc-port $port --port $((port + 1)) \
  --no-prometheus --no-telemetry --no-mdns --no-hardware-benchmarks > "$log" 2>&1 &
node=$!
for _ in $(seq 120); do
  sleep 1
  kill -0 "$node" 2>/dev/null || { tail -5 "$log" >&2; echo "the node ended" >&2; exit 1; }
  if "${nobody[@]}" /usr/bin/env SALUS_RPC_PORT=$port /usr/local/bin/healthcheck node >/dev/null; then
    [ "$(ps -o uid= -p "$node" | tr -d ' ')" = 10001 ] || { echo "the node does not run as nobody" >&2; exit 1; }
    echo "the node is well in its image"
    exit 0
  fi
done
tail -5 "$log" >&2
echo "the node was not well within two minutes" >&2
exit 1
