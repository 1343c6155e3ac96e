#!/usr/bin/env bash
# An application that asks the database all the time: start, which waits for its first answer, stop, up, down.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
up() { [ -s app.pid ] && kill -0 "$(cat app.pid)" 2>/dev/null; }
case $1 in
  up) up ;;
  down) ! up ;;
  start)
    up && exit
    rm -f app.answered
    setsid bash -c 'while sleep 0.5; do psql -qXAt -d shop -c "SELECT count(*) FROM customers WHERE id = 1" && touch app.answered; done' </dev/null >app.log 2>&1 &
    echo $! >app.pid
    for _ in $(seq 600); do [ ! -e app.answered ] || exit 0; sleep 0.05; done
    exit 1 ;;
  stop)
    ! up || kill -- "-$(cat app.pid)"
    rm -f app.pid ;;
esac
