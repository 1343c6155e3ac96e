using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>The one loop: a fresh start and a resume are the same over the folded journal.</summary>
internal sealed class RunLoop(RunScene scene)
{
    private readonly StepDoer _doer = new(scene);
    private readonly RunEnding _ending = new(scene);

    /// <summary>Goes on until the run ends or has to stop.</summary>
    public async Task<RunResult> GoAsync()
    {
        try
        {
            return await ToAnEndAsync();
        }
        catch (JournalLostException lost)
        {
            return _ending.Lost(lost);
        }
    }

    // A pause is journaled too, and may be what finds that the journal is lost.
    private async Task<RunResult> ToAnEndAsync()
    {
        try
        {
            if (!IsTurnedBack && await ForwardAsync() is { } failure)
            {
                if (MustHold(failure) is { } why)
                    return _ending.Held(failure, why);
                scene.Voice.Say(new TurnedBack(failure.Message) { Wave = WaveAlone(failure) });
            }

            return !IsTurnedBack
                ? _ending.Proven()
                : await new TurnBack(scene, _doer, _ending).GoAsync();
        }
        catch (AnswerAwaitedException waiting)
        {
            return _ending.Waiting(waiting);
        }
        catch (OperationCanceledException) when (scene.Interruption.IsAsked)
        {
            return _ending.Interrupted();
        }
        catch (IOException error) when (scene.IsFull(error))
        {
            scene.Interruption.StopForRoom(scene.Folder.Root);
            return _ending.Interrupted();
        }
    }

    private bool IsTurnedBack => scene.Record.TurnedBack is not null || scene.Record.WaveTurnedBack is not null;

    // The first failure that an optional step does not excuse; null where all steps are in effect.
    private async Task<StepFailed?> ForwardAsync()
    {
        foreach (var step in scene.Plan.Steps.Where(step => !IsSettled(step)))
        {
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            if (await TryAsync(step) is not { } failure)
                continue;
            // The wish to stop reaches the programs of a step too (Ctrl+C at a terminal): their failure says nothing then.
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            if (!step.Optional)
                return failure;
        }

        return null;
    }

    private async Task<StepFailed?> TryAsync(Step step)
    {
        try
        {
            await _doer.DoAsync(step);
            return null;
        }
        catch (Exception error) when (!scene.IsStop(error))
        {
            var failed = StepFailure.Of(step, "", error);
            scene.Voice.Say(failed);
            return failed;
        }
    }

    // What was proven before a pause is proven again: only then does the end of the run say what is. Where a later wave has
    // begun, what it stopped may keep the proof of an earlier one from holding: the last proof is of all of them.
    private bool IsSettled(Step step) => scene.Record.Find(step.Id)?.IsInEffect == true
        ? step.Touch != Touch.Reads || step.Moment < Moment.Prove || scene.Plan.Steps.Any(later => later.Wave > step.Wave && scene.Record.Find(later.Id) is not null)
        : step.Optional && IsPast(step);

    // What may fail and did is not tried again after the steps that follow it: it would come in another order than planned.
    private bool IsPast(Step step) =>
        scene.Plan.Steps.SkipWhile(other => other != step).Skip(1).Any(later => scene.Record.Find(later.Id) is not null);

    // Why the run may not turn back by itself; null where it may.
    private string? MustHold(StepFailed failure)
    {
        if (!_ending.UsersNoticed)
            return null;
        if (failure.Error == RollbackErrorId.ChangedByOthers)
            return "someone else is changing the system too";
        var alone = WaveAlone(failure);
        if (Started.FirstOrDefault(step => step.Back is Back.NoReturn && (alone is null || step.Wave == alone)) is { } gone)
            return $"'{gone.Id}' can't be undone";
        if (scene.OnFailure == OnFailure.Hold)
            return $"the strategy '{scene.Plan.Strategy}' says on-failure: hold";
        if (scene.OnFailure == OnFailure.UndoWave && scene.Plan.Waves.Count > 0 && StepOf(failure).Wave > scene.Plan.Waves.Count)
            return "each wave was proven, and nothing tells which of them is to blame";
        return Started.Any(step => step.MovesData) && scene.Record.IsProofOver
            ? "the moved data was proven and users may have written to it"
            : null;
    }

    // The wave that is undone alone: an earlier one of this run stays, proven. Null where all is undone.
    private int? WaveAlone(StepFailed failure) =>
        scene.OnFailure == OnFailure.UndoWave && StepOf(failure).Wave is > 0 and var wave && Started.Any(step => step.Touch == Touch.Users && step.Wave < wave)
            ? wave
            : null;

    private Step StepOf(StepFailed failure) => scene.Plan.Steps.First(step => step.Id == failure.Step);

    private IEnumerable<Step> Started => scene.Plan.Steps.Where(step => scene.Record.Find(step.Id) is { IsOurs: true });
}
