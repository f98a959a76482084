#!/bin/sh
# Starts Mortar with sample data; the process becomes the server, so that a signal reaches it directly.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_jdk
sh src/launch/build.sh
# The path must be the one of the training: the cache names its jars.
app=$PWD/build/mortar
exec java @src/launch/jvm.options -XX:AOTCache="$app/mortar.aot" \
  -Dspring.profiles.active="${MORTAR_PROFILES:-demo}" -jar "$app/mortar.jar" "$@"
