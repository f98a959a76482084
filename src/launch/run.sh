#!/bin/sh
# Starts Mortar with sample data; the process becomes the server, so that a signal reaches it directly.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_jdk
sh src/launch/build.sh
exec java @src/launch/jvm.options -XX:AOTCache=build/mortar/mortar.aot \
  -Dspring.profiles.active="${MORTAR_PROFILES:-demo}" -jar build/mortar/mortar.jar "$@"
