namespace RollbackOps.Bench.Databases;

/// <summary>A database of a given size, its dumps, and a runbook for it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(Server server) => Server = server;

    public Server Server { get; }

    public string DumpSize => $"{new FileInfo(Path.Combine(Server.Folder, Dump)).Length / 1_000_000} MB";

    public const string Dump = "shop-20260101-000000.sql.gz";

    public const string Archive = "shop.dump";

    public static async Task<Shop> MakeAsync(double gigabytes)
    {
        var shop = new Shop(await Server.StartAsync());
        await shop.Server.RunAsync("createdb shop");
        await shop.FillAsync("data.sql", FormattableString.Invariant($"-v scale={gigabytes}"));
        await shop.DumpAsync();
        await shop.WriteAsync("app", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "app.sh")));
        await shop.Server.RunAsync("chmod +x app; ./app start");
        await shop.WriteAsync(
            "rollback.yaml",
            """
            system: shop
            state: state
            databases:
              main: { postgres: "${env:DATABASE_URL}", backups: "shop-*.sql.gz", used-by: [app] }
            actions:
              app:
                type: command
                stop: { run: [./app, stop], undo: [./app, start], is-done: [./app, down] }
                start: { run: [./app, start], undo: [./app, stop], is-done: [./app, up] }
            health: { in-a-row: 1 }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM customers WHERE id = 1", expect: "= 1" }
            strategies:
              database: { back: [main] }
            """);
        return shop;
    }

    public async Task<string> SizeAsync() => (await Server.RunAsync("psql -AtX -d shop -c \"SELECT pg_size_pretty(pg_database_size('shop'))\"")).Trim();

    public async Task EmptyAsync(string database)
    {
        await Server.RunAsync($"dropdb --if-exists {database}; createdb -T template0 {database}; psql -qX -d postgres -c CHECKPOINT");
    }

    /// <summary>Indexes for searching, which take longer to build than to load the rows.</summary>
    public async Task MakeSearchableAsync()
    {
        await FillAsync("search.sql", "");
        await DumpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.RunAsync("./app stop");
        await Server.DisposeAsync();
    }

    private Task<string> FillAsync(string script, string options) =>
        Server.RunAsync($"psql -qX -v ON_ERROR_STOP=1 {options} -d shop -f '{Path.Combine(AppContext.BaseDirectory, script)}' > /dev/null");

    private Task<string> DumpAsync() => Server.RunAsync($"pg_dump shop | gzip > {Dump}; pg_dump -Fc -f {Archive} shop");

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Server.Folder, name), text);
}
