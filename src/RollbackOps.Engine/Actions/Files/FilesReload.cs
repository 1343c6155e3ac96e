using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>Makes the system load the files and proves from inside that it did. Loading again does no harm, so a crash repeats it.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="commands">Turns the user's commands into ones that can be run.</param>
/// <param name="time">The clock.</param>
public sealed class FilesReload(IRunner runner, StagedCommands commands, TimeProvider time) : StepKind<FilesDetail, ReloadedState>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Kind => "files.reload";

    /// <inheritdoc/>
    protected override Task<ReloadedState> ReadAsync(FilesDetail detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new ReloadedState(Marks(detail, work).WasProven));

    /// <inheritdoc/>
    protected override Verdict Judge(FilesDetail detail, ReloadedState before, ReloadedState now) =>
        now.Done ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(FilesDetail detail, ReloadedState before, Work work, CancellationToken cancel)
    {
        var part = work.Runbook.Parts.OfType<FilesPart>().Single(part => part.Name == detail.Part);
        var staged = work.Gifts[FilesStage.Gift(detail.Part)];
        await Marks(detail, work).BeginAsync(cancel);
        if (part.Reload is { } reload)
            await runner.RunAsync(commands.Build(reload, work, staged), cancel);
        if (part.Prove is { } prove)
            await ProveAsync(commands.Build(prove, work, staged), work, cancel);
        await Marks(detail, work).ProveAsync(cancel);
    }

    private async Task ProveAsync(Command prove, Work work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var result = await runner.TryAsync(prove, cancel);
            if (result.ExitCode == 0)
                return;
            if (time.GetElapsedTime(began) >= work.Runbook.HealthWithin)
            {
                throw new RollbackException(
                    RollbackErrorId.CheckFailed,
                    $"The files were replaced, and '{prove.Program}' did not prove within {work.Runbook.HealthWithin.TotalSeconds:0} s that they are loaded: exit code {result.ExitCode}, {(result.Err + result.Out).Trim()}",
                    "Look at the system's own log; where a container mounts the file alone, write 'in-place: true' in the runbook.");
            }

            work.Progress($"not proven yet: exit code {result.ExitCode}", null);
            await Task.Delay(Pause, time, cancel);
        }
    }

    private static ReloadMarks Marks(FilesDetail detail, Work work) => new(work.Kept, detail.Part);
}
