#!/usr/bin/env bash
# safepsy, "Emergency Rollback (Critical Issues)", steps 1 to 3.
# Adapted: folder, addresses. Left out: restoring the configuration, of which there is none here, and 'logs --follow',
# which never ends; docker-manage.sh is not on the page and is written to stop at an error.

# Stop all services immediately
cd "$SITE"
./docker-manage.sh stop production

# Preserve current state for analysis
docker-compose logs > rollback-logs-$(date +%Y%m%d_%H%M%S).log

# Create emergency backup
./docker-manage.sh backup production

# Rollback to previous version
git checkout HEAD~1

# Rebuild and deploy previous version
./docker-manage.sh build production --no-cache
./docker-manage.sh start production

# Verify rollback success
./docker-manage.sh health production

# Check critical endpoints
curl -f "$URL/health"
curl -f "$URL"
