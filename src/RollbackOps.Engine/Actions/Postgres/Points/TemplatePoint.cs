namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>A rollback point that the server keeps: a closed copy of the database, made by TEMPLATE while its writers paused.</summary>
/// <param name="Name">The copy's name.</param>
/// <param name="Oid">Its identity.</param>
/// <param name="Bytes">Its size; null where this user may not know.</param>
/// <param name="Version">Changes whenever somebody alters the copy, as whoever opens it does.</param>
/// <param name="Facts">What was written down when it was made.</param>
public sealed record TemplatePoint(string Name, long Oid, long? Bytes, string Version, PointFacts Facts)
{
    /// <summary>Whether it is as it was when its rows were counted.</summary>
    public bool IsSealed => Facts.Seal == Version;
}
