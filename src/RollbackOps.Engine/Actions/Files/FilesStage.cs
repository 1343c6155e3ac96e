using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>Copies what comes back into a private folder and runs its test there: a configuration's syntax, credentials that must log in.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="commands">Turns the user's commands into ones that can be run.</param>
public sealed class FilesStage(IRunner runner, StagedCommands commands) : StepKind<FilesDetail, StagedState>
{
    /// <inheritdoc/>
    public override string Kind => "files.stage";

    /// <summary>The gift: the staged folder.</summary>
    public static string Gift(string part) => $"{part}/staged";

    /// <inheritdoc/>
    protected override async Task<StagedState> ReadAsync(FilesDetail detail, Work work, CancellationToken cancel)
    {
        var folder = Folder(detail, work);
        if (!Directory.Exists(folder))
            return new(null, false);
        var isReady = File.Exists(Tested(folder)) && await DifferentAsync(detail, folder, cancel) is null;
        return new(isReady ? folder : null, !isReady);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FilesDetail detail, StagedState before, StagedState now) =>
        now.Folder is not null ? Verdict.InEffect : now.Begun ? Verdict.Partly : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(FilesDetail detail, StagedState before, Work work, CancellationToken cancel)
    {
        var folder = Folder(detail, work);
        PrivateFiles.Folder(work.Scratch);
        Remove(folder);
        PrivateFiles.Folder(folder);
        foreach (var file in detail.Files)
            await PrivateFiles.CopyAsync(file.Source, Path.Combine(folder, file.Staged), cancel);
        if (await DifferentAsync(detail, folder, cancel) is { } other)
        {
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers, $"{other.Source} is not what it was when the plan was made.", "Make the plan again.");
        }

        await TestAsync(detail, work, folder, cancel);
        await PrivateFiles.WriteAsync(Tested(folder), "", cancel);
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(FilesDetail detail, StagedState before, Work work, CancellationToken cancel)
    {
        if (Directory.Exists(work.Scratch))
            Remove(Folder(detail, work));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, FilesDetail detail, StagedState now) =>
        step.Gives.ToDictionary(gift => gift, _ => now.Folder!);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(FilesDetail detail, StagedState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(KeptFolder.Find(Folder(detail, work), $"what was staged of '{detail.Part}'", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(FilesDetail detail, StagedState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(Folder(detail, work), thing);
        return Task.CompletedTask;
    }

    private async Task TestAsync(FilesDetail detail, Work work, string folder, CancellationToken cancel)
    {
        if (work.Runbook.Parts.OfType<FilesPart>().Single(part => part.Name == detail.Part).Test is not { } test)
            return;
        work.Progress("testing the staged files", null);
        await runner.RunAsync(commands.Build(test, work, folder), cancel);
        if (await DifferentAsync(detail, folder, cancel) is { } changed)
        {
            throw new RollbackException(
                RollbackErrorId.ToolFailed, $"The test of '{detail.Part}' changed the staged {changed.Name}.", "Let the test only read what is in ${staged}.");
        }
    }

    private static async Task<FileTarget?> DifferentAsync(FilesDetail detail, string folder, CancellationToken cancel)
    {
        foreach (var file in detail.Files)
        {
            if (await FileHash.OfFileAsync(Path.Combine(folder, file.Staged), cancel) != file.To)
                return file;
        }

        return null;
    }

    private static void Remove(string folder)
    {
        CrashPoint.Around($"deleting {Tested(folder)}", () => File.Delete(Tested(folder)));
        if (Directory.Exists(folder))
            CrashPoint.Around($"deleting {folder}", () => Directory.Delete(folder, recursive: true));
    }

    private static string Folder(FilesDetail detail, Work work) => Path.Combine(work.Scratch, $"staged-{detail.Part}");

    private static string Tested(string folder) => folder + ".tested";
}
