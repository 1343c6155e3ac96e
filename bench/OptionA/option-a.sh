#!/usr/bin/env bash
# The runbook's option A as it is written there, with the usual restore script, in the folder of the deployment.
set -e
export COMPOSE_PROGRESS=quiet
docker compose -f docker-compose.prod.yml down --timeout 10
git checkout -q v1.0.0
cp .env.prod.backup .env
docker compose -f docker-compose.prod.yml build
docker compose -f docker-compose.prod.yml up -d --wait postgres
gunzip -c backups/backup-2026-02-17-T10-00-00.sql.gz | docker compose -f docker-compose.prod.yml exec -T postgres psql -q -U nostrmaxi nostrmaxi
docker compose -f docker-compose.prod.yml up -d
timeout 60 bash -c "until curl -sf $1/health; do sleep 1; done"
