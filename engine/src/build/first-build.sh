# To be sourced by ./guestkit: builds the application where none is there yet. Sets jar.

first_build() {
  if ! command -v mvn > /dev/null; then
    echo "guestkit: Maven is needed to build on first use and was not found; install it (Debian: apt install maven)." >&2
    return 1
  fi
  log=$root/engine/target/build.log
  if ! mkdir -p "$root/engine/target"; then
    echo "guestkit: not built yet, and $root/engine cannot be written to." >&2
    return 1
  fi
  echo "guestkit: building on first use, about a minute; log: $log" >&2
  (
    # Two first uses at once: the second waits and finds the work done.
    ! command -v flock > /dev/null || flock 9
    find_jar && exit
    JAVA_HOME=$home mvn -B -ntp -f "$root/pom.xml" -pl engine -am package -Dmaven.test.skip=true \
      -Dspotless.check.skip=true -Djacoco.skip=true > "$log" 2>&1 9>&- < /dev/null
  ) 9> "$root/engine/target/build.lock"
  if ! find_jar; then
    echo "guestkit: the build failed; its last lines:" >&2
    tail -n 30 "$log" >&2
    return 1
  fi
  [ -n "${GUESTKIT_JAVA:-}" ] || remember_jdk
}
