#!/bin/sh
# Prints one line of JSON for each HL7 v2 message of the file or folder $1: what it becomes, and the fate of
# each of its values. Needs no server and no network.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/src/launch/tools.sh"
[ -n "${1-}" ] && [ -e "$1" ] || die "Which message? For example: make -s map FILE=src/samples/lab-inr/1.hl7 (a file or a folder)"
need_jdk
main=dev.mortar.mapping.cli.MapCommand
options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -Xlog:all=error:stderr -Dslf4j.internal.verbosity=ERROR"

build() {
  cd "$root"
  changed_since build/map.sources pom.xml .mvn implementation-guide mapping || return 0
  need_maven
  need_node
  say "Building the mapping; the first time also fetches its libraries."
  mvn --batch-mode --no-transfer-progress --quiet -DskipTests -pl mapping -am package \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/runtime.classpath -Dmdep.includeScope=runtime >&2
  printf '%s:' mapping/target/mortar-mapping-*.jar >build/map.jars
  { printf '%s/' "$root" && cat build/map.jars mapping/target/runtime.classpath; } >build/map.classpath
  # Without the cache the program works too, only a second slower.
  java $options -XX:AOTCacheOutput=build/map.aot -cp "$(cat build/map.classpath)" $main src/samples >build/map.log 2>&1 ||
    say "The fast start of the mapping could not be prepared (build/map.log)."
  stamp build/map.sources
}
(build)
exec java $options -XX:AOTCache="$root/build/map.aot" -cp "$(cat "$root/build/map.classpath")" $main "$1"
