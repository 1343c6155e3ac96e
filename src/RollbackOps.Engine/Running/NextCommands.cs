using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Running;

/// <summary>The commands that a result tells a person to type. Pure.</summary>
public static partial class NextCommands
{
    /// <summary>Goes on with an unfinished run.</summary>
    public static string Resume(PlanRequest request) => OwnCommands.Resume(request);

    /// <summary>Goes back to the state before a run.</summary>
    public static string Undo(PlanRequest request) => OwnCommands.Undo(request);

    /// <summary>What mends a held run, then the ways on: with it, and, where it has not turned back yet, back to the state before.</summary>
    /// <param name="mend">What to do first, as the failed step says it.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="turnedBack">True where the run is on its way back already.</param>
    public static string WaysOn(string mend, PlanRequest request, bool turnedBack)
    {
        // The same command again would be a new run, which is refused.
        var first = SameCommand().Replace(mend, "resume");
        if (!turnedBack && first.Contains(Undo(request), StringComparison.Ordinal))
            return $"{first} To go on: {Resume(request)}";
        return turnedBack
            ? $"{first} To go on with the way back: {Resume(request)}".TrimStart()
            : $"{first} To go on: {Resume(request)}; or back to the state before it: {Undo(request)}".TrimStart();
    }

    /// <summary>Measures the checks.</summary>
    public static string Health(PlanRequest request) => $"rollbackops health {OwnCommands.Runbook(request)}";

    /// <summary>Lets users in again.</summary>
    public static string SafeModeOff(PlanRequest request) => $"rollbackops safe-mode off {OwnCommands.Runbook(request)}";

    /// <summary>Shows the runs there were.</summary>
    public static string History(string runbookFile) => $"rollbackops history --runbook {OwnCommands.Quoted(runbookFile)}";

    [GeneratedRegex(@"\b(?:(?:run|type) )?the same command again\b|\brun again\b")]
    private static partial Regex SameCommand();
}
