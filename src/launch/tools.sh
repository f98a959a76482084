# Read by the other scripts (". tools.sh"): finds the tools that Mortar is built and run with,
# or says in one sentence what to install. After a need_… function the tool stands first in PATH.

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$@"
  exit 1
}

# Makes $1 the program that its name means, without hiding the JDK behind an older one in the same folder.
first_in_path() {
  [ "$(command -v "$(basename "$1")" || true)" = "$1" ] && return 0
  PATH=$(dirname "$1"):$PATH
  [ -z "${JAVA_HOME-}" ] || PATH=$JAVA_HOME/bin:$PATH
  export PATH
}

# The feature number of the JDK in folder $1, or nothing if it is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# Where the javac of PATH lives. macOS has a stub there that must be asked differently.
jdk_of_path() {
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -F -v 25+ 2>/dev/null || true
  elif command -v javac >/dev/null 2>&1; then
    found=$(readlink -f "$(command -v javac)")
    printf '%s\n' "${found%/bin/javac}"
  fi
}

need_jdk() {
  for home in "${JAVA_HOME-}" "$(jdk_of_path)" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/*; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(jdk_version "$home")
    if [ "${version:-0}" -ge 25 ]; then
      JAVA_HOME=$home
      PATH=$JAVA_HOME/bin:$PATH
      export JAVA_HOME PATH
      return 0
    fi
  done
  die "Mortar needs a JDK of version 25 or newer and found none: install one, for example Eclipse Temurin 25, or point JAVA_HOME at it."
}

need_maven() {
  need_jdk
  for bin in "$(command -v mvn || true)" "${MAVEN_HOME-}/bin/mvn" /usr/share/maven/bin/mvn /opt/maven/bin/mvn \
    /opt/apache-maven*/bin/mvn /opt/homebrew/bin/mvn /usr/local/bin/mvn \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/maven/*/bin/mvn; do
    [ -x "$bin" ] || continue
    # The version stands between colour codes; only the digits count.
    version=$("$bin" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
    if [ "$(printf '%s' "${version:-0 0}" | awk '{print $1 * 1000 + $2}')" -ge 3008 ]; then
      first_in_path "$bin"
      return 0
    fi
  done
  die "Mortar is built with Maven 3.8 or newer and found none: install it, for example from your system's packages (maven)."
}

need_node() {
  for bin in "$(command -v node || true)" /usr/local/bin/node /opt/homebrew/bin/node \
    "${NVM_DIR:-$HOME/.nvm}"/versions/node/*/bin/node "$HOME"/.local/share/mise/installs/node/*/bin/node \
    "$HOME"/.asdf/installs/nodejs/*/bin/node /opt/node*/bin/node; do
    [ -x "$bin" ] || continue
    version=$("$bin" --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
    if [ "${version:-0}" -ge 20 ]; then
      first_in_path "$bin"
      return 0
    fi
  done
  die "Mortar's web app and guide are built with node 20 or newer and found none: install it from nodejs.org or your system's packages (nodejs, npm)."
}

# Prints what a GET of $1 answers; fails if nobody answers with a success.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl --silent --show-error --fail --max-time 20 "$1"
  else
    need_node
    node -e 'fetch(process.argv[1]).then(async a => { process.stdout.write(await a.text()); process.exitCode = a.ok ? 0 : 1 }, () => { process.exitCode = 1 })' "$1"
  fi
}

# The source files below the folders $2…, only those newer than file $1 unless that is empty.
sources() {
  newer=$1
  shift
  find "$@" \( -name target -o -name node_modules -o -name dist -o -name test -o -name e2e \) -prune \
    -o -type f ${newer:+-newer "$newer"} -print
}

# Whether a file below the folders $2… was changed, added or removed since stamp $1 was written.
# The new list waits in $1.now: as a finished build is stamped with the hour of its beginning,
# an edit during the build is not missed.
changed_since() {
  stamp=$1
  shift
  mkdir -p "$(dirname "$stamp")"
  sources "" "$@" | sort >"$stamp.now"
  [ -f "$stamp" ] && cmp -s "$stamp" "$stamp.now" && [ -z "$(sources "$stamp" "$@" | head -n 1)" ] || return 0
  rm "$stamp.now"
  return 1
}

stamp() {
  mv "$1.now" "$1"
}
