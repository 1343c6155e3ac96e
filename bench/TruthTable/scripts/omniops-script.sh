#!/bin/bash
# omniops, "Automated Rollback Script", whole: the one page with 'set -e'.
# Adapted: folder, address, and the 10 s before the health check (3 s).
# Emergency rollback script
set -e
cd "$SITE"

echo "EMERGENCY ROLLBACK INITIATED"
echo "Time: $(date)"

# Create incident directory
INCIDENT_DIR="logs/incident-$(date +%Y%m%d-%H%M%S)"
mkdir -p $INCIDENT_DIR

# Capture current state
docker-compose logs -t > $INCIDENT_DIR/docker-logs.txt
docker-compose ps > $INCIDENT_DIR/container-state.txt
git rev-parse HEAD > $INCIDENT_DIR/git-commit.txt

# Stop services
echo "Stopping services..."
docker-compose down

# Rollback to last known good
if [ -f .last-known-good ]; then
    GOOD_COMMIT=$(cat .last-known-good)
    echo "Rolling back to: $GOOD_COMMIT"
    git checkout $GOOD_COMMIT
else
    echo "Rolling back 1 commit"
    git checkout HEAD~1
fi

# Rebuild and restart
echo "Rebuilding..."
DOCKER_BUILDKIT=1 docker-compose build

echo "Starting services..."
docker-compose up -d

# Verify
sleep 3
curl -f "$URL/api/health" || echo "Health check failed!"

echo "Rollback complete. Please verify services."
echo "Logs saved to: $INCIDENT_DIR"
