#!/bin/sh
# Answers one HTTP request, which is read from standard input.
version=$(cat /app/VERSION)

query() { psql -XAtq -v ON_ERROR_STOP=1 -v name="$name" 2>/tmp/error.$$; }

answer() { # answer STATUS BODY
  printf 'HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' "$1" "${#2}" "$2"
  echo "INFO $method $target ${1%% *}" >&2
}

fail() {
  [ ! -s /tmp/error.$$ ] || echo "ERROR $target: $(head -n 1 /tmp/error.$$)" >&2
  answer "500 Internal Server Error" '{"status":"error","version":"'"$version"'"}'
}

read -r method target protocol
return=$(printf '\r')
while read -r header && [ -n "${header%"$return"}" ]; do :; done
name=${target#*name=}
trap 'rm -f /tmp/error.$$' EXIT

case $target in
  /health)
    if [ -z "$PAYMENTS_URL" ]; then
      echo "ERROR $target: PAYMENTS_URL is not set" >&2
      answer "503 Service Unavailable" '{"status":"unconfigured","version":"'"$version"'"}'
    elif echo "SELECT count(pubkey) FROM nip05_identities" | query >/dev/null; then
      answer "200 OK" '{"status":"ok","database":"connected","version":"'"$version"'","domain":"'"$DOMAIN"'"}'
    else
      fail
    fi
    ;;
  /.well-known/nostr.json\?name=*)
    body=$(echo "SELECT json_build_object('names', coalesce(json_object_agg(name, pubkey), '{}')) FROM nip05_identities WHERE name = :'name'" | query) &&
      answer "200 OK" "$body" || fail
    ;;
  /api/v1/subscriptions/tiers)
    body=$(echo "SELECT json_build_object('tiers', json_agg(json_build_object('name', name, 'sats', sats) ORDER BY sats)) FROM subscription_tiers" | query) &&
      answer "200 OK" "$body" || fail
    ;;
  *) answer "404 Not Found" '{"status":"not found"}' ;;
esac
