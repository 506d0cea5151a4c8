#!/usr/bin/env bash
# Checks that every test which docs/security.md names exists, so that the page cannot claim what no test shows.
#
#   ./scripts/named-tests.sh [PAGE...]     docs/security.md without arguments
#
# A name in `code style` with "_should_" in it is a Rust test; a text in "quotes" that begins with a small letter is one
# of the JavaScript tests: it(…), step(…) or describe(…).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
case "${1:-}" in -h | --help) help_of "$0"; exit 0;; esac
cd "$ROOT"
[ $# -gt 0 ] || set -- docs/security.md

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A function counts when it is marked as a test, in whatever order its attributes stand.
find . -name '*.rs' -not -path './target/*' -not -path '*/node_modules/*' -print0 | xargs -0 awk '
  FNR == 1 { test = 0 }
  /^[[:space:]]*#\[test\]/ || /^[[:space:]]*#\[tokio::test/ { test = 1; next }
  /^[[:space:]]*(pub )?(async )?fn [a-z0-9_]+/ { if (test) { sub(/^.*fn /, ""); sub(/[^a-z0-9_].*$/, ""); print } test = 0 }
' | sort -u > "$work/rust"
# Names may hold escaped quotes.
find . -name '*.js' -not -path '*/node_modules/*' -not -path './target/*' -print0 |
  xargs -0 grep -hoE "\b(it|step|describe|test)\((\`[^\`]*\`|'([^'\\\\]|\\\\.)*'|\"[^\"]*\")" |
  sed -E "s/^[a-z]+\(.//; s/.\$//; s/\\\\(.)/\1/g" | sort -u > "$work/js"

absent=0 present=0
for page in "$@"; do
  while IFS= read -r name; do
    if grep -qxF -- "$name" "$work/rust"; then present=$((present + 1)); else absent=$((absent + 1)); warn "$page names \`$name\`, and there is no such test"; fi
  done < <(grep -oE '`[a-z0-9_]+_should_[a-z0-9_]+`' "$page" | tr -d '`' | sort -u)
  while IFS= read -r name; do
    if grep -qxF -- "$name" "$work/js"; then present=$((present + 1)); else absent=$((absent + 1)); warn "$page names \"$name\", and there is no such test"; fi
  done < <(sed 's/`[^`]*`//g' "$page" | grep -oE '"[a-z][^"]*"' | tr -d '"' | grep -vxF quotes | sort -u)
done
[ $((present + absent)) -gt 0 ] || die "the pages name no test at all"
note "$present named tests exist, $absent do not"
[ "$absent" -eq 0 ]
