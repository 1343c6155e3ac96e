namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The order in which tools apply migrations: by the number that a name begins with, then by name.</summary>
public sealed class MigrationOrder : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static MigrationOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (one, other) = (MigrationNames.Number(x!), MigrationNames.Number(y!));
        if (one is null || other is null)
            return string.CompareOrdinal(x, y);
        var byNumber = one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x, y);
    }
}
