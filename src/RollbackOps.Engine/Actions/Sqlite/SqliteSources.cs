namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>How the ledger knows SQLite files and what they were made from.</summary>
public static class SqliteSources
{
    /// <summary>A file.</summary>
    public static string Identity(string file) => $"sqlite:{file}";

    /// <summary>A backup, by its SHA-256.</summary>
    public static string Backup(string hash) => $"backup:{hash}";
}
