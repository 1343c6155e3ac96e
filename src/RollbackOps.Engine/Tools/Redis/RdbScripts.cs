namespace RollbackOps.Engine.Tools.Redis;

/// <summary>
/// What helper containers do to a server's files, as POSIX sh. A folder that has its final name is whole; each script can be
/// ended at any point and be run again.
/// </summary>
public static class RdbScripts
{
    /// <summary>
    /// $1 the server's folder, $2 the mark. Says where it is mounted, what is free there in KiB, whether the image has a
    /// server, and the mark's inode.
    /// </summary>
    public const string Look = """
        set -eu
        df -Pk "$1" | tail -n 1 | while read -r _ _ _ free _ place; do echo "free:$free"; echo "place:$place"; done
        command -v redis-server >/dev/null && command -v redis-cli >/dev/null && echo server:yes || echo server:no
        if [ -e "$1/$2" ]; then echo "live:$(stat -c %i "$1/$2")"; fi
        """;

    /// <summary>
    /// $1 the server's folder, $2 the folder beside, $3 the RDB's name, $4 yes for an append-only file, $5 its name, $6 its
    /// folder or nothing, $7 the mark. Takes an RDB from standard input, checks it, loads it into a server of its own and
    /// says what that says of itself.
    /// </summary>
    public const string Beside = """
        set -eu
        socket=/tmp/rollbackops.sock
        ask() { redis-cli -s "$socket" "$@"; }
        nap() { sleep 0.1 2>/dev/null || sleep 1; }
        cd "$1"
        owner=$(if [ -e "$3" ]; then stat -c %u:%g "$3"; else stat -c %u:%g .; fi)
        rm -rf "$2" "$2.part"
        mkdir "$2.part"
        cd "$2.part"
        cat > "$3"
        if command -v redis-check-rdb >/dev/null; then
            redis-check-rdb "$3" > log 2>&1 || { tail -n 3 log >&2; exit 65; }
        fi
        if [ -n "$6" ]; then set -- "$@" --appenddirname "$6"; fi
        files="$3" aof="$4" name="$5" mark="$7" back="$2"
        shift 7
        redis-server --port 0 --unixsocket "$socket" --dir "$PWD" --dbfilename "$files" --save "" --appendonly no --appendfilename "$name" --daemonize no "$@" > log 2>&1 &
        server=$!
        until [ "$(ask PING 2>/dev/null)" = PONG ]; do
            kill -0 "$server" 2>/dev/null || { tail -n 3 log >&2; exit 65; }
            nap
        done
        if [ "$aof" = yes ]; then
            ask CONFIG SET appendonly yes >/dev/null
            while ask INFO persistence | grep -qE '^aof_rewrite_(in_progress|scheduled):1'; do nap; done
            ask INFO persistence | grep -q '^aof_last_bgrewrite_status:ok' || { tail -n 3 log >&2; exit 1; }
        fi
        ask INFO all
        ask SHUTDOWN NOSAVE >/dev/null 2>&1 || true
        wait "$server" || true
        rm -f log
        mkdir "$mark"
        chown -R "$owner" .
        cd ..
        sync
        mv "$back.part" "$back"
        """;

    /// <summary>$1 the server's folder, $2 the folder beside, $3 that of what is kept, $4 the mark. Says what is there, by inode.</summary>
    public const string Read = """
        set -eu
        cd "$1"
        say() { if [ -e "$2" ]; then echo "$1:$(stat -c %i "$2")"; fi; }
        say live "$4"; say back "$2/$4"; say beside "$2"; say part "$2.part"; say kept "$3"; say kept-part "$3.part"; say kept-undo "$3.undo"
        """;

    private const string GoBack = """
        set -eu
        cd "$1"
        back="$2" kept="$3"
        shift 3
        go_back() {
            for file in "$@"; do if [ -e "$kept.undo/$file" ]; then mv "$kept.undo/$file" "$file"; fi; done
            sync
            rmdir "$kept.undo"
        }

        """;

    /// <summary>
    /// $1 the server's folder, $2 the folder beside, $3 that of what is kept, then the files, the mark last. Puts what is beside
    /// in the place of what is live, which is kept.
    /// </summary>
    public const string Exchange = GoBack + """
        if [ -d "$kept.undo" ]; then go_back "$@"; fi
        if [ ! -d "$kept" ]; then
            mkdir -p "$kept.part"
            for file in "$@"; do if [ -e "$file" ]; then mv "$file" "$kept.part/$file"; fi; done
            sync
            mv "$kept.part" "$kept"
        fi
        for file in "$@"; do if [ -e "$back/$file" ]; then mv "$back/$file" "$file"; fi; done
        sync
        """;

    /// <summary>The same arguments. Puts what is kept in the place of what is live, which is beside again.</summary>
    public const string Undo = GoBack + """
        if [ -d "$kept.part" ]; then mv "$kept.part" "$kept.undo"; fi
        if [ -d "$kept" ]; then
            mkdir -p "$back"
            for file in "$@"; do if [ -e "$file" ]; then mv "$file" "$back/$file"; fi; done
            sync
            mv "$kept" "$kept.undo"
        fi
        if [ -d "$kept.undo" ]; then go_back "$@"; fi
        """;

    /// <summary>
    /// $1 the server's folder, $2 a folder in it, $3 its inode, $4 one that goes too where it is empty. Deletes it for good
    /// where it is that one; it loses its name first.
    /// </summary>
    public const string GiveUp = """
        set -eu
        cd "$1"
        if [ -e "$2" ] && [ "$(stat -c %i "$2")" = "$3" ]; then mv "$2" "$2.given-up"; fi
        if [ -e "$2.given-up" ] && [ "$(stat -c %i "$2.given-up")" = "$3" ]; then rm -rf "$2.given-up"; fi
        rmdir "$4" 2>/dev/null || true
        """;
}
