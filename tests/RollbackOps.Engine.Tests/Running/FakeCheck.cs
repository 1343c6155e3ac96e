using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>A check whose answers a test decides.</summary>
internal sealed class FakeCheck : ICheck
{
    public string Kind => "tcp";

    /// <summary>Whether it holds, asked at each measuring.</summary>
    public Func<bool> Holds { get; set; } = () => true;

    public Task<CheckResult> MeasureAsync(CheckSpec spec, CheckScope scope, CancellationToken cancel) =>
        Task.FromResult(new CheckResult { Check = spec.Name, Passed = Holds(), Detail = "as the test says" });
}
