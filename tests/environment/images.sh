#!/usr/bin/env bash
# Makes the test images that are missing out of the machine's own programs: no registry is needed.
# Those that it makes are listed in the file MADE_IMAGES.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$ROLLBACKOPS_TEST_ENVIRONMENT
postgres=/usr/lib/postgresql/15
postgres_lines=$(cat <<'LINES'
ENV LANG=C.UTF-8
VOLUME /var/lib/postgresql/data
EXPOSE 5432
STOPSIGNAL SIGINT
HEALTHCHECK --interval=1s --timeout=2s --retries=60 CMD pg_isready -q -h 127.0.0.1
ENTRYPOINT ["/usr/local/bin/entry.sh"]
LINES
)
context=
trap 'rm -rf "$context"' EXIT

# A root file system with busybox, in $root.
begin() {
  context=$(mktemp -d "$work/image.XXXX")
  root=$context/root
  mkdir -p "$root"/{usr/bin,usr/sbin,usr/lib,usr/lib64,etc,tmp,run,var/lib,var/log,proc,sys,dev,root}
  chmod 1777 "$root/tmp" "$root/run"
  ln -s ../run "$root/var/run"
  local folder applet
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  cp "$here/images/passwd" "$root/etc/passwd"
  awk -F: '{ print $1 ":x:" $4 ":" }' "$root/etc/passwd" >"$root/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"
  add "$(command -v busybox)"
  for applet in $(busybox --list); do [ -e "$root/usr/bin/$applet" ] || ln -s busybox "$root/usr/bin/$applet"; done
}

# Files and folders of this machine, with the libraries that their programs load.
add() {
  local path library
  local -a all=("$@")
  for path; do all+=("$(readlink -f "$path")"); done
  find "${all[@]}" \( -type f -o -type l \) ! -path '*/bitcode/*' ! -name 'llvmjit*' ! -name pg_upgrade |
    sed 's#^/##' | sort -u | tar -C / -c --no-recursion -T - | tar -C "$root" -x --keep-directory-symlink
  find "${all[@]}" -type f \( -perm -u+x -o -name '*.so*' \) ! -path '*/bitcode/*' ! -name 'llvmjit*' -print0 |
    { xargs -0 -r ldd 2>/dev/null || true; } |
    awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// && $2 ~ /^\(/ { print $1 }' | sort -u |
    while read -r library; do
      path=$(readlink -f "$(dirname "$library")")
      mkdir -p "$root$path"
      cp -L "$library" "$root$path/"
    done
}

# from_tree TREE PATH…: files and folders of another system's tree, with the libraries that their programs load there.
from_tree() {
  local tree=$1 loader libraries path
  shift
  loader=$(cd "$tree" && find usr/lib64 usr/lib -maxdepth 1 -name 'ld-linux-*.so.*' | head -n 1)
  libraries=$(find "$tree/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu')
  { (cd "$tree" && find "$@" \( -type f -o -type l \) && echo "$loader" && readlink -f "$loader" | sed "s#^$tree/##") &&
    find "${@/#/$tree/}" -type f \( -perm -u+x -o -name '*.so*' \) -print0 |
    { xargs -0 -r -n 1 "$tree/$loader" --library-path "$libraries" --list 2>/dev/null || true; } |
      awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u |
      while read -r path; do echo "${path#"$tree"/}"; readlink -f "$path" | sed "s#^$tree/##"; done; } |
    sort -u | tar -C "$tree" -c --no-recursion -T - | tar -C "$root" -x --keep-directory-symlink
}

# finish IMAGE: builds it; the lines of its Dockerfile come on standard input.
finish() {
  tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$context/root.tar" .
  { printf 'FROM scratch\nADD root.tar /\nENV PATH=%s/bin:/usr/sbin:/usr/bin:/sbin:/bin\n' "$postgres"; cat; } >"$context/Dockerfile"
  rm -rf "$root"
  echo "$1" >>"${MADE_IMAGES:-$work/made-images}"
  if ! DOCKER_BUILDKIT=0 docker build -q -t "$1" "$context" >"$work/image.log" 2>&1; then
    cat "$work/image.log" >&2
    echo "image $1: it could not be built" >>"$work/missing.txt"
  fi
  rm -rf "$context"
}

# make IMAGE PROGRAM: true where the image is missing and can be made of the program.
make() {
  ! docker image inspect "$1" >/dev/null 2>&1 || return 1
  command -v "$2" >/dev/null && command -v busybox >/dev/null || {
    echo "image $1: no $2 to make it of" >>"$work/missing.txt"
    return 1
  }
  echo "Making the image $1"
}

if make rollbackops-test/busybox:1 busybox; then
  begin
  finish rollbackops-test/busybox:1 <<<'CMD ["sh"]'
fi

if make rollbackops-test/postgres:15 $postgres/bin/postgres; then
  begin
  add $postgres/bin $postgres/lib /usr/share/postgresql/15 /usr/share/zoneinfo/UTC /usr/share/zoneinfo/Etc /usr/lib/locale/C.utf8
  install -D "$here/images/postgres-entry.sh" "$root/usr/local/bin/entry.sh"
  finish rollbackops-test/postgres:15 <<<"$postgres_lines"
fi

if make rollbackops-test/redis:7 redis-server; then
  begin
  add "$(command -v redis-server)" "$(command -v redis-cli)"
  finish rollbackops-test/redis:7 <<'LINES'
EXPOSE 6379
HEALTHCHECK --interval=1s --timeout=1s --retries=60 CMD redis-cli ping | grep -q PONG
CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/tmp"]
LINES
fi

if make rollbackops-test/nginx:1 nginx; then
  begin
  add "$(command -v nginx)" /etc/nginx/mime.types
  mkdir -p "$root"/{var/lib/nginx,var/log/nginx,usr/share/nginx/html,etc/nginx/conf.d}
  echo ok >"$root/usr/share/nginx/html/index.html"
  cp "$here/images/nginx.conf" "$root/etc/nginx/nginx.conf"
  finish rollbackops-test/nginx:1 <<'LINES'
EXPOSE 80
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=1s --timeout=1s --retries=60 CMD wget -q -O /dev/null http://127.0.0.1/health
CMD ["nginx", "-g", "daemon off;"]
LINES
fi

# The second major version, of the packages that next.sh unpacked.
if [ -d "$work/trixie" ] && make rollbackops-test/postgres:17 true; then
  begin
  from_tree "$work/trixie" usr/lib/postgresql/17 usr/share/postgresql/17 usr/share/zoneinfo/UTC usr/share/zoneinfo/Etc usr/lib/locale/C.utf8
  install -D "$here/images/postgres-entry.sh" "$root/usr/local/bin/entry.sh"
  postgres=/usr/lib/postgresql/17
  finish rollbackops-test/postgres:17 <<<"$postgres_lines"
fi
