using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>Measures one kind of check.</summary>
public interface ICheck
{
    /// <summary>The kind, e.g. <c>http</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Measures once. What does not hold, can't be reached or takes too long is a result that did not pass, never an
    /// exception.
    /// </summary>
    Task<CheckResult> MeasureAsync(CheckSpec spec, CheckScope scope, CancellationToken cancel);
}
