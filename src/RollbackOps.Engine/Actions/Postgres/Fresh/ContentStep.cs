
namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Puts the fresh server's content under the live volume's name; the old content stays in the fresh volume.</summary>
/// <param name="host">The Docker host.</param>
internal sealed class ContentStep(FreshHost host) : StepKind<FreshDetail, FreshState>
{
    /// <inheritdoc/>
    public override string Kind => "postgres.content";

    /// <inheritdoc/>
    protected override async Task<FreshState> ReadAsync(FreshDetail detail, Work work, CancellationToken cancel) =>
        await host.ContentsAsync(detail, work, cancel) with { Mark = await RunFiles.FindAsync<FreshMark>(RunFiles.Fresh(work, detail.Part), cancel) };

    /// <inheritdoc/>
    protected override Verdict Judge(FreshDetail detail, FreshState before, FreshState now)
    {
        if (now.Mark is not { } mark)
            return Verdict.Foreign;
        return (now.Live, now.Beside, now.Between) switch
        {
            var (live, beside, between) when live == detail.Content && beside == mark.Content && between is null => Verdict.Before,
            var (live, beside, between) when live == mark.Content && beside == detail.Content && between is null => Verdict.InEffect,
            var (live, beside, between) when new[] { live, beside, between }.OfType<string>().Order(StringComparer.Ordinal).SequenceEqual(new[] { detail.Content, mark.Content }.Order(StringComparer.Ordinal)) => Verdict.Partly,
            _ => Verdict.Foreign,
        };
    }

    /// <inheritdoc/>
    protected override Task DoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) =>
        host.ExchangeAsync(detail, work, detail.Content, before.Mark!.Content, cancel);

    /// <inheritdoc/>
    protected override async Task UndoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel)
    {
        // One that was begun is finished first: the way back starts from one end.
        var now = await ReadAsync(detail, work, cancel);
        if (now.Live != before.Mark!.Content)
            await host.ExchangeAsync(detail, work, detail.Content, before.Mark.Content, cancel);
        await host.ExchangeAsync(detail, work, before.Mark.Content, detail.Content, cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(FreshDetail detail, FreshState now)
    {
        var planned = PostgresPlanner.Source(detail.Dump.Sha256);
        return new(PostgresPlanner.Identity(now.Mark!.SystemId, now.Mark.Oid), now.Mark.Source) { InsteadOf = now.Mark.Source == planned ? null : planned };
    }

    /// <inheritdoc/>
    protected override string? Keeps(FreshDetail detail, FreshState before, FreshState now) =>
        $"the old content of the volume {detail.Place.Volume}, in a volume of the run's own (docker volume ls --filter label=rollbackops.fresh)";

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Loss>> WrittenSinceAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Loss>>(
    [
        new() { Subject = $"volume {detail.Place.Volume}", Since = work.OpenedAt, Source = "the run's journal", Kept = $"volume {detail.Volume(work)}" },
    ]);

    /// <inheritdoc/>
    protected override string? Leaves(FreshDetail detail, FreshState before, FreshState now) => now.Beside == before.Mark?.Content
        ? $"what the run had restored for the volume {detail.Place.Volume}, and users may have written to since, in a volume of the run's own (docker volume ls --filter label=rollbackops.fresh)"
        : null;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel)
    {
        var now = await host.ContentsAsync(detail, work, cancel);
        return now.Beside is not { } content ? [] :
        [
            new() { Run = work.Run, Step = work.Step.Id, What = content == detail.Content ? $"the content of the volume {detail.Place.Volume} from before the run, as volume {detail.Volume(work)}" : $"what the run restored for the volume {detail.Place.Volume}, as volume {detail.Volume(work)}", Identity = $"volume:{detail.Volume(work)}/{content}", Bytes = null },
        ];
    }

    /// <inheritdoc/>
    protected override async Task GiveUpAsync(FreshDetail detail, FreshState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        var now = await host.ContentsAsync(detail, work, cancel);
        if (now.HasVolume && thing.Identity == $"volume:{detail.Volume(work)}/{now.Beside}")
            await host.RunAsync(FreshCommands.Drop(detail.Volume(work)), cancel);
    }
}
