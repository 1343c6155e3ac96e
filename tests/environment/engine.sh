# Functions about the Docker engine; sourced. $work is the environment's folder.
group=rollbackops-test-$(printf %s "$work" | cksum | cut -d ' ' -f 1) # of this clone, another's may run as well

engine_answers() {
  docker version >/dev/null 2>&1
}

# Starts an engine, in the namespaces of inside.sh. Its /run is a folder of ours, so that it meets no other engine's.
start_engine() {
  busybox ip link set lo up
  mkdir -p "$work/engine/run" "$work/engine/data"
  [ -e /opt/containerd ] || touch "$work/engine/opt"
  mount --bind "$work/engine/run" /run
  [ -L /var/run ] || mount --bind /run /var/run
  mkdir -p /run/lock
  ! id postgres >/dev/null 2>&1 || install -d -m 2775 -o postgres -g postgres /run/postgresql
  cat >"$work/engine/daemon.json" <<JSON
{
  "hosts": ["unix:///run/docker.sock"],
  "data-root": "$work/engine/data",
  "deprecated-key-path": "$work/engine/key.json",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "cgroup-parent": "/$group",
  "ip": "127.0.0.1",
  "ipv6": false,
  "log-level": "warn"
}
JSON
  dockerd --config-file "$work/engine/daemon.json" >"$work/dockerd.log" 2>&1 </dev/null &
  unset DOCKER_CONTEXT
  export DOCKER_HOST=unix:///run/docker.sock
  for _ in $(seq 1 240); do
    ! engine_answers || return 0
    sleep 0.25
  done
  echo "Docker: the engine that was started does not answer" >>"$work/missing.txt"
  tail -20 "$work/dockerd.log" >&2
}

# What an engine of ours leaves when its namespaces are gone: its folder, empty control groups, containerd's empty folder.
remove_engine() {
  [ -d "$work/engine" ] || return 0
  for _ in $(seq 1 100); do # its processes may still be ending
    find /sys/fs/cgroup -depth -type d -path "*/$group*" -exec rmdir {} + 2>/dev/null || true
    [ -n "$(find /sys/fs/cgroup -type d -name "$group")" ] || break
    sleep 0.1
  done
  [ ! -e "$work/engine/opt" ] || rmdir /opt/containerd/* /opt/containerd 2>/dev/null || true
  rm -rf "$work/engine"
}

# From an engine that was there before: the images that we made, and what still runs from them.
remove_images() {
  [ -s "$work/made-images" ] || return 0
  local image
  while read -r image; do
    docker ps -aq --filter "ancestor=$image" | xargs -r docker rm -fv >/dev/null
    docker image rm -f "$image" >/dev/null
  done <"$work/made-images"
  rm -f "$work/made-images"
}
