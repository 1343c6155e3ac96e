#!/usr/bin/env bash
# make.sh [--project NAME] [--port PORT] [--runbook FILE] [--health-fails-after] [FOLDER]
# Makes nostrmaxi's production on this machine: a git repository with v1.0.0 and a backup of its good data, and the bad
# v1.1.0 deployed over it. FOLDER is 'site' beside this script. remove.sh takes it away.
#   --runbook FILE        also writes the runbook for this FOLDER, PORT and project
#   --health-fails-after  the saved .env lacks a setting, so that v1.0.0 isn't healthy after a rollback
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=nostrmaxi port=18300 runbook='' payments=https://payments.nostrmaxi.example folder=$here/site
while [ $# -gt 0 ]; do
  case $1 in
    --project) project=$2; shift ;;
    --port) port=$2; shift ;;
    --runbook) runbook=$2; shift ;;
    --health-fails-after) payments='' ;;
    -*) sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
    *) folder=$1 ;;
  esac
  shift
done
folder=$(realpath -m "$folder")
[ ! -e "$folder" ] || { echo "make.sh: $folder is there already. Type: $here/remove.sh --project $project $folder" >&2; exit 1; }
url=http://127.0.0.1:$port
backup=backups/backup-2026-02-17-T10-00-00.sql.gz

compose() { docker compose --progress quiet -f "$folder/docker-compose.prod.yml" "$@"; }

in_git() {
  git -C "$folder" -c user.name=nostrmaxi -c user.email=nostrmaxi@nostrmaxi.example -c commit.gpgsign=false -c tag.gpgsign=false "$@"
}

release() { # release VERSION DATE: its files over what is there, committed and tagged
  cp -R "$here/releases/$1/." "$folder/"
  in_git add -A
  GIT_AUTHOR_DATE=$2 GIT_COMMITTER_DATE=$2 in_git commit -q -m "nostrmaxi $1"
  GIT_COMMITTER_DATE=$2 in_git tag -a -m "nostrmaxi $1" "v$1"
}

settings() { # settings DOMAIN PAYMENTS_URL
  printf '%s\n' "COMPOSE_PROJECT_NAME=$project" "HTTP_PORT=$port" "POSTGRES_PASSWORD=$password" "DOMAIN=$1" "PAYMENTS_URL=$2"
}

until_health_is() { # until_health_is STATUS
  local status
  for _ in $(seq 1 120); do
    status=$(compose exec -T backend wget -S -q -O /dev/null http://127.0.0.1:3000/health 2>&1 | awk '/HTTP\/1/ { print $2; exit }') || true
    [ "$status" != "$1" ] || return 0
    sleep 0.5
  done
  echo "make.sh: the backend's health never was $1" >&2
  compose logs --tail 20 backend >&2
  exit 1
}

umask 077
mkdir -p "$folder/backups"
chmod 755 "$folder"
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
settings nostrmaxi.example https://payments.nostrmaxi.example >"$folder/.env"
settings nostrmaxi.example "$payments" >"$folder/.env.prod.backup"
umask 022

# v1.0.0: good, with data that is backed up.
git init -q -b main "$folder"
release 1.0.0 2026-02-10T09:00:00Z
compose up -d --build --quiet-pull
until_health_is 200
compose exec -T postgres psql -XAtq -v ON_ERROR_STOP=1 -U nostrmaxi nostrmaxi <"$here/seed.sql"
compose exec -T postgres pg_dump -U nostrmaxi nostrmaxi | gzip >"$folder/$backup"

# v1.1.0: its migration damages the data, its health fails, and its settings name the wrong domain.
release 1.1.0 2026-02-17T10:15:00Z
(umask 077 && settings staging.invalid https://payments.nostrmaxi.example >"$folder/.env")
compose up -d --build --quiet-pull
until_health_is 500

[ -z "$runbook" ] || sed -e "s#127\.0\.0\.1:18300#127.0.0.1:$port#g; s#site-state#$folder-state#; s#site/#$folder/#g; s#git: site#git: $folder#; s#^system: nostrmaxi#system: $project#" "$here/rollback.yaml" >"$runbook"
echo "v1.1.0 is deployed at $url, and broken: $url/health answers 500."
