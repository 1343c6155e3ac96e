using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Postgres.Loading;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>Restores a dump by psql, which goes on where a statement fails, and over several connections; what pg_dump says of both is told side by side.</summary>
internal sealed class BothWays(IPostgresServer cluster, string name, string folder)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes the database.</summary>
    public async Task MakeAsync(string sql)
    {
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {name} TEMPLATE template0");
        await cluster.SqlAsync(name, sql);
    }

    /// <summary>Dumps it.</summary>
    public async Task<string> DumpAsync(params string[] options)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.sql");
        await cluster.DumpAsync(name, file, options);
        return file;
    }

    /// <summary>Restores it both ways.</summary>
    public async Task<(string Psql, string Own)> RestoreAsync(string dump, bool inOrder = false)
    {
        foreach (var way in new[] { "psql", "own" })
        {
            await cluster.SqlAsync("postgres", $"DROP DATABASE IF EXISTS {name}_{way}");
            await cluster.SqlAsync("postgres", $"CREATE DATABASE {name}_{way} TEMPLATE template0");
        }

        await cluster.SqlAsync($"{name}_psql", $"\\set ON_ERROR_STOP off\n\\i {dump}\n\\set ON_ERROR_STOP on");
        await LoadAsync($"{name}_own", dump, inOrder);
        return (await TextAsync($"{name}_psql", inOrder), await TextAsync($"{name}_own", inOrder));
    }

    /// <summary>Restores it over several connections.</summary>
    public async Task<DumpSummary> LoadAsync(string database, string dump, bool inOrder = false)
    {
        var place = LoadPlace.Of(new() { Host = cluster.Host, Port = cluster.Port, Username = "postgres", Password = PostgresCluster.Password, Database = database }, dump) with { Large = 0 };
        var reader = new DumpReader(new ProcessRunner(new(), TimeProvider.System));
        return (await DumpLoader.LoadAsync(reader, place, await DumpFile.LookAsync(dump, Cancel), inOrder, _ => { }, Cancel)).Summary;
    }

    // The schema as text, then the rows by COPY statement: sorted where they are cut, and where several COPYs fill one table,
    // as for hash partitions over an enum, whose rows land elsewhere in each database.
    private async Task<string> TextAsync(string database, bool inOrder)
    {
        var file = Path.Combine(folder, database);
        await cluster.DumpAsync(database, file);
        var text = new List<string>();
        var blocks = new List<(string Copy, List<string> Rows)>();
        var inRows = false;
        foreach (var line in (await File.ReadAllLinesAsync(file, Cancel)).Where(line => !line.StartsWith(@"\restrict", StringComparison.Ordinal) && !line.StartsWith(@"\unrestrict", StringComparison.Ordinal)))
        {
            inRows &= line != @"\.";
            (inRows ? blocks[^1].Rows : text).Add(line);
            if (inRows || !line.StartsWith("COPY ", StringComparison.Ordinal) || !line.EndsWith("FROM stdin;", StringComparison.Ordinal))
                continue;
            inRows = true;
            blocks.Add((line, []));
        }

        foreach (var table in blocks.GroupBy(block => block.Copy, StringComparer.Ordinal))
        {
            var rows = table.SelectMany(block => block.Rows);
            text.AddRange([table.Key, .. inOrder && table.Count() == 1 ? rows : rows.Order(StringComparer.Ordinal)]);
        }

        return string.Join('\n', text);
    }
}
