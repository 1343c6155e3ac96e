using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>The names of the databases that a run makes beside the live one. PostgreSQL cuts names after 63 bytes.</summary>
public static class PostgresNames
{
    private const int Limit = 63;

    /// <summary>The name that the old database is kept under: its oid makes it unique on the server.</summary>
    public static string Kept(string live, long oid) => Derived(live, $"_kept_{oid.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The name under which the old database is dumped while nobody knows it, before it is dropped.</summary>
    public static string Aside(string live, long oid) => Derived(live, $"_aside_{oid.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The name that what was restored in place gets, where the old database comes back from its safety dump.</summary>
    public static string Replaced(string live, long oid) => Derived(live, $"_replaced_{oid.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The name of a rollback point.</summary>
    public static string Point(string live, DateTimeOffset time) => Derived(live, $"_point_{time.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}");

    /// <summary>The name of the finished copy.</summary>
    public static string Beside(string live, string seed) => Derived(live, $"_beside_{Hash(seed)}");

    /// <summary>The name of the copy while it is being made.</summary>
    public static string Partial(string live, string seed) => Derived(live, $"_partial_{Hash(seed)}");

    /// <summary>The name of a copy on which migrations are tried.</summary>
    public static string Rehearsal(string live, string seed) => Derived(live, $"_rehearsal_{Hash(seed)}");

    /// <summary>
    /// The mark that a run's sessions of a part carry, and no others: whoever has it is ended as an orphan. The server changes
    /// what is not ASCII and cuts what is too long, so a hash then tells marks apart.
    /// </summary>
    public static string Application(string system, string environment, string run, string part)
    {
        var mark = $"rollbackops/{system}.{environment}/{run}/{part}";
        var ascii = string.Concat(mark.Select(c => c is > ' ' and <= '~' ? c : '_'));
        return ascii == mark && mark.Length <= Limit ? mark : $"{Cut(ascii, Limit - 13)}/{Hash(mark)}";
    }

    private static string Derived(string live, string suffix) => Cut(live, Limit - Encoding.UTF8.GetByteCount(suffix)) + suffix;

    private static string Hash(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..12];

    private static string Cut(string text, int bytes)
    {
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes < rune.Utf8SequenceLength)
                break;
            bytes -= rune.Utf8SequenceLength;
            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }
}
