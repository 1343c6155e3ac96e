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
        if (IsAtStart(detail, now) && now.Index == before.Index && now.Changes == before.Changes)
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
        await _live.SwitchBackAsync(detail, copies, cancel);
    }

    /// <inheritdoc/>
    protected override string? Keeps(CheckoutDetail detail, CheckoutState before, CheckoutState now) =>
        now.Kept is { } folder && Directory.Exists(Path.Combine(folder, "files", LiveTree.CopiesOfFiles))
            ? $"the files that were in the way of {detail.To[..12]} in {detail.Top}: {Path.Combine(folder, "files", LiveTree.CopiesOfFiles)}"
            : null;

    // Where the branch moved on meanwhile, an undo leaves HEAD detached on the old commit.
    private static bool IsAtStart(CheckoutDetail detail, CheckoutState now) =>
        now.Head == detail.From
        && (now.Branch == detail.Branch || (now.Branch is null && now.BranchAt != detail.From));

    private static KeptCopies Copies(Work work) =>
        new(Path.Combine(work.Kept, work.Step.Id.Replace('/', '-')));
}
