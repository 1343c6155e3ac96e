using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>The point that a person named instead of a backup, and all points of the database.</summary>
/// <param name="Points">The points, newest first; empty where nobody needs to know them.</param>
/// <param name="Point">The one that comes back; null for a backup, or for one that is live already.</param>
/// <param name="Used">The point that was named and that a run has taken; null for none.</param>
internal sealed record PointChoice(IReadOnlyList<TemplatePoint> Points, TemplatePoint? Point, UsedPoint? Used)
{
    /// <summary>Whether a point comes back or is live already, and no backup.</summary>
    public bool IsPoint => Point is not null || Used is { IsLive: true };

    /// <summary>Looks. Reads only.</summary>
    /// <param name="client">The server.</param>
    /// <param name="maintenance">Another database of it.</param>
    /// <param name="facts">What it told.</param>
    /// <param name="named">What a person named and is no backup; null for nothing.</param>
    /// <param name="wanted">Whether points may be made of the database.</param>
    /// <param name="ask">What is planned.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<PointChoice> LookAsync(PostgresClient client, string maintenance, ServerFacts facts, string? named, bool wanted, Ask ask, CancellationToken cancel)
    {
        if (named is null && !wanted)
            return new([], null, null);
        var points = await TemplatePoints.ListAsync(client, maintenance, cancel);
        var point = named is null ? null : points.FirstOrDefault(other => other.Name == named);
        return new(points, point, named is null || point is not null ? null : UsedAs(named, facts, ask.Known));
    }

    private static UsedPoint? UsedAs(string name, ServerFacts facts, IKnown known)
    {
        var source = PostgresPlanner.Source(name);
        var isLive = facts.Oid is { } oid && known.SourceOf(PostgresPlanner.Identity(facts.SystemId, oid)) == source;
        var run = known.RunThatUsed(source);
        return isLive || run is not null ? new(name, run, isLive) : null;
    }

    /// <summary>The point as the choice among backups would have it.</summary>
    public BackupChoice Choice => new(new(Point?.Name ?? Used!.Name, Point?.Bytes ?? 0, Point is null ? null : PointGoal.Time(Point)), "named by the operator");

    /// <summary>The point in the place of a backup's file.</summary>
    public DumpFile Dump => PointGoal.Named(Point?.Name ?? Used!.Name, Point?.Bytes ?? 0);
}
