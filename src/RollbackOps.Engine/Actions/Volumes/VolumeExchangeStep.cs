using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>Puts the restored content under the live volume's name; the content of before is kept in a volume of its own.</summary>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeExchangeStep(IRunner runner) : StepKind<VolumeDetail, VolumePlaces>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "volume.exchange";

    private readonly VolumeWork _volumes = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<VolumePlaces> ReadAsync(VolumeDetail detail, Work work, CancellationToken cancel) => _volumes.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(VolumeDetail detail, VolumePlaces before, VolumePlaces now)
    {
        var target = before.Beside;
        if (now.Live == target && now.Kept == detail.Live)
            return now.HasBeside ? Verdict.Partly : Verdict.InEffect;
        if (now.Beside != target)
            return Verdict.Foreign;
        if (now.Live == detail.Live)
            return now.HasKept ? Verdict.Partly : Verdict.Before;
        return now.Live is null && now.Kept == detail.Live ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(VolumeDetail detail, VolumePlaces before, Work work, CancellationToken cancel)
    {
        var (beside, kept) = (detail.Beside(work.Run), detail.Kept(work.Run));
        await _volumes.RefuseUsedAsync(detail.Volume, cancel);
        await _volumes.Host.CreateAsync(kept, Run(work), cancel);
        await _volumes.RunAsync(VolumeScripts.Exchange, detail, work, [detail.Volume, kept, beside, detail.Live, before.Beside!], cancel);
        await _volumes.Host.RemoveAsync(beside, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(VolumeDetail detail, VolumePlaces before, Work work, CancellationToken cancel)
    {
        var (beside, kept) = (detail.Beside(work.Run), detail.Kept(work.Run));
        await _volumes.RefuseUsedAsync(detail.Volume, cancel);
        var now = await _volumes.ReadAsync(detail, work, cancel);
        if (now.Live != detail.Live)
        {
            await _volumes.Host.CreateAsync(beside, Run(work), cancel);
            await _volumes.RunAsync(VolumeScripts.Exchange, detail, work, [detail.Volume, beside, kept, before.Beside!, detail.Live], cancel);
        }

        await _volumes.Host.RemoveAsync(kept, cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(VolumeDetail detail, VolumePlaces now) => new(VolumePlan.Identity(now.Live!), VolumePlan.Source(detail.Hash));

    /// <inheritdoc/>
    protected override string? Keeps(VolumeDetail detail, VolumePlaces before, VolumePlaces now) => $"the content of the volume {detail.Volume} from before the run, as volume {now.KeptName}";

    /// <inheritdoc/>
    protected override string? Leaves(VolumeDetail detail, VolumePlaces before, VolumePlaces now) =>
        now.Beside == before.Beside ? $"what the run had restored, and users may have written to since, as volume {now.BesideName}" : null;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Loss>> WrittenSinceAsync(VolumeDetail detail, VolumePlaces before, Work work, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Loss>>(
    [
        new()
        {
            Subject = $"volume {detail.Volume}",
            Since = work.OpenedAt,
            Source = "the run's journal",
            Kept = $"volume {detail.Beside(work.Run)}",
        },
    ]);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(VolumeDetail detail, VolumePlaces before, Work work, CancellationToken cancel) =>
        (await _volumes.ReadAsync(detail, work, cancel)).Kept == detail.Live
            ? [KeptVolume.Thing(work, detail.Kept(work.Run), detail.Live, $"the content of the volume {detail.Volume} from before the run")]
            : [];

    /// <inheritdoc/>
    protected override async Task GiveUpAsync(VolumeDetail detail, VolumePlaces before, KeptThing thing, Work work, CancellationToken cancel)
    {
        if ((await _volumes.ReadAsync(detail, work, cancel)).Kept is { } content && KeptVolume.Is(thing, content))
            await _volumes.Host.RemoveAsync(detail.Kept(work.Run), cancel);
    }

    private static string Run(Work work) => $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}";
}
