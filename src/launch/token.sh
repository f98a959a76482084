#!/bin/sh
# Prints an access token for the demo user of role $1 of the running server, and nothing else.
set -eu
. "$(dirname "$0")/tools.sh"
[ -n "${1-}" ] || die "Which role? For example: make -s token ROLE=staff-pharmacist"
base=http://127.0.0.1:${MORTAR_PORT:-8080}
fetch "$base/demo/token?role=$1" || die "No token: is Mortar running at $base (make run), and is $1 one of its demo roles?"
echo
