using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class WholeFormatTests
{
    private readonly Runbook _runbook = Samples.Read(Samples.Everything);

    [Fact]
    public void Parts_keep_the_order_of_the_file()
    {
        Assert.Equal(["code", "nginx", "main", "main.schema", "cloud", "cloud.schema", "local", "local.schema", "sessions", "carts", "uploads", "thumbs", "services", "traffic", "contract", "cache", "release", "site"], _runbook.Parts.Select(part => part.Name));
        Assert.Equal(["git", "files", "postgres", "migrations", "supabase", "migrations", "sqlite", "migrations", "redis", "redis", "volume", "volume", "compose", "traffic", "command", "command", "github", "vercel"], _runbook.Parts.Select(part => part.Kind));
    }

    [Fact]
    public void The_runbooks_own_settings_replace_the_usual_ones()
    {
        Assert.Equal((TimeSpan.FromSeconds(90), 5, TimeSpan.FromDays(14)), (_runbook.HealthWithin, _runbook.HealthInARow, _runbook.Keep));
        Assert.Equal("/var/lib/shop-state", _runbook.State);
    }

    [Fact]
    public void Configuration_is_tested_reloaded_and_proven_by_the_users_commands()
    {
        var nginx = _runbook.Parts.OfType<FilesPart>().Single();

        Assert.Equal("saved/nginx.conf", nginx.Files["/etc/nginx/nginx.conf"]);
        Assert.Equal(["nginx", "-t", "-c", "${staged}/nginx.conf"], nginx.Test!.Run);
        Assert.Equal(TimeSpan.FromSeconds(20), nginx.Reload!.Limit);
        Assert.Equal("C", nginx.Prove!.Env["LANG"]);
        Assert.True(nginx.InPlace);
    }

    [Fact]
    public void Row_rules_take_a_number_or_a_comparison()
    {
        var main = _runbook.Parts.OfType<PostgresPart>().Single();

        Assert.Equal([new("users", "=", 5), new("public.orders", ">=", 1), new RowRule("carts", "<", 9)], main.Expect);
        Assert.Equal(("Europe/Berlin", "yyyyMMdd-HHmm", new(10, 30)), (main.Backups!.Zone, main.Backups.Time, main.Backups.Retention));
        Assert.Equal((true, true, true, "safety"), (main.KeepsSequencesAhead, main.InPlace, main.TemplatePoints, main.SafetyDump));
        Assert.Equal("data/app.db", _runbook.Parts.OfType<SqlitePart>().Single().File);
        var schemas = _runbook.Parts.OfType<MigrationsPart>().ToList();
        Assert.Equal([("main.schema", "api/prisma/migrations", "app._prisma_migrations", "migration_name"), ("cloud.schema", "supabase/migrations", "supabase_migrations.schema_migrations", "version"), ("local.schema", "migrations", "schema_migrations", "name")], schemas.Select(schema => (schema.Name, schema.Folder, schema.Table, schema.Column)));
        Assert.Equal(("abcdefghijklmnopqrst", "${env:SUPABASE_ACCESS_TOKEN}", "https://api.supabase.com"), (_runbook.Parts.OfType<SupabasePart>().Single().Project, _runbook.Parts.OfType<SupabasePart>().Single().Token, _runbook.Parts.OfType<SupabasePart>().Single().Api));
        Assert.Equal(["2026*_add_*", "*"], schemas.SelectMany(schema => schema.Compatible));
    }

    [Fact]
    public void Redis_says_which_keys_are_removed_and_from_which_logical_database()
    {
        var (sessions, carts) = (_runbook.Parts.OfType<RedisPart>().First(), _runbook.Parts.OfType<RedisPart>().Last());

        Assert.Equal(("redis", 2, "ops", "${env:REDIS_PASSWORD}"), (sessions.Service, sessions.Database, sessions.User, sessions.Password));
        Assert.Equal(["session:*", "cart:*"], sessions.Patterns);
        Assert.Equal((true, false), (sessions.Restart, sessions.FlushesDatabase));
        Assert.Equal(("${env:REDIS_URL}", true, true), (carts.Url, carts.FlushesDatabase, carts.Patterns.Count == 0));
    }

    [Fact]
    public void A_volume_is_given_by_its_name_alone_or_with_how_its_archive_is_read()
    {
        var (uploads, thumbs) = (_runbook.Parts.OfType<VolumePart>().First(), _runbook.Parts.OfType<VolumePart>().Last());

        Assert.Equal(("uploads", 1, "busybox"), (uploads.Volume, uploads.Strip, uploads.Image));
        Assert.Equal(("shop_thumbs", 0, null), (thumbs.Volume, thumbs.Strip, thumbs.Image));
    }

    [Fact]
    public void Traffic_has_upstreams_that_prove_themselves_and_a_safe_mode()
    {
        var traffic = _runbook.Parts.OfType<TrafficPart>().Single();

        Assert.Equal(("https://shop.example/", "nginx", "nginx/upstream.conf", "shop", true), (traffic.Url, traffic.Service, traffic.File, traffic.Block, traffic.InPlace));
        Assert.Equal(["nginx", "-c", "/srv/nginx.conf"], traffic.Program);
        var (production, staging) = (traffic.Find("production")!, traffic.Find("staging")!);
        Assert.Equal(("X-Stack: production", 204, null, null), (production.Header, production.Status, production.Contains, production.Answers));
        Assert.Equal(["10.1.10.143:8086", "unix:/run/app.sock"], staging.Servers);
        Assert.Equal(("http://10.1.10.143:8086/health", "staging", 0), (staging.Answers, staging.Contains, staging.Status));
        var mode = traffic.SafeMode!;
        Assert.Equal(("nginx/safe-mode.conf", "down.html", 502, TimeSpan.FromMinutes(10)), (mode.File, mode.Page, mode.Status, mode.RetryAfter));
        Assert.Equal(["10.0.0.0/8", "::1", "/health"], mode.Allow.Concat(mode.Pass));
        var strategy = _runbook.Strategies.Single(known => known.Name == "staging");
        Assert.Equal((new BackItem("traffic", "staging"), "safe-mode", false), (strategy.Back.Single(), strategy.Shut, strategy.IsSafeModeAlone));
    }

    [Fact]
    public void An_action_has_a_command_a_moment_with_its_way_back()
    {
        var moments = _runbook.Parts.OfType<CommandPart>().First().Moments;

        Assert.Equal([Moment.Prepare, Moment.Switch, Moment.Open], moments.Keys);
        Assert.Equal(["artifact"], moments[Moment.Prepare].Gives);
        var create = moments[Moment.Switch];
        Assert.Equal(["forge", "create", "${gift:artifact}"], create.Do.Run);
        Assert.Equal(TimeSpan.FromMinutes(2), create.Do.Limit);
        Assert.Equal(["forge", "pause"], create.Undo!.Run);
        Assert.Equal(("contracts", TimeSpan.FromSeconds(5), "b"), (create.IsDone!.Folder, create.IsDone.Limit, create.IsDone.Env["A"]));
        Assert.Equal(["contract/artifact"], create.Needs);
        Assert.Equal((false, true, null), (create.Optional, create.MovesData, create.NoReturn));
        Assert.Equal("what was sent was sent", moments[Moment.Open].NoReturn);
        Assert.Equal(TimeSpan.FromMinutes(10), moments[Moment.Open].Do.Limit);
    }

    [Fact]
    public void Checks_take_what_their_kinds_take()
    {
        var http = Assert.IsType<HttpCheck>(_runbook.BeforeOpen[0]);
        Assert.Equal(("login", true, TimeSpan.FromMinutes(1)), (http.Name, http.Writes, http.Limit));
        Assert.Equal(("POST", 201, "{\"a\":1}", "ok", TimeSpan.FromMilliseconds(500)), (http.Method, http.Status, http.Body, http.Contains, http.Under));
        Assert.Equal("Bearer ${env:TOKEN}", http.Headers["Authorization"]);
        Assert.Equal("1.10", http.Json["data.version"]);
        var sql = Assert.IsType<SqlCheck>(_runbook.BeforeOpen[1]);
        Assert.Equal(("main", "SELECT count(*) FROM users", ">= 1"), (sql.Database, sql.Query, sql.Expect));
        Assert.Equal(["web", "worker"], Assert.IsType<ContainersCheck>(_runbook.BeforeOpen[2]).Services);
        var tcp = Assert.IsType<TcpCheck>(_runbook.BeforeOpen[3]);
        Assert.Equal(("localhost", 5432), (tcp.Host, tcp.Port));
        Assert.Equal("tcp cache:6379", _runbook.BeforeOpen[4].Name);
        Assert.Equal("command sh -c exit 0", _runbook.BeforeOpen[5].Name);
        var command = Assert.IsType<CommandCheck>(_runbook.BeforeOpen[6]);
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90), "yes"), (command.Limit, command.Run.Limit, command.Run.Env["CI"]));
        var log = Assert.IsType<LogCheck>(_runbook.AfterOpen[0]);
        Assert.Equal(("/var/log/shop.log", "ERROR|FATAL", null), (log.File, log.Pattern, log.Service));
    }

    [Fact]
    public void Two_checks_of_the_same_target_have_two_names()
    {
        var runbook = Samples.Read("""
            system: shop
            code: { git: . }
            checks:
              - tcp: db:1
              - tcp: db:1
              - { tcp: "db:1", name: "tcp db:1 (2)" }
              - tcp: "[::1]:80"
            """);

        Assert.Equal(["tcp db:1", "tcp db:1 (3)", "tcp db:1 (2)", "tcp [::1]:80"], runbook.BeforeOpen.Select(check => check.Name));
        Assert.Equal("::1", ((TcpCheck)runbook.BeforeOpen[3]).Host);
    }

    [Fact]
    public void A_name_that_follows_from_a_script_is_one_short_line()
    {
        var runbook = Samples.Read($"system: a\ncode: {{ git: . }}\nchecks:\n  - command:\n    - sh\n    - -c\n    - |\n      set -e\n      echo {new string('x', 200)}\n");

        Assert.Equal($"command sh -c set -e echo {new string('x', 53)}…", runbook.BeforeOpen[0].Name);
    }

    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("250ms", 250)]
    public void Durations_are_read(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Samples.Read($"system: a\ncode: {{ git: . }}\nkeep: {text}").Keep.TotalMilliseconds);

    [Theory]
    [InlineData("1.10")]
    [InlineData("12e4567")]
    [InlineData("0123456")]
    [InlineData("no")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("2001-12-14")]
    [InlineData(".inf")]
    public void Scalars_stay_the_text_they_are(string text) =>
        Assert.Equal(text, ((GitPart)Samples.Read($"system: a\ncode: {{ git: ., releases: {text} }}").Parts[0]).Releases);

    [Fact]
    public void Every_code_point_of_an_argument_stays()
    {
        var check = Samples.Read("system: a\ncode: { git: . }\nchecks: [ { command: [sh, '', \"a b\\tc\", 'it''s', \"\\u00e9😀\"] } ]").BeforeOpen[0];

        Assert.Equal(["sh", "", "a b\tc", "it's", "é😀"], ((CommandCheck)check).Run.Run);
    }
}
