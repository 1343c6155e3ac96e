using RollbackOps.Engine;
using RollbackOps.Engine.Running;

namespace RollbackOps.Crash.Racer;

/// <summary>Does what front ends do, at a moment that all racers share.</summary>
internal sealed class Racer
{
    private readonly RollbackEngine _engine = Composition.Create();
    private Plan? _plan;

    /// <summary>One leg of a race.</summary>
    /// <param name="what"><c>plan</c>, <c>begin</c> what was planned, <c>run</c> for both at once, or <c>resume</c>.</param>
    /// <param name="runbook">The runbook's path.</param>
    /// <param name="start">The moment, in ticks of UTC.</param>
    /// <returns>The outcome, or the error's id.</returns>
    public async Task<string> DoAsync(string what, string runbook, long start)
    {
        Wait(start);
        try
        {
            if (what is "plan" or "run")
                _plan = await _engine.PlanAsync(new() { Runbook = runbook, Strategy = "forward" }, default);
            return what switch
            {
                "plan" => "Planned",
                "resume" => $"{(await (await _engine.ResumeAsync(runbook, null, new NoPerson())).Completion).Outcome}",
                _ when _plan!.IsEmpty => $"{(await _engine.InPlaceAsync(_plan, default)).Outcome}",
                _ => $"{(await (await _engine.BeginAsync(_plan, new NoPerson(), "race", default)).Completion).Outcome}",
            };
        }
        catch (RollbackException error)
        {
            return $"{error.Id}";
        }
    }

    // Awake at the very moment, whatever the scheduler does with those who sleep.
    private static void Wait(long start)
    {
        var left = new DateTime(start, DateTimeKind.Utc) - DateTime.UtcNow;
        if (left > TimeSpan.FromMilliseconds(2))
            Thread.Sleep(left - TimeSpan.FromMilliseconds(2));
        SpinWait.SpinUntil(() => DateTime.UtcNow.Ticks >= start);
    }
}
