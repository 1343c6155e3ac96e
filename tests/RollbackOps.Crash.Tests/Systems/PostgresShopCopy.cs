using System.Text;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="PostgresShop"/>: databases whose names begin with its own.</summary>
internal sealed class PostgresShopCopy(PostgresCluster cluster, string folder, string name, string oid) : ICrashCopy
{
    public string Folder => folder;

    public IEnumerable<string> Effects => File.ReadAllLines(Path.Combine(folder, "service.log")).Where((line, at) => at == 0 || !line.StartsWith("undo", StringComparison.Ordinal));

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>Every database of the copy: whether it is the old one, who may enter it, and all that is in it.</summary>
    public async Task<string> StateAsync()
    {
        var all = new StringBuilder();
        foreach (var line in (await AskAsync($"SELECT datname, CASE WHEN oid = {oid} THEN 'old' ELSE 'new' END, datallowconn, datconnlimit, pg_get_userbyid(datdba), coalesce(datacl::text, '') FROM pg_database WHERE starts_with(datname, '{name}') ORDER BY oid = {oid}, datname")).Split('\n'))
            all.Append(CopyText.Same(line.Replace(name, "NAME", StringComparison.Ordinal), folder)).Append(' ').AppendLine((await RowsAsync(line.Split('|')[0], line.Split('|')[2] == "t")).ReplaceLineEndings(" "));
        return all.Append(File.ReadAllLines(Path.Combine(folder, "service.log"))[^1] is "stop" or "undo-start" ? "service down" : "service up").ToString();
    }

    // The one that was live is found by its oid, whatever it is called by now; whole, and not half dropped. In its own place, all
    // of it is in a safety dump that can be read to its end by then.
    public async Task AssertOldDatabaseOpensAsync()
    {
        var there = await AskAsync($"SELECT datconnlimit <> -2 FROM pg_database WHERE oid = {oid}");
        if (there == "t" || !Directory.Exists(Path.Combine(folder, "safety")))
            Assert.Equal("t", there);
        else
            Assert.Contains("BROKEN", await PostgresCluster.ReadAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder, "safety"), "*.dump"))), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in (await AskAsync($"SELECT datname FROM pg_database WHERE starts_with(datname, '{name}')")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await cluster.SqlAsync("postgres", $"DROP DATABASE \"{database}\" WITH (FORCE);");
        Directory.Delete(folder, recursive: true);
    }

    // One that lets nobody in is opened for this look alone.
    private async Task<string> RowsAsync(string database, bool isOpen)
    {
        if (!isOpen)
            await cluster.SqlAsync("postgres", $"ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS true;");
        var rows = await cluster.SqlAsync(database, "SELECT string_agg(name, ',' ORDER BY id) FROM users; SELECT count(*) FROM orders;");
        if (!isOpen)
            await cluster.SqlAsync("postgres", $"ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS false;");
        return rows;
    }

    private Task<string> AskAsync(string sql) => cluster.SqlAsync("postgres", sql + ";");
}
