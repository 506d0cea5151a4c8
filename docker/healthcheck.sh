#!/bin/bash
# Is the program of this container well? Exit code 0 if so.
#
#   healthcheck node             RPC answers, and the node is not catching up alone
#   healthcheck custodian        the last pass met no problem
#   healthcheck http PORT PATH   GET answers 200
#
# In bash alone, so that no image carries a program for fetching things.
set -eu

# get PORT PATH: the status code.
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
  read -r -t 4 _ code _ <&3
  exec 3>&-
  printf '%s' "$code"
}

case "${1:-}" in
  node) port=${SALUS_RPC_PORT:-9944} path=/health/readiness;;
  custodian) port=${SALUS_CUSTODIAN_PORT:-9617} path=/health;;
  http) port=$2 path=$3;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2;;
esac
code=$(get "$port" "$path" 2>/dev/null) || { echo "nothing answers on port $port"; exit 1; }
echo "$path: $code"
[ "$code" = 200 ]
