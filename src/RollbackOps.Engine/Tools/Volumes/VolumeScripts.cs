namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>
/// What helper containers do to volumes, as POSIX sh. Content is exchanged by renames in the folder that holds all volumes, and
/// known by its inode; each script can be ended at any point and be run again.
/// </summary>
public static class VolumeScripts
{
    /// <summary>Where the folder of all volumes is mounted.</summary>
    public const string Root = "/rollbackops-volumes";

    /// <summary>Where one new volume is mounted.</summary>
    public const string New = "/rollbackops-new";

    /// <summary>Whether the image has what the others need.</summary>
    public const string Try = "for tool in tar find stat mv rmdir wc df tail chown chmod; do command -v \"$tool\" >/dev/null || echo \"$tool\"; done";

    /// <summary>$@ volumes. Says which there are, the inode of their content, and what is free in KiB.</summary>
    public const string Read = "set -eu\ncd " + Root + """

        df -Pk . | tail -n 1 | while read -r _ _ _ free _; do echo "free:$free"; done
        for name in "$@"; do
            if [ -d "$name" ]; then echo "volume/$name:yes"; fi
            if [ -d "$name/_data" ]; then echo "content/$name:$(stat -c %i "$name/_data")"; fi
        done
        """;

    /// <summary>Unpacks an archive from standard input into the new volume, and says how many files and links are there.</summary>
    public const string Unpack = "set -eu\ncd " + New + """

        tar -x -p -f -
        sync
        echo "files:$(find . -type f | wc -l)"
        echo "links:$(find . -type l | wc -l)"
        """;

    /// <summary>$1 the live volume, $2 the new one, which gets the owner and the mode of the other's content.</summary>
    public const string Empty = "set -eu\ncd " + Root + """

        chown "$(stat -c %u:%g "$1/_data")" "$2/_data"
        chmod "$(stat -c %a "$1/_data")" "$2/_data"
        """;

    private const string Start = "set -eu\ncd " + Root + """

        one="$1" other="$2" two="$3" first="$4" second="$5"
        inode() { if [ -d "$1/_data" ]; then stat -c %i "$1/_data"; fi; }
        must() { if [ "$(inode "$1")" != "$2" ]; then echo "the content of the volume $1 is not the one that is meant" >&2; exit 1; fi; }
        vacate() { if [ -d "$1/_data" ]; then rmdir "$1/_data"; fi; }

        """;

    /// <summary>
    /// $1 the live volume, $2 the one that its content moves to, $3 the one that takes its place, $4 the inode of the content
    /// that leaves, $5 of that which comes. The place that the content moves to holds an empty folder, or none; that which it leaves has one
    /// afterwards, because Docker mounts no volume without.
    /// </summary>
    public const string Exchange = Start + """
        if [ "$(inode "$one")" = "$first" ]; then
            must "$two" "$second"
            vacate "$other"
            mv "$one/_data" "$other/_data"
        fi
        must "$other" "$first"
        if [ ! -d "$one/_data" ]; then
            must "$two" "$second"
            mv "$two/_data" "$one/_data"
        fi
        mkdir -p "$two/_data"
        must "$one" "$second"
        sync
        """;
}
