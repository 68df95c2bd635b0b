# To be sourced by ./verify: a docker daemon of its own for the time of one run. Uses say.

# Starts a daemon where none answers, and exports DOCKER_HOST. Never fails: without a daemon, tests
# that need one skip and say so, or fail where every tool is required.
start_docker() {
  docker_pid=
  docker_folder=
  if command -v docker > /dev/null && timeout 20 docker version > /dev/null 2>&1; then
    return 0
  fi
  command -v dockerd > /dev/null || return 0 # listed with the missing tools
  if [ "$(id -u)" != 0 ]; then
    say "no docker daemon answers, and only root can start one; tests that need it will be skipped"
    return 0
  fi
  # Short, for the sockets in it: the kernel takes 107 bytes of path.
  docker_folder=$(mktemp -d /tmp/guestkit-docker.XXXXXX)
  docker_log=$docker_folder/log
  : > "$docker_log"
  # vfs stands on any filesystem, where overlay2 may not (on another overlay).
  for driver in '' --storage-driver=vfs; do
    if try_docker $driver; then
      # By this name tests reach what a container publishes, also where they run in a container themselves.
      export DOCKER_HOST="unix://$docker_folder/socket" TESTCONTAINERS_HOST_OVERRIDE=localhost
      return 0
    fi
    end_docker_process
  done
  say "dockerd did not start, tests that need it cannot run; the last lines of its log:"
  tail -n 15 "$docker_log" >&2
  stop_docker
}

# Starts dockerd with further options and waits until it serves, or has given up.
try_docker() {
  # No bridge of its own and no rule in the host's firewall: two such daemons do not meet, the host
  # stays as it was, and docker-proxy brings a published port to its container all the same. Where
  # the firewall of an earlier daemon drops what goes over bridges, its rules are needed after all.
  firewall=--iptables=false
  if [ "$(cat /proc/sys/net/bridge/bridge-nf-call-iptables 2> /dev/null)" = 1 ] &&
    iptables -S FORWARD 2> /dev/null | grep -q '^-P FORWARD DROP'; then
    firewall=--iptables=true
  fi
  # TERM when this shell ends, however it ends; a session of its own, so that Ctrl-C leaves it to
  # the shell to end it when the tests have ended.
  setsid setpriv --pdeathsig TERM dockerd --data-root "$docker_folder/data" --exec-root "$docker_folder/exec" \
    --pidfile "$docker_folder/pid" --host "unix://$docker_folder/socket" --bridge=none --ip=127.0.0.1 \
    "$firewall" --ip6tables=false "$@" > "$docker_log" 2>&1 < /dev/null &
  docker_pid=$!
  waited=0
  while [ "$waited" -lt 60 ] && kill -0 "$docker_pid" 2> /dev/null; do
    # The daemon's last word before it answers; the client may not be installed.
    ! grep -q 'API listen on' "$docker_log" || return 0
    sleep 1
    waited=$((waited + 1))
  done
  return 1
}

# Ends the daemon by its pid; its containers and its containerd end with it.
end_docker_process() {
  [ -n "$docker_pid" ] || return 0
  kill "$docker_pid" 2> /dev/null || true
  waited=0
  while [ "$waited" -lt 30 ] && kill -0 "$docker_pid" 2> /dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -KILL "$docker_pid" 2> /dev/null || true
  wait "$docker_pid" 2> /dev/null || true
  docker_pid=
}

# Ends the daemon that start_docker started, if it did, and removes all that it stored.
stop_docker() {
  [ -n "${docker_folder:-}" ] || return 0
  end_docker_process
  # Innermost first. A folder with a mount left in it stays.
  awk -v within="$docker_folder/" 'index($5, within) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r mounted; do umount "$mounted" 2> /dev/null || true; done
  rm -rf --one-file-system "$docker_folder" || true
  docker_folder=
}
