using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>A live database whose migrations are taken down, whatever leads to it.</summary>
public interface ISchemaDatabase
{
    /// <summary>Whether a request is a transaction by itself, so that no statement begins or ends one.</summary>
    bool SendsTransactions { get; }

    /// <summary>The server's identity, and the live database's name there; null where it is gone.</summary>
    Task<(string SystemId, string? Live)> WhoAsync(CancellationToken cancel);

    /// <summary>The first value of a query's first row as text; null for none. Reads only.</summary>
    Task<string?> FindAsync(string sql, CancellationToken cancel);

    /// <summary>Ends what an earlier process of the run may have left under way.</summary>
    Task EndOrphansAsync(CancellationToken cancel);

    /// <summary>Runs one transaction.</summary>
    Task ChangeAsync(string sql, CancellationToken cancel);

    /// <summary>Runs a command of the user's in it.</summary>
    Task RunAsync(RunSpec command, Work work, CancellationToken cancel);

    /// <summary>Saves whole tables into a file that only its owner reads.</summary>
    Task SaveAsync(IReadOnlyList<string> tables, string path, CancellationToken cancel);
}
