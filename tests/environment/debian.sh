#!/usr/bin/env bash
# debian.sh SUITE FOLDER PACKAGE…: unpacks packages of another Debian release, with all that they depend on, in FOLDER.
# They come from the machine's own mirror; nothing is installed, and the machine's apt sources and lists are not touched.
set -euo pipefail
suite=$1 root=$2
shift 2
apt=$root.apt
trap 'rm -rf "$apt"' EXIT

mirror=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Identifier: Packages' 'Release: bookworm' | head -n 1)
[ -n "$mirror" ] || { echo "the apt sources name no bookworm" >&2; exit 1; }
mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial" "$root"/usr/{bin,sbin,lib,lib64}
: >"$apt/status"
cat >"$apt/sources/suite.sources" <<SOURCE
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
get() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/sources" -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State::Lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root -o Debug::NoLocking=true -o Acquire::Retries=3 "$@"
}
get update
get install -y --no-install-recommends --download-only "$@"

for folder in bin sbin lib lib64; do ln -sfn "usr/$folder" "$root/$folder"; done
for package in "$apt"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -C "$root" -x --keep-directory-symlink --no-same-owner \
    --exclude='./usr/share/doc*' --exclude='./usr/share/man*' --exclude='./usr/share/locale*' --exclude='./usr/share/perl*' --exclude='*/bitcode*' --exclude='*libLLVM*' --exclude='*llvmjit*'
done
