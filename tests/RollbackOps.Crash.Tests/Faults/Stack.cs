using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>
/// A Compose project: a service that is built and answers its release, and a PostgreSQL server in a container. Made once,
/// and renewed for each fault.
/// </summary>
internal sealed class Stack : FaultSystem
{
    private readonly int _port = FreePort.Find();
    private string _containers = "";

    public Stack()
        : base("rbstack", null)
    {
    }

    public override string[] Request => ["--strategy", "back", "--to", Target];

    public string Target { get; set; } = "v1.0.0";

    public override IReadOnlyDictionary<string, string> Env => new Dictionary<string, string> { ["STACK"] = Name };

    public override string RolledBack => "code good\nimage is the live tag's\nweb good\nusers ann,bob";

    /// <summary>Makes it, with v1.0.0 and the bad v2.0.0.</summary>
    public async Task MakeAsync()
    {
        foreach (var (path, text) in StackFiles.Of(Name, _port))
            Write(path, text);
        await ShellAsync($$"""
            git() { command git -c user.name=t -c user.email=t@example.org "$@"; }
            cd site; git init -q -b main; mkdir ../backups
            printf flaps >web/index.html; echo 'CMD ["sh", "-c", "sleep 1; exit 1"]' >>web/Dockerfile; git add -A; git commit -qm 0; git tag v0.9.0
            sed -i '$d' web/Dockerfile; printf good >web/index.html; git commit -qam 1; git tag v1.0.0
            docker compose -p {{Name}} up -d --wait --quiet-pull db >/dev/null 2>&1
            docker exec -i {{Name}}-db-1 psql -qU postgres -d shop -c "CREATE TABLE users (name text); INSERT INTO users VALUES ('ann'), ('bob')"
            docker exec {{Name}}-db-1 pg_dump -U postgres shop >../many.sql
            sed "{{Fault.ThroughPsql}}" ../many.sql >../one.sql
            docker exec -i {{Name}}-db-1 psql -qU postgres -d shop -c "DELETE FROM users; INSERT INTO users VALUES ('{{Name}}-row')"
            docker exec -i {{Name}}-db-1 psql -qU postgres -d postgres -c "CREATE DATABASE bad TEMPLATE shop"
            printf bad >web/index.html; git commit -qam 2; git tag v2.0.0
            docker compose -p {{Name}} build -q web >/dev/null 2>&1; docker tag {{Name}}-web {{Name}}-bad
            """);
    }

    /// <summary>Brings back the state before any run, and puts a fault before its tools.</summary>
    public async Task RenewAsync(Fault? fault)
    {
        Shim = new(Path.Combine(Root, $"shim-{Guid.NewGuid():N}"), fault, Shim.Find(Root, "docker", "git"));
        await ShellAsync($$"""
            rm -rf state; git -C site checkout -qf main
            cp {{(fault is { Tool: "docker", Call: Fault.Load } ? "one" : "many")}}.sql backups/shop-20260217-100000.sql
            docker unpause {{Name}}-web-1 >/dev/null 2>&1 || true
            docker start {{Name}}-db-1 >/dev/null
            for i in $(seq 100); do docker exec {{Name}}-db-1 psql -qXU postgres -d postgres -c 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.1; done
            for d in $(docker exec {{Name}}-db-1 psql -XAtqU postgres -d postgres -c "SELECT datname FROM pg_database WHERE datname LIKE 'shop%'"); do echo "DROP DATABASE $d WITH (FORCE);"; done >drop
            (cat drop; echo 'CREATE DATABASE shop TEMPLATE bad;') | docker exec -i {{Name}}-db-1 psql -qXU postgres -d postgres
            docker tag {{Name}}-bad {{Name}}-web
            docker image ls --format '{{"{{.Repository}}:{{.Tag}}"}}' | grep "^rollbackops/.*{{Name}}" | xargs -r docker image rm -f >/dev/null
            cd site; docker compose -p {{Name}} up -d --no-build --wait web >/dev/null 2>&1
            """);
        _containers = await ContainersAsync();
        Before = await RealityAsync();
    }

    // A server that was started a moment ago is still recovering.
    private Task<string> SettledAsync() => ShellAsync($"[ \"$(docker inspect -f '{{{{.State.Status}}}}' {Name}-db-1)\" != running ] || for i in $(seq 100); do docker exec {Name}-db-1 pg_isready -qU postgres && break; sleep 0.1; done");

    public override async Task<string> RealityAsync() => $"""
        code {Read("site/web/index.html")}
        image is {await ShellAsync($"[ \"$(docker inspect -f '{{{{.Image}}}}' {Name}-web-1)\" = \"$(docker image inspect -f '{{{{.Id}}}}' {Name}-web)\" ] && echo \"the live tag's\" || echo another")}
        web {await ShellAsync($"docker exec {Name}-web-1 cat /www/index.html 2>&1 || true")}
        users {await SettledAsync()}{await SqlAsync("shop", "SELECT string_agg(name, ',' ORDER BY name) FROM users")}
        """;

    public override async Task<bool> WasNoticedAsync() => await ContainersAsync() != _containers;

    public override async Task<IReadOnlyList<string>> LostAsync()
    {
        foreach (var database in await DatabasesAsync())
        {
            await SqlAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
            if ((await SqlAsync(database, "SELECT name FROM users")).Contains($"{Name}-row", StringComparison.Ordinal))
                return [];
        }

        return [$"the row {Name}-row"];
    }

    public override async Task<IReadOnlyList<string>> MadeAsync() =>
    [
        .. (await DatabasesAsync()).Where(database => database != "shop"),
        .. (await ShellAsync("docker image ls --format '{{.Repository}}:{{.Tag}}'")).Split('\n').Where(image => image.StartsWith("rollbackops/", StringComparison.Ordinal) && image.Contains(Name, StringComparison.Ordinal)),
    ];

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($$"""
            [ ! -d site ] || docker compose --project-directory site -p {{Name}} down --volumes --timeout 0 >/dev/null 2>&1
            docker image ls --format '{{"{{.Repository}}:{{.Tag}}"}}' | grep {{Name}} | xargs -r docker image rm -f >/dev/null
            """);
        await base.DisposeAsync();
    }

    private Task<string> ContainersAsync() =>
        ShellAsync($"docker inspect -f '{{{{.Id}}}} {{{{.State.StartedAt}}}} {{{{.State.Status}}}}' {Name}-web-1 2>&1 || true");

    private async Task<string[]> DatabasesAsync() =>
        (await SqlAsync("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'shop%' ORDER BY 1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<string> SqlAsync(string database, string sql) =>
        ShellAsync($"docker exec {Name}-db-1 psql -XAtqU postgres -d {database} -c \"{sql}\" 2>&1 || true");
}
