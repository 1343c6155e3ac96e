using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Points;
using RollbackOps.Engine.Tests.Running;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Journals;

public sealed class PointJournalTests : IDisposable
{
    private static readonly Operator By = new("tester", "here", 1);
    private static readonly DateTimeOffset At = new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_point_is_known_once_it_is_whole_and_no_more_once_it_is_removed()
    {
        await WriteAsync(new PointBegun(Point("000001")), new PointTaken("000001"), new PointBegun(Point("000002")));
        Assert.Equal(["000001"], Ledger.Read(_test.State).Points.Select(point => point.Point));
        Assert.Equal(["000002"], Read().CutShort.Select(point => point.Point));
        Assert.Equal("000003", Read().Next);

        await WriteAsync(new PointRemoved("000002", "cut short", By), new PointTaken("000002"), new PointRemoved("000001", "", By));
        Assert.Empty(Ledger.Read(_test.State).Points);
        Assert.Empty(Read().CutShort);
        Assert.Equal("000003", Read().Next);
    }

    [Fact]
    public async Task What_it_records_of_an_image_is_what_the_release_is_made_of()
    {
        await WriteAsync(new PointBegun(Point("000001")), new PointTaken("000001"));
        Assert.Equal(["sha256:1"], Ledger.Read(_test.State).MadeFrom("compose:shop/web@c0ffee"));
        Assert.Equal("compose:shop/web@c0ffee", Ledger.Read(_test.State).SourceOf("sha256:1"));
    }

    [Fact]
    public async Task An_altered_line_is_seen_and_a_plan_says_so()
    {
        await WriteAsync(new PointBegun(Point("000001")), new PointTaken("000001"));
        var journal = PointJournal.Of(_test.State).Folder.Journal("000001");
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken)).Replace("sha256:1", "sha256:2", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains(Ledger.Read(_test.State).Notes, note => note.Contains("journal of rollback points is broken at line 1", StringComparison.Ordinal));
        Assert.Empty(Ledger.Read(_test.State).Points);
    }

    private static RollbackPoint Point(string number) => new()
    {
        Point = number,
        Name = $"v1-{number}",
        TakenAt = At,
        By = By,
        Release = new("v1", "c0ffee", At),
        Facts = [new("services", "web", "image", "sha256:1") { Kind = "compose", Keeps = "rollbackops/points/shop-web:1", Made = new("sha256:1", "compose:shop/web@c0ffee") }],
        Checks = 1,
        Runbook = "/srv/shop/rollback.yaml",
    };

    private PointRecords Read() => new PointJournal(_test.State, new(), TimeProvider.System).Read();

    private async Task WriteAsync(params RunEvent[] events)
    {
        foreach (var @event in events)
            await new PointJournal(_test.State, new(), TimeProvider.System).AppendAsync(@event, By, TestContext.Current.CancellationToken);
    }
}
