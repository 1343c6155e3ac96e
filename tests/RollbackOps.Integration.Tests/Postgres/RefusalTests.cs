using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class RefusalTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Safety", "4")]
    public async Task Prepared_transactions_are_refused_at_planning_and_again_before_the_fence()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var plan = await shop.PlanAsync(Cancel);
        var gid = $"half {shop.Name}";
        await shop.SqlAsync($"BEGIN; INSERT INTO users VALUES (60, 'half', NULL); PREPARE TRANSACTION {SqlQuote.Literal(gid)};");
        try
        {
            var refused = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
            var driver = shop.Drive(plan);
            var late = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel, "main/fence"));

            Assert.Equal((RollbackErrorId.PlanImpossible, RollbackErrorId.PlanStale), (refused.Id, late.Id));
            Assert.Contains(gid, refused.Message, StringComparison.Ordinal);
            Assert.Contains("ROLLBACK PREPARED", late.Next, StringComparison.Ordinal);
            Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
            await driver.UndoAsync(Cancel);
            Assert.Empty(await shop.OthersAsync());
        }
        finally
        {
            await shop.SqlAsync($"ROLLBACK PREPARED {SqlQuote.Literal(gid)};");
        }
    }

    [Fact]
    [Trait("Safety", "5")]
    public async Task Logical_slots_and_subscriptions_are_refused()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await shop.SqlAsync("SELECT pg_create_logical_replication_slot('shop_stream', 'pgoutput');");
        var slot = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
        await shop.SqlAsync("SELECT pg_drop_replication_slot('shop_stream');");
        await shop.SqlAsync("CREATE SUBSCRIPTION shop_feed CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false, slot_name = NONE);");
        var subscription = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
        await shop.SqlAsync("DROP SUBSCRIPTION shop_feed;");

        Assert.Contains("shop_stream", slot.Message, StringComparison.Ordinal);
        Assert.Contains("shop_feed", subscription.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await shop.PlanAsync(Cancel)).Steps);
    }

    [Fact]
    [Trait("Safety", "6")]
    public async Task Foreign_servers_of_other_databases_and_pgbouncer_are_in_the_plan()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await using var neighbour = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await neighbour.SqlAsync($"CREATE FOREIGN DATA WRAPPER fdw; CREATE SERVER far FOREIGN DATA WRAPPER fdw OPTIONS (host 'x', dbname {SqlQuote.Literal(shop.Name).Trim()});");

        var plan = await shop.PlanAsync(Cancel);

        Assert.Contains(plan.Notes, note => note.Contains(neighbour.Name, StringComparison.Ordinal) && note.Contains("far", StringComparison.Ordinal));
        Assert.Contains(plan.Notes, note => note.Contains("RECONNECT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_without_the_rights_is_refused_and_an_owner_with_them_can_do_it_all()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync("shop-20260217.sql", "--no-owner", "--no-acl");
        await cluster.SqlAsync("postgres", $"CREATE ROLE keeper LOGIN PASSWORD {SqlQuote.Literal(PostgresCluster.Password).Trim()};");
        try
        {
            shop.Part = shop.Part with { Url = shop.Part.Url!.Replace("postgres:$", "keeper:$", StringComparison.Ordinal) };
            var refused = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
            Assert.Contains("may not exchange", refused.Message, StringComparison.Ordinal);
            Assert.Contains("CREATEDB", refused.Next, StringComparison.Ordinal);

            await cluster.SqlAsync("postgres", $"ALTER ROLE keeper CREATEDB; GRANT pg_signal_backend TO keeper; ALTER DATABASE {SqlQuote.Identifier(shop.Name)} OWNER TO keeper;");
            await shop.SqlAsync("ALTER TABLE users OWNER TO keeper; ALTER TABLE orders OWNER TO keeper; ALTER SCHEMA public OWNER TO keeper;");
            await shop.BreakAsync();
            await shop.SqlAsync("ALTER TABLE junk OWNER TO keeper;");
            var driver = shop.Drive(await shop.PlanAsync(Cancel));
            await driver.DoAsync(Cancel);

            Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        }
        finally
        {
            await shop.DisposeAsync();
            await cluster.SqlAsync("postgres", "DROP ROLE keeper;");
        }
    }

    [Fact]
    public async Task A_fence_that_was_left_is_named_with_the_statement_that_lifts_it()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} ALLOW_CONNECTIONS false;");

        var error = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));

        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains(PostgresStatements.Allow(shop.Name, true).Trim(), error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_elses_rename_is_foreign()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} RENAME TO {SqlQuote.Identifier(shop.Name + "_away")};");

        Assert.Equal(Verdict.Foreign, await driver.VerdictAsync("main/beside", Cancel));
        Assert.Equal(Verdict.Foreign, await driver.VerdictAsync("main/fence", Cancel));
        Assert.Equal(Verdict.Foreign, await driver.VerdictAsync("main/exchange", Cancel));
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name + "_away")} RENAME TO {SqlQuote.Identifier(shop.Name)};");
    }

    [Theory]
    [Trait("Row", "N9")]
    [InlineData("SELECT 1", null, true, "answered 1")]
    [InlineData("SELECT 1 > 2", null, false, "answered f; write 'expect: f' where that is right")]
    [InlineData("SELECT 1 > 2", "f", true, "f, expected f")]
    [InlineData("SELECT count(*) FROM users", ">= 3", true, "3, expected >= 3")]
    [InlineData("SELECT count(*) FROM users", ">= 4", false, "3, expected >= 4")]
    [InlineData("SELECT name FROM users ORDER BY id -- the first", "ada", true, "ada, expected ada")]
    [InlineData("SELECT name FROM users WHERE false", "ada", false, "no value, expected ada")]
    [InlineData("DELETE FROM users", null, false, "read-only")]
    [InlineData("SELECT nothing", null, false, "does not exist")]
    [InlineData("\\! touch /tmp/never", null, false, "backslash")]
    public async Task A_query_is_measured_and_changes_nothing(string query, string? expect, bool passes, string detail)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var check = new SqlMeasure(TimeProvider.System, [new PostgresDatabaseQueries(shop.Servers)]);

        var result = await check.MeasureAsync(new SqlCheck { Name = "sql", Database = "main", Query = query, Expect = expect }, new(shop.Runbook), Cancel);

        Assert.Equal(passes, result.Passed);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
    }

    [Fact]
    public async Task Evidence_is_saved_without_what_users_asked()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var folder = Directory.CreateDirectory(Path.Combine(shop.Backups, "evidence")).FullName;

        await shop.Action.CaptureAsync(shop.Part, shop.Ask(), folder, Cancel);

        Assert.Contains("PostgreSQL 15", await File.ReadAllTextAsync(Path.Combine(folder, "main-version.txt"), Cancel), StringComparison.Ordinal);
        Assert.Contains("public.orders", await File.ReadAllTextAsync(Path.Combine(folder, "main-rows.txt"), Cancel), StringComparison.Ordinal);
        Assert.Contains(shop.Name, await File.ReadAllTextAsync(Path.Combine(folder, "main-databases.txt"), Cancel), StringComparison.Ordinal);
        Assert.Contains("rollbackops/shop.production/evidence", await File.ReadAllTextAsync(Path.Combine(folder, "main-sessions.txt"), Cancel), StringComparison.Ordinal);
    }
}
