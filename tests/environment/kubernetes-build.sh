#!/usr/bin/env bash
# kubernetes-build.sh FOLDER: builds a real Kubernetes 1.20 (apiserver, controllers, scheduler, kubelet) out of Debian's own
# source package with Debian's own Go: about five minutes on two cores, kept in FOLDER for the next time. Nothing is installed.
set -euo pipefail
version=1.20.5+really1.20.2-1.1+deb12u1
mark="$version 1"
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet)
bin=$1 build=$1.build
[ "$(cat "$bin/version" 2>/dev/null)" != "$mark" ] || exit 0

mirror=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Identifier: Packages' 'Release: bookworm' | head -n 1)
[ -n "$mirror" ] || { echo "the apt sources name no bookworm" >&2; exit 1; }
rm -rf "$bin" "$build"
trap 'chmod -R u+w "$build"; rm -rf "$build"' EXIT
mkdir -p "$bin" "$build"/{apt/sources,apt/lists/partial,apt/cache/archives/partial,go,src,home}
: >"$build/apt/status"
cat >"$build/apt/sources/suite.sources" <<SOURCE
Types: deb deb-src
URIs: $mirror
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
get() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$build/apt/sources" -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State::Lists="$build/apt/lists" -o Dir::State::status="$build/apt/status" -o Dir::Cache="$build/apt/cache" -o APT::Sandbox::User=root -o Debug::NoLocking=true -o Acquire::Retries=3 "$@"
}
cd "$build"
get update
get source --download-only "kubernetes=$version"
get download golang-1.19-go golang-1.19-src
for package in golang-*.deb; do dpkg-deb -x "$package" go; done
tar -xzf kubernetes_*.orig.tar.gz -C src --strip-components=1

# Where root may not lower a process's out-of-memory score, no pod would start.
sed -i -E 's/int = -99[789]\b/int = 0/' src/pkg/kubelet/qos/policy.go src/pkg/kubelet/dockershim/docker_sandbox.go
export GOROOT=$build/go/usr/lib/go-1.19 HOME=$build/home CGO_ENABLED=0 GO111MODULE=auto GOFLAGS=
export PATH=$GOROOT/bin:$PATH
make -C src WHAT="${programs[*]/#/cmd/}"
for program in "${programs[@]}"; do install -m 755 "src/_output/local/bin/linux/amd64/$program" "$bin/"; done
echo "$mark" >"$bin/version"
