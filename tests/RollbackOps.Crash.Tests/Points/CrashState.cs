namespace RollbackOps.Crash.Tests.Points;

/// <summary>Compares what is there with what should be, line by line.</summary>
internal static class CrashState
{
    /// <summary>Holds that both are the same.</summary>
    public static void AssertSame(string expected, string actual) => AssertNone(Lacking(expected, actual), Lacking(actual, expected));

    /// <summary>
    /// Holds that an undo has brought all of it back. What the run made may be left under names of its own, because users
    /// wrote to it; a log that SQLite had beside the database is part of it by then.
    /// </summary>
    public static void AssertBrought(string before, string actual) => AssertNone(
        Lacking(before, actual).Where(line => !line.StartsWith("app.db-", StringComparison.Ordinal)),
        Lacking(actual, before).Where(line => !line.StartsWith("app.db-", StringComparison.Ordinal) && !line.StartsWith("state/", StringComparison.Ordinal)
            && !line.Contains("RUN", StringComparison.Ordinal) && !line.Contains("_X", StringComparison.Ordinal)));

    private static IEnumerable<string> Lacking(string of, string from) => of.Split('\n').Except(from.Split('\n'));

    private static void AssertNone(IEnumerable<string> lost, IEnumerable<string> more)
    {
        var differences = lost.Select(line => $"- {line}").Concat(more.Select(line => $"+ {line}")).ToList();
        Assert.True(differences.Count == 0, $"The state is another:\n{string.Join('\n', differences)}");
    }
}
