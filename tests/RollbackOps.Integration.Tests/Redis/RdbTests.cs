using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Redis;

[Trait("Row", "S5")]
[Trait("Safety", "25")]
public sealed class RdbTests
{
    private const string Backups = "backups: \"backups/*.rdb*\"";
    private const string Aof = ", \"--appendonly\", \"yes\"";

    [Theory]
    [InlineData("", false)]
    [InlineData(", \"--save\", \"\"", true)]
    [InlineData(Aof, false)]
    [InlineData(Aof, true)]
    public async Task An_rdb_comes_back_and_undo_brings_back_what_was_never_saved(string settings, bool packed)
    {
        await using var stack = await BrokenAsync(settings, packed);

        var plan = await stack.RunAsync("plan", "--strategy", "cache");
        Assert.True(plan.Code == 0, plan.All);
        Assert.Equal("broken", await stack.AskAsync("GET", "state"));
        var run = await stack.RunAsync("run", "--strategy", "cache", "--yes");

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("good", await stack.AskAsync("GET", "state"));
        Assert.Equal("2", await stack.AskAsync("DBSIZE"));
        Assert.Equal("yes", await stack.AskAsync("-n", "3", "GET", "third"));
        // Not only in memory: it comes back from its files.
        await stack.ComposeAsync("restart", "redis");
        await stack.ComposeAsync("up", "--detach", "--wait");
        Assert.Equal("good", await stack.AskAsync("GET", "state"));
        Assert.Contains("in place", (await stack.RunAsync("run", "--strategy", "cache", "--yes")).All, StringComparison.OrdinalIgnoreCase);

        await stack.AskAsync("SET", "since", "1");
        var undo = await stack.RunAsync("undo", "--yes");
        Assert.True(undo.Code == 0, undo.All);
        Assert.Contains("at least 1 row of db0", undo.All, StringComparison.Ordinal);
        Assert.Equal("broken", await stack.AskAsync("GET", "state"));
        Assert.Equal("3", await stack.AskAsync("DBSIZE"));
    }

    [Fact]
    public async Task A_run_whose_checks_fail_brings_the_old_data_back_and_keeps_what_users_may_have_written_to()
    {
        await using var stack = await BrokenAsync(Aof, packed: false);
        var before = await stack.ShellAsync("ls -A /data | grep -v '[.]rdb$'");
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "must-fail"), "", TestContext.Current.CancellationToken);

        var run = await stack.RunAsync("run", "--strategy", "cache", "--yes");

        Assert.True(run.Code == 3, run.All);
        Assert.Equal("broken", await stack.AskAsync("GET", "state"));
        Assert.Equal("3", await stack.AskAsync("DBSIZE"));
        Assert.Contains(".rollbackops-cache-back-000001", run.All, StringComparison.Ordinal);
        var settled = await stack.RunAsync("settle", "1", "--yes");
        Assert.True(settled.Code == 0, settled.All);
        Assert.Equal(before, await stack.ShellAsync("ls -A /data | grep -v '[.]rdb$'"));
        Assert.Equal("broken", await stack.AskAsync("GET", "state"));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("text")]
    [InlineData("wrong-count")]
    public async Task A_backup_that_does_not_load_is_refused_while_users_notice_nothing(string how)
    {
        await using var stack = await BrokenAsync("", packed: false);
        var file = Directory.GetFiles(Path.Combine(stack.Folder, "backups")).Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        if (how == "flipped")
            bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, how switch { "cut" => bytes[..^15], "text" => "not an RDB"u8.ToArray(), _ => bytes }, TestContext.Current.CancellationToken);
        if (how == "wrong-count")
            await ReplaceAsync(stack, Backups, Backups + ", expect: { db0: \">= 3\" }");
        var (redis, app) = (await stack.StartedAsync("redis"), await stack.StartedAsync("app"));

        var run = await stack.RunAsync("run", "--strategy", "cache", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("can't be restored", run.All, StringComparison.Ordinal);
        Assert.Equal((redis, app), (await stack.StartedAsync("redis"), await stack.StartedAsync("app")));
        Assert.Equal("broken", await stack.AskAsync("GET", "state"));
        Assert.DoesNotContain("rollbackops", await stack.ShellAsync("ls -A /data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_is_given_up_when_it_is_settled()
    {
        await using var stack = await BrokenAsync("", packed: false);
        Assert.Equal(0, (await stack.RunAsync("run", "--strategy", "cache", "--yes")).Code);
        Assert.Contains("kept", await stack.ShellAsync("ls -A /data"), StringComparison.Ordinal);

        var settled = await stack.RunAsync("settle", "1", "--yes");

        Assert.True(settled.Code == 0, settled.All);
        Assert.DoesNotContain("kept", await stack.ShellAsync("ls -A /data"), StringComparison.Ordinal);
        Assert.Equal("good", await stack.AskAsync("GET", "state"));
    }

    [Fact]
    public async Task A_server_whose_data_is_in_no_volume_is_refused_with_what_to_write()
    {
        await using var stack = await BrokenAsync(", \"--dir\", \"/tmp\"", packed: false);

        var plan = await stack.RunAsync("plan", "--strategy", "cache");

        Assert.Equal(2, plan.Code);
        Assert.Contains("which is no volume", plan.All, StringComparison.Ordinal);
    }

    private static Task ReplaceAsync(RedisStack stack, string old, string now)
    {
        var file = Path.Combine(stack.Folder, "rollback.yaml");
        return File.WriteAllTextAsync(file, File.ReadAllText(file).Replace(old, now, StringComparison.Ordinal));
    }

    // Good data, a backup of it, and broken data since that only the memory has.
    private static async Task<RedisStack> BrokenAsync(string settings, bool packed)
    {
        var stack = await RedisStack.MakeAsync(Backups, settings);
        try
        {
            await stack.AskAsync("MSET", "state", "good", "old", "1");
            await stack.AskAsync("-n", "3", "SET", "third", "yes");
            await stack.AskAsync("SAVE");
            var rdb = "backups/cache-2026-02-17T10-00-00.rdb";
            await Tool.ShellAsync(stack.Folder, "docker", "cp", $"{stack.Name}-redis-1:{(settings.Contains("/tmp", StringComparison.Ordinal) ? "/tmp" : "/data")}/dump.rdb", Path.Combine(stack.Folder, rdb));
            if (packed)
                await Tool.ShellAsync(stack.Folder, "gzip", rdb);
            await stack.AskAsync("MSET", "state", "broken", "new", "1");
            await stack.AskAsync("-n", "3", "DEL", "third");
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }
}
