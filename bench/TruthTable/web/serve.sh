#!/bin/sh
# Answers one HTTP request: the release's version, and on …/health whether the release and the database are well.
version=$(cat /app/VERSION)

well() {
  [ "$(cat /app/HEALTH)" = ok ] || return 1
  [ -z "$PGHOST" ] || [ "$(psql -XAtq -c "SELECT value FROM settings WHERE name = 'ready'" 2>/dev/null)" = yes ]
}

answer() { # answer STATUS BODY
  printf 'HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' "$1" "${#2}" "$2"
}

read -r method target protocol
return=$(printf '\r')
while read -r header && [ -n "${header%"$return"}" ]; do :; done
case $target in
  */health) well && answer "200 OK" '{"status":"ok","version":"'"$version"'"}' || answer "500 Internal Server Error" '{"status":"error","version":"'"$version"'"}' ;;
  *) answer "200 OK" '{"version":"'"$version"'"}' ;;
esac
