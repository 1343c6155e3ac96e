using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>What settling gives up, as a person reads it. Pure.</summary>
public static class SettleText
{
    /// <summary>The plan as text, lines ended by a line feed.</summary>
    public static string Of(SettlePlan plan)
    {
        var text = new StringBuilder();
        TextSections.Add(text, "Given up for good", plan.Things.Select(Line), plan.NotDue.Count > 0 ? "nothing: nothing is due" : "nothing: nothing is kept");
        KeptOn(text, plan.NotDue, plan.Notes);
        if (plan.Things.Count > 0)
            text.Append($"\nThis frees {Freed(plan.Bytes, plan.Things)}.\n");
        return text.ToString();
    }

    /// <summary>The result as text, lines ended by a line feed.</summary>
    public static string Of(SettleResult result)
    {
        var text = new StringBuilder(result.Settled.Count == 0
            ? "\nNothing was given up.\n"
            : $"\n{Units.Of(result.Settled.Count, "thing")} given up, {Freed(result.Bytes, result.Settled)} freed.\n");
        foreach (var failure in result.Failed)
            text.Append($"  STILL THERE: {failure}\n");
        KeptOn(text, result.NotDue, result.Notes);
        return text.ToString();
    }

    private static void KeptOn(StringBuilder text, IReadOnlyList<KeptThing> things, IReadOnlyList<string> notes)
    {
        TextSections.Add(text, "Kept on", things.Select(thing => $"{Line(thing)}; due on {Units.Of(thing.Until)}"));
        TextSections.Add(text, "To know", things.Count == 0 ? notes : [.. notes, "What is kept on goes too with: rollbackops settle --now"]);
    }

    private static string Line(KeptThing thing) =>
        $"run {thing.Run}: {thing.What}{(thing.Bytes is { } bytes ? $" ({Units.OfBytes(bytes)})" : "")}";

    private static string Freed(long bytes, IReadOnlyList<KeptThing> things) =>
        $"{Units.OfBytes(bytes)}{(things.Any(thing => thing.Bytes is null) ? " and what could not be measured" : "")}";
}
