namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>What a helper container does in the folder that holds all volumes, as POSIX sh. Content is known by its folder's inode.</summary>
internal static class FreshScripts
{
    private const string Inode = "at() { stat -c %i \"$1\" 2>/dev/null || true; }; cd /volumes || exit 1; ";

    /// <summary>Prints the inodes of the two contents and of one between, a line each. $1: the live volume, $2: the other.</summary>
    public const string Read = Inode + "at \"$1/_data\"; echo; at \"$2/_data\"; echo; at \"$2/_aside\"; echo";

    /// <summary>Prints the content's inode, its KiB and the free KiB. $1: the volume.</summary>
    public const string Measure = Inode + "at \"$1/_data\"; du -sk \"$1/_data\" | { read -r used rest; echo \"$used\"; }; df -Pk . | { read -r head; read -r disk blocks used free rest; echo \"$free\"; }";

    /// <summary>
    /// Exchanges two contents by renames; begun anew, it goes on where it was. $1: the volume that gets $4, $2: the volume that
    /// gets $3.
    /// </summary>
    public const string Exchange = Inode +
        """
        if [ "$(at "$1/_data")" = "$3" ]; then mv "$1/_data" "$2/_aside" || exit 1; fi
        if [ ! -e "$1/_data" ] && [ "$(at "$2/_data")" = "$4" ]; then mv "$2/_data" "$1/_data" || exit 1; fi
        if [ ! -e "$2/_data" ] && [ "$(at "$2/_aside")" = "$3" ]; then mv "$2/_aside" "$2/_data" || exit 1; fi
        sync
        """;
}
