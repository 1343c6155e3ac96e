using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>The version of the server that a dump was taken from, as pg_dump notes it at the dump's head.</summary>
/// <param name="Text">As it is written, e.g. <c>15.20</c> or <c>18beta1</c>.</param>
/// <param name="Major">The major version.</param>
public sealed partial record DumpVersion(string Text, int Major)
{
    private const int PerMajor = 10_000;

    /// <summary>Reads a comment; null where it says nothing of the server.</summary>
    public static DumpVersion? Of(string note) =>
        Said().Match(note) is { Success: true } match && int.TryParse(match.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? new(match.Groups["text"].Value, major)
            : null;

    /// <summary>Reads what a server says of itself, e.g. <c>15.20 (Debian 15.20-0+deb12u1)</c>; null where that is nothing.</summary>
    public static DumpVersion? OfServer(string text) => Of($"Dumped from database version {text}");

    /// <summary>Throws where the dump is newer than the server: what only a newer server has would be missing or refused halfway.</summary>
    /// <param name="path">The dump.</param>
    /// <param name="server">The server's version as a number, e.g. 150020.</param>
    /// <exception cref="RollbackException">It is newer.</exception>
    public void ThrowIfNewer(string path, int server)
    {
        if (Major > server / PerMajor)
            throw new RollbackException(
                RollbackErrorId.BackupUnusable,
                $"The backup {path} was taken from PostgreSQL {Text}, and the server is {server / PerMajor}.{server % PerMajor}, which is older.",
                $"Name a backup that was taken from PostgreSQL {server / PerMajor} or older, or restore this one on a server of version {Major} or newer.");
    }

    [GeneratedRegex(@"^Dumped from database version (?<text>(?<major>\d{1,3})[^\s(]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}
