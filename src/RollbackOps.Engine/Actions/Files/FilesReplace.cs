using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>
/// Replaces the live files, each in one move or, where a container mounts it alone, within its inode. What was there is
/// copied first. Where the run had loaded the new files already, undoing loads the old ones.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="commands">Turns the user's commands into ones that can be run.</param>
public sealed class FilesReplace(IRunner runner, StagedCommands commands) : StepKind<FilesDetail, ReplacedState>
{
    /// <inheritdoc/>
    public override string Kind => "files.replace";

    /// <inheritdoc/>
    protected override async Task<ReplacedState> ReadAsync(FilesDetail detail, Work work, CancellationToken cancel)
    {
        var staged = work.Gifts.Find(FilesStage.Gift(detail.Part));
        var files = new List<string?>();
        foreach (var file in detail.Files)
            files.Add(await StateAsync(file, staged, cancel));
        var copies = Copies(detail, work);
        return new(files, copies.AreMade ? copies.Folder : null)
        {
            Loaded = new ReloadMarks(work.Kept, detail.Part).WasBegun,
            Begun = detail.Files.Any(file => File.Exists(FileReplacement.Partial(file.Real))),
        };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FilesDetail detail, ReplacedState before, ReplacedState now)
    {
        var pairs = detail.Files.Zip(now.Files, (file, state) => (File: file, State: state)).ToList();
        if (pairs.TrueForAll(pair => pair.State == pair.File.To))
            return Verdict.InEffect;
        // Put back, and what uses them may still have the others: the undo ends with a reload, and takes away what is half made.
        if (pairs.TrueForAll(pair => pair.State == pair.File.From))
            return now.Loaded || (now.Begun && !before.Begun) ? Verdict.Partly : Verdict.Before;
        var isOurs = now.Kept is not null && pairs.TrueForAll(pair =>
            pair.State == pair.File.To || pair.State == pair.File.From || (detail.InPlace && pair.State == ReplacedState.Torn));
        return isOurs ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(FilesDetail detail, ReplacedState before, Work work, CancellationToken cancel)
    {
        var copies = Copies(detail, work);
        if (!copies.AreMade)
            await copies.MakeAsync(detail.Files.Select((file, at) => (file.Real, $"{at}-{Path.GetFileName(file.Real)}")), cancel);
        var kept = await copies.ReadAsync(cancel);
        var staged = work.Gifts[FilesStage.Gift(detail.Part)];
        foreach (var (file, old) in detail.Files.Zip(kept))
            await FileReplacement.ReplaceAsync(Path.Combine(staged, file.Staged), file.Real, old.Facts ?? FileFacts.Of(file.Source), detail.InPlace, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(FilesDetail detail, ReplacedState before, Work work, CancellationToken cancel)
    {
        foreach (var file in await Copies(detail, work).ReadAsync(cancel))
        {
            await Copies(detail, work).PutBackAsync(file, detail.InPlace, cancel);
            CrashPoint.Around($"deleting {FileReplacement.Partial(file.Path)}", () => File.Delete(FileReplacement.Partial(file.Path)));
        }

        var marks = new ReloadMarks(work.Kept, detail.Part);
        if (marks.WasBegun && Part(detail, work).Reload is { } reload)
            await runner.RunAsync(commands.Build(reload, work, work.Gifts.Find(FilesStage.Gift(detail.Part)) ?? ""), cancel);
        marks.Remove();
    }

    /// <inheritdoc/>
    protected override string? Keeps(FilesDetail detail, ReplacedState before, ReplacedState now) =>
        now.Kept is { } folder && detail.Files.Any(file => file.From is not null)
            ? $"the files of '{detail.Part}' from before the run: {Path.Combine(folder, "files")}"
            : null;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(FilesDetail detail, ReplacedState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(
            KeptFolder.Find(Copies(detail, work).Folder, $"the files of '{detail.Part}' from before the run", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(FilesDetail detail, ReplacedState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(Copies(detail, work).Folder, thing);
        return Task.CompletedTask;
    }

    private static async Task<string?> StateAsync(FileTarget file, string? staged, CancellationToken cancel)
    {
        var real = new FileInfo(file.Live).LinkTarget is null ? file.Live : File.ResolveLinkTarget(file.Live, returnFinalTarget: true)!.FullName;
        if (real != file.Real || Directory.Exists(real))
            return ReplacedState.Moved;
        var hash = await FileHash.OfFileAsync(real, cancel);
        if (hash is null || hash == file.To || hash == file.From || staged is null)
            return hash;
        return await IsBeginningAsync(real, Path.Combine(staged, file.Staged), cancel) ? ReplacedState.Torn : hash;
    }

    private static async Task<bool> IsBeginningAsync(string part, string whole, CancellationToken cancel)
    {
        if (!File.Exists(whole))
            return false;
        var (mine, all) = (await File.ReadAllBytesAsync(part, cancel), await File.ReadAllBytesAsync(whole, cancel));
        return mine.Length < all.Length && all.AsSpan(0, mine.Length).SequenceEqual(mine);
    }

    private static FilesPart Part(FilesDetail detail, Work work) =>
        work.Runbook.Parts.OfType<FilesPart>().Single(part => part.Name == detail.Part);

    private static KeptCopies Copies(FilesDetail detail, Work work) => new(Path.Combine(work.Kept, $"{detail.Part}-replace"));
}
