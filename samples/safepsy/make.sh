#!/usr/bin/env bash
# make.sh RPC_URL OWNER DEPLOYER [FOLDER]
# Makes safepsy's registry on a chain: a git repository with v1.0.0, and the bad v1.1.0 whose contract is deployed. The node
# at RPC_URL signs for OWNER and DEPLOYER, as anvil does for its own accounts. FOLDER is 'site' beside this script. Needs node with
# solc (npm install solc@0.8.37, or NODE_PATH).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 3 ] || { sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 64; }
rpc=$1 owner=$2 deployer=$3 folder=${4:-$here/site}
[ ! -e "$folder" ] || { echo "make.sh: $folder is there already; take it away first" >&2; exit 1; }

in_git() { git -C "$folder" -c user.name=safepsy -c user.email=safepsy@safepsy.example -c commit.gpgsign=false -c tag.gpgsign=false "$@"; }

release() { # release VERSION: its files over what is there, committed and tagged
  cp -R "$here/releases/$1/." "$folder/"
  in_git add -A
  in_git commit -q -m "safepsy $1"
  in_git tag -a -m "safepsy $1" "v$1"
}

mkdir -p "$folder/backend"
git init -q -b main "$folder"
release 1.0.0
release 1.1.0
umask 077
printf '%s\n' "RPC_URL=$rpc" "OWNER=$owner" "DEPLOYER=$deployer" >"$folder/backend/.env"
cd "$folder"
node scripts/chain.js first
