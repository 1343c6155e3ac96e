#!/usr/bin/env bash
# remove.sh [--project NAME] [FOLDER]: takes away what make.sh made: containers, volumes, networks, images, folders.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=nostrmaxi
[ "${1:-}" != --project ] || { project=$2; shift 2; }
folder=$(realpath -m "${1:-$here/site}")
label=label=com.docker.compose.project=$project

docker ps -aq --filter "$label" | xargs -r docker rm -fv >/dev/null
docker volume ls -q --filter "$label" | xargs -r docker volume rm -f >/dev/null
docker network ls -q --filter "$label" | xargs -r docker network rm >/dev/null
docker image ls -aq --filter "$label" | sort -u | xargs -r docker image rm -f >/dev/null
rm -rf "$folder" "$folder-state"
