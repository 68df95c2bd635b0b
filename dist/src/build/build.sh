# To be sourced by ./guestkit, after find_jdk: builds without tests.

# Makes the folder that ./guestkit runs, where none is there yet. Sets program.
first_build() {
  build "building on first use" find_program -Dguestkit.folderOnly=true && find_program
}

# Makes the folder and the packages of it anew, and names them.
build_packages() {
  made=$root/dist/target
  build building false && ls "$made"/guestkit-*.tar.gz "$made"/terraform-provider-guestkit_* "$made"/*.cdx.json "$made/SHA256SUMS"
}

# build WHAT DONE OPTION...: does nothing where the command DONE succeeds once no other build runs.
build() {
  log=$root/dist/target/build.log
  if ! command -v mvn > /dev/null; then
    echo "guestkit: Maven is needed to build and was not found; install it (Debian: apt install maven)." >&2
    return 1
  fi
  if ! mkdir -p "$root/dist/target" || ! [ -w "$root/dist/target" ]; then
    echo "guestkit: cannot build, $root/dist cannot be written to." >&2
    return 1
  fi
  echo "guestkit: $1, about a minute; log: $log" >&2
  is_done=$2
  shift 2
  if ! (
    # Two builds at once: the second waits, and may find the work done.
    ! command -v flock > /dev/null || flock 9
    "$is_done" && exit
    JAVA_HOME=$home mvn -B -ntp -f "$root/pom.xml" -pl dist -am package -Dmaven.test.skip=true \
      -Dspotless.check.skip=true -Djacoco.skip=true "$@" > "$log" 2>&1 9>&- < /dev/null
  ) 9> "$root/dist/target/build.lock"; then
    echo "guestkit: the build failed; its last lines:" >&2
    tail -n 30 "$log" >&2
    return 1
  fi
  [ -n "${GUESTKIT_JAVA:-}" ] || remember_jdk
}
