#!/bin/sh
# Starts @PROGRAM@ on a Java of the host; what follows on this script is the jar. Needs nothing
# but a shell and Java, and writes no file.

# go-plugin shows what stands on standard output in place of its handshake.
refuse() {
  echo "@PROGRAM@: $*" >&2
  [ -z "${TF_PLUGIN_MAGIC_COOKIE:-}" ] || echo "$*"
  exit 1
}

# Whether a folder holds Java 25 or later; its file "release" tells without a start of java.
is_java25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
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

# Sets home: the Java that the caller names, or one that JAVA_HOME, PATH or a usual folder has.
find_java() {
  if [ -n "${GUESTKIT_JAVA:-}" ]; then
    home=${GUESTKIT_JAVA%/bin/java}
    is_java25 "$home" && return
    refuse "GUESTKIT_JAVA is $GUESTKIT_JAVA, which is no Java 25 or later."
  fi
  home=${JAVA_HOME:-}
  [ -n "$home" ] && is_java25 "$home" && return
  home=$(command -v java) && home=$(readlink -f -- "$home") && home=${home%/bin/java} && is_java25 "$home" && return
  for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/*; do
    is_java25 "$home" && return
  done
  refuse "Java 25 or later was not found, and the provider needs it here; install it" \
    "(Debian: apt install openjdk-25-jre-headless, or https://adoptium.net) or set GUESTKIT_JAVA to its folder."
}

case $0 in
  *:*) refuse "it cannot start from $0: Java takes no class path with a colon in a name." ;;
esac
find_java

# The JVM decodes file names by the locale; without one, a name that is not ASCII could not be opened.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
level=1
@PRELUDE@
exec "$home/bin/java" -Xlog:disable -Xlog:all=error:stderr \
  @OPTIONS@ -cp "$0" @MAIN@ "$@"
