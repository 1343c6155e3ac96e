using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Undoes what was started, all of it or that of one wave, last first; each must read as before again, and the checks as before the run.</summary>
internal sealed class TurnBack(RunScene scene, StepDoer doer, RunEnding ending)
{
    public async Task<RunResult> GoAsync()
    {
        var asked = scene.Record.Asked;
        var wave = scene.Record.TurnedBack is null ? scene.Record.WaveTurnedBack?.Wave : null;
        foreach (var step in UndoScope.Of(scene.Plan, scene.Record, asked?.AfterOpening == true, wave).ToList())
        {
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            if (await TryAsync(step) is not { } failure)
                continue;
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            // Who asked for the state before is not told that it is there when it is not.
            if (ending.UsersNoticed || asked is not null)
                return ending.Held(failure, "turning back failed");
        }

        if (wave is { } alone)
            return ending.WaveUndone(alone);
        return ending.UsersNoticed || asked is not null ? ending.Undone() : ending.Refused();
    }

    private async Task<StepFailed?> TryAsync(Step step)
    {
        try
        {
            await doer.UndoAsync(step);
            return null;
        }
        catch (Exception error) when (!scene.IsStop(error))
        {
            var failed = StepFailure.Of(step, $"Undoing '{step.Id}' ({step.Does}) failed: ", error);
            scene.Voice.Say(failed);
            return failed;
        }
    }
}
