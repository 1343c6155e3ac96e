using Npgsql;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// The statements that <c>pg_dump --clean</c> writes before all others: they drop what is in the database, and a new copy has
/// nothing of it. psql goes on where they fail.
/// </summary>
internal sealed class LeadingDrops
{
    private const string UnknownSchema = "3F000";

    private bool _others;

    /// <summary>Whether a statement is one of them; hears of all statements, in their order.</summary>
    public bool Has(DumpStatement statement)
    {
        if (_others || statement.BeginsWith("SET"))
            return false;
        var drops = statement.BeginsWith("DROP")
            || (statement.BeginsWith("ALTER") && Holds(statement, "DROP"))
            || (statement.BeginsWith("SELECT") && Holds(statement, "lo_unlink"))
            || (statement.BeginsWith("CREATE") && Holds(statement, "REPLACE") && Holds(statement, "VIEW")); // a view without what it needs
        _others = !drops && !Holds(statement, "set_config");
        return drops;
    }

    /// <summary>Whether the server only misses what is dropped.</summary>
    public static bool Misses(PostgresException error) => error.SqlState is
        PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or UnknownSchema;

    private static bool Holds(DumpStatement statement, string word) => statement.Words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
