namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The script that takes one migration down, as it is in the tree that has it.</summary>
public sealed record DownScript
{
    /// <summary>The migration's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the database has noted of it.</summary>
    public required string Noted { get; init; }

    /// <summary>The file that it comes from.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of what is run, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What its words say that it takes.</summary>
    public IReadOnlyList<SchemaLoss> Losses { get; init; } = [];

    /// <summary>Whether its words don't tell all that it does.</summary>
    public bool Opaque { get; init; }

    /// <summary>The file that brings the migration up again; null where it can't be taken back.</summary>
    public string? UpFile { get; init; }

    /// <summary>SHA-256 of what is run from it; null where it can't be taken back.</summary>
    public string? UpSha256 { get; init; }

    /// <summary>The version that golang-migrate notes instead; null for none, and for the tools that note each migration.</summary>
    public string? Before { get; init; }
}
