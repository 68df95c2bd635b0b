#!/bin/sh
# Starts @PROGRAM@ of the GuestKit archive in which this file stands. What this script costs is part
# of every run's time: the usual path forks nothing.

self=$0
[ ! -L "$self" ] || self=$(readlink -f -- "$self")
case $self in
  */*) home=${self%/*} ;;
  *) home=. ;;
esac
if [ ! -e /lib64/ld-linux-x86-64.so.2 ]; then
  if [ -f "$home/portable/@PROGRAM@" ]; then
    echo "@PROGRAM@: the Java of this package is for Linux on x86_64 with glibc, which was not found; taking the host's." >&2
    exec /bin/sh "$home/portable/@PROGRAM@" "$@"
  fi
  echo "@PROGRAM@: this archive is for Linux on x86_64 with glibc, which was not found; build GuestKit on this system." >&2
  exit 1
fi

# The JVM decodes file names by the locale; without one, a name that is not ASCII could not be opened.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
level=1
@PRELUDE@
set -- -m guestkit/@MAIN@ "$@"
# The cache's name carries the id of the application that it was made for: one of another build is
# never given to the JVM. Without one, or where the JVM does not take it, the start is slower.
{ read -r id < "$home/runtime/build-id"; } 2> /dev/null
cache=$home/aot/@PROGRAM@-$id.aot
[ ! -f "$cache" ] || set -- -XX:AOTCache="$cache" "$@"
exec "$home/runtime/bin/java" -XX:AOTMode="${GUESTKIT_AOT_MODE:-auto}" \
  -Xlog:disable -Xlog:all=error:stderr '-Xlog:aot*=off:stderr' \
  @OPTIONS@ "$@"
