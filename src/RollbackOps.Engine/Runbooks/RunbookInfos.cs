using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Runbooks;

/// <summary>A runbook as plain data. Pure.</summary>
public static class RunbookInfos
{
    /// <summary>What a person or a script wants to know of a runbook.</summary>
    public static RunbookInfo Of(Runbook runbook) => new()
    {
        System = runbook.System,
        Environment = runbook.Environment,
        File = runbook.File,
        Parts = [.. runbook.Parts.Select(part => new PartInfo(part.Name, part.Kind, part is DatabasePart))],
        Strategies = [.. runbook.Strategies.Select(strategy => new StrategyInfo(strategy.Name, [.. strategy.Back.Select(Name)], strategy.Implied))],
        Checks = [.. Checks(runbook.BeforeOpen, CheckTime.BeforeOpen), .. Checks(runbook.AfterOpen, CheckTime.AfterOpen)],
    };

    private static IEnumerable<CheckInfo> Checks(IEnumerable<CheckSpec> specs, CheckTime when) =>
        specs.Select(spec => new CheckInfo(spec.Name, spec.Kind, when));

    private static string Name(BackItem item) => item.Path is null ? item.Part : $"{item.Part}/{item.Path}";
}
