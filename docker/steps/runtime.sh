#!/bin/sh
# Image step: what a program needs to run, and nothing to install more with by accident. Arguments: Debian packages.
set -eu
apt-get update -qq
# Stores of other members are reached by TLS.
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates "$@"
rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/dpkg.log /var/log/apt
# Programs that raise privileges have no business here: nobody is meant to become root.
find / -xdev -perm /6000 -type f -exec chmod a-s {} +
install -d -m 0750 -o 10001 -g 10001 /data
