#!/usr/bin/env bash
# Does the same work with what a user would pick instead: decisions by Cedar, logging and claims in PostgreSQL.
#
#   ./scripts/compare.sh                   everything: some minutes for each of the three, after the builds
#   ./scripts/compare.sh --only cedar      decisions only; needs neither a database nor the rest of Salus
#   ./scripts/compare.sh --only postgres   PostgreSQL only, with nothing of ours beside it
#
# Options:
#   --json FILE          every figure
#   --ours FILE          take ours from what ./scripts/measure.sh --json wrote, instead of measuring it in this run
#   --cases N            random questions that both must answer alike (20000)
#   --seed N             where random numbers start (1)
#   --seconds N          how long each run of pgbench takes (10)
#
# Ours is decided in this process and in wasm, as a runtime is; what a call costs altogether ./scripts/measure.sh finds, or
# SALUS_MEASURE=FILE, a salus-measure that is built already (where it is not optimised, its times are left out).
# Figures go to standard output as Markdown, progress to standard error.
#
# The database lives in a temporary folder (TMPDIR, which must be on a disk), listens on a socket only and is removed
# afterwards. On Debian postgresql-15 and postgresql-15-pgaudit are installed where they are missing (root or sudo); Debian
# makes a cluster "main" with them, which is not used. SALUS_POSTGRES names the folder of another server's programs.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

words=" $* "
words=${words//=/ }
case "$words" in *" -h "* | *" --help "*) help_of "$0"; exit 0;; esac
database=yes
ours=yes
case "$words" in *" --only cedar "*) database=; ours=;; *" --only postgres "*) ours=;; esac
case "$words" in *" --ours "*) ours=;; esac

programs=${SALUS_POSTGRES:-/usr/lib/postgresql/15/bin}
pgaudit() { [ -e "$("$programs/pg_config" --pkglibdir 2>/dev/null || echo "${programs%/bin}/lib")/pgaudit.so" ]; }
if [ -n "$database" ]; then
  if [ -z "${SALUS_POSTGRES:-}" ] && have apt-get; then
    ( apt_install postgresql-15 postgresql-15-pgaudit ) || warn "apt-get could not install postgresql-15 and postgresql-15-pgaudit"
  fi
  [ -x "$programs/initdb" ] || die "no PostgreSQL in $programs: install postgresql-15 and its pgaudit, set SALUS_POSTGRES, or --only cedar"
fi

use_toolchain
measure=${SALUS_MEASURE:-$ROOT/scripts/measure.sh}
folder=$(mktemp -d "${TMPDIR:-/tmp}/salus-compare-XXXXXX")
# The server refuses to run as root.
owner=$(id -un)
as_owner() { ( cd "$folder" && "$@" ); }
if [ "$(id -u)" -eq 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$owner" "$folder"
  as_owner() { ( cd "$folder" && setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups "$@" ); }
fi
remove() {
  if [ -e "$folder/data/postmaster.pid" ]; then as_owner "$programs/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1 || true; fi
  rm -rf "$folder"
}
trap remove EXIT
trap 'exit 130' INT TERM

if [ -n "$database" ]; then
  case "$(stat -f -c %T "$folder")" in
    tmpfs | ramfs) warn "$folder is in memory: commits are NOT durable. Set TMPDIR to a folder on a disk";;
  esac
  libraries=pgaudit
  pgaudit || { libraries=; warn "pgaudit is NOT installed: nothing is audited, and the figures say so"; }
  say "starting a database in $folder"
  as_owner test -w "$folder" || die "$owner cannot reach $folder: set TMPDIR to a folder that everybody may enter"
  as_owner "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C >/dev/null
  cat >"$folder/data/postgresql.auto.conf" <<END
listen_addresses = ''
port = 5432
unix_socket_directories = '$folder'
shared_preload_libraries = '$libraries'
pgaudit.log_parameter = on
max_connections = 50
shared_buffers = 256MB
max_wal_size = 4GB
fsync = on
END
  as_owner "$programs/pg_ctl" -D data -l log -w start >/dev/null || { cat "$folder/log" >&2; die "the database does not start"; }
  set -- --programs "$programs" --folder "$folder" "$@"
fi

measured=$SALUS_CACHE/compare/ours.json
if [ -n "$ours" ]; then
  say "measuring ours ($measure)"
  mkdir -p "$(dirname "$measured")"
  "$measure" --only consent.check --only "consent.request_access, 1 provision" --only "consent.request_access, 32 provisions" \
    --only "claims.submit, 1 line" --json "$measured" >/dev/null
  note "kept in $measured: --ours takes it"
  set -- --ours "$measured" "$@"
fi

# One folder for this workspace, whatever CARGO_TARGET_DIR says: nothing of it is shared with Salus.
export CARGO_TARGET_DIR="$SALUS_CACHE/compare"
manifest=benches/compare/Cargo.toml
say "building salus-compare ($CARGO_TARGET_DIR): to wasm with a runtime's options, then for this machine"
CARGO_PROFILE_RELEASE_LTO=thin \
  RUSTFLAGS="-C link-arg=--export-table -C link-arg=--import-memory -C link-arg=--export=__heap_base --cfg substrate_runtime" \
  run_cargo build --release --locked --manifest-path "$manifest" -p salus-compare-cases --no-default-features --target wasm32v1-none
run_cargo build --release --locked --manifest-path "$manifest"
note "commit $(git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || echo unknown)$(git -C "$ROOT" diff --quiet HEAD 2>/dev/null || echo ', changed')"
set -- --wasm "$CARGO_TARGET_DIR/wasm32v1-none/release/salus_compare_cases.wasm" "$@"

"$CARGO_TARGET_DIR/release/salus-compare" "$@"
