using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Puts the target's files into the live tree, HEAD detached on the commit, or some paths alone with HEAD where it is.
/// What is in the way is copied first; nothing else that git does not track is touched.
/// </summary>
/// <param name="git">Runs git.</param>
public sealed class GitCheckout(GitRepository git) : StepKind<CheckoutDetail, CheckoutState>
{
    private readonly CheckoutReading _reading = new(git);
    private readonly LiveTree _live = new(git);

    /// <inheritdoc/>
    public override string Kind => "git.checkout";

    /// <inheritdoc/>
    protected override Task<CheckoutState> ReadAsync(CheckoutDetail detail, Work work, CancellationToken cancel)
    {
        var copies = Copies(work);
        return _reading.ReadAsync(detail, copies.AreMade ? copies.Folder : null, cancel);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(CheckoutDetail detail, CheckoutState before, CheckoutState now)
    {
        var whole = detail.Paths.Count == 0;
        if (now.Off == 0 && (whole ? now.Head == detail.To && now.Branch is null : IsAtStart(detail, now)))
            return Verdict.InEffect;
        if (IsAtStart(detail, now) && now.Index == before.Index && now.Changes == before.Changes && (now.Owned || !before.Owned || now.Kept is null) && (!now.Begun || before.Begun))
            return Verdict.Before;
        var between = now.Branch is null && (now.Head == detail.From || (whole && now.Head == detail.To));
        return now.Kept is not null && (between || IsAtStart(detail, now)) ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(CheckoutDetail detail, CheckoutState before, Work work, CancellationToken cancel)
    {
        LiveTree.RefuseLocked(detail);
        var copies = Copies(work);
        if (!copies.AreMade)
            await _live.KeepAsync(detail, copies, await _reading.InTheWayAsync(detail, cancel), cancel);
        await _live.SwitchAsync(detail, copies, cancel);
        if (await _reading.OffAsync(detail, cancel) is { Count: > 0 } off)
        {
            throw new RollbackException(
                RollbackErrorId.NotInEffect,
                $"{detail.Top} was switched to {detail.To[..12]}, and {off.Count} of its files changed again at once, e.g. {off.First()}.",
                "Stop what writes to that file, or take it out of git; then resume.");
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(CheckoutDetail detail, CheckoutState before, Work work, CancellationToken cancel)
    {
        var copies = Copies(work);
        if (!copies.AreMade)
            return;
        LiveTree.RefuseLocked(detail);
        // What people changed since the run is not in the tree that comes back.
        var since = Since(work);
        if (!since.AreMade && await _reading.ChangedSinceAsync(detail, cancel) is { Count: > 0 } changed)
            await LiveTree.KeepSinceAsync(detail, since, changed, cancel);
        await _live.SwitchBackAsync(detail, copies, cancel);
    }

    /// <inheritdoc/>
    protected override string? Keeps(CheckoutDetail detail, CheckoutState before, CheckoutState now) =>
        now.Kept is { } folder && Directory.Exists(Path.Combine(folder, "files", LiveTree.CopiesOfFiles))
            ? $"the files that were in the way of {detail.To[..12]} in {detail.Top}: {Path.Combine(folder, "files", LiveTree.CopiesOfFiles)}"
            : null;

    /// <inheritdoc/>
    protected override string? Leaves(CheckoutDetail detail, CheckoutState before, CheckoutState now) =>
        now.Kept is { } folder && Directory.Exists(folder + LiveTree.ChangedSince)
            ? $"the files that were changed in {detail.Top} since the run: {Path.Combine(folder + LiveTree.ChangedSince, "files", LiveTree.CopiesOfFiles)}"
            : null;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(CheckoutDetail detail, CheckoutState before, Work work, CancellationToken cancel)
    {
        var files = (await Copies(work).ReadAsync(cancel)).Count(file => file.Existed) - 1;
        return
        [
            .. new[]
            {
                KeptFolder.Find(Copies(work).Folder, $"git's index of {detail.Top} before the run and {Math.Max(0, files)} files that were in the way", work),
                KeptFolder.Find(Since(work).Folder, $"the files that were changed in {detail.Top} since the run", work),
            }.OfType<KeptThing>(),
        ];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(CheckoutDetail detail, CheckoutState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(Copies(work).Folder, thing);
        KeptFolder.GiveUp(Since(work).Folder, thing);
        return Task.CompletedTask;
    }

    // Where the branch moved on meanwhile, an undo leaves HEAD detached on the old commit.
    private static bool IsAtStart(CheckoutDetail detail, CheckoutState now) =>
        now.Head == detail.From
        && (now.Branch == detail.Branch || (now.Branch is null && now.BranchAt != detail.From));

    private static KeptCopies Since(Work work) => new(Copies(work).Folder + LiveTree.ChangedSince);

    private static KeptCopies Copies(Work work) =>
        new(Path.Combine(work.Kept, work.Step.Id.Replace('/', '-')));
}
