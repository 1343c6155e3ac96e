#!/usr/bin/env bash
# with.sh COMMAND…: runs the command where the tests' real parts are: packages, a Docker engine, the test images.
# An engine that answers is used and left running. Where none does, and we are root, one is started in namespaces of its
# own (processes, mounts, network), which end with the command: no process, container, mount, bridge or rule is left.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(cd "$here/../.." && pwd)/out/environment
export ROLLBACKOPS_TEST_ENVIRONMENT=$work
[ "$(uname)" = Linux ] || exec "$@"

# What was started in the background ignores SIGINT and hands that on: the tests press Ctrl+C.
! env --default-signal=INT true 2>/dev/null || set -- env --default-signal=INT,QUIT "$@"

. "$here/engine.sh"
mkdir -p "$work"
exec 9>"$work/lock"
flock -n 9 || { echo "$0: another run uses $work. Wait for its end." >&2; exit 75; }
remove_engine # of a run that was killed
: >"$work/missing.txt"

set -m # what is started has a process group of its own, which is ended whole
child=
signal=TERM
trap 'remove_images; remove_engine' EXIT
trap '[ -z "$child" ] || { kill -$signal -- "-$child"; wait "$child"; } || true; exit 143' INT TERM

start() { # in the background, so that a signal is answered at once
  "$@" 9>&- &
  child=$!
  local code=0
  wait "$child" || code=$?
  child=
  return "$code"
}

# Takes minutes the first time: ROLLBACKOPS_TEST_KUBERNETES=no leaves it out, but not in continuous integration.
build_kubernetes() {
  [ -z "${ROLLBACKOPS_TEST_KUBERNETES_BIN:-}" ] || return 0 # programs that are there already
  if [ "${ROLLBACKOPS_TEST_KUBERNETES:-}" = no ] && [ "${CI:-}" != true ]; then
    echo "Kubernetes: left out (ROLLBACKOPS_TEST_KUBERNETES=no)" >>"$work/missing.txt"
  elif ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "Kubernetes: not root, or no apt-get to have its source with" >>"$work/missing.txt"
  else
    "$here/kubernetes-build.sh" "$work/kubernetes" >"$work/kubernetes.log" 2>&1 || {
      tail -20 "$work/kubernetes.log" >&2
      echo "Kubernetes: it can't be built, see out/environment/kubernetes.log" >>"$work/missing.txt"
    }
  fi
}

start "$here/packages.sh"
start "$here/next.sh"
start build_kubernetes
start "$here/npm.sh"
# Debian's psql is a script that looks for clusters first: a crash test calls it a hundred times.
export PATH=/usr/lib/postgresql/15/bin:$PATH
if engine_answers; then
  start "$here/images.sh"
  start "$@"
elif [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null; then
  signal=KILL # unshare answers no other; its namespaces end with it, and it ends with us
  start setpriv --pdeathsig KILL unshare --net --pid --fork --kill-child --mount --mount-proc "$here/inside.sh" "$@"
else
  echo "Docker: no engine answers, and none can be started (not root, or no dockerd)" >>"$work/missing.txt"
  start "$@"
fi
