namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The two volumes, the service and the fresh server as they are.</summary>
public sealed record FreshState
{
    /// <summary>The content under the live volume's name; null where there is none.</summary>
    public string? Live { get; init; }

    /// <summary>The content of the fresh volume; null where there is none.</summary>
    public string? Beside { get; init; }

    /// <summary>Content on its way from one to the other; null for none.</summary>
    public string? Between { get; init; }

    /// <summary>The fresh volume's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the fresh volume is there.</summary>
    public bool HasVolume { get; init; }

    /// <summary>Whether the service's container is there.</summary>
    public bool HasService { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsUp { get; init; }

    /// <summary>The cluster that answers there; null for none.</summary>
    public string? Answers { get; init; }

    /// <summary>The fresh server, once it is proven; null before.</summary>
    public FreshMark? Mark { get; init; }
}
