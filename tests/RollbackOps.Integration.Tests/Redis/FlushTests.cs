using System.Globalization;
using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Redis;

[Trait("Row", "S5")]
[Trait("Safety", "25")]
[UnsupportedOSPlatform("windows")]
public sealed class FlushTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Keys = """
        SET session:1 "ann"
        SET session:2 "bob" EX 5000
        HSET "session:odd \"key\"\n\x00\xff" f "\x01\xfe\r\n"
        RPUSH session:list a b c
        ZADD session:set 1 one 2 two
        SET other stays
        """;

    [Fact]
    public async Task Only_what_matches_is_removed_and_other_logical_databases_stay()
    {
        using var system = new RedisSystem(server, 1, "[\"session:*\"]");
        await system.AskAsync(Keys);
        await server.AskAsync(9, "SET session:1 elsewhere");

        var plan = await system.RunAsync("plan", "--strategy", "flush");
        Assert.True(plan.Code == 0, plan.All);
        Assert.Contains("of 6 keys in database 1, 5 match session:*", plan.Out, StringComparison.Ordinal);
        Assert.Equal("(integer) 6", await system.AskAsync("DBSIZE"));
        var run = await system.RunAsync("run", "--strategy", "flush", "--yes");

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("\"other\"", await system.AskAsync("RANDOMKEY"));
        Assert.Equal("(integer) 1", await system.AskAsync("DBSIZE"));
        Assert.Equal("\"elsewhere\"", await server.AskAsync(9, "GET session:1"));
        Assert.True(File.Exists(Path.Combine(system.Folder, "running")));
    }

    [Fact]
    public async Task A_database_is_emptied_alone_and_a_second_run_changes_nothing()
    {
        using var system = new RedisSystem(server, 2, "database");
        await system.AskAsync(Keys);
        await server.AskAsync(9, "SET one elsewhere");

        Assert.Equal(0, (await system.RunAsync("run", "--strategy", "flush", "--yes")).Code);
        var again = await system.RunAsync("run", "--strategy", "flush", "--yes");

        Assert.Equal("(integer) 0", await system.AskAsync("DBSIZE"));
        Assert.Equal("\"elsewhere\"", await server.AskAsync(9, "GET one"));
        Assert.True(again.Code == 0, again.All);
        Assert.Contains("in place", again.All, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_removed_comes_back_with_its_time_to_live_and_what_users_wrote_since_stays()
    {
        using var system = new RedisSystem(server, 3, "[\"session:*\"]");
        await system.AskAsync(Keys);
        var before = await ValuesAsync(system);
        var end = await EndAsync(system, "session:2");
        Assert.Equal(0, (await system.RunAsync("run", "--strategy", "flush", "--yes")).Code);
        await system.AskAsync("SET session:1 newer\nSET session:9 new");

        var undo = await system.RunAsync("undo", "--yes");

        Assert.True(undo.Code == 0, undo.All);
        Assert.Contains("written since the flush stay as they are: 1.", undo.All, StringComparison.Ordinal);
        Assert.Equal("\"newer\"", await system.AskAsync("GET session:1"));
        Assert.Equal("\"new\"", await system.AskAsync("GET session:9"));
        Assert.Equal(before, await ValuesAsync(system));
        Assert.Equal(end, await EndAsync(system, "session:2"));
    }

    [Fact]
    public async Task A_run_whose_checks_fail_brings_the_keys_back_by_itself()
    {
        using var system = new RedisSystem(server, 4, "[\"session:*\", \"nothing:*\"]", check: "test ! -e state/must-not-be");
        await system.AskAsync(Keys);
        var before = await ValuesAsync(system);
        await File.WriteAllTextAsync(Path.Combine(system.Folder, "rollback.yaml"), (await File.ReadAllTextAsync(Path.Combine(system.Folder, "rollback.yaml"), TestContext.Current.CancellationToken)).Replace("test ! -e state/must-not-be", "exit 1", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await system.RunAsync("run", "--strategy", "flush", "--yes");

        Assert.True(run.Code == 3, run.All);
        Assert.Equal("(integer) 6", await system.AskAsync("DBSIZE"));
        Assert.Equal(before, await ValuesAsync(system));
    }

    [Fact]
    public async Task The_copy_is_read_by_its_owner_alone_comes_back_by_hand_and_is_settled()
    {
        using var system = new RedisSystem(server, 5, "database");
        await system.AskAsync(Keys);
        var before = await ValuesAsync(system);
        Assert.Equal(0, (await system.RunAsync("run", "--strategy", "flush", "--yes")).Code);

        var copy = Assert.Single(Directory.GetFiles(system.Folder, "cache.redis", SearchOption.AllDirectories));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        await system.AskAsync(await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        Assert.Equal(before, await ValuesAsync(system));
        var settled = await system.RunAsync("settle", "1", "--yes");
        Assert.True(settled.Code == 0, settled.All);
        Assert.False(File.Exists(copy));
        Assert.NotEqual(0, (await system.RunAsync("undo", "--yes")).Code);
    }

    [Fact]
    public async Task A_key_that_is_written_after_the_copy_ends_the_run_and_nothing_is_lost()
    {
        // The service's successor writes while its stop is still waited for, and goes on after the copy.
        using var system = new RedisSystem(server, 6, "[\"session:*\"]");
        await system.AskAsync(Keys);
        using var stop = new CancellationTokenSource();
        var writes = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await system.AskAsync($"SET session:live{i} x");
        }, TestContext.Current.CancellationToken);

        var run = await system.RunAsync("run", "--strategy", "flush", "--yes");
        await stop.CancelAsync();
        await writes;

        Assert.True(run.Code is 2 or 3, run.All);
        Assert.Contains("Someone writes to database 6", run.All, StringComparison.Ordinal);
        Assert.Equal("\"ann\"", await system.AskAsync("GET session:1"));
        Assert.True(File.Exists(Path.Combine(system.Folder, "running")));
    }

    [Theory]
    [InlineData(77, "out of range")]
    public async Task A_logical_database_that_does_not_exist_is_refused_and_number_0_untouched(int database, string said)
    {
        using var system = new RedisSystem(server, database, "database");
        await server.AskAsync(0, "SET precious yes");

        var run = await system.RunAsync("run", "--strategy", "flush", "--yes");

        Assert.NotEqual(0, run.Code);
        Assert.Contains(said, run.All, StringComparison.Ordinal);
        Assert.Equal("\"yes\"", await server.AskAsync(0, "GET precious"));
    }

    [Fact]
    public async Task Wrong_credentials_and_a_server_that_is_down_are_told_at_planning_without_the_password()
    {
        using var system = new RedisSystem(server, 7, "database");
        var start = Tool.Start(system.Folder, "plan", "--strategy", "flush");
        start.Environment["REDIS_TEST_PASSWORD"] = "wrong-horse-battery";
        var wrong = await Tool.EndAsync(start);
        var file = Path.Combine(system.Folder, "rollback.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace($":{server.Port}/", $":{FreePort.Find()}/", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var down = await system.RunAsync("plan", "--strategy", "flush");

        Assert.Contains("refuses the credentials", wrong.All, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-horse", wrong.All, StringComparison.Ordinal);
        Assert.Contains("can't be reached", down.All, StringComparison.Ordinal);
        Assert.Equal((2, 2), (wrong.Code, down.Code));
    }

    private static async Task<string> ValuesAsync(RedisSystem system) => string.Join('\n',
        await system.AskAsync("HGETALL \"session:odd \\\"key\\\"\\n\\x00\\xff\""),
        await system.AskAsync("LRANGE session:list 0 -1"),
        await system.AskAsync("ZRANGE session:set 0 -1 WITHSCORES"),
        await system.AskAsync("GET session:2"),
        await system.AskAsync("GET other"));

    private static async Task<long> EndAsync(RedisSystem system, string key) =>
        long.Parse((await system.AskAsync($"PEXPIRETIME {key}"))["(integer) ".Length..], CultureInfo.InvariantCulture);
}
