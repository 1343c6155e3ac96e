using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Integration.Tests.Sqlite;

public sealed class SqliteQueriesTests : IDisposable
{
    private readonly SqliteWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("SELECT count(*) FROM users", "10")]
    [InlineData("SELECT name FROM users ORDER BY id", "u0")]
    [InlineData("SELECT 1.5", "1.5")]
    [InlineData("SELECT NULL", null)]
    [InlineData("SELECT 1 WHERE 0", null)]
    [InlineData("SELECT x'00ff'", "00ff")]
    public async Task The_first_value_is_read_as_text(string sql, string? value) => Assert.Equal(value, await AskAsync(sql));

    [Theory]
    [InlineData("DELETE FROM users")]
    [InlineData("PRAGMA query_only = OFF; DELETE FROM users")]
    [InlineData("SELECT nothing FROM nowhere")]
    public async Task A_query_that_writes_or_fails_is_refused_and_changes_nothing(string sql)
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => AskAsync(sql));

        Assert.Equal(RollbackErrorId.CheckFailed, error.Id);
        Assert.Equal(10, SqliteWorld.Users(_world.Live));
    }

    [Fact]
    public async Task An_endless_query_is_ended()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AskAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", limit.Token));
    }

    [Fact]
    public async Task A_database_in_use_with_a_log_is_read_as_it_is_now()
    {
        SqliteWorld.Sql(_world.Live, "PRAGMA journal_mode = WAL");
        using var writer = new SqliteConnection($"Data Source={_world.Live};Pooling=False");
        writer.Open();
        using var command = writer.CreateCommand();
        command.CommandText = "INSERT INTO users (name) VALUES ('new')";
        command.ExecuteNonQuery();

        Assert.Equal("11", await AskAsync("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task A_missing_file_is_named_and_not_made()
    {
        File.Delete(_world.Live);

        var error = await Assert.ThrowsAsync<RollbackException>(() => AskAsync("SELECT 1"));

        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
        Assert.False(File.Exists(_world.Live));
    }

    private async Task<string?> AskAsync(string sql, CancellationToken? cancel = null)
    {
        var runbook = new Runbook
        {
            File = Path.Combine(_world.Folder, "rollback.yaml"),
            Text = "",
            System = "shop",
            Environment = "test",
            Parts = [_world.Part],
            Strategies = [],
        };
        return await new SqliteQueries().FirstValueAsync(new SqlitePart("main") { File = "shop.db" }, runbook, sql, cancel ?? TestContext.Current.CancellationToken);
    }
}
