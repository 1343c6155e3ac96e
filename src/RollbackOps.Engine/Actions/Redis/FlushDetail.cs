namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Which keys of which server are copied and removed.</summary>
public sealed record FlushDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>Where the server was found, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>The number of the logical database.</summary>
    public required int Database { get; init; }

    /// <summary>The patterns of the keys; <c>*</c> where the whole database is emptied.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Whether the whole logical database is emptied at once.</summary>
    public required bool All { get; init; }

    /// <summary>Where a run keeps its copy.</summary>
    public string Copy(string kept) => Path.Combine(kept, $"{Part}.redis");

    /// <summary>Where the copy stays once it was brought back and some keys had been written since.</summary>
    public string Others(string kept) => Path.Combine(kept, $"{Part}.redis-earlier");

    /// <summary>Where a run writes how far the flush is: the keys themselves don't tell, because users write them again.</summary>
    public string Mark(string kept) => Path.Combine(kept, $"{Part}.redis-flush");
}
