using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>Rollback points as a person reads them. Pure.</summary>
public static class PointsText
{
    /// <summary>The list as text, lines ended by a line feed: a line a point.</summary>
    public static string Of(IReadOnlyList<RollbackPoint> points)
    {
        if (points.Count == 0)
            return "There is no rollback point. Record one after a good release: rollbackops checkpoint\n";
        var (wide, release) = (points.Max(point => point.Name.Length), points.Max(point => Release(point).Length));
        var text = new StringBuilder("Rollback points, newest first\n");
        foreach (var point in points)
            text.Append($"  {point.Name.PadRight(wide)}  {Units.Of(point.TakenAt)}  {Release(point).PadRight(release)}  {(point.IsBad ? "BAD  " : "good ")} {Counts(point)}{(point.Reason is null ? "" : $"; {point.Reason}")}\n");
        return text.ToString();
    }

    /// <summary>A point that was recorded, or would be, as text.</summary>
    public static string Of(RollbackPoint point, bool isTaken)
    {
        var text = new StringBuilder($"{(isTaken ? "Recorded" : "Would be recorded")} as known to be good: {point.Name} ({Units.Of(point.Checks, "check")} {(point.Checks == 1 ? "holds" : "hold")})\n");
        var (part, name) = (point.Facts.Select(fact => fact.Part.Length).DefaultIfEmpty().Max(), point.Facts.Select(fact => fact.Name.Length).DefaultIfEmpty().Max());
        foreach (var fact in point.Facts)
            text.Append($"  {fact.Part.PadRight(part)}  {fact.Name.PadRight(name)}  {fact.Subject}  {Short(fact.Value)}{(fact.Keeps is null ? "" : $"  kept as {fact.Keeps}")}\n");
        if (isTaken)
            text.Append($"Back to it: rollbackops plan --to {point.Name}\n");
        return text.ToString();
    }

    /// <summary>What is given up with a point, as text.</summary>
    public static string OfRemoval(RollbackPoint point)
    {
        var kept = point.Facts.Select(fact => fact.Keeps).OfType<string>().ToList();
        return $"The rollback point {point.Name} of {Units.Of(point.TakenAt)} is removed{(kept.Count == 0 ? "" : ", and with it")}\n{string.Concat(kept.Select(thing => $"  {thing}\n"))}";
    }

    private static string Release(RollbackPoint point) => point.Release.Name == point.Name ? "" : point.Release.Name;

    private static string Counts(RollbackPoint point) => string.Join(", ", point.Facts.Where(fact => fact.Name != PointFact.Digest).GroupBy(fact => fact.Name).Select(kind => Units.Of(kind.Count(), kind.Key)));

    private static string Short(string value) => value.Length == 64 ? value[..12] : value.StartsWith("sha256:", StringComparison.Ordinal) ? value[..19] : value.Length == 40 ? value[..12] : value;
}
