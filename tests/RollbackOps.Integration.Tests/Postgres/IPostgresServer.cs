namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A PostgreSQL server that tests have for themselves.</summary>
public interface IPostgresServer
{
    /// <summary>Its address.</summary>
    string Host { get; }

    /// <summary>Its port.</summary>
    int Port { get; }

    /// <summary>Runs SQL as the superuser and returns what it prints.</summary>
    Task<string> SqlAsync(string database, string sql);

    /// <summary>Dumps a database with the server's own pg_dump.</summary>
    Task DumpAsync(string database, string file, params string[] more);
}
