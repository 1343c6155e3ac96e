using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>Saves logs and state of every part of the system before anything changes.</summary>
/// <param name="actions">The actions, which know what is worth saving.</param>
/// <param name="time">The clock.</param>
internal sealed class EvidenceStep(IReadOnlyList<IAction> actions, TimeProvider time) : StepKind<Nothing, Done>
{
    public override string Kind => RunSteps.Evidence;

    protected override Task<Done> ReadAsync(Nothing detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new Done(File.Exists(MarkerOf(work))));

    protected override Verdict Judge(Nothing detail, Done before, Done now) =>
        now.IsDone ? Verdict.InEffect : Verdict.Before;

    protected override async Task DoAsync(Nothing detail, Done before, Work work, CancellationToken cancel)
    {
        var failures = new List<string>();
        var room = EvidenceRoom.On(work.Evidence);
        foreach (var part in work.Runbook.Parts)
            if (await CaptureAsync(part, work, room, cancel) is { } failure)
                failures.Add(failure);
        await CrashPoint.AroundAsync($"writing {MarkerOf(work)}", () => File.WriteAllTextAsync(MarkerOf(work), $"{time.GetUtcNow():O}\n", cancel));
        if (failures.Count > 0)
            throw new RollbackException(
                RollbackErrorId.Unreachable,
                $"Not all evidence could be saved: {string.Join("; ", failures)}",
                $"What there is, is in {work.Evidence}.");
        work.Tell(new Noted($"Evidence is in {work.Evidence}{(room.LeftOut.Count == 0 ? "" : $"; left out, so that the disk does not get full: {string.Join(", ", room.LeftOut)}")}"));
    }

    // One part that can't be read must not cost the evidence of the others.
    private async Task<string?> CaptureAsync(Part part, Work work, EvidenceRoom room, CancellationToken cancel)
    {
        if (actions.FirstOrDefault(action => action.Kind == part.Kind) is not { } action)
            return null;
        var folder = Directory.CreateDirectory(Path.Combine(work.Evidence, part.Name)).FullName;
        try
        {
            await action.CaptureAsync(part, AskOf(work) with { Room = room }, folder, cancel);
            return null;
        }
        catch (Exception error) when (error is RollbackException or IOException or UnauthorizedAccessException)
        {
            return $"{part.Name}: {error.Message}";
        }
    }

    private Ask AskOf(Work work) => new()
    {
        Runbook = work.Runbook,
        Strategy = work.Runbook.Strategies.First(strategy => strategy.Name == work.Plan.Strategy),
        Request = work.Plan.Request,
        Back = [],
        Moved = [],
        From = work.Plan.From,
        To = work.Plan.To,
        Known = NothingKnown.Instance,
        Now = time.GetUtcNow(),
    };

    private static string MarkerOf(Work work) => Path.Combine(work.Evidence, "saved-at.txt");
}
