using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Tests.Journals;

public sealed class SystemLockTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 17, 3, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;

    private StateFolder State => StateFolder.In(_folder, "shop", "production");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_second_is_refused_and_told_who_holds_it_since_when()
    {
        using var held = SystemLock.Take(State, new("ann", "web1", 42), Now);
        var error = Assert.Throws<RollbackException>(() => SystemLock.Take(State, new("bob", "web1", 43), Now.AddMinutes(1)));
        Assert.Equal(RollbackErrorId.RunUnfinished, error.Id);
        Assert.Contains("held by ann on web1 (process 42), since 2026-02-17 03:00:00 UTC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_released_it_can_be_taken_again()
    {
        SystemLock.Take(State, new("ann", "web1", 42), Now).Dispose();
        SystemLock.Take(State, new("bob", "web1", 43), Now).Dispose();
        Assert.False(File.Exists(State.HolderFile));
    }

    [Fact]
    public void The_word_of_a_dead_holder_counts_for_nothing()
    {
        State.Open();
        File.WriteAllText(State.HolderFile, "{\"by\":{\"user\":\"ghost\"");
        SystemLock.Take(State, new("bob", "web1", 43), Now).Dispose();
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            using var barrier = new Barrier(8);
            var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    return Try(i);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(taken.OfType<SystemLock>()).Dispose();
        }
    }

    private SystemLock? Try(int i)
    {
        try
        {
            return SystemLock.Take(State, new($"user{i}", "web1", i), Now);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.RunUnfinished)
        {
            return null;
        }
    }
}
