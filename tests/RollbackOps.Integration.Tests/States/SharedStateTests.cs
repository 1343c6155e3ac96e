using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Postgres;
using RollbackOps.Events;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.States;

/// <summary>A state in PostgreSQL: one holder by its lease, and no line but the holder's.</summary>
public sealed class SharedStateTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-shared-").FullName;
    private readonly string _system = $"s{Guid.NewGuid():N}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_one_machine_wrote_another_reads_and_goes_on_with()
    {
        Needs.Postgres();
        Assert.Empty(State().Runs);
        using (var held = Take("ann"))
        using (var journal = new Journal(held.Create("000001"), new()))
            journal.Append(new Noted("one"));
        using (var held = Take("bob"))
        using (var journal = new Journal(held.Continue("000001"), new()))
            journal.Append(new Noted("two"));
        Assert.Equal(["000001"], State().Runs);
        Assert.Equal(["one", "two"], Texts());
        Assert.Equal("its process is gone.", State().Tell());
    }

    [Fact]
    public async Task Of_sixteen_at_once_exactly_one_gets_it()
    {
        Needs.Postgres();
        for (var round = 0; round < 10; round++)
        {
            using var barrier = new Barrier(16);
            var states = Enumerable.Range(0, 16).Select(_ => State()).ToList();
            var taken = await Task.WhenAll(states.Select((state, i) => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    return Try(state, i);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(taken.OfType<IHold>()).Dispose();
        }
    }

    [Fact]
    public void Who_comes_second_is_told_who_holds_it_and_for_how_long()
    {
        Needs.Postgres();
        using var held = Take("ann");
        var error = Assert.Throws<RollbackException>(() => Take("bob"));
        Assert.Equal(RollbackErrorId.RunUnfinished, error.Id);
        Assert.Contains("held by ann on web1 (process 1), since 20", error.Message, StringComparison.Ordinal);
        Assert.Contains("s more unless they renew it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_whose_lease_went_to_another_appends_nothing_and_is_told()
    {
        Needs.Postgres();
        using var late = Take("ann");
        using var first = new Journal(late.Create("000001"), new());
        first.Append(new Noted("one"));
        await EndLeaseAsync();
        using var held = Take("bob");
        using var second = new Journal(held.Continue("000001"), new());

        Assert.Equal(JournalLoss.Taken, Assert.Throws<JournalLostException>(() => first.Append(new Noted("late"))).Loss);
        second.Append(new Noted("two"));
        Assert.Equal(JournalLoss.Taken, Assert.Throws<JournalLostException>(() => first.Append(new Noted("late again"))).Loss);

        Assert.Equal(["one", "two"], Texts());
        Assert.True(late.Lost.WaitHandle.WaitOne(Bound), "the late holder was never told");
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_lease_that_ended_is_not_renewed_even_if_nobody_took_it()
    {
        Needs.Postgres();
        using var late = Take("ann");
        using var journal = new Journal(late.Create("000001"), new());
        await EndLeaseAsync();
        Assert.Throws<JournalLostException>(() => journal.Append(new Noted("late")));
        Assert.True(late.Lost.WaitHandle.WaitOne(Bound), "the late holder was never told");
        Assert.Empty(Texts());
    }

    [Fact]
    public async Task Connections_that_are_lost_are_made_again_and_no_line_is_lost_or_doubled()
    {
        Needs.Postgres();
        using var held = Take("ann");
        using var journal = new Journal(held.Create("000001"), new());
        for (var i = 0; i < 10; i++)
        {
            journal.Append(new Noted($"{i}"));
            await cluster.SqlAsync("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollbackops state'");
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), Texts());
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_line_that_was_altered_or_taken_away_on_the_server_is_named()
    {
        Needs.Postgres();
        using (var held = Take("ann"))
        using (var journal = new Journal(held.Create("000001"), new()))
            foreach (var text in new[] { "one", "two", "three" })
                journal.Append(new Noted(text));
        await cluster.SqlAsync("postgres", $"UPDATE rollbackops.lines SET event = replace(event, 'two', '2') WHERE system = '{_system}/production' AND number = 2");
        Assert.Equal((2, JournalFlaw.Altered), (JournalProof.Of(State())[0].Line, JournalProof.Of(State())[0].Flaw));
        await cluster.SqlAsync("postgres", $"DELETE FROM rollbackops.lines WHERE system = '{_system}/production' AND number = 2");
        Assert.Equal((2, JournalFlaw.Missing), (JournalProof.Of(State())[0].Line, JournalProof.Of(State())[0].Flaw));
        Assert.Contains("Line 2 of run 000001 in postgresql://127.0.0.1", Assert.Throws<RollbackException>(() => State().Read("000001")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_said_without_its_password()
    {
        var nobody = Database("postgresql://ops:canary-552@127.0.0.1:1/ops");
        var error = Assert.Throws<RollbackException>(() => new PostgresState(nobody, "a/b", new(_folder)).Runs);
        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static IHold? Try(PostgresState state, int i)
    {
        try
        {
            return state.Take(new($"user{i}", "web1", i), DateTimeOffset.UtcNow);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.RunUnfinished)
        {
            return null;
        }
    }

    private static StateDatabase Database(string url) => new(StateConnection.Of(url, reference => reference, _ => { }));

    private PostgresState State() => new(
        Database($"postgresql://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{cluster.Port}/postgres"), $"{_system}/production", new(_folder));

    private IHold Take(string user) => State().Take(new(user, "web1", 1), DateTimeOffset.UtcNow);

    private Task<string> EndLeaseAsync() =>
        cluster.SqlAsync("postgres", $"UPDATE rollbackops.systems SET lease_end = clock_timestamp() WHERE name = '{_system}/production'");

    private IEnumerable<string> Texts() => State().Read("000001").Cast<Noted>().Select(noted => noted.Text);
}
