#!/usr/bin/env bash
# ai-saas, "Scenario 3: Data Corruption Detected", steps 1, 3 and 5, and the health check of "Post-Rollback Verification".
# Adapted: folder, address, name of the backup.
# Left out: the session at a psql prompt of step 2, and step 4, which names no command.

# 1. IMMEDIATELY stop all write operations
cd "$SITE"
docker compose stop web

# 3. Restore from last known good backup
# Get latest backup
ls -lh backups | grep ai_saas | tail -5

# Restore
gunzip < "$BACKUP" | \
  docker compose exec -T db psql -U postgres ai_saas

# 5. Restart application
docker compose up -d web

# API health
curl -f "$URL/api/health"
