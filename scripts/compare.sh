#!/usr/bin/env bash
# Does the same work with what a user would pick instead: decisions by Cedar, logging and claims in PostgreSQL.
#
#   ./scripts/compare.sh [options]     e.g. --only cedar, --json figures.json, --ours measured.json; --help explains them
#
# Figures go to standard output as Markdown, progress to standard error. The database (Debian: postgresql-15,
# postgresql-15-pgaudit) lives in a temporary folder, listens on a socket only and is removed afterwards; SALUS_POSTGRES
# names another folder of its programs. A machine that does nothing else gives better figures.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# Of the options only these are of interest here: whether a database is needed at all.
database=yes
previous=
for option in "$@"; do
  case "$previous $option" in
    " -h") help_of "$0"; exit 0;;
    *"--help" | *"--version" | "--only cedar" | *"--only=cedar") database=;;
  esac
  previous=$option
done

programs=${SALUS_POSTGRES:-/usr/lib/postgresql/15/bin}
if [ -n "$database" ] && [ ! -x "$programs/initdb" ]; then
  die "no PostgreSQL in $programs: apt-get install postgresql-15 postgresql-15-pgaudit, or --only cedar"
fi

use_toolchain
export CARGO_TARGET_DIR="$SALUS_CACHE/compare"
say "building salus-compare ($CARGO_TARGET_DIR)"
run_cargo build --release --locked --manifest-path benches/compare/Cargo.toml
note "commit $(cd "$ROOT" && git rev-parse --short HEAD 2>/dev/null || echo unknown)$(cd "$ROOT" && git diff --quiet HEAD 2>/dev/null || echo ', changed')"
compare="$CARGO_TARGET_DIR/release/salus-compare"
[ -n "$database" ] || exec "$compare" "$@"

folder=$(mktemp -d "${TMPDIR:-/tmp}/salus-compare-XXXXXX")
# The server refuses to run as root.
as_owner() { ( cd "$folder" && "$@" ); }
if [ "$(id -u)" -eq 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$owner" "$folder"
  as_owner() { ( cd "$folder" && setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups "$@" ); }
fi
remove() {
  as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap remove EXIT
trap 'exit 130' INT TERM

case "$(stat -f -c %T "$folder")" in
  tmpfs | ramfs) warn "$folder is in memory: commits are NOT durable. Set TMPDIR to a folder on a disk";;
esac
libraries=
if [ -e "$("$programs/pg_config" --pkglibdir 2>/dev/null || echo "${programs%/bin}/lib")/pgaudit.so" ]; then
  libraries=pgaudit
else
  warn "pgaudit is NOT installed, so nothing is audited: apt-get install postgresql-15-pgaudit"
fi
say "starting a database in $folder"
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
"$compare" --programs "$programs" --folder "$folder" "$@"
