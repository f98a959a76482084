#!/bin/sh
# with-tools.sh COMMAND…: runs COMMAND with a JDK, Maven and node in PATH that are new enough.
set -eu
. "$(dirname "$0")/tools.sh"
need_maven
need_node
exec "$@"
