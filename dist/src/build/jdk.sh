# To be sourced: finds a JDK for ./guestkit and ./verify.

# Whether a folder holds a JDK 25 or later; its file "release" tells without a start of java.
is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      [ "${value:-0}" -ge 25 ]
      return
    fi
  done < "$1/release"
  return 1
}

# Sets home, or says what is missing. A JDK that the caller names wins; an old JAVA_HOME is passed over.
find_jdk() {
  if [ -n "${GUESTKIT_JAVA:-}" ]; then
    home=${GUESTKIT_JAVA%/bin/java}
    is_jdk25 "$home" && return
    echo "guestkit: GUESTKIT_JAVA is $GUESTKIT_JAVA, which is no JDK 25 or later." >&2
    return 1
  fi
  home=${JAVA_HOME:-}
  [ -n "$home" ] && is_jdk25 "$home" && return
  # What an earlier search found, as long as it is there.
  home=
  [ -r "$root/dist/target/java-home" ] && read -r home < "$root/dist/target/java-home"
  [ -n "$home" ] && [ -x "$home/bin/javac" ] && return
  if ! search_jdk; then
    echo "guestkit: no JDK 25 or later was found; install one (Debian: apt install openjdk-25-jdk, or" \
      "https://adoptium.net) or set GUESTKIT_JAVA to its folder." >&2
    return 1
  fi
  remember_jdk
}

search_jdk() {
  home=$(command -v java) && home=$(readlink -f -- "$home") && home=${home%/bin/java} && is_jdk25 "$home" && return
  for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
      "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*; do
    is_jdk25 "$home" && return
  done
  return 1
}

# A checkout that cannot be written to pays the search each time.
remember_jdk() {
  [ -d "$root/dist/target" ] && [ -w "$root/dist/target" ] || return 0
  printf '%s\n' "$home" > "$root/dist/target/java-home"
}
