using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>Answers as the scenario says.</summary>
internal sealed class WalkPerson(Scenario scenario, WalkWorld world) : IAnswers
{
    public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel)
    {
        world.RefuseDead();
        return Task.FromResult(Answer(gate));
    }

    private bool? Answer(string gate)
    {
        if (scenario.Person == Answering.Later && !world.PersonIsThere)
            return null;
        var wrong = scenario.Person == Answering.Wrongly && !world.IsMended;
        if (scenario.Things.FirstOrDefault(thing => thing.Step == gate) is not { } thing)
            return !wrong;
        if (wrong)
            world.Misled.Add(thing.Name);
        // Half of a thing is not done, so it has to be done; and it is begun, so that it has to be undone.
        return wrong ? !world.HasTurnedBack : world.HasTurnedBack;
    }
}
