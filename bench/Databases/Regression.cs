namespace RollbackOps.Bench.Databases;

/// <summary>PostgreSQL's own regression database, restored both ways: what pg_dump says of the results is the same.</summary>
internal static class Regression
{
    private const string Dump = "regression-20260101-000000.sql.gz";

    public static async Task MeasureAsync()
    {
        await using var server = await Server.StartAsync();
        Console.WriteLine("\nPostgreSQL's own regression database");
        try
        {
            await server.RunAsync($"mkdir tests; chmod go+rx .; {Path.Combine(AppContext.BaseDirectory, "regression.sh")} tests");
        }
        catch (InvalidOperationException error)
        {
            Console.WriteLine($"not proven: {error.Message}");
            return;
        }

        await server.RunAsync($"pg_dump regression | gzip > {Dump}; createdb -T template0 copy");
        var psql = await server.TimeAsync($"gunzip -c {Dump} | psql -qX -v ON_ERROR_STOP=0 -d copy > /dev/null 2> /dev/null");
        await server.RunAsync("pg_dump -f copy.sql copy");
        foreach (var inOrder in new[] { false, true })
        {
            await File.WriteAllTextAsync(
                Path.Combine(server.Folder, "rollback.yaml"),
                $$"""
                system: regression
                state: state
                databases:
                  main: { postgres: "${env:DATABASE_URL}", backups: "regression-*.sql.gz", keep-order: {{(inOrder ? "true" : "false")}} }
                health: { in-a-row: 1 }
                checks:
                  - sql: { database: main, query: "SELECT 1", expect: "= 1" }
                strategies:
                  database: { back: [main] }
                """);
            var own = await server.TimeAsync($"DATABASE_URL=postgresql://$PGUSER@$PGHOST:$PGPORT/regression {Tool.Program} run --strategy database --again --yes > run.log");
            await server.RunAsync("pg_dump -f own.sql regression");
            var (theirs, ours) = (Read(server, "copy.sql", inOrder), Read(server, "own.sql", inOrder));
            var same = theirs.SequenceEqual(ours);
            Console.WriteLine($"psql {psql.TotalSeconds:0.0} s, rollbackops {own.TotalSeconds:0.0} s{(inOrder ? ", in order" : "")}: {(same ? $"the same ({ours.Count} lines)" : "different")}");
            if (same)
                continue;
            Environment.ExitCode = 1;
            foreach (var line in theirs.Except(ours).Take(5).Select(line => $"psql        {line}").Concat(ours.Except(theirs).Take(5).Select(line => $"rollbackops {line}")))
                Console.WriteLine(line);
        }
    }

    // The rows of a table that is restored over several connections come in another order: each table's are sorted.
    private static List<string> Read(Server server, string file, bool inOrder)
    {
        var (text, rows, inRows) = (new List<string>(), new List<string>(), false);
        foreach (var line in File.ReadLines(Path.Combine(server.Folder, file)).Where(line => !line.StartsWith(@"\restrict", StringComparison.Ordinal) && !line.StartsWith(@"\unrestrict", StringComparison.Ordinal)))
        {
            if (line == @"\.")
            {
                text.AddRange(inOrder ? rows : rows.Order(StringComparer.Ordinal));
                (inRows, rows) = (false, []);
            }

            (inRows ? rows : text).Add(line);
            inRows |= line.StartsWith("COPY ", StringComparison.Ordinal) && line.EndsWith("FROM stdin;", StringComparison.Ordinal);
        }

        return text;
    }
}
