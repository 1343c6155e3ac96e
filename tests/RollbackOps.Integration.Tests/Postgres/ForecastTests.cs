using System.Globalization;
using RollbackOps.Engine.Reports;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>What a plan says of the rows that were written since the backup.</summary>
[Collection(PostgresTests.Name)]
[Trait("Row", "U6")]
public sealed class ForecastTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Events =
        """
        CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created_at timestamptz NOT NULL, "updatedAt" timestamp, born_on date);
        INSERT INTO events (created_at, "updatedAt") SELECT now() - interval '3 days', now() - interval '3 days' FROM generate_series(1, 100);
        CREATE TABLE tags (tag text);
        INSERT INTO tags VALUES ('a'), ('b');
        """;

    private const string Writes =
        """
        INSERT INTO events (created_at, "updatedAt") SELECT now(), now() FROM generate_series(1, 7);
        UPDATE events SET "updatedAt" = now() WHERE id <= 5;
        DELETE FROM events WHERE id BETWEEN 50 AND 56;
        UPDATE tags SET tag = 'c' WHERE tag = 'b';
        """;

    [Fact]
    public async Task Rows_that_came_and_rows_that_went_are_told_apart_by_times_and_keys()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Events);
        await shop.BackupAsync(Name(DateTimeOffset.UtcNow.AddHours(-1)));
        await shop.SqlAsync(Writes);

        var loss = Assert.Single((await shop.PlanAsync(Cancel)).Losses);

        Assert.Equal(7, loss.Rows["public.events"]);
        Assert.Contains("public.events", loss.Changed);
        var events = Assert.Single(loss.Told, line => line.StartsWith("public.events: ", StringComparison.Ordinal));
        Assert.Equal("public.events: 7 rows with created_at since; 12 rows with updatedAt since; 7 rows with id beyond the backup's last, 100", events);
        Assert.Contains(loss.Told, line => line.StartsWith("rows that were changed in place", StringComparison.Ordinal));
        Assert.DoesNotContain(loss.Told, line => line.StartsWith("can't tell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counters_that_began_after_the_backup_tell_what_was_changed_in_place()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Events);
        await shop.BackupAsync(Name(DateTimeOffset.UtcNow.AddHours(-1)));
        await shop.SqlAsync("SELECT pg_stat_reset();");
        await shop.SqlAsync(Writes);
        await CountedAsync(shop, "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'tags';", "1");

        var loss = Assert.Single((await shop.PlanAsync(Cancel)).Losses);

        Assert.Contains("public.tags", loss.Changed);
        Assert.Contains(loss.Told, line => line.StartsWith("public.tags: at least 0 inserted, 1 changed and 0 removed since ", StringComparison.Ordinal));
        Assert.DoesNotContain(loss.Told, line => line.StartsWith("rows that were changed in place", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_backup_is_not_read_times_tell_and_the_rest_is_said_to_be_unknown()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Events);
        await shop.BackupAsync(Name(DateTimeOffset.UtcNow.AddHours(-1)).Replace(".sql", ".dump", StringComparison.Ordinal), "-Fc");
        await shop.SqlAsync(Writes);

        var loss = Assert.Single((await shop.PlanAsync(Cancel)).Losses);

        Assert.Equal(new Dictionary<string, long> { ["public.events"] = 7 }, loss.Rows);
        Assert.Contains(loss.Told, line => line.StartsWith("can't tell which rows are in the backup", StringComparison.Ordinal));
        Assert.Contains(loss.Told, line => line.StartsWith("can't tell for public.orders, public.tags, public.users: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_somebody_has_locked_neither_fails_nor_holds_up_the_plan()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Events + "CREATE TABLE seen (created_at timestamptz); INSERT INTO seen VALUES (now());");
        await shop.BackupAsync(Name(DateTimeOffset.UtcNow.AddHours(-1)));
        var client = await shop.Servers.OpenAsync(shop.Part, shop.Runbook, "plan", Cancel);
        using var session = cluster.Session(shop.Name);
        await session.StandardInput.WriteLineAsync("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE; SELECT 'locked';");
        await session.StandardInput.FlushAsync(Cancel);
        Assert.Equal("locked", await session.StandardOutput.ReadLineAsync(Cancel));
        var began = System.Diagnostics.Stopwatch.StartNew();

        var written = await Engine.Actions.Postgres.Forecasts.WrittenLooker.LookAsync(client, shop.Name, At(DateTimeOffset.UtcNow.AddHours(-1)), null, Cancel);

        Assert.InRange(began.Elapsed.TotalSeconds, 0, 9);
        Assert.Equal(1, Assert.Single(written!.Dated, answer => answer.Table == "public.seen").Rows);
        Assert.DoesNotContain(written.Dated, answer => answer.Table == "public.events");
        Assert.Equal(2, written.Unanswered);
        session.StandardInput.Close();
        await session.WaitForExitAsync(Cancel);
    }

    [Fact]
    public async Task The_plans_text_has_the_window_and_what_is_told()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Events);
        await shop.BackupAsync(Name(DateTimeOffset.UtcNow.AddHours(-1)));
        await shop.SqlAsync(Writes);
        var part = await shop.PlanAsync(Cancel);
        var plan = new Plan { System = "shop", Environment = "production", Strategy = "database", Runbook = shop.Runbook.File, RunbookHash = "", Request = new() { Runbook = shop.Runbook.File }, Findings = part.Findings, Steps = part.Steps, Losses = part.Losses, Notes = part.Notes, Hash = new('a', 64) };

        var text = PlanText.Of(plan, DateTimeOffset.UtcNow);

        Assert.Matches("what was written since .* UTC \\(1 h 0 min ago, by the file's name\\), at least 7 rows of public.events, and rows changed or removed in public.events", text);
        Assert.Contains("\n    public.events: 7 rows with created_at since;", text, StringComparison.Ordinal);
    }

    private static string Name(DateTimeOffset time) => $"shop-{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm-ss", CultureInfo.InvariantCulture)}.sql";

    private static Engine.Tools.Databases.BackupTime At(DateTimeOffset time) => new(time, time, "a test");

    // The server's counters are shown a moment after the transaction.
    private static async Task CountedAsync(Shop shop, string sql, string expected)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        while (await shop.SqlAsync(sql) != expected && DateTimeOffset.UtcNow < deadline)
            await Task.Yield();
        Assert.Equal(expected, await shop.SqlAsync(sql));
    }
}
