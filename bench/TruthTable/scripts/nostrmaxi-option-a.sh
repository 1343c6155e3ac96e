#!/usr/bin/env bash
# nostrmaxi, "Option A: Rollback to Previous Deployment", steps 1 to 7.
# Adapted: folder, address, names of release and backup, and the 60 s of step 7 ($WAIT).
# Left out: 'git log', which is for a person; scripts/restore-db.sh is not on the page and is written to stop at an error.

# 1. STOP broken deployment
cd "$SITE"
docker-compose -f docker-compose.prod.yml down --timeout 10

# 2. Switch to previous working version
git checkout v1.0.0  # Last stable release

# 3. Restore environment
cp .env.prod.backup .env  # If you backed up .env before cutover

# 4. Rebuild (if needed - use cached layers)
docker-compose -f docker-compose.prod.yml build

# 5. Restore database from backup
./scripts/restore-db.sh "$BACKUP"

# 6. Start services
docker-compose -f docker-compose.prod.yml up -d

# 7. Verify health
timeout "$WAIT" bash -c "until curl -sf $URL/health; do sleep 1; done"
curl "$URL/health" | jq .
