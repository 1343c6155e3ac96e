using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>
/// Puts a file of nginx's in place, has nginx load it, and proves from the public address that users get what it says. What was
/// there is copied first; loading again does no harm, so a crash repeats it.
/// </summary>
/// <param name="servers">Finds nginx.</param>
/// <param name="shown">Proves what users get.</param>
public sealed class TrafficLoad(NginxServers servers, TrafficShown shown) : StepKind<LoadDetail, LoadState>
{
    /// <inheritdoc/>
    public override string Kind => "traffic.load";

    /// <inheritdoc/>
    protected override async Task<LoadState> ReadAsync(LoadDetail detail, Work work, CancellationToken cancel)
    {
        var (copies, marks) = (Copies(detail.Goal, work), Marks(detail, work));
        var (from, to) = (detail.From ?? work.Gifts.Find(TrafficStage.Gift(TrafficGoal.SafeModeOn)), detail.To ?? work.Gifts.Find(TrafficStage.Gift(detail.Goal)));
        return new(await HashAsync(detail, from, to, work, cancel), from, to, copies.AreMade ? copies.Folder : null) { Begun = marks.WasBegun, Proven = marks.WasProven };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(LoadDetail detail, LoadState before, LoadState now)
    {
        // Whoever lets users in again by hand has done what is left to do, but for the proof.
        if (now.File is not null && now.File == now.To)
            return now.Proven ? Verdict.InEffect : now.Begun || detail.PutsBack ? Verdict.Partly : Verdict.Foreign;
        // Put back, and nginx may still have the other: the undo ends with a reload.
        if (now.File is not null && now.File == now.From)
            return now.Begun ? Verdict.Partly : Verdict.Before;
        return now is { File: LoadState.Torn, Kept: not null } ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override RollbackException? Refusal(LoadDetail detail, LoadState now, Work work) => new(
        RollbackErrorId.ChangedByOthers,
        $"Someone else changed {detail.File.Name}: it is neither what was there before nor what the run puts there{(now.File is LoadState.Moved ? ", but a link to another file" : "")}.",
        $"Find out who changed it and why, and put back what was there{(now.Kept is { } kept ? $", or what the run kept in {Path.Combine(kept, "files")}" : "")}.");

    /// <inheritdoc/>
    protected override async Task DoAsync(LoadDetail detail, LoadState before, Work work, CancellationToken cancel)
    {
        var (copies, marks, file) = (Copies(detail.Goal, work), Marks(detail, work), detail.File);
        if (!copies.AreMade)
            await copies.MakeAsync([(file.Real, Path.GetFileName(file.Real))], cancel);
        await marks.BeginAsync(cancel);
        if (detail.PutsBack)
            await PutBackAsync(Copies(TrafficGoal.SafeModeOn, work), file, cancel);
        else
            await FileReplacement.ReplaceAsync(TrafficStage.Place(detail.Goal, work), file.Real, (await copies.ReadAsync(cancel))[0].Facts, file.InPlace, cancel);
        await LoadAsync(detail, Part(work).Find(detail.Upstream), left: null, work, cancel);
        await marks.ProveAsync(cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(LoadDetail detail, LoadState before, Work work, CancellationToken cancel)
    {
        await PutBackAsync(Copies(detail.Goal, work), detail.File, cancel);
        if (Marks(detail, work) is { WasBegun: true } marks)
        {
            await LoadAsync(detail, target: null, Part(work).Find(detail.Upstream), work, cancel);
            marks.Remove();
        }
    }

    /// <inheritdoc/>
    protected override string? Keeps(LoadDetail detail, LoadState before, LoadState now) =>
        now.Kept is { } folder && IsWorthKeeping(detail) ? $"{detail.File.Name} from before the run: {Path.Combine(folder, "files")}" : null;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(LoadDetail detail, LoadState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(IsWorthKeeping(detail) && KeptFolder.Find(Copies(detail.Goal, work).Folder, $"{detail.File.Name} from before the run", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(LoadDetail detail, LoadState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(Copies(detail.Goal, work).Folder, thing);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(LoadDetail detail, Upstream? target, Upstream? left, Work work, CancellationToken cancel)
    {
        var part = Part(work);
        var nginx = await servers.OpenAsync(part, work.Runbook, cancel);
        var (text, _) = await TrafficFile.ReadAsync(detail.File.Real, cancel);
        // What nginx reads, not what lies here: a container that mounts one file alone may have another.
        if ((await nginx.DumpAsync(cancel)).PathOf(Path.GetFileName(detail.File.Name), text) is null)
        {
            throw new RollbackException(
                RollbackErrorId.NotInEffect,
                $"{detail.File.Name} was replaced, and nginx still reads what was there before.",
                "Write nginx: { in-place: true } under 'traffic' in the runbook: its container mounts the file alone.");
        }

        await nginx.ReloadAsync(cancel);
        await shown.WaitAsync(part, text, detail.Goal, target, left, work, cancel);
    }

    private static async Task PutBackAsync(KeptCopies copies, TrafficFile file, CancellationToken cancel)
    {
        foreach (var kept in await copies.ReadAsync(cancel))
            await copies.PutBackAsync(kept, file.InPlace, cancel);
        CrashPoint.Around($"deleting {FileReplacement.Partial(file.Real)}", () => File.Delete(FileReplacement.Partial(file.Real)));
    }

    private static async Task<string?> HashAsync(LoadDetail detail, string? from, string? to, Work work, CancellationToken cancel)
    {
        if (TrafficFile.RealOf(detail.File.Name, work.Runbook) != detail.File.Real)
            return LoadState.Moved;
        var hash = await FileHash.OfFileAsync(detail.File.Real, cancel);
        if (hash is null || hash == from || hash == to || !detail.File.InPlace)
            return hash;
        var sources = new List<string> { TrafficStage.Place(detail.Goal, work) };
        foreach (var copies in new[] { Copies(detail.Goal, work), Copies(TrafficGoal.SafeModeOn, work) })
            sources.AddRange((await copies.ReadAsync(cancel)).Select(kept => Path.Combine(copies.Folder, kept.Copy ?? "")));
        return sources.Where(File.Exists).Any(source => IsBeginning(detail.File.Real, source)) ? LoadState.Torn : hash;
    }

    private static bool IsBeginning(string part, string whole)
    {
        var (mine, all) = (File.ReadAllBytes(part), File.ReadAllBytes(whole));
        return mine.Length < all.Length && all.AsSpan(0, mine.Length).SequenceEqual(mine);
    }

    // A safe-mode's file can be made anew at any time.
    private static bool IsWorthKeeping(LoadDetail detail) => detail.Goal == TrafficGoal.Upstream;

    private static TrafficPart Part(Work work) => work.Runbook.Parts.OfType<TrafficPart>().Single();

    private static KeptCopies Copies(TrafficGoal goal, Work work) => new(Path.Combine(work.Kept, $"traffic-{goal}"));

    private static ReloadMarks Marks(LoadDetail detail, Work work) => new(work.Kept, $"traffic-{detail.Goal}");
}
