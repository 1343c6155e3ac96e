#!/usr/bin/env bash
# regression.sh FOLDER: makes PostgreSQL's own regression database on the server that PGHOST, PGPORT and PGUSER name.
# Its tests are built in FOLDER, out of the Debian source package of that version, from the machine's own apt mirror.
# Some of the tests fail, because the source may be of another minor version; the database, with hundreds of kinds of
# objects, remains. The machine's apt sources, lists and packages are not touched.
set -euo pipefail
work=$(cd "$1" && pwd)
major=15
owner=()
[ "$(id -u)" != 0 ] || owner=(runuser -u postgres --) # the server's user: its tests write files on both sides

cannot() {
  echo "$1" >&2
  exit 3
}
for program in apt-get make cc perl bzip2; do
  command -v "$program" >/dev/null || cannot "no $program on this machine"
done
mirror=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Identifier: Packages' 'Release: bookworm' | head -n 1)
[ -n "$mirror" ] || cannot "the apt sources name no bookworm"

mkdir -p "$work/apt/sources" "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/out"
cat >"$work/apt/sources/source.sources" <<SOURCE
Types: deb-src
URIs: $mirror
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
get() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/sources" -o Dir::State::Lists="$work/apt/lists" \
    -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User=root "$@" >>"$work/source.log" 2>&1
}
cd "$work"
get update && get source --download-only postgresql-$major || cannot "the source package of postgresql-$major can't be had, see $work/source.log"
tar -xjf postgresql-${major}_*.orig.tar.bz2

cd postgresql-$major.*/
{
  ./configure --without-readline --without-zlib --without-icu CFLAGS=-O1
  for part in "backend generated-headers" port common interfaces/libpq test/regress; do
    make -j2 -C src/$part
  done
} >"$work/build.log" 2>&1 || cannot "the tests can't be built, see $work/build.log"

tests=$PWD/src/test/regress
[ ${#owner[@]} = 0 ] || chown postgres "$work/out"
cd "$tests"
"${owner[@]}" ./pg_regress --inputdir="$tests" --outputdir="$work/out" --dlpath="$tests" --bindir=/usr/lib/postgresql/$major/bin \
  --host="$PGHOST" --port="$PGPORT" --user="$PGUSER" --schedule=parallel_schedule >"$work/tests.log" 2>&1 || true
psql -qAtX -v ON_ERROR_STOP=1 -d regression -c "SELECT 'objects: ' || count(*) FROM pg_depend" >>"$work/tests.log" || cannot "the tests made no database, see $work/tests.log"
