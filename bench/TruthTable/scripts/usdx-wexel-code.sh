#!/usr/bin/env bash
# usdx-wexel, "Scenario 1: Application Bug (No DB Changes)", "Fastest rollback - Code only", whole.
# Adapted: folder.

# 1. Stop services
cd "$SITE"
docker-compose stop webapp indexer nginx

# 2. Rollback code
git checkout v1.0.2

# 3. Restart
docker-compose up -d
