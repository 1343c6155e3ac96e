namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Which of the backups that this tool made stay: those that either rule keeps.</summary>
/// <param name="Keep">How many of the newest; null where only the days count.</param>
/// <param name="Days">Those of how many days; null where only the number counts.</param>
public sealed record Retention(int? Keep, int? Days = null)
{
    /// <summary>The same in words.</summary>
    public override string ToString() => string.Join(" and ", new[] { Keep is { } keep ? $"the newest {keep}" : null, Days is { } days ? $"those of {days} days" : null }.OfType<string>());
}
