#!/bin/sh
# Tells the stories of src/samples (or the one named $1) to the running server and prints the thread of each.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_jdk
if changed_since build/demo.sources pom.xml src/e2e/pom.xml src/e2e/src/main; then
  need_maven
  mvn --batch-mode --no-transfer-progress --quiet -pl src/e2e compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/runtime.classpath -Dmdep.includeScope=runtime >&2
  stamp build/demo.sources
fi
exec java -Xlog:all=error:stderr -XX:TieredStopAtLevel=1 -cp "src/e2e/target/classes:$(cat src/e2e/target/runtime.classpath)" \
  dev.mortar.e2e.Demo "http://127.0.0.1:${MORTAR_PORT:-8080}" "${MORTAR_MLLP_PORT:-2575}" src/samples "${1-}"
