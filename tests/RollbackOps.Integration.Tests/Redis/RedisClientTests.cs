using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Integration.Tests.Redis;

public sealed class RedisClientTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_took_long_is_read_without_the_time_that_redis_cli_adds()
    {
        var answers = new List<string>();

        await Client(1).TalkAsync(
            ["SET a 1", "BLPOP nothing 0.7", "GET a"],
            answer =>
            {
                answers.Add(answer);
                return ValueTask.CompletedTask;
            },
            Cancel);

        Assert.Equal(["OK", "(nil)", "\"1\""], answers);
        Assert.Equal("(nil)", await Client(1).AskAsync("BLPOP nothing 0.7", Cancel));
    }

    [Fact]
    public async Task Settings_and_what_the_server_says_of_itself_are_read()
    {
        Assert.Equal("dump.rdb", await Client(0).SettingAsync("dbfilename", Cancel));
        Assert.Null(await Client(0).SettingAsync("no-such-setting", Cancel));
        Assert.False((await Client(0).InfoAsync(Cancel)).IsReplica);
    }

    [Fact]
    public async Task A_database_that_can_t_be_entered_is_an_error_and_not_number_0()
    {
        await Assert.ThrowsAsync<RollbackException>(() => Client(99).SelectAsync(Cancel));
        await Assert.ThrowsAsync<RollbackException>(() => Client(99).SizeAsync(Cancel));
        await Assert.ThrowsAsync<RollbackException>(() => Client(99).KeysAsync(["*"], Cancel));
    }

    [Fact]
    public async Task A_copy_keeps_large_and_strange_values_byte_by_byte()
    {
        await server.AskAsync(2, "SETRANGE \"large \\x00\" 20000000 \"\\xff\\n\"\nSET gone x PX 1\nSET \"'\\\"\\\\\" \"\\r\\n\\t\\a\\b\"");
        var folder = Directory.CreateTempSubdirectory("rollbackops-copy-").FullName;
        var (copy, file) = (new RedisCopy(Client(2), TimeProvider.System), Path.Combine(folder, "copy"));
        var (large, strange) = (await server.AskAsync(2, "DUMP \"large \\x00\""), await server.AskAsync(2, "GET \"'\\\"\\\\\""));

        Assert.Equal(2, await copy.WriteAsync(await Client(2).KeysAsync(["*"], Cancel), file, Cancel));
        await server.AskAsync(2, "FLUSHDB");
        Assert.Equal(0, await copy.BringBackAsync(file, Cancel));
        Assert.Equal(0, await copy.BringBackAsync(file, Cancel));

        Assert.Equal((large, strange), (await server.AskAsync(2, "DUMP \"large \\x00\""), await server.AskAsync(2, "GET \"'\\\"\\\\\"")));
        Directory.Delete(folder, recursive: true);
    }

    private RedisClient Client(int database)
    {
        var access = new RedisAccess { Arguments = ["-h", "127.0.0.1", "-p", $"{server.Port}"], Database = database, Password = RedisServer.Password, Where = "here" };
        return new(new ProcessRunner(new Redactor(), TimeProvider.System), access);
    }
}
