#!/bin/sh
# Runs every test there is. Needs only a JDK, Maven, node and git: databases and mail servers come as
# libraries. A browser is used if there is one; a build service must have one.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_maven
need_node

# What failed once more at the very end, as little else of a long log is read; the first lines of each.
failures() {
  say "FAILED:"
  find . -name node_modules -prune -o -path '*/target/*-reports/*.txt' -newer "$begun" -exec awk '
    FNR == 1 { left = 0 }
    / <<< (FAILURE|ERROR)!$/ { left = 90 }
    left > 0 && !/^\tat (org\.junit|java\.base|jdk\.internal)/ { print substr($0, 1, 400); left-- }' {} +
  say "In short:"
  find . -name node_modules -prune -o -path '*/target/*-reports/*.txt' -newer "$begun" -exec awk '
    FNR == 1 { left = 0 }
    / <<< (FAILURE|ERROR)!$/ { left = 9 }
    left > 0 && !/^[ \t]*at / && NF { print substr($0, 1, 240); left-- }' {} + | head -60
}

browser=${MORTAR_BROWSER:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$browser" ]; then
  MORTAR_BROWSER=$browser
  export MORTAR_BROWSER
elif [ -n "${CI-}" ]; then
  die "The web tests need Chromium and found none: install the package chromium or point MORTAR_BROWSER at a browser."
else
  say "SKIPPED: the tests in the browser, as there is no Chromium (install the package chromium or set MORTAR_BROWSER)."
fi

begun=$(mktemp)
trap 'rm -f "$begun"' EXIT
sh src/launch/build.sh
# Two modules at a time: what drives the packaged program and the web app needs none of the others.
if ! mvn --batch-mode --no-transfer-progress --threads 2 --fail-at-end -Dsbom verify; then
  failures >&2
  exit 1
fi
[ -n "$browser" ] || say "SKIPPED: the tests in the browser, as there is no Chromium."
