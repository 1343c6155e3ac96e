using System.Diagnostics;

namespace RollbackOps.Bench.Databases;

/// <summary>Restores dumps of extreme shapes both ways: no failure, and bounded memory.</summary>
internal static class Extremes
{
    public static async Task MeasureAsync()
    {
        Console.WriteLine("\ndumps of extreme shapes                      psql    rollbackops   memory");
        foreach (var extreme in Extreme.All)
        {
            await using var server = await Server.StartAsync();
            var dump = await extreme.DumpAsync(server.Folder);
            await server.RunAsync("createdb shop; createdb -T template0 copy");
            var psql = await server.TimeAsync($"psql -qX -v ON_ERROR_STOP=1 -d copy -f '{dump}' > /dev/null");
            await File.WriteAllTextAsync(
                Path.Combine(server.Folder, "rollback.yaml"),
                """
                system: extreme
                state: state
                databases:
                  main: { postgres: "${env:DATABASE_URL}", backups: "extreme-*.sql" }
                health: { in-a-row: 1 }
                checks:
                  - sql: { database: main, query: "SELECT 1", expect: "= 1" }
                strategies:
                  database: { back: [main] }
                """);
            var began = Stopwatch.GetTimestamp();
            var (_, memory) = await Tool.RollBackAsync(server);
            var own = Stopwatch.GetElapsedTime(began);
            Console.WriteLine($"{extreme.Name,-42} {psql.TotalSeconds,5:0.0} s  {own.TotalSeconds,9:0.0} s  {memory,4} MB");
        }
    }
}
