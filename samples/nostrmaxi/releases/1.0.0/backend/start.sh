#!/bin/sh
# Migrates the database, then serves until it is told to stop.
set -e
/app/migrate.sh
nc -ll -p 3000 -e /app/serve.sh &
trap 'kill $!; exit 0' TERM INT
echo "INFO nostrmaxi $(cat /app/VERSION) listens on port 3000"
wait $!
