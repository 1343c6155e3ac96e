using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>What settling gives up, as a person reads it. Pure.</summary>
public static class SettleText
{
    /// <summary>The plan as text, lines ended by a line feed.</summary>
    public static string Of(SettlePlan plan)
    {
        var text = new StringBuilder();
        TextSections.Add(text, "Given up for good", plan.Things.Select(Line), "nothing");
        TextSections.Add(text, "Kept on", plan.NotDue.Select(thing => $"{Line(thing)}; due on {Units.Of(thing.Until)}"));
        TextSections.Add(text, "To know", plan.Notes);
        if (plan.Things.Count > 0)
            text.Append($"\nThis frees {Freed(plan.Bytes, plan.Things)}.\n");
        return text.ToString();
    }

    /// <summary>The result as text, lines ended by a line feed.</summary>
    public static string Of(SettleResult result)
    {
        var text = new StringBuilder($"\n{Units.Of(result.Settled.Count, "thing")} given up, {Freed(result.Bytes, result.Settled)} freed.\n");
        foreach (var failure in result.Failed)
            text.Append($"  STILL THERE: {failure}\n");
        return text.ToString();
    }

    private static string Line(KeptThing thing) =>
        $"run {thing.Run}: {thing.What}{(thing.Bytes is { } bytes ? $" ({Units.OfBytes(bytes)})" : "")}";

    private static string Freed(long bytes, IReadOnlyList<KeptThing> things) =>
        $"{Units.OfBytes(bytes)}{(things.Any(thing => thing.Bytes is null) ? " and what could not be measured" : "")}";
}
