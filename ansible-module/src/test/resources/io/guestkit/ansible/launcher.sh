#!/bin/sh
# Generated from a template; a test fails when this is stale.
# A module in Java: hands the task's arguments to the engine, which the role guestkit.guestkit.engine installs.
# Ansible puts them, one line of JSON in ASCII, in the place of the marker at the end of this script.
missing() {
  printf '%s\n' "{\"failed\": true, \"changed\": false, \"engine_missing\": true, \"msg\": \"$1\"}"
  exit 1
}

engine=${GUESTKIT_ANSIBLE:-}
if [ -n "$engine" ]; then
  [ -x "$engine" ] || missing 'The variable GUESTKIT_ANSIBLE names no program on this host; it has to be the path of guestkit-ansible.'
else
  engine=$(command -v guestkit-ansible) || engine=/opt/guestkit/current/guestkit-ansible
  [ -x "$engine" ] || engine=${HOME:-}/.local/share/guestkit/current/guestkit-ansible
  [ -x "$engine" ] || missing 'The GuestKit engine is not installed on this host; run the role guestkit.guestkit.engine on it, or name its guestkit-ansible in the environment variable GUESTKIT_ANSIBLE.'
fi
"$engine" @MODULE@ @VERSION@ - << 'END_OF_ARGUMENTS'
<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>
END_OF_ARGUMENTS
status=$?
# Killed, it has not answered. The action plugin would say so, but not of a task in the background.
if [ "$status" -gt 128 ]; then
  reason="it was ended by SIG$(kill -l "$status")"
  [ "$status" -ne 137 ] || reason='it was killed (SIGKILL), as the system does where memory is short; free memory on that host, or ask for fewer images or facts in a task'
  printf '\n%s\n' "{\"failed\": true, \"changed\": false, \"rc\": $status, \"msg\": \"The GuestKit engine ended without an answer: $reason.\"}"
fi
exit "$status"
