#!/usr/bin/env bash
# A bad release of nostrmaxi, rolled back: code, settings, data and services. Everything is taken away at the end.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
trap '"$here/remove.sh"' EXIT

"$here/remove.sh"
"$here/make.sh"
"$root/out/rollbackops" run --runbook "$here/rollback.yaml" --strategy previous-release --yes
echo "Answers now:"
for path in /health '/.well-known/nostr.json?name=test' /api/v1/subscriptions/tiers; do
  echo "  $path $(busybox wget -q -O - "http://127.0.0.1:18300$path")"
done
