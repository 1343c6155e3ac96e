#!/usr/bin/env bash
# nostrmaxi, "Option C: Full Database Restore", steps 1 to 5.
# Adapted: folder, names of container and backup; psql is given the user and database instead of $DATABASE_URL.
# Left out: step 6 (npx prisma migrate deploy), "if needed"; scripts/restore-db.sh is not on the page and is written to
# start the database that step 1 took away, and to stop at an error.

# 1. STOP all services immediately
cd "$SITE"
docker-compose -f docker-compose.prod.yml down

# 2. List available backups
ls -lht backups/*.sql.gz | head -10

# Choose backup from BEFORE cutover
BACKUP_FILE="$BACKUP"

# 3. Restore database
./scripts/restore-db.sh "$BACKUP_FILE"

# 4. Verify restore
docker exec "$PROJECT-postgres-1" psql -U nostrmaxi nostrmaxi -c "SELECT count(*) FROM users;"
docker exec "$PROJECT-postgres-1" psql -U nostrmaxi nostrmaxi -c "SELECT count(*) FROM nip05_identities;"

# 5. Restart services
docker-compose -f docker-compose.prod.yml up -d
