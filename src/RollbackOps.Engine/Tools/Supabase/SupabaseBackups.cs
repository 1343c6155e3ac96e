namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>What of a project can be restored.</summary>
/// <param name="PointInTime">Whether it can be brought back to any moment.</param>
/// <param name="Earliest">The earliest moment, in seconds since 1970; null where the API does not say.</param>
/// <param name="Latest">The latest one.</param>
public sealed record SupabaseBackups(bool PointInTime, long? Earliest, long? Latest);
