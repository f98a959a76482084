#!/bin/sh
# train.sh FOLDER: starts the program laid out in FOLDER once on throw-away data, through its first requests,
# and lets the JVM remember what it loaded and compiled (FOLDER/mortar.aot), so that later starts take a
# fraction of the time.
set -eu
launch=$(cd "$(dirname "$0")" && pwd)
. "$launch/tools.sh"
need_jdk
app=$(cd "$1" && pwd)

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
say "Preparing the fast start; once for each build, about a minute."
if ! MORTAR_PORT=0 MORTAR_MLLP_PORT=0 MORTAR_DATA="$data" env -u MORTAR_DB_URL \
  java @"$launch/jvm.options" -XX:AOTCacheOutput="$app/mortar.aot" -Dspring.profiles.active=demo \
  -Dmortar.demo.rehearsal=true -jar "$app/mortar.jar" >"$data/log" 2>&1 || [ ! -f "$app/mortar.aot" ]; then
  tail -n 40 "$data/log" >&2
  die "The fast start could not be prepared; what the program said stands above."
fi
