# shellcheck shell=bash
# What the end-to-end tests and the tour need beside our own programs. Source it after scripts/lib.sh.

# npm's packages, from its cache where it has them; nothing is done while the lock file is the installed one.
prepare_npm() {
  local e2e=$ROOT/tests/e2e wanted
  have npm || die "Node.js 20 or later with npm is needed: https://nodejs.org"
  wanted=$(cat "$e2e/package.json" "$e2e/package-lock.json" | sha256sum | cut -d' ' -f1)
  if [ "$(cat "$e2e/node_modules/.installed" 2>/dev/null)" != "$wanted" ]; then
    say "installing npm packages of the tests"
    ( cd "$e2e" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefer-offline --no-audit --no-fund --loglevel=error >/dev/null )
    printf '%s\n' "$wanted" >"$e2e/node_modules/.installed"
  fi
}

# Debian's DICOM server, and nginx for the gate in front of a record store.
prepare_stores() {
  PATH=$PATH:/usr/sbin
  local missing=()
  have Orthanc || have orthanc || missing+=(orthanc)
  have nginx || missing+=(nginx-light)
  [ ${#missing[@]} -eq 0 ] && return 0
  if have apt-get && [ "$(id -u)" = 0 ]; then
    say "installing Debian's ${missing[*]}"
    apt-get update -qq
    env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || true
  fi
  have Orthanc || warn "Orthanc is NOT here: the tests of DICOM stores are SKIPPED; get it with: apt-get install orthanc"
  have nginx || warn "nginx is NOT here: the tests of the gate are SKIPPED; get it with: apt-get install nginx-light"
}
