#!/bin/sh
# The settings of the well-known image: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, PGDATA.
set -e
data=${PGDATA:-/var/lib/postgresql/data}
user=${POSTGRES_USER:-postgres}
mkdir -p "$data" /run/postgresql
chown -R postgres:postgres "$data" /run/postgresql
chmod 700 "$data"
if [ ! -s "$data/PG_VERSION" ]; then
  (umask 077 && echo "${POSTGRES_PASSWORD:-postgres}" >/tmp/password)
  chown postgres /tmp/password
  su postgres -s /bin/sh -c "initdb -D $data -U $user --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust --no-sync -E UTF8 --locale=C.UTF-8 --no-instructions"
  rm /tmp/password
  echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
  [ -z "$POSTGRES_DB" ] || su postgres -s /bin/sh -c "pg_ctl -D $data -w -o '-c listen_addresses= -F' start >/dev/null && createdb -U $user $POSTGRES_DB && pg_ctl -D $data -m fast -w stop >/dev/null"
fi
exec su postgres -s /bin/sh -c "exec postgres -D $data -c listen_addresses='*'"
