namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What takes one migration down: a script, as it is in the tree that has it, or a command that is run there.</summary>
public sealed record DownScript
{
    /// <summary>The migration's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the database has noted of it.</summary>
    public required string Noted { get; init; }

    /// <summary>The program and its arguments; empty for a script.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether it is a command.</summary>
    public bool IsCommand => Command.Count > 0;

    /// <summary>The file that it comes from; the command's line.</summary>
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
