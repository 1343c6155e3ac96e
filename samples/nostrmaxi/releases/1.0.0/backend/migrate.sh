#!/bin/sh
# Applies the migrations that the database doesn't have yet, each in one transaction.
set -e
query() { psql -XAtq -v ON_ERROR_STOP=1 "$@"; }

query -c "SET client_min_messages = warning; CREATE TABLE IF NOT EXISTS _migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
for file in /app/migrations/*.sql; do
  name=$(basename "$file")
  [ -z "$(query -c "SELECT 1 FROM _migrations WHERE name = '$name'")" ] || continue
  query -1 -f "$file" -c "INSERT INTO _migrations (name) VALUES ('$name')"
  echo "INFO migration $name applied"
done
