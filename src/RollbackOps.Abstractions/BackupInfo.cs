namespace RollbackOps;

/// <summary>A backup of a database, as it is found and as the ledger knows it.</summary>
public sealed record BackupInfo
{
    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment that was asked for; null where the runbook has one.</summary>
    public string? Environment { get; init; }

    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The file's full path; a point's name.</summary>
    public required string Path { get; init; }

    /// <summary>The file's name.</summary>
    public string Backup => System.IO.Path.GetFileName(Path);

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was taken, or the earliest moment that its name leaves open; null where nothing tells.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Where that time was read, e.g. <c>the ledger</c> or <c>the file's name</c>.</summary>
    public required string TimeSource { get; init; }

    /// <summary>The release, or the time, that it is compared with; null for none.</summary>
    public string? Release { get; init; }

    /// <summary>Whether it was taken before that; null where there is none, or nothing tells.</summary>
    public bool? IsBefore { get; init; }

    /// <summary>True for the one that comes back, and is proven, where nobody names one and the code stays.</summary>
    public bool IsChosen { get; init; }

    /// <summary>True for the one that comes back together with the code, where that is another one.</summary>
    public bool IsChosenWithCode { get; init; }

    /// <summary>True for a point: a copy that the server itself keeps, and that comes back only where it is named.</summary>
    public bool IsPoint { get; init; }

    /// <summary>True where its time lies in the future: it never comes back by itself.</summary>
    public bool IsFuture { get; init; }

    /// <summary>SHA-256 that was recorded of it, in hex; null where none was.</summary>
    public string? Sha256 { get; init; }

    /// <summary>True where this tool made it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Its last proof; null where it was never proven.</summary>
    public BackupProof? Proof { get; init; }

    /// <summary>True where its last proof holds.</summary>
    public bool IsProven => Proof?.Holds == true;

    /// <summary>When it was proven last, with success or not; null for never.</summary>
    public DateTimeOffset? ProvenAt => Proof?.At;

    /// <summary>What speaks against it; null for nothing.</summary>
    public string? Flaw { get; init; }

    /// <summary>Why it may not be what was recorded of it, where that was not looked at; null for nothing.</summary>
    public string? Doubt { get; init; }

    /// <summary>True where nothing is known that speaks against it.</summary>
    public bool IsSound => Flaw is null && Proof?.Holds != false;

    /// <summary><c>chosen</c>, <c>with code</c>, <c>before</c> or <c>after</c> what it is compared with; empty where nothing tells.</summary>
    public string Place => IsChosen ? "chosen" : IsChosenWithCode ? "with code" : IsBefore switch
    {
        true => "before",
        false => "after",
        null => "",
    };

    /// <summary>The same as <see cref="Says"/> in a word: <c>proven</c>, <c>never</c>, <c>FAILED</c>, <c>CHANGED</c>, <c>EMPTY</c>, <c>FUTURE</c>, <c>TOUCHED</c>, <c>point</c>.</summary>
    public string Standing => Flaw is not null ? Bytes == 0 ? "EMPTY" : "CHANGED" : IsFuture ? "FUTURE" : IsPoint ? "point" : Doubt is not null ? "TOUCHED" : Proof switch
    {
        null => "never",
        { Holds: true } => "proven",
        _ => "FAILED",
    };

    /// <summary>Whether it was proven, and what speaks against it, in words.</summary>
    public string Says => Flaw ?? (IsPoint ? "a point that the server keeps: it comes back where it is named" : null) ?? (IsFuture ? "its time lies in the FUTURE: it never comes back by itself; " : "") + Proof switch
    {
        null => "never proven",
        { Holds: true } => "proven",
        var proof => $"FAILED: {proof.Says}",
    } + (Doubt is null ? "" : $"; {Doubt}");
}
