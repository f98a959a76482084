#!/bin/sh
# The process becomes the server, so that the container's SIGTERM reaches it.
exec java @/opt/mortar/jvm.options -XX:AOTCache=/opt/mortar/mortar.aot -jar /opt/mortar/mortar.jar "$@"
