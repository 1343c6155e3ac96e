#!/usr/bin/env bash
# Unpacks the second major version of PostgreSQL, out of the next Debian's packages, in the environment's folder, where it
# is kept for the next time. An image is made of it where no network is: see inside.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$ROLLBACKOPS_TEST_ENVIRONMENT
next=$work/trixie

[ ! -d "$next" ] || exit 0
command -v apt-get >/dev/null || { echo "image rollbackops-test/postgres:17: no apt-get to make it of" >>"$work/missing.txt"; exit 0; }
rm -rf "$next.new"
"$here/debian.sh" trixie "$next.new" postgresql-17 postgresql-client-17 >"$work/debian.log" 2>&1 && mv "$next.new" "$next" || {
  tail -20 "$work/debian.log" >&2
  echo "image rollbackops-test/postgres:17: its packages can't be had, see out/environment/debian.log" >>"$work/missing.txt"
}
