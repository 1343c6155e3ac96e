#!/usr/bin/env bash
# The page calls it and does not show it: the shortest that stops at an error.
set -euo pipefail
case $1 in
  stop) docker-compose stop ;;
  backup) docker-compose config >"../backup-$2.yml" ;;
  build) docker-compose build "${@:3}" ;;
  start) docker-compose up -d ;;
  health) sleep 1 && curl -sf "$URL/health" ;;
esac
