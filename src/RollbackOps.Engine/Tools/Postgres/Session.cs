namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>What a session is opened with.</summary>
/// <param name="Database">The database.</param>
/// <param name="Application">The mark it carries.</param>
/// <param name="Options">Settings, as <c>-c name=value</c>.</param>
public sealed record Session(string Database, string Application, string Options = "")
{
    /// <summary>Settings of a session that puts a person's question.</summary>
    public const string Asks = "-c default_transaction_read_only=on";

    /// <summary>Settings of a session that reads for the run: rows that a policy hides are an error, not a smaller number.</summary>
    public const string Reads = Asks + " -c row_security=off";

    /// <summary>Settings of a session that changes something, whatever the database or role says.</summary>
    public const string Writes = "-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0";

    /// <summary>Settings of a session that loads a copy: a crash throws it away, so it need not wait for the disk at each commit.</summary>
    public const string Loads = Writes + " -c idle_in_transaction_session_timeout=0 -c synchronous_commit=off -c jit=off -c maintenance_work_mem=16MB";
}
