namespace RollbackOps.Engine.Runbooks;

/// <summary>A named way back: what goes back.</summary>
public sealed record Strategy
{
    /// <summary>The one by which databases come back, also one alone.</summary>
    public const string Database = "database";

    /// <summary>The repository is cloned anew.</summary>
    public const string FreshCode = "code";

    /// <summary>Databases come back on fresh volumes, and what has no backup begins empty.</summary>
    public const string FreshVolumes = "volumes";

    /// <summary>Images are built anew, without the builder's cache.</summary>
    public const string FreshImages = "images";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What goes back, in the runbook's order.</summary>
    public IReadOnlyList<BackItem> Back { get; init; } = [];

    /// <summary>The services that go back; empty for all that may be touched.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>True where users are shielded before anything is prepared (a breach).</summary>
    public bool StopFirst { get; init; }

    /// <summary>What happens when something fails after the cutover began.</summary>
    public OnFailure OnFailure { get; init; } = OnFailure.Undo;

    /// <summary>How images that do not exist are built.</summary>
    public BuildMode Build { get; init; } = BuildMode.Cached;

    /// <summary>How many earlier backups may be tried when counts look wrong.</summary>
    public int EarlierBackups { get; init; }

    /// <summary>True where databases come back in their own place, dropped first: where there is no room for two.</summary>
    public bool InPlace { get; init; }

    /// <summary>True where databases come back on fresh servers on fresh volumes: where theirs are down, corrupt or of the wrong version.</summary>
    public bool FreshServer { get; init; }

    /// <summary>True where the services are tried beside the live ones before anything changes.</summary>
    public bool Trial { get; init; }

    /// <summary>Whether this is made anew.</summary>
    public bool Renews(string what) => Fresh.Contains(what);

    /// <summary>How users are shielded, by name; null where they are not.</summary>
    public string? Shut { get; init; }

    /// <summary>True where all that it does is to switch the safe-mode off.</summary>
    public bool LiftsSafeMode { get; init; }

    /// <summary>True where nothing goes back: users are shielded, or let in again.</summary>
    public bool IsSafeModeAlone => LiftsSafeMode || (Shut is not null && Back.Count == 0 && Waves.Count == 0);

    /// <summary>What is made anew (a rebuild): <see cref="FreshCode"/>, <see cref="FreshVolumes"/>, <see cref="FreshImages"/>.</summary>
    public IReadOnlyList<string> Fresh { get; init; } = [];

    /// <summary>What the waves before have brought back by then; empty but where this is one wave of a strategy.</summary>
    public IReadOnlyList<BackItem> Earlier { get; init; } = [];

    /// <summary>The waves; empty for one.</summary>
    public IReadOnlyList<Wave> Waves { get; init; } = [];

    /// <summary>True where the strategy follows from the runbook's parts and isn't written in it.</summary>
    public bool Implied { get; init; }
}
