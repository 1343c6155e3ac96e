using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>Measures a scenario's checks.</summary>
internal sealed class WalkMeasure(Scenario scenario, WalkWorld world) : ICheck
{
    public string Kind => "tcp";

    public Task<CheckResult> MeasureAsync(CheckSpec spec, CheckScope scope, CancellationToken cancel) => Task.FromResult(new CheckResult
    {
        Check = spec.Name,
        Passed = world.Holds(scenario.Checks.First(check => check.Name == spec.Name)),
        Detail = "as the scenario says",
    });
}
