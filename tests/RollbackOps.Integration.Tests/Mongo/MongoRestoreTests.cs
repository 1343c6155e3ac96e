using System.Diagnostics;
using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Mongo;

/// <summary>The whole way through the real tool, against fakes of MongoDB's: no server and no tool of MongoDB's was to be had.</summary>
[Trait("Row", "S4")]
[UnsupportedOSPlatform("windows")]
public sealed class MongoRestoreTests
{
    private const string Old = "empty: ; orders: 1,2; users: ann,bob,eve";
    private const string Now = "new: x; orders: 1,2,3; users: mallory,ann";
    private static readonly string[] Run = ["run", "--strategy", "database", "--yes"];

    [Fact]
    public async Task What_the_archive_held_comes_back_others_stay_and_a_second_run_changes_nothing()
    {
        using var shop = await FilledAsync();
        var plan = await shop.RunAsync("plan", "--strategy", "database");
        Assert.True(plan.Code == 0, plan.All);
        Assert.Contains("5 documents in 3 collections of shop", plan.Out, StringComparison.Ordinal);
        Assert.Equal(Now, shop.Content());

        var run = await shop.RunAsync(Run);

        Assert.True(run.Code == 0, run.All);
        Assert.Equal(Old, shop.Content());
        Assert.Equal("users: stays", shop.Content("other"));
        Assert.Equal(["other", "shop"], shop.Databases);
        Assert.True(shop.IsRunning);
        var again = await shop.RunAsync(Run);
        Assert.True(again.Code == 0, again.All);
        Assert.Contains("in place", again.All, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_safety_dump_is_read_by_its_owner_alone_comes_back_by_hand_and_is_settled()
    {
        using var shop = await FilledAsync();
        Assert.Equal(0, (await shop.RunAsync(Run)).Code);

        var dump = Assert.Single(Directory.GetFiles(shop.Folder, "main.before.archive.gz", SearchOption.AllDirectories));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(dump));
        File.Delete(Path.Combine(shop.Folder, "mongo/db-27017/shop.db.json"));
        await shop.HandAsync($"mongorestore --config=own.yaml --archive --gzip --drop --nsInclude='shop.*' < '{dump}'");
        Assert.Equal(Now, shop.Content());
        var settled = await shop.RunAsync("settle", "1", "--yes");
        Assert.True(settled.Code == 0, settled.All);
        Assert.False(File.Exists(dump));
    }

    [Fact]
    [Trait("Safety", "15")]
    public async Task A_failure_beside_ends_the_run_before_users_notice_and_nothing_is_left()
    {
        using var shop = await FilledAsync();
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "rollback.yaml"), shop.Read("rollback.yaml").Replace(">= 2", ">= 4", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await shop.RunAsync(Run);

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("its collection users has 3 documents, and the runbook expects >= 4", run.All, StringComparison.Ordinal);
        Assert.Equal(Now, shop.Content());
        Assert.Equal(["other", "shop"], shop.Databases);
        Assert.True(shop.IsRunning);
    }

    [Fact]
    public async Task A_safety_dump_that_fails_turns_the_run_back_with_the_database_untouched()
    {
        using var shop = await FilledAsync();
        shop.Write("bin/mongodump", "#!/bin/sh\necho 'Failed: error writing data for collection' >&2\nexit 1\n");

        var run = await shop.RunAsync(Run);

        Assert.True(run.Code == 3, run.All);
        Assert.Equal(Now, shop.Content());
        Assert.Equal(["other", "shop"], shop.Databases);
        Assert.True(shop.IsRunning);
    }

    [Fact]
    public async Task A_restore_that_fails_over_the_live_one_holds_names_the_way_back_and_is_resumed()
    {
        using var shop = await FilledAsync();
        shop.Write("mongo/fail", "shop");

        var run = await shop.RunAsync(Run);

        Assert.True(run.Code == 4, run.All);
        Assert.Contains("no space left on device", run.All, StringComparison.Ordinal);
        Assert.Contains("main.before.archive.gz", run.All, StringComparison.Ordinal);
        Assert.Contains("--drop --nsInclude='shop.*'", run.All, StringComparison.Ordinal);
        Assert.False(shop.IsRunning);
        File.Delete(Path.Combine(shop.Folder, "mongo/fail"));
        var resumed = await shop.RunAsync("resume");
        Assert.True(resumed.Code == 0, resumed.All);
        Assert.Equal(Old, shop.Content());
        Assert.True(shop.IsRunning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_in_the_middle_of_a_restore_it_is_resumed(bool live)
    {
        using var shop = await FilledAsync();
        shop.Write("mongo/hang", live ? "shop" : Scratch(shop));
        using (var process = Process.Start(shop.Start(Run))!)
        {
            process.StandardInput.Close();
            await UntilAsync(() => File.Exists(Path.Combine(shop.Folder, "mongo/hanging")) || process.HasExited);
            Assert.False(process.HasExited, process.HasExited ? await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.Delete(Path.Combine(shop.Folder, "mongo/hang"));
        var resumed = await shop.RunAsync("resume");

        Assert.True(resumed.Code == 0, resumed.All);
        Assert.Equal(Old, shop.Content());
        Assert.Equal(["other", "shop"], shop.Databases);
        Assert.True(shop.IsRunning);
    }

    [Fact]
    [Trait("Safety", "26")]
    public async Task A_document_that_is_written_after_the_safety_dump_ends_the_run_before_anything_is_lost()
    {
        using var shop = await FilledAsync();
        // What writes waits for the dump, as a service that nobody stopped does.
        var dump = shop.Read("bin/mongodump").Replace("exec ", "", StringComparison.Ordinal);
        shop.Write("bin/mongodump", dump + "sed -i 's/\\(\"documents\":\\[\\)/\\1{\"_id\":99,\"v\":\"late\"},/' \"$FAKE_MONGO/db-27017/shop.db.json\"\n");

        var run = await shop.RunAsync(Run);

        Assert.True(run.Code == 3, run.All);
        Assert.Contains("Someone writes to shop", run.All, StringComparison.Ordinal);
        Assert.Contains("late", shop.Content(), StringComparison.Ordinal);
        Assert.Contains("mallory", shop.Content(), StringComparison.Ordinal);
    }

    internal static async Task<MongoShop> FilledAsync()
    {
        Needs.Node();
        var shop = new MongoShop();
        await shop.FillAsync();
        return shop;
    }

    // The run's own database, which its first one of the system makes.
    private static string Scratch(MongoShop shop) =>
        RollbackOps.Engine.Tools.Mongo.MongoNames.Scratch("shop", $"{shop.Read("rollback.yaml").Split('\n')[0]["system: ".Length..].Trim()}/production/000001/main");

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds())
            await Task.Delay(50, limit.Token);
    }
}
