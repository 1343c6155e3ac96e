using System.Globalization;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>Numbers that were given out are not given out again.</summary>
[Collection(PostgresTests.Name)]
[Trait("Safety", "23")]
public sealed class SequenceTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Odd = "CREATE SEQUENCE \"odd \"\"one\"\"\" INCREMENT BY -5 MINVALUE -1000; CREATE SEQUENCE unused; SELECT nextval('\"odd \"\"one\"\"\"');";

    [Fact]
    public async Task Restored_sequences_go_on_where_the_live_ones_stood_and_none_goes_back()
    {
        await using var shop = await MakeAsync();
        var plan = await shop.PlanAsync(Cancel);
        var writes = 0;
        using var user = cluster.Session(shop.Name);
        var driver = shop.Drive(plan);
        driver.BeforeDoing = async step =>
        {
            if (step.Id != "main/fence")
                return;
            // Numbers that are given out after planning count too.
            await user.StandardInput.WriteLineAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 50); SELECT 'in';");
            await user.StandardInput.FlushAsync(Cancel);
            Assert.Equal("in", await user.StandardOutput.ReadLineAsync(Cancel));
            writes++;
        };

        await driver.DoAsync(Cancel);

        Assert.Equal(1, writes);
        Assert.Equal("1000", await shop.SqlAsync("SELECT count(*) FROM orders;"));
        Assert.Equal("1067|-11|1", await shop.SqlAsync("SELECT nextval('orders_id_seq'), nextval('\"odd \"\"one\"\"\"'), nextval('unused');"));
        Assert.Contains(plan.Notes, note => note.StartsWith("Sequences don't go back", StringComparison.Ordinal) && note.Contains("public.orders_id_seq from 1016 to 1000 otherwise", StringComparison.Ordinal));
        Assert.Equal("let nobody into " + shop.Name + ", end its sessions and read its sequences", plan.Steps.Single(step => step.Id == "main/fence").Does);
    }

    [Fact]
    public async Task A_fence_whose_numbers_were_not_written_down_is_made_again()
    {
        await using var shop = await MakeAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        driver.BeforeDoing = step => step.Id == "main/fence"
            ? cluster.SqlAsync("postgres", $"ALTER DATABASE {Engine.Tools.Postgres.SqlQuote.Identifier(shop.Name)} ALLOW_CONNECTIONS false;")
            : Task.CompletedTask;

        await driver.DoAsync(Cancel);

        Assert.Equal("1017", await shop.SqlAsync("SELECT nextval('orders_id_seq');"));
        await driver.UndoAsync(Cancel);
        Assert.Equal("1017", await shop.SqlAsync("SELECT nextval('orders_id_seq');"));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task Writers_are_kept_out_from_before_the_numbers_are_read()
    {
        await using var shop = await MakeAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        long last = 0;
        Task? writing = null;
        driver.BeforeDoing = async step =>
        {
            if (step.Id == "main/fence")
                writing = Task.Run(WriteAsync, Cancel);
            if (step.Id != "main/open")
                return;
            await stop.CancelAsync();
            await writing!;
        };

        await driver.DoAsync(Cancel);

        Assert.InRange(last, 1017, long.MaxValue);
        Assert.InRange(long.Parse(await shop.SqlAsync("SELECT nextval('orders_id_seq');"), CultureInfo.InvariantCulture), last + 1, last + 1000);

        async Task WriteAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    last = long.Parse(await shop.SqlAsync("SELECT nextval('orders_id_seq');"), CultureInfo.InvariantCulture);
                }
                catch (InvalidOperationException)
                {
                    // The fence is up.
                }
            }
        }
    }

    private async Task<Shop> MakeAsync()
    {
        var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Odd);
        await shop.BackupAsync();
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 16); SELECT nextval('\"odd \"\"one\"\"\"');");
        shop.Part = shop.Part with { KeepsSequencesAhead = true };
        return shop;
    }
}
