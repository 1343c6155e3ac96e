using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Undoes what was started, last first; each must read as before again, and the checks as before the run.</summary>
internal sealed class TurnBack(RunScene scene, StepDoer doer, RunEnding ending)
{
    public async Task<RunResult> GoAsync()
    {
        foreach (var step in scene.Plan.Steps.Reverse().Where(MustBeUndone))
        {
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            if (await TryAsync(step) is not { } failure)
                continue;
            if (scene.Interruption.IsAsked)
                throw new OperationCanceledException();
            if (ending.UsersNoticed)
                return ending.Held(failure, "turning back failed");
        }

        return ending.UsersNoticed ? ending.Undone() : ending.Refused();
    }

    // Where users noticed nothing, there is nothing to measure again: only what was made beside is taken away.
    private bool MustBeUndone(Step step) =>
        step.Back is Back.Undo
        && scene.Record.Find(step.Id) is { IsOurs: true }
        && (step.Touch != Touch.Reads || ending.UsersNoticed);

    private async Task<StepFailed?> TryAsync(Step step)
    {
        try
        {
            await doer.UndoAsync(step);
            return null;
        }
        catch (Exception error) when (!scene.IsStop(error))
        {
            var known = error as RollbackException;
            var failed = new StepFailed(
                step.Id,
                known?.Id ?? RollbackErrorId.ToolFailed,
                $"Undoing '{step.Id}' ({step.Does}) failed: {error.Message}",
                known?.Next ?? "Report this: the error was not foreseen.");
            scene.Voice.Say(failed);
            return failed;
        }
    }
}
