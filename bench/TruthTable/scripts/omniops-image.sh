#!/usr/bin/env bash
# omniops, "Option 1: Quick Rollback to Previous Image", steps 1 to 5, and the health check of "After Any Rollback".
# Adapted: folder, address, name of the image. Left out: 'logs -f', which never ends.

# 1. Stop current containers
cd "$SITE"
docker-compose down

# 2. List available images to find previous version
docker images | grep "$PROJECT-omniops"

# 3. Tag previous version as latest
docker tag "$PROJECT-omniops-app:v0.0.9" "$PROJECT-omniops-app:latest"

# 4. Start with previous version
docker-compose up -d

# 5. Verify rollback
docker-compose ps
curl -I "$URL"

# 1. Health checks
curl "$URL/api/health"
