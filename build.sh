#!/usr/bin/env bash
# build.sh [build|demo|test|bench]: the same MSBuild targets as build.ps1, see build.proj.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-build}
# No build server is left behind.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

run() { # run TARGET [BEFORE…]: the target, through a program that stands before it
  local name=$1
  shift
  "$@" dotnet msbuild "$here/build.proj" "-t:$name" -nologo -v:minimal -tl:off -m &
  wait $!
}
trap 'kill $(jobs -p) 2>/dev/null; wait; exit 143' INT TERM

case $target in
  build) run Build ;;
  bench) run Build && run Bench "$here/tests/environment/with.sh" ;;
  demo) run Build && run Demo ;;
  test)
    run Build
    code=0
    rm -f "$here/out/tests/summary.txt"
    run Test "$here/tests/environment/with.sh" || code=$?
    cat "$here/out/tests/summary.txt" || echo "build.sh: the tests did not run to their end." >&2
    exit "$code"
    ;;
  *)
    echo "build.sh: there is no target '$target'. Type: ./build.sh [build|demo|test|bench]" >&2
    exit 64
    ;;
esac
