#!/bin/sh
# train.sh FOLDER: starts the program laid out in FOLDER once on throw-away data and lets the JVM remember
# what it loaded and compiled (FOLDER/mortar.aot), so that later starts take a fraction of the time.
set -eu
launch=$(cd "$(dirname "$0")" && pwd)
. "$launch/tools.sh"
need_jdk
cd "$1"

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
say "Preparing the fast start (once for each build, about a minute)."
java @"$launch/jvm.options" -XX:AOTCacheOutput=mortar.aot -Dspring.profiles.active=demo -jar mortar.jar \
  --mortar.launch.training=true >"$data/log" 2>&1 &
