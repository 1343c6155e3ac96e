#!/usr/bin/env bash
# Installs the Debian packages that the tests need and that are missing. What can't be installed is named in missing.txt.
# The machine's apt sources, lists and preferences are read, and not touched: ours lie in the environment's folder.
set -euo pipefail
work=$ROLLBACKOPS_TEST_ENVIRONMENT
apt=$work/apt

missing=()
need() { # need PACKAGE COMMAND…: the package is missing where the command fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_httpd() { [[ $(busybox --list) == *httpd* ]]; }
has_engine() { docker version || command -v dockerd; }

need docker.io has_engine
need iptables command -v iptables
need docker-compose docker compose version
need docker-buildx docker buildx version
need docker-registry command -v docker-registry
need postgresql-15 test -x /usr/lib/postgresql/15/bin/postgres
need postgresql-client-15 test -x /usr/lib/postgresql/15/bin/psql
need redis-server command -v redis-server
need redis-tools command -v redis-cli
need nginx-light command -v nginx
need git-lfs command -v git-lfs
need busybox-static has_httpd
need zstd command -v zstd
need nodejs command -v node
need gcc command -v cc
need kubernetes-client command -v kubectl
need etcd-server command -v etcd
need openssl command -v openssl
need make command -v make
need rsync command -v rsync
need libc6-dev test -e /usr/include/stdio.h
[ ${#missing[@]} -gt 0 ] || exit 0

cannot() {
  printf '%s: not installed (%s)\n' "${missing[*]}" "$1" >>"$work/missing.txt"
  exit 0
}
[ "$(id -u)" = 0 ] || cannot "not root"
. /etc/os-release
[ "${VERSION_CODENAME:-}" = bookworm ] || cannot "only on Debian 12"

# Compose v2 and buildx come from the next Debian, those two packages alone, from the machine's own mirror.
mirror=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Identifier: Packages' 'Release: bookworm' | head -n 1)
[ -n "$mirror" ] || cannot "the apt sources name no bookworm"
rm -rf "$apt"
mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
[ ! -s /etc/apt/sources.list ] || cp /etc/apt/sources.list "$apt/sources/machine.list"
find /etc/apt/sources.list.d \( -name '*.list' -o -name '*.sources' \) -exec cp {} "$apt/sources/" \;
cat >"$apt/sources/compose.sources" <<SOURCE
Types: deb
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
cat >"$apt/preferences" <<'PINS'
Package: *
Pin: release n=trixie
Pin-Priority: -10

Package: docker-compose docker-buildx
Pin: release n=trixie
Pin-Priority: 990
PINS

get() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/sources" -o Dir::Etc::Preferences="$apt/preferences" \
    -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

# Installed servers are not started: the tests start their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
get update >"$work/apt.log" 2>&1 && get install -y --no-install-recommends "${missing[@]}" >>"$work/apt.log" 2>&1 || {
  tail -20 "$work/apt.log" >&2
  cannot "apt-get failed, see out/environment/apt.log"
}
rm -rf "$apt"
