namespace RollbackOps.Bench.TruthTable;

/// <summary>One procedure of a seed.</summary>
/// <param name="Name">The script's name without its end.</param>
/// <param name="Site">The folder in <c>sites</c> that its system is made of.</param>
/// <param name="Old">The tag of the release before the good one.</param>
/// <param name="Good">The tag of the release that is gone back to.</param>
/// <param name="Bad">The tag of the release that is deployed.</param>
internal sealed record Procedure(string Name, string Site, string Old, string Good, string Bad)
{
    /// <summary>The Compose file.</summary>
    public string ComposeFile { get; init; } = "docker-compose.yml";

    /// <summary>The database; null where there is none.</summary>
    public Database? Database { get; init; }

    /// <summary>The backup that data goes back to, within the live tree; empty where none goes back.</summary>
    public string Backup { get; init; } = "";

    /// <summary>True where data goes back.</summary>
    public bool Data => Backup.Length > 0;

    /// <summary>True where the code goes back: the bad release then is what is wrong, else only its data.</summary>
    public bool Code { get; init; }

    /// <summary>True where the page names the commit before, not a tag.</summary>
    public bool OneBack { get; init; }

    /// <summary>An image that is kept of the good release, e.g. <c>omniops-app:v0.0.9</c>, from that which is deployed; null where none is.</summary>
    public string? KeptImage { get; init; }

    /// <summary>What rollbackops is told to do.</summary>
    public required IReadOnlyList<string> Tool { get; init; }
}
