using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="SchemaShop"/>: a database, a copy of it while a way down is tried, and a tree.</summary>
internal sealed class SchemaShopCopy(PostgresCluster cluster, string folder, string name) : ICrashCopy
{
    public string Folder => folder;

    public IEnumerable<string> Effects => File.ReadAllLines(Path.Combine(folder, "service.log")).Where((line, at) => at == 0 || !line.StartsWith("undo", StringComparison.Ordinal));

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>Every database of the copy, what is in the live one and noted of it, the tree, the service.</summary>
    public async Task<string> StateAsync()
    {
        var databases = await cluster.SqlAsync("postgres", $"SELECT datname FROM pg_database WHERE starts_with(datname, '{name}') ORDER BY 1;");
        var columns = await cluster.SqlAsync(name, "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1;");
        var rows = await cluster.SqlAsync(name, "SELECT what, at FROM done ORDER BY what; SELECT count(*) FROM users;");
        var head = await Tool.ShellAsync(Path.Combine(folder, "site"), "git", "rev-parse", "HEAD^{tree}");
        var service = File.ReadAllLines(Path.Combine(folder, "service.log"))[^1] is "stop" or "undo-start" ? "service down" : "service up";
        return CopyText.Same(string.Join('\n', databases, columns, rows, head, await File.ReadAllTextAsync(Path.Combine(folder, "site", "app.txt")), service).Replace(name, "NAME", StringComparison.Ordinal), folder);
    }

    // The schema and what is noted of it are never of two minds.
    public async Task AssertOldDatabaseOpensAsync() => Assert.Equal("t", await cluster.SqlAsync(name, """
        SELECT (to_regclass('orders') IS NOT NULL) = EXISTS (SELECT 1 FROM done WHERE what = '03_orders')
           AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'email' AND NOT attisdropped) = EXISTS (SELECT 1 FROM done WHERE what = '02_email')
           AND (SELECT count(*) FROM users) = 2;
        """));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in (await cluster.SqlAsync("postgres", $"SELECT datname FROM pg_database WHERE starts_with(datname, '{name}');")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await cluster.SqlAsync("postgres", $"DROP DATABASE \"{database}\" WITH (FORCE);");
        Directory.Delete(folder, recursive: true);
    }
}
