namespace RollbackOps.Integration.Tests.Redis;

[Trait("Row", "S5")]
public sealed class FlushServiceTests
{
    [Fact]
    public async Task A_service_is_flushed_while_its_users_are_stopped_restarted_and_answers()
    {
        await using var stack = await RedisStack.MakeAsync("flush: [\"session:*\"], restart: true", ", \"--save\", \"\"");
        await stack.AskAsync("MSET", "session:1", "ann", "session:2", "bob", "kept:1", "yes");
        var (redis, app) = (await stack.StartedAsync("redis"), await stack.StartedAsync("app"));

        var run = await stack.RunAsync("run", "--strategy", "cache", "--yes");

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("kept:1", await stack.AskAsync("KEYS", "*"));
        Assert.NotEqual(redis, await stack.StartedAsync("redis"));
        Assert.NotEqual(app, await stack.StartedAsync("app"));
        Assert.DoesNotContain(RedisStack.Password, run.All + await JournalAsync(stack), StringComparison.Ordinal);

        var undo = await stack.RunAsync("undo", "--yes");
        Assert.True(undo.Code == 0, undo.All);
        Assert.Equal("ann\nbob", await stack.AskAsync("MGET", "session:1", "session:2"));
    }

    [Fact]
    public async Task A_service_that_does_not_run_is_refused_with_what_to_type()
    {
        await using var stack = await RedisStack.MakeAsync("flush: database");
        await stack.ComposeAsync("stop", "--timeout", "0", "redis");

        var plan = await stack.RunAsync("plan", "--strategy", "cache");

        Assert.Equal(2, plan.Code);
        Assert.Contains("docker compose up -d --no-deps redis", plan.All, StringComparison.Ordinal);
    }

    private static async Task<string> JournalAsync(RedisStack stack) => string.Concat(
        await Task.WhenAll(Directory.GetFiles(Path.Combine(stack.Folder, "state"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".space", StringComparison.Ordinal)).Select(file => File.ReadAllTextAsync(file))));
}
