using RollbackOps.Cli.Commands;
using RollbackOps.Engine.Reports;

namespace RollbackOps.Cli.Views;

/// <summary>Whether journals are as they were written, a line a run.</summary>
internal static class VerificationView
{
    private const int NotWhole = 2;

    /// <summary>Shows all.</summary>
    /// <returns>The exit code: 0 where all are whole.</returns>
    public static int Show(IReadOnlyList<RunVerification> runs, bool json)
    {
        foreach (var run in runs)
            if (json)
                Verb.PrintJson(run);
            else
                Screen.Out($"{run.Run}  {Units.Of(run.Lines, "line"),10}  {(run.IsWhole ? "" : "NOT WHOLE: ")}{run.Says}");
        if (runs.Count == 0 && !json)
            Screen.Out("There was no run yet.");
        return runs.All(run => run.IsWhole) ? 0 : NotWhole;
    }

    /// <summary>Shows, below the runs that could be read, those that are not whole.</summary>
    public static void ShowBroken(IReadOnlyList<RunVerification> runs)
    {
        foreach (var run in runs.Where(run => !run.IsWhole))
            Screen.Out($"{run.Run}  NOT WHOLE: {run.Says}; rollbackops history --verify");
    }
}
