#!/usr/bin/env bash
# Fetches what the tests use of npm in the environment's folder, where it is kept for the next time: Vercel's own client, which
# the fake of its API is held to, and a chain with a compiler for the smart contracts of samples/safepsy. No script of a package
# is run. Tests that miss it say so.
set -euo pipefail
work=$ROLLBACKOPS_TEST_ENVIRONMENT
npm=$work/npm

[ ! -d "$npm/node_modules" ] || exit 0
command -v npm >/dev/null || { echo "npm packages (vercel, anvil, solc): no npm" >>"$work/missing.txt"; exit 0; }
rm -rf "$npm.new"
mkdir -p "$npm.new"
echo '{"private":true}' >"$npm.new/package.json"
echo "Fetching vercel, anvil and solc from npm"
timeout 600 npm install --prefix "$npm.new" --ignore-scripts --no-audit --no-fund vercel@50.9.6 @foundry-rs/anvil@1.7.1 solc@0.8.37 >"$work/npm.log" 2>&1 && rm -rf "$npm" && mv "$npm.new" "$npm" || {
  tail -5 "$work/npm.log" >&2
  echo "npm packages (vercel, anvil, solc): can't be had, see out/environment/npm.log" >>"$work/missing.txt"
}
