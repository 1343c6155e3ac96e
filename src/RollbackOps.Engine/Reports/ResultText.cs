using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>A run's result as a person reads it. Pure.</summary>
public static class ResultText
{
    /// <summary>The result as text, lines ended by a line feed.</summary>
    public static string Of(RunResult result)
    {
        var text = new StringBuilder();
        text.Append($"\n{Outcomes.Word(result.Outcome)}  {result.Message}\n");
        List(text, "Came back", [.. result.Backups.Select(backup => $"{backup.Subject} from {backup.Backup}{(backup.InsteadOf is { } broken ? $", because the one that was chosen could not be used: {broken}" : "")}")]);
        List(text, "Kept", result.Kept);
        if (result.KeptUntil is { } until)
            text.Append($"  Kept until {Units.Of(until)}; {(result is { Outcome: Outcome.Proven, Stays.Count: 0 } ? "rollbackops undo goes back to it, " : "")}rollbackops settle gives it up.\n");
        List(text, "Can't be undone", result.Stays);
        List(text, "Left over", result.Leftovers);
        if (result.Run.Length > 0)
            text.Append($"  Run {result.Run}: {Units.Of(result.Duration)} in all, {Units.Of(result.Downtime)} without service.\n");
        if (result.Next.Length > 0)
            text.Append($"  Next: {result.Next}\n");
        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            text.Append($"  {title}: {line}\n");
    }
}
