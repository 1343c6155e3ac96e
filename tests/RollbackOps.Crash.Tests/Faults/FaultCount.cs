using RollbackOps.Integration.Tests.Cli;

[assembly: AssemblyFixture(typeof(RollbackOps.Crash.Tests.Faults.FaultCount))]

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Counts the faults of a test run, and those with the right end, for the summary of the suite.</summary>
public sealed class FaultCount : IDisposable
{
    private static int _tried;
    private static int _right;

    /// <summary>A fault was tried.</summary>
    public static void Try() => Interlocked.Increment(ref _tried);

    /// <summary>Its end was right.</summary>
    public static void Right() => Interlocked.Increment(ref _right);

    /// <summary>Writes the line.</summary>
    public void Dispose()
    {
        if (_tried == 0)
            return;
        var folder = Directory.CreateDirectory(Path.Combine(Tool.Root, "out", "tests")).FullName;
        File.WriteAllText(Path.Combine(folder, "faults.txt"), $"Faults: {_tried} tried, {_right} with the right end\n");
    }
}
