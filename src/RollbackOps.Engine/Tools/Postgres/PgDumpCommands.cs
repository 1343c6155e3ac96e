using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>The command lines of pg_dump. What it writes comes by standard output.</summary>
public static class PgDumpCommands
{
    /// <summary>Tells its version.</summary>
    public static Command Version(PostgresAccess access, string application) =>
        PsqlCommands.Program(access, new(access.Database, application), "pg_dump", ["--version"], TimeSpan.FromMinutes(1));

    /// <summary>Writes the access's database. It never asks for a password.</summary>
    /// <param name="access">How the server is reached.</param>
    /// <param name="application">The mark of its session.</param>
    /// <param name="isArchive">True for pg_dump's custom format; false for SQL.</param>
    /// <param name="output">Takes what it writes.</param>
    /// <param name="limit">How long it may take.</param>
    public static Command Dump(PostgresAccess access, string application, bool isArchive, Func<Stream, CancellationToken, Task> output, TimeSpan limit) =>
        PsqlCommands.Program(access, new(access.Database, application, Session.Asks), "pg_dump", ["-w", isArchive ? "-Fc" : "-Fp"], limit) with { Output = output };
}
