#!/usr/bin/env bash
# usdx-wexel, "Quick Rollback Procedure", steps 2, 4, 5 and 6: the database, with the code left as it is.
# Adapted: folders, address, name of the backup; '-T' where a terminal was expected.
# Left out: 'logs -f', which never ends; scripts/test_deployment.sh is not on the page and is written to stop at an error.

# Stop all application services
cd "$SITE"
docker-compose stop webapp indexer nginx

# Find backup before problematic deployment
ls -lht backups/ | head -20

# Choose appropriate backup
BACKUP_FILE="$BACKUP"

# Create safety backup of current state
docker-compose exec -T db pg_dump -U usdx usdx_wexel | \
  gzip > "$SAFE/pre_rollback_backup_$(date +%Y%m%d_%H%M%S).sql.gz"

# Stop indexer to prevent writes
docker-compose stop indexer

# Restore database
gunzip -c "$BACKUP_FILE" | \
  docker-compose exec -T db psql -U usdx -d postgres -c "
    SELECT pg_terminate_backend(pid)
    FROM pg_stat_activity
    WHERE datname = 'usdx_wexel' AND pid <> pg_backend_pid();
  "

gunzip -c "$BACKUP_FILE" | \
  docker-compose exec -T db psql -U usdx -d postgres -c "
    DROP DATABASE IF EXISTS usdx_wexel;
    CREATE DATABASE usdx_wexel OWNER usdx;
  "

gunzip -c "$BACKUP_FILE" | \
  docker-compose exec -T db psql -U usdx -d usdx_wexel

# Verify restore
docker-compose exec -T db psql -U usdx -d usdx_wexel -c "
  SELECT COUNT(*) FROM pools;
  SELECT COUNT(*) FROM wexels;
  SELECT COUNT(*) FROM users;
"

# Rebuild images (use cached layers)
docker-compose build

# Start services
docker-compose up -d

# Check service status
docker-compose ps

# Health checks
curl "$URL/health"
curl "$URL/"

# Check version
curl "$URL/health" | jq .version

# Run smoke tests
./scripts/test_deployment.sh production
