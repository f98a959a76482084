#!/bin/sh
# Measures Mortar beside the stock server; prints a table and writes build/bench.json.
# BENCH_SCALE, BENCH_ROUNDS, BENCH_CLIENTS, BENCH_PARTS and BENCH_STORE say what and how much; see src/bench/README.md.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_maven
need_node
[ -r /proc/self/stat ] || die "The benchmarks read the CPU of a process from /proc, which only Linux has."
sh src/launch/build.sh
say "Building the benchmarks."
mvn --batch-mode --no-transfer-progress --quiet -DskipTests -pl src/bench -am package \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test >&2
# A class path of its own, from its own pom; without it that row is left out, and the report says so.
rm -f src/bench/converter/target/classpath
mvn --batch-mode --no-transfer-progress --quiet -f src/bench/converter/pom.xml compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/classpath >&2 ||
  say "The converter to compare with could not be fetched."

commit=$(git describe --always --dirty 2>/dev/null || echo unknown)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bench=$PWD/src/bench/target
java -XX:+UseSerialGC -Xmx512m -Xlog:all=error:stderr \
  -cp "$bench/classes:$bench/test-classes:$(cat "$bench/test.classpath")" \
  dev.mortar.bench.Bench "$PWD" "$work" "$commit" build/bench.json || {
  tail -n 40 "$work"/*.log >&2
  die "The benchmarks stopped; what the programs said stands above."
}
