namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>Lines that a service's log or a log file must not have had for some time.</summary>
public sealed record LogCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "log";

    /// <summary>The Compose service; null where a file is given.</summary>
    public string? Service { get; init; }

    /// <summary>The log file, as written; null where a service is given.</summary>
    public string? File { get; init; }

    /// <summary>A regular expression; null where a level is given.</summary>
    public string? Pattern { get; init; }

    /// <summary>A level (<c>ERROR</c>), found as a word; null where a pattern is given.</summary>
    public string? Level { get; init; }

    /// <summary>For how long there must have been none; within a run, not from before the services were started.</summary>
    public TimeSpan NoneFor { get; init; } = TimeSpan.FromMinutes(5);
}
