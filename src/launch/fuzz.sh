#!/bin/sh
# Lets Jazzer look for bytes that break the framer, the reader or the mapper, led by coverage, for so
# many seconds each. What it finds is written into the folder of the module; once it is mended, its place
# is src/test/resources/<package>/<test>Inputs/<method>, where "make test" tries it again. Inputs that
# are worth going on from stay in .cifuzz-corpus.
set -eu
cd "$(dirname "$0")/../.."
. src/launch/tools.sh
need_maven

seconds=${1:-}
[ -n "$seconds" ] || seconds=60
case $seconds in
  *[!0-9]*) die "SECONDS is a number, not '$seconds'." ;;
esac

fuzz() {
  say "$2 for $seconds s"
  JAZZER_FUZZ=1 JAZZER_MAX_DURATION="${seconds}s" mvn --quiet --batch-mode --no-transfer-progress \
    -pl "$1" -am -Dweb.skip -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest="$2" test
}

fuzz hl7-adapters 'FrameReaderFuzzTest#anyBytesBecomeFramesWithinTheLimitsAndGiveTheirMemoryBack'
fuzz hl7-adapters 'FrameReaderFuzzTest#whatIsFramedComesOutAsItWentIn'
fuzz mapping 'MapperFuzzTest#theReaderFindsEachAtomInItsPlace'
fuzz mapping 'MapperFuzzTest#aBatchIsCutIntoPartsOfItself'
fuzz mapping 'MapperFuzzTest#theMapperAnswersToAnyBytesAndLosesNothing'
say "Nothing was found."
