namespace RollbackOps.Crash.Tests.Points;

/// <summary>One copy of a system, which one run is crashed on.</summary>
internal interface ICrashCopy : IAsyncDisposable
{
    /// <summary>Its folder, where the runbook is.</summary>
    string Folder { get; }

    /// <summary>What identifies all that a run could touch or keep, as text; the same for every copy.</summary>
    Task<string> StateAsync();

    /// <summary>The effects that leave a trace, one a line, in no order; those that may come again are left out.</summary>
    IEnumerable<string> Effects { get; }

    /// <summary>Fails where the database that was live is gone or can't be opened; at any instant.</summary>
    Task AssertOldDatabaseOpensAsync();

    /// <summary>The truth about a step that no tool can tell: whether it is done.</summary>
    bool IsDone(string step);
}
