#!/usr/bin/env bash
# The page calls it and does not show it: the shortest that starts the database and stops at an error.
set -euo pipefail
cd "$(dirname "$0")/.."
docker-compose -f docker-compose.prod.yml up -d --wait postgres
gunzip -c "$1" | docker-compose -f docker-compose.prod.yml exec -T postgres psql -U nostrmaxi nostrmaxi
