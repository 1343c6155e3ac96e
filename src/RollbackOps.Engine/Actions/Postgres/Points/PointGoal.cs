using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>A point as the thing that comes back. Pure.</summary>
internal static class PointGoal
{
    /// <summary>The point in the place of a backup's file: its name is its identity, for the ledger and for messages.</summary>
    public static DumpFile File(TemplatePoint point) => Named(point.Name, point.Bytes ?? 0);

    /// <summary>A point of a name, whether it is still there or live by now.</summary>
    public static DumpFile Named(string name, long bytes) => new(name, DumpKind.Plain, bytes, name);

    /// <summary>What it holds.</summary>
    public static DumpSummary Holds(TemplatePoint point) => new(null, 0, point.Facts.Rows ?? new Dictionary<string, long>()) { Sequences = point.Facts.Sequences };

    /// <summary>When it was made.</summary>
    public static BackupTime Time(TemplatePoint point) => new(point.Facts.MadeAt, point.Facts.MadeAt, "the point itself");
}
