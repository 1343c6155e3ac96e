#!/usr/bin/env bash
# inside.sh COMMAND…: starts an engine with the test images in namespaces that with.sh made, and runs the command there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$ROLLBACKOPS_TEST_ENVIRONMENT
. "$here/engine.sh"

start_engine
MADE_IMAGES=$work/engine/made-images "$here/images.sh" # they go with the engine
code=0
"$@" || code=$?
exit "$code"
