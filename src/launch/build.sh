#!/bin/sh
# Builds the program if its sources changed, lays it out below build/mortar and prepares its fast start.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_jdk

modules="implementation-guide mapping hl7-adapters engagement smart web fhir-server"
app=build/mortar

if changed_since build/mortar.sources pom.xml .mvn $modules || [ ! -f "$app/mortar.jar" ]; then
  need_maven
  need_node
  say "Building Mortar; the first time also fetches its libraries and takes some minutes."
  mvn --batch-mode --no-transfer-progress --quiet --threads 2 -DskipTests -pl fhir-server -am package >&2
  rm -rf "$app"
  java -Djarmode=tools -jar fhir-server/target/mortar-fhir-server-*-app.jar extract \
    --application-filename mortar.jar --destination "$app" >&2
  stamp build/mortar.sources
fi

if [ ! -f "$app/mortar.aot" ]; then
  sh src/launch/train.sh "$app"
fi
