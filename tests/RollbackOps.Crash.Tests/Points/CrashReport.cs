using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>The counts, for the test's output and for the summary of <c>./build.sh test</c>.</summary>
internal static class CrashReport
{
    private static readonly string Summary = Path.Combine(Tool.Root, "out", "tests", "crash.txt");
    private static readonly Lock Gate = new();

    public static void Say(string walk, string counts)
    {
        var line = $"{walk}: {counts}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        lock (Gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Summary)!);
            var others = File.Exists(Summary) ? File.ReadAllLines(Summary).Where(other => !other.StartsWith($"{walk}: ", StringComparison.Ordinal)) : [];
            File.WriteAllLines(Summary, others.Append(line).Order(StringComparer.Ordinal));
        }
    }
}
