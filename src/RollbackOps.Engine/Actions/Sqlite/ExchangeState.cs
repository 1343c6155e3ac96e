namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>Which file is under which name; null for no file.</summary>
public sealed record ExchangeState
{
    /// <summary>The identity of the file under the live name.</summary>
    public required string? Live { get; init; }

    /// <summary>Where the old live file is kept.</summary>
    public required string KeptPlace { get; init; }

    /// <summary>The identity of the file there.</summary>
    public required string? Kept { get; init; }

    /// <summary>Where the restored file waits.</summary>
    public required string BesidePlace { get; init; }

    /// <summary>The identity of the file there.</summary>
    public required string? Beside { get; init; }

    /// <summary>The identity of the file that was restored beside.</summary>
    public required string Target { get; init; }
}
