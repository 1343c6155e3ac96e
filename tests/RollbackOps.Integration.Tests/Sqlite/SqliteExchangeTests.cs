using System.Diagnostics;
using System.Text.Json;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Integration.Tests.Sqlite;

/// <summary>The exchange, stopped at every instant at which a crash leaves another state behind.</summary>
public sealed class SqliteExchangeTests : IDisposable
{
    private readonly SqliteWorld _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    public static TheoryData<string> Instants => ["old file away", "old file and its log away", "all done"];

    [Theory]
    [MemberData(nameof(Instants))]
    public async Task Wherever_it_was_killed_doing_it_again_completes_it(string instant)
    {
        var (step, before, place) = await PreparedAsync();
        Kill(instant, place);

        Assert.Equal(instant == "all done" ? Verdict.InEffect : Verdict.Partly, await _world.JudgeAsync(step, before));
        await _world.DoAsync(step, before);

        Assert.Equal(4, SqliteWorld.Users(_world.Live));
        Assert.Equal(11, SqliteWorld.Users(_world.Kept));
        Assert.False(File.Exists(_world.Live + "-wal"));
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public async Task Wherever_it_was_killed_undoing_it_brings_the_old_file_back_with_its_log(string instant)
    {
        var (step, before, place) = await PreparedAsync();
        Kill(instant, place);

        await _world.UndoAsync(step, before);

        Assert.Equal(11, SqliteWorld.Users(_world.Live));
        Assert.Equal(4, SqliteWorld.Users(place));
        Assert.False(File.Exists(_world.Kept));
    }

    [Theory]
    [InlineData("restored file away")]
    [InlineData("restored file away and the old log back")]
    public async Task Wherever_its_undoing_was_killed_it_goes_on_both_ways(string instant)
    {
        var (step, before, place) = await PreparedAsync();
        Kill("all done", place);
        File.Move(_world.Live, place);
        if (instant.EndsWith("back", StringComparison.Ordinal))
            File.Move(_world.Kept + "-wal", _world.Live + "-wal");

        Assert.Equal(Verdict.Partly, await _world.JudgeAsync(step, before));
        await _world.UndoAsync(step, before);
        Assert.Equal(11, SqliteWorld.Users(_world.Live));

        await _world.DoAsync(step, before);
        Assert.Equal(4, SqliteWorld.Users(_world.Live));
        Assert.Equal(11, SqliteWorld.Users(_world.Kept));
    }

    [Fact]
    public async Task A_log_is_written_back_before_the_old_file_is_put_aside()
    {
        var (step, before, _) = await PreparedAsync();
        Assert.True(File.Exists(_world.Live + "-wal"));

        await _world.DoAsync(step, before);

        Assert.Equal(11, SqliteWorld.Users(_world.Kept));
        Assert.Empty(Directory.GetFiles(_world.Folder, "*-wal"));
        Assert.Equal("wal", SqliteWorld.Sql(_world.Live, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_file_that_someone_else_put_there_is_foreign()
    {
        var (step, before, _) = await PreparedAsync();
        File.Copy(_world.Live, _world.Live + ".other");
        File.Move(_world.Live + ".other", _world.Live, overwrite: true);

        Assert.Equal(Verdict.Foreign, await _world.JudgeAsync(step, before));
        Assert.Equal(Verdict.Foreign, await _world.JudgeAsync(step, await _world.ReadAsync(step)));
    }

    [Fact]
    public async Task Whatever_users_write_afterwards_it_stays_in_effect()
    {
        var (step, before, _) = await PreparedAsync();
        await _world.DoAsync(step, before);
        SqliteWorld.Sql(_world.Live, "DELETE FROM users; VACUUM");

        Assert.Equal(Verdict.InEffect, await _world.JudgeAsync(step, before));
    }

    [Fact]
    public async Task A_process_that_has_it_open_is_named_and_nothing_is_moved()
    {
        var (step, before, _) = await PreparedAsync();
        using var holder = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec 3<'{_world.Live}'; echo open; exec sleep 60"]) { RedirectStandardOutput = true })!;
        await holder.StandardOutput.ReadLineAsync(Cancel);
        try
        {
            var error = await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(step, before));

            Assert.Contains($"process {holder.Id} (", error.Message, StringComparison.Ordinal);
            Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
        }
        finally
        {
            holder.Kill();
        }
    }

    [Fact]
    public async Task A_lock_on_it_is_respected()
    {
        var (step, before, _) = await PreparedAsync();
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_world.Live};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(step, before));

        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
    }

    [Fact]
    [Trait("Safety", "26")]
    public async Task Rows_that_are_not_as_they_were_counted_stop_the_exchange_while_shut()
    {
        var (step, before, place) = await PreparedAsync();
        SqliteWorld.Sql(place, "PRAGMA journal_mode = DELETE; DELETE FROM users WHERE id = 1");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(step, before));

        Assert.Contains("users 4 → 3", error.Message, StringComparison.Ordinal);
        Assert.Equal(11, SqliteWorld.Users(_world.Live));
    }

    [Fact]
    public async Task A_restore_killed_half_way_is_begun_again_and_one_of_another_run_is_not_taken_for_it()
    {
        SqliteWorld.Make(_world.BackupPath("shop-20260217-0200.db"), users: 4);
        var step = (await _world.PlanAsync()).Steps[0];
        var before = await _world.ReadAsync(step);
        var place = before.GetProperty("path").GetString()!;
        await File.WriteAllTextAsync(place + ".part", "half", Cancel);
        await File.WriteAllTextAsync(place + ".part-wal", "half", Cancel);

        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
        await _world.DoAsync(step, before);

        Assert.Equal(4, SqliteWorld.Users(place));
        Assert.False(File.Exists(place + ".part-wal"));
        Assert.Equal(Verdict.Foreign, await _world.JudgeAsync(step, await _world.ReadAsync(step)));
    }

    // A live database whose process was killed: its newest row is in the log alone.
    private async Task<(Step Step, JsonElement Before, string Place)> PreparedAsync()
    {
        SqliteWorld.Make(_world.BackupPath("shop-20260217-0200.db"), users: 4);
        SqliteWorld.Sql(_world.Live, "PRAGMA journal_mode = WAL");
        var copy = Path.Combine(_world.Folder, "copy.db");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_world.Live};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_autocheckpoint = 0; INSERT INTO users (name) VALUES ('in the log')";
            command.ExecuteNonQuery();
            File.Copy(_world.Live, copy);
            File.Copy(_world.Live + "-wal", copy + "-wal");
        }

        File.Move(copy, _world.Live, overwrite: true);
        File.Move(copy + "-wal", _world.Live + "-wal", overwrite: true);
        var plan = await _world.PlanAsync();
        await _world.DoAsync(plan.Steps[0]);
        var before = await _world.ReadAsync(plan.Steps[1]);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(plan.Steps[1], before));
        return (plan.Steps[1], before, before.GetProperty("besidePlace").GetString()!);
    }

    // What a kill leaves behind where the log could not be written back.
    private void Kill(string instant, string place)
    {
        File.Move(_world.Live, _world.Kept);
        if (instant == "old file away")
            return;
        foreach (var sidecar in new[] { "-wal", "-shm" }.Where(sidecar => File.Exists(_world.Live + sidecar)))
            File.Move(_world.Live + sidecar, _world.Kept + sidecar);
        if (instant == "all done")
            DurableFiles.Move(place, _world.Live);
    }
}
