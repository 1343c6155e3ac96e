using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Planning;

/// <summary>The steps that every run has, whatever goes back: evidence, checks, gates. Pure.</summary>
public static class RunSteps
{
    /// <summary>The kind that saves evidence.</summary>
    public const string Evidence = "evidence.save";

    /// <summary>The kind that measures the checks before anything changes.</summary>
    public const string Baseline = "check.baseline";

    /// <summary>The kind that waits until checks hold.</summary>
    public const string Prove = "check.prove";

    /// <summary>The kind that asks a person.</summary>
    public const string Gate = "gate.ask";

    /// <summary>What comes before anything changes.</summary>
    public static IEnumerable<Step> Guards(Runbook runbook)
    {
        yield return new()
        {
            Id = "evidence/save",
            Kind = Evidence,
            Subject = runbook.System,
            Does = "save logs and state as they are now",
            Moment = Moment.Guard,
            Back = Back.NothingToUndo,
            Touch = Touch.Reads,
            Optional = true,
            Limit = TimeSpan.FromMinutes(2),
            Estimate = TimeSpan.FromSeconds(2),
            Detail = EngineJson.ToElement(new { }),
        };
        if (runbook.BeforeOpen.Any(IsMeasuredEarly))
            yield return new()
            {
                Id = "checks/before",
                Kind = Baseline,
                Subject = runbook.System,
                Does = $"measure {Count(runbook.BeforeOpen.Count(IsMeasuredEarly))} as they are now",
                Moment = Moment.Guard,
                Back = Back.ByUndo,
                Touch = Touch.Reads,
                Estimate = TimeSpan.FromSeconds(2),
                Detail = EngineJson.ToElement(new { }),
            };
    }

    /// <summary>What must hold before and after users come back.</summary>
    public static IEnumerable<Step> Proofs(Runbook runbook) =>
        [.. Of(runbook, runbook.BeforeOpen, Moment.Prove), .. Of(runbook, runbook.AfterOpen, Moment.Watch)];

    /// <summary>The checks as they are when a wave begins, so that undoing it alone can be proven.</summary>
    public static Step BeforeWave(Runbook runbook, int wave) => new()
    {
        Id = $"checks/before-wave-{wave}",
        Kind = Baseline,
        Subject = runbook.System,
        Does = $"measure {Count(runbook.BeforeOpen.Count(IsMeasuredEarly))} as they are when the wave begins",
        Moment = Moment.Guard,
        Wave = wave,
        Back = Back.ByUndo,
        Touch = Touch.Reads,
        Estimate = TimeSpan.FromSeconds(2),
        Detail = EngineJson.ToElement(new { }),
    };

    /// <summary>What must hold before the next wave begins; null where nothing is asked.</summary>
    public static Step? AfterWave(Runbook runbook, Wave wave, int number)
    {
        string[] checks = wave.Checks.Count > 0 ? [.. wave.Checks] : [.. runbook.BeforeOpen.Where(check => check is not AskCheck).Select(check => check.Name)];
        var proof = checks.Length == 0 ? "" : $"prove {(wave.Checks.Count > 0 ? string.Join(", ", checks) : Count(checks.Length))}: {(checks.Length == 1 ? "" : "each ")}{runbook.HealthInARow} times in a row, within {runbook.HealthWithin.TotalSeconds:0} s";
        string[] said = [.. new[] { wave.Wait > TimeSpan.Zero ? $"wait {wave.Wait.TotalSeconds:0} s" : "", proof }.Where(text => text.Length > 0)];
        return said.Length == 0 ? null : new()
        {
            Id = $"checks/wave-{number}",
            Kind = Prove,
            Subject = wave.Name,
            Does = string.Join(", then ", said),
            Moment = Moment.Prove,
            Wave = number,
            Back = Back.NothingToUndo,
            Touch = Touch.Reads,
            Limit = wave.Wait + runbook.HealthWithin + TimeSpan.FromMinutes(1),
            Estimate = wave.Wait + TimeSpan.FromSeconds(checks.Length == 0 ? 0 : runbook.HealthInARow),
            Detail = EngineJson.ToElement(new ProofDetail(checks, wave.Wait)),
        };
    }

    /// <summary>Whether a check can be measured before the run: it neither changes anything nor asks a person.</summary>
    public static bool IsMeasuredEarly(CheckSpec check) => !check.Writes && check is not AskCheck;

    private static IEnumerable<Step> Of(Runbook runbook, IReadOnlyList<CheckSpec> checks, Moment moment)
    {
        var name = moment == Moment.Prove ? "before-open" : "after-open";
        var measured = checks.Count(check => check is not AskCheck);
        if (measured > 0)
            yield return new()
            {
                Id = $"checks/{name}",
                Kind = Prove,
                Subject = runbook.System,
                Does = $"prove {Count(measured)}: each {runbook.HealthInARow} times in a row, within {runbook.HealthWithin.TotalSeconds:0} s",
                Moment = moment,
                Back = Back.NothingToUndo,
                Touch = Touch.Reads,
                Limit = runbook.HealthWithin + TimeSpan.FromMinutes(1),
                Estimate = TimeSpan.FromSeconds(runbook.HealthInARow),
                Detail = EngineJson.ToElement(new { }),
            };
        foreach (var (gate, index) in checks.OfType<AskCheck>().Select((gate, index) => (gate, index)))
            yield return new()
            {
                Id = $"gates/{name}-{index + 1}",
                Kind = Gate,
                Subject = gate.Name,
                Does = $"ask: {gate.Question}",
                Moment = moment,
                Back = Back.NothingToUndo,
                Touch = Touch.Reads,
                Detail = EngineJson.ToElement(new { gate.Question }),
            };
    }

    private static string Count(int checks) => checks == 1 ? "1 check" : $"{checks} checks";
}
